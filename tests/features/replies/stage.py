"""Customers write, the model answers, and the reply is looked for in its number's lane. No worker runs: tests call the job."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import text
from tests.factories import make_number
from tests.integrations.sandbox_server import NUMBER, SECOND_NUMBER, TOKEN, SandboxControl

from harkara.core.contacts.models import Contact
from harkara.core.messages.models import Message
from harkara.core.numbers.credentials import seal_token
from harkara.features.replies.answering import ReplyParts, answer
from harkara.features.replies.intake import consider
from harkara.integrations.openai.chat import ChatModels
from harkara.integrations.whatsapp.sending import MessageSender
from harkara.kit.clock import SystemClock
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.settings import Settings

CUSTOMER = "919812345678"
PROMPT = "You are the assistant of Asha Sarees. Answer shortly."
BOX = SecretBox("a passphrase for tests")
_serial = itertools.count(1)


@dataclass(frozen=True)
class Written:
    """A message as the webhooks hand it over."""

    id: int
    number_id: int
    contact_id: int | None
    type: str
    created_at: datetime
    is_group: bool = False


@dataclass
class ReplyStage:
    """What a test of replies works with."""

    database: Database
    sandbox: SandboxControl
    parts: ReplyParts
    number_id: int
    second_number_id: int
    customer: int

    def with_settings(self, **values: object) -> None:
        """Change settings, e.g. the time a model may take."""
        self.parts = replace(self.parts, settings=self.parts.settings.model_copy(update=values))

    async def store(
        self,
        body: str | None = "Where is my order?",
        *,
        type: str = "text",
        seconds_ago: float = 0,
        customer: int | None = None,
        number_id: int | None = None,
        direction: str = "in",
        **values: Any,
    ) -> Written:
        """Put a message into the ledger without telling anybody."""
        at = datetime.now(UTC) - timedelta(seconds=seconds_ago)  # noqa: TID251 - a message arrives now
        message = Message(
            **{
                "wamid": await self._wamid(body or "") if direction == "in" else f"wamid.out{next(_serial)}",
                "direction": direction,
                "type": type,
                "number_id": number_id or self.number_id,
                "contact_id": customer or self.customer,
                "body": body,
                "status": "received" if direction == "in" else "sent",
                "created_at": at,
                **values,
            }
        )
        async with self.database.transaction() as session:
            session.add(message)
        return Written(message.id, message.number_id, message.contact_id, type, at)

    async def write(self, *args: Any, **values: Any) -> Written:
        """Let a customer write something: into the ledger, and considered."""
        written = await self.store(*args, **values)
        await self.consider(written)
        return written

    async def consider(self, *written: Written) -> None:
        async with self.database.transaction() as session:
            await consider(session, self.parts.jobs, written, is_on=True)

    async def answer(self, customer: int | None = None, number_id: int | None = None) -> None:
        """Do what the job does."""
        await answer(self.parts, customer or self.customer, number_id or self.number_id)

    async def answer_all(self, customers: Sequence[int]) -> None:
        await asyncio.gather(*(self.answer(customer) for customer in customers))

    async def new_customer(self, **values: object) -> int:
        contact = Contact(**{"wa_id": f"9197{next(_serial):08}", **values})
        async with self.database.transaction() as session:
            session.add(contact)
        return contact.id

    async def rows(self, query: str) -> list[Any]:
        async with self.database.transaction() as session:
            return list((await session.execute(text(query))).all())

    async def execute(self, statement: str) -> None:
        async with self.database.transaction() as session:
            await session.execute(text(statement))

    async def lane(self) -> list[str]:
        """Return the replies that are to be sent, in order."""
        return [row.body for row in await self.rows("SELECT body FROM reply_queue ORDER BY id")]

    async def fates(self) -> list[tuple[str, str | None]]:
        """Return what became of each message, in order."""
        rows = await self.rows("SELECT state, reason FROM reply_tasks ORDER BY id")
        return [(row.state, row.reason) for row in rows]

    async def jobs(self) -> list[Any]:
        return await self.rows("SELECT task_name, lock, args FROM procrastinate_jobs ORDER BY id")

    async def asked(self) -> list[list[dict[str, str]]]:
        """Return the conversations the model was asked about."""
        return [chat["messages"] for chat in (await self.sandbox.get("chats"))["data"]]

    async def typing(self) -> list[str]:
        return (await self.sandbox.get("chats"))["typing"]

    async def until(self, question: Callable[[], Awaitable[list[Any]]]) -> None:
        """Wait until there is an answer: another party makes it, and rings no bell."""
        async with asyncio.timeout(10):
            while not await question():  # noqa: ASYNC110 - another process answers, and rings no bell
                await asyncio.sleep(0.01)

    async def _wamid(self, body: str) -> str:
        """Return the id of a message that the sandbox knows, so that it may be marked as read."""
        return (await self.sandbox.post("inbound", text=body or "?", phone_number_id=NUMBER))["message_id"]


@asynccontextmanager
async def reply_stage(database: Database, sandbox: SandboxControl) -> AsyncGenerator[ReplyStage]:
    """Connect two numbers of the sandbox's and make a customer."""
    settings = Settings.model_validate(
        {"openai_api_key": "sk-sandbox-key-0001", "openai_base_url": f"{sandbox.url}/v1", "reply_timeout_seconds": 5}
    )
    parts = ReplyParts(
        database=database,
        jobs=JobQueue(),
        box=BOX,
        clock=SystemClock(),
        settings=settings,
        models=ChatModels(),
        sender=MessageSender(sandbox.url, "v25.0"),
        stopping=asyncio.Event(),
    )
    async with database.transaction() as session:
        first, second = [
            await make_number(
                session,
                phone_number_id=phone_number_id,
                access_token_encrypted=seal_token(BOX, phone_number_id, TOKEN),
                system_prompt=PROMPT,
            )
            for phone_number_id in (NUMBER, SECOND_NUMBER)
        ]
        contact = Contact(wa_id=CUSTOMER)
        session.add(contact)
    yield ReplyStage(database, sandbox, parts, first.id, second.id, contact.id)
    await parts.models.close()
    await parts.sender.close()

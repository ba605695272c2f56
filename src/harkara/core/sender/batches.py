"""The compiled templates of the batches a runner sends: loaded once per batch, then rendered thousands of times."""

from __future__ import annotations

from typing import Any

from harkara.core.messages.attempt import AttemptId
from harkara.core.sender.queue import QUERIES, QueuedMessage, QueuedReply
from harkara.integrations.whatsapp.payloads import CompiledTemplate, render_text
from harkara.kit.db import Database


class BatchTemplates:
    """Renders claimed messages and replies into request bodies."""

    def __init__(self, database: Database, installation: str) -> None:
        self._database = database
        self._installation = installation
        self._compiled: dict[int, CompiledTemplate | ValueError] = {}

    async def load(self, messages: list[QueuedMessage]) -> None:
        """Make sure the templates of these messages are at hand; one query per new batch, none per message."""
        missing = {message.batch_id for message in messages} - self._compiled.keys()
        if not missing:
            return
        async with self._database.transaction() as session:
            rows = await session.execute(QUERIES["batch_templates"], {"batch_ids": list(missing)})
            for row in rows:
                self._compiled[row.batch_id] = _compile(row)

    def render(self, message: QueuedMessage) -> bytes:
        """Return the request body, carrying the attempt's mark; ValueError if the template cannot be filled."""
        template = self._compiled[message.batch_id]
        if isinstance(template, ValueError):
            raise template
        mark = AttemptId(self._installation, message.id, message.attempt)
        return template.render(message.phone, str(mark), message.variables, message.media_url)

    def render_reply(self, reply: QueuedReply) -> bytes:
        """Return the request body of a reply, carrying the attempt's mark."""
        mark = AttemptId(self._installation, reply.id, reply.attempt, is_reply=True)
        return render_text(reply.recipient, str(mark), reply.body)


def _compile(row: Any) -> CompiledTemplate | ValueError:
    """Compile, or keep the reason why it cannot be: it is raised for the first message, where the runner can halt."""
    try:
        return CompiledTemplate(row.name, row.language, row.components, row.parameter_format)
    except ValueError as error:
        return error

"""Which language model is asked, where and with which key: Settings first, then the environment, then the sandbox's stand-in.

Read from the database for every reply, so that a change counts for the next one in every process.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.features.replies.errors import (
    KeyWouldLeaveError,
    LlmNotConfiguredError,
    LlmTestFailedError,
    PrivateAddressError,
)
from harkara.features.replies.models import LlmSettings
from harkara.features.replies.schemas import LlmChange, LlmOut, LlmTest
from harkara.features.replies.wording import fit
from harkara.integrations.openai.chat import DEFAULT_BASE_URL, Account, ChatModels, Turn
from harkara.integrations.openai.errors import ChatError, ChatFault
from harkara.integrations.openai.outbound import is_private_by_name
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox, UnreadableSecretError
from harkara.kit.db import Database
from harkara.kit.errors import FieldError
from harkara.kit.sealed import SealedColumn
from harkara.kit.settings import Settings

Source: TypeAlias = Literal["settings", "env", "sandbox", "none"]

SEALED = SealedColumn("llm_settings", "id", "api_key_encrypted", "llm_settings.api_key")
_SHOWN_FROM = 12
"""Of a key shorter than this, four characters would be too much."""

_SANDBOX_KEY = "sandbox"
_TEST: tuple[Turn, ...] = ({"role": "user", "content": "This is a connection test. Answer with one short sentence."},)


@dataclass(frozen=True, slots=True)
class ChosenModel:
    """The settings in force."""

    model: str
    account: Account
    source: Source
    updated_at: datetime | None
    key_is_unreadable: bool = False
    """It was encrypted with a key that ENCRYPTION_KEY holds no more; it must be entered again."""

    @property
    def is_usable(self) -> bool:
        """Whether there is a key, or a server of one's own that may need none."""
        if self.key_is_unreadable:
            return False
        return self.account.api_key is not None or self.account.base_url != DEFAULT_BASE_URL


async def chosen_model(session: AsyncSession, settings: Settings, box: SecretBox) -> ChosenModel:
    """Return the settings in force."""
    default = _of_environment(settings)
    stored = await session.get(LlmSettings, 1, populate_existing=True)
    if stored is None:
        return default
    key, is_unreadable = _key(stored, settings, box)
    account = _account(settings, stored.base_url or _usual_address(settings), key)
    return ChosenModel(stored.model, account, "settings", stored.updated_at, is_unreadable)


async def is_configured(session: AsyncSession, settings: Settings, box: SecretBox) -> bool:
    """Say whether there is a model that could be asked."""
    return (await chosen_model(session, settings, box)).is_usable


def _key(stored: LlmSettings, settings: Settings, box: SecretBox) -> tuple[str | None, bool]:
    """Return the key, and whether there is one that cannot be read. Null in the row means the environment's, empty none."""
    if stored.api_key_encrypted is None:
        return settings.openai_api_key.get_secret_value() if settings.openai_api_key else None, False
    try:
        return box.decrypt(stored.api_key_encrypted, SEALED.place) or None, False
    except UnreadableSecretError:
        return None, True


def _usual_address(settings: Settings) -> str:
    return settings.openai_base_url or DEFAULT_BASE_URL


def _of_environment(settings: Settings) -> ChosenModel:
    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else None
    if key is None and settings.openai_base_url is None:
        if settings.uses_sandbox:
            account = _account(settings, f"{settings.sandbox_url}/v1", _SANDBOX_KEY)
            return ChosenModel(settings.openai_model, account, "sandbox", None)
        return ChosenModel(settings.openai_model, _account(settings, DEFAULT_BASE_URL, None), "none", None)
    return ChosenModel(settings.openai_model, _account(settings, _usual_address(settings), key), "env", None)


def _account(settings: Settings, base_url: str, key: str | None) -> Account:
    return Account(base_url, key, may_be_private=_may_be_private(settings, base_url))


def _may_be_private(settings: Settings, base_url: str) -> bool:
    """Trust what was set at the machine itself, and the sandbox, wherever it plays Meta; a form opens no inner door."""
    if settings.allow_private_llm:
        return True
    known = (settings.openai_base_url, settings.graph_url)
    return _origin(base_url) in {_origin(address) for address in known if address}


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc


async def show(session: AsyncSession, settings: Settings, box: SecretBox) -> LlmOut:
    """Return the settings in force, without the key."""
    chosen = await chosen_model(session, settings, box)
    key = chosen.account.api_key
    return LlmOut(
        model=chosen.model,
        base_url=chosen.account.base_url,
        key_set=key is not None,
        key_last4=key[-4:] if key is not None and len(key) >= _SHOWN_FROM else None,
        source=chosen.source,
        updated_at=chosen.updated_at,
    )


async def change(session: AsyncSession, settings: Settings, box: SecretBox, wanted: LlmChange) -> LlmOut:
    """Store new settings. Raise KeyWouldLeaveError rather than send a known key to an address it was not given for,
    and PrivateAddressError for one that is inside by its name; the others are judged when they are connected to.
    """
    before = (await chosen_model(session, settings, box)).account
    address = wanted.base_url or _usual_address(settings)
    if is_private_by_name(urlsplit(address).hostname or "") and not _may_be_private(settings, address):
        raise PrivateAddressError(
            f"{address} is this machine's or a private network's.",
            fields=(FieldError("base_url", "must be on the public internet"),),
        )
    if wanted.api_key is None and before.api_key is not None and address != before.base_url:
        raise KeyWouldLeaveError(
            f"The key of {before.base_url} would be sent to {address}.",
            fields=(FieldError("api_key", "is needed with another address"),),
        )
    values: dict[str, object] = {"model": wanted.model, "base_url": wanted.base_url, "updated_at": func.now()}
    if wanted.api_key is not None:
        # Empty is a value of its own (no key); null would mean the environment's.
        values["api_key_encrypted"] = box.encrypt(wanted.api_key.get_secret_value(), SEALED.place)
    statement = insert(LlmSettings).values(id=1, **values)
    await session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))
    return await show(session, settings, box)


async def try_model(
    database: Database, settings: Settings, box: SecretBox, models: ChatModels, clock: Clock
) -> LlmTest:
    """Send one real request with the settings in force; raise LlmNotConfiguredError or LlmTestFailedError."""
    async with database.transaction() as session:
        chosen = await chosen_model(session, settings, box)
    if not chosen.is_usable:
        raise LlmNotConfiguredError("There is no API key.")
    begun = clock.monotonic()
    try:
        completion = await models.complete(chosen.account, chosen.model, _TEST, settings.reply_timeout_seconds)
        reply = fit(completion.text)
        if not reply:
            raise ChatError(ChatFault.EMPTY)
    except ChatError as error:
        raise LlmTestFailedError(error) from error
    return LlmTest(
        model=completion.model,
        latency_ms=round((clock.monotonic() - begun) * 1000),
        reply=reply,
        prompt_tokens=completion.prompt_tokens,
        completion_tokens=completion.completion_tokens,
    )

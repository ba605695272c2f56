"""One question to a language model: the answer with its cost, or a ChatError. Asks once and never again by itself.

Reference: platform.openai.com/docs/api-reference/chat.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias, TypedDict, cast
from urllib.parse import urlsplit

import openai
import orjson
from openai.types.chat import ChatCompletionMessageParam

from harkara.integrations.openai.errors import ChatError, ChatFault
from harkara.integrations.openai.outbound import ForbiddenAddressError, public_transport

DEFAULT_BASE_URL: Final = "https://api.openai.com/v1"

_NO_KEY: Final = "none"
"""Local servers take any key; the library insists on one."""

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_MAX_DETAILS: Final = 300


@dataclass(frozen=True, slots=True)
class Account:
    """Where to ask and with which key. Accounts that are equal share one pool of connections."""

    base_url: str
    api_key: str | None = field(repr=False)
    may_be_private: bool = False
    """Whether the address may lead to this machine or a private network."""


class Turn(TypedDict):
    """One message of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Completion:
    """What the model said, as it came, and what it took."""

    text: str
    model: str
    """As the server names it; may be more exact than what was asked for."""
    prompt_tokens: int | None
    completion_tokens: int | None


Answer: TypeAlias = dict[str, Any]


class ChatModels:
    """Asks any number of servers, one pool of connections each; one per process.

    Pools are kept until the process ends: settings change a few times in a process's life, and closing a pool would
    break what another reply is waiting for.
    """

    def __init__(self) -> None:
        self._clients: dict[Account, openai.AsyncOpenAI] = {}

    async def complete(self, account: Account, model: str, turns: Sequence[Turn], seconds: float) -> Completion:
        """Ask once; `seconds` cover everything from connecting to the last byte."""
        try:
            async with asyncio.timeout(seconds):
                answer = await self._client(account).chat.completions.with_raw_response.create(
                    model=model, messages=cast("list[ChatCompletionMessageParam]", list(turns)), timeout=seconds
                )
        except (TimeoutError, openai.APITimeoutError):
            raise ChatError(ChatFault.TIMEOUT, f"no answer within {seconds:g} s") from None
        except ForbiddenAddressError as error:
            raise ChatError(ChatFault.FORBIDDEN_ADDRESS, str(error)[:_MAX_DETAILS]) from None
        except openai.APIStatusError as error:
            raise _refusal(error, account) from None
        except openai.APIConnectionError as error:
            raise ChatError(ChatFault.UNREACHABLE, str(error.__cause__ or error)[:_MAX_DETAILS]) from None
        except (openai.OpenAIError, ValueError) as error:
            raise ChatError(ChatFault.UNREADABLE, type(error).__name__) from None
        return _completion(answer.content, model)

    async def close(self) -> None:
        """Close all connections."""
        for client in self._clients.values():
            await client.close()

    def _client(self, account: Account) -> openai.AsyncOpenAI:
        client = self._clients.get(account)
        if client is None:
            client = self._clients[account] = _open(account)
        return client


def _open(account: Account) -> openai.AsyncOpenAI:
    """Return a client. No retries (a failed reply is skipped), no redirects, on loopback no proxy."""
    address = urlsplit(account.base_url)
    host = address.hostname or ""
    transport = None if account.may_be_private else public_transport(address.scheme, host)
    return openai.AsyncOpenAI(
        api_key=account.api_key or _NO_KEY,
        base_url=account.base_url,
        max_retries=0,
        http_client=openai.DefaultAsyncHttpxClient(
            trust_env=host not in _LOOPBACK, follow_redirects=False, transport=transport
        ),
    )


def _refusal(error: openai.APIStatusError, account: Account) -> ChatError:
    details = f"HTTP {error.status_code}: {_message_of(error)}"
    if account.api_key:
        details = details.replace(account.api_key, "[key]")
    return ChatError(_fault(error), details[:_MAX_DETAILS])


def _fault(error: openai.APIStatusError) -> ChatFault:
    status, code = error.status_code, _object(error.body).get("code")
    if code == "insufficient_quota" or status == 402:
        return ChatFault.OUT_OF_CREDIT
    if status in (401, 403):
        return ChatFault.KEY_REFUSED
    if status == 404:
        return ChatFault.UNKNOWN_MODEL
    if status == 429:
        return ChatFault.RATE_LIMITED
    if 300 <= status < 400:
        return ChatFault.UNREADABLE
    return ChatFault.SERVER_ERROR if status >= 500 else ChatFault.REFUSED


def _message_of(error: openai.APIStatusError) -> str:
    message = _object(error.body).get("message")
    return message if isinstance(message, str) else error.response.reason_phrase


def _completion(answer: bytes, model: str) -> Completion:
    """Read the answer by hand: servers leave members out, and the library's own reading accepts anything at all."""
    try:
        content = _object(orjson.loads(answer))
    except orjson.JSONDecodeError:
        raise ChatError(ChatFault.UNREADABLE, "the answer is not JSON") from None
    choices = content.get("choices")
    choice = _object(cast("list[object]", choices)[0]) if isinstance(choices, list) and choices else {}
    message = choice.get("message")
    if not isinstance(message, dict):
        raise ChatError(ChatFault.UNREADABLE, "the answer holds no message")
    text, usage, named = (
        _object(cast("object", message)).get("content"),
        _object(content.get("usage")),
        content.get("model"),
    )
    return Completion(
        text=text if isinstance(text, str) else "",
        model=named if isinstance(named, str) and named else model,
        prompt_tokens=_count(usage.get("prompt_tokens")),
        completion_tokens=_count(usage.get("completion_tokens")),
    )


def _object(value: object) -> Answer:
    return cast("Answer", value) if isinstance(value, dict) else {}


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else None

"""One question to the sandbox's model, and to servers that are none."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import orjson
import pytest
from tests.integrations.sandbox_server import SandboxControl

from harkara.integrations.openai.chat import Account, ChatModels, Turn
from harkara.integrations.openai.errors import ChatError, ChatFault

KEY = "sk-test-key"
TURNS: list[Turn] = [{"role": "user", "content": "price?"}]


@pytest.fixture
async def models() -> AsyncGenerator[ChatModels]:
    models = ChatModels()
    yield models
    await models.close()


@asynccontextmanager
async def one_answer(status: int, body: bytes) -> AsyncGenerator[str]:
    """A server that answers everything the same."""

    async def reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n"
        writer.write(head.encode() + b"connection: close\r\n\r\n" + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(reply, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"


async def fault_of(models: ChatModels, base_url: str, *, model: str = "m", key: str | None = KEY) -> ChatError:
    with pytest.raises(ChatError) as caught:
        await models.complete(Account(base_url, key, may_be_private=True), model, TURNS, 0.5)
    assert KEY not in str(caught.value)
    assert caught.value.advice
    return caught.value


async def test_an_answer_with_its_cost(models: ChatModels, sandbox: SandboxControl) -> None:
    completion = await models.complete(Account(f"{sandbox.url}/v1", KEY, may_be_private=True), "gpt-4o-mini", TURNS, 5)
    assert completion.text == "Prices start at ₹1,299, with free delivery above ₹999."
    assert (completion.model, completion.prompt_tokens, completion.completion_tokens) == ("gpt-4o-mini", 1, 13)


async def test_a_server_that_needs_no_key(models: ChatModels, sandbox: SandboxControl) -> None:
    assert (await models.complete(Account(f"{sandbox.url}/v1", None, may_be_private=True), "m", TURNS, 5)).text


async def test_refusals(models: ChatModels, sandbox: SandboxControl) -> None:
    url = f"{sandbox.url}/v1"
    assert (await fault_of(models, url, key="bad-key")).fault is ChatFault.KEY_REFUSED
    assert (await fault_of(models, url, model="no-such-model")).fault is ChatFault.UNKNOWN_MODEL
    assert (await fault_of(models, f"{sandbox.url}/elsewhere")).fault is ChatFault.UNKNOWN_MODEL
    assert (await fault_of(models, "http://127.0.0.1:9")).fault is ChatFault.UNREACHABLE


async def test_time_covers_the_whole_answer(models: ChatModels, sandbox: SandboxControl) -> None:
    await sandbox.fault("slow_body", target="openai", delay=0.02)
    assert (await fault_of(models, f"{sandbox.url}/v1")).fault is ChatFault.TIMEOUT


def message(content: object) -> dict[str, object]:
    return {"choices": [{"message": {"role": "assistant", "content": content}}]}


@pytest.mark.parametrize(
    ("status", "answer", "fault"),
    [
        (200, b"hello", ChatFault.UNREADABLE),
        (200, b"", ChatFault.UNREADABLE),
        (200, b"[]", ChatFault.UNREADABLE),
        (200, b'{"choices": null}', ChatFault.UNREADABLE),
        (200, b'{"choices": [7]}', ChatFault.UNREADABLE),
        (302, b"", ChatFault.UNREADABLE),
        (402, b"{}", ChatFault.OUT_OF_CREDIT),
        (429, b'{"error": {"code": "insufficient_quota", "message": "pay"}}', ChatFault.OUT_OF_CREDIT),
        (429, b'{"error": "slow down"}', ChatFault.RATE_LIMITED),
        (400, b'{"error": {"message": "context too long"}}', ChatFault.REFUSED),
        (503, b"<html>", ChatFault.SERVER_ERROR),
    ],
    ids=str,
)
async def test_servers_that_answer_otherwise(models: ChatModels, status: int, answer: bytes, fault: ChatFault) -> None:
    async with one_answer(status, answer) as url:
        assert (await fault_of(models, url)).fault is fault


@pytest.mark.parametrize("content", [None, 7, ["text"], {}])
async def test_a_content_that_is_no_text_is_an_empty_one(models: ChatModels, content: object) -> None:
    async with one_answer(200, orjson.dumps(message(content))) as url:
        completion = await models.complete(Account(url, KEY, may_be_private=True), "m", TURNS, 5)
    assert (completion.text, completion.model, completion.prompt_tokens) == ("", "m", None)

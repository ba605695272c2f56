"""The chat endpoint, called with OpenAI's own client."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import openai
import pytest
from openai import AsyncOpenAI
from openai.types.chat import ChatCompletionMessageParam
from tests.sandbox.stage import Stage

SYSTEM = "You are the assistant of Asha Sarees. Answer shortly."


@pytest.fixture
async def chat(stage: Stage) -> AsyncGenerator[AsyncOpenAI]:
    async with AsyncOpenAI(base_url=f"{stage.address}/v1", api_key="any", max_retries=0, timeout=20) as client:
        yield client


def asked(question: str) -> list[ChatCompletionMessageParam]:
    return [{"role": "system", "content": SYSTEM}, {"role": "user", "content": question}]


async def ask(chat: AsyncOpenAI, question: str) -> str | None:
    completion = await chat.chat.completions.create(model="gpt-4o-mini", messages=asked(question))
    return completion.choices[0].message.content


class TestAnswers:
    async def test_topic_and_business(self, chat: AsyncOpenAI) -> None:
        answer = await ask(chat, "Where is my order?")
        assert answer == "Your order is on its way; we sent you its tracking link. - Asha Sarees"

    async def test_anything_else_is_echoed(self, chat: AsyncOpenAI) -> None:
        answer = await ask(chat, "Do you stitch blouses?")
        assert "“Do you stitch blouses?”" in (answer or "")

    async def test_same_question_same_answer(self, chat: AsyncOpenAI) -> None:
        first, second = [
            await chat.chat.completions.create(model="gpt-4o-mini", messages=asked("price?")) for _ in range(2)
        ]
        assert first == second
        assert first.usage is not None
        assert first.usage.total_tokens > 0

    async def test_streamed(self, chat: AsyncOpenAI) -> None:
        stream = await chat.chat.completions.create(model="gpt-4o-mini", messages=asked("Thanks"), stream=True)
        chunks = [chunk async for chunk in stream]
        text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
        assert text == await ask(chat, "Thanks")
        assert len(chunks) > 5
        assert chunks[-1].choices[0].finish_reason == "stop"

    async def test_models(self, chat: AsyncOpenAI) -> None:
        assert "gpt-4o-mini" in [model.id async for model in chat.models.list()]

    @pytest.mark.parametrize(
        ("model", "length", "part"),
        [("sandbox-empty", 2, ""), ("sandbox-long", 20_000, "tracking link"), ("sandbox-garbage", None, "\x00")],
    )
    async def test_odd_models(self, chat: AsyncOpenAI, model: str, length: int | None, part: str) -> None:
        completion = await chat.chat.completions.create(model=model, messages=asked("Where is my order?"))
        text = completion.choices[0].message.content or ""
        assert part in text
        assert length is None or len(text) == length

    async def test_what_was_asked_can_be_looked_at(self, stage: Stage, chat: AsyncOpenAI) -> None:
        await ask(chat, "price?")
        answer = await stage.control("GET", "chats")
        assert answer["data"] == [{"model": "gpt-4o-mini", "messages": asked("price?")}]


class TestErrors:
    async def test_bad_key(self, chat: AsyncOpenAI) -> None:
        with pytest.raises(openai.AuthenticationError) as caught:
            await ask(chat.with_options(api_key="bad-key-1"), "hi")
        assert caught.value.code == "invalid_api_key"

    async def test_unknown_model(self, chat: AsyncOpenAI) -> None:
        with pytest.raises(openai.NotFoundError):
            await chat.chat.completions.create(model="no-such-model", messages=asked("hi"))

    async def test_no_messages(self, chat: AsyncOpenAI) -> None:
        with pytest.raises(openai.BadRequestError):
            await chat.chat.completions.create(model="gpt-4o-mini", messages=[])

    @pytest.mark.parametrize(
        ("status", "error"),
        [
            (401, openai.AuthenticationError),
            (429, openai.RateLimitError),
            (500, openai.InternalServerError),
        ],
    )
    async def test_scripted(self, stage: Stage, chat: AsyncOpenAI, status: int, error: type[Exception]) -> None:
        await stage.control("POST", "faults", {"kind": "error", "target": "openai", "status": status})
        with pytest.raises(error):
            await ask(chat, "hi")

    async def test_no_answer_in_time(self, stage: Stage, chat: AsyncOpenAI) -> None:
        await stage.control("POST", "faults", {"kind": "delay_answer", "target": "openai", "delay": 60})
        with pytest.raises(openai.APITimeoutError):
            await ask(chat.with_options(timeout=0.05), "hi")

    async def test_connection_cut(self, stage: Stage, chat: AsyncOpenAI) -> None:
        await stage.control("POST", "faults", {"kind": "reset", "target": "openai"})
        with pytest.raises(openai.APIConnectionError):
            await ask(chat, "hi")

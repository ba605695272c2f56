"""Customers who write to the sandbox's number, and what the platform makes of it."""

from __future__ import annotations

from typing import Any

from tests.acceptance.platform import Platform, until


async def write(platform: Platform, sender: str, text: str | None = None, **message: Any) -> str:
    """Let a customer write; return the message's wamid."""
    words = {} if text is None else {"text": text}
    answer = await platform.sandbox.call("POST", "/sandbox/inbound", json_body={"from": sender, **words, **message})
    assert answer.status == 201, answer.content
    return answer.body["message_id"]


async def conversation(platform: Platform, sought: str) -> dict[str, Any]:
    """Return the conversation that the search finds, once there is one."""

    async def found() -> dict[str, Any] | None:
        items = (await platform.get(f"/conversations?q={sought}"))["items"]
        return items[0] if items else None

    return await until(found)


async def until_answered(platform: Platform, conversation_id: str, replies: int = 1) -> dict[str, Any]:
    """Wait until the model's replies are in the thread, and read."""

    async def answered() -> dict[str, Any] | None:
        thread = await platform.get(f"/conversations/{conversation_id}/messages")
        read = [item for item in thread["items"] if item["ai"] and item["status"] == "read"]
        return thread if len(read) >= replies else None

    return await until(answered)

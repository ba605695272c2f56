"""A webhook receiver that keeps what it was sent, byte for byte, and answers as told."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

DEADLINE = 10.0


@dataclass
class Post:
    body: bytes
    headers: dict[str, str]

    @property
    def values(self) -> list[dict[str, Any]]:
        """Every change's value."""
        return [change["value"] for entry in json.loads(self.body)["entry"] for change in entry["changes"]]

    @property
    def statuses(self) -> list[dict[str, Any]]:
        return [status for value in self.values for status in value.get("statuses", [])]


class Receiver:
    """`answers` are the next HTTP statuses to give; 200 after that."""

    def __init__(self, verify_token: str) -> None:
        self.posts: list[Post] = []
        self.answers: deque[int] = deque()
        self._news = asyncio.Condition()
        self._verify_token = verify_token
        routes = [Route("/hook", self._take, methods=["POST"]), Route("/hook", self._verify, methods=["GET"])]
        self.app = Starlette(routes=routes)

    def forget(self) -> None:
        self.posts.clear()
        self.answers.clear()

    async def expect_posts(self, count: int) -> list[Post]:
        """Wait until so many POSTs have come in all."""
        async with asyncio.timeout(DEADLINE), self._news:
            await self._news.wait_for(lambda: len(self.posts) >= count)
        return self.posts

    async def expect_statuses(self, count: int) -> list[dict[str, Any]]:
        """Wait until so many statuses have come in all."""
        async with asyncio.timeout(DEADLINE), self._news:
            await self._news.wait_for(lambda: sum(len(post.statuses) for post in self.posts) >= count)
        return [status for post in self.posts for status in post.statuses]

    async def expect_value(self) -> dict[str, Any]:
        """The value of the first change that comes."""
        return (await self.expect_posts(1))[0].values[0]

    async def _take(self, request: Request) -> Response:
        self.posts.append(Post(await request.body(), dict(request.headers)))
        async with self._news:
            self._news.notify_all()
        return Response(status_code=self.answers.popleft() if self.answers else 200)

    async def _verify(self, request: Request) -> Response:
        if request.query_params["hub.verify_token"] != self._verify_token:
            return Response(status_code=403)
        return PlainTextResponse(request.query_params["hub.challenge"])

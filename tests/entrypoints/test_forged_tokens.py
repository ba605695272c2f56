"""No forged token opens any route. The routes come from the API's own description, so that a new one cannot be forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import pytest
from starlette.routing import BaseRoute, Route, WebSocketRoute
from tests.databases import create_database, with_database
from tests.forgeries import FORGED, NOT_THE_ADMIN
from tests.whole_api import OPEN_TO_ALL, WholeApi, operations, whole_api

from harkara.kit.access_tokens import ALGORITHMS

OWN_DATA = [("GET", "/auth/v1/user"), ("PUT", "/auth/v1/user"), ("POST", "/auth/v1/logout?scope=global")]
# Open by nature: they take a password, a refresh token or a mail's code, or publish what everybody may know.
SIGN_IN = {"/auth/v1/token", "/auth/v1/signup", "/auth/v1/recover", "/auth/v1/verify", "/auth/v1/health"} | {
    "/auth/v1/settings",
    "/auth/v1/.well-known/jwks.json",
}
# For this machine or a token of its own (test_proxies.py), and the dashboard's files.
OTHERS = {"/metrics", "/{path:path}"}


@pytest.fixture(scope="module")
async def api(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[WholeApi]:
    await create_database(postgres_url, "forged_tokens", template="harkara_template")
    async with whole_api(with_database(postgres_url, "forged_tokens"), tmp_path_factory.mktemp("data")) as api:
        yield api


async def opened(api: WholeApi, token: str, routes: list[tuple[str, str]], *refusals: tuple[int, str]) -> list[str]:
    """Return the routes that did not answer with one of the refusals."""
    bearer = {"authorization": f"Bearer {token}"}
    answers = await asyncio.gather(
        *(api.web.call(method, path, json_body={}, headers=bearer) for method, path in routes)
    )
    return [
        f"{method} {path}: {answer.status} {answer.content[:200]!r}"
        for (method, path), answer in zip(routes, answers, strict=True)
        if (answer.status, answer.body and answer.body["code"]) not in refusals
    ]


@pytest.mark.parametrize("name", FORGED)
async def test_a_forged_token_opens_no_route(api: WholeApi, name: str) -> None:
    token = await FORGED[name](api)

    assert await opened(api, token, operations(), (401, "not_signed_in")) == []


@pytest.mark.parametrize("name", NOT_THE_ADMIN)
async def test_a_token_of_somebody_else_opens_no_route(api: WholeApi, name: str) -> None:
    token = await NOT_THE_ADMIN[name](api)

    assert await opened(api, token, operations(), (403, "not_admin")) == []


@pytest.mark.parametrize("name", FORGED)
async def test_a_forged_token_changes_no_sign_in(api: WholeApi, name: str) -> None:
    token = await FORGED[name](api)

    refusals = ((403, "bad_jwt"), (403, "session_not_found"))
    assert await opened(api, token, OWN_DATA, *refusals) == []
    assert (await api.web.call("GET", "/auth/v1/user", headers=api.bearer)).status == 200


async def test_the_same_way_of_making_one_gives_a_good_one(api: WholeApi) -> None:
    """So the forgeries fail for the reason they are named after."""
    bearer = {"authorization": f"Bearer {await api.signed()}"}
    assert (await api.web.call("GET", "/api/numbers", headers=bearer)).status == 200


@pytest.mark.parametrize("where", ["?access_token={}", "?apikey={}", "?token={}"])
async def test_a_token_in_the_address_opens_nothing(api: WholeApi, where: str) -> None:
    assert (await api.web.call("GET", f"/api/numbers{where.format(api.token)}")).status == 401


async def test_a_token_in_a_cookie_opens_nothing(api: WholeApi) -> None:
    """So no foreign page can act for the admin: browsers send cookies by themselves, bearer tokens never."""
    headers = {"cookie": f"access_token={api.token}; sb-access-token={api.token}"}
    assert (await api.web.call("GET", "/api/numbers", headers=headers)).status == 401


def test_only_asymmetric_algorithms_are_accepted() -> None:
    assert set(ALGORITHMS) == {"ES256", "RS256"}


def test_every_route_is_described_or_named_here(api: WholeApi) -> None:
    """A route left out of the description would be left out of the tests above."""
    described = {path for _, path in operations()} | OPEN_TO_ALL | SIGN_IN | OTHERS
    described |= {path.partition("?")[0] for _, path in OWN_DATA}
    unknown = {path for path in served(api) if path.replace("{", "").replace("}", "") not in described | plain(OTHERS)}
    assert unknown == {"/realtime/v1/websocket"}, "the WebSocket has a table of its own (test_tokens.py)"


def plain(paths: set[str]) -> set[str]:
    return {path.replace("{", "").replace("}", "") for path in paths}


def served(api: WholeApi) -> set[str]:
    found: set[str] = set()
    left: list[BaseRoute] = list(api.app.routes)
    while left:
        route = left.pop()
        if isinstance(route, Route | WebSocketRoute):
            found.add(route.path)
        included = getattr(route, "original_router", route)
        left += getattr(included, "routes", None) or []
    return found

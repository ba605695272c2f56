"""Management calls of the Graph API: numbers, accounts, templates, tokens, webhook subscriptions. Never sends messages.

Tokens travel in the Authorization header only and are in no log, address or exception of ours.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self, TypeVar, cast

import orjson
from pyreqwest.exceptions import PyreqwestError

from harkara.integrations.whatsapp.connection import (
    CONNECT_TIMEOUT_SECONDS,
    TOTAL_TIMEOUT_SECONDS,
    app_secret_proof,
    open_client,
    reason,
)
from harkara.integrations.whatsapp.errors import GraphError, GraphUnreachableError, QuotaNearlyUsedError, classify
from harkara.integrations.whatsapp.graph_objects import (
    NUMBER_FIELDS,
    TEMPLATE_FIELDS,
    WABA_FIELDS,
    PhoneNumber,
    TemplateCount,
    TemplateNode,
    TokenInfo,
    Usage,
    WabaAccount,
    objects,
    phone_number,
    template_node,
    token_info,
    usage,
    waba_account,
)

PAGE_SIZE: Final = 100
SMALLEST_PAGE: Final = 5
"""Meta documents no largest page; it answers error 1 when one is too heavy, and half of it is asked for."""
_MAX_PAGES: Final = 2000

T = TypeVar("T")
Params = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Page:
    nodes: list[dict[str, Any]]
    has_more: bool


class GraphClient:
    """One per process. Every call raises GraphError when Meta refuses, GraphUnreachableError when it does not answer.

    `app_id` and `app_secret` let it look into tokens with the app's own token; the secret also adds appsecret_proof.
    """

    def __init__(
        self,
        base_url: str,
        version: str,
        *,
        app_id: str | None = None,
        app_secret: str | None = None,
        total_timeout: float = TOTAL_TIMEOUT_SECONDS,
        connect_timeout: float = CONNECT_TIMEOUT_SECONDS,
    ) -> None:
        self._root = f"{base_url}/{version}"
        self._app_secret = app_secret
        self._app_token = f"{app_id}|{app_secret}" if app_id and app_secret else None
        self._client = open_client(base_url, total_timeout=total_timeout, connect_timeout=connect_timeout)
        self.usage: dict[str, Usage] = {}
        """The management quota of each WABA as the last answer told it."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close all connections."""
        await self._client.close()

    async def phone_number(self, token: str, phone_number_id: str) -> PhoneNumber:
        """Read one number: proves that the token is alive and sees it (not that it may send)."""
        return phone_number(await self._call("GET", phone_number_id, token, {"fields": NUMBER_FIELDS}))

    async def waba(self, token: str, waba_id: str) -> WabaAccount:
        """Read one WhatsApp Business Account."""
        return waba_account(await self._call("GET", waba_id, token, {"fields": WABA_FIELDS}))

    async def waba_numbers(self, token: str, waba_id: str) -> list[PhoneNumber]:
        """Read all numbers of an account."""
        path = f"{waba_id}/phone_numbers"
        return [phone_number(node) async for page in self._pages(path, token, NUMBER_FIELDS) for node in page.nodes]

    async def message_templates(
        self, token: str, waba_id: str, *, busy_percent: float = 100
    ) -> AsyncIterator[list[TemplateNode]]:
        """Yield all templates of an account page by page. A list cut short by an error is no complete list.

        Raises QuotaNearlyUsedError instead of asking for a further page once so much of the account's quota is used.
        """
        pages = self._pages(f"{waba_id}/message_templates", token, TEMPLATE_FIELDS)
        async for page in pages:
            yield [template_node(node) for node in page.nodes if "id" in node]
            used = self.usage.get(waba_id)
            if page.has_more and used is not None and used.percent >= busy_percent:
                raise QuotaNearlyUsedError(f"{used.percent:.0f} % of this hour's management calls are used.")

    async def count_templates(self, token: str, waba_id: str) -> TemplateCount:
        """Count the templates of an account as far as one call shows them: also a proof that the token may read them."""
        async for page in self._pages(f"{waba_id}/message_templates", token, "id"):
            return TemplateCount(len(page.nodes), page.has_more)
        return TemplateCount(0, has_more=False)

    async def message_template(self, token: str, template_id: str) -> TemplateNode:
        """Read one template. Whether an unknown id was deleted or is hidden from this token, Meta does not tell."""
        answer = await self._call("GET", template_id, token, {"fields": TEMPLATE_FIELDS})
        if "id" not in answer:
            raise GraphUnreachableError(f"What answered for template {template_id} sent no template.")
        return template_node(answer)

    async def inspect_token(self, token: str) -> TokenInfo:
        """Ask debug_token, with the app's own token if we have it, else with the token itself."""
        asking = self._app_token or token
        answer = await self._call("GET", "debug_token", asking, {"input_token": token}, hide=token)
        data = answer.get("data")
        return token_info(cast("dict[str, Any]", data) if isinstance(data, dict) else {})

    async def subscribe_app(self, token: str, waba_id: str) -> None:
        """Subscribe the token's app to the account's webhooks; without it none arrive. May be repeated."""
        await self._call("POST", f"{waba_id}/subscribed_apps", token, {})

    async def subscribed_apps(self, token: str, waba_id: str) -> list[str]:
        """Return the ids of the apps that get the account's webhooks."""
        answer = await self._call("GET", f"{waba_id}/subscribed_apps", token, {})
        apps = [node.get("whatsapp_business_api_data") for node in objects(answer.get("data"))]
        return [str(app["id"]) for app in objects(apps) if "id" in app]

    async def _pages(self, path: str, token: str, fields: str) -> AsyncIterator[_Page]:
        """Follow cursors with addresses of our own: `paging.next` may carry the token."""
        limit, after = PAGE_SIZE, ""
        for _ in range(_MAX_PAGES):
            params = {"fields": fields, "limit": str(limit)} | ({"after": after} if after else {})
            try:
                answer = await self._call("GET", path, token, params)
            except GraphError as error:
                if not error.asks_for_less_data or limit <= SMALLEST_PAGE:
                    raise
                limit = max(SMALLEST_PAGE, limit // 2)
                continue
            if not isinstance(answer.get("data"), list):
                # Taken for an empty list it would make every template inactive and stop every campaign.
                raise GraphUnreachableError(f"What answered for {path} sent no list.")
            following = _next_cursor(answer)
            yield _Page(objects(answer.get("data")), following is not None)
            if following is None:
                return
            if following == after:
                raise GraphUnreachableError(f"{path} gave the same page twice.")
            after = following
        raise GraphUnreachableError(f"{path} did not end after {_MAX_PAGES} pages.")

    async def _call(
        self, method: str, path: str, token: str, params: Params, *, hide: str | None = None
    ) -> dict[str, Any]:
        query = dict(params)
        if self._app_secret and token != self._app_token:
            query["appsecret_proof"] = app_secret_proof(self._app_secret, token)
        try:
            request = self._client.request(method, f"{self._root}/{path}").bearer_auth(token).query(query).build()
            response = await request.send()
            body = bytes(await response.bytes())
        except PyreqwestError as error:
            # Not `from error`: its text holds the whole address, with input_token and appsecret_proof.
            raise GraphUnreachableError(f"{self._root} could not be reached: {reason(error)}.") from None
        self.usage.update(usage(response.get_header("x-business-use-case-usage")))
        return _answer(response.status, body, hide or token)


def _answer(status: int, body: bytes, hide: str) -> dict[str, Any]:
    try:
        parsed: object = orjson.loads(body)
    except orjson.JSONDecodeError:
        parsed = None
    answer = cast("dict[str, Any]", parsed) if isinstance(parsed, dict) else None
    if not 200 <= status < 300 or (answer is not None and "error" in answer):
        raise classify(status, body, hide=hide)
    if answer is None:
        raise GraphUnreachableError("What answered in Meta's place did not send JSON.")
    return answer


def _next_cursor(answer: Mapping[str, Any]) -> str | None:
    """Return the cursor of the next page; cursors are there on the last page too, `next` is not."""
    paging = answer.get("paging")
    if not isinstance(paging, dict) or "next" not in paging:
        return None
    cursors = cast("dict[str, Any]", paging).get("cursors")
    after = cast("dict[str, Any]", cursors).get("after") if isinstance(cursors, dict) else None
    return after if isinstance(after, str) else None

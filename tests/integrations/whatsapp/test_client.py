"""Management calls against the sandbox, and against servers that misbehave."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest
from tests.integrations.sandbox_server import EXPIRED_TOKEN, NUMBER, SECOND_NUMBER, TOKEN, WABA, SandboxControl
from tests.integrations.whatsapp.raw_server import Connection, raw_server

from harkara.integrations.whatsapp.client import GraphClient
from harkara.integrations.whatsapp.errors import ErrorClass, GraphError, GraphUnreachableError
from harkara.integrations.whatsapp.graph_objects import Usage, usage


@pytest.fixture
async def graph(sandbox: SandboxControl) -> AsyncGenerator[GraphClient]:
    async with GraphClient(sandbox.url, "v25.0") as client:
        yield client


class TestObjects:
    async def test_number(self, graph: GraphClient) -> None:
        number = await graph.phone_number(TOKEN, NUMBER)
        assert (number.id, number.verified_name, number.status) == (NUMBER, "Asha Sarees", "CONNECTED")
        assert (number.display_phone_number, number.throughput_level) == ("+91 98765 43210", "HIGH")
        assert number.messaging_limit == "TIER_UNLIMITED"

    async def test_account(self, graph: GraphClient) -> None:
        account = await graph.waba(TOKEN, WABA)
        assert (account.id, account.name, account.currency) == (WABA, "Asha Sarees", "INR")
        assert [number.id for number in await graph.waba_numbers(TOKEN, WABA)] == [NUMBER, SECOND_NUMBER]

    async def test_token(self, graph: GraphClient) -> None:
        info = await graph.inspect_token(TOKEN)
        assert (info.is_valid, info.waba_ids) == (True, (WABA,))
        assert {"whatsapp_business_messaging", "whatsapp_business_management"} <= info.scopes

    async def test_token_that_does_not_name_its_accounts(self, graph: GraphClient, sandbox: SandboxControl) -> None:
        await sandbox.post("config", debug_token_targets=False)
        assert (await graph.inspect_token(TOKEN)).waba_ids == ()

    async def test_subscription(self, graph: GraphClient, sandbox: SandboxControl) -> None:
        await graph.subscribe_app(TOKEN, WABA)
        assert await graph.subscribed_apps(TOKEN, WABA) == [(await sandbox.state())["app_id"]]

    async def test_usage_is_known_after_a_call(self, graph: GraphClient) -> None:
        await graph.waba(TOKEN, WABA)
        assert graph.usage == {WABA: Usage(percent=1, minutes_to_regain=0)}


class TestPaging:
    async def test_all_templates_over_several_pages(self, graph: GraphClient, sandbox: SandboxControl) -> None:
        total = (await sandbox.state())["wabas"][0]["templates"]
        pages = [page async for page in graph.message_templates(TOKEN, WABA)]
        ids = {template.id for page in pages for template in page}
        assert [len(page) for page in pages] == [100, total - 100]
        assert len(ids) == total
        first = pages[0][0]
        assert all((first.name, first.language, first.status, first.category, first.components))

    async def test_too_heavy_pages_are_halved(self) -> None:
        """Meta answers error 1 to a page that is too heavy, without saying which size would do."""
        asked: list[int] = []

        async def answer(connection: Connection) -> None:
            while True:
                query = await read_query(connection)
                asked.append(int(query["limit"][0]))
                begin = int(query.get("after", ["0"])[0])
                if asked[-1] > 30:
                    words = "Please reduce the amount of data you're asking for, then retry your request"
                    await connection.answer(orjson.dumps({"error": {"code": 1, "message": words}}), "500 Error")
                    continue
                end = min(60, begin + asked[-1])
                paging = {"cursors": {"after": str(end)}} | ({"next": "https://x/?access_token=T"} if end < 60 else {})
                nodes = [{"id": str(number)} for number in range(begin, end)]
                await connection.answer(orjson.dumps({"data": nodes, "paging": paging}))

        async with raw_server(answer) as server, GraphClient(server.url, "v25.0") as graph:
            ids = [template.id async for page in graph.message_templates("T", "1") for template in page]
        assert ids == [str(number) for number in range(60)]
        assert asked == [100, 50, 25, 25, 25]

    async def test_an_answer_without_a_list_is_no_empty_list(self) -> None:
        """Taken for one, it would make every template inactive and stop every campaign."""

        async def answer(connection: Connection) -> None:
            await read_query(connection)
            await connection.answer(b'{"success":true}')

        async with raw_server(answer) as server, GraphClient(server.url, "v25.0") as graph:
            with pytest.raises(GraphUnreachableError, match="sent no list"):
                _ = [page async for page in graph.message_templates("T", "1")]

    async def test_a_list_that_goes_in_circles_ends_with_an_error(self) -> None:
        async def answer(connection: Connection) -> None:
            while True:
                await read_query(connection)
                await connection.answer(b'{"data":[{"id":"1"}],"paging":{"cursors":{"after":"A"},"next":"..."}}')

        async with raw_server(answer) as server, GraphClient(server.url, "v25.0") as graph:
            with pytest.raises(GraphUnreachableError, match="same page twice"):
                _ = [page async for page in graph.message_templates("T", "1")]


class TestErrors:
    async def test_expired_token(self, graph: GraphClient) -> None:
        with pytest.raises(GraphError) as caught:
            await graph.phone_number(EXPIRED_TOKEN, NUMBER)
        assert caught.value.token_expired
        assert caught.value.subcode == 463

    async def test_unknown_number(self, graph: GraphClient) -> None:
        with pytest.raises(GraphError) as caught:
            await graph.phone_number(TOKEN, "999999999")
        assert caught.value.error_class is ErrorClass.ACCOUNT

    async def test_meta_is_down(self) -> None:
        async with GraphClient("http://127.0.0.1:1", "v25.0") as graph:
            with pytest.raises(GraphUnreachableError, match="refused"):
                await graph.phone_number("T", "1")

    @pytest.mark.parametrize("kind", ["html", "empty", "bad_json"])
    async def test_answers_that_are_not_metas(self, graph: GraphClient, sandbox: SandboxControl, kind: str) -> None:
        await sandbox.fault(kind)
        with pytest.raises(GraphUnreachableError):
            await graph.phone_number(TOKEN, NUMBER)

    async def test_secrets_are_in_no_error(self) -> None:
        async def close(connection: Connection) -> None:
            await read_query(connection)

        async with raw_server(close) as server, app_client(server.url) as graph:
            with pytest.raises(GraphUnreachableError) as caught:
                await graph.inspect_token("EAAtoken")
        shown = f"{caught.value} {caught.value.__cause__}"
        assert "EAAtoken" not in shown
        assert "s3cret" not in shown

    async def test_proof_and_app_token(self) -> None:
        """debug_token is asked with the app's own token, everything else with the number's and a proof."""
        seen: list[tuple[str, bool]] = []

        async def answer(connection: Connection) -> None:
            while True:
                head = await connection.reader.readuntil(b"\r\n\r\n")
                authorization = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"authorization"))
                seen.append((authorization.split()[-1].decode(), b"appsecret_proof=" in head))
                await connection.answer(b"{}")

        async with raw_server(answer) as server, app_client(server.url) as graph:
            await graph.inspect_token("T")
            await graph.phone_number("T", "1")
        assert seen == [("77|s3cret", False), ("T", True)]


def test_unreadable_usage_headers_are_ignored() -> None:
    assert usage(None) == usage("") == usage("no json") == usage('{"1":[{"type":"whatsapp"}]}') == usage("[]") == {}


def app_client(url: str) -> GraphClient:
    return GraphClient(url, "v25.0", app_id="77", app_secret="s3cret")


async def read_query(connection: Connection) -> dict[str, list[str]]:
    head = await connection.reader.readuntil(b"\r\n\r\n")
    return parse_qs(urlsplit(head.split()[1].decode()).query)

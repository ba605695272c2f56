"""What goes through Nginx: webhooks, files, live updates, the dashboard; and what does not."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import os
import re
import ssl
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from tests.acceptance.platform import EMAIL, csv_of, until
from tests.deploy.conftest import APP_SECRET, METRICS_TOKEN, Front
from tests.deploy.nginx import DOMAIN, make_certificate, nginx_before, render, require_nginx, word_of_nginx
from tests.deploy.through import Through
from tests.embedded.realtime.raw_client import CAMPAIGNS, NOTIFICATIONS, raw_client
from tests.ports import free_ports
from tests.serving import Answer

from harkara.entrypoints.security_headers import content_security_policy, security_headers

HEADERS = {name.lower(): value for name, value in security_headers(content_security_policy(None), https=True).items()}
MEGABYTE = 1024 * 1024


def event(size: int = 0) -> bytes:
    """Return a webhook of about this many bytes that changes nothing."""
    body = {"object": "whatsapp_business_account", "entry": [], "filling": os.urandom(8).hex()}
    return json.dumps(body | {"filling": body["filling"] + "x" * size}).encode()


async def webhook(web: Through, body: bytes, **headers: str) -> Answer:
    signature = hmac.new(APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
    signed = {"content-type": "application/json", "x-hub-signature-256": f"sha256={signature}", **headers}
    return await web.call("POST", "/webhooks/whatsapp", body, signed)


class TestWebhooks:
    async def test_signed_ones_are_stored_whichever_process_is_asked_first(self, front: Front) -> None:
        """Of the two processes one is not there: every other request meets it first."""
        statuses = [(await webhook(front.web, event())).status for _ in range(6)]
        assert statuses == [200] * 6

    async def test_others_are_refused_by_the_api(self, front: Front) -> None:
        answer = await front.web.call("POST", "/webhooks/whatsapp", event(), {"x-hub-signature-256": "sha256=00"})
        assert (answer.status, answer.body["code"]) == (401, "bad_signature")

    async def test_metas_largest_is_taken_and_a_larger_one_is_not(self, front: Front) -> None:
        largest = event(3 * MEGABYTE - len(event()))
        assert len(largest) == 3 * MEGABYTE
        assert (await webhook(front.web, largest)).status == 200
        answer = await webhook(front.web, largest + b" ")
        assert (answer.status, answer.body["code"]) == (413, "body_too_large")

    async def test_the_verification_passes_and_its_token_is_in_no_log(self, front: Front) -> None:
        asked = "hub.mode=subscribe&hub.verify_token=a%20word&hub.challenge=12345"
        answer = await front.web.call("GET", f"/webhooks/whatsapp?{asked}")
        assert (answer.status, answer.content) == (200, b"12345")
        refused = await front.web.call("GET", f"/webhooks/whatsapp?{asked.replace('word', 'guess')}")
        assert refused.status == 403
        await front.web.call("GET", "/auth/v1/verify?type=recovery&token=verify_token")
        await front.nginx.logged('"GET /auth/v1/verify HTTP/1.1"')
        assert '"GET /webhooks/whatsapp HTTP/1.1" 403' in front.nginx.log()
        logs = front.nginx.log() + (front.nginx.folder / "harkara.error.log").read_text()
        assert "verify_token" not in logs

    async def test_one_is_sent_to_the_next_process_when_the_first_goes_away_under_it(
        self, front: Front, tmp_path: Path
    ) -> None:
        port = int(front.platform.web.address.rpartition(":")[2])
        async with (
            process_that_goes_away() as dying,
            nginx_before(tmp_path / "nginx", [dying, port]) as nginx,
        ):
            web = Through(nginx)
            statuses = [(await webhook(web, event())).status for _ in range(4)]
            # Anything else that is not safe to repeat is not repeated.
            others = {(await web.call("POST", "/api/llm/test", b"{}")).status for _ in range(4)}
        assert statuses == [200] * 4
        assert others == {401, 503}


@asynccontextmanager
async def process_that_listens(heads: list[str]) -> AsyncGenerator[int]:
    """Keep what was asked, and answer that there is nothing."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


@asynccontextmanager
async def process_that_goes_away() -> AsyncGenerator[int]:
    """Listen, read what was asked, and hang up without an answer."""

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


def form_of(file: bytes, **fields: int | str) -> bytes:
    """Return a form as browsers send it."""
    parts = [f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{fields[name]}\r\n' for name in fields]
    parts.append('--edge\r\nContent-Disposition: form-data; name="file"; filename="list.csv"\r\n\r\n')
    return "".join(parts).encode() + file + b"\r\n--edge--\r\n"


class TestFiles:
    def headers(self, front: Front) -> dict[str, str]:
        bearer = f"Bearer {front.platform.token}"
        return {"content-type": "multipart/form-data; boundary=edge", "authorization": bearer}

    async def test_one_of_three_megabytes_reaches_the_api(self, front: Front) -> None:
        number, template = await front.platform.number(), await front.platform.template("order_shipped")
        rows = csv_of(100_000).encode()
        assert len(rows) > 3 * MEGABYTE
        form = form_of(rows, name="Large", number_id=number["id"], template_ids=template["id"])
        answer = await front.web.call("POST", "/api/campaigns/validate", form, self.headers(front))
        assert answer.status == 200, answer.content
        assert answer.body["valid_rows"] == 100_000

    async def test_is_passed_on_as_it_comes(self, front: Front) -> None:
        """A stranger is refused after the first piece, which a proxy that takes the whole file first could not do."""
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", front.nginx.https, ssl=front.web.tls, server_hostname=DOMAIN
        )
        head = f"POST /api/campaigns HTTP/1.1\r\nHost: {DOMAIN}\r\nContent-Type: multipart/form-data; boundary=edge\r\n"
        writer.write(head.encode() + b"Content-Length: 40000000\r\n\r\n--edge\r\n")
        answer = await asyncio.wait_for(reader.readline(), 30)
        writer.transport.abort()
        assert answer == b"HTTP/1.1 401 Unauthorized\r\n"

    async def test_a_larger_one_than_50_mb_is_refused(self, front: Front) -> None:
        headers = self.headers(front) | {"content-length": str(52 * MEGABYTE), "expect": "100-continue"}
        answer = await front.web.call("POST", "/api/campaigns", None, headers)
        assert (answer.status, answer.body["code"]) == (413, "body_too_large")

    async def test_no_other_route_takes_one(self, front: Front) -> None:
        answer = await front.web.call("POST", "/api/numbers", b"x" * MEGABYTE, self.headers(front))
        assert (answer.status, answer.body["code"]) == (413, "body_too_large")


async def test_the_dashboard_hears_of_changes(front: Front) -> None:
    options = {"host": "127.0.0.1", "port": front.nginx.https, "ssl": front.web.tls, "server_hostname": DOMAIN}
    async with raw_client(front.web.address, origin=front.web.address, **options) as client:
        await client.join_live(front.platform.token, CAMPAIGNS, NOTIFICATIONS)
        number, template = await front.platform.number(), await front.platform.template("order_shipped")
        created = await front.platform.upload(
            csv_of(1, first=77), name="Live", number_id=number["id"], template_ids=template["id"]
        )
        assert created.status == 201, created.content
        heard = await client.until("postgres_changes")
    assert heard.payload["data"]["table"] == "campaigns"


class TestDashboard:
    async def test_its_page_is_asked_for_anew_each_time_under_any_address_of_its_own(self, front: Front) -> None:
        for path in ("/", "/index.html", "/campaigns/12?tab=contacts"):
            answer = await front.web.call("GET", path)
            assert (answer.status, answer.headers["cache-control"]) == (200, "no-cache")
            assert b'<div id="root">' in answer.content
            assert "etag" in answer.headers

    async def test_its_files_are_kept_for_a_year_and_sent_as_the_build_has_packed_them(self, front: Front) -> None:
        page = (await front.web.call("GET", "/")).content.decode()
        found = re.search(r'"(/assets/[^"]+\.js)"', page)
        assert found
        plain = await front.web.call("GET", found[1])
        packed = await front.web.call("GET", found[1], headers={"accept-encoding": "gzip"})
        for answer in (plain, packed):
            assert answer.status == 200
            assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
            assert answer.headers["content-type"].endswith("javascript")
        assert "content-encoding" not in plain.headers
        assert packed.headers["content-encoding"] == "gzip"
        built = Path(__file__).parents[2] / f"web/dist{found[1]}.gz"
        assert packed.content == built.read_bytes()

    async def test_programs_get_no_page(self, front: Front) -> None:
        for path in ("/api/nothing", "/auth/nothing", "/realtime/nothing", "/webhooks/nothing", "/assets/nothing.js"):
            answer = await front.web.call("GET", path)
            assert answer.status == 404, path
            assert b"<div" not in answer.content


class TestHeaders:
    @pytest.mark.parametrize(
        ("method", "path", "body", "status"),
        [
            ("GET", "/", None, 200),
            ("GET", "/early.js", None, 200),
            ("GET", "/api/session", None, 200),
            ("GET", "/api/numbers", None, 401),
            ("GET", "/assets/nothing.js", None, 404),
            ("POST", "/", b"", 405),
            ("POST", "/api/numbers", b"x" * MEGABYTE, 413),
            ("GET", "/healthz?" + "x" * 10_000, None, 414),
        ],
    )
    async def test_every_answer_carries_the_apis_own(
        self, front: Front, method: str, path: str, body: bytes | None, status: int
    ) -> None:
        answer = await front.web.call(method, path, body)
        assert answer.status == status
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert answer.headers.get("server") == "nginx"

    async def test_so_does_the_word_that_nobody_is_there(self, tmp_path: Path) -> None:
        settings = {"PUBLIC_URL": f"https://{DOMAIN}", "SUPABASE_URL": "https://x.supabase.co"}
        async with nginx_before(tmp_path / "nginx", free_ports(2), settings=settings) as nginx:
            answer = await Through(nginx).call("GET", "/api/session")
            page = await Through(nginx).call("GET", "/")
        expected = security_headers(content_security_policy("https://x.supabase.co"), https=True)
        assert (answer.status, answer.body["code"]) == (503, "unavailable")
        for found in (answer.headers, page.headers):
            assert {name: found.get(name.lower()) for name in expected} == expected


class TestSignIn:
    async def test_is_slowed_down_per_address_but_a_refresh_never_is(self, front: Front) -> None:
        """The API's own brake is the better one; this one costs nothing and holds before it."""

        async def ask(query: str, body: dict[str, str]) -> Answer:
            content = json.dumps(body).encode()
            return await front.web.call(
                "POST", f"/auth/v1/token?{query}", content, {"content-type": "application/json"}
            )

        refresh = [(await ask("grant_type=refresh_token", {"refresh_token": "no"})).status for _ in range(20)]
        assert set(refresh) == {400}
        answers = [
            await ask("grant_type=refresh_token&grant_type=password", {"email": EMAIL, "password": "wrong"})
            for _ in range(16)
        ]
        ours = [answer for answer in answers if answer.headers.get("retry-after") == "2" and answer.status == 429]
        assert ours
        assert {answer.body["code"] for answer in ours} == {"over_request_rate_limit"}
        assert ours[0].headers["x-supabase-api-version"] == "2024-01-01"
        assert "x-request-id" not in ours[-1].headers, "the API was asked"
        assert {name: ours[0].headers.get(name) for name in HEADERS} == HEADERS


class TestStrangers:
    async def test_the_address_in_the_logs_is_the_callers_whatever_it_writes(self, front: Front) -> None:
        answer = await front.web.call("GET", "/api/session", headers={"x-forwarded-for": "203.0.113.9"})
        line = await front.nginx.logged(answer.headers["x-request-id"])
        assert line.startswith("127.0.0.1 [")
        assert '"GET /api/session HTTP/1.1" 200' in line
        assert "203.0.113.9" not in front.nginx.log()

    async def test_figures_are_for_whoever_has_the_token(self, front: Front) -> None:
        assert (await front.web.call("GET", "/metrics")).status == 404
        allowed = await front.web.call("GET", "/metrics", headers={"authorization": f"Bearer {METRICS_TOKEN}"})
        assert allowed.status == 200

    async def test_http_leads_to_https(self, front: Front) -> None:
        answer = await front.web.call("GET", "/campaigns?x=1", secure=False)
        assert (answer.status, answer.headers["location"]) == (301, f"{front.web.address}/campaigns?x=1")

    async def test_lets_encrypt_finds_its_proof_without_https(self, front: Front) -> None:
        proof = front.nginx.folder / "acme/.well-known/acme-challenge/token"
        proof.parent.mkdir(parents=True)
        proof.write_text("proof")
        answer = await front.web.call("GET", "/.well-known/acme-challenge/token", secure=False)
        assert (answer.status, answer.content) == (200, b"proof")

    async def test_other_names_get_neither_certificate_nor_page(self, front: Front) -> None:
        with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
            await front.web.handshake("other.example.in", ["http/1.1"])
        with pytest.raises(ConnectionError):
            await front.web.call("GET", "/", host="other.example.in")
        with pytest.raises(ConnectionError):
            await front.web.call("GET", "/", host="other.example.in", secure=False)

    async def test_before_1_19_4_other_names_get_a_certificate_that_names_nothing(self, tmp_path: Path) -> None:
        """Ubuntu 22.04 has 1.18, which cannot refuse a handshake; what it is given is run here by the Nginx there is."""
        older = tmp_path / "nginx-1.18"
        older.write_text("#!/bin/sh\necho 'nginx version: nginx/1.18.0 (Ubuntu)' >&2\n")
        older.chmod(0o755)
        async with nginx_before(tmp_path / "front", free_ports(1), settings={"HARKARA_NGINX": str(older)}) as nginx:
            assert await Through(nginx).handshake(DOMAIN, ["http/1.1"])
            with pytest.raises(ssl.SSLCertVerificationError):
                await Through(nginx).handshake("other.example.in", ["http/1.1"])
            stranger = Through(nginx, nginx.folder / "tls/unknown/fullchain.pem")
            with pytest.raises(ssl.SSLCertVerificationError, match="not valid for 'other"):
                await stranger.handshake("other.example.in", ["http/1.1"])
            assert await stranger.handshake("unknown.invalid", ["http/1.1"])

    async def test_what_a_stranger_says_of_itself_or_wants_to_become_is_not_passed_on(self, tmp_path: Path) -> None:
        said = {
            **{"X-Forwarded-For": "203.0.113.9", "X-Real-IP": "203.0.113.9", "Forwarded": "for=203.0.113.9"},
            **{"X-Forwarded-Proto": "http", "X-Request-ID": "a-stranger-s-own"},
            **{"Connection": "Upgrade", "Upgrade": "h2c"},
        }
        heads: list[str] = []
        async with process_that_listens(heads) as port, nginx_before(tmp_path / "nginx", [port]) as nginx:
            assert (await Through(nginx).call("GET", "/api/session", headers=said)).status == 204
        passed_on = dict(line.lower().split(": ", 1) for line in heads[0].splitlines()[1:] if line)
        request_id = passed_on.pop("x-request-id")
        assert re.fullmatch("[0-9a-f]{32}", request_id)
        assert passed_on == {
            "host": DOMAIN,
            "x-forwarded-for": "127.0.0.1",
            "x-forwarded-proto": "https",
            "accept-encoding": "identity",
        }


async def test_http_2_is_spoken(front: Front) -> None:
    assert await front.web.handshake(DOMAIN, ["h2", "http/1.1"]) == "h2"


async def test_a_new_certificate_is_served_after_certbots_hook(front: Front, tmp_path: Path) -> None:
    async with nginx_before(tmp_path / "nginx", free_ports(1)) as nginx:
        former = Through(nginx)
        make_certificate(nginx.folder / "tls")
        with pytest.raises(ssl.SSLError):
            await Through(nginx).handshake(DOMAIN, ["http/1.1"])
        assert await former.handshake(DOMAIN, ["http/1.1"])
        program = f"{require_nginx()} -p {nginx.folder} -c {nginx.folder}/nginx.conf"
        hook = Path(__file__).parents[2] / "deploy/nginx/reload.sh"
        ended = await asyncio.create_subprocess_exec(
            hook, env={"PATH": os.environ["PATH"], "HARKARA_NGINX_COMMAND": program}
        )
        assert await ended.wait() == 0

        async def served() -> bool:
            try:
                return await Through(nginx).handshake(DOMAIN, ["http/1.1"]) == "http/1.1"
            except ssl.SSLError:
                return False

        assert await until(served, 20)


def test_the_configuration_gives_no_warning(tmp_path: Path) -> None:
    make_certificate(tmp_path / "tls")
    http, https = free_ports(2)
    render(tmp_path, [8080, 8090], http, https, {"PUBLIC_URL": f"https://{DOMAIN}"})
    assert "warn" not in word_of_nginx(tmp_path)
    assert not re.search("@[A-Z0-9_]+@", (tmp_path / "site.conf").read_text())

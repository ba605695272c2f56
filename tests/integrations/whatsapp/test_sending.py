"""What the sender claims about a message, against real sockets that break in every way we know."""

from __future__ import annotations

import asyncio
import random
import socket
import ssl
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.integrations.whatsapp.raw_server import Behaviour, Connection, raw_server

from harkara.integrations.whatsapp.connection import open_client
from harkara.integrations.whatsapp.errors import ErrorClass
from harkara.integrations.whatsapp.sending import (
    Accepted,
    MessageSender,
    NotSent,
    Refused,
    SendResult,
    Unknown,
    judge,
)

ACCEPTED = orjson.dumps(
    {
        "messaging_product": "whatsapp",
        "contacts": [{"input": "+919876543210", "wa_id": "919876543210"}],
        "messages": [{"id": "wamid.HBgM", "message_status": "accepted"}],
    }
)
TOKEN = "EAAsecret0123456789"
PROOF = "36e1f56194645d621cdd87de3b2543ae0d62ff89929f7a2843adae17c6bd9ba8"
"""`printf EAAsecret0123456789 | openssl dgst -sha256 -hmac s3cret`"""


async def send_to(url: str, body: bytes = b"{}", **options: float | str) -> SendResult:
    sender = MessageSender(url, "v25.0", **({"total_timeout": 2.0, "connect_timeout": 0.3} | options))  # pyright: ignore[reportArgumentType]
    try:
        return await sender.send("106540352242922", TOKEN, body)
    finally:
        await sender.close()


async def send_through(behave: Behaviour, **options: float | str) -> SendResult:
    async with raw_server(behave) as server:
        return await send_to(server.url, **options)


async def forever() -> None:
    await asyncio.Event().wait()


class TestNothingLeft:
    """The only cases that may be sent again at once."""

    async def test_refused(self) -> None:
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            port = unused.getsockname()[1]
        result = await send_to(f"http://127.0.0.1:{port}")
        assert isinstance(result, NotSent)
        assert "refused" in result.reason

    async def test_name_not_found(self) -> None:
        result = await send_to("http://graph.invalid")
        assert isinstance(result, NotSent)
        assert "dns" in result.reason

    async def test_connect_timeout(self) -> None:
        with socket.socket() as listening, socket.socket() as first, socket.socket() as second:
            listening.bind(("127.0.0.1", 0))
            listening.listen(0)
            for waiting in (first, second):
                waiting.setblocking(False)
                waiting.connect_ex(listening.getsockname())
            result = await send_to(f"http://127.0.0.1:{listening.getsockname()[1]}")
        assert isinstance(result, NotSent)

    async def test_server_does_not_speak_tls(self) -> None:
        async def plain(connection: Connection) -> None:
            await connection.reader.read(10)
            await connection.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        async with raw_server(plain) as server:
            assert isinstance(await send_to(server.url.replace("http", "https")), NotSent)

    async def test_certificate_not_trusted(self, tmp_path: Path) -> None:
        async def accept(connection: Connection) -> None:
            await connection.read_request()

        async with raw_server(accept, tls=self_signed(tmp_path)) as server:
            result = await send_to(server.url)
        assert isinstance(result, NotSent)
        assert "certificate" in result.reason.lower()

    async def test_tls_handshake_stalls(self) -> None:
        async def silent(connection: Connection) -> None:
            await forever()

        async with raw_server(silent) as server:
            assert isinstance(await send_to(server.url.replace("http", "https")), NotSent)

    async def test_token_that_no_header_can_carry(self) -> None:
        sender = MessageSender("http://127.0.0.1:9", "v25.0")
        assert isinstance(await sender.send("1", "two\nlines", b"{}"), NotSent)
        await sender.close()


async def close_unread(connection: Connection) -> None:
    connection.close()


async def reset_unread(connection: Connection) -> None:
    connection.reset()


async def close_after_reading(connection: Connection) -> None:
    await connection.read_request()
    connection.close()


async def reset_after_reading(connection: Connection) -> None:
    await connection.read_request()
    connection.reset()


async def half_a_head(connection: Connection) -> None:
    await connection.read_request()
    await connection.write(b"HTTP/1.1 200 OK\r\nContent-Le")


async def half_a_body(connection: Connection) -> None:
    await connection.read_request()
    await connection.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + ACCEPTED)


async def not_http(connection: Connection) -> None:
    await connection.read_request()
    await connection.write(b"220 mail.example.com ESMTP\r\n\r\n")


class TestMayHaveLeft:
    """Never sent again blindly."""

    @pytest.mark.parametrize(
        "behave",
        [
            close_after_reading,
            reset_after_reading,
            half_a_head,
            half_a_body,
            not_http,
        ],
    )
    async def test_connection_breaks(self, behave: Behaviour) -> None:
        assert isinstance(await send_through(behave), Unknown)

    @pytest.mark.parametrize("behave", [close_unread, reset_unread])
    async def test_connection_ends_at_once(self, behave: Behaviour) -> None:
        """Whether that is seen before or after the first byte was written is the kernel's choice."""
        assert isinstance(await send_through(behave), Unknown | NotSent)

    async def test_no_answer_in_time(self) -> None:
        async def silent(connection: Connection) -> None:
            await connection.read_request()
            await forever()

        result = await send_through(silent, total_timeout=0.2)
        assert isinstance(result, Unknown)
        assert "timed out" in result.reason

    async def test_answer_trickles_longer_than_the_deadline(self) -> None:
        async def slow(connection: Connection) -> None:
            await connection.read_request()
            await connection.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")
            while True:
                await connection.write(b" ")
                await asyncio.sleep(0.02)

        assert isinstance(await send_through(slow, total_timeout=0.2), Unknown)

    @pytest.mark.parametrize(
        "body",
        [b"", b"<html>Welcome to Hotel Wi-Fi</html>", b"[]", b"{}", b'{"messages":[]}', b'{"messages":[{"id":""}]}'],
    )
    async def test_200_without_a_wamid(self, body: bytes) -> None:
        async def answer(connection: Connection) -> None:
            await connection.read_request()
            await connection.answer(body)

        assert isinstance(await send_through(answer), Unknown)

    def test_gateway_timed_out_behind_meta(self) -> None:
        assert isinstance(judge(504, b"<html>Gateway Timeout</html>"), Unknown)


class TestAnswered:
    async def test_accepted(self) -> None:
        async def answer(connection: Connection) -> None:
            assert await connection.read_request() == b'{"to":"+91"}'
            await connection.answer(ACCEPTED)

        result = await send_through_body(answer, b'{"to":"+91"}')
        assert result == Accepted("wamid.HBgM", "919876543210", "accepted")

    def test_text_message_and_bsuid_have_fewer_fields(self) -> None:
        answer = b'{"contacts":[{"input":"IN.1","user_id":"IN.1"}],"messages":[{"id":"wamid.X"}]}'
        assert judge(200, answer) == Accepted("wamid.X", None, "accepted")

    async def test_refused_by_meta(self) -> None:
        async def refuse(connection: Connection) -> None:
            await connection.read_request()
            await connection.answer(b'{"error":{"code":131026,"message":"(#131026) Undeliverable"}}', "400 Bad Request")

        result = await send_through(refuse)
        assert isinstance(result, Refused)
        assert (result.error.code, result.error.error_class) == (131026, ErrorClass.RECIPIENT)

    def test_error_in_a_200_is_a_refusal(self) -> None:
        assert isinstance(judge(200, b'{"error":{"code":130429,"message":"(#130429) Rate limit hit"}}'), Refused)

    async def test_redirects_are_not_followed(self) -> None:
        async def redirect(connection: Connection) -> None:
            await connection.read_request()
            await connection.write(b"HTTP/1.1 307 Moved\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")

        async with raw_server(redirect) as server:
            result = await send_to(server.url)
            assert server.connections == 1
        assert isinstance(result, Refused)
        assert result.error.error_class is ErrorClass.REQUEST


class TestSecrets:
    async def test_token_is_in_no_result(self) -> None:
        async def repeat_it(connection: Connection) -> None:
            await connection.read_request()
            message = f'{{"error":{{"code":190,"message":"Malformed access token {TOKEN}"}}}}'
            await connection.answer(message.encode(), "401 Unauthorized")

        result = await send_through(repeat_it)
        assert TOKEN not in repr(result)
        assert isinstance(result, Refused)
        assert TOKEN not in str(result.error)
        assert result.error.token_expired

    async def test_appsecret_proof_is_sent_and_in_no_result(self) -> None:
        heads: list[bytes] = []

        async def look(connection: Connection) -> None:
            heads.append(await connection.reader.readuntil(b"\r\n\r\n"))

        result = await send_through(look, app_secret="s3cret")
        assert f"/v25.0/106540352242922/messages?appsecret_proof={PROOF} ".encode() in heads[0]
        assert b"Authorization: Bearer " + TOKEN.encode() in heads[0]
        assert isinstance(result, Unknown)
        assert PROOF not in result.reason


class TestKeptConnections:
    async def test_one_connection_serves_many_messages(self) -> None:
        async def answer_all(connection: Connection) -> None:
            while True:
                await connection.read_request()
                await connection.answer(ACCEPTED)

        async with raw_server(answer_all) as server:
            sender = MessageSender(server.url, "v25.0")
            results = [await sender.send("1", TOKEN, b"{}") for _ in range(20)]
            await sender.close()
            assert server.connections == 1
        assert all(isinstance(result, Accepted) for result in results)

    @pytest.mark.parametrize("ending", ["close", "reset"])
    async def test_connection_closed_while_idle_costs_nothing(self, ending: str) -> None:
        """The pool sees the close before it writes and takes a fresh connection."""
        idle_ended = asyncio.Event()

        async def first_then_end(connection: Connection) -> None:
            await connection.read_request()
            await connection.answer(ACCEPTED)
            if connection.number == 1:
                (connection.close if ending == "close" else connection.reset)()
                idle_ended.set()

        async with raw_server(first_then_end) as server, raw_server(first_then_end) as other:
            client = open_client(server.url, total_timeout=5, connect_timeout=5)

            async def post(url: str) -> int:
                return (await client.post(url).body_bytes(b"{}").build().send()).status

            assert await post(server.url) == 200
            await idle_ended.wait()
            # A round trip elsewhere: by its end the client's loop has seen the FIN or RST that arrived before.
            assert await post(other.url) == 200
            assert await post(server.url) == 200
            assert server.connections == 2
            await client.close()

    async def test_kept_connection_that_ends_after_reading_is_not_tried_again(self) -> None:
        async def second_request_is_fatal(connection: Connection) -> None:
            await connection.read_request()
            await connection.answer(ACCEPTED)
            await connection.read_request()
            connection.reset()

        async with raw_server(second_request_is_fatal) as server:
            sender = MessageSender(server.url, "v25.0")
            assert isinstance(await sender.send("1", TOKEN, b"{}"), Accepted)
            assert isinstance(await sender.send("1", TOKEN, b"{}"), Unknown)
            await sender.close()
            assert server.connections == 1

    async def test_no_message_ever_arrives_twice(self) -> None:
        """A server that ends kept connections at random moments, right in the race with the next request."""
        arrived: Counter[bytes] = Counter()
        dice = random.Random(20261123)

        async def moody(connection: Connection) -> None:
            while True:
                arrived[await connection.read_request()] += 1
                await connection.answer(ACCEPTED)
                if dice.random() < 0.3:
                    (connection.close if dice.random() < 0.5 else connection.reset)()
                    return

        messages = iter(range(2000))
        results: dict[bytes, SendResult] = {}

        async with raw_server(moody) as server:
            sender = MessageSender(server.url, "v25.0")

            async def send_some() -> None:
                for message in messages:
                    body = b"%d" % message
                    results[body] = await sender.send("1", TOKEN, body)

            await asyncio.gather(*(send_some() for _ in range(30)))
            await sender.close()
        assert len(results) == 2000
        assert max(arrived.values()) == 1
        assert {body for body, result in results.items() if isinstance(result, Accepted)} <= arrived.keys()
        assert not any(isinstance(results[body], NotSent) for body in arrived)


async def send_through_body(behave: Behaviour, body: bytes) -> SendResult:
    async with raw_server(behave) as server:
        return await send_to(server.url, body)


def self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=36500))
        .sign(key, hashes.SHA256())
    )
    pem = folder / "server.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context

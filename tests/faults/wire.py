"""The network between a worker and Meta: it can be cut and mended, and it knows when which request passed."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
import time
from bisect import bisect_right
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests.acceptance.platform import until

REQUEST = b"POST /"
CHUNK = 65_536


class Wire:
    """Carries every byte both ways between its own port and Meta's."""

    def __init__(self, meta_port: int) -> None:
        self._meta_port = meta_port
        self._server: asyncio.Server | None = None
        self._port = 0
        self._open: set[asyncio.StreamWriter] = set()
        self._carrying: set[asyncio.Task[None]] = set()
        self.sends: list[float] = []
        """Moments (monotonic) at which a request passed."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def next_send(self, after: float, seconds: float) -> float:
        """Wait for a request that passes after a moment (monotonic) and return when it did."""

        async def passed() -> float | None:
            position = bisect_right(self.sends, after)
            return self.sends[position] if position < len(self.sends) else None

        return await until(passed, seconds)

    async def mend(self) -> None:
        """Carry, on the same port as before if there was one."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Reset every connection and refuse new ones, as if Meta were gone."""
        if self._server is not None:
            self._server.close()
        for writer in list(self._open):
            _reset(writer)
        await asyncio.gather(*self._carrying, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        there, back = await asyncio.open_connection("127.0.0.1", self._meta_port)
        self._open.add(back)
        for source, sink, seen in ((reader, back, self.sends), (there, writer, None)):
            task = asyncio.create_task(self._carry(source, sink, seen))
            self._carrying.add(task)
            task.add_done_callback(self._carrying.discard)

    async def _carry(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, seen: list[float] | None) -> None:
        tail = b""
        try:
            while chunk := await source.read(CHUNK):
                if seen is not None:
                    seen.extend([time.monotonic()] * (tail + chunk).count(REQUEST))
                    tail = chunk[1 - len(REQUEST) :]
                sink.write(chunk)
                await sink.drain()
            sink.close()
        except ConnectionError:  # an end was cut: so is the other
            _reset(sink)
        finally:
            self._open.discard(sink)


def _reset(writer: asyncio.StreamWriter) -> None:
    wire = writer.get_extra_info("socket")
    if wire is not None and wire.fileno() >= 0:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


@asynccontextmanager
async def wire_to(meta_port: int) -> AsyncGenerator[Wire]:
    """A wire for the duration of the block."""
    wire = Wire(meta_port)
    await wire.mend()
    try:
        yield wire
    finally:
        await wire.cut()


@asynccontextmanager
async def self_signed_listener(directory: Path) -> AsyncGenerator[str]:
    """Listen with TLS and a certificate nobody trusts; yield the address."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_self_signed(directory))

    async def hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0, ssl=context)
    async with server:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"


def _self_signed(directory: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "graph.facebook.com")])
    now = datetime.fromtimestamp(time.time(), UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    path = directory / "self-signed.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path

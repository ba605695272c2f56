"""Speaks to the platform through Nginx, under its name, as browsers and Meta do; what comes is shown as it was on the wire."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
from collections.abc import Mapping
from contextlib import closing
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import Any

from tests.deploy.nginx import DOMAIN, Nginx
from tests.serving import Answer


class Through:
    """A client that looks no name up: every one leads to this Nginx."""

    def __init__(self, nginx: Nginx, certificate: Path | None = None) -> None:
        self._nginx = nginx
        self.tls = ssl.create_default_context(cafile=certificate or nginx.certificate)

    @property
    def address(self) -> str:
        return f"https://{DOMAIN}:{self._nginx.https}"

    async def call(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        secure: bool = True,
        host: str = DOMAIN,
    ) -> Answer:
        """Ask on a connection of its own."""

        def ask() -> Answer:
            with closing(self._connection(secure=secure)) as connection:
                connection.request(method, path, body, {"Host": host, **(headers or {})})
                answer = connection.getresponse()
                found = {name.lower(): value for name, value in answer.getheaders()}
                assert len(found) == len(answer.getheaders()), "a header was given twice"
                content = answer.read()
                is_json = "json" in found.get("content-type", "") and "content-encoding" not in found
                return Answer(answer.status, found, content, _json(content) if is_json else None)

        return await asyncio.to_thread(ask)

    async def handshake(self, name: str, protocols: list[str]) -> str | None:
        """Return the protocol that was agreed on under a name; raise SSLError if there is no certificate for it."""

        def shake() -> str | None:
            self.tls.set_alpn_protocols(protocols)
            with (
                socket.create_connection(("127.0.0.1", self._nginx.https)) as plain,
                self.tls.wrap_socket(plain, server_hostname=name) as secured,
            ):
                return secured.selected_alpn_protocol()

        return await asyncio.to_thread(shake)

    def _connection(self, *, secure: bool) -> HTTPConnection:
        if not secure:
            return HTTPConnection("127.0.0.1", self._nginx.http, timeout=60)
        connection = HTTPSConnection(DOMAIN, self._nginx.https, context=self.tls, timeout=60)
        # The name is for the certificate only; the socket is ours.
        plain = socket.create_connection(("127.0.0.1", self._nginx.https), timeout=60)
        connection.sock = self.tls.wrap_socket(plain, server_hostname=DOMAIN)
        return connection


def _json(content: bytes) -> Any:
    return json.loads(content) if content else None

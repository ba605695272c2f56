"""A real SMTP server on a free loopback port that keeps what it is given, or refuses as it is told."""

from __future__ import annotations

import asyncio
import re
import ssl
import warnings
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Literal

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "mailer@example.in", "the mail server's password"


@dataclass
class MailServer:
    """What arrived. `answer` is said to every recipient instead of 250."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    answer: str | None = None
    signed_in: list[str] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the library looks for it by this name
        self, _server: SMTP, _session: object, envelope: Envelope, address: str, _options: object
    ) -> str:
        if self.answer:
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the library looks for it by this name
        self, _server: SMTP, _session: object, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"

    def authenticate(
        self, _server: object, _session: object, _envelope: object, _mechanism: str, data: object
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        if right:
            self.signed_in.append(data.login.decode())
        return AuthResult(success=right, handled=False)


@asynccontextmanager
async def mail_server(
    security: Literal["starttls", "tls", "none"] = "none", *, certificate: Path | None = None, sign_in: bool = False
) -> AsyncGenerator[MailServer]:
    """Serve for the duration of the block. `certificate` is a file from `make_certificate`."""
    server, loop = MailServer(), asyncio.get_running_loop()
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)

    def protocol() -> SMTP:
        with warnings.catch_warnings():
            # It warns of signing in without STARTTLS, which is what "tls" does from the first byte on.
            warnings.simplefilter("ignore")
            return SMTP(
                server,
                hostname="localhost",
                loop=loop,
                tls_context=context if security == "starttls" else None,
                require_starttls=security == "starttls",
                authenticator=server.authenticate,
                auth_required=sign_in,
                auth_require_tls=security == "starttls",
            )

    listening = await loop.create_server(protocol, "127.0.0.1", 0, ssl=context if security == "tls" else None)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()


def make_certificate(folder: Path, name: str = "localhost") -> Path:
    """Write key and certificate of a server that signs for itself; trusted by whoever is given the file."""
    key, subject = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)  # noqa: TID251 - compared with the machine's clock
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name), x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return file


def text_of(mail: EmailMessage, kind: Literal["plain", "html"] = "plain") -> str:
    """The mail's words."""
    part = mail.get_body((kind,))
    assert part is not None
    return part.get_content()


def link_of(mail: EmailMessage) -> str:
    """The link in it."""
    return re.findall(r"https?://\S+#token_hash=\S+", text_of(mail))[0]


def token_of(mail: EmailMessage) -> str:
    """The token in its link."""
    return re.findall(r"token_hash=([\w-]+)", link_of(mail))[0]


def code_of(mail: EmailMessage) -> str:
    """The code to type."""
    return re.findall(r"\b(\d{4} \d{4})\b", text_of(mail))[0]

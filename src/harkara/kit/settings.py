"""All settings, from the environment or `.env`, each with the words that the settings page of the docs is made of."""

from __future__ import annotations

from email.utils import parseaddr
from functools import cached_property
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from harkara.kit.supabase_keys import LEAST_SECRET_BYTES, is_secret_key

EMPTY_MEANS_UNSET = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True, frozen=True)


class Settings(BaseSettings):
    """One immutable value per process. Unset secrets are filled by `kit.local_secrets` in embedded mode."""

    model_config = EMPTY_MEANS_UNSET

    supabase_url: str | None = None
    """A Supabase project that does sign-in and realtime, `https://….supabase.co`. Unset: both are done here."""
    supabase_service_key: SecretStr | None = None
    """Not needed: nothing reads it."""
    supabase_anon_key: str | None = None
    """The project's public key (`sb_publishable_…` or the legacy anon key): every browser gets it. Never a secret one."""
    supabase_jwt_secret: SecretStr | None = None
    """Only for projects that still sign with the legacy shared secret. Unset: the project's signing keys are fetched."""

    meta_app_id: str | None = None
    """Your Meta app. With its secret, Meta is asked about access tokens (when they end) in the app's own name."""
    meta_app_secret: SecretStr | None = None
    """Of your Meta app: with it every webhook is checked to be Meta's. Without it all are refused."""
    meta_access_token: SecretStr | None = None
    """With it the sandbox stays away. `harkara numbers add` gives it to the number; each number keeps a token of its own."""
    meta_webhook_verify_token: SecretStr | None = None
    """A word of your choice, entered here and at Meta: how Meta recognises this installation."""
    graph_api_url: str | None = None
    """Where Graph is, without a version."""
    graph_api_version: str = Field(default="v25.0", pattern=r"^v\d+\.\d+$")
    """Which version of Graph is spoken."""

    openai_api_key: SecretStr | None = None
    """The language model's key, until one is saved in the dashboard. Unset: replies are off; beside the sandbox its stand-in answers."""
    openai_model: str = "gpt-4o-mini"
    """Which model writes replies, until the dashboard says otherwise."""
    openai_base_url: str | None = None
    """Where an OpenAI-compatible server is. It may be on this machine."""
    allow_private_llm: bool = False
    """Whether an address entered in the dashboard may be this machine's or a private network's (a local Ollama, say)."""
    reply_timeout_seconds: float = Field(default=20, gt=0, le=120)
    """Seconds a model may take for a reply; later ones are not sent."""
    reply_loop_limit_per_minute: int = Field(default=6, ge=1, le=60)
    """Replies one customer may get within a minute: two bots would talk to each other for ever."""

    host: str = Field(default="127.0.0.1", validation_alias=AliasChoices("HARKARA_HOST"))
    """The address of this machine that the API listens on. Loopback, unless a proxy on another machine stands in front."""
    port: int = Field(default=8080, ge=1, le=65535)
    """Where the API listens; the sandbox takes the next one."""
    public_url: str | None = None
    """The address people open and Meta calls, e.g. `https://wa.example.in`. Unset: `http://localhost` with the port."""
    trusted_proxies: str = "127.0.0.1,::1"
    """Whose `X-Forwarded-For` is believed: the reverse proxies before this machine, as addresses or networks."""
    metrics_token: SecretStr | None = Field(default=None, min_length=16)
    """Lets Prometheus read `/metrics` from another machine, as a bearer token. Unset: this machine only."""
    database_url: str | None = None
    """A PostgreSQL 15 or newer of your own, or Supabase's (direct or session pooler, port 5432). Unset: the embedded one."""
    data_dir: Path = Path(".harkara")
    """Where the embedded database and generated secrets live."""
    encryption_key: SecretStr | None = None
    """Encrypts secrets at rest: 32 random bytes in base64 (`openssl rand -base64 32`); several, separated by commas, while
    rotating. Unset: made at the first start and kept in `DATA_DIR/secrets.json`."""
    admin_email: str | None = None
    """Who the one admin is."""
    admin_password: SecretStr | None = None
    """Of the admin, embedded mode, read when the account is made. Unset: made up at the first start and printed once."""

    smtp_host: str | None = None
    """The server that sends the mail for a forgotten password. Unset: `harkara admin reset-password`. Supabase sends its own."""
    smtp_port: int | None = Field(default=None, ge=1, le=65535)
    """Unset: the usual one of SMTP_SECURITY (587, 465, 25)."""
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    """How the mail server is spoken to; `none` is for a relay on the same machine."""
    smtp_user: str | None = None
    """The sign-in at the mail server."""
    smtp_password: SecretStr | None = None
    """Its password."""
    smtp_from: str | None = Field(default=None, validate_default=True)
    """What mails come from, like `Harkara <no-reply@example.in>`. Unset: SMTP_USER, if that is an address."""

    stuck_after_seconds: int = Field(default=300, ge=5)
    """Seconds of silence after which a message whose fate is unknown counts as not sent."""
    schedule_grace_minutes: int = Field(default=60, ge=0)
    """Minutes a scheduled campaign may start late if the platform was down at its time; later it fails with the reason."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """From which importance on something is written to the log."""

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("smtp_security", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("smtp_from")
    @classmethod
    def _a_sender_if_there_is_a_server(cls, value: str | None, info: ValidationInfo) -> str | None:
        """The sign-in at the mail server is often the address itself."""
        user = info.data.get("smtp_user")
        sender = value or (user if user and "@" in user else None)
        if sender is None and info.data.get("smtp_host"):
            raise ValueError("is needed with SMTP_HOST: the address that mails come from")
        if sender is not None and ("@" not in parseaddr(sender)[1] or not sender.isprintable()):
            raise ValueError("must be an address, like Harkara <no-reply@example.in>")
        return sender

    @field_validator("supabase_anon_key")
    @classmethod
    def _no_secret_key(cls, value: str | None) -> str | None:
        """It is handed to every browser that opens the dashboard."""
        if value and is_secret_key(value):
            raise ValueError(
                "is a secret key; needed is the public one: publishable (sb_publishable_...) or legacy anon"
            )
        return value

    @field_validator("supabase_jwt_secret")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value and len(value.get_secret_value().encode()) < LEAST_SECRET_BYTES:
            raise ValueError(f"must have {LEAST_SECRET_BYTES} bytes or more")
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _addresses(cls, value: str) -> str:
        """Refuse names and `*`: whoever is trusted here says where everybody else comes from."""
        parts = [part.strip() for part in value.split(",") if part.strip()]
        try:
            return ",".join(str(ip_network(part)) if "/" in part else str(ip_address(part)) for part in parts)
        except ValueError:
            raise ValueError("must be addresses or networks like 10.0.0.0/8, separated by commas") from None

    @field_validator("supabase_url", "graph_api_url", "public_url", "openai_base_url")
    @classmethod
    def _without_trailing_slash(cls, value: str | None) -> str | None:
        if value is None:
            return None
        if not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value.rstrip("/")

    @property
    def mode(self) -> Literal["embedded", "supabase"]:
        """Who does sign-in and realtime: we ourselves, or a Supabase project."""
        return "supabase" if self.supabase_url else "embedded"

    @property
    def uses_sandbox(self) -> bool:
        """Whether Meta is played by the sandbox: no Graph address and no token are set."""
        return self.graph_api_url is None and self.meta_access_token is None

    @property
    def smtp_port_or_usual(self) -> int:
        """The port that goes with the kind of encryption, unless another is set."""
        return self.smtp_port or {"starttls": 587, "tls": 465, "none": 25}[self.smtp_security]

    @property
    def password_reset(self) -> Literal["email", "command"]:
        """How a forgotten password is replaced: by a mail (Supabase sends its own), or on the machine itself."""
        return "email" if self.mode == "supabase" or self.smtp_host else "command"

    @property
    def sandbox_url(self) -> str:
        """Where the supervisor starts the sandbox: the next port, loopback only."""
        return f"http://127.0.0.1:{self.port + 1 if self.port < 65535 else self.port - 1}"

    @cached_property
    def graph_url(self) -> str:
        """Root of the Graph API without a version."""
        if self.uses_sandbox:
            return self.sandbox_url
        return self.graph_api_url or "https://graph.facebook.com"

    @property
    def origin(self) -> str:
        """The address people open; also what Meta calls back, unless a proxy says otherwise."""
        return self.public_url or f"http://localhost:{self.port}"

"""Settings: what an empty environment means, what is refused, and that .env.example lists them all."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from pydantic import ValidationError

from harkara.kit.local_secrets import with_local_secrets
from harkara.kit.settings import Settings


def settings(**values: object) -> Settings:
    return Settings.model_validate(values)


class TestModes:
    def test_nothing_set_means_embedded_with_the_sandbox(self) -> None:
        empty = settings()
        assert empty.mode == "embedded"
        assert empty.uses_sandbox
        assert empty.graph_url == "http://127.0.0.1:8081"

    def test_a_token_of_meta_means_meta(self) -> None:
        real = settings(meta_access_token="EAAB")
        assert not real.uses_sandbox
        assert real.graph_url == "https://graph.facebook.com"

    def test_another_graph_address_means_no_sandbox_of_ours(self) -> None:
        assert settings(graph_api_url="http://127.0.0.1:9999/").graph_url == "http://127.0.0.1:9999"

    def test_supabase_means_supabase(self) -> None:
        assert settings(supabase_url="https://x.supabase.co").mode == "supabase"


@pytest.mark.parametrize(
    "wrong",
    [
        {"port": 0},
        {"port": "http"},
        {"supabase_url": "x.supabase.co"},
        {"graph_api_version": "25"},
        {"log_level": "LOUD"},
        {"stuck_after_seconds": 1},
        {"smtp_host": "mail.example.in"},
        {"smtp_host": "mail.example.in", "smtp_user": "harkara"},
        {"smtp_from": "Harkara"},
        {"smtp_from": "a@example.in\r\nBcc: b@example.in"},
        {"smtp_security": "perhaps"},
        {"trusted_proxies": "*"},
        {"trusted_proxies": "proxy.example.in"},
        {"trusted_proxies": "10.0.0.1/8"},
        {"metrics_token": "short"},
    ],
)
def test_wrong_values_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        settings(**wrong)


def test_the_example_lists_every_setting_and_no_other() -> None:
    listed = set(re.findall(r"^([A-Z_]+)=", Path(".env.example").read_text(), re.MULTILINE))
    known = {name.upper() for name in Settings.model_fields if name != "host"}
    assert listed == known


def test_the_example_is_a_valid_file_that_means_all_defaults() -> None:
    from_example = Settings(_env_file=".env.example")  # pyright: ignore[reportCallIssue] - pydantic-settings' own
    assert from_example == Settings.model_validate({})


def test_the_mail_server_needs_little() -> None:
    mail = settings(smtp_host="mail.example.in", smtp_user="harkara@example.in", smtp_security="TLS")

    assert (mail.smtp_from, mail.smtp_port_or_usual) == ("harkara@example.in", 465)


@pytest.mark.parametrize(
    ("values", "way"),
    [
        ({}, "command"),
        ({"smtp_host": "mail.example.in", "smtp_from": "no-reply@example.in"}, "email"),
        ({"supabase_url": "https://project.supabase.co"}, "email"),
    ],
)
def test_how_a_forgotten_password_is_replaced(values: dict[str, object], way: str) -> None:
    assert settings(**values).password_reset == way


class TestLocalSecrets:
    def test_they_are_made_once_and_only_we_can_read_them(self, tmp_path: Path) -> None:
        first = with_local_secrets(settings(data_dir=tmp_path / "data"))
        second = with_local_secrets(settings(data_dir=tmp_path / "data"))

        assert first.encryption_key is not None
        assert first == second
        mode = (tmp_path / "data" / "secrets.json").stat().st_mode
        assert stat.S_IMODE(mode) == 0o600

    def test_what_is_set_wins(self, tmp_path: Path) -> None:
        own = with_local_secrets(settings(data_dir=tmp_path, encryption_key="mine"))
        assert own.encryption_key is not None
        assert own.encryption_key.get_secret_value() == "mine"

    def test_with_the_real_meta_nothing_is_made_up_for_it(self, tmp_path: Path) -> None:
        real = with_local_secrets(settings(data_dir=tmp_path, meta_access_token="EAAB"))
        assert real.meta_app_secret is None
        assert real.meta_webhook_verify_token is None


LEGACY_SERVICE_KEY = "eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoic2VydmljZV9yb2xlIn0.x"  # {"role": "service_role"}
LEGACY_ANON_KEY = "eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.x"  # {"role": "anon"}


class TestSupabaseKeys:
    @pytest.mark.parametrize("key", ["sb_secret_abc", LEGACY_SERVICE_KEY])
    def test_a_secret_key_is_never_handed_to_browsers(self, key: str) -> None:
        with pytest.raises(ValidationError, match="is a secret key"):
            settings(supabase_anon_key=key)

    @pytest.mark.parametrize("key", ["sb_publishable_abc", LEGACY_ANON_KEY, "a.b.c", "x", "..", "a.MTI.c"])
    def test_what_is_not_known_as_secret_is_taken(self, key: str) -> None:
        assert settings(supabase_anon_key=key).supabase_anon_key == key

    @pytest.mark.parametrize("secret", ["x" * 31, "क" * 10])
    def test_a_short_secret_is_refused(self, secret: str) -> None:
        with pytest.raises(ValidationError, match="32 bytes"):
            settings(supabase_jwt_secret=secret)

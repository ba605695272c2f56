"""Signatures over raw bytes, and Meta's handshake."""

from __future__ import annotations

import hashlib
import hmac

import pytest

from harkara.integrations.whatsapp.webhooks.signature import is_signed, is_verification

SECRET = "app-secret"


def test_of_the_raw_bytes() -> None:
    # Meta escapes non-ASCII and slashes; parsing and writing it again would give other bytes.
    body = rb'{"text":"\u0928\u092e\u0938\u094d\u0924\u0947 \/"}'
    signature = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert is_signed(SECRET, body, signature)
    assert not is_signed(SECRET, body + b" ", signature)
    assert not is_signed("other", body, signature)
    assert not is_signed(SECRET, body, signature[:-1])


@pytest.mark.parametrize("header", [None, "", "sha256=", "sha1=abc", "abc", "sha256=é"])
def test_missing_or_odd_header(header: str | None) -> None:
    assert not is_signed(SECRET, b"{}", header)


def test_verification() -> None:
    assert is_verification("subscribe", "token", "token")
    assert not is_verification("subscribe", "tokem", "token")
    assert not is_verification("unsubscribe", "token", "token")
    assert not is_verification("subscribe", None, "token")

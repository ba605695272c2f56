"""Secrets at rest: bound to their place, readable with former keys, unreadable otherwise."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harkara.kit.crypto import SecretBox, UnreadableSecretError

OLD, NEW = base64.b64encode(b"o" * 32).decode(), base64.b64encode(b"n" * 32).decode()
PLACE = "whatsapp_numbers.access_token:1065"


@given(secret=st.text(min_size=1))
def test_round_trip(secret: str) -> None:
    box = SecretBox(NEW)
    assert box.decrypt(box.encrypt(secret, PLACE), PLACE) == secret


def test_the_same_secret_never_looks_the_same() -> None:
    box = SecretBox(NEW)
    assert box.encrypt("EAAB", PLACE) != box.encrypt("EAAB", PLACE)


def test_a_former_key_still_reads_and_the_first_key_writes() -> None:
    sealed = SecretBox(OLD).encrypt("EAAB", PLACE)
    both = SecretBox(f"{NEW}, {OLD}")
    assert both.decrypt(sealed, PLACE) == "EAAB"
    assert SecretBox(NEW).decrypt(both.encrypt("EAAB", PLACE), PLACE) == "EAAB"


@pytest.mark.parametrize("place", ["whatsapp_numbers.access_token:1066", "llm_settings.api_key:1"])
def test_a_value_moved_to_another_row_is_refused(place: str) -> None:
    box = SecretBox(NEW)
    with pytest.raises(UnreadableSecretError, match="another row"):
        box.decrypt(box.encrypt("EAAB", PLACE), place)


def test_without_its_key_it_stays_closed_and_says_what_to_do() -> None:
    sealed = SecretBox(OLD).encrypt("EAAB", PLACE)
    with pytest.raises(UnreadableSecretError) as refused:
        SecretBox(NEW).decrypt(sealed, PLACE)
    assert "ENCRYPTION_KEY" in (refused.value.mend or "")


@given(junk=st.binary(max_size=80))
def test_junk_is_refused_not_crashed_on(junk: bytes) -> None:
    with pytest.raises(UnreadableSecretError):
        SecretBox(NEW).decrypt(junk, PLACE)


def test_a_passphrase_works_too() -> None:
    box = SecretBox("correct horse battery staple")
    assert box.decrypt(box.encrypt("EAAB", PLACE), PLACE) == "EAAB"


def test_no_key_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="ENCRYPTION_KEY"):
        SecretBox(" , ")

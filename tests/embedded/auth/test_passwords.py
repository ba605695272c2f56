"""The rules of passwords (ASVS 5.0, 6.2): long enough, not among the common ones, and nothing else."""

from __future__ import annotations

from pathlib import Path

import argon2
import pytest

from harkara.embedded.auth import passwords
from harkara.embedded.auth.passwords import MINIMUM_LENGTH, Passwords, WeakPasswordError, check_strength


@pytest.mark.parametrize("password", ["12345678", "Password1", "QWERTYUIOP", "iloveyou", "Sunshine1", "letmein1"])
def test_common_ones_are_refused_in_any_case(password: str) -> None:
    with pytest.raises(WeakPasswordError, match="most common"):
        check_strength(password)


def test_the_list_has_the_three_thousand_most_common_of_this_length() -> None:
    known = Path(passwords.__file__).with_name("common_passwords.txt").read_text(encoding="utf-8").split()
    assert len({word for word in known if len(word) >= MINIMUM_LENGTH}) >= 3000


@pytest.mark.parametrize("password", ["नमस्ते दुनिया", "only small letters", "x" * 64 + "y", "🦚🦚🦚🦚🦚🦚🦚🦚"])
def test_nothing_is_asked_of_their_composition(password: str) -> None:
    check_strength(password)


async def test_no_sign_is_cut_off() -> None:
    long = "a very long sentence that goes on beyond the seventy-two bytes at which older hashes stop reading"
    keeper = Passwords()
    hashed = await keeper.hash(long)
    assert hashed.startswith("$argon2id$")
    assert await keeper.verify(long, hashed)
    assert not await keeper.verify(long[:-1], hashed)


async def test_somebody_unknown_costs_as_much_as_somebody_known() -> None:
    """The hash of nobody is made with the same parameters, so the same work is done."""
    keeper = Passwords()
    known = argon2.extract_parameters(await keeper.hash("seven monsoon umbrellas"))
    nobody = argon2.extract_parameters(passwords._hash_of_nobody(argon2.PasswordHasher()))
    assert nobody == known
    assert not await keeper.verify("anything", None)

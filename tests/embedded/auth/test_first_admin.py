"""The admin of the first start: from the settings, or made up; never changed by a restart."""

from __future__ import annotations

import pytest
from tests.embedded.auth.auth_api import PASSWORD

from harkara.embedded.auth.first_admin import FirstAdmin, ensure_admin
from harkara.embedded.auth.passwords import Passwords, WeakPasswordError
from harkara.embedded.auth.users import BadEmailError, UnknownUserError, create_user, find_user, user_to_reset
from harkara.kit.db import Database
from harkara.kit.settings import Settings


async def start(database: Database, **settings: str) -> FirstAdmin:
    async with database.transaction() as session:
        return await ensure_admin(session, Passwords(), Settings(_env_file=None, **settings))  # pyright: ignore


async def may_sign_in(database: Database, email: str, password: str) -> bool:
    async with database.transaction() as session:
        user = await find_user(session, email)
        return await Passwords().verify(password, user and user.password_hash)


async def test_without_settings_a_password_is_made_up_once(database: Database) -> None:
    first = await start(database)
    assert first.password
    assert await may_sign_in(database, first.email, first.password)

    assert await start(database) == FirstAdmin(first.email)


async def test_the_settings_make_the_admin(database: Database) -> None:
    admin = await start(database, admin_email="Admin@Example.in", admin_password=PASSWORD)

    assert admin == FirstAdmin("admin@example.in")
    assert await may_sign_in(database, "admin@example.in", PASSWORD)


async def test_an_email_alone_gets_a_made_up_password(database: Database) -> None:
    admin = await start(database, admin_email="admin@example.in")

    assert admin.password
    assert await may_sign_in(database, "admin@example.in", admin.password)


async def test_a_restart_keeps_a_changed_password_and_says_so(database: Database) -> None:
    await start(database, admin_email="admin@example.in", admin_password=PASSWORD)

    again = await start(database, admin_email="admin@example.in", admin_password="another long password")

    assert "reset-password" in (again.note or "")
    assert await may_sign_in(database, "admin@example.in", PASSWORD)


@pytest.mark.parametrize("password", ["short", "Password123", "whatsapp123", "x" * 1001])
async def test_weak_passwords_are_refused(database: Database, password: str) -> None:
    with pytest.raises(WeakPasswordError):
        await start(database, admin_password=password)


@pytest.mark.parametrize("email", ["admin", "@example.in", "a b@example.in"])
async def test_what_is_no_email_is_refused(database: Database, email: str) -> None:
    with pytest.raises(BadEmailError):
        await start(database, admin_email=email)


async def test_a_reset_without_an_email_needs_a_single_user(database: Database) -> None:
    async with database.transaction() as session:
        with pytest.raises(UnknownUserError):
            await user_to_reset(session, None)
        await create_user(session, Passwords(), "one@example.in", PASSWORD)
        assert (await user_to_reset(session, None)).email == "one@example.in"
        await create_user(session, Passwords(), "two@example.in", PASSWORD)
        with pytest.raises(UnknownUserError, match="2 users"):
            await user_to_reset(session, None)

"""`harkara admin`: who may sign in, in embedded mode. With Supabase, users are made in its own dashboard."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from harkara.embedded.auth.first_admin import FirstAdmin

Result = TypeVar("Result")

app = typer.Typer(help="Make the admin, or give a new password.", no_args_is_help=True)

Email = Annotated[str, typer.Option(help="Whose account.", prompt=True)]
OptionalEmail = Annotated[str | None, typer.Option(help="Whose account; needless while there is only one.")]
Generate = Annotated[bool, typer.Option("--generate", help="Make up a password and print it, instead of asking.")]


@app.command()
def create(email: Email, generate: Generate = False) -> None:
    """Make a user who may sign in and do everything."""
    password = _new_password(generate=generate)

    async def work(session: AsyncSession) -> str:
        from harkara.embedded.auth.passwords import Passwords
        from harkara.embedded.auth.users import create_user

        return (await create_user(session, Passwords(), email, password)).email

    _report(_in_transaction(work), password if generate else None, "may sign in now")


@app.command()
def first() -> None:
    """Make the admin that ADMIN_EMAIL and ADMIN_PASSWORD name, unless there is one; `harkara run` does it by itself."""

    async def work(session: AsyncSession) -> FirstAdmin:
        from harkara.embedded.auth.first_admin import ensure_admin
        from harkara.embedded.auth.passwords import Passwords
        from harkara.entrypoints.supervisor.preflight import load_settings

        return await ensure_admin(session, Passwords(), load_settings())

    admin = _in_transaction(work)
    _report(admin.email, admin.password, "may sign in")


@app.command("reset-password")
def reset_password(email: OptionalEmail = None, generate: Generate = False) -> None:
    """Give a new password and end all sessions of that user."""
    password = _new_password(generate=generate)

    async def work(session: AsyncSession) -> str:
        from harkara.embedded.auth.passwords import Passwords
        from harkara.embedded.auth.users import set_password, user_to_reset

        user = await user_to_reset(session, email)
        await set_password(session, Passwords(), user, password)
        return user.email

    _report(_in_transaction(work), password if generate else None, "has a new password, all sessions are ended")


def _new_password(*, generate: bool) -> str:
    from harkara.embedded.auth.passwords import check_strength
    from harkara.embedded.auth.users import random_password

    if generate:
        return random_password()
    password: str = typer.prompt("New password", hide_input=True, confirmation_prompt=True)
    check_strength(password)
    return password


def _in_transaction(work: Callable[[AsyncSession], Awaitable[Result]]) -> Result:
    from harkara.embedded.database import database_url
    from harkara.entrypoints.cli.command_parts import require_current_tables
    from harkara.entrypoints.supervisor.errors import BadSettingsError
    from harkara.entrypoints.supervisor.preflight import load_settings
    from harkara.kit.db import Database

    settings = load_settings()
    if settings.mode == "supabase":
        raise BadSettingsError("SUPABASE_URL is set: users are made in Supabase's own dashboard, under Authentication.")

    async def connected() -> Result:
        async with database_url(settings) as url:
            await require_current_tables(url)
            database = Database(url)
            try:
                async with database.transaction() as session:
                    return await work(session)
            finally:
                await database.close()

    return asyncio.run(connected())


def _report(email: str, password: str | None, what: str) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    console.print(f"[green]✓[/green] {email} {what}.")
    if password:
        console.print(f"  Password: [bold]{password}[/bold]")

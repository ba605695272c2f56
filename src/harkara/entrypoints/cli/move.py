"""`harkara move`: from the embedded database into another PostgreSQL, Supabase's or one's own. `harkara discard-former`: clear up."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from harkara.entrypoints.archive.moving import Moved


def move(
    to: Annotated[
        str, typer.Option(envvar="NEW_DATABASE_URL", help="The new database: postgresql://user:password@host:5432/name")
    ],
) -> None:
    """Move everything into another database. The platform must be stopped, and no campaign may be running."""
    from rich.console import Console

    from harkara.embedded.database import database_url
    from harkara.entrypoints.archive.moving import move as move_installation
    from harkara.entrypoints.archive.new_settings import write_new_settings
    from harkara.entrypoints.cli.command_parts import require_current_tables
    from harkara.entrypoints.cli.embedded_settings import embedded_settings
    from harkara.entrypoints.cli.long_work import LongWork
    from harkara.entrypoints.revision import has_tables
    from harkara.entrypoints.supervisor.database_address import require_usable_address
    from harkara.entrypoints.supervisor.preflight import require_database

    require_usable_address(to, is_supabase=False)
    settings, key = embedded_settings()
    console = Console(highlight=False)

    async def work() -> Moved:
        async with database_url(settings) as url:
            await require_database(to)
            if await has_tables(url):
                await require_current_tables(url)
            with LongWork(console) as told:
                return await move_installation(url, to, told, settings.admin_email)

    moved = asyncio.run(work())
    path = write_new_settings(settings.data_dir, to, key)
    for line in _report(moved, str(path)):
        console.print(line, soft_wrap=True, markup=False)


def discard_former() -> None:
    """Remove the databases that a restore or a move has left beside the one in use."""
    from rich.console import Console

    from harkara.embedded.database import database_url
    from harkara.entrypoints.archive import databases
    from harkara.entrypoints.cli.embedded_settings import embedded_cluster

    console = Console(highlight=False)

    async def work() -> list[str]:
        async with database_url(embedded_cluster()) as url:
            found = [name for name in (databases.FORMER, databases.MOVED) if await databases.exists(url, name)]
            for name in found:
                await databases.drop(url, name)
            return found

    removed = asyncio.run(work())
    console.print(f"✓ Removed: {', '.join(removed)}." if removed else "✓ There is nothing to remove.")


def _report(moved: Moved, path: str) -> list[str]:
    from harkara.kit.wording import grouped

    lines = [
        f"✓ {grouped(moved.rows)} rows are in the new database, counted on both sides.",
        f"→ Put the lines of {path} (DATABASE_URL and ENCRYPTION_KEY) into .env, here or on the new machine, and start the platform.",
    ]
    if moved.sign_in_stays:
        lines.append(
            "→ Supabase does sign-in now: set SUPABASE_URL, SUPABASE_ANON_KEY and ADMIN_EMAIL too, and make the admin in its dashboard. "
            "The embedded admin stayed behind."
        )
    else:
        lines.append("  The admin signs in as before.")
    lines.append(
        "  The embedded database is set aside as harkara_moved, so that no campaign can go on twice; "
        "`harkara discard-former` removes it."
    )
    return lines

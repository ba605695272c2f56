"""`harkara rotate-key`: a new encryption key, and every stored secret sealed with it, while the platform runs."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from harkara.kit.wording import grouped

if TYPE_CHECKING:
    from rich.console import Console

    from harkara.entrypoints.key_rotation import Outcome
    from harkara.kit.db import Database
    from harkara.kit.settings import Settings

NewKey = Annotated[
    bool, typer.Option("--new-key", help="Make another key even if all secrets have the newest one already.")
]


def rotate_key(new_key: NewKey = False) -> None:
    """Seal all stored secrets with a new encryption key. May be ended and repeated at any time; nothing has to stop."""
    from harkara.entrypoints.cli.command_parts import command_parts
    from harkara.kit.db import Database
    from harkara.kit.settings import Settings

    async def work() -> None:
        async with command_parts() as parts:
            await _rotate(parts[Settings], parts[Database], wants_new=new_key)

    asyncio.run(work())


async def _rotate(settings: Settings, database: Database, *, wants_new: bool) -> None:
    from rich.console import Console

    from harkara.entrypoints.key_rotation import require_fitting_keys, reseal_everything
    from harkara.kit.local_secrets import keys_are_own, secret_box

    console = Console(highlight=False, soft_wrap=True)
    own = keys_are_own(settings)
    await require_fitting_keys(database, secret_box(settings))
    if own:
        await _put_new_key_first(settings, database, wants_new=wants_new)
    else:
        _require_two_keys(settings)
    with console.status("Sealing ...") as status:
        outcome = await reseal_everything(
            database, secret_box(settings), lambda count: status.update(f"Sealing ... {grouped(count)} secrets done")
        )
    _report(console, settings, outcome, own=own)


async def _put_new_key_first(settings: Settings, database: Database, *, wants_new: bool) -> None:
    """Make a key, unless a former run made one and did not come to its end."""
    from harkara.entrypoints.key_rotation import keys_in_use
    from harkara.kit.local_secrets import OwnKeys, new_key, secret_box

    own, box = OwnKeys(settings.data_dir), secret_box(settings)
    is_first_rotation = "," not in own.read()
    is_unfinished = any(box.knows(key) for key in await keys_in_use(database) - {box.current_key})
    if is_first_rotation or (wants_new and not is_unfinished):
        own.put_first(new_key())


def _require_two_keys(settings: Settings) -> None:
    from harkara.entrypoints.supervisor.errors import BadSettingsError

    assert settings.encryption_key is not None
    if "," not in settings.encryption_key.get_secret_value():
        raise BadSettingsError(
            "ENCRYPTION_KEY is set and holds one key. Put a new one before it, separated by a comma"
            " (openssl rand -base64 32), restart all processes with both, then run this again."
        )


def _report(console: Console, settings: Settings, outcome: Outcome, *, own: bool) -> None:
    from harkara.kit.local_secrets import FILE

    console.print(
        f"[green]✓[/green] All stored secrets have the newest key; {grouped(outcome.resealed)} were sealed anew."
    )
    for place in outcome.unreadable:
        console.print(f"  [yellow]![/yellow] {place} could not be read before either: no key listed opens it.")
    where = f"encryption_key in {settings.data_dir / FILE}" if own else "ENCRYPTION_KEY"
    console.print(
        f"  {where} lists the newest key first. Keep the former ones 90 days longer (they recognise late events about"
        " customers erased before today) and as long as you may want to restore a backup of before today; then"
        " remove everything behind the first comma" + ("." if own else ", and restart all processes.")
    )

"""`harkara backup` and `harkara restore`: the embedded database into one file, and back."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from harkara.entrypoints.archive.backup import Written
    from harkara.entrypoints.archive.restore import Restored
    from harkara.entrypoints.archive.unsealing import Keys

PassphraseFile = Annotated[
    Path | None, typer.Option(help="Read the passphrase from this file instead of asking; for cron.", exists=True)
]


def backup(
    to: Annotated[Path | None, typer.Option(help="File or directory; else DATA_DIR/backups.")] = None,
    with_keys: Annotated[bool, typer.Option("--with-keys", help="Put ENCRYPTION_KEY in, under a passphrase.")] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write the embedded database into one file; the platform may run meanwhile."""
    from rich.console import Console

    from harkara.embedded.database import database_url
    from harkara.entrypoints.archive.backup import usual_target, write_backup
    from harkara.entrypoints.archive.sealed_keys import seal_keys
    from harkara.entrypoints.cli.command_parts import require_current_tables
    from harkara.entrypoints.cli.embedded_settings import embedded_settings
    from harkara.entrypoints.cli.long_work import LongWork
    from harkara.kit.clock import SystemClock
    from harkara.kit.crypto import SecretBox

    settings, key = embedded_settings()
    keys = seal_keys(key, _passphrase(passphrase_file, confirm=True)) if with_keys else None
    console, clock = Console(highlight=False), SystemClock()

    async def work() -> Written:
        async with database_url(settings) as url:
            await require_current_tables(url)
            target = usual_target(to, settings.data_dir, clock)
            with LongWork(console) as told:
                return await write_backup(url, target, SecretBox(key), clock, told, keys=keys)

    written = asyncio.run(work())
    rows = sum(written.manifest.tables.values())
    size = written.path.stat().st_size / 1e6
    console.print(f"[green]✓[/green] {written.path} ({size:.1f} MB, {rows} rows)", soft_wrap=True)
    if not with_keys:
        console.print(
            "  Access tokens in it are of no use without ENCRYPTION_KEY (DATA_DIR/secrets.json, unless you set it): "
            "keep that apart, or use --with-keys.",
            soft_wrap=True,
        )


def restore(
    file: Annotated[Path, typer.Argument(help="What `harkara backup` wrote.")],
    passphrase_file: PassphraseFile = None,
    without_key: Annotated[
        bool, typer.Option("--without-key", help="Restore although its secrets cannot be read; it is not verified.")
    ] = False,
) -> None:
    """Put a backup in the place of the embedded database, which stays beside it. The platform must be stopped."""
    from rich.console import Console

    from harkara.embedded.database import database_url
    from harkara.entrypoints.archive.archive_file import Archive
    from harkara.entrypoints.archive.restore import restore_backup
    from harkara.entrypoints.archive.unsealing import keys_for
    from harkara.entrypoints.cli.embedded_settings import embedded_settings
    from harkara.entrypoints.cli.long_work import LongWork
    from harkara.kit.clock import SystemClock
    from harkara.kit.local_secrets import add_encryption_key
    from harkara.kit.settings import Settings

    settings, key = embedded_settings()
    console = Console(highlight=False)

    async def work() -> tuple[Restored, Keys]:
        with Archive(file) as archive:
            keys = keys_for(
                archive,
                key,
                passphrase=lambda: _passphrase(passphrase_file),
                may_add=Settings().encryption_key is None,
                without_key=without_key,
            )

            def keep_keys() -> None:
                if keys.added is not None:
                    add_encryption_key(settings.data_dir, keys.added)

            async with database_url(settings) as url:
                with LongWork(console) as told:
                    restored = await restore_backup(url, archive, keys.box, SystemClock(), told, before_use=keep_keys)
            return restored, keys

    restored, keys = asyncio.run(work())
    for line in _report(restored, keys_complete=keys.are_complete):
        console.print(line, soft_wrap=True, markup=False)


def _passphrase(file: Path | None, *, confirm: bool = False) -> str:
    if file is not None:
        return file.read_text().strip()
    return typer.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm)


def _report(restored: Restored, *, keys_complete: bool) -> list[str]:
    from harkara.kit.wording import grouped, ist

    aftermath = restored.aftermath
    lines = [f"✓ The backup of {ist(restored.manifest.taken_at)} is in use."]
    unknown = sum(campaign.unknown for campaign in aftermath.campaigns)
    if aftermath.campaigns:
        lines.append(
            f"! {len(aftermath.campaigns)} campaigns are stopped. Of {grouped(unknown)} recipients it is not known whether they got "
            "their message after the backup; `harkara campaign resume` sends to all of them."
        )
        lines += [
            f"    {campaign.name} ({campaign.id}): {grouped(campaign.unknown)}" for campaign in aftermath.campaigns
        ]
    if aftermath.replies:
        lines.append(f"! {aftermath.replies} replies and waiting messages of customers are left unanswered.")
    if aftermath.erased:
        lines.append(f"✓ {aftermath.erased} customers who were erased after the backup were erased once more.")
    if not restored.erasures_known:
        lines.append(
            "! Who was erased after the backup is not known here: erase them again (`harkara contacts erase`)."
        )
    if not keys_complete:
        lines.append("! Its secrets cannot be read: enter access tokens and the language model's key again.")
    if restored.former:
        lines.append(
            f"  The former database is kept as {restored.former} until the next restore or `harkara discard-former`. Everybody must sign in again."
        )
    return lines

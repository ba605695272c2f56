"""The command line. Each group of commands is one file; they import what they need when called, so that help is quick."""

from __future__ import annotations

import typer

from harkara.entrypoints.cli import (
    admin,
    backup,
    campaign,
    contacts,
    doctor,
    llm,
    move,
    numbers,
    processes,
    templates,
    webhooks,
)
from harkara.entrypoints.cli.failures import explained
from harkara.entrypoints.cli.rotate_key import rotate_key
from harkara.kit.version import version_line

app = typer.Typer(
    name="harkara",
    help="Bulk WhatsApp template campaigns that never lose and never double a message.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"harkara {version_line()}")
        raise typer.Exit


@app.callback()
def options(
    _version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Print the version and the commit."
    ),
) -> None:
    """Bulk WhatsApp template campaigns that never lose and never double a message."""


for command in (
    *(processes.run, processes.api, processes.worker, processes.sandbox, processes.migrate),
    *(doctor.doctor, rotate_key, backup.backup, backup.restore, move.move, move.discard_former),
):
    app.command()(command)
for name, group in (
    ("admin", admin),
    ("numbers", numbers),
    ("templates", templates),
    ("campaign", campaign),
    ("contacts", contacts),
    ("llm", llm),
    ("webhooks", webhooks),
):
    app.add_typer(group.app, name=name)


def main() -> None:
    """Run the command line; a failure is one clear line and a mend, never a stack trace."""
    with explained():
        app()

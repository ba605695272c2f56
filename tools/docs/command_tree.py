"""The commands of `harkara` as a list, from Typer itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from harkara.entrypoints.cli import app


@dataclass(frozen=True, slots=True)
class Command:
    """One command, named with the groups above it."""

    name: str
    help: str
    arguments: tuple[TyperArgument, ...]
    options: tuple[TyperOption, ...]


def every_command() -> list[Command]:
    """Return all commands, those of a group together."""
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    return list(_below(group, "harkara"))


def _below(group: TyperGroup, path: str) -> Iterator[Command]:
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from _below(command, f"{path} {name}")
        elif isinstance(command, TyperCommand):
            arguments = tuple(part for part in command.params if isinstance(part, TyperArgument))
            options = tuple(part for part in command.params if isinstance(part, TyperOption))
            yield Command(f"{path} {name}", command.help or "", arguments, options)

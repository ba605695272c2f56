"""The page of commands, each with its arguments and options."""

from __future__ import annotations

from typer.core import TyperArgument, TyperOption

from tools.docs.command_tree import Command, every_command
from tools.docs.markdown import code, page, prose, table

_INTRODUCTION = """The command is `.venv/bin/harkara` after the first `make run`. It works on the same database as the dashboard, with the
same checks, and reads the same [settings](settings.md). What goes wrong is one line with what to do about it, and the exit status 1.
`--help` after any command says what stands here."""


def commands_page() -> str:
    """Return the page."""
    return page("Command line", _INTRODUCTION, *map(_section, every_command()))


def _section(command: Command) -> str:
    usage = " ".join([command.name, *map(_usage, command.arguments), *(["[OPTIONS]"] if command.options else [])])
    rows = [_argument(part) for part in command.arguments] + [_option(part) for part in command.options]
    return "\n\n".join(
        [
            f"## {command.name}",
            prose(command.help),
            f"```\n{usage}\n```",
            table(("", "meaning", "unset"), rows),
        ]
    )


def _usage(argument: TyperArgument) -> str:
    name = _name(argument)
    return name if argument.required else f"[{name}]"


def _name(argument: TyperArgument) -> str:
    return argument.metavar or (argument.name or "").upper()


def _argument(argument: TyperArgument) -> tuple[str, ...]:
    return code(_name(argument)), prose(argument.help or ""), "needed" if argument.required else ""


def _option(option: TyperOption) -> tuple[str, ...]:
    names = ", ".join(map(code, [*option.opts, *option.secondary_opts]))
    variable = f" Also `{option.envvar}`." if isinstance(option.envvar, str) else ""
    return names, prose(option.help or "") + variable, _unset(option)


def _unset(option: TyperOption) -> str:
    if option.required:
        return "asked for" if option.prompt else "needed"
    if isinstance(option.show_default, str):
        return prose(option.show_default)
    nothing = option.is_flag or option.default in (None, "") or callable(option.default)
    return "" if nothing else code(str(option.default))

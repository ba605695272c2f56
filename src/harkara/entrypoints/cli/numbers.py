"""`harkara numbers`: connect, list, sync, watch and delete WhatsApp numbers, through the same services as the API."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from harkara.entrypoints.cli.run_with_parts import run_with_parts
from harkara.entrypoints.cli.templates import fail_if_incomplete

if TYPE_CHECKING:
    from harkara.core.numbers.schemas import NewNumber, NumberOut
    from harkara.kit.parts import Parts

app = typer.Typer(help="Connect, list, sync and delete WhatsApp numbers.", no_args_is_help=True)

Number = Annotated[str, typer.Argument(help="The number's id, display name or phone number id.")]
TOKEN_VARIABLE = "META_ACCESS_TOKEN"  # noqa: S105 - the name of a setting, not a secret


@app.command()
def add(
    phone_number_id: Annotated[str, typer.Option(help="Meta's Phone Number ID.", prompt="Phone Number ID")],
    name: Annotated[str, typer.Option(help="What the number is called here.", prompt="Display name")],
    token_file: Annotated[
        typer.FileText | None,
        typer.Option(
            help=f"File that holds the access token, - for standard input; else ${TOKEN_VARIABLE}, else asked."
        ),
    ] = None,
    waba_id: Annotated[str | None, typer.Option(help="WhatsApp Business Account ID; usually found by itself.")] = None,
    prompt_file: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="File with the system prompt of automatic replies.")
    ] = None,
) -> None:
    """Connect a number, or give a known one a new token. Validated with Meta before anything is saved."""
    token = token_file.read() if token_file else _token()
    system_prompt = prompt_file.read_text(encoding="utf-8") if prompt_file else ""
    new = _checked(phone_number_id, name, token, waba_id, system_prompt)

    async def work(parts: Parts) -> None:
        from harkara.core.numbers.service import add_number
        from harkara.core.templates.sync import TemplateSync
        from harkara.entrypoints.cli.numbers_view import show_connected
        from harkara.entrypoints.cli.templates_view import show_results, waiting
        from harkara.integrations.whatsapp.client import GraphClient
        from harkara.kit.crypto import SecretBox
        from harkara.kit.db import Database
        from harkara.kit.jobs import JobQueue

        with waiting("Asking Meta ..."):
            number = await add_number(parts[Database], parts[GraphClient], parts[SecretBox], parts[JobQueue], new)
        show_connected(number)
        with waiting("Fetching the templates ..."):
            result = await TemplateSync.of(parts).number(number.id)
        show_results([result])
        fail_if_incomplete([result])

    run_with_parts(work)


@app.command("list")
def list_() -> None:
    """List the connected numbers."""

    async def work(parts: Parts) -> None:
        from harkara.entrypoints.cli.numbers_view import show_numbers

        show_numbers(await _all(parts))

    run_with_parts(work)


@app.command()
def sync(number: Number) -> None:
    """Fetch the templates of a number's account from Meta now."""

    async def work(parts: Parts) -> None:
        from harkara.core.templates.sync import TemplateSync
        from harkara.entrypoints.cli.templates_view import show_results, waiting

        number_id = (await _meant(parts, number))[0]
        with waiting("Fetching the templates ..."):
            result = await TemplateSync.of(parts).number(number_id)
        show_results([result])
        fail_if_incomplete([result])

    run_with_parts(work)


@app.command()
def rates(
    number: Number,
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many changes at most.")] = 20,
) -> None:
    """Show how the number's sending rate changed and why, newest first."""

    async def work(parts: Parts) -> None:
        from harkara.core.numbers.service import list_rate_changes
        from harkara.entrypoints.cli.numbers_view import show_rates
        from harkara.kit.db import Database

        number_id, name = await _meant(parts, number)
        async with parts[Database].transaction() as session:
            page = await list_rate_changes(session, number_id, None, limit)
        show_rates(name, page.items)

    run_with_parts(work)


@app.command()
def delete(
    number: Number, yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask for confirmation.")] = False
) -> None:
    """Remove a number and its access token. What it sent stays; adding it again brings it back."""

    async def work(parts: Parts) -> None:
        from harkara.core.numbers.service import delete_number
        from harkara.kit.clock import Clock
        from harkara.kit.db import Database

        number_id, name = await _meant(parts, number)
        if not yes:
            typer.confirm(f"Delete '{name}' and its access token?", abort=True)
        async with parts[Database].transaction() as session:
            await delete_number(session, number_id, parts[Clock].now())
        typer.echo(f"'{name}' is deleted.")

    run_with_parts(work)


def _token() -> str:
    """Take the token from the environment or ask for it unseen: an argument would show up in `ps` and the shell's history."""
    from harkara.entrypoints.supervisor.preflight import load_settings

    configured = load_settings().meta_access_token
    if configured is not None:
        typer.echo(f"Using the access token of {TOKEN_VARIABLE}.")
        return configured.get_secret_value()
    return str(typer.prompt("Access token", hide_input=True))


def _checked(phone_number_id: str, name: str, token: str, waba_id: str | None, system_prompt: str) -> NewNumber:
    """Check the input as the API does; what is wrong is named by its field, and the token never shown."""
    from pydantic import SecretStr, ValidationError

    from harkara.core.numbers.schemas import NewNumber
    from harkara.kit.errors import InvalidInputError

    try:
        return NewNumber(
            phone_number_id=phone_number_id,
            display_name=name,
            access_token=SecretStr(token),
            waba_id=waba_id,
            system_prompt=system_prompt,
        )
    except ValidationError as error:
        named = [f"{item['loc'][0]}: {item['msg']}" for item in error.errors(include_input=False)]
        raise InvalidInputError("; ".join(named) + ".", mend="Correct the named values.") from None


async def _meant(parts: Parts, reference: str) -> tuple[int, str]:
    """Return id and name of the number a person means."""
    from harkara.features.campaigns.selection import choose_number
    from harkara.kit.db import Database

    async with parts[Database].transaction() as session:
        number = await choose_number(session, reference)
        return number.id, number.display_name


async def _all(parts: Parts) -> list[NumberOut]:
    from harkara.core.numbers.service import list_numbers
    from harkara.kit.db import Database

    found: list[NumberOut] = []
    cursor: str | None = None
    async with parts[Database].transaction() as session:
        while True:
            page = await list_numbers(session, cursor, 500)
            found += page.items
            cursor = page.next_cursor
            if cursor is None:
                return found

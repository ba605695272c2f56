"""`harkara contacts`: one customer's data, taken out or erased, through the same services as the API."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from harkara.entrypoints.cli.run_with_parts import run_with_parts

if TYPE_CHECKING:
    from harkara.core.contacts.models import Contact
    from harkara.features.privacy.schemas import ErasureOut
    from harkara.kit.parts import Parts

app = typer.Typer(help="Export or erase what is held about one customer.", no_args_is_help=True)

Customer = Annotated[
    str, typer.Argument(metavar="PHONE", help="Phone number as people write it; or the user id, or the username.")
]


@app.command()
def export(
    customer: Customer,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Where to; - is the terminal.", show_default="customer-ID.json"),
    ] = None,
) -> None:
    """Write everything that is held about a customer into a JSON file."""

    async def work(parts: Parts) -> None:
        from harkara.features.privacy import exporting, service
        from harkara.kit.clock import Clock
        from harkara.kit.db import Database

        async with parts[Database].transaction() as session:
            found = await service.find_customer(session, customer)
            document = await exporting.export(session, parts[Clock], found.id)
        path = output or Path(f"customer-{found.id}.json")
        if str(path) == "-":
            typer.echo(document.decode())
        else:
            path.write_bytes(document)
            typer.echo(f"Written to {path}")

    run_with_parts(work)


@app.command()
def erase(
    customer: Customer,
    confirm: Annotated[
        str | None, typer.Option(help="The last four digits of the number, for scripts; else they are asked for.")
    ] = None,
) -> None:
    """Erase a customer for good: messages, names, numbers, media, variables. Totals of campaigns and days stay."""

    async def work(parts: Parts) -> None:
        from harkara.features.privacy import service
        from harkara.kit.clock import Clock
        from harkara.kit.crypto import SecretBox
        from harkara.kit.db import Database
        from harkara.kit.jobs import JobQueue

        async with parts[Database].transaction() as session:
            found = await service.find_customer(session, customer)
        typed = _asked(found) if confirm is None else confirm
        async with parts[Database].transaction() as session:
            erasure = await service.erase(session, parts[JobQueue], parts[SecretBox], parts[Clock], found.id, typed)
        _tell(erasure)

    run_with_parts(work)


def _asked(found: Contact) -> str:
    typer.echo(f"Customer {found.id}: {found.profile_name or 'without a name'}, {found.wa_id or found.bsuid}")
    typer.echo("Messages, names, numbers and values go and cannot be brought back. Totals of campaigns and days stay.")
    answer: str = typer.prompt("Type the last four characters of the number to erase the customer")
    return answer


def _tell(erasure: ErasureOut) -> None:
    typer.echo(
        f"Erased customer {erasure.contact_id}: {erasure.messages} messages, {erasure.campaign_rows} campaign rows."
    )
    if erasure.dropped:
        typer.echo(f"{erasure.dropped} campaign messages had not left yet; they count as failed.")
    if not erasure.raw_events_swept:
        typer.echo("A worker now cleans the stored copies of Meta's calls.")

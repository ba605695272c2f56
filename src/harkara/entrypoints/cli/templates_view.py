"""Templates and sync outcomes as text for a terminal. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from harkara.core.templates.changes import as_text
from harkara.core.templates.schemas import SyncResult, SyncRun, TemplateChangeOut, TemplateOut
from harkara.integrations.whatsapp.templates import MEDIA_FORMATS
from harkara.kit.wording import grouped, ist


def show_templates(templates: Sequence[TemplateOut]) -> None:
    """Print templates, what each needs from a CSV, and why it cannot be sent, if so."""
    console = Console(highlight=False)
    if not templates:
        console.print("No template fits. Fetch them from Meta with `harkara templates sync`.")
        return
    table = Table(box=box.SIMPLE, pad_edge=False)
    table.add_column("Id", no_wrap=True)
    table.add_column("Template", overflow="fold")
    for title in ("Category", "Status", "Needs"):
        table.add_column(title, no_wrap=True)
    for template in templates:
        table.add_row(str(template.id), _named(template), template.category, template.status, _needs(template))
    console.print(table)
    console.print(f"{grouped(len(templates))} in all")


def show_template(template: TemplateOut, changes: Sequence[TemplateChangeOut]) -> None:
    """Print one template and its history."""
    console = Console(highlight=False)
    console.print(_named(template))
    facts = [
        ("Category", template.category + (f" → {template.correct_category}" if template.correct_category else "")),
        ("Status", template.status),
        ("Quality", template.quality_score or "unknown"),
        ("Needs", _needs(template)),
        ("Account", template.waba_id),
    ]
    grid = Table(box=None, show_header=False)
    grid.add_column(style="dim")
    grid.add_column(overflow="fold")
    for label, value in facts:
        grid.add_row(label, value)
    grid.add_row("Text", Text(as_text(template.components)))
    console.print(grid)
    table = Table(box=box.SIMPLE, pad_edge=False, title="What changed", title_justify="left")
    for title in ("When", "What", "From", "To", "Told by"):
        table.add_column(title, overflow="fold")
    for change in changes:
        when = ist(change.occurred_at or change.created_at)
        cells = (change.kind, change.old_value or "", change.new_value or "", change.actor or change.source)
        table.add_row(when, *map(Text, cells))
    console.print(table)


def show_syncs(runs: Sequence[SyncRun]) -> None:
    """Print what syncs did, a line each, with their time and cause."""
    console = Console(highlight=False, soft_wrap=True)
    if not runs:
        console.print("No account was synced yet. Do it with `harkara templates sync`.")
    for run in runs:
        if run.finished_at is None:
            account = _account(run.number_names, run.waba_id)
            console.print(f"… {account}: under way since {ist(run.started_at)}", markup=False)
            continue
        result = SyncResult.model_validate(run, from_attributes=True)
        console.print(Text.assemble(_outcome(result), (f" · {run.trigger}, {ist(run.finished_at)}", "dim")))


def show_results(results: Sequence[SyncResult]) -> None:
    """Print what syncs did, a line per account."""
    console = Console(highlight=False, soft_wrap=True)
    if not results:
        console.print("No active number is connected. Connect one with `harkara numbers add`.")
    for result in results:
        console.print(_outcome(result))


def waiting(what: str) -> AbstractContextManager[object]:
    """Show a spinner while something takes time; nothing where the output is not a terminal."""
    return Console(stderr=True).status(what)


def _named(template: TemplateOut) -> Text:
    """Return `name:language` as the other commands take it, and below it why campaigns cannot send it."""
    mark = ("✓ ", "green") if template.is_sendable else ("✗ ", "red")
    reason = f"\n{template.unsendable_reason}" if template.unsendable_reason else ""
    return Text.assemble(mark, f"{template.name}:{template.language}", (reason, "dim"))


def _needs(template: TemplateOut) -> str:
    variables = f"{template.variable_count} variables" if template.variable_count else ""
    media = template.header_format if template.header_format in MEDIA_FORMATS else ""
    return ", ".join(need for need in (media, variables) if need) or "nothing"


def _outcome(result: SyncResult) -> Text:
    account = _account(result.number_names, result.waba_id)
    if result.error:
        return Text(f"✗ {account}: {result.error}", style="red")
    figures = (
        (result.seen, "templates"),
        (result.new, "new"),
        (result.changed, "changed"),
        (result.inactive, "deleted"),
    )
    told = " · ".join(f"{grouped(figure)} {what}" for figure, what in figures)
    return Text.assemble(("✓ ", "green"), f"{account}: {told}")


def _account(names: Sequence[str], waba_id: str) -> str:
    return f"{', '.join(names) or 'no number'} (account {waba_id})"

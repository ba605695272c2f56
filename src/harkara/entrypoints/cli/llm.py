"""`harkara llm`: show, set and test the language model of the replies, through the same services as the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from harkara.entrypoints.cli.run_with_parts import run_with_parts

if TYPE_CHECKING:
    from harkara.features.replies.schemas import LlmChange
    from harkara.kit.parts import Parts

app = typer.Typer(help="Show, set and test the language model that answers customers.", no_args_is_help=True)


@app.command()
def show() -> None:
    """Show the settings in force and where they come from; of the key only its end."""

    async def work(parts: Parts) -> None:
        from harkara.entrypoints.cli.llm_view import show_settings
        from harkara.features.replies.llm_settings import show as settings_in_force
        from harkara.kit.crypto import SecretBox
        from harkara.kit.db import Database
        from harkara.kit.settings import Settings

        async with parts[Database].transaction() as session:
            show_settings(await settings_in_force(session, parts[Settings], parts[SecretBox]))

    run_with_parts(work)


@app.command("set")
def set_(
    model: Annotated[str, typer.Option(help="The model's name, e.g. gpt-4o-mini.", prompt="Model")],
    base_url: Annotated[
        str | None,
        typer.Option(help="A server that speaks OpenAI's words; without it the environment's or OpenAI's own."),
    ] = None,
    key_file: Annotated[
        typer.FileText | None,
        typer.Option(help="File that holds the API key, - for standard input; else the key stays."),
    ] = None,
    no_key: Annotated[bool, typer.Option("--no-key", help="The server needs no key; a stored one is removed.")] = False,
) -> None:
    """Change the settings. They count for the next reply, without a restart."""
    change = _checked(model, "" if no_key else key_file.read() if key_file else None, base_url)

    async def work(parts: Parts) -> None:
        from harkara.entrypoints.cli.llm_view import show_settings
        from harkara.features.replies.llm_settings import change as store
        from harkara.kit.crypto import SecretBox
        from harkara.kit.db import Database
        from harkara.kit.settings import Settings

        async with parts[Database].transaction() as session:
            changed = await store(session, parts[Settings], parts[SecretBox], change)
        show_settings(changed)

    run_with_parts(work)


@app.command()
def test() -> None:
    """Send one real request and show what came back."""

    async def work(parts: Parts) -> None:
        from harkara.entrypoints.cli.llm_view import show_answer
        from harkara.entrypoints.cli.templates_view import waiting
        from harkara.features.replies.llm_settings import try_model
        from harkara.integrations.openai.chat import ChatModels
        from harkara.kit.clock import Clock
        from harkara.kit.crypto import SecretBox
        from harkara.kit.db import Database
        from harkara.kit.settings import Settings

        with waiting("Asking the model ..."):
            answer = await try_model(
                parts[Database], parts[Settings], parts[SecretBox], parts[ChatModels], parts[Clock]
            )
        show_answer(answer)

    run_with_parts(work)


def _checked(model: str, key: str | None, base_url: str | None) -> LlmChange:
    """Check the input as the API does; what is wrong is named by its field, and the key never shown."""
    from pydantic import SecretStr, ValidationError

    from harkara.features.replies.schemas import LlmChange
    from harkara.kit.errors import InvalidInputError

    try:
        return LlmChange(model=model, api_key=None if key is None else SecretStr(key), base_url=base_url)
    except ValidationError as error:
        named = [f"{item['loc'][0]}: {item['msg']}" for item in error.errors(include_input=False)]
        raise InvalidInputError("; ".join(named) + ".", mend="Correct the named values.") from None

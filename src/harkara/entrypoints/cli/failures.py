"""What a person sees when a command fails: what happened, to which thing, and what to do. The trace only when asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager

from harkara.kit.errors import AppError

FAILED = 1
BAD_SETTINGS = 2


@contextmanager
def explained() -> Generator[None]:
    """End the process with a readable message and an exit code instead of a stack trace (unless LOG_LEVEL=DEBUG)."""
    try:
        yield
    except AppError as error:
        _end(
            error,
            f"{error.title}: {error.detail}",
            error.mend,
            BAD_SETTINGS if error.code == "bad_settings" else FAILED,
        )
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; Python would complain once more while closing it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    except Exception as error:  # the last resort, which names what it can
        message, mend = _foreign(error)
        _end(error, message, mend, FAILED)


def _foreign(error: Exception) -> tuple[str, str]:
    """Explain errors of libraries. Compared by name, so that a command that has no database need not load one."""
    kinds = {kind.__name__ for kind in type(error).__mro__}
    first_line = str(error).strip().partition("\n")[0]
    if "OperationalError" in kinds or "PoolTimeout" in kinds:
        return (
            f"The database does not answer: {first_line}",
            "Check DATABASE_URL and that the server runs; `harkara doctor` shows more.",
        )
    if "UndefinedTable" in first_line or "ProgrammingError" in kinds:
        return f"The database refuses: {first_line}", "Bring its tables to this version with `harkara migrate`."
    return (
        f"Something went wrong: {type(error).__name__}: {first_line}",
        "LOG_LEVEL=DEBUG shows where; `harkara doctor` checks the installation.",
    )


def _end(error: Exception, message: str, mend: str | None, code: int) -> None:
    from rich.console import Console
    from rich.text import Text

    if os.environ.get("LOG_LEVEL", "").upper() == "DEBUG":
        raise error
    console = Console(stderr=True, soft_wrap=True)
    console.print(Text(message, style="red"))
    if mend:
        console.print(Text(f"→ {mend}"))
    sys.exit(code)

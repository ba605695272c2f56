"""Logs: one event a line, JSON for machines or colour for a terminal, without secrets and whole phone numbers."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, cast

import structlog

from harkara.kit.log_sampling import Sampling

_SECRET_KEYS = re.compile(r"token|secret|password|authorization|api_?key|apikey", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\d)\+?(91\d{6})(\d{4})(?!\d)")
_LONG_PHONE = re.compile(r"(?<![\w.-])(?:\+\d{4,11}|[1-9]\d{6,8})(\d{4})(?![\w-]|\.\d)")
"""Any other number of 11 to 13 digits, or with a plus: customers write from everywhere. Meta's ids have 15 and more."""
_QUOTED_ROW = re.compile(
    r"DETAIL:\s+(?:Failing row contains|Key )[\s\S]*?"
    r"(?=\n(?:HINT|CONTEXT|\[SQL|\(Background|The above|During handling|Traceback|\s+File )|\Z)"
)
"""PostgreSQL quotes the row it refuses, with everything in it."""
_BEARER = re.compile(r"(Bearer\s+|access_token=|apikey=|token=)[^\s&\"']+", re.IGNORECASE)

Event = MutableMapping[str, Any]


def configure_logging(level: str, *, json: bool | None = None) -> None:
    """Send structlog and the standard library's loggers through one pipeline to standard output."""
    as_json = not sys.stdout.isatty() if json is None else json
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _redact,
    ]
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(repr_native_str=True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            Sampling(),
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    # At INFO these log a line per job, per request and per readiness check, which would drown everything else.
    for noisy in ("procrastinate", "uvicorn.access", "alembic", "httpx2", "openai"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """Return the logger of a module."""
    logger: structlog.stdlib.BoundLogger = structlog.get_logger(name)
    return logger


def _redact(_logger: Any, _method: str, event: Event) -> Event:
    for key, value in list(event.items()):
        event[key] = "[hidden]" if _SECRET_KEYS.search(key) else _clean(value)
    return event


def _clean(value: Any) -> Any:
    """Mask what looks like a credential or a phone number inside texts and nested values."""
    if isinstance(value, str):
        masked = _QUOTED_ROW.sub("DETAIL:  [hidden]", value)
        masked = _LONG_PHONE.sub(r"••••••••\1", _PHONE.sub(r"••••••••\2", masked))
        return _BEARER.sub(r"\1[hidden]", masked)
    if isinstance(value, Mapping):
        entries = cast("Mapping[object, object]", value).items()
        return {key: "[hidden]" if _SECRET_KEYS.search(str(key)) else _clean(inner) for key, inner in entries}
    if isinstance(value, list | tuple):
        return [_clean(inner) for inner in cast("list[object]", value)]
    return value

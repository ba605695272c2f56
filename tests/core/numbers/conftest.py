"""The platform's parts with the sandbox in Meta's place."""

from tests.core.numbers.platform import parts, web
from tests.integrations.sandbox_process import sandbox, sandbox_process

__all__ = ["parts", "sandbox", "sandbox_process", "web"]

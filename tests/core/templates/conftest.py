"""The platform's parts with the sandbox in Meta's place."""

from tests.core.numbers.platform import parts, web
from tests.integrations.sandbox_server import sandbox, sandbox_server

__all__ = ["parts", "sandbox", "sandbox_server", "web"]

"""The API over the test's database; the sandbox is wired in as everywhere."""

from tests.core.numbers.platform import parts, web
from tests.integrations.sandbox_server import sandbox, sandbox_server

__all__ = ["parts", "sandbox", "sandbox_server", "web"]

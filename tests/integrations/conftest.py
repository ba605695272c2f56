"""Meta's part is played by the sandbox."""

from tests.integrations.sandbox_server import sandbox, sandbox_server

__all__ = ["sandbox", "sandbox_server"]

"""Meta's part is played by the sandbox."""

from tests.integrations.sandbox_process import sandbox, sandbox_process

__all__ = ["sandbox", "sandbox_process"]

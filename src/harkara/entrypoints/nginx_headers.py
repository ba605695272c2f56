"""Prints the security headers for Nginx, which serves the dashboard and its own refusals without asking the API.

Run by `deploy/nginx/render.sh`: `python -m harkara.entrypoints.nginx_headers`, with the settings of the working folder.
"""

from __future__ import annotations

import sys

from harkara.entrypoints.security_headers import content_security_policy, security_headers
from harkara.kit.settings import Settings


def nginx_headers(settings: Settings) -> str:
    """Return one pair of lines a header: the API's own is taken off, so that every answer carries it once."""
    policy = content_security_policy(settings.supabase_url)
    headers = security_headers(policy, https=settings.origin.startswith("https://"))
    return "".join(
        f"proxy_hide_header {name};\nadd_header {name} {_quoted(value)} always;\n" for name, value in headers.items()
    )


def _quoted(value: str) -> str:
    """Return the value as Nginx reads it. A setting of somebody's must not become a directive or a variable."""
    if any(sign in value for sign in '"\\$\n'):
        raise ValueError(f"Nginx would not read this header as it is: {value}")
    return f'"{value}"'


if __name__ == "__main__":
    sys.stdout.write(nginx_headers(Settings()))

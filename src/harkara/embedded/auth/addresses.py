"""Where a mail or a redirect may lead: to this installation, never to an address that a stranger put into the request."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from harkara.kit.settings import Settings

RESET_PAGE = "/reset-password"


def page_for_mail(settings: Settings, wanted: str) -> str:
    """Return the page a mailed link opens. The request's own Host does not count: whoever asks could have made it up."""
    return _ours(wanted, _site(settings)) or settings.origin + RESET_PAGE


def page_of_link(settings: Settings, wanted: str, own_origin: str) -> str:
    """Return the page that asks before a link is used, where it is wanted; here the Host is what the browser itself has asked."""
    page = _ours(wanted, {*_site(settings), own_origin}) or settings.public_url or own_origin
    return urlunsplit(urlsplit(page)._replace(path=RESET_PAGE))


def _site(settings: Settings) -> set[str]:
    """Without PUBLIC_URL the platform is on this machine only, under both of its names."""
    if settings.public_url:
        return {settings.public_url}
    return {f"http://{name}:{settings.port}" for name in ("localhost", "127.0.0.1")}


def _ours(wanted: str, origins: set[str]) -> str | None:
    """Return the address without its fragment if it is under one of the origins, compared as a whole: no user@, no \\."""
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return None
    if f"{parts.scheme}://{parts.netloc}".lower() not in {origin.lower() for origin in origins}:
        return None
    return urlunsplit((parts.scheme, parts.netloc, parts.path, parts.query, ""))

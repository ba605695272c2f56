"""Which machines a model may be asked on: the public internet, unless its account says otherwise (OWASP ASVS 1.3.6).

The name is resolved here, every address is judged, and the connection goes to an address that was judged: a name that
points elsewhere a moment later (DNS rebinding) changes nothing. Redirects are never followed.
"""

from __future__ import annotations

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final, TypeAlias
from urllib.request import getproxies, proxy_bypass

import httpx2
import openai

Address: TypeAlias = IPv4Address | IPv6Address

_NAT64: Final = IPv6Network("64:ff9b::/96")
_LOCAL_NAMES: Final = (".localhost", ".local", ".internal")


class ForbiddenAddressError(Exception):
    """The address is this machine's, a private network's or a cloud's own; the text names it."""


def is_public(address: Address) -> bool:
    """Return whether the address is one of the internet's, also if it is wrapped into another."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def is_private_by_name(host: str) -> bool:
    """Return whether the host says by itself, without being looked up, that it is not on the internet."""
    name = host.lower().rstrip(".")
    try:
        return not is_public(ip_address(name.partition("%")[0]))
    except ValueError:
        return name == "localhost" or name.endswith(_LOCAL_NAMES)


async def public_addresses(host: str, port: int) -> list[str]:
    """Return the addresses of a host; raise ForbiddenAddressError if a single one is not public."""
    if is_private_by_name(host):
        raise ForbiddenAddressError(host)
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not is_public(ip_address(address.partition("%")[0])):
            raise ForbiddenAddressError(f"{host} is {address}")
    return addresses


class PublicOnly(httpx2.AsyncBaseTransport):
    """Connects to judged addresses only. Certificates are still checked against the name."""

    def __init__(self) -> None:
        self._inner = httpx2.AsyncHTTPTransport(limits=openai.DEFAULT_CONNECTION_LIMITS)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Try the host's addresses one after another, as any client does."""
        host, port = request.url.host, request.url.port or (443 if request.url.scheme == "https" else 80)
        try:
            addresses = await public_addresses(host, port)
        except OSError as error:
            raise httpx2.ConnectError(f"{host}: {error.strerror or error}", request=request) from None
        named = request.url
        request.extensions = {**request.extensions, "sni_hostname": host}
        for address in addresses[:-1]:
            request.url = named.copy_with(host=address)
            try:
                return await self._inner.handle_async_request(request)
            except (httpx2.ConnectError, httpx2.ConnectTimeout):
                continue
        request.url = named.copy_with(host=addresses[-1])
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._inner.aclose()


class PublicThroughProxy(httpx2.AsyncBaseTransport):
    """Behind a proxy of the operator's, which does the looking up itself: the name is judged, the way stays the proxy's."""

    def __init__(self, proxy: str) -> None:
        self._inner = httpx2.AsyncHTTPTransport(proxy=proxy, limits=openai.DEFAULT_CONNECTION_LIMITS)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Refuse what is private by its name."""
        if is_private_by_name(request.url.host):
            raise ForbiddenAddressError(request.url.host)
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._inner.aclose()


def public_transport(scheme: str, host: str) -> httpx2.AsyncBaseTransport:
    """Return the transport to a host that must be public, through the environment's proxy if there is one for it."""
    proxies = getproxies()
    proxy = proxies.get(scheme) or proxies.get("all")
    return PublicThroughProxy(proxy) if proxy and not proxy_bypass(host) else PublicOnly()

"""Models are asked on the public internet only: what is inside is recognised in every disguise, and never connected to."""

from __future__ import annotations

import asyncio
import socket
from ipaddress import ip_address
from typing import Any

import pytest
from tests.integrations.openai.test_chat import TURNS, one_answer

from harkara.integrations.openai.chat import Account, ChatModels
from harkara.integrations.openai.errors import ChatError, ChatFault
from harkara.integrations.openai.outbound import ForbiddenAddressError, is_public, public_addresses

PUBLIC = ["8.8.8.8", "104.18.7.192", "2606:4700::6812:7c0", "64:ff9b::808:808"]
INSIDE = [
    *("127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.31.255.255", "192.168.0.1", "100.64.0.1"),
    *("169.254.169.254", "169.254.170.2", "198.18.0.1", "192.0.2.1", "224.0.0.1", "255.255.255.255"),
    *("::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:10.0.0.1", "::ffff:169.254.169.254"),
    *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::1"),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_the_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", INSIDE)
def test_everything_else_is_not(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("host", ["localhost", "x.localhost", "127.0.0.1", "printer.local", "metadata.google.internal"])
async def test_names_of_the_inside_are_not_even_looked_up(host: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        await public_addresses(host, 80)


class Names:
    """A name service that answers differently each time, as in a DNS rebinding."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def getaddrinfo(self, host: str, port: int, **_: Any) -> list[Any]:
        self.asked += 1
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]


@pytest.fixture
async def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    """The resolver of the loop: the one thing here that is not ours and cannot be had on loopback."""
    names = Names([])
    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", names.getaddrinfo, raising=False)
    return names


async def ask(base_url: str) -> ChatError:
    models = ChatModels()
    try:
        with pytest.raises(ChatError) as caught:
            await models.complete(Account(base_url, "sk-test-key"), "m", TURNS, 0.5)
        return caught.value
    finally:
        await models.close()


async def test_one_inner_address_among_public_ones_spoils_the_name(names: Names) -> None:
    names.answers = [["8.8.8.8", "127.0.0.1"]]
    with pytest.raises(ForbiddenAddressError, match=r"mixed\.example is 127\.0\.0\.1"):
        await public_addresses("mixed.example", 80)


async def test_a_name_that_leads_inside_reaches_nobody(names: Names) -> None:
    async with one_answer(200, b"{}") as url:
        names.answers = [["127.0.0.1"]]
        error = await ask(url.replace("127.0.0.1", "inside.example"))

    assert error.fault is ChatFault.FORBIDDEN_ADDRESS
    assert "inside.example is 127.0.0.1" in error.details
    assert "ALLOW_PRIVATE_LLM" in error.advice


async def test_a_name_that_changes_after_the_look_is_not_looked_up_again(names: Names) -> None:
    """The connection goes to the address that was judged: 192.88.99.1 is nobody's any more, so it fails, but not inside."""
    async with one_answer(200, b"{}") as url:
        names.answers = [["192.88.99.1"], ["127.0.0.1"]]
        error = await ask(url.replace("127.0.0.1", "rebinding.example"))

    assert error.fault in (ChatFault.UNREACHABLE, ChatFault.TIMEOUT)
    assert names.asked == 1


async def test_a_redirect_inside_is_not_followed() -> None:
    models = ChatModels()
    async with one_answer(302, b"") as url:
        with pytest.raises(ChatError) as caught:
            await models.complete(Account(url, None, may_be_private=True), "m", TURNS, 2)
    await models.close()
    assert caught.value.fault is ChatFault.UNREADABLE

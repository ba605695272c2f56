"""The sender over aiohttp instead of pyreqwest, for comparing the two end to end (docs/decisions/0008). Not part of the product.

Needs `pip install aiohttp` beside the project; the bench says so when it is missing.
"""

from __future__ import annotations

import aiohttp

from harkara.integrations.whatsapp.sending import NotSent, SendResult, Unknown, judge


class AiohttpSender:
    """Fulfils what the runner needs of MessageSender."""

    def __init__(self, base_url: str, version: str, *, total_timeout: float = 30.0, **_options: object) -> None:
        self._root = f"{base_url}/{version}"
        self._timeout = aiohttp.ClientTimeout(total=total_timeout, connect=5)
        self._session: aiohttp.ClientSession | None = None

    async def send(self, phone_number_id: str, token: str, body: bytes) -> SendResult:
        """Post one message body."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0), timeout=self._timeout, auto_decompress=False
            )
        try:
            async with self._session.post(
                f"{self._root}/{phone_number_id}/messages",
                data=body,
                headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
                allow_redirects=False,
            ) as response:
                return judge(response.status, await response.read(), hide=token)
        except aiohttp.ClientConnectorError as error:
            return NotSent(str(error))
        except (aiohttp.ClientError, TimeoutError) as error:
            return Unknown(str(error))

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()

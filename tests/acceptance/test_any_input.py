"""Whatever is sent to any route, the answer is never a 5xx: schemathesis makes requests from the API's own description."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from pathlib import Path

from tests.acceptance.platform import running_platform

# Leaves the number of the sandbox connected, so that the routes behind it are reached as well.
LEFT_OUT = "delete_number"
DESCRIPTION = Path("web/openapi.json").resolve()


async def test_no_input_makes_a_server_error(tmp_path: Path) -> None:
    async with running_platform(tmp_path / "data") as platform:
        await platform.template("order_shipped")
        command = [
            *(str(Path(sys.executable).with_name("schemathesis")), "run", str(DESCRIPTION)),
            *("--url", platform.web.address, "--header", f"Authorization: Bearer {platform.token}"),
            *("--checks", "not_a_server_error", "--max-examples", "25", "--seed", "20261123"),
            *("--exclude-operation-id", LEFT_OUT, "--exclude-path", "/readyz", "--no-color"),
        ]
        done = await asyncio.to_thread(
            subprocess.run, command, cwd=tmp_path, capture_output=True, text=True, timeout=150, check=False
        )
        assert done.returncode == 0, done.stdout[-6000:]
        tested = re.search(r"Tested: (\d+)", done.stdout)
        assert tested
        assert int(tested[1]) >= 25
        assert await platform.number()

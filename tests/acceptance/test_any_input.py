"""Whatever is sent to any route, in whatever order, the answer is one that is described: schemathesis makes the requests from
the API's own description, single ones and chains in which one answer's ids go into the next request.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from pathlib import Path

from tests.acceptance.platform import running_platform

# Leaves the number of the sandbox connected, so that the routes behind it are reached as well.
LEFT_OUT = "delete_number"
# Of all checks those are left out that know only the shape of a request: a valid cursor of another list, a name that is
# taken or a file of another kind is rightly refused, and a word where an id is expected is a wrong id, not a wrong method.
CHECKS = (
    *("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance"),
    *("response_schema_conformance", "ignored_auth", "missing_required_header"),
    *("use_after_free", "ensure_resource_availability"),
)
DESCRIPTION = Path("web/openapi.json").resolve()


async def test_every_answer_is_a_described_one_and_none_a_server_error(tmp_path: Path) -> None:
    async with running_platform(tmp_path / "data") as platform:
        await platform.template("order_shipped")
        command = [
            *(str(Path(sys.executable).with_name("schemathesis")), "run", str(DESCRIPTION)),
            *("--url", platform.web.address, "--header", f"Authorization: Bearer {platform.token}"),
            *("--checks", ",".join(CHECKS), "--max-examples", "15", "--seed", "20261123", "--continue-on-failure"),
            *("--exclude-operation-id", LEFT_OUT, "--exclude-path", "/readyz", "--no-color"),
        ]
        done = await asyncio.to_thread(
            subprocess.run, command, cwd=tmp_path, capture_output=True, text=True, timeout=150, check=False
        )
        assert done.returncode == 0, done.stdout[-6000:]
        tested = re.search(r"Tested: (\d+)", done.stdout)
        assert tested
        assert int(tested[1]) >= 40
        for phase in ("Coverage", "Fuzzing", "Stateful"):
            assert f"✅ {phase}" in done.stdout, done.stdout[-2000:]
        assert await platform.number()

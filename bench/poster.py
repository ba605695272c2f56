"""A stand-in for Meta's webhooks that costs next to nothing: wrk posts bodies that were signed beforehand, over and over."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

SCRIPT = """
local requests, turn = {}, 0
function init(args)
  for line in io.lines(args[1]) do
    local signature, body = line:match("^(%S+) (.*)$")
    requests[#requests + 1] = wrk.format("POST", "/webhooks/whatsapp",
      { ["Content-Type"] = "application/json", ["X-Hub-Signature-256"] = signature }, body)
  end
end
function request()
  turn = turn % #requests + 1
  return requests[turn]
end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('{"posts": %d, "seconds": %.6f, "refused": %d, "broken": %d, "p50_ms": %.3f, "p99_ms": %.3f, "max_ms": %.3f}\\n',
    summary.requests, summary.duration / 1e6, e.status, e.connect + e.read + e.write + e.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
end
"""


def install_if_possible() -> str | None:
    """Install wrk on Debian as root; return what is missing otherwise."""
    if shutil.which("wrk"):
        return None
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "-y", "-qq", "wrk"], check=True, stdout=subprocess.DEVNULL)
        return None
    return "wrk is missing (Debian: sudo apt-get install wrk)"


def skip_without_wrk(bench: str) -> None:
    """End the program with a plain word when wrk cannot run here."""
    if (missing := install_if_possible()) is not None:
        print(f"{bench}: SKIPPED, {missing}")
        sys.exit(0)


def post(address: str, secret: str, bodies: list[bytes], *, connections: int, seconds: float) -> dict[str, Any]:
    """Post bodies (without line breaks) for some seconds; return wrk's figures."""
    with tempfile.TemporaryDirectory() as folder:
        script, lines = Path(folder, "post.lua"), Path(folder, "bodies")
        script.write_text(SCRIPT)
        lines.write_bytes(b"".join(b"%s %s\n" % (_signature(secret, body), body) for body in bodies))
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:.0f}s", "-s", str(script), address, "--", str(lines)]
        finished = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(finished.stdout.splitlines()[-1])


def _signature(secret: str, body: bytes) -> bytes:
    return b"sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode()

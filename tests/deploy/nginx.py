"""The real Nginx before a running API, with the very configuration that install.sh puts on a server; only ports and folders differ."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.acceptance.platform import until
from tests.ports import free_ports

ROOT = Path(__file__).parents[2]
RENDER = ROOT / "deploy/nginx/render.sh"
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
DOMAIN = "wa.example.in"

# What Debian's nginx.conf has around the sites, less what a test has no use for. One worker: figures and logs of one process.
MAIN = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
{modules}
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@dataclass(frozen=True)
class Nginx:
    """A running Nginx."""

    folder: Path
    http: int
    https: int
    pid: int

    @property
    def certificate(self) -> Path:
        return self.folder / "tls/fullchain.pem"

    def log(self) -> str:
        return (self.folder / "harkara.access.log").read_text()

    async def logged(self, words: str) -> str:
        """Wait for a line with these words: Nginx writes it after the answer."""

        async def found() -> str | None:
            return next((line for line in self.log().splitlines() if words in line), None)

        return await until(found, 10)


def require_nginx() -> str:
    """Return the program; skip the test where it is missing."""
    if NGINX is None:
        pytest.skip("Nginx is not installed (Debian: sudo apt-get install nginx)")
    return NGINX


def make_certificate(folder: Path, name: str = DOMAIN) -> None:
    """Make a certificate of our own, as install.sh does until Let's Encrypt has given one."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([ROOT / "deploy/nginx/self-signed.sh", name, folder], check=True, capture_output=True)


def render(folder: Path, ports: Sequence[int], http: int, https: int, settings: Mapping[str, str]) -> None:
    """Write Nginx's configuration into the folder; `settings` may hold HARKARA_NGINX, for the sake of its version."""
    nginx = require_nginx()
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | {
        "HARKARA_DOMAIN": DOMAIN,
        "HARKARA_PYTHON": sys.executable,
        "HARKARA_PORTS": " ".join(map(str, ports)),
        "HARKARA_NGINX": nginx,
        "HARKARA_NGINX_ETC": str(folder),
        "HARKARA_NGINX_LOGS": str(folder),
        "HARKARA_ACME": str(folder / "acme"),
        "HARKARA_HTTP_PORT": str(http),
        "HARKARA_HTTPS_PORT": str(https),
        **settings,
    }
    ended = subprocess.run([RENDER, folder], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    user = "user root;" if os.geteuid() == 0 else ""  # the clone may lie where Debian's www-data reads nothing
    module = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
    modules = f"load_module {module};" if module.exists() else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user, modules=modules))


def word_of_nginx(folder: Path) -> str:
    """Return what `nginx -t` says; fail where it refuses."""
    command = [require_nginx(), "-t", "-p", folder, "-c", folder / "nginx.conf"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stderr


@asynccontextmanager
async def nginx_before(
    folder: Path, ports: Sequence[int], *, listening: tuple[int, int] | None = None, settings: Mapping[str, str] = {}
) -> AsyncGenerator[Nginx]:
    """Run Nginx before the API processes on these ports."""
    http, https = listening or free_ports(2)
    make_certificate(folder / "tls")
    make_certificate(folder / "tls/unknown", "unknown.invalid")
    render(folder, ports, http, https, settings)
    word_of_nginx(folder)
    process = await asyncio.to_thread(
        subprocess.Popen[bytes], [require_nginx(), "-p", folder, "-c", folder / "nginx.conf"]
    )
    try:
        await until(lambda: _listens(https), 20)
        yield Nginx(folder, http, https, process.pid)
    finally:
        process.terminate()
        code = await asyncio.to_thread(process.wait, 20)
    assert code == 0


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True

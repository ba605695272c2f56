"""Nginx before the API processes: what deploy/nginx/site.conf says about webhooks, and nothing else of it."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from tests.acceptance.platform import until
from tests.deploy.nginx import NGINX

# A process that restarts refuses at once; the next one is asked, also for a POST: our intake is idempotent.
_CONFIGURATION = """
{user} daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  upstream harkara {{ {servers} keepalive 64; }}
  server {{
    listen 127.0.0.1:{port};
    client_max_body_size 50m;
    location / {{
      proxy_pass http://harkara; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr;
    }}
    location = /webhooks/whatsapp {{
      client_body_buffer_size 1m;
      proxy_next_upstream error timeout non_idempotent; proxy_read_timeout 10s;
      proxy_pass http://harkara; proxy_http_version 1.1; proxy_set_header Connection "";
    }}
  }}
}}
"""


@asynccontextmanager
async def nginx_before(ports: Sequence[int], port: int, folder: Path) -> AsyncGenerator[str]:
    """Run Nginx on `port` for the duration of the block and yield its address."""
    assert NGINX, "Nginx is not installed: make test-deploy installs it."
    await asyncio.to_thread(folder.mkdir)
    file = folder / "nginx.conf"
    servers = " ".join(f"server 127.0.0.1:{upstream} max_fails=0;" for upstream in ports)
    user = "user root;" if os.geteuid() == 0 else ""  # else it takes www-data, who may not write here
    file.write_text(_CONFIGURATION.format(user=user, folder=folder, servers=servers, port=port))
    process = await asyncio.to_thread(subprocess.Popen[bytes], [NGINX, "-c", str(file), "-e", f"{folder}/error.log"])

    async def listens() -> bool:
        assert process.poll() is None, (folder / "error.log").read_text()
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            return False
        writer.close()
        await writer.wait_closed()
        return True

    try:
        await until(listens, 10)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait, 10)

"""A stand-in for Meta that costs less than any sender: nginx answers every POST after a delay with a message id of its own.

It checks nothing and remembers only the count. For answers that mean something there is the sandbox.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ECHO_MODULE = Path("/usr/lib/nginx/modules/ngx_http_echo_module.so")
PACKAGES = "nginx-core libnginx-mod-http-echo"

CONFIGURATION = """
load_module {module};
daemon off;
worker_processes 1;
worker_rlimit_nofile 65536;
pid {folder}/nginx.pid;
error_log {folder}/error.log crit;
events {{ worker_connections 32768; use epoll; multi_accept on; }}
http {{
    map $request_method $is_question {{ default 0; GET 1; }}
    access_log {folder}/questions.log combined if=$is_question;
    keepalive_requests 100000000;
    keepalive_timeout 300s;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    client_body_buffer_size 16k;
    server {{
        listen 127.0.0.1:{port} backlog=8192;
        default_type application/json;
        location = /count {{ stub_status; access_log off; }}
        location / {{
            if ($request_method = GET) {{ return 503; }}
            echo_sleep {delay};
            echo '{{"messaging_product":"whatsapp","messages":[{{"id":"wamid.$request_id"}}]}}';
        }}
    }}
}}
"""


@dataclass
class Sink:
    """A running sink."""

    address: str
    folder: str
    asked: int = 0

    def messages(self) -> int:
        """Return how many messages were taken so far: all requests but the workers' questions and this one of ours."""
        self.asked += 1
        with urllib.request.urlopen(f"{self.address}/count") as answer:
            requests = int(answer.read().split()[9])
        return requests - self.asked - len(Path(self.folder, "questions.log").read_text().splitlines())


def install_if_possible() -> str | None:
    """Install nginx on Debian as root; return what is missing otherwise."""
    if shutil.which("nginx") and ECHO_MODULE.exists():
        return None
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "-y", "-qq", *PACKAGES.split()], check=True, stdout=subprocess.DEVNULL)
        return None
    return f"nginx with its echo module is missing (Debian: sudo apt-get install {PACKAGES})"


def skip_without_nginx(bench: str) -> None:
    """End the program with a plain word when the sink cannot run here."""
    if (missing := install_if_possible()) is not None:
        print(f"{bench}: SKIPPED, {missing}")
        sys.exit(0)


@contextmanager
def running_sink(delay: float) -> Generator[Sink]:
    """Run a sink that answers after `delay` seconds."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        configuration = Path(folder, "nginx.conf")
        configuration.write_text(CONFIGURATION.format(module=ECHO_MODULE, folder=folder, port=port, delay=delay))
        process = subprocess.Popen(["nginx", "-p", folder, "-e", f"{folder}/error.log", "-c", str(configuration)])
        try:
            _wait_for(port)
            yield Sink(f"http://127.0.0.1:{port}", folder)
        finally:
            process.terminate()
            process.wait()


def _wait_for(port: int) -> None:
    for _ in range(1000):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except ConnectionRefusedError:
            continue
        return
    raise RuntimeError("nginx does not start")

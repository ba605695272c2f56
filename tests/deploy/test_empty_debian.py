"""install.sh from a checkout in an empty Debian, as on a fresh server: to the answer through Nginx, a campaign, a second run, the end of the
trial, another version, a boot, and gone again. Debian 12 with PM2, Debian 13 with systemd's units."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.deploy.empty_debian import EmptyDebian, empty_debian

ROOT = Path(__file__).parents[2]
CUSTOMERS = 300
MINUTE = 60.0
SECRET = "secret-of-the-app"
CURL = "curl -fsSk --resolve wa.example.in:443:127.0.0.1"
PATIENT = f"{CURL} --retry 60 --retry-delay 1 --retry-all-errors"
POSTS = (Path(__file__).parent / "webhooks_until.py").read_text()
REAL_LIFE = f"""
META_APP_ID=1
META_APP_SECRET={SECRET}
META_ACCESS_TOKEN=token
GRAPH_API_URL=http://127.0.0.1:9
"""
"""Meta is set up, and is nobody: the trial is over."""

pytestmark = [pytest.mark.deploy, pytest.mark.timeout(30 * MINUTE)]


class Server(NamedTuple):
    debian: EmptyDebian
    supervisor: str

    def install(self) -> str:
        by = "--systemd" if self.supervisor == "systemd" else ""
        words = f"--domain wa.example.in --email asha@example.in --no-certbot {by}"
        return self.debian.run(f"cd /srv/harkara && deploy/install.sh {words}", seconds=15 * MINUTE)


@pytest.fixture(scope="module", params=[("bookworm", "pm2"), ("trixie", "systemd")], ids="-".join)
def server(request: pytest.FixtureRequest) -> Generator[Server]:
    suite, supervisor = request.param
    with empty_debian(suite) as debian:
        checkout = debian.root / "srv/harkara"
        subprocess.run(["git", "clone", "--quiet", ROOT, checkout], check=True)
        for changed in ("deploy", "src", "migrations", "requirements"):  # what is not committed yet is tried too
            without = shutil.ignore_patterns("__pycache__", "node_modules")
            shutil.copytree(ROOT / changed, checkout / changed, dirs_exist_ok=True, ignore=without)
        debian.run("apt-get update -qq && apt-get install -y -qq git >/dev/null", seconds=3 * MINUTE)
        debian.run("git config --global --add safe.directory /srv/harkara")
        yield Server(debian, supervisor)


class TestFreshServer:
    """In this order: each goes on where the one before it ended."""

    def test_one_command_leads_to_an_answer_through_nginx(self, server: Server) -> None:
        told = server.install()
        sys.stdout.write(told)
        assert "✓ Everything answers through Nginx" in told
        assert '"ready":true' in server.debian.run(f"{CURL} https://wa.example.in/readyz")
        assert "<div id=" in server.debian.run(f"{CURL} https://wa.example.in/campaigns")
        plain = "curl -sS -o /dev/null -w '%{http_code}' -H 'Host: wa.example.in' http://127.0.0.1/"
        assert server.debian.run(plain) == "301"

    def test_secrets_are_the_platforms_alone(self, server: Server) -> None:
        assert server.debian.run("stat -c '%U %a' /opt/harkara/.env").strip() == "harkara 600"
        for forbidden in ("cat /opt/harkara/.env", "ls /var/lib/harkara", "ls /var/log/harkara"):
            assert server.debian.attempt(f"runuser -u www-data -- {forbidden}").returncode, forbidden

    def test_the_admin_of_the_settings_signs_in(self, server: Server) -> None:
        told = server.debian.run(
            ". /opt/harkara/.env; "
            """printf '{"email":"%s","password":"%s"}' "$ADMIN_EMAIL" "$ADMIN_PASSWORD" | """
            f"{CURL} -H 'Content-Type: application/json' -d @- 'https://wa.example.in/auth/v1/token?grant_type=password'"
        )
        assert "access_token" in told

    def test_a_campaign_reaches_every_customer_once(self, server: Server) -> None:
        rows = "\n".join(f"91981{number:07d},Asha,ORD-{number},Friday" for number in range(CUSTOMERS))
        server.debian.run(f"cat > /tmp/orders.csv <<'END'\nPhone,{{{{1}}}},{{{{2}}}},{{{{3}}}}\n{rows}\nEND")
        words = "--number 'Asha Sarees' --template order_shipped:en --yes --watch"
        server.debian.run(f"harkara campaign send /tmp/orders.csv {words}", seconds=3 * MINUTE)
        ledger = json.loads(server.debian.run("curl -fsS http://127.0.0.1:8081/sandbox/ledger/summary"))
        assert (ledger["accepted"], ledger["doubled"]) == (CUSTOMERS, 0), ledger

    def test_a_second_run_finds_everything_there(self, server: Server) -> None:
        told = server.install()
        redone = [line for line in told.splitlines() if line.startswith("→ ")]
        assert redone == ["→ Tables", "→ Admin", f"→ Processes, by {server.supervisor}"], told

    def test_with_meta_there_are_two_of_each(self, server: Server) -> None:
        server.debian.run(
            f"sed -i '/^META_\\(APP\\|ACC\\)/d' /opt/harkara/.env && cat >> /opt/harkara/.env <<'END'{REAL_LIFE}END"
        )
        assert "✓ Everything answers through Nginx" in server.install()
        processes = server.debian.run("ps -u harkara -o args=").splitlines()
        started = sorted(line.split()[-1] for line in processes if "/bin/harkara " in line)
        assert started == ["api", "api", "worker", "worker"], processes

    def test_another_version_is_put_into_its_place_and_no_webhook_is_refused(self, server: Server) -> None:
        identity = "git -c user.name=Tests -c user.email=tests@example.in"
        server.debian.run(
            f"cd /srv/harkara && {identity} commit --quiet --all --allow-empty --message Next"
            f" && {identity} tag -a v9.0.0 -m v9.0.0 && make build",
            seconds=5 * MINUTE,
        )
        server.debian.run(f"cat > /tmp/posts.py <<'END'\n{POSTS}\nEND")
        server.debian.run(
            f"(python3 /tmp/posts.py /tmp/enough {SECRET} > /tmp/answers 2>&1 &) < /dev/null > /dev/null 2>&1"
        )
        told = server.debian.run(
            "cd /srv/harkara && deploy/upgrade.sh --wheel dist/harkara-9.0.0-*.whl", seconds=5 * MINUTE
        )
        answers = json.loads(
            server.debian.run("touch /tmp/enough; while [ ! -s /tmp/answers ]; do sleep 0.1; done; cat /tmp/answers")
        )
        sys.stdout.write(f"{told}{answers}\n")
        assert "Done: 9.0.0 runs" in told
        assert set(answers) == {"200"}
        assert answers["200"] > 100
        assert "9.0.0" in server.debian.run("harkara --version")
        (dump,) = (server.debian.root / "var/lib/harkara/backups").glob("before-9.0.0-*.dump")
        listed = server.debian.run(f"pg_restore --list /{dump.relative_to(server.debian.root)}")
        assert "TABLE DATA harkara campaigns" in listed

    def test_everything_ends_in_order_and_is_back_after_a_boot(self, server: Server) -> None:
        """In order: the machine goes down only when ours have settled what was in flight, and PostgreSQL after them."""
        known = "pm2-harkara" if server.supervisor == "pm2" else "harkara-worker@1"
        assert server.debian.run(f"systemctl is-active {known}").strip() == "active"
        server.debian.switch_off()
        server.debian.boot()
        said = server.debian.run("journalctl --boot=-1 --no-pager --output=cat")
        ended, database = said.index(f"Stopped {known}.service"), said.index("Stopping postgresql@")
        assert ended < database, said[-5000:]
        assert "SIGKILL" not in said
        assert '"ready":true' in server.debian.run(f"{PATIENT} https://wa.example.in/readyz", seconds=2 * MINUTE)
        assert "failed" not in server.debian.run(
            "systemctl list-units --plain --no-legend 'harkara*' 'pm2*' nginx.service"
        )

    def test_the_night_brings_a_backup(self, server: Server) -> None:
        assert "harkara-backup.timer" in server.debian.run("systemctl list-timers --no-legend")
        server.debian.run("systemctl start harkara-backup.service")
        (dump,) = (server.debian.root / "var/lib/harkara/backups").glob("harkara-*.dump")
        assert "TABLE DATA harkara campaigns" in server.debian.run(
            f"pg_restore --list /{dump.relative_to(server.debian.root)}"
        )

    def test_nothing_is_left_after_a_purge(self, server: Server) -> None:
        server.debian.run("cd /srv/harkara && deploy/uninstall.sh --purge", seconds=2 * MINUTE)
        aside = " -o ".join(f"-path {folder}" for folder in ("/proc", "/sys", "/srv", "/root", "/tmp", "/run"))
        left = f"find / -xdev \\( {aside} \\) -prune -o \\( -iname '*harkara*' -o -name 'pm2*' \\) -print"
        assert server.debian.run(left) == ""
        assert server.debian.attempt("getent passwd harkara").returncode

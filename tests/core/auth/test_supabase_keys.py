"""Keys of a Supabase project: fetched rarely, kept while the project does not answer."""

from __future__ import annotations

import asyncio
import http.server
import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm
from tests.acceptance.platform import until
from tests.clocks import ManualClock

from harkara.core.auth.errors import SigningKeysUnavailableError
from harkara.core.auth.supabase_keys import SupabaseKeys

JWK = json.loads(ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP256R1()).public_key())) | {"alg": "ES256"}


class Project:
    """A Supabase project as far as its key address goes."""

    def __init__(self) -> None:
        self.key_ids = ["first"]
        self.answers = True
        self.fetches = 0
        self.hold = threading.Event()
        """No answer before it is set."""
        self.hold.set()
        project = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                project.fetches += 1
                project.hold.wait()
                body = json.dumps({"keys": [JWK | {"kid": kid} for kid in project.key_ids]}).encode()
                known = self.path == "/auth/v1/.well-known/jwks.json"
                self.send_response((200 if known else 404) if project.answers else 503)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                """Be quiet."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def project() -> Iterator[Project]:
    project = Project()
    serving = threading.Thread(target=project.server.serve_forever, kwargs={"poll_interval": 0.01})
    serving.start()
    yield project
    project.server.shutdown()
    project.server.server_close()
    serving.join()


async def test_keys_are_fetched_once_for_twenty_seconds(project: Project) -> None:
    clock = ManualClock()
    keys = SupabaseKeys(project.url, clock)
    for _ in range(20):
        assert await keys.key_for("first") is not None
    assert project.fetches == 1

    clock.seconds = 21
    assert await keys.key_for("first") is not None
    assert project.fetches == 2


async def test_made_up_key_ids_do_not_make_us_fetch(project: Project) -> None:
    keys = SupabaseKeys(project.url, ManualClock())
    for number in range(20):
        assert await keys.key_for(f"made-up-{number}") is None

    assert project.fetches == 1


async def test_a_rotated_key_is_found_at_once(project: Project) -> None:
    keys = SupabaseKeys(project.url, ManualClock())
    await keys.key_for("first")
    project.key_ids.append("second")

    assert await keys.key_for("second") is not None


async def test_after_a_made_up_key_id_a_rotated_key_is_found_within_half_a_minute(project: Project) -> None:
    clock = ManualClock()
    keys = SupabaseKeys(project.url, clock)
    await keys.key_for("made-up")
    project.key_ids.append("second")
    assert await keys.key_for("second") is None
    clock.seconds = 31

    assert await keys.key_for("second") is not None


async def test_a_withdrawn_key_counts_within_half_a_minute(project: Project) -> None:
    clock = ManualClock()
    keys = SupabaseKeys(project.url, clock)
    project.key_ids = ["first", "second"]
    assert await keys.key_for("first") is not None
    project.key_ids = ["second"]
    clock.seconds = 30

    assert await keys.key_for("first") is None
    assert await keys.key_for("second") is not None


async def test_nobody_waits_for_a_project_that_stays_silent(project: Project) -> None:
    clock = ManualClock()
    keys = SupabaseKeys(project.url, clock)
    await keys.key_for("first")
    project.answers = False
    clock.seconds = 30
    await keys.key_for("first")  # this one has found out
    project.hold.clear()
    clock.seconds = 60

    assert await asyncio.wait_for(keys.key_for("first"), 1) is not None

    project.answers = True
    project.key_ids = ["second"]
    project.hold.set()
    await until(lambda: key_is_gone(keys, "first"), 10)


async def key_is_gone(keys: SupabaseKeys, key_id: str) -> bool:
    return await keys.key_for(key_id) is None


async def test_known_keys_outlive_an_outage(project: Project) -> None:
    clock = ManualClock()
    keys = SupabaseKeys(project.url, clock)
    await keys.key_for("first")
    project.answers = False
    clock.seconds = 3600

    for _ in range(20):
        assert await keys.key_for("first") is not None
    assert project.fetches == 2, "a project that does not answer is not asked on each request"
    with pytest.raises(SigningKeysUnavailableError):
        await keys.key_for("second")

    clock.seconds += 24 * 3600
    with pytest.raises(SigningKeysUnavailableError):
        await keys.key_for("first")


async def test_an_outage_from_the_start_is_not_a_bad_token(project: Project) -> None:
    clock = ManualClock()
    keys = SupabaseKeys(project.url, clock)
    project.answers = False
    with pytest.raises(SigningKeysUnavailableError) as unavailable:
        await keys.key_for("first")
    assert unavailable.value.status == 503

    project.answers = True
    clock.seconds = 11
    assert await keys.key_for("first") is not None

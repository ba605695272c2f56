"""The way to a Supabase database is read from its URL: the transaction pooler cannot be used, the session pooler is small."""

from __future__ import annotations

import pytest

from harkara.entrypoints.supervisor.database_address import TransactionPoolerError, require_usable_address
from harkara.entrypoints.supervisor.errors import BadSettingsError
from harkara.kit.database_pooler import AMPLE, SCANT, connections_for, way_to

DIRECT = "postgresql://postgres:secret@db.abcdefghijklmnopqrst.supabase.co:5432/postgres"
SESSION = "postgresql://postgres.abcdefghijklmnopqrst:secret@aws-0-ap-south-1.pooler.supabase.com:5432/postgres"
TRANSACTION = SESSION.replace(":5432", ":6543")


@pytest.mark.parametrize(
    ("url", "is_supabase", "way"),
    [
        (DIRECT, True, "direct"),
        (DIRECT, False, "direct"),
        (f"{SESSION}?sslmode=verify-full", True, "session pooler"),
        ("postgresql://postgres.tenant@supabase.example.in:5432/postgres", True, "session pooler"),
        (TRANSACTION, True, "transaction pooler"),
        (TRANSACTION, False, "transaction pooler"),
        (DIRECT.replace(":5432", ":6543"), False, "transaction pooler"),
        ("postgresql://postgres.tenant@supabase.example.in:6543/postgres", True, "transaction pooler"),
        ("postgresql+psycopg://me@db.example.in:6543/x", False, "direct"),
        ("postgresql://me@/x?host=%2Ftmp%2Fsocket", False, "direct"),
    ],
)
def test_ways(url: str, is_supabase: bool, way: str) -> None:
    assert way_to(url, is_supabase=is_supabase) == way


def test_the_transaction_pooler_is_refused_with_the_way_out() -> None:
    with pytest.raises(TransactionPoolerError) as refused:
        require_usable_address(TRANSACTION, is_supabase=True)

    assert "5432" in (refused.value.mend or "")
    assert "secret" not in f"{refused.value.detail} {refused.value.mend}"


@pytest.mark.parametrize("url", [f"{DIRECT}?pgbouncer=true", "postgresql://me:hu/sh:x@db:5432/x?y", "mysql://x"])
def test_what_cannot_be_read_is_told_without_the_password(url: str) -> None:
    with pytest.raises(BadSettingsError) as refused:
        require_usable_address(url, is_supabase=False)

    text = f"{refused.value.detail} {refused.value.mend}"
    assert "DATABASE_URL" in text
    assert "secret" not in text
    assert "hu/sh" not in text


def test_a_worker_an_api_and_two_others_fit_into_the_session_pooler() -> None:
    assert connections_for(DIRECT) == AMPLE
    assert connections_for(SESSION) == SCANT
    bell = commands = readiness = 1
    assert SCANT.worker + SCANT.jobs + bell + SCANT.api + 2 * SCANT.overflow + commands + readiness == 15

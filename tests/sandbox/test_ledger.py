"""The ledger: every accepted message and no other, whatever became of the answer, and over restarts."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from pyreqwest.exceptions import PyreqwestError
from tests.sandbox.stage import NUMBER, SECOND_NUMBER, Stage, order_shipped, staged, template_send, text_send

from harkara_sandbox.ledger import Ledger, LedgerFileError


async def send_anyhow(stage: Stage, to: str, attempt: str) -> bool:
    """True when the answer said accepted."""
    try:
        return (await stage.send(order_shipped(to), biz_opaque_callback_data=attempt)).status == 200
    except PyreqwestError:
        return False


class TestTruth:
    async def test_holds_what_was_accepted_though_the_answer_was_lost(self, stage: Stage) -> None:
        for kind in ("drop_answer", "reset"):
            await stage.control("POST", "faults", {"kind": kind, "share": 0.3})
        await stage.control("POST", "faults", {"kind": "error", "code": 131016, "share": 0.3})
        people = [f"+91981{i:07d}" for i in range(300)]
        told = await asyncio.gather(*(send_anyhow(stage, to, f"a:{to}") for to in people))
        records = (await stage.control("GET", "ledger"))["data"]
        faults = (await stage.control("GET", "state"))["faults"]
        struck = {fault["kind"]: fault["struck"] for fault in faults}
        assert len(records) == 300 - struck["reset"] - struck["error"]
        assert told.count(True) == len(records) - struck["drop_answer"]
        assert min(struck.values()) > 20
        accepted = {f"+{record['to']}" for record in records}
        assert {to for to, said in zip(people, told, strict=True) if said} <= accepted
        assert {record["biz_opaque_callback_data"] for record in records} == {f"a:{to}" for to in accepted}
        assert len({record["wamid"] for record in records}) == len(records)

    async def test_every_accepted_message_gets_its_statuses(self, stage: Stage) -> None:
        await stage.control("POST", "faults", {"kind": "drop_answer"})
        assert not await send_anyhow(stage, "+919812345678", "lost")
        statuses = await stage.receiver.expect_statuses(3)
        assert {status["biz_opaque_callback_data"] for status in statuses} == {"lost"}
        (record,) = (await stage.control("GET", "ledger"))["data"]
        assert [status["status"] for status in record["statuses"]] == ["sent", "delivered", "read"]


class TestQueries:
    async def test_filters_and_pages(self, stage: Stage) -> None:
        for attempt in ("c1:1", "c1:2", "c2:1"):
            await stage.send(biz_opaque_callback_data=attempt)
        await stage.send(number=SECOND_NUMBER)

        async def found(query: str) -> list[int]:
            return [record["sequence"] for record in (await stage.control("GET", f"ledger?{query}"))["data"]]

        assert await found("") == [1, 2, 3, 4]
        assert await found("callback_prefix=c1:") == [1, 2]
        assert await found(f"phone_number_id={SECOND_NUMBER}") == [4]
        assert await found("after=1&limit=2") == [2, 3]

    async def test_summary(self, stage: Stage) -> None:
        for to in ("+919800000001", "+919800000002", "+919800000001"):
            await stage.send(order_shipped(to))
        stage.clock.advance(1)
        await stage.send(template_send("order_update", to="+919800000001"))  # another template: not doubled
        await stage.send(order_shipped("+919800000002"), number=SECOND_NUMBER)  # another number: neither
        await stage.send(text_send(to="+919800000009"))
        await stage.send(text_send(to="+919800000009"))  # free text: a conversation is no double
        summary = await stage.control("GET", "ledger/summary")
        assert (summary["accepted"], summary["distinct_recipients"], summary["doubled"]) == (7, 3, 1)
        assert summary["doubled_recipients"] == [
            {"phone_number_id": NUMBER, "template": "order_shipped", "to": "919800000001", "times": 2}
        ]
        assert summary["max_per_second"] == {NUMBER: 3, SECOND_NUMBER: 1}
        assert summary["seconds"] == 1

    async def test_summary_of_nothing(self, stage: Stage) -> None:
        summary = await stage.control("GET", "ledger/summary")
        assert (summary["accepted"], summary["first_accepted_at"], summary["seconds"]) == (0, None, None)


class TestFile:
    async def test_outlives_the_sandbox(self, tmp_path: Path) -> None:
        file = tmp_path / "ledger.jsonl"
        async with staged(ledger=file) as stage:
            wamids = [(await stage.send(biz_opaque_callback_data=str(i))).wamid for i in range(3)]
        async with staged(ledger=file) as stage:
            records = (await stage.control("GET", "ledger"))["data"]
            assert [record["wamid"] for record in records] == wamids
            await stage.send()
            assert (await stage.control("GET", "ledger/summary"))["accepted"] == 4
            await stage.control("POST", "reset")
        assert file.read_bytes() == b""

    async def test_a_line_cut_off_by_a_crash_is_dropped(self, tmp_path: Path) -> None:
        file = tmp_path / "ledger.jsonl"
        async with staged(ledger=file) as stage:
            await stage.send()
        whole = file.read_bytes()
        file.write_bytes(whole + whole[:40])
        ledger = Ledger(file)
        assert (len(ledger), file.read_bytes()) == (1, whole)
        ledger.close()

    @pytest.mark.parametrize("content", [b"nonsense", b"nonsense\n", b'{"wamid":"x"}\n'])
    def test_a_file_that_is_no_ledger_is_refused(self, tmp_path: Path, content: bytes) -> None:
        file = tmp_path / "other.txt"
        file.write_bytes(content)
        with pytest.raises(LedgerFileError, match=r"other\.txt, line 1"):
            Ledger(file)
        assert file.read_bytes() == content

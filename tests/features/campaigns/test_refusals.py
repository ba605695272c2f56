"""What an upload is refused for: each time with a stable code and the name of the thing, and nothing is left behind."""

from __future__ import annotations

import asyncio

import pytest
from fastapi import Depends, FastAPI
from tests.factories import make_number, make_template
from tests.features.campaigns.campaign_api import CampaignApi
from tests.serving import serving

from harkara.core.auth.dependency import require_admin
from harkara.features.campaigns.endpoints import router
from harkara.kit.parts import Parts
from harkara.kit.problems import install_problem_handlers

FILE = "Phone,{{Media}},{{1}},{{2}}\n919876543210,https://cdn.example.in/a.jpg,Asha,A-1\n"
TOMORROW = "2026-11-24T18:30:00+05:30"
CONTENT_TYPE = b"Content-Type: multipart/form-data; boundary=b\r\n\r\n"
FILE_PART = b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\n'


@pytest.mark.parametrize(
    ("changes", "status", "code", "words"),
    [
        ({"number_id": 999}, 404, "unknown_number", "999"),
        ({"template_ids": [999]}, 404, "unknown_template", "999"),
        ({"scheduled_at": "2026-11-23T11:59:00+05:30"}, 422, "schedule_in_past", "23 Nov 2026, 11:59 IST"),
        ({"scheduled_at": "2026-11-24T18:30:00"}, 422, "invalid_input", "scheduled_at: has no offset"),
        ({"scheduled_at": "tomorrow"}, 422, "invalid_input", "scheduled_at: is not a time"),
        ({"scheduled_at": "1795000000"}, 422, "invalid_input", "scheduled_at: is not a time"),
        ({"name": None}, 422, "invalid_input", "name: Field required"),
        ({"name": "  "}, 422, "invalid_input", "name: "),
        ({"name": "a\x00b"}, 422, "invalid_input", "name: must not contain"),
        ({"name": ["a", "b"]}, 422, "invalid_input", "name: is given more than once"),
        ({"number_id": "x"}, 422, "invalid_input", "number_id: "),
        ({"number_id": 2**63}, 422, "invalid_input", "number_id: "),
        ({"template_ids": []}, 422, "invalid_input", "template_ids: "),
        ({"template_ids": ["x"]}, 422, "invalid_input", "template_ids: "),
        ({"schedule_at": TOMORROW}, 422, "invalid_input", "schedule_at: "),
    ],
)
async def test_wrong_fields_are_named_and_leave_nothing_behind(
    refusing_api: CampaignApi, changes: dict[str, object], status: int, code: str, words: str
) -> None:
    answer = await refusing_api.upload(FILE, **changes)
    assert (answer.status, answer.body["code"]) == (status, code), answer.body
    assert words in answer.body["detail"]
    assert answer.body["mend"]
    assert await refusing_api.leftovers() == 0


@pytest.mark.parametrize(
    ("file", "status", "code"),
    [
        ("Phone;{{1}}\n919876543210;a\n", 422, "bad_header"),
        ("PK\x03\x04", 422, "not_a_csv"),
        ("", 422, "no_rows"),
        ("Phone,{{1}}\n", 422, "no_rows"),
        ("Phone,{{1}}\n1,a\n2,b\n", 422, "no_valid_rows"),
        ('Phone,{{1}}\n919876543210,"a\n', 422, "unclosed_quote"),
        ("Phone\n919876543210\n", 422, "not_enough_columns"),
        ("Phone,{{1}}\n" + "919876543210,a\n" * 100_001, 413, "too_many_rows"),
        ("Phone,{{1}}\n" + ("919876543210," + "x" * 600 + "\n") * 84_000, 413, "file_too_large"),
    ],
    ids=[
        "semicolons",
        "workbook",
        "empty",
        "header only",
        "all invalid",
        "open quote",
        "few columns",
        "rows",
        "bytes",
    ],
)
async def test_wrong_files_leave_nothing_behind(refusing_api: CampaignApi, file: str, status: int, code: str) -> None:
    answer = await refusing_api.upload(file)
    assert (answer.status, answer.body["code"]) == (status, code), answer.body
    assert await refusing_api.leftovers() == 0


class TestTemplatesAndNumbers:
    async def test_media_column_missing_names_the_template(self, refusing_api: CampaignApi) -> None:
        answer = await refusing_api.upload(
            "Phone,{{1}},{{2}}\n919876543210,a,b\n", template_ids=[refusing_api.plain.id, refusing_api.media.id]
        )
        assert answer.body["code"] == "media_column_missing"
        assert refusing_api.media.name in answer.body["detail"]
        assert "IMAGE" in answer.body["detail"]

    async def test_too_few_columns_names_the_template(self, refusing_api: CampaignApi) -> None:
        answer = await refusing_api.upload(
            "Phone,{{Media}},{{1}}\n919876543210,,a\n", template_ids=[refusing_api.media.id]
        )
        assert answer.body["code"] == "not_enough_columns"
        assert refusing_api.media.name in answer.body["detail"]

    async def test_a_template_twice(self, refusing_api: CampaignApi) -> None:
        answer = await refusing_api.upload(FILE, template_ids=[refusing_api.plain.id, refusing_api.plain.id])
        assert answer.body["code"] == "duplicate_template"

    async def test_a_template_of_another_account(self, refusing_api: CampaignApi) -> None:
        async with refusing_api.database.transaction() as session:
            foreign = await make_template(session, waba_id="999")
        answer = await refusing_api.upload(FILE, template_ids=[refusing_api.plain.id, foreign.id])
        assert answer.body["code"] == "template_of_another_account"
        assert foreign.name in answer.body["detail"]
        assert refusing_api.plain.name not in answer.body["detail"]

    async def test_a_template_that_is_quarantined(self, refusing_api: CampaignApi) -> None:
        async with refusing_api.database.transaction() as session:
            bad = await make_template(session, is_quarantined=True, category="MARKETING")
        answer = await refusing_api.upload(FILE, template_ids=[bad.id])
        assert (answer.status, answer.body["code"]) == (422, "template_not_sendable")
        assert bad.name in answer.body["detail"]

    async def test_a_number_that_is_inactive(self, refusing_api: CampaignApi) -> None:
        async with refusing_api.database.transaction() as session:
            number = await make_number(session, is_active=False, inactive_reason="token expired")
        answer = await refusing_api.upload(FILE, number_id=number.id)
        assert (answer.status, answer.body["code"]) == (409, "number_inactive")
        assert number.display_name in answer.body["detail"]


class TestStreaming:
    async def test_an_upload_that_breaks_off(self, refusing_api: CampaignApi) -> None:
        _, writer = await asyncio.open_connection("127.0.0.1", refusing_api.port)
        writer.write(
            b"POST /api/campaigns HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n" + CONTENT_TYPE + FILE_PART
        )
        writer.write(b"Phone\r\n919876543210\r\n")
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        assert (await refusing_api.call("GET", "")).body == {"items": [], "next_cursor": None}
        assert await refusing_api.leftovers() == 0

    async def test_a_file_without_end_is_refused_in_the_middle(self, refusing_api: CampaignApi) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", refusing_api.port)
        writer.write(b"POST /api/campaigns HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n" + CONTENT_TYPE)
        await send_chunk(writer, FILE_PART + b"Phone,{{1}}\n")
        answer = asyncio.create_task(reader.readline())
        row = b"919876543210," + b"x" * 1000 + b"\n"
        sent = 0
        while not answer.done():
            await send_chunk(writer, row * 64)
            sent += len(row) * 64
            assert sent < 70_000_000
        writer.close()
        assert b" 413 " in await answer
        assert sent > 50_000_000

    async def test_who_is_not_signed_in_is_refused_before_the_body_is_read(self) -> None:
        app = FastAPI()
        app.state.parts = Parts()
        app.include_router(router, dependencies=[Depends(require_admin)])
        install_problem_handlers(app)
        async with serving(app) as web:
            reader, writer = await asyncio.open_connection("127.0.0.1", int(web.address.rpartition(":")[2]))
            writer.write(
                b"POST /api/campaigns HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n" + CONTENT_TYPE + FILE_PART
            )
            answer = await reader.readline()
            writer.close()
        assert b" 401 " in answer


async def send_chunk(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(b"%x\r\n%b\r\n" % (len(data), data))
    await writer.drain()

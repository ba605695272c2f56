"""The dry run: same checks as the real upload, a report for people, and nothing created."""

from __future__ import annotations

import csv
import io

from tests.features.campaigns.campaign_api import CampaignApi

FILE = """Phone,{{Media}},{{1}},{{2}},{{3}}
919876543210,https://cdn.example.in/a.jpg,Asha,A-1,x
9876543211,https://cdn.example.in/b.jpg,Ravi,A-2,x
919876543212,https://cdn.example.in/c.jpg,,A-3,x

919876543213,https://cdn.example.in/d.jpg,Meena,A-4,
919876543210,https://cdn.example.in/e.jpg,Zoya,A-5,x
9876543214,https://cdn.example.in/f.jpg,Dev,A-6,x
919876543215,https://cdn.example.in/g.jpg,Tara,A-7,x
"""


async def test_the_report_counts_explains_and_shows(refusing_api: CampaignApi) -> None:
    api = refusing_api
    answer = await api.upload(FILE, "/validate", name=None, template_ids=[api.plain.id, api.media.id])
    assert answer.status == 200, answer.body
    report = answer.body
    assert {key: report[key] for key in report if key not in ("reasons", "batches")} == {
        "total_rows": 7,
        "valid_rows": 3,
        "invalid_rows": 4,
        "duplicate_rows": 1,
        "variable_columns": 3,
        "has_media_column": True,
        "unused_columns": ["{{3}}"],
        "rate_per_sec": 60,
        "estimated_seconds": 1,
        "unique_recipients": 3,
        "messages_before": 0,
        "campaigns_before": 0,
        "before": [],
        "estimated_start": "2026-11-23T06:30:00Z",
        "estimated_end": "2026-11-23T06:30:00.050000Z",
        "messaging_limit": None,
        "daily_limit": None,
        "sent_last_day": 0,
        "number_quality": None,
        "token_expires_at": None,
        "warnings": [],
    }
    assert [(reason["code"], reason["count"], reason["first_rows"]) for reason in report["reasons"]] == [
        ("phone_without_country_code", 2, [3, 8]),
        ("missing_variable", 1, [4]),
        ("duplicate_phone", 1, [7]),
    ]
    assert report["reasons"][1]["rows"] == [
        {
            "row_number": 4,
            "cells": ["919876543212", "https://cdn.example.in/c.jpg", "", "A-3", "x"],
            "reason": "{{1}} is empty, and a selected template needs it.",
        }
    ]
    assert report["reasons"][2]["rows"][0]["reason"] == "The phone number is already in row 2."
    assert [(batch["template_name"], batch["recipients"]) for batch in report["batches"]] == [
        (api.plain.name, 1),
        (api.media.name, 2),
    ]
    assert report["batches"][0]["samples"][0]["body"] == "Dear Asha, your order is on its way."
    assert report["batches"][1]["samples"][0] == {
        "row_number": 6,
        "phone": "919876543213",
        "header": {"format": "IMAGE", "text": None, "url": "https://cdn.example.in/d.jpg"},
        "body": "Dear Meena, order A-4 is on its way.",
        "footer": "Meena Stores",
        "buttons": [{"type": "URL", "text": "Track", "url": "https://x.in/o/7"}],
    }
    assert await api.leftovers() == 0


async def test_reasons_show_ten_rows_and_samples_go_to_the_last(refusing_api: CampaignApi) -> None:
    rows = "".join(f"9198765{number:05},a\n" for number in range(240)) + "x,a\n" * 12
    report = (await refusing_api.upload("Phone,{{1}}\n" + rows, "/validate")).body
    assert report["estimated_seconds"] == 4
    assert report["reasons"][0]["count"] == 12
    assert report["reasons"][0]["first_rows"] == list(range(242, 252))
    assert [row["row_number"] for row in report["reasons"][0]["rows"]] == list(range(242, 252))
    assert [sample["row_number"] for sample in report["batches"][0]["samples"]] == [
        2,
        3,
        4,
        5,
        6,
        53,
        100,
        147,
        194,
        241,
    ]


async def test_a_short_list_is_shown_whole_and_a_wide_row_is_cut(refusing_api: CampaignApi) -> None:
    header = "Phone," + ",".join(f"{{{{{number}}}}}" for number in range(1, 41))
    rows = "".join(f"9198765{number:05},{'a,' * 40}\n".replace(",\n", "\n") for number in range(8))
    report = (await refusing_api.upload(f"{header}\n{rows}98765,{'b' * 5_000}\n", "/validate")).body
    assert [sample["row_number"] for sample in report["batches"][0]["samples"]] == list(range(2, 10))
    shown = report["reasons"][0]["rows"][0]["cells"]
    assert [len(cell) for cell in shown] == [5, 120]


async def test_the_rows_to_mend_come_as_a_file_before_anything_is_created(refusing_api: CampaignApi) -> None:
    api = refusing_api
    both = [api.plain.id, api.media.id]
    answer = await api.upload(FILE, "/validate/invalid.csv", name=None, template_ids=both)
    assert answer.status == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="invalid-rows.csv"'
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert lines[0] == ["Phone", "{{Media}}", "{{1}}", "{{2}}", "{{3}}", "Row", "Reason"]
    assert [(line[0], line[5]) for line in lines[1:]] == [
        ("9876543211", "3"),
        ("919876543212", "4"),
        ("919876543210", "7"),
        ("9876543214", "8"),
    ]
    assert lines[3][6] == "The phone number is already in row 2."
    assert await api.leftovers() == 0


async def test_the_rows_to_mend_are_those_a_campaign_would_keep(api: CampaignApi) -> None:
    file = FILE + "919876543216,https://cdn.example.in/h.jpg,Ila,A-8,x,y,=1+1\n919\n"
    before = await api.upload(file, "/validate/invalid.csv", template_ids=[api.media.id])
    campaign = (await api.upload(file, template_ids=[api.media.id])).body
    assert before.content == (await api.call("GET", f"/{campaign['id']}/invalid.csv")).content
    assert b"'=1+1" not in before.content  # it was put back into the value it was split off


async def test_a_file_without_a_valid_row_is_reported_not_refused(refusing_api: CampaignApi) -> None:
    answer = await refusing_api.upload("Phone,{{1}}\n1,a\n", "/validate")
    assert (answer.status, answer.body["valid_rows"]) == (200, 0)
    assert answer.body["batches"][0]["samples"] == []


async def test_it_refuses_what_the_upload_refuses(refusing_api: CampaignApi) -> None:
    answer = await refusing_api.upload(FILE, "/validate", scheduled_at="2020-01-01T00:00:00Z")
    assert (answer.status, answer.body["code"]) == (422, "schedule_in_past")
    answer = await refusing_api.upload("Mobile\n1\n", "/validate/invalid.csv")
    assert (answer.status, answer.body["code"]) == (422, "bad_header")

"""The downloads: right in Excel, harmless as formulas, streamed in pages, and good for another upload."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update
from tests.features.campaigns.campaign_api import CampaignApi

from harkara.core.messages.campaigns import Campaign, CampaignContact
from harkara.features.campaigns import export
from harkara.features.campaigns.csv_import import unquote_formula
from harkara.features.campaigns.export import file_name, guard_formula


def table(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


async def download(api: CampaignApi, campaign_id: int, kind: str) -> list[list[str]]:
    answer = await api.call("GET", f"/{campaign_id}/{kind}.csv")
    assert answer.status == 200
    return table(answer.content)


class TestResults:
    async def test_every_row_with_its_outcome_in_ist(self, api: CampaignApi) -> None:
        campaign_id = (
            await api.upload("Phone,{{1}}\n919876543210,आशा\n1,b\n919876543211,c\n", name="=Fête: 50%!")
        ).body["id"]
        async with api.database.transaction() as session:
            await session.execute(
                update(CampaignContact)
                .where(CampaignContact.row_number == 2)
                .values(status="read", wamid="wamid.A", attempts=1, sent_at=datetime(2026, 11, 23, 20, 0, tzinfo=UTC))
            )
            await session.execute(
                update(CampaignContact)
                .where(CampaignContact.row_number == 4)
                .values(status="failed", error_code=131026, error_details="=cmd", attempts=3)
            )
        answer = await api.call("GET", f"/{campaign_id}/export.csv")
        assert answer.headers["content-disposition"] == (
            f'attachment; filename="campaign-{campaign_id}-f-te-50-results.csv"'
        )
        assert answer.headers["content-type"].startswith("text/csv")
        rows = table(answer.content)
        assert rows[0] == list(export.RESULT_COLUMNS)
        assert rows[1][:9] == ["2", "919876543210", api.plain.name, "read", "", "", "1", "2026-11-24 01:30:00", ""][:9]
        assert rows[1][-1] == "wamid.A"
        assert rows[2][3] == "invalid"
        assert "12 digits" in rows[2][5]
        assert rows[3][4] == "131026"
        assert rows[3][5].endswith(": =cmd")

    async def test_more_rows_than_a_page(self, api: CampaignApi, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(export, "_PAGE_ROWS", 10)
        phones = [f"9198765{number:05}" for number in range(40)]
        campaign_id = (await api.upload("Phone,{{1}}\n" + "".join(f"{phone},a\n" for phone in phones))).body["id"]
        assert [row[1] for row in (await download(api, campaign_id, "export"))[1:]] == phones


class TestInvalidRows:
    FILE = (
        "Phone,{{Media}},{{1}},{{2}}\n"
        "+919876543210,,=1+1,b\n"
        "919876543211,,a\n"
        "919876543212,,a,Hello, Asha\n"
        "919876543213,,a,b\n"
    )

    async def test_columns_of_the_file_then_row_and_reason(self, api: CampaignApi) -> None:
        campaign_id = (await api.upload(self.FILE, template_ids=[await self.two_variables(api)])).body["id"]
        rows = await download(api, campaign_id, "invalid")
        assert rows[0] == ["Phone", "{{Media}}", "{{1}}", "{{2}}", "Row", "Reason"]
        assert [row[:5] for row in rows[1:]] == [
            ["'+919876543210", "", "'=1+1", "b", "2"],
            ["919876543211", "", "a", "", "3"],
            ["919876543212", "", "a", "Hello, Asha", "4"],
        ]
        assert all(row[5] for row in rows[1:])

    async def test_mended_and_without_the_two_columns_it_can_be_uploaded_again(self, api: CampaignApi) -> None:
        template_id = await self.two_variables(api)
        campaign_id = (await api.upload(self.FILE, template_ids=[template_id])).body["id"]
        mended = [row[:4] for row in await download(api, campaign_id, "invalid")]
        mended[1][0] = mended[1][0].replace("+", "")
        mended[2][3] = "b"
        text = io.StringIO(newline="")
        csv.writer(text).writerows(mended)
        answer = await api.upload(text.getvalue(), template_ids=[template_id])
        assert answer.body["valid_contacts"] == 2
        contacts = (await api.call("GET", f"/{answer.body['id']}/contacts")).body["items"]
        assert contacts[0]["phone"] == "'919876543210"
        assert contacts[0]["variables"] == ["=1+1", "b"]

    async def two_variables(self, api: CampaignApi) -> int:
        from tests.factories import make_template

        async with api.database.transaction() as session:
            components = [{"type": "BODY", "text": "Dear {{1}}, {{2}} it is."}]
            return (await make_template(session, components=components, variable_count=2)).id


class TestGuard:
    @pytest.mark.parametrize("value", ["=1", "+91", "-5", "@x", "\tx", "\rx", "'=1", "''=1", "'+"])
    def test_what_could_be_a_formula_gets_a_quote(self, value: str) -> None:
        assert guard_formula(value) == "'" + value

    @pytest.mark.parametrize("value", ["919876543210", "Asha", "O'Brien", "'hello'", "", "a=1", 5, None])
    def test_everything_else_stays(self, value: object) -> None:
        assert guard_formula(value) == value

    @given(st.text(max_size=20) | st.from_regex(r"\A'{0,3}[=+\-@]\w*\Z"))
    def test_the_import_takes_exactly_our_quote_off(self, value: str) -> None:
        assert unquote_formula(str(guard_formula(value))) == value


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Diwali Offer", "campaign-7-diwali-offer-invalid.csv"),
        ('a"b\r\nSet-Cookie: x/../c', "campaign-7-a-b-set-cookie-x-c-invalid.csv"),
        ("दिवाली", "campaign-7-invalid.csv"),
    ],
)
def test_file_names_are_safe(name: str, file: str) -> None:
    assert file_name(Campaign(id=7, name=name), "invalid") == file

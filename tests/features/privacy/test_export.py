"""The export of one customer: everything that is held, nothing of anybody else."""

from __future__ import annotations

import json

from tests.features.privacy.conftest import BSUID, NAME, PRIYA, USERNAME, WAMID, Stage, inbound_body, posted
from tests.features.privacy.test_erasing import OTHER, TRACES, fill


async def test_everything_that_an_erasure_would_take_is_in_it(stage: Stage) -> None:
    answer = await stage.export(await fill(stage))
    assert answer.status == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="customer-')
    written = answer.content.decode()
    for trace in (
        *TRACES,
        "+91 98123 45678",
        "09812345678",
        "919800000001",
        "wamid.FORMER",
        stage.sent[0],
        "Dear Priya",
    ):
        assert trace in written, trace


async def test_it_is_in_order(stage: Stage) -> None:
    document = (await stage.export(await fill(stage))).body
    customer = document["customer"]
    assert (customer["phone"], customer["user_id"], customer["name"]) == (PRIYA, BSUID, NAME)
    assert customer["username"] == USERNAME
    assert [former["id"] for former in customer["former_ids"]] == ["919800000001"]
    by_wamid = {message["wamid"]: message for talk in document["conversations"] for message in talk["messages"]}
    assert by_wamid[WAMID]["shown_as"] == {"kind": "text", "text": "Where is my blue saree?"}
    sent = by_wamid[stage.sent[0]]
    assert sent["shown_as"]["body"] == "Dear Priya ji, your order is on its way."
    assert [(log["status"], log["pricing"]) for log in sent["statuses"]] == [("read", {"billable": True})]
    assert [(row["status"], row["variables"]) for row in document["campaigns"]] == [
        ("read", ["Priya ji", "AS-20418"]),
        ("invalid", ["Priya ji"]),
        ("invalid", ["Priya ji"]),
    ]
    assert document["replies"][0]["state"] == "waiting"
    assert [reply["body"] for reply in document["replies_not_sent_yet"]] == ["Dear Priya"] * 2


async def test_nothing_of_others_is_in_it(stage: Stage) -> None:
    await fill(stage)
    written = json.dumps((await stage.export(await stage.contact_id(OTHER))).body)
    assert "Ravi" in written
    for trace in TRACES:
        assert trace not in written


async def test_a_foreign_number_with_the_same_last_digits_is_somebody_else(stage: Stage) -> None:
    await fill(stage)
    await stage.receive(posted(inbound_body("wamid.US", phone="19812345678", bsuid="US.1", name="Sam", words="Hi")))
    document = (await stage.export(await stage.contact_id("19812345678"))).body
    assert document["campaigns"] == []


async def test_a_customer_is_found_as_people_write_numbers(stage: Stage) -> None:
    contact_id = await fill(stage)
    for given in (PRIYA, "%2B91%2098123%2045678", "9812345678", "09812345678", BSUID, USERNAME, f"@{USERNAME.upper()}"):
        answer = await stage.web.call("GET", f"/api/contacts/lookup?q={given}")
        assert (answer.status, answer.body.get("id")) == (200, contact_id), given
    assert answer.body["phone"] == PRIYA
    missing = await stage.web.call("GET", "/api/contacts/lookup?q=919899999999")
    assert (missing.status, missing.body["code"]) == (404, "contact_not_found")

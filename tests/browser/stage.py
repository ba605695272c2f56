"""A business day at Asha Sarees, for pictures: campaigns that are done, running and planned, customers who write, a quarantine."""

from __future__ import annotations

from datetime import timedelta
from itertools import cycle
from typing import Any

from tests.acceptance.platform import Platform, until
from tests.browser.customers import conversation, until_answered, write

from harkara.kit.clock import SystemClock

NAMES = (
    "Priya",
    "Rahul",
    "Ananya",
    "Kavita",
    "Imran",
    "Meera",
    "Arjun",
    "Lakshmi",
    "Farhan",
    "Divya",
    "Suresh",
    "Nisha",
)
SECOND_NUMBER = "106540352242923"
SUPPORT = {
    "display_name": "Asha Support",
    "phone_number_id": SECOND_NUMBER,
    "access_token": "SANDBOX-TOKEN-1",
    "system_prompt": "You answer questions about orders of Asha Sarees, briefly and politely.",
}
LIVE_ROWS = 30_000


async def set_stage(platform: Platform) -> dict[str, str]:
    """Let the day happen; return the addresses of its pages by name."""
    await platform.behave(time_scale=0.1, fail_share=0.012, read_share=0.78, latency=[0.05, 0.1])
    assert (await platform.call("POST", "/numbers", SUPPORT)).status == 201
    finished = await _past_campaigns(platform)
    await _planned_campaign(platform)
    live = await _send(platform, "Order updates, Wednesday", ["order_shipped", "order_confirmed"], LIVE_ROWS)
    await platform.until_campaign(live, lambda campaign: campaign["total_sent"] > 1_500)
    # Whether a reply was read is thrown like a die; these are waited for.
    await platform.behave(read_share=1.0)
    talk = await _customers(platform)
    await platform.behave(read_share=0.78)
    quarantined = await _quarantine(platform)
    return {
        "campaign": f"/campaigns/{live}",
        "report": f"/campaigns/{finished}",
        "thread": f"/inbox/{talk}",
        "template": f"/templates?id={quarantined}",
    }


async def _past_campaigns(platform: Platform) -> int:
    await platform.fault(kind="error", code=131026, count=19)
    await platform.fault(kind="error", code=131049, count=6)
    finished = await _send(platform, "Diwali dispatch", ["order_shipped", "order_confirmed"], 2_400, spoiled=14)
    reminders = await _send(platform, "Payment reminders, November", ["payment_reminder"], 640, columns=4)
    for campaign in (finished, reminders):
        await platform.until_campaign(campaign, lambda found: found["status"] == "completed", 300)
    return finished


async def _planned_campaign(platform: Platform) -> None:
    tomorrow = (SystemClock().now() + timedelta(days=1)).replace(hour=3, minute=30, second=0, microsecond=0)
    await _send(platform, "Showroom appointments", ["appointment_reminder"], 1_250, columns=4, at=tomorrow.isoformat())


async def _send(
    platform: Platform, name: str, templates: list[str], rows: int, *, columns: int = 3, spoiled: int = 0, at: str = ""
) -> int:
    number = next(
        item for item in (await platform.get("/numbers"))["items"] if item["phone_number_id"] != SECOND_NUMBER
    )
    ids = [(await platform.template(template))["id"] for template in templates]
    when = {"scheduled_at": at} if at else {}
    created = await platform.upload(
        csv(rows, columns=columns, spoiled=spoiled), name=name, number_id=number["id"], template_ids=ids, **when
    )
    assert created.status == 201, created.content
    return created.body["id"]


def csv(rows: int, *, columns: int = 3, spoiled: int = 0) -> str:
    """Return a list of customers: name, order, day or amount, hour; the last rows spoiled as people spoil them."""
    header = ",".join(["Phone", *(f"{{{{{place}}}}}" for place in range(1, columns + 1))])
    names = cycle(NAMES)
    lines = [header]
    for row in range(rows):
        values = [next(names), f"AS-{20_418 + row}", f"{1_199 + row % 7 * 350:,}", "30 November"][:columns]
        lines.append(",".join([f"9198{20_000_000 + row * 37:08}", *(f'"{value}"' for value in values)]))
    wrong = cycle(["9876543210", "9.19877E+11", "+919876543210", "91987654321"])
    lines += [",".join([next(wrong), *["Ravi"] * columns]) for _ in range(spoiled)]
    return "\n".join(lines)


async def _customers(platform: Platform) -> str:
    for place, (name, text) in enumerate(
        [
            ("Meera Iyer", "Can I exchange the green saree for a maroon one?"),
            ("Farhan Shaikh", "Is COD available for Nagpur?"),
            ("Lakshmi N", "வணக்கம், my parcel has not come yet"),
            ("Rahul Verma", "Please send the invoice again"),
        ]
    ):
        await write(platform, f"9198450{place:05}", text, name=name)
    person = "919830011223"
    await write(platform, person, "Hello, where is my order AS-20418?", name="Priya Nair")
    found = await conversation(platform, person)
    await until_answered(platform, found["id"])
    await write(platform, person, type="image")
    await write(platform, person, "It came with a small tear on the border, see the photo.", name="Priya Nair")
    await until_answered(platform, found["id"], 2)
    return found["id"]


async def _quarantine(platform: Platform) -> int:
    """Let Meta make a template a marketing one; return its id once the platform knows."""
    answer = await platform.sandbox.call(
        "POST", "/sandbox/templates/item_back_for_your_order", json_body={"category": "MARKETING"}
    )
    assert answer.status == 200, answer.content

    async def quarantined() -> dict[str, Any] | None:
        template = await platform.template("item_back_for_your_order")
        return template if template["is_quarantined"] else None

    return (await until(quarantined))["id"]

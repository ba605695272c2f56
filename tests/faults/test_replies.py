"""A customer who writes gets one reply, or none if the model fails: whatever is killed, and however often Meta calls."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import random
import signal
import time
from collections import Counter
from typing import Any

import orjson
import pytest
from tests.acceptance.platform import HARKARA, until
from tests.faults.figures import report
from tests.faults.fleet import Fleet, Process
from tests.faults.scale import SEED, SETTLED_WITHIN, sized

pytestmark = pytest.mark.faults

RUNS = sized(1, 20)
ANSWERED_WITHIN = 30.0
_customers = (f"9197{serial:08}" for serial in range(100_000))


@pytest.fixture
async def fleet(fleet: Fleet) -> Fleet:
    """The file's fleet, with the sandbox as language model."""
    settings = {"model": "gpt-4o-mini", "api_key": "sk-faults", "base_url": f"http://127.0.0.1:{fleet.meta_port}/v1"}
    answer = await fleet.call("PUT", "/llm", settings)
    assert answer.status == 200, answer.content
    await fleet.behave(latency=[0, 0], time_scale=0, window_error="off")
    return fleet


async def write(fleet: Fleet, customer: str, **values: object) -> None:
    """Let a customer write to the first number."""
    message = {"from": customer, "text": "Where is my order?", **values}
    assert (await fleet.sandbox.call("POST", "/sandbox/inbound", json_body=message)).status == 201


async def replies(fleet: Fleet, *customers: str) -> Counter[str]:
    """Return how many replies each of these customers has got."""
    ledger = (await fleet.sandbox.call("GET", "/sandbox/ledger")).body["data"]
    return Counter(record["to"] for record in ledger if record["to"] in customers)


async def asked(fleet: Fleet) -> int:
    return len((await fleet.sandbox.call("GET", "/sandbox/chats")).body["data"])


async def tasks(fleet: Fleet, *customers: str) -> list[dict[str, Any]]:
    return await fleet.query(
        "SELECT t.state, t.reason FROM harkara.reply_tasks t JOIN harkara.contacts c ON c.id = t.contact_id"
        " WHERE c.wa_id = ANY(%s) ORDER BY t.id",
        (list(customers),),
    )


async def until_settled(fleet: Fleet, *customers: str) -> None:
    """Wait until nobody waits, nothing is in the lane, and what is there is in the ledger."""

    async def settled() -> bool:
        found = await tasks(fleet, *customers)
        [lane] = await fleet.query("SELECT count(*) AS n FROM harkara.reply_queue WHERE state <> 'failed'")
        return len(found) >= len(customers) and all(task["state"] != "waiting" for task in found) and lane["n"] == 0

    await until(settled, SETTLED_WITHIN)


async def kill(process: Process) -> None:
    process.signal(signal.SIGKILL)
    await process.ended(5.0)


async def test_r1_a_webhook_delivered_three_times_at_once(fleet: Fleet) -> None:
    customers = [next(_customers) for _ in range(sized(5, 100))]
    async with fleet.workers_of({}):
        await asyncio.gather(*(deliver(fleet, customer) for customer in customers for _ in range(3)))
        await until_settled(fleet, *customers)
    counted = await replies(fleet, *customers)
    report("R1", case="3 deliveries at once", runs=1, customers=len(customers), replies=counted.total())
    assert counted == dict.fromkeys(customers, 1)


async def deliver(fleet: Fleet, customer: str) -> None:
    """Post a customer's message as Meta does."""
    message = {
        "from": customer,
        "id": f"wamid.{customer}",
        "timestamp": str(int(time.time())),
        "type": "text",
        "text": {"body": "price?"},
    }
    [number, *_] = await fleet.numbers()
    value = {
        "metadata": {"phone_number_id": number["phone_number_id"]},
        "contacts": [{"wa_id": customer}],
        "messages": [message],
    }
    body = orjson.dumps({"entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}]})
    secret = fleet.environment["META_APP_SECRET"].encode()
    signature = {"x-hub-signature-256": "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()}
    answer = await fleet.web.call("POST", "/webhooks/whatsapp", content=body, headers=signature)
    assert answer.status == 200


async def test_r2_killed_before_the_model_is_asked(fleet: Fleet) -> None:
    """Acknowledged, and no worker lives to see it."""
    customer = next(_customers)
    await write(fleet, customer)
    await until(lambda: fleet.query("SELECT 1 FROM harkara.webhook_events WHERE processed_at IS NULL"))
    async with fleet.workers_of({}):
        await until_settled(fleet, customer)
    assert await replies(fleet, customer) == {customer: 1}


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=["SIGKILL", "SIGTERM"])
async def test_r2_ended_while_the_model_writes(fleet: Fleet, number: signal.Signals) -> None:
    """No failure of the model's: it is asked again."""
    customer, before = next(_customers), await asked(fleet)
    await fleet.fault(kind="delay_answer", target="openai", delay=3, count=1)
    async with fleet.workers_of({}) as workers:
        await write(fleet, customer)
        await until(lambda: more_asked(fleet, before))
        worker = workers.pop()
        worker.signal(number)
        await worker.ended(10.0)
        workers.append(await fleet.start_worker())
        begun = time.monotonic()
        await until_settled(fleet, customer)
    report(
        "R2", case=f"{number.name} while the model writes", runs=1, answered_after_s=round(time.monotonic() - begun, 1)
    )
    assert await replies(fleet, customer) == {customer: 1}
    assert await asked(fleet) == before + 2


async def test_r2_killed_after_meta_took_the_reply_and_before_we_knew(fleet: Fleet) -> None:
    customer = next(_customers)
    async with fleet.workers_of({}) as workers:
        await fleet.fault(kind="delay_answer", target="messages", delay=2)
        await write(fleet, customer)
        await until(lambda: replies(fleet, customer))
        await kill(workers.pop())
        await fleet.clear_faults()
        workers.append(await fleet.start_worker())
        await until_settled(fleet, customer)
    assert await replies(fleet, customer) == {customer: 1}
    [row] = await fleet.query(
        "SELECT count(*) AS n FROM harkara.messages m JOIN harkara.contacts c ON c.id = m.contact_id"
        " WHERE c.wa_id = %s AND direction = 'out'",
        (customer,),
    )
    assert row["n"] == 1


async def test_r3_the_api_is_killed_while_meta_delivers(fleet: Fleet) -> None:
    customers = [next(_customers) for _ in range(20)]
    await fleet.behave(webhooks_held=True, max_updates_per_post=1)
    for customer in customers:
        await write(fleet, customer)
    async with fleet.workers_of({}):
        await fleet.behave(webhooks_held=False)
        await kill(fleet.lasting[1])
        api = await fleet.start("api", (*HARKARA, "api"))
        try:
            await until_settled(fleet, *customers)
        finally:
            fleet.lasting[1].popen, fleet.lasting[1].log = api.popen, api.log
    assert await replies(fleet, *customers) == dict.fromkeys(customers, 1)


async def test_r4_fifty_customers_and_workers_killed_at_random(fleet: Fleet) -> None:
    dice = random.Random(SEED)
    for _ in range(RUNS):
        customers = [next(_customers) for _ in range(50)]
        async with fleet.workers_of({}, {}) as workers:
            await fleet.behave(latency=[0.05, 0.2])
            await asyncio.gather(*(write(fleet, customer) for customer in customers))
            await asyncio.sleep(dice.uniform(0.0, 1.5))
            await kill(workers.pop())
            workers.append(await fleet.start_worker())
            begun = time.monotonic()
            await until_settled(fleet, *customers)
        counted = await replies(fleet, *customers)
        report(
            "R4",
            case="50 customers, a worker killed",
            runs=1,
            replies=counted.total(),
            doubled=sum(count - 1 for count in counted.values()),
            settled_after_s=round(time.monotonic() - begun, 1),
        )
        assert counted == dict.fromkeys(customers, 1)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [({"kind": "delay_answer", "delay": 5}, "llm_timeout"), ({"kind": "error", "status": 500}, "llm_server_error")],
    ids=["too-late", "500"],
)
async def test_r5_a_model_that_fails_costs_one_reply_and_no_more(
    fleet: Fleet, fault: dict[str, Any], reason: str
) -> None:
    customer, before = next(_customers), await asked(fleet)
    await fleet.fault(**{"target": "openai", "count": 1, **fault})
    async with fleet.workers_of({"REPLY_TIMEOUT_SECONDS": "1"}):
        await write(fleet, customer)
        await until_settled(fleet, customer)
        assert await tasks(fleet, customer) == [{"state": "skipped", "reason": reason}]
        assert await replies(fleet, customer) == {}
        await write(fleet, customer, text="price?")
        await until(lambda: replies(fleet, customer), ANSWERED_WITHIN)
        await until_settled(fleet, customer)
    assert await replies(fleet, customer) == {customer: 1}
    assert await asked(fleet) <= before + 2


async def more_asked(fleet: Fleet, before: int) -> bool:
    return await asked(fleet) > before

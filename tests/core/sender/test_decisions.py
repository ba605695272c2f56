"""From Meta's answer to what becomes of the message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harkara.core.sender.decisions import MAX_ATTEMPTS, Again, Decision, Failed, Sent, Unresolved, decide, halts
from harkara.core.sender.limits import SendLimits
from harkara.integrations.whatsapp.errors import ErrorClass, GraphError, describe
from harkara.integrations.whatsapp.sending import Accepted, NotSent, Refused, SendResult, Unknown


def refused(code: int) -> Refused:
    return Refused(GraphError(code, describe(code), details="as Meta says"))


@pytest.mark.parametrize(
    ("result", "attempt", "decision"),
    [
        (Accepted("wamid.A", "919876543210", "accepted"), 1, Sent("wamid.A")),
        (Unknown("the connection was reset"), 1, Unresolved()),
        (NotSent("refused"), 1, Again(5.0, refund=False)),
        (NotSent("refused"), 2, Again(20.0, refund=False)),
        (NotSent("refused"), 3, Again(45.0, refund=False)),
        (NotSent("refused"), 4, Failed(None, "refused")),
        (refused(131000), 1, Again(5.0, refund=False)),
        (refused(131016), 4, Failed(131016, "as Meta says")),
        (refused(130429), 4, Again(1.0, refund=True)),
        (refused(80007), 1, Again(1.0, refund=True)),
        (refused(131056), 1, Again(6.0, refund=True)),
        (refused(131056), 2, Again(24.0, refund=True)),
        (refused(131026), 1, Failed(131026, "as Meta says")),
        (refused(131047), 1, Failed(131047, "as Meta says")),
        (refused(132001), 1, Again(0.0, refund=True)),
        (refused(190), 1, Again(0.0, refund=True)),
    ],
)
def test_table(result: SendResult, attempt: int, decision: Decision) -> None:
    assert decide(result, attempt) == decision


@pytest.mark.parametrize(
    ("result", "kind"),
    [
        (refused(132015), ErrorClass.TEMPLATE),
        (refused(190), ErrorClass.ACCOUNT),
        (refused(131031), ErrorClass.ACCOUNT),
        (refused(131026), None),
        (refused(130429), None),
        (NotSent("refused"), None),
    ],
)
def test_what_concerns_more_than_one_message(result: SendResult, kind: ErrorClass | None) -> None:
    assert halts(result) is kind


@given(code=st.integers(0, 200_000), attempt=st.integers(1, MAX_ATTEMPTS))
def test_no_refusal_is_ever_taken_for_sent(code: int, attempt: int) -> None:
    assert not isinstance(decide(refused(code), attempt), Sent)


@given(stuck_after=st.integers(5, 3600))
def test_no_message_is_in_a_runners_hands_when_the_recovery_gives_it_back(stuck_after: int) -> None:
    limits = SendLimits(stuck_after)
    assert limits.lease + limits.deadline < limits.stuck_after

"""Every code Meta documents has a consequence that fits the design, and what we do not know stays harmless."""

from __future__ import annotations

import re

import orjson
import pytest

from harkara.integrations.whatsapp.error_codes import CODES
from harkara.integrations.whatsapp.errors import NO_CODE, ErrorClass, GraphError, class_of, classify, describe

THROTTLE, PAIR, TRANSIENT = ErrorClass.THROTTLE, ErrorClass.PAIR_LIMIT, ErrorClass.TRANSIENT
RECIPIENT, TEMPLATE = ErrorClass.RECIPIENT, ErrorClass.TEMPLATE
REQUEST, ACCOUNT = ErrorClass.REQUEST, ErrorClass.ACCOUNT

DOCUMENTED = {
    ACCOUNT: [
        *(0, 190, 3, 10, 200, 250, 299, 131005, 104, 102, 131048, 131064, 33, 368, 131031, 131037, 131042, 131045),
        *(133000, 133010, 134011),
    ],
    TRANSIENT: [1, 2, 131000, 131016, 131057, 133004, 2494100],
    THROTTLE: [4, 17, 341, 32, 613, 80007, 80008, 80012, 130429],
    PAIR: [131056],
    RECIPIENT: [
        *(130403, 130472, 131009, 131014, 131021, 131026, 131030, 131047, 131049, 131050, 131052, 131053, 131062),
        *(132005, 137000),
    ],
    TEMPLATE: [131063, 132000, 132001, 132007, 132008, 132012, 132015, 132016, 132018, 132068, 132069],
    REQUEST: [
        *(100, 803, 130497, 131008, 131051, 133005, 133006, 133008, 133009, 133015, 133016, 135000, 136024, 136025),
        *(2388019, 2388024, 2388039, 2388299),
    ],
}
"""All codes of Meta's page of error codes (Cloud API, 2026-09) with the consequence of design 3.10."""


def answer(code: int, **more: object) -> bytes:
    return orjson.dumps({"error": {"code": code, "message": f"(#{code}) Something", "type": "OAuthException", **more}})


@pytest.mark.parametrize(("code", "expected"), [(code, kind) for kind, codes in DOCUMENTED.items() for code in codes])
def test_documented_codes(code: int, expected: ErrorClass) -> None:
    assert class_of(code) is expected
    assert classify(400, answer(code)).error_class is expected


def test_the_table_holds_nothing_undocumented() -> None:
    assert set(CODES) <= {code for codes in DOCUMENTED.values() for code in codes}


@pytest.mark.parametrize("code", sorted(CODES))
def test_words_are_for_people(code: int) -> None:
    known = describe(code)
    assert known.title[0].isupper()
    assert not known.title.endswith(".")
    assert known.advice.endswith(".")
    assert not re.search(r"\b(API call|parse|payload|JSON|null)\b", known.title)


class TestCodesDecideNotTheHttpStatus:
    def test_a_missing_capability_is_not_transient_despite_its_500(self) -> None:
        assert classify(500, answer(3)).error_class is ACCOUNT

    def test_a_throttle_comes_with_400_or_429(self) -> None:
        assert classify(400, answer(130429)).throttled
        assert classify(429, answer(130429)).throttled

    def test_code_100_about_the_number_itself_is_the_accounts(self) -> None:
        assert classify(400, answer(100, error_subcode=33)).error_class is ACCOUNT
        assert classify(400, answer(100)).error_class is REQUEST


class TestUnknownCodes:
    """Meta adds codes without asking: they must neither stop a campaign nor be retried for ever."""

    @pytest.mark.parametrize(
        ("status", "more", "expected"),
        [
            (400, {}, RECIPIENT),
            (403, {}, RECIPIENT),
            (401, {}, ACCOUNT),
            (429, {}, THROTTLE),
            (500, {}, TRANSIENT),
            (400, {"is_transient": True}, TRANSIENT),
        ],
    )
    def test_judged_by_status(self, status: int, more: dict[str, object], expected: ErrorClass) -> None:
        assert classify(status, answer(999_123, **more)).error_class is expected

    def test_stored_code_still_has_words(self) -> None:
        assert "999123" in describe(999_123).title
        assert class_of(999_123) is RECIPIENT


class TestAnswersThatAreNotMetas:
    @pytest.mark.parametrize(
        ("status", "expected"),
        [
            (429, THROTTLE),
            (500, TRANSIENT),
            (502, TRANSIENT),
            (503, TRANSIENT),
            (504, ErrorClass.AMBIGUOUS),
            (404, REQUEST),
            (407, REQUEST),
            (302, REQUEST),
        ],
    )
    @pytest.mark.parametrize(
        "body", [b"", b"<html>", b"[]", b'{"error":"no"}', b'{"error":{"message":"no code"}}', b"\xff"]
    )
    def test_judged_by_status(self, status: int, expected: ErrorClass, body: bytes) -> None:
        error = classify(status, body)
        assert (error.code, error.error_class) == (NO_CODE, expected)

    def test_stored_code_has_words(self) -> None:
        assert describe(NO_CODE).title == "Meta's servers gave no proper answer"


class TestWords:
    def test_details_come_before_metas_title(self) -> None:
        body = answer(131009, error_data={"messaging_product": "whatsapp", "details": "Parameter to is no number"})
        error = classify(400, body)
        assert error.details == "Parameter to is no number"
        assert str(error) == "A value in this row is not valid (error 131009): Parameter to is no number"

    def test_subcode_is_kept(self) -> None:
        error = classify(401, answer(190, error_subcode=463))
        assert (error.subcode, error.http_status, error.token_expired) == (463, 401, True)

    def test_a_token_metas_message_repeats_is_hidden(self) -> None:
        other = "EAA" + "xYz0123456789" * 10
        error = classify(
            401, answer(190, error_user_msg=f"Malformed access token short-one or {other}"), hide="short-one"
        )
        assert "short-one" not in str(error)
        assert other not in str(error)

    def test_asks_for_less_data(self) -> None:
        words = "Please reduce the amount of data you're asking for, then retry your request"
        assert classify(500, orjson.dumps({"error": {"code": 1, "message": words}})).asks_for_less_data
        assert not classify(500, answer(1)).asks_for_less_data


def test_flags_follow_the_class() -> None:
    def error(code: int) -> GraphError:
        return classify(400, answer(code))

    assert [error(code).retryable for code in (131016, 130429, 131026, 190)] == [True, False, False, False]
    assert [error(code).throttled for code in (131016, 130429, 131056, 190)] == [False, True, True, False]

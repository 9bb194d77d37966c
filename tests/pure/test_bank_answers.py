"""What an answer of a bank means: every status, every body, and everything that is no answer."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.gateways.answers import TRANSIENT_CODES, of_enquiry, of_payment, of_submission
from adulis.gateways.values import Source, Verdict

REFERENCE = "AD01"
V = Verdict


def body(**changes: Any) -> bytes:
    """A good answer, with changes; a member that is None is left out."""
    said: dict[str, Any] = {
        "client_reference": REFERENCE,
        "bank_reference": "SIM1",
        "status": "accepted",
        "utr": None,
        "code": "ACCEPTED",
        "message": "Accepted for processing.",
        "amount_paise": 60_000,
        "returned_amount_paise": 0,
        "mode": "IMPS",
    }
    told = {name: value for name, value in (said | changes).items() if value != "absent"}
    return json.dumps(told).encode()


HTML = b"<html><body>502 Bad Gateway</body></html>"
NOT_ANSWERS = [
    b"",
    b"{",
    body()[:40],
    HTML,
    b"[]",
    b"null",
    b'"completed"',
    b"12",
    b"\xff\xfe",
    b'{"status": NaN}',
    body(client_reference="AD02", status="completed"),
    body(client_reference="absent", status="completed"),
    body(client_reference=7, status="completed"),
    body(status="absent"),
    body(status="SUCCESS"),
    body(status="Completed"),
    body(status=["completed"]),
    body(status={"completed": True}),
    body(status="completed", amount_paise="60000"),
    body(status="completed", amount_paise=60_000.0),
    body(status="completed", amount_paise=True),
    body(status="completed", amount_paise=-1),
    body(status="completed", amount_paise=2**63),
    body(status="completed", amount_paise=[60_000]),
    body(status="returned", returned_amount_paise="60000"),
    body(status="returned", returned_amount_paise=-1),
    b'{"code": "INTERNAL_ERROR", "message": "An error with status 200."}',
]


class TestPaymentObjects:
    """The same in an answer, an enquiry and a callback."""

    @pytest.mark.parametrize(
        ("status", "verdict"),
        [
            ("accepted", V.ACCEPTED),
            ("processing", V.ACCEPTED),
            ("completed", V.SUCCESS),
            ("rejected", V.REFUSED),
            ("returned", V.RETURNED),
        ],
    )
    def test_each_status_has_one_meaning(self, status: str, verdict: Verdict) -> None:
        said = body(status=status, returned_amount_paise=60_000)
        words = [
            of_submission(REFERENCE, 200, said),
            of_submission(REFERENCE, 202, said),
            of_enquiry(REFERENCE, 200, said),
            of_payment(REFERENCE, json.loads(said), Source.CALLBACK),
        ]
        assert [word.verdict for word in words] == [verdict] * 4
        assert [word.source for word in words] == [
            Source.SUBMISSION, Source.SUBMISSION, Source.ENQUIRY, Source.CALLBACK,
        ]  # fmt: skip

    @pytest.mark.parametrize("code", sorted(TRANSIENT_CODES))
    def test_a_rejection_for_now_is_no_final_one(self, code: str) -> None:
        word = of_enquiry(REFERENCE, 200, body(status="rejected", code=code))
        assert word.verdict is V.REFUSED_FOR_NOW

    @pytest.mark.parametrize("said", NOT_ANSWERS, ids=lambda said: repr(said[:60]))
    def test_what_is_not_understood_is_unknown(self, said: bytes) -> None:
        assert of_submission(REFERENCE, 200, said).verdict is V.UNKNOWN
        assert of_submission(REFERENCE, 202, said).verdict is V.UNKNOWN
        assert of_enquiry(REFERENCE, 200, said).verdict is V.UNKNOWN

    def test_what_was_said_is_kept(self) -> None:
        word = of_enquiry(
            REFERENCE, 200, body(status="completed", utr="UTR1", code="COMPLETED", message="Done.")
        )
        told = (word.utr, word.code, word.message, word.bank_reference, word.amount_minor)
        assert told == ("UTR1", "COMPLETED", "Done.", "SIM1", 60_000)

    @pytest.mark.parametrize(
        ("status", "amount", "returned", "said"),
        [
            ("completed", 60_000, 0, 60_000),
            ("returned", 60_000, 60_000, 60_000),
            ("returned", 60_000, 59_900, 59_900),
            ("returned", 60_000, 0, 0),
            ("returned", 60_000, "absent", 60_000),
            ("accepted", 60_000, 60_000, 60_000),
            ("completed", "absent", 0, None),
        ],
    )
    def test_the_amount_is_what_was_moved(
        self, status: str, amount: Any, returned: Any, said: int | None
    ) -> None:
        word = of_enquiry(
            REFERENCE, 200, body(status=status, amount_paise=amount, returned_amount_paise=returned)
        )
        assert word.amount_minor == said

    @pytest.mark.parametrize("member", ["code", "message", "utr", "bank_reference"])
    @pytest.mark.parametrize("value", [None, 7, True, ["X"], {"a": 1}, 1.5])
    def test_texts_that_are_none_are_empty(self, member: str, value: Any) -> None:
        word = of_enquiry(REFERENCE, 200, body(status="rejected", **{member: value}))
        assert (word.verdict, getattr(word, member)) == (V.REFUSED, "")

    def test_texts_can_be_stored(self) -> None:
        word = of_enquiry(REFERENCE, 200, body(status="rejected", message="a\0b" * 200))
        assert word.message == ("ab" * 200)[:200]


class TestTheCounter:
    """422: a no, and whether it is final is what the bank says and nothing else."""

    @pytest.mark.parametrize(
        ("said", "verdict"),
        [
            ({"code": "ACCOUNT_CLOSED", "final": True}, V.REFUSED),
            ({"code": "X7731", "final": True}, V.REFUSED),
            ({"code": "WINDOW_CLOSED", "final": False}, V.REFUSED_FOR_NOW),
            ({"code": "BENEFICIARY_BANK_DOWN", "final": False}, V.REFUSED_FOR_NOW),
            ({"code": "WINDOW_CLOSED", "final": True}, V.REFUSED),
            # Not final, and nobody documented that it may pass later.
            ({"code": "X7731", "final": False}, V.UNKNOWN),
            ({"code": "X7731"}, V.UNKNOWN),
            ({"code": "ACCOUNT_CLOSED"}, V.UNKNOWN),
            ({"code": "ACCOUNT_CLOSED", "final": "true"}, V.UNKNOWN),
            ({"code": "ACCOUNT_CLOSED", "final": 1}, V.UNKNOWN),
            ({"code": "", "final": True}, V.UNKNOWN),
            ({"final": True}, V.UNKNOWN),
            ({"code": ["WINDOW_CLOSED"], "final": False}, V.UNKNOWN),
            ({"code": {"a": 1}, "final": True}, V.UNKNOWN),
        ],
    )
    def test_a_refusal_says_whether_it_is_final(
        self, said: dict[str, Any], verdict: Verdict
    ) -> None:
        answer = json.dumps({"client_reference": REFERENCE, **said}).encode()
        assert of_submission(REFERENCE, 422, answer).verdict is verdict

    @pytest.mark.parametrize(
        "answer",
        [
            {"client_reference": "AD02", "code": "ACCOUNT_CLOSED", "final": True},
            {"code": "ACCOUNT_CLOSED", "final": True},
        ],
    )
    def test_a_refusal_of_something_else_is_none_of_this(self, answer: dict[str, Any]) -> None:
        word = of_submission(REFERENCE, 422, json.dumps(answer).encode())
        assert word.verdict is V.UNKNOWN


class TestStatuses:
    def test_a_documented_429_is_proof_that_nothing_was_accepted(self) -> None:
        word = of_submission(REFERENCE, 429, b'{"code": "RATE_LIMITED"}')
        assert word.verdict is V.NOT_SENT

    @pytest.mark.parametrize("said", [b"", HTML, b'{"code": "SLOW_DOWN"}', b"[]", body()])
    def test_any_other_429_is_none(self, said: bytes) -> None:
        assert of_submission(REFERENCE, 429, said).verdict is V.UNKNOWN

    @pytest.mark.parametrize(
        "status", [100, 201, 204, 301, 302, 400, 401, 403, 404, 405, 408, 409, 500, 502, 503, 504]
    )
    @pytest.mark.parametrize(
        "said",
        [
            b"",
            HTML,
            body(status="completed"),
            body(status="rejected"),
            b'{"code": "NOT_FOUND"}',
            b'{"client_reference": "AD01", "code": "ACCOUNT_CLOSED", "final": true}',
        ],
    )
    def test_no_other_status_says_anything_about_an_order(self, status: int, said: bytes) -> None:
        word = of_submission(REFERENCE, status, said)
        assert (word.verdict, word.detail) == (V.UNKNOWN, {"http_status": status})

    def test_not_found_is_an_answer_to_an_enquiry_only_and_only_in_so_many_words(self) -> None:
        assert of_enquiry(REFERENCE, 404, b'{"code": "NOT_FOUND"}').verdict is V.NOT_FOUND
        for said in (b"", HTML, b"{}", b'{"code": "NO_ROUTE"}', b'["NOT_FOUND"]'):
            assert of_enquiry(REFERENCE, 404, said).verdict is V.UNKNOWN

    @pytest.mark.parametrize("status", [202, 400, 401, 403, 409, 422, 429, 500, 502, 503, 504])
    def test_no_other_status_says_anything_to_an_enquiry(self, status: int) -> None:
        assert of_enquiry(REFERENCE, status, body(status="completed")).verdict is V.UNKNOWN
        assert of_enquiry(REFERENCE, status, b'{"code": "NOT_FOUND"}').verdict is V.UNKNOWN


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
MEMBERS = st.fixed_dictionaries(
    {},
    optional={
        name: JSON | st.sampled_from(["completed", "rejected", REFERENCE, "WINDOW_CLOSED"])
        for name in (
            "client_reference", "status", "code", "message", "final", "utr", "amount_paise",
            "returned_amount_paise", "bank_reference",
        )
    },
)  # fmt: skip


@given(st.integers(100, 599), MEMBERS)
def test_no_answer_whatsoever_breaks_us(status: int, said: dict[str, Any]) -> None:
    answer = json.dumps(said).encode()
    for word in (of_submission(REFERENCE, status, answer), of_enquiry(REFERENCE, status, answer)):
        assert word.reference == REFERENCE
        assert word.amount_minor is None or 0 <= word.amount_minor < 2**63
        assert "\0" not in f"{word.code}{word.message}{word.utr}{word.bank_reference}"
        if word.verdict is not V.UNKNOWN:
            assert status in {200, 202, 404, 422, 429}


@given(st.integers(100, 599), st.binary(max_size=200))
def test_no_bytes_whatsoever_break_us(status: int, said: bytes) -> None:
    assert of_submission(REFERENCE, status, said).verdict is V.UNKNOWN
    assert of_enquiry(REFERENCE, status, said).verdict is V.UNKNOWN

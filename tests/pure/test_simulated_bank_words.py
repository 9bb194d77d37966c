"""What the simulated bank understands, how fast it may be asked, and what it signs. Pure."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from simulators.bank import wire
from simulators.bank.notices import compose
from simulators.bank.plans import CallbackPlan
from simulators.bank.rails import Mode
from simulators.ground.limits import Rate
from simulators.ground.notices import Mailing
from simulators.ground.plans import Signing
from simulators.ground.wire import Malformed

GOOD: dict[str, Any] = {
    "client_reference": "P1",
    "mode": "IMPS",
    "amount_paise": 50_000,
    "beneficiary": {"name": "Asha Rao", "account_number": "900000000000", "ifsc": "HDFC0CAACOB"},
    "narration": "INV 7",
}


def read(**changes: Any) -> wire.Instruction:
    return wire.instruction(orjson.dumps(GOOD | changes))


def test_an_instruction_is_read() -> None:
    assert read() == wire.Instruction(
        client_reference="P1",
        mode=Mode.IMPS,
        amount_paise=50_000,
        name="Asha Rao",
        account_number="900000000000",
        ifsc="HDFC0CAACOB",
        vpa=None,
        narration="INV 7",
    )


def test_the_fingerprint_is_of_what_is_said_not_of_how_it_is_written() -> None:
    spaced = orjson.dumps(dict(reversed(GOOD.items())), option=orjson.OPT_INDENT_2)
    assert wire.instruction(spaced).fingerprint == read().fingerprint
    assert read(amount_paise=50_001).fingerprint != read().fingerprint


@pytest.mark.parametrize(
    "changes",
    [
        {"amount_paise": 0},
        {"amount_paise": -1},
        {"amount_paise": 1.0},
        {"amount_paise": True},
        {"amount_paise": "50000"},
        {"amount_paise": 10**16},
        {"amount_paise": None},
        {"mode": "CASH"},
        {"mode": ["IMPS"]},
        {"client_reference": ""},
        {"client_reference": "a b"},
        {"client_reference": "x" * 65},
        {"client_reference": 7},
        {"narration": "two\nlines"},
        {"beneficiary": None},
        {"beneficiary": {"name": "Asha Rao"}},
        {"beneficiary": {"account_number": "900000000000", "ifsc": "HDFC0CAACOB"}},
        {"beneficiary": {"name": "Asha", "vpa": "a@b", "ifsc": "HDFC0CAACOB"}},
        {"beneficiary": {"name": "Asha", "account_number": "12 34", "ifsc": "HDFC0CAACOB"}},
    ],
)
def test_what_has_not_the_shape_is_malformed(changes: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        read(**changes)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b"null"])
def test_what_is_no_json_object_is_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        wire.instruction(body)


def test_a_rate_admits_a_second_of_burst_and_then_its_pace() -> None:
    rate = Rate()
    admitted = [rate.admit(1_000, 5) for _ in range(6)]
    assert admitted == [None, None, None, None, None, 200]
    assert rate.admit(1_199, 5) == 1
    assert rate.admit(1_200, 5) is None
    assert rate.admit(1_200, 5) == 200


def test_a_rate_below_one_a_second_admits_one_at_a_time() -> None:
    rate = Rate()
    assert [rate.admit(0, 0.5), rate.admit(0, 0.5), rate.admit(2_000, 0.5)] == [None, 2_000, None]


DATA = {"client_reference": "P1", "status": "completed", "amount_paise": 50_000}
MAILING = Mailing("P1", payment_id=1, at_ms=1_000, due_ms=1_000, seed=7, lost=False)


def composed(plan: CallbackPlan) -> list[tuple[str, str, str, int]]:
    notices = compose("payment.completed", DATA, plan, MAILING, identity="X")
    return [(each.event_id, each.type, each.signing, each.due_ms) for each in notices]


def test_a_fact_is_told_once() -> None:
    assert composed(CallbackPlan()) == [("evt_X", "payment.completed", Signing.GOOD, 1_000)]


def test_copies_share_an_event_id_and_twins_do_not() -> None:
    told = composed(CallbackPlan(copies=2, twins=1))
    assert [event_id for event_id, *_ in told] == ["evt_X", "evt_X", "evt_XT0"]


def test_a_forgery_comes_first_says_the_opposite_and_is_wrongly_signed() -> None:
    assert composed(CallbackPlan(forged=True, delay_seconds=2)) == [
        ("evt_XF", "payment.rejected", Signing.BAD, 3_000),
        ("evt_X", "payment.completed", Signing.GOOD, 3_000),
    ]


def body(plan: CallbackPlan) -> dict[str, Any]:
    (notice,) = compose("payment.completed", DATA, plan, MAILING, identity="X")
    said: dict[str, Any] = orjson.loads(notice.body)
    return said


def test_a_callback_has_the_shape_of_the_contract() -> None:
    assert body(CallbackPlan()) == {
        "id": "evt_X",
        "type": "payment.completed",
        "created_at": "1970-01-01T00:00:01.000Z",
        "data": DATA,
    }


@pytest.mark.parametrize(
    ("plan", "changed"),
    [
        (CallbackPlan(amount_off_paise=-1), {"amount_paise": 49_999}),
        (CallbackPlan(reference="ELSE"), {"client_reference": "ELSE"}),
        (CallbackPlan(says="payment.rejected"), {"status": "rejected"}),
    ],
)
def test_a_callback_may_lie(plan: CallbackPlan, changed: dict[str, Any]) -> None:
    assert body(plan)["data"] == DATA | changed

"""The simulated bank in time: nothing happens before it is due, everything when it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from simulators.bank.rails import NPCI
from simulators.ground.times import IST
from tests.simulated_bank import Bank, running_bank

LAKH = 100_000 * 100


def india(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=IST)


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[Bank]:
    with running_bank(tmp_path) as running:
        yield running


@pytest.fixture
def npci(tmp_path: Path) -> Iterator[Bank]:
    """A bank with real windows, batches and budgets, on a Wednesday at 17:40 in India."""
    started = india("2026-11-18 17:40:00")
    with running_bank(tmp_path / "npci", profile=NPCI, starts_at=started) as running:
        yield running


def test_time_stands_still_until_it_is_moved(bank: Bank) -> None:
    before = bank.sim("GET", "clock")
    assert (before["now"], before["virtual"]) == ("2026-11-18T04:30:00.000Z", True)
    moved = bank.sim("POST", "clock", {"advance_seconds": 1.5})
    assert moved["now"] == "2026-11-18T04:30:01.500Z"


def test_moving_the_clock_runs_nothing_and_running_does(bank: Bank) -> None:
    bank.pay("P1")
    bank.sim("POST", "clock", {"advance_seconds": 60})
    assert bank.enquire("P1").json()["status"] == "accepted"
    assert [each["act"] for each in bank.sim("POST", "run")["ran"]] == ["complete"]
    assert bank.enquire("P1").json()["status"] == "completed"
    assert bank.sim("POST", "run")["ran"] == []


def test_time_only_goes_forward(bank: Bank) -> None:
    for path, said in [
        ("advance", {"seconds": -1}),
        ("advance", {"seconds": "1"}),
        ("advance", {"seconds": True}),
        ("advance", {}),
        ("clock", {"advance_seconds": 10**12}),
    ]:
        assert bank.http.post(f"/_sim/{path}", json=said).status_code == 400
    assert bank.sim("GET", "clock")["now"] == "2026-11-18T04:30:00.000Z"


def test_acts_are_dated_when_they_were_due_not_when_they_ran(bank: Bank) -> None:
    bank.scenario("returned", after_seconds=3_600)
    bank.pay("P1")
    done, back = bank.advance(30 * 86_400)
    assert done["at"] < "2026-11-18T04:30:01"
    assert back["at"][:18] == "2026-11-18T05:30:0"
    kinds = [row["kind"] for row in bank.statement("2026-11-18")]
    assert kinds == ["opening", "payment", "return", "closing"]


@pytest.mark.parametrize(
    ("behaviour", "story"),
    [
        ("ok", [(0, "accepted"), (1, "completed"), (86_400, "completed")]),
        ("accepted_then_fails", [(0, "accepted"), (1, "rejected"), (86_400, "rejected")]),
        ("late_success", [(1, "rejected"), (9, "rejected"), (11, "completed")]),
        ("late_failure", [(1, "processing"), (9, "processing"), (11, "rejected")]),
        ("deemed_success", [(1, "processing"), (9, "processing"), (11, "completed")]),
        ("deemed_failure", [(1, "processing"), (9, "processing"), (11, "rejected")]),
        ("pending", [(1, "processing"), (29, "processing"), (31, "completed")]),
        ("stuck", [(1, "processing"), (86_400 * 30, "processing")]),
        ("success_then_failure", [(1, "completed"), (9, "completed"), (11, "rejected")]),
        ("returned", [(1, "completed"), (4, "completed"), (6, "returned")]),
        ("returned_unlinked", [(1, "completed"), (6, "completed")]),
        ("returned_partial", [(1, "completed"), (6, "returned")]),
    ],
)
def test_the_status_through_a_life(
    bank: Bank, behaviour: str, story: list[tuple[float, str]]
) -> None:
    bank.scenario(behaviour)
    bank.pay("P1")
    now, seen = 0.0, []
    for moment, _ in story:
        bank.advance(moment - now)
        now = moment
        seen.append((moment, bank.enquire("P1").json()["status"]))
    assert seen == story


@pytest.mark.parametrize(
    ("behaviour", "payments", "credited", "returned"),
    [
        ("late_success", 1, 50_000, 0),
        ("late_failure", 0, 0, 0),
        ("deemed_success", 1, 50_000, 0),
        ("deemed_failure", 0, 0, 0),
        ("stuck", 0, 0, 0),
        ("success_then_failure", 0, 0, 0),
        ("returned", 1, 50_000, 50_000),
        ("returned_unlinked", 1, 50_000, 50_000),
        ("returned_partial", 1, 50_000, 49_900),
    ],
)
def test_the_truth_at_the_end_of_it(
    bank: Bank, behaviour: str, payments: int, credited: int, returned: int
) -> None:
    bank.scenario(behaviour)
    bank.pay("P1")
    bank.advance(86_400)
    told = bank.truth("P1")
    assert (told["payments"], told["credited_paise"], told["returned_paise"]) == (
        payments,
        credited,
        returned,
    )
    assert told["net_paise"] == credited - returned


def test_a_payment_is_returned_by_hand_in_parts_but_never_more_than_was_paid(bank: Bank) -> None:
    bank.pay("P1")
    act = {"client_reference": "P1", "act": "return"}
    early = bank.http.post("/_sim/payments", json=act)
    assert (early.status_code, early.json()["code"]) == (409, "CONFLICT")
    bank.advance(1)
    first = bank.sim("POST", "payments", act | {"amount_paise": 20_000})
    assert (first["status"], first["returned_amount_paise"]) == ("returned", 20_000)
    too_much = bank.http.post("/_sim/payments", json=act | {"amount_paise": 30_001})
    assert too_much.status_code == 409
    rest = bank.sim("POST", "payments", act | {"after_seconds": 60})
    assert rest["returned_amount_paise"] == 20_000
    bank.advance(60)
    assert bank.truth("P1")["net_paise"] == 0
    assert bank.http.post("/_sim/payments", json=act).status_code == 409


def test_what_was_never_paid_is_not_returned_and_what_was_paid_is_not_taken_back(
    bank: Bank,
) -> None:
    bank.scenario("success_then_failure")
    bank.pay("P1")
    bank.pay("P2")
    bank.advance(1)
    for reference, act in [("P1", "return"), ("P2", "take_back")]:
        said = {"client_reference": reference, "act": act}
        assert bank.http.post("/_sim/payments", json=said).status_code == 409


def test_an_impossible_act_on_the_agenda_is_reported_and_changes_nothing(bank: Bank) -> None:
    bank.pay("P1")
    bank.sim("POST", "payments", {"client_reference": "P1", "act": "reject", "after_seconds": 9})
    outcomes = [each["outcome"] for each in bank.advance(10)]
    assert outcomes == ["done", "reject is impossible: P1 is completed"]
    assert bank.truth("P1")["payments"] == 1


def test_neft_leaves_in_the_next_batch(npci: Bank) -> None:
    npci.pay("P1", mode="NEFT")
    npci.advance(19 * 60 + 59)
    assert npci.sim("GET", "truth?client_reference=P1")["statuses"] == ["accepted"]
    npci.advance(1)
    assert npci.truth("P1")["statuses"] == ["processing"]
    npci.advance(15 * 60)
    assert npci.truth("P1")["statuses"] == ["completed"]


def test_neft_after_hours_has_the_next_days_value(npci: Bank) -> None:
    npci.pay("P1", mode="NEFT")
    npci.advance(3_600)
    (line,) = [row for row in npci.statement("2026-11-18") if row["kind"] == "payment"]
    assert (line["booked_at"][:10], line["value_date"]) == ("2026-11-18", "2026-11-19")


def test_the_cut_off_falls_between_one_second_and_the_next(npci: Bank) -> None:
    npci.advance(19 * 60 + 59)  # 17:59:59
    assert npci.pay("P1", 2 * LAKH, mode="RTGS").status_code == 202
    npci.advance(1)
    closed = npci.pay("P2", 2 * LAKH, mode="RTGS")
    assert (closed.status_code, closed.json()["code"]) == (422, "WINDOW_CLOSED")
    assert closed.json()["final"] is False
    npci.advance(13 * 3_600)  # 07:00 the next morning
    assert npci.pay("P2", 2 * LAKH, mode="RTGS").status_code == 202


def test_on_a_holiday_rtgs_is_closed_and_imps_is_not(npci: Bank) -> None:
    npci.advance(18 * 3_600)  # Thursday noon
    npci.switch(holidays=["2026-11-19"])
    assert npci.pay("P1", 2 * LAKH, mode="RTGS").json()["code"] == "WINDOW_CLOSED"
    assert npci.pay("P2").status_code == 202


def test_windows_can_be_switched_on_in_the_demo_and_off_in_earnest(bank: Bank, npci: Bank) -> None:
    bank.advance(12 * 3_600)
    npci.advance(12 * 3_600)
    assert bank.pay("P1", 2 * LAKH, mode="RTGS").status_code == 202
    bank.switch(windows=True)
    assert bank.pay("P2", 2 * LAKH, mode="RTGS").status_code == 422
    npci.switch(windows=False)
    assert npci.pay("P1", 2 * LAKH, mode="RTGS").status_code == 202


def test_an_enquiry_before_ninety_seconds_is_refused_and_counted(npci: Bank) -> None:
    npci.pay("P1")
    npci.advance(89)
    early = npci.enquire("P1")
    assert (early.status_code, early.json()["code"]) == (429, "ENQUIRY_BUDGET")
    assert early.headers["retry-after"] == "1"
    npci.advance(1)
    assert npci.enquire("P1").status_code == 200
    assert npci.violations() == {
        "enquiry_too_early": 1,
        "enquiry_too_often": 0,
        "rate_limit": 0,
        "bad_signature": 0,
        "conflicting_reference": 0,
    }


def test_a_fourth_enquiry_in_two_hours_is_refused_and_counted(npci: Bank) -> None:
    npci.pay("P1")
    npci.advance(90)
    statuses = []
    for _ in range(4):
        statuses.append(npci.enquire("P1").status_code)
        npci.advance(60)
    assert statuses == [200, 200, 200, 429]
    npci.advance(7_200 - 4 * 60)
    assert npci.enquire("P1").status_code == 200
    assert npci.violations()["enquiry_too_often"] == 1


def test_an_unknown_reference_has_a_budget_too(npci: Bank) -> None:
    assert [npci.enquire("P1").status_code for _ in range(4)] == [404, 404, 404, 429]


def test_sending_again_starts_the_ninety_seconds_again(npci: Bank) -> None:
    npci.pay("P1")
    npci.advance(60)
    npci.pay("P1")
    npci.advance(89)
    assert npci.enquire("P1").status_code == 429
    npci.advance(1)
    assert npci.enquire("P1").status_code == 200


def test_the_demo_has_no_budget_unless_it_is_given_one(bank: Bank) -> None:
    bank.pay("P1")
    assert [bank.enquire("P1").status_code for _ in range(5)] == [200] * 5
    bank.switch(enquiry_budget=True)
    assert bank.enquire("P1").status_code == 429


def test_the_state_is_told_to_people(bank: Bank) -> None:
    bank.switch(dedupe=False)
    bank.pay("P1")
    told = bank.sim("GET", "state")
    assert told["clock"]["in_india"] == "Wednesday 18 November 2026, 10:00:00 IST"
    assert told["nostro"] == {"balance": "₹1,00,00,00,000.00", "reserved": "₹500.00"}
    assert told["payments"] == {"accepted": 1}
    assert [each["act"] for each in told["next"]] == ["complete"]
    assert told["switched_on"] == {"dedupe": False}


def test_real_time_can_be_moved_forward_too(tmp_path: Path) -> None:
    with running_bank(tmp_path, virtual_clock=False, starts_at=None) as bank:
        bank.scenario("pending", after_seconds=86_400)
        bank.pay("P1")
        bank.advance(86_500)
        assert bank.truth("P1")["statuses"] == ["completed"]
        assert 86_500 <= bank.sim("GET", "clock")["offset_seconds"] < 86_510

"""The simulated bank behaving badly: answers that go wrong, enquiries that tell half the truth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.simulated_bank import Bank, running_bank

# What a caller sees of each kind of fault.
BROKEN = {
    "timeout": httpx2.ReadTimeout,
    "reset": httpx2.ReadError,
    "cut": httpx2.RemoteProtocolError,
}
ODD = {
    "err500": (500, "application/json"),
    "truncated": (202, "application/json"),
    "html": (200, "text/html; charset=utf-8"),
    "error_body": (200, "application/json"),
}


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[Bank]:
    with running_bank(tmp_path) as running:
        yield running


def suffer(bank: Bank, kind: str, client_reference: str = "P1") -> None:
    """Send a payment, and see it go wrong in exactly the way of ``kind``."""
    if kind in BROKEN:
        with pytest.raises(BROKEN[kind]):
            bank.pay(client_reference, timeout=2 if kind == "timeout" else 20)
        return
    answer = bank.pay(client_reference)
    assert (answer.status_code, answer.headers["content-type"]) == ODD[kind]
    if kind == "truncated":
        with pytest.raises(json.JSONDecodeError):
            answer.json()
    if kind == "error_body":
        assert answer.json()["error"]["code"] == "HOST_DOWN"


@pytest.mark.parametrize("kind", [*BROKEN, *ODD])
def test_before_acceptance_nothing_is_known_and_sending_again_pays_once(
    bank: Bank, kind: str
) -> None:
    bank.scenario(f"{kind}_before")
    suffer(bank, kind)
    assert bank.enquire("P1").status_code == 404
    assert bank.advance(60) == []
    assert bank.pay("P1").status_code == 202
    bank.advance(60)
    told = bank.truth("P1")
    assert (told["payments"], told["submissions"], told["lost"]) == (1, 2, 1)


@pytest.mark.parametrize("kind", [*BROKEN, *ODD])
def test_after_acceptance_it_is_paid_and_sending_again_pays_no_second_time(
    bank: Bank, kind: str
) -> None:
    bank.scenario(f"{kind}_after")
    suffer(bank, kind)
    bank.advance(60)
    assert bank.enquire("P1").json()["status"] == "completed"
    assert bank.pay("P1").json()["status"] == "completed"
    assert bank.advance(60) == []
    told = bank.truth("P1")
    assert (told["payments"], told["accepted"], told["repeated"]) == (1, 1, 1)


@pytest.mark.parametrize("kind", [*BROKEN, *ODD])
def test_after_the_answer_the_first_two_enquiries_go_wrong(bank: Bank, kind: str) -> None:
    bank.scenario(f"enquiry_{kind}")
    assert bank.pay("P1").status_code == 202
    for _ in range(2):
        if kind in BROKEN:
            with pytest.raises(BROKEN[kind]):
                bank.call("GET", "/v1/payments?client_reference=P1", timeout=0.2)
        else:
            status, content_type = ODD[kind]
            answer = bank.enquire("P1")
            wanted = 200 if kind == "truncated" else status
            assert (answer.status_code, answer.headers["content-type"]) == (wanted, content_type)
    assert bank.enquire("P1").json()["status"] == "accepted"


def test_an_answer_may_dribble_in_and_is_right(bank: Bank) -> None:
    bank.scenario("slow_answer")
    answer = bank.pay("P1")
    assert (answer.status_code, answer.json()["status"]) == (202, "accepted")


def test_an_enquiry_may_be_one_too_many(bank: Bank) -> None:
    bank.scenario("enquiry_429", times=1)
    bank.pay("P1")
    answer = bank.enquire("P1")
    assert (answer.status_code, answer.json()["code"]) == (429, "RATE_LIMITED")
    assert answer.headers["retry-after"] == "1"


def test_magic_numbers_spoil_the_first_answer_only(bank: Bank) -> None:
    with pytest.raises(httpx2.ReadTimeout):
        bank.pay("P1", to="900000000060", timeout=0.2)
    assert bank.pay("P1", to="900000000060").status_code == 200
    with pytest.raises(httpx2.ReadTimeout):
        bank.pay("P2", to="timeout-before@simbank", mode="UPI", timeout=0.2)
    assert bank.pay("P2", to="timeout-before@simbank", mode="UPI").status_code == 202
    bank.advance(1)
    assert [bank.truth(each)["payments"] for each in ("P1", "P2")] == [1, 1]


def test_what_was_accepted_may_not_be_visible_yet(bank: Bank) -> None:
    bank.scenario("slow_visible", visible_after_seconds=600)
    with pytest.raises(httpx2.ReadTimeout):
        bank.pay("P1", timeout=0.2)
    bank.advance(599)
    assert bank.truth("P1")["payments"] == 1
    assert bank.enquire("P1").json()["code"] == "NOT_FOUND"
    bank.advance(1)
    assert bank.enquire("P1").json()["status"] == "completed"


def test_all_enquiries_may_lag_or_be_down(bank: Bank) -> None:
    bank.switch(enquiry_lag_seconds=30)
    bank.pay("P1")
    bank.advance(29)
    assert bank.enquire("P1").status_code == 404
    bank.advance(1)
    assert bank.enquire("P1").status_code == 200
    bank.switch(enquiries_down=True)
    assert bank.enquire("P1").status_code == 503


@pytest.mark.parametrize("behaviour", ["nodedup_timeout_after", "nodedup_slow_visible"])
def test_without_dedupe_the_oracle_shows_the_second_payment(bank: Bank, behaviour: str) -> None:
    bank.scenario(behaviour)
    with pytest.raises(httpx2.ReadTimeout):
        bank.pay("P1", timeout=0.2)
    assert bank.pay("P1").status_code == 202
    bank.advance(60)
    told = bank.truth("P1")
    assert (told["payments"], told["credited_paise"], told["net_paise"]) == (2, 100_000, 100_000)


def test_a_status_may_go_back(bank: Bank) -> None:
    bank.scenario("status_goes_back", times=2)
    bank.pay("P1")
    bank.advance(1)
    seen = [bank.enquire("P1").json()["status"] for _ in range(4)]
    assert seen == ["completed", "processing", "processing", "completed"]


def test_an_enquiry_may_contradict_the_books(bank: Bank) -> None:
    bank.scenario("contradicting_enquiry")
    bank.pay("P1")
    bank.advance(1)
    assert bank.enquire("P1").json()["status"] == "rejected"
    assert bank.truth("P1")["statuses"] == ["completed"]
    kinds = [row["kind"] for row in bank.statement("2026-11-18")]
    assert kinds == ["opening", "payment", "closing"]


def test_scenarios_are_used_up_in_order_by_what_they_match(bank: Bank) -> None:
    bank.scenario("reject", {"client_reference": "P3"})
    bank.scenario("instant", {"amount_paise": 777})
    bank.scenario("accepted_then_fails", {"next": 2})
    answers = [
        bank.pay("P1").status_code,
        bank.pay("P2", 777).status_code,
        bank.pay("P3").status_code,
        bank.pay("P4").status_code,
        bank.pay("P5").status_code,
    ]
    assert answers == [202, 200, 422, 202, 202]
    assert bank.sim("GET", "scenarios")["scenarios"] == []
    bank.advance(1)
    statuses = [bank.truth(f"P{number}")["statuses"][0] for number in range(1, 6)]
    assert statuses == ["rejected", "completed", "rejected", "rejected", "completed"]


def test_a_scenario_may_stay_until_it_is_removed(bank: Bank) -> None:
    made = bank.scenario("reject", {"account_number": "1234567890"}, times=None)
    assert [bank.pay(f"P{n}", to="1234567890").status_code for n in range(3)] == [422] * 3
    assert bank.sim("DELETE", f"scenarios/{made}") == {"removed": 1}
    assert bank.pay("P9", to="1234567890").status_code == 202


def test_a_reference_sent_again_meets_only_scenarios_that_name_it(bank: Bank) -> None:
    bank.pay("P1")
    bank.scenario("err500_after", {"client_reference": "P1"})
    bank.scenario("err500_after")
    assert bank.pay("P1").status_code == 500
    assert bank.pay("P1").status_code == 200
    assert bank.pay("P2").status_code == 500


@pytest.mark.parametrize(
    "said",
    [
        {"behaviour": "no_such_thing"},
        {"behaviour": "returned", "after_secs": 1},
        {"behaviour": "ok", "match": {"colour": "red"}},
        {"behaviour": "ok", "times": 0},
        {"behaviour": "ok", "match": {"next": "two"}},
        {},
    ],
)
def test_a_scenario_that_could_not_work_is_refused(bank: Bank, said: dict[str, object]) -> None:
    answer = bank.http.post("/_sim/scenarios", json=said)
    assert (answer.status_code, answer.json()["code"]) == (400, "MALFORMED")
    assert bank.sim("GET", "scenarios")["scenarios"] == []


def test_vices_strike_at_their_rates_and_never_twice_the_same_way(bank: Bank) -> None:
    bank.switch(rates={"err500_before": 0.5})
    answers = [bank.pay("P1", to="1234567890").status_code for _ in range(12)]
    accepted = answers.index(202)
    assert answers[:accepted] == [500] * accepted
    assert set(answers[accepted + 1 :]) <= {200, 500}
    bank.advance(1)
    assert bank.truth("P1")["payments"] == 1


@pytest.mark.parametrize(
    "said",
    [
        {"nothing": True},
        {"failure_rate": "0.2"},
        {"failure_rate": -1},
        {"dedupe": 1},
        {"rates": {"nothing": 0.1}},
        {"rates": {"dup_hooks": 2}},
        {"holidays": ["tomorrow"]},
    ],
)
def test_a_switch_that_does_not_exist_cannot_be_turned(bank: Bank, said: dict[str, object]) -> None:
    before = bank.sim("GET", "faults")
    assert bank.http.post("/_sim/faults", json=said).status_code == 400
    assert bank.sim("GET", "faults") == before


def test_switches_go_back_to_normal(bank: Bank) -> None:
    before = bank.sim("GET", "faults")
    bank.switch(dedupe=False, rates={"dup_hooks": 1}, windows=True)
    assert bank.sim("DELETE", "faults") == before

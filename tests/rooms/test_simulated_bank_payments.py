"""The simulated bank, over HTTP: instructions accepted, known already, refused; and the money."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx2
import pytest

from simulators.bank.behaviours import CATALOGUE
from tests.simulated_bank import Bank, running_bank

LAKH = 100_000 * 100


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[Bank]:
    with running_bank(tmp_path) as running:
        yield running


def test_a_payment_is_accepted_at_once_and_completed_later(bank: Bank) -> None:
    answer = bank.pay("P1")
    assert answer.status_code == 202
    accepted = {
        "client_reference": "P1",
        "bank_reference": "SIM9A9D98028359AFF1",
        "status": "accepted",
        "utr": None,
        "code": "ACCEPTED",
        "message": "Accepted for processing.",
        "amount_paise": 50_000,
        "returned_amount_paise": 0,
        "mode": "IMPS",
        "created_at": "2026-11-18T04:30:00.000Z",
        "updated_at": "2026-11-18T04:30:00.000Z",
    }
    assert answer.json() == accepted
    (ran,) = bank.advance(1)
    assert (ran["act"], ran["client_reference"], ran["outcome"]) == ("complete", "P1", "done")
    found = bank.enquire("P1")
    assert found.status_code == 200
    assert found.json() == accepted | {
        "status": "completed",
        "code": "COMPLETED",
        "message": "Credited to the beneficiary.",
        "utr": "632210000001",
        "updated_at": ran["at"],
    }


def test_the_truth_is_one_credit_and_the_same_when_read_from_the_file(
    bank: Bank, tmp_path: Path
) -> None:
    bank.pay("P1")
    bank.advance(1)
    told = {
        "client_reference": "P1",
        "submissions": 1,
        "lost": 0,
        "accepted": 1,
        "repeated": 0,
        "refused": 0,
        "conflicting": 0,
        "payments": 1,
        "credited_paise": 50_000,
        "returned_paise": 0,
        "net_paise": 50_000,
        "statuses": ["completed"],
    }
    assert bank.truth("P1") == told
    with sqlite3.connect(tmp_path / "bank.sqlite3") as books:
        books.row_factory = sqlite3.Row
        row = books.execute("SELECT * FROM truth WHERE client_reference = ?", ("P1",)).fetchone()
    books.close()
    assert dict(row) == told | {"statuses": '["completed"]'}


def test_a_reference_nobody_sent_has_nothing(bank: Bank) -> None:
    told = bank.truth("P1")
    assert (told["submissions"], told["payments"], told["statuses"]) == (0, 0, [])
    missing = bank.enquire("P1")
    assert (missing.status_code, missing.json()["code"]) == (404, "NOT_FOUND")


def test_the_same_reference_twice_is_one_payment(bank: Bank) -> None:
    first = bank.pay("P1")
    bank.advance(1)
    again = bank.pay("P1")
    assert again.status_code == 200
    assert again.json() == bank.enquire("P1").json()
    assert again.json()["bank_reference"] == first.json()["bank_reference"]
    bank.advance(60)
    told = bank.truth("P1")
    assert (told["payments"], told["submissions"], told["repeated"]) == (1, 2, 1)


def test_the_same_reference_for_something_else_is_a_conflict(bank: Bank) -> None:
    bank.pay("P1")
    other = bank.pay("P1", 50_001)
    assert (other.status_code, other.json()["code"]) == (409, "DUPLICATE_REFERENCE")
    bank.advance(1)
    assert bank.truth("P1")["credited_paise"] == 50_000
    assert bank.violations()["conflicting_reference"] == 1


def test_without_dedupe_the_same_reference_is_paid_again(bank: Bank) -> None:
    bank.switch(dedupe=False)
    bank.pay("P1")
    bank.pay("P1")
    bank.advance(1)
    told = bank.truth("P1")
    assert (told["payments"], told["credited_paise"]) == (2, 100_000)
    assert told["statuses"] == ["completed", "completed"]


def test_dedupe_may_have_a_window(bank: Bank) -> None:
    bank.switch(dedupe_window_seconds=3_600)
    bank.pay("P1")
    bank.advance(3_600)
    assert bank.pay("P1").status_code == 200
    bank.advance(1)
    assert bank.pay("P1").status_code == 202
    bank.advance(1)
    assert bank.truth("P1")["payments"] == 2


@pytest.mark.parametrize(
    ("number", "code", "final"),
    [
        ("900000000010", "REFUSED", True),
        ("900000000011", "ACCOUNT_CLOSED", True),
        ("900000000012", "ACCOUNT_FROZEN", True),
        ("900000000013", "ACCOUNT_DORMANT", True),
        ("900000000014", "INVALID_ACCOUNT", True),
        ("900000000015", "NRE_ACCOUNT", True),
        ("900000000016", "IMPS_NOT_ALLOWED", True),
    ],
)
def test_a_final_refusal_is_remembered(bank: Bank, number: str, code: str, final: bool) -> None:
    refused = bank.pay("P1", to=number)
    assert refused.status_code == 422
    assert (refused.json()["code"], refused.json()["final"]) == (code, final)
    assert bank.pay("P1", to=number).json() == refused.json()
    found = bank.enquire("P1").json()
    assert (found["status"], found["code"], found["utr"]) == ("rejected", code, None)
    assert bank.advance(86_400) == []
    told = bank.truth("P1")
    assert (told["payments"], told["refused"], told["repeated"]) == (0, 1, 1)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("900000000017", "BENEFICIARY_BANK_DOWN"),
        ("900000000018", "INSUFFICIENT_NOSTRO"),
        ("900000000019", "WINDOW_CLOSED"),
    ],
)
def test_a_refusal_for_now_leaves_no_trace(bank: Bank, number: str, code: str) -> None:
    refused = bank.pay("P1", to=number)
    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert refused.json()["final"] is False
    assert bank.enquire("P1").status_code == 404


def test_a_code_in_no_list_comes_without_a_word_on_whether_it_is_final(bank: Bank) -> None:
    refused = bank.pay("P1", to="unknown-code@simbank", mode="UPI").json()
    assert refused["code"] == "X7731"
    assert "final" not in refused


def test_a_branch_without_imps_takes_neft(bank: Bank) -> None:
    assert bank.pay("P1", to="900000000016", mode="NEFT").status_code == 202


@pytest.mark.parametrize(
    ("mode", "amount_paise", "code"),
    [
        ("IMPS", 5 * LAKH, None),
        ("IMPS", 5 * LAKH + 1, "LIMIT_EXCEEDED"),
        ("IMPS", 99, "AMOUNT_TOO_SMALL"),
        ("UPI", 1 * LAKH, None),
        ("UPI", 1 * LAKH + 1, "LIMIT_EXCEEDED"),
        ("RTGS", 2 * LAKH, None),
        ("RTGS", 2 * LAKH - 1, "AMOUNT_TOO_SMALL"),
        ("NEFT", 100, None),
        ("NEFT", 100 * LAKH, None),
    ],
)
def test_each_mode_carries_what_it_carries(
    bank: Bank, mode: str, amount_paise: int, code: str | None
) -> None:
    answer = bank.pay("P1", amount_paise, mode=mode)
    assert (answer.status_code, answer.json()["code"]) == (
        (202, "ACCEPTED") if code is None else (422, code)
    )


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ({"account_number": "12345", "ifsc": "HDFC1CAACOB"}, "INVALID_IFSC"),
        ({"account_number": "12345", "ifsc": "hdfc0caacob"}, "INVALID_IFSC"),
        ({"vpa": "nobody"}, "INVALID_VPA"),
        ({"vpa": "asha@okhdfc"}, "INVALID_VPA"),  # a UPI address, by IMPS
    ],
)
def test_an_address_that_leads_nowhere_is_refused(
    bank: Bank, to: dict[str, str], code: str
) -> None:
    refused = bank.pay("P1", beneficiary={"name": "Asha Rao", **to})
    assert (refused.status_code, refused.json()["code"]) == (422, code)


def test_the_nostro_pays_and_what_is_under_way_is_set_aside(tmp_path: Path) -> None:
    with running_bank(tmp_path, nostro_paise=100_000) as bank:
        assert bank.pay("P1", 60_000).status_code == 202
        assert bank.call("GET", "/v1/balance").json() == {
            "nostro_paise": 100_000,
            "reserved_paise": 60_000,
            "available_paise": 40_000,
            "as_of": "2026-11-18T04:30:00.000Z",
        }
        short = bank.pay("P2", 60_000)
        assert (short.status_code, short.json()["code"]) == (422, "INSUFFICIENT_NOSTRO")
        bank.advance(1)
        assert bank.balance_paise() == 40_000
        assert bank.pay("P3", 40_000).status_code == 202


def test_a_rejected_payment_gives_back_what_was_set_aside(tmp_path: Path) -> None:
    with running_bank(tmp_path, nostro_paise=100_000) as bank:
        bank.scenario("accepted_then_fails")
        bank.pay("P1", 100_000)
        bank.advance(1)
        assert bank.balance_paise() == 100_000
        assert bank.pay("P2", 100_000).status_code == 202


def test_a_minimum_balance_is_kept_and_charges_are_taken(tmp_path: Path) -> None:
    with running_bank(tmp_path, nostro_paise=100_000) as bank:
        bank.switch(minimum_balance_paise=10_000, charge_paise=250)
        assert bank.pay("P1", 90_001).json()["code"] == "INSUFFICIENT_NOSTRO"
        assert bank.pay("P2", 90_000).status_code == 202
        bank.advance(1)
        assert bank.balance_paise() == 9_750
        assert bank.totals()["charges_paise"] == 250


def test_a_beneficiary_may_receive_only_so_much_a_day(bank: Bank) -> None:
    to = "900000000021"
    bank.pay("P1", 600_000, to=to)
    bank.advance(1)
    assert bank.pay("P2", 400_001, to=to).json()["code"] == "BENEFICIARY_LIMIT"
    assert bank.pay("P3", 400_000, to=to).status_code == 202
    bank.advance(86_400)
    assert bank.pay("P4", 1_000_000, to=to).status_code == 202


def test_a_beneficiarys_bank_may_be_down(bank: Bank) -> None:
    bank.switch(banks_down=["HDFC"])
    assert bank.pay("P1").json()["code"] == "BENEFICIARY_BANK_DOWN"
    bank.switch(banks_down=["ICIC"])
    assert bank.pay("P1").status_code == 202


def test_the_share_refused_by_chance_is_the_same_in_every_run(tmp_path: Path) -> None:
    def run(folder: Path) -> list[Any]:
        with running_bank(folder, failure_rate=0.5) as bank:
            answers = [bank.pay(f"P{n}", to="1234567890").status_code for n in range(20)]
            bank.advance(2)
            return [answers, [bank.truth(f"P{n}")["payments"] for n in range(20)]]

    first, second = run(tmp_path / "first"), run(tmp_path / "second")
    assert first == second
    assert first[0].count(422) == COUNTER_REFUSALS
    assert sum(first[1]) == PAID


# At seed 7, of twenty: fixed by the references P0 to P19.
COUNTER_REFUSALS, PAID = 7, 5


def test_money_is_neither_made_nor_lost(bank: Bank, tmp_path: Path) -> None:
    bank.switch(charge_paise=100)
    fates = ["ok", "returned", "returned_partial", "returned_unlinked", "accepted_then_fails",
             "late_success", "success_then_failure", "deemed_failure", "reject"]  # fmt: skip
    for fate in fates:
        bank.scenario(fate)
        bank.pay(f"P-{fate}")
    bank.advance(3_600)
    totals = bank.totals()
    assert totals["nostro_paise"] == (
        totals["opening_paise"]
        + totals["inward_paise"]
        + totals["returned_paise"]
        - totals["debited_paise"]
        - totals["charges_paise"]
    )
    with sqlite3.connect(tmp_path / "bank.sqlite3") as books:
        moved = books.execute("SELECT SUM(balance_paise - opening_paise) FROM accounts").fetchone()
        reserved = books.execute("SELECT SUM(reserved_paise) FROM accounts").fetchone()
    books.close()
    assert (moved, reserved) == ((0,), (0,))


def test_whatever_is_behaved_a_deduplicating_bank_pays_at_most_once(
    bank: Bank, tmp_path: Path
) -> None:
    tried = [each for each in CATALOGUE.behaviours if "crash" not in each.name]
    for each in tried:
        for _ in range(3):
            with suppress(httpx2.TransportError):
                bank.pay(each.name, to=each.account_number, timeout=0.1)
    bank.advance(40 * 86_400)
    paid = {each.name: bank.truth(each.name)["payments"] for each in tried}
    assert {name for name, times in paid.items() if times > 1} == {
        "nodedup",
        "nodedup_slow_visible",
        "nodedup_timeout_after",
    }
    assert {name for name, times in paid.items() if times == 0} == {
        "account_closed", "account_dormant", "account_frozen", "accepted_then_fails",
        "beneficiary_bank_down", "deemed_failure", "imps_not_allowed", "insufficient_nostro",
        "invalid_account", "late_failure", "nre_account", "reject", "stuck",
        "success_then_failure", "unknown_code", "window_closed",
    }  # fmt: skip
    books = sqlite3.connect(tmp_path / "bank.sqlite3")
    moved = books.execute("SELECT SUM(balance_paise - opening_paise) FROM accounts").fetchone()
    # Only what is stuck is still set aside.
    reserved = books.execute("SELECT SUM(reserved_paise) FROM accounts").fetchone()
    books.close()
    assert (moved, reserved) == ((0,), (50_000,))


def test_movements_are_never_changed(bank: Bank, tmp_path: Path) -> None:
    bank.pay("P1")
    bank.advance(1)
    books = sqlite3.connect(tmp_path / "bank.sqlite3")
    for forgery in ("UPDATE movements SET amount_paise = 1", "DELETE FROM movements"):
        with pytest.raises(sqlite3.IntegrityError, match="movements are never"):
            books.execute(forgery)
    books.close()


def test_a_validation_says_whose_account_it_is(bank: Bank) -> None:
    def validate(number: str) -> dict[str, Any]:
        said = {"account_number": number, "ifsc": "HDFC0CAACOB", "name": "Asha Rao"}
        told: dict[str, Any] = bank.call("POST", "/v1/validations", said).json()
        return told

    valid = {"valid": True, "code": "VALID"}
    assert validate("1234567890") == valid | {"registered_name": "ASHA RAO"}
    assert validate("900000000022") == valid | {"registered_name": "SOMEBODY ELSE ENTIRELY"}
    assert validate("900000000023") == valid | {"registered_name": "A RAO"}
    closed = {"valid": False, "registered_name": None, "code": "ACCOUNT_CLOSED"}
    assert validate("900000000011") == closed


def test_the_truth_is_told_page_by_page(bank: Bank) -> None:
    for number in range(5):
        bank.pay(f"P{number}")
    first = bank.sim("GET", "truth?limit=3")
    rest = bank.sim("GET", f"truth?limit=3&after={first['next']}")
    listed = [each["client_reference"] for each in first["items"] + rest["items"]]
    assert (listed, rest["next"]) == (["P0", "P1", "P2", "P3", "P4"], None)

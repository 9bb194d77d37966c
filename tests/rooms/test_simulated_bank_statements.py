"""The simulated bank's statements, over HTTP: every movement is there, and they always add up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.simulated_bank import Bank, running_bank

TODAY = "2026-11-18"


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[Bank]:
    with running_bank(tmp_path, nostro_paise=1_000_000) as running:
        yield running


def credit(bank: Bank, utr: str, amount_paise: int = 100_000, **more: Any) -> dict[str, Any]:
    said = {
        "virtual_account": "VA001",
        "amount_paise": amount_paise,
        "payer_name": "Mehta Traders",
        "utr": utr,
    }
    booked: dict[str, Any] = bank.sim("POST", "credits", said | more)
    return booked


def adds_up(rows: list[dict[str, str]]) -> bool:
    """Opening plus every line is the running balance, and the last one is the closing."""
    balance = int(rows[0]["balance_paise"])
    for row in rows[1:-1]:
        amount = int(row["amount_paise"])
        balance += amount if row["direction"] == "credit" else -amount
        if balance != int(row["balance_paise"]):
            return False
    return balance == int(rows[-1]["balance_paise"])


def test_every_kind_of_movement_is_a_line(bank: Bank) -> None:
    bank.switch(charge_paise=100)
    credit(bank, "UTR1")
    for fate in ("returned", "returned_unlinked"):
        bank.scenario(fate, after_seconds=60)
        bank.pay(f"P-{fate}", 20_000)
        bank.advance(120)
    rows = bank.statement(TODAY)
    seen = [(row["kind"], row["direction"], row["client_reference"]) for row in rows]
    assert seen == [
        ("opening", "", ""),
        ("inward", "credit", ""),
        ("payment", "debit", "P-returned"),
        ("charge", "debit", ""),
        ("return", "credit", "P-returned"),
        ("payment", "debit", "P-returned_unlinked"),
        ("charge", "debit", ""),
        ("inward", "credit", ""),
        ("closing", "", ""),
    ]
    assert adds_up(rows)
    assert int(rows[-1]["balance_paise"]) == bank.balance_paise() == 1_099_800
    paid, back = rows[2], rows[4]
    assert back["utr"] == paid["utr"]
    assert rows[7]["utr"] != rows[5]["utr"]


def test_a_line_of_a_payment_in_full(bank: Bank) -> None:
    bank.pay("P1")
    bank.advance(1)
    (line,) = bank.statement(TODAY)[1:-1]
    assert line == {
        "line_id": "L0000000001",
        "booked_at": line["booked_at"],
        "value_date": TODAY,
        "direction": "debit",
        "amount_paise": "50000",
        "kind": "payment",
        "client_reference": "P1",
        "utr": "632210000001",
        "counterparty": "Asha Rao",
        "narration": "IMPS/632210000001/INV 7",
        "balance_paise": "950000",
    }
    assert line["booked_at"].startswith("2026-11-18T10:00:00.")
    assert line["booked_at"].endswith("+05:30")


def test_one_days_closing_is_the_next_days_opening(bank: Bank) -> None:
    for day in range(3):
        bank.pay(f"P{day}", 10_000)
        bank.advance(86_400)
    days = [bank.statement(f"2026-11-{day}") for day in (18, 19, 20, 21)]
    assert all(adds_up(rows) for rows in days)
    edges = [(rows[0]["balance_paise"], rows[-1]["balance_paise"]) for rows in days]
    assert edges == [
        ("1000000", "990000"),
        ("990000", "980000"),
        ("980000", "970000"),
        ("970000", "970000"),
    ]


def test_a_day_begins_at_midnight_in_india(bank: Bank) -> None:
    bank.advance(14 * 3_600 - 2)  # 23:59:58
    bank.pay("P1", 10_000)
    bank.advance(2)
    bank.pay("P2", 10_000)
    bank.advance(2)
    days = [
        [row["client_reference"] for row in bank.statement(day)[1:-1]]
        for day in (TODAY, "2026-11-19")
    ]
    assert days == [["P1"], ["P2"]]


def test_a_credit_of_the_past_stands_on_the_statement_of_its_day(bank: Bank) -> None:
    booked = credit(bank, "UTR1", value_at="2026-09-20T15:30:00+05:30")
    assert booked["value_at"] == "2026-09-20T10:00:00.000Z"
    (line,) = bank.statement("2026-09-20")[1:-1]
    assert (line["utr"], line["counterparty"], line["narration"]) == (
        "UTR1",
        "Mehta Traders",
        "VA001/Mehta Traders",
    )
    assert bank.statement(TODAY)[0]["balance_paise"] == "1100000"


def test_the_same_utr_is_one_credit(bank: Bank) -> None:
    first = credit(bank, "UTR1")
    again = credit(bank, "UTR1")
    assert (first["replayed"], again["replayed"]) == (False, True)
    assert again["credit_reference"] == first["credit_reference"]
    assert bank.balance_paise() == 1_100_000
    other = {
        "virtual_account": "VA001",
        "amount_paise": 1,
        "payer_name": "Mehta Traders",
        "utr": "UTR1",
    }
    assert bank.http.post("/_sim/credits", json=other).status_code == 409


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount_paise": 0},
        {"value_at": "2026-11-18T10:00:01+05:30"},  # the future
        {"value_at": "2026-11-18T10:00:00"},  # of which zone?
        {"value_at": "yesterday"},
        {"notify": "yes"},
        {"notify": True, "behaviour": "nothing"},
    ],
)
def test_a_malformed_credit_books_nothing(bank: Bank, wrong: dict[str, Any]) -> None:
    said = {"virtual_account": "VA001", "amount_paise": 1, "payer_name": "M", "utr": "U"}
    assert bank.http.post("/_sim/credits", json=said | wrong).status_code == 400
    assert bank.balance_paise() == 1_000_000


@pytest.mark.parametrize(
    ("fault", "references", "closing"),
    [
        ({"fault": "remove"}, ["P2"], "980000"),
        ({"fault": "remove", "client_reference": "P2"}, ["P1"], "990000"),
        ({"fault": "double"}, ["P1", "P1", "P2"], "960000"),
        ({"fault": "change_amount", "by_paise": 1}, ["P1", "P2"], "969999"),
        ({"fault": "missing_reference"}, ["", "P2"], "970000"),
    ],
)
def test_a_file_is_made_wrong_and_corrected(
    bank: Bank, fault: dict[str, Any], references: list[str], closing: str
) -> None:
    bank.pay("P1", 10_000)
    bank.advance(1)
    bank.pay("P2", 20_000)
    bank.advance(1)
    right = bank.statement(TODAY)
    made = bank.sim("POST", "statement-faults", {"date": TODAY, **fault})["id"]
    wrong = bank.statement(TODAY)
    assert [row["client_reference"] for row in wrong[1:-1]] == references
    assert (wrong[-1]["balance_paise"], adds_up(wrong)) == (closing, True)
    assert bank.sim("DELETE", f"statement-faults/{made}") == {"removed": 1}
    assert bank.statement(TODAY) == right


def test_a_wrong_file_may_keep_its_totals_and_then_does_not_add_up(bank: Bank) -> None:
    bank.pay("P1", 10_000)
    bank.advance(1)
    said = {"date": TODAY, "fault": "remove", "keep_totals": True}
    bank.sim("POST", "statement-faults", said)
    rows = bank.statement(TODAY)
    assert (len(rows), adds_up(rows)) == (2, False)


def test_a_file_may_be_late_or_that_of_another_day(bank: Bank) -> None:
    bank.pay("P1")
    bank.advance(86_400)
    yesterday = bank.statement(TODAY)
    bank.sim("POST", "statement-faults", {"date": "2026-11-19", "fault": "duplicate_file"})
    assert bank.statement("2026-11-19") == yesterday
    bank.sim("DELETE", "statement-faults")
    bank.sim("POST", "statement-faults", {"date": "2026-11-19", "fault": "late"})
    late = bank.call("GET", "/v1/statements/2026-11-19.csv")
    assert (late.status_code, late.json()["code"]) == (404, "NOT_READY")


def test_a_share_of_the_lines_may_have_no_reference(bank: Bank) -> None:
    bank.switch(missing_reference_rate=1, narration_length=9)
    bank.pay("P1")
    bank.advance(1)
    (line,) = bank.statement(TODAY)[1:-1]
    assert (line["client_reference"], line["narration"]) == ("", "IMPS")
    bank.switch(missing_reference_rate=0)
    (line,) = bank.statement(TODAY)[1:-1]
    assert (line["client_reference"], line["narration"]) == ("P1", "IMPS/6322")


@pytest.mark.parametrize(
    ("day", "status"), [("2026-11-19", 404), ("soon", 400), ("1999-01-01", 200)]
)
def test_a_day_that_has_not_come_has_no_statement(bank: Bank, day: str, status: int) -> None:
    assert bank.call("GET", f"/v1/statements/{day}.csv").status_code == status


@pytest.mark.parametrize(
    "said",
    [
        {"date": TODAY},
        {"date": TODAY, "fault": "burn"},
        {"date": "soon", "fault": "remove"},
        {"date": TODAY, "fault": "remove", "by_paise": 1},
        {"date": TODAY, "fault": "duplicate_file", "of": "soon"},
    ],
)
def test_a_statement_fault_that_could_not_work_is_refused(bank: Bank, said: dict[str, Any]) -> None:
    assert bank.http.post("/_sim/statement-faults", json=said).status_code == 400

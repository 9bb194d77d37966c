"""Statements of the simulated bank: they add up, and can be made wrong one line at a time. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from simulators.bank.statements import FAULTS, Line, Statement, as_csv, tampered


def line(number: int, direction: str, amount_paise: int, kind: str = "payment") -> Line:
    return Line(
        line_id=f"L{number}",
        booked_ms=1_795_000_000_000 + number,
        value_date="2026-11-18",
        direction=direction,
        amount_paise=amount_paise,
        kind=kind,
        client_reference=f"P{number}",
        utr=f"U{number}",
        counterparty="Asha, Rao",
        narration="IMPS/U1/INV 7",
    )


STATEMENT = Statement(
    date(2026, 11, 18),
    opening_paise=1_000,
    lines=(line(1, "credit", 500, "inward"), line(2, "debit", 300), line(3, "debit", 200)),
)


def spoilt(fault: str, **said: Any) -> Statement:
    return tampered(STATEMENT, fault, FAULTS[fault] | said)


def test_a_statement_opens_runs_and_closes() -> None:
    rows = [row.split(",") for row in as_csv(STATEMENT).splitlines()]
    assert [(row[0], row[5], row[-1]) for row in rows] == [
        ("line_id", "kind", "balance_paise"),
        ("2026-11-18/opening", "opening", "1000"),
        ("L1", "inward", "1500"),
        ("L2", "payment", "1200"),
        ("L3", "payment", "1000"),
        ("2026-11-18/closing", "closing", "1000"),
    ]


def test_names_with_commas_are_quoted() -> None:
    assert '"Asha, Rao"' in as_csv(STATEMENT)


@pytest.mark.parametrize(
    ("fault", "said", "lines"),
    [
        ("remove", {}, ["L1 500", "L3 200"]),
        ("remove", {"line_id": "L1"}, ["L2 300", "L3 200"]),
        ("double", {}, ["L1 500", "L2 300", "L2 300", "L3 200"]),
        ("double", {"new_id": True}, ["L1 500", "L2 300", "L2D 300", "L3 200"]),
        ("change_amount", {}, ["L1 500", "L2 301", "L3 200"]),
        (
            "change_amount",
            {"client_reference": "P3", "by_paise": -1},
            ["L1 500", "L2 300", "L3 199"],
        ),
        ("remove", {"line_id": "L9"}, ["L1 500", "L2 300", "L3 200"]),
    ],
)
def test_one_line_is_made_wrong(fault: str, said: dict[str, Any], lines: list[str]) -> None:
    wrong = spoilt(fault, **said)
    assert [f"{each.line_id} {each.amount_paise}" for each in wrong.lines] == lines


def test_a_spoilt_file_adds_up_unless_it_is_told_to_keep_its_totals() -> None:
    assert as_csv(spoilt("remove")).rstrip().endswith(",1300")
    assert as_csv(spoilt("remove", keep_totals=True)).rstrip().endswith(",1000")


def test_a_line_may_lose_its_reference() -> None:
    nameless = replace(STATEMENT.lines[1], client_reference="", narration="IMPS")
    assert spoilt("missing_reference").lines[1] == nameless
    assert spoilt("missing_reference", also_utr=True).lines[1] == replace(nameless, utr="")

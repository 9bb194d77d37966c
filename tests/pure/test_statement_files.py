"""A statement file is read whole or not at all."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.gateways.errors import StatementMalformed
from adulis.gateways.statements import BANK_TIME, Line, bank_day, end_of, parse, start_of
from tests.statements import OPENING, Sheet, Told, written

DAY = date(2026, 11, 18)
PAID = Told("L1", "payment", 50_000, client_reference="AD1", utr="632610000001")
BACK = Told("L2", "return", 20_000, client_reference="AD0", utr="632610000000")
CAME = Told(
    "L3", "inward", 70_000, utr="SIMBN1", counterparty="Nordic", narration="ADUL0123456789AB/Nordic"
)
COST = Told("L4", "charge", 300)
SHEET = Sheet(DAY, (PAID, BACK, CAME, COST))


def test_what_a_file_says() -> None:
    statement = parse(SHEET.csv())
    assert (statement.day, statement.opening_minor) == (DAY, OPENING)
    assert statement.closing_minor == OPENING - 50_000 + 20_000 + 70_000 - 300
    assert statement.lines[2] == Line(
        line_id="L3",
        copy_number=1,
        booked_at=datetime(2026, 11, 18, 10, 0, 2, tzinfo=BANK_TIME),
        value_date=DAY,
        direction="credit",
        amount_minor=70_000,
        kind="inward",
        reference="",
        utr="SIMBN1",
        counterparty="Nordic",
        narration="ADUL0123456789AB/Nordic",
    )
    assert [line.effect_minor for line in statement.lines] == [-50_000, 20_000, 70_000, -300]
    assert [line.virtual_account for line in statement.lines] == ["", "", "ADUL0123456789AB", ""]


def test_a_day_without_movements_is_a_statement() -> None:
    assert parse(Sheet(DAY).csv()).lines == ()


def test_the_same_line_has_the_same_digest_wherever_it_stands() -> None:
    alone, among = parse(Sheet(DAY, (PAID,)).csv()), parse(SHEET.csv())
    assert alone.lines[0].digest == among.lines[0].digest
    other = parse(Sheet(DAY, (PAID.but(utr="632610000009"),)).csv())
    assert other.lines[0].digest != alone.lines[0].digest


def test_a_line_id_that_comes_twice_is_counted() -> None:
    lines = parse(Sheet(DAY, (PAID, PAID, BACK, PAID.but(amount_paise=1))).csv()).lines
    assert [(line.line_id, line.copy_number) for line in lines] == [
        ("L1", 1),
        ("L1", 2),
        ("L2", 1),
        ("L1", 3),
    ]


# --- What is not read -----------------------------------------------------------------------------

FIRST_LINE, LINE_ID, BOOKED, VALUE, WAY, AMOUNT, KIND, REFERENCE, UTR, BALANCE = (
    2, 0, 1, 2, 3, 4, 5, 6, 7, 10,
)  # fmt: skip


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        (LINE_ID, ""), (LINE_ID, "a b"),
        (BOOKED, ""), (BOOKED, "2026-11-18T10:00:00"), (BOOKED, "2026-11-17T23:59:59+05:30"),
        (BOOKED, "2026-11-19T00:00:00+05:30"), (VALUE, "18/11/2026"),
        (BOOKED, "0001-01-01T00:00:00+14:00"),
        (WAY, ""), (WAY, "CREDIT"), (KIND, "refund"), (KIND, "opening"),
        (AMOUNT, "0"), (AMOUNT, "-5"), (AMOUNT, "500.00"), (AMOUNT, "5e3"), (AMOUNT, "0500"),
        (AMOUNT, "५००"), (AMOUNT, "1,000"), (AMOUNT, " 500"), (AMOUNT, "9" * 17),
        (REFERENCE, "AD 1"), (UTR, "x" * 61), (UTR, "ü"),
        (BALANCE, ""), (BALANCE, "0.0"), (BALANCE, "+1"), (BALANCE, str(OPENING)),
    ],
)  # fmt: skip
def test_one_wrong_cell_and_nothing_is_read(column: int, cell: str) -> None:
    rows = SHEET.rows()
    rows[FIRST_LINE][column] = cell
    with pytest.raises(StatementMalformed):
        parse(written(rows))


def without(position: int) -> list[list[Any]]:
    return [row for place, row in enumerate(SHEET.rows()) if place != position]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        SHEET.rows()[:1],
        SHEET.rows()[:2],
        without(0),
        without(1),
        without(2),
        without(-1 + len(SHEET.rows())),
        Sheet(DAY, (PAID,), columns=("line_id", "amount")).rows(),
        Sheet(DAY, (PAID,), closing=OPENING).rows(),
        Sheet(DAY, (PAID, COST), balances=(OPENING - 49_999, OPENING - 50_300)).rows(),
        [*SHEET.rows()[:-1], SHEET.rows()[-1][:-1]],
        [*SHEET.rows()[:-1], ["2026-11-19/closing", "", "2026-11-19", *SHEET.rows()[-1][3:]]],
    ],
)
def test_a_file_that_is_not_whole_or_does_not_add_up(rows: list[list[Any]]) -> None:
    with pytest.raises(StatementMalformed):
        parse(written(rows))


def test_the_line_that_is_wrong_is_named() -> None:
    rows = SHEET.rows()
    rows[3][AMOUNT] = "x"
    with pytest.raises(StatementMalformed) as refused:
        parse(written(rows))
    assert refused.value.facts["line"] == 4
    assert refused.value.detail.startswith("Line 4 cannot be read")


@given(st.binary(max_size=300))
def test_any_bytes_are_a_statement_or_a_refusal(body: bytes) -> None:
    with pytest.raises(StatementMalformed):
        parse(body)


@given(st.data())
def test_a_changed_digit_anywhere_is_noticed_or_changes_only_a_name(data: st.DataObject) -> None:
    """Amounts and balances hold each other: no single one of them can be changed alone."""
    rows = SHEET.rows()
    place = data.draw(st.integers(1, len(rows) - 1))
    column = data.draw(st.sampled_from([AMOUNT, BALANCE]))
    if column == AMOUNT and place in {1, len(rows) - 1}:
        return
    rows[place][column] = int(rows[place][column]) + data.draw(st.sampled_from([-1, 1, 100]))
    with pytest.raises(StatementMalformed):
        parse(written(rows))


lines = st.lists(
    st.builds(
        Told,
        line_id=st.from_regex(r"[A-Z0-9]{1,8}", fullmatch=True),
        kind=st.sampled_from(["payment", "return", "inward", "charge"]),
        amount_paise=st.integers(1, 10**15),
        narration=st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"])),
    ),
    max_size=8,
)


@given(lines, st.integers(-(10**12), 10**12))
def test_what_was_written_is_read(told: list[Told], opening: int) -> None:
    sheet = Sheet(DAY, told, opening=opening)
    statement = parse(sheet.csv())
    assert statement.closing_minor == sheet.total
    assert [(line.line_id, line.effect_minor) for line in statement.lines] == [
        (line.line_id, line.effect) for line in told
    ]


# --- The bank's day -------------------------------------------------------------------------------


def test_the_banks_day_begins_at_midnight_in_india() -> None:
    assert start_of(DAY).isoformat() == "2026-11-18T00:00:00+05:30"
    assert end_of(DAY) - start_of(DAY) == timedelta(days=1)
    assert bank_day(end_of(DAY) - timedelta(microseconds=1)) == DAY
    assert bank_day(datetime.fromisoformat("2026-11-17T18:30:00Z")) == DAY

"""What a statement line is: names decide, amounts never do."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.cases.values import CaseKind
from adulis.gateways.machine import LineState
from adulis.gateways.values import BankLine
from adulis.payouts.values import Leg
from adulis.reconciliation.matching import LARGEST_CHARGE_MINOR, Known, read
from adulis.reconciliation.values import Means, Reading

OURS = "AD0193AB0000007000800000000000000A"
PLAIN: dict[str, Any] = {
    "id": UUID(int=7),
    "bank": "simbank",
    "line_id": "L7",
    "copy_number": 1,
    "day": date(2026, 11, 18),
    "booked_at": datetime(2026, 11, 18, 4, 30, tzinfo=UTC),
    "direction": "debit",
    "kind": "payment",
    "amount_minor": 50_000,
    "reference": "",
    "utr": "",
    "virtual_account": "",
    "counterparty": "Asha Rao",
    "narration": "",
    "state": LineState.IMPORTED,
}
KNOWN = Known(references={OURS}, by_utr={"632610000001": OURS})


def line(**told: Any) -> BankLine:
    return BankLine(**(PLAIN | told))


def back(**told: Any) -> BankLine:
    return line(direction="credit", **({"kind": "inward"} | told))


PAYMENT = Reading(means=Means.PAYMENT, reference=OURS, leg=Leg.PAYMENT)
RETURN = Reading(means=Means.PAYMENT, reference=OURS, leg=Leg.RETURN)
CREDIT, CHARGE = Reading(means=Means.CREDIT), Reading(means=Means.CHARGE)


def asked(kind: CaseKind, difference: int, booked: int | None = None) -> Reading:
    return Reading(
        means=Means.QUESTION, kind=kind, difference_minor=difference, booked_minor=booked
    )


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (line(reference=OURS), PAYMENT),
        (line(utr="632610000001"), PAYMENT),
        (line(narration="IMPS/632610000001/INV 7"), PAYMENT),
        (line(narration=f"IMPS/x/{OURS}"), PAYMENT),
        # Our own name goes before the network's.
        (line(reference=OURS, utr="something else"), PAYMENT),
        (back(kind="return", reference=OURS), RETURN),
        (back(kind="return", utr="632610000001"), RETURN),
        (back(narration="NEFT CR/632610000001/RETURN"), RETURN),
        (back(counterparty=OURS), RETURN),
        (back(utr="SIMBN1", narration="ADUL01/Nordic"), CREDIT),
        (back(kind="return", reference="AD0193"), CREDIT),
        (back(), CREDIT),
        (line(kind="charge", amount_minor=LARGEST_CHARGE_MINOR), CHARGE),
        (
            line(kind="charge", amount_minor=LARGEST_CHARGE_MINOR + 1),
            asked(CaseKind.MISSING_HERE, LARGEST_CHARGE_MINOR + 1),
        ),
        (line(), asked(CaseKind.MISSING_HERE, 50_000)),
        (line(reference="AD0193"), asked(CaseKind.MISSING_HERE, 50_000)),
        (line(kind="inward"), asked(CaseKind.MISSING_HERE, 50_000)),
    ],
)
def test_what_a_line_is(told: BankLine, expected: Reading) -> None:
    assert read(told, KNOWN) == expected


def test_a_virtual_account_goes_before_words_and_after_a_link() -> None:
    known = Known(references={OURS}, by_utr=KNOWN.by_utr, virtual_accounts={"ADUL01"})
    to_somebody: dict[str, Any] = {"virtual_account": "ADUL01", "narration": "ADUL01/632610000001"}
    assert read(back(**to_somebody), known) == CREDIT
    assert read(back(**to_somebody, counterparty=OURS), known) == CREDIT
    assert read(back(**to_somebody, utr="632610000001"), known) == CREDIT
    assert read(back(**to_somebody, reference=OURS), known) == RETURN
    # A number that is nobody's says nothing.
    assert read(back(**to_somebody), KNOWN) == RETURN


def test_money_that_we_sent_back_is_recognised_by_its_name() -> None:
    known = Known(sent_back={"SIMBN1"})
    assert read(line(utr="SIMBN1"), known) == Reading(means=Means.SENT_BACK, name="SIMBN1")
    assert read(line(narration="RTN SIMBN1"), known).name == "SIMBN1"
    assert read(line(utr="SIMBN2"), known).means is Means.QUESTION


MATCHED = line(reference=OURS, state=LineState.MATCHED, id=UUID(int=1))


@pytest.mark.parametrize(
    ("told", "other", "expected"),
    [
        # Twice in one file: the second copy is too much, whatever became of the first.
        (line(reference=OURS, copy_number=2), MATCHED, asked(CaseKind.DUPLICATE_LINE, 50_000)),
        (
            line(reference=OURS, copy_number=2),
            line(reference=OURS, id=UUID(int=1)),
            asked(CaseKind.DUPLICATE_LINE, 50_000),
        ),
        (
            line(reference=OURS, copy_number=2, amount_minor=50_001),
            MATCHED,
            asked(CaseKind.AMOUNT_MISMATCH, 50_001),
        ),
        # In a later file, otherwise: it takes the place of what was booked.
        (
            line(reference=OURS, amount_minor=50_001),
            MATCHED,
            asked(CaseKind.AMOUNT_MISMATCH, 1, booked=-50_000),
        ),
        (
            back(reference=OURS),
            MATCHED,
            asked(CaseKind.AMOUNT_MISMATCH, -100_000, booked=-50_000),
        ),
        (line(reference="AD0"), MATCHED, asked(CaseKind.DUPLICATE_LINE, 0)),
        # A field is filled in or left out: the same line, told better or worse.
        (line(reference=OURS, utr="632610000001"), MATCHED, Reading(means=Means.KNOWN)),
        (line(), MATCHED, Reading(means=Means.KNOWN)),
        (line(narration="shorter"), MATCHED, Reading(means=Means.KNOWN)),
        # What was never booked is no hindrance.
        (line(reference=OURS), line(amount_minor=1, state=LineState.QUESTIONED), PAYMENT),
        (line(reference=OURS), line(amount_minor=1, state=LineState.NOTED), PAYMENT),
    ],
)
def test_a_line_id_that_comes_again(told: BankLine, other: BankLine, expected: Reading) -> None:
    known = Known(others=[other], references=KNOWN.references, by_utr=KNOWN.by_utr)
    assert read(told, known) == expected


words = st.text(max_size=20)


@given(
    st.builds(
        line,
        direction=st.sampled_from(["credit", "debit"]),
        kind=st.sampled_from(["payment", "return", "inward", "charge"]),
        amount_minor=st.integers(1, 10**15),
        reference=words,
        utr=words,
        narration=words,
        counterparty=words,
    )
)
def test_without_a_name_of_ours_no_line_touches_a_payment(told: BankLine) -> None:
    reading = read(told, KNOWN)
    assert reading.means is not Means.PAYMENT
    if reading.means is Means.QUESTION:
        assert reading.difference_minor == -told.effect_minor

"""Every way a payout moves money, to the paisa: what each account gains and loses."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.kernel.actors import system
from adulis.kernel.money import Money, rupees
from adulis.ledger.chart import classify
from adulis.ledger.values import Posting
from adulis.payouts import postings

AT = datetime(2026, 11, 21, 10, tzinfo=UTC)
ACTOR = system("tests")
PAYOUT, MERCHANT = UUID(int=7), UUID(int=3)
AVAILABLE = f"merchant/{MERCHANT}/available/INR"
HELD = f"merchant/{MERCHANT}/held/INR"
OWED = f"merchant/{MERCHANT}/receivable/INR"
CLEARING, NOSTRO = "bank/simbank/clearing/INR", "bank/simbank/nostro/INR"
FEES, TAX, LOSSES = "platform/fees/INR", "platform/tax/INR", "platform/losses/INR"

PARTS = (rupees(60_000), rupees(1_000), rupees(180))
NO_FEE = (rupees(60_000), rupees(0), rupees(0))
WHEN: dict[str, Any] = {"at": AT, "actor": ACTOR}
AT_BANK: dict[str, Any] = {"bank": "simbank", **WHEN}

# fmt: off
TABLE: list[tuple[str, Posting, str, dict[str, int]]] = [
    # posting, key, what every account gains (or loses)
    ("payout_held", postings.payout_held(PAYOUT, MERCHANT, *PARTS, **WHEN),
     f"payout/{PAYOUT}/held", {AVAILABLE: -61_180, HELD: 61_180}),
    ("payout_held", postings.payout_held(PAYOUT, MERCHANT, *NO_FEE, **WHEN),
     f"payout/{PAYOUT}/held", {AVAILABLE: -60_000, HELD: 60_000}),
    ("payout_released", postings.payout_released(PAYOUT, MERCHANT, *PARTS, **WHEN),
     f"payout/{PAYOUT}/released", {HELD: -61_180, AVAILABLE: 61_180}),
    ("payout_completed", postings.payout_completed(PAYOUT, MERCHANT, *PARTS, **AT_BANK),
     f"payout/{PAYOUT}/completed", {HELD: -61_180, CLEARING: 60_000, FEES: 1_000, TAX: 180}),
    ("payout_completed", postings.payout_completed(PAYOUT, MERCHANT, *NO_FEE, **AT_BANK),
     f"payout/{PAYOUT}/completed", {HELD: -60_000, CLEARING: 60_000}),
    ("payout_returned", postings.payout_returned(PAYOUT, MERCHANT, *PARTS, **AT_BANK),
     f"payout/{PAYOUT}/returned", {CLEARING: -60_000, FEES: -1_000, TAX: -180, AVAILABLE: 61_180}),
    ("payout_returned", postings.payout_returned(PAYOUT, MERCHANT, *NO_FEE, **AT_BANK),
     f"payout/{PAYOUT}/returned", {CLEARING: -60_000, AVAILABLE: 60_000}),
    ("payout_paid_late",
     postings.payout_paid_late(PAYOUT, MERCHANT, rupees(60_000), rupees(0), attempt=2, **AT_BANK),
     f"payout/{PAYOUT}/attempt/2/paid_late", {AVAILABLE: -60_000, CLEARING: 60_000}),
    ("payout_paid_late",
     postings.payout_paid_late(PAYOUT, MERCHANT, rupees(25_000), rupees(35_000), attempt=1,
                               **AT_BANK),
     f"payout/{PAYOUT}/attempt/1/paid_late", {AVAILABLE: -25_000, OWED: -35_000, CLEARING: 60_000}),
    ("payout_paid_late",
     postings.payout_paid_late(PAYOUT, MERCHANT, rupees(0), rupees(60_000), attempt=1, **AT_BANK),
     f"payout/{PAYOUT}/attempt/1/paid_late", {OWED: -60_000, CLEARING: 60_000}),
    ("late_payout_written_off",
     postings.late_payout_written_off(PAYOUT, MERCHANT, rupees(35_000), at=AT, actor=ACTOR),
     f"payout/{PAYOUT}/late_payout_written_off", {LOSSES: -35_000, OWED: 35_000}),
    ("late_payment_returned",
     postings.late_payment_returned(PAYOUT, MERCHANT, rupees(10_000), rupees(20_000),
                                    rupees(30_000), attempt=2, **AT_BANK),
     f"payout/{PAYOUT}/attempt/2/late_returned",
     {CLEARING: -60_000, LOSSES: 10_000, OWED: 20_000, AVAILABLE: 30_000}),
    ("late_payment_returned",
     postings.late_payment_returned(PAYOUT, MERCHANT, rupees(0), rupees(0), rupees(60_000),
                                    attempt=1, **AT_BANK),
     f"payout/{PAYOUT}/attempt/1/late_returned", {CLEARING: -60_000, AVAILABLE: 60_000}),
    ("payout_settled",
     postings.payout_settled(PAYOUT, rupees(60_000), line="L1", **AT_BANK),
     "statement/simbank/L1", {CLEARING: -60_000, NOSTRO: 60_000}),
    ("return_settled",
     postings.return_settled(PAYOUT, rupees(60_000), line="L2", **AT_BANK),
     "statement/simbank/L2", {NOSTRO: -60_000, CLEARING: 60_000}),
]
# fmt: on
KINDS = [kind for kind, *_ in TABLE]


def gains(*entries: Posting) -> Counter[str]:
    """What every account has more (or less) after these."""
    found: Counter[str] = Counter()
    for entry in entries:
        for transfer in entry.transfers:
            found[transfer.source] -= transfer.amount.minor
            found[transfer.target] += transfer.amount.minor
    return Counter({address: minor for address, minor in found.items() if minor})


@pytest.mark.parametrize(("kind", "posting", "key", "gained"), TABLE, ids=KINDS)
def test_to_the_paisa(kind: str, posting: Posting, key: str, gained: dict[str, int]) -> None:
    assert (posting.kind, posting.key) == (kind, key)
    assert gains(posting) == gained
    assert sum(gains(posting).values()) == 0
    assert (posting.at, posting.actor) == (AT, ACTOR)
    assert posting.metadata["payout_id"] == str(PAYOUT)


@pytest.mark.parametrize(("kind", "posting", "key", "gained"), TABLE, ids=KINDS)
def test_every_account_is_in_the_chart(
    kind: str, posting: Posting, key: str, gained: dict[str, int]
) -> None:
    for address in gained:
        assert classify(address).currency == "INR"


def test_no_posting_is_missing() -> None:
    made: list[Callable[..., Posting]] = [
        function
        for name, function in inspect.getmembers(postings, inspect.isfunction)
        if function.__module__ == postings.__name__
        and not name.startswith("_")
        and inspect.signature(function).return_annotation == "Posting"
    ]
    assert {function.__name__ for function in made} == set(KINDS)


AMOUNTS = st.integers(100, 10**13).map(rupees)
COSTS = st.integers(0, 10**9).map(rupees)


@given(AMOUNTS, COSTS, COSTS)
def test_what_is_held_is_what_is_released_and_what_is_completed(
    amount: Money, fee: Money, tax: Money
) -> None:
    held = postings.payout_held(PAYOUT, MERCHANT, amount, fee, tax, at=AT, actor=ACTOR)
    released = postings.payout_released(PAYOUT, MERCHANT, amount, fee, tax, at=AT, actor=ACTOR)
    completed = postings.payout_completed(
        PAYOUT, MERCHANT, amount, fee, tax, bank="simbank", at=AT, actor=ACTOR
    )
    returned = postings.payout_returned(
        PAYOUT, MERCHANT, amount, fee, tax, bank="simbank", at=AT, actor=ACTOR
    )
    assert gains(held, released) == {}
    assert gains(held, completed)[HELD] == 0
    # There and back again: as if it had never been.
    assert gains(held, completed, returned) == {}


@given(AMOUNTS)
def test_a_statement_empties_clearing(amount: Money) -> None:
    completed = postings.payout_completed(
        PAYOUT, MERCHANT, amount, rupees(0), rupees(0), bank="simbank", at=AT, actor=ACTOR
    )
    settled = postings.payout_settled(PAYOUT, amount, bank="simbank", line="L1", at=AT, actor=ACTOR)
    assert gains(completed, settled) == {HELD: -amount.minor, NOSTRO: amount.minor}

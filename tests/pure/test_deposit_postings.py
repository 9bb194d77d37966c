"""How a deposit moves money: every posting, address by address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from adulis.deposits import policies, postings
from adulis.deposits.values import DEMO, REAL
from adulis.kernel.actors import bank
from adulis.kernel.money import Money, rupees
from adulis.ledger.chart import classify
from adulis.ledger.values import Posting

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
WHO: dict[str, Any] = {"at": NOON, "actor": bank("simgate")}
DEPOSIT = UUID("0193ab00-0000-7000-8000-000000000001")
MERCHANT = UUID("0193ab00-0000-7000-8000-000000000002")
PENDING, AVAILABLE = f"merchant/{MERCHANT}/pending/INR", f"merchant/{MERCHANT}/available/INR"
COLLECTED, COLLECTED_USD = "gateway/simgate/receivable/INR", "gateway/simgate/receivable/USD"
USD = Money(1_000, "USD")

# fmt: off
CALLS: dict[str, tuple[Callable[[], Posting], str, dict[str, int]]] = {
    "deposit_captured": (
        lambda: postings.deposit_captured(
            DEPOSIT, MERCHANT, rupees(1_000), rupees(1_000), rupees(24),
            gateway="simgate", payment="pay_1", **WHO),
        f"deposit/{DEPOSIT}/captured",
        {COLLECTED: -976, PENDING: 1_000, "platform/costs/INR": -24}),
    "deposit_captured, nothing charged": (
        lambda: postings.deposit_captured(
            DEPOSIT, MERCHANT, rupees(1_000), rupees(1_000), rupees(0),
            gateway="simgate", payment="pay_1", **WHO),
        f"deposit/{DEPOSIT}/captured",
        {COLLECTED: -1_000, PENDING: 1_000}),
    "deposit_captured, in dollars": (
        lambda: postings.deposit_captured(
            DEPOSIT, MERCHANT, USD, rupees(83_451), Money(30, "USD"),
            gateway="simgate", payment="pay_1", **WHO),
        f"deposit/{DEPOSIT}/captured",
        {COLLECTED_USD: -970, "platform/fx/USD": 1_000, "platform/costs/USD": -30,
         "platform/fx/INR": -83_451, PENDING: 83_451}),
    "payment_suspended": (
        lambda: postings.payment_suspended(
            rupees(1_000), rupees(24), gateway="simgate", payment="pay_1", **WHO),
        "gateway/simgate/payment/pay_1/suspended",
        {COLLECTED: -976, "platform/suspense/INR": 1_000, "platform/costs/INR": -24}),
    "payment_suspended, in dollars": (
        lambda: postings.payment_suspended(
            USD, Money(0, "USD"), gateway="simgate", payment="pay_1", **WHO),
        "gateway/simgate/payment/pay_1/suspended",
        {COLLECTED_USD: -1_000, "platform/suspense/USD": 1_000}),
    "payment_assigned": (
        lambda: postings.payment_assigned(
            DEPOSIT, MERCHANT, rupees(1_000), rupees(1_000), payment="pay_1", **WHO),
        # The key of a credit: whichever way a deposit is credited, it is credited once.
        f"deposit/{DEPOSIT}/captured",
        {"platform/suspense/INR": -1_000, PENDING: 1_000}),
    "payment_assigned, in dollars": (
        lambda: postings.payment_assigned(
            DEPOSIT, MERCHANT, USD, rupees(83_451), payment="pay_1", **WHO),
        f"deposit/{DEPOSIT}/captured",
        {"platform/suspense/USD": -1_000, "platform/fx/USD": 1_000,
         "platform/fx/INR": -83_451, PENDING: 83_451}),
    "deposit_cleared": (
        lambda: postings.deposit_cleared(
            DEPOSIT, MERCHANT, rupees(976), rupees(20), rupees(4), **WHO),
        f"deposit/{DEPOSIT}/cleared",
        {PENDING: -1_000, AVAILABLE: 976, "platform/fees/INR": 20, "platform/tax/INR": 4}),
    "deposit_cleared, no fee": (
        lambda: postings.deposit_cleared(
            DEPOSIT, MERCHANT, rupees(1_000), rupees(0), rupees(0), **WHO),
        f"deposit/{DEPOSIT}/cleared",
        {PENDING: -1_000, AVAILABLE: 1_000}),
}
# fmt: on


@pytest.mark.parametrize("name", CALLS)
def test_a_posting_moves_what_it_says(name: str) -> None:
    call, key, expected = CALLS[name]
    posting = call()
    moved: Counter[str] = Counter()
    for transfer in posting.transfers:
        assert classify(transfer.source).currency == classify(transfer.target).currency
        moved[transfer.source] -= transfer.amount.minor
        moved[transfer.target] += transfer.amount.minor
    assert (posting.kind, posting.key) == (name.partition(",")[0], key)
    assert dict(moved) == expected


def test_every_posting_balances_in_each_currency() -> None:
    for call, _, expected in CALLS.values():
        assert call().transfers
        by_currency: Counter[str] = Counter()
        for address, minor in expected.items():
            by_currency[address[-3:]] += minor
        assert set(by_currency.values()) == {0}


@pytest.mark.parametrize(
    ("method", "days"),
    [("card", 3), ("netbanking", 1), ("upi", 0), ("bank_transfer", 0), ("cowries", 3)],
)
def test_when_a_payment_clears_depends_on_its_method(method: str, days: int) -> None:
    assert (policies.clears_at(method, NOON, REAL) - NOON).days == days


@pytest.mark.parametrize(
    ("fee", "tax", "pending", "taken"),
    [
        (20, 4, 1_000, (20, 4)),
        (20, 4, 24, (20, 4)),
        (20_000, 3_600, 1_180, (1_000, 180)),
        (20_000, 3_600, 1_000, (847, 153)),
        (20, 0, 15, (15, 0)),
        (20, 4, 0, (0, 0)),
        (0, 0, 0, (0, 0)),
    ],
)
def test_a_fee_is_taken_only_of_what_is_there(
    fee: int, tax: int, pending: int, taken: tuple[int, int]
) -> None:
    found = policies.fee_within(rupees(fee), rupees(tax), rupees(pending))
    assert tuple(each.minor for each in found) == taken


def test_a_demonstration_takes_seconds() -> None:
    assert max(DEMO.clearing.values()).total_seconds() <= 20

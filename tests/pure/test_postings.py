"""Every posting of the house, and what it does to every account. Each row sums to zero."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from adulis.kernel.actors import bank
from adulis.kernel.money import Money, rupees
from adulis.ledger.chart import classify
from adulis.ledger.values import Posting
from adulis.payouts import postings as payouts
from adulis.reconciliation import postings as reconciliation
from adulis.transfers import postings as transfers
from adulis.wallets import postings as wallets

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
WHO = bank("simbank")
PAYOUT = UUID("0193ab00-0000-7000-8000-000000000001")
MERCHANT = UUID("0193ab00-0000-7000-8000-000000000002")
OTHER = UUID("0193ab00-0000-7000-8000-000000000003")
BANK: dict[str, Any] = {"bank": "simbank", "at": AT, "actor": WHO}
LINE = {**BANK, "line": "2026-11-20/17"}
# Amount, fee and tax: three numbers that cannot be mistaken for one another's sum.
PARTS = (PAYOUT, MERCHANT, rupees(1_000), rupees(20), rupees(4))
ZERO = rupees(0)
NO_FEE = (PAYOUT, MERCHANT, rupees(1_000), rupees(0), rupees(0))

# fmt: off
CALLS: dict[str, Callable[[], Posting]] = {
    "bank_transfer_credited": lambda: wallets.bank_transfer_credited(
        MERCHANT, rupees(1_000), utr="UTR1", payer="Asha", **BANK),
    "debt_settled": lambda: wallets.debt_settled(
        MERCHANT, rupees(300), cause="credit/simbank/UTR1", at=AT, actor=WHO
    ),
    "adjustment_credited": lambda: wallets.adjustment_credited(
        PAYOUT, MERCHANT, rupees(500), against="losses", reason="Sorry", at=AT, actor=WHO),
    "adjustment_credited, suspense": lambda: wallets.adjustment_credited(
        PAYOUT, MERCHANT, rupees(500), against="suspense", reason="Sorry", at=AT, actor=WHO),
    "adjustment_debited": lambda: wallets.adjustment_debited(
        PAYOUT, MERCHANT, rupees(500), against="losses", reason="Sorry", at=AT, actor=WHO),
    "transfer_completed": lambda: transfers.transfer_completed(
        PAYOUT, MERCHANT, OTHER, rupees(1_000), rupees(20), rupees(4),
        memo="Transfer", at=AT, actor=WHO),
    "transfer_completed, no fee": lambda: transfers.transfer_completed(
        PAYOUT, MERCHANT, OTHER, rupees(1_000), ZERO, ZERO, memo="Transfer", at=AT, actor=WHO),
    "payout_held": lambda: payouts.payout_held(*PARTS, at=AT, actor=WHO),
    "payout_released": lambda: payouts.payout_released(*PARTS, at=AT, actor=WHO),
    "payout_completed": lambda: payouts.payout_completed(*PARTS, **BANK),
    "payout_completed, no fee": lambda: payouts.payout_completed(*NO_FEE, **BANK),
    "payout_returned": lambda: payouts.payout_returned(*PARTS, **BANK),
    "payout_returned, fee kept": lambda: payouts.payout_returned(*NO_FEE, **BANK),
    "payout_paid_late": lambda: payouts.payout_paid_late(
        PAYOUT, MERCHANT, rupees(700), rupees(300), attempt=1, **BANK),
    "payout_paid_late, all there": lambda: payouts.payout_paid_late(
        PAYOUT, MERCHANT, rupees(1_000), rupees(0), attempt=1, **BANK),
    "payout_paid_late, none there": lambda: payouts.payout_paid_late(
        PAYOUT, MERCHANT, rupees(0), rupees(1_000), attempt=1, **BANK),
    "late_payout_written_off": lambda: payouts.late_payout_written_off(
        PAYOUT, MERCHANT, rupees(300), at=AT, actor=WHO),
    "payout_settled": lambda: payouts.payout_settled(PAYOUT, rupees(1_000), **LINE),
    "return_settled": lambda: payouts.return_settled(PAYOUT, rupees(1_000), **LINE),
    "credit_suspended": lambda: wallets.credit_suspended(
        rupees(1_000), utr="UTR1", payer="Asha", **BANK),
    "credit_assigned": lambda: wallets.credit_assigned(
        MERCHANT, rupees(1_000), utr="UTR1", **BANK),
    "credit_sent_back": lambda: wallets.credit_sent_back(rupees(1_000), utr="UTR1", **BANK),
    "credit_recognised": lambda: wallets.credit_recognised(rupees(1_000), utr="UTR1", **BANK),
    "settlement_credited": lambda: wallets.settlement_credited(
        rupees(1_000), gateway="simgate", utr="UTR1", **BANK),
    "settlement_recognised": lambda: wallets.settlement_recognised(
        rupees(1_000), gateway="simgate", utr="UTR1", **BANK),
    "bank_charged": lambda: reconciliation.bank_charged(rupees(30), **LINE),
    "debit_accepted": lambda: reconciliation.debit_accepted(rupees(30), **LINE),
    "credit_sent_back_settled": lambda: reconciliation.credit_sent_back_settled(
        rupees(1_000), **LINE),
    "missing_return_accepted": lambda: reconciliation.missing_return_accepted(
        rupees(1_000), reference="AD1", **BANK),
    "partial_return_credited": lambda: reconciliation.partial_return_credited(
        MERCHANT, rupees(900), ZERO, **LINE),
    "partial_return_credited, too much": lambda: reconciliation.partial_return_credited(
        MERCHANT, rupees(100), rupees(800), **LINE),
    "difference_accepted, paid more": lambda: reconciliation.difference_accepted(
        rupees(1_000), ZERO, rupees(1), ZERO, **LINE),
    "difference_accepted, paid less": lambda: reconciliation.difference_accepted(
        rupees(1_000), ZERO, ZERO, rupees(1), **LINE),
    "difference_accepted, less back": lambda: reconciliation.difference_accepted(
        ZERO, rupees(1_000), rupees(1), ZERO, **LINE),
}
# ruff: noqa: E501
TABLE = """
posting                          available   held  receivable  clearing  nostro  fees  tax  losses  suspense  gateway
bank_transfer_credited               +1000      .           .         .   -1000     .    .       .         .        .
debt_settled                          -300      .        +300         .       .     .    .       .         .        .
adjustment_credited                   +500      .           .         .       .     .    .    -500         .        .
adjustment_credited, suspense         +500      .           .         .       .     .    .       .      -500        .
adjustment_debited                    -500      .           .         .       .     .    .    +500         .        .
transfer_completed                     -24      .           .         .       .   +20   +4       .         .        .
transfer_completed, no fee               .      .           .         .       .     .    .       .         .        .
payout_held                          -1024  +1024           .         .       .     .    .       .         .        .
payout_released                      +1024  -1024           .         .       .     .    .       .         .        .
payout_completed                         .  -1024           .     +1000       .   +20   +4       .         .        .
payout_completed, no fee                 .  -1000           .     +1000       .     .    .       .         .        .
payout_returned                      +1024      .           .     -1000       .   -20   -4       .         .        .
payout_returned, fee kept            +1000      .           .     -1000       .     .    .       .         .        .
payout_paid_late                      -700      .        -300     +1000       .     .    .       .         .        .
payout_paid_late, all there          -1000      .           .     +1000       .     .    .       .         .        .
payout_paid_late, none there             .      .       -1000     +1000       .     .    .       .         .        .
late_payout_written_off                  .      .        +300         .       .     .    .    -300         .        .
payout_settled                           .      .           .     -1000   +1000     .    .       .         .        .
return_settled                           .      .           .     +1000   -1000     .    .       .         .        .
credit_suspended                         .      .           .         .   -1000     .    .       .     +1000        .
credit_assigned                      +1000      .           .         .       .     .    .       .     -1000        .
credit_sent_back                         .      .           .     +1000       .     .    .       .     -1000        .
credit_recognised                        .      .           .     +1000       .     .    .       .     -1000        .
settlement_credited                      .      .           .         .   -1000     .    .       .         .    +1000
settlement_recognised                    .      .           .         .       .     .    .       .     -1000    +1000
bank_charged                             .      .           .         .     +30     .    .     -30         .        .
debit_accepted                           .      .           .         .     +30     .    .     -30         .        .
credit_sent_back_settled                 .      .           .     -1000   +1000     .    .       .         .        .
missing_return_accepted                  .      .           .     +1000       .     .    .   -1000         .        .
partial_return_credited               +900      .           .         .    -900     .    .       .         .        .
partial_return_credited, too much     +100      .           .         .    -900     .    .       .      +800        .
difference_accepted, paid more           .      .           .     -1000   +1001     .    .      -1         .        .
difference_accepted, paid less           .      .           .     -1000    +999     .    .       .        +1        .
difference_accepted, less back           .      .           .     +1000    -999     .    .      -1         .        .
"""
# fmt: on


def rows() -> Iterator[tuple[str, dict[str, int]]]:
    header, *lines = TABLE.strip().splitlines()
    kinds = header.split()[1:]
    for line in lines:
        name, _, rest = line.partition("  ")
        cells = zip(kinds, rest.split(), strict=True)
        yield name, {kind: int(cell) for kind, cell in cells if cell != "."}


def effect(posting: Posting) -> dict[str, int]:
    moved: Counter[str] = Counter()
    for transfer in posting.transfers:
        moved[classify(transfer.source).kind] -= transfer.amount.minor
        moved[classify(transfer.target).kind] += transfer.amount.minor
    return {kind: minor for kind, minor in moved.items() if minor}


@pytest.mark.parametrize(("name", "expected"), list(rows()))
def test_a_posting_moves_what_the_table_says(name: str, expected: dict[str, int]) -> None:
    assert effect(CALLS[name]()) == expected


@pytest.mark.parametrize("name", CALLS)
def test_a_posting_carries_its_name_its_time_and_its_actor(name: str) -> None:
    posting = CALLS[name]()
    assert posting.kind == name.partition(",")[0]
    assert (posting.at, posting.actor) == (AT, WHO)


def test_every_row_of_the_table_is_called_and_every_call_is_a_row() -> None:
    assert [name for name, _ in rows()] == list(CALLS)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("bank_transfer_credited", "credit/simbank/UTR1"),
        ("debt_settled", "credit/simbank/UTR1/settles"),
        ("adjustment_credited", f"adjustment/{PAYOUT}/credited"),
        ("adjustment_debited", f"adjustment/{PAYOUT}/debited"),
        ("transfer_completed", f"transfer/{PAYOUT}/completed"),
        ("payout_held", f"payout/{PAYOUT}/held"),
        ("payout_released", f"payout/{PAYOUT}/released"),
        ("payout_completed", f"payout/{PAYOUT}/completed"),
        ("payout_returned", f"payout/{PAYOUT}/returned"),
        ("payout_paid_late", f"payout/{PAYOUT}/attempt/1/paid_late"),
        ("late_payout_written_off", f"payout/{PAYOUT}/late_payout_written_off"),
        ("payout_settled", "statement/simbank/2026-11-20/17"),
        ("return_settled", "statement/simbank/2026-11-20/17"),
        # However it was told first, and however it is explained, it is booked once.
        ("credit_suspended", "credit/simbank/UTR1"),
        ("credit_assigned", "credit/simbank/UTR1/explained"),
        ("credit_sent_back", "credit/simbank/UTR1/explained"),
        ("credit_recognised", "credit/simbank/UTR1/explained"),
        ("settlement_credited", "credit/simbank/UTR1"),
        ("settlement_recognised", "credit/simbank/UTR1/explained"),
        ("bank_charged", "statement/simbank/2026-11-20/17"),
    ],
)
def test_a_key_is_made_of_the_meaning(name: str, key: str) -> None:
    """Twice is once: the second posting of the same meaning finds the key taken."""
    assert CALLS[name]().key == key


def test_a_whole_life_leaves_nothing_behind() -> None:
    """Credited, held, completed, settled: what is left is fee and tax, and who paid them."""
    total: Counter[str] = Counter()
    for name in ("bank_transfer_credited", "payout_held", "payout_completed", "payout_settled"):
        total.update(effect(CALLS[name]()))
    left = {kind: minor for kind, minor in total.items() if minor}
    assert left == {"available": -24, "fees": 20, "tax": 4}


def test_money_goes_only_where_the_chart_has_an_account() -> None:
    for call in CALLS.values():
        for transfer in call().transfers:
            assert isinstance(transfer.amount, Money)
            assert classify(transfer.source).currency == classify(transfer.target).currency == "INR"

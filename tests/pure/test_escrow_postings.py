"""Every way a milestone's money moves, to the paisa: what each account gains and loses."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from adulis.escrow import postings
from adulis.kernel.actors import system
from adulis.kernel.money import rupees
from adulis.ledger.chart import classify
from adulis.ledger.values import Posting

AT = datetime(2026, 12, 1, 10, tzinfo=UTC)
WHEN: dict[str, Any] = {"at": AT, "actor": system("tests")}
M, B, S, D = UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=4)
ESCROW, DISPUTE = f"escrow/{M}/INR", f"dispute/{D}/INR"
BUYER, SELLER = f"merchant/{B}/available/INR", f"merchant/{S}/available/INR"
OWED = f"merchant/{B}/receivable/INR"
FEES, TAX = "platform/fees/INR", "platform/tax/INR"
NET, FEE, GST, BACK, NONE = rupees(900), rupees(80), rupees(14), rupees(500), rupees(0)

# fmt: off
TABLE: list[tuple[str, Posting, str, dict[str, int]]] = [
    # posting, key, what every account gains (or loses)
    ("milestone_funded", postings.milestone_funded(M, B, rupees(994), number=1, **WHEN),
     f"milestone/{M}/funding/1", {BUYER: -994, ESCROW: 994}),
    ("milestone_released", postings.milestone_released(M, S, NET, FEE, GST, number=2, **WHEN),
     f"milestone/{M}/release/2", {ESCROW: -994, SELLER: 900, FEES: 80, TAX: 14}),
    ("milestone_released", postings.milestone_released(M, S, NET, NONE, NONE, number=2, **WHEN),
     f"milestone/{M}/release/2", {ESCROW: -900, SELLER: 900}),
    ("milestone_fee_earned", postings.milestone_fee_earned(M, B, FEE, GST, number=2, **WHEN),
     f"milestone/{M}/fee/2", {ESCROW: -94, FEES: 80, TAX: 14}),
    ("milestone_refunded", postings.milestone_refunded(M, B, rupees(994), number=3, **WHEN),
     f"milestone/{M}/refund/3", {ESCROW: -994, BUYER: 994}),
    ("milestone_split",
     postings.milestone_split(M, S, B, NET, FEE, GST, BACK, number=4, **WHEN),
     f"milestone/{M}/split/4", {ESCROW: -1_494, SELLER: 900, FEES: 80, TAX: 14, BUYER: 500}),
    ("escrow_disputed", postings.escrow_disputed(M, D, rupees(600), **WHEN),
     f"dispute/{D}/locked", {ESCROW: -600, DISPUTE: 600}),
    ("dispute_unlocked", postings.dispute_unlocked(M, D, rupees(600), **WHEN),
     f"dispute/{D}/unlocked", {DISPUTE: -600, ESCROW: 600}),
    ("dispute_resolved",
     postings.dispute_resolved(M, D, S, B, NET, FEE, GST, BACK, rupees(7), **WHEN),
     f"dispute/{D}/resolved",
     {DISPUTE: -1_494, SELLER: 900, FEES: 80, TAX: 14, BUYER: 507, ESCROW: -7}),
    ("dispute_resolved",
     postings.dispute_resolved(M, D, S, B, NONE, NONE, NONE, BACK, NONE, **WHEN),
     f"dispute/{D}/resolved", {DISPUTE: -500, BUYER: 500}),
    ("escrow_charged_back", postings.escrow_charged_back(M, B, rupees(400), number=5, **WHEN),
     f"milestone/{M}/chargeback/5", {ESCROW: -400, OWED: 400}),
    ("disputed_charged_back",
     postings.disputed_charged_back(M, D, B, rupees(400), number=5, **WHEN),
     f"dispute/{D}/chargeback/5", {DISPUTE: -400, OWED: 400}),
]
# fmt: on


@pytest.mark.parametrize(("kind", "posting", "key", "gains"), TABLE)
def test_a_posting(kind: str, posting: Posting, key: str, gains: dict[str, int]) -> None:
    found: Counter[str] = Counter()
    for transfer in posting.transfers:
        found[transfer.source] -= transfer.amount.minor
        found[transfer.target] += transfer.amount.minor
        classify(transfer.source)
        classify(transfer.target)
    assert (posting.kind, posting.key) == (kind, key)
    assert dict(found) == gains
    assert sum(found.values()) == 0
    assert posting.metadata["milestone_id"] == str(M)


@pytest.mark.parametrize(
    ("posting", "payer"),
    [
        (postings.milestone_released(M, S, NET, FEE, GST, number=1, **WHEN), S),
        (postings.milestone_split(M, S, B, NET, FEE, GST, BACK, number=1, **WHEN), S),
        (postings.dispute_resolved(M, D, S, B, NET, FEE, GST, BACK, BACK, **WHEN), S),
        (postings.milestone_fee_earned(M, B, FEE, GST, number=1, **WHEN), B),
    ],
)
def test_an_entry_with_a_fee_names_who_is_billed_for_it(posting: Posting, payer: UUID) -> None:
    """An account of escrow says nothing of whose money it is."""
    assert posting.metadata["merchant_id"] == str(payer)

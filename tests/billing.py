"""Months of fees: charged through the platform's own verbs, lived through, and billed."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from adulis.billing import policies, tasks
from adulis.billing.checks import CHECKS
from adulis.billing.models import Document
from adulis.billing.values import SETTLING, Party
from adulis.fees import actions as fees
from adulis.fees.values import Service
from adulis.gateways.values import Verdict
from adulis.identity import queries as people
from adulis.kernel import db
from tests.calendar_days import live_until, midnight, today
from tests.words import said, started
from tests.world import BUILDER, Shop


def a_fee(flat: int = 1_000, basis_points: int = 0) -> None:
    with db.transaction():
        fees.set_fee(
            service=Service.PAYOUT, starts_at=db.clock(), flat_minor=flat,
            basis_points=basis_points, actor=BUILDER, at=db.clock(),
        )  # fmt: skip


def paid(shop: Shop, paise: int = 10_000) -> object:
    """A payout that the bank paid; returns its attempt."""
    attempt = started(shop.pay_out(paise))
    said(attempt, Verdict.SUCCESS)
    return attempt


def returned(attempt: object) -> None:
    """The bank takes it back, and the fee comes back with it."""
    said(attempt, Verdict.RETURNED, code="RETURNED", utr=f"R{attempt.id}"[:30])  # type: ignore[arg-type,attr-defined]


def next_month() -> date:
    """Live into the next month, until it may be billed; returns the month that is over."""
    over = policies.month_of(today())
    live_until(midnight(policies.month_after(over)) + SETTLING + timedelta(minutes=1))
    return over


def billed_as(merchant_id: UUID) -> Party:
    return Party(people.standing(merchant_id).name)


def bill(as_whom: Party | None = None) -> list[Document]:
    """Everything that is due; returns all documents there are, oldest first."""
    for _ in range(100):
        if not tasks.bill(billed_as if as_whom is None else lambda _: as_whom):
            break
    return list(Document.objects.order_by("id"))


def broken_promises() -> list[str]:
    return [each.name for each in CHECKS if db.fetch_all(each.sql)]

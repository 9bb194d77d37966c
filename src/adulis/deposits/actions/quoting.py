"""What foreign money is worth: rates as they come, a promise to a merchant, and its keeping."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from adulis.audit import actions as audit
from adulis.deposits import fx
from adulis.deposits.errors import (
    DepositCurrencyNotPossible,
    QuoteNotPossible,
    QuoteNotUsable,
    RateUnavailable,
)
from adulis.deposits.models import Deposit, Quote, Rate
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money

# What may be asked for: as much as any deposit, and worth at least a paisa.
_MOST_PAISE = 10**15


@db.transaction_required
def take_rate(
    *, gateway: str, currency: str, told: str, told_at: datetime, actor: Actor, at: datetime
) -> Rate:
    """Keep a rate as the gateway told it. Raises fx.RateUnreadable."""
    rate = fx.rate_of(currency, told)
    return Rate.objects.create(
        gateway=gateway, currency=currency, micros=rate.micros, at=told_at, fetched_at=at
    )


@db.transaction_required
def create_quote(*, merchant_id: UUID, paid: Money, actor: Actor, at: datetime) -> Quote:
    """Promise a merchant what ``paid`` is worth for a quarter of an hour.

    Raises RateUnavailable, QuoteNotPossible.
    """
    if paid.currency not in fx.FOREIGN:
        raise QuoteNotPossible(pointer="/currency", currencies=list(fx.FOREIGN))
    now = db.clock()
    row = rate_at(paid.currency, gateway=settings.PAYMENT_GATEWAY_CODE, moment=now)
    margin = settings.FX_MARKUP_BASIS_POINTS
    rate = fx.Rate(row.currency, row.micros).less(margin)
    amount = rate.convert(paid)
    if not 0 < amount.minor <= _MOST_PAISE:
        raise QuoteNotPossible(pointer="/amount_minor")
    quote = Quote.objects.create(
        merchant_id=merchant_id,
        rate=row,
        paid_minor=paid.minor,
        currency=paid.currency,
        rate_micros=rate.micros,
        amount_minor=amount.minor,
        margin_basis_points=margin,
        created_by=str(actor),
        created_at=at,
        expires_at=now + timedelta(minutes=settings.FX_QUOTE_MINUTES),
    )
    audit.write(
        actor=actor,
        action="quote.create",
        subject=f"quote/{quote.id}",
        merchant_id=merchant_id,
        before={},
        after={
            "paid_minor": paid.minor,
            "currency": paid.currency,
            "rate": str(rate),
            "amount_paise": amount.minor,
        },
        at=at,
    )
    return quote


_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@db.transaction_required
def locked_quote(*, merchant_id: UUID, quote_id: UUID, paid: Money) -> Quote:
    """The promise that a deposit of ``paid`` refers to; nobody else uses it meanwhile.

    Raises DepositCurrencyNotPossible, QuoteNotUsable.
    """
    db.execute(_ONE_AT_A_TIME, [f"quote/{quote_id}"])
    quote = Quote.objects.filter(id=quote_id, merchant_id=merchant_id).first()
    if quote is None:
        # Absent and another merchant's look the same.
        raise DepositCurrencyNotPossible(pointer="/quote_id")
    if quote.paid != paid:
        raise DepositCurrencyNotPossible(pointer="/quote_id")
    if quote.expires_at <= db.clock():
        raise QuoteNotUsable(pointer="/quote_id", expires_at=quote.expires_at.isoformat())
    if Deposit.objects.filter(quote_id=quote.id).exists():
        raise QuoteNotUsable(pointer="/quote_id")
    return quote


@dataclass(frozen=True, slots=True)
class Worth:
    """What foreign money is in rupees, and at which rate; ``is_promised``: as the quote said."""

    amount: Money
    rate_micros: int
    is_promised: bool


@db.transaction_required
def worth(
    paid: Money, *, quote: Quote | None, gateway: str, captured_at: datetime, now: datetime
) -> Worth:
    """What ``paid``, captured by ``gateway`` at ``captured_at``, is worth to its merchant.

    What the quote promised, if it was paid as quoted and in time; else the rate of that moment,
    less our share. Raises RateUnavailable: then it waits until a rate is had.
    """
    if quote is not None and quote.paid == paid and captured_at <= quote.expires_at:
        return Worth(quote.amount, quote.rate_micros, is_promised=True)
    row = rate_at(paid.currency, gateway=gateway, moment=min(captured_at, now), or_next=True)
    rate = fx.Rate(row.currency, row.micros).less(settings.FX_MARKUP_BASIS_POINTS)
    return Worth(rate.convert(paid), rate.micros, is_promised=False)


def rate_at(currency: str, *, gateway: str, moment: datetime, or_next: bool = False) -> Rate:
    """The rate that was known at ``moment``, if it was no older than a promise may be made on.

    ``or_next``: else the first one afterwards. Raises RateUnavailable.
    """
    rows = Rate.objects.filter(gateway=gateway, currency=currency)
    oldest = moment - timedelta(seconds=settings.FX_RATE_MAX_AGE_SECONDS)
    known = rows.filter(fetched_at__lte=moment, fetched_at__gte=oldest)
    found = known.order_by("-fetched_at", "-id").first()
    if found is None and or_next:
        found = rows.filter(fetched_at__gt=moment).order_by("fetched_at", "id").first()
    if found is None:
        raise RateUnavailable(currency=currency, retry_after_seconds=30)
    return found

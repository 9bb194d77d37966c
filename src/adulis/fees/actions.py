"""The verbs of fees."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.fees.errors import FeeStartTaken, QuoteUsed
from adulis.fees.events import FeeSet
from adulis.fees.models import FeeRule, Quote
from adulis.fees.queries import promise, quoted, require_settable, rule_of
from adulis.fees.values import GST_BASIS_POINTS, QUOTE_LASTS, Quoted, Service, Tariff
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money


@db.transaction_required
def set_fee(
    *,
    service: str,
    starts_at: datetime,
    flat_minor: int,
    basis_points: int,
    tax_basis_points: int = GST_BASIS_POINTS,
    actor: Actor,
    at: datetime,
) -> FeeRule:
    """From ``starts_at`` on, ``service`` costs ``flat_minor`` paise plus ``basis_points``.

    Two operators agree before (``approvals``): this is what is then carried out. Raises
    FeeRuleInvalid, FeeStartsInPast (too late by now, say), FeeStartTaken.
    """
    require_settable(
        service=service,
        starts_at=starts_at,
        flat_minor=flat_minor,
        basis_points=basis_points,
        tax_basis_points=tax_basis_points,
        at=at,
    )
    try:
        with db.savepoint():
            rule = FeeRule.objects.create(
                service=service,
                starts_at=starts_at,
                flat_minor=flat_minor,
                basis_points=basis_points,
                tax_basis_points=tax_basis_points,
                made_by=str(actor),
            )
    except IntegrityError as taken:
        raise FeeStartTaken(pointer="/starts_at") from taken
    fact = FeeSet(
        subject_id=new_id(),
        merchant_id=None,
        service=service,
        starts_at=starts_at,
        flat_minor=flat_minor,
        basis_points=basis_points,
        tax_basis_points=tax_basis_points,
    )
    events.record(fact=fact, at=at)
    audit.write(
        actor=actor,
        action="fee.set",
        subject=f"fee/{service}",
        merchant_id=None,
        before={},
        after={
            "starts_at": starts_at.isoformat(),
            "flat_minor": flat_minor,
            "basis_points": basis_points,
            "tax_basis_points": tax_basis_points,
        },
        at=at,
    )
    return rule


@db.transaction_required
def give_quote(
    *, merchant_id: UUID, service: Service, amount: Money, actor: Actor, at: datetime
) -> Quoted:
    """Promise a merchant what ``service`` on ``amount`` costs, for a quarter of an hour."""
    now = db.clock()
    rule = rule_of(service, at=now)
    fee = (Tariff() if rule is None else rule.tariff).fee_on(amount)
    quote = Quote.objects.create(
        id=new_id(),
        merchant_id=merchant_id,
        service=service,
        amount_minor=amount.minor,
        fee_minor=fee.net.minor,
        tax_minor=fee.tax.minor,
        rule_id=None if rule is None else rule.id,
        made_by=str(actor),
        created_at=now,
        expires_at=now + QUOTE_LASTS,
    )
    audit.write(
        actor=actor,
        action="fee.quote",
        subject=f"quote/{quote.id}",
        merchant_id=merchant_id,
        before={},
        after={
            "service": service,
            "amount_paise": amount.minor,
            "fee_paise": fee.net.minor,
            "tax_paise": fee.tax.minor,
        },
        at=at,
    )
    return promise(quote)


# The first one to name a quote has it; a second waits here for the first to commit, and is refused.
_USE = """
INSERT INTO fees_quote_use (quote_id, subject, used_at) VALUES (%s, %s, %s)
ON CONFLICT (quote_id) DO NOTHING
"""


@db.transaction_required
def use_quote(
    *,
    quote_id: UUID,
    merchant_id: UUID,
    service: Service,
    amount: Money,
    subject: str,
    actor: Actor,
    at: datetime,
) -> Quoted:
    """Honour a quote for ``subject`` (``payout/<id>``), once.

    Raises QuoteUnknown, QuoteDiffers, QuoteExpired, QuoteUsed.
    """
    # Whether it has expired is asked before anybody is waited for: a promise does not run out in
    # the queue of those who hold the merchant's wallet.
    found = quoted(quote_id, merchant_id=merchant_id, service=service, amount=amount, now=at)
    if not db.execute(_USE, [quote_id, subject, at]):
        raise QuoteUsed(pointer="/quote_id")
    return found

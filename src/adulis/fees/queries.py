"""What does it cost?"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.fees.errors import (
    FeeRuleInvalid,
    FeeStartsInPast,
    FeeStartTaken,
    QuoteDiffers,
    QuoteExpired,
    QuoteUnknown,
    QuoteUsed,
)
from adulis.fees.models import FeeRule, Quote
from adulis.fees.values import A_MOMENT, Fee, Quoted, Rule, Service, ServiceTariff, Tariff
from adulis.kernel import db
from adulis.kernel.money import Money, rupees

_RULE = "id, service, starts_at, flat_minor, basis_points, tax_basis_points"


def tariff_of(service: str, *, at: datetime) -> Tariff:
    """What ``service`` costs at business time ``at``; nothing when no rule has begun."""
    rule = rule_of(service, at=at)
    return Tariff() if rule is None else rule.tariff


def rule_of(service: str, *, at: datetime) -> Rule | None:
    """The rule that says what ``service`` costs at business time ``at``, if one has begun."""
    row = db.fetch_row(
        f"SELECT {_RULE} FROM fees_rule"  # noqa: S608  names of our columns
        " WHERE service = %s AND starts_at <= %s ORDER BY starts_at DESC LIMIT 1",
        [service, at],
    )
    return None if row is None else _rule(row)


def fee_for(service: str, amount: Money, *, at: datetime) -> Fee:
    """The fee of ``service`` on ``amount`` at business time ``at``."""
    return tariff_of(service, at=at).fee_on(amount)


def tariffs(*, at: datetime) -> list[ServiceTariff]:
    """Every service with what it costs at ``at`` and what it will, the next one first."""
    rows = db.fetch_all(
        f"SELECT {_RULE} FROM fees_rule WHERE starts_at > %s ORDER BY starts_at",  # noqa: S608
        [at],
    )
    coming = [_rule(row) for row in rows]
    return [
        ServiceTariff(
            service=service,
            current=rule_of(service, at=at),
            coming=tuple(each for each in coming if each.service == service),
        )
        for service in Service
    ]


def require_settable(
    *,
    service: str,
    starts_at: datetime,
    flat_minor: int,
    basis_points: int,
    tax_basis_points: int,
    at: datetime,
) -> None:
    """Refuse what ``set_fee`` would refuse: for whoever asks a second pair of eyes first.

    Raises FeeRuleInvalid, FeeStartsInPast, FeeStartTaken.
    """
    if service not in set(Service):
        raise FeeRuleInvalid(f"There is no service {service!r}.", pointer="/service")
    parts = {
        "flat_minor": (flat_minor, 10**13),
        "basis_points": (basis_points, 10_000),
        "tax_basis_points": (tax_basis_points, 10_000),
    }
    for name, (value, most) in parts.items():
        if not 0 <= value <= most:
            raise FeeRuleInvalid(f"{name} lies between 0 and {most}.", pointer=f"/{name}")
    if starts_at < at - A_MOMENT:
        raise FeeStartsInPast(pointer="/starts_at")
    if FeeRule.objects.filter(service=service, starts_at=starts_at).exists():
        raise FeeStartTaken(pointer="/starts_at")


def quoted(
    quote_id: UUID, *, merchant_id: UUID, service: Service, amount: Money, now: datetime
) -> Quoted:
    """The quote, if it is still a promise to this merchant about exactly this.

    Raises QuoteUnknown, QuoteDiffers, QuoteExpired, QuoteUsed.
    """
    quote = Quote.objects.filter(id=quote_id, merchant_id=merchant_id).first()
    if quote is None:
        raise QuoteUnknown(pointer="/quote_id")
    if (quote.service, quote.amount_minor) != (service, amount.minor):
        raise QuoteDiffers(
            pointer="/quote_id", service=quote.service, amount_paise=quote.amount_minor
        )
    if quote.is_used:
        raise QuoteUsed(pointer="/quote_id")
    if now >= quote.expires_at:
        raise QuoteExpired(pointer="/quote_id", expired_at=quote.expires_at)
    return promise(quote)


def promise(quote: Quote) -> Quoted:
    """What the row says."""
    rule = quote.rule
    return Quoted(
        id=quote.id,
        service=Service(quote.service),
        amount=rupees(quote.amount_minor),
        fee=Fee(rupees(quote.fee_minor), rupees(quote.tax_minor)),
        rule=None
        if rule is None
        else _rule(
            (
                rule.id,
                rule.service,
                rule.starts_at,
                rule.flat_minor,
                rule.basis_points,
                rule.tax_basis_points,
            )
        ),
        expires_at=quote.expires_at,
    )


def _rule(row: tuple[Any, ...]) -> Rule:
    rule_id, service, starts_at, *tariff = row
    return Rule(rule_id, service, starts_at, Tariff(*tariff))

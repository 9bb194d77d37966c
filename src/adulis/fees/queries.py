"""What does it cost?"""

from __future__ import annotations

from datetime import datetime

from adulis.fees.values import Fee, Tariff
from adulis.kernel import db
from adulis.kernel.money import Money


def tariff_of(service: str, *, at: datetime) -> Tariff:
    """What ``service`` costs at business time ``at``; nothing when no rule has begun."""
    rule = db.fetch_row(
        "SELECT flat_minor, basis_points, tax_basis_points FROM fees_rule"
        " WHERE service = %s AND starts_at <= %s ORDER BY starts_at DESC LIMIT 1",
        [service, at],
    )
    return Tariff() if rule is None else Tariff(*rule)


def fee_for(service: str, amount: Money, *, at: datetime) -> Fee:
    """The fee of ``service`` on ``amount`` at business time ``at``."""
    return tariff_of(service, at=at).fee_on(amount)

"""What does it cost?"""

from __future__ import annotations

from datetime import datetime

from adulis.fees.models import FeeRule
from adulis.fees.values import Fee, Tariff
from adulis.kernel.money import Money


def tariff_of(service: str, *, at: datetime) -> Tariff:
    """What ``service`` costs at business time ``at``; nothing when no rule has begun."""
    rule = (
        FeeRule.objects.filter(service=service, starts_at__lte=at)
        .order_by("-starts_at")
        .values("flat_minor", "basis_points", "tax_basis_points")
        .first()
    )
    return Tariff() if rule is None else Tariff(**rule)


def fee_for(service: str, amount: Money, *, at: datetime) -> Fee:
    """The fee of ``service`` on ``amount`` at business time ``at``."""
    return tariff_of(service, at=at).fee_on(amount)

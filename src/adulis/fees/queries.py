"""What does it cost?"""

from __future__ import annotations

from datetime import datetime

from adulis.fees.models import FeeRule
from adulis.fees.values import NO_FEE, Fee, fee_by_rule
from adulis.kernel.money import Money


def fee_for(service: str, amount: Money, *, at: datetime) -> Fee:
    """The fee of ``service`` on ``amount`` at business time ``at``; zero when no rule has begun."""
    rule = (
        FeeRule.objects.filter(service=service, starts_at__lte=at)
        .order_by("-starts_at")
        .values("flat_minor", "basis_points", "tax_basis_points")
        .first()
    )
    return NO_FEE if rule is None else fee_by_rule(amount, **rule)

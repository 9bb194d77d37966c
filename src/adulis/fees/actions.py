"""The verb of fees."""

from __future__ import annotations

from datetime import datetime

from adulis.audit import actions as audit
from adulis.fees.models import FeeRule
from adulis.kernel import db
from adulis.kernel.actors import Actor


@db.transaction_required
def set_fee(
    *, service: str, starts_at: datetime, flat_minor: int, basis_points: int, actor: Actor,
    at: datetime,
) -> FeeRule:  # fmt: skip
    """From ``starts_at`` on, ``service`` costs ``flat_minor`` paise plus ``basis_points``."""
    rule = FeeRule.objects.create(
        service=service,
        starts_at=starts_at,
        flat_minor=flat_minor,
        basis_points=basis_points,
        made_by=str(actor),
    )
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
        },
        at=at,
    )
    return rule

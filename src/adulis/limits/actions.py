"""The verb of limits."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError

from adulis.audit import actions as audit
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money
from adulis.limits.errors import LimitAlreadySet
from adulis.limits.models import LimitRule
from adulis.limits.values import LimitKind, Window


@db.transaction_required
def set_limit(
    *, tier: str, kind: LimitKind, window: Window, maximum: Money | None, starts_at: datetime,
    actor: Actor, at: datetime,
) -> LimitRule:  # fmt: skip
    """From ``starts_at`` on, ``tier`` may move ``maximum`` (None: any amount) per ``window``.

    Raises LimitAlreadySet.
    """
    minor = None if maximum is None else maximum.minor
    try:
        with db.savepoint():
            rule = LimitRule.objects.create(
                tier=tier, kind=kind, window=window, maximum_minor=minor, starts_at=starts_at,
                made_by=str(actor),
            )  # fmt: skip
    except IntegrityError as error:
        raise LimitAlreadySet(pointer="/starts_at") from error
    audit.write(
        actor=actor,
        action="limit.set",
        subject=f"limit/{tier}/{kind}/{window}",
        merchant_id=None,
        before={},
        after={"maximum_minor": minor, "starts_at": starts_at.isoformat()},
        at=at,
    )
    return rule

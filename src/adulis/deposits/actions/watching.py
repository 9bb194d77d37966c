"""Deposits that hang, and deposits that kill whoever works on them: a human looks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from adulis.cases import actions as cases
from adulis.cases.values import CaseKind
from adulis.deposits.actions.locking import lock_claimed
from adulis.deposits.actions.moving import profile
from adulis.deposits.machine import WAITING
from adulis.deposits.models import Deposit
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.due import Claim


@db.transaction_required
def open_overdue_cases(*, limit: int, actor: Actor, at: datetime) -> int:
    """Ask about deposits whose end the gateway has not told, long after it was due."""
    late = Deposit.objects.select_for_update(no_key=True, skip_locked=True).filter(
        Q(patient_until__isnull=True) | Q(patient_until__lte=at),
        state__in=WAITING,
        has_case=False,
        expires_at__lte=at - profile().case_after,
    )
    found = list(late.order_by("expires_at", "id")[:limit])
    for deposit in found:
        _ask(deposit, CaseKind.DEPOSIT_OVERDUE, {"asked": deposit.asked_count}, actor, at)
        deposit.has_case = True
        deposit.save(update_fields=["has_case"])
    return len(found)


@db.transaction_required
def park_deposits(*, claims: Sequence[Claim], actor: Actor, at: datetime) -> None:
    """Working on these fails again and again: leave them alone until somebody has looked."""
    for claim in claims:
        deposit = lock_claimed(claim)
        if deposit is None:
            continue
        deposit.due_at = deposit.lease_until = None
        deposit.has_case = True
        deposit.save(update_fields=["due_at", "lease_until", "has_case"])
        _ask(deposit, CaseKind.POISON_DEPOSIT, {"claims": claim.fence}, actor, at)


def _ask(
    deposit: Deposit, kind: CaseKind, more: dict[str, int], actor: Actor, at: datetime
) -> None:
    subject = f"deposit/{deposit.id}"
    cases.open_case(
        kind=kind,
        key=f"{subject}/{kind}",
        subject=subject,
        merchant_id=deposit.merchant_id,
        evidence={
            "state": deposit.state,
            "intent": deposit.intent_id,
            "amount_minor": deposit.paid_minor,
            "currency": deposit.currency,
            "expires_at": deposit.expires_at.isoformat(),
            **more,
        },
        actor=actor,
        at=at,
    )

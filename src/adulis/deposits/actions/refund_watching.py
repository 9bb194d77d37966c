"""Refunds that hang, and refunds that kill whoever works on them: people look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.values import CaseKind
from adulis.deposits.actions.refund_words import ENDED, locked_refund, shown
from adulis.deposits.machine import RefundState
from adulis.deposits.models import Refund
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.due import Claim


@db.transaction_required
def open_overdue_refunds(*, actor: Actor, at: datetime) -> int:
    """Put refunds in front of people that should have ended long ago; returns how many.

    What was never ordered is in nobody's hands but ours, so there is no doubt about it: it waits
    until it may go, however long that is.
    """
    late = Refund.objects.select_for_update(no_key=True, skip_locked=True).filter(
        state__in=[RefundState.REQUESTED, RefundState.PENDING], has_case=False, overdue_at__lt=at
    )
    rows = list(late.order_by("overdue_at", "id")[:100])
    for refund in rows:
        subject = f"refund/{refund.id}"
        evidence = {"state": refund.state, "refund_id": refund.refund_id, **shown(refund)}
        cases.open_case(
            kind=CaseKind.REFUND_IN_DOUBT,
            key=questions.next_key(f"{subject}/in_doubt"),
            subject=subject,
            merchant_id=refund.merchant_id,
            evidence=evidence,
            actor=actor,
            at=at,
        )
        refund.has_case = True
        refund.save(update_fields=["has_case"])
    return len(rows)


@db.transaction_required
def park_refunds(*, claims: Sequence[Claim], actor: Actor, at: datetime) -> None:
    """Working on these fails again and again: people look at them, and the others go on."""
    for claim in claims:
        refund, _ = locked_refund(claim.id)
        if refund is None or refund.claim_count != claim.fence or refund.state in ENDED:
            continue
        subject = f"refund/{refund.id}"
        cases.open_case(
            kind=CaseKind.REFUND_IN_DOUBT,
            key=questions.next_key(f"{subject}/in_doubt"),
            subject=subject,
            merchant_id=refund.merchant_id,
            evidence={"note": "working on it fails again and again", **shown(refund)},
            actor=actor,
            at=at,
        )
        refund.has_case, refund.due_at, refund.lease_until = True, None, None
        refund.save(update_fields=["has_case", "due_at", "lease_until"])

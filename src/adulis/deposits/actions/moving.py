"""A deposit moves on: its state, the fact and the record, in one place."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import structlog
from django.conf import settings

from adulis.audit import actions as audit
from adulis.cases import actions as cases
from adulis.cases.values import CaseKind
from adulis.deposits import policies
from adulis.deposits.events import (
    DepositCancelled,
    DepositExpired,
    DepositFailed,
    DepositProcessing,
)
from adulis.deposits.machine import DEPOSIT, UNPAID, DepositState
from adulis.deposits.models import Deposit, DepositEvidence
from adulis.deposits.values import PROFILES, Profile
from adulis.events import actions as events
from adulis.events.values import Fact
from adulis.kernel import db, origins
from adulis.kernel.actors import Actor

log = structlog.get_logger(__name__)

_ENDED: dict[str, type[DepositFailed | DepositExpired | DepositCancelled]] = {
    "fail": DepositFailed,
    "expire": DepositExpired,
    "cancel": DepositCancelled,
}


# Questions that are answered by any end.
_ANSWERED = frozenset({CaseKind.DEPOSIT_OVERDUE, CaseKind.POISON_DEPOSIT})


def profile() -> Profile:
    """What we rely on with the connected gateway (``PAYMENT_GATEWAY_PROFILE``)."""
    return PROFILES[settings.PAYMENT_GATEWAY_PROFILE]


def move(deposit: Deposit, verb: str, *, reason: str, actor: Actor, at: datetime) -> None:
    """Make a move that books nothing, on a deposit that is locked. Raises IllegalMove."""
    before = deposit.state
    deposit.state = DEPOSIT.take(verb, DepositState(deposit.state), actor.role).target
    if deposit.state in UNPAID:
        deposit.reason, deposit.reason_source = reason[:60], str(actor.kind)
        deposit.finished_at = at
    # What is asked for how often begins anew with every state.
    deposit.asked_count = 0
    plan(deposit, now=at)
    deposit.save()
    if verb in _ENDED:
        cases.settle_cases(subject=f"deposit/{deposit.id}", kinds=_ANSWERED, actor=actor, at=at)
        tell(
            _ENDED[verb](
                subject_id=deposit.id,
                merchant_id=deposit.merchant_id,
                paid=deposit.paid,
                reason=deposit.reason,
            ),
            deposit,
            at,
        )
    elif verb == "process":
        tell(
            DepositProcessing(
                subject_id=deposit.id, merchant_id=deposit.merchant_id, paid=deposit.paid
            ),
            deposit,
            at,
        )
    record(deposit, verb, {"state": before}, {"state": deposit.state, "reason": reason}, actor, at)


def plan(deposit: Deposit, *, now: datetime) -> None:
    """Say when to look at it again, with a clean slate of claims. Not saved here."""
    deposit.due_at = policies.next_look(deposit, profile(), now=now)
    deposit.lease_until, deposit.claim_count = None, 0


def tell(fact: Fact, deposit: Deposit | None, at: datetime) -> None:
    """``deposit``: the one that it came of, if it came of any."""
    events.record(fact=fact, at=at, origin="" if deposit is None else deposit.origin)


def record(
    deposit: Deposit,
    verb: str,
    before: dict[str, Any],
    after: dict[str, Any],
    actor: Actor,
    at: datetime,
) -> None:
    audit.write(
        actor=actor,
        action=f"deposit.{verb}",
        subject=f"deposit/{deposit.id}",
        merchant_id=deposit.merchant_id,
        before=before,
        after=after,
        at=at,
    )
    said = {
        "deposit": str(deposit.id),
        "state": str(deposit.state),
        **origins.told(origins.current() or deposit.origin),
    }
    db.after_commit(lambda: log.info("deposit.moved", verb=verb, **said))


def keep_evidence(
    deposit: Deposit, *, source: str, outcome: str, detail: dict[str, Any], at: datetime
) -> None:
    """What was heard and what followed, for the timeline. The same again is not news."""
    last = DepositEvidence.objects.filter(deposit=deposit).order_by("-id").first()
    if last is not None and (last.outcome, last.detail) == (outcome, detail):
        return
    DepositEvidence.objects.create(
        deposit=deposit, at=at, source=source, outcome=outcome[:24], detail=detail
    )

"""Acting upon what a gateway's API says: one place for every word, whoever asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from adulis.deposits import evidence
from adulis.deposits.actions.capturing import capture
from adulis.deposits.actions.creating import adopt_intent
from adulis.deposits.actions.locking import lock_deposit
from adulis.deposits.actions.moving import keep_evidence, move, plan
from adulis.deposits.actions.suspending import ask_about_contradiction, suspend
from adulis.deposits.evidence import Known, Ruling
from adulis.deposits.machine import UNPAID, DepositState, PaymentState
from adulis.deposits.models import Deposit, Payment
from adulis.deposits.values import Mismatch
from adulis.gateways import collected
from adulis.gateways.collected import Intent
from adulis.kernel import db, failpoints
from adulis.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class Weighed:
    """What came of a word. ``asks_again``: it does not hold together, or is not over yet."""

    outcome: str
    deposit_id: UUID | None
    asks_again: bool


@db.transaction_required
def weigh_intent(
    *, intent: Intent, gateway: str, source: str, actor: Actor, at: datetime
) -> Weighed:
    """Act upon an intent as the gateway shows it now, with all its payments.

    Every captured payment in it is booked once: credited to its deposit if it fits, else kept in
    suspense with a case. Raises RateUnavailable when foreign money cannot be valued yet.
    """
    deposit = _deposit_behind(intent, gateway)
    if deposit is None:
        return _weigh_stranger(intent, gateway, actor, at)
    known = _known(deposit, intent)
    ruling = evidence.weigh(known, intent, now=at)
    if not deposit.intent_id and evidence.is_the_intent(known, intent):
        adopt_intent(deposit=deposit, intent=intent, actor=actor, at=at)
    _act(deposit, ruling, gateway, actor, at)
    is_closed = deposit.state == DepositState.CANCELLED and intent.status in _CLOSED
    if ruling.outcome not in _NO_NEWS or ruling.verb or is_closed:
        detail = _shown(intent)
        keep_evidence(deposit, source=source, outcome=ruling.outcome, detail=detail, at=at)
    failpoints.hit("weigh.before_commit")
    return Weighed(ruling.outcome, deposit.id, ruling.asks_again)


# Of what a merchant cancelled it is news that nobody can pay it any more.
_CLOSED = frozenset(
    {
        collected.IntentStatus.CANCELLED,
        collected.IntentStatus.EXPIRED,
        collected.IntentStatus.FAILED,
    }
)
_NO_NEWS = frozenset({"known", "waiting", "under_way"})


@db.transaction_required
def weigh_stray(*, payment: collected.Payment, gateway: str, actor: Actor, at: datetime) -> Weighed:
    """Act upon a payment that belongs to no intent at all: kept in suspense, whoever paid it."""
    if payment.is_captured:
        suspend(
            payment=payment,
            deposit=None,
            mismatch=Mismatch.UNKNOWN_PAYER,
            gateway=gateway,
            actor=actor,
            at=at,
        )
        failpoints.hit("weigh.before_commit")
        return Weighed("unknown_payer", None, asks_again=False)
    return Weighed("not_captured", None, asks_again=not _is_over(payment))


def _weigh_stranger(intent: Intent, gateway: str, actor: Actor, at: datetime) -> Weighed:
    """An intent nobody here asked for: what was paid for it is kept, as anybody's money is."""
    for payment in intent.payments:
        if payment.is_captured:
            weigh_stray(payment=payment, gateway=gateway, actor=actor, at=at)
    over = intent.status not in {
        collected.IntentStatus.REQUIRES_PAYMENT,
        collected.IntentStatus.PROCESSING,
    }
    return Weighed("unknown_intent", None, asks_again=not over)


def _is_over(payment: collected.Payment) -> bool:
    return payment.status is not collected.PaymentStatus.PROCESSING


def _deposit_behind(intent: Intent, gateway: str) -> Deposit | None:
    """The deposit an intent is about, locked: by our name on it, else by the gateway's name."""
    named = _uuid(intent.client_reference)
    if named is not None:
        found = lock_deposit(named)
        if found is not None and found.gateway == gateway:
            return found
    known = Deposit.objects.filter(gateway=gateway, intent_id=intent.id).values("id").first()
    return None if known is None else lock_deposit(known["id"])


def _known(deposit: Deposit, intent: Intent) -> Known:
    names = [each.id for each in intent.payments]
    rows = Payment.objects.filter(
        Q(gateway=deposit.gateway, payment_id__in=names) | Q(deposit=deposit)
    )
    booked = {row.payment_id: row for row in rows}
    credited = {PaymentState.CREDITED, PaymentState.ASSIGNED}
    return Known(
        reference=str(deposit.id),
        state=DepositState(deposit.state),
        paid=deposit.paid,
        intent_id=deposit.intent_id,
        expires_at=deposit.expires_at,
        booked={name: row.amount for name, row in booked.items()},
        is_credited=any(
            row.deposit_id == deposit.id and row.state in credited for row in booked.values()
        ),
    )


def _act(deposit: Deposit, ruling: Ruling, gateway: str, actor: Actor, at: datetime) -> None:
    if ruling.credit is not None:
        capture(
            deposit=deposit,
            payment=ruling.credit,
            is_late=deposit.state in UNPAID,
            actor=actor,
            at=at,
        )
    for payment, mismatch in ruling.suspend:
        suspend(
            payment=payment,
            deposit=deposit,
            mismatch=mismatch,
            gateway=gateway,
            actor=actor,
            at=at,
        )
    for payment in ruling.contradicts:
        ask_about_contradiction(
            payment=payment, deposit=deposit, gateway=gateway, actor=actor, at=at
        )
    if ruling.verb is not None and ruling.credit is None:
        move(deposit, ruling.verb, reason=ruling.reason, actor=actor, at=at)
    elif ruling.credit is None and ruling.suspend and deposit.state in UNPAID:
        # Something was paid after the end: what else comes is looked for anew.
        deposit.asked_count = 0
        plan(deposit, now=at)
        deposit.save(update_fields=["asked_count", "due_at", "lease_until", "claim_count"])


def _shown(intent: Intent) -> dict[str, Any]:
    """What a gateway said, for people: states and amounts, never who paid."""
    return {
        "intent": intent.id,
        "status": str(intent.status),
        "payments": [
            {
                "id": each.id,
                "status": str(each.status),
                "amount_minor": each.amount.minor,
                "currency": each.amount.currency,
                "method": each.method,
                **({"failure": each.failure_code} if each.failure_code else {}),
            }
            for each in intent.payments
        ],
    }


def _uuid(told: str) -> UUID | None:
    try:
        return UUID(told)
    except ValueError:
        return None

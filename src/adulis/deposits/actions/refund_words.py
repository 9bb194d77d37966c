"""What a gateway says about refunds, weighed: processed, failed, or not known yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings

from adulis.audit import actions as audit
from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.values import CaseKind
from adulis.deposits import events as facts
from adulis.deposits import places, postings
from adulis.deposits.actions.refunding import save_counts
from adulis.deposits.actions.suspending import ask_about
from adulis.deposits.actions.taking_back import Whole, locked_whole
from adulis.deposits.holding import hold_of
from adulis.deposits.machine import PAYMENT, REFUND, DepositState, PaymentState, RefundState
from adulis.deposits.models import Payment, Refund
from adulis.deposits.values import PROFILES
from adulis.events import actions as events
from adulis.gateways import queries as gateways
from adulis.gateways.collected import Refund as Told
from adulis.gateways.collected import RefundStatus
from adulis.kernel import db, origins
from adulis.kernel.actors import Actor
from adulis.kernel.due import Claim
from adulis.kernel.money import Money, rupees
from adulis.ledger import actions as ledger
from adulis.ledger import queries as book
from adulis.wallets import actions as wallets

log = structlog.get_logger(__name__)

# How long until it is looked again whether a refund that may not be ordered now may be.
_HELD = timedelta(minutes=1)
ENDED = (RefundState.PROCESSED, RefundState.FAILED)


@dataclass(frozen=True, slots=True)
class ToAsk:
    """A refund whose turn it is, as the gateway has to be told or asked about it.

    ``was_ordered``: the order may have arrived before; then it is looked for first. ``is_shown``:
    if it is not found, that is no longer because the gateway has not shown it yet, and it
    ``may_order`` it again unless money stands still. ``origin``: which request asked for it.
    """

    id: UUID
    gateway: str
    payment_id: str
    refund_id: str
    paid: Money
    purpose: str
    was_ordered: bool
    is_shown: bool
    may_order: bool
    origin: str


@db.transaction_required
def take_up_refunds(*, claims: Sequence[Claim], actor: Actor, at: datetime) -> list[ToAsk]:
    """Note that these are ordered or asked about now, and when to look again if nothing is said.

    That is committed before the first byte leaves: whoever comes later knows that it may have.
    What was never ordered waits while it may not go.
    """
    fences = {claim.id: claim.fence for claim in claims}
    rows = Refund.objects.select_for_update(no_key=True, of=("self",)).select_related("payment")
    found = []
    for refund in rows.filter(id__in=fences).order_by("id"):
        if refund.claim_count != fences[refund.id] or refund.state in ENDED:
            continue
        now = db.clock()
        if refund.asked_at is None and hold_of(refund) is not None:
            refund.claim_count, refund.due_at, refund.lease_until = 0, now + _HELD, None
            refund.save(update_fields=["claim_count", "due_at", "lease_until"])
            continue
        profile = PROFILES[settings.PAYMENT_GATEWAY_PROFILE]
        is_shown = refund.asked_at is None or refund.asked_at + profile.lag <= now
        found.append(
            ToAsk(
                refund.id,
                refund.gateway,
                refund.payment.payment_id,
                refund.refund_id,
                refund.paid,
                refund.purpose,
                was_ordered=refund.asked_at is not None,
                is_shown=is_shown,
                may_order=is_shown and (refund.asked_at is None or not gateways.stands_still()),
                origin=refund.origin,
            )
        )
        refund.asked_at = refund.asked_at or now
        refund.overdue_at = refund.overdue_at or now + profile.refund_patience
        refund.asked_count += 1
        _look_again(refund, now)
    return found


@db.transaction_required
def note_refund_ordered(*, refund_id: UUID, actor: Actor, at: datetime) -> bool:
    """It is ordered once more, under its name, for the gateway knows of no such refund.

    Committed before the first byte leaves. False: it has ended meanwhile.
    """
    rows = Refund.objects.filter(id=refund_id, state=RefundState.REQUESTED)
    return rows.update(asked_at=at) == 1


@db.transaction_required
def weigh_refund(*, refund_id: UUID, told: Told, actor: Actor, at: datetime) -> None:
    """Act upon what the gateway says of a refund; the same said again changes nothing.

    What does not fit what was ordered, or what was said before, moves no money and opens a case.
    """
    refund, whole = locked_refund(refund_id)
    if refund is None:
        return
    if refund.state not in ENDED:
        refund.heard_at = at
        refund.save(update_fields=["heard_at"])
    if not _fits(refund, told):
        _ask_people(refund, told, "it is not the refund that was ordered", actor, at)
        return
    refund.refund_id, refund.claim_count = told.id, 0
    refund.save(update_fields=["refund_id", "claim_count"])
    said = _SAYS[told.status]
    if refund.state in ENDED:
        if said is not RefundState.PENDING and said != refund.state:
            if said is RefundState.PROCESSED and refund.paid_late_at is None:
                refund.paid_late_at = min(told.processed_at or at, at)
                refund.save(update_fields=["paid_late_at"])
            _ask_people(refund, told, f"it was {refund.state} before", actor, at)
        return
    if said is RefundState.PROCESSED:
        process(refund, whole, actor, told.processed_at or at, at)
    elif said is RefundState.FAILED:
        fail(refund, whole, told.failure_code.lower() or "failed", actor, at)
    elif refund.state == RefundState.REQUESTED:
        refund.state = REFUND.take("accept", RefundState(refund.state), actor.role).target
        patience = PROFILES[settings.PAYMENT_GATEWAY_PROFILE].refund_patience
        refund.overdue_at = refund.overdue_at or at + patience
        refund.save(update_fields=["state", "overdue_at"])
        record(refund, "accept", RefundState.REQUESTED, {"refund_id": told.id}, actor, at)


@db.transaction_required
def note_refund_silence(*, refund_id: UUID, actor: Actor, at: datetime) -> None:
    """Nothing is known; it is asked about again when it is due."""
    Refund.objects.filter(id=refund_id).update(claim_count=0)


@db.transaction_required
def note_refund_absent(*, refund_id: UUID, actor: Actor, at: datetime) -> None:
    """The gateway knows of no such refund, and would; it is ordered again once that may be."""
    Refund.objects.filter(id=refund_id).update(claim_count=0, heard_at=at)


@db.transaction_required
def ask_about_refunds(*, actor: Actor, at: datetime) -> int:
    """Have the gateway asked now about all that was ordered and has not ended; returns how many.

    After a restore, say. What was parked is in front of people, and is left there.
    """
    ordered = Refund.objects.filter(asked_at__isnull=False).exclude(state__in=ENDED)
    ordered.filter(due_at__isnull=False).update(due_at=at, lease_until=None, claim_count=0)
    return ordered.count()


@db.transaction_required
def nudge_refund(*, reference: UUID, actor: Actor, at: datetime) -> bool:
    """The gateway has news of a refund: ask for them now. False: it is none of ours, or over."""
    rows = Refund.objects.filter(id=reference, due_at__isnull=False)
    return rows.update(due_at=at) == 1


@db.transaction_required
def refuse_refund(*, refund_id: UUID, code: str, actor: Actor, at: datetime) -> None:
    """The gateway refused the order for good, and is known to have no such refund."""
    refund, whole = locked_refund(refund_id)
    if refund is not None and refund.state == RefundState.REQUESTED:
        fail(refund, whole, code.lower() or "refused", actor, at)


# --- the ends of a refund -------------------------------------------------------------------------

_SAYS = {
    RefundStatus.PENDING: RefundState.PENDING,
    RefundStatus.PROCESSED: RefundState.PROCESSED,
    RefundStatus.FAILED: RefundState.FAILED,
}


def process(
    refund: Refund, whole: Whole | None, actor: Actor, happened_at: datetime, at: datetime
) -> None:
    before = refund.state
    refund.state = REFUND.take("process", RefundState(refund.state), actor.role).target
    happened_at = min(happened_at, at)
    if whole is None:
        ledger.post(
            posting=postings.payment_returned(
                refund.payment_id, refund.paid, gateway=refund.gateway, at=happened_at, actor=actor
            )
        )
        _move_payment(refund, "complete", actor)
    else:
        assert refund.merchant_id is not None
        assert refund.amount is not None
        ledger.post(
            posting=postings.refund_processed(
                refund.id, refund.merchant_id, refund.amount, refund.paid,
                gateway=refund.gateway, at=happened_at, actor=actor, deposit_id=refund.deposit_id,
            )
        )  # fmt: skip
        tell(facts.RefundProcessed, refund, at, paid=refund.paid)
    _end(refund, before, actor, at)


def fail(refund: Refund, whole: Whole | None, reason: str, actor: Actor, at: datetime) -> None:
    before = refund.state
    refund.state = REFUND.take("fail", RefundState(refund.state), actor.role).target
    refund.reason = reason[:60]
    if whole is None:
        _keep_payment(refund, actor, at)
    else:
        _release(refund, whole, actor, at)
        tell(facts.RefundFailed, refund, at, reason=refund.reason)
    _end(refund, before, actor, at)


def _release(refund: Refund, whole: Whole, actor: Actor, at: datetime) -> None:
    """To pending what came from there, while the deposit has not cleared; the rest is available."""
    assert refund.merchant_id is not None
    assert refund.amount is not None
    assert whole.payment is not None
    deposit, payment = whole.deposit, whole.payment
    is_pending = deposit.state == DepositState.CAPTURED
    to_pending = rupees(refund.of_pending_minor if is_pending else 0)
    # What is owed is decided under this lock, which every posting that changes it takes too.
    book.locked_balances(
        [
            places.available(refund.merchant_id),
            places.held(refund.merchant_id),
            places.pending(refund.merchant_id),
        ]
    )
    posting = postings.refund_released(
        refund.id, refund.merchant_id, to_pending, refund.amount - to_pending,
        at=at, actor=actor, deposit_id=refund.deposit_id,
    )  # fmt: skip
    ledger.post(posting=posting)
    deposit.pending_minor += to_pending.minor
    deposit.refunded_minor -= refund.amount.minor
    payment.returned_minor -= refund.paid_minor
    save_counts(deposit, payment)
    wallets.settle_debt(merchant_id=refund.merchant_id, cause=posting.key, actor=actor, at=at)


def _move_payment(refund: Refund, verb: str, actor: Actor) -> Payment:
    payment = Payment.objects.select_for_update(no_key=True).get(id=refund.payment_id)
    payment.state = PAYMENT.take(verb, PaymentState(payment.state), actor.role).target
    payment.save(update_fields=["state"])
    return payment


def _keep_payment(refund: Refund, actor: Actor, at: datetime) -> None:
    """What could not be sent back is in suspense still, and asked about again."""
    payment = _move_payment(refund, "keep", actor)
    payment.returned_minor -= refund.paid_minor
    payment.save(update_fields=["returned_minor"])
    ask_about(row=payment, actor=actor, at=at)


def _end(refund: Refund, before: str, actor: Actor, at: datetime) -> None:
    refund.finished_at, refund.due_at, refund.lease_until = at, None, None
    refund.save(update_fields=["state", "reason", "finished_at", "due_at", "lease_until"])
    cases.settle_cases(
        subject=f"refund/{refund.id}",
        kinds=frozenset({CaseKind.REFUND_IN_DOUBT}),
        actor=actor,
        at=at,
    )
    verb = "process" if refund.state == RefundState.PROCESSED else "fail"
    record(refund, verb, before, {"reason": refund.reason}, actor, at)


# --- words ----------------------------------------------------------------------------------------


def locked_refund(refund_id: UUID) -> tuple[Refund | None, Whole | None]:
    """The refund, its deposit and payment before it: locked."""
    seen = Refund.objects.filter(id=refund_id).only("id", "deposit_id", "payment_id").first()
    if seen is None:
        return None, None
    whole = None if seen.deposit_id is None else locked_whole(seen.deposit_id)
    if whole is None:
        Payment.objects.select_for_update(no_key=True).get(id=seen.payment_id)
    refund = (
        Refund.objects.select_for_update(no_key=True, of=("self",))
        .select_related("payment")
        .get(id=refund_id)
    )
    return refund, whole


def _fits(refund: Refund, told: Told) -> bool:
    return (
        told.client_reference == str(refund.id)
        and told.payment_id == refund.payment.payment_id
        and told.amount == refund.paid
        and refund.refund_id in {"", told.id}
    )


def _look_again(refund: Refund, now: datetime) -> None:
    steps = PROFILES[settings.PAYMENT_GATEWAY_PROFILE].polls
    wait = steps[min(refund.asked_count - 1, len(steps) - 1)]
    # The count of claims stays until something came of this one: what kills a worker is seen to.
    refund.due_at, refund.lease_until = now + timedelta(seconds=wait), None
    refund.save(update_fields=["asked_at", "asked_count", "overdue_at", "due_at", "lease_until"])


def _ask_people(refund: Refund, told: Told, why: str, actor: Actor, at: datetime) -> None:
    subject = f"refund/{refund.id}"
    key = f"{subject}/mismatch/{told.id}/{told.status}"
    if questions.answered([subject], CaseKind.REFUND_MISMATCH) & {key}:
        return
    cases.open_case(
        kind=CaseKind.REFUND_MISMATCH,
        key=key,
        subject=subject,
        merchant_id=refund.merchant_id,
        evidence={
            "note": why,
            **shown(refund),
            "told_id": told.id,
            "told_status": told.status,
            "told_amount_minor": told.amount.minor,
            "told_currency": told.amount.currency,
            "told_payment_id": told.payment_id,
        },
        actor=actor,
        at=at,
    )


def shown(refund: Refund) -> dict[str, Any]:
    """What a case or a record says of it."""
    return {
        "amount_paise": refund.amount_minor,
        "paid_minor": refund.paid_minor,
        "currency": refund.currency,
    }


def tell(fact: Any, refund: Refund, at: datetime, **more: Any) -> None:
    events.record(
        fact=fact(
            subject_id=refund.id,
            merchant_id=refund.merchant_id,
            deposit_id=refund.deposit_id,
            amount=refund.amount,
            **more,
        ),
        at=at,
        origin=refund.origin,
    )


def record(
    refund: Refund, verb: str, before: str, after: dict[str, Any], actor: Actor, at: datetime
) -> None:
    audit.write(
        actor=actor,
        action=f"refund.{verb}",
        subject=f"refund/{refund.id}",
        merchant_id=refund.merchant_id,
        before={"state": str(before)},
        after={"state": str(refund.state), **shown(refund), **after},
        at=at,
    )
    said = {
        "refund": str(refund.id),
        "state": str(refund.state),
        **origins.told(origins.current() or refund.origin),
    }
    db.after_commit(lambda: log.info("refund.moved", verb=verb, **said))

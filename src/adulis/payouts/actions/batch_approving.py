"""A batch above the merchant's limit waits for another owner, in the inbox like everything else."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.approvals import actions as approvals
from adulis.approvals import queries as questions
from adulis.approvals.values import ApprovalKind, digest_of
from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.events.values import Fact
from adulis.identity import queries as identity
from adulis.identity.values import MemberRole
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.money import rupees
from adulis.payouts.errors import BatchNotFound
from adulis.payouts.events import PayoutBatchApproved, PayoutBatchCancelled
from adulis.payouts.machine import BATCH, BatchState
from adulis.payouts.models import PayoutBatch, PayoutSettings


@db.transaction_required
def approve_asked_batch(
    *, merchant_id: UUID, payout_batch_id: UUID, note: str = "", actor: Actor, at: datetime
) -> PayoutBatch:
    """Another owner agrees to all of it, so no row of it asks again.

    Raises BatchNotFound, RoleTooLow, SecondPersonTooNew, what ``approvals`` refuses, IllegalMove.
    """
    batch = locked_batch(merchant_id, payout_batch_id)
    identity.require_now(actor, merchant_id, MemberRole.OWNER)
    agree(batch, note, actor, at)
    return let_run(batch, actor, at, has_second_owner=True)


@db.transaction_required
def refuse_asked_batch(
    *, merchant_id: UUID, payout_batch_id: UUID, note: str = "", actor: Actor, at: datetime
) -> PayoutBatch:
    """An owner says no: nothing of it is ever paid. Raises as ``approve_asked_batch``."""
    batch = locked_batch(merchant_id, payout_batch_id)
    identity.require_now(actor, merchant_id, MemberRole.OWNER)
    approvals.refuse(subject=subject_of(batch), note=note, actor=actor, at=at)
    return cancel_locked(batch, reason="approval_refused", actor=actor, at=at)


@db.transaction_required
def withdraw_asked_batch(
    *, merchant_id: UUID, payout_batch_id: UUID, note: str = "", actor: Actor, at: datetime
) -> PayoutBatch:
    """Whoever sent it takes it back. Raises BatchNotFound, NotTheMaker, IllegalMove."""
    batch = locked_batch(merchant_id, payout_batch_id)
    approvals.take_back(subject=subject_of(batch), note=note, actor=actor, at=at)
    return cancel_locked(batch, reason="cancelled_by_merchant", actor=actor, at=at)


@db.transaction_required
def expire_asked_batch(
    *, merchant_id: UUID, payout_batch_id: UUID, actor: Actor, at: datetime
) -> bool:
    """Nobody approved it in time: it is cancelled. False: somebody decided after all."""
    batch = locked_batch(merchant_id, payout_batch_id)
    if not approvals.expire(subject=subject_of(batch), actor=actor, at=at):
        return False
    cancel_locked(batch, reason="approval_expired", actor=actor, at=at)
    return True


def agree(batch: PayoutBatch, note: str, actor: Actor, at: datetime) -> None:
    """The second owner's yes to exactly these rows; the batch is locked.

    Raises what ``approvals.approve`` refuses, SecondPersonTooNew.
    """
    if questions.last_about(subject_of(batch)) is None:
        # The limit was set while it was being sent, or before such batches were asked about.
        ask(batch, _maker(batch), at)
    asked = approvals.approve(
        subject=subject_of(batch), digest=_digest(batch), note=note, actor=actor, at=at
    )
    identity.require_second_person(
        actor, batch.merchant_id, asked_by=asked.asked_by, asked_at=asked.asked_at, now=db.clock()
    )


def let_run(
    batch: PayoutBatch, actor: Actor, at: datetime, *, has_second_owner: bool
) -> PayoutBatch:
    """It is agreed to, and due. Raises IllegalMove."""
    move = BATCH.take("approve", BatchState(batch.state), actor.role)
    batch.state, batch.has_second_owner = move.target, has_second_owner
    batch.approved_by, batch.approved_at, batch.due_at = actor.user_id or actor.id, at, at
    batch.save(update_fields=["state", "approved_by", "approved_at", "due_at", "has_second_owner"])
    fact = PayoutBatchApproved(
        subject_id=batch.id,
        merchant_id=batch.merchant_id,
        valid_count=batch.valid_count,
        total=rupees(batch.total_minor),
    )
    tell(batch, fact, "approve", actor, at)
    return batch


def cancel_locked(batch: PayoutBatch, *, reason: str, actor: Actor, at: datetime) -> PayoutBatch:
    """Nothing of it is ever paid, and nobody need agree to it any more. Raises IllegalMove."""
    batch.state = BATCH.take("cancel", BatchState(batch.state), actor.role).target
    batch.save(update_fields=["state"])
    approvals.withdraw(subject=subject_of(batch), actor=actor, at=at)
    fact = PayoutBatchCancelled(subject_id=batch.id, merchant_id=batch.merchant_id, reason=reason)
    tell(batch, fact, "cancel", actor, at, reason=reason)
    return batch


def ask(batch: PayoutBatch, maker: Actor, at: datetime) -> None:
    """Put it before another owner than whoever sent it."""
    approvals.ask(
        kind=ApprovalKind.PAYOUT_BATCH,
        subject=subject_of(batch),
        merchant_id=batch.merchant_id,
        reason="it adds up to more than the merchant's limit",
        details=_pinned(batch),
        digest=_digest(batch),
        actor=maker,
        at=at,
    )


def ask_as_limit_says(merchant_id: UUID, actor: Actor, at: datetime) -> None:
    """The limit is another: what waits for a second owner now, and what does no more."""
    waiting = PayoutBatch.objects.select_for_update(no_key=True).filter(
        merchant_id=merchant_id, state=BatchState.VALIDATED, valid_count__gt=0
    )
    for batch in waiting.order_by("id"):
        is_asked = questions.waiting_about(subject_of(batch)) is not None
        if needs_second_owner(batch) and not is_asked:
            ask(batch, _maker(batch), at)
        elif is_asked and not needs_second_owner(batch):
            approvals.withdraw(subject=subject_of(batch), actor=actor, at=at)


def needs_second_owner(batch: PayoutBatch) -> bool:
    """Whether it adds up to more than one person of this merchant may send off alone."""
    settings = PayoutSettings.objects.filter(merchant_id=batch.merchant_id).first()
    limit = None if settings is None else settings.approval_above_minor
    return limit is not None and batch.total_minor > limit


def locked_batch(merchant_id: UUID, batch_id: UUID) -> PayoutBatch:
    """One batch of this merchant, locked until the transaction ends. Raises BatchNotFound."""
    batch = (
        PayoutBatch.objects.select_for_update(no_key=True)
        .filter(id=batch_id, merchant_id=merchant_id)
        .first()
    )
    if batch is None:
        raise BatchNotFound
    return batch


def _maker(batch: PayoutBatch) -> Actor:
    return Actor(ActorKind.USER, batch.created_by, batch.created_by)


def subject_of(batch: PayoutBatch) -> str:
    return f"payout-batch/{batch.id}"


def _pinned(batch: PayoutBatch) -> dict[str, Any]:
    return {
        "batch_id": str(batch.id),
        "name": batch.name,
        "row_count": batch.row_count,
        "valid_count": batch.valid_count,
        "amount_paise": batch.total_minor,
        "adds_bank_accounts": batch.adds_accounts,
    }


# Every row that would be paid, with whom it pays: numbers in full are sealed, and pinned by mask.
_ROWS = """
SELECT encode(sha256(convert_to(coalesce(string_agg(
           jsonb_build_array(line, row_key, amount_minor, bank_account_id, beneficiary, mode,
                             narration, reference, purpose)::text, E'\\n' ORDER BY line), ''),
       'UTF8')), 'hex')
  FROM payouts_batch_row WHERE batch_id = %s AND status = 'valid'
"""


def _digest(batch: PayoutBatch) -> str:
    """What exactly is approved: every row of it."""
    told = {**_pinned(batch), "rows": db.fetch_value(_ROWS, [batch.id])}
    return digest_of(ApprovalKind.PAYOUT_BATCH, subject_of(batch), told)


def tell(
    batch: PayoutBatch, fact: Fact, verb: str, actor: Actor, at: datetime, **more: Any
) -> None:
    events.record(fact=fact, at=at)
    audit.write(
        actor=actor,
        action=f"payout_batch.{verb}",
        subject=subject_of(batch),
        merchant_id=batch.merchant_id,
        before={},
        after={
            "state": batch.state,
            "valid_count": batch.valid_count,
            "total_paise": batch.total_minor,
            **more,
        },
        at=at,
    )

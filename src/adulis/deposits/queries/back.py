"""What goes back of a deposit, and what its payer's bank took of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from adulis.cases import queries as questions
from adulis.cases.values import CaseKind
from adulis.deposits.errors import (
    ChargebackNotFound,
    RefundNotFound,
)
from adulis.deposits.holding import hold_of, waiting_for
from adulis.deposits.machine import ChargebackState, RefundState
from adulis.deposits.models import (
    Chargeback,
    ChargebackReply,
    Deposit,
    Payment,
    Refund,
    SettlementFile,
)
from adulis.deposits.values import Answer, Waiting


def last_settlement_day(gateway: str) -> date | None:
    """The latest day of which a report was kept; None: of none yet."""
    days = SettlementFile.objects.filter(gateway=gateway).order_by("-day")
    return days.values_list("day", flat=True).first()


def refunds_of(merchant_id: UUID, deposit_id: UUID) -> QuerySet[Refund]:
    """Refunds of one deposit of this merchant, newest first."""
    rows = Refund.objects.filter(merchant_id=merchant_id, deposit_id=deposit_id)
    return rows.order_by("-id")


def refund_of(merchant_id: UUID, refund_id: UUID) -> Refund:
    """Raises RefundNotFound."""
    refund = Refund.objects.filter(id=refund_id, merchant_id=merchant_id).first()
    if refund is None:
        raise RefundNotFound
    return refund


def ended_refund(reference: UUID) -> Refund | None:
    """A refund that is over, by what the gateway calls it; None: it is not, or there is none."""
    ended = [RefundState.PROCESSED, RefundState.FAILED]
    return Refund.objects.filter(id=reference, state__in=ended).first()


def unheard_refunds(since: datetime) -> int:
    """How many refunds that were ordered and have not ended nobody has heard of since then.

    Those that people are asked about are not among them.
    """
    ordered = Refund.objects.filter(
        asked_at__isnull=False, state__in=[RefundState.REQUESTED, RefundState.PENDING]
    )
    unheard = {f"refund/{each.id}" for each in ordered.exclude(heard_at__gt=since)}
    for kind in (CaseKind.REFUND_IN_DOUBT, CaseKind.REFUND_MISMATCH):
        unheard -= questions.open_subjects(list(unheard), kind)
    return len(unheard)


def chargebacks_of(merchant_id: UUID) -> QuerySet[Chargeback]:
    """A merchant's chargebacks, newest first."""
    return Chargeback.objects.filter(merchant_id=merchant_id).order_by("-id")


def chargeback_of(merchant_id: UUID, chargeback_id: UUID) -> Chargeback:
    """Raises ChargebackNotFound."""
    found = Chargeback.objects.filter(id=chargeback_id, merchant_id=merchant_id).first()
    if found is None:
        raise ChargebackNotFound
    return found


def replies_to(chargeback_ids: Sequence[UUID]) -> dict[UUID, list[ChargebackReply]]:
    """What was answered to each of them, oldest first; the texts stay sealed."""
    found: dict[UUID, list[ChargebackReply]] = {each: [] for each in chargeback_ids}
    rows = ChargebackReply.objects.filter(chargeback_id__in=chargeback_ids)
    for reply in rows.order_by("id"):
        found[reply.chargeback_id].append(reply)
    return found


def dispute_ids(chargeback_ids: Sequence[UUID]) -> dict[UUID, str]:
    """What the gateway calls them."""
    rows = Chargeback.objects.filter(id__in=chargeback_ids)
    return dict(rows.values_list("id", "dispute_id"))


def unheard_disputes(dispute_ids: Sequence[str], gateway: str) -> set[str]:
    """Those of a gateway's disputes that no chargeback here is about."""
    rows = Chargeback.objects.filter(gateway=gateway, dispute_id__in=dispute_ids)
    return set(dispute_ids) - set(rows.values_list("dispute_id", flat=True))


def credited_payment_of(deposit: Deposit) -> Payment | None:
    """The payment that a deposit was credited by."""
    return Payment.objects.filter(deposit=deposit, state__in=["credited", "assigned"]).first()


def waiting_of_refund(refund: Refund) -> Waiting | None:
    """Why a refund waits, and on whom."""
    is_unordered = refund.state == RefundState.REQUESTED and refund.asked_at is None
    hold = hold_of(refund) if is_unordered else None
    if hold is not None:
        return waiting_for(hold)
    if refund.state == RefundState.REQUESTED:
        return Waiting(
            reason="order",
            on="the payment gateway to take the order",
            until=None,
            then="It is asked until it answers; the money stays set aside.",
        )
    if refund.state == RefundState.PENDING:
        return Waiting(
            reason="refund",
            on="the payment gateway and the payer's bank",
            until=None,
            then="It is with the payer, or available again where it could not be given back.",
        )
    if refund.state == RefundState.FAILED and refund.paid_late_at is not None:
        return _waiting_for_people(refund)
    return None


def _waiting_for_people(refund: Refund) -> Waiting | None:
    subject = f"refund/{refund.id}"
    if not questions.open_subjects([subject], CaseKind.REFUND_MISMATCH):
        return None
    return Waiting(
        reason="decision",
        on="two operators, because its payer has the money although it had failed",
        until=None,
        then="It is taken from you after all, or the platform bears it.",
    )


def waiting_of_chargeback(row: Chargeback, replies: Sequence[ChargebackReply]) -> Waiting | None:
    """Whose turn it is in a dispute, and until when."""
    if row.state != ChargebackState.OPEN:
        return None
    if any(reply.answer == Answer.ACCEPT for reply in replies):
        return Waiting(
            reason="acceptance",
            on="the payment gateway",
            until=None,
            then="The dispute ends, and the money stays with the payer.",
        )
    if replies:
        return Waiting(
            reason="decision",
            on="the payer's bank",
            until=None,
            then="The money comes back if it is won, and stays with the payer if it is lost.",
        )
    return Waiting(
        reason="evidence",
        on="the merchant",
        until=row.evidence_due_by,
        then="It is decided without what the merchant has to say.",
    )


def moves_of_chargeback(
    row: Chargeback, replies: Sequence[ChargebackReply], *, at: datetime
) -> list[str]:
    """What its merchant may say to it at that moment."""
    is_late = row.evidence_due_by is not None and row.evidence_due_by <= at
    is_accepted = any(reply.answer == Answer.ACCEPT for reply in replies)
    if row.state != ChargebackState.OPEN or is_late or is_accepted:
        return []
    return ["evidence", "accept"]

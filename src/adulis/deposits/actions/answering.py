"""What a merchant says to a chargeback: kept at once, told to the gateway by the worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from adulis.audit import actions as audit
from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.values import CaseKind
from adulis.deposits.errors import ChargebackAccepted, ChargebackNotFound, EvidenceTooLate
from adulis.deposits.events import ChargebackAnswered
from adulis.deposits.machine import ChargebackState
from adulis.deposits.models import Chargeback, ChargebackReply
from adulis.deposits.values import Answer
from adulis.events import actions as events
from adulis.kernel import db, origins
from adulis.kernel.actors import Actor
from adulis.kernel.due import Claim
from adulis.kernel.encryption import open_sealed, seal
from adulis.kernel.ids import new_id

# The gateway said nothing: it is told the same again.
_AGAIN = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class ToTell:
    """An answer whose turn it is."""

    id: UUID
    gateway: str
    dispute_id: str
    answer: str
    text: str
    origin: str

    def __repr__(self) -> str:
        # What a merchant writes must not reach a log through a traceback.
        return f"ToTell({self.id}, {self.answer})"


@db.transaction_required
def answer_chargeback(
    *,
    merchant_id: UUID,
    deposit_id: UUID,
    chargeback_id: UUID,
    answer: Answer,
    text: str,
    actor: Actor,
    at: datetime,
) -> ChargebackReply:
    """Contest a chargeback with ``text`` (as often as there is more to say), or accept it for good.

    Raises ChargebackNotFound, ChargebackAccepted, and EvidenceTooLate after the deadline or the
    end.
    """
    row = (
        Chargeback.objects.select_for_update(no_key=True)
        .filter(id=chargeback_id, deposit_id=deposit_id, merchant_id=merchant_id)
        .first()
    )
    if row is None:
        raise ChargebackNotFound
    if ChargebackReply.objects.filter(chargeback_id=row.id, answer=Answer.ACCEPT).exists():
        raise ChargebackAccepted
    is_late = row.evidence_due_by is not None and row.evidence_due_by <= db.clock()
    if row.state != ChargebackState.OPEN or is_late:
        raise EvidenceTooLate(state=row.state)
    reply = ChargebackReply(
        id=new_id(),
        chargeback=row,
        answer=answer,
        created_by=str(actor),
        created_at=at,
        origin=origins.current(),
        due_at=at,
    )
    reply.text_sealed = seal(text, place=reply.text_place) if text else ""
    reply.save(force_insert=True)
    events.record(
        fact=ChargebackAnswered(subject_id=row.id, merchant_id=merchant_id, answer=answer), at=at
    )
    audit.write(
        actor=actor,
        action=f"chargeback.{'accept' if answer == Answer.ACCEPT else 'contest'}",
        subject=f"chargeback/{row.id}",
        merchant_id=merchant_id,
        before={},
        after={"reply_id": str(reply.id), "characters": len(text)},
        at=at,
    )
    return reply


@db.transaction_required
def take_up_replies(*, claims: Sequence[Claim], actor: Actor, at: datetime) -> list[ToTell]:
    """What has to be told to the gateway now; should it stay silent, it is told again."""
    fences = {claim.id: claim.fence for claim in claims}
    rows = ChargebackReply.objects.select_for_update(no_key=True, of=("self",)).filter(
        id__in=fences, sent_at__isnull=True
    )
    found = []
    for reply in rows.select_related("chargeback").order_by("id"):
        if reply.claim_count != fences[reply.id]:
            continue
        if reply.chargeback.state != ChargebackState.OPEN:
            # Whoever told it may have died before noting that: what was accepted and is lost has
            # ended as was asked for.
            is_done = (reply.answer, reply.chargeback.state) == (
                Answer.ACCEPT, ChargebackState.LOST,
            )  # fmt: skip
            reply.sent_at, reply.refusal = (at, "") if is_done else (None, "over")
            reply.due_at = reply.lease_until = None
            reply.save(update_fields=["sent_at", "refusal", "due_at", "lease_until"])
            continue
        reply.due_at, reply.lease_until, reply.claim_count = db.clock() + _AGAIN, None, 0
        reply.save(update_fields=["due_at", "lease_until", "claim_count"])
        text = open_sealed(reply.text_sealed, place=reply.text_place) if reply.text_sealed else ""
        found.append(
            ToTell(
                reply.id,
                reply.chargeback.gateway,
                reply.chargeback.dispute_id,
                reply.answer,
                text,
                reply.origin,
            )
        )
    return found


@db.transaction_required
def park_replies(*, claims: Sequence[Claim], actor: Actor, at: datetime) -> None:
    """Telling these fails again and again, before a word has left: people say it themselves."""
    fences = {claim.id: claim.fence for claim in claims}
    rows = ChargebackReply.objects.select_for_update(no_key=True, of=("self",)).filter(
        id__in=fences, sent_at__isnull=True
    )
    for reply in rows.select_related("chargeback").order_by("id"):
        if reply.claim_count != fences[reply.id]:
            continue
        reply.refusal, reply.due_at, reply.lease_until = "unreadable", None, None
        reply.save(update_fields=["refusal", "due_at", "lease_until"])
        subject = f"chargeback/{reply.chargeback_id}"
        cases.open_case(
            kind=CaseKind.CHARGEBACK_MISMATCH,
            key=questions.next_key(f"{subject}/reply/{reply.id}"),
            subject=subject,
            merchant_id=reply.chargeback.merchant_id,
            evidence={
                "note": "telling the gateway what the merchant says fails again and again",
                "reply_id": str(reply.id),
                "answer": reply.answer,
                "dispute_id": reply.chargeback.dispute_id,
            },
            actor=actor,
            at=at,
        )


@db.transaction_required
def note_told(*, reply_id: UUID, refusal: str, actor: Actor, at: datetime) -> None:
    """The gateway has it, or refused it for good (``refusal`` says why)."""
    reply = ChargebackReply.objects.select_for_update(no_key=True).get(id=reply_id)
    if reply.sent_at is not None or reply.refusal:
        return
    reply.refusal, reply.due_at, reply.lease_until = refusal[:60], None, None
    reply.sent_at = None if refusal else at
    reply.save(update_fields=["refusal", "sent_at", "due_at", "lease_until"])
    audit.write(
        actor=actor,
        action="chargeback.tell",
        subject=f"chargeback/{reply.chargeback_id}",
        merchant_id=None,
        before={},
        after={"reply_id": str(reply.id), "refusal": reply.refusal},
        at=at,
    )

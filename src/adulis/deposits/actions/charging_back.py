"""What a payer's bank took back: from whom it is taken, and to whom it returns."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from adulis.audit import actions as audit
from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.values import CaseKind
from adulis.deposits import events as facts
from adulis.deposits import places, postings
from adulis.deposits.actions.refunding import save_counts
from adulis.deposits.actions.suspending import ask_about, subject_of
from adulis.deposits.actions.taking_back import Whole, is_disputed, locked_payment
from adulis.deposits.fx import part_by_paid
from adulis.deposits.machine import CHARGEBACK, ChargebackState, DepositState, PaymentState
from adulis.deposits.models import Chargeback, Payment
from adulis.deposits.parts import Taken, give_back, take
from adulis.deposits.values import PROFILES
from adulis.events import actions as events
from adulis.gateways.collected import Dispute, DisputeStatus
from adulis.identity import actions as identity
from adulis.identity.errors import AlreadyFrozen
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.due import Claim
from adulis.kernel.money import Money, rupees
from adulis.ledger import actions as ledger
from adulis.ledger import queries as book
from adulis.wallets import actions as wallets
from adulis.wallets.values import OWES


@db.transaction_required
def weigh_dispute(*, told: Dispute, gateway: str, actor: Actor, at: datetime) -> UUID | None:
    """Act upon a dispute as the gateway's API has it now, however often and in whatever order.

    The first word takes the money, whatever it says: what was won or lost was opened before.
    Returns the chargeback's id; None: the payment is not known here (yet), and nothing was done.
    """
    payment, whole = locked_payment(gateway, told.payment_id)
    if payment is None:
        return None
    row = (
        Chargeback.objects.select_for_update(no_key=True)
        .filter(gateway=gateway, dispute_id=told.id)
        .first()
    )
    if row is None and told.amount.currency != payment.currency:
        _ask_people(told, payment, None, "it is not in the payment's currency", actor, at)
        return None
    if row is None:
        row = _open(told, payment, whole, actor, at)
    elif (row.payment_id, row.paid) != (payment.id, told.amount):
        _ask_people(told, payment, row, "it was another one before", actor, at)
        _plan_next_look(row, at)
        return row.id
    _note_deadline(row, told, at)
    said = _SAYS[told.status]
    if row.state == ChargebackState.OPEN and said is ChargebackState.WON:
        _win(row, payment, whole, actor, at)
    elif row.state == ChargebackState.OPEN and said is ChargebackState.LOST:
        _lose(row, payment, actor, at)
    elif said not in {row.state, ChargebackState.OPEN}:
        _ask_people(told, payment, row, f"it was {row.state} before", actor, at)
    return row.id


_SAYS = {
    DisputeStatus.OPEN: ChargebackState.OPEN,
    DisputeStatus.WON: ChargebackState.WON,
    DisputeStatus.LOST: ChargebackState.LOST,
}


# --- opened ---------------------------------------------------------------------------------------


def _open(
    told: Dispute, payment: Payment, whole: Whole | None, actor: Actor, at: datetime
) -> Chargeback:
    row = Chargeback(
        payment=payment,
        gateway=payment.gateway,
        dispute_id=told.id,
        paid_minor=told.amount.minor,
        currency=told.amount.currency,
        fee_minor=told.fee.minor,
        reason_code=told.reason_code,
        evidence_due_by=told.evidence_due_by,
        opened_at=min(told.opened_at, at),
        due_at=_next_look(at, 0),
    )
    payment.charged_back_minor += told.amount.minor
    if whole is None:
        ledger.post(
            posting=postings.suspense_charged_back(
                row.id, row.paid, told.fee, gateway=row.gateway, at=row.opened_at, actor=actor
            )
        )
        payment.save(update_fields=["charged_back_minor"])
        row.has_case = payment.state != PaymentState.SUSPENDED
        row.save(force_insert=True)
        if row.has_case:
            # It is on its way back to its payer already, and now it is taken a second time.
            _ask_about_excess(row, rupees(0), actor, at)
        record(row, "open", {}, actor, at)
        return row
    _take(row, whole, told, actor, at)
    return row


def _take(row: Chargeback, whole: Whole, told: Dispute, actor: Actor, at: datetime) -> None:
    """Take it from the merchant: pending of this deposit, then available; the rest is owed."""
    deposit, payment = whole.deposit, whole.payment
    assert payment is not None
    # What the payment has been charged back by this dispute is not gone yet, where it is measured.
    payment.charged_back_minor -= row.paid_minor
    left = whole.left
    amount = part_by_paid(row.paid, whole=whole.sides, left=left).amount
    payment.charged_back_minor += row.paid_minor
    merchant_id = deposit.merchant_id
    place = places.available(merchant_id)
    reach = book.locked_balances([place, places.pending(merchant_id)])[place]
    taken = take(amount, pending=whole.pending, available=reach)
    row.deposit, row.merchant_id = deposit, merchant_id
    row.amount_minor = amount.minor
    row.of_pending_minor, row.of_available_minor = taken.pending.minor, taken.available.minor
    row.owed_minor = taken.owed.minor
    ledger.post(
        posting=postings.chargeback_opened(
            row.id, merchant_id, taken.pending, taken.available, taken.owed, row.paid, told.fee,
            gateway=row.gateway, at=row.opened_at, actor=actor, deposit_id=deposit.id,
        )
    )  # fmt: skip
    deposit.pending_minor -= taken.pending.minor
    deposit.charged_back_minor += amount.minor
    save_counts(deposit, payment)
    exceeds = amount > left.amount
    row.has_case = exceeds or bool(taken.owed)
    row.save(force_insert=True)
    if taken.owed and told.status is not DisputeStatus.WON:
        # Frozen is frozen; the older reason stays on record.
        with suppress(AlreadyFrozen):
            identity.freeze_payouts(merchant_id=merchant_id, reason=OWES, actor=actor, at=at)
        _ask_about_shortfall(row, taken, actor, at)
    if exceeds:
        _ask_about_excess(row, amount - max(left.amount, rupees(0)), actor, at)
    events.record(
        fact=facts.DepositChargedBack(
            subject_id=deposit.id,
            merchant_id=merchant_id,
            chargeback_id=row.id,
            amount=amount,
            of_pending=taken.pending,
            of_available=taken.available,
            shortfall=taken.owed,
            reason_code=row.reason_code,
            evidence_due_by=row.evidence_due_by,
        ),
        at=at,
    )
    record(row, "open", {"owed_paise": taken.owed.minor}, actor, at)


def _ask_about_shortfall(row: Chargeback, taken: Taken, actor: Actor, at: datetime) -> None:
    cases.open_case(
        kind=CaseKind.CHARGEBACK_SHORTFALL,
        key=f"chargeback/{row.id}/shortfall",
        subject=f"chargeback/{row.id}",
        merchant_id=row.merchant_id,
        evidence={"owed_paise": taken.owed.minor, **_shown(row)},
        actor=actor,
        at=at,
    )


def _ask_about_excess(row: Chargeback, excess: Money, actor: Actor, at: datetime) -> None:
    cases.open_case(
        kind=CaseKind.CHARGEBACK_EXCEEDS,
        key=f"chargeback/{row.id}/exceeds",
        subject=f"chargeback/{row.id}",
        merchant_id=row.merchant_id,
        evidence={"excess_paise": excess.minor, **_shown(row)},
        actor=actor,
        at=at,
    )


# --- won and lost ---------------------------------------------------------------------------------


def _win(
    row: Chargeback, payment: Payment, whole: Whole | None, actor: Actor, at: datetime
) -> None:
    """It comes back: to us, where we bore it, else to the merchant, debts being settled first."""
    payment.charged_back_minor -= row.paid_minor
    if whole is None:
        ledger.post(
            posting=postings.suspense_regained(
                row.id, row.paid, gateway=row.gateway, at=at, actor=actor
            )
        )
        payment.save(update_fields=["charged_back_minor"])
        _end(row, "win", actor, at)
        return
    deposit, merchant_id = whole.deposit, whole.deposit.merchant_id
    place = places.available(merchant_id)
    book.locked_balances([place, places.pending(merchant_id)])
    returned = give_back(
        rupees(row.amount_minor),
        borne=rupees(row.written_off_minor),
        of_pending=rupees(row.of_pending_minor),
        is_cleared=deposit.state != DepositState.CAPTURED,
    )
    posting = postings.chargeback_won(
        row.id, merchant_id, returned.losses, returned.pending, returned.available, row.paid,
        gateway=row.gateway, at=at, actor=actor, deposit_id=deposit.id,
    )  # fmt: skip
    ledger.post(posting=posting)
    deposit.pending_minor += returned.pending.minor
    deposit.charged_back_minor -= row.amount_minor
    save_counts(deposit, payment)
    wallets.settle_debt(merchant_id=merchant_id, cause=posting.key, actor=actor, at=at)
    events.record(
        fact=facts.ChargebackWon(
            subject_id=row.id,
            merchant_id=merchant_id,
            deposit_id=deposit.id,
            amount=rupees(row.amount_minor),
            credited=returned.pending + returned.available,
        ),
        at=at,
    )
    _end(row, "win", actor, at)


def _lose(row: Chargeback, payment: Payment, actor: Actor, at: datetime) -> None:
    if row.deposit_id is not None:
        events.record(
            fact=facts.ChargebackLost(
                subject_id=row.id,
                merchant_id=row.merchant_id,
                deposit_id=row.deposit_id,
                amount=rupees(row.amount_minor),
            ),
            at=at,
        )
    _end(row, "lose", actor, at)
    if payment.state == PaymentState.SUSPENDED and not is_disputed(payment):
        _ask_about_the_rest(payment, actor, at)


def _ask_about_the_rest(payment: Payment, actor: Actor, at: datetime) -> None:
    """Of a payment in suspense some is gone for good, and nothing of that can come back.

    People see what is left to decide about; where nothing is, nobody need say whose it was.
    """
    if payment.in_suspense:
        ask_about(row=payment, actor=actor, at=at)
        return
    kinds = frozenset({CaseKind.UNKNOWN_PAYER, CaseKind.DEPOSIT_MISMATCH})
    cases.settle_cases(subject=subject_of(payment), kinds=kinds, actor=actor, at=at)


def _end(row: Chargeback, verb: str, actor: Actor, at: datetime) -> None:
    before = row.state
    row.state = CHARGEBACK.take(verb, ChargebackState(row.state), actor.role).target
    row.closed_at, row.due_at, row.lease_until = at, None, None
    row.save(update_fields=["state", "closed_at", "due_at", "lease_until"])
    if verb == "win":
        # Nothing of it is left to be recovered, written off or contested.
        kinds = frozenset({CaseKind.CHARGEBACK_SHORTFALL, CaseKind.CHARGEBACK_EXCEEDS})
        cases.settle_cases(subject=f"chargeback/{row.id}", kinds=kinds, actor=actor, at=at)
    record(row, verb, {"before": str(before)}, actor, at)


# --- words ----------------------------------------------------------------------------------------


@db.transaction_required
def note_dispute_silence(*, claim: Claim, actor: Actor, at: datetime) -> None:
    """The gateway said nothing about it: that is no fault of the chargeback's, and it comes again.

    Whoever has looked at it meanwhile has planned the next look already.
    """
    rows = Chargeback.objects.select_for_update(no_key=True).filter(
        id=claim.id, claim_count=claim.fence
    )
    for row in rows:
        _plan_next_look(row, at)


@db.transaction_required
def park_chargebacks(*, chargeback_ids: Sequence[UUID], actor: Actor, at: datetime) -> None:
    """Working on these fails again and again: people look at them, and the others go on."""
    rows = Chargeback.objects.select_for_update(no_key=True).filter(
        id__in=chargeback_ids, state=ChargebackState.OPEN
    )
    for row in rows.order_by("id"):
        cases.open_case(
            kind=CaseKind.CHARGEBACK_MISMATCH,
            key=questions.next_key(f"chargeback/{row.id}/poison"),
            subject=f"chargeback/{row.id}",
            merchant_id=row.merchant_id,
            evidence={"note": "working on it fails again and again", **_shown(row)},
            actor=actor,
            at=at,
        )
        row.due_at, row.lease_until, row.has_case = None, None, True
        row.save(update_fields=["due_at", "lease_until", "has_case"])


def _note_deadline(row: Chargeback, told: Dispute, at: datetime) -> None:
    """A gateway may give more time; and as long as it is open, we look again."""
    if row.state != ChargebackState.OPEN:
        return
    row.evidence_due_by = told.evidence_due_by or row.evidence_due_by
    row.save(update_fields=["evidence_due_by"])
    _plan_next_look(row, at)


def _plan_next_look(row: Chargeback, at: datetime) -> None:
    """It was looked at, whatever was seen; as long as it is open, it is looked at again."""
    if row.state != ChargebackState.OPEN:
        return
    row.asked_count = min(row.asked_count + 1, 30_000)
    row.due_at, row.lease_until, row.claim_count = _next_look(at, row.asked_count), None, 0
    row.save(update_fields=["asked_count", "due_at", "lease_until", "claim_count"])


def _next_look(at: datetime, asked_count: int) -> datetime:
    steps = PROFILES[settings.PAYMENT_GATEWAY_PROFILE].polls
    return at + timedelta(seconds=steps[min(asked_count, len(steps) - 1)])


def _ask_people(
    told: Dispute, payment: Payment, row: Chargeback | None, why: str, actor: Actor, at: datetime
) -> None:
    subject = f"chargeback/{row.id}" if row else f"dispute/{payment.gateway}/{told.id}"
    key = f"{subject}/mismatch/{told.status}/{told.amount.minor}"
    if questions.answered([subject], CaseKind.CHARGEBACK_MISMATCH) & {key}:
        return
    cases.open_case(
        kind=CaseKind.CHARGEBACK_MISMATCH,
        key=key,
        subject=subject,
        merchant_id=row.merchant_id if row else None,
        evidence={
            "note": why,
            "dispute_id": told.id,
            "payment_id": told.payment_id,
            "told_status": told.status,
            "told_amount_minor": told.amount.minor,
            "told_currency": told.amount.currency,
            "paid_minor": payment.amount_minor,
            "currency": payment.currency,
        },
        actor=actor,
        at=at,
    )


def _shown(row: Chargeback) -> dict[str, Any]:
    return {
        "amount_paise": row.amount_minor,
        "of_pending_paise": row.of_pending_minor,
        "of_available_paise": row.of_available_minor,
        "paid_minor": row.paid_minor,
        "currency": row.currency,
        "dispute_id": row.dispute_id,
        "deposit_id": None if row.deposit_id is None else str(row.deposit_id),
    }


def record(row: Chargeback, verb: str, after: dict[str, Any], actor: Actor, at: datetime) -> None:
    audit.write(
        actor=actor,
        action=f"chargeback.{verb}",
        subject=f"chargeback/{row.id}",
        merchant_id=row.merchant_id,
        before={},
        after={"state": str(row.state), **_shown(row), **after},
        at=at,
    )

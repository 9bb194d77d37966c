"""A refund that had failed here was given back all the same: who bears it, two operators say."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from adulis.cases import actions as cases
from adulis.cases.values import CaseKind
from adulis.deposits import events as facts
from adulis.deposits import places, postings
from adulis.deposits.actions.refund_words import record, tell
from adulis.deposits.actions.refunding import save_counts
from adulis.deposits.actions.suspending import subject_of
from adulis.deposits.actions.taking_back import Whole
from adulis.deposits.errors import RefundNotGivenBack
from adulis.deposits.machine import PAYMENT, REFUND, PaymentState, RefundState
from adulis.deposits.models import Payment, Refund
from adulis.deposits.parts import Taken, take
from adulis.identity import actions as identity
from adulis.identity.errors import AlreadyFrozen
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money
from adulis.ledger import actions as ledger
from adulis.ledger import queries as book
from adulis.wallets.values import OWES


@db.transaction_required
def recover_refund(*, refund: Refund, whole: Whole | None, actor: Actor, at: datetime) -> None:
    """Take it from whoever had it again: from its merchant, or out of suspense. All is locked.

    What the merchant has not is owed, and its payouts are frozen until then. Raises
    RefundNotGivenBack.
    """
    payment = refund.payment if whole is None else whole.payment
    assert payment is not None
    _require(why_not_recovered(refund, whole, payment))
    if whole is None:
        _take_from_suspense(refund, payment, actor, at)
        _end(refund, "recover", {}, actor, at)
        return
    assert refund.amount is not None
    taken = _take_from_merchant(refund, whole, actor, at)
    if taken.owed:
        # Frozen is frozen; the older reason stays on record.
        with suppress(AlreadyFrozen):
            identity.freeze_payouts(
                merchant_id=whole.deposit.merchant_id, reason=OWES, actor=actor, at=at
            )
    tell(
        facts.RefundRecovered,
        refund,
        at,
        paid=refund.paid,
        of_pending=taken.pending,
        of_available=taken.available,
        shortfall=taken.owed,
    )
    _end(refund, "recover", {"owed_paise": taken.owed.minor}, actor, at)


@db.transaction_required
def write_off_refund(*, refund: Refund, whole: Whole | None, actor: Actor, at: datetime) -> None:
    """Bear it ourselves: who had it again keeps it. All is locked. Raises RefundNotGivenBack."""
    payment = refund.payment if whole is None else whole.payment
    assert payment is not None
    _require(why_not_written_off(refund, whole, payment))
    ledger.post(
        posting=postings.refund_written_off(
            refund.id, refund.amount or refund.paid, refund.paid,
            gateway=refund.gateway, at=at, actor=actor, deposit_id=refund.deposit_id,
        )
    )  # fmt: skip
    payment.returned_minor += refund.paid_minor
    if whole is None:
        payment.save(update_fields=["returned_minor"])
    else:
        # Its payer has it, whoever bears that: nobody can give it back once more.
        whole.deposit.refunded_minor += refund.amount_minor or 0
        save_counts(whole.deposit, payment)
        tell(facts.RefundWrittenOff, refund, at, paid=refund.paid)
    _end(refund, "write_off", {}, actor, at)


# --- why not --------------------------------------------------------------------------------------

NOT_LATE = "the gateway has not given back what had failed here"
NOT_NOW = "more of its payment would have gone back than came in"
ASSIGNED = "what was nobody's then is a merchant's now"
STILL_THERE = "the money is in suspense, and can be taken from there"
NO_LONGER_THERE = "it is not in suspense any more"


def why_not_recovered(refund: Refund, whole: Whole | None, payment: Payment) -> str:
    """Why it cannot be taken from whoever had it again; empty: it can."""
    if why := _why_not(refund, whole, payment):
        return why
    if whole is not None or _is_in_suspense(refund, payment):
        return ""
    return ASSIGNED if payment.state == PaymentState.ASSIGNED else NO_LONGER_THERE


def why_not_written_off(refund: Refund, whole: Whole | None, payment: Payment) -> str:
    """Why we cannot bear it; empty: we can."""
    if why := _why_not(refund, whole, payment):
        return why
    return STILL_THERE if whole is None and _is_in_suspense(refund, payment) else ""


def what_is_taken(refund: Refund, whole: Whole, available: Money) -> Taken:
    """Where it is taken from, with so much available to its merchant."""
    assert refund.amount is not None
    return take(refund.amount, pending=whole.pending, available=available)


def _why_not(refund: Refund, whole: Whole | None, payment: Payment) -> str:
    if refund.state != RefundState.FAILED or refund.paid_late_at is None:
        return NOT_LATE
    came_in = payment.amount_minor if whole is None else payment.credited.minor
    is_too_much = payment.returned_minor + refund.paid_minor > came_in
    if whole is not None and refund.amount_minor is not None:
        gone = whole.deposit.refunded_minor + refund.amount_minor
        is_too_much = is_too_much or gone > (whole.deposit.credited_minor or 0)
    # Then it is the gateway that owes us: it gave back what it never had.
    return NOT_NOW if is_too_much else ""


def _is_in_suspense(refund: Refund, payment: Payment) -> bool:
    return payment.state == PaymentState.SUSPENDED and payment.in_suspense == refund.paid


def _require(why: str) -> None:
    if why:
        raise RefundNotGivenBack(f"{RefundNotGivenBack.title[:-1]}: {why}.")


# --- what is done ---------------------------------------------------------------------------------


def _take_from_merchant(refund: Refund, whole: Whole, actor: Actor, at: datetime) -> Taken:
    deposit, payment = whole.deposit, whole.payment
    assert payment is not None
    merchant_id = deposit.merchant_id
    place = places.available(merchant_id)
    reach = book.locked_balances([place, places.pending(merchant_id)])[place]
    taken = what_is_taken(refund, whole, reach)
    ledger.post(
        posting=postings.refund_recovered(
            refund.id, merchant_id, taken.pending, taken.available, taken.owed, refund.paid,
            gateway=refund.gateway, at=at, actor=actor, deposit_id=deposit.id,
        )
    )  # fmt: skip
    deposit.pending_minor -= taken.pending.minor
    deposit.refunded_minor += refund.amount_minor or 0
    payment.returned_minor += refund.paid_minor
    save_counts(deposit, payment)
    return taken


def _take_from_suspense(refund: Refund, payment: Payment, actor: Actor, at: datetime) -> None:
    """It was nobody's, and has gone back: nobody need say any more whose it is."""
    ledger.post(
        posting=postings.payment_returned(
            payment.id, refund.paid, gateway=refund.gateway, at=at, actor=actor
        )
    )
    payment.state = PAYMENT.take("recover", PaymentState(payment.state), actor.role).target
    payment.returned_minor += refund.paid_minor
    payment.save(update_fields=["state", "returned_minor"])
    kinds = frozenset({CaseKind.UNKNOWN_PAYER, CaseKind.DEPOSIT_MISMATCH})
    cases.settle_cases(subject=subject_of(payment), kinds=kinds, actor=actor, at=at)


def _end(refund: Refund, verb: str, after: dict[str, int], actor: Actor, at: datetime) -> None:
    before = refund.state
    refund.state = REFUND.take(verb, RefundState(refund.state), actor.role).target
    refund.reason, refund.finished_at = "", at
    refund.save(update_fields=["state", "reason", "finished_at"])
    record(refund, verb, before, after, actor, at)

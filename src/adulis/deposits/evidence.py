"""What a payment gateway's word does to a deposit. Pure: the whole judgement is here.

Three rules decide everything: a payment that is exactly what was asked for is credited, once and
however late it comes; every other payment is kept safe for a human; and silence, or a word that
does not hold together, changes nothing and is asked about again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from adulis.deposits.machine import UNPAID, WAITING, DepositState
from adulis.deposits.values import Mismatch
from adulis.gateways.collected import Intent, IntentStatus, Payment, PaymentStatus
from adulis.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a deposit when the gateway's word arrives.

    ``intent_id`` is empty until the gateway told it. ``booked`` are the payments of this gateway
    that are in the book already, whatever for, by the gateway's names. ``is_credited``: one of them
    was this deposit's.
    """

    reference: str
    state: DepositState
    paid: Money
    intent_id: str
    expires_at: datetime
    booked: Mapping[str, Money]
    is_credited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What follows from a word: at most one move and one credit; the rest is kept in suspense.

    ``contradicts`` are payments that were booked before with another amount. ``asks_again``: the
    word does not hold together, or the money is still under way.
    """

    outcome: str
    verb: str | None = None
    credit: Payment | None = None
    suspend: tuple[tuple[Payment, Mismatch], ...] = ()
    contradicts: tuple[Payment, ...] = ()
    reason: str = ""
    asks_again: bool = False


def weigh(known: Known, intent: Intent, *, now: datetime) -> Ruling:
    """The ruling on an intent as the gateway shows it. Never raises: any word has an answer."""
    credit, suspend = _sort(known, intent)
    contradicts = tuple(
        each
        for each in intent.payments
        if each.is_captured and known.booked.get(each.id, each.amount) != each.amount
    )
    if credit is not None:
        outcome = "paid_late" if known.state in UNPAID else "paid"
        ruling = Ruling(outcome=outcome, verb="capture", credit=credit)
    elif known.state in WAITING:
        ruling = _unpaid(known, intent, suspends=bool(suspend), now=now)
    elif known.state in UNPAID and _is_under_way(intent):
        ruling = Ruling(outcome="under_way", asks_again=True)
    else:
        ruling = Ruling(outcome="known")
    if suspend and credit is None:
        ruling = replace(ruling, outcome="mismatch")
    return replace(ruling, suspend=suspend, contradicts=contradicts)


def is_the_intent(known: Known, intent: Intent) -> bool:
    """Whether it is what we asked for, by every name and number on it."""
    return (
        intent.client_reference == known.reference
        and known.intent_id in {"", intent.id}
        and intent.amount == known.paid
    )


def _sort(
    known: Known, intent: Intent
) -> tuple[Payment | None, tuple[tuple[Payment, Mismatch], ...]]:
    """The payment to credit, if there is one, and those to suspend; earliest first, each once."""
    fresh = {
        each.id: each
        for each in intent.payments
        if each.is_captured and each.id not in known.booked
    }
    credit: Payment | None = None
    suspend = []
    for payment in sorted(fresh.values(), key=_captured):
        mismatch = _mismatch(known, intent, payment, is_credited=credit is not None)
        if mismatch is None:
            credit = payment
        else:
            suspend.append((payment, mismatch))
    return credit, tuple(suspend)


def _captured(payment: Payment) -> tuple[datetime, str]:
    assert payment.captured_at is not None  # a captured payment says when, else it is unclear
    return payment.captured_at, payment.id


def _mismatch(
    known: Known, intent: Intent, payment: Payment, *, is_credited: bool
) -> Mismatch | None:
    """Why this payment is not the deposit's; None when it is, to the last unit."""
    is_its_payment = payment.intent_id == intent.id and payment.client_reference in {
        "",
        known.reference,
    }
    if not is_the_intent(known, intent) or not is_its_payment:
        return Mismatch.WRONG_OBJECT
    if known.is_credited or is_credited:
        return Mismatch.SECOND_PAYMENT
    if payment.amount.currency != known.paid.currency:
        return Mismatch.WRONG_CURRENCY
    if payment.amount != known.paid:
        return Mismatch.WRONG_AMOUNT
    return None


def _unpaid(known: Known, intent: Intent, *, suspends: bool, now: datetime) -> Ruling:
    """Nothing to credit: does the deposit still wait, or has it come to nothing?"""
    if not is_the_intent(known, intent):
        # What becomes of somebody else's intent says nothing about this deposit.
        return Ruling(outcome="other_object", asks_again=True)
    if _is_under_way(intent):
        verb = "process" if known.state is DepositState.CREATED else None
        return Ruling(outcome="under_way", verb=verb, asks_again=True)
    match intent.status:
        case IntentStatus.REQUIRES_PAYMENT:
            verb = "reopen" if known.state is DepositState.PROCESSING else None
            return Ruling(outcome="waiting", verb=verb, asks_again=True)
        case IntentStatus.FAILED:
            return Ruling(outcome="failed", verb="fail", reason=_last_failure(intent))
        case IntentStatus.EXPIRED:
            return Ruling(outcome="expired", verb="expire", reason="not_paid_in_time")
        case IntentStatus.CANCELLED if now >= known.expires_at:
            # We closed it there because its time was over.
            return Ruling(outcome="expired", verb="expire", reason="not_paid_in_time")
        case IntentStatus.CANCELLED:
            return Ruling(outcome="cancelled", verb="cancel", reason="cancelled_at_gateway")
        case IntentStatus.SUCCEEDED if suspends or _kept(known, intent):
            # It is over at the gateway, and what came in is with a human.
            return Ruling(outcome="mismatch", verb="fail", reason="payment_did_not_fit")
        case _:
            return Ruling(outcome="unclear", asks_again=True)


def _is_under_way(intent: Intent) -> bool:
    is_processing = intent.status is IntentStatus.PROCESSING
    return is_processing or any(each.status is PaymentStatus.PROCESSING for each in intent.payments)


def _kept(known: Known, intent: Intent) -> bool:
    return any(each.is_captured and each.id in known.booked for each in intent.payments)


def _last_failure(intent: Intent) -> str:
    failed = [each for each in intent.payments if each.status is PaymentStatus.FAILED]
    latest = max(failed, key=lambda each: (each.created_at, each.id), default=None)
    return (latest.failure_code if latest else "") or "payment_failed"

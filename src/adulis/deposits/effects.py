"""What a decision about money that came in, or went back, will do: said before it is taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.cases import queries as questions
from adulis.cases.values import Decision
from adulis.deposits import places
from adulis.deposits.actions.deciding_back import to_write_off
from adulis.deposits.actions.moving import profile
from adulis.deposits.actions.quoting import worth
from adulis.deposits.actions.refund_words import ENDED
from adulis.deposits.actions.refunds_late import (
    what_is_taken,
    why_not_recovered,
    why_not_written_off,
)
from adulis.deposits.actions.taking_back import Whole, is_disputed
from adulis.deposits.errors import RateUnavailable
from adulis.deposits.machine import (
    UNPAID,
    WAITING,
    DepositState,
    PaymentState,
    SettlementLineState,
)
from adulis.deposits.models import Chargeback, Deposit, Payment, Refund, SettlementLine
from adulis.deposits.report import FEE
from adulis.deposits.values import UNREPORTED_PAYMENT, UNREPORTED_REFUND
from adulis.identity import queries as identity
from adulis.identity.errors import MerchantNotFound
from adulis.kernel.money import Money, rupees
from adulis.ledger import queries as book

_NOTED = "No money moves; the answer is noted."
_ASKED_AGAIN = "No money moves; the gateway is asked again."


def effect_of(case_id: UUID, decision: Decision, told: Mapping[str, Any], *, at: datetime) -> str:
    """One or two sentences with the amounts in them; ``told`` is what is said with the decision.

    For what is decided already, what it would do now.
    """
    kind, _, name = questions.case_for_operator(case_id).subject.partition("/")
    foreseen = _EFFECTS.get(kind)
    return _NOTED if foreseen is None else foreseen(UUID(name), decision, told, at)


def _payment(name: UUID, decision: Decision, told: Mapping[str, Any], at: datetime) -> str:
    payment = Payment.objects.select_related("deposit__quote").get(id=name)
    if payment.state != PaymentState.SUSPENDED or not payment.in_suspense:
        return "It is refused: this payment is not in suspense."
    if is_disputed(payment):
        return "It is refused while the payer's bank may still give back, or take, a part of it."
    if decision is Decision.RETURN:
        return (
            f"{payment.in_suspense} is ordered back to its payer,"
            " and leaves suspense when the gateway says that it is there."
        )
    return _assigned(payment, told.get("merchant_id"), at)


def _assigned(payment: Payment, merchant: str | None, at: datetime) -> str:
    deposit, value = payment.deposit, payment.in_suspense
    if payment.currency != "INR":
        try:
            value = worth(
                payment.in_suspense,
                quote=None if deposit is None else deposit.quote,
                gateway=payment.gateway,
                captured_at=payment.captured_at,
                now=at,
            ).amount
        except RateUnavailable:
            return f"It is refused: no rate of {payment.currency} is known for that moment."
    whose = "the merchant that is named"
    if merchant:
        try:
            whose = identity.standing(UUID(merchant)).name
        except (ValueError, MerchantNotFound):
            return "It is refused: there is no such merchant."
    fits = deposit is not None and str(deposit.merchant_id) == merchant
    is_open = deposit is not None and deposit.state in WAITING | UNPAID
    where = f"deposit {deposit.id}" if deposit and fits and is_open else "a deposit made for it"
    left = payment.in_suspense
    return f"{left} leaves suspense: {value} is pending for {whose}, as {where}."


def _deposit(name: UUID, decision: Decision, _: Mapping[str, Any], at: datetime) -> str:
    deposit = Deposit.objects.get(id=name)
    if decision is Decision.NOT_PAID and deposit.state in WAITING:
        return (
            f"No money moves; the deposit of {deposit.paid} expires."
            " Should it be paid after all, it is credited all the same."
        )
    if deposit.state not in WAITING | {DepositState.CAPTURED}:
        return _NOTED
    is_retry = decision is Decision.RETRY
    return "No money moves; the worker takes it up again." if is_retry else _ASKED_AGAIN


def _refund(name: UUID, decision: Decision, _: Mapping[str, Any], at: datetime) -> str:
    refund = Refund.objects.select_related("deposit", "payment").get(id=name)
    if decision in {Decision.RECOVER, Decision.WRITE_OFF}:
        return _late_refund(refund, decision)
    if refund.state in ENDED or decision is Decision.ACCEPT:
        return _NOTED
    if decision is Decision.KEEP_ASKING:
        return _ASKED_AGAIN
    if refund.amount is None or refund.deposit is None:
        is_paid = decision is Decision.PAID
        after = "leaves suspense: its payer has it" if is_paid else "stays in suspense"
        return f"{refund.paid} {after}{'.' if is_paid else ', and is asked about again.'}"
    if decision is Decision.PAID:
        return f"The refund is done: {refund.amount} leaves held for its payer."
    is_pending = refund.deposit.state == DepositState.CAPTURED
    pending = rupees(refund.of_pending_minor if is_pending else 0)
    parts = [
        f"{amount} is {word}"
        for amount, word in ((pending, "pending"), (refund.amount - pending, "available"))
        if amount
    ]
    after = _debt_first(refund.merchant_id) if refund.amount > pending else ""
    return f"The refund fails: {' and '.join(parts)} to the merchant again.{after}"


def _late_refund(refund: Refund, decision: Decision) -> str:
    """Given back after it had failed here: who bears it."""
    whole = None if refund.deposit is None else Whole(refund.deposit, refund.payment)
    asked = why_not_recovered if decision is Decision.RECOVER else why_not_written_off
    if why := asked(refund, whole, refund.payment):
        return f"It is refused: {why}."
    if decision is Decision.WRITE_OFF:
        return f"{refund.amount or refund.paid} that its payer has becomes our loss."
    if whole is None:
        return f"{refund.paid} leaves suspense: its payer has it."
    place = places.available(whole.deposit.merchant_id)
    taken = what_is_taken(refund, whole, book.balance(place))
    parts = [
        f"{amount} {word}"
        for amount, word in (
            (taken.pending, "of what the deposit has pending"),
            (taken.available, "of what the merchant has available"),
        )
        if amount
    ]
    parts += [f"{taken.owed} is owed by the merchant"] if taken.owed else []
    return f"{refund.amount} is borne by the merchant: {', '.join(parts)}."


def _debt_first(merchant_id: UUID | None) -> str:
    owed = rupees(0) if merchant_id is None else _owed(merchant_id)
    return f" It owes {owed}, which is paid from what is available first." if owed else ""


def _chargeback(name: UUID, decision: Decision, _: Mapping[str, Any], at: datetime) -> str:
    row = Chargeback.objects.get(id=name)
    if row.merchant_id is None or decision is Decision.ACCEPT:
        return _NOTED
    owed = to_write_off(row, _owed(row.merchant_id))
    if not owed:
        return "No money moves; nothing is owed for it any more."
    if decision is Decision.WRITE_OFF:
        return f"{owed} that the merchant owes for it becomes our loss."
    return f"No money moves; the merchant keeps owing {owed} for it."


def _line(name: UUID, decision: Decision, _: Mapping[str, Any], at: datetime) -> str:
    row = SettlementLine.objects.get(id=name)
    if decision is not Decision.RETRY or row.state != SettlementLineState.QUESTIONED:
        return _NOTED
    if row.kind == FEE and not row.object_id.startswith("dp_"):
        return f"The line is compared again; if it holds together, {row.charge} becomes our cost."
    return "No money moves; the line is compared with our books again."


def _unreported(_: UUID, decision: Decision, told: Mapping[str, Any], at: datetime) -> str:
    if decision is not Decision.RETRY:
        return _NOTED
    days = profile().reported_within.days
    return f"No money moves; the reports of the next {days} days may still name it."


def _owed(merchant_id: UUID) -> Money:
    return max(rupees(0), -book.balance(places.receivable(merchant_id)))


_EFFECTS: dict[str, Callable[[UUID, Decision, Mapping[str, Any], datetime], str]] = {
    "gateway-payment": _payment,
    "deposit": _deposit,
    "refund": _refund,
    "chargeback": _chargeback,
    "settlement-line": _line,
    UNREPORTED_PAYMENT: _unreported,
    UNREPORTED_REFUND: _unreported,
}

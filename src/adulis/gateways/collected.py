"""What a payment gateway's objects say: intents, payments, refunds, disputes. Pure.

Everything that is not understood raises Unclear: half an answer is no answer, and money is moved on
whole ones only. Amounts are in minor units of their currency.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from adulis.kernel.money import EXPONENTS, Money

LARGEST_MINOR = 2**53
Word = TypeVar("Word", bound=StrEnum)


class Unclear(ValueError):
    """The gateway's answer is not of the documented shape: as good as no answer."""


class IntentStatus(StrEnum):
    REQUIRES_PAYMENT = "requires_payment"
    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class PaymentStatus(StrEnum):
    PROCESSING = "processing"
    CAPTURED = "captured"
    FAILED = "failed"


class RefundStatus(StrEnum):
    PENDING = "pending"
    PROCESSED = "processed"
    FAILED = "failed"


class DisputeStatus(StrEnum):
    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """Who paid, as far as the gateway says; empty where it does not. Never printed."""

    name: str = ""
    card_last4: str = ""
    card_network: str = ""
    account_last4: str = ""
    ifsc: str = ""
    vpa: str = ""

    def __repr__(self) -> str:
        return "Payer(…)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money from a payer; ``intent_id`` and ``client_reference`` are empty where nobody asked.

    ``amount`` is gross; ``fee`` and ``tax`` are what the gateway keeps of it for its work.
    """

    id: str
    status: PaymentStatus
    amount: Money
    intent_id: str = ""
    client_reference: str = ""
    fee: Money
    tax: Money
    method: str = ""
    failure_code: str = ""
    failure_message: str = ""
    payer: Payer = field(default_factory=Payer)
    captured_at: datetime | None = None
    created_at: datetime

    @property
    def is_captured(self) -> bool:
        return self.status is PaymentStatus.CAPTURED


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """Money on its way back to a payer; ``client_reference`` is our name for it."""

    id: str
    payment_id: str
    client_reference: str
    amount: Money
    status: RefundStatus
    failure_code: str = ""
    failure_message: str = ""
    created_at: datetime
    processed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A payer's bank took money back, or tries to. ``fee`` is what the gateway charges for it."""

    id: str
    payment_id: str
    intent_id: str
    amount: Money
    fee: Money
    status: DisputeStatus
    reason_code: str = ""
    evidence_due_by: datetime | None = None
    opened_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What we asked somebody to pay, and everything that was paid and given back for it."""

    id: str
    client_reference: str
    amount: Money
    status: IntentStatus
    checkout_url: str = ""
    expires_at: datetime | None = None
    payments: tuple[Payment, ...] = ()
    refunds: tuple[Refund, ...] = ()
    disputes: tuple[Dispute, ...] = ()


def intent_of(told: Any) -> Intent:
    """An intent as the gateway writes it. Raises Unclear."""
    told = _object(told)
    return Intent(
        id=_name(told, "id"),
        client_reference=_text(told, "client_reference"),
        amount=_amount(told),
        status=_word(told, "status", IntentStatus),
        checkout_url=_text(told, "checkout_url", 500),
        expires_at=_time(told, "expires_at"),
        payments=tuple(payment_of(each) for each in _list(told, "payments")),
        refunds=tuple(refund_of(each) for each in _list(told, "refunds")),
        disputes=tuple(dispute_of(each) for each in _list(told, "disputes")),
    )


def payment_of(told: Any) -> Payment:
    """A payment as the gateway writes it. Raises Unclear."""
    told = _object(told)
    status = _word(told, "status", PaymentStatus)
    captured_at = _time(told, "captured_at")
    if status is PaymentStatus.CAPTURED and captured_at is None:
        raise Unclear("captured, and not said when")
    failure = told.get("failure") if isinstance(told.get("failure"), dict) else {}
    payer = told.get("payer") if isinstance(told.get("payer"), dict) else {}
    return Payment(
        id=_name(told, "id"),
        status=status,
        amount=_amount(told),
        intent_id=_text(told, "intent_id"),
        client_reference=_text(told, "client_reference"),
        fee=_charge(told, "fee_minor"),
        tax=_charge(told, "tax_minor"),
        method=_text(told, "method", 16),
        failure_code=_text(failure, "code", 60),
        failure_message=_text(failure, "message", 200),
        payer=Payer(**{name: _text(payer, name) for name in Payer.__dataclass_fields__}),
        captured_at=captured_at,
        created_at=_moment(told, "created_at"),
    )


def refund_of(told: Any) -> Refund:
    """A refund as the gateway writes it. Raises Unclear."""
    told = _object(told)
    failure = told.get("failure") if isinstance(told.get("failure"), dict) else {}
    return Refund(
        id=_name(told, "id"),
        payment_id=_name(told, "payment_id"),
        client_reference=_text(told, "client_reference"),
        amount=_amount(told),
        status=_word(told, "status", RefundStatus),
        failure_code=_text(failure, "code", 60),
        failure_message=_text(failure, "message", 200),
        created_at=_moment(told, "created_at"),
        processed_at=_time(told, "processed_at"),
    )


def dispute_of(told: Any) -> Dispute:
    """A dispute as the gateway writes it. Raises Unclear."""
    told = _object(told)
    return Dispute(
        id=_name(told, "id"),
        payment_id=_name(told, "payment_id"),
        intent_id=_text(told, "intent_id"),
        amount=_amount(told),
        fee=_charge(told, "fee_minor"),
        status=_word(told, "status", DisputeStatus),
        reason_code=_text(told, "reason_code", 60),
        evidence_due_by=_time(told, "evidence_due_by"),
        opened_at=_moment(told, "opened_at"),
        closed_at=_time(told, "closed_at"),
    )


# --- the smallest parts ---------------------------------------------------------------------------


def _object(told: Any) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise Unclear("not an object")
    return told


def _list(told: dict[str, Any], name: str) -> list[Any]:
    value = told.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Unclear(f"{name} is not a list")
    return value


def _text(told: Any, name: str, longest: int = 120) -> str:
    """A text as far as we can keep it: PostgreSQL keeps no NUL. Empty where there is none."""
    value = told.get(name)
    return value.replace("\0", "")[:longest] if isinstance(value, str) else ""


def _name(told: dict[str, Any], name: str) -> str:
    """The gateway's name for a thing: it is looked up by it, so it is taken whole or not at all."""
    value = told.get(name)
    if not is_name(value):
        raise Unclear(f"{name} is not a name")
    return str(value)


def is_name(value: Any) -> bool:
    """Whether it can be an id: one word of letters, digits, ``_`` and ``-``, not too long."""
    return (
        isinstance(value, str)
        and 0 < len(value) <= 120
        and value.isascii()
        and value.replace("_", "").replace("-", "").isalnum()
    )


def _word(told: dict[str, Any], name: str, words: type[Word]) -> Word:
    try:
        return words(str(told.get(name)))
    except ValueError as error:
        raise Unclear(f"{name} says nothing known") from error


def _amount(told: dict[str, Any]) -> Money:
    minor = told.get("amount_minor")
    if type(minor) is not int or not 0 < minor < LARGEST_MINOR:
        raise Unclear("amount_minor is no amount")
    return Money(minor, _currency(told))


def _charge(told: dict[str, Any], name: str) -> Money:
    minor = told.get(name)
    if minor is None:
        return Money(0, _currency(told))
    if type(minor) is not int or not 0 <= minor < LARGEST_MINOR:
        raise Unclear(f"{name} is no amount")
    return Money(minor, _currency(told))


def _currency(told: dict[str, Any]) -> str:
    currency = told.get("currency")
    if not isinstance(currency, str) or currency not in EXPONENTS:
        raise Unclear("a currency nobody here knows")
    return currency


def _moment(told: dict[str, Any], name: str) -> datetime:
    found = _time(told, name)
    if found is None:
        raise Unclear(f"{name} is missing")
    return found


def _time(told: dict[str, Any], name: str) -> datetime | None:
    value = told.get(name)
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
        # A time at the edge of the calendar has no other zone.
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError) as error:
        raise Unclear(f"{name} is no time") from error

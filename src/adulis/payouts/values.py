"""Words of this room. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from adulis.kernel.ids import derived_id
from adulis.kernel.money import Money


class Mode(StrEnum):
    """Indian payment rails."""

    IMPS = "IMPS"
    NEFT = "NEFT"
    RTGS = "RTGS"
    UPI = "UPI"


class WaitingFor(StrEnum):
    """Why a pending payout is not with the bank yet."""

    APPROVAL = "approval"
    SCHEDULE = "schedule"
    FUNDS = "funds"
    WINDOW = "window"
    BANK = "bank"
    COOL_OFF = "cool_off"
    LIMIT = "limit"
    FREEZE = "freeze"
    PAUSED = "paused"


class Purpose(StrEnum):
    """What a payout is for, as banks and reports want to know."""

    PAYOUT = "payout"
    REFUND = "refund"
    SALARY = "salary"
    VENDOR_BILL = "vendor_bill"
    UTILITY_BILL = "utility_bill"
    CASHBACK = "cashback"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutOrder:
    """What a merchant asks for. ``mode`` None: chosen by amount, beneficiary and time.

    ``quote_id``: the fee that was promised; without one, the tariff's of that moment. ``intent_id``
    is what the wish is called wherever it is told again, also after we have lost it (``None``: it
    is not told again).
    """

    amount: Money
    bank_account_id: UUID
    mode: Mode | None = None
    narration: str = ""
    reference: str = ""
    purpose: Purpose = Purpose.PAYOUT
    scheduled_at: datetime | None = None
    queue_if_low_balance: bool = False
    metadata: dict[str, Any] = field(default_factory=dict)
    retry_of: UUID | None = None
    batch_row_id: UUID | None = None
    quote_id: UUID | None = None
    intent_id: UUID | None = None


def bank_reference(intent_id: UUID, number: int) -> str:
    """What attempt ``number`` at a wish is called at the bank: 34 letters and digits, for ever.

    It is made of the wish and not drawn, since a database may forget an attempt: restored to an
    earlier moment it sends what was sent already under the same name, and the bank pays it once.
    """
    return f"AD{derived_id(intent_id, number).hex.upper()}"


@dataclass(frozen=True, slots=True)
class InProgress:
    """What a processing payout's attempt waits for."""

    in_doubt: bool
    next_enquiry_at: datetime | None
    asked_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Why something waits: for what, on whom, until when (None: no deadline), and what then."""

    reason: str
    on: str
    until: datetime | None
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BankDetails:
    """Where to pay: ``number`` and ``ifsc``, or ``vpa``. Never printed."""

    holder_name: str
    number: str = ""
    ifsc: str = ""
    vpa: str = ""

    @property
    def fingerprint_source(self) -> str:
        """What makes two accounts the same account."""
        return f"vpa:{self.vpa.lower()}" if self.vpa else f"acct:{self.ifsc}:{self.number}"

    def __repr__(self) -> str:
        return "BankDetails(…)"


class RowStatus(StrEnum):
    """What is known about a row of a batch."""

    VALID = "valid"
    INVALID = "invalid"
    REFUSED = "refused"
    CREATED = "created"


@dataclass(frozen=True, slots=True)
class RowError:
    """One thing wrong with a row; ``pointer`` (RFC 6901) is its place in the row."""

    code: str
    detail: str
    pointer: str = ""

    def as_json(self) -> dict[str, str]:
        return {"code": self.code, "detail": self.detail, "pointer": self.pointer}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGiven:
    """A row of a batch as it was read. ``amount_minor`` (paise) None: it could not be read.

    Where to pay: ``bank_account_id`` or ``details``, not both. ``errors`` are about its form.
    """

    line: int
    row_key: str
    amount_minor: int | None = None
    bank_account_id: UUID | None = None
    details: BankDetails | None = None
    mode: Mode | None = None
    narration: str = ""
    reference: str = ""
    purpose: Purpose = Purpose.PAYOUT
    errors: tuple[RowError, ...] = ()


class Leg(StrEnum):
    """Which way a payment's money went: out, or back again."""

    PAYMENT = "payment"
    RETURN = "return"


def missing_subject(payout_id: UUID, leg: Leg) -> str:
    """What a question about a payment, or about its return, that no statement shows is about."""
    return f"payout/{payout_id}" if leg is Leg.PAYMENT else f"payout-return/{payout_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementWord:
    """What a statement line says about the payment we call ``reference``.

    ``line`` is our name for the line, the key of what it settles; ``booked_at`` the bank's time.
    """

    line: str
    reference: str
    leg: Leg
    amount: Money
    utr: str
    booked_at: datetime


class Heard(StrEnum):
    """What became of a statement's word; only ``settled`` moved money."""

    SETTLED = "settled"
    SETTLED_BEFORE = "settled_before"
    OTHER_AMOUNT = "other_amount"
    PARTIAL = "partial"
    UNEXPECTED = "unexpected"
    CONTRADICTS = "contradicts"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """The outcome (None while it is open), whose payment it is, and what we had booked (paise)."""

    outcome: Heard | None = None
    payout_id: UUID | None = None
    merchant_id: UUID | None = None
    expected_minor: int | None = None
    entry_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """A payment (or a return) that we have booked and no statement has shown."""

    reference: str
    leg: Leg
    payout_id: UUID
    merchant_id: UUID
    amount: Money
    utr: str
    since: datetime

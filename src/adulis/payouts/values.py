"""Words of this room. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

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
    """What a merchant asks for. ``mode`` None: chosen by amount, beneficiary and time."""

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

"""The facts of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from adulis.events.values import Fact
from adulis.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutCreated(Fact):
    """A merchant asked for money to be sent."""

    type: ClassVar[str] = "payout.created"
    amount: Money
    mode: str
    bank_account_id: UUID
    reference: str
    waiting_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutProcessing(Fact):
    """It is being given to the bank; from here on it cannot be cancelled."""

    type: ClassVar[str] = "payout.processing"
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutCompleted(Fact):
    """The bank paid. ``utr`` is what the beneficiary can ask their bank about."""

    type: ClassVar[str] = "payout.completed"
    amount: Money
    utr: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutFailed(Fact):
    """The bank refused for good; the money is available again."""

    type: ClassVar[str] = "payout.failed"
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutCancelled(Fact):
    """It was never sent, and the money is available again."""

    type: ClassVar[str] = "payout.cancelled"
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutReturned(Fact):
    """The bank took a completed payout back; the money is available again."""

    type: ClassVar[str] = "payout.returned"
    amount: Money
    reason: str
    utr: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutPaidLate(Fact):
    """The bank paid after it had refused; the merchant's money was taken again."""

    type: ClassVar[str] = "payout.paid_late"
    amount: Money
    owed: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LatePaymentReturned(Fact):
    """The bank took back what it had paid after its no; ``credited`` is available again.

    The rest of it settled what the merchant owed for that payment.
    """

    type: ClassVar[str] = "payout.late_payment_returned"
    amount: Money
    credited: Money
    utr: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutInDoubt(Fact):
    """The bank gave no answer; it is asked until it does."""

    type: ClassVar[str] = "payout.in_doubt"
    amount: Money
    next_enquiry_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BankAccountAdded(Fact):
    """A merchant can be paid out to a new bank account."""

    type: ClassVar[str] = "bank_account.added"
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BankAccountVerified(Fact):
    """A penny drop told whether the account takes money and how well the name fits."""

    type: ClassVar[str] = "bank_account.verified"
    valid: bool
    name_match_score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BankAccountArchived(Fact):
    """No new payout goes to this bank account."""

    type: ClassVar[str] = "bank_account.archived"
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutBatchValidated(Fact):
    """A file of payouts was read and every bad row marked; nothing is paid until it is approved."""

    type: ClassVar[str] = "payout_batch.validated"
    row_count: int
    valid_count: int
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutBatchApproved(Fact):
    """Its valid rows are about to become payouts."""

    type: ClassVar[str] = "payout_batch.approved"
    valid_count: int
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutBatchCancelled(Fact):
    """Nothing of it will ever be paid.

    ``reason``: ``cancelled_by_merchant`` | ``approval_refused`` | ``approval_expired``.
    """

    type: ClassVar[str] = "payout_batch.cancelled"

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutBatchFinished(Fact):
    """Each valid row is a payout now, or was refused by itself."""

    type: ClassVar[str] = "payout_batch.finished"
    created_count: int
    refused_count: int

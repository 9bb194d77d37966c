"""The facts about deposits and payments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from adulis.events.values import Fact
from adulis.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositCreated(Fact):
    """A merchant asks to be paid. ``paid`` is what is to be paid, in its currency."""

    type: ClassVar[str] = "deposit.created"
    paid: Money
    reference: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositProcessing(Fact):
    """The payer has done their part; their bank has not confirmed it yet."""

    type: ClassVar[str] = "deposit.processing"
    paid: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositCaptured(Fact):
    """It was paid. ``amount`` is pending until ``clears_at``; ``is_late``: after it had ended.

    ``is_third_party``: by somebody else than was named; it does not clear before that is declared.
    """

    type: ClassVar[str] = "deposit.captured"
    paid: Money
    amount: Money
    method: str
    clears_at: datetime
    is_late: bool
    is_third_party: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositPayerDeclared(Fact):
    """Its merchant says who it was that paid instead of whom it had named."""

    type: ClassVar[str] = "deposit.payer_declared"


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositCleared(Fact):
    """``net`` is available: the amount less fee and tax, and less what went back before."""

    type: ClassVar[str] = "deposit.cleared"
    amount: Money
    net: Money
    fee: Money
    tax: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositEmptied(Fact):
    """Its time to clear came when all of it had gone back: nothing of it became available."""

    type: ClassVar[str] = "deposit.emptied"
    amount: Money
    refunded: Money
    charged_back: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositFailed(Fact):
    """It came to nothing. Should it be paid after all, it is credited all the same."""

    type: ClassVar[str] = "deposit.failed"
    paid: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositExpired(Fact):
    """Nobody paid in time. Should it be paid after all, it is credited all the same."""

    type: ClassVar[str] = "deposit.expired"
    paid: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositCancelled(Fact):
    """It is not asked for any more. A payment that crosses this is credited all the same."""

    type: ClassVar[str] = "deposit.cancelled"
    paid: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentSuspended(Fact):
    """A gateway collected money that fits no deposit, or not this one; two operators decide."""

    type: ClassVar[str] = "payment.suspended"
    paid: Money
    deposit_id: UUID | None
    mismatch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentAssigned(Fact):
    """Two operators said whose it is; it is that deposit's now."""

    type: ClassVar[str] = "payment.assigned"
    paid: Money
    deposit_id: UUID


# --- refunds and chargebacks --------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundRequested(Fact):
    """A merchant gives money back; it is set aside. ``paid`` is what its payer gets."""

    type: ClassVar[str] = "refund.requested"
    deposit_id: UUID
    amount: Money
    paid: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundProcessed(Fact):
    """It is with the payer's bank."""

    type: ClassVar[str] = "refund.processed"
    deposit_id: UUID
    amount: Money
    paid: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundFailed(Fact):
    """It could not be given back (an expired card, say): the merchant has the money again."""

    type: ClassVar[str] = "refund.failed"
    deposit_id: UUID
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundRecovered(Fact):
    """The gateway gave back what it had said it could not, when the merchant had it again.

    ``amount`` was taken from the merchant: ``of_pending`` of the deposit, then ``of_available``;
    ``shortfall`` is owed. ``paid`` is what the payer has.
    """

    type: ClassVar[str] = "refund.recovered"
    deposit_id: UUID
    amount: Money
    paid: Money
    of_pending: Money
    of_available: Money
    shortfall: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundWrittenOff(Fact):
    """The gateway gave back what it had said it could not, and the platform bears it."""

    type: ClassVar[str] = "refund.written_off"
    deposit_id: UUID
    amount: Money
    paid: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositChargedBack(Fact):
    """The payer's bank took a payment back.

    ``amount`` was taken from the merchant: ``of_pending`` before the money could be spent,
    ``of_available`` and ``shortfall`` after it; the latter is owed.
    """

    type: ClassVar[str] = "deposit.charged_back"
    chargeback_id: UUID
    amount: Money
    of_pending: Money
    of_available: Money
    shortfall: Money
    reason_code: str
    evidence_due_by: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargebackWon(Fact):
    """The payer's bank gave it back; ``credited`` is the merchant's, less what it owed."""

    type: ClassVar[str] = "chargeback.won"
    deposit_id: UUID
    amount: Money
    credited: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargebackLost(Fact):
    """It stays with the payer."""

    type: ClassVar[str] = "chargeback.lost"
    deposit_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargebackAnswered(Fact):
    """A merchant contests a chargeback, or accepts it (``answer``)."""

    type: ClassVar[str] = "chargeback.answered"
    answer: str

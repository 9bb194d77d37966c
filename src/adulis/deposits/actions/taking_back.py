"""What is left of a deposit, with its rows locked: the deposit, then its payment."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from adulis.deposits.fx import Sides
from adulis.deposits.machine import ChargebackState, PaymentState
from adulis.deposits.models import Chargeback, Deposit, Payment
from adulis.kernel.money import Money, rupees

CREDITED = (PaymentState.CREDITED, PaymentState.ASSIGNED)


@dataclass(slots=True)
class Whole:
    """A deposit and the payment it was credited by, locked; None: it was not credited."""

    deposit: Deposit
    payment: Payment | None

    @property
    def sides(self) -> Sides:
        """All that came in, in rupees and as it was paid."""
        assert self.payment is not None
        return Sides(rupees(self.deposit.credited_minor or 0), self.payment.credited)

    @property
    def left(self) -> Sides:
        """What neither went back nor was taken back; below nothing where too much was."""
        assert self.payment is not None
        gone = self.deposit.refunded_minor + self.deposit.charged_back_minor
        payment = self.payment
        # What was lost before it was the deposit's is in neither.
        paid_gone = payment.returned_minor + payment.charged_back_minor - payment.lost_minor
        return self.sides - Sides(rupees(gone), Money(paid_gone, payment.currency))

    @property
    def pending(self) -> Money:
        return rupees(self.deposit.pending_minor)

    def has_open_chargeback(self) -> bool:
        return Chargeback.objects.filter(deposit_id=self.deposit.id, state="open").exists()


def is_disputed(payment: Payment) -> bool:
    """Whether its payer's bank has taken of it, and may still give that back."""
    rows = Chargeback.objects.filter(payment=payment, state=ChargebackState.OPEN)
    return rows.exists()


def locked_whole(deposit_id: UUID, merchant_id: UUID | None = None) -> Whole | None:
    """A deposit (of this merchant, where one is named) and its payment; None: there is none."""
    rows = Deposit.objects.select_for_update(no_key=True).filter(id=deposit_id)
    if merchant_id is not None:
        rows = rows.filter(merchant_id=merchant_id)
    deposit = rows.first()
    if deposit is None:
        return None
    payments = Payment.objects.select_for_update(no_key=True)
    return Whole(deposit, payments.filter(deposit_id=deposit.id, state__in=CREDITED).first())


def locked_payment(gateway: str, payment_id: str) -> tuple[Payment | None, Whole | None]:
    """A payment by the gateway's name, and the deposit it was credited to: locked, that one first.

    Whose it is may have changed while we waited for its deposit's lock: then we look again.
    """
    while True:
        seen = Payment.objects.filter(gateway=gateway, payment_id=payment_id).first()
        if seen is None:
            return None, None
        if seen.state in CREDITED and seen.deposit_id is not None:
            whole = locked_whole(seen.deposit_id)
            assert whole is not None
            return whole.payment, whole
        locked = Payment.objects.select_for_update(no_key=True).get(id=seen.id)
        if locked.state == seen.state:
            return locked, None

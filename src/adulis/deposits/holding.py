"""Why money may not go back to its payer now, and on whom that waits."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from adulis.deposits import places
from adulis.deposits.machine import ChargebackState
from adulis.deposits.models import Chargeback, Refund
from adulis.deposits.values import Waiting
from adulis.gateways import queries as gateways
from adulis.identity import queries as merchants
from adulis.kernel.money import rupees
from adulis.ledger import queries as book


class Hold(StrEnum):
    """What has to end before a refund that was not ordered yet is ordered."""

    RESTORED = "restored"
    DISPUTE = "dispute"
    DEBT = "debt"
    VERIFICATION = "verification"
    UNFREEZING = "unfreezing"


def hold_of(refund: Refund) -> Hold | None:
    """What keeps a refund from being ordered now; None: nothing does.

    A restored database may have forgotten what left it; or the payer's bank has taken the payment
    already, or nothing that its merchant has available may leave; what was still pending was never
    the merchant's to keep.
    """
    if gateways.stands_still():
        return Hold.RESTORED
    open_ones = Chargeback.objects.filter(payment=refund.payment_id, state=ChargebackState.OPEN)
    if open_ones.exists():
        return Hold.DISPUTE
    if refund.merchant_id is None or refund.amount_minor == refund.of_pending_minor:
        return None
    return stop_of(refund.merchant_id)


def stop_of(merchant_id: UUID) -> Hold | None:
    """Why nothing this merchant has available may leave, as for payouts; None: it may.

    It owes us, we do not know it any more, or somebody froze it.
    """
    if book.balance(places.receivable(merchant_id)) < rupees(0):
        return Hold.DEBT
    standing = merchants.standing(merchant_id)
    if not standing.is_verified:
        return Hold.VERIFICATION
    return Hold.UNFREEZING if standing.are_payouts_frozen else None


# On whom it waits; there is no deadline to any of these.
_ON = {
    Hold.RESTORED: "the platform to compare its restored database with the banks",
    Hold.DISPUTE: "the payer's bank, which has taken the payment back, to decide about that",
    Hold.DEBT: "the merchant to pay what it owes",
    Hold.VERIFICATION: "the merchant to be verified",
    Hold.UNFREEZING: "the platform to unfreeze the merchant's payouts",
}


def waiting_for(hold: Hold) -> Waiting:
    """How that is told to the merchant."""
    return Waiting(
        reason=str(hold),
        on=_ON[hold],
        until=None,
        then="It is ordered at the payment gateway; the money stays set aside until then.",
    )

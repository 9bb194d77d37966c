"""How money comes in through a payment gateway, as balanced postings. Pure.

``paid`` is what the gateway collected, in its currency; ``credited`` is what the merchant gets for
it, in rupees. Foreign money is ours from the capture on, and the rupees come out of our position.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.kernel.actors import Actor
from adulis.kernel.money import Money
from adulis.ledger.values import Posting, Transfer


def pending(merchant_id: UUID) -> str:
    return f"merchant/{merchant_id}/pending/INR"


def available(merchant_id: UUID) -> str:
    return f"merchant/{merchant_id}/available/INR"


def collected(gateway: str, currency: str) -> str:
    return f"gateway/{gateway}/receivable/{currency}"


def suspense(currency: str) -> str:
    return f"platform/suspense/{currency}"


def position(currency: str) -> str:
    return f"platform/fx/{currency}"


def costs(currency: str) -> str:
    return f"platform/costs/{currency}"


FEES = "platform/fees/INR"
TAX = "platform/tax/INR"


def captured_key(deposit_id: UUID) -> str:
    """Of the entry that credits a deposit, whichever way: there is one."""
    return f"deposit/{deposit_id}/captured"


def cleared_key(deposit_id: UUID) -> str:
    return f"deposit/{deposit_id}/cleared"


def suspended_key(gateway: str, payment: str) -> str:
    """Of the entry that keeps a gateway's payment in suspense."""
    return f"gateway/{gateway}/payment/{payment}/suspended"


def deposit_captured(
    deposit_id: UUID, merchant_id: UUID, paid: Money, credited: Money, charge: Money,
    *, gateway: str, payment: str, at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """The gateway collected it: it is pending for the merchant, and the gateway keeps its charge.

    Foreign money goes to our position, and rupees out of it to the merchant.
    """
    return Posting(
        kind="deposit_captured",
        key=captured_key(deposit_id),
        transfers=(
            *_credit(collected(gateway, paid.currency), merchant_id, paid, credited),
            *_charge(gateway, charge),
        ),
        at=at,
        actor=actor,
        metadata={"deposit": str(deposit_id), "payment": payment},
    )


def payment_suspended(
    paid: Money, charge: Money, *, gateway: str, payment: str, at: datetime, actor: Actor
) -> Posting:
    """The gateway collected money that fits no deposit: kept until somebody says whose it is."""
    return Posting(
        kind="payment_suspended",
        key=suspended_key(gateway, payment),
        transfers=(
            Transfer(collected(gateway, paid.currency), suspense(paid.currency), paid),
            *_charge(gateway, charge),
        ),
        at=at,
        actor=actor,
        metadata={"payment": payment},
    )


def payment_assigned(
    deposit_id: UUID, merchant_id: UUID, paid: Money, credited: Money,
    *, payment: str, at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """Two operators found out whose it is: it is pending for that merchant, as if it had fitted."""
    return Posting(
        kind="payment_assigned",
        key=captured_key(deposit_id),
        transfers=_credit(suspense(paid.currency), merchant_id, paid, credited),
        at=at,
        actor=actor,
        metadata={"deposit": str(deposit_id), "payment": payment},
    )


def deposit_cleared(
    deposit_id: UUID, merchant_id: UUID, net: Money, fee: Money, tax: Money,
    *, at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """It cannot be taken back quietly any more: it is available, less the fee and its tax."""
    source = pending(merchant_id)
    shares = ((available(merchant_id), net), (FEES, fee), (TAX, tax))
    return Posting(
        kind="deposit_cleared",
        key=cleared_key(deposit_id),
        transfers=tuple(Transfer(source, target, share) for target, share in shares if share),
        at=at,
        actor=actor,
        metadata={"deposit": str(deposit_id)},
    )


def _credit(source: str, merchant_id: UUID, paid: Money, credited: Money) -> tuple[Transfer, ...]:
    if paid.currency == "INR":
        return (Transfer(source, pending(merchant_id), paid),)
    return (
        Transfer(source, position(paid.currency), paid),
        Transfer(position("INR"), pending(merchant_id), credited),
    )


def _charge(gateway: str, charge: Money) -> tuple[Transfer, ...]:
    if not charge:
        return ()
    return (Transfer(costs(charge.currency), collected(gateway, charge.currency), charge),)

"""How money comes in through a payment gateway and goes back, as balanced postings. Pure.

``paid`` is what the gateway collected, in its currency; ``credited`` is what the merchant gets for
it, in rupees. Foreign money is ours from the capture on, and the rupees come out of our position;
it goes back the way it came, the rupees into our position, at the rate it came at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.deposits.places import (
    FEES,
    TAX,
    available,
    collected,
    costs,
    held,
    losses,
    pending,
    position,
    receivable,
    suspense,
)
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money
from adulis.ledger.values import Posting, Transfer


def captured_key(deposit_id: UUID) -> str:
    """Of the entry that credits a deposit, whichever way: there is one."""
    return f"deposit/{deposit_id}/captured"


def cleared_key(deposit_id: UUID) -> str:
    return f"deposit/{deposit_id}/cleared"


def keys_of_going_back(kind: str, part: UUID) -> list[str]:
    """Under which keys a ``refund`` or a ``chargeback`` of a deposit can have moved money."""
    return [f"{kind}/{part}/{how}" for how in _GOING_BACK[kind]]


_GOING_BACK = {
    "refund": ("held", "processed", "released", "recovered", "written_off"),
    "chargeback": ("opened", "won", "written_off"),
}


def suspended_key(gateway: str, payment: str) -> str:
    """Of the entry that keeps a gateway's payment in suspense."""
    return f"gateway/{gateway}/payment/{payment}/suspended"


def deposit_captured(
    deposit_id: UUID, merchant_id: UUID, paid: Money, credited: Money, charge: Money,
    *, gateway: str, payment: str, at: datetime, actor: Actor, memo: str = "",
    told: Mapping[str, Any] | None = None,
) -> Posting:  # fmt: skip
    """The gateway collected it: it is pending for the merchant, and the gateway keeps its charge.

    Foreign money goes to our position, and rupees out of it to the merchant. ``told``: what the
    statement says of it beside (``policies.told_of``).
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
        memo=memo,
        metadata={"deposit_id": str(deposit_id), "payment": payment, **(told or {})},
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
    *, payment: str, at: datetime, actor: Actor, memo: str = "",
    told: Mapping[str, Any] | None = None,
) -> Posting:  # fmt: skip
    """Two operators found out whose it is: it is pending for that merchant, as if it had fitted."""
    return Posting(
        kind="payment_assigned",
        key=captured_key(deposit_id),
        transfers=_credit(suspense(paid.currency), merchant_id, paid, credited),
        at=at,
        actor=actor,
        memo=memo,
        metadata={"deposit_id": str(deposit_id), "payment": payment, **(told or {})},
    )


def deposit_cleared(
    deposit_id: UUID, merchant_id: UUID, net: Money, fee: Money, tax: Money,
    *, at: datetime, actor: Actor, memo: str = "", told: Mapping[str, Any] | None = None,
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
        memo=memo,
        metadata={"deposit_id": str(deposit_id), **(told or {})},
    )


# --- going back -----------------------------------------------------------------------------------


def refund_held(
    refund_id: UUID, merchant_id: UUID, of_pending: Money, of_available: Money,
    *, at: datetime, actor: Actor, deposit_id: UUID | None = None,
) -> Posting:  # fmt: skip
    """A merchant gives money back: it is set aside, of what is not cleared yet first."""
    place = held(merchant_id)
    shares = ((pending(merchant_id), of_pending), (available(merchant_id), of_available))
    return _posting(
        "refund_held",
        f"refund/{refund_id}/held",
        [Transfer(source, place, share) for source, share in shares if share],
        at,
        actor,
        refund_id=refund_id,
        deposit_id=deposit_id,
    )


def refund_processed(
    refund_id: UUID, merchant_id: UUID, amount: Money, paid: Money,
    *, gateway: str, at: datetime, actor: Actor, deposit_id: UUID | None = None,
) -> Posting:  # fmt: skip
    """The gateway gave it back to its source: what was set aside is what it owes us less."""
    return _posting(
        "refund_processed",
        f"refund/{refund_id}/processed",
        _to_gateway([(held(merchant_id), amount)], paid, gateway),
        at,
        actor,
        refund_id=refund_id,
        deposit_id=deposit_id,
    )


def refund_released(
    refund_id: UUID, merchant_id: UUID, to_pending: Money, to_available: Money,
    *, at: datetime, actor: Actor, deposit_id: UUID | None = None,
) -> Posting:  # fmt: skip
    """The gateway could not give it back: the merchant has it again, where it would be by now."""
    place = held(merchant_id)
    shares = ((pending(merchant_id), to_pending), (available(merchant_id), to_available))
    return _posting(
        "refund_released",
        f"refund/{refund_id}/released",
        [Transfer(place, target, share) for target, share in shares if share],
        at,
        actor,
        refund_id=refund_id,
        deposit_id=deposit_id,
    )


def refund_recovered(
    refund_id: UUID, merchant_id: UUID, of_pending: Money, of_available: Money, owed: Money,
    paid: Money, *, gateway: str, at: datetime, actor: Actor, deposit_id: UUID | None = None,
) -> Posting:  # fmt: skip
    """The gateway gave back what its merchant had again, and the merchant bears it: of what the
    deposit has pending, then of what is available, and the rest is owed to us.
    """
    shares = [
        (pending(merchant_id), of_pending),
        (available(merchant_id), of_available),
        (receivable(merchant_id), owed),
    ]
    return _posting(
        "refund_recovered",
        f"refund/{refund_id}/recovered",
        _to_gateway(shares, paid, gateway),
        at,
        actor,
        refund_id=refund_id,
        deposit_id=deposit_id,
    )


def refund_written_off(
    refund_id: UUID, amount: Money, paid: Money,
    *, gateway: str, at: datetime, actor: Actor, deposit_id: UUID | None = None,
) -> Posting:  # fmt: skip
    """The gateway gave back what its merchant had again, and we bear it.

    ``amount`` is in the currency of ``paid`` where it was nobody's yet, else in rupees.
    """
    share = (losses(amount.currency), amount)
    if amount.currency == paid.currency:
        moves = [Transfer(share[0], collected(gateway, paid.currency), paid)]
    else:
        moves = _to_gateway([share], paid, gateway)
    return _posting(
        "refund_written_off",
        f"refund/{refund_id}/written_off",
        moves,
        at,
        actor,
        refund_id=refund_id,
        deposit_id=deposit_id,
    )


def payment_returned(
    payment_id: UUID, paid: Money, *, gateway: str, at: datetime, actor: Actor
) -> Posting:
    """The gateway gave back to its source what was in suspense, as two operators decided."""
    return _posting(
        "payment_returned",
        f"payment/{payment_id}/returned",
        [Transfer(suspense(paid.currency), collected(gateway, paid.currency), paid)],
        at,
        actor,
        payment_id=payment_id,
    )


def chargeback_opened(
    chargeback_id: UUID, merchant_id: UUID, of_pending: Money, of_available: Money, owed: Money,
    paid: Money, fee: Money,
    *, gateway: str, at: datetime, actor: Actor, deposit_id: UUID | None = None,
) -> Posting:  # fmt: skip
    """The payer's bank took a payment back: of what the deposit has pending, then of what the
    merchant has available, and the rest is owed to us. What the gateway charges for it is our cost.
    """
    shares = [
        (pending(merchant_id), of_pending),
        (available(merchant_id), of_available),
        (receivable(merchant_id), owed),
    ]
    return _posting(
        "chargeback_opened",
        f"chargeback/{chargeback_id}/opened",
        [*_to_gateway(shares, paid, gateway), *_charge(gateway, fee)],
        at,
        actor,
        chargeback_id=chargeback_id,
        deposit_id=deposit_id,
    )


def chargeback_won(
    chargeback_id: UUID, merchant_id: UUID, to_losses: Money, to_pending: Money,
    to_available: Money, paid: Money,
    *, gateway: str, at: datetime, actor: Actor, deposit_id: UUID | None = None,
) -> Posting:  # fmt: skip
    """The payer's bank gave it back: to us, where we bore it, and the rest to the merchant."""
    shares = [
        (losses("INR"), to_losses),
        (pending(merchant_id), to_pending),
        (available(merchant_id), to_available),
    ]
    return _posting(
        "chargeback_won",
        f"chargeback/{chargeback_id}/won",
        _from_gateway(shares, paid, gateway),
        at,
        actor,
        chargeback_id=chargeback_id,
        deposit_id=deposit_id,
    )


def chargeback_written_off(
    chargeback_id: UUID, merchant_id: UUID, owed: Money,
    *, at: datetime, actor: Actor, deposit_id: UUID | None = None,
) -> Posting:  # fmt: skip
    """Two operators decided that we bear what a merchant owes for a chargeback."""
    return _posting(
        "chargeback_written_off",
        f"chargeback/{chargeback_id}/written_off",
        [Transfer(losses("INR"), receivable(merchant_id), owed)],
        at,
        actor,
        chargeback_id=chargeback_id,
        deposit_id=deposit_id,
    )


def suspense_charged_back(
    chargeback_id: UUID, paid: Money, fee: Money, *, gateway: str, at: datetime, actor: Actor
) -> Posting:
    """The payer's bank took back what was in suspense: it was nobody's, and nobody bears it."""
    taken = Transfer(suspense(paid.currency), collected(gateway, paid.currency), paid)
    return _posting(
        "suspense_charged_back",
        f"chargeback/{chargeback_id}/taken",
        [taken, *_charge(gateway, fee)],
        at,
        actor,
        chargeback_id=chargeback_id,
    )


def suspense_regained(
    chargeback_id: UUID, paid: Money, *, gateway: str, at: datetime, actor: Actor
) -> Posting:
    """The payer's bank gave that back: it waits in suspense again."""
    back = Transfer(collected(gateway, paid.currency), suspense(paid.currency), paid)
    return _posting(
        "suspense_regained",
        f"chargeback/{chargeback_id}/regained",
        [back],
        at,
        actor,
        chargeback_id=chargeback_id,
    )


def gateway_charged(
    line_id: UUID, charge: Money, *, gateway: str, at: datetime, actor: Actor
) -> Posting:
    """A settlement report shows what the gateway kept for its work: our cost."""
    return _posting(
        "gateway_charged", f"settlement/{line_id}/charged", _charge(gateway, charge), at, actor,
        line_id=line_id,
    )  # fmt: skip


def _to_gateway(shares: Sequence[tuple[str, Money]], paid: Money, gateway: str) -> list[Transfer]:
    """``shares`` leave where they are, and ``paid`` leaves what the gateway owes us."""
    target = collected(gateway, paid.currency)
    if paid.currency == "INR":
        return [Transfer(place, target, share) for place, share in shares if share]
    rupees_back = [Transfer(place, position("INR"), share) for place, share in shares if share]
    return [*rupees_back, Transfer(position(paid.currency), target, paid)]


def _from_gateway(shares: Sequence[tuple[str, Money]], paid: Money, gateway: str) -> list[Transfer]:
    """The same the other way."""
    source = collected(gateway, paid.currency)
    if paid.currency == "INR":
        return [Transfer(source, place, share) for place, share in shares if share]
    rupees_again = [Transfer(position("INR"), place, share) for place, share in shares if share]
    return [Transfer(source, position(paid.currency), paid), *rupees_again]


# --- what they have in common ---------------------------------------------------------------------


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


def _posting(
    kind: str, key: str, transfers: Sequence[Transfer], at: datetime, actor: Actor,
    **about: UUID | None,
) -> Posting:  # fmt: skip
    # Each happens at most once: the key says so.
    return Posting(
        kind=kind,
        key=key,
        transfers=tuple(transfers),
        at=at,
        actor=actor,
        metadata={name: str(value) for name, value in about.items() if value is not None},
    )

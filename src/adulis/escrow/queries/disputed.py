"""What disputes have of milestones: for the room above, which knows who may ask."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from adulis.escrow import dividing
from adulis.escrow.division import Division
from adulis.escrow.errors import AmountNotLeft, LockNotFound
from adulis.escrow.models import Hold, Lock
from adulis.escrow.values import HELD_UP_BY, LockState
from adulis.kernel.money import Money, rupees


def locked_for(dispute_ids: Collection[UUID]) -> dict[UUID, Money]:
    """What is locked for each of these disputes now; nothing for one that is over."""
    rows = Lock.objects.filter(id__in=dispute_ids, state=LockState.OPEN)
    found = {each.id: rupees(each.left_minor) for each in rows}
    return {each: found.get(each, rupees(0)) for each in dispute_ids}


def preview_disputed_for_operator(
    dispute_id: UUID, *, to_seller: Money, to_buyer: Money
) -> Division:
    """Who would get what if what is locked were divided so, now, to the paisa.

    By the very reckoning that does it. Raises LockNotFound, AmountNotLeft.
    """
    lock = Lock.objects.select_related("milestone").filter(id=dispute_id).first()
    if lock is None or lock.state != LockState.OPEN:
        raise LockNotFound
    locked = rupees(lock.left_minor)
    if to_seller + to_buyer != locked or min(to_seller, to_buyer) < rupees(0):
        raise AmountNotLeft(pointer="/to_seller_paise", left_paise=locked.minor)
    return dividing.divided(lock.milestone, to_seller=to_seller, to_buyer=to_buyer, lock=lock)


def held_up(dispute_ids: Collection[UUID]) -> set[UUID]:
    """Those of these disputes of whose money nothing can be divided now, whoever agreed to it."""
    held = Hold.objects.filter(kind__in=HELD_UP_BY, ended_at=None)
    rows = Lock.objects.filter(id__in=dispute_ids, milestone_id__in=held.values("milestone_id"))
    return set(rows.values_list("id", flat=True))

"""A dispute as policies see it, from its rows: under a lock, or as they are shown."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from adulis.disputes import policies
from adulis.disputes.machine import DisputeState
from adulis.disputes.policies import Look
from adulis.escrow.values import Side

if TYPE_CHECKING:
    from adulis.disputes.models import Dispute, Offer, Ruling


def look_of(
    row: Dispute,
    side: Side,
    ruling: Ruling | None,
    offer: Offer | None,
    *,
    is_asked: bool,
    now: datetime,
) -> Look:
    """``ruling``: the last one. ``offer``: the open one. ``is_asked``: a second person is."""
    less: frozenset[Side] = frozenset()
    if ruling is not None:
        less = policies.got_less(
            row.claims, to_seller=ruling.to_seller_minor, to_buyer=ruling.to_buyer_minor
        )
    by_side = row.escalated_by in {Side.BUYER, Side.SELLER}
    return Look(
        side=side,
        state=DisputeState(row.state),
        opened_by=Side(row.opened_by_side),
        turn=Side(row.turn) if row.turn else None,
        offer_by=None if offer is None else Side(offer.by_side),
        escalation_by=Side(row.escalated_by) if by_side else None,
        was_appealed=row.appealed_at is not None,
        accepted_by=row.accepted_by,
        got_less=less,
        appeal_until=row.appeal_until,
        is_asked=is_asked,
        now=now,
    )

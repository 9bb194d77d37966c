"""Taking a payout's row before deciding about it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from adulis.payouts.errors import PayoutNotFound
from adulis.payouts.models import Payout


def locked_payout(merchant_id: UUID, payout_id: UUID) -> Payout:
    """One payout of this merchant, locked until the transaction ends. Raises PayoutNotFound."""
    payout = (
        Payout.objects.select_for_update(no_key=True)
        .filter(id=payout_id, merchant_id=merchant_id)
        .first()
    )
    if payout is None:
        raise PayoutNotFound
    return payout


def locked_payouts(payout_ids: Iterable[UUID]) -> dict[UUID, Payout]:
    """Many payouts, locked in the order of their ids: two batches never wait in a circle."""
    rows = (
        Payout.objects.select_for_update(no_key=True, of=("self",))
        .filter(id__in=list(payout_ids))
        .order_by("id")
    )
    return {row.id: row for row in rows}

"""The questions about transfers, each scoped by the merchant it is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from adulis.approvals import queries as approvals
from adulis.identity import queries as identity
from adulis.kernel import db
from adulis.kernel.money import Money, rupees
from adulis.limits.values import LimitKind
from adulis.transfers.errors import RecipientNotFound, TransferNotFound
from adulis.transfers.machine import TransferState
from adulis.transfers.models import Transfer, TransferSettings
from adulis.transfers.policies import may_receive
from adulis.wallets import queries as wallets
from adulis.wallets.errors import VirtualAccountUnknown

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
OUT, IN = "out", "in"


def receiver_of(to: str) -> UUID | None:
    """Who is meant by an id or an account number, spaces and case aside; None: nobody."""
    if _UUID.fullmatch(to):
        return UUID(to)
    try:
        return wallets.merchant_behind(to.replace(" ", "").upper())
    except VirtualAccountUnknown:
        return None


def recipient_name(to: str) -> str:
    """Whose account it is, for the sender to confirm. Raises RecipientNotFound."""
    receiver_id = receiver_of(to)
    if receiver_id is None:
        raise RecipientNotFound
    standing = identity.standings([receiver_id]).get(receiver_id)
    if standing is None or not may_receive(standing):
        raise RecipientNotFound
    return standing.name


def transfers_of(merchant_id: UUID, direction: str) -> QuerySet[Transfer]:
    """One direction, newest first. Of what others asked for only what has arrived is shown."""
    if direction == OUT:
        return Transfer.objects.filter(sender_id=merchant_id).order_by("-id")
    arrived = Transfer.objects.filter(receiver_id=merchant_id, state=TransferState.COMPLETED)
    return arrived.order_by("-id")


def newest_of(rows: Sequence[QuerySet[Transfer]], *, limit: int) -> list[Transfer]:
    """The newest of several lists: each is read along its own index, and no further than needed."""
    found = [each for some in rows for each in some[:limit]]
    return sorted(found, key=lambda each: each.id, reverse=True)[:limit]


def transfer_of(merchant_id: UUID, transfer_id: UUID) -> Transfer:
    """One transfer that this merchant sent or received. Raises TransferNotFound."""
    mine = Q(sender_id=merchant_id)
    arrived = Q(receiver_id=merchant_id, state=TransferState.COMPLETED)
    found = Transfer.objects.filter(mine | arrived, id=transfer_id).first()
    if found is None:
        raise TransferNotFound
    return found


def names_of(transfers: Sequence[Transfer]) -> dict[UUID, str]:
    """What both sides of these transfers are called, in one query."""
    asked = {each.sender_id for each in transfers} | {each.receiver_id for each in transfers}
    return {each: standing.name for each, standing in identity.standings(asked).items()}


def waiting_until(transfers: Sequence[Transfer]) -> dict[UUID, datetime | None]:
    """Until when those that wait for an owner may be approved."""
    waiting = [each.id for each in transfers if each.state == TransferState.AWAITING_APPROVAL]
    if not waiting:
        return {}
    until = approvals.expiry_of([f"transfer/{each}" for each in waiting])
    return {each: until.get(f"transfer/{each}") for each in waiting}


_MOVED = {
    LimitKind.TRANSFER_OUT: "sender_id",
    LimitKind.TRANSFER_IN: "receiver_id",
}


def moved_since(merchant_id: UUID, kind: LimitKind, start: datetime) -> Money:
    """What a merchant has sent (or received) since ``start``, as its limits count it."""
    minor = db.fetch_value(
        "SELECT coalesce(sum(amount_minor), 0)::bigint FROM transfers_transfer"  # noqa: S608
        f" WHERE {_MOVED[kind]} = %s AND state = 'completed' AND finished_at >= %s",
        [merchant_id, start],
    )
    return rupees(minor)


def approval_threshold(merchant_id: UUID) -> Money | None:
    """Above which amount a transfer waits for another owner; None: none does."""
    settings = TransferSettings.objects.filter(merchant_id=merchant_id).first()
    above = None if settings is None else settings.approval_above_minor
    return None if above is None else rupees(above)

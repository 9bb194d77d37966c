"""Disputes as operators see them: what waits for a ruling, and all that there is about one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from adulis.disputes.errors import DisputeNotFound, ProofNotFound
from adulis.disputes.machine import JUDGED
from adulis.disputes.models import Dispute, Offer, Proof, Ruling
from adulis.disputes.queries.rows import live_among
from adulis.disputes.queries.seen import ProofSeen, proofs_in
from adulis.escrow import queries as escrow
from adulis.escrow.values import Side
from adulis.files import queries as files
from adulis.files.values import Link
from adulis.identity import queries as identity
from adulis.identity.values import Caller
from adulis.kernel.money import Money
from adulis.timers import queries as timers

if TYPE_CHECKING:
    from adulis.escrow.division import Division


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything about one dispute that whoever rules reads."""

    row: Dispute
    names: dict[Side, str]
    locked: Money
    offers: list[Offer]
    proofs: list[ProofSeen]
    rulings: list[Ruling]
    due_at: datetime | None
    is_held_up: bool


def for_operators() -> QuerySet[Dispute]:
    """Every dispute, whatever became of it, the one that waits longest first."""
    return Dispute.objects.select_related("milestone").order_by("entered_at", "id")


def live_for_operators() -> QuerySet[Dispute]:
    """Those that are not over."""
    return live_among(for_operators())


def judged_for_operators() -> QuerySet[Dispute]:
    """Those that wait for a ruling: the queue."""
    return for_operators().filter(state__in=JUDGED)


def sheet_for_operator(dispute_id: UUID) -> Sheet:
    """Raises DisputeNotFound."""
    row = for_operators().filter(id=dispute_id).first()
    if row is None:
        raise DisputeNotFound
    names = identity.standings({row.buyer_id, row.seller_id})
    due = timers.next_of(row.subject)
    return Sheet(
        row=row,
        names={Side.BUYER: names[row.buyer_id].name, Side.SELLER: names[row.seller_id].name},
        locked=escrow.locked_for([row.id])[row.id],
        offers=list(Offer.objects.filter(dispute=row).order_by("number")),
        proofs=proofs_in(row),
        rulings=list(Ruling.objects.filter(dispute=row).order_by("number")),
        due_at=None if due is None else due.due_at,
        is_held_up=bool(escrow.held_up([row.id])),
    )


def preview_for_operator(dispute_id: UUID, *, to_seller: Money, to_buyer: Money) -> Division:
    """Who would get what, now. Raises LockNotFound, AmountNotLeft."""
    return escrow.preview_disputed_for_operator(dispute_id, to_seller=to_seller, to_buyer=to_buyer)


def file_link_for_operator(
    operator: Caller, dispute_id: UUID, file_id: UUID, *, at: datetime
) -> Link:
    """A link to a file that one of the sides brought. Raises DisputeNotFound, ProofNotFound."""
    row = for_operators().filter(id=dispute_id).first()
    if row is None:
        raise DisputeNotFound
    proof = Proof.objects.filter(dispute=row, file_id=file_id).first()
    if proof is None:
        raise ProofNotFound
    owner = row.buyer_id if proof.by_side == Side.BUYER else row.seller_id
    found = files.files_of(owner, [file_id]).get(file_id)
    if found is None:
        raise ProofNotFound
    return files.link_to(found, reader=operator.actor, at=at)

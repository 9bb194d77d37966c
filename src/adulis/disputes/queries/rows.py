"""Which disputes there are, and what was said in them, asked by one of the two sides."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from adulis.disputes.errors import DisputeNotFound, OfferNotFound, ProofNotFound
from adulis.disputes.machine import DISPUTE
from adulis.disputes.models import Dispute, Offer, Proof, Ruling
from adulis.escrow import queries as escrow
from adulis.files import queries as files
from adulis.files.values import Link
from adulis.identity.values import Caller, Viewer
from adulis.kernel.money import Money

if TYPE_CHECKING:
    from adulis.escrow.division import Division


def disputes_of(viewer: Viewer) -> QuerySet[Dispute]:
    """Those the viewer's merchant is a side of, newest first."""
    mine = Q(buyer_id=viewer.merchant_id) | Q(seller_id=viewer.merchant_id)
    return Dispute.objects.filter(mine).select_related("milestone").order_by("-id")


def dispute_of(viewer: Viewer, dispute_id: UUID) -> Dispute:
    """One of them. Raises DisputeNotFound."""
    found = disputes_of(viewer).filter(id=dispute_id).first()
    if found is None:
        raise DisputeNotFound
    return found


def live_among(rows: QuerySet[Dispute]) -> QuerySet[Dispute]:
    """Those of ``rows`` that are not over."""
    return rows.exclude(state__in=DISPUTE.terminal)


def live_about(viewer: Viewer, milestone_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """The dispute about each of these milestones that is not over, where there is one."""
    rows = live_among(disputes_of(viewer)).filter(milestone_id__in=milestone_ids)
    return dict(rows.values_list("milestone_id", "id"))


def about_deals(viewer: Viewer, deal_ids: Collection[UUID]) -> dict[UUID, list[Dispute]]:
    """The viewer's disputes about each of these deals, newest first; also those that are over."""
    found: dict[UUID, list[Dispute]] = {each: [] for each in deal_ids}
    asked = Q(about__in=[])
    for each in deal_ids:
        # After a default there may be a second agreement: deal/<id>/2.
        asked |= Q(about=f"deal/{each}") | Q(about__startswith=f"deal/{each}/")
    for row in disputes_of(viewer).filter(asked):
        found[UUID(row.about.split("/")[1])].append(row)
    return found


def offers_of(viewer: Viewer, dispute_id: UUID) -> list[Offer]:
    """Every offer, the first one first. Raises DisputeNotFound."""
    return list(Offer.objects.filter(dispute=dispute_of(viewer, dispute_id)).order_by("number"))


def offer_of(viewer: Viewer, dispute_id: UUID, offer_id: UUID) -> Offer:
    """One of them. Raises DisputeNotFound, OfferNotFound."""
    dispute = dispute_of(viewer, dispute_id)
    found = Offer.objects.filter(dispute=dispute, id=offer_id).first()
    if found is None:
        raise OfferNotFound
    return found


def rulings_of(viewer: Viewer, dispute_id: UUID) -> list[Ruling]:
    """What was ruled, and on appeal. Raises DisputeNotFound."""
    return list(Ruling.objects.filter(dispute=dispute_of(viewer, dispute_id)).order_by("number"))


def preview_of(viewer: Viewer, dispute_id: UUID, *, to_seller: Money, to_buyer: Money) -> Division:
    """Who would get what, now. Raises DisputeNotFound, LockNotFound, AmountNotLeft."""
    row = dispute_of(viewer, dispute_id)
    return escrow.preview_disputed_for_operator(row.id, to_seller=to_seller, to_buyer=to_buyer)


def file_link(viewer: Viewer, dispute_id: UUID, file_id: UUID, *, at: datetime) -> Link:
    """A link to a file that one of the sides brought, for whoever asks and nobody else.

    Raises DisputeNotFound, ProofNotFound.
    """
    row = dispute_of(viewer, dispute_id)
    proof = Proof.objects.filter(dispute=row, file_id=file_id).first()
    if proof is None:
        raise ProofNotFound
    owner = row.buyer_id if proof.by_side == "buyer" else row.seller_id
    found = files.files_of(owner, [file_id]).get(file_id)
    if found is None:
        raise ProofNotFound
    return files.link_to(found, reader=viewer.actor, at=at)


def may_open(caller: Caller, file_id: UUID) -> bool:
    """Whether a file was brought in a dispute of a merchant that the caller belongs to."""
    mine = list(caller.memberships)
    brought = Proof.objects.filter(file_id=file_id)
    return brought.filter(Q(dispute__buyer_id__in=mine) | Q(dispute__seller_id__in=mine)).exists()

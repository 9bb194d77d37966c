"""A dispute, locked, as one of its two sides or an operator finds it.

Locks are taken in one order: the dispute, its deal, its agreement, its milestone, accounts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from adulis.approvals import queries as approvals
from adulis.disputes import looks
from adulis.disputes.errors import DisputeNotFound
from adulis.disputes.machine import DisputeState, OfferState
from adulis.disputes.models import Dispute, Offer, Ruling
from adulis.disputes.policies import Look
from adulis.escrow import queries as escrow
from adulis.escrow.values import Side
from adulis.kernel import db
from adulis.kernel.money import Money


@dataclass(slots=True)
class Scene:
    """The row under its lock, and the time read after it. ``side`` None: neither side acts."""

    dispute: Dispute
    side: Side | None
    now: datetime

    @property
    def subject(self) -> str:
        return self.dispute.subject

    @property
    def state(self) -> DisputeState:
        return DisputeState(self.dispute.state)

    @property
    def locked(self) -> Money:
        """What is locked of it now: less than at first when the buyer's bank took some."""
        return escrow.locked_for([self.dispute.id])[self.dispute.id]

    def merchant_of(self, side: Side) -> UUID:
        return self.dispute.buyer_id if side is Side.BUYER else self.dispute.seller_id

    def acting(self) -> Side:
        """Whose move it is, where one of the two sides makes it."""
        if self.side is None:
            raise DisputeNotFound
        return self.side


def side_of(dispute: Dispute, merchant_id: UUID) -> Side | None:
    """Which side a merchant is on; None: neither."""
    if merchant_id == dispute.buyer_id:
        return Side.BUYER
    return Side.SELLER if merchant_id == dispute.seller_id else None


def locked_dispute(dispute_id: UUID, *, merchant_id: UUID | None) -> Scene:
    """For one of the two sides; ``merchant_id`` None: for neither.

    Raises DisputeNotFound, also for whom it is no business of.
    """
    dispute = Dispute.objects.select_for_update(no_key=True).filter(id=dispute_id).first()
    side = None if dispute is None or merchant_id is None else side_of(dispute, merchant_id)
    if dispute is None or (merchant_id is not None and side is None):
        raise DisputeNotFound
    return Scene(dispute, side, db.clock())


def open_offer(dispute: Dispute) -> Offer | None:
    return Offer.objects.filter(dispute=dispute, state=OfferState.OPEN).first()


def last_ruling(dispute: Dispute) -> Ruling | None:
    return Ruling.objects.filter(dispute=dispute).order_by("-number").first()


def look_at(scene: Scene) -> Look:
    """The dispute as policies see it, for the side that acts."""
    row, ruling, offer = scene.dispute, last_ruling(scene.dispute), open_offer(scene.dispute)
    return looks.look_of(
        row, scene.acting(), ruling, offer,
        is_asked=bool(approvals.waiting_subjects([row.subject])), now=scene.now,
    )  # fmt: skip

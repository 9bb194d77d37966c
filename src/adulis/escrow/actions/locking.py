"""A milestone with its agreement, locked in the one order: agreement, milestones, accounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from adulis.escrow.dividing import charges_of
from adulis.escrow.division import Charges
from adulis.escrow.errors import AgreementNotFound, AgreementOver, MilestoneNotFound
from adulis.escrow.machine import AgreementState, MilestoneState
from adulis.escrow.models import Agreement, Milestone
from adulis.escrow.values import Side
from adulis.kernel import db
from adulis.kernel.money import Money, rupees


@dataclass(slots=True)
class Scene:
    """One milestone under its locks, and the time read after them.

    ``side``: whose move it is; None where neither side makes it.
    """

    agreement: Agreement
    milestone: Milestone
    side: Side | None
    now: datetime

    @property
    def subject(self) -> str:
        return f"milestone/{self.milestone.id}"

    @property
    def state(self) -> MilestoneState:
        return MilestoneState(self.milestone.state)

    @property
    def left(self) -> Money:
        return rupees(self.milestone.left_minor)

    @property
    def charges(self) -> Charges:
        return charges_of(self.milestone)

    def merchant_of(self, side: Side) -> UUID:
        return merchant_of(self.agreement, side)


@dataclass(slots=True)
class Whole:
    """An agreement with all its milestones, in order, under their locks."""

    agreement: Agreement
    milestones: list[Milestone]
    side: Side | None
    now: datetime

    def scenes(self) -> Iterable[Scene]:
        for each in self.milestones:
            yield Scene(self.agreement, each, self.side, self.now)


def merchant_of(agreement: Agreement, side: Side) -> UUID:
    return agreement.buyer_id if side is Side.BUYER else agreement.seller_id


def side_of(agreement: Agreement, merchant_id: UUID) -> Side | None:
    """Which side a merchant is on; None: neither."""
    if merchant_id == agreement.buyer_id:
        return Side.BUYER
    return Side.SELLER if merchant_id == agreement.seller_id else None


def locked_scene(milestone_id: UUID, *, merchant_id: UUID | None) -> Scene:
    """The milestone, for one of its two sides; ``merchant_id`` None: for neither of them.

    Raises MilestoneNotFound, also for whom it is no business of.
    """
    agreement_id = (
        Milestone.objects.filter(id=milestone_id).values_list("agreement_id", flat=True).first()
    )
    if agreement_id is None:
        raise MilestoneNotFound
    agreement = Agreement.objects.select_for_update(no_key=True).get(id=agreement_id)
    side = None if merchant_id is None else side_of(agreement, merchant_id)
    if merchant_id is not None and side is None:
        raise MilestoneNotFound
    milestone = Milestone.objects.select_for_update(no_key=True).get(id=milestone_id)
    return Scene(agreement, milestone, side, db.clock())


def locked_whole(agreement_id: UUID, *, merchant_id: UUID | None) -> Whole:
    """The agreement with all its milestones. Raises AgreementNotFound."""
    agreement = Agreement.objects.select_for_update(no_key=True).filter(id=agreement_id).first()
    side = None if agreement is None or merchant_id is None else side_of(agreement, merchant_id)
    if agreement is None or (merchant_id is not None and side is None):
        raise AgreementNotFound
    rows = Milestone.objects.select_for_update(no_key=True).filter(agreement=agreement)
    return Whole(agreement, list(rows.order_by("position")), side, db.clock())


def require_active(agreement: Agreement) -> None:
    """Raises AgreementOver."""
    if agreement.state != AgreementState.ACTIVE:
        raise AgreementOver(state=agreement.state)

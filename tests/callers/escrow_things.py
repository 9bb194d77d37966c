"""One of everything a merchant can have in escrow: as a buyer, and as a seller."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from adulis.escrow import actions
from adulis.escrow.models import Agreement, Proposal
from adulis.escrow.values import Evidence, PlannedMilestone, Side
from adulis.identity.models import Membership
from adulis.identity.values import MemberRole
from adulis.kernel import db
from adulis.kernel.money import rupees
from tests.escrowing import DAY, Deal, a_deal, a_file, act
from tests.world import Shop, a_shop

PAISE = 10_000
SIGNALS = {"any": [{"type": "buyer_approves"}, {"type": "signal", "name": "arrived"}]}


def escrow_things(shop: Shop, note: str) -> dict[str, Any]:
    """By the names they have in paths, or are looked up by where the path names another kind."""
    return {**_as_buyer(shop, note), **_as_seller(shop, note)}


def _as_buyer(shop: Shop, note: str) -> dict[str, Any]:
    """A planned one, one that is looked at, and one that is long overdue."""
    seller = a_shop("Supplier")
    overdue = db.clock() - 10 * DAY
    deal = a_deal(
        buyer=shop,
        seller=seller,
        milestones=[
            _part(note, conditions=SIGNALS),
            _part(note),
            _part(note, deliver_by=overdue),
        ],
    )
    for position in (2, 3):
        deal.fund(position)
    deal.submit(2, note=note)
    return {
        "agreement_id": deal.agreement_id,
        "milestone_id": deal.id(1),
        "submitted_milestone_id": deal.id(2),
        "overdue_milestone_id": deal.id(3),
        "proposal_id": deal.propose(seller, PAISE, 0, 2).id,
        "own_proposal_id": deal.propose(shop, 0, PAISE, 3).id,
        "cancellation_id": _cancellation(seller, deal, note),
        "supplier_id": seller.id,
    }


def _as_seller(shop: Shop, note: str) -> dict[str, Any]:
    """One to be handed in, and one that was, with a file."""
    deal = a_deal(
        buyer=a_shop("Customer", paise=2 * PAISE), seller=shop,
        milestones=[_part(note), _part(note)],
    )  # fmt: skip
    for position in (1, 2):
        deal.fund(position)
    file_id = a_file(shop, note)
    deal.submit(2, Evidence(file_id=file_id), note=note)
    return {
        "selling_agreement_id": deal.agreement_id,
        "selling_milestone_id": deal.id(1),
        "delivered_milestone_id": deal.id(2),
        "delivered_file_id": file_id,
        "own_cancellation_id": _cancellation(shop, deal, note),
    }


def withdraw_cancellation(agreement_id: UUID, proposal_id: UUID) -> None:
    """Whoever proposed it takes it back, so that it can be proposed anew."""
    agreement = Agreement.objects.get(id=agreement_id)
    proposal = Proposal.objects.get(id=proposal_id)
    merchant_id = agreement.buyer_id if proposal.by_side == Side.BUYER else agreement.seller_id
    owner = Membership.objects.get(merchant_id=merchant_id, role=MemberRole.OWNER)
    shop = Shop(merchant_id, "", owner.user_id, "")
    act(actions.withdraw_cancellation, shop, agreement_id=agreement_id, proposal_id=proposal_id)


def _part(note: str, **more: Any) -> PlannedMilestone:
    return PlannedMilestone(title=note, amount=rupees(PAISE), description=note, **more)


def _cancellation(by: Shop, deal: Deal, note: str) -> UUID:
    made: UUID = act(actions.propose_cancellation, by, agreement_id=deal.agreement_id, note=note).id
    return made

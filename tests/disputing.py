"""Disputes to test with, made by the room's own verbs: both sides of one, and who rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from adulis.disputes import actions
from adulis.disputes.models import Dispute, Offer, Proof, Ruling
from adulis.disputes.tasks import fire_timers
from adulis.disputes.values import Reason
from adulis.escrow.models import Hold, Milestone
from adulis.escrow.tasks import fire_timers as fire_escrow
from adulis.escrow.values import HoldKind
from adulis.events.models import Event
from adulis.files.sniffing import inspect
from adulis.files.values import FilePurpose
from adulis.identity import actions as identity
from adulis.identity.values import MemberRole, OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import rupees
from adulis.ledger import queries as book
from adulis.timers import actions as timers
from tests.escrowing import DAY, PAISE, WHO, Deal, a_deal, act
from tests.files import a_pdf
from tests.verifying import an_operator
from tests.world import Shop

__all__ = ["DAY", "PAISE"]
LOCKED = 600_000


@dataclass(slots=True)
class Quarrel:
    """A milestone of ten thousand rupees, of which six thousand are in dispute."""

    deal: Deal
    id: UUID

    @property
    def row(self) -> Dispute:
        return Dispute.objects.get(id=self.id)

    @property
    def state(self) -> str:
        return self.row.state

    @property
    def buyer(self) -> Shop:
        return self.deal.buyer

    @property
    def seller(self) -> Shop:
        return self.deal.seller

    @property
    def locked(self) -> int:
        """What lies in the account of the dispute, straight from the book."""
        return book.balance(f"dispute/{self.id}/INR").minor

    @property
    def offer(self) -> Offer:
        return Offer.objects.get(dispute_id=self.id, state="open")

    @property
    def offers(self) -> list[tuple[str, int, str]]:
        rows = Offer.objects.filter(dispute_id=self.id).order_by("number")
        return [(each.by_side, each.to_seller_minor, each.state) for each in rows]

    @property
    def rulings(self) -> list[Ruling]:
        return list(Ruling.objects.filter(dispute_id=self.id).order_by("number"))

    def do(self, shop: Shop, verb: Any, **told: Any) -> Any:
        return act(verb, shop, dispute_id=self.id, **told)

    def respond(self, shop: Shop | None = None, claimed: int | None = None) -> None:
        """The other side than the buyer, unless told otherwise, wants all of it."""
        all_of_it = rupees(self.locked if claimed is None else claimed)
        self.do(shop or self.seller, actions.respond, statement="It works.", claimed=all_of_it)

    def make_offer(self, shop: Shop, to_seller: int, to_buyer: int | None = None) -> Offer:
        rest = self.locked - to_seller if to_buyer is None else to_buyer
        made: Offer = self.do(
            shop, actions.make_offer, to_seller=rupees(to_seller), to_buyer=rupees(rest)
        )
        return made

    def accept(self, shop: Shop, offer: Offer | None = None) -> None:
        chosen = offer or self.offer
        self.do(shop, actions.accept_offer, offer_id=chosen.id, confirmed=confirmed(chosen))

    def escalated(self) -> Quarrel:
        """Both want a ruling."""
        self.respond()
        for shop in (self.buyer, self.seller):
            self.do(shop, actions.escalate)
        return self

    def rule(
        self, judge: Actor, to_seller: int, to_buyer: int | None = None, reason: str = "So it is."
    ) -> None:
        rest = self.locked - to_seller if to_buyer is None else to_buyer
        with db.transaction():
            actions.rule(
                dispute_id=self.id, to_seller=rupees(to_seller), to_buyer=rupees(rest),
                reason=reason, actor=judge, at=db.clock(),
            )  # fmt: skip

    def of_operators(self, verb: Any, judge: Actor, **more: Any) -> Any:
        """What the second operator says."""
        with db.transaction():
            return verb(merchant_id=None, dispute_id=self.id, actor=judge, at=db.clock(), **more)

    def told(self, *, seller: bool = False) -> list[str]:
        """What one side was told, in order."""
        kind = "incoming-dispute" if seller else "dispute"
        rows = Event.objects.filter(subject=f"{kind}/{self.id}").order_by("subject_sequence")
        return [each.type.partition(".")[2] for each in rows]

    def prove(self, shop: Shop, name: str = "photo") -> Proof:
        given = inspect(a_pdf(name), purpose=FilePurpose.DISPUTE, name=f"{name}.pdf")
        file_id = self.do(shop, actions.begin_evidence, given=given)
        made: Proof = self.do(shop, actions.keep_evidence, file_id=file_id, key_id="test")
        return made


def confirmed(offer: Offer) -> dict[str, int]:
    return {"to_seller_paise": offer.to_seller_minor, "to_buyer_paise": offer.to_buyer_minor}


def held_by_bank(quarrel: Quarrel) -> None:
    """The buyer's bank has a word to say about what paid for the milestone."""
    Hold.objects.create(
        milestone_id=quarrel.deal.id(), kind=HoldKind.CHARGEBACK, cause="chargeback/x",
        began_at=db.clock(),
    )  # fmt: skip
    Milestone.objects.filter(id=quarrel.deal.id()).update(paused_reason=HoldKind.CHARGEBACK)


def let_go_by_bank(quarrel: Quarrel) -> None:
    Hold.objects.filter(cause="chargeback/x").update(ended_at=db.clock())
    Milestone.objects.filter(id=quarrel.deal.id()).update(paused_reason="")


def a_judge(role: OperatorRole = OperatorRole.COMPLIANCE, name: str = "Om") -> Actor:
    """Somebody of the platform who may rule; another one each time."""
    return an_operator(name, role)


def joins(judge: Actor, shop: Shop) -> None:
    """An operator is somebody's colleague as well."""
    with db.transaction():
        identity.add_member(
            merchant_id=shop.id, user_id=UUID(judge.user_id), role=MemberRole.VIEWER, actor=WHO,
            at=db.clock(),
        )  # fmt: skip


def opened_by(shop: Shop, deal: Deal, paise: int = LOCKED, **more: Any) -> Quarrel:
    """``shop`` does not agree about ``paise`` of a milestone, and wants all of that."""
    told: dict[str, Any] = {
        "reason": Reason.DEFECTIVE,
        "amount": rupees(paise),
        "claimed": rupees(paise),
        "statement": "It does not pump.",
    }
    made: Dispute = act(actions.open_dispute, shop, milestone_id=deal.id(), **(told | more))
    return Quarrel(deal, made.id)


def a_quarrel(paise: int = LOCKED, *, deal: Deal | None = None, **more: Any) -> Quarrel:
    """The buyer does not agree about what was handed in."""
    if deal is None:
        deal = a_deal()
        deal.fund()
        deal.submit()
    return opened_by(deal.buyer, deal, paise, **more)


def pass_time(span: timedelta) -> None:
    """Skip ``span``, and do what became due in escrow and here."""
    with db.transaction():
        timers.advance_clock(seconds=int(span.total_seconds()), actor=WHO, at=db.clock())
    while fire_escrow() + fire_timers():
        pass

"""Agreements to test with, made by the room's own verbs; and both sides of one doing things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from adulis.escrow import actions
from adulis.escrow.models import Agreement, Milestone, Payment, Proposal
from adulis.escrow.tasks import fire_timers
from adulis.escrow.values import (
    Confirmation,
    EscrowTerms,
    Evidence,
    OnSilence,
    PlannedMilestone,
    Rest,
)
from adulis.fees import actions as fees
from adulis.files import actions as files
from adulis.files.sniffing import inspect
from adulis.files.values import FilePurpose
from adulis.identity.values import Caller, Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind, system
from adulis.kernel.money import rupees
from adulis.ledger import queries as book
from adulis.timers import actions as timers
from tests.files import a_pdf
from tests.world import Shop, a_shop

WHO = system("tests")
DAY = timedelta(days=1)
PAISE = 1_000_000


@dataclass(slots=True)
class Deal:
    """Two merchants, an agreement between them, and what each does about its milestones."""

    buyer: Shop
    seller: Shop
    agreement_id: UUID

    @property
    def agreement(self) -> Agreement:
        return Agreement.objects.get(id=self.agreement_id)

    @property
    def milestones(self) -> list[Milestone]:
        return list(Milestone.objects.filter(agreement_id=self.agreement_id).order_by("position"))

    def milestone(self, position: int = 1) -> Milestone:
        return Milestone.objects.get(agreement_id=self.agreement_id, position=position)

    def id(self, position: int = 1) -> UUID:
        return self.milestone(position).id

    def state(self, position: int = 1) -> str:
        return self.milestone(position).state

    def held(self, position: int = 1) -> int:
        """What lies in the milestone's account, straight from the book."""
        return book.balance(f"escrow/{self.id(position)}/INR").minor

    def payments(self, position: int = 1) -> list[Payment]:
        return list(Payment.objects.filter(milestone_id=self.id(position)).order_by("number"))

    # --- the buyer ------------------------------------------------------------------------------

    def fund(self, position: int = 1, paise: int | None = None) -> Any:
        amount = None if paise is None else rupees(paise)
        return self.buyers(actions.fund_milestone, position, amount=amount)

    def approve(
        self, position: int = 1, paise: int | None = None, rest: Rest = Rest.STAY, **more: Any
    ) -> Any:
        amount = rupees(self.milestone(position).left_minor if paise is None else paise)
        confirmed = Confirmation(amount=amount, payee_id=more.pop("payee", self.seller.id))
        return self.buyers(actions.approve_milestone, position, confirmed=confirmed, rest=rest)

    def request_changes(self, position: int = 1, reason: str = "Not quite.") -> Any:
        return self.buyers(actions.request_changes, position, reason=reason)

    def cancel(self, position: int = 1) -> Any:
        return self.buyers(actions.cancel_milestone, position)

    # --- the seller -----------------------------------------------------------------------------

    def submit(self, position: int = 1, *evidence: Evidence, note: str = "Done.") -> Any:
        return self.sellers(actions.submit_milestone, position, note=note, evidence=evidence)

    def refund(self, position: int = 1, paise: int | None = None) -> Any:
        amount = None if paise is None else rupees(paise)
        return self.sellers(actions.refund_milestone, position, amount=amount)

    # --- either ---------------------------------------------------------------------------------

    def buyers(self, verb: Any, position: int = 1, **told: Any) -> Any:
        return act(verb, self.buyer, milestone_id=self.id(position), **told)

    def sellers(self, verb: Any, position: int = 1, **told: Any) -> Any:
        return act(verb, self.seller, milestone_id=self.id(position), **told)

    def propose(self, by: Shop, to_seller: int, to_buyer: int, position: int = 1) -> Proposal:
        made: Proposal = act(
            actions.propose_split, by, milestone_id=self.id(position),
            to_seller=rupees(to_seller), to_buyer=rupees(to_buyer), note="Let us end it.",
        )  # fmt: skip
        return made

    def accept(self, by: Shop, proposal: Proposal) -> Proposal:
        confirmed = {
            "to_seller_paise": proposal.to_seller_minor,
            "to_buyer_paise": proposal.to_buyer_minor,
        }
        done: Proposal = act(
            actions.accept_proposal, by, milestone_id=proposal.milestone_id,
            proposal_id=proposal.id, confirmed=confirmed,
        )  # fmt: skip
        return done

    # --- disputes, as the room above will ---------------------------------------------------------

    def dispute(self, paise: int, position: int = 1) -> UUID:
        dispute_id = uuid4()
        with db.transaction():
            actions.lock_disputed(
                milestone_id=self.id(position), dispute_id=dispute_id, amount=rupees(paise),
                actor=self.buyer.actor, at=db.clock(),
            )  # fmt: skip
        return dispute_id

    def rule(self, dispute_id: UUID, to_seller: int, to_buyer: int) -> None:
        with db.transaction():
            actions.split_disputed(
                dispute_id=dispute_id, to_seller=rupees(to_seller), to_buyer=rupees(to_buyer),
                reason="ruled", actor=an_operator(), at=db.clock(),
            )  # fmt: skip

    def end_dispute(self, dispute_id: UUID) -> None:
        with db.transaction():
            actions.release_lock(dispute_id=dispute_id, actor=self.buyer.actor, at=db.clock())


def act(verb: Any, shop: Shop, **told: Any) -> Any:
    """Do something as the owner of a merchant, in a transaction of its own."""
    with db.transaction():
        return verb(viewer=shop.viewer, actor=shop.actor, at=db.clock(), **told)


def with_key(shop: Shop, key_id: UUID) -> Viewer:
    """The merchant as one of its API keys sees it."""
    viewer = shop.viewer
    actor = Actor(ActorKind.API_KEY, str(key_id), str(shop.owner_id))
    caller = Caller(
        actor=actor, user_id=shop.owner_id, seen_at=db.clock(),
        memberships=viewer.caller.memberships, standings=viewer.caller.standings,
        scopes=frozenset({"conditions:write"}), key_id=key_id, key_merchant_id=shop.id,
    )  # fmt: skip
    return Viewer(caller, shop.id, viewer.role, viewer.standing)


def an_operator() -> Actor:
    return Actor(ActorKind.OPERATOR, str(uuid4()), str(uuid4()))


def planned(*paise: int, **more: Any) -> list[PlannedMilestone]:
    return [
        PlannedMilestone(title=f"Part {place}", amount=rupees(each), **more)
        for place, each in enumerate(paise or (PAISE,), start=1)
    ]


def terms(**more: Any) -> EscrowTerms:
    told: dict[str, Any] = {
        "buyer_fee_share_bp": 5_000,
        "inspection_seconds": 14 * 86_400,
        "on_silence": OnSilence.RELEASE,
        "fund_by": db.clock() + 5 * DAY,
        "terms_hash": "a" * 64,
    }
    return EscrowTerms(**(told | more))


def a_deal(
    *paise: int,
    buyer: Shop | None = None,
    seller: Shop | None = None,
    milestones: Sequence[PlannedMilestone] | None = None,
    conditions: Any = None,
    deliver_by: datetime | None = None,
    **more: Any,
) -> Deal:
    """Ten thousand rupees in one milestone, unless told otherwise; nothing is paid in yet."""
    buyer = buyer or a_shop("Asha Exports", paise=10 * PAISE)
    seller = seller or a_shop("Binu Traders")
    parts = milestones or planned(*paise, conditions=conditions, deliver_by=deliver_by)
    with db.transaction():
        agreement = actions.open_agreement(
            subject=f"deal/{uuid4()}", buyer_id=buyer.id, seller_id=seller.id, milestones=parts,
            terms=terms(**more), actor=buyer.actor, at=db.clock(),
        )  # fmt: skip
    return Deal(buyer, seller, agreement.id)


def an_escrow_fee(basis_points: int = 200, flat: int = 0) -> None:
    """From now on escrow costs so much, and GST."""
    with db.transaction():
        fees.set_fee(
            service="escrow", starts_at=db.clock(), flat_minor=flat, basis_points=basis_points,
            actor=WHO, at=db.clock(),
        )  # fmt: skip


def pass_time(span: timedelta) -> int:
    """Skip ``span`` and do what became due; returns how many timers were."""
    with db.transaction():
        timers.advance_clock(seconds=int(span.total_seconds()), actor=WHO, at=db.clock())
    count = found = fire_timers()
    while found:
        found = fire_timers()
        count += found
    return count


def a_file(shop: Shop, name: str = "delivery") -> UUID:
    """Something the seller can hand in."""
    given = inspect(a_pdf(name), purpose=FilePurpose.DELIVERY, name=f"{name}.pdf")
    with db.transaction():
        file_id = files.begin_file(
            merchant_id=shop.id, given=given, actor=shop.actor, at=db.clock()
        )
        files.keep_file(file_id=file_id, key_id="test", actor=shop.actor, at=db.clock())
    return file_id

"""Auctions to test with, opened by the deals that were published; and bidders who do things."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from adulis.bidding import actions, listeners, tasks
from adulis.bidding.models import Auction, Award, Bid, Participant, Result
from adulis.bidding.values import (
    AuctionPlan,
    BidGiven,
    InstructionGiven,
    Placed,
    RetractionGiven,
    Seen,
    Step,
    StepKind,
)
from adulis.deals import listeners as deal_listeners
from adulis.deals import tasks as deal_tasks
from adulis.deals.models import Deal
from adulis.deals.values import DealFormat, DealKind
from adulis.events.models import Event
from adulis.events.values import Place, Streamed
from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.ledger import queries as book
from adulis.timers import actions as timers
from tests.dealing import WHO, a_draft, act, published, shares
from tests.facts import settle
from tests.world import Shop, a_shop

BUDGET = 100_000
# What facts are about has an id of its own in every database.
_HEARD: set[tuple[str, int]] = set()
STEP = Step(StepKind.ABSOLUTE, 1_000)
HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Hall:
    """A deal that is bid on, and what merchants do about it."""

    poster: Shop
    deal_id: UUID

    @property
    def auction(self) -> Auction:
        return Auction.objects.filter(deal_id=self.deal_id).order_by("-number")[0]

    @property
    def deal(self) -> Deal:
        return Deal.objects.get(id=self.deal_id)

    @property
    def stands(self) -> tuple[int, UUID | None]:
        auction = self.auction
        return auction.price_minor, auction.leader_id

    @property
    def log(self) -> list[Bid]:
        return list(Bid.objects.filter(auction_id=self.auction.id).order_by("position"))

    @property
    def ranking(self) -> list[tuple[UUID, int]]:
        rows = Result.objects.filter(auction_id=self.auction.id).order_by("rank")
        return [(row.party_id, row.price_minor) for row in rows]

    @property
    def awards(self) -> list[Award]:
        return list(Award.objects.filter(auction_id=self.auction.id).order_by("number"))

    def seat(self, shop: Shop) -> Participant:
        return Participant.objects.get(auction_id=self.auction.id, party_id=shop.id)

    def bond(self, shop: Shop) -> int:
        """What lies in the bond's account, straight from the book."""
        return book.balance(f"bond/{self.auction.id}/{shop.id}/INR").minor

    def seen(self, **more: Any) -> Seen:
        if "terms_version" not in more:
            more["terms_version"] = self.auction.terms_version
        return Seen(**more)

    # --- what bidders do ------------------------------------------------------------------------

    def bid(self, shop: Shop, paise: int, *, confirmation: str = "", **seen: Any) -> Placed:
        given = BidGiven(amount=rupees(paise), seen=self.seen(**seen), confirmation=confirmation)
        made: Placed = act(actions.place_bid, shop, deal_id=self.deal_id, bid=given)
        return made

    def instruct(
        self, shop: Shop, paise: int, *, until: datetime | None = None, **seen: Any
    ) -> Placed:
        given = InstructionGiven(limit=rupees(paise), until=until, seen=self.seen(**seen))
        made: Placed = act(actions.set_instruction, shop, deal_id=self.deal_id, instruction=given)
        return made

    def cancel(self, shop: Shop) -> Placed:
        made: Placed = act(actions.cancel_instruction, shop, deal_id=self.deal_id)
        return made

    def reconfirm(self, shop: Shop, **seen: Any) -> Placed:
        made: Placed = act(
            actions.reconfirm_bid, shop, deal_id=self.deal_id, seen=self.seen(**seen)
        )
        return made

    def retract(self, shop: Shop, *, corrected: int | None = None, forfeit: bool = False) -> Placed:
        given = RetractionGiven(
            corrected=None if corrected is None else rupees(corrected), accepts_forfeit=forfeit
        )
        made: Placed = act(actions.retract_bid, shop, deal_id=self.deal_id, given=given)
        return made

    def withdraw(self, shop: Shop) -> Placed:
        made: Placed = act(actions.withdraw_sealed_bid, shop, deal_id=self.deal_id)
        return made

    def award(self, shop: Shop, reason: str = "", by: Shop | None = None) -> Award:
        number = self.seat(shop).number
        made: Award = act(
            actions.award_auction, by or self.poster, deal_id=self.deal_id, bidder=number,
            reason=reason,
        )  # fmt: skip
        return made

    def confirm(self, shop: Shop, paise: int | None = None) -> Award:
        awards = self.awards
        price = awards[-1].price if awards and paise is None else rupees(paise or 1)
        made: Award = act(actions.confirm_award, shop, deal_id=self.deal_id, price=price)
        return made

    def decline(self, shop: Shop, note: str = "") -> Award:
        made: Award = act(actions.decline_award, shop, deal_id=self.deal_id, note=note)
        return made

    # --- time -----------------------------------------------------------------------------------

    def at_end(self) -> None:
        """The end comes, and what follows from it."""
        pass_until(self.auction.ends_at)


def a_hall(
    poster: Shop | None = None,
    *,
    kind: DealKind = DealKind.REQUEST,
    heard: Callable[[], None] | None = None,
    **more: Any,
) -> Hall:
    """An auction that takes bids: a request from 100,000 paise downwards in steps of 1,000.

    ``plan`` changes how it is held, ``hours`` how long; ``heard``: by ``hear_committed``, where
    what is done is committed.
    """
    shop = poster or a_shop("Poster")
    plan = {"step": STEP, **more.pop("plan", {})}
    hours = more.pop("hours", 2)
    how = more.pop("how", DealFormat.OPEN)
    deal = a_draft(
        shop, how, kind=kind, budget=rupees(BUDGET), deadline=db.clock() + hours * HOUR,
        body=more.pop("body", shares()), **more,
    )  # fmt: skip
    act(actions.plan_auction, shop, deal_id=deal.id, plan=AuctionPlan(**plan))
    published(shop, deal)
    (heard or hear)()
    return Hall(shop, deal.id)


def hear() -> None:
    """Facts are acted upon, those that follow from them as well, as listeners do behind the
    horizon; in a test's own transaction nothing ever is.
    """
    told: dict[str, Any] = {"actor": WHO, "at": db.clock()}
    rows = Event.objects.filter(type__regex=r"^(deal|milestone|agreement)\.").order_by("id")
    while new := [row for row in rows.all() if (row.subject, row.subject_sequence) not in _HEARD]:
        for row in new:
            _HEARD.add((row.subject, row.subject_sequence))
            fact = Streamed(
                place=Place(1, 0, row.id), type=row.type, subject=row.subject,
                subject_sequence=row.subject_sequence, merchant_id=row.merchant_id,
                payload=row.payload, at=row.at,
            )  # fmt: skip
            with db.transaction():
                if row.type in deal_listeners._ACTS:
                    deal_listeners._act(fact, told)
                listeners.act_upon(fact, told)


def hear_committed() -> None:
    """The same where what was done is committed: by the worker's own doors."""
    for _ in range(3):
        settle()
        deal_tasks.listen()
        settle()
        tasks.listen()


def pass_time(delta: timedelta) -> None:
    """Live through it, and through what happens meanwhile by itself."""
    with db.transaction():
        timers.advance_clock(seconds=int(delta.total_seconds()), actor=WHO, at=db.clock())
    tasks.fire_timers()


def pass_until(moment: datetime) -> None:
    pass_time(moment - db.clock() + timedelta(seconds=1))


def told(shop: Shop, *types: str) -> list[str]:
    """What a merchant was told about auctions and its bids, in order."""
    rows = Event.objects.filter(merchant_id=shop.id).order_by("id")
    kinds = [each.type for each in rows]
    return [each for each in kinds if each.startswith(("auction.", "bid."))]

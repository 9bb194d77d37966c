"""Merchants that bid: ``world``, ``run``, ``pace``, ``highest`` or ``close``, in a stage."""

from __future__ import annotations

import json
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import django

django.setup()

from adulis.bidding import actions, errors, tasks  # noqa: E402 - Django comes first
from adulis.bidding.models import Auction, Bid, Participant  # noqa: E402
from adulis.bidding.values import (  # noqa: E402
    AuctionPlan,
    BidGiven,
    Direction,
    Format,
    Opening,
    Seen,
    Step,
    StepKind,
)
from adulis.deals.values import DealKind  # noqa: E402
from adulis.identity import queries as people  # noqa: E402
from adulis.identity.values import Caller, MemberRole, Viewer  # noqa: E402
from adulis.kernel import db  # noqa: E402
from adulis.kernel.actors import Actor, ActorKind, system  # noqa: E402
from adulis.kernel.money import rupees  # noqa: E402
from adulis.timers import actions as timers  # noqa: E402
from tests.dealing import a_draft, act, published, shares  # noqa: E402
from tests.world import Shop, a_shop  # noqa: E402

CLERK = system("bench")
START = 1_000_000


def world(auctions: int, clients: int) -> None:
    """Offers from a million paise upwards by a paisa, half of them for pgbench alone."""
    poster = a_shop("Poster")
    bidders = [a_shop(f"Bidder {number}", accounts=0) for number in range(clients)]
    deals = [_opened(poster) for _ in range(2 * auctions)]
    for deal_id in deals[auctions:]:
        for shop in bidders[:2]:
            _bid(_viewer(shop.id, shop.owner_id), deal_id, START + bidders.index(shop))
    told = {
        "poster": str(poster.id),
        "merchants": [str(shop.id) for shop in bidders],
        "owners": [str(shop.owner_id) for shop in bidders],
        "keys": [shop.api_key() for shop in bidders],
        "deals": [str(each) for each in deals[:auctions]],
        "plain": [str(each) for each in deals[auctions:]],
    }
    print(json.dumps(told))


def run(seconds: float, threads: int, first: int, place: Path) -> None:
    """As many bids as so many clients get done: accepted, and answered in all.

    It says that it is ready, and begins when it is told to. Of several auctions each client,
    counted from ``first``, has one of its own; of one all bid in it.
    """
    told = json.loads(place.read_text())
    deals = [UUID(each) for each in told["deals"]]
    people_ = list(zip(told["merchants"], told["owners"], strict=True))
    clients = []
    for number in range(first, first + threads):
        pair = [people_[number % len(people_)], people_[(number + 1) % len(people_)]]
        viewers = [_viewer(UUID(merchant), UUID(owner)) for merchant, owner in pair]
        clients.append((viewers, deals[number % len(deals)]))
    with ThreadPoolExecutor(threads) as pool:
        # Connects, and plans what is planned once.
        prices = list(pool.map(lambda client: _try(client[0][0], client[1], START)[1], clients))
        print("ready", flush=True)
        sys.stdin.readline()
        work = [(*client, price) for client, price in zip(clients, prices, strict=True)]
        found = list(pool.map(lambda each: _client(seconds, *each), work))
    answers = {"accepted": sum(a for a, _ in found), "answered": sum(b for _, b in found)}
    print(json.dumps(answers))


def pace(per_second: int, seconds: int, place: Path) -> None:
    """Bids at an even pace, each merchant beating the one before; prints when each was committed,
    by its sequence.
    """
    told = json.loads(place.read_text())
    [deal_id] = [UUID(each) for each in told["deals"]]
    pairs = zip(told["merchants"], told["owners"], strict=True)
    viewers = [_viewer(UUID(merchant), UUID(owner)) for merchant, owner in pairs]
    committed = {}
    begun = time.perf_counter()
    for number in range(per_second * seconds):
        time.sleep(max(0.0, begun + number / per_second - time.perf_counter()))
        placed = _bid(viewers[number % len(viewers)], deal_id, START + number)
        committed[placed.sequence] = time.perf_counter()
    print(json.dumps(committed))


def highest() -> None:
    top = Auction.objects.order_by("-price_minor").values_list("price_minor", flat=True)[0]
    print(json.dumps({"highest": top}))


def close(lines: int) -> None:
    """An auction with so many lines in its log is closed."""
    poster = a_shop("Closer")
    bidders = [a_shop(f"Closing {number}", accounts=0) for number in range(24)]
    deal_id = _opened(poster)
    viewers = [_viewer(shop.id, shop.owner_id) for shop in bidders]
    for number in range(lines):
        _bid(viewers[number % len(viewers)], deal_id, START + number)
    auction = Auction.objects.get(deal_id=deal_id)
    left = auction.ends_at - db.clock() + timedelta(seconds=1)
    with db.transaction():
        timers.advance_clock(seconds=int(left.total_seconds()), actor=CLERK, at=db.clock())
    begun = time.perf_counter()
    while Auction.objects.get(deal_id=deal_id).state == "open":
        tasks.fire_timers()
    took = time.perf_counter() - begun
    told = {
        "lines": Bid.objects.filter(auction_id=auction.id).count(),
        "bidders": Participant.objects.filter(auction_id=auction.id).count(),
        "milliseconds": took * 1_000,
    }
    print(json.dumps(told))


def _client(seconds: float, viewers: list[Viewer], deal_id: UUID, price: int) -> tuple[int, int]:
    """Two merchants in turn, each of whom beats the other: whoever leads moves no price."""
    accepted = answered = 0
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        is_taken, price = _try(viewers[accepted % 2], deal_id, price)
        accepted += is_taken
        answered += 1
    return accepted, answered


def _try(viewer: Viewer, deal_id: UUID, paise: int) -> tuple[bool, int]:
    """Whether it was taken, and what to bid next."""
    try:
        return True, _bid(viewer, deal_id, paise).price.minor + 1
    except (errors.Outbid, errors.BidNotImproved) as refused:
        # Who bids no more than they must has nearly always been outbid meanwhile.
        return False, refused.facts["required_paise"] + random.randrange(1_000)


def _bid(viewer: Viewer, deal_id: UUID, paise: int) -> Any:
    given = BidGiven(amount=rupees(paise), seen=Seen(terms_version=1))
    with db.transaction():
        return actions.place_bid(
            viewer=viewer, deal_id=deal_id, bid=given, actor=viewer.actor, at=db.clock()
        )


def _viewer(merchant_id: UUID, owner_id: UUID) -> Viewer:
    actor = Actor(ActorKind.USER, str(owner_id), str(owner_id))
    standing = people.standing(merchant_id)
    roles, standings = {merchant_id: MemberRole.OWNER}, {merchant_id: standing}
    caller = Caller(actor, owner_id, db.clock(), roles, standings)
    return Viewer(caller, merchant_id, MemberRole.OWNER, standing)


def _opened(poster: Shop) -> UUID:
    draft = a_draft(
        poster, kind=DealKind.OFFER, budget=rupees(START),
        deadline=db.clock() + timedelta(days=7), body=shares(),
    )  # fmt: skip
    plan = AuctionPlan(step=Step(StepKind.ABSOLUTE, 1))
    act(actions.plan_auction, poster, deal_id=draft.id, plan=plan)
    published(poster, draft)
    with db.transaction():
        actions.open_auction(
            opening=Opening(
                deal_id=draft.id, poster_id=poster.id, direction=Direction.FORWARD,
                format=Format.OPEN, budget=rupees(START),
                ends_at=db.clock() + timedelta(days=7), terms_version=1,
                confirm_within=timedelta(hours=48),
            ),
            actor=CLERK, at=db.clock(),
        )  # fmt: skip
    return draft.id


def main() -> None:
    what, *given = sys.argv[1:]
    if what == "world":
        world(int(given[0]), int(given[1]))
    elif what == "run":
        run(float(given[0]), int(given[1]), int(given[2]), Path(given[3]))
    elif what == "pace":
        pace(int(given[0]), int(given[1]), Path(given[2]))
    elif what == "highest":
        highest()
    else:
        close(int(given[0]))


if __name__ == "__main__":
    main()

"""Bids, closings and the clock, in orders that are forced upon them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from adulis.bidding import actions, errors, tasks
from adulis.bidding.models import Bid
from adulis.bidding.values import BidGiven, Seen
from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.timers import actions as timers
from adulis.timers import tasks as timer_tasks
from tests.auctions import Hall, a_hall, hear_committed
from tests.bank import broken_promises, overtaken, somebody_waits
from tests.dealing import WHO
from tests.racing import at_once
from tests.waiting import until
from tests.world import Shop, a_shop

pytestmark = pytest.mark.usefixtures("fresh_database")


def a_committed_hall(**more: Any) -> Hall:
    hall = a_hall(heard=hear_committed, **more)
    assert hall.auction.state == "open"
    return hall


def bid(hall: Hall, shop: Shop, paise: int, terms_version: int = 1) -> Any:
    """In the transaction that is open."""
    given = BidGiven(amount=rupees(paise), seen=Seen(terms_version=terms_version))
    return actions.place_bid(
        viewer=shop.viewer, deal_id=hall.deal_id, bid=given, actor=shop.actor, at=db.clock()
    )


def near_its_end(hall: Hall, seconds: float) -> None:
    """The clock is moved to so many seconds before the end."""
    left = hall.auction.ends_at - db.clock() - timedelta(seconds=seconds)
    with db.transaction():
        timers.advance_clock(seconds=int(left.total_seconds()), actor=WHO, at=db.clock())


def test_a_bid_that_waited_for_the_lock_until_after_the_end_is_late() -> None:
    """§3.9: the deadline is decided by the clock after the lock, not when the statement began."""
    hall, asha = a_committed_hall(), a_shop("Asha")
    near_its_end(hall, 2)
    ends_at = hall.auction.ends_at

    def hold() -> None:
        db.execute("SELECT FROM bidding_auction FOR NO KEY UPDATE")

    def late() -> Any:
        try:
            with db.transaction():
                assert db.clock() < ends_at
                return bid(hall, asha, 90_000)
        finally:
            connection.close()

    others = ThreadPoolExecutor(1)
    with db.transaction():
        hold()
        waiting = others.submit(late)
        until(somebody_waits, "the bid to wait for the lock")
        until(lambda: db.clock() > ends_at, "the end of the auction")
    with pytest.raises(errors.Closed):
        waiting.result(60)
    others.shutdown()
    assert Bid.objects.count() == 0


def test_of_two_bids_the_second_is_measured_by_the_first() -> None:
    hall, asha, binu = a_committed_hall(), a_shop("Asha"), a_shop("Binu")

    def second() -> Any:
        with db.transaction():
            return bid(hall, binu, 90_500)

    first, refusal = overtaken(lambda: bid(hall, asha, 90_000), second)
    assert first.sequence == 1
    assert isinstance(refusal, errors.Outbid)
    assert refusal.facts == {"price_paise": 90_000, "required_paise": 89_000}
    assert broken_promises() == []


def test_who_closes_first_has_closed_it() -> None:
    """Close and bid at one moment: the bid that comes second is told that it is over."""
    hall, asha, binu = a_committed_hall(), a_shop("Asha"), a_shop("Binu")
    with db.transaction():
        bid(hall, asha, 90_000)
    near_its_end(hall, -1)

    [claim] = timer_tasks.claim_timers(["auction.close"])

    def second() -> Any:
        with db.transaction():
            return bid(hall, binu, 80_000)

    done, refusal = overtaken(
        lambda: actions.fire_timer(claim=claim, actor=WHO, at=db.clock()), second
    )
    assert done is True
    assert isinstance(refusal, errors.Closed)
    assert hall.ranking == [(asha.id, 90_000)]
    assert broken_promises() == []


def test_d18_two_who_end_it_at_once_end_it_once() -> None:
    """Nobody wins twice, and no bond goes back twice: elsewhere each ending paid once more."""
    bond = {"bond": rupees(5_000)}
    hall, shops = a_committed_hall(plan=bond), [a_shop(f"Shop {n}", paise=50_000) for n in range(5)]
    for number, shop in enumerate(shops):
        with db.transaction():
            bid(hall, shop, 90_000 - 1_000 * number)
    near_its_end(hall, -1)
    [claim] = timer_tasks.claim_timers(["auction.close"])

    def close() -> bool:
        return actions.fire_timer(claim=claim, actor=WHO, at=db.clock())

    def once_more() -> bool:
        with db.transaction():
            return close()

    assert overtaken(close, once_more) == (True, False)
    # Three may be asked, and of the other two the bonds are back.
    assert [hall.bond(shop) for shop in shops] == [0, 0, 5_000, 5_000, 5_000]
    assert [shop.available for shop in shops] == [50_000, 50_000, 45_000, 45_000, 45_000]
    assert [party for party, _ in hall.ranking] == [shop.id for shop in reversed(shops)]
    assert hall.awards == []
    assert broken_promises() == []


def test_a_bid_that_came_in_time_moves_the_end_from_under_who_would_close() -> None:
    hall, asha = a_committed_hall(), a_shop("Asha")
    near_its_end(hall, 2)
    ends_at = hall.auction.ends_at

    with db.transaction():
        bid(hall, asha, 90_000)
        others = ThreadPoolExecutor(1)
        waiting = others.submit(_close_when_over, ends_at)
        until(waiting.done, "whoever would close to come to nothing")
    others.shutdown()
    assert hall.auction.state == "open"
    assert tasks.fire_timers() == 0
    assert hall.auction.ends_at > ends_at
    assert broken_promises() == []


def test_of_twelve_at_one_price_one_has_it() -> None:
    hall = a_committed_hall()
    shops = [a_shop(f"Shop {number}", accounts=0) for number in range(12)]

    def race(number: int) -> None:
        with db.transaction():
            bid(hall, shops[number], 90_000)

    assert at_once(12, race) == ["done"] + ["outbid"] * 11
    assert Bid.objects.count() == 1
    assert broken_promises() == []


def test_everybody_gets_through_and_the_chain_holds() -> None:
    """Fairness: ten bidders who try again with what they are told, nobody starved."""
    hall = a_committed_hall(plan={})
    shops = [a_shop(f"Shop {number}", accounts=0) for number in range(10)]

    def race(number: int) -> None:
        amount = 100_000
        for _ in range(4):
            while True:
                try:
                    with db.transaction():
                        placed = bid(hall, shops[number], amount)
                except (errors.Outbid, errors.BidNotImproved) as refusal:
                    amount = refusal.facts["required_paise"]
                    continue
                amount = placed.price.minor - 1_000
                break

    assert at_once(10, race) == ["done"] * 10
    assert Bid.objects.count() == 40
    assert broken_promises() == []


def _close_when_over(ends_at: datetime) -> int:
    try:
        until(lambda: db.clock() > ends_at, "the end that was announced")
        return tasks.fire_timers()
    finally:
        connection.close()

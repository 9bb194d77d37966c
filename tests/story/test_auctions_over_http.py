"""Auctions through the public API only: three who bid by themselves, envelopes, and a default."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.market import (
    Market,
    Trader,
    a_request,
    approve,
    auto_bid,
    bid,
    milestones_of,
    put_up,
)
from tests.world import a_shop

WINDOW = {"window_seconds": 300, "extension_seconds": 300, "final_round_seconds": 0}


def traders(market: Market, *names: str, paise: int = 0) -> list[Trader]:
    return [market.program(a_shop(name, paise=paise)) for name in names]


def ends_at(who: Trader, deal: str) -> datetime:
    return datetime.fromisoformat(who.get(f"{deal}/auction/")["ends_at"])


def test_three_bid_by_themselves_and_the_end_moves(market: Market) -> None:
    """A reverse auction: who stays away is held by an instruction, who comes late moves the end."""
    poster, asha, binu, charu, devi = traders(market, "Poster", "Asha", "Binu", "Charu", "Devi")
    deal = put_up(market, poster, a_request(market.in_hours(2)), overtime_seconds=3_600, **WINDOW)

    # Each answers the others by the least that is enough, at once, as far as its limit goes.
    for who, limit, price in (
        (asha, 70_000, 100_000), (binu, 65_000, 69_000), (charu, 62_000, 64_000),
    ):  # fmt: skip
        told = auto_bid(who, deal, limit)
        assert (told["is_leading"], told["price_paise"]) == (True, price)
    announced = ends_at(devi, deal)

    # In the last minutes somebody is out of their reach, and the end moves.
    market.until((announced - timedelta(seconds=120)).isoformat())
    told = bid(devi, deal, 61_500)
    assert (told["is_leading"], told["price_paise"]) == (True, 61_500)
    moved = ends_at(asha, deal)
    assert announced < moved <= announced + timedelta(seconds=300)
    # Binu has time to think, and goes further; the end moves once more.
    market.until((moved - timedelta(seconds=60)).isoformat())
    told = auto_bid(binu, deal, 50_000)
    assert (told["is_leading"], told["price_paise"]) == (True, 60_500)
    assert ends_at(asha, deal) > moved
    # A standing instruction that answers is no news to whoever leads: the end stays.
    answered = bid(charu, deal, 58_000)
    assert (answered["is_leading"], answered["price_paise"]) == (False, 57_000)
    last = ends_at(asha, deal)
    assert last <= announced + timedelta(seconds=3_600)

    market.until(last.isoformat())
    assert bid_refused(charu, deal, 50_000) == "closed"
    ranked = poster.get(f"{deal}/auction/ranking/")["results"]
    assert [(each["bidder"], each["price_paise"]) for each in ranked] == [
        (2, 57_000), (3, 58_000), (4, 61_500), (1, 70_000),
    ]  # fmt: skip
    log = poster.get(f"{deal}/auction/bids/")["results"]
    assert [(each["bidder"], each["is_automatic"]) for each in reversed(log)] == [
        (1, True), (2, True), (3, True), (4, False), (2, True), (3, False),
    ]  # fmt: skip
    poster.post(f"{deal}/auction/award/", {"bidder": 2})
    binu.post(f"{deal}/auction/award/confirm/", {"price_paise": 57_000})
    assert binu.get(f"{deal}/")["price_paise"] == 57_000
    assert market.gateway.disagreements() == []


def test_envelopes_are_opened_together(market: Market) -> None:
    """Sealed: nobody reads a price before the end, and nothing is added or removed by then."""
    poster, asha, binu, charu = traders(market, "Poster", "Asha", "Binu", "Charu")
    closes = market.in_hours(2)
    deal = put_up(market, poster, a_request(closes, format="sealed"))
    hashes = [bid(who, deal, paise)["hash"] for who, paise in ((asha, 91_237), (binu, 88_123))]
    # The latest of each counts, and who withdraws has said nothing.
    hashes.append(bid(asha, deal, 87_321)["hash"])
    hashes.append(bid(charu, deal, 60_777)["hash"])
    charu.post(f"{deal}/auction/withdraw/")
    for who in (poster, asha, binu, charu):
        seen = str(who.get(f"{deal}/auction/")) + str(who.get(f"{deal}/auction/bids/"))
        for whose, price in ((asha, "87321"), (binu, "88123"), (charu, "60777")):
            assert who is whose or price not in seen
    assert who_is_refused(poster, f"{deal}/auction/award/", bidder=1) == "illegal_move"

    market.until(closes)
    published = [each["hash"] for each in asha.get(f"{deal}/auction/hashes/")["results"]]
    assert set(hashes) <= set(published)
    ranked = poster.get(f"{deal}/auction/ranking/")["results"]
    assert [(each["bidder"], each["price_paise"]) for each in ranked] == [
        (1, 87_321), (2, 88_123),
    ]  # fmt: skip
    assert bid_refused(binu, deal, 50_000) == "closed"
    # Not the best, for a reason that is written down.
    path = f"{deal}/auction/award/"
    assert who_is_refused(poster, path, bidder=2) == "reason_required"
    poster.post(path, {"bidder": 2, "reason": "They installed the last ones."})
    binu.post(f"{path}confirm/", {"price_paise": 88_123})
    assert asha.get(f"{deal}/auction/")["award"] is None
    assert binu.get(f"{deal}/")["price_paise"] == 88_123
    assert market.gateway.disagreements() == []


def test_who_wins_and_stays_silent_makes_room_for_the_next(market: Market) -> None:
    """The bond of who defaults goes to those who were harmed; the next best is asked at its price,
    and is paid at that.
    """
    poster, asha, binu, charu = traders(market, "Poster", "Asha", "Binu", "Charu", paise=100_000)
    closes = market.in_hours(2)
    deal = put_up(market, poster, a_request(closes), bond_paise=10_001)
    for who, paise in ((asha, 95_000), (binu, 90_000), (charu, 80_000)):
        bid(who, deal, paise)
    assert [who.purse[0] for who in (asha, binu, charu)] == [89_999] * 3
    market.until(closes)
    poster.post(f"{deal}/auction/award/", {"bidder": 3})
    due = charu.get(f"{deal}/auction/")["award"]["due_at"]

    market.until(due)
    path = f"{deal}/auction/award/"
    assert who_is_refused(charu, f"{path}confirm/", price_paise=80_000) == "award_not_found"
    award = binu.get(f"{deal}/auction/")["award"]
    assert (award["bidder"], award["price_paise"], award["is_binding"]) == (2, 90_000, False)
    # Half of the bond is whose auction it was, half who was next; nothing of it is ours.
    assert [who.purse[0] for who in (poster, binu, charu)] == [105_001, 94_999, 89_999]

    binu.post(f"{path}confirm/", {"price_paise": 90_000})
    assert [who.purse[0] for who in (asha, binu)] == [100_000, 105_000]
    [milestone] = milestones_of(poster, deal)
    poster.post(f"{milestone}/fund/")
    binu.post(f"{milestone}/submit/", {"note": "Done."})
    assert approve(poster, milestone)["status"] == "released"
    market.work()
    assert (poster.purse, binu.purse) == ((15_001, 0), (195_000, 0))
    assert poster.get(f"{deal}/")["status"] == "completed"
    assert market.gateway.disagreements() == []


def bid_refused(who: Trader, deal: str, paise: int) -> str:
    body = {"amount_paise": paise, "terms_version": 1}
    return str(who.refused(f"{deal}/auction/bids/", body)["code"])


def who_is_refused(who: Trader, path: str, **body: object) -> str:
    return str(who.refused(path, body)["code"])

"""A payout is followed live: in order, through a cut line, a killed server and a slow reader."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from adulis.bidding.values import Visibility
from adulis.deals.values import Visibility as DealVisibility
from adulis.identity import actions as identity
from adulis.kernel import db
from tests.auctions import a_hall, hear_committed
from tests.bank import SimulatedBank
from tests.databases import TestDatabase
from tests.facts import happened, settle
from tests.processes import REPOSITORY, Program, Source, free_port, wait_for
from tests.streams import STREAM, Follower, Message
from tests.world import Shop, a_shop


class Live:
    """The live process on a port of this machine."""

    def __init__(self, database: TestDatabase, log: Path) -> None:
        self.port = free_port()
        self.program = Program(
            [sys.executable, "manage.py", "live", "--port", str(self.port)],
            {**Source().environment(database.environment), "STREAMS_PER_CALLER": "50"},
            REPOSITORY,
            log,
        )

    def start(self) -> None:
        self.program.start()
        wait_for(self.program, self.port, "/healthz")


@pytest.fixture
def live(fresh_database: TestDatabase, tmp_path: Path) -> Iterator[Live]:
    made = Live(fresh_database, tmp_path / "live.log")
    made.start()
    try:
        yield made
    finally:
        made.program.stop()


@pytest.fixture
def follow(live: Live) -> Iterator[Callable[..., Follower]]:
    """Open streams; whatever is left of them is closed afterwards."""
    opened: list[Follower] = []

    def open_one(credential: str, last_id: str = "", query: str = "") -> Follower:
        opened.append(Follower(live.port, credential, last_id, query))
        return opened[-1]

    yield open_one
    for each in opened:
        each.cut()


def names(events: list[Message]) -> list[str]:
    return [each.name for each in events]


def whats(events: list[Message]) -> list[str]:
    return [each.data["payload"]["what"] for each in events]


@pytest.fixture
def shop(fresh_database: TestDatabase) -> Shop:
    return a_shop(paise=10_000_000)


def test_a_payout_is_followed_to_its_end(
    shop: Shop, simulated_bank: SimulatedBank, follow: Callable[..., Follower]
) -> None:
    other = a_shop("Ravi Traders", paise=100_000)
    mine, theirs = shop.api_key(), other.api_key()
    simulated_bank.live_until_morning()
    settle()
    watching, elsewhere = follow(mine), follow(theirs)

    payout = simulated_bank.will("ok", shop)
    others = simulated_bank.will("ok", other)
    simulated_bank.live(3_600)

    heard = up_to(watching, "payout.completed")
    assert {each.data["merchant_id"] for each in heard} == {str(shop.id)}
    about = [each for each in heard if each.data["subject"] == f"payout/{payout.id}"]
    assert names(about) == ["payout.created", "payout.processing", "payout.completed"]
    assert [each.data["subject_sequence"] for each in about] == [1, 2, 3]
    assert about[-1].data["payload"]["amount"] == {"amount_minor": 60_000, "currency": "INR"}
    theirs_heard = up_to(elsewhere, "payout.completed")
    assert {each.data["merchant_id"] for each in theirs_heard} == {str(other.id)}
    assert theirs_heard[-1].data["subject"] == f"payout/{others.id}"


def up_to(follower: Follower, name: str) -> list[Message]:
    """What it hears until an event of this name."""
    heard = follower.events(1)
    while heard[-1].name != name:
        heard += follower.events(1)
    return heard


def test_a_cut_line_goes_on_where_it_was(shop: Shop, follow: Callable[..., Follower]) -> None:
    key = shop.api_key()
    settle()
    whole, cut = follow(key), follow(key)
    heard: list[Message] = []
    for turn in range(6):
        happened(*(f"{turn}.{number}" for number in range(5)), merchant_id=shop.id)
        # Three of five, and what was sent but not read is lost on the way.
        heard += cut.events(3)
        cut.cut()
        happened(f"{turn}.meanwhile", merchant_id=shop.id)
        cut = follow(key, cut.last_id)
        heard += cut.events(3)
    assert whats(heard) == whats(whole.events(36))
    assert len({each.id for each in heard}) == 36


def test_a_killed_server_is_followed_on_by_the_next(
    shop: Shop, live: Live, follow: Callable[..., Follower]
) -> None:
    key = shop.api_key()
    settle()
    watching = follow(key)
    happened("1", "2", merchant_id=shop.id)
    heard = watching.events(2)

    live.program.kill()
    assert watching.rest() == []
    happened("3", merchant_id=shop.id)
    live.start()
    happened("4", merchant_id=shop.id)
    watching = follow(key, watching.last_id)
    heard += watching.events(2)
    assert whats(heard) == ["1", "2", "3", "4"]

    # Asked to stop, it ends its streams properly and at once.
    live.program.signal(signal.SIGTERM)
    assert watching.rest() == []
    assert live.program.wait_for_death(seconds=10) == 0


def test_a_slow_reader_is_cut_off_and_loses_nothing(
    shop: Shop, live: Live, follow: Callable[..., Follower]
) -> None:
    key = shop.api_key()
    settle()
    quick, start = follow(key), follow(key)
    start.cut()
    # It asks, and then reads nothing; the buffers on the way are small, and soon full.
    slow = socket.socket()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    slow.connect(("127.0.0.1", live.port))
    slow.sendall(
        f"GET {STREAM} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\n"
        f"Last-Event-ID: {start.last_id}\r\n\r\n".encode()
    )
    assert slow.recv(1) == b"H"

    # Far more than the buffers of both ends take (several megabytes), in a few large facts.
    long = "x" * 10_000
    count = 0
    while "too slow" not in live.program.said:
        happened(*(f"{number} {long}" for number in range(count, count + 100)), merchant_id=shop.id)
        assert len(quick.events(100)) == 100
        count += 100
        assert count <= 20_000, "nobody was cut off"
    slow.close()

    again = follow(key, start.last_id)
    behind = again.next()
    if behind.name == "reset":
        assert behind.data == {"reason": "too_far_behind"}
    else:
        again.cut()
        again = follow(key, start.last_id)
        assert [int(each.split()[0]) for each in whats(again.events(count))] == list(range(count))


def test_a_session_that_ends_ends_its_streams(shop: Shop, follow: Callable[..., Follower]) -> None:
    with db.transaction():
        issued = identity.create_api_key(
            merchant_id=shop.id,
            made_by=shop.owner_id,
            name="tests",
            scopes=["read"],
            actor=shop.actor,
            at=db.clock(),
        )
    settle()
    watching = follow(issued.raw)
    with db.transaction():
        identity.revoke_api_key(
            key_id=issued.id, merchant_id=shop.id, actor=shop.actor, at=db.clock()
        )
    # Within a beat: nothing is told to it any longer, and the next time it is not let in.
    assert names(watching.rest()) == ["api_key.revoked"]
    assert follow(issued.raw).status == 401


# --- auctions, which others follow as well --------------------------------------------------------


def test_an_auction_is_followed_by_whoever_looks_on(
    fresh_database: TestDatabase, follow: Callable[..., Follower]
) -> None:
    """As far as everybody may know, and once; whose it is, is told more, and once as well."""
    hall, hidden = (
        a_hall(heard=hear_committed, plan={"visibility": each, "final_round": None})
        for each in (Visibility.PRICE, Visibility.RANK)
    )
    asha, binu, looker = (a_shop(name, accounts=0) for name in ("Asha", "Binu", "Looker"))
    key, about = looker.api_key(), f"?deal_id={hall.deal_id}"
    of_poster, of_bidder = hall.poster.api_key(), asha.api_key()
    # That somebody has a key happened as well, and before anybody follows.
    settle()
    looking, at_hidden = follow(key, "", about), follow(key, "", f"?deal_id={hidden.deal_id}")
    own, bidding = follow(of_poster, "", about), follow(of_bidder, "", about)
    elsewhere = follow(key)
    for auction in (hall, hidden):
        auction.bid(asha, 90_000)
        auction.instruct(binu, 71_237)
    happened("the end", merchant_id=looker.id)

    first, second = looking.events(2)
    ends_at = hall.log[0].ends_at_after.isoformat()
    assert (first.name, first.data["merchant_id"]) == ("auction.moved", None)
    assert first.data["payload"] == {
        "deal_id": str(hall.deal_id), "sequence": 1, "ends_at": ends_at, "bidder": 1,
        "price": {"amount_minor": 90_000, "currency": "INR"},
    }  # fmt: skip
    assert second.data["payload"]["price"]["amount_minor"] == 89_000
    assert "71237" not in str(second)
    # Where prices are hidden, that something happened is all there is to know.
    assert [set(each.data["payload"]) for each in at_hidden.events(2)] == [
        {"deal_id", "sequence", "ends_at"}
    ] * 2
    full = own.events(2)
    assert [each.data["payload"]["kind"] for each in full] == ["bid", "instruct"]
    assert {each.data["merchant_id"] for each in full} == {str(hall.poster.id)}
    heard = names(bidding.events(4))
    assert sorted(heard) == ["auction.moved", "auction.moved", "bid.outbid", "bid.placed"]
    # What is one's own is told as ever, and nothing is told twice.
    for follower in (looking, at_hidden, elsewhere):
        assert whats(follower.events(1)) == ["the end"]
    # A cut line goes on where it was.
    again = follow(key, first.id, about)
    assert [each.id for each in again.events(2)] == [second.id, elsewhere.last_id]


def test_an_auction_that_is_not_shown_to_them_is_followed_by_nobody(
    fresh_database: TestDatabase, live: Live
) -> None:
    hall = a_hall(heard=hear_committed, visibility=DealVisibility.INVITED)
    settle()
    refused = Follower(live.port, a_shop("Looker").api_key(), "", f"?deal_id={hall.deal_id}")
    assert refused.status == 404
    refused.cut()

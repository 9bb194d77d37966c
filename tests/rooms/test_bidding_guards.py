"""The log of an auction guards itself: what no verb would write, the database refuses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError
from django.db.utils import DatabaseError, ProgrammingError

from adulis.bidding.models import Auction, Award, Bid, Participant, Result
from adulis.bidding.replaying import difference, unlike_their_replay
from adulis.bidding.values import Step, StepKind
from adulis.deals.values import DealKind
from adulis.kernel import db
from adulis.kernel.ids import new_id
from adulis.kernel.money import rupees
from tests.auctions import Hall, a_hall
from tests.world import Shop, a_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha() -> Shop:
    return a_shop("Asha")


@pytest.fixture
def binu() -> Shop:
    return a_shop("Binu")


@pytest.fixture
def hall(asha: Shop) -> Hall:
    """Asha leads at 90,000; a step is 1,000."""
    hall = a_hall()
    hall.bid(asha, 90_000)
    return hall


@contextmanager
def breaks(name: str) -> Iterator[None]:
    """The database refuses it, and says by which of its rules."""
    with pytest.raises(IntegrityError) as caught:
        yield
    cause = caught.value.__cause__
    assert isinstance(cause, psycopg.Error)
    assert cause.diag.constraint_name == name


def line(hall: Hall, shop: Shop, price: int, **changes: Any) -> Bid:
    auction = hall.auction
    told = {
        "id": new_id(), "auction": auction, "position": auction.position + 1,
        "sequence": auction.sequence + 1, "kind": "bid", "party_id": shop.id,
        "amount_minor": price, "terms_version": 1, "previous_position": auction.position,
        "previous_price": auction.price_minor, "price_after": price, "leader_after_id": shop.id,
        "ends_at_after": auction.ends_at, "made_by": "nobody", "at": db.clock(),
    }  # fmt: skip
    return Bid(**(told | changes))


def insert(row: Any) -> None:
    with db.transaction():
        row.save(force_insert=True)
        db.execute("SET CONSTRAINTS ALL IMMEDIATE")


WRONG: list[tuple[str, int, dict[str, Any], str]] = [
    ("no step", 89_001, {}, "bidding_bid_improves"),
    ("no improvement", 90_000, {}, "bidding_bid_improves"),
    ("worse", 95_000, {}, "bidding_bid_improves"),
    ("worse, by a limit", 95_000, {"kind": "cancel", "amount_minor": None},
     "bidding_bid_improves"),
    ("nothing at all", 0, {"leader_after_id": None, "amount_minor": 1}, "bidding_bid_improves"),
    ("another price before", 80_000, {"previous_price": 99_000}, "bidding_bid_follows_the_last"),
    ("a place left out", 80_000, {"position": 3, "previous_position": 2},
     "bidding_bid_follows_the_last"),
    ("the same place", 80_000, {"position": 1, "previous_position": None, "previous_price": 0},
     "bidding_bid_follows_the_last"),
    ("another line before", 80_000, {"previous_position": 0}, "bidding_bid_follows"),
    ("a sequence left out", 80_000, {"sequence": 3}, "bidding_bid_follows_the_last"),
    ("nobody leads at a price", 80_000, {"leader_after_id": None}, "bidding_bid_led_at_a_price"),
    ("a bid of nobody", 80_000, {"party_id": None}, "bidding_bid_of_a_party"),
    ("a word nobody knows", 80_000, {"kind": "wish", "amount_minor": None},
     "bidding_bid_kind_known"),
    ("a bid that says nothing", 80_000, {"amount_minor": None}, "bidding_bid_says_how_much"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "price", "changes", "name"), WRONG, ids=[r[0] for r in WRONG])
def test_a_line_that_no_rule_allows_is_refused(
    hall: Hall, binu: Shop, why: str, price: int, changes: dict[str, Any], name: str
) -> None:
    with breaks(name):
        insert(line(hall, binu, price, **changes))


def test_upwards_as_well(asha: Shop, binu: Shop) -> None:
    hall = a_hall(kind=DealKind.OFFER, plan={"start": rupees(10_000)})
    hall.bid(asha, 10_000)
    for price in (9_000, 10_000, 10_999):
        with breaks("bidding_bid_improves"):
            insert(line(hall, binu, price))
    insert(line(hall, binu, 11_000))


def test_a_step_in_basis_points_is_reckoned_by_the_database_too(asha: Shop, binu: Shop) -> None:
    hall = a_hall(plan={"step": Step(StepKind.BASIS_POINTS, 33)})
    hall.bid(asha, 99_999)
    # 33 ten-thousandths of 99,999 are 329.9967: a part of a paisa counts as one.
    with breaks("bidding_bid_improves"):
        insert(line(hall, binu, 99_999 - 329))
    insert(line(hall, binu, 99_999 - 330))


def test_the_predecessor_is_a_real_line_with_that_price() -> None:
    """The chain is a foreign key of its own (reference/escrow.md §3.9)."""
    row = db.fetch_row(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s",
        ["bidding_bid_predecessor"],
    )
    assert row is not None
    assert row[0] == (
        "FOREIGN KEY (auction_id, previous_position, previous_price)"
        ' REFERENCES bidding_bid(auction_id, "position", price_after)'
    )


def test_nobody_bids_on_what_is_theirs(hall: Hall) -> None:
    with breaks("bidding_bid_by_another"):
        insert(line(hall, hall.poster, 80_000))
    seat = Participant(
        id=new_id(), auction=hall.auction, party_id=hall.poster.id, number=2, joined_at=db.clock()
    )
    with breaks("bidding_participant_is_another"):
        insert(seat)


def test_nothing_is_written_into_a_log_that_is_closed(hall: Hall, binu: Shop) -> None:
    hall.at_end()
    with breaks("bidding_bid_while_open"):
        insert(line(hall, binu, 80_000))


@pytest.mark.parametrize("table", ["bidding_bid", "bidding_result"])
def test_nothing_is_changed_or_removed(hall: Hall, table: str) -> None:
    for statement in (
        f"UPDATE {table} SET at = at",
        f"DELETE FROM {table}",
        f"TRUNCATE {table} CASCADE",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), db.transaction():
            db.execute(statement)


def test_an_auction_stands_where_its_log_says(hall: Hall, binu: Shop) -> None:
    for changes in (
        {"price_minor": 80_000},
        {"leader_id": binu.id},
        {"position": 2},
        {"position": 2, "price_minor": 80_000, "leader_id": binu.id},
    ):
        with breaks("bidding_auction_follows_log"), db.transaction():
            Auction.objects.filter(id=hall.auction.id).update(**changes)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"step_value": 1}, "bidding_auction_frozen"),
        ({"start_minor": 1}, "bidding_auction_frozen"),
        ({"reserve_sealed": "v1.x.y", "reserve_commitment": "0"}, "bidding_auction_frozen"),
        ({"bond_minor": 1}, "bidding_auction_frozen"),
        ({"version": 0}, "bidding_auction_forward"),
        ({"terms_version": 0}, "bidding_auction_forward"),
        ({"state": "agreed"}, "bidding_auction_moves"),
    ],
)
def test_rules_never_change(hall: Hall, changes: dict[str, Any], name: str) -> None:
    with breaks(name), db.transaction():
        Auction.objects.filter(id=hall.auction.id).update(**changes)


def test_an_auction_never_ends_sooner(hall: Hall) -> None:
    with breaks("bidding_auction_forward"), db.transaction():
        db.execute("UPDATE bidding_auction SET ends_at = ends_at - interval '1 second'")
    for statement in ("DELETE FROM bidding_auction", "DELETE FROM bidding_participant"):
        with pytest.raises(DatabaseError), db.transaction():
            db.execute(statement)


def test_who_takes_part_stays_who_they_are(hall: Hall, binu: Shop) -> None:
    with breaks("bidding_participant_frozen"), db.transaction():
        Participant.objects.update(party_id=binu.id)


def test_nobody_is_awarded_what_they_have_not_bid(hall: Hall, asha: Shop, binu: Shop) -> None:
    hall.bid(binu, 80_000)
    hall.at_end()
    told: dict[str, Any] = {
        "id": new_id(), "auction": hall.auction, "number": 1, "rank": 1, "party_id": binu.id,
        "price_minor": 80_000, "is_binding": True, "made_by": "nobody", "made_at": db.clock(),
        "due_at": db.clock(),
    }  # fmt: skip
    for changes in ({"price_minor": 79_999}, {"party_id": asha.id}, {"rank": 3}):
        with breaks("bidding_award_of_a_bid"):
            insert(Award(**(told | changes)))
    insert(Award(**told))
    with breaks("bidding_award_frozen"), db.transaction():
        Award.objects.update(price_minor=1)


def test_the_replay_finds_a_line_that_was_changed(hall: Hall, asha: Shop, binu: Shop) -> None:
    hall.instruct(asha, 60_000)
    hall.bid(binu, 85_000)
    assert unlike_their_replay() == []
    rows = Bid.objects.filter(auction_id=hall.auction.id).order_by("position")
    assert difference(hall.auction) is None
    # Whoever could write would have to move a bidder's own row, which nothing else tells.
    with db.transaction():
        Participant.objects.filter(party_id=binu.id).update(level_minor=84_000)
    [(auction_id, stored, replayed)] = unlike_their_replay()
    assert auction_id == hall.auction.id
    assert stored != replayed
    assert rows.count() == 3
    assert Result.objects.count() == 0

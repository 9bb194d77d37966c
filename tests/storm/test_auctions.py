"""Many bid in many auctions, correct themselves and give up, while auctions end and workers die.

Chance decides, from a seed. Workers die at the very points where they close an auction, and time
goes on only as fast as bids are answered. Afterwards every invariant is asked; the log of every
auction is played through by somebody who knows nothing of ours (``tests.pure.bidding``); whatever
a bidder was told is in a log, and nothing else is; and when everything has come to its end, all
money is in wallets again.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection

from adulis.bidding import errors
from adulis.bidding import tasks as bidding
from adulis.bidding.logbook import entries_of, rules_of
from adulis.bidding.models import Auction, Award, Bid, Participant, SealedBid
from adulis.bidding.rules.orders import Amend, Instruct, Retract
from adulis.bidding.rules.orders import Bid as Called
from adulis.bidding.values import Direction, Format, StepKind, Visibility
from adulis.bidding.values import Step as By
from adulis.deals import tasks as deals
from adulis.deals.values import DealFormat, DealKind
from adulis.escrow import tasks as escrow
from adulis.kernel import db
from adulis.kernel.errors import Refusal
from adulis.kernel.money import rupees
from adulis.timers import actions as timers
from tests.auctions import Hall, a_hall, hear_committed
from tests.bank import broken_promises, together
from tests.databases import TestDatabase
from tests.dealing import WHO
from tests.facts import settle
from tests.processes import Program, a_worker
from tests.pure.bidding.simulation import Said, Table
from tests.storm.bidders import (
    BUSY,
    EXPECTED,
    RUNNING,
    STEP_PAISE,
    Bidder,
    Crowd,
    is_running,
    room_for,
)
from tests.storm.nemesis import at_large
from tests.waiting import until
from tests.world import Shop, a_shop

SEED = 20_261_126
RICH_PAISE, POOR_PAISE, BOND_PAISE = 200_000, 7_000, 5_001
DEATHS = ("fire.after_lease", "fire.before_commit", "fire.after_commit")
WORK = ("bidding.timers", "bidding.listen", "deals.timers", "deals.listen", "escrow.timers")
FIFTY = 50
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.timeout(1_800)


@dataclass(slots=True)
class Workers:
    """Two at a time. They die when they fire a timer, until each death was died ``each`` times."""

    database: TestDatabase
    folder: Path
    each: int
    alive: dict[str, list[Program]] = field(default_factory=dict)
    deaths: Counter[str] = field(default_factory=Counter)
    _started: int = 0

    def look_after(self) -> None:
        """Whoever has died is replaced."""
        for failpoint, those in self.alive.items():
            self.deaths[failpoint] += sum(not worker.is_running for worker in those)
            those[:] = [worker for worker in those if worker.is_running]
        while sum(len(those) for those in self.alive.values()) < 2:
            failpoint = self._next()
            log = self.folder / f"worker-{self._started}.log"
            made = a_worker(self.database.environment, log, *WORK, failpoint=failpoint).start()
            self.alive.setdefault(failpoint, []).append(made)
            self._started += 1

    def _next(self) -> str:
        """The death that is rarest so far; none once there were enough of all."""
        missing = [each for each in DEATHS if self.deaths[each] < self.each]
        about = {each: self.deaths[each] + len(self.alive.get(each, [])) for each in missing}
        return min(missing, key=lambda each: about[each], default="")

    def end(self) -> None:
        for those in self.alive.values():
            for worker in those:
                worker.kill()


@pytest.fixture
def workers(fresh_database: TestDatabase, tmp_path: Path, release_size: bool) -> Iterator[Workers]:
    made = Workers(fresh_database, tmp_path, each=4 if release_size else 1)
    try:
        yield made
    finally:
        made.end()


def test_many_bid_while_auctions_end_and_workers_die(
    workers: Workers, release_size: bool, tell: Callable[[str], None]
) -> None:
    merchants, auctions, pace = (50, 20, 60) if release_size else (10, 5, 8)
    chance = random.Random(SEED)
    bidders = [
        Bidder(a_shop(f"Bidder {number}", paise=_purse(number), accounts=0), random.Random(number))
        for number in range(merchants)
    ]
    posters = [a_shop(f"Poster {number}", accounts=0) for number in range(auctions)]
    everybody = [*(each.shop for each in bidders), *posters]
    had = sum(shop.available for shop in everybody)
    halls = [_hall(poster, number) for number, poster in enumerate(posters)]
    heard_of(*halls)

    with room_for(merchants + 4):
        crowd = Crowd(bidders, halls)
        with at_large(crowd):
            rage(crowd, workers, halls, pace, chance)
    workers.end()

    log = Counter(hall.auction.state for hall in halls)
    answers = crowd.answers()
    tell(
        f"auctions: {sum(answers.values())} deeds of {merchants} in {auctions}, "
        f"{sum(count for (_, code), count in answers.items() if code == 'done')} taken; ended as"
        f" {dict(log)}; deaths {dict(workers.deaths)}; seed {SEED}"
    )
    assert {code for _, code in answers} <= EXPECTED, answers
    wrong = wrongs_of(bidders)
    assert not wrong, "\n".join(wrong)
    assert broken_promises() == []
    # A storm that met nothing proved nothing.
    for what in ("bid", "instruct", "correct", "cancel", "go"):
        assert answers[what, "done"], (what, answers)
    assert {"closed", "outbid", "insufficient_funds"} <= {code for _, code in answers}
    assert all(workers.deaths[each] >= workers.each for each in DEATHS), workers.deaths

    for hall in halls:
        choose(hall, bidders)
    come_to_the_end()
    assert sum(shop.available for shop in everybody) == had
    assert sum(seat.bond_minor for seat in Participant.objects.all()) == 0
    assert broken_promises() == []


def _purse(number: int) -> int:
    return POOR_PAISE if number % 5 == 0 else RICH_PAISE


def _hall(poster: Shop, number: int) -> Hall:
    """Of every kind, ending one after the other within the hour."""
    absolute, shares = By(StepKind.ABSOLUTE, STEP_PAISE), By(StepKind.BASIS_POINTS, 10)
    bond = {"bond": rupees(BOND_PAISE)}
    soon = {"window": MINUTE, "extension": MINUTE}
    final = {**soon, "overtime": MINUTE, "final_round": 3 * MINUTE}
    usual = {**soon, "overtime": 10 * MINUTE, "final_round": None}
    kinds: list[dict[str, Any]] = [
        {"plan": {"step": absolute, **bond, **final}},
        {"plan": {"step": absolute, **usual}, "kind": DealKind.OFFER},
        {"plan": {"step": shares, "reserve": rupees(99_000), **bond, **usual}},
        {"plan": {"final_round": None, **bond}, "how": DealFormat.SEALED},
        {
            "plan": {"step": absolute, "visibility": Visibility.RANK, **bond, **final},
            "kind": DealKind.OFFER,
        },
    ]
    hours = (20 + 20 * number / 20) / 60
    return a_hall(poster, hours=hours, heard=lambda: None, **kinds[number % len(kinds)])


def rage(
    crowd: Crowd, workers: Workers, halls: Sequence[Hall], pace: int, chance: random.Random
) -> None:
    """Until every auction is over. Time moves when ``pace`` more deeds were answered, whatever
    they came to; the workers are looked after meanwhile.
    """
    while not _is_over(halls):

        def is_time(answered: int = crowd.answered) -> bool:
            workers.look_after()
            return bool(crowd.wrong) or crowd.answered >= answered + pace or _is_over(halls)

        until(is_time, lambda: f"bids: {crowd.answers()}", seconds=120)
        assert not crowd.wrong, crowd.wrong
        with db.transaction():
            timers.advance_clock(seconds=chance.randint(5, 45), actor=WHO, at=db.clock())


def _is_over(halls: Sequence[Hall]) -> bool:
    return not any(is_running(hall) for hall in halls)


# --- nobody is starved ----------------------------------------------------------------------------


@pytest.mark.usefixtures("fresh_database")
def test_of_fifty_who_bid_in_one_auction_nobody_is_starved(
    release_size: bool, tell: Callable[[str], None]
) -> None:
    """Everybody asks again as soon as they are answered, until all of them together were answered
    so often: then each has been, and none of them most of the time.
    """
    rounds = 40 if release_size else 8
    shops = [a_shop(f"Bidder {number}", accounts=0) for number in range(FIFTY)]
    hall = a_hall(
        kind=DealKind.OFFER, heard=lambda: None,
        plan={"step": By(StepKind.ABSOLUTE, 1), "final_round": None},
    )  # fmt: skip
    heard_of(hall)
    left, begin = threading.Semaphore(FIFTY * rounds), threading.Barrier(FIFTY)

    def take_part(shop: Shop) -> Counter[str]:
        begin.wait()
        try:
            return bid_on(hall, shop, left)
        finally:
            connection.close()

    with room_for(FIFTY + 2), ThreadPoolExecutor(FIFTY) as threads:
        found = list(threads.map(take_part, shops))

    answered, taken = ([each[what] for each in found] for what in ("answered", "taken"))
    tell(
        f"fifty in one auction: answered {min(answered)} to {max(answered)} times each, taken"
        f" {min(taken)} to {max(taken)}, {sum(each['busy'] for each in found)} told to come again"
    )
    assert sum(answered) == FIFTY * rounds
    assert Bid.objects.count() == sum(taken)
    # Nobody has half as many answers as the mean, or three times as many.
    assert min(answered) * 2 >= rounds, sorted(answered)
    assert max(answered) <= rounds * 3, sorted(answered)
    assert wrongs_of([]) == []
    assert broken_promises() == []


def bid_on(hall: Hall, shop: Shop, left: threading.Semaphore) -> Counter[str]:
    """As long as there are turns left: what was enough a moment ago, and a little more."""
    found: Counter[str] = Counter()
    chance = random.Random(shop.name)
    least = 100_000
    while left.acquire(blocking=False):
        try:
            placed = hall.bid(shop, least + chance.randint(0, 50), terms_version=1)
            assert placed.price is not None
            least = placed.price.minor + 1
            found["taken"] += 1
        except (errors.Outbid, errors.BidNotImproved) as refusal:
            least = refusal.facts["required_paise"]
        except OperationalError as error:
            # No answer to the bid: over HTTP it is 503, and the same again with the same key.
            if not db.is_lock_trouble(error):
                raise
            found[BUSY] += 1
            left.release()
            continue
        found["answered"] += 1
    return found


def heard_of(*halls: Hall) -> None:
    """Workers hear of so much at a time, and there is more to hear of than auctions."""

    def are_open() -> bool:
        hear_committed()
        return Auction.objects.count() == len(halls)

    until(are_open, "the auctions to be opened")


# --- what is true afterwards ----------------------------------------------------------------------


def wrongs_of(bidders: Sequence[Bidder]) -> list[str]:
    """Lines that nobody was told of, or that are missing; and logs that another would not write."""
    found = []
    for auction in Auction.objects.order_by("id"):
        lines = Counter(Bid.objects.filter(auction=auction).values_list("party_id", flat=True))
        sealed = SealedBid.objects.filter(auction=auction)
        lines += Counter(sealed.values_list("party_id", flat=True))
        told = {each.shop.id: each.lines[auction.id] for each in bidders}
        found += [
            f"{auction.id}: {party} was told of {told[party]} lines, {lines[party]} are there"
            for party in told
            if told[party] != lines[party]
        ]
        if auction.format == Format.OPEN:
            found += played_through(auction)
    return found


def played_through(auction: Auction) -> list[str]:
    """The log, played through a paisa at a time by the oracle of the rules' own tests."""
    rows = list(Bid.objects.filter(auction=auction).order_by("position"))
    table = _table(auction)
    for row, entry in zip(rows, entries_of(rows), strict=True):
        amount, until_ = 0, None
        match entry.order:
            case Called(amount=money):
                amount = money.minor
            case Instruct(limit=money, until=over):
                amount, until_ = money.minor, None if over is None else _micro(over)
            case Retract(target=target):
                amount = target
            case Amend(ends_at=ends_at):
                amount = _micro(ends_at)
            case _:
                pass
        table.hear(Said(_micro(entry.at), row.kind, str(row.party_id), amount, until_))
        told = (table.price or 0, table.leader, table.ends)
        leader = None if row.leader_after_id is None else str(row.leader_after_id)
        stored = (row.price_after, leader, _micro(row.ends_at_after))
        if told != stored:
            return [f"{auction.id}, line {row.position}: {stored} is stored, {told} was played"]
    return []


def _table(auction: Auction) -> Table:
    rules = rules_of(auction)
    return Table(
        upwards=auction.direction == Direction.FORWARD,
        start=auction.start_minor,
        reserve=None if rules.reserve is None else rules.reserve.minor,
        step=auction.step_value,
        step_in_basis_points=auction.step_kind == StepKind.BASIS_POINTS,
        opens=_micro(auction.starts_at),
        ends=_micro(auction.first_ends_at),
        latest=_micro(auction.first_hard_end_at),
        window=auction.window_seconds * 1_000_000,
        extension=auction.extension_seconds * 1_000_000,
    )


def _micro(moment: Any) -> int:
    return int(moment.timestamp()) * 1_000_000 + int(moment.microsecond)


def choose(hall: Hall, bidders: Sequence[Bidder]) -> None:
    """The best is chosen, and says yes twice and no once, all at the same moment: one of it is."""
    if hall.auction.state != "closed":
        return
    best, _ = hall.ranking[0]
    [shop] = [each.shop for each in bidders if each.shop.id == best]
    hall.award(shop)
    done = together(
        lambda: hall.confirm(shop), lambda: hall.confirm(shop), lambda: hall.decline(shop)
    )
    assert [isinstance(each, Award | Refusal) for each in done] == [True] * 3, done
    assert len([each for each in done if isinstance(each, Award)]) == 1, done


def come_to_the_end() -> None:
    """Nobody does anything any more: what was agreed on lapses, and everybody's bond goes back."""
    tasks = (
        escrow.listen, escrow.fire_timers, deals.listen, deals.fire_timers, bidding.listen,
        bidding.fire_timers,
    )  # fmt: skip
    for _ in range(12):
        with db.transaction():
            timers.advance_clock(seconds=int((5 * DAY).total_seconds()), actor=WHO, at=db.clock())
        settle()
        while sum(task() for task in tasks):
            settle()
    assert not Auction.objects.filter(state__in=RUNNING).exists()

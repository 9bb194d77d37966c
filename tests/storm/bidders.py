"""Merchants who bid against each other from many threads, and what each of them was answered."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection, connections

from adulis.bidding import errors
from adulis.bidding.machine import AuctionState
from adulis.bidding.models import Auction
from adulis.bidding.values import Direction, Format
from adulis.kernel import db
from adulis.kernel.errors import Refusal
from tests.auctions import Hall
from tests.world import Shop

RUNNING = {AuctionState.OPEN, AuctionState.FINAL_ROUND}
STEP_PAISE, LONGEST_REACH_PAISE = 20, 20_000
BUSY = "busy"
DEEDS = {"bid": 50, "instruct": 25, "correct": 12, "cancel": 8, "go": 3}


@dataclass(slots=True)
class Bidder:
    """A merchant, and what became of what it did: ``lines`` it was told are in a log."""

    shop: Shop
    chance: random.Random
    lines: Counter[UUID] = field(default_factory=Counter)
    answers: Counter[tuple[str, str]] = field(default_factory=Counter)
    _limits: set[tuple[UUID, int]] = field(default_factory=set)

    def act(self, hall: Hall) -> bool:
        """Do one thing in an auction; whether it goes on."""
        auction = hall.auction
        if auction.state not in RUNNING:
            return False
        [what] = self.chance.choices(list(DEEDS), list(DEEDS.values()))
        if auction.format == Format.SEALED:
            what = "withdraw" if what == "go" else "bid"
        self._try(what, lambda: getattr(self, f"_{what}")(hall, auction), auction)
        return True

    def answered(self, what: str = "") -> int:
        """How many of its deeds, or of those of a kind, were answered."""
        return sum(count for (deed, _), count in self.answers.items() if what in {"", deed})

    def _try(self, what: str, deed: Callable[[], int], auction: Auction) -> None:
        try:
            lines = deed()
            self.lines[auction.id] += lines
            self.answers[what, "done"] += 1
        except Refusal as refusal:
            self.answers[what, refusal.code] += 1
        except OperationalError as error:
            # Over HTTP: 503, and the same again with the same key.
            if not db.is_lock_trouble(error):
                raise
            self.answers[what, BUSY] += 1

    # --- what it does; each returns how many lines that makes -------------------------------------

    def _bid(self, hall: Hall, auction: Auction) -> int:
        hall.bid(self.shop, self._better(auction, self.chance.randint(1, 4)))
        return 1

    def _instruct(self, hall: Hall, auction: Auction) -> int:
        reach = self.chance.randint(1, LONGEST_REACH_PAISE // STEP_PAISE)
        limit = self._better(auction, reach) + self.chance.randrange(STEP_PAISE)
        if (auction.id, limit) in self._limits:
            return 0  # said again it is no line
        hall.instruct(self.shop, limit)
        self._limits.add((auction.id, limit))
        return 1

    def _correct(self, hall: Hall, auction: Auction) -> int:
        """A slip of the finger, noticed at once."""
        slip, meant = (self._better(auction, steps) for steps in (40, 2))
        hall.bid(self.shop, slip)
        self.lines[auction.id] += 1
        hall.retract(self.shop, corrected=meant)
        return 2

    def _cancel(self, hall: Hall, _: Auction) -> int:
        hall.cancel(self.shop)
        return 1

    def _go(self, hall: Hall, _: Auction) -> int:
        """Out of it, whatever that costs."""
        hall.retract(self.shop, forfeit=True)
        return 1

    def _withdraw(self, hall: Hall, _: Auction) -> int:
        hall.withdraw(self.shop)
        return 1

    def _better(self, auction: Auction, steps: int) -> int:
        sign = 1 if auction.direction == Direction.FORWARD else -1
        price = auction.price_minor or auction.start_minor
        size = max(STEP_PAISE, price * auction.step_value // 10_000 + 1)
        by = size if auction.step_kind == "basis_points" else STEP_PAISE
        return max(1, price + sign * steps * by)


@dataclass(slots=True)
class Crowd:
    """All bidders, each in a thread of its own, until they are stopped."""

    bidders: Sequence[Bidder]
    halls: Sequence[Hall]
    wrong: list[BaseException] = field(default_factory=list)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        self._threads = [
            threading.Thread(target=self._go_on, args=(each,), name=each.shop.name)
            for each in self.bidders
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let everybody finish. Raises what was no refusal."""
        self._stopping.set()
        for thread in self._threads:
            thread.join()
        if self.wrong:
            raise self.wrong[0]

    @property
    def answered(self) -> int:
        return sum(each.answered() for each in self.bidders)

    def answers(self) -> Counter[tuple[str, str]]:
        return sum((each.answers for each in self.bidders), Counter())

    def _go_on(self, bidder: Bidder) -> None:
        try:
            while not self._stopping.is_set():
                if not bidder.act(bidder.chance.choice(self.halls)):
                    self._stopping.wait(0.02)
        except BaseException as error:  # noqa: BLE001 – outermost loop of a thread, told to the test
            self.wrong.append(error)
        finally:
            connection.close()


@contextmanager
def room_for(threads: int) -> Iterator[None]:
    """A connection for each of so many threads: nobody queues for anything but an auction."""
    usual = connections["default"].settings_dict["OPTIONS"]["pool"]
    _pool({**usual, "max_size": threads, "timeout": 60})
    try:
        yield
    finally:
        _pool(usual)


def _pool(options: dict[str, Any]) -> None:
    line: Any = connections["default"]
    line.close()
    line.close_pool()
    # All threads' connections share this dict.
    line.settings_dict["OPTIONS"]["pool"] = options


def is_running(hall: Hall) -> bool:
    return hall.auction.state in RUNNING


EXPECTED = {
    "done",
    BUSY,
    *(
        each.code
        for each in (
            errors.Outbid, errors.BidNotImproved, errors.Closed, errors.UnusualBid,
            errors.LimitBelowPrice, errors.TooLateToLower, errors.NothingStanding,
            errors.RetractionRefused, errors.NotFinalist, errors.OneShotOnly,
            errors.BidderExcluded, errors.BidsAreSealed, errors.BidOutOfRange,
        )
    ),
    "insufficient_funds",
}  # fmt: skip

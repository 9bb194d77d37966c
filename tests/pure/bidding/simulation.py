"""The oracle: auctions played through one paisa at a time, from ``reference/escrow.md`` §3 alone.

Nothing of the platform is imported here. Bidders are people at a table: the price walks from call
to call, and whoever reaches their limit falls silent. What is taken back is struck out and the
table plays again from the beginning.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple


class Said(NamedTuple):
    """``what``: bid, instruct, cancel, retract, withdraw, amend or reconfirm, in that second.

    ``amount`` is the price, the limit, or the line that is taken back.
    """

    second: int
    what: str
    who: str = ""
    amount: int = 0
    until: int | None = None


@dataclass
class Seat:
    called: int
    limit: int
    turn: int
    until: int | None = None

    def reach(self, second: int) -> int:
        return self.limit if self.until is None or second < self.until else self.called


@dataclass
class Table:
    """One auction; ``upwards`` says whether the highest call wins."""

    upwards: bool
    start: int
    reserve: int | None
    step: int
    step_in_basis_points: bool
    opens: int
    ends: int
    latest: int
    window: int
    extension: int
    price: int | None = None
    leader: str | None = None
    capped: bool = False
    seats: dict[str, Seat] = field(default_factory=dict)
    unsure: dict[str, Seat] = field(default_factory=dict)
    said: list[tuple[int, Said]] = field(default_factory=list)
    turns: int = 0

    # --- what may be said ---

    def allows(self, said: Said) -> bool:
        if not self.opens <= said.second < self.ends:
            return False
        mine = self.seats.get(said.who)
        late = said.second >= self.ends - 2 * self.window
        if said.what == "bid":
            if mine and self.leader == said.who:
                return self._ahead(said.amount, mine.reach(said.second)) > 0
            return self._takes_part(said, mine)
        if said.what == "instruct":
            if said.until is not None and said.until <= said.second:
                return False
            if not (mine and self.leader == said.who):
                return self._takes_part(said, mine)
            if self._ahead(said.amount, mine.called) < 0:
                return False
            return not (late and self._gives_up(mine, said))
        if said.what == "cancel":
            has_more = mine is not None and mine.reach(said.second) != mine.called
            return has_more and not (late and self.leader == said.who)
        if said.what == "reconfirm":
            return said.who in self.unsure
        return True

    def _takes_part(self, said: Said, mine: Seat | None) -> bool:
        if self._ahead(said.amount, self.start) < 0:
            return False
        if mine and self._ahead(said.amount, mine.called) < 1:
            return False
        if self.price is None:
            return True
        least = self._stepped(self.price)
        return least > 0 and self._ahead(said.amount, least) >= 0

    def _gives_up(self, mine: Seat, said: Said) -> bool:
        reach = mine.reach(said.second)
        if reach == mine.called:
            return False
        sooner = said.until is not None and (mine.until is None or said.until < mine.until)
        return self._ahead(said.amount, reach) < 0 or sooner

    # --- what comes of it ---

    def hear(self, said: Said) -> None:
        self.turns += 1
        led = self.leader
        if said.what in {"retract", "withdraw"}:
            self._strike(said)
        else:
            self.said.append((self.turns, said))
            self._play(self.turns, said)
        if self.leader != led and said.second >= self.ends - self.window:
            asked = said.second + self.extension
            self.capped = self.capped or asked > self.latest
            self.ends = max(self.ends, min(asked, self.latest))

    def _play(self, turn: int, said: Said) -> None:
        if said.what == "amend":
            self.unsure |= self.seats
            self.seats, self.price, self.leader = {}, None, None
            later = max(0, said.amount - self.ends)
            self.ends, self.latest = self.ends + later, self.latest + later
            return
        who, mine = said.who, self.seats.get(said.who)
        if said.what == "reconfirm":
            # What it was about may have been struck out since.
            seat = self.unsure.pop(who, None)
            if seat:
                seat.turn = turn
                self._call(who, seat, said.second)
        elif said.what == "cancel":
            if mine:
                mine.limit, mine.until = mine.called, None
        elif mine and self.leader == who:
            if said.what == "instruct":
                mine.limit, mine.until = self._further(said.amount, mine.called), said.until
            elif self._ahead(said.amount, mine.reach(said.second)) > 0:
                mine.limit, mine.until = said.amount, None
        elif said.what == "instruct":
            # An instruction calls nothing: it goes along from where the price is.
            opening = self.start if self.price is None else self.price
            opening = self._nearer(opening, said.amount)
            self.unsure.pop(who, None)
            self._call(who, Seat(opening, said.amount, turn, said.until), said.second)
        else:
            seat = Seat(said.amount, said.amount, turn)
            if mine and self._ahead(mine.reach(said.second), said.amount) > 0:
                seat.limit, seat.until = mine.limit, mine.until
            self.unsure.pop(who, None)
            self._call(who, seat, said.second)
        self._meet_reserve(said.second)

    def _call(self, who: str, seat: Seat, second: int) -> None:
        """``who`` calls ``seat.called``; whoever leads and ``who`` go on until one falls silent."""
        self.seats[who] = seat
        if self.leader is None or self.price is None:
            self.leader, self.price = who, seat.called
            return
        holder = self.seats[self.leader]
        holders, callers = holder.reach(second), seat.reach(second)
        if self._ahead(callers, self.price) <= 0:
            # Nobody need answer what does not come up to the price.
            seat.called = callers
            return
        if self._ahead(holders, seat.called) < 0:
            self.leader, self.price = who, seat.called
            return
        paisa = 1 if self.upwards else -1
        level = seat.called
        while self._ahead(holders, level) > 0 and self._ahead(callers, level) > 0:
            level += paisa
        silent_holder = self._ahead(callers, level) > 0
        for _ in range(self._step(level)):
            if self._ahead(callers if silent_holder else holders, level) > 0:
                level += paisa
        if silent_holder:
            holder.called, seat.called, self.leader = holders, level, who
        else:
            seat.called = callers
        self.price = self._further(self.price, level)
        self.seats[self.leader].called = self.price

    def _meet_reserve(self, second: int) -> None:
        if self.reserve is None or self.leader is None or self.price is None:
            return
        seat = self.seats[self.leader]
        reaches = self._ahead(seat.reach(second), self.reserve) >= 0
        if reaches and self._ahead(self.reserve, self.price) > 0:
            self.price = seat.called = self.reserve

    def _strike(self, said: Said) -> None:
        if said.what == "retract":
            left = [(turn, each) for turn, each in self.said if turn != said.amount]
        else:
            left = [(turn, each) for turn, each in self.said if each.who != said.who]
        end = (self.ends, self.latest, self.capped)
        self.seats, self.unsure, self.said = {}, {}, left
        self.price = self.leader = None
        for turn, each in left:
            self._play(turn, each)
        self.ends, self.latest, self.capped = end

    # --- numbers ---

    def _ahead(self, one: int, other: int) -> int:
        return one - other if self.upwards else other - one

    def _further(self, one: int, other: int) -> int:
        return max(one, other) if self.upwards else min(one, other)

    def _nearer(self, one: int, other: int) -> int:
        return min(one, other) if self.upwards else max(one, other)

    def _step(self, price: int) -> int:
        if not self.step_in_basis_points:
            return self.step
        return max(1, math.ceil(Fraction(price * self.step, 10_000)))

    def _stepped(self, price: int) -> int:
        return price + self._step(price) if self.upwards else price - self._step(price)


def by_limits(
    limits: list[int], *, upwards: bool, start: int, reserve: int | None, step: int
) -> tuple[int, int]:
    """The closed form for one limit each, in the order they came: price, and who has it."""
    best = max(range(len(limits)), key=lambda n: (limits[n] if upwards else -limits[n], -n))
    price = start
    others = [each for n, each in enumerate(limits) if n != best]
    if others:
        second = max(others) if upwards else min(others)
        answer = second + step if upwards else second - step
        price = min(limits[best], answer) if upwards else max(limits[best], answer)
    if reserve is not None and (limits[best] >= reserve if upwards else limits[best] <= reserve):
        price = max(price, reserve) if upwards else min(price, reserve)
    return price, best

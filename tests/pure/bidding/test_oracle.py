"""The rules against auctions that were played through one paisa at a time."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest

from adulis.bidding.rules import refusing
from adulis.bidding.rules.advancing import advance
from adulis.bidding.rules.book import Rules
from adulis.bidding.rules.orders import (
    Amend,
    Bid,
    Cancel,
    Entry,
    Instruct,
    Order,
    Reconfirm,
    Retract,
    Withdraw,
)
from adulis.bidding.rules.replaying import before_any, replay
from adulis.bidding.rules.state import State, ranking
from adulis.bidding.values import Direction
from adulis.kernel.errors import Refusal
from tests.pure.bidding.auctions import absolute, at, basis_points, forward, paise, reverse
from tests.pure.bidding.simulation import Said, Table, by_limits

PARTIES = {f"party {number}": UUID(int=number) for number in range(1, 5)}
WHO = list(PARTIES)
ENDS, LATEST, WINDOW, EXTENSION = 600, 700, 60, 90
AT_CI, AT_RELEASE = 10_000, 120_000


@pytest.fixture(params=[Direction.FORWARD, Direction.REVERSE])
def direction(request: pytest.FixtureRequest) -> Direction:
    return Direction(request.param)


def test_price_leader_bids_and_end_are_those_of_the_table(
    direction: Direction, release_size: bool
) -> None:
    met: Counter[str] = Counter()
    for seed in range(AT_RELEASE if release_size else AT_CI):
        met.update(play(direction, random.Random(f"{direction} {seed}")))
    # What never came up was never compared.
    for what in (*_WHAT, "refused", "led", "extended", "capped", "reserve", "tied", "answered"):
        assert met[what] > 100, (what, met)


def test_with_one_limit_each_the_price_is_a_matter_of_the_limits(
    direction: Direction, release_size: bool
) -> None:
    upwards = direction is Direction.FORWARD
    for seed in range(AT_RELEASE if release_size else AT_CI):
        chance = random.Random(f"limits {direction} {seed}")
        start, step = chance.randint(50, 300), chance.randint(1, 9)
        reserve = start + chance.randint(0, 40) * (1 if upwards else -1)
        reserve = max(1, reserve)
        rules = (forward if upwards else reverse)(
            start=paise(start), step=absolute(step), reserve=paise(reserve)
        )
        state, taken, standing = before_any(rules), list[int](), list[UUID]()
        for who in WHO:
            limit = max(1, start + chance.randint(0, 60) * (1 if upwards else -1))
            order = Instruct(PARTIES[who], paise(limit))
            if refused(rules, state, order, 1) is None:
                taken.append(limit)
                state = advance(rules, state, Entry(len(taken), at(len(taken)), order))
                standing = list(state.offers)
        price, best = by_limits(taken, upwards=upwards, start=start, reserve=reserve, step=step)
        assert state.price is not None
        assert (state.price.minor, state.leader) == (price, standing[best]), (seed, taken)


def play(direction: Direction, chance: random.Random) -> list[str]:
    """One auction, told to the rules and to the table at once; says what happened in it."""
    table, rules = set_up(direction, chance)
    state, log, met = before_any(rules), list[Entry](), list[str]()
    second = chance.choice((0, 400))
    for _ in range(chance.randint(2, 12)):
        second += chance.choice((1, 5, 40, 60, 90))
        said = next_said(table, chance, second, log)
        order = order_of(said)
        refusal = refused(rules, state, order, second)
        story = (log, said, state, table)
        assert (refusal is None) == table.allows(said), story
        if refusal is not None:
            met.append("refused")
            continue
        met += [said.what, *_seen(table, said)]
        entry = Entry(len(log) + 1, at(second), order)
        log.append(entry)
        before = state
        state = stepped(rules, state, entry, log)
        table.hear(said)
        assert told(state, rules) == told_by(table), story
        met += _changes(before, state, rules)
    assert replay(rules, log) == state
    return met


def set_up(direction: Direction, chance: random.Random) -> tuple[Table, Rules]:
    upwards = direction is Direction.FORWARD
    start = chance.randint(20, 400)
    in_points = chance.random() < 0.4
    step = chance.choice((1, 100, 333, 1_000, 2_500) if in_points else (1, 3, 10, 25))
    toward = 1 if upwards else -1
    reserve = max(1, start + toward * chance.randint(0, 120)) if chance.random() < 0.5 else None
    table = Table(
        upwards=upwards, start=start, reserve=reserve, step=step, step_in_basis_points=in_points,
        opens=0, ends=ENDS, latest=LATEST, window=WINDOW, extension=EXTENSION,
    )  # fmt: skip
    made = (forward if upwards else reverse)(
        start=paise(start),
        reserve=None if reserve is None else paise(reserve),
        step=(basis_points if in_points else absolute)(step),
        ends_at=at(ENDS),
        hard_end_at=at(LATEST),
        window=timedelta(seconds=WINDOW),
        extension=timedelta(seconds=EXTENSION),
        unusual_above_basis_points=0,
    )
    return table, made


_WHAT = ("bid", "instruct", "cancel", "retract", "withdraw", "amend", "reconfirm")


def next_said(table: Table, chance: random.Random, second: int, log: list[Entry]) -> Said:
    what = chance.choices(_WHAT, (30, 40, 8, 6, 3, 4, 9))[0]
    who = chance.choice(WHO)
    if table.unsure and chance.random() < 0.5:
        what, who = "reconfirm", chance.choice(sorted(table.unsure))
    toward = 1 if table.upwards else -1
    near = table.start if table.price is None else table.price
    amount = max(1, near + toward * chance.choice((-3, 1, 3, 10, 11, 25, 30, 60, 120)))
    if chance.random() < 0.15 and table.seats:
        # Somebody else's limit to the paisa, which nobody would guess.
        amount = chance.choice(list(table.seats.values())).limit
    if what == "instruct":
        until = second + chance.choice((0, 30, 150, 400)) if chance.random() < 0.3 else None
        return Said(second, what, who, amount, until)
    if what == "retract":
        mine = [each for each in log if isinstance(each.order, Bid | Instruct)]
        if not mine:
            return Said(second, "bid", who, amount)
        taken_back = chance.choice(mine)
        names = {party: name for name, party in PARTIES.items()}
        assert isinstance(taken_back.order, Bid | Instruct)
        return Said(second, what, names[taken_back.order.party], taken_back.position)
    if what == "amend":
        return Said(second, what, "", second + chance.choice((50, 300, 700)))
    return Said(second, what, who, amount)


def order_of(said: Said) -> Order:
    if said.what == "amend":
        return Amend(at(said.amount))
    party = PARTIES[said.who]
    match said.what:
        case "bid":
            return Bid(party, paise(said.amount))
        case "instruct":
            return Instruct(
                party, paise(said.amount), None if said.until is None else at(said.until)
            )
        case "cancel":
            return Cancel(party)
        case "retract":
            return Retract(party, said.amount)
        case "withdraw":
            return Withdraw(party)
        case _:
            return Reconfirm(party)


def refused(rules: Rules, state: State, order: Order, second: int) -> Refusal | None:
    now = at(second)
    try:
        match order:
            case Bid():
                refusing.check_bid(rules, state, order, at=now)
            case Instruct():
                refusing.check_instruction(rules, state, order, at=now)
            case Cancel():
                refusing.check_cancelling(rules, state, order, at=now)
            case Reconfirm(party):
                refusing.check_reconfirming(rules, state, party, at=now)
            case _:
                refusing.check_time(rules, state, now)
    except Refusal as refusal:
        return refusal
    return None


def stepped(rules: Rules, state: State, entry: Entry, log: list[Entry]) -> State:
    if isinstance(entry.order, Retract | Withdraw):
        return replay(rules, log)
    return advance(rules, state, entry)


def told(state: State, rules: Rules) -> tuple[object, ...]:
    names = {party: name for name, party in PARTIES.items()}
    return (
        None if state.price is None else state.price.minor,
        None if state.leader is None else names[state.leader],
        (state.ends_at, state.hard_end_at, state.is_capped),
        [(names[each.party], each.price.minor) for each in ranking(rules, state)],
        {
            names[each.party]: each.limit.minor
            for each in state.offers.values()
            if not each.is_stale
        },
    )


def told_by(table: Table) -> tuple[object, ...]:
    sign = -1 if table.upwards else 1
    order = sorted(table.seats.items(), key=lambda each: (sign * each[1].called, each[1].turn))
    return (
        table.price,
        table.leader,
        (at(table.ends), at(table.latest), table.capped),
        [(who, seat.called) for who, seat in order],
        {who: seat.limit for who, seat in table.seats.items()},
    )


def _seen(table: Table, said: Said) -> list[str]:
    if table.leader in {None, said.who} or said.what not in {"bid", "instruct"}:
        return []
    assert table.leader is not None
    return ["tied"] if table.seats[table.leader].reach(said.second) == said.amount else []


def _changes(before: State, state: State, rules: Rules) -> list[str]:
    happened = {
        "led": before.leader != state.leader,
        "answered": before.leader == state.leader and before.price != state.price,
        "extended": state.ends_at > before.ends_at,
        "capped": state.is_capped,
        "reserve": rules.reserve is not None and state.price == rules.reserve,
    }
    return [name for name, has in happened.items() if has]

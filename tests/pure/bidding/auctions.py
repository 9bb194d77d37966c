"""Auctions on paper: rules with small round numbers, parties with names, times in seconds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from adulis.bidding.rules.advancing import advance
from adulis.bidding.rules.book import Rules
from adulis.bidding.rules.orders import Entry, Order
from adulis.bidding.rules.replaying import before_any
from adulis.bidding.rules.state import State
from adulis.bidding.values import Direction, Format, Step, StepKind, Visibility
from adulis.kernel.money import Money, rupees

ASHA, BINA, CHARU, DEVI = (UUID(int=number) for number in range(1, 5))
NAMES = {ASHA: "asha", BINA: "bina", CHARU: "charu", DEVI: "devi", None: "nobody"}
OPENS = datetime(2026, 3, 2, 10, tzinfo=UTC)
HOUR = 3_600
WINDOW, EXTENSION, LATEST = 120, 180, HOUR + 600


def at(seconds: int) -> datetime:
    """So many seconds after the opening; the auction lasts an hour."""
    return OPENS + timedelta(seconds=seconds)


def absolute(value: int) -> Step:
    return Step(StepKind.ABSOLUTE, value)


def basis_points(value: int) -> Step:
    return Step(StepKind.BASIS_POINTS, value)


def forward(**changes: Any) -> Rules:
    """From 100 upwards in steps of 10."""
    return replace(_rules(Direction.FORWARD, 100), **changes)


def reverse(**changes: Any) -> Rules:
    """From 1,000 downwards in steps of 10."""
    return replace(_rules(Direction.REVERSE, 1_000), **changes)


def _rules(direction: Direction, start: int) -> Rules:
    return Rules(
        direction=direction,
        format=Format.OPEN,
        visibility=Visibility.PRICE,
        start=rupees(start),
        reserve=None,
        step=absolute(10),
        own_step=absolute(1),
        starts_at=OPENS,
        window=timedelta(seconds=WINDOW),
        extension=timedelta(seconds=EXTENSION),
        ends_at=at(HOUR),
        hard_end_at=at(LATEST),
        final_round=timedelta(minutes=10),
    )


def after(rules: Rules, *orders: Order | tuple[int, Order]) -> State:
    """The state after these orders, one a second from the opening or at the seconds given."""
    state = before_any(rules)
    for entry in log(*orders):
        state = advance(rules, state, entry)
    return state


def log(*orders: Order | tuple[int, Order]) -> list[Entry]:
    timed = [each if isinstance(each, tuple) else (0, each) for each in orders]
    return [
        Entry(position, at(seconds or position), order)
        for position, (seconds, order) in enumerate(timed, 1)
    ]


def stands(state: State) -> tuple[int | None, str]:
    """Price and leader, to be compared with."""
    return (None if state.price is None else state.price.minor, NAMES[state.leader])


def paise(minor: int) -> Money:
    return rupees(minor)

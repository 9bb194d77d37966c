"""From the log to where the auction stands. Pure.

What was taken back never was: everything else is read again without it, from the beginning, and
everybody else's limits act as they would have (3.7, E-9). Only the end stays where it was moved to:
others have counted on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from adulis.bidding.rules.advancing import advance, extended, fold
from adulis.bidding.rules.book import Rules
from adulis.bidding.rules.orders import Amend, Delay, Entry, Retract, Withdraw
from adulis.bidding.rules.state import State


def steps(rules: Rules, log: Iterable[Entry]) -> Iterator[tuple[Entry, State]]:
    """Every line of the log with the state after it."""
    standing: list[Entry] = []
    state = before_any(rules)
    for entry in log:
        match entry.order:
            case Retract(target=target):
                standing = [each for each in standing if each.position != target]
                state = _without(rules, standing, state, entry)
            case Withdraw(party):
                standing = [
                    each
                    for each in standing
                    if isinstance(each.order, (Amend, Delay)) or each.order.party != party
                ]
                state = _without(rules, standing, state, entry)
            case _:
                standing.append(entry)
                state = advance(rules, state, entry)
        yield entry, state


def before_any(rules: Rules) -> State:
    """The auction that nobody has bid in."""
    return State(ends_at=rules.ends_at, hard_end_at=rules.hard_end_at)


def replay(rules: Rules, log: Iterable[Entry]) -> State:
    """Where the auction stands after the whole log."""
    state = before_any(rules)
    for _, state in steps(rules, log):  # noqa: B007 - the last one is the answer
        pass
    return state


def _without(rules: Rules, standing: list[Entry], state: State, entry: Entry) -> State:
    again = replace(
        fold(rules, before_any(rules), standing),
        position=entry.position,
        sequence=state.sequence + 1,
        ends_at=state.ends_at,
        hard_end_at=state.hard_end_at,
        is_capped=state.is_capped,
    )
    return extended(rules, state, again, entry.at)

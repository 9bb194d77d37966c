"""What an order does. Pure.

Whatever comes is taken: what may be ordered is ``refusing``'s business, and an order that was
allowed must not be refused when the log is read again without one that came before it.

The price is a matter of the path (F2, F5, G7): a limit that was raised by whoever led then is
answered to as it was when the price was made. It is never computed from the limits as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from adulis.bidding.rules.book import Rules
from adulis.bidding.rules.orders import (
    Amend,
    Bid,
    Cancel,
    Delay,
    Entry,
    Instruct,
    Reconfirm,
)
from adulis.bidding.rules.state import Offer, State
from adulis.kernel.money import Money


def advance(rules: Rules, state: State, entry: Entry) -> State:
    """The state after one more order, which does not take back others (see ``replaying``)."""
    before = replace(state, position=entry.position)
    match entry.order:
        case Bid(party, amount):
            after = _bid(rules, before, party, amount, entry)
        case Instruct(party, limit, until):
            after = _instruct(rules, before, party, limit, until, entry)
        case Cancel(party):
            after = _cancel(before, party)
        case Reconfirm(party):
            after = _reconfirm(rules, before, party, entry)
        case Amend(ends_at):
            after = _amend(before, ends_at)
        case Delay(by):
            after = _moved(before, by)
        case _:
            raise ValueError("what never was is told by the whole log, not by the state")
    return extended(rules, state, _counted(state, after, entry), entry.at)


def needed(rules: Rules, state: State) -> Money:
    """The least good price that takes part in the contest for the lead (F1)."""
    return rules.start if state.price is None else rules.beyond(state.price)


# --- orders ---------------------------------------------------------------------------------------


def _bid(rules: Rules, state: State, party: UUID, amount: Money, entry: Entry) -> State:
    mine = state.of(party)
    if mine is not None and state.leader == party:
        if rules.beats(amount, mine.limit_at(entry.at)):
            mine = replace(mine, limit=amount, until=None)
        return _lifted(rules, state.with_offers(mine), entry.at)
    offer = Offer(party=party, level=amount, limit=amount, since=entry.position)
    if mine is not None and rules.beats(mine.limit_at(entry.at), amount):
        offer = replace(offer, limit=mine.limit, until=mine.until)
    return _contested(rules, state, offer, entry.at)


def _instruct(
    rules: Rules, state: State, party: UUID, limit: Money, until: datetime | None, entry: Entry
) -> State:
    mine = state.of(party)
    if mine is not None and state.leader == party:
        held = replace(mine, limit=rules.better(limit, mine.level), until=until)
        return _lifted(rules, state.with_offers(held), entry.at)
    level = rules.worse(limit, rules.start if state.price is None else state.price)
    offer = Offer(party=party, level=level, limit=limit, since=entry.position, until=until)
    return _contested(rules, state, offer, entry.at)


def _cancel(state: State, party: UUID) -> State:
    mine = state.of(party)
    if mine is None:
        return state
    return state.with_offers(replace(mine, limit=mine.level, until=None))


def _reconfirm(rules: Rules, state: State, party: UUID, entry: Entry) -> State:
    mine = state.offers.get(party)
    if mine is None or not mine.is_stale:
        return state
    again = replace(mine, is_stale=False, since=entry.position)
    return _contested(rules, state, again, entry.at)


def _amend(state: State, ends_at: datetime) -> State:
    stale = {each.party: replace(each, is_stale=True) for each in state.offers.values()}
    later = max(ends_at - state.ends_at, timedelta(0))
    return _moved(replace(state, offers=stale, price=None, leader=None), later)


def _moved(state: State, by: timedelta) -> State:
    """The whole end is later, the latest one as well."""
    return replace(state, ends_at=state.ends_at + by, hard_end_at=state.hard_end_at + by)


# --- the contest ----------------------------------------------------------------------------------


def _contested(rules: Rules, state: State, offer: Offer, at: datetime) -> State:
    """Somebody who does not lead bids ``offer.level`` and would go to ``offer.limit`` (F2, F3)."""
    leading, price = state.leading, state.price
    if leading is None or price is None:
        # F3: the price is what is bid, not how far the bidder would go.
        return _lifted(rules, _led(state, offer, offer.level), at)
    held, reach = leading.limit_at(at), offer.limit_at(at)
    if rules.beats(reach, held):
        if rules.beats(offer.level, held):
            # Out of the old leader's reach: it wins as it is, and nothing of theirs has answered.
            return _lifted(rules, _led(state, offer, offer.level), at)
        state = state.with_offers(replace(leading, level=held))
        asked = rules.worse(reach, rules.beyond(held))
        return _lifted(rules, _led(state, offer, rules.better(price, asked)), at)
    if rules.beats(reach, price):
        # The leader's instruction answers, by one step if it goes that far; a tie is the earlier's.
        price = rules.better(price, rules.worse(held, rules.beyond(reach)))
    beaten = replace(offer, level=reach)
    return _led(state.with_offers(beaten), leading, price)


def _led(state: State, leader: Offer, price: Money) -> State:
    at_price = replace(leader, level=price)
    return replace(state.with_offers(at_price), leader=leader.party, price=price)


def _lifted(rules: Rules, state: State, at: datetime) -> State:
    """F4: as soon as the leader would go as far as the reserve, that is the price.

    Also when they raise their own limit: the reserve is the other side's bid, not theirs.
    """
    leading, price = state.leading, state.price
    assert leading is not None
    assert price is not None
    limit, reserve = leading.limit_at(at), rules.reserve
    if reserve is None or not rules.meets_reserve(limit) or not rules.beats(reserve, price):
        return state
    return _led(state, leading, reserve)


# --- what follows ---------------------------------------------------------------------------------


def _counted(before: State, after: State, entry: Entry) -> State:
    """Whether everybody is told of it: not of what a bidder does with a limit of their own."""
    moved = (before.price, before.leader) != (after.price, after.leader)
    match entry.order:
        case Bid(party) | Instruct(party):
            is_told = moved or before.leader != party
        case Cancel():
            is_told = False
        case _:
            is_told = True
    return replace(after, sequence=before.sequence + is_told)


def extended(rules: Rules, before: State, after: State, at: datetime) -> State:
    """C1: a new leader near the end moves it, counted from the bid, so that nothing adds up.

    Also where the lead falls to somebody because another is gone: the rest must be able to answer.
    """
    if after.leader == before.leader or at < after.ends_at - rules.window:
        return after
    wanted = at + rules.extension
    return replace(
        after,
        ends_at=max(after.ends_at, min(wanted, after.hard_end_at)),
        is_capped=after.is_capped or wanted > after.hard_end_at,
    )


def fold(rules: Rules, start: State, entries: Iterable[Entry]) -> State:
    """All these orders, one after the other."""
    state = start
    for entry in entries:
        state = advance(rules, state, entry)
    return state

"""What holds in every auction, whoever bids whatever."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from adulis.bidding.rules import refusing
from adulis.bidding.rules.advancing import advance
from adulis.bidding.rules.book import Rules
from adulis.bidding.rules.orders import Bid, Entry, Instruct, Order
from adulis.bidding.rules.replaying import before_any, replay
from adulis.bidding.rules.state import State, ranking
from adulis.kernel.errors import Refusal
from tests.pure.bidding.auctions import ASHA, BINA, CHARU, absolute, at, forward, paise, reverse

parties = st.sampled_from((ASHA, BINA, CHARU))
amounts = st.integers(1, 400).map(paise)
orders = st.one_of(st.builds(Bid, parties, amounts), st.builds(Instruct, parties, amounts))
steps = st.integers(1, 30).map(absolute)
books = st.one_of(
    st.builds(lambda step: forward(step=step, start=paise(20)), steps),
    st.builds(lambda step: reverse(step=step, start=paise(400)), steps),
)


def took(rules: Rules, given_orders: list[Order]) -> list[tuple[Entry, State, State]]:
    """What was taken of these, each with the states before and after it."""
    state, taken = before_any(rules), list[tuple[Entry, State, State]]()
    for order in given_orders:
        entry = Entry(len(taken) + 1, at(len(taken) + 1), order)
        try:
            if isinstance(order, Bid):
                refusing.check_bid(rules, state, order, at=entry.at, is_confirmed=True)
            elif isinstance(order, Instruct):
                refusing.check_instruction(rules, state, order, at=entry.at)
        except Refusal:
            continue
        before, state = state, advance(rules, state, entry)
        taken.append((entry, before, state))
    return taken


@given(books, st.lists(orders, max_size=14))
def test_the_price_only_improves_and_by_a_step_where_somebody_competes(
    rules: Rules, given_orders: list[Order]
) -> None:
    for entry, before, after in took(rules, given_orders):
        if before.price is None or after.price is None:
            continue
        assert not rules.beats(before.price, after.price)
        if party_of(entry) != before.leader:
            least = rules.beyond(before.price)
            assert not rules.beats(least, after.price)


@given(books, st.lists(orders, max_size=14))
def test_d15_what_is_said_to_be_enough_is_and_a_paisa_less_is_not(
    rules: Rules, given_orders: list[Order]
) -> None:
    for _, _, state in took(rules, given_orders):
        for party in (ASHA, BINA, CHARU):
            if party == state.leader:
                continue
            least = refusing.required(rules, state, party, at(50))
            if least is None:
                continue
            assert is_taken(rules, state, Bid(party, least))
            worse = least.minor - 1 if rules.beats(paise(2), paise(1)) else least.minor + 1
            if worse:
                assert not is_taken(rules, state, Bid(party, paise(worse)))


@given(books, st.lists(orders, max_size=14))
def test_nobody_bids_against_themselves(rules: Rules, given_orders: list[Order]) -> None:
    for entry, before, after in took(rules, given_orders):
        if party_of(entry) == before.leader:
            assert (after.price, after.leader) == (before.price, before.leader)


@given(books, st.lists(orders, max_size=14))
def test_nobody_pays_beyond_their_limit(rules: Rules, given_orders: list[Order]) -> None:
    furthest: dict[UUID, int] = {}
    for entry, _, after in took(rules, given_orders):
        order = entry.order
        assert isinstance(order, Bid | Instruct)
        said = order.amount if isinstance(order, Bid) else order.limit
        sign = 1 if rules.beats(paise(2), paise(1)) else -1
        furthest[order.party] = max(furthest.get(order.party, sign * said.minor), sign * said.minor)
        for each in after.offers.values():
            assert sign * each.level.minor <= furthest[each.party]


@given(books, st.lists(orders, max_size=14))
def test_who_would_go_furthest_leads_and_of_equal_ones_the_earlier(
    rules: Rules, given_orders: list[Order]
) -> None:
    taken = took(rules, given_orders)
    if not taken:
        return
    state = taken[-1][2]
    sign = -1 if rules.beats(paise(2), paise(1)) else 1
    best = min(state.offers.values(), key=lambda each: (sign * each.limit.minor, each.since))
    assert state.leader == best.party
    assert ranking(rules, state)[0].party == best.party


@given(books, st.lists(orders, max_size=14))
def test_the_log_replayed_is_where_it_stands(rules: Rules, given_orders: list[Order]) -> None:
    taken = took(rules, given_orders)
    if taken:
        assert replay(rules, [entry for entry, _, _ in taken]) == taken[-1][2]


@given(books, st.lists(orders, max_size=14))
def test_the_rules_need_only_the_leaders_offer_and_ones_own(
    rules: Rules, given_orders: list[Order]
) -> None:
    """What a verb reads under the lock: two rows, however many bidders there are."""
    for entry, before, after in took(rules, given_orders):
        known = {before.leader, party_of(entry)}
        offers = {party: each for party, each in before.offers.items() if party in known}
        small = advance(rules, replace(before, offers=offers), entry)
        assert fields_of(small) == fields_of(after)
        assert all(after.offers[party] == each for party, each in small.offers.items())


def is_taken(rules: Rules, state: State, bid: Bid) -> bool:
    try:
        refusing.check_bid(rules, state, bid, at=at(50), is_confirmed=True)
    except Refusal:
        return False
    return True


def party_of(entry: Entry) -> UUID:
    assert isinstance(entry.order, Bid | Instruct)
    return entry.order.party


def fields_of(state: State) -> dict[str, object]:
    names = ("ends_at", "hard_end_at", "price", "leader", "position", "sequence", "is_capped")
    return {name: getattr(state, name) for name in names}

"""Worked examples of open auctions: F1-F7, their mirror images, R1, R3, G7, G9, C1."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from adulis.bidding import errors
from adulis.bidding.rules import refusing
from adulis.bidding.rules.book import Rules
from adulis.bidding.rules.orders import Amend, Bid, Cancel, Delay, Instruct, Order, Reconfirm
from adulis.bidding.rules.state import ranking
from adulis.bidding.values import Visibility
from adulis.kernel.errors import Refusal
from tests.pure.bidding.auctions import (
    ASHA,
    BINA,
    CHARU,
    HOUR,
    LATEST,
    NAMES,
    after,
    at,
    basis_points,
    forward,
    paise,
    reverse,
    stands,
)


def asha(limit: int) -> Order:
    return Instruct(ASHA, paise(limit))


def bina(limit: int) -> Order:
    return Instruct(BINA, paise(limit))


def charu(limit: int) -> Order:
    return Instruct(CHARU, paise(limit))


def asha_bids(amount: int) -> Order:
    return Bid(ASHA, paise(amount))


def bina_bids(amount: int) -> Order:
    return Bid(BINA, paise(amount))


def charu_bids(amount: int) -> Order:
    return Bid(CHARU, paise(amount))


FORWARD: list[tuple[str, list[Order], tuple[int, str]]] = [
    ("F3: a first limit pays the start", [asha(500)], (100, "asha")),
    ("a first bid is what it says", [asha_bids(130)], (130, "asha")),
    ("F2: one step over the limit that is beaten", [asha(150), bina(300)], (160, "bina")),
    ("F2: less than a step where one's own limit ends", [asha(150), bina(155)], (155, "bina")),
    ("F2: a tie is the earlier's", [asha(150), bina(150)], (150, "asha")),
    ("F2: who leads answers by a step", [asha(150), bina(120)], (130, "asha")),
    ("F2: and by what is left of the limit", [asha(125), bina(120)], (125, "asha")),
    ("a bid is answered", [asha(150), bina_bids(120)], (130, "asha")),
    ("a bid at somebody's limit loses the tie", [asha(150), bina_bids(150)], (150, "asha")),
    ("a bid over somebody's limit is the price", [asha(150), bina_bids(200)], (200, "bina")),
    ("a bid over a bid is the price", [asha_bids(120), bina_bids(200)], (200, "bina")),
    ("a limit goes one step over a bid", [asha_bids(120), bina(200)], (130, "bina")),
    ("F5: a raise while leading moves nothing", [asha(150), bina(120), asha(500)], (130, "asha")),
    ("F5: and is answered with later", [asha(150), asha(500), bina(400)], (410, "asha")),
    ("F5: the earlier keeps the tie", [asha(150), asha(400), bina(400)], (400, "asha")),
    ("G7: a bid while leading is a limit", [asha_bids(100), asha_bids(300)], (100, "asha")),
    ("G7: and holds as one", [asha_bids(100), asha_bids(300), bina_bids(200)], (210, "asha")),
    ("F7: lowered to the price", [asha(500), bina(120), asha(130), bina_bids(140)], (140, "bina")),
    ("a cancelled instruction", [asha(500), Cancel(ASHA), bina_bids(110)], (110, "bina")),
    ("three limits", [asha(200), bina(300), charu(250)], (260, "bina")),
]
REVERSE: list[tuple[str, list[Order], tuple[int, str]]] = [
    ("a first limit asks the ceiling", [asha(500)], (1_000, "asha")),
    ("a first bid is what it says", [asha_bids(930)], (930, "asha")),
    ("one step under the limit that is beaten", [asha(800), bina(500)], (790, "bina")),
    ("less than a step where one's own limit ends", [asha(800), bina(795)], (795, "bina")),
    ("a tie is the earlier's", [asha(800), bina(800)], (800, "asha")),
    ("who leads answers by a step", [asha(800), bina(900)], (890, "asha")),
    ("and by what is left of the limit", [asha(895), bina(900)], (895, "asha")),
    ("a bid is answered", [asha(800), bina_bids(900)], (890, "asha")),
    ("a bid under somebody's limit is the price", [asha(800), bina_bids(700)], (700, "bina")),
    ("a limit goes one step under a bid", [asha_bids(900), bina(700)], (890, "bina")),
    ("a lower limit while leading moves nothing", [asha(800), bina(900), asha(10)], (890, "asha")),
    ("G7: a bid while leading is a limit", [asha_bids(900), asha_bids(700)], (900, "asha")),
    ("three limits", [asha(800), bina(700), charu(750)], (740, "bina")),
]


@pytest.mark.parametrize(("why", "orders", "expected"), FORWARD, ids=[row[0] for row in FORWARD])
def test_upwards(why: str, orders: list[Order], expected: tuple[int, str]) -> None:
    assert stands(after(forward(), *orders)) == expected, why


@pytest.mark.parametrize(("why", "orders", "expected"), REVERSE, ids=[row[0] for row in REVERSE])
def test_downwards(why: str, orders: list[Order], expected: tuple[int, str]) -> None:
    assert stands(after(reverse(), *orders)) == expected, why


RESERVE: list[tuple[str, list[Order], tuple[int, str], bool]] = [
    ("a limit below it", [asha(150)], (100, "asha"), False),
    ("F4: a limit at it is at it", [asha(200)], (200, "asha"), True),
    ("F4: a limit above it is at it", [asha(900)], (200, "asha"), True),
    ("a bid below it", [asha_bids(150)], (150, "asha"), False),
    ("a bid above it", [asha_bids(250)], (250, "asha"), True),
    ("F4: a raise to it", [asha(150), asha(300)], (200, "asha"), True),
    ("a raise below it", [asha(150), asha(180)], (100, "asha"), False),
    ("the second limit reaches it", [asha(150), bina(400)], (200, "bina"), True),
    ("beyond it the contest counts", [asha(250), bina(400)], (260, "bina"), True),
]


@pytest.mark.parametrize(
    ("why", "orders", "expected", "met"), RESERVE, ids=[row[0] for row in RESERVE]
)
def test_a_hidden_reserve(
    why: str, orders: list[Order], expected: tuple[int, str], met: bool
) -> None:
    rules = forward(reserve=paise(200))
    state = after(rules, *orders)
    assert stands(state) == expected, why
    assert state.price is not None
    assert rules.meets_reserve(state.price) is met


def test_a_reserve_of_a_request_is_the_most_that_is_paid() -> None:
    rules = reverse(reserve=paise(800))
    assert stands(after(rules, asha(850))) == (1_000, "asha")
    state = after(rules, asha(850), bina(700))
    assert stands(state) == (800, "bina")
    assert state.price is not None
    assert rules.meets_reserve(state.price)
    assert not rules.meets_reserve(paise(801))


@pytest.mark.parametrize(
    ("orders", "expected"),
    [
        # One per cent of 150 is 1.5: part of a paisa counts as one.
        ([asha(150), bina(300)], (152, "bina")),
        ([asha(150), bina(120)], (122, "asha")),
        ([asha_bids(100), bina(102)], (101, "bina")),
    ],
)
def test_a_step_in_basis_points(orders: list[Order], expected: tuple[int, str]) -> None:
    assert stands(after(forward(step=basis_points(100)), *orders)) == expected


def test_a_step_in_basis_points_is_never_nothing() -> None:
    assert basis_points(1).size(paise(1)) == paise(1)
    assert basis_points(333).size(paise(1_000)) == paise(34)
    assert basis_points(2_500).size(paise(1_000)) == paise(250)


# --- what is refused ------------------------------------------------------------------------------

Refused = tuple[str, Callable[[], Rules], list[Any], Any, type[Refusal], dict[str, Any]]
REFUSED: list[Refused] = [
    ("F1: less than a step", forward, [asha_bids(100)], bina_bids(109), errors.Outbid,
     {"price_paise": 100, "required_paise": 110}),
    ("F1: a limit as well", forward, [asha_bids(100)], bina(109), errors.Outbid,
     {"price_paise": 100, "required_paise": 110}),
    # Taken at the hidden limit it would tell where that is.
    ("F1: not even the leader's limit to the paisa", forward, [asha(105)], bina_bids(105),
     errors.Outbid, {"price_paise": 100, "required_paise": 110}),
    ("below the start", forward, [], asha_bids(99), errors.BidOutOfRange, {"required_paise": 100}),
    ("above the ceiling", reverse, [], asha_bids(1_001), errors.BidOutOfRange,
     {"required_paise": 1_000}),
    ("not low enough", reverse, [asha_bids(900)], bina_bids(891), errors.Outbid,
     {"price_paise": 900, "required_paise": 890}),
    ("nothing is low enough", reverse, [asha_bids(10)], bina_bids(1), errors.Outbid,
     {"price_paise": 10, "required_paise": None}),
    ("G7: no better than one's own limit", forward, [asha(150)], asha_bids(150),
     errors.BidNotImproved, {"required_paise": 151}),
    ("F7: below the price", forward, [asha(500), bina(300)], asha(309), errors.LimitBelowPrice,
     {"required_paise": 310}),
    ("F7: near the end", forward, [asha(500)], (HOUR - 240, asha(499)), errors.TooLateToLower,
     {"until": at(HOUR - 240).isoformat()}),
    ("F7: nor cancelled there", forward, [asha(500)], (HOUR - 240, Cancel(ASHA)),
     errors.TooLateToLower, {"until": at(HOUR - 240).isoformat()}),
    ("F7: nor cut short there", forward, [asha(500)],
     (HOUR - 240, Instruct(ASHA, paise(600), at(HOUR - 1))), errors.TooLateToLower,
     {"until": at(HOUR - 240).isoformat()}),
    ("an instruction that is over", forward, [], Instruct(ASHA, paise(500), at(1)),
     errors.InstructionOver, {}),
    ("nothing to cancel", forward, [asha_bids(120)], Cancel(ASHA), errors.NothingStanding, {}),
    ("nothing to reconfirm", forward, [asha_bids(120)], Reconfirm(ASHA), errors.NothingStanding,
     {}),
    ("at the end it is over", forward, [], (HOUR, asha_bids(100)), errors.Closed,
     {"starts_at": at(0).isoformat(), "ends_at": at(HOUR).isoformat()}),
    ("G9: far more than it takes", forward, [asha_bids(100)], bina_bids(126), errors.UnusualBid,
     {"price_paise": 100}),
    ("G9: far less than it takes", reverse, [asha_bids(900)], bina_bids(674), errors.UnusualBid,
     {"price_paise": 900}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("why", "book", "orders", "refused", "error", "facts"), REFUSED, ids=[row[0] for row in REFUSED]
)
def test_it_is_refused(
    why: str,
    book: Callable[[], Rules],
    orders: list[Any],
    refused: Any,
    error: type[Refusal],
    facts: dict[str, Any],
) -> None:
    second, order = refused if isinstance(refused, tuple) else (len(orders) + 1, refused)
    with pytest.raises(error) as caught:
        check(book(), orders, order, second)
    assert caught.value.facts == facts, why


ALLOWED: list[tuple[str, Callable[[], Rules], list[Any], Any]] = [
    ("at the start", forward, [], asha_bids(100)),
    ("by a step", forward, [asha_bids(100)], bina_bids(110)),
    ("to the last microsecond", forward, [], (HOUR - 1, asha_bids(100))),
    ("F7: a moment before it is too late", forward, [asha(500)], (HOUR - 241, asha(499))),
    ("a raise near the end", forward, [asha(500)], (HOUR - 1, asha(501))),
    ("the last one gives up near the end", forward, [asha(200), bina(150)], (HOUR - 1, bina(300))),
    ("G9: a quarter more is usual", forward, [asha_bids(100)], bina_bids(125)),
    ("G9: a limit is far on purpose", forward, [asha_bids(100)], bina(9_000)),
    ("G9: the first has nobody to be compared with", forward, [], asha_bids(9_000)),
]


@pytest.mark.parametrize(
    ("why", "book", "orders", "allowed"), ALLOWED, ids=[row[0] for row in ALLOWED]
)
def test_it_is_allowed(
    why: str, book: Callable[[], Rules], orders: list[Any], allowed: Any
) -> None:
    second, order = allowed if isinstance(allowed, tuple) else (len(orders) + 1, allowed)
    check(book(), orders, order, second)


def test_an_unusual_bid_is_taken_when_it_is_meant() -> None:
    state = after(forward(), asha_bids(100))
    refusing.check_bid(forward(), state, Bid(BINA, paise(900)), at=at(2), is_confirmed=True)


def test_before_the_opening_nothing_is_taken() -> None:
    with pytest.raises(errors.Closed):
        refusing.check_time(forward(), after(forward()), at(-1))


def check(rules: Rules, orders: list[Any], order: Order, second: int) -> None:
    state, now = after(rules, *orders), at(second)
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
            raise AssertionError(order)


# --- R1, R3 ---------------------------------------------------------------------------------------


def test_where_the_price_is_hidden_a_bid_has_to_beat_ones_own() -> None:
    rules = reverse(visibility=Visibility.RANK, own_step=basis_points(100))
    orders = [asha_bids(700), bina_bids(900)]
    state = after(rules, *orders)
    assert stands(state) == (700, "asha")
    assert [NAMES[each.party] for each in ranking(rules, state)] == ["asha", "bina"]
    refusing.check_bid(rules, state, Bid(BINA, paise(891)), at=at(3))
    with pytest.raises(errors.BidNotImproved) as caught:
        refusing.check_bid(rules, state, Bid(BINA, paise(892)), at=at(3))
    # Nothing in it tells what the other has bid.
    assert caught.value.facts == {"required_paise": 891}


def test_a_bid_that_comes_up_to_nobody_moves_nobody() -> None:
    rules = reverse(visibility=Visibility.RANK)
    assert stands(after(rules, asha(500), bina_bids(950))) == (940, "asha")
    assert stands(after(rules, asha_bids(700), asha(500), bina_bids(705))) == (700, "asha")


def test_steps_against_others_and_against_oneself_are_two_numbers() -> None:
    rules = forward(own_step=basis_points(5_000))
    state = after(rules, asha_bids(100), bina_bids(110))
    assert refusing.required(rules, state, ASHA, at(3)) == paise(150)
    assert refusing.required(rules, state, CHARU, at(3)) == paise(120)
    assert refusing.required(rules, state, None, at(3)) == paise(120)


# --- standing instructions that end ---------------------------------------------------------------


def test_an_instruction_answers_until_its_time() -> None:
    until = Instruct(ASHA, paise(500), at(100))
    assert stands(after(forward(), until, (99, bina_bids(200)))) == (210, "asha")
    assert stands(after(forward(), until, (100, bina_bids(200)))) == (200, "bina")


def test_what_an_instruction_has_bid_stands_after_its_time() -> None:
    until = Instruct(ASHA, paise(500), at(100))
    state = after(forward(), until, (99, bina_bids(200)), (100, charu_bids(220)))
    assert [(NAMES[each.party], each.price.minor) for each in ranking(forward(), state)] == [
        ("charu", 220),
        ("asha", 210),
        ("bina", 200),
    ]


def test_everybody_is_ranked_at_what_they_have_bid() -> None:
    state = after(forward(), asha(150), bina(300), charu_bids(400))
    ranked = [(NAMES[each.party], each.price.minor) for each in ranking(forward(), state)]
    # Bina's 300 was out of reach of nothing that was bid: her last bid is 160.
    assert ranked == [("charu", 400), ("bina", 160), ("asha", 150)]


# --- C1, C4 ---------------------------------------------------------------------------------------

EXTENDED: list[tuple[str, list[Any], int, bool]] = [
    ("a new leader before the window", [(HOUR - 121, asha_bids(100))], HOUR, False),
    ("a new leader in it", [(HOUR - 120, asha_bids(100))], HOUR + 60, False),
    ("a raise by the leader", [asha_bids(100), (HOUR - 1, asha_bids(300))], HOUR, False),
    ("a bid that was answered", [asha(500), (HOUR - 1, bina_bids(200))], HOUR, False),
    (
        "counted from the bid, nothing adds up",
        [(HOUR - 60, asha_bids(100)), (HOUR + 1, bina_bids(110))],
        HOUR + 181,
        False,
    ),
    (
        "as far as the latest end",
        [(HOUR - 1, asha_bids(100)), (HOUR + 178, bina_bids(110)), (HOUR + 350, asha_bids(120)),
         (HOUR + 480, bina_bids(130))],
        LATEST,
        True,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("why", "orders", "ends", "capped"), EXTENDED, ids=[row[0] for row in EXTENDED]
)
def test_a_soft_close(why: str, orders: list[Any], ends: int, capped: bool) -> None:
    state = after(forward(), *orders)
    assert (state.ends_at, state.is_capped) == (at(ends), capped), why


def test_an_outage_moves_the_whole_end() -> None:
    state = after(forward(), Delay(timedelta(seconds=50)))
    assert (state.ends_at, state.hard_end_at) == (at(HOUR + 50), at(LATEST + 50))
    assert (state.sequence, state.position) == (1, 1)


# --- E-8 ------------------------------------------------------------------------------------------


def test_after_an_amendment_bids_count_again_when_they_are_meant() -> None:
    orders: list[Any] = [asha(500), bina(300), Amend(at(HOUR + 30))]
    state = after(forward(), *orders)
    assert stands(state) == (None, "nobody")
    assert (state.ends_at, state.hard_end_at) == (at(HOUR + 30), at(LATEST + 30))
    assert ranking(forward(), state) == []
    # Bina's bid was 300 and stays so; Asha's was 310, and her limit is what it was.
    assert stands(after(forward(), *orders, Reconfirm(BINA))) == (300, "bina")
    assert stands(after(forward(), *orders, Reconfirm(BINA), Reconfirm(ASHA))) == (310, "asha")
    assert stands(after(forward(), *orders, charu_bids(100))) == (100, "charu")


def test_an_amendment_never_shortens_an_auction() -> None:
    assert after(forward(), Amend(at(60))).ends_at == at(HOUR)


# --- what everybody is told of --------------------------------------------------------------------


def test_a_limit_is_nobody_elses_business() -> None:
    quiet = after(forward(), asha(500), asha(600), asha_bids(700), Cancel(ASHA))
    assert (quiet.position, quiet.sequence) == (4, 1)
    told = after(forward(reserve=paise(200)), asha(150), asha(600))
    assert (told.position, told.sequence) == (2, 2)

"""What is taken back, and how auctions end: 3.7, C2, C4, C5, S1, G4."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from adulis.bidding import errors
from adulis.bidding.rules import closing, sealed
from adulis.bidding.rules.book import Rules, fingerprint
from adulis.bidding.rules.closing import Ending, Shot
from adulis.bidding.rules.orders import (
    Amend,
    Bid,
    Cancel,
    Delay,
    Entry,
    Instruct,
    Reconfirm,
    Retract,
    Withdraw,
)
from adulis.bidding.rules.replaying import replay, steps
from adulis.bidding.rules.retracting import Grounds, grounds
from adulis.bidding.rules.sealed import SealedOffer
from adulis.bidding.rules.state import Ranked, State, ranking
from adulis.bidding.values import Format
from adulis.kernel.money import Money
from tests.pure.bidding.auctions import (
    ASHA,
    BINA,
    CHARU,
    DEVI,
    HOUR,
    LATEST,
    NAMES,
    after,
    at,
    basis_points,
    forward,
    log,
    paise,
    reverse,
    stands,
)

LATE = HOUR - 240  # two windows before the end


def ranked(rules: Rules, state: State) -> list[tuple[str, int]]:
    return [(NAMES[each.party], each.price.minor) for each in ranking(rules, state)]


# --- 3.7, E-9 -------------------------------------------------------------------------------------


def test_what_is_taken_back_never_was() -> None:
    """Asha slips: ten times too much. Everybody else's limit acts as it would have."""
    orders: list[Any] = [
        Instruct(BINA, paise(200)),
        Bid(CHARU, paise(150)),
        Bid(ASHA, paise(1_500)),
        Retract(ASHA, 3),
    ]
    assert stands(replay(forward(), log(*orders[:3]))) == (1_500, "asha")
    assert stands(replay(forward(), log(*orders))) == (160, "bina")
    again = replay(forward(), log(*orders, Bid(ASHA, paise(170))))
    assert stands(again) == (180, "bina")
    assert ranked(forward(), again) == [("bina", 180), ("asha", 170), ("charu", 150)]


def test_one_order_is_taken_back_and_the_one_before_stands() -> None:
    orders = [Bid(ASHA, paise(100)), Bid(BINA, paise(110)), Bid(ASHA, paise(1_200))]
    taken_back = replay(forward(), log(*orders, Retract(ASHA, 3)))
    assert ranked(forward(), taken_back) == [("bina", 110), ("asha", 100)]


def test_who_is_out_is_out_with_everything() -> None:
    orders: list[Any] = [Bid(ASHA, paise(100)), Instruct(BINA, paise(500)), Bid(ASHA, paise(300))]
    assert stands(replay(forward(), log(*orders))) == (310, "bina")
    assert stands(replay(forward(), log(*orders, Withdraw(ASHA)))) == (100, "bina")
    # Without Bina there is nobody whom Asha's 300 would have had to beat.
    assert stands(replay(forward(), log(*orders, Withdraw(BINA)))) == (100, "asha")
    both = replay(forward(), log(*orders, Withdraw(ASHA), Withdraw(BINA)))
    assert (stands(both), both.position, both.sequence) == ((None, "nobody"), 5, 5)


def test_the_end_stays_where_it_was_moved_to() -> None:
    orders: list[Any] = [(HOUR - 1, Bid(ASHA, paise(100))), (HOUR, Bid(BINA, paise(500)))]
    orders.append((HOUR + 1, Retract(BINA, 2)))
    assert replay(forward(), log(*orders)).ends_at == at(HOUR + 179)


def test_whoever_is_left_has_time_to_answer() -> None:
    """The lead falls to Bina a second before the end: Charu must be able to beat her."""
    orders: list[Any] = [Bid(BINA, paise(100)), Bid(ASHA, paise(900)), (HOUR - 1, Withdraw(ASHA))]
    assert replay(forward(), log(*orders)).ends_at == at(HOUR + 179)


def test_system_orders_are_not_taken_back_with_anybody() -> None:
    orders: list[Any] = [
        Bid(ASHA, paise(100)),
        Delay(timedelta(seconds=30)),
        Amend(at(60)),
        Reconfirm(ASHA),
        Withdraw(ASHA),
    ]
    told = replay(forward(), log(*orders))
    assert (stands(told), told.ends_at) == ((None, "nobody"), at(HOUR + 30))


def test_the_log_says_where_it_stood_after_each_line() -> None:
    orders = log(Bid(ASHA, paise(100)), Bid(BINA, paise(200)), Retract(BINA, 2))
    told = [(entry.position, *stands(state)) for entry, state in steps(forward(), orders)]
    assert told == [(1, 100, "asha"), (2, 200, "bina"), (3, 100, "asha")]


RETRACTED: list[tuple[str, list[Any], dict[str, Any], Grounds | str]] = [
    ("a slip", [Bid(ASHA, paise(900))], {"corrected": 100, "second": 61}, Grounds.CORRECTION),
    ("a slip in a limit", [Instruct(ASHA, paise(900))], {"corrected": 200, "second": 2},
     Grounds.CORRECTION),
    ("after a minute", [Bid(ASHA, paise(900))], {"corrected": 100, "second": 62},
     "too_late_after_the_bid"),
    ("near the end", [(LATE, Bid(ASHA, paise(900)))], {"corrected": 100, "second": LATE},
     "too_near_the_end"),
    ("just before that", [(LATE - 2, Bid(ASHA, paise(900)))],
     {"corrected": 100, "second": LATE - 1}, Grounds.CORRECTION),
    ("without the right one", [Bid(ASHA, paise(900))], {"second": 2}, "no_correction"),
    ("what is better is simply bid", [Bid(ASHA, paise(900))], {"corrected": 900, "second": 2},
     "not_a_correction"),
    ("with the bond", [Bid(ASHA, paise(900))], {"forfeits": True, "second": LATE + 1},
     Grounds.FORFEIT),
    ("other terms", [Bid(ASHA, paise(900)), Amend(at(60))], {"second": LATE + 1},
     Grounds.AMENDMENT),
    ("terms that were accepted", [Bid(ASHA, paise(900)), Amend(at(60)), Reconfirm(ASHA)],
     {"second": 200}, "no_correction"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("why", "orders", "given", "expected"), RETRACTED, ids=[row[0] for row in RETRACTED]
)
def test_a_bid_is_taken_back_by_rule(
    why: str, orders: list[Any], given: dict[str, Any], expected: Grounds | str
) -> None:
    entries = log(*orders)
    newest = [each for each in entries if isinstance(each.order, Bid | Instruct)][-1]
    corrected = given.get("corrected")

    def ask() -> Grounds:
        return grounds(
            forward(),
            replay(forward(), entries),
            ASHA,
            last=newest,
            corrected=None if corrected is None else paise(corrected),
            forfeits_bond=given.get("forfeits", False),
            at=at(given["second"]),
        )

    if isinstance(expected, Grounds):
        assert ask() == expected, why
        return
    with pytest.raises(errors.RetractionRefused) as caught:
        ask()
    assert caught.value.facts == {"reason": expected}, why


def test_nothing_can_be_taken_back_of_who_has_bid_nothing_or_too_late() -> None:
    entry = Entry(1, at(1), Bid(ASHA, paise(100)))
    state = replay(forward(), [entry])
    given: dict[str, Any] = {"corrected": None, "forfeits_bond": True}
    with pytest.raises(errors.NothingStanding):
        grounds(forward(), state, BINA, last=None, at=at(2), **given)
    with pytest.raises(errors.Closed):
        grounds(forward(), state, ASHA, last=entry, at=at(HOUR), **given)
    with pytest.raises(ValueError, match="only a bid or a limit"):
        grounds(
            forward(), state, ASHA, last=Entry(1, at(1), Cancel(ASHA)), corrected=paise(1),
            forfeits_bond=False, at=at(2),
        )  # fmt: skip


# --- C2, C4 ---------------------------------------------------------------------------------------


def capped(*bids: Any) -> State:
    """Bids from a minute before the latest possible end on."""
    orders: list[Any] = [(HOUR + 90, each) for each in bids]
    return replace(after(forward(ends_at=at(LATEST)), *orders), is_capped=True)


ENDINGS: list[tuple[str, State, timedelta | None, int, Ending]] = [
    ("before the end", after(forward()), timedelta(minutes=10), HOUR - 1, Ending.NOT_YET),
    ("at the end", after(forward()), timedelta(minutes=10), HOUR, Ending.CLOSED),
    ("at the cap", capped(Bid(ASHA, paise(100)), Bid(BINA, paise(120))), timedelta(minutes=10),
     LATEST, Ending.FINAL_ROUND),
    ("at the cap, before it", capped(Bid(ASHA, paise(100)), Bid(BINA, paise(120))),
     timedelta(minutes=10), LATEST - 1, Ending.NOT_YET),
    ("at the cap, alone", capped(Bid(ASHA, paise(100))), timedelta(minutes=10), LATEST,
     Ending.CLOSED),
    ("at the cap, without such a round", capped(Bid(ASHA, paise(100)), Bid(BINA, paise(120))),
     None, LATEST, Ending.CLOSED),
]  # fmt: skip


@pytest.mark.parametrize(
    ("why", "state", "final_round", "second", "expected"), ENDINGS, ids=[row[0] for row in ENDINGS]
)
def test_what_follows_when_the_time_has_come(
    why: str, state: State, final_round: timedelta | None, second: int, expected: Ending
) -> None:
    assert closing.ending(forward(final_round=final_round), state, at(second)) is expected, why


FOUR = (
    Bid(DEVI, paise(100)),
    Bid(CHARU, paise(110)),
    Bid(BINA, paise(120)),
    Instruct(ASHA, paise(160)),
)


def test_the_final_round_is_among_the_best_three() -> None:
    state = capped(*FOUR)
    assert stands(state) == (130, "asha")
    assert [NAMES[each] for each in closing.finalists(forward(), state)] == [
        "asha",
        "bina",
        "charu",
    ]


SHOTS: list[tuple[str, dict[str, int], list[tuple[str, int]]]] = [
    ("nobody sends one: what stands, stands", {},
     [("asha", 130), ("bina", 120), ("charu", 110), ("devi", 100)]),
    ("first price", {"bina": 170, "charu": 165},
     [("bina", 170), ("charu", 165), ("asha", 130), ("devi", 100)]),
    ("the leader's instruction answers by a step", {"bina": 140, "charu": 120},
     [("asha", 150), ("bina", 140), ("charu", 120), ("devi", 100)]),
    ("as far as it goes", {"bina": 155},
     [("asha", 160), ("bina", 155), ("charu", 110), ("devi", 100)]),
    ("a tie with it is the earlier's", {"bina": 160},
     [("asha", 160), ("bina", 160), ("charu", 110), ("devi", 100)]),
    ("it answers nothing that does not come up", {"bina": 130},
     [("asha", 130), ("bina", 130), ("charu", 110), ("devi", 100)]),
    ("the leader speaks for themselves", {"asha": 140, "bina": 150},
     [("bina", 150), ("asha", 140), ("charu", 110), ("devi", 100)]),
    ("of equal ones the earlier", {"charu": 150, "asha": 150, "bina": 150},
     [("charu", 150), ("asha", 150), ("bina", 150), ("devi", 100)]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "shots", "expected"), SHOTS, ids=[row[0] for row in SHOTS])
def test_the_sealed_bids_of_the_final_round(
    why: str, shots: dict[str, int], expected: list[tuple[str, int]]
) -> None:
    parties = {name: party for party, name in NAMES.items() if party is not None}
    sent = {
        parties[name]: Shot(paise(amount), 100 + place)
        for place, (name, amount) in enumerate(shots.items())
    }
    ended = closing.after_final_round(forward(), capped(*FOUR), sent)
    assert ranked(forward(), ended) == expected, why
    assert stands(ended) == (expected[0][1], expected[0][0])


def test_downwards_the_lowest_of_the_final_round_wins() -> None:
    state = after(reverse(), Bid(BINA, paise(900)), Instruct(ASHA, paise(800)))
    shots = {BINA: Shot(paise(820), 9)}
    ended = closing.after_final_round(reverse(), state, shots)
    assert ranked(reverse(), ended) == [("asha", 810), ("bina", 820)]
    shots = {BINA: Shot(paise(799), 9), ASHA: Shot(paise(890), 10)}
    ended = closing.after_final_round(reverse(), state, shots)
    assert ranked(reverse(), ended) == [("bina", 799), ("asha", 890)]


def test_a_shot_is_one_and_no_worse_than_what_stands() -> None:
    given: dict[str, Any] = {"has_shot": False, "ends_at": at(HOUR), "at": at(HOUR - 1)}
    state = capped(*FOUR)

    def check(party: Any, amount: int, **changes: Any) -> None:
        closing.check_shot(forward(), state, party, paise(amount), **{**given, **changes})

    check(BINA, 120)
    with pytest.raises(errors.BidNotImproved) as caught:
        check(BINA, 119)
    assert caught.value.facts == {"required_paise": 120}
    with pytest.raises(errors.NotFinalist):
        check(DEVI, 500)
    with pytest.raises(errors.OneShotOnly):
        check(BINA, 120, has_shot=True)
    with pytest.raises(errors.Closed):
        check(BINA, 120, at=at(HOUR))


@pytest.mark.parametrize(("reserve", "met"), [(None, True), (130, True), (131, False)])
def test_nobody_wins_below_the_reserve(reserve: int | None, met: bool) -> None:
    rules = forward(reserve=None if reserve is None else paise(reserve))
    ended = closing.result(rules, after(rules, Bid(BINA, paise(120)), Bid(ASHA, paise(130))))
    assert ended.is_reserve_met is met
    assert ended.ranked == (Ranked(1, ASHA, paise(130)), Ranked(2, BINA, paise(120)))


def test_nobody_wins_where_nobody_bid() -> None:
    assert closing.result(forward(), after(forward())) == closing.Result((), is_reserve_met=False)


# --- S1, C5 ---------------------------------------------------------------------------------------


def test_sealed_bids_are_opened_together() -> None:
    offers = {
        ASHA: SealedOffer(paise(900), 7),
        BINA: SealedOffer(paise(800), 9),
        CHARU: SealedOffer(paise(800), 8),
    }
    lowest = sealed.opened(reverse(format=Format.SEALED), offers)
    assert [(NAMES[each.party], each.price.minor) for each in lowest.ranked] == [
        ("charu", 800),
        ("bina", 800),
        ("asha", 900),
    ]
    highest = sealed.opened(forward(reserve=paise(901)), offers)
    assert (highest.ranked[0], highest.is_reserve_met) == (Ranked(1, ASHA, paise(900)), False)


def test_a_sealed_bid_is_taken_until_the_end() -> None:
    rules, price = reverse(format=Format.SEALED), Money(1_000)
    sealed.check_sealed(rules, price, ends_at=at(HOUR), at=at(HOUR - 1))
    with pytest.raises(errors.Closed):
        sealed.check_sealed(rules, price, ends_at=at(HOUR), at=at(HOUR))
    with pytest.raises(errors.Closed):
        sealed.check_sealed_time(rules, ends_at=at(HOUR), at=at(-1))
    with pytest.raises(errors.BidOutOfRange):
        sealed.check_sealed(rules, Money(1_001), ends_at=at(HOUR), at=at(1))


# --- G4 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"start": paise(101)},
        {"step": basis_points(10)},
        {"own_step": basis_points(10)},
        {"ends_at": at(HOUR + 1)},
        {"hard_end_at": at(LATEST + 1)},
        {"window": timedelta(seconds=1)},
        {"extension": timedelta(seconds=1)},
        {"final_round": None},
        {"format": Format.SEALED},
        {"starts_at": at(1)},
        {"unusual_above_basis_points": 0},
    ],
)
def test_no_rule_changes_unseen(changes: dict[str, Any]) -> None:
    published = fingerprint(forward(), reserve_commitment="none")
    assert fingerprint(forward(**changes), reserve_commitment="none") != published


def test_the_hidden_reserve_is_in_it_by_its_commitment_alone() -> None:
    hidden = forward(reserve=paise(500))
    published = fingerprint(hidden, reserve_commitment="a hash")
    assert fingerprint(forward(reserve=paise(501)), reserve_commitment="a hash") == published
    assert fingerprint(hidden, reserve_commitment="another") != published

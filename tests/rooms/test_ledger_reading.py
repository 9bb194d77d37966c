"""Balances now and then, pages of lines, statements, checkpoints, the trial balance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.kernel import db
from adulis.kernel.money import Money, rupees
from adulis.ledger import queries
from adulis.ledger.actions import post, post_all, roll_checkpoints
from adulis.ledger.errors import UnknownAddress
from adulis.ledger.values import BookLine, Posted, Statement, StatementLine
from tests.book import (
    ALICE,
    BOB,
    CLEARING,
    FEES,
    NOON,
    NOSTRO,
    broken_promises,
    counts,
    entry,
    held,
    move,
    roll_up,
    undone,
)
from tests.databases import TestDatabase

SECOND = timedelta(seconds=1)


def put(key: str, source: str, target: str, minor: int, at: datetime = NOON) -> Posted:
    with db.transaction():
        return post(posting=entry(key, move(source, target, minor), at=at))


# --- Balances ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_many_balances_are_one_question() -> None:
    put("a", NOSTRO, ALICE, 70)
    put("b", ALICE, FEES, 20)
    assert queries.balances([ALICE, BOB, NOSTRO, FEES]) == {
        ALICE: rupees(50),
        BOB: rupees(0),
        NOSTRO: rupees(-70),
        FEES: rupees(20),
    }
    assert queries.balances([]) == {}
    assert queries.balance("platform/fx/USD") == Money(0, "USD")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "ask",
    [
        lambda: queries.balance("platform/wages/INR"),
        lambda: queries.balance_at("platform/wages/INR", NOON),
        lambda: queries.lines(["platform/wages/INR"]),
        lambda: queries.statement("platform/wages/INR", date(2026, 1, 1), date(2026, 1, 2)),
    ],
)
def test_what_is_not_in_the_chart_has_no_balance(ask: Any) -> None:
    with pytest.raises(UnknownAddress):
        ask()


@pytest.mark.parametrize("address", [ALICE, NOSTRO])
def test_the_balance_at_any_recorded_moment(fresh_database: TestDatabase, address: str) -> None:
    sign = 1 if address == ALICE else -1
    posted = []
    for number in range(1, 30):
        posted.append(put(f"p{number}", NOSTRO, ALICE, number))
        if number % 7 == 0:
            assert roll_up() == 1
    first, last = posted[0].recorded_at, posted[-1].recorded_at
    assert queries.balance_at(address, first - timedelta(microseconds=1)) == rupees(0)
    for number, each in enumerate(posted, 1):
        expected = rupees(sign * number * (number + 1) // 2)
        assert queries.balance_at(address, each.recorded_at) == expected
        just_before = each.recorded_at - timedelta(microseconds=1)
        if number == 1 or posted[number - 2].recorded_at < each.recorded_at:
            assert queries.balance_at(address, just_before) == expected - rupees(sign * number)
    assert queries.balance_at(address, last + SECOND) == queries.balance(address)


def test_the_distant_past_is_found_without_reading_what_came_since(
    fresh_database: TestDatabase,
) -> None:
    for number in range(10):
        with db.transaction():
            post_all(postings=[entry(f"{number}/{n}", move(NOSTRO, ALICE, 1)) for n in range(100)])
        assert roll_up() == 1
    moment = db.fetch_value("SELECT recorded_at FROM ledger_entry WHERE key = '1/0'")
    for address, balance in ((ALICE, 200), (NOSTRO, -200)):
        with db.transaction():
            before = lines_read()
            assert queries.balance_at(address, moment) == rupees(balance)
            # Not more than lie between two checkpoints, or a probe for each halving of a thousand.
            assert lines_read() - before <= 200


def lines_read() -> int:
    read: int = db.fetch_value(
        """SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables
            WHERE relname = 'ledger_line'"""
    )
    return read


@pytest.mark.django_db
def test_a_batch_has_one_recorded_moment() -> None:
    with db.transaction():
        outcomes = post_all(postings=[entry(f"k{n}", move(NOSTRO, ALICE, 1)) for n in range(3)])
    moments = {each.recorded_at for each in outcomes if isinstance(each, Posted)}
    [moment] = moments
    assert queries.balance_at(ALICE, moment) == rupees(3)
    assert queries.balance_at(ALICE, moment - timedelta(microseconds=1)) == rupees(0)


# --- Checkpoints ---------------------------------------------------------------------------------


def test_a_checkpoint_changes_no_balance(fresh_database: TestDatabase) -> None:
    for number in range(5):
        put(f"p{number}", NOSTRO, ALICE, 10)
    put("fee", ALICE, FEES, 3)
    before = queries.balances([NOSTRO, FEES, ALICE])
    assert roll_up(least_lines=5) == 1  # the fees have one line only
    assert queries.balances([NOSTRO, FEES, ALICE]) == before
    put("more", NOSTRO, ALICE, 10)
    assert queries.balance(NOSTRO) == rupees(-60)
    assert roll_up(least_lines=2) == 0
    assert roll_up(least_lines=1) == 2
    assert roll_up(least_lines=1) == 0
    assert queries.balance(NOSTRO) == rupees(-60)
    assert (counts()["ledger_checkpoint"], broken_promises()) == (3, {})


@pytest.mark.django_db
def test_what_is_not_committed_is_not_rolled_up() -> None:
    put("a", NOSTRO, ALICE, 10)
    with db.transaction():
        assert roll_checkpoints(least_lines=1) == 0
    assert queries.balance(NOSTRO) == rupees(-10)


# --- Pages of lines ------------------------------------------------------------------------------


def fill_a_book() -> list[BookLine]:
    """Twelve movements of one merchant; all lines of available and held, newest first."""
    for number in range(4):
        day = NOON + timedelta(days=number)
        put(f"credit/{number}", NOSTRO, ALICE, 100 + number, day)
        with db.transaction():
            hold = move(ALICE, held(1), 10 + number)
            post(posting=entry(f"hold/{number}", hold, kind="held", at=day, memo=f"#{number}"))
            paid = (move(held(1), CLEARING, 8), move(held(1), FEES, 2))
            post(
                posting=entry(f"paid/{number}", *paid, kind="paid", at=day, metadata={"n": number})
            )
    return queries.lines([ALICE, held(1)], limit=1_000)


def places(lines: Sequence[BookLine]) -> list[tuple[str, int | None]]:
    return [(each.address, each.sequence) for each in lines]


@pytest.mark.django_db
def test_lines_come_newest_first_with_balance_and_cause() -> None:
    everything = fill_a_book()
    assert [each.id for each in everything] == sorted(
        (each.id for each in everything), reverse=True
    )
    fee, paid, into_hold, out_of_available = everything[:4]
    assert (fee.address, fee.sequence, fee.amount, fee.balance) == (
        held(1), 12, rupees(-2), rupees(0 + 1 + 2 + 3),
    )  # fmt: skip
    assert (paid.amount, paid.balance) == (rupees(-8), rupees(8))
    assert (fee.kind, fee.key, fee.metadata, fee.memo) == ("paid", "paid/3", {"n": 3}, "")
    assert (into_hold.amount, into_hold.memo) == (rupees(13), "#3")
    assert out_of_available.entry_id == into_hold.entry_id
    assert (out_of_available.address, out_of_available.amount) == (ALICE, rupees(-13))
    assert {each.actor for each in everything} == {"system:clerk"}
    assert everything[-1].at == NOON
    for address in (ALICE, held(1)):
        mine = [each for each in everything if each.address == address]
        assert [each.sequence for each in mine] == list(range(len(mine), 0, -1))


@pytest.mark.django_db
@pytest.mark.parametrize("addresses", [[ALICE], [ALICE, held(1)], [NOSTRO, FEES], [ALICE, NOSTRO]])
def test_pages_by_offset_and_by_cursor_are_the_same_pages(addresses: list[str]) -> None:
    fill_a_book()
    everything = queries.lines(addresses, limit=1_000)
    assert len(everything) == queries.count_lines(addresses)
    for size in (1, 3, 7):
        by_offset: list[BookLine] = []
        by_cursor: list[BookLine] = []
        for start in range(0, len(everything), size):
            by_offset += queries.lines(addresses, limit=size, offset=start)
            before = by_cursor[-1].id if by_cursor else None
            by_cursor += queries.lines(addresses, limit=size, before=before)
        assert by_offset == everything
        assert by_cursor == everything
    assert queries.lines(addresses, before=everything[-1].id) == []


@pytest.mark.django_db
def test_pages_by_cursor_stay_in_place_while_the_book_grows() -> None:
    everything = fill_a_book()
    [first] = queries.lines([ALICE, held(1)], limit=1)
    put("new", NOSTRO, ALICE, 1)
    assert queries.lines([ALICE, held(1)], limit=3, before=first.id) == everything[1:4]


@pytest.mark.django_db
def test_lines_are_filtered_by_business_time_and_kind() -> None:
    everything = fill_a_book()
    second, third = NOON + timedelta(days=1), NOON + timedelta(days=2)
    for wanted, found in (
        ({"start": third}, [each for each in everything if each.at >= third]),
        ({"end": second}, [each for each in everything if each.at < second]),
        (
            {"start": second, "end": third},
            [each for each in everything if second <= each.at < third],
        ),
        ({"kind": "paid"}, [each for each in everything if each.kind == "paid"]),
        (
            {"start": second, "kind": "held"},
            [each for each in everything if each.at >= second and each.kind == "held"],
        ),
        ({"kind": "returned"}, []),
    ):
        given_: dict[str, Any] = {**wanted}
        assert queries.lines([ALICE, held(1)], limit=100, **given_) == found
        assert queries.lines([ALICE, held(1)], limit=2, offset=1, **given_) == found[1:3]
        assert queries.count_lines([ALICE, held(1)], **given_) == len(found)
        if len(found) > 3:
            given_ |= {"before": found[1].id, "limit": 2}
            assert queries.lines([ALICE, held(1)], **given_) == found[2:4]


@pytest.mark.django_db
def test_lines_are_counted_no_further_than_asked() -> None:
    fill_a_book()
    assert queries.count_lines([ALICE], at_most=5) == 5
    assert queries.count_lines([ALICE, ALICE], at_most=100) == 8
    assert queries.count_lines([BOB]) == 0


@pytest.mark.django_db
def test_an_unchained_line_has_neither_sequence_nor_balance() -> None:
    put("a", NOSTRO, ALICE, 1)
    [line] = queries.lines([NOSTRO])
    assert (line.sequence, line.balance, line.amount) == (None, None, rupees(-1))


# --- Statements ----------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("address", [ALICE, NOSTRO])
def test_a_statement_goes_by_business_time(address: str) -> None:
    sign = 1 if address == ALICE else -1
    put("second", NOSTRO, ALICE, 200, NOON + timedelta(days=1))
    put("first", NOSTRO, ALICE, 100)  # heard of later, happened earlier
    put("third", NOSTRO, ALICE, 400, NOON + timedelta(days=2))
    found = queries.statement(address, date(2026, 1, 5), date(2026, 1, 6))
    assert (found.opening, found.closing) == (rupees(0), rupees(sign * 300))
    assert [(each.key, each.amount.minor, each.balance.minor) for each in found.lines] == [
        ("first", sign * 100, sign * 100),
        ("second", sign * 200, sign * 300),
    ]
    assert queries.statement(address, date(2026, 1, 7), date(2026, 1, 7)).opening == found.closing


@pytest.mark.django_db
def test_a_line_of_a_statement_says_what_caused_it() -> None:
    with db.transaction():
        posted = post(
            posting=entry(
                "k", move(NOSTRO, ALICE, 5), kind="credited", memo="rent", metadata={"n": 1}
            )
        )
    found = queries.statement(ALICE, date(2026, 1, 5), date(2026, 1, 5))
    assert found == Statement(
        address=ALICE,
        from_on=date(2026, 1, 5),
        to_on=date(2026, 1, 5),
        opening=rupees(0),
        closing=rupees(5),
        lines=(
            StatementLine(
                at=NOON,
                recorded_at=posted.recorded_at,
                amount=rupees(5),
                balance=rupees(5),
                entry_id=posted.entry_id,
                kind="credited",
                key="k",
                memo="rent",
                metadata={"n": 1},
            ),
        ),
    )


@pytest.mark.django_db
def test_a_day_begins_at_midnight_in_india() -> None:
    midnight = datetime(2026, 1, 4, 18, 30, tzinfo=UTC)  # 5 January, 00:00 IST
    put("before", NOSTRO, ALICE, 1, midnight - timedelta(microseconds=1))
    put("after", NOSTRO, ALICE, 2, midnight)
    put("end", NOSTRO, ALICE, 4, midnight + timedelta(days=1) - timedelta(microseconds=1))
    put("tomorrow", NOSTRO, ALICE, 8, midnight + timedelta(days=1))
    found = queries.statement(ALICE, date(2026, 1, 5), date(2026, 1, 5))
    assert (found.opening, found.closing) == (rupees(1), rupees(7))
    assert [each.key for each in found.lines] == ["after", "end"]


@pytest.mark.django_db
def test_an_empty_statement_opens_and_closes_alike() -> None:
    put("a", NOSTRO, ALICE, 5)
    for day, expected in ((date(2025, 1, 1), 0), (date(2027, 1, 1), 5)):
        found = queries.statement(ALICE, day, day)
        assert (found.opening, found.closing, found.lines) == (
            rupees(expected),
            rupees(expected),
            (),
        )
    assert queries.statement(BOB, day, day).closing == rupees(0)


@pytest.mark.django_db
def test_a_statement_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        queries.statement(ALICE, date(2026, 1, 6), date(2026, 1, 5))


@pytest.mark.django_db
@given(days=st.lists(st.integers(0, 9), max_size=12), cuts=st.sets(st.integers(0, 8), max_size=3))
def test_statements_of_neighbouring_periods_join_without_a_gap(
    days: list[int], cuts: set[int]
) -> None:
    with undone():
        post_all(
            postings=[
                entry(f"k{n}", move(NOSTRO, ALICE, n + 1), at=NOON + timedelta(days=day))
                for n, day in enumerate(days)
            ]
        )
        running, seen = rupees(0), 0
        edges = [-1, *sorted(cuts), 9]
        for before, last in pairwise(edges):
            start, end = (date(2026, 1, 5) + timedelta(days=day) for day in (before + 1, last))
            found = queries.statement(ALICE, start, end)
            assert found.opening == running
            running, seen = found.closing, seen + len(found.lines)
        assert (running, seen) == (queries.balance(ALICE), len(days))


# --- Trial balance -------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_trial_balance_lists_every_account_and_comes_to_zero() -> None:
    put("a", NOSTRO, ALICE, 100)
    put("b", ALICE, FEES, 10)
    put("c", "gateway/g/receivable/USD", "platform/fx/USD", 7)
    found = queries.trial_balance()
    assert [(row.address, row.kind, str(row.balance)) for row in found.rows] == [
        (NOSTRO, "nostro", "-1.00 INR"),
        ("gateway/g/receivable/USD", "gateway", "-0.07 USD"),
        (ALICE, "available", "0.90 INR"),
        (FEES, "fees", "0.10 INR"),
        ("platform/fx/USD", "fx", "0.07 USD"),
    ]
    assert found.totals == {"INR": rupees(0), "USD": Money(0, "USD")}

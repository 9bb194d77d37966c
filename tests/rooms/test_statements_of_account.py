"""A statement adds up, agrees with the book at midnight, and stays when its days are over."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.ledger import queries as book
from adulis.ledger.actions import post, post_all
from adulis.ledger.values import ChainTotals
from adulis.wallets import statements
from adulis.wallets.errors import StatementPeriodInvalid
from adulis.wallets.statements import AccountStatement
from tests.book import NOSTRO, entry, held, move, undone
from tests.book import available as place_of
from tests.calendar_days import MICROSECOND, live_until, midnight, move_on, today
from tests.world import Shop, a_shop

DAY = timedelta(days=1)


def of(shop: Shop, from_on: date, to_on: date, place: str = "available") -> AccountStatement:
    return statements.statement_of(
        shop.id, place=place, from_on=from_on, to_on=to_on, now=db.clock()
    )


def told(found: AccountStatement) -> list[tuple[int, int]]:
    """What each line moved, and the balance after it."""
    lines = [line for chunk in statements.chunks_of(found, 2) for line in chunk]
    return [(line.amount.minor, line.balance.minor if line.balance else -1) for line in lines]


@pytest.mark.django_db
def test_days_are_the_platforms_and_both_count() -> None:
    shop = a_shop(paise=0)
    tomorrow = today() + DAY
    live_until(midnight(tomorrow))
    shop.credit(100)
    live_until(midnight(tomorrow + DAY) - timedelta(minutes=1))
    shop.credit(20)
    live_until(midnight(tomorrow + DAY))
    shop.credit(3)
    found = of(shop, tomorrow, tomorrow)
    assert told(found) == [(100, 100), (20, 120)]
    assert (found.opening, found.closing) == (rupees(0), rupees(120))
    assert found.totals == ChainTotals(rupees(120), rupees(0), 2, 0)
    assert told(of(shop, tomorrow, tomorrow + DAY)) == [(100, 100), (20, 120), (3, 123)]
    assert told(of(shop, tomorrow + DAY, tomorrow + DAY)) == [(3, 123)]


@pytest.mark.django_db
def test_what_is_heard_of_late_stands_where_it_was_booked_with_its_value_date() -> None:
    shop = a_shop(paise=500)
    first = today()
    live_until(midnight(first + DAY))
    before = of(shop, first, first)
    shop.credit(70, at=midnight(first) + timedelta(hours=1))
    assert of(shop, first, first) == before
    after = of(shop, first + DAY, first + DAY)
    assert (after.opening, after.closing) == (before.closing, rupees(570))
    (line,) = statements.lines_of(after, limit=10)
    assert line.at == midnight(first) + timedelta(hours=1)
    assert line.recorded_at >= midnight(first + DAY)


@pytest.mark.django_db
def test_a_statement_is_final_when_nothing_can_be_booked_into_it_any_more() -> None:
    shop = a_shop(paise=500)
    first = today()
    assert not of(shop, first, first).is_final
    end = midnight(first + DAY)
    for now, final in ((end, False), (end + statements.SETTLING, True)):
        found = statements.statement_of(shop.id, from_on=first, to_on=first, now=now)
        assert found.is_final is final


@pytest.mark.django_db
def test_each_account_has_its_own() -> None:
    shop = a_shop(paise=10_000)
    shop.pay_out(4_000)
    day = today()
    assert told(of(shop, day, day)) == [(10_000, 10_000), (-4_000, 6_000)]
    assert told(of(shop, day, day, "held")) == [(4_000, 4_000)]
    assert told(of(shop, day, day, "pending")) == []
    assert of(a_shop(), day, day).closing == rupees(0)


@pytest.mark.django_db
def test_lines_are_read_on_from_where_one_stopped() -> None:
    shop = a_shop()
    for paise in (1, 2, 3, 4, 5):
        shop.credit(paise)
    found = of(shop, today(), today())
    first = statements.lines_of(found, limit=2)
    rest = statements.lines_of(found, after=first[-1].sequence, limit=9)
    assert [line.amount.minor for line in (*first, *rest)] == [1, 2, 3, 4, 5]
    # Nobody reads past its ends by naming another place.
    assert [line.amount.minor for line in statements.lines_of(found, after=0, limit=9)] == [
        1, 2, 3, 4, 5
    ]  # fmt: skip


@pytest.mark.django_db
def test_nobody_elses_lines_are_in_it() -> None:
    mine, theirs = a_shop(paise=100), a_shop(paise=999)
    theirs.pay_out(500)
    assert told(of(mine, today(), today())) == [(100, 100)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "last"), [(0, -1), (0, 1), (1, 1), (-366, 0), (-3_000, 0)], ids=str
)
def test_periods_that_cannot_be_stated_are_refused(first: int, last: int) -> None:
    shop = a_shop()
    with pytest.raises(StatementPeriodInvalid):
        of(shop, today() + first * DAY, today() + last * DAY)


@pytest.mark.django_db
def test_a_leap_year_is_not_too_long() -> None:
    shop = a_shop()
    assert of(shop, today() - 365 * DAY, today()).line_count == 0


@pytest.mark.django_db
@given(
    history=st.lists(
        st.tuples(
            st.integers(1, 100_000),  # seconds that pass before it
            st.integers(-5_000, 9_000),  # moved in or out
            st.integers(0, 400_000),  # how long ago it happened, in seconds
        ),
        min_size=1,
        max_size=25,
    )
)
def test_whatever_happens_statements_add_up_and_join(history: list[tuple[int, int, int]]) -> None:
    with undone():
        shop = Shop(UUID(int=7), "x", UUID(int=7), "x@example.com")
        mine, aside = place_of(7), held(7)
        began = today()
        balance = 0
        for number, (passes, minor, ago) in enumerate(history):
            move_on(passes)
            if minor == 0 or balance + minor < 0:
                continue
            balance += minor
            at = db.clock() - timedelta(seconds=ago)
            source, target = (NOSTRO, mine) if minor > 0 else (mine, aside)
            post(posting=entry(f"h{number}", move(source, target, abs(minor)), at=at))
        move_on(86_400)
        days = [began + n * DAY for n in range((today() - began).days + 1)]
        found = [of(shop, day, day) for day in days]
        for day, each in zip(days, found, strict=True):
            assert each.closing == book.balance_at(mine, midnight(day + DAY) - MICROSECOND)
            assert each.opening == book.balance_at(mine, midnight(day) - MICROSECOND)
            running = each.opening.minor
            for minor, after in told(each):
                running += minor
                assert after == running
            assert each.closing.minor == running
            assert each.opening + each.totals.credits - each.totals.debits == each.closing
            assert each.totals.credit_count + each.totals.debit_count == each.line_count
        for one, following in pairwise(found):
            assert one.closing == following.opening
        whole = of(shop, days[0], days[-1])
        assert (whole.opening, whole.closing) == (rupees(0), rupees(balance))
        assert told(whole) == [line for each in found for line in told(each)]


@pytest.mark.django_db
def test_a_long_statement_is_read_in_chunks_without_skipping() -> None:
    with db.transaction():
        post_all(
            postings=[
                entry(f"l{n}", move(NOSTRO, place_of(9), n + 1), at=db.clock())
                for n in range(2_500)
            ]
        )
    shop_id = UUID(int=9)
    found = statements.statement_of(shop_id, from_on=today(), to_on=today(), now=db.clock())
    sizes = [len(chunk) for chunk in statements.chunks_of(found)]
    assert sizes == [1_000, 1_000, 500]
    assert found.closing == rupees(2_500 * 2_501 // 2)

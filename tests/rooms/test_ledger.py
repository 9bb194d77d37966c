"""The ledger on a real database: postings, refusals, keys, reversals."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection
from pytest_django import Settings

from adulis.kernel import db
from adulis.kernel.errors import Refusal
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money, rupees
from adulis.ledger import actions, queries
from adulis.ledger.actions import post, post_all
from adulis.ledger.chart import account_id
from adulis.ledger.errors import (
    InsufficientFunds,
    PostingKeyReused,
    ReversalTooLarge,
    UnknownAddress,
    UnknownEntry,
)
from adulis.ledger.models import Account, Entry, Line
from adulis.ledger.values import Posted, Posting
from tests.book import (
    ALICE,
    BOB,
    CLEARING,
    CLERK,
    FEES,
    NOON,
    NOSTRO,
    TAX,
    available,
    broken_promises,
    counts,
    entry,
    every_line,
    held,
    move,
    roll_up,
)
from tests.databases import TestDatabase


def booked(*postings: Posting) -> list[Posted | Refusal]:
    with db.transaction():
        return post_all(postings=postings)


def fund(address: str, minor: int) -> Posted:
    with db.transaction():
        return post(posting=entry(f"fund/{address}/{minor}", move(NOSTRO, address, minor)))


def paise(*addresses: str) -> list[int]:
    found = queries.balances(addresses)
    return [found[address].minor for address in addresses]


# --- Posting -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_posting_is_an_entry_and_its_lines() -> None:
    transfers = (move(NOSTRO, ALICE, 100), move(ALICE, held(1), 60), move(ALICE, FEES, 1))
    metadata = {"utr": "SIM1", "n": 3, "deep": {"ß": [None, True]}}
    with db.transaction():
        posted = post(
            posting=entry("k", *transfers, kind="credited", memo="rent", metadata=metadata)
        )
    assert posted == Posted(posted.entry_id, "k", posted.recorded_at, replayed=False)
    row = Entry.objects.get()
    assert (row.id, row.kind, row.key, row.at) == (posted.entry_id, "credited", "k", NOON)
    assert (row.recorded_at, row.actor) == (posted.recorded_at, "system:clerk")
    assert (row.memo, row.metadata, row.reverses) == ("rent", metadata, None)
    assert [line[6:11] for line in every_line()] == [
        (1, NOSTRO, None, -100, None),
        (2, ALICE, 1, 100, 100),
        (3, ALICE, 2, -60, 40),
        (4, held(1), 1, 60, 60),
        (5, ALICE, 3, -1, 39),
        (6, FEES, None, 1, None),
    ]
    assert set(Line.objects.values_list("entry", "at", "recorded_at")) == {
        (posted.entry_id, NOON, posted.recorded_at)
    }
    assert broken_promises() == {}


@pytest.mark.django_db
def test_an_account_is_opened_by_the_first_posting_that_names_it() -> None:
    assert counts()["ledger_account"] == 0
    fund(ALICE, 5)
    fund(ALICE, 6)
    assert list(
        Account.objects.order_by("kind").values_list(
            "address", "currency", "kind", "floor_minor", "chained"
        )
    ) == [(ALICE, "INR", "available", 0, True), (NOSTRO, "INR", "nostro", None, False)]


@pytest.mark.django_db
def test_recorded_time_is_the_databases_and_business_time_the_doors() -> None:
    begun = db.clock()
    posted = fund(ALICE, 5)
    assert begun <= posted.recorded_at <= db.clock()
    assert Entry.objects.get().at == NOON


def test_time_never_runs_backwards_along_a_chain(fresh_database: TestDatabase) -> None:
    """Even if the machine's clock was set back: the past of an account is found by its time."""
    with psycopg.connect(fresh_database.superuser_url, autocommit=True) as superuser:
        superuser.execute("UPDATE timers_sandbox_clock SET ahead = '1 hour'")
        first = fund(ALICE, 5)
        superuser.execute("UPDATE timers_sandbox_clock SET ahead = '0'")
    second = fund(ALICE, 6)
    third = fund(BOB, 7)
    assert second.recorded_at == first.recorded_at
    assert third.recorded_at < first.recorded_at
    assert queries.balance_at(ALICE, first.recorded_at) == rupees(11)
    assert broken_promises() == {}


@pytest.mark.django_db
def test_two_requests_for_sixty_on_a_hundred_and_one_succeeds() -> None:
    fund(ALICE, 100)
    outcomes = booked(*(entry(f"pay{n}", move(ALICE, held(1), 60)) for n in (1, 2)))
    assert [type(each) for each in outcomes] == [Posted, InsufficientFunds]
    assert paise(ALICE, held(1)) == [40, 60]


@pytest.mark.django_db
def test_a_refusal_says_what_there_was_and_changes_nothing() -> None:
    fund(ALICE, 100)
    before = every_line(), counts()
    with db.transaction():
        with pytest.raises(InsufficientFunds) as refused:
            post(posting=entry("pay", move(ALICE, BOB, 90), move(ALICE, FEES, 11)))
        # The transaction is still good: what follows is written.
        assert refused.value.facts == {
            "address": ALICE,
            "available_minor": 100,
            "required_minor": 101,
        }
        post(posting=entry("pay", move(ALICE, BOB, 89), move(ALICE, FEES, 11)))
    assert (every_line()[:2], counts()["ledger_entry"]) == (before[0], 2)
    assert paise(ALICE, BOB, FEES) == [0, 89, 11]


@pytest.mark.django_db
def test_an_unknown_address_is_refused_alone_and_opens_nothing() -> None:
    with db.transaction(), pytest.raises(UnknownAddress):
        post(posting=entry("k", move(NOSTRO, "platform/wages/INR", 1)))
    assert set(counts().values()) == {0}
    outcomes = booked(
        entry("a", move(NOSTRO, "platform/wages/INR", 1)), entry("b", move(NOSTRO, ALICE, 1))
    )
    assert [type(each) for each in outcomes] == [UnknownAddress, Posted]


@pytest.mark.django_db
def test_unchained_accounts_go_below_zero() -> None:
    fund(ALICE, 100)
    fund(BOB, 50)
    assert paise(NOSTRO) == [-150]


@pytest.mark.django_db
def test_every_currency_balances_by_itself() -> None:
    quoted = entry(
        "fx",
        move("gateway/stripe/receivable/USD", "platform/fx/USD", 100),
        move("platform/fx/INR", ALICE, 8_312),
    )
    booked(quoted)
    assert queries.balance("platform/fx/USD") == Money(100, "USD")
    assert queries.balance("platform/fx/INR") == rupees(-8_312)
    assert broken_promises() == {}


@pytest.mark.django_db
def test_thousands_at_once_are_one_batch() -> None:
    postings = [entry(f"p{n}", move(NOSTRO, available(n % 7), n + 1)) for n in range(2_000)]
    outcomes = booked(*postings)
    assert {type(each) for each in outcomes} == {Posted}
    assert sum(paise(*(available(n) for n in range(7)))) == 2_000 * 2_001 // 2
    assert broken_promises() == {}


@pytest.mark.django_db
def test_no_posting_at_all_is_no_work_at_all() -> None:
    assert booked() == []


@pytest.mark.django_db
def test_posting_needs_a_transaction() -> None:
    with pytest.raises(db.TransactionMissing):
        post(posting=entry("k", move(NOSTRO, ALICE, 1)))


# --- Keys ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_same_key_answers_with_the_first_entry() -> None:
    first = fund(ALICE, 5)
    before = every_line()
    later = entry(first.key, move(NOSTRO, ALICE, 5), at=NOON + timedelta(days=1))
    [again] = booked(later)
    assert again == Posted(first.entry_id, first.key, first.recorded_at, replayed=True)
    assert every_line() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    "other",
    [
        {"transfers": (move(NOSTRO, ALICE, 6),)},
        {"transfers": (move(NOSTRO, BOB, 5),)},
        {"kind": "gift"},
        {"memo": "for you"},
        {"metadata": {"n": 1}},
    ],
    ids=lambda each: next(iter(each)),
)
def test_the_same_key_with_other_content_is_refused(other: dict[str, Any]) -> None:
    first = fund(ALICE, 5)
    before = every_line(), counts()["ledger_entry"]
    given = {"transfers": (move(NOSTRO, ALICE, 5),)} | other
    with db.transaction(), pytest.raises(PostingKeyReused) as refused:
        post(posting=entry(first.key, *given.pop("transfers"), **given))
    assert refused.value.facts == {"key": first.key}
    assert (every_line(), counts()["ledger_entry"]) == before


@pytest.mark.django_db
def test_metadata_survives_the_database_for_the_comparison() -> None:
    metadata = {"zz": 1, "a": [1, {"ü": "\\ \" ' \n", "b": None}], "big": 2**53 + 1, "": ""}
    posting = entry("k", move(NOSTRO, ALICE, 1), metadata=metadata, memo="a\n'\"\\é")
    assert [each.replayed for each in booked(posting, posting) if isinstance(each, Posted)] == [
        False,
        True,
    ]
    [again] = booked(posting)
    assert isinstance(again, Posted)
    assert again.replayed


@pytest.mark.django_db
def test_a_refused_key_is_free() -> None:
    with db.transaction(), pytest.raises(InsufficientFunds):
        post(posting=entry("k", move(ALICE, BOB, 1)))
    fund(ALICE, 1)
    [outcome] = booked(entry("k", move(ALICE, BOB, 1)))
    assert isinstance(outcome, Posted)
    assert not outcome.replayed


# --- Reversals -----------------------------------------------------------------------------------


def take_back(posted: Posted, key: str, amount: Money | None = None) -> Posted:
    with db.transaction():
        return actions.reverse(
            entry_id=posted.entry_id, at=NOON, actor=CLERK, key=key, amount=amount
        )


@pytest.mark.django_db
def test_a_reversal_is_an_entry_that_says_what_it_takes_back() -> None:
    fund(ALICE, 100)
    [paid] = booked(entry("pay", move(ALICE, BOB, 90), move(ALICE, TAX, 10), kind="paid"))
    assert isinstance(paid, Posted)
    back = take_back(paid, "back")
    row = Entry.objects.get(id=back.entry_id)
    assert (row.kind, row.reverses, row.actor) == ("paid_reversed", paid.entry_id, "system:clerk")
    assert [line[7:10:2] for line in every_line()[-4:]] == [
        (TAX, -10), (ALICE, 10), (BOB, -90), (ALICE, 90),
    ]  # fmt: skip
    assert paise(ALICE, BOB, TAX) == [100, 0, 0]
    assert broken_promises() == {}


@pytest.mark.django_db
def test_parts_may_be_taken_back_until_nothing_is_left() -> None:
    paid = fund(ALICE, 100)
    take_back(paid, "a", rupees(30))
    take_back(paid, "b", rupees(30))
    before = every_line()
    with pytest.raises(ReversalTooLarge) as refused:
        take_back(paid, "c", rupees(41))
    assert refused.value.facts == {"remaining_minor": 40}
    assert every_line() == before
    take_back(paid, "c")
    assert paise(ALICE, NOSTRO) == [0, 0]
    with pytest.raises(ReversalTooLarge) as refused:
        take_back(paid, "d")
    assert refused.value.facts == {"remaining_minor": 0}


@pytest.mark.django_db
def test_a_reversal_repeated_is_the_same_reversal() -> None:
    paid = fund(ALICE, 100)
    first = take_back(paid, "back", rupees(30))
    again = take_back(paid, "back", rupees(30))
    assert again == Posted(first.entry_id, "back", first.recorded_at, replayed=True)
    assert paise(ALICE) == [70]
    for amount in (rupees(31), None):
        with pytest.raises(PostingKeyReused):
            take_back(paid, "back", amount)
    with pytest.raises(PostingKeyReused):
        take_back(fund(ALICE, 7), "back", rupees(30))
    assert paise(ALICE) == [77]


@pytest.mark.django_db
def test_money_that_has_moved_on_cannot_be_taken_back() -> None:
    paid = fund(ALICE, 100)
    booked(entry("spend", move(ALICE, CLEARING, 80)))
    with pytest.raises(InsufficientFunds) as refused:
        take_back(paid, "back")
    assert refused.value.facts == {"address": ALICE, "available_minor": 20, "required_minor": 100}
    assert paise(ALICE, CLEARING, NOSTRO) == [20, 80, -100]


@pytest.mark.django_db
def test_a_reversal_can_itself_be_taken_back() -> None:
    paid = fund(ALICE, 100)
    back = take_back(paid, "back")
    take_back(back, "forth")
    assert paise(ALICE) == [100]
    assert broken_promises() == {}


@pytest.mark.django_db
def test_what_never_was_cannot_be_taken_back() -> None:
    with db.transaction(), pytest.raises(UnknownEntry):
        actions.reverse(entry_id=new_id(), at=NOON, actor=CLERK, key="k")


# --- Plans ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("statistics", ["never made", "made when there were four lines"])
def test_the_length_of_the_book_makes_no_difference(
    fresh_database: TestDatabase, statistics: str
) -> None:
    """A plan made for a young book, or for a big batch, is the right one for a long book."""
    booked(entry("first", move(NOSTRO, available(0), 9), move(CLEARING, FEES, 1)))
    if statistics != "never made":
        with psycopg.connect(fresh_database.superuser_url, autocommit=True) as superuser:
            superuser.execute("ANALYZE")
        connection.close()
    young = rows_of_a_posting_and_a_look("young")
    booked(*(entry(f"p{n}", move(NOSTRO, available(n % 5), 9)) for n in range(3_000)))
    assert roll_up(least_lines=1_000) == 1
    old = rows_of_a_posting_and_a_look("old")
    assert {table: max(0, old[table] - young[table]) for table in young} == {
        **dict.fromkeys(young, 0),  # seals among them: nobody who posts looks at one
        "ledger_checkpoint": 1,  # there was none to be found before
    }
    assert {"ledger_account", "ledger_entry", "ledger_line", "ledger_seal"} <= young.keys()


@pytest.mark.parametrize("prepared", [True, False])
def test_hot_statements_are_prepared_unless_a_pooler_forbids(
    fresh_database: TestDatabase, settings: Settings, prepared: bool
) -> None:
    settings.DB_PREPARED_STATEMENTS = prepared
    with db.transaction():
        for number in range(7):
            post(posting=entry(f"k{number}", move(NOSTRO, ALICE, 1)))
            queries.balance(ALICE)  # one of Django's, which are not prepared
        found = db.fetch_all("SELECT trim(statement, E' \n') FROM pg_prepared_statements")
    # Our own three, and none of Django's.
    begun = ("SELECT * FROM ledger_lock(", "INSERT INTO ledger_account ", "SELECT ledger_append(")
    assert len(found) == (3 if prepared else 0)
    assert all(statement.startswith(begun) for (statement,) in found)


def rows_of_a_posting_and_a_look(key: str) -> dict[str, int]:
    """How many rows are read to post one entry and to ask for balances, by table."""
    with db.transaction():
        before = rows_read()
        post(posting=entry(key, move(NOSTRO, available(0), 1), move(available(0), FEES, 1)))
        for address in (available(0), NOSTRO):
            db.fetch_value("SELECT ledger_balance(%s)", [account_id(address)])
        after = rows_read()
    return {table: after[table] - before[table] for table in after}


def rows_read() -> dict[str, int]:
    return dict(
        db.fetch_all(
            """SELECT relname, seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables
                WHERE relname LIKE 'ledger_%' ORDER BY 1"""
        )
    )

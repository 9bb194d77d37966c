"""Somebody with every right edits one row, guards off; ``ledger verify`` finds and names it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import psycopg
import pytest
from django.core.management import call_command

from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.ledger import tasks
from adulis.ledger.actions import post, reverse
from adulis.ledger.chart import account_id
from adulis.ledger.verification import Fault
from adulis.ops.databases import connected_to
from tests.book import ALICE, BOB, CLERK, FEES, NOON, NOSTRO, available, entry, move, roll_up
from tests.databases import TestDatabase

TABLES = ("ledger_account", "ledger_entry", "ledger_line", "ledger_checkpoint")


def write_a_book() -> None:
    """Ten entries: some plain, one with several transfers, one taken back in part; a checkpoint."""
    with db.transaction():
        for number in range(1, 5):
            post(posting=entry(f"credit/{number}", move(NOSTRO, ALICE, 100), memo=f"#{number}"))
        for number in range(1, 4):
            paid = (move(ALICE, BOB, 20), move(ALICE, FEES, 5))
            post(posting=entry(f"pay/{number}", *paid, metadata={"n": number, "a": "é"}))
        usd = move("gateway/g/receivable/USD", "platform/fx/USD", 50)
        fx = post(posting=entry("fx", usd, move("platform/fx/INR", BOB, 4_150)))
        reverse(entry_id=fx.entry_id, at=NOON, actor=CLERK, key="back", amount=rupees(150))
    assert roll_up() == 5


_GUARDS_OFF = (
    *(f"ALTER TABLE {table} DISABLE TRIGGER ALL" for table in TABLES),
    *(
        f"ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_{name}"
        for name in (
            "id_follows_address",
            "kind_follows_chart",
            "kind_known",
            "chain_follows_kind",
            "currency_follows_address",
        )
    ),
    "ALTER TABLE ledger_line DROP CONSTRAINT ledger_line_moves",
    *(f"CREATE TABLE honest_{table} AS TABLE {table}" for table in TABLES),
)
_HONEST_AGAIN = (
    f"TRUNCATE {', '.join(TABLES)}",
    *(f"INSERT INTO {table} SELECT * FROM honest_{table}" for table in TABLES),
)


@pytest.fixture(scope="module")
def unguarded(test_databases: Any, django_db_blocker: Any) -> Iterator[psycopg.Connection]:
    """A superuser in the database of a book whose guards are all off; Django is there too."""
    database = test_databases.clone()
    with django_db_blocker.unblock(), connected_to(database.app_url):
        write_a_book()
        with psycopg.connect(database.superuser_url, autocommit=True) as superuser:
            for statement in _GUARDS_OFF:
                superuser.execute(statement)
            yield superuser
    test_databases.drop(database)


@pytest.fixture
def superuser(
    unguarded: psycopg.Connection, django_db_blocker: Any
) -> Iterator[psycopg.Connection]:
    """The superuser, at the book as it was written."""
    for statement in _HONEST_AGAIN:
        unguarded.execute(statement)
    with django_db_blocker.unblock():
        yield unguarded


def tamper(superuser: psycopg.Connection, statement: str) -> str:
    """Run one statement that changes one row; what it RETURNs names the row."""
    [[row]] = superuser.execute(statement).fetchall()
    return str(row)


def faults() -> list[Fault]:
    return list(tasks.verify_book(progress=lambda *_: None).faults)


def command(*arguments: str) -> tuple[int, str]:
    """Exit code and output of ``./adulis ledger …``."""
    out = StringIO()
    try:
        call_command("ledger", *arguments, stdout=out)
    except SystemExit as left:
        return int(left.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_an_honest_book_is_as_it_was_written(fresh_database: TestDatabase) -> None:
    write_a_book()
    assert faults() == []
    assert command("verify") == (
        0,
        (
            "The ledger is as it was written. Read: 7 ledger_account, 9 ledger_entry,"
            " 26 ledger_line, 5 ledger_checkpoint, 0 ledger_leaf.\n"
            "Not compared with published heads: name a file of them with --heads.\n"
        ),
    )


def test_an_empty_book_is_as_it_was_written(fresh_database: TestDatabase) -> None:
    assert command("verify")[0] == 0
    assert command("trial-balance")[0] == 0


ALICES_SECOND = f"account_id = {account_id(ALICE)} AND sequence = 2"
ALICES_LAST = f"id = (SELECT max(id) FROM ledger_line WHERE account_id = {account_id(ALICE)})"
A_FEE = f"id = (SELECT min(id) FROM ledger_line WHERE account_id = {account_id(FEES)})"
PAY_2 = "key = 'pay/2'"


@pytest.mark.parametrize(
    ("row", "statement"),
    [
        # Amounts and balances
        ("ledger_line {}", f"UPDATE ledger_line SET amount_minor = 101 WHERE {ALICES_SECOND}"),
        ("ledger_line {}", f"UPDATE ledger_line SET amount_minor = -6 WHERE {ALICES_LAST}"),
        ("ledger_line {}", f"UPDATE ledger_line SET amount_minor = 0 WHERE {A_FEE}"),
        ("ledger_line {}", f"UPDATE ledger_line SET amount_minor = 6 WHERE {A_FEE}"),
        ("ledger_line {}", f"UPDATE ledger_line SET balance_minor = 201 WHERE {ALICES_SECOND}"),
        ("ledger_line {}", f"UPDATE ledger_line SET balance_minor = -1 WHERE {ALICES_LAST}"),
        ("ledger_line {}", f"UPDATE ledger_line SET balance_minor = NULL WHERE {ALICES_SECOND}"),
        ("ledger_line {}", f"UPDATE ledger_line SET balance_minor = 5 WHERE {A_FEE}"),
        ("ledger_line {}", f"UPDATE ledger_line SET sequence = 99 WHERE {ALICES_LAST}"),
        ("ledger_line {}", f"UPDATE ledger_line SET sequence = NULL WHERE {ALICES_SECOND}"),
        # To whom and when
        ("ledger_line {}", f"UPDATE ledger_line SET account_id = 17 WHERE {A_FEE}"),
        (
            "{}], does not say",
            f"UPDATE ledger_line SET account_id = {account_id('platform/fx/INR')} WHERE {A_FEE}",
        ),
        ("{}", f"UPDATE ledger_line SET at = at + interval '1 day' WHERE {ALICES_SECOND}"),
        (
            "{}",
            (
                f"UPDATE ledger_line SET recorded_at = recorded_at - interval '1 day'"
                f" WHERE {ALICES_SECOND}"
            ),
        ),
        ("ledger_line {}", f"UPDATE ledger_line SET entry_id = gen_random_uuid() WHERE {A_FEE}"),
        # What is gone
        ("[1, 2, 3]", f"DELETE FROM ledger_line WHERE {A_FEE}"),
        ("numbered [2]", "DELETE FROM ledger_line WHERE id = (SELECT min(id) FROM ledger_line)"),
        ("its entry {} does not exist", f"DELETE FROM ledger_entry WHERE {PAY_2}"),
        (
            "its account does not exist",
            f"DELETE FROM ledger_account WHERE id = {account_id(BOB)}",
        ),
        # What entries say
        ("ledger_entry {}", f"UPDATE ledger_entry SET memo = 'gift' WHERE {PAY_2}"),
        ("ledger_entry {}", f"UPDATE ledger_entry SET kind = 'gift' WHERE {PAY_2}"),
        ("ledger_entry {}", f"UPDATE ledger_entry SET key = 'pay/7' WHERE {PAY_2}"),
        ("ledger_entry {}", f"UPDATE ledger_entry SET actor = 'system:nobody' WHERE {PAY_2}"),
        ("ledger_entry {}", f"UPDATE ledger_entry SET metadata = '{{}}' WHERE {PAY_2}"),
        ("ledger_entry {}", f"UPDATE ledger_entry SET digest = sha256('') WHERE {PAY_2}"),
        ("ledger_entry {}", f"UPDATE ledger_entry SET at = at - interval '1 day' WHERE {PAY_2}"),
        (
            "ledger_entry {}",
            f"UPDATE ledger_entry SET recorded_at = recorded_at - interval '1 us' WHERE {PAY_2}",
        ),
        (
            "ledger_entry {}",
            (
                f"UPDATE ledger_entry SET reverses = (SELECT min(id::text)::uuid FROM ledger_entry)"
                f" WHERE {PAY_2}"
            ),
        ),
        ("ledger_entry {}", f"UPDATE ledger_entry SET id = gen_random_uuid() WHERE {PAY_2}"),
        (
            "ledger_entry {}",
            (
                "INSERT INTO ledger_entry SELECT gen_random_uuid(), kind, 'more', at, recorded_at,"
                f" actor, reverses, memo, metadata, digest FROM ledger_entry WHERE {PAY_2}"
            ),
        ),
        # Accounts
        *(
            (
                "ledger_account {}",
                f"UPDATE ledger_account SET {change} WHERE id = {account_id(ALICE)}",
            )
            for change in (
                "floor_minor = -1000",
                "floor_minor = NULL",
                "chained = false",
                "currency = 'USD'",
                "kind = 'fees'",
                "id = 17",
                "address = 'platform/wages/INR'",
                f"address = '{available(9)}'",
            )
        ),
        # Checkpoints
        (
            "ledger_checkpoint {}",
            (
                "UPDATE ledger_checkpoint SET balance_minor = balance_minor + 1"
                f" WHERE account_id = {account_id(NOSTRO)}"
            ),
        ),
        (
            "ledger_checkpoint {}",
            (
                "UPDATE ledger_checkpoint SET line_count = line_count - 1"
                f" WHERE account_id = {account_id(FEES)}"
            ),
        ),
        (
            "ledger_checkpoint {}",
            f"UPDATE ledger_checkpoint SET through_xid = '3' WHERE account_id = {account_id(FEES)}",
        ),
    ],
    ids=lambda each: each.split("WHERE")[0][:70] if " " in each else "",
)
def test_an_edited_row_is_found_and_named(
    superuser: psycopg.Connection, row: str, statement: str
) -> None:
    edited = tamper(superuser, f"{statement} RETURNING id")
    code, out = command("verify")
    assert code == 1
    assert row.format(edited) in out, out
    assert "The ledger is not as it was written" in out


def test_an_edited_balance_is_one_fault_and_an_edited_amount_two(
    superuser: psycopg.Connection,
) -> None:
    """The balance only breaks the chain; the amount breaks its entry's sum as well."""
    line = tamper(
        superuser,
        f"UPDATE ledger_line SET balance_minor = 201 WHERE {ALICES_SECOND} RETURNING id",
    )
    assert [str(fault) for fault in faults()] == [
        f"ledger_line {line} ({ALICE}): its balance is 201, but the lines make it 200"
    ]


def test_an_edited_amount_breaks_its_entry_and_its_chain(superuser: psycopg.Connection) -> None:
    line = tamper(
        superuser,
        f"UPDATE ledger_line SET amount_minor = 101 WHERE {ALICES_SECOND} RETURNING id",
    )
    broken_entry, broken_line = faults()
    assert f"ledger_line {line} do not cancel: -100 and +101" in broken_entry.what
    assert str(broken_line) == (
        f"ledger_line {line} ({ALICE}): its balance is 200, but the lines make it 201"
    )


def test_a_line_below_the_floor_is_found_though_its_chain_is_whole(
    superuser: psycopg.Connection,
) -> None:
    tamper(
        superuser,
        f"""WITH forged AS (
                INSERT INTO ledger_entry SELECT gen_random_uuid(), kind, 'forged', at, recorded_at,
                       actor, reverses, memo, metadata, digest FROM ledger_entry WHERE {PAY_2}
                RETURNING id, at),
            last AS (SELECT * FROM ledger_line WHERE {ALICES_LAST}),
            lines AS (
                INSERT INTO ledger_line (entry_id, position, account_id, sequence, amount_minor,
                                         balance_minor, at, recorded_at)
                SELECT forged.id, 1, account_id, sequence + 1, -1000, balance_minor - 1000,
                       forged.at, recorded_at FROM forged, last
                UNION ALL
                SELECT forged.id, 2, {account_id(FEES)}, NULL, 1000, NULL,
                       forged.at, recorded_at FROM forged, last)
            SELECT id FROM forged""",
    )
    assert [fault.what for fault in faults() if "floor" in fault.what] == [
        "its balance -675 is below the floor 0"
    ]


def test_more_taken_back_than_there_was_is_found(superuser: psycopg.Connection) -> None:
    entry_id = tamper(
        superuser,
        "UPDATE ledger_entry SET reverses = (SELECT id FROM ledger_entry WHERE key = 'credit/1')"
        " WHERE key = 'credit/2' RETURNING reverses",
    )
    assert f"ledger_entry {entry_id}: moved 100 at {ALICE}, and 100 of it was taken back" in [
        str(fault) for fault in faults()
    ]


def test_the_search_ends_after_as_many_faults_as_asked(superuser: psycopg.Connection) -> None:
    tamper(
        superuser,
        "WITH all_of_them AS (UPDATE ledger_entry SET memo = 'x' RETURNING id)"
        " SELECT count(*) FROM all_of_them",
    )
    code, out = command("verify", "--most", "3")
    assert (code, out.count("does not say what was written")) == (1, 3)
    assert "more than 3 faults" in out


def test_progress_is_told_for_every_table(fresh_database: TestDatabase) -> None:
    write_a_book()
    told: list[tuple[str, int, int]] = []
    tasks.verify_book(progress=lambda *each: told.append(each))
    assert told == [
        ("ledger_account", 0, 7), ("ledger_account", 7, 7), ("ledger_entry", 0, 9),
        ("ledger_entry", 9, 9), ("ledger_line", 0, 26), ("ledger_line", 26, 26),
        ("ledger_checkpoint", 0, 5), ("ledger_checkpoint", 5, 5), ("ledger_leaf", 0, 0),
    ]  # fmt: skip


# --- Trial balance -------------------------------------------------------------------------------


def rows_of(out: str) -> list[list[str]]:
    return [row.split() for row in out.splitlines() if row.strip()]


def test_the_trial_balance_by_kind_and_by_account(fresh_database: TestDatabase) -> None:
    write_a_book()
    code, out = command("trial-balance")
    assert code == 0
    assert rows_of(out)[1:] == [
        ["available", "INR", "43.85", "INR"],
        ["nostro", "INR", "-4.00", "INR"],
        ["gateway", "USD", "-0.50", "USD"],
        ["fees", "INR", "0.15", "INR"],
        ["fx", "INR", "-40.00", "INR"],
        ["fx", "USD", "0.50", "USD"],
        ["Total", "INR", "0.00", "INR"],
        ["Total", "USD", "0.00", "USD"],
    ]
    code, out = command("trial-balance", "--accounts")
    assert [ALICE, "3.25", "INR"] in rows_of(out)


def test_a_trial_balance_that_is_not_zero_is_a_failure(superuser: psycopg.Connection) -> None:
    tamper(
        superuser,
        f"UPDATE ledger_line SET balance_minor = 326 WHERE {ALICES_LAST} RETURNING id",
    )
    code, out = command("trial-balance")
    assert code == 1
    assert "INR does not come to zero" in out


def test_a_long_book_is_read_a_few_thousand_rows_at_a_time(fresh_database: TestDatabase) -> None:
    from adulis.ledger.actions import post_all

    postings = [
        entry(f"p{n}", move(NOSTRO, available(n % 9), 1), at=NOON + timedelta(seconds=n))
        for n in range(6_000)
    ]
    with db.transaction():
        post_all(postings=postings)
    told: list[Any] = []
    assert tasks.verify_book(progress=lambda *each: told.append(each)).faults == ()
    assert [each for each in told if each[0] == "ledger_line"] == [
        ("ledger_line", 0, 12_000), ("ledger_line", 5_000, 12_000),
        ("ledger_line", 10_000, 12_000), ("ledger_line", 12_000, 12_000),
    ]  # fmt: skip

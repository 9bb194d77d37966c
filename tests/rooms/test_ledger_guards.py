"""The database has the last word: what the application's role may not write, whoever tells it to.

Every test here goes past our own code, with the role the platform runs as. What is refused, is
refused by the rule named, and leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError

from adulis.kernel import db
from adulis.kernel.ids import new_id
from adulis.ledger import queries
from adulis.ledger.actions import post
from adulis.ledger.chart import CHART, account_id, classify
from adulis.ledger.values import Posted
from tests.book import (
    ALICE,
    BOB,
    FEES,
    NOON,
    NOSTRO,
    available,
    counts,
    entry,
    every_line,
    let_the_horizon_pass,
    move,
    roll_up,
)
from tests.databases import TestDatabase

UUID_TEXT = str(UUID(int=1))


def fund(address: str, minor: int, key: str = "fund") -> Posted:
    with db.transaction():
        return post(posting=entry(key, move(NOSTRO, address, minor)))


@contextmanager
def refused(rule: str, reason: str | None = None) -> Iterator[None]:
    """The database refuses what happens inside, by ``rule``, and nothing of it stays."""
    before = every_line(), counts()
    with pytest.raises(DatabaseError, match=reason) as caught, db.transaction():
        yield
    assert caught.value.__cause__ is not None
    diagnosis = caught.value.__cause__.diag  # type: ignore[attr-defined]
    assert rule in {diagnosis.constraint_name, diagnosis.sqlstate}
    assert (every_line(), counts()) == before


# --- Lines by hand -------------------------------------------------------------------------------

_FORGE_ENTRY = """
WITH forged AS (
    INSERT INTO ledger_entry (id, kind, key, at, recorded_at, actor, memo, metadata, digest, xid)
    VALUES (%(id)s, 'forged', %(id)s, %(at)s, %(moment)s, 'system:thief', '', '{}', '',
            coalesce(%(entry_xid)s::xid8, pg_current_xact_id())))
"""
_FORGE_LINES = """
INSERT INTO ledger_line (entry_id, position, account_id, sequence, amount_minor, balance_minor,
                         xid, at, recorded_at)
SELECT %(id)s, coalesce(position, place), account, sequence, amount, balance,
       coalesce(xid::text::xid8, pg_current_xact_id()), coalesce(at, %(at)s),
       coalesce(recorded_at, (SELECT recorded_at FROM ledger_entry WHERE id = %(id)s), %(moment)s)
  FROM unnest(%(position)s::int[], %(account)s::bigint[], %(sequence)s::bigint[],
              %(amount)s::bigint[], %(balance)s::bigint[], %(xid)s::bigint[],
              %(line_at)s::timestamptz[], %(line_recorded_at)s::timestamptz[])
       WITH ORDINALITY
       AS line(position, account, sequence, amount, balance, xid, at, recorded_at, place)
"""


def write(
    *lines: Mapping[str, Any], entry_id: UUID | None = None, entry_xid: str | None = None
) -> None:
    """Write a new entry and these lines in one statement, or only lines of ``entry_id``."""
    names = ("position", "account", "sequence", "amount", "balance", "xid")
    columns = {name: [line.get(name) for line in lines] for name in names}
    given = {"id": entry_id or new_id(), "at": NOON, "moment": db.clock(), "entry_xid": entry_xid}
    columns |= {
        f"line_{name}": [line.get(name) for line in lines] for name in ("at", "recorded_at")
    }
    db.execute(("" if entry_id else _FORGE_ENTRY) + _FORGE_LINES, given | columns)


def line(address: str, amount: int, *numbers: int, **more: Any) -> dict[str, Any]:
    """A line by hand: ``numbers`` are its sequence and its running balance."""
    sequence, running = numbers or (None, None)
    return {
        "account": account_id(address), "amount": amount, "sequence": sequence, "balance": running,
    } | more  # fmt: skip


@pytest.mark.django_db
def test_what_continues_the_book_by_hand_is_accepted() -> None:
    """So that the refusals below are refusals of what they say, not of the way they are written."""
    fund(ALICE, 100)
    fund(BOB, 5, "more")
    with db.transaction():
        write(line(ALICE, -40, 2, 60), line(BOB, 40, 2, 45))
        write(line(ALICE, -60, 3, 0), line(NOSTRO, 60), line(NOSTRO, -7), line(ALICE, 7, 4, 7))
    assert queries.balance(ALICE).minor == 7
    assert queries.balance(BOB).minor == 45
    assert queries.balance(NOSTRO).minor == -52


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([line(ALICE, -40, 2, 60), line(BOB, 41, 3, 41)], "do not sum to zero"),
        ([line(NOSTRO, 1)], "do not sum to zero"),
        ([line(NOSTRO, -1), line("platform/fx/USD", 1)], "do not sum to zero"),
        ([line(ALICE, 40, 2, 140), line(NOSTRO, -40, 1, -40)], "unchained"),
        ([line(ALICE, 40), line(NOSTRO, -40)], "needs a sequence"),
        ([line(ALICE, 40, 2, 140) | {"balance": None}, line(NOSTRO, -40)], "needs a sequence"),
        ([line(ALICE, 40, 2, 141), line(NOSTRO, -40)], "does not continue"),
        ([line(ALICE, 40, 3, 140), line(NOSTRO, -40)], "does not continue"),
        ([line(ALICE, 40, 0, 40), line(NOSTRO, -40)], "does not continue"),
        ([line(BOB, 40, 4, 40), line(NOSTRO, -40)], "does not continue"),
        ([line(ALICE, 1, 2, 101), line(ALICE, -1, 4, 100)], "does not continue"),
        ([line(ALICE, 1, 2, 101), line(ALICE, -1, 3, 101)], "does not continue"),
        ([line(ALICE, -101, 2, -1), line(NOSTRO, 101)], "below its floor"),
        # Nor for a moment, even if a later line of the same entry would mend it.
        ([line(ALICE, -101, 2, -1), line(ALICE, 101, 3, 100)], "below its floor"),
        ([line(available(99), 1, 1, 1), line(NOSTRO, -1)], "account does not exist"),
        ([line(NOSTRO, 1, xid=3), line(NOSTRO, -1, xid=3)], "names another transaction"),
        ([line(NOSTRO, 1, position=2), line(NOSTRO, -1, position=3)], "begin with the first"),
        ([line(NOSTRO, 1), line(NOSTRO, -1, at=NOON.replace(hour=13))], "another time"),
        ([line(NOSTRO, 1, recorded_at=NOON), line(NOSTRO, -1)], "another time"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_line_that_breaks_the_book_is_refused(lines: list[dict[str, Any]], reason: str) -> None:
    fund(ALICE, 100)  # Alice has one line and 100, Bob two lines and nothing.
    with db.transaction():
        post(posting=entry("usd", move("gateway/g/receivable/USD", "platform/fx/USD", 1)))
        post(posting=entry("bob", move(NOSTRO, BOB, 1)))
        post(posting=entry("bob/back", move(BOB, NOSTRO, 1)))
    with refused("ledger_guard_lines", reason):
        write(*lines)


@pytest.mark.django_db
def test_a_line_that_moves_nothing_is_refused() -> None:
    fund(ALICE, 100)
    with refused("ledger_line_moves"):
        write(line(NOSTRO, 0), line(FEES, 0))


@pytest.mark.django_db
def test_a_sequence_used_twice_is_refused() -> None:
    fund(ALICE, 100)
    with refused("ledger_line_sequence_unique"):
        write(line(ALICE, 40, 1, 40), line(NOSTRO, -40))


@pytest.mark.django_db
def test_an_entry_without_lines_is_refused() -> None:
    with refused("ledger_guard_entries", "not written together with its lines"):
        write()


@pytest.mark.django_db
def test_lines_of_no_entry_are_refused() -> None:
    fund(ALICE, 1)
    with refused("ledger_guard_lines", "its entry does not exist"):
        write(line(NOSTRO, 1), line(NOSTRO, -1), entry_id=new_id())


@pytest.mark.django_db
def test_an_entry_is_never_added_to_within_its_transaction() -> None:
    with db.transaction():
        posted = post(posting=entry("k", move(NOSTRO, ALICE, 1)))
    for positions, rule in (
        ((1, 2), "ledger_line_position_unique"),
        ((3, 4), "ledger_guard_lines"),
    ):
        with refused(rule):
            write(
                line(NOSTRO, 1, position=positions[0]),
                line(NOSTRO, -1, position=positions[1]),
                entry_id=posted.entry_id,
            )


def test_an_entry_is_never_added_to_by_a_later_transaction(fresh_database: TestDatabase) -> None:
    posted = fund(ALICE, 1)
    with refused("ledger_guard_lines", "its entry was written by an earlier transaction"):
        write(line(NOSTRO, 1, position=3), line(NOSTRO, -1, position=4), entry_id=posted.entry_id)


@pytest.mark.django_db
def test_an_entry_cannot_claim_another_transaction() -> None:
    fund(ALICE, 1)
    with refused("ledger_guard_lines", "earlier transaction"):
        write(line(NOSTRO, 1), line(NOSTRO, -1), entry_xid="3")


@pytest.mark.django_db
def test_a_line_recorded_before_the_one_before_it_is_refused() -> None:
    fund(ALICE, 100)
    with refused("ledger_guard_lines", "does not continue"):
        db.execute(
            """SELECT ledger_append(%s, ARRAY[%s]::uuid[], ARRAY['k'], ARRAY['k'],
                   ARRAY[%s]::timestamptz[], ARRAY['a'], ARRAY[NULL]::uuid[], ARRAY[''],
                   ARRAY['{}']::jsonb[], ARRAY['']::bytea[], ARRAY[1, 1], ARRAY[1, 2]::smallint[],
                   ARRAY[%s, %s]::bigint[], ARRAY[2, NULL]::bigint[], ARRAY[5, -5]::bigint[],
                   ARRAY[105, NULL]::bigint[])""",
            [NOON, new_id(), NOON, account_id(ALICE), account_id(NOSTRO)],
        )


# --- Reversals by hand ---------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "transfers",
    [
        [move(ALICE, NOSTRO, 101)],  # more than there was
        [move(NOSTRO, ALICE, 1)],  # in the same direction
        [move(ALICE, FEES, 1)],  # to an account the entry never touched
        [move(ALICE, FEES, 1), move(FEES, NOSTRO, 1)],  # nor through one
    ],
)
def test_a_reversal_that_is_none_is_refused(transfers: list[Any]) -> None:
    paid = fund(ALICE, 100)
    fund(ALICE, 100, "more")
    with refused("ledger_guard_entries", "would be taken back than there was"):
        post(posting=entry("back", *transfers, reverses=paid.entry_id))


@pytest.mark.django_db
def test_reversals_that_are_too_much_together_are_refused() -> None:
    paid = fund(ALICE, 100)
    fund(ALICE, 100, "more")
    with db.transaction():
        post(posting=entry("a", move(ALICE, NOSTRO, 60), reverses=paid.entry_id))
    with refused("ledger_guard_entries"):
        post(posting=entry("b", move(ALICE, NOSTRO, 41), reverses=paid.entry_id))
    with db.transaction():
        post(posting=entry("b", move(ALICE, NOSTRO, 40), reverses=paid.entry_id))
    assert queries.balance(ALICE).minor == 100


@pytest.mark.django_db
def test_what_never_was_cannot_be_reversed() -> None:
    fund(ALICE, 100)
    with refused("ledger_guard_entries"):
        post(posting=entry("back", move(ALICE, NOSTRO, 1), reverses=new_id()))


# --- Accounts ------------------------------------------------------------------------------------

RIGHT = {"address": FEES, "currency": "INR", "kind": "fees", "floor_minor": None, "chained": False}


def open_by_hand(**given: Any) -> None:
    given.setdefault("id", account_id(given["address"]))
    names = ", ".join(given)
    values = ", ".join(f"%({name})s" for name in given)
    db.execute(f"INSERT INTO ledger_account ({names}) VALUES ({values})", given)


@pytest.mark.django_db
@pytest.mark.parametrize("each", CHART, ids=lambda each: each.kind)
def test_the_chart_in_python_is_the_chart_in_the_database(each: Any) -> None:
    address = (
        each.pattern.replace("<uuid>", UUID_TEXT).replace("<code>", "a-1").replace("<CCY>", "INR")
    )
    known = classify(address)
    right = {
        "address": address, "currency": "INR", "kind": each.kind,
        "floor_minor": each.floor_minor, "chained": each.chained,
    }  # fmt: skip
    assert db.fetch_value("SELECT ledger_account_id(%s)", [address]) == known.id
    wrong = (
        {"floor_minor": -1 if each.chained else 0},
        {"floor_minor": None if each.chained else 5},
        {"chained": not each.chained},
        {"currency": "USD"},
        {"kind": "fees" if each.kind != "fees" else "tax"},
        {"id": known.id + 1},
    )
    for change in wrong:
        with refused("23514"):
            open_by_hand(**right | change)
    with db.transaction():
        open_by_hand(**right)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "platform/wages/INR",
        "platform/fees/INR/INR",
        "xplatform/fees/INR",
        f"merchant/{UUID_TEXT}/spent/INR",
        "merchant/1/available/INR",
        "bank/A/nostro/INR",
    ],
)
@pytest.mark.parametrize("kind", ["fees", "nowhere", "available"])
def test_an_account_outside_the_chart_is_refused(address: str, kind: str) -> None:
    chained = kind == "available"
    with refused("23514"):
        open_by_hand(
            address=address, currency="INR", kind=kind, chained=chained,
            floor_minor=0 if chained else None,
        )  # fmt: skip


# --- Checkpoints ---------------------------------------------------------------------------------

_CHECKPOINT = {
    "account_id": "account_id",
    "through_xid": "pg_snapshot_xmin(pg_current_snapshot())",
    "next_xid": "pg_snapshot_xmax(pg_current_snapshot())",
    "balance_minor": "balance_minor",
    "line_count": "line_count",
    "recorded_through": "recorded_through",
    "taken_at": "taken_at",
}


def copy_checkpoint(**changes: str) -> None:
    """Write the first checkpoint again, as of now, with some of its columns forged."""
    said = _CHECKPOINT | changes
    db.execute(
        f"INSERT INTO ledger_checkpoint ({', '.join(said)})"
        f" SELECT {', '.join(said.values())} FROM ledger_checkpoint ORDER BY id LIMIT 1"
    )


@pytest.mark.parametrize(
    ("column", "forged"),
    [
        ("balance_minor", "balance_minor + 1"),
        ("line_count", "line_count + 1"),
        ("recorded_through", "recorded_through + interval '1 second'"),
        ("recorded_through", "recorded_through - interval '1 second'"),
        # Our own transaction is running: its id is not behind the horizon.
        ("through_xid", "(pg_current_xact_id()::text::bigint + 1)::text::xid8"),
        ("next_xid", "'9000000000000000000'::xid8"),
        ("next_xid", "'3'::xid8"),
        ("account_id", str(account_id(ALICE))),
        ("account_id", "17"),
    ],
)
def test_a_checkpoint_that_lies_is_refused(
    fresh_database: TestDatabase, column: str, forged: str
) -> None:
    fund(ALICE, 100)
    assert roll_up() == 1
    # One for the same place would be refused for that alone.
    let_the_horizon_pass()
    with refused("ledger_guard_checkpoints", "the lines say otherwise"):
        copy_checkpoint(**{column: forged})
    with db.transaction():
        copy_checkpoint()  # the truth may be repeated


def test_a_checkpoint_of_transactions_that_still_run_is_refused(
    fresh_database: TestDatabase,
) -> None:
    """Whatever the running one writes would be missing from it for ever."""
    fund(ALICE, 100)
    assert roll_up() == 1
    with psycopg.connect(fresh_database.superuser_url) as other:
        other.execute("SELECT pg_current_xact_id()")
        fund(ALICE, 1, "meanwhile")
        with refused("ledger_guard_checkpoints"):
            copy_checkpoint(
                through_xid="pg_snapshot_xmax(pg_current_snapshot())",
                balance_minor="balance_minor - 1",
                line_count="line_count + 1",
                recorded_through="(SELECT max(recorded_at) FROM ledger_entry)",
            )


# --- Nothing is ever changed ---------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "table", ["ledger_account", "ledger_entry", "ledger_line", "ledger_checkpoint"]
)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET id = id",
        "DELETE FROM {table}",
        "TRUNCATE {table}",
        "ALTER TABLE {table} DISABLE TRIGGER ALL",
        "ALTER TABLE {table} DISABLE TRIGGER USER",
        "DROP TABLE {table}",
        (
            "CREATE TRIGGER aside BEFORE INSERT ON {table} FOR EACH ROW"
            " EXECUTE FUNCTION suppress_redundant_updates_trigger()"
        ),
        "SELECT FROM {table} FOR UPDATE",
        "MERGE INTO {table} a USING {table} b ON a.id = b.id WHEN MATCHED THEN DELETE",
    ],
)
def test_the_application_may_not_even_try(table: str, statement: str) -> None:
    with refused("42501"):
        db.execute(statement.format(table=table))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "SET ROLE adulis_owner",
        (
            "CREATE OR REPLACE FUNCTION ledger_guard_lines() RETURNS trigger LANGUAGE plpgsql"
            " AS 'BEGIN RETURN NULL; END'"
        ),
        "ALTER FUNCTION ledger_guard_lines() RESET ALL",
        "DROP FUNCTION ledger_guard_lines CASCADE",
        "CREATE FUNCTION public.adulis_clock(int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ],
)
def test_nor_may_it_take_the_guards_away(statement: str) -> None:
    with refused("42501"):
        db.execute(statement)


@pytest.mark.django_db
def test_a_table_of_its_own_does_not_deceive_the_guards() -> None:
    """Temporary tables come last in the functions' search path, whatever the session says."""
    fund(ALICE, 1)
    with db.transaction():
        db.execute("CREATE TEMP TABLE ledger_account (LIKE public.ledger_account)")
        db.execute(
            "INSERT INTO pg_temp.ledger_account VALUES (17, 'x', 'INR', 'fees', NULL, false)"
        )
        db.execute("SET LOCAL search_path = pg_temp, public")
    with refused("ledger_guard_lines", "account does not exist"):
        write(
            {"account": 17, "amount": 5, "sequence": None, "balance": None},
            {"account": 17, "amount": -5, "sequence": None, "balance": None},
        )


@pytest.mark.parametrize(
    "statement",
    ["UPDATE ledger_line SET amount_minor = 1", "DELETE FROM ledger_entry", "TRUNCATE ledger_line"],
)
def test_nor_does_the_owner_by_accident(fresh_database: TestDatabase, statement: str) -> None:
    fund(ALICE, 1)
    with (
        psycopg.connect(fresh_database.owner_url) as owner,
        pytest.raises(psycopg.errors.RestrictViolation, match="never changed or removed"),
    ):
        owner.execute(statement)


def test_two_addresses_that_shared_an_id_would_not_share_an_account(
    fresh_database: TestDatabase,
) -> None:
    """A chance of 1 in 200,000 at ten million accounts; it would be loud, and move no money.

    No two such addresses are known, so a superuser puts another address under Alice's id.
    """
    with psycopg.connect(fresh_database.superuser_url) as superuser:
        superuser.execute(
            "ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_id_follows_address"
        )
        superuser.execute(
            "INSERT INTO ledger_account VALUES (%s, %s, 'INR', 'available', 0, true)",
            [account_id(ALICE), available(99)],
        )
    before = counts()
    with pytest.raises(RuntimeError, match="another address has the id"):
        fund(ALICE, 5)
    assert counts() == before
    assert queries.balance(ALICE).minor == 0

"""Sealing: every entry once, in the order of transactions behind the horizon, whoever is late."""

from __future__ import annotations

import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import IntegrityError

from adulis.kernel import db
from adulis.kernel.checks import Check
from adulis.ledger import sealed, tasks
from adulis.ledger.actions import post, post_all, seal_entries
from adulis.ledger.checks import CHECKS
from adulis.ledger.errors import SealKeyInvalid
from adulis.ledger.heads import NOTHING_BEFORE
from adulis.ledger.leaves import leaf_of, told
from adulis.ledger.signing import is_signed_by, our_public_keys
from adulis.ledger.tree import EMPTY_ROOT, Frontier
from tests.book import (
    ALICE,
    BOB,
    NOSTRO,
    broken_promises,
    entry,
    let_the_horizon_pass,
    move,
)
from tests.databases import TestDatabase
from tests.processes import REPOSITORY, Source
from tests.racing import at_once

KILLED = -9
KEY = b64encode(bytes(range(32))).decode()
OTHER_KEY = b64encode(bytes(32)).decode()


def credit(*keys: str) -> None:
    """One transaction with an entry for each key."""
    with db.transaction():
        post_all(postings=[entry(key, move(NOSTRO, ALICE, 100)) for key in keys])


def seal_all(limit: int = 5_000) -> None:
    let_the_horizon_pass()
    while tasks.seal(limit):
        pass


def sealed_keys() -> list[str]:
    """What is sealed, in order."""
    return [
        key
        for (key,) in db.fetch_all(
            "SELECT entry.key FROM ledger_leaf leaf JOIN ledger_entry entry"
            " ON entry.id = leaf.entry_id ORDER BY leaf.position"
        )
    ]


def seals() -> list[sealed.Seal]:
    return sealed.seals_from(1, limit=1_000)


@contextmanager
def late(database: TestDatabase, key: str) -> Iterator[None]:
    """A transaction that posted before everybody else, and commits after them."""
    with psycopg.connect(database.app_url) as connection:
        copied = connection.execute(
            "SELECT ledger_append(adulis_clock(), ARRAY[%s]::uuid[], ARRAY['late'], ARRAY[%s],"
            " ARRAY[adulis_clock()], ARRAY['system:x'], ARRAY[NULL]::uuid[], ARRAY[''],"
            " ARRAY['{}']::jsonb[], ARRAY[sha256('')], ARRAY[1, 1], ARRAY[1, 2]::smallint[],"
            " (SELECT array_agg(id ORDER BY id) FROM ledger_account WHERE NOT chained LIMIT 2),"
            " ARRAY[NULL, NULL]::bigint[], ARRAY[-5, 5]::bigint[], ARRAY[NULL, NULL]::bigint[])",
            [UUID(int=77), key],
        ).fetchone()
        assert copied == (True,)
        yield


def test_every_entry_is_sealed_once_in_order(fresh_database: TestDatabase) -> None:
    assert tasks.seal() == 0
    assert seals() == []
    credit("a")
    credit("b", "c")
    seal_all()
    assert (sorted(sealed_keys()), sealed_keys()[0]) == (["a", "b", "c"], "a")
    seal_all()
    assert len(seals()) == 1, "nothing new, no seal"
    credit("d")
    seal_all()
    assert sealed_keys()[3:] == ["d"]
    first, second = seals()
    assert (first.head.number, first.head.size, first.head.previous) == (1, 3, NOTHING_BEFORE)
    assert (second.head.number, second.head.size) == (2, 4)
    assert second.head.previous == first.head.hash
    assert broken_promises() == {}


def test_an_early_transaction_that_commits_last_is_sealed_after_the_others(
    fresh_database: TestDatabase,
) -> None:
    credit("before")
    with db.transaction():
        post(posting=entry("opening", move(NOSTRO, "platform/fees/INR", 1)))
    with late(fresh_database, "late"):
        credit("after")
        tasks.seal()
        # What committed after it began has to wait, or it would be passed by.
        assert "after" not in sealed_keys()
    seal_all()
    assert sealed_keys() == ["before", "opening", "late", "after"]
    assert broken_promises() == {}


def test_what_is_rolled_back_is_never_sealed(fresh_database: TestDatabase) -> None:
    credit("before")
    with pytest.raises(ZeroDivisionError), db.transaction():
        post(posting=entry("undone", move(NOSTRO, ALICE, 1)))
        raise ZeroDivisionError
    credit("after")
    seal_all()
    assert sealed_keys() == ["before", "after"]


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_a_backlog_is_sealed_in_parts_and_comes_to_the_same(
    fresh_database: TestDatabase, limit: int
) -> None:
    for batch in range(4):
        credit(*(f"{batch}/{number}" for number in range(5)))
    seal_all(limit)
    keys = sealed_keys()
    assert len(set(keys)) == len(keys) == 20
    assert [key.partition("/")[0] for key in keys] == [
        *("0" * 5),
        *("1" * 5),
        *("2" * 5),
        *("3" * 5),
    ]
    assert max(each.head.size for each in seals()) == 20
    assert broken_promises() == {}


def test_the_root_is_that_of_the_leaves_and_the_leaves_are_those_of_the_entries(
    fresh_database: TestDatabase,
) -> None:
    """Past the first node that is kept: 256 leaves and more, with an edge taken up twice."""
    edge = Frontier()
    assert edge.root() == EMPTY_ROOT
    for count in (200, 100, 300):
        credit(*(f"{count}/{number}" for number in range(count)))
        seal_all()
    rows = db.fetch_all(
        "SELECT leaf.hash, leaf.salt, entry.id, entry.kind, entry.key, entry.at, entry.recorded_at,"
        " entry.actor, entry.reverses, entry.memo, entry.metadata"
        " FROM ledger_leaf leaf JOIN ledger_entry entry ON entry.id = leaf.entry_id"
        " ORDER BY leaf.position"
    )
    roots = {each.head.size: each.head.root for each in seals()}
    for leaf, salt, *columns in rows:
        lines = db.fetch_all(
            "SELECT line.position, account.address, line.amount_minor, line.sequence,"
            " line.balance_minor FROM ledger_line line JOIN ledger_account account"
            " ON account.id = line.account_id WHERE entry_id = %s ORDER BY position",
            [columns[0]],
        )
        content = told(
            dict(zip(sealed.ENTRY_NAMES, [*columns[:-1], {}], strict=True)),
            lines,
        )
        assert leaf_of(content, bytes(salt)) == bytes(leaf)
        list(edge.append(bytes(leaf)))
        if edge.size in roots:
            assert roots.pop(edge.size) == edge.root()
    assert (roots, edge.size) == ({}, 600)
    assert db.fetch_all("SELECT level, index FROM ledger_node ORDER BY index") == [(8, 0), (8, 1)]


def test_a_head_is_signed_with_the_key_of_the_installation(
    fresh_database: TestDatabase, settings: Any
) -> None:
    credit("unsigned")
    seal_all()
    settings.LEDGER_SEAL_KEYS = [KEY]
    credit("a")
    seal_all()
    settings.LEDGER_SEAL_KEYS = [OTHER_KEY, KEY]
    credit("b")
    seal_all()
    unsigned, former, newest = seals()
    assert (unsigned.public_key, unsigned.signature) == (b"", b"")
    assert [newest.public_key, former.public_key] == our_public_keys()
    for each in (former, newest):
        assert is_signed_by(each.public_key, each.head, each.signature)
        assert not is_signed_by(each.public_key, unsigned.head, each.signature)
    assert not is_signed_by(b"", unsigned.head, b"")
    settings.LEDGER_SEAL_KEYS = ["c2hvcnQ="]
    with pytest.raises(SealKeyInvalid):
        our_public_keys()


def test_two_workers_at_once_never_seal_anything_twice(fresh_database: TestDatabase) -> None:
    for number in range(60):
        credit(f"{number}")
    let_the_horizon_pass()
    while tasks.seal(limit=7) or len(sealed_keys()) < 60:
        at_once(4, lambda _: tasks.seal(limit=7))
    assert len(set(sealed_keys())) == len(sealed_keys()) == 60
    assert broken_promises() == {}


@pytest.mark.parametrize("point", ["seal.before_commit", "seal.after_commit"])
def test_killed_anywhere_nothing_is_lost_or_sealed_twice(
    fresh_database: TestDatabase, point: str
) -> None:
    credit("a", "b")
    let_the_horizon_pass()
    program = "import django; django.setup(); from adulis.ledger import tasks; tasks.seal()"
    with fresh_database.visited() as visitor:
        environment = Source().environment(visitor) | {"ADULIS_FAILPOINT": point}
        died = subprocess.run(
            [sys.executable, "-c", program], cwd=REPOSITORY, env=environment, check=False
        )
    assert died.returncode == KILLED
    assert len(sealed_keys()) == (2 if point == "seal.after_commit" else 0)
    credit("c")
    seal_all()
    assert sorted(sealed_keys()) == ["a", "b", "c"]
    assert broken_promises() == {}


FAR = 50_000_000_000


def test_after_a_dump_and_restore_nothing_is_skipped_or_sealed_again(
    fresh_database: TestDatabase,
) -> None:
    """The copy counts transactions from a small number; what it brought along bears large ones."""
    credit("sealed 1")
    credit("sealed 2")
    seal_all()
    credit("unsealed 1")
    credit("unsealed 2")
    with psycopg.connect(fresh_database.superuser_url) as superuser:
        superuser.execute("SET session_replication_role = 'replica'")
        superuser.execute(
            "UPDATE ledger_entry SET xid = (xid::text::bigint + %s)::text::xid8", [FAR]
        )
        superuser.execute(
            "UPDATE ledger_seal SET lineage = 'elsewhere', through_xid = through_xid + %s", [FAR]
        )
    credit("new 1")
    seal_all(limit=1)
    credit("new 2")
    seal_all()
    assert sealed_keys() == [
        *("sealed 1", "sealed 2", "unsealed 1", "unsealed 2"),
        *("new 1", "new 2"),
    ]
    assert {each.lineage for each in seals()[1:]} == {sealed.horizon().lineage}
    assert broken_of("nothing_before_a_seal_is_unsealed") == []


def test_posting_waits_for_no_sealer_and_no_sealer_for_posting(
    fresh_database: TestDatabase,
) -> None:
    """Each in the middle of it, at the same account, and neither with any patience."""
    credit("a")
    let_the_horizon_pass()
    with psycopg.connect(fresh_database.app_url) as other:
        other.execute("SET lock_timeout = '1ms'")
        other.execute(
            "SELECT ledger_lock(ARRAY[id], ARRAY[address], ARRAY['z']) FROM ledger_account"
            " WHERE address = %s",
            [ALICE],
        )
        with db.transaction():
            db.execute("SET LOCAL lock_timeout = '1ms'")
            assert seal_entries(limit=10).count == 1
            [(entry_id,)] = db.fetch_all("SELECT id FROM ledger_entry")
            other.execute("SELECT ledger_lock_entry(%s)", [entry_id])
        assert sealed_keys() == ["a"]


def test_no_trigger_of_what_is_posted_to_knows_of_seals(fresh_database: TestDatabase) -> None:
    knowing = db.fetch_all(
        """SELECT trigger.tgname FROM pg_trigger trigger JOIN pg_proc function
                  ON function.oid = trigger.tgfoid
            WHERE trigger.tgrelid IN ('ledger_entry'::regclass, 'ledger_line'::regclass,
                                      'ledger_account'::regclass)
              AND function.prosrc ~ 'ledger_(leaf|node|seal)'"""
    )
    assert knowing == []


# --- What the database refuses, whoever asks ------------------------------------------------------


def refused(database: TestDatabase, statement: str) -> str:
    with (
        psycopg.connect(database.owner_url) as owner,
        pytest.raises(psycopg.errors.CheckViolation) as raised,
    ):
        owner.execute(statement)
    return str(raised.value.diag.constraint_name)


LEAF = "INSERT INTO ledger_leaf (position, entry_id, hash, salt) SELECT {}, id, '', '' FROM"
SEAL = (
    "INSERT INTO ledger_seal SELECT {number}, {size}, root, previous, made_at, origin,"
    " public_key, signature, through_xid, lineage FROM ledger_seal"
)


def test_leaves_and_seals_continue_what_is_there(fresh_database: TestDatabase) -> None:
    credit("a")
    seal_all()
    credit("b")
    let_the_horizon_pass()
    b = "ledger_entry WHERE key = 'b'"
    assert refused(fresh_database, f"{LEAF.format(2)} {b}") == "ledger_guard_leaves"
    nobody = "(SELECT gen_random_uuid() AS id) AS nobody"
    assert refused(fresh_database, f"{LEAF.format(1)} {nobody}") == "ledger_guard_leaves"
    for number, size in ((3, 2), (2, 1), (2, 2), (2, 3)):
        statement = SEAL.format(number=number, size=size)
        if size == 1:
            with (
                psycopg.connect(fresh_database.owner_url) as owner,
                pytest.raises(psycopg.errors.IntegrityError),
            ):
                owner.execute(statement)
        else:
            assert refused(fresh_database, statement) == "ledger_guard_seals"


def test_an_entry_that_is_not_there_for_good_has_no_leaf(fresh_database: TestDatabase) -> None:
    with pytest.raises(IntegrityError, match="not in the book for good"), db.transaction():
        made = post(posting=entry("a", move(NOSTRO, BOB, 1)))
        db.execute(
            "INSERT INTO ledger_leaf (position, entry_id, hash, salt) VALUES (0, %s, '', '')",
            [made.entry_id],
        )


def broken_of(name: str) -> list[tuple[Any, ...]]:
    [check] = [each for each in CHECKS if each.name == name]
    assert isinstance(check, Check)
    return db.fetch_all(check.sql)


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        (
            "leaves_are_of_entries_that_are_there",
            "UPDATE ledger_leaf SET entry_id = gen_random_uuid() WHERE position = 1",
        ),
        ("leaves_are_of_entries_that_are_there", "DELETE FROM ledger_leaf WHERE position = 0"),
        ("nothing_before_a_seal_is_unsealed", "DELETE FROM ledger_leaf WHERE position = 1"),
        ("seals_continue_each_other", "DELETE FROM ledger_seal WHERE number = 1"),
        ("seals_continue_each_other", "DELETE FROM ledger_leaf WHERE position = 1"),
    ],
)
def test_the_invariants_find_what_the_guards_would_have_refused(
    fresh_database: TestDatabase, name: str, statement: str
) -> None:
    for key in ("a", "b"):
        credit(key)
        seal_all()
    assert broken_of(name) == []
    with psycopg.connect(fresh_database.superuser_url) as superuser:
        superuser.execute("SET session_replication_role = 'replica'")
        superuser.execute(statement)
    assert broken_of(name) != []

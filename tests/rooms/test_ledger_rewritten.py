"""A superuser rewrites an old entry, and everything that follows from it, as well as can be done.

Each goes a step further than the one before: the row; its digest; the leaf and the tree; the seals,
signed with the very key. What is left to find it by is named by ``ledger verify``.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import psycopg
import pytest

from adulis.kernel import db
from adulis.ledger import sealed, tasks
from adulis.ledger.actions import post
from adulis.ledger.digest import digest
from adulis.ledger.errors import HeadNotPublished
from adulis.ledger.heads import NOTHING_BEFORE, Head, HeadUnreadable, Published, parse_all
from adulis.ledger.leaves import leaf_of
from adulis.ledger.publishing import append
from adulis.ledger.signing import sign
from adulis.ledger.tree import Frontier
from adulis.ops import heads
from tests.book import ALICE, FEES, NOON, NOSTRO, broken_promises, entry, let_the_horizon_pass, move
from tests.databases import TestDatabase
from tests.processes import REPOSITORY, Source
from tests.rooms.test_ledger_proofs import KEY, OTHER_KEY, command
from tests.webhook_receiver import running_receiver

KILLED = -9


def seal_all() -> None:
    let_the_horizon_pass()
    while tasks.seal():
        pass


def pay(*keys: str) -> None:
    for key in keys:
        with db.transaction():
            post(posting=entry(key, move(NOSTRO, ALICE, 100), move(ALICE, FEES, 5), memo="fee"))
    seal_all()


@pytest.fixture
def outside(fresh_database: TestDatabase, settings: Any, tmp_path: Path) -> Path:
    """Three seals, each published: over one entry, over 300, over 301."""
    settings.LEDGER_SEAL_KEYS = [KEY]
    settings.LEDGER_ORIGIN = "adulis.example/ledger"
    settings.LEDGER_HEADS_TO = str(tmp_path / "outside" / "heads.txt")
    with db.transaction():
        post(posting=entry("first", move(NOSTRO, ALICE, 100)))
    seal_all()
    heads.publish_heads()
    pay(*(f"pay/{number}" for number in range(299)))
    heads.publish_heads()
    pay("last")
    heads.publish_heads()
    return Path(settings.LEDGER_HEADS_TO)


@contextmanager
def as_superuser(database: TestDatabase) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.superuser_url) as superuser:
        superuser.execute("SET session_replication_role = 'replica'")
        yield superuser


def entry_of(key: str) -> UUID:
    found: UUID = db.fetch_value("SELECT id FROM ledger_entry WHERE key = %s", [key])
    return found


def rewrite_row(superuser: psycopg.Connection) -> None:
    superuser.execute("UPDATE ledger_entry SET memo = 'gift' WHERE key = 'pay/7'")


def rewrite_digest(superuser: psycopg.Connection) -> None:
    rewrite_row(superuser)
    row = superuser.execute(
        "SELECT id, kind, key, at, recorded_at, actor, reverses, memo, metadata::text"
        " FROM ledger_entry WHERE key = 'pay/7'"
    ).fetchone()
    assert row is not None
    entry_id, kind, key, at, recorded_at, actor, reverses, memo, metadata = row
    forged = digest(
        entry_id=entry_id, kind=kind, key=key, at=at, recorded_at=recorded_at, actor=actor,
        reverses=reverses, memo=memo, metadata=orjson.loads(metadata),
        transfers=[(NOSTRO, ALICE, 100), (ALICE, FEES, 5)],
    )  # fmt: skip
    superuser.execute("UPDATE ledger_entry SET digest = %s WHERE key = 'pay/7'", [forged])


def rewrite_tree(superuser: psycopg.Connection) -> Frontier:
    """Every leaf and node anew; and the seals' roots, with nothing else of them."""
    rewrite_digest(superuser)
    superuser.execute("DELETE FROM ledger_node")
    tree = Frontier()
    roots: dict[int, bytes] = {}
    told = f"SELECT {sealed.TOLD_COLUMNS} FROM ledger_entry entry {sealed.TOLD_LINES}"
    for position, entry_id, salt in superuser.execute(
        "SELECT position, entry_id, salt FROM ledger_leaf ORDER BY position"
    ).fetchall():
        row = list(superuser.execute(f"{told} WHERE entry.id = %s", [entry_id]).fetchall()[0])
        leaf = leaf_of(sealed.told_row(row), salt)
        superuser.execute("UPDATE ledger_leaf SET hash = %s WHERE position = %s", [leaf, position])
        for level, index, node in tree.append(leaf):
            if level % 8 == 0:
                superuser.execute(
                    "INSERT INTO ledger_node (level, index, hash) VALUES (%s, %s, %s)",
                    [level, index, node],
                )
        roots[tree.size] = tree.root()
    for size, root in roots.items():
        superuser.execute("UPDATE ledger_seal SET root = %s WHERE size = %s", [root, size])
    return tree


def rewrite_seals(superuser: psycopg.Connection) -> None:
    """All of it, and each head signed anew, chained to the one before."""
    rewrite_tree(superuser)
    before = NOTHING_BEFORE
    for row in superuser.execute(
        "SELECT number, origin, size, root, made_at FROM ledger_seal ORDER BY number"
    ).fetchall():
        number, origin, size, root, made_at = row
        head = Head(origin, number, size, root, before, made_at)
        superuser.execute(
            "UPDATE ledger_seal SET previous = %s, public_key = %s, signature = %s"
            " WHERE number = %s",
            [before, *sign(head), number],
        )
        before = head.hash


def test_what_nobody_rewrote_is_what_was_published(outside: Path) -> None:
    code, said = command("verify")
    assert code == 0
    assert "301 ledger_leaf" in said
    assert said.splitlines()[-1] == "Its seals are as they were published: 3 heads."
    assert broken_promises() == {}
    assert [each.size for each in parse_all(outside.read_text())] == [1, 300, 301]


@pytest.mark.parametrize(
    ("rewrite", "found"),
    [
        (rewrite_row, "ledger_entry {} (pay/7): it, or one of its lines {lines}, does not say"),
        (rewrite_row, "ledger_entry {} (pay/7): it, or one of its lines, is not what was sealed"),
        (rewrite_digest, "ledger_entry {} (pay/7): it, or one of its lines, is not what was"),
        (rewrite_tree, "ledger_seal 2: its signature is not of what it says"),
        (rewrite_tree, "ledger_seal 3: it does not name the head before it"),
        (rewrite_tree, "ledger_seal 2: it was published with another root"),
        (rewrite_seals, "ledger_seal 2: it was published with another root"),
    ],
)
def test_it_is_found_and_named(
    fresh_database: TestDatabase,
    outside: Path,
    rewrite: Callable[[psycopg.Connection], object],
    found: str,
) -> None:
    rewritten = entry_of("pay/7")
    with as_superuser(fresh_database) as superuser:
        rewrite(superuser)
    code, said = command("verify")
    assert code == 1
    wanted = found.partition(" {lines}")[0].format(rewritten)
    assert wanted in said, said


def test_of_a_book_that_is_right_in_itself_the_published_head_names_where(
    fresh_database: TestDatabase, outside: Path
) -> None:
    with as_superuser(fresh_database) as superuser:
        rewrite_seals(superuser)
    assert tasks.verify_book(progress=lambda *_: None).faults == ()
    assert broken_promises() == {}
    published = parse_all(outside.read_text())
    [fault] = tasks.verify_book(progress=lambda *_: None, published=published).faults
    first = db.fetch_value("SELECT entry_id FROM ledger_leaf WHERE position = 1")
    last = db.fetch_value("SELECT entry_id FROM ledger_leaf WHERE position = 299")
    assert str(fault) == (
        "ledger_seal 2: it was published with another root: the book was rewritten since, and its"
        f" seals with it, among entries {first} (leaf 1) to {last} (leaf 299)"
    )


def test_without_the_key_the_seals_are_somebody_elses(
    fresh_database: TestDatabase, outside: Path, settings: Any
) -> None:
    settings.LEDGER_SEAL_KEYS = [OTHER_KEY]  # one of the forger's own
    with as_superuser(fresh_database) as superuser:
        rewrite_seals(superuser)
    settings.LEDGER_SEAL_KEYS = [KEY]
    faults = tasks.verify_book(progress=lambda *_: None).faults
    assert [str(each) for each in faults] == [
        f"ledger_seal {number}: it is signed with a key that is not ours" for number in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        # The end of the book is cut off, or some of its seals.
        (
            (
                "DELETE FROM ledger_seal WHERE number = 3",
                "DELETE FROM ledger_leaf WHERE position = 300",
                (
                    "DELETE FROM ledger_line USING ledger_entry"
                    " WHERE entry_id = ledger_entry.id AND key = 'last'"
                ),
                "DELETE FROM ledger_entry WHERE key = 'last'",
            ),
            "ledger_seal 3: it was published over 301 entries, and 300 are sealed: the book was",
        ),
        (("DELETE FROM ledger_seal WHERE number = 2",), "ledger_seal 3: the one before it, 2, is"),
        (
            ("DELETE FROM ledger_leaf WHERE position = 300",),
            "ledger_seal 3: it is over 301 entries, and there are 300 leaves",
        ),
        (("DELETE FROM ledger_leaf WHERE position = 5",), "ledger_leaf 6: leaf 5 is missing"),
        (
            (
                (
                    "DELETE FROM ledger_line USING ledger_entry"
                    " WHERE entry_id = ledger_entry.id AND key = 'pay/7'"
                ),
                "DELETE FROM ledger_entry WHERE key = 'pay/7'",
            ),
            "it is gone; it was sealed as leaf 8",
        ),
        (("UPDATE ledger_node SET hash = sha256('')",), "ledger_node 8/0: it does not follow"),
        (
            ("UPDATE ledger_seal SET public_key = '', signature = '' WHERE number = 3",),
            "ledger_seal 3: it is not signed, though the one before it is",
        ),
        (
            ("UPDATE ledger_seal SET made_at = made_at - interval '1 day' WHERE number = 3",),
            "ledger_seal 3: it was published in other words",
        ),
        (("UPDATE ledger_seal SET root = sha256('')",), "its root does not follow from the leaves"),
    ],
)
def test_what_was_taken_away_is_missed(
    fresh_database: TestDatabase, outside: Path, statements: tuple[str, ...], found: str
) -> None:
    with as_superuser(fresh_database) as superuser:
        for statement in statements:
            superuser.execute(statement)
    code, said = command("verify", "--most", "1000")
    assert code == 1
    assert found in said, said


def test_the_heads_to_compare_with_can_be_anywhere(outside: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.txt"
    outside.rename(elsewhere)
    assert "Not compared with published heads" in command("verify")[1]
    assert "as they were published: 3 heads" in command("verify", "--heads", str(elsewhere))[1]
    elsewhere.write_text("nothing of the kind\n")
    code, said = command("verify", "--heads", str(elsewhere))
    assert (code, "cannot be read" in said) == (1, True)
    assert command("verify", "--heads", str(tmp_path / "nowhere"))[0] == 1
    with pytest.raises(HeadUnreadable):
        parse_all("seal 5\n")
    assert parse_all("") == []


# --- Taking heads out -----------------------------------------------------------------------------


def test_a_head_leaves_once_and_the_next_one_follows(outside: Path) -> None:
    before = outside.read_text()
    heads.publish_heads()
    assert outside.read_text() == before
    pay("more")
    heads.publish_heads()
    assert outside.read_text() == before + sealed.seals_from(4, limit=1)[0].note
    assert tasks.publish_head(place=str(outside), tell=lambda *_: None) == 0


def test_a_proof_is_under_a_head_that_was_published(outside: Path) -> None:
    pay("more")
    first = tasks.prove(entry_of("first"), number=None, only="")
    assert "\nseal 3\n" in first["head"]
    assert first["head"] in outside.read_text()
    assert "\nseal 4\n" in tasks.prove(entry_of("more"), number=None, only="")["head"]


def test_a_server_is_told_and_has_to_say_so(outside: Path, settings: Any) -> None:
    pay("more")
    last = sealed.newest_seal()
    assert last is not None
    with running_receiver() as receiver:
        settings.LEDGER_HEADS_TO = receiver.url("/heads?token=secret")
        receiver.moods["/heads?token=secret"] = "refuses"
        for _ in range(2):
            with pytest.raises(HeadNotPublished, match="answered 500"):
                heads.publish_heads()
        receiver.moods["/heads?token=secret"] = "breaks"
        with pytest.raises(HeadNotPublished, match="no answer"):
            heads.publish_heads()
        receiver.moods["/heads?token=secret"] = "takes"
        for _ in range(2):
            heads.publish_heads()
        bodies = {each.body.decode() for each in receiver.heard("/heads?token=secret")}
        assert (bodies, len(receiver.heard("/heads?token=secret"))) == ({last.note}, 4)
        place = db.fetch_value("SELECT place FROM ledger_publication WHERE number = 4")
        assert place == receiver.url("/heads")
    code, said = command("seals", "--publish", "https://example.com/heads")
    assert (code, "a server is told by the worker" in said) == (1, True)


def test_nothing_is_published_where_nothing_is_set_or_sealed(
    fresh_database: TestDatabase, settings: Any, tmp_path: Path
) -> None:
    settings.LEDGER_HEADS_TO = str(tmp_path / "heads.txt")
    assert heads.publish_heads() == 0
    assert not (tmp_path / "heads.txt").exists()
    settings.LEDGER_HEADS_TO = ""
    pay("a")
    assert heads.publish_heads() == 0
    assert db.fetch_value("SELECT count(*) FROM ledger_publication") == 0


def test_the_command_publishes_and_says_where(outside: Path, tmp_path: Path) -> None:
    here = tmp_path / "here.txt"
    code, said = command("seals", "--publish", str(here))
    assert (code, said.splitlines()[-1]) == (0, f"Head 3 is at {here}.")
    assert command("seals", "--publish", str(here))[1].splitlines()[-1] == (
        f"No newer head for {here}."
    )
    (tmp_path / "file").touch()
    code, said = command("seals", "--publish", str(tmp_path / "file" / "under"))
    assert (code, "did not take the head" in said) == (1, True)


def test_two_who_append_at_once_do_not_mix_their_words(tmp_path: Path) -> None:
    notes = [
        Head(f"adulis.example/{'x' * 50_000}", number, number, bytes(32), bytes(32), NOON).text
        for number in range(1, 9)
    ]
    threads = [threading.Thread(target=append, args=(each, tmp_path / "heads")) for each in notes]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    read = parse_all((tmp_path / "heads").read_text())
    assert sorted(read, key=lambda head: head.number) == [
        Published(number, number, bytes(32), text) for number, text in enumerate(notes, start=1)
    ]


@pytest.mark.parametrize(
    "point", ["publish.after_answer", "publish.before_commit", "publish.after_commit"]
)
def test_killed_anywhere_a_head_has_left_at_least_once(
    fresh_database: TestDatabase, outside: Path, point: str
) -> None:
    pay("more")
    program = "import django; django.setup(); from adulis.ops import heads; heads.publish_heads()"
    with fresh_database.visited() as visitor:
        environment = Source().environment(visitor) | {
            "ADULIS_FAILPOINT": point,
            "LEDGER_HEADS_TO": str(outside),
        }
        died = subprocess.run(
            [sys.executable, "-c", program], cwd=REPOSITORY, env=environment, check=False
        )
    assert died.returncode == KILLED
    heads.publish_heads()
    numbers = [each.number for each in parse_all(outside.read_text())]
    assert numbers == ([1, 2, 3, 4] if point == "publish.after_commit" else [1, 2, 3, 4, 4])
    assert command("verify")[0] == 0

"""Where sealed values lie, under which keys, and how far they are on their way to the newest."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings

from adulis.kernel import db
from adulis.kernel.sealed import SealedColumn, SealedObjects

WAIT_SECONDS = 60.0
_POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Progress:
    """One place: ``done`` of ``total`` values are under ``key_id`` by now."""

    place: str
    key_id: str
    total: int
    done: int
    stuck: int
    reached: str
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that opened under no key when somebody said so."""

    place: str
    row: str
    key_id: str
    lost_at: datetime
    said_by: str


class StillOpen(RuntimeError):
    """A transaction from before has not ended: what it seals cannot be seen yet."""


def columns() -> list[SealedColumn]:
    """Every column with sealed values, as the rooms declare them beside their tables."""
    rooms = [config for config in apps.get_app_configs() if config.name in settings.ROOMS]
    return [each for room in rooms for each in getattr(room.models_module, "SEALED", ())]


def objects() -> list[SealedObjects]:
    """Everything sealed in object storage, as the rooms declare it among their tasks."""
    tasks = [f"{room}.tasks" for room in settings.ROOMS if room not in _DOORS]
    return [
        each
        for name in tasks
        if find_spec(name) is not None
        for each in getattr(import_module(name), "OBJECTS", ())
    ]


_DOORS = {"adulis.api", "adulis.backoffice", "adulis.ops"}


def newest_key() -> str | None:
    """What everything is to be sealed under; None where nothing was ever sealed."""
    found: str | None = db.fetch_value(
        "SELECT id FROM ops_sealing_key WHERE retired_at IS NULL ORDER BY began_at DESC, id LIMIT 1"
    )
    return found


def is_known(key_id: str) -> bool:
    """Whether this key has ever sealed here."""
    return db.fetch_row("SELECT 1 FROM ops_sealing_key WHERE id = %s", [key_id]) is not None


def progress() -> list[Progress]:
    """Every place that was ever looked at, by name."""
    rows = db.fetch_all(
        "SELECT place, key_id, total_count, done_count, stuck_count, reached,"
        "       finished_at"
        "  FROM ops_resealing ORDER BY place"
    )
    return [Progress(*row) for row in rows]


def lost() -> list[Lost]:
    """What is lost, by whoever said so, oldest first."""
    rows = db.fetch_all(
        "SELECT place, row, key_id, lost_at, said_by FROM ops_lost_value ORDER BY lost_at, id"
    )
    return [Lost(*row) for row in rows]


def lost_rows(column: SealedColumn) -> list[str]:
    """Rows whose value is lost, as far as it is still the one that was."""
    noted = db.fetch_all(
        "SELECT row, digest FROM ops_lost_value WHERE place = %s ORDER BY row", [column.name]
    )
    return [row for row, digest in noted if digest_of(column, row) == bytes(digest)]


def digest_of(column: SealedColumn, row: str) -> bytes | None:
    """The SHA-256 of a sealed value; None where there is none."""
    value = value_of(column, row)
    return hashlib.sha256(value.encode()).digest() if value else None


def value_of(column: SealedColumn, row: str) -> str | None:
    """A value as it is, sealed; None where there is no such row."""
    found: str | None = db.fetch_value(
        f"SELECT {column.column} FROM {column.table} WHERE {column.key}::text = %s",  # noqa: S608
        [row],
    )
    return found


@db.transaction_required
def needing(column: SealedColumn, key_id: str) -> int:
    """How many values of ``column`` are sealed under another key than ``key_id``, and not lost."""
    take_your_time()
    return int(
        db.fetch_value(
            f"SELECT count(*) FROM {column.table}"  # noqa: S608 - names declared by rooms
            f" WHERE {column.column} <> '' AND NOT starts_with({column.column}, %s)"
            f"   AND {column.key}::text <> ALL (%s)",
            [prefix(key_id), lost_rows(column)],
        )
    )


def objects_needing(kept: SealedObjects, key_id: str) -> int:
    """How many objects are sealed under another key than ``key_id``."""
    return int(
        db.fetch_value(
            f"SELECT count(*) FROM {kept.table}"  # noqa: S608 - names declared by rooms
            f" WHERE {kept.key_column} NOT IN ('', %s)",
            [key_id],
        )
    )


@db.transaction_required
def under_each_key() -> Counter[str]:
    """How many values and objects are sealed under each key. Reads every one that is not lost."""
    take_your_time()
    found: Counter[str] = Counter()
    for column in columns():
        found.update(
            _counted(
                f"SELECT split_part({column.column}, '.', 2), count(*) FROM {column.table}"  # noqa: S608
                f" WHERE {column.column} <> '' AND {column.key}::text <> ALL (%s) GROUP BY 1",
                [lost_rows(column)],
            )
        )
    for kept in objects():
        found.update(
            _counted(
                f"SELECT {kept.key_column}, count(*) FROM {kept.table}"  # noqa: S608
                f" WHERE {kept.key_column} <> '' GROUP BY 1"
            )
        )
    return found


@db.transaction_required
def some_under(key_id: str, limit: int) -> list[str]:
    """Some of what is sealed under this key, as ``place/row``; for people to look at."""
    take_your_time()
    found: list[str] = []
    for column in columns():
        rows = db.fetch_all(
            f"SELECT {column.key}::text FROM {column.table}"  # noqa: S608 - names declared by rooms
            f" WHERE starts_with({column.column}, %s) AND {column.key}::text <> ALL (%s) LIMIT %s",
            [prefix(key_id), lost_rows(column), limit],
        )
        found += [f"{column.name}/{row}" for (row,) in rows]
    for kept in objects():
        rows = db.fetch_all(
            f"SELECT id::text FROM {kept.table} WHERE {kept.key_column} = %s LIMIT %s",  # noqa: S608
            [key_id, limit],
        )
        found += [f"{kept.table}/{row}" for (row,) in rows]
    return found[:limit]


def take_your_time() -> None:
    """Counting millions of values takes longer than a statement of ours may; nobody waits."""
    db.execute("SET LOCAL statement_timeout = 0")


def prefix(key_id: str) -> str:
    """What every value sealed under this key begins with."""
    return f"v1.{key_id}."


@db.transaction_forbidden
def wait_for_older_transactions(*, seconds: float = WAIT_SECONDS) -> None:
    """Return once every transaction that is open now has ended, so that what it wrote can be seen.

    A transaction may have sealed a value under an older key and not written it yet, so those that
    have written nothing count as well. Raises StillOpen.
    """
    older = _open_transactions()
    deadline = time.monotonic() + seconds
    while older:
        if time.monotonic() > deadline:
            raise StillOpen(f"{len(older)} transactions from before are still open")
        time.sleep(_POLL_SECONDS)
        older &= _open_transactions()


def _open_transactions() -> set[str]:
    """Every transaction of this database but ours, whoever's it is."""
    rows = db.fetch_all(
        "SELECT l.virtualtransaction FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
        " WHERE l.locktype = 'virtualxid' AND a.datname = current_database()"
        "   AND a.backend_type = 'client backend' AND l.pid <> pg_backend_pid()"
    )
    return {name for (name,) in rows}


def _counted(sql: str, params: list[list[str]] | None = None) -> dict[str, int]:
    return {str(key_id): int(count) for key_id, count in db.fetch_all(sql, params)}

"""What operations write down: that a worker is alive, and that values are sealed again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import structlog
from psycopg.types.json import Jsonb

from adulis.audit import actions as audit
from adulis.kernel import db, encryption
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.kernel.sealed import SealedColumn
from adulis.ops import sealing

log = structlog.get_logger(__name__)


@db.transaction_required
def beat(*, report: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    """Say that the worker ``actor.id`` lives, and forget those unseen for a day."""
    db.execute(
        "INSERT INTO ops_heartbeat (worker, started_at, seen_at, report)"
        " VALUES (%(worker)s, %(at)s, %(at)s, %(report)s)"
        " ON CONFLICT (worker) DO UPDATE"
        " SET seen_at = excluded.seen_at, report = excluded.report",
        {"worker": actor.id, "at": at, "report": Jsonb(dict(report))},
    )
    db.execute("DELETE FROM ops_heartbeat WHERE seen_at < %s - interval '1 day'", [at])


@db.transaction_required
def retire(*, actor: Actor, at: datetime) -> None:
    """Say that the worker ``actor.id`` stopped because it was asked to."""
    db.execute("DELETE FROM ops_heartbeat WHERE worker = %s", [actor.id])


@db.transaction_required
def note_examination(*, broken: Mapping[str, int], actor: Actor, at: datetime) -> None:
    """Remember what the invariants said, for whoever watches: how many rows break which."""
    db.execute(
        "INSERT INTO ops_examination (id, examined_at, broken) VALUES (1, %(at)s, %(broken)s)"
        " ON CONFLICT (id) DO UPDATE"
        " SET examined_at = excluded.examined_at, broken = excluded.broken",
        {"at": at, "broken": Jsonb(dict(broken))},
    )


@db.transaction_required
def note_base(*, finished_at: datetime, actor: Actor, at: datetime) -> None:
    """Remember of when the newest base backup is, for whoever watches: it may lie anywhere."""
    db.execute(
        "INSERT INTO ops_base_backup (id, finished_at) VALUES (1, %s)"
        " ON CONFLICT (id) DO UPDATE SET finished_at = excluded.finished_at",
        [finished_at],
    )


@db.transaction_required
def adopt_key(*, key_id: str, actor: Actor, at: datetime) -> bool:
    """From now on everything is to be sealed under ``key_id``; False where it was so before."""
    adopted = db.execute(
        "INSERT INTO ops_sealing_key (id, began_at) VALUES (%s, %s) ON CONFLICT DO NOTHING",
        [key_id, at],
    )
    if adopted:
        _audit("keys.adopt", f"key/{key_id}", {}, actor, at)
    return bool(adopted)


@db.transaction_required
def retire_key(*, key_id: str, actor: Actor, at: datetime) -> None:
    """Nothing is sealed under ``key_id`` any more, and it is about to leave the ring."""
    db.execute("UPDATE ops_sealing_key SET retired_at = %s WHERE id = %s", [at, key_id])
    _audit("keys.retire", f"key/{key_id}", {}, actor, at)


@db.transaction_required
def lose_value(
    *, place: str, row: str, key_id: str, digest: bytes, actor: Actor, at: datetime
) -> None:
    """An operator says that something sealed under ``key_id`` opens no more, and is not needed."""
    db.execute(
        "INSERT INTO ops_lost_value (id, place, row, key_id, digest, lost_at, said_by)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [new_id(), place, row, key_id, digest, at, str(actor)],
    )
    _audit("keys.lose", f"sealed/{place}", {"key": key_id, "row": row}, actor, at)


@db.transaction_required
def begin_resealing(*, place: str, key_id: str, total: int, actor: Actor, at: datetime) -> None:
    """Begin with ``place`` anew: ``total`` values there are to be sealed under ``key_id``."""
    db.execute(
        "INSERT INTO ops_resealing (place, key_id, total_count, done_count, stuck_count, reached,"
        "                           began_at, finished_at)"
        " VALUES (%(place)s, %(key)s, %(total)s, 0, 0, '', %(at)s, %(finished)s)"
        " ON CONFLICT (place) DO UPDATE"
        " SET key_id = excluded.key_id, total_count = excluded.total_count, done_count = 0,"
        "     stuck_count = 0, reached = '', began_at = excluded.began_at,"
        "     finished_at = excluded.finished_at",
        {
            "place": place,
            "key": key_id,
            "total": total,
            "at": at,
            "finished": None if total else at,
        },
    )
    if total:
        _audit("keys.reseal_begin", f"sealed/{place}", {"key": key_id, "total": total}, actor, at)


@db.transaction_required
def reseal_values(*, column: SealedColumn, actor: Actor, at: datetime) -> int:
    """Seal the next values of ``column`` under the newest key; returns how many were looked at.

    0 means that somebody else is at it, or that it is done. A value is replaced only where it is
    still what was read; whatever changed or was locked meanwhile is found by the next round.
    """
    begun = db.fetch_row(
        "SELECT key_id, reached, stuck_count FROM ops_resealing"
        " WHERE place = %s AND finished_at IS NULL FOR UPDATE SKIP LOCKED",
        [column.name],
    )
    if begun is None or begun[0] != encryption.key_ids()[0]:
        return 0
    key_id, reached, stuck = begun
    rows = _rows_after(column, reached, sealing.prefix(key_id))
    if not rows:
        _end_round(column, key_id, stuck, actor, at)
        return 0
    renewed, unopened = _sealed_again(column, rows)
    changed = 0
    if renewed:
        keys, old, new = (list(each) for each in zip(*renewed, strict=True))
        changed = db.fetch_value(
            "SELECT adulis_reseal(%s, %s, %s, %s::text[], %s::text[], %s::text[])",
            [column.table, column.column, column.key, keys, old, new],
        )
        _audit("keys.reseal", f"sealed/{column.name}", {"key": key_id, "rows": changed}, actor, at)
    db.execute(
        "UPDATE ops_resealing SET reached = %s, done_count = done_count + %s,"
        "       stuck_count = stuck_count + %s WHERE place = %s",
        [rows[-1][0], changed, unopened, column.name],
    )
    return len(rows)


@db.transaction_required
def note_objects(
    *,
    place: str,
    key_id: str,
    since: str,
    reached: str,
    unopened: int,
    remaining: int,
    actor: Actor,
    at: datetime,
) -> None:
    """``remaining`` objects of ``place`` are not under ``key_id``; of those just looked at, after
    ``since`` and up to ``reached`` (empty: the last), ``unopened`` open under no key.

    It is done once all that remains are those that were found not to open in one round. Whoever
    worked for a key that is the newest no more, or at what somebody else has noted, says nothing.
    """
    begun = db.fetch_row(
        "SELECT stuck_count FROM ops_resealing"
        " WHERE place = %s AND key_id = %s AND reached = %s AND finished_at IS NULL FOR UPDATE",
        [place, key_id, since],
    )
    if begun is None:
        return
    stuck = begun[0] + unopened
    is_over = not reached and remaining <= stuck
    db.execute(
        "UPDATE ops_resealing SET reached = %(reached)s, stuck_count = %(stuck)s,"
        "       total_count = greatest(total_count, %(left)s),"
        "       done_count = greatest(total_count, %(left)s) - %(left)s,"
        "       finished_at = %(finished)s"
        " WHERE place = %(place)s",
        {
            "reached": reached,
            # The next round counts anew.
            "stuck": stuck if reached or is_over else 0,
            "left": remaining,
            "finished": at if is_over else None,
            "place": place,
        },
    )
    if is_over:
        after = {"key": key_id, "stuck": remaining}
        _audit("keys.reseal_end", f"sealed/{place}", after, actor, at)


def _rows_after(column: SealedColumn, reached: str, wanted: str) -> list[tuple[str, str | None]]:
    """The next rows by primary key; the value only where it is to be sealed again."""
    name, key = column.column, column.key
    kind = db.fetch_value(
        "SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attname = %s",
        [column.table, key],
    )
    after = f"WHERE {key} > %s::{kind}" if reached else "WHERE %s = ''"
    return db.fetch_all(
        f"SELECT {key}::text,"  # noqa: S608 - names declared by rooms
        f"       CASE WHEN {name} <> '' AND NOT starts_with({name}, %s)"
        f"             AND {key}::text <> ALL (%s) THEN {name} END"
        f"  FROM {column.table} {after} ORDER BY {key} LIMIT %s",
        [wanted, sealing.lost_rows(column), reached, column.batch],
    )


def _sealed_again(
    column: SealedColumn, rows: Sequence[tuple[str, str | None]]
) -> tuple[list[tuple[str, str, str]], int]:
    """Key, old and new value of what was sealed again; and how many values do not open."""
    renewed, unopened = [], 0
    for key, old in rows:
        if old is None:
            continue
        try:
            plain = encryption.open_bytes(old, place=column.place(key))
        except encryption.CannotOpen:
            log.exception("reseal.cannot_open", place=column.name, row=key)
            unopened += 1
            continue
        renewed.append((key, old, encryption.seal_bytes(plain, place=column.place(key))))
    return renewed, unopened


def _end_round(column: SealedColumn, key_id: str, stuck: int, actor: Actor, at: datetime) -> None:
    """Done, or once more from the beginning: something changed or was locked meanwhile."""
    left = sealing.needing(column, key_id)
    if left > stuck:
        db.execute(
            "UPDATE ops_resealing SET reached = '', stuck_count = 0, total_count = done_count + %s"
            " WHERE place = %s",
            [left, column.name],
        )
        return
    db.execute("UPDATE ops_resealing SET finished_at = %s WHERE place = %s", [at, column.name])
    _audit("keys.reseal_end", f"sealed/{column.name}", {"key": key_id, "stuck": left}, actor, at)


def _audit(action: str, subject: str, after: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    audit.write(
        actor=actor, action=action, subject=subject, merchant_id=None, before={}, after=after, at=at
    )

"""The SQLite file, and the one way to write to it.

Writes that arrive together are committed together: each runs under its own savepoint, one fsync
makes them all durable, and only then are they answered. Everything happens on the event loop's
thread, so that no two writes ever interleave and no reader sees half of one.
"""

from __future__ import annotations

import asyncio
import fcntl
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

from simulators.ground.tables import TABLES

T = TypeVar("T")
Params = Sequence[Any] | Mapping[str, Any]


class StoreUnusable(RuntimeError):
    """Somebody else keeps books in this file, or it is not one this program can read."""


class _Write(Generic[T]):
    """One piece of work waiting for the next commit, and the one who waits for it."""

    def __init__(self, work: Callable[[sqlite3.Connection], T]) -> None:
        self.work = work
        self.answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()

    def run(self, db: sqlite3.Connection) -> Callable[[], None]:
        """Do the work; returns what tells the waiting one, to be called after the commit."""
        db.execute("SAVEPOINT write")
        try:
            result = self.work(db)
        except Exception as wrong:  # noqa: BLE001 – outermost loop: others share this commit
            db.execute("ROLLBACK TO write")
            db.execute("RELEASE write")
            failure = wrong
            return lambda: self.fail(failure)
        db.execute("RELEASE write")
        return lambda: self._succeed(result)

    def _succeed(self, result: T) -> None:
        if not self.answer.done():
            self.answer.set_result(result)

    def fail(self, wrong: Exception) -> None:
        if not self.answer.done():
            self.answer.set_exception(wrong)


class Store:
    """``db`` may be read at any time; it is written through ``write`` only."""

    def __init__(self, path: Path, *, schema: str, version: int, whose: str) -> None:
        """Open or make the file of a ``whose`` (bank). Raises StoreUnusable."""
        path.parent.mkdir(parents=True, exist_ok=True)
        # Not a lock on the database itself: readers, above all the oracle's, are welcome.
        self._lock = path.with_name(f"{path.name}.lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise StoreUnusable(f"another {whose} keeps its books in {path}") from taken
        try:
            self._open(path, schema, version, whose)
        except sqlite3.DatabaseError as wrong:
            raise StoreUnusable(f"{path}: {wrong}") from wrong
        self._waiting: list[_Write[Any]] = []

    def _open(self, path: Path, schema: str, version: int, whose: str) -> None:
        self.db = sqlite3.connect(path, isolation_level=None, cached_statements=256)
        self.db.row_factory = sqlite3.Row
        # FULL: whatever was answered survives the machine, not only the process.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            self.db.execute(f"PRAGMA {pragma}")
        found = self.value("PRAGMA user_version")
        if found not in {0, version}:
            raise StoreUnusable(f"{path} was made by another version of this {whose} ({found})")
        self.db.executescript(f"{TABLES} {schema} PRAGMA user_version = {version};")

    async def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run ``work`` in a transaction; returns once it is durable. Raises what it raised."""
        if not self._waiting:
            asyncio.get_running_loop().call_soon(self._commit)
        write = _Write(work)
        self._waiting.append(write)
        return await write.answer

    def write_now(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """The same, before the event loop runs or after it has ended."""
        self.db.execute("BEGIN IMMEDIATE")
        with self.db:  # commits, or rolls back when it is left by an exception
            return work(self.db)

    def _commit(self) -> None:
        batch, self._waiting = self._waiting, []
        try:
            self.db.execute("BEGIN IMMEDIATE")
            tell = [write.run(self.db) for write in batch]
            self.db.execute("COMMIT")
        except sqlite3.Error as wrong:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            tell = [_failing(write, wrong) for write in batch]
        for each in tell:
            each()

    def row(self, sql: str, params: Params = ()) -> sqlite3.Row | None:
        found: sqlite3.Row | None = self.db.execute(sql, params).fetchone()
        return found

    def rows(self, sql: str, params: Params = ()) -> list[sqlite3.Row]:
        return self.db.execute(sql, params).fetchall()

    def value(self, sql: str, params: Params = ()) -> Any:
        """The first column of the first row; None when there is none."""
        found = self.row(sql, params)
        return None if found is None else found[0]

    def close(self) -> None:
        self.db.close()
        self._lock.close()


def _failing(write: _Write[Any], wrong: Exception) -> Callable[[], None]:
    return lambda: write.fail(wrong)


def insert(db: sqlite3.Connection, sql: str, params: Params) -> int:
    """Insert one row; returns its id."""
    row_id: int = db.execute(f"{sql} RETURNING id", params).fetchone()[0]
    return row_id


def keep(db: sqlite3.Connection, name: str, value: str) -> None:
    """Remember ``value`` under ``name``, in place of what was there."""
    db.execute(
        "INSERT INTO kept (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )

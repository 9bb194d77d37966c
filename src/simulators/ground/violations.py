"""What the platform did that it had promised not to do. Tests assert that these stay at zero."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable


def violated(
    db: sqlite3.Connection,
    kind: str,
    client_reference: str | None,
    *,
    at_ms: int,
    detail: str,
) -> None:
    """Write one down."""
    db.execute(
        "INSERT INTO violations (kind, client_reference, at_ms, detail) VALUES (?, ?, ?, ?)",
        (kind, client_reference, at_ms, detail),
    )


def counts(db: sqlite3.Connection, kinds: Iterable[str]) -> dict[str, int]:
    """How many of each kind there were; those that never happened are there, with 0."""
    found = dict(db.execute("SELECT kind, COUNT(*) FROM violations GROUP BY kind").fetchall())
    return {str(kind): found.get(kind, 0) for kind in kinds}

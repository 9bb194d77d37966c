"""What the platform did that it had promised not to do. Tests assert that these stay at zero."""

from __future__ import annotations

import sqlite3
from enum import StrEnum


class Violation(StrEnum):
    ENQUIRY_TOO_EARLY = "enquiry_too_early"
    ENQUIRY_TOO_OFTEN = "enquiry_too_often"
    RATE_LIMIT = "rate_limit"
    BAD_SIGNATURE = "bad_signature"
    CONFLICTING_REFERENCE = "conflicting_reference"


def violated(
    db: sqlite3.Connection,
    kind: Violation,
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


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """How many of each kind there were; those that never happened are there, with 0."""
    found = dict(db.execute("SELECT kind, COUNT(*) FROM violations GROUP BY kind").fetchall())
    return {kind.value: found.get(kind.value, 0) for kind in Violation}

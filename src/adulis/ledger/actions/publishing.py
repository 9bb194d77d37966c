"""Note that a head has left the house."""

from __future__ import annotations

from datetime import datetime

from adulis.kernel import db


@db.transaction_required
def note_publication(*, number: int, place: str, at: datetime) -> None:
    """Write down that head ``number`` is at ``place``, which took it."""
    db.execute(
        "INSERT INTO ledger_publication (number, place, published_at) VALUES (%s, %s, %s)",
        [number, place, at],
    )

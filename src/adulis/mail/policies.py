"""How long a letter is tried. Pure."""

from __future__ import annotations

from datetime import timedelta

# Soon at first, since somebody is waiting for a link; then as long as a server may be down.
PAUSES = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=6),
    timedelta(hours=12),
)


def pause_after(attempt_count: int) -> timedelta | None:
    """How long to wait after the ``attempt_count``-th failure; None: no more."""
    return PAUSES[attempt_count - 1] if attempt_count <= len(PAUSES) else None

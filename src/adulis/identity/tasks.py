"""The worker's door: what is over is forgotten."""

from __future__ import annotations

from datetime import timedelta

from adulis.identity import actions
from adulis.kernel import db
from adulis.kernel.actors import system

# As long as somebody may ask why a link did not work.
KEPT = timedelta(days=30)


def forget_links() -> int:
    """Remove links of letters that expired a month ago; returns how many."""
    with db.transaction():
        at = db.clock()
        return actions.forget_links(expired_before=at - KEPT, actor=system("worker"), at=at)

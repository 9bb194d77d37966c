"""The worker's doors: what strangers asked for is granted, and what is over is forgotten."""

from __future__ import annotations

from datetime import timedelta

from adulis.identity import actions
from adulis.kernel import db, due
from adulis.kernel.actors import system

WORKER = system("worker")
WISHES_AT_ONCE = 20
LEASE_SECONDS = 60
# As long as somebody may ask why a link did not work.
KEPT = timedelta(days=30)


def grant_wishes(limit: int = WISHES_AT_ONCE) -> int:
    """Grant what strangers asked for, each by itself; returns how many were looked at."""
    claims = due.claim("identity_wish", limit=limit, lease_seconds=LEASE_SECONDS)
    for claim in claims:
        act = actions.drop_wish if claim.is_poison else actions.grant_wish
        with db.transaction():
            act(wish_id=claim.id, fence=claim.fence, actor=WORKER, at=db.clock())
    return len(claims)


def forget_links() -> int:
    """Remove links of letters that expired a month ago; returns how many."""
    with db.transaction():
        at = db.clock()
        return actions.forget_links(expired_before=at - KEPT, actor=WORKER, at=at)

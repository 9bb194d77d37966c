"""The worker's door: letters leave between transactions."""

from __future__ import annotations

import structlog

from adulis.kernel import db, due, origins
from adulis.kernel.actors import system
from adulis.mail import actions
from adulis.mail.postman import deliver
from adulis.mail.values import Parcel

log = structlog.get_logger(__name__)

# As many as a server that lets every one of them run into the deadline leaves time for.
BATCH = 4
LEASE_SECONDS = 300
WORKER = system("worker")


def send_letters(limit: int = BATCH) -> int:
    """Send letters that are due; returns how many were looked at."""
    claims = due.claim(
        "mail_letter", limit=limit, lease_seconds=LEASE_SECONDS, only="state = 'queued'"
    )
    if not claims:
        return 0
    with db.transaction():
        parcels = actions.open_letters(claims=claims, actor=WORKER, at=db.clock())
    for parcel in parcels:
        with origins.bearing(parcel.origin):
            _send(parcel)
    return len(claims)


def _send(parcel: Parcel) -> None:
    outcome = deliver(parcel)
    with db.transaction():
        actions.note_outcome(
            letter_id=parcel.id,
            fence=parcel.fence,
            outcome=outcome,
            actor=WORKER,
            at=db.clock(),
        )
    told = {"is_final": outcome.is_final} if outcome.error else {}
    log.info("letter.sent" if outcome.is_sent else "letter.not_sent", letter=str(parcel.id), **told)

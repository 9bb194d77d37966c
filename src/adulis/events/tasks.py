"""The worker's door: notice that the database is not the one it was."""

from __future__ import annotations

import structlog

from adulis.events import actions, queries
from adulis.kernel import db

log = structlog.get_logger(__name__)


def watch_epoch() -> int:
    """Begin an epoch where a restore or a promotion makes one necessary, and say so."""
    with db.transaction():
        begun = actions.begin_epoch(at=db.clock())
    epoch = queries.horizon().epoch if begun else 0
    if epoch > 1:  # the first one begins with the installation
        log.warning("events.epoch_began", epoch=epoch)
    return 0

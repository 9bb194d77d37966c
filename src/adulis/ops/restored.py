"""The worker's door for a database that was restored or promoted: see ``oversight.restoring``."""

from __future__ import annotations

from datetime import timedelta

from adulis.gateways import actions as banks
from adulis.gateways import queries as gateways
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.ops import invariants
from adulis.oversight import tasks as oversight
from adulis.payouts import queries as payouts

# It is examined so often until two operators accept it.
EXAMINED_AGAIN = timedelta(minutes=1)


def watch() -> int:
    """Notice a restored database, and examine it once its open references were asked about.

    Examined again each minute until it is accepted: evidence comes in, and cases are closed.
    """
    count = oversight.notice_restoration()
    restored = gateways.restoration()
    if restored is None or payouts.unasked(restored.unsettled):
        return count
    last = restored.examined_at
    if last is not None and last > db.clock() - EXAMINED_AGAIN:
        return count
    with invariants.frozen_view():
        if not db.fetch_value("SELECT pg_try_advisory_xact_lock(hashtext('invariants'))"):
            return count
        findings = invariants.examine()
    with db.transaction():
        banks.note_examination(
            broken_count=sum(each.broken for each in findings),
            actor=system("invariants"),
            at=db.clock(),
        )
    return count

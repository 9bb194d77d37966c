"""The worker's door: gather what was charged, and issue documents for the months that are over."""

from __future__ import annotations

import structlog
from django.conf import settings

from adulis.billing import actions, queries
from adulis.billing.values import BilledAs
from adulis.kernel import db
from adulis.kernel.actors import system

log = structlog.get_logger(__name__)

WORKER = system("billing")
LINES = 1_000
MERCHANTS = 50


def bill(billed_as: BilledAs) -> int:
    """One round; returns how much was found. Each document is a transaction of its own.

    ``billed_as`` says who a merchant is on its documents. Killed anywhere, the next round goes on:
    an entry is an item once, an item is on one document, a month has one invoice.
    """
    with db.transaction():
        looked_at = actions.gather_items(limit=LINES, actor=WORKER, at=db.clock())
    if looked_at:
        return looked_at
    waiting = queries.merchants_to_bill(MERCHANTS)
    if waiting and not settings.PLATFORM_GSTIN:
        log.warning("billing.no_gstin", merchants=len(waiting))
        return 0
    for merchant_id in waiting:
        recipient = billed_as(merchant_id)
        with db.transaction():
            actions.issue_documents(
                merchant_id=merchant_id, recipient=recipient, actor=WORKER, at=db.clock()
            )
    return len(waiting)

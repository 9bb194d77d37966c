"""The worker's door for heads of the ledger: every minute the newest one leaves the house."""

from __future__ import annotations

import httpx2
from django.conf import settings

from adulis.kernel import db
from adulis.ledger import tasks as ledger
from adulis.ledger.errors import HeadNotPublished

DEADLINE_SECONDS = 10.0


def publish_heads() -> int:
    """Take the newest head to LEDGER_HEADS_TO, unless it is there. Raises HeadNotPublished.

    Returns 0: the worker rests afterwards, however many seals there were.
    """
    if settings.LEDGER_HEADS_TO:
        ledger.publish_head(place=settings.LEDGER_HEADS_TO, tell=tell)
    return 0


@db.transaction_forbidden
def tell(note: str, url: str) -> None:
    """Send a head to a server; it has it when it answers 2xx. Raises HeadNotPublished."""
    client = httpx2.Client(timeout=DEADLINE_SECONDS, follow_redirects=False, trust_env=False)
    try:
        with client:
            headers = {"Content-Type": "text/plain; charset=utf-8"}
            answer = client.post(url, content=note.encode(), headers=headers)
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
        raise HeadNotPublished(f"no answer: {error.__class__.__name__}") from error
    if not answer.is_success:
        raise HeadNotPublished(f"it answered {answer.status_code}")

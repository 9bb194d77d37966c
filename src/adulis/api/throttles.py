"""Rate limits: GCRA in one upsert, so that of many racers no more pass than may.

The generic cell rate algorithm (ITU-T I.371) keeps one instant per subject: the time at which its
bucket is full again. A request moves it forward by one interval, and is refused when it would lie
further ahead than the burst allows. The upsert is the database function ``api_throttle_take``, made
in this room's first migration. Its table is UNLOGGED: after a crash the limits begin anew, and no
request waits for a disk. It runs on real time, which the sandbox does not move: what it protects is
the machine.
"""

from __future__ import annotations

import hashlib

from django.conf import settings

from adulis.api.errors import TooManyRequests
from adulis.kernel.db import fetch_value, transaction_forbidden


@transaction_forbidden
def take(name: str, subject: str, cost: int = 1) -> None:
    """Let ``subject`` pass the limit called ``name`` in ``settings.THROTTLES``, or refuse.

    Commits by itself and never inside another transaction: a refusal that rolls back must not give
    the attempt back, and a row lock held until a commit would queue the merchant's own requests.
    Raises TooManyRequests with ``retry_after_seconds``.
    """
    per_second, burst = settings.THROTTLES[name]
    wait_seconds = fetch_value(
        "SELECT api_throttle_take(%s, %s, %s)",
        [_key(name, subject), cost / per_second, burst / per_second],
    )
    if wait_seconds > 0:
        raise TooManyRequests(limit=name, retry_after_seconds=round(wait_seconds, 3))


@transaction_forbidden
def forget_full() -> int:
    """Remove subjects whose bucket is full again: they are as good as never seen. Returns how many.

    For the worker, now and then. A row in use is skipped; it will be there next time.
    """
    forgotten: int = fetch_value("SELECT api_throttle_forget_full()")
    return forgotten


def _key(name: str, subject: str) -> str:
    """Hashed: an e-mail address typed into the wrong form is nobody's business either."""
    return f"{name}:{hashlib.blake2b(subject.encode(), digest_size=16).hexdigest()}"

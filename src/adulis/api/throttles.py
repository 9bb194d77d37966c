"""Rate limits: GCRA in one step, so that of many racers no more pass than may.

The generic cell rate algorithm (ITU-T I.371) keeps one instant per subject: the time at which its
bucket is full again. A request moves it forward by one interval, and is refused when it would lie
further ahead than the burst allows. It runs on real time, which the sandbox does not move: what it
protects is the machine.

The step is the database function ``api_throttle_take``, made in this room's first migration. Its
table is UNLOGGED: after a crash the limits begin anew, and no request waits for a disk. Where there
is a Redis it is, for ``settings.BUSY_THROTTLES``, the script below, which decides the same. While
Redis is away the database counts, beginning with full buckets: nobody is refused because of it, and
nobody passes uncounted (docs/adr/0023).
"""

from __future__ import annotations

import hashlib

from django.conf import settings

from adulis.api import meters
from adulis.api.errors import TooManyRequests
from adulis.kernel import redis
from adulis.kernel.db import fetch_value, transaction_forbidden

# Microseconds throughout, on the clock of the server. Answers 0 when the request may pass, else how
# long until one like it may. A bucket is never further from full than empty: where the clock was
# set back, or the burst made smaller, nobody waits longer for it than for one turn. Full buckets
# expire by themselves.
_TAKE = """
local told = redis.call('TIME')
local now = told[1] * 1000000 + told[2]
local cost, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local full_at = tonumber(redis.call('GET', KEYS[1]) or '') or now
full_at = math.min(math.max(full_at, now), now + burst) + cost
local wait = full_at - burst - now
if wait > 0 then
  if full_at - cost >= now + burst then
    redis.call('SET', KEYS[1], string.format('%.0f', now + burst), 'PX', math.ceil(burst / 1000))
  end
  return math.max(math.ceil(wait), 1000)
end
redis.call('SET', KEYS[1], string.format('%.0f', full_at), 'PX', math.ceil((full_at - now) / 1000))
return 0
"""
_MICROSECONDS = 1_000_000


@transaction_forbidden
def take(name: str, subject: str, cost: int = 1) -> None:
    """Let ``subject`` pass the limit called ``name`` in ``settings.THROTTLES``, or refuse.

    Commits by itself and never inside another transaction: a refusal that rolls back must not give
    the attempt back, and a row lock held until a commit would queue the merchant's own requests.
    Raises TooManyRequests with ``retry_after_seconds``.
    """
    per_second, burst = settings.THROTTLES[name]
    where = redis.shared() if name in settings.BUSY_THROTTLES else None
    wait_seconds = _wait_seconds(where, _key(name, subject), cost / per_second, burst / per_second)
    if wait_seconds > 0:
        raise TooManyRequests(limit=name, retry_after_seconds=round(wait_seconds, 3))


def _wait_seconds(
    where: redis.Shared | None, key: str, cost_seconds: float, burst_seconds: float
) -> float:
    if where is not None:
        try:
            told = where.run(
                _TAKE,
                f"adulis:throttle:{key}",
                cost_seconds * _MICROSECONDS,
                burst_seconds * _MICROSECONDS,
            )
            return int(told) / _MICROSECONDS
        except redis.RedisAway:
            meters.COUNTED_WITHOUT_REDIS.inc()
    wait: float = fetch_value(
        "SELECT api_throttle_take(%s, %s, %s)", [key, cost_seconds, burst_seconds]
    )
    return wait


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

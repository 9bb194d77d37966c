"""What a merchant's payouts come to: how many wait and for what, how they ended, how long it took.

The same words and rules as ``queries``, asked of all payouts at once instead of one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from adulis.kernel import db
from adulis.payouts.policies import waiting_at_bank, waiting_before_bank, waiting_for_worker
from adulis.payouts.values import Waiting, WaitingFor


@dataclass(frozen=True, slots=True)
class Open:
    """Payouts that wait for the same thing.

    ``minor`` is their amounts with fee and tax (paise), ``held_minor`` the part of it that is set
    aside; ``since`` is when the oldest was created, ``until`` the nearest moment something is due.
    """

    waiting: Waiting
    count: int
    minor: int
    held_minor: int
    since: datetime


_OPEN = """
SELECT reason, count(*), sum(minor)::bigint, coalesce(sum(minor) FILTER (WHERE is_held), 0)::bigint,
       min(created_at), min(until)
  FROM (SELECT payout.created_at, payout.is_held,
               payout.amount_minor + payout.fee_minor + payout.tax_minor AS minor,
               CASE WHEN payout.waiting_for <> '' THEN payout.waiting_for
                    WHEN payout.state = 'pending' THEN 'worker'
                    WHEN doubt.due_at IS NULL AND doubt.id IS NULL THEN 'bank_processing'
                    ELSE 'bank_confirmation' END AS reason,
               CASE WHEN payout.state = 'pending' THEN payout.waiting_until
                    WHEN doubt.id IS NULL THEN payout.expected_by
                    ELSE doubt.due_at END AS until
          FROM payouts_payout payout
          LEFT JOIN payouts_attempt doubt
            ON doubt.payout_id = payout.id AND doubt.state = 'in_doubt'
         WHERE payout.merchant_id = %s AND payout.state IN ('pending', 'processing')) unfinished
 GROUP BY reason ORDER BY min(created_at), reason
"""


def open_of(merchant_id: UUID) -> list[Open]:
    """A merchant's unfinished payouts by what they wait for, the longest wait first."""
    return [
        Open(_waiting_for(reason, until), count, minor, held, since)
        for reason, count, minor, held, since, until in db.fetch_all(_OPEN, [merchant_id])
    ]


def _waiting_for(reason: str, until: datetime | None) -> Waiting:
    if reason in frozenset(WaitingFor):
        return waiting_before_bank(WaitingFor(reason), until)
    if reason == "worker":
        return waiting_for_worker()
    doubtful = reason == "bank_confirmation"
    return waiting_at_bank(in_doubt=doubtful, next_enquiry_at=until, expected_by=until)


@dataclass(frozen=True, slots=True)
class DayOfPayouts:
    """How many payouts came to an end on one day, and how much completed ones paid (paise)."""

    day: date
    completed: int
    failed: int
    cancelled: int
    returned: int
    completed_minor: int


_ENDED = """
SELECT (finished_at AT TIME ZONE %(zone)s)::date AS day,
       count(*) FILTER (WHERE state = 'completed'), count(*) FILTER (WHERE state = 'failed'),
       count(*) FILTER (WHERE state = 'cancelled'), count(*) FILTER (WHERE is_returned),
       coalesce(sum(amount_minor) FILTER (WHERE state = 'completed'), 0)::bigint
  FROM payouts_payout
 WHERE merchant_id = %(merchant_id)s AND state IN ('completed', 'failed', 'cancelled')
   AND finished_at >= %(start)s AND finished_at < %(end)s
 GROUP BY day ORDER BY day
"""


def ended_by_day(merchant_id: UUID, *, start: datetime, end: datetime) -> list[DayOfPayouts]:
    """What came to an end, by day in the platform's time zone; days without are left out."""
    period = {"merchant_id": merchant_id, "start": start, "end": end}
    zone = timezone.get_default_timezone_name()
    return [DayOfPayouts(*row) for row in db.fetch_all(_ENDED, {**period, "zone": zone})]


@dataclass(frozen=True, slots=True)
class SettleTimes:
    """How long completed payouts were with the bank: seconds, None where there were none.

    ``counts[i]`` took at most ``bounds[i]`` seconds and longer than the bound before; the last
    count, which has no bound, took longer than all.
    """

    count: int
    median_seconds: int | None
    ninetieth_seconds: int | None
    bounds: tuple[int, ...]
    counts: tuple[int, ...]


_SETTLE_BOUNDS = (5, 30, 120, 900, 3_600, 14_400)
_SETTLED = """
WITH took AS MATERIALIZED (
    SELECT ceil(greatest(extract(epoch FROM finished_at - started_at), 0))::bigint AS seconds
      FROM payouts_payout
     WHERE merchant_id = %(merchant_id)s AND state = 'completed'
       AND finished_at >= %(start)s AND finished_at < %(end)s)
SELECT count(*), percentile_disc(0.5) WITHIN GROUP (ORDER BY seconds),
       percentile_disc(0.9) WITHIN GROUP (ORDER BY seconds),
       array(SELECT (SELECT count(*) FROM took
                      WHERE width_bucket(took.seconds - 1, %(bounds)s::bigint[]) = bucket)
               FROM generate_series(0, cardinality(%(bounds)s::bigint[])) AS bucket ORDER BY bucket)
  FROM took
"""


def settle_times(merchant_id: UUID, *, start: datetime, end: datetime) -> SettleTimes:
    """From being given to the bank to its yes, for payouts completed in the period."""
    given = {"merchant_id": merchant_id, "start": start, "end": end, "bounds": list(_SETTLE_BOUNDS)}
    count, median, ninetieth, counts = db.fetch_all(_SETTLED, given)[0]
    return SettleTimes(count, median, ninetieth, _SETTLE_BOUNDS, tuple(counts))


@dataclass(frozen=True, slots=True)
class Doubt:
    """Attempts whose fate the bank has not told: how many, of how much (paise), sent since when."""

    count: int
    minor: int
    since: datetime | None


_IN_DOUBT = """
SELECT count(*), coalesce(sum(amount_minor), 0)::bigint, min(sent_at)
  FROM payouts_attempt WHERE state = 'in_doubt'
"""


def doubt_for_operator() -> Doubt:
    """What is in doubt now, of all merchants. Unknown is not failed."""
    return Doubt(*db.fetch_all(_IN_DOUBT)[0])


@dataclass(frozen=True, slots=True)
class Paused:
    """Payouts that wait until their bank is resumed: how many, of how much (paise)."""

    count: int
    minor: int


_PAUSED = """
SELECT count(*), coalesce(sum(amount_minor), 0)::bigint
  FROM payouts_payout WHERE state = 'pending' AND waiting_for = 'paused'
"""


def paused_for_operator() -> Paused:
    """What waits for that now, of all merchants; what waits for more than that is not among it."""
    return Paused(*db.fetch_all(_PAUSED)[0])

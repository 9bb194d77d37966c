"""Payouts that came to an end in the period, by mode: how they ended, and how long it took."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adulis.kernel.money import BASIS_POINTS_IN_WHOLE
from adulis.reports.reckoning.book import MOST_BEHIND
from adulis.reports.values import Behind, Column, Figure, Read, Reckoning, Row, Scope

_ENDED = """
  FROM payouts_payout payout
 WHERE payout.state IN ('completed', 'failed', 'cancelled')
   AND payout.finished_at >= %(start)s AND payout.finished_at < %(end)s
"""
_OF = {False: "", True: " AND payout.merchant_id = %(merchant_id)s"}
# With the bank: from being given to it to its yes.
_TOOK = "ceil(greatest(extract(epoch FROM payout.finished_at - payout.started_at), 0))::bigint"
_BY_MODE = f"""
SELECT payout.mode, count(*) FILTER (WHERE state = 'completed'),
       count(*) FILTER (WHERE state = 'failed'), count(*) FILTER (WHERE state = 'cancelled'),
       count(*) FILTER (WHERE is_returned),
       coalesce(sum(amount_minor) FILTER (WHERE state = 'completed'), 0)::bigint,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY {_TOOK}) FILTER (WHERE state = 'completed'),
       percentile_disc(0.9) WITHIN GROUP (ORDER BY {_TOOK}) FILTER (WHERE state = 'completed'),
       percentile_disc(0.99) WITHIN GROUP (ORDER BY {_TOOK}) FILTER (WHERE state = 'completed')
"""
_NEWEST = " ORDER BY payout.id DESC LIMIT %(most)s"
_ONE_BY_ONE = "SELECT payout.id, payout.finished_at, payout.amount_minor"


def _by_mode(read: Read, scope: Scope) -> list[Row]:
    sql = f"{_BY_MODE}{_ended(scope)} GROUP BY payout.mode ORDER BY payout.mode"
    return [
        Row((mode, "INR", completed, failed, *more, _success(completed, failed), paid, *times))
        for mode, completed, failed, *more, paid, p50, p90, p99 in read(sql, scope.params)
        for times in ((p50, p90, p99),)
    ]


def _success(completed: int, failed: int) -> int | None:
    """Of those the bank decided on, in basis points; what was cancelled was never asked of it."""
    decided = completed + failed
    return None if decided == 0 else completed * BASIS_POINTS_IN_WHOLE // decided


def _one_by_one(read: Read, scope: Scope, told: Mapping[str, Any]) -> list[Behind]:
    sql = f"{_ONE_BY_ONE}{_ended(scope)} AND payout.mode = %(mode)s{_NEWEST}"
    rows = read(sql, {**scope.params, **told, "most": MOST_BEHIND})
    return [Behind(f"payout/{each}", at, minor, "INR") for each, at, minor in rows]


def _ended(scope: Scope) -> str:
    return _ENDED + _OF[scope.merchant_id is not None]


def _count(name: str, title: str) -> Column:
    return Column(name, title, Figure.COUNT, is_summed=True)


PAYOUTS = Reckoning(
    columns=(
        Column("mode", "Mode"),
        Column("currency", "Currency"),
        _count("completed", "Completed"),
        _count("failed", "Failed"),
        _count("cancelled", "Cancelled"),
        _count("returned", "Returned"),
        Column("success", "Success", Figure.BASIS_POINTS),
        Column("paid_minor", "Paid", Figure.MONEY, is_summed=True),
        Column("median_seconds", "Half within", Figure.SECONDS),
        Column("ninetieth_seconds", "90 % within", Figure.SECONDS),
        Column("ninety_ninth_seconds", "99 % within", Figure.SECONDS),
    ),
    parts=(_by_mode,),
    behind=_one_by_one,
)

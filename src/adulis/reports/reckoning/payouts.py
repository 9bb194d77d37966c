"""Payouts that came to an end in the period, by mode: how they ended, and how long it took.

And what a bank paid in it although it had refused, after the merchant had the money back: that is a
movement of its own, whenever the payout ended and however.
"""

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
# By the book, which knows of each whether the merchant was charged for it: what was told of one
# that was still open completed it.
_PAID_LATE = """
  FROM ledger_entry entry
  JOIN ledger_line line ON line.entry_id = entry.id AND line.amount_minor > 0
  JOIN payouts_payout payout ON payout.id = (entry.metadata ->> 'payout_id')::uuid
 WHERE entry.kind = 'payout_paid_late' AND entry.at >= %(start)s AND entry.at < %(end)s
"""
_LATE_BY_MODE = "SELECT payout.mode, count(DISTINCT entry.id), sum(line.amount_minor)::bigint"
_EACH_ENDED = """
SELECT payout.id, payout.finished_at, payout.amount_minor
{} AND payout.mode = %(mode)s ORDER BY payout.id DESC LIMIT %(most)s
"""
_EACH_LATE = """
SELECT payout.id, entry.at, sum(line.amount_minor)::bigint
{} AND payout.mode = %(mode)s
 GROUP BY payout.id, entry.id ORDER BY entry.at DESC, entry.id DESC LIMIT %(most)s
"""
_NONE_ENDED = (0, 0, 0, 0, 0, None, None, None)
_NONE_LATE = (0, 0)


def _by_mode(read: Read, scope: Scope) -> list[Row]:
    ended = read(f"{_BY_MODE}{_ended(scope)} GROUP BY payout.mode", scope.params)
    late = read(f"{_LATE_BY_MODE}{_late(scope)} GROUP BY payout.mode", scope.params)
    by_mode = {mode: tuple(figures) for mode, *figures in ended}
    late_by_mode = {mode: tuple(figures) for mode, *figures in late}
    return [
        Row(_cells(mode, by_mode.get(mode, _NONE_ENDED), late_by_mode.get(mode, _NONE_LATE)))
        for mode in sorted({*by_mode, *late_by_mode})
    ]


def _cells(mode: str, ended: tuple[Any, ...], late: tuple[Any, ...]) -> tuple[Any, ...]:
    completed, failed, cancelled, returned, paid, *times = ended
    success = _success(completed, failed)
    return (mode, "INR", completed, failed, cancelled, returned, success, paid, *times, *late)


def _success(completed: int, failed: int) -> int | None:
    """Of those the bank decided on, in basis points; what was cancelled was never asked of it."""
    decided = completed + failed
    return None if decided == 0 else completed * BASIS_POINTS_IN_WHOLE // decided


def _one_by_one(read: Read, scope: Scope, told: Mapping[str, Any]) -> list[Behind]:
    """Those that were paid late first, which are few; reports from before do not count them."""
    given = {**scope.params, **told, "most": MOST_BEHIND}
    rows = read(_EACH_LATE.format(_late(scope)), given) if "paid_late" in told else []
    rows = [*rows, *read(_EACH_ENDED.format(_ended(scope)), given)]
    return [Behind(f"payout/{each}", at, minor, "INR") for each, at, minor in rows[:MOST_BEHIND]]


def _ended(scope: Scope) -> str:
    return _ENDED + _OF[scope.merchant_id is not None]


def _late(scope: Scope) -> str:
    return _PAID_LATE + _OF[scope.merchant_id is not None]


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
        _count("paid_late", "Paid late"),
        Column("paid_late_minor", "Amount paid late", Figure.MONEY, is_summed=True),
    ),
    parts=(_by_mode,),
    behind=_one_by_one,
)

"""Volumes, fees and tax: what was booked in the period, by recorded time, as statements are.

So what a report says of days that are over never changes, whatever is heard of later.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adulis.reports.values import Behind, Column, Figure, Read, Reckoning, Row, Scope

# Of a merchant: its own accounts. Of the platform: all, where in and out are always the same.
_OURS = {
    False: "true",
    True: "account.address LIKE 'merchant/' || %(merchant_id)s::text || '/%%'",
}
_IN_PERIOD = "line.recorded_at >= %(start)s AND line.recorded_at < %(end)s"

_VOLUMES = """
SELECT (line.recorded_at AT TIME ZONE %(zone)s)::date AS day, entry.kind, account.currency,
       count(DISTINCT entry.id),
       coalesce(sum(line.amount_minor) FILTER (WHERE line.amount_minor > 0), 0)::bigint,
       coalesce(-sum(line.amount_minor) FILTER (WHERE line.amount_minor < 0), 0)::bigint
  FROM ledger_account account
  JOIN ledger_line line ON line.account_id = account.id
  JOIN ledger_entry entry ON entry.id = line.entry_id
 WHERE {in_period} AND {ours}
 GROUP BY day, entry.kind, account.currency ORDER BY day, entry.kind, account.currency
"""

_ENTRIES = """
SELECT entry.id, max(entry.recorded_at),
       coalesce(sum(line.amount_minor) FILTER (WHERE line.amount_minor > 0),
                sum(line.amount_minor))::bigint
  FROM ledger_account account
  JOIN ledger_line line ON line.account_id = account.id
  JOIN ledger_entry entry ON entry.id = line.entry_id
 WHERE {in_period} AND {ours}
   AND (line.recorded_at AT TIME ZONE %(zone)s)::date = %(day)s::date
   AND entry.kind = %(kind)s AND account.currency = %(currency)s
 GROUP BY entry.id ORDER BY entry.id DESC LIMIT %(most)s
"""

# A transfer is two neighbouring lines: the odd one gives, the even one takes. Whose it was, the
# other line's account says, or the entry.
_CHARGED = """
  FROM ledger_account account
  JOIN ledger_line line ON line.account_id = account.id
  JOIN ledger_entry entry ON entry.id = line.entry_id
 WHERE account.kind IN ('fees', 'tax') AND {in_period} AND {theirs}
"""
_THEIRS = {
    False: "true",
    True: """(entry.metadata ->> 'merchant_id' = %(merchant_id)s::text OR EXISTS (
       SELECT FROM ledger_line other JOIN ledger_account payer ON payer.id = other.account_id
        WHERE other.entry_id = line.entry_id
          AND other.position = line.position + CASE line.position %% 2 WHEN 1 THEN 1 ELSE -1 END
          AND payer.address LIKE 'merchant/' || %(merchant_id)s::text || '/%%'))""",
}
_FEES = """
SELECT entry.kind, account.currency, count(DISTINCT entry.id),
       coalesce(sum(line.amount_minor) FILTER (
           WHERE account.kind = 'fees' AND line.amount_minor > 0), 0)::bigint,
       coalesce(-sum(line.amount_minor) FILTER (
           WHERE account.kind = 'fees' AND line.amount_minor < 0), 0)::bigint,
       coalesce(sum(line.amount_minor) FILTER (
           WHERE account.kind = 'tax' AND line.amount_minor > 0), 0)::bigint,
       coalesce(-sum(line.amount_minor) FILTER (
           WHERE account.kind = 'tax' AND line.amount_minor < 0), 0)::bigint,
       sum(line.amount_minor)::bigint
{charged}
 GROUP BY entry.kind, account.currency ORDER BY entry.kind, account.currency
"""
_CHARGES = """
SELECT entry.id, max(entry.recorded_at), sum(line.amount_minor)::bigint
{charged}
   AND entry.kind = %(kind)s AND account.currency = %(currency)s
 GROUP BY entry.id ORDER BY entry.id DESC LIMIT %(most)s
"""
MOST_BEHIND = 200


def _volumes(read: Read, scope: Scope) -> list[Row]:
    sql = _VOLUMES.format(in_period=_IN_PERIOD, ours=_OURS[scope.merchant_id is not None])
    return [Row((day.isoformat(), *figures)) for day, *figures in read(sql, scope.params)]


def _entries(read: Read, scope: Scope, told: Mapping[str, Any]) -> list[Behind]:
    sql = _ENTRIES.format(in_period=_IN_PERIOD, ours=_OURS[scope.merchant_id is not None])
    return _booked(read, sql, scope, told)


def _fees(read: Read, scope: Scope) -> list[Row]:
    sql = _FEES.format(charged=_charged(scope))
    return [Row(tuple(figures)) for figures in read(sql, scope.params)]


def _charges(read: Read, scope: Scope, told: Mapping[str, Any]) -> list[Behind]:
    return _booked(read, _CHARGES.format(charged=_charged(scope)), scope, told)


def _charged(scope: Scope) -> str:
    return _CHARGED.format(in_period=_IN_PERIOD, theirs=_THEIRS[scope.merchant_id is not None])


def _booked(read: Read, sql: str, scope: Scope, told: Mapping[str, Any]) -> list[Behind]:
    rows = read(sql, {**scope.params, **told, "most": MOST_BEHIND})
    return [Behind(f"entry/{each}", at, minor, told["currency"]) for each, at, minor in rows]


def _money(name: str, title: str) -> Column:
    return Column(name, title, Figure.MONEY, is_summed=True)


_COUNTED = Column("entries", "Entries", Figure.COUNT, is_summed=True)
VOLUMES = Reckoning(
    columns=(
        Column("day", "Day", Figure.DAY),
        Column("kind", "Movement"),
        Column("currency", "Currency"),
        _COUNTED,
        _money("in_minor", "In"),
        _money("out_minor", "Out"),
    ),
    parts=(_volumes,),
    behind=_entries,
)
FEES = Reckoning(
    columns=(
        Column("kind", "Movement"),
        Column("currency", "Currency"),
        _COUNTED,
        _money("fee_charged_minor", "Fees charged"),
        _money("fee_returned_minor", "Fees given back"),
        _money("tax_charged_minor", "Tax charged"),
        _money("tax_returned_minor", "Tax given back"),
        _money("net_minor", "Net"),
    ),
    parts=(_fees,),
    behind=_charges,
)

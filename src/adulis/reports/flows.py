"""SQL of what flowed, day by day: summed up as far as ``FlowMark`` says, read from the book since.

However long the book is, what is read of it is what was booked since the last sum. Sums are of
transactions that no running one can precede (the horizon), as checkpoints of the ledger are.
"""

from __future__ import annotations

OF_THE_BOOK = """
SELECT (line.at AT TIME ZONE %(zone)s)::date AS day, entry.kind, account.kind AS account_kind,
       account.currency,
       coalesce(sum(line.amount_minor) FILTER (WHERE line.amount_minor > 0), 0)::bigint AS in_minor,
       coalesce(-sum(line.amount_minor) FILTER (WHERE line.amount_minor < 0), 0)::bigint
           AS out_minor
  FROM ledger_entry entry
  JOIN ledger_line line ON line.entry_id = entry.id
  JOIN ledger_account account ON account.id = line.account_id
 WHERE entry.xid::text::bigint >= %(since)s{until}
 GROUP BY 1, 2, 3, 4
"""

MARK = "SELECT through_xid FROM reports_flow_mark WHERE id = 1"
LOCKED_MARK = f"{MARK} FOR UPDATE SKIP LOCKED"
HORIZON = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
# One statement sees the sums and the rest at one moment; and says of which mark it saw the sums.
# Without a day: what all days together come to.
READ = f"""
WITH rest AS MATERIALIZED ({OF_THE_BOOK.format(until="")}),
flow AS (SELECT day, kind, account_kind, currency, in_minor, out_minor FROM reports_flow
          UNION ALL SELECT * FROM rest)
SELECT mark.through_xid, told.* FROM ({MARK}) AS mark LEFT JOIN (
    SELECT day, kind, account_kind, currency, sum(in_minor)::bigint, sum(out_minor)::bigint
      FROM flow WHERE day >= %(first)s GROUP BY 1, 2, 3, 4
     UNION ALL
    SELECT NULL, '', account_kind, currency, sum(in_minor)::bigint, sum(out_minor)::bigint
      FROM flow GROUP BY 3, 4) AS told ON true
"""  # noqa: S608  made of the pieces above

# What entries of some kinds brought into accounts of some kinds on one day: the same, narrowed.
OF_DAY = f"""
WITH rest AS MATERIALIZED ({OF_THE_BOOK.format(until="")}),
flow AS (SELECT day, kind, account_kind, currency, in_minor FROM reports_flow
          UNION ALL SELECT day, kind, account_kind, currency, in_minor FROM rest)
SELECT mark.through_xid, coalesce(sum(flow.in_minor), 0)::bigint
  FROM ({MARK}) AS mark
  LEFT JOIN flow ON flow.day = %(day)s AND flow.kind = ANY (%(kinds)s)
        AND flow.account_kind = ANY (%(account_kinds)s) AND flow.currency = 'INR'
 GROUP BY mark.through_xid
"""  # noqa: S608  made of the pieces above

# The entries behind such a figure, newest first: no more of a kind are read than may be shown,
# however many there were on that day.
BEHIND = """
SELECT newest.*
  FROM unnest(%(kinds)s::text[]) AS wanted(kind)
 CROSS JOIN LATERAL (
       SELECT entry.id, entry.kind, entry.at, brought.minor
         FROM ledger_entry entry
        CROSS JOIN LATERAL (
              SELECT sum(line.amount_minor)::bigint AS minor
                FROM ledger_line line
                JOIN ledger_account account ON account.id = line.account_id
               WHERE line.entry_id = entry.id AND line.amount_minor > 0
                 AND account.kind = ANY (%(account_kinds)s)
                 AND account.currency = 'INR') AS brought
        WHERE entry.kind = wanted.kind AND entry.at >= %(start)s AND entry.at < %(end)s
          AND brought.minor IS NOT NULL
        ORDER BY entry.at DESC, entry.id DESC LIMIT %(most)s) AS newest
 ORDER BY newest.at DESC, newest.id DESC LIMIT %(most)s
"""

"""Roll the lines of unchained accounts up, so that their balances stay quick to read."""

from __future__ import annotations

from adulis.kernel import db

# The time is read in a statement before the one whose snapshot it is kept with: a transaction that
# has no id in that snapshot reads its own time later still.
_ROLL = """
INSERT INTO ledger_checkpoint (account_id, through_xid, next_xid, balance_minor, line_count,
                               recorded_through, taken_at)
SELECT account.id, horizon.through_xid, horizon.next_xid,
       coalesce(newest.balance_minor, 0) + since.total,
       coalesce(newest.line_count, 0) + since.line_count,
       greatest(newest.recorded_through, since.recorded_through), %(taken_at)s
  FROM ledger_account account
 CROSS JOIN (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS through_xid,
                    pg_snapshot_xmax(pg_current_snapshot()) AS next_xid) horizon
  LEFT JOIN LATERAL (
       SELECT point.through_xid, point.balance_minor, point.line_count, point.recorded_through
         FROM ledger_checkpoint point WHERE point.account_id = account.id
        ORDER BY point.through_xid DESC LIMIT 1) newest ON true
 CROSS JOIN LATERAL (
       SELECT coalesce(sum(line.amount_minor), 0) AS total, count(*) AS line_count,
              max(line.recorded_at) AS recorded_through
         FROM ledger_line line
        WHERE line.account_id = account.id AND line.sequence IS NULL
          AND line.xid >= coalesce(newest.through_xid, '0') AND line.xid < horizon.through_xid
       ) since
 WHERE NOT account.chained AND since.line_count >= %(least_lines)s
    ON CONFLICT (account_id, through_xid) DO NOTHING
"""


@db.transaction_required
def roll_checkpoints(*, least_lines: int = 1_000) -> int:
    """Write a checkpoint for every unchained account with ``least_lines`` lines since its last.

    Only lines of transactions older than every running one are rolled up: whatever commits late
    comes after the checkpoint, never into its past. Any number may run at once; each checkpoint
    is right by itself. Returns how many were written.
    """
    return db.execute(_ROLL, {"taken_at": db.clock(), "least_lines": least_lines})

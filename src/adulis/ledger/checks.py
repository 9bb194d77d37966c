"""Invariants of the book: each selects what must not exist.

They ask the tables, not the functions that read them, so that a mistake there is found as well.
``ledger verify`` asks more, row by row, and names what was tampered with.
"""

from adulis.kernel.checks import Check

CHECKS = (
    Check(
        "entries_sum_to_zero",
        "Every entry has lines, and they sum to zero in each currency.",
        """
        SELECT entry.id AS entry_id, entry.key, line.currency, line.total
          FROM ledger_entry AS entry
          LEFT JOIN (SELECT line.entry_id, account.currency, sum(line.amount_minor) AS total
                       FROM ledger_line AS line
                       LEFT JOIN ledger_account AS account ON account.id = line.account_id
                      GROUP BY line.entry_id, account.currency) AS line ON line.entry_id = entry.id
         WHERE line.total IS DISTINCT FROM 0 OR line.currency IS NULL
        """,
    ),
    Check(
        "lines_belong_somewhere",
        "Every line belongs to an entry and to an account that exist.",
        """
        SELECT line.id AS line_id, line.entry_id, line.account_id
          FROM ledger_line AS line
          LEFT JOIN ledger_entry AS entry ON entry.id = line.entry_id
          LEFT JOIN ledger_account AS account ON account.id = line.account_id
         WHERE entry.id IS NULL OR account.id IS NULL
        """,
    ),
    Check(
        "chains_are_unbroken",
        "Lines of chained accounts are numbered without gap, and each balance continues the last.",
        """
        SELECT line_id, account_id, sequence, amount_minor, balance_minor
          FROM (SELECT line.id AS line_id, line.account_id, line.sequence, line.amount_minor,
                       line.balance_minor, account.chained,
                       row_number() OVER chain AS place,
                       sum(line.amount_minor) OVER chain AS total
                  FROM ledger_line AS line JOIN ledger_account AS account
                    ON account.id = line.account_id
                WINDOW chain AS (PARTITION BY line.account_id ORDER BY line.sequence
                                 ROWS UNBOUNDED PRECEDING)) AS walked
         WHERE CASE WHEN chained THEN sequence IS DISTINCT FROM place
                                   OR balance_minor IS DISTINCT FROM total
                    ELSE sequence IS NOT NULL OR balance_minor IS NOT NULL END
        """,
    ),
    Check(
        "floors_hold",
        "No account is below its floor, and none ever was.",
        """
        SELECT account.address, line.id AS line_id, line.balance_minor, account.floor_minor
          FROM ledger_line AS line JOIN ledger_account AS account ON account.id = line.account_id
         WHERE line.balance_minor < account.floor_minor
        """,
    ),
    Check(
        "accounts_total_zero",
        "All accounts together hold nothing, in each currency.",
        """
        SELECT account.currency, sum(line.amount_minor) AS total
          FROM ledger_line AS line JOIN ledger_account AS account ON account.id = line.account_id
         GROUP BY account.currency HAVING sum(line.amount_minor) <> 0
        """,
    ),
    Check(
        "checkpoints_say_what_lines_say",
        "Every checkpoint is the sum of the lines of the transactions before it.",
        """
        SELECT point.id AS checkpoint_id, point.account_id, point.balance_minor,
               coalesce(lines.total, 0) AS total, point.line_count,
               coalesce(lines.line_count, 0) AS lines
          FROM ledger_checkpoint AS point
          LEFT JOIN LATERAL (
               SELECT sum(line.amount_minor) AS total, count(*) AS line_count
                 FROM ledger_line AS line
                WHERE line.account_id = point.account_id AND line.sequence IS NULL
                  AND line.xid < point.through_xid) AS lines ON true
         WHERE NOT EXISTS (SELECT FROM ledger_checkpoint AS later
                            WHERE later.account_id = point.account_id
                              AND later.through_xid > point.through_xid)
           AND (point.balance_minor <> coalesce(lines.total, 0)
                OR point.line_count <> coalesce(lines.line_count, 0))
        """,
    ),
    Check(
        "transactions_are_of_this_server",
        "No line names a transaction that has not happened yet: after a restore from a dump it"
        " would, and checkpoints could no longer be trusted.",
        """
        SELECT line.id AS line_id, line.xid::text AS xid FROM ledger_line AS line
         WHERE line.xid >= pg_snapshot_xmax(pg_current_snapshot())
           AND line.xid IS DISTINCT FROM pg_current_xact_id_if_assigned()
        """,
    ),
    Check(
        "leaves_are_of_entries_that_are_there",
        "Every sealed entry is in the book, and leaves are numbered from 0 without a gap.",
        """
        SELECT leaf.position, leaf.entry_id
          FROM (SELECT position, entry_id, row_number() OVER (ORDER BY position) - 1 AS place
                  FROM ledger_leaf) AS leaf
          LEFT JOIN ledger_entry AS entry ON entry.id = leaf.entry_id
         WHERE entry.id IS NULL OR leaf.position <> leaf.place
        """,
    ),
    Check(
        "nothing_before_a_seal_is_unsealed",
        "Of the transactions that the newest seal is behind, every entry is sealed.",
        """
        SELECT entry.id AS entry_id, entry.key, seal.number
          FROM (SELECT number, through_xid, lineage FROM ledger_seal
                 ORDER BY number DESC LIMIT 1) AS seal
          JOIN ledger_entry AS entry ON entry.xid::text::bigint < seal.through_xid
         WHERE seal.lineage = events_lineage()
           AND NOT EXISTS (SELECT FROM ledger_leaf AS leaf WHERE leaf.entry_id = entry.id)
        """,
    ),
    Check(
        "seals_continue_each_other",
        "Seals are numbered from 1 without a gap, each is over more entries, the newest over all.",
        """
        SELECT seal.number, seal.size
          FROM (SELECT number, size, row_number() OVER (ORDER BY number) AS place,
                       lag(size, 1, 0) OVER (ORDER BY number) AS before,
                       lead(number) OVER (ORDER BY number) IS NULL AS is_newest
                  FROM ledger_seal) AS seal
         WHERE seal.number <> seal.place OR seal.size <= seal.before
            OR (seal.is_newest AND seal.size <> (SELECT count(*) FROM ledger_leaf))
        """,
    ),
    Check(
        "reversals_take_no_more_than_there_was",
        "All reversals of an entry together take back at most what it moved.",
        """
        SELECT taken.reverses AS entry_id, taken.account_id, original.net AS moved,
               taken.net AS back
          FROM (SELECT entry.reverses, line.account_id, sum(line.amount_minor) AS net
                  FROM ledger_entry AS entry JOIN ledger_line AS line ON line.entry_id = entry.id
                 WHERE entry.reverses IS NOT NULL
                 GROUP BY entry.reverses, line.account_id) AS taken
          LEFT JOIN LATERAL (
               SELECT sum(line.amount_minor) AS net FROM ledger_line AS line
                WHERE line.entry_id = taken.reverses AND line.account_id = taken.account_id
               ) AS original ON true
         WHERE original.net IS NULL
            OR NOT -taken.net BETWEEN least(original.net, 0) AND greatest(original.net, 0)
        """,
    ),
)

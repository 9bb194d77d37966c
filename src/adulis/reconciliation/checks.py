"""Invariants of reconciliation: the bank's statements and our account at the bank agree."""

from adulis.kernel.checks import Check

CHECKS = (
    Check(
        "matched_lines_are_booked",
        "Every matched statement line has entries that move exactly its amount on our account.",
        """
        SELECT line.id, line.bank, line.line_id, line.direction, line.amount_minor, booked.minor
          FROM gateways_statement_line AS line
          LEFT JOIN reconciliation_finding AS found ON found.line_id = line.id
          LEFT JOIN LATERAL (
               SELECT sum(moved.amount_minor) AS minor
                 FROM ledger_account AS nostro
                 JOIN ledger_line AS moved ON moved.account_id = nostro.id
                WHERE nostro.address = 'bank/' || line.bank || '/nostro/INR'
                  AND moved.entry_id = ANY (found.entry_ids)) AS booked ON true
         WHERE line.state = 'matched'
           AND booked.minor IS DISTINCT FROM
               CASE line.direction WHEN 'credit' THEN -line.amount_minor
                                   ELSE line.amount_minor END
        """,
    ),
    Check(
        "nostro_entries_found_once",
        "No movement on our account at the bank is matched with two statement lines.",
        """
        SELECT entry_id, count(*) FROM reconciliation_finding, unnest(entry_ids) AS entry_id
         GROUP BY entry_id HAVING count(*) > 1
        """,
    ),
    Check(
        "nostro_is_the_statement",
        "Our account at the bank holds what matched lines moved, and what no statement shows yet.",
        """
        WITH shown_entries AS (
            SELECT DISTINCT unnest(found.entry_ids) AS entry_id
              FROM reconciliation_finding AS found
              JOIN gateways_statement_line AS told ON told.id = found.line_id
             WHERE told.state = 'matched'),
        booked AS (
            SELECT nostro.address, sum(line.amount_minor) AS minor,
                   sum(line.amount_minor) FILTER (WHERE shown.entry_id IS NULL) AS unshown
              FROM ledger_account AS nostro JOIN ledger_line AS line ON line.account_id = nostro.id
              LEFT JOIN shown_entries AS shown ON shown.entry_id = line.entry_id
             WHERE nostro.kind = 'nostro' GROUP BY nostro.address),
        shown AS (
            SELECT 'bank/' || bank || '/nostro/INR' AS address,
                   sum(CASE direction WHEN 'credit' THEN -amount_minor ELSE amount_minor END)
                   AS minor
              FROM gateways_statement_line WHERE state = 'matched' GROUP BY bank)
        SELECT booked.address, booked.minor AS booked, shown.minor AS shown, booked.unshown
          FROM booked FULL JOIN shown ON shown.address = booked.address
         WHERE coalesce(booked.minor, 0)
               <> coalesce(shown.minor, 0) + coalesce(booked.unshown, 0)
        """,
    ),
    Check(
        "questioned_lines_are_asked_about",
        "A statement line that was not booked is in front of a human.",
        """
        SELECT line.id, line.bank, line.line_id FROM gateways_statement_line AS line
         WHERE line.state = 'questioned'
           AND NOT EXISTS (SELECT FROM cases_case AS asked
                            WHERE asked.subject = 'statement-line/' || line.id
                              AND asked.state <> 'closed')
        """,
    ),
    Check(
        "closed_days_are_whole",
        "On a closed day every line was matched, asked about, noted or taken back.",
        """
        SELECT closed.bank, closed.day, line.line_id, line.state
          FROM reconciliation_day AS closed JOIN gateways_statement_line AS line
            ON line.bank = closed.bank AND line.day = closed.day
         WHERE closed.state = 'closed' AND line.state = 'imported'
           AND line.due_at < adulis_clock() - interval '1 hour'
        """,
    ),
    Check(
        "clearing_is_what_is_unsettled",
        "What is in clearing is payments that no statement shows, less such returns, and credits on"
        " their way back.",
        """
        WITH open AS (
            SELECT bank,
                   sum(amount_minor) FILTER (WHERE settled_at IS NULL) AS gone,
                   sum(amount_minor) FILTER (WHERE return_heard_at IS NOT NULL
                                               AND return_settled_at IS NULL) AS back
              FROM payouts_attempt WHERE state = 'confirmed_success' OR is_paid_late
             GROUP BY bank),
        booked AS (
            SELECT split_part(clearing.address, '/', 2) AS bank, sum(line.amount_minor) AS minor,
                   sum(line.amount_minor) FILTER (WHERE entry.kind IN
                       ('credit_sent_back', 'credit_sent_back_settled')) AS sent_back
              FROM ledger_account AS clearing
              JOIN ledger_line AS line ON line.account_id = clearing.id
              JOIN ledger_entry AS entry ON entry.id = line.entry_id
             WHERE clearing.kind = 'clearing' GROUP BY 1)
        SELECT bank, booked.minor AS booked, open.gone, open.back, booked.sent_back
          FROM open FULL JOIN booked USING (bank)
         WHERE coalesce(booked.minor, 0) - coalesce(booked.sent_back, 0)
               <> coalesce(open.gone, 0) - coalesce(open.back, 0)
        """,
    ),
    Check(
        "settled_attempts_have_their_line",
        "A payment that counts as shown by a statement has the line that shows it.",
        """
        SELECT attempt.reference FROM payouts_attempt AS attempt
         WHERE attempt.settled_at IS NOT NULL
           AND NOT EXISTS (SELECT FROM reconciliation_finding AS found
                            WHERE found.what = 'payment/' || attempt.reference)
        """,
    ),
)

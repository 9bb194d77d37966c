"""Invariants of payouts: each selects what must not exist."""

from adulis.kernel.checks import Check

CHECKS = (
    Check(
        "held_is_open_payouts_and_refunds",
        "What a merchant's held account holds is the sum of its open payouts' and refunds' holds.",
        """
        WITH open AS (
            SELECT merchant_id, sum(held) AS held FROM (
                SELECT merchant_id, amount_minor + fee_minor + tax_minor AS held
                  FROM payouts_payout WHERE is_held AND state IN ('pending', 'processing')
                 UNION ALL
                SELECT merchant_id, amount_minor FROM deposits_refund
                 WHERE merchant_id IS NOT NULL AND state IN ('requested', 'pending')) AS each
             GROUP BY merchant_id),
        booked AS (
            SELECT split_part(account.address, '/', 2)::uuid AS merchant_id,
                   sum(line.amount_minor) AS held
              FROM ledger_account AS account JOIN ledger_line AS line
                ON line.account_id = account.id
             WHERE account.address LIKE 'merchant/%/held/INR' GROUP BY 1)
        SELECT coalesce(open.merchant_id, booked.merchant_id) AS merchant_id,
               open.held AS open, booked.held AS booked
          FROM open FULL JOIN booked ON booked.merchant_id = open.merchant_id
         WHERE coalesce(open.held, 0) <> coalesce(booked.held, 0)
        """,
    ),
    Check(
        "terminal_payouts_have_their_postings",
        "Every payout has exactly the postings of its state: held, then released or completed.",
        """
        SELECT payout.id, payout.state, payout.is_held,
               held.id IS NOT NULL AS held, released.id IS NOT NULL AS released,
               completed.id IS NOT NULL AS completed, returned.id IS NOT NULL AS returned
          FROM payouts_payout AS payout
          LEFT JOIN ledger_entry AS held ON held.key = 'payout/' || payout.id || '/held'
          LEFT JOIN ledger_entry AS released ON released.key = 'payout/' || payout.id || '/released'
          LEFT JOIN ledger_entry AS completed
            ON completed.key = 'payout/' || payout.id || '/completed'
          LEFT JOIN ledger_entry AS returned ON returned.key = 'payout/' || payout.id || '/returned'
         WHERE (held.id IS NOT NULL) <> payout.is_held
            OR (released.id IS NOT NULL)
               <> (payout.is_held AND payout.state IN ('failed', 'cancelled'))
            OR (completed.id IS NOT NULL) <> (payout.state = 'completed')
            OR (returned.id IS NOT NULL) <> payout.is_returned
        """,
    ),
    Check(
        "one_live_attempt_one_success",
        "A payout has at most one live attempt and at most one that succeeded.",
        """
        SELECT payout_id,
               count(*) FILTER (WHERE state NOT IN
                                ('confirmed_success', 'confirmed_failure')) AS live,
               count(*) FILTER (WHERE state = 'confirmed_success') AS successes
          FROM payouts_attempt GROUP BY payout_id
        HAVING count(*) FILTER (WHERE state NOT IN ('confirmed_success', 'confirmed_failure')) > 1
            OR count(*) FILTER (WHERE state = 'confirmed_success') > 1
        """,
    ),
    Check(
        "payout_state_follows_attempts",
        "Processing has one live attempt, completed one paid, failed and cancelled neither.",
        """
        SELECT payout.id, payout.state, count(attempt.id) AS attempts
          FROM payouts_payout AS payout
          LEFT JOIN payouts_attempt AS attempt ON attempt.payout_id = payout.id
         GROUP BY payout.id, payout.state
        HAVING CASE payout.state
            WHEN 'processing' THEN
                count(*) FILTER (WHERE attempt.state NOT IN
                                 ('confirmed_success', 'confirmed_failure')) <> 1
            WHEN 'completed' THEN
                count(*) FILTER (WHERE attempt.state = 'confirmed_success'
                                    OR attempt.is_paid_late) < 1
                OR count(*) FILTER (WHERE attempt.state NOT IN
                                    ('confirmed_success', 'confirmed_failure')) > 0
            WHEN 'failed' THEN
                count(*) FILTER (WHERE attempt.state <> 'confirmed_failure') > 0
            ELSE count(attempt.id) > 0 END
        """,
    ),
    Check(
        "late_payments_are_compensated",
        "Each payment beyond the one that completed its payout has its compensation, and a case.",
        """
        SELECT payout.id, payout.state, payout.is_paid_late,
               count(*) AS paid, count(entry.id) AS compensated
          FROM payouts_payout AS payout
          JOIN payouts_attempt AS attempt ON attempt.payout_id = payout.id
           AND (attempt.is_paid_late OR attempt.state = 'confirmed_success')
          LEFT JOIN ledger_entry AS entry
            ON entry.key = 'payout/' || payout.id || '/attempt/' || attempt.number || '/paid_late'
         GROUP BY payout.id, payout.state, payout.is_paid_late
        HAVING count(*) - count(entry.id) <> (payout.state = 'completed')::int
            OR payout.is_paid_late <> (count(entry.id) > 0)
            OR (payout.is_paid_late AND NOT EXISTS (
                SELECT FROM cases_case AS asked
                 WHERE asked.key = 'payout/' || payout.id || '/late_success'))
        """,
    ),
    Check(
        "whoever_is_paid_is_not_tried_again",
        "No attempt was made when the bank was known to have paid another one of its payout.",
        """
        SELECT later.payout_id, paid.number AS paid, later.number AS made_afterwards
          FROM payouts_attempt AS paid
          JOIN payouts_attempt AS later
            ON later.payout_id = paid.payout_id AND later.number > paid.number
         WHERE (paid.is_paid_late OR paid.state = 'confirmed_success')
           AND later.created_at > coalesce(paid.paid_late_at, paid.finished_at)
        """,
    ),
    Check(
        "overdue_payouts_have_a_case",
        "Every payout that should have been settled an hour ago is in front of a human.",
        """
        SELECT payout.id, payout.expected_by FROM payouts_payout AS payout
         WHERE payout.state = 'processing'
           AND payout.expected_by < adulis_clock() - interval '1 hour'
           AND NOT EXISTS (SELECT FROM cases_case AS asked
                            WHERE asked.subject = 'payout/' || payout.id
                              AND asked.state <> 'closed')
        """,
    ),
    Check(
        "nobody_is_forgotten",
        "Whatever is not over is due, waits for money or for somebody's approval, or is in front of"
        " a human.",
        """
        WITH forgotten AS (
            SELECT 'payout/' || id AS subject, waiting_for AS told FROM payouts_payout
             WHERE state = 'pending' AND due_at IS NULL AND waiting_for <> 'funds'
               AND NOT (waiting_for = 'approval' AND EXISTS (
                        SELECT FROM approvals_approval AS approval
                         WHERE approval.subject = 'payout/' || payouts_payout.id
                           AND approval.state = 'waiting'))
             UNION ALL
            SELECT 'payout/' || payout_id, state FROM payouts_attempt
             WHERE state NOT IN ('confirmed_success', 'confirmed_failure') AND due_at IS NULL
             UNION ALL
            SELECT 'payout-batch/' || id, state FROM payouts_batch
             WHERE state = 'approved' AND due_at IS NULL)
        SELECT subject, told FROM forgotten
         WHERE NOT EXISTS (SELECT FROM cases_case AS asked
                            WHERE asked.subject = forgotten.subject AND asked.state <> 'closed')
        """,
    ),
    Check(
        "every_payout_has_its_facts",
        "Each payout's creation, end and return are facts in the outbox, once each.",
        """
        SELECT payout.id, payout.state, told.types
          FROM payouts_payout AS payout
          LEFT JOIN LATERAL (
               SELECT array_agg(event.type) AS types FROM events_event AS event
                WHERE event.subject = 'payout/' || payout.id) AS told ON true
         WHERE cardinality(array_positions(told.types, 'payout.created')) IS DISTINCT FROM 1
            OR (payout.state IN ('completed', 'failed', 'cancelled')
                AND cardinality(array_positions(told.types, 'payout.' || payout.state))
                    IS DISTINCT FROM 1)
            OR (payout.is_returned
                AND cardinality(array_positions(told.types, 'payout.returned'))
                    IS DISTINCT FROM 1)
        """,
    ),
    Check(
        "batch_rows_have_their_payouts",
        "A row of a batch has a payout exactly when it says so, and of just its amount.",
        """
        SELECT row.id, row.status, payout.id AS payout_id, row.amount_minor, payout.amount_minor
          FROM payouts_batch_row AS row
          LEFT JOIN payouts_payout AS payout ON payout.batch_row_id = row.id
         WHERE (row.status = 'created') <> (payout.id IS NOT NULL)
            OR row.amount_minor <> payout.amount_minor
            OR row.bank_account_id <> payout.bank_account_id
        """,
    ),
    Check(
        "batches_are_what_their_rows_are",
        "Only a finished batch has payouts or refusals, and it has no row that still waits.",
        """
        SELECT batch.id, batch.state, row.status, count(*)
          FROM payouts_batch AS batch JOIN payouts_batch_row AS row ON row.batch_id = batch.id
         WHERE row.status <> 'invalid'
           AND (batch.state = 'finished') <> (row.status IN ('created', 'refused'))
         GROUP BY batch.id, batch.state, row.status
        """,
    ),
)

"""Invariants of what two people do together."""

from adulis.kernel.checks import Check

CHECKS = (
    Check(
        "freezes_end_when_they_were_said_to",
        "A freeze that is to end by itself has the timer that ends it.",
        """
        SELECT id, payouts_frozen_until FROM identity_merchant AS merchant
         WHERE payouts_frozen_until IS NOT NULL
           AND NOT EXISTS (SELECT FROM timers_timer AS timer
                            WHERE timer.subject = 'merchant/' || merchant.id
                              AND timer.kind = 'freeze.end' AND timer.state = 'running'
                              AND timer.set_for = merchant.payouts_frozen_until)
        """,
    ),
    Check(
        "adjustments_were_agreed_on",
        "Every adjustment in the book is one that two operators agreed on, to the paisa, and each"
        " that they agreed on is in the book once.",
        """
        WITH agreed AS (
            SELECT subject || CASE details ->> 'direction' WHEN 'credit' THEN '/credited'
                                                           ELSE '/debited' END AS key,
                   (details ->> 'amount_paise')::bigint AS amount_minor
              FROM approvals_approval WHERE kind = 'adjustment' AND state = 'approved'),
        booked AS (
            SELECT entry.key, sum(line.amount_minor) FILTER (WHERE line.amount_minor > 0)
                   AS amount_minor
              FROM ledger_entry AS entry JOIN ledger_line AS line ON line.entry_id = entry.id
             WHERE entry.kind IN ('adjustment_credited', 'adjustment_debited')
             GROUP BY entry.key)
        SELECT coalesce(agreed.key, booked.key) AS key, agreed.amount_minor AS agreed_minor,
               booked.amount_minor AS booked_minor
          FROM agreed FULL JOIN booked ON booked.key = agreed.key
         WHERE agreed.amount_minor IS DISTINCT FROM booked.amount_minor
        """,
    ),
    Check(
        "suspense_is_accounted_for",
        "What lies in suspense is transfers that nobody has explained, payments that fit nothing,"
        " less what was charged back of them, and what two operators put there or gave from it.",
        """
        WITH moved AS (
            SELECT entry.key, entry.kind, line.amount_minor
              FROM ledger_account AS place JOIN ledger_line AS line ON line.account_id = place.id
              JOIN ledger_entry AS entry ON entry.id = line.entry_id
             WHERE place.address = 'platform/suspense/INR'),
        account AS (
            SELECT coalesce(sum(amount_minor), 0) AS holds,
                   coalesce(sum(amount_minor) FILTER (WHERE kind = 'credit_suspended'
                       AND NOT EXISTS (SELECT FROM ledger_entry AS out
                                        WHERE out.key = moved.key || '/explained')), 0) AS credits,
                   coalesce(sum(amount_minor) FILTER (WHERE kind NOT IN (
                       'credit_suspended', 'credit_assigned', 'credit_sent_back',
                       'credit_recognised', 'settlement_recognised', 'payment_suspended',
                       'payment_assigned', 'payment_returned', 'suspense_charged_back',
                       'suspense_regained')), 0) AS by_people
              FROM moved),
        collected AS (
            SELECT coalesce((SELECT sum(amount_minor - CASE state
                                        WHEN 'assigned' THEN amount_minor - lost_minor
                                        WHEN 'returned' THEN returned_minor ELSE 0 END)
                               FROM deposits_payment
                              WHERE mismatch <> '' AND currency = 'INR'), 0)
                 - coalesce((SELECT sum(paid_minor) FROM deposits_chargeback
                              WHERE merchant_id IS NULL AND state <> 'won' AND currency = 'INR'), 0)
                   AS payments)
        SELECT account.holds, account.credits, collected.payments, account.by_people
          FROM account, collected
         WHERE account.holds <> account.credits + collected.payments + account.by_people
        """,
    ),
    Check(
        "transfers_in_suspense_are_asked_about",
        "A transfer that nobody has explained is in front of a human until two of them have.",
        """
        SELECT entry.key FROM ledger_entry AS entry
         WHERE entry.kind = 'credit_suspended'
           AND NOT EXISTS (SELECT FROM ledger_entry AS out
                            WHERE out.key = entry.key || '/explained')
           AND NOT EXISTS (SELECT FROM cases_case AS asked
                            WHERE asked.subject = entry.key AND asked.kind = 'unmatched_credit'
                              AND asked.state <> 'closed')
        """,
    ),
    Check(
        "nobody_approves_their_own",
        "What was approved was approved by somebody else than whoever asked.",
        """
        SELECT id, subject FROM approvals_approval
         WHERE state = 'approved' AND (decided_by = asked_by OR decided_by = '')
        """,
    ),
)

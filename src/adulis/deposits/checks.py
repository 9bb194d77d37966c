"""Invariants of deposits: each selects what must not exist."""

from adulis.kernel.checks import Check

CHECKS = (
    Check(
        "pending_is_uncleared_deposits",
        "What a merchant has pending is what its captured deposits have pending.",
        """
        WITH waiting AS (
            SELECT merchant_id, sum(pending_minor) AS minor FROM deposits_deposit
             WHERE pending_minor <> 0 GROUP BY merchant_id),
        booked AS (
            SELECT split_part(place.address, '/', 2)::uuid AS merchant_id,
                   sum(line.amount_minor) AS minor
              FROM ledger_account AS place JOIN ledger_line AS line ON line.account_id = place.id
             WHERE place.address LIKE 'merchant/%/pending/INR' GROUP BY 1)
        SELECT coalesce(waiting.merchant_id, booked.merchant_id) AS merchant_id,
               waiting.minor AS waiting, booked.minor AS booked
          FROM waiting FULL JOIN booked ON booked.merchant_id = waiting.merchant_id
         WHERE coalesce(waiting.minor, 0) <> coalesce(booked.minor, 0)
        """,
    ),
    Check(
        "deposits_have_their_postings",
        "A deposit was credited exactly when it is captured or cleared, with what its row says, and"
        " what was still pending then was cleared exactly when it is cleared.",
        """
        SELECT deposit.id, deposit.state, deposit.credited_minor, credited.minor AS booked,
               cleared.id IS NOT NULL AS cleared
          FROM deposits_deposit AS deposit
          LEFT JOIN LATERAL (
               SELECT sum(line.amount_minor) AS minor
                 FROM ledger_entry AS entry
                 JOIN ledger_line AS line ON line.entry_id = entry.id
                 JOIN ledger_account AS place ON place.id = line.account_id
                WHERE entry.key = 'deposit/' || deposit.id || '/captured'
                  AND place.address = 'merchant/' || deposit.merchant_id || '/pending/INR'
               ) AS credited ON true
          LEFT JOIN ledger_entry AS cleared
            ON cleared.key = 'deposit/' || deposit.id || '/cleared'
         WHERE credited.minor IS DISTINCT FROM deposit.credited_minor
            OR (deposit.state IN ('captured', 'cleared')) <> (deposit.credited_minor IS NOT NULL)
            OR (cleared.id IS NOT NULL AND deposit.state <> 'cleared')
            OR (cleared.id IS NULL AND deposit.state = 'cleared' AND deposit.credited_minor >
                coalesce((SELECT sum(refund.of_pending_minor) FROM deposits_refund AS refund
                           WHERE refund.deposit_id = deposit.id), 0)
              + coalesce((SELECT sum(row.of_pending_minor) FROM deposits_chargeback AS row
                           WHERE row.deposit_id = deposit.id), 0))
        """,
    ),
    Check(
        "one_credit_for_a_deposit",
        "A deposit is credited by one payment, and only when it is captured or cleared.",
        """
        SELECT deposit.id, deposit.state, count(payment.id) AS credits
          FROM deposits_deposit AS deposit
          LEFT JOIN deposits_payment AS payment
            ON payment.deposit_id = deposit.id AND payment.state IN ('credited', 'assigned')
         GROUP BY deposit.id
        HAVING count(payment.id) <> CASE WHEN deposit.state IN ('captured', 'cleared')
                                         THEN 1 ELSE 0 END
        """,
    ),
    Check(
        "collected_payments_are_booked_once",
        "Every payment is in the book: credited, or in suspense exactly when it fitted nothing.",
        """
        SELECT payment.id, payment.state, payment.mismatch, suspended.id IS NOT NULL AS suspended
          FROM deposits_payment AS payment
          LEFT JOIN ledger_entry AS suspended
            ON suspended.key = 'gateway/' || payment.gateway || '/payment/' || payment.payment_id
                               || '/suspended'
         WHERE payment.state = 'received'
            OR (suspended.id IS NOT NULL) <> (payment.mismatch <> '')
            OR (payment.state = 'credited') <> (payment.mismatch = '')
        """,
    ),
    Check(
        "payments_in_suspense_are_asked_about",
        "A payment that fits nothing is in front of a human until two of them have decided.",
        """
        SELECT id, gateway, payment_id FROM deposits_payment AS payment
         WHERE payment.state = 'suspended' AND payment.charged_back_minor < payment.amount_minor
           AND NOT EXISTS (SELECT FROM cases_case AS asked
                            WHERE asked.subject = 'gateway-payment/' || payment.id
                              AND asked.state <> 'closed')
        """,
    ),
    Check(
        "open_deposits_are_looked_at",
        "Whatever of a deposit is not over is due, or in front of a human.",
        """
        SELECT id, state FROM deposits_deposit AS deposit
         WHERE deposit.state IN ('created', 'processing', 'captured') AND deposit.due_at IS NULL
           AND NOT EXISTS (SELECT FROM cases_case AS asked
                            WHERE asked.subject = 'deposit/' || deposit.id
                              AND asked.state <> 'closed')
        """,
    ),
    Check(
        "refunds_have_their_postings",
        "Every refund has exactly the postings of its state: held, then processed or released; and"
        " what was given back after it was released is borne by somebody, once.",
        """
        SELECT refund.id, refund.state, booked.kinds, returned.id IS NOT NULL AS returned
          FROM deposits_refund AS refund
          CROSS JOIN LATERAL (
               SELECT coalesce(string_agg(substr(entry.kind, 8), ' ' ORDER BY entry.kind), '')
                      AS kinds
                 FROM ledger_entry AS entry
                WHERE entry.key IN (
                      'refund/' || refund.id || '/held', 'refund/' || refund.id || '/processed',
                      'refund/' || refund.id || '/released',
                      'refund/' || refund.id || '/recovered',
                      'refund/' || refund.id || '/written_off')) AS booked
          LEFT JOIN ledger_entry AS returned
            ON returned.key = 'payment/' || refund.payment_id || '/returned'
         WHERE NOT CASE
            WHEN refund.merchant_id IS NULL AND refund.state = 'processed' THEN
                booked.kinds = 'written_off' OR (booked.kinds = '' AND returned.id IS NOT NULL)
            WHEN refund.merchant_id IS NULL THEN booked.kinds = ''
            WHEN refund.state = 'processed' THEN
                booked.kinds IN ('held processed', 'held recovered released',
                                 'held released written_off')
            WHEN refund.state = 'failed' THEN booked.kinds = 'held released'
            ELSE booked.kinds = 'held' END
        """,
    ),
    Check(
        "chargebacks_have_their_postings",
        "Every chargeback was taken once, as its row says, and came back exactly when it was won.",
        """
        SELECT row.id, row.state, row.amount_minor, opened.kinds, won.id IS NOT NULL AS won
          FROM deposits_chargeback AS row
          LEFT JOIN LATERAL (
               SELECT jsonb_object_agg(place.kind, moved.minor) AS kinds
                 FROM ledger_entry AS entry
                 JOIN LATERAL (SELECT account_id, sum(amount_minor) AS minor FROM ledger_line
                                WHERE entry_id = entry.id GROUP BY account_id) AS moved ON true
                 JOIN ledger_account AS place ON place.id = moved.account_id
                WHERE entry.key = 'chargeback/' || row.id
                                  || CASE WHEN row.merchant_id IS NULL THEN '/taken'
                                          ELSE '/opened' END
                  AND place.kind IN ('pending', 'available', 'receivable', 'suspense')) AS opened
            ON true
          LEFT JOIN ledger_entry AS won
            ON won.key = 'chargeback/' || row.id || CASE WHEN row.merchant_id IS NULL
                                                         THEN '/regained' ELSE '/won' END
         WHERE (won.id IS NOT NULL) <> (row.state = 'won')
            OR coalesce((opened.kinds ->> 'pending')::bigint, 0) <> -row.of_pending_minor
            OR coalesce((opened.kinds ->> 'available')::bigint, 0) <> -row.of_available_minor
            OR coalesce((opened.kinds ->> 'receivable')::bigint, 0) <> -row.owed_minor
            OR (row.merchant_id IS NULL
                AND coalesce((opened.kinds ->> 'suspense')::bigint, 0) <> -row.paid_minor)
        """,
    ),
    Check(
        "what_went_back_is_counted",
        "A deposit and its payment say what their refunds and chargebacks come to.",
        """
        SELECT 'deposit/' || deposit.id AS subject, deposit.refunded_minor,
               deposit.charged_back_minor
          FROM deposits_deposit AS deposit
         WHERE deposit.refunded_minor <> coalesce(
               (SELECT sum(refund.amount_minor) FROM deposits_refund AS refund
                 WHERE refund.deposit_id = deposit.id AND refund.state <> 'failed'), 0)
            OR deposit.charged_back_minor <> coalesce(
               (SELECT sum(row.amount_minor) FROM deposits_chargeback AS row
                 WHERE row.deposit_id = deposit.id AND row.state <> 'won'), 0)
         UNION ALL
        SELECT 'payment/' || payment.id, payment.returned_minor, payment.charged_back_minor
          FROM deposits_payment AS payment
         WHERE payment.returned_minor <> coalesce(
               (SELECT sum(refund.paid_minor) FROM deposits_refund AS refund
                 WHERE refund.payment_id = payment.id AND refund.state <> 'failed'), 0)
            OR payment.charged_back_minor <> coalesce(
               (SELECT sum(row.paid_minor) FROM deposits_chargeback AS row
                 WHERE row.payment_id = payment.id AND row.state <> 'won'), 0)
            OR payment.lost_minor <> coalesce(
               (SELECT sum(row.paid_minor) FROM deposits_chargeback AS row
                 WHERE row.payment_id = payment.id AND row.state <> 'won'
                   AND row.merchant_id IS NULL AND payment.state = 'assigned'), 0)
        """,
    ),
    Check(
        "refunds_given_back_late_are_asked_about",
        "Of a refund that failed here and that its payer has, people have been asked who bears it.",
        """
        SELECT id, gateway, refund_id FROM deposits_refund AS refund
         WHERE refund.paid_late_at IS NOT NULL
           AND NOT EXISTS (SELECT FROM cases_case AS asked
                            WHERE asked.subject = 'refund/' || refund.id
                              AND asked.kind = 'refund_mismatch')
        """,
    ),
    Check(
        "no_refund_beyond_its_deposit",
        "Nothing goes back beyond what came in, unless a human has looked at that.",
        """
        SELECT deposit.id, deposit.credited_minor, deposit.refunded_minor,
               deposit.charged_back_minor
          FROM deposits_deposit AS deposit
         WHERE deposit.refunded_minor + deposit.charged_back_minor > deposit.credited_minor
           AND NOT EXISTS (
               SELECT FROM deposits_chargeback AS row JOIN cases_case AS asked
                   ON asked.subject = 'chargeback/' || row.id
                WHERE row.deposit_id = deposit.id AND asked.kind = 'chargeback_exceeds')
           AND NOT EXISTS (
               SELECT FROM deposits_refund AS refund JOIN cases_case AS asked
                   ON asked.subject = 'refund/' || refund.id
                WHERE refund.deposit_id = deposit.id AND refund.paid_late_at IS NOT NULL
                  AND asked.decision IN ('recover', 'write_off'))
        """,
    ),
    Check(
        "position_is_what_was_converted",
        "Our position in a currency is what deposits brought, less what went back of them.",
        """
        WITH converted AS (
            SELECT currency, sum(paid) AS held, sum(amount) AS cost FROM (
                SELECT payment.currency, payment.amount_minor - payment.lost_minor AS paid,
                       deposit.credited_minor AS amount
                  FROM deposits_payment AS payment
                  JOIN deposits_deposit AS deposit ON deposit.id = payment.deposit_id
                 WHERE payment.state IN ('credited', 'assigned')
                 UNION ALL
                SELECT currency, -paid_minor, -amount_minor FROM deposits_refund
                 WHERE state = 'processed' AND merchant_id IS NOT NULL
                 UNION ALL
                SELECT currency, -paid_minor, -amount_minor FROM deposits_chargeback
                 WHERE state <> 'won' AND merchant_id IS NOT NULL) AS each
             WHERE currency <> 'INR' GROUP BY currency),
        booked AS (
            SELECT place.currency, sum(line.amount_minor) AS minor
              FROM ledger_account AS place
              JOIN ledger_line AS line ON line.account_id = place.id
              JOIN ledger_entry AS entry ON entry.id = line.entry_id
             WHERE place.kind = 'fx' AND entry.kind <> 'position_settled' GROUP BY place.currency)
        SELECT coalesce(expected.currency, booked.currency) AS currency, expected.minor,
               booked.minor AS booked
          FROM (SELECT currency, held AS minor FROM converted
                 UNION ALL
                SELECT 'INR', -sum(cost) FROM converted HAVING count(*) > 0) AS expected
          FULL JOIN booked ON booked.currency = expected.currency
         WHERE coalesce(expected.minor, 0) <> coalesce(booked.minor, 0)
        """,
    ),
    Check(
        "overdue_refunds_have_a_case",
        "Whatever of a refund is not over is due, or in front of a human.",
        """
        SELECT id, state FROM deposits_refund
         WHERE state IN ('requested', 'pending') AND due_at IS NULL
           AND NOT EXISTS (SELECT FROM cases_case AS asked
                            WHERE asked.subject = 'refund/' || deposits_refund.id
                              AND asked.state <> 'closed')
        """,
    ),
    Check(
        "open_chargebacks_are_looked_at",
        "Whatever of a chargeback is not over is due, or in front of a human.",
        """
        SELECT id, dispute_id FROM deposits_chargeback
         WHERE state = 'open' AND due_at IS NULL
           AND NOT EXISTS (SELECT FROM cases_case AS asked
                            WHERE asked.subject = 'chargeback/' || deposits_chargeback.id
                              AND asked.state <> 'closed')
        """,
    ),
)

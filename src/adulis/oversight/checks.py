"""Invariants of what two people do together."""

from adulis.kernel.checks import Check

CHECKS = (
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
        "nobody_approves_their_own",
        "What was approved was approved by somebody else than whoever asked.",
        """
        SELECT id, subject FROM approvals_approval
         WHERE state = 'approved' AND (decided_by = asked_by OR decided_by = '')
        """,
    ),
)

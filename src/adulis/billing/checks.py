"""Invariants of billing."""

from adulis.kernel.checks import Check

CHECKS = (
    Check(
        "billed_is_what_the_ledger_says",
        "What was gathered to be billed is what platform/fees and platform/tax moved by.",
        """
        WITH scan AS (SELECT through_line FROM billing_scan),
             booked AS (
            SELECT coalesce(sum(line.amount_minor) FILTER (
                       WHERE account.address = 'platform/fees/INR'), 0) AS fee,
                   coalesce(sum(line.amount_minor) FILTER (
                       WHERE account.address = 'platform/tax/INR'), 0) AS tax
              FROM ledger_line AS line JOIN ledger_account AS account
                ON account.id = line.account_id
             WHERE account.address IN ('platform/fees/INR', 'platform/tax/INR')
               AND line.entry_id IN (
                   SELECT touched.entry_id FROM ledger_line AS touched JOIN ledger_account AS ours
                       ON ours.id = touched.account_id
                    WHERE ours.address IN ('platform/fees/INR', 'platform/tax/INR')
                      AND touched.id <= (SELECT through_line FROM scan))),
             billed AS (
            SELECT coalesce(sum(CASE direction WHEN 'charge' THEN fee_minor
                                ELSE -fee_minor END), 0) AS fee,
                   coalesce(sum(CASE direction WHEN 'charge' THEN tax_minor
                                ELSE -tax_minor END), 0) AS tax
              FROM billing_item)
        SELECT booked.fee AS booked_fee, billed.fee AS billed_fee,
               booked.tax AS booked_tax, billed.tax AS billed_tax
          FROM booked, billed WHERE (booked.fee, booked.tax) <> (billed.fee, billed.tax)
        """,
    ),
    Check(
        "documents_are_their_items",
        "An invoice or credit note comes to what its items come to, and they are its merchant's.",
        """
        SELECT document.number, document.taxable_minor, items.fee, items.tax
          FROM billing_document AS document
          LEFT JOIN LATERAL (
               SELECT count(*) AS count, bool_and(item.merchant_id = document.merchant_id) AS own,
                      sum(CASE WHEN (item.direction = 'charge') = (document.kind = 'invoice')
                               THEN item.fee_minor ELSE -item.fee_minor END) AS fee,
                      sum(CASE WHEN (item.direction = 'charge') = (document.kind = 'invoice')
                               THEN item.tax_minor ELSE -item.tax_minor END) AS tax
                 FROM billing_item AS item WHERE item.document_id = document.id) AS items ON true
         WHERE (items.count, items.own, items.fee, items.tax) IS DISTINCT FROM
               (document.item_count::bigint, true, document.taxable_minor::numeric,
                (document.cgst_minor + document.sgst_minor + document.igst_minor)::numeric)
        """,
    ),
    Check(
        "settled_items_come_to_nothing",
        "What needs no document was given back in the month it was charged.",
        """
        SELECT merchant_id, period
          FROM billing_item WHERE is_settled GROUP BY merchant_id, period
        HAVING sum(CASE direction WHEN 'charge' THEN fee_minor ELSE -fee_minor END) <> 0
            OR sum(CASE direction WHEN 'charge' THEN tax_minor ELSE -tax_minor END) <> 0
        """,
    ),
    Check(
        "numbers_have_no_gaps",
        "Numbers of documents are consecutive from 1 in each series and financial year.",
        """
        SELECT series.kind, series.financial_year, series.last_sequence, found.count, found.last
          FROM (SELECT kind, financial_year, count(*) AS count, max(sequence) AS last
                  FROM billing_document GROUP BY kind, financial_year) AS found
          FULL JOIN billing_series AS series USING (kind, financial_year)
         WHERE (series.last_sequence, series.last_sequence) IS DISTINCT FROM
               (found.count::int, found.last)
        """,
    ),
    Check(
        "fees_have_a_payer",
        "Every fee names the merchant who is to be billed for it.",
        """
        SELECT entry_id, direction, fee_minor, tax_minor FROM billing_item WHERE merchant_id IS NULL
        """,
    ),
)

"""Invariants of reports."""

from adulis.kernel.checks import Check

CHECKS = (
    Check(
        "flows_add_up_to_balances",
        "What was summed up day by day, and was booked since, is what the accounts hold.",
        """
        WITH flowed AS (
            SELECT account_kind AS kind, currency, sum(in_minor - out_minor) AS minor
              FROM reports_flow GROUP BY 1, 2
             UNION ALL
            SELECT account.kind, account.currency, sum(line.amount_minor)
              FROM ledger_entry entry
              JOIN ledger_line line ON line.entry_id = entry.id
              JOIN ledger_account account ON account.id = line.account_id
             WHERE entry.xid::text::bigint >= (SELECT through_xid FROM reports_flow_mark)
             GROUP BY 1, 2),
        held AS (
            SELECT kind, currency, sum(ledger_balance(id)) AS minor
              FROM ledger_account GROUP BY 1, 2)
        SELECT kind, currency, held.minor AS held, summed.minor AS flowed
          FROM held
          FULL JOIN (SELECT kind, currency, sum(minor) AS minor FROM flowed GROUP BY 1, 2) summed
         USING (kind, currency)
         WHERE coalesce(held.minor, 0) <> coalesce(summed.minor, 0)
        """,
    ),
)

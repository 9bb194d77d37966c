"""Invariants of wallets."""

from adulis.kernel.checks import Check

CHECKS = (
    Check(
        "clients_are_covered",
        "What clients own is covered by what banks and gateways hold for us, what clients owe us,"
        " what we paid for foreign money, and what we lost or spent.",
        """
        SELECT client.total AS owed_to_clients, -outside.total AS held_outside
          FROM (SELECT coalesce(sum(line.amount_minor), 0) AS total
                  FROM ledger_line AS line JOIN ledger_account AS account
                    ON account.id = line.account_id
                 WHERE account.chained AND account.currency = 'INR') AS client,
               (SELECT coalesce(sum(line.amount_minor), 0) AS total
                  FROM ledger_line AS line JOIN ledger_account AS account
                    ON account.id = line.account_id
                 WHERE account.currency = 'INR'
                   AND (account.address LIKE 'bank/%' OR account.address LIKE 'gateway/%'
                        OR account.address LIKE 'merchant/%/receivable/INR'
                        OR account.address LIKE 'platform/losses/%'
                        OR account.address LIKE 'platform/costs/%'
                        OR account.address LIKE 'platform/fx/%')) AS outside
         WHERE client.total > -outside.total
        """,
    ),
)

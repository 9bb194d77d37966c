"""Invariants of transfers."""

from adulis.kernel.checks import Check

CHECKS = (
    Check(
        "transfers_have_their_posting",
        "A completed transfer has exactly its posting, to the paisa; any other has none.",
        """
        WITH moved AS (
            SELECT entry.key,
                   coalesce(sum(line.amount_minor) FILTER (
                       WHERE account.address = 'merchant/' || transfer.sender_id || '/available/INR'
                   ), 0) AS sender_minor,
                   coalesce(sum(line.amount_minor) FILTER (
                       WHERE account.address
                             = 'merchant/' || transfer.receiver_id || '/available/INR'
                   ), 0) AS receiver_minor,
                   coalesce(sum(line.amount_minor) FILTER (
                       WHERE account.address = 'platform/fees/INR'), 0) AS fee_minor,
                   coalesce(sum(line.amount_minor) FILTER (
                       WHERE account.address = 'platform/tax/INR'), 0) AS tax_minor
              FROM transfers_transfer AS transfer
              JOIN ledger_entry AS entry ON entry.key = 'transfer/' || transfer.id || '/completed'
              JOIN ledger_line AS line ON line.entry_id = entry.id
              JOIN ledger_account AS account ON account.id = line.account_id
             GROUP BY entry.key)
        SELECT transfer.id, transfer.state, moved.sender_minor, moved.receiver_minor
          FROM transfers_transfer AS transfer
          LEFT JOIN moved ON moved.key = 'transfer/' || transfer.id || '/completed'
         WHERE (transfer.state = 'completed') <> (moved.key IS NOT NULL)
            OR (moved.key IS NOT NULL
                AND (moved.sender_minor, moved.receiver_minor, moved.fee_minor, moved.tax_minor)
                    <> (-transfer.amount_minor - transfer.fee_minor - transfer.tax_minor,
                        transfer.amount_minor, transfer.fee_minor, transfer.tax_minor))
        """,
    ),
    Check(
        "postings_of_transfers_have_a_transfer",
        "No money moved as a transfer that is not written down as one.",
        """
        SELECT entry.key FROM ledger_entry AS entry
         WHERE entry.kind = 'transfer_completed'
           AND NOT EXISTS (SELECT FROM transfers_transfer AS transfer
                            WHERE entry.key = 'transfer/' || transfer.id || '/completed')
        """,
    ),
    Check(
        "waiting_transfers_are_asked_about",
        "A transfer that waits for an owner is in front of one, and is over when that is.",
        """
        SELECT transfer.id, transfer.state FROM transfers_transfer AS transfer
         WHERE (transfer.state = 'awaiting_approval')
            <> EXISTS (SELECT FROM approvals_approval AS approval
                        WHERE approval.subject = 'transfer/' || transfer.id
                          AND approval.state = 'waiting')
        """,
    ),
)

"""Invariants of escrow."""

from adulis.kernel.checks import Check

CHECKS = (
    Check(
        "milestones_hold_what_they_count",
        "A milestone's account holds what was funded less all that left it, to the paisa.",
        """
        SELECT milestone.id, milestone.state, held.minor,
               milestone.funded_minor - milestone.withdrawn_minor - milestone.released_minor
               - milestone.returned_minor - milestone.disputed_minor - milestone.fee_earned_minor
               - milestone.fee_returned_minor AS counted
          FROM escrow_milestone AS milestone
          LEFT JOIN LATERAL (
               SELECT ledger_balance(account.id) AS minor FROM ledger_account AS account
                WHERE account.address = 'escrow/' || milestone.id || '/INR') AS held ON true
         WHERE coalesce(held.minor, 0)
            <> milestone.funded_minor - milestone.withdrawn_minor - milestone.released_minor
               - milestone.returned_minor - milestone.disputed_minor - milestone.fee_earned_minor
               - milestone.fee_returned_minor
        """,
    ),
    Check(
        "milestones_count_their_rows",
        "What a milestone counts is the sum of its fundings, its payments and its open locks.",
        """
        SELECT milestone.id, paid_in.minor AS paid_in, paid.withdrawn, paid.released,
               paid.returned, paid.earned, paid.fee_back, locked.minor AS locked
          FROM escrow_milestone AS milestone
          LEFT JOIN LATERAL (
               SELECT coalesce(sum(amount_minor), 0) AS minor, count(*) AS number
                 FROM escrow_funding WHERE milestone_id = milestone.id) AS paid_in ON true
          LEFT JOIN LATERAL (
               SELECT count(*) AS number,
                      coalesce(sum(to_seller_minor), 0) AS released,
                      coalesce(sum(to_buyer_minor)
                          FILTER (WHERE kind NOT IN ('chargeback', 'unfunded')), 0) AS returned,
                      coalesce(sum(to_buyer_minor)
                          FILTER (WHERE kind IN ('chargeback', 'unfunded')), 0) AS withdrawn,
                      coalesce(sum(buyer_fee_minor + buyer_tax_minor), 0) AS earned,
                      coalesce(sum(fee_back_minor), 0) AS fee_back
                 FROM escrow_payment WHERE milestone_id = milestone.id) AS paid ON true
          LEFT JOIN LATERAL (
               SELECT coalesce(sum(amount_minor - charged_back_minor), 0) AS minor
                 FROM escrow_lock WHERE milestone_id = milestone.id AND state = 'open'
               ) AS locked ON true
         WHERE (milestone.funded_minor, milestone.funding_count, milestone.payment_count,
                milestone.withdrawn_minor, milestone.released_minor, milestone.returned_minor,
                milestone.fee_earned_minor, milestone.fee_returned_minor,
                milestone.disputed_minor)
            <> (paid_in.minor, paid_in.number, paid.number, paid.withdrawn, paid.released,
                paid.returned, paid.earned, paid.fee_back, locked.minor)
        """,
    ),
    Check(
        "disputes_hold_what_is_locked",
        "The account of a dispute holds what of its lock is left while it is open, then nothing.",
        """
        SELECT lock.id, lock.state, ledger_balance(account.id) AS minor
          FROM escrow_lock AS lock
          LEFT JOIN ledger_account AS account
            ON account.address = 'dispute/' || lock.id || '/INR'
         WHERE coalesce(ledger_balance(account.id), 0)
            <> CASE lock.state WHEN 'open' THEN lock.amount_minor - lock.charged_back_minor
               ELSE 0 END
        """,
    ),
    Check(
        "escrow_in_the_book_has_a_milestone",
        "No money lies in escrow or in a dispute that no milestone knows of.",
        """
        SELECT account.address, ledger_balance(account.id) AS minor FROM ledger_account AS account
         WHERE account.kind IN ('escrow', 'dispute') AND ledger_balance(account.id) <> 0
           AND NOT EXISTS (SELECT FROM escrow_milestone AS milestone
                            WHERE account.address = 'escrow/' || milestone.id || '/INR')
           AND NOT EXISTS (SELECT FROM escrow_lock AS lock
                            WHERE account.address = 'dispute/' || lock.id || '/INR')
        """,
    ),
    Check(
        "work_is_paid_in_before_it_is_done",
        "A milestone at work is whole, or is held, or people let it go on with less.",
        """
        SELECT milestone.id, milestone.state FROM escrow_milestone AS milestone
         WHERE milestone.state IN ('funded', 'submitted', 'changes_requested', 'approved')
           AND milestone.funded_minor - milestone.withdrawn_minor
             < milestone.amount_minor + milestone.buyer_fee_minor + milestone.buyer_tax_minor
           AND milestone.paused_reason = ''
           AND NOT EXISTS (SELECT FROM escrow_hold AS hold
                            WHERE hold.milestone_id = milestone.id AND hold.kind = 'chargeback')
        """,
    ),
    Check(
        "agreements_end_with_their_milestones",
        "An agreement is active exactly as long as one of its milestones is not over.",
        """
        SELECT agreement.id, agreement.state FROM escrow_agreement AS agreement
         WHERE (agreement.state = 'active')
            <> EXISTS (SELECT FROM escrow_milestone AS milestone
                        WHERE milestone.agreement_id = agreement.id
                          AND milestone.state NOT IN ('released', 'refunded', 'cancelled'))
        """,
    ),
    Check(
        "agreements_are_their_milestones",
        "The amounts of its milestones come to the amount of an agreement.",
        """
        SELECT agreement.id FROM escrow_agreement AS agreement
         WHERE agreement.amount_minor
            <> (SELECT coalesce(sum(amount_minor), 0) FROM escrow_milestone
                 WHERE agreement_id = agreement.id)
        """,
    ),
    Check(
        "what_is_held_has_a_reason",
        "A milestone is paused exactly as long as something holds it.",
        """
        SELECT milestone.id, milestone.paused_reason FROM escrow_milestone AS milestone
         WHERE (milestone.paused_reason <> '')
            <> EXISTS (SELECT FROM escrow_hold AS hold
                        WHERE hold.milestone_id = milestone.id AND hold.ended_at IS NULL)
        """,
    ),
    Check(
        "silence_has_an_end",
        "A milestone that its buyer looks at has a moment at which silence means something.",
        """
        SELECT milestone.id, milestone.round FROM escrow_milestone AS milestone
         WHERE milestone.state = 'submitted' AND milestone.paused_reason = ''
           AND NOT EXISTS (SELECT FROM timers_timer AS timer
                            WHERE timer.subject = 'milestone/' || milestone.id
                              AND timer.kind = 'milestone.inspection'
                              AND timer.state IN ('running', 'fired'))
        """,
    ),
    Check(
        "asked_releases_are_asked_about",
        "A release that waits for another owner is of a milestone that may still be approved.",
        """
        SELECT approval.subject FROM approvals_approval AS approval
         WHERE approval.kind = 'release' AND approval.state = 'waiting'
           AND NOT EXISTS (SELECT FROM escrow_milestone AS milestone
                            WHERE approval.subject = 'milestone/' || milestone.id
                              AND milestone.state IN ('funded', 'submitted', 'changes_requested'))
        """,
    ),
)

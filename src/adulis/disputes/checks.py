"""Invariants of disputes."""

from adulis.kernel.checks import Check

CHECKS = (
    Check(
        "open_disputes_have_what_is_disputed",
        "A dispute that is not over has its part locked in escrow, and one that is over has not;"
        " its account holds exactly that.",
        """
        SELECT dispute.id, dispute.state, lock.state AS lock,
               coalesce(ledger_balance(account.id), 0) AS minor
          FROM disputes_dispute AS dispute
          LEFT JOIN escrow_lock AS lock
            ON lock.id = dispute.id AND lock.milestone_id = dispute.milestone_id
           AND lock.amount_minor = dispute.amount_minor
          LEFT JOIN ledger_account AS account
            ON account.address = 'dispute/' || dispute.id || '/INR'
         WHERE CASE WHEN dispute.state IN ('settled', 'executed') THEN 'split'
                    WHEN dispute.state = 'withdrawn' THEN 'released' ELSE 'open' END
               IS DISTINCT FROM lock.state
            OR coalesce(ledger_balance(account.id), 0)
               <> CASE WHEN dispute.state IN ('settled', 'executed', 'withdrawn') THEN 0
                       ELSE lock.amount_minor - lock.charged_back_minor END
        """,
    ),
    Check(
        "disputes_are_between_the_sides_of_their_milestone",
        "A dispute is between the two sides of the agreement its milestone is part of.",
        """
        SELECT dispute.id FROM disputes_dispute AS dispute
          JOIN escrow_milestone AS milestone ON milestone.id = dispute.milestone_id
          JOIN escrow_agreement AS agreement ON agreement.id = milestone.agreement_id
         WHERE (dispute.buyer_id, dispute.seller_id, dispute.about)
            <> (agreement.buyer_id, agreement.seller_id, agreement.subject)
        """,
    ),
    Check(
        "disputes_end_as_was_decided",
        "What was done is what was accepted or ruled last, less what the buyer's bank took of it"
        " meanwhile, and all that was locked is accounted for.",
        """
        SELECT dispute.id, dispute.state, dispute.to_seller_minor, dispute.to_buyer_minor
          FROM disputes_dispute AS dispute
          JOIN escrow_lock AS lock ON lock.id = dispute.id
          LEFT JOIN LATERAL (
               SELECT to_seller_minor, to_buyer_minor FROM disputes_ruling
                WHERE dispute_id = dispute.id ORDER BY number DESC LIMIT 1) AS ruled
            ON dispute.state = 'executed'
          LEFT JOIN disputes_offer AS offer
            ON offer.dispute_id = dispute.id AND offer.state = 'accepted'
         WHERE dispute.state IN ('settled', 'executed')
           AND (dispute.to_seller_minor + dispute.to_buyer_minor
                <> lock.amount_minor - lock.charged_back_minor
                OR dispute.to_seller_minor IS DISTINCT FROM CASE dispute.state
                    WHEN 'settled' THEN offer.to_seller_minor
                    ELSE least(ruled.to_seller_minor,
                               lock.amount_minor - lock.charged_back_minor) END)
        """,
    ),
    Check(
        "disputes_pay_what_they_say",
        "What escrow paid out of a dispute is what the dispute says was done.",
        """
        SELECT dispute.id, paid.to_seller, paid.to_buyer
          FROM disputes_dispute AS dispute
          LEFT JOIN LATERAL (
               SELECT coalesce(sum(to_seller_minor), 0) AS to_seller,
                      coalesce(sum(to_buyer_minor), 0) AS to_buyer
                 FROM escrow_payment
                WHERE milestone_id = dispute.milestone_id
                  AND cause = 'dispute/' || dispute.id) AS paid ON true
         WHERE (paid.to_seller, paid.to_buyer)
            <> (coalesce(dispute.to_seller_minor, 0), coalesce(dispute.to_buyer_minor, 0))
        """,
    ),
    Check(
        "rulings_have_other_eyes",
        "An appeal is decided by people who had no part in the first ruling.",
        """
        SELECT first.dispute_id FROM disputes_ruling AS first
          JOIN disputes_ruling AS second
            ON second.dispute_id = first.dispute_id AND second.number = 2
         WHERE first.number = 1
           AND (second.ruled_by IN (first.ruled_by, first.confirmed_by)
                OR (second.confirmed_by <> ''
                    AND second.confirmed_by IN (first.ruled_by, first.confirmed_by)))
        """,
    ),
    Check(
        "disputes_have_their_rulings",
        "A dispute has as many rulings as its state says: none, one, and a second after an appeal.",
        """
        SELECT dispute.id, dispute.state, count(ruling.id) AS rulings
          FROM disputes_dispute AS dispute
          LEFT JOIN disputes_ruling AS ruling ON ruling.dispute_id = dispute.id
         GROUP BY dispute.id, dispute.state, dispute.appealed_at
        HAVING count(ruling.id) <> CASE
            WHEN dispute.state = 'appealed' THEN 1
            WHEN dispute.state NOT IN ('ruled', 'executed') THEN 0
            WHEN dispute.appealed_at IS NULL THEN 1 ELSE 2 END
        """,
    ),
    Check(
        "disputes_go_on_by_themselves",
        "A dispute that is not over has a moment at which something happens without anybody.",
        """
        SELECT dispute.id, dispute.state FROM disputes_dispute AS dispute
         WHERE dispute.state NOT IN ('settled', 'executed', 'withdrawn')
           AND NOT EXISTS (SELECT FROM timers_timer AS timer
                            WHERE timer.subject = 'dispute/' || dispute.id
                              AND timer.kind IN ('dispute.answer', 'dispute.ruling',
                                                 'dispute.execution')
                              AND timer.state IN ('running', 'paused'))
           AND NOT EXISTS (SELECT FROM cases_case AS asked
                            WHERE asked.subject = 'milestone-dispute/' || dispute.id
                              AND asked.state <> 'closed')
        """,
    ),
    Check(
        "asked_rulings_are_asked_about",
        "A ruling that waits for a second operator is of a dispute that waits for a ruling.",
        """
        SELECT approval.subject FROM approvals_approval AS approval
         WHERE approval.kind = 'ruling' AND approval.state = 'waiting'
           AND NOT EXISTS (SELECT FROM disputes_dispute AS dispute
                            WHERE approval.subject = 'dispute/' || dispute.id
                              AND dispute.state IN ('ruling', 'appealed'))
        """,
    ),
)

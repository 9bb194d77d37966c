"""Invariants of deals."""

from adulis.kernel.checks import Check

CHECKS = (
    Check(
        "deal_terms_without_gap",
        "The versions of a deal's terms are 1, 2, 3 …, and the last one counts.",
        """
        SELECT deal.id, deal.terms_version, count(terms.version) AS versions,
               max(terms.version) AS last
          FROM deals_deal AS deal LEFT JOIN deals_terms AS terms ON terms.deal_id = deal.id
         GROUP BY deal.id, deal.terms_version
        HAVING count(terms.version) <> deal.terms_version
            OR coalesce(max(terms.version), 0) <> deal.terms_version
        """,
    ),
    Check(
        "deal_both_accepted_the_same",
        "Whoever is bound accepted the same terms at the same price as the other side.",
        """
        SELECT deal.id, deal.agreement_number, count(said.id) AS accepted
          FROM deals_deal AS deal
          LEFT JOIN deals_acceptance AS said
            ON said.deal_id = deal.id AND said.agreement_number = deal.agreement_number
           AND said.price_minor = deal.price_minor
           AND said.merchant_id IN (deal.poster_id, deal.counterparty_id)
          LEFT JOIN deals_terms AS terms
            ON terms.deal_id = deal.id AND terms.version = said.version AND terms.hash = said.hash
         WHERE deal.state IN ('agreed', 'active', 'completed')
         GROUP BY deal.id, deal.agreement_number
        HAVING count(said.id) <> 2 OR count(terms.id) <> 2 OR count(DISTINCT said.hash) <> 1
        """,
    ),
    Check(
        "deal_bound_has_its_escrow",
        "The escrow of a deal is about that deal, between its two sides, at its price.",
        """
        SELECT deal.id, deal.agreement_id, deal.price_minor, agreement.amount_minor
          FROM deals_deal AS deal
          LEFT JOIN escrow_agreement AS agreement ON agreement.id = deal.agreement_id
         WHERE deal.state IN ('agreed', 'active', 'completed')
           AND (agreement.id IS NULL
                OR agreement.amount_minor <> deal.price_minor
                OR split_part(agreement.subject, '/', 2) <> deal.id::text
                OR (agreement.buyer_id, agreement.seller_id) NOT IN (
                    (CASE WHEN deal.kind = 'request'
                          THEN deal.poster_id ELSE deal.counterparty_id END,
                     CASE WHEN deal.kind = 'request'
                          THEN deal.counterparty_id ELSE deal.poster_id END)))
        """,
    ),
    Check(
        "deal_follows_its_money",
        "A deal is over when its escrow is, at most ten minutes later.",
        """
        SELECT deal.id, deal.state, agreement.state AS agreement, agreement.finished_at
          FROM deals_deal AS deal JOIN escrow_agreement AS agreement
            ON agreement.id = deal.agreement_id
         WHERE deal.state IN ('agreed', 'active') AND agreement.state <> 'active'
           AND agreement.finished_at < adulis_clock() - interval '10 minutes'
        """,
    ),
    Check(
        "deal_that_waits_has_a_timer",
        "Terms that wait for an answer, and reviews that are not shown, have an end.",
        """
        SELECT deal.id, deal.state FROM deals_deal AS deal
         WHERE deal.state IN ('proposed', 'countered')
           AND NOT EXISTS (
               SELECT FROM timers_timer AS timer
                WHERE timer.subject = 'deal/' || deal.id AND timer.kind = 'deal.answer'
                  AND timer.state IN ('running', 'paused'))
         UNION ALL
        SELECT deal.id, deal.state FROM deals_deal AS deal
          JOIN deals_review AS review ON review.deal_id = deal.id
         WHERE review.published_at IS NULL
           AND NOT EXISTS (
               SELECT FROM timers_timer AS timer
                WHERE timer.subject = 'deal/' || deal.id AND timer.kind = 'deal.reviews'
                  AND timer.state IN ('running', 'paused'))
        """,
    ),
    Check(
        "deal_messages_without_gap",
        "The messages of a conversation are numbered 1, 2, 3 … without a gap.",
        """
        SELECT deal_id, thread_id, count(*) AS messages, max(number) AS last
          FROM deals_message GROUP BY deal_id, thread_id
        HAVING max(number) <> count(*) OR min(number) <> 1
        """,
    ),
    Check(
        "deal_reviews_are_of_its_sides",
        "Only the two sides of a completed deal review it, each the other; both are shown at once.",
        """
        SELECT review.id, review.deal_id
          FROM deals_review AS review JOIN deals_deal AS deal ON deal.id = review.deal_id
         WHERE deal.state <> 'completed'
            OR (review.by_id, review.about_id) NOT IN (
                (deal.poster_id, deal.counterparty_id), (deal.counterparty_id, deal.poster_id))
         UNION ALL
        SELECT min(id::text)::uuid, deal_id FROM deals_review GROUP BY deal_id
        HAVING count(*) = 2 AND count(published_at) <> 2
        """,
    ),
)

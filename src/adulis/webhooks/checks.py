"""Invariants of webhooks."""

from adulis.kernel.checks import Check

CHECKS = (
    Check(
        "webhooks_are_told_their_own",
        "A delivery tells a fact of its endpoint's merchant, and says of it what the fact says.",
        """
        SELECT delivery.id, delivery.merchant_id, endpoint.merchant_id, fact.merchant_id, fact.type
          FROM webhooks_delivery AS delivery
          JOIN webhooks_endpoint AS endpoint ON endpoint.id = delivery.endpoint_id
          JOIN events_event AS fact ON fact.id = delivery.fact_id
         WHERE (delivery.merchant_id, delivery.merchant_id, delivery.type, delivery.subject)
               IS DISTINCT FROM
               (endpoint.merchant_id, fact.merchant_id, fact.type, fact.subject)
        """,
    ),
    Check(
        "webhooks_wait_for_enabled_endpoints",
        "Nothing waits for an endpoint that is disabled or archived.",
        """
        SELECT delivery.id, endpoint.id, endpoint.state
          FROM webhooks_delivery AS delivery
          JOIN webhooks_endpoint AS endpoint ON endpoint.id = delivery.endpoint_id
         WHERE delivery.state = 'pending' AND endpoint.state <> 'enabled'
        """,
    ),
    Check(
        "webhook_attempts_are_written_down",
        "Attempts are numbered 1, 2, 3 …, as many as were counted; the last one of a delivery that"
        " was delivered succeeded.",
        """
        SELECT delivery.id, delivery.state, delivery.attempt_count, count(attempt.id) AS written
          FROM webhooks_delivery AS delivery
          LEFT JOIN webhooks_attempt AS attempt ON attempt.delivery_id = delivery.id
         GROUP BY delivery.id
        HAVING count(attempt.id) <> delivery.attempt_count
            OR coalesce(max(attempt.number), 0) <> delivery.attempt_count
            OR (delivery.state = 'delivered' AND NOT coalesce(
                bool_or(attempt.failure = '') FILTER (
                    WHERE attempt.number = delivery.attempt_count), false))
        """,
    ),
)

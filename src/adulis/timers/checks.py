"""Invariants of time."""

from adulis.kernel.checks import Check

CHECKS = (
    Check(
        "timer_fires_in_time",
        "What was to happen by itself has happened, at most a day late.",
        """
        SELECT id, kind, subject, due_at, claim_count FROM timers_timer
         WHERE state = 'running' AND due_at < adulis_clock() - interval '1 day'
        """,
    ),
    Check(
        "timer_one_of_a_kind",
        "Of one kind, one timer about one subject is live: it counts from the last entry.",
        """
        SELECT subject, kind, count(*) AS live FROM timers_timer
         WHERE state IN ('running', 'paused') AND NOT kind ~ '[.]reminder$'
         GROUP BY subject, kind HAVING count(*) > 1
        """,
    ),
    Check(
        "timer_lost_no_time",
        "No outage and no pause takes time away: nothing is due earlier than it was set for.",
        """
        SELECT id, kind, subject, set_for, due_at FROM timers_timer
         WHERE state = 'running' AND due_at < set_for
        """,
    ),
    Check(
        "timer_outages_apart",
        "One outage is over before the next begins.",
        """
        SELECT one.id, one.ended_at, other.began_at
          FROM timers_outage AS one JOIN timers_outage AS other
            ON other.began_at > one.began_at AND other.began_at < one.ended_at
        """,
    ),
)

"""Invariants of the outbox."""

from adulis.kernel.checks import Check

CHECKS = (
    Check(
        "event_sequences_gap_free",
        "The facts about a subject are numbered 1, 2, 3 … without a gap.",
        """
        SELECT subject, count(*) AS facts, max(subject_sequence) AS last
          FROM events_event GROUP BY subject
        HAVING max(subject_sequence) <> count(*) OR min(subject_sequence) <> 1
        """,
    ),
)

"""Invariants of what people are told."""

from adulis.kernel.checks import Check

CHECKS = (
    Check(
        "notice_tells_a_fact",
        "Every notice tells of a fact that was recorded, to people of the merchant it is told to.",
        """
        SELECT notice.id, notice.fact
          FROM notifications_notice AS notice
          LEFT JOIN events_event AS fact
                 ON fact.subject = notice.about
                AND fact.subject || '/' || fact.subject_sequence = notice.fact
         WHERE fact.id IS NULL OR fact.type <> notice.type
            OR fact.merchant_id IS DISTINCT FROM notice.merchant_id
        """,
    ),
    Check(
        "untold_or_told",
        "What is noted as untold is a fact, and nobody was told of it before it was told again.",
        """
        SELECT untold.id, untold.subject, untold.subject_sequence
          FROM notifications_unwritten AS untold
          LEFT JOIN events_event AS fact
                 ON fact.subject = untold.subject
                AND fact.subject_sequence = untold.subject_sequence
         WHERE fact.id IS NULL
            OR (untold.told_at IS NULL AND EXISTS (
                SELECT FROM notifications_notice AS notice
                 WHERE notice.fact = untold.subject || '/' || untold.subject_sequence))
        """,
    ),
    Check(
        "mandatory_stays_on",
        "Nobody has switched off in the app what is told always.",
        """
        SELECT user_id, "group" FROM notifications_preference
         WHERE channel = 'in_app' AND NOT is_on
           AND "group" IN ('disputes', 'money_back', 'verification', 'security', 'system')
        """,
    ),
)

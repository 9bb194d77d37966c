"""What must always be true of verifications."""

from __future__ import annotations

from adulis.kernel.checks import Check

CHECKS = (
    Check(
        name="verification.is_what_the_merchant_says",
        promise="How far a merchant is verified is the same here and where the other rooms look.",
        sql="""
        SELECT v.merchant_id, v.state, m.verification
          FROM verification_verification v JOIN identity_merchant m ON m.id = v.merchant_id
         WHERE v.state <> m.verification
        """,
    ),
    Check(
        name="verification.what_is_reviewed_was_handed_in",
        promise="A submission waits exactly while its verification is submitted.",
        sql="""
        SELECT v.id, v.state, s.id FROM verification_verification v
          LEFT JOIN verification_submission s ON s.verification_id = v.id AND s.outcome = ''
         WHERE (v.state = 'submitted') <> (s.id IS NOT NULL)
        """,
    ),
    Check(
        name="verification.what_was_handed_in_is_kept",
        promise="Every document that was ever submitted still has its file.",
        sql="""
        SELECT d.id, d.file_id, f.state FROM verification_document d
          LEFT JOIN files_file f ON f.id = d.file_id
         WHERE d.first_submitted_at IS NOT NULL AND f.state IS DISTINCT FROM 'kept'
        """,
    ),
)

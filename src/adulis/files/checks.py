"""What must always be true of files."""

from __future__ import annotations

from adulis.kernel.checks import Check

CHECKS = (
    Check(
        name="files.nothing_waits_to_be_erased_for_ever",
        promise="What was removed or never arrived whole is erased within a day of being due.",
        sql="""
        SELECT id, state, due_at FROM files_file
         WHERE due_at < adulis_clock() - interval '1 day'
         UNION ALL
        SELECT id, 'spare', due_at FROM files_spare_content
         WHERE due_at < adulis_clock() - interval '1 day'
        """,
    ),
)

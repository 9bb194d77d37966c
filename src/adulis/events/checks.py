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
    Check(
        "event_epoch_begun",
        "This database's own count of transactions orders the facts of the newest epoch.",
        """
        SELECT number, lineage, events_lineage() AS of_this_database
          FROM (SELECT number, lineage FROM events_epoch
                 UNION ALL SELECT 0, 'none' ORDER BY number DESC LIMIT 1) AS newest
         WHERE lineage <> events_lineage()
         UNION ALL
        SELECT fact.id, fact.xid::text, pg_snapshot_xmax(pg_current_snapshot())::text
          FROM events_event AS fact
         WHERE fact.id > (SELECT max(after_id) FROM events_epoch)
           AND fact.xid >= pg_snapshot_xmax(pg_current_snapshot())
           AND fact.xid IS DISTINCT FROM pg_current_xact_id_if_assigned()
        """,
    ),
    Check(
        "event_cursors_possible",
        "No consumer stands at a place that the stream has not come to.",
        """
        SELECT cursor.consumer, cursor.epoch, cursor.xid, cursor.id
          FROM events_cursor AS cursor
          LEFT JOIN events_epoch AS epoch ON epoch.number = cursor.epoch
         WHERE epoch.number IS NULL
            OR (cursor.epoch = (SELECT max(number) FROM events_epoch)
                AND cursor.xid::text::xid8 > pg_snapshot_xmax(pg_current_snapshot()))
        """,
    ),
)

"""Whether the write-ahead log leaves this machine, as ``./adulis doctor`` asks it.

It leaves by the stream of ``./adulis backup run``, whose slot the server knows (docs/backup.md), or
because the server archives it: a managed database does.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from adulis.kernel import db
from adulis.ops.findings import Finding, fine, weak
from adulis.ops.streaming import SLOT


def examined() -> Iterator[Finding]:
    """Our own stream comes first; a server that archives by itself does as well."""
    row = db.fetch_row(
        "SELECT slot.active, slot.wal_status = 'lost', (SELECT finished_at FROM ops_base_backup),"
        "       current_setting('archive_mode') <> 'off',"
        "       coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false)"
        "  FROM pg_stat_archiver LEFT JOIN pg_replication_slots AS slot"
        "       ON slot.slot_name = %s AND slot.slot_type = 'physical'",
        [SLOT],
    )
    assert row is not None
    is_streamed, is_lost, finished_at, is_archived, fails = row
    if is_streamed:
        yield _newest_base(finished_at)
    elif is_archived and fails:
        remedy = "See what its log says of archive_command."
        yield weak("backups", "the server fails to archive its write-ahead log", remedy)
    elif is_archived:
        yield fine("backups", "the server archives its write-ahead log (archive_mode)")
    elif is_streamed is not None:
        has = "has removed log that nobody took" if is_lost else "keeps its log for nobody"
        yield weak(
            "backups",
            f"nobody reads the slot {SLOT}: the server {has}",
            "Start ./adulis backup run; what it says is why it had ended.",
        )
    elif settings.BACKUP_TO and settings.BACKUP_RECIPIENTS:
        yield weak(
            "backups",
            f"nobody streams the write-ahead log to BACKUP_TO: there is no slot {SLOT}",
            "Start ./adulis backup run.",
        )
    else:
        yield weak(
            "backups",
            "the write-ahead log goes nowhere: what is lost with this machine is lost",
            "Set BACKUP_TO and BACKUP_RECIPIENTS and start ./adulis backup run (docs/backup.md),"
            " or use a managed database.",
        )


def _newest_base(finished_at: datetime | None) -> Finding:
    """Old as the alert BaseBackupOld means it. Of the server's own time: no sandbox moves it."""
    if finished_at is None:
        return weak(
            "backups",
            "the write-ahead log is streamed, and nobody has told of a base backup",
            "./adulis backup list says whether there is one; ./adulis backup now makes one.",
        )
    hours = (db.network_clock() - finished_at).total_seconds() / 3_600
    if hours > 2 * settings.BACKUP_EVERY_HOURS:
        return weak(
            "backups",
            f"the write-ahead log is streamed, and the newest base backup is {hours:.0f} hours old",
            "See what ./adulis backup run says; ./adulis backup now makes one at once.",
        )
    return fine("backups", f"streamed by {SLOT}, the newest base is {hours:.0f} hours old")

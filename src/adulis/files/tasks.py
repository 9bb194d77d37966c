"""The worker's doors: erase what is not kept, seal again what an old key sealed."""

from __future__ import annotations

from uuid import UUID

import structlog

from adulis.files import actions
from adulis.files.actions import ContentAltered
from adulis.files.errors import FileNotFound, StorageUnavailable
from adulis.files.storage import ContentMissing
from adulis.kernel import db, due
from adulis.kernel.actors import system
from adulis.kernel.due import Claim
from adulis.kernel.encryption import CannotOpen
from adulis.kernel.sealed import SealedObjects

log = structlog.get_logger(__name__)

WORKER = system("worker")
BATCH = 20
LEASE_SECONDS = 300


def erase_files(limit: int = BATCH) -> int:
    """Erase what never arrived whole, or was removed a day ago; returns how many were looked at."""
    claims = due.claim(
        "files_file", limit=limit, lease_seconds=LEASE_SECONDS, only="due_at IS NOT NULL"
    )
    for each in claims:
        _erase(each)
    return len(claims)


def _erase(claim: Claim) -> None:
    file_id, fence = claim.id, claim.fence
    with db.transaction():
        if not actions.give_up_file(file_id=file_id, fence=fence, actor=WORKER, at=db.clock()):
            return
    try:
        actions.erase_content(file_id=file_id, actor=WORKER, at=db.clock())
    except StorageUnavailable:
        with db.transaction():
            actions.postpone_erasing(file_id=file_id, fence=fence, actor=WORKER, at=db.clock())
        return
    with db.transaction():
        actions.erase_file(file_id=file_id, fence=fence, actor=WORKER, at=db.clock())


def reseal_file(file_id: UUID) -> bool:
    """Seal one file's content again under the newest key, and say so; twice is once.

    False where there is nothing to seal: it was removed; or nothing that can be, which is said and
    must not keep the others from being sealed again. Raises StorageUnavailable.
    """
    try:
        key_id = actions.reseal_content(file_id=file_id, actor=WORKER, at=db.clock())
    except FileNotFound:
        return False
    except (ContentMissing, ContentAltered, CannotOpen):
        log.exception("files.cannot_reseal", file=str(file_id))
        return False
    with db.transaction():
        is_kept = actions.note_key(file_id=file_id, key_id=key_id, actor=WORKER, at=db.clock())
    if not is_kept:
        # It was removed, and perhaps erased, while we were at it: what was put back goes again.
        actions.erase_content(file_id=file_id, actor=WORKER, at=db.clock())
    return is_kept


OBJECTS = (SealedObjects("files_file", "key_id", reseal_file),)

"""The worker's doors: erase what is not kept, seal again what an old key sealed."""

from __future__ import annotations

from typing import Any
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
from adulis.kernel.sealed import Resealed, SealedObjects

log = structlog.get_logger(__name__)

WORKER = system("worker")
BATCH = 20
LEASE_SECONDS = 300
# Somebody was at the storage, or at the ring.
DAMAGED = (ContentMissing, ContentAltered, CannotOpen)


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


def erase_spares(limit: int = BATCH) -> int:
    """Erase content that was replaced, or never taken into use; returns how many there were."""
    claims = due.claim("files_spare_content", limit=limit, lease_seconds=LEASE_SECONDS)
    for claim in claims:
        ours: dict[str, Any] = {"spare_id": claim.id, "actor": WORKER}
        try:
            actions.erase_spare(**ours, at=db.clock())
        except StorageUnavailable:
            end = actions.postpone_spare
        else:
            end = actions.forget_spare
        with db.transaction():
            end(**ours, fence=claim.fence, at=db.clock())
    return len(claims)


def reseal_file(file_id: UUID) -> Resealed:
    """Seal one file's content again under the newest key; twice is once.

    It is stored beside what is there and then taken into use, in one step and only in the place of
    the one it was made of: of two who do this at once, under whichever keys, one is too late.
    Raises StorageUnavailable.
    """
    ours: dict[str, Any] = {"file_id": file_id, "actor": WORKER}
    try:
        instead_of, content = actions.hold_content(**ours, at=db.clock())
    except FileNotFound:
        return Resealed.LATER
    except DAMAGED:
        log.exception("files.cannot_reseal", file=str(file_id))
        return Resealed.NEVER
    with db.transaction():
        stored_as = actions.begin_resealing(**ours, instead_of=instead_of, at=db.clock())
    if stored_as is None:
        return Resealed.LATER
    key_id = actions.put_content(**ours, content=content, stored_as=stored_as, at=db.clock())
    with db.transaction():
        is_in_use = actions.exchange_content(
            **ours, instead_of=instead_of, stored_as=stored_as, key_id=key_id, at=db.clock()
        )
    return Resealed.DONE if is_in_use else Resealed.LATER


def is_damaged(file_id: UUID) -> bool:
    """Whether its content is not there, or opens under no key. Raises StorageUnavailable."""
    try:
        actions.fetch_content(file_id=file_id, actor=WORKER, at=db.clock())
    except FileNotFound:
        return False
    except DAMAGED:
        return True
    return False


OBJECTS = (SealedObjects("files_file", "key_id", reseal_file, is_damaged, actions.lose_file),)

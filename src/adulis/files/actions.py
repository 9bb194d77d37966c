"""The verbs of files. Storage is spoken to between transactions, never inside one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from adulis.audit import actions as audit
from adulis.files import storage
from adulis.files.errors import FileNotArriving, FileNotFound
from adulis.files.machine import FILE, FileState
from adulis.files.models import NAME, File
from adulis.files.values import Inspected
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.encryption import key_id_of, open_bytes, seal, seal_bytes
from adulis.kernel.ids import new_id
from adulis.kernel.machines import Role

# Much longer than any upload takes: a request is over in minutes.
GIVE_UP_AFTER = timedelta(hours=1)
# Long enough to notice a mistake.
ERASE_AFTER = timedelta(days=1)
ERASE_AGAIN = timedelta(minutes=5)


class ContentAltered(RuntimeError):
    """What storage gave back is sealed by us for this file, and is not what was put there."""


@db.transaction_required
def begin_file(*, merchant_id: UUID, given: Inspected, actor: Actor, at: datetime) -> UUID:
    """Write down that a file is coming, and return its id: its content may now be put."""
    file_id = new_id()
    File.objects.create(
        id=file_id,
        merchant_id=merchant_id,
        purpose=given.purpose,
        media_type=given.media_type,
        size_bytes=given.size_bytes,
        digest=given.digest,
        name_sealed=seal(given.name, place=NAME.place(file_id)),
        state=FILE.initial,
        created_by=actor.user_id or actor.id,
        created_at=at,
        due_at=at + GIVE_UP_AFTER,
    )
    return file_id


@db.transaction_forbidden
def put_content(*, file_id: UUID, content: bytes, actor: Actor, at: datetime) -> str:
    """Seal ``content`` and store it; returns the id of the key. Raises StorageUnavailable."""
    sealed = seal_bytes(content, place=_place(file_id))
    storage.put(file_id, sealed.encode())
    return key_id_of(sealed)


@db.transaction_required
def keep_file(*, file_id: UUID, key_id: str, actor: Actor, at: datetime) -> None:
    """Its content is in storage, sealed by ``key_id``: from here on it is a file.

    Raises FileNotArriving where the upload has been given up meanwhile.
    """
    file = _locked(file_id)
    if file.state != FileState.ARRIVING:
        raise FileNotArriving
    file.key_id, file.due_at = key_id, None
    told = {"media_type": file.media_type, "size_bytes": file.size_bytes, "sha256": _hex(file)}
    _move(file, "keep", told, actor, at)


@db.transaction_required
def remove_file(*, file_id: UUID, actor: Actor, at: datetime) -> None:
    """Nobody sees it from here on, and its content is erased in a day. Raises FileNotFound."""
    file = _locked(file_id)
    if file.state != FileState.KEPT:
        raise FileNotFound
    file.removed_at, file.due_at = at, at + ERASE_AFTER
    _move(file, "remove", {}, actor, at)


@db.transaction_required
def note_download(*, file_id: UUID, actor: Actor, at: datetime) -> None:
    """Leave a record that somebody is given the content. Raises FileNotFound."""
    file = File.objects.filter(id=file_id, state=FileState.KEPT).first()
    if file is None:
        raise FileNotFound
    _audit(file, "download", {}, actor, at)


@db.transaction_forbidden
def fetch_content(*, file_id: UUID, actor: Actor, at: datetime) -> bytes:
    """The content in clear, checked against its digest.

    Raises FileNotFound, StorageUnavailable; CannotOpen, ContentMissing and ContentAltered are not
    refusals: somebody was at the storage.
    """
    file = File.objects.filter(id=file_id, state=FileState.KEPT).first()
    if file is None:
        raise FileNotFound
    content = open_bytes(storage.get(file_id).decode("ascii"), place=_place(file_id))
    if hashlib.sha256(content).digest() != bytes(file.digest):
        raise ContentAltered(str(file_id))
    return content


@db.transaction_forbidden
def reseal_content(*, file_id: UUID, actor: Actor, at: datetime) -> str:
    """Seal the content again under the newest key, in its place; returns the key's id.

    A crash before ``note_key`` leaves content that opens all the same: it says which key it wants.
    """
    content = fetch_content(file_id=file_id, actor=actor, at=at)
    return put_content(file_id=file_id, content=content, actor=actor, at=at)


@db.transaction_required
def note_key(*, file_id: UUID, key_id: str, actor: Actor, at: datetime) -> bool:
    """Its content is sealed by ``key_id`` now. False where it was removed meanwhile: then the
    worker erases it once more, as it may have been put back after it was erased.
    """
    file = _locked(file_id)
    if file.state == FileState.KEPT:
        before, file.key_id = file.key_id, key_id
        file.save(update_fields=["key_id"])
        _audit(file, "reseal", {"key_id": key_id, "before": before}, actor, at)
        return True
    if file.state == FileState.REMOVED:
        file.key_id = key_id
        file.save(update_fields=["key_id"])
    return False


@db.transaction_required
def give_up_file(*, file_id: UUID, fence: int, actor: Actor, at: datetime) -> bool:
    """Whoever was bringing it did not come back; returns whether it is to be erased now.

    ``fence`` is that of the claim: whoever lost it changes nothing.
    """
    file = _locked(file_id)
    if file.claim_count != fence:
        return False
    if file.state == FileState.ARRIVING:
        file.removed_at = at
        _move(file, "give_up", {}, actor, at)
    return file.state == FileState.REMOVED


@db.transaction_forbidden
def erase_content(*, file_id: UUID, actor: Actor, at: datetime) -> None:
    """Delete the content from storage; what is not there is deleted already."""
    storage.delete(file_id)


@db.transaction_required
def erase_file(*, file_id: UUID, fence: int, actor: Actor, at: datetime) -> None:
    """Its content is gone; only that there was one is remembered, and its digest."""
    file = _locked(file_id)
    if file.claim_count != fence or file.state != FileState.REMOVED:
        return
    file.key_id, file.due_at, file.lease_until, file.claim_count = "", None, None, 0
    _move(file, "erase", {}, actor, at)


@db.transaction_required
def postpone_erasing(*, file_id: UUID, fence: int, actor: Actor, at: datetime) -> None:
    """Storage did not answer: later, and not as if the file had killed a worker."""
    file = _locked(file_id)
    if file.claim_count == fence and file.due_at is not None:
        file.due_at, file.lease_until, file.claim_count = at + ERASE_AGAIN, None, 0
        file.save(update_fields=["due_at", "lease_until", "claim_count"])


def _locked(file_id: UUID) -> File:
    file = File.objects.select_for_update(no_key=True).filter(id=file_id).first()
    if file is None:
        raise FileNotFound
    return file


def _move(file: File, verb: str, told: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    file.state = FILE.take(verb, FileState(file.state), actor.role).target
    file.save(
        update_fields=["state", "key_id", "removed_at", "due_at", "lease_until", "claim_count"]
    )
    _audit(file, verb, told, actor, at)


def _audit(file: File, verb: str, told: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    audit.write(
        actor=actor,
        action=f"file.{verb}",
        subject=f"file/{file.id}",
        # Whoever is looked into by an operator must not learn of it from their own log.
        merchant_id=None if actor.role is Role.OPERATOR else file.merchant_id,
        before={},
        after={"state": file.state, "purpose": file.purpose, **told},
        at=at,
    )


def _hex(file: File) -> str:
    return bytes(file.digest).hex()


def _place(file_id: UUID) -> str:
    """What sealed content is bound to: put under another file's name it does not open."""
    return f"files_file.content.{file_id}"

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
from adulis.files.models import NAME, File, SpareContent
from adulis.files.values import Inspected
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.encryption import CannotOpen, key_id_of, open_bytes, seal, seal_bytes
from adulis.kernel.ids import new_id
from adulis.kernel.machines import Role

# Much longer than any upload takes: a request is over in minutes.
GIVE_UP_AFTER = timedelta(hours=1)
# Long enough to notice a mistake.
ERASE_AFTER = timedelta(days=1)
ERASE_AGAIN = timedelta(minutes=5)
# Longer than sealing one file again takes: after that somebody else may.
RESEALING_FOR = timedelta(minutes=5)
# For whoever has just read which content is the file's, and is about to fetch it.
ERASE_REPLACED_AFTER = timedelta(hours=1)


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
def put_content(
    *, file_id: UUID, content: bytes, stored_as: UUID | None = None, actor: Actor, at: datetime
) -> str:
    """Seal ``content`` and store it, as the file's first or ``stored_as`` in the place of another;
    returns the id of the key. Raises StorageUnavailable.
    """
    sealed = seal_bytes(content, place=_place(file_id))
    storage.put(stored_as or file_id, sealed.encode())
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
    if file.state not in {FileState.KEPT, FileState.LOST}:
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
    return hold_content(file_id=file_id, actor=actor, at=at)[1]


@db.transaction_forbidden
def hold_content(*, file_id: UUID, actor: Actor, at: datetime) -> tuple[UUID, bytes]:
    """What the content is stored as, and the content. Raises what ``fetch_content`` raises."""
    file = File.objects.filter(id=file_id, state=FileState.KEPT).first()
    if file is None:
        raise FileNotFound
    try:
        sealed = storage.get(file.stored_as).decode("ascii")
    except UnicodeDecodeError as error:
        raise CannotOpen("not a sealed value") from error
    content = open_bytes(sealed, place=_place(file_id))
    if hashlib.sha256(content).digest() != bytes(file.digest):
        raise ContentAltered(str(file_id))
    return file.stored_as, content


@db.transaction_required
def begin_resealing(*, file_id: UUID, instead_of: UUID, actor: Actor, at: datetime) -> UUID | None:
    """The content is about to be stored once more, sealed by another key; returns as what.

    None where there is nothing to do: somebody else is at it, or it is not ``instead_of`` any more.
    """
    file = _locked(file_id)
    now = db.clock()
    if file.state != FileState.KEPT or file.stored_as != instead_of:
        return None
    if SpareContent.objects.filter(file_id=file_id, arriving_until__gt=now).exists():
        return None
    spare = SpareContent.objects.create(
        id=new_id(), file_id=file_id, arriving_until=now + RESEALING_FOR, due_at=now + GIVE_UP_AFTER
    )
    return spare.id


@db.transaction_required
def exchange_content(
    *,
    file_id: UUID,
    instead_of: UUID,
    stored_as: UUID,
    key_id: str,
    actor: Actor,
    at: datetime,
) -> bool:
    """From here on the content is what was ``stored_as``, sealed by ``key_id``.

    What it was is erased in an hour. False where the file is not what it was meanwhile, or took so
    long that what was stored is being erased: then that is what nobody needs.
    """
    file, now = _locked(file_id), db.clock()
    spares = SpareContent.objects.select_for_update().filter(id=stored_as, claim_count=0)
    is_there = spares.first() is not None
    if not is_there or file.state != FileState.KEPT or file.stored_as != instead_of:
        SpareContent.objects.update_or_create(
            id=stored_as, defaults={"file_id": file_id, "arriving_until": None, "due_at": now}
        )
        return False
    spares.delete()
    SpareContent.objects.create(id=instead_of, file_id=file_id, due_at=now + ERASE_REPLACED_AFTER)
    before, file.key_id, file.content_id = file.key_id, key_id, stored_as
    file.save(update_fields=["key_id", "content_id"])
    _audit(file, "reseal", {"key_id": key_id, "before": before}, actor, at)
    return True


@db.transaction_required
def lose_file(*, object_id: UUID, key_id: str, actor: Actor, at: datetime) -> bool:
    """An operator says that its content, sealed by ``key_id``, opens no more: nobody is shown it.

    What lies in storage stays there until the file is removed. False where it does not need that
    key (any more). Raises FileNotFound.
    """
    file = _locked(object_id)
    if file.state != FileState.KEPT or file.key_id != key_id:
        return False
    file.key_id = ""
    _move(file, "lose", {"key_id": key_id}, actor, at)
    return True


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
    stored = File.objects.filter(id=file_id).values_list("content_id", flat=True).first()
    storage.delete(stored or file_id)


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


@db.transaction_forbidden
def erase_spare(*, spare_id: UUID, actor: Actor, at: datetime) -> None:
    """Delete content that no file needs from storage."""
    storage.delete(spare_id)


@db.transaction_required
def forget_spare(*, spare_id: UUID, fence: int, actor: Actor, at: datetime) -> None:
    """It is deleted from storage."""
    SpareContent.objects.filter(id=spare_id, claim_count=fence).delete()


@db.transaction_required
def postpone_spare(*, spare_id: UUID, fence: int, actor: Actor, at: datetime) -> None:
    """Storage did not answer: later. Its claim is not forgotten, or it could be taken into use."""
    SpareContent.objects.filter(id=spare_id, claim_count=fence).update(
        due_at=at + ERASE_AGAIN, lease_until=None
    )


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

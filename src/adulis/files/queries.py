"""Which files there are, and who may have one for the next few minutes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer

from adulis.files.errors import FileLinkInvalid
from adulis.files.machine import FileState
from adulis.files.models import NAME, File
from adulis.files.values import FilePurpose, FileSeen, Link, MediaType
from adulis.kernel.actors import Actor
from adulis.kernel.encryption import open_sealed

LINK_LIFETIME = timedelta(minutes=5)


def files_of(merchant_id: UUID, file_ids: Iterable[UUID]) -> dict[UUID, FileSeen]:
    """Those of ``file_ids`` that are kept and the merchant's own."""
    rows = File.objects.filter(merchant_id=merchant_id, id__in=list(file_ids), state=FileState.KEPT)
    return {row.id: _seen(row) for row in rows}


def link_to(file: FileSeen, *, reader: Actor, at: datetime) -> Link:
    """A link that opens ``file`` to ``reader``, and to nobody else, for five minutes."""
    expires_at = at + LINK_LIFETIME
    told = [str(file.id), reader.user_id or reader.id, int(expires_at.timestamp())]
    return Link(file.id, _signer().sign_object(told), expires_at)


def linked_file(file_id: UUID, token: str, *, caller: Actor, at: datetime) -> FileSeen:
    """The file that ``token`` opens to ``caller`` now. Raises FileLinkInvalid for all the rest."""
    try:
        told = _signer().unsign_object(token)
    except (BadSignature, ValueError) as error:
        raise FileLinkInvalid from error
    if told[:2] != [str(file_id), caller.user_id or caller.id] or at.timestamp() >= told[2]:
        raise FileLinkInvalid
    row = File.objects.filter(id=file_id, state=FileState.KEPT).first()
    if row is None:
        raise FileLinkInvalid
    return _seen(row)


def _signer() -> Signer:
    return Signer(salt="adulis.files.link")


def _seen(row: File) -> FileSeen:
    return FileSeen(
        id=row.id,
        merchant_id=row.merchant_id,
        purpose=FilePurpose(row.purpose),
        media_type=MediaType(row.media_type),
        size_bytes=row.size_bytes,
        name=open_sealed(row.name_sealed, place=NAME.place(row.id)),
        created_at=row.created_at,
        sha256=bytes(row.digest).hex(),
    )

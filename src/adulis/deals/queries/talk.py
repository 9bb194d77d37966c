"""Messages, files and invitations of a deal, for those who may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from adulis.deals.errors import (
    AttachmentNotFound,
    DealLinkExpired,
    DealLinkInvalid,
    DealLinkUsed,
    DealNotFound,
    MessageNotForAnybody,
)
from adulis.deals.links import token_hash
from adulis.deals.machine import DealInvitationState
from adulis.deals.models import BODY, EMAIL, Attachment, Invitation, Message
from adulis.deals.queries.seeing import access_of_members, deal_of
from adulis.deals.values import DealKind, Side
from adulis.files import queries as files
from adulis.files.values import FileSeen, Link
from adulis.identity import queries as identity
from adulis.identity.values import Caller, Viewer
from adulis.kernel.encryption import open_sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadSeen:
    """A conversation of whoever posted a deal with one other merchant."""

    id: UUID
    with_name: str
    messages_count: int
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSeen:
    """What somebody wrote, as one of the two reads it."""

    id: UUID
    thread_id: UUID
    number: int
    is_mine: bool
    by_name: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentSeen:
    """A file; ``sha256`` is of its content."""

    id: UUID
    name: str
    media_type: str
    size_bytes: int
    sha256: str
    is_mine: bool
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationSeen:
    """A letter that was sent for a deal; ``joined_name`` is who came in by it."""

    id: UUID
    email: str
    state: DealInvitationState
    is_expired: bool
    joined_name: str | None
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a link leads to, for somebody who may have no account."""

    deal_id: UUID
    title: str
    poster_name: str
    kind: DealKind
    expires_at: datetime


def threads_of(viewer: Viewer, deal_id: UUID, *, now: datetime) -> list[ThreadSeen]:
    """The conversations about a deal that the viewer's merchant is part of, the latest first.

    Raises DealNotFound.
    """
    row = deal_of(viewer, deal_id, now=now).row
    rows = Message.objects.filter(deal=row)
    if row.poster_id != viewer.merchant_id:
        rows = rows.filter(thread_id=viewer.merchant_id)
    found = list(
        rows.values("thread_id").annotate(last=Max("at"), count=Max("number")).order_by("-last")
    )
    is_posters = row.poster_id == viewer.merchant_id
    names = identity.standings({row.poster_id, *(each["thread_id"] for each in found)})
    return [
        ThreadSeen(
            id=each["thread_id"],
            with_name=names[each["thread_id"] if is_posters else row.poster_id].name,
            messages_count=each["count"],
            last_at=each["last"],
        )
        for each in found
    ]


def messages_of(
    viewer: Viewer,
    deal_id: UUID,
    *,
    thread_id: UUID | None,
    before: int | None,
    limit: int,
    now: datetime,
) -> list[MessageSeen]:
    """One conversation, the newest first, from below ``before`` on.

    Raises DealNotFound; MessageNotForAnybody where whoever posted it does not say which.
    """
    row = deal_of(viewer, deal_id, now=now).row
    thread = viewer.merchant_id
    if row.poster_id == viewer.merchant_id:
        found = thread_id or row.counterparty_id
        if found is None:
            raise MessageNotForAnybody(pointer="query:thread_id")
        thread = found
    elif thread_id not in {None, thread}:
        raise DealNotFound
    rows = Message.objects.filter(deal=row, thread_id=thread).order_by("-number")
    if before is not None:
        rows = rows.filter(number__lt=before)
    messages = list(rows[:limit])
    names = identity.standings({row.poster_id, thread})
    return [
        MessageSeen(
            id=each.id,
            thread_id=each.thread_id,
            number=each.number,
            is_mine=each.sender_id == viewer.merchant_id,
            by_name=names[each.sender_id].name,
            text=open_sealed(each.body_sealed, place=BODY.place(each.id)),
            at=each.at,
        )
        for each in messages
    ]


def attachments_of(viewer: Viewer, deal_id: UUID, *, now: datetime) -> list[AttachmentSeen]:
    """What is attached. Raises DealNotFound, also where the deal is closed to the viewer."""
    return [
        AttachmentSeen(
            id=row.id,
            name=file.name,
            media_type=file.media_type,
            size_bytes=file.size_bytes,
            sha256=file.sha256,
            is_mine=row.merchant_id == viewer.merchant_id,
            added_at=row.added_at,
        )
        for row, file in _attached(viewer, deal_id, now)
    ]


def attachment_link(viewer: Viewer, deal_id: UUID, attachment_id: UUID, *, at: datetime) -> Link:
    """A link for whoever asks, and nobody else. Raises DealNotFound, AttachmentNotFound."""
    for row, file in _attached(viewer, deal_id, at):
        if row.id == attachment_id:
            return files.link_to(file, reader=viewer.actor, at=at)
    raise AttachmentNotFound


def may_open(caller: Caller, file_id: UUID, *, now: datetime) -> bool:
    """Whether one of the merchants the caller belongs to sees the deal a file is attached to."""
    row = Attachment.objects.filter(file_id=file_id, removed_at=None).first()
    return row is not None and any(
        access.sees_all for access in access_of_members(caller, row.deal_id, now=now)
    )


def invitations_of(viewer: Viewer, deal_id: UUID, *, now: datetime) -> list[InvitationSeen]:
    """Who was written to, newest first; for whoever posted the deal alone. Raises DealNotFound."""
    seen = deal_of(viewer, deal_id, now=now)
    if seen.side is not Side.POSTER:
        raise DealNotFound
    rows = list(Invitation.objects.filter(deal=seen.row).order_by("-id"))
    names = identity.standings({each.merchant_id for each in rows if each.merchant_id})
    return [
        InvitationSeen(
            id=each.id,
            email=open_sealed(each.email_sealed, place=EMAIL.place(each.id)),
            state=DealInvitationState(each.state),
            is_expired=each.state == DealInvitationState.PENDING and each.expires_at <= now,
            joined_name=None if each.merchant_id is None else names[each.merchant_id].name,
            created_at=each.created_at,
            expires_at=each.expires_at,
        )
        for each in rows
    ]


def offer_behind(token: str, *, at: datetime) -> Offer:
    """What the link of a letter leads to. Raises DealLinkInvalid, DealLinkUsed, DealLinkExpired."""
    found = Invitation.objects.filter(token_hash=token_hash(token)).select_related("deal").first()
    if found is None or found.state == DealInvitationState.REVOKED:
        raise DealLinkInvalid(pointer="/token")
    if found.state == DealInvitationState.JOINED:
        raise DealLinkUsed
    if found.expires_at <= at:
        raise DealLinkExpired
    deal = found.deal
    return Offer(
        deal_id=deal.id,
        title=deal.title,
        poster_name=identity.standing(deal.poster_id).name,
        kind=DealKind(deal.kind),
        expires_at=found.expires_at,
    )


def _attached(viewer: Viewer, deal_id: UUID, now: datetime) -> list[tuple[Attachment, FileSeen]]:
    seen = deal_of(viewer, deal_id, now=now)
    if not seen.access.sees_all:
        raise DealNotFound
    rows = list(Attachment.objects.filter(deal=seen.row, removed_at=None).order_by("id"))
    found = {
        file.id: file
        for merchant_id in {each.merchant_id for each in rows}
        for file in files.files_of(merchant_id, [each.file_id for each in rows]).values()
    }
    return [(each, found[each.file_id]) for each in rows if each.file_id in found]

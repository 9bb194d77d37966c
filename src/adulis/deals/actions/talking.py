"""Messages, bookmarks and files: what people do about a deal besides dealing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.deals import policies
from adulis.deals.actions import telling
from adulis.deals.actions.locking import Scene, locked_deal
from adulis.deals.errors import (
    AttachmentNotFound,
    MessageNotForAnybody,
    TooManyAttachments,
)
from adulis.deals.events import MessageReceived
from adulis.deals.machine import NEGOTIATING, DealState
from adulis.deals.models import BODY, Attachment, Message, Watch
from adulis.deals.values import MOST_ATTACHMENTS
from adulis.events import actions as events
from adulis.files import actions as files
from adulis.files.values import Inspected
from adulis.identity import queries as identity
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.encryption import seal
from adulis.kernel.ids import new_id

_TALKED_ABOUT = (
    DealState.OPEN, DealState.REVIEWING, *sorted(NEGOTIATING), DealState.AGREED, DealState.ACTIVE,
    DealState.COMPLETED,
)  # fmt: skip
_GROWS = (DealState.DRAFT, *_TALKED_ABOUT)


@db.transaction_required
def write_message(
    *, viewer: Viewer, deal_id: UUID, text: str, thread_id: UUID | None = None, actor: Actor,
    at: datetime,
) -> Message:  # fmt: skip
    """Say something to the other side; whoever posted the deal says to whom (``thread_id``).

    Raises DealNotFound, IllegalMove, TraderNotVerified, MessageNotForAnybody.
    """
    scene = locked_deal(deal_id, viewer.merchant_id)
    telling.require_state(scene, "write", *_TALKED_ABOUT)
    policies.check_trader(identity.standing(viewer.merchant_id))
    thread = _thread(scene, viewer.merchant_id, thread_id)
    rows = Message.objects.filter(deal=scene.deal, thread_id=thread)
    last = rows.order_by("-number").values_list("number", flat=True).first()
    message_id = new_id()
    message = Message.objects.create(
        id=message_id,
        deal=scene.deal,
        thread_id=thread,
        number=(last or 0) + 1,
        sender_id=viewer.merchant_id,
        by=telling.person(actor),
        body_sealed=seal(text, place=BODY.place(message_id)),
        at=at,
    )
    _tell_message(scene, message, at)
    telling.record_own(scene, "write", actor, at, {"message_id": str(message.id)})
    return message


@db.transaction_required
def watch_deal(*, viewer: Viewer, deal_id: UUID, actor: Actor, at: datetime) -> bool:
    """A bookmark of the viewer's person. False: it was there. Raises DealNotFound."""
    scene = locked_deal(deal_id, viewer.merchant_id)
    _, is_new = Watch.objects.get_or_create(
        deal=scene.deal,
        merchant_id=viewer.merchant_id,
        user_id=viewer.caller.user_id,
        defaults={"at": at},
    )
    return is_new


@db.transaction_required
def unwatch_deal(*, viewer: Viewer, deal_id: UUID, actor: Actor, at: datetime) -> bool:
    """Take the bookmark out, also of what is not shown any more. False: there was none."""
    gone, _ = Watch.objects.filter(
        deal_id=deal_id, merchant_id=viewer.merchant_id, user_id=viewer.caller.user_id
    ).delete()
    return bool(gone)


@db.transaction_required
def begin_attachment(
    *, viewer: Viewer, deal_id: UUID, given: Inspected, actor: Actor, at: datetime
) -> UUID:
    """A file is coming; returns its id, whose content may now be put.

    Raises DealNotFound, DealPartyOnly, IllegalMove, TooManyAttachments.
    """
    _room_for_one(viewer, deal_id)
    return files.begin_file(merchant_id=viewer.merchant_id, given=given, actor=actor, at=at)


@db.transaction_required
def keep_attachment(
    *, viewer: Viewer, deal_id: UUID, file_id: UUID, key_id: str, actor: Actor, at: datetime
) -> Attachment:
    """Its content is stored: whoever sees the deal may read it. Raises as above."""
    scene = _room_for_one(viewer, deal_id)
    files.keep_file(file_id=file_id, key_id=key_id, actor=actor, at=at)
    attachment = Attachment.objects.create(
        deal=scene.deal,
        merchant_id=viewer.merchant_id,
        file_id=file_id,
        added_by=telling.person(actor),
        added_at=at,
    )
    telling.record(scene, "attach", actor, at, {"attachment_id": str(attachment.id)})
    return attachment


@db.transaction_required
def remove_attachment(
    *, viewer: Viewer, deal_id: UUID, attachment_id: UUID, actor: Actor, at: datetime
) -> None:
    """Take out what one has put in, as long as nobody has agreed to it.

    Raises DealNotFound, AttachmentNotFound, IllegalMove.
    """
    scene = locked_deal(deal_id, viewer.merchant_id)
    attachment = Attachment.objects.filter(
        deal=scene.deal, id=attachment_id, merchant_id=viewer.merchant_id, removed_at=None
    ).first()
    if attachment is None:
        raise AttachmentNotFound
    before_it_binds = (DealState.DRAFT, DealState.OPEN, DealState.REVIEWING, *sorted(NEGOTIATING))
    telling.require_state(scene, "remove_attachment", *before_it_binds)
    attachment.removed_at = at
    attachment.save(update_fields=["removed_at"])
    files.remove_file(file_id=attachment.file_id, actor=actor, at=at)
    telling.record(scene, "remove_attachment", actor, at, {"attachment_id": str(attachment.id)})


def _room_for_one(viewer: Viewer, deal_id: UUID) -> Scene:
    scene = locked_deal(deal_id, viewer.merchant_id)
    scene.require_party()
    telling.require_state(scene, "attach", *_GROWS)
    there = Attachment.objects.filter(deal=scene.deal, removed_at=None).count()
    if there >= MOST_ATTACHMENTS:
        raise TooManyAttachments(maximum=MOST_ATTACHMENTS)
    return scene


def _thread(scene: Scene, merchant_id: UUID, asked: UUID | None) -> UUID:
    """Whose conversation with whoever posted the deal it is. Raises MessageNotForAnybody."""
    deal = scene.deal
    if merchant_id != deal.poster_id:
        if asked not in {None, merchant_id}:
            raise MessageNotForAnybody(pointer="/thread_id")
        return merchant_id
    thread = asked or deal.counterparty_id
    if thread is None:
        raise MessageNotForAnybody(pointer="/thread_id")
    # Whoever posted it answers, and writes first only to the other side.
    has_written = Message.objects.filter(deal=deal, thread_id=thread).exists()
    if thread != deal.counterparty_id and not has_written:
        raise MessageNotForAnybody(pointer="/thread_id")
    return thread


def _tell_message(scene: Scene, message: Message, at: datetime) -> None:
    """Whoever it was written to is told, whoever else is a side of the deal."""
    deal = scene.deal
    is_posters = message.sender_id == deal.poster_id
    fact = MessageReceived(
        subject_id=message.id,
        merchant_id=message.thread_id if is_posters else deal.poster_id,
        deal_id=deal.id,
        thread_id=message.thread_id,
        number=message.number,
    )
    events.record(fact=fact, at=at)

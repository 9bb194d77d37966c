"""Somebody has read a notice; and notices that were read long ago are forgotten."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.notifications.errors import NoticeNotFound
from adulis.notifications.models import Notice

FORGOTTEN_AT_ONCE = 1_000


@db.transaction_required
def read_notice(
    *, notice_id: UUID, user_id: UUID, merchant_ids: Collection[UUID], actor: Actor, at: datetime
) -> None:
    """Note that its person has read it; again, it stays as it was. Raises NoticeNotFound.

    ``merchant_ids`` are those the person belongs to: what was about others is no longer theirs.
    """
    rows = Notice.objects.select_for_update(no_key=True).filter(id=notice_id, user_id=user_id)
    notice = rows.first()
    if notice is None or notice.merchant_id not in {None, *merchant_ids}:
        raise NoticeNotFound
    if notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])


@db.transaction_required
def read_all(
    *,
    up_to: UUID,
    user_id: UUID,
    merchant_ids: Collection[UUID],
    with_own: bool,
    actor: Actor,
    at: datetime,
) -> int:
    """Note that a person has read all notices about ``merchant_ids``, up to the notice ``up_to``.

    ``with_own``: those about the person alone as well. Returns how many had not been read; what
    was written since the person looked stays unread.
    """
    rows = Notice.objects.filter(user_id=user_id, read_at=None, id__lte=up_to)
    count = rows.filter(merchant_id__in=list(merchant_ids)).update(read_at=at)
    return count + (rows.filter(merchant_id=None).update(read_at=at) if with_own else 0)


@db.transaction_required
def forget_notices(*, read_before: datetime, actor: Actor, at: datetime) -> int:
    """Remove notices that were read before then, a thousand at most; returns how many."""
    rows = Notice.objects.filter(read_at__lt=read_before).order_by("read_at")
    ids = list(rows.values_list("id", flat=True)[:FORGOTTEN_AT_ONCE])
    Notice.objects.filter(id__in=ids).delete()
    return len(ids)

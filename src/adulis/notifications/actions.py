"""The verbs of notifications: telling people of a fact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings

from adulis.audit import actions as audit
from adulis.events import queries as events
from adulis.events.values import Recorded
from adulis.identity.actions.standing import write_to_owners
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.notifications.errors import (
    NewsNotFound,
    NewsStillUnwritable,
    NewsToldAlready,
    Unwritable,
)
from adulis.notifications.models import Unwritten
from adulis.notifications.words import Told, told_of

TEMPLATE = "notifications/news"


@db.transaction_required
def tell(*, fact: Recorded, actor: Actor, at: datetime) -> int:
    """Queue what the owners of its merchant are told of ``fact``; returns how many letters.

    Where its words cannot be found that is noted, for an operator to see, and nobody is told.
    """
    try:
        told = told_of(fact)
    except Unwritable as error:
        _note(fact, error, actor=actor, at=at)
        return 0
    return 0 if told is None else _write(told, fact, actor=actor, at=at)


@db.transaction_required
def tell_again(*, unwritten_id: UUID, reason: str, actor: Actor, at: datetime) -> int:
    """Tell of a fact whose words were mended meanwhile; returns how many letters.

    Raises NewsNotFound, NewsToldAlready, NewsStillUnwritable.
    """
    row = Unwritten.objects.select_for_update(no_key=True).filter(id=unwritten_id).first()
    if row is None:
        raise NewsNotFound
    if row.told_at is not None:
        raise NewsToldAlready
    fact = events.of_subject(row.subject)[row.subject_sequence - 1]
    try:
        told = told_of(fact)
    except Unwritable as error:
        raise NewsStillUnwritable(missing=str(error)) from error
    row.told_at = at
    row.save(update_fields=["told_at"])
    count = 0 if told is None else _write(told, fact, actor=actor, at=at)
    after = {"fact": fact.id, "reason": reason, "letters": count}
    _audit("news.tell_again", row, before={"missing": row.reason}, after=after, actor=actor, at=at)
    return count


def _write(told: Told, fact: Recorded, *, actor: Actor, at: datetime) -> int:
    return write_to_owners(
        merchant_id=told.merchant_id,
        template=TEMPLATE,
        context={
            "headline": told.headline,
            "text": told.text,
            "label": told.label,
            "link": f"{settings.PUBLIC_URL}/m/{told.merchant_id}/{told.page}",
        },
        about=fact.subject,
        actor=actor,
        at=at,
    )


def _note(fact: Recorded, error: Unwritable, *, actor: Actor, at: datetime) -> None:
    row = Unwritten.objects.create(
        type=fact.type,
        subject=fact.subject,
        subject_sequence=fact.subject_sequence,
        merchant_id=fact.merchant_id,
        reason=str(error),
        noted_at=at,
    )
    after = {"fact": fact.id, "type": fact.type, "missing": row.reason}
    _audit("news.leave_unwritten", row, before={}, after=after, actor=actor, at=at)


def _audit(
    action: str,
    row: Unwritten,
    *,
    before: Mapping[str, object],
    after: Mapping[str, object],
    actor: Actor,
    at: datetime,
) -> None:
    audit.write(
        actor=actor,
        action=action,
        subject=f"news/{row.id}",
        merchant_id=row.merchant_id,
        before=before,
        after=after,
        at=at,
    )

"""Who counts as a second person: whoever has had their role for a while.

Somebody who joins a team, or is given a higher role, neither approves before
``SECOND_PERSON_AFTER_HOURS`` are over, nor is approved before what they ask for. So an owner who
makes themselves a second login is two people only when the others have long been told of it by
letter. Founders have nobody who made them owners.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from adulis.identity.errors import OwnerLeftLately, SecondPersonTooNew
from adulis.identity.values import ASKED_BY, YOU, TooNew
from adulis.kernel.actors import Actor
from adulis.kernel.db import fetch_all, fetch_value


def patience() -> timedelta:
    """For how long somebody new does not count."""
    return timedelta(hours=settings.SECOND_PERSON_AFTER_HOURS)


_MEMBERS = """
SELECT member.user_id, member.role_given_at FROM identity_membership AS member
 WHERE member.merchant_id = %s AND member.user_id = ANY (%s)
"""


def too_new(
    merchant_id: UUID,
    asked: Collection[tuple[str, datetime]],
    *,
    approver: UUID,
    now: datetime,
) -> list[TooNew | None]:
    """Of each that was asked by a person at a moment: who of the two does not count yet.

    Whoever asked and has left counts from as long after asking as a newcomer of that moment would.
    One query.
    """
    people = {approver} | {found for person, _ in asked if (found := _person(person))}
    given = dict(fetch_all(_MEMBERS, [merchant_id, list(people)]))
    wait = patience()
    answers = []
    for person, at in asked:
        user_id = _person(person)
        since = {YOU: given.get(approver), ASKED_BY: given.get(user_id, at) if user_id else None}
        until = {who: moment + wait for who, moment in since.items() if moment is not None}
        waits = [TooNew(who, moment) for who, moment in until.items() if moment > now]
        answers.append(max(waits, key=lambda each: each.until, default=None))
    return answers


def require_second_person(
    actor: Actor, merchant_id: UUID, *, asked_by: str, asked_at: datetime, now: datetime
) -> None:
    """Raises SecondPersonTooNew unless an owner who approves and whoever asked count as two."""
    approver = UUID(actor.user_id or actor.id)
    (found,) = too_new(merchant_id, [(asked_by, asked_at)], approver=approver, now=now)
    if found is not None:
        raise SecondPersonTooNew(_TOO_NEW[found.who], who=found.who, until=found.until)


_TOO_NEW = {
    YOU: "You became an owner a short while ago, so you do not approve yet.",
    ASKED_BY: "Whoever asked for this came, or got their role, a short while ago.",
}


def require_long_alone(merchant_id: UUID, *, now: datetime) -> None:
    """Raises OwnerLeftLately where the merchant had another owner a short while ago."""
    left_at = fetch_value(
        "SELECT owner_left_at FROM identity_merchant WHERE id = %s", [merchant_id]
    )
    if left_at is not None and now < left_at + patience():
        raise OwnerLeftLately(until=left_at + patience())


def _person(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

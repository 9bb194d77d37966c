"""Telling people of what happened; and a worker that tells, to be killed.

    python -m tests.telling

goes on until there is nothing left to tell. Started with ``ADULIS_FAILPOINT`` it dies there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adulis.events.values import Fact, Recorded
from adulis.kernel import db
from adulis.kernel.actors import system

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from adulis.notifications.models import Notice

TESTS = system("tests")


def recorded(row: Any) -> Recorded:
    """A row of the outbox as its readers know it."""
    return Recorded(
        type=row.type, subject=row.subject, subject_sequence=row.subject_sequence,
        merchant_id=row.merchant_id, payload=row.payload, at=row.at,
    )  # fmt: skip


def happened(fact: Fact, *, at: datetime | None = None) -> Recorded:
    """Record a fact, and tell of it."""
    from adulis.events import actions as events
    from adulis.events.models import Event

    with db.transaction():
        events.record(fact=fact, at=db.clock())
    found = recorded(Event.objects.filter(subject=fact.subject).order_by("-subject_sequence")[0])
    tell(found, at=at)
    return found


def tell(fact: Recorded, *, at: datetime | None = None) -> Collection[UUID]:
    from adulis.notifications import actions

    with db.transaction():
        return actions.tell(fact=fact, actor=TESTS, at=at or db.clock())


def tell_all(*types: str) -> None:
    """Tell of every fact there is, or of those of these types."""
    from adulis.events.models import Event

    for row in Event.objects.order_by("id"):
        if not types or row.type in types:
            tell(recorded(row))


def an_alert(merchant_id: UUID | None = None, **more: Any) -> UUID:
    """Published by an operator, for everybody or for a merchant."""
    from adulis.notifications import actions
    from adulis.notifications.values import AlertGiven, Audience, Severity

    told: dict[str, Any] = {
        "severity": Severity.WARNING, "merchant_id": merchant_id, "title": "Slow today",
        "audience": Audience.EVERYBODY if merchant_id is None else Audience.MERCHANT,
        "text": "It may take longer.", "begins_at": db.clock(), "ends_at": None,
    }  # fmt: skip
    with db.transaction():
        given = AlertGiven(**(told | more))
        return actions.publish_alert(given=given, actor=TESTS, at=db.clock())


def notices_to(user_id: UUID) -> list[Notice]:
    """Oldest first."""
    from adulis.notifications.models import Notice

    return list(Notice.objects.filter(user_id=user_id).order_by("id"))


def titles_to(user_id: UUID) -> list[str]:
    return [each.title for each in notices_to(user_id)]


if __name__ == "__main__":
    import django

    django.setup()
    from adulis.notifications import tasks

    while tasks.listen() + tasks.tell_of_alerts() + tasks.write_waiting():
        pass

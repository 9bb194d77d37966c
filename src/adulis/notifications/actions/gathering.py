"""Letters that waited: when a person wants them, and one letter of all that waited until then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings

from adulis.audit import actions as audit
from adulis.identity import queries as people
from adulis.identity.values import MemberRole
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.mail import actions as mail
from adulis.notifications.errors import LetterHoursWrong
from adulis.notifications.links import unsubscribe_link
from adulis.notifications.models import Hours, Preference, Waiting
from adulis.notifications.policies import is_told, letter_due_at
from adulis.notifications.values import CHOICES, Channel, Group, LetterHours

TEMPLATE = "notifications/digest"
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@db.transaction_required
def set_letter_hours(*, user_id: UUID, hours: LetterHours, actor: Actor, at: datetime) -> None:
    """Keep when a person wants letters that may wait. Those that wait are due anew by it.

    Raises LetterHoursWrong.
    """
    if (hours.quiet_from is None) != (hours.quiet_until is None):
        raise LetterHoursWrong(pointer="/quiet_until")
    if hours.quiet_from is not None and hours.quiet_from == hours.quiet_until:
        raise LetterHoursWrong(pointer="/quiet_until")
    _lock(user_id)
    chosen = {
        "time_zone": hours.time_zone,
        "quiet_from": hours.quiet_from,
        "quiet_until": hours.quiet_until,
        "digest_hour": hours.digest_hour,
    }
    Hours.objects.update_or_create(user_id=user_id, defaults={**chosen, "chosen_at": at})
    for row in Waiting.objects.filter(user_id=user_id):
        rule = CHOICES[Group(row.group)].email
        row.due_at = letter_due_at(rule, hours, deadline=row.deadline, at=at)
        row.save(update_fields=["due_at"])
    audit.write(
        actor=actor,
        action="preferences.set_letter_hours",
        subject=f"user/{user_id}",
        merchant_id=None,
        before={},
        after={name: value if value is None else str(value) for name, value in chosen.items()},
        at=at,
    )


@db.transaction_required
def write_waiting(*, actor: Actor, at: datetime) -> int:
    """Write one letter to the next person whose time has come, of all that waited for it.

    What waited is gone in the same commit, so it is written once, whoever dies in between. Of what
    the person does not want any more, or of a merchant they left, nothing is written. Returns how
    many waited.
    """
    first = Waiting.objects.filter(due_at__lte=at).order_by("due_at").first()
    if first is None:
        return 0
    _lock(first.user_id)
    rows = list(Waiting.objects.filter(user_id=first.user_id, due_at__lte=at).order_by("id"))
    email, wanted = _wanted(first.user_id, rows)
    if wanted:
        _letter(first.user_id, email, wanted, actor=actor, at=at)
    Waiting.objects.filter(id__in=[each.id for each in rows]).delete()
    # Another may have been quicker, and then there is perhaps another person.
    return max(len(rows), 1)


def _wanted(user_id: UUID, rows: Sequence[Waiting]) -> tuple[str, list[Waiting]]:
    """Their address, and what of it they may still read and want to."""
    off = Preference.objects.filter(user_id=user_id, channel=Channel.EMAIL)
    chosen = {each.group: each.is_on for each in off}
    email, wanted = "", []
    members = {each.merchant_id: _member(user_id, each.merchant_id) for each in rows}
    for row in rows:
        member = members[row.merchant_id]
        rule = CHOICES[Group(row.group)].email
        if member is not None and is_told(
            Channel.EMAIL, rule, chosen=chosen.get(row.group), role=member.role
        ):
            email = member.email
            wanted.append(row)
    return email, wanted


def _member(user_id: UUID, merchant_id: UUID) -> people.Addressee | None:
    found = people.addressees_of(merchant_id, role=MemberRole.VIEWER)
    return next((each for each in found if each.user_id == user_id), None)


def _letter(
    user_id: UUID, email: str, rows: Sequence[Waiting], *, actor: Actor, at: datetime
) -> None:
    names = {each: people.standing(each).name for each in {row.merchant_id for row in rows}}
    groups = sorted({Group(each.group) for each in rows})
    link = unsubscribe_link(user_id, *groups, at=at)
    mail.queue_letter(
        to=email,
        template=TEMPLATE,
        context={
            "count": len(rows),
            "first": rows[0].title,
            "news": [
                {
                    # Names that people chose stay on one line each, as in every letter.
                    "title": " ".join(each.title.split()),
                    "text": " ".join(each.text.split()),
                    "label": each.label,
                    "link": f"{settings.PUBLIC_URL}/{each.page}",
                    "merchant": names[each.merchant_id] if len(names) > 1 else "",
                }
                for each in rows
            ],
            "groups": ", ".join(CHOICES[each].title for each in groups),
            "hours": f"{settings.PUBLIC_URL}/settings/notifications",
            "unsubscribe": link,
        },
        about=f"user/{user_id}",
        merchant_id=None,
        unsubscribe=link,
        actor=actor,
        at=at,
    )


def _lock(user_id: UUID) -> None:
    """Whoever writes to a person, or changes when, is alone at it."""
    db.execute(_ONE_AT_A_TIME, [f"letters/{user_id}"])

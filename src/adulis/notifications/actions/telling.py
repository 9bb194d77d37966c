"""Telling people of a fact: in their inbox and by letter, as they want it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.events import queries as facts
from adulis.events.values import Recorded
from adulis.identity import queries as people
from adulis.identity.values import MemberRole
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.mail import actions as mail
from adulis.notifications.errors import (
    NewsNotFound,
    NewsStillUnwritable,
    NewsToldAlready,
    Unwritable,
)
from adulis.notifications.events import InboxUpdated
from adulis.notifications.links import unsubscribe_link
from adulis.notifications.models import Notice, Preference, Unwritten, Waiting, Watching
from adulis.notifications.policies import is_mandatory, is_told, is_watched, letter_due_at
from adulis.notifications.queries import hours_of
from adulis.notifications.values import CHOICES, Channel, WatchLevel, deadline_in
from adulis.notifications.words import Told, told_of

TEMPLATE = "notifications/news"
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody who is told, by some way or none; ``role`` None: it is about them alone."""

    user_id: UUID
    email: str
    role: MemberRole | None


@db.transaction_required
def tell(*, fact: Recorded, actor: Actor, at: datetime) -> Collection[UUID]:
    """Tell whom it concerns of ``fact``; returns the merchants to ``announce`` it to, none where it
    is in nobody's inbox.

    Where its words cannot be found that is noted, for an operator to see, and nobody is told.
    """
    try:
        told = told_of(fact)
    except Unwritable as error:
        _note(fact, error, actor=actor, at=at)
        return ()
    return _followed(told) if told is not None and _write(told, actor=actor, at=at) else ()


@db.transaction_required
def tell_again(*, unwritten_id: UUID, reason: str, actor: Actor, at: datetime) -> None:
    """Tell of a fact whose words were mended meanwhile.

    Raises NewsNotFound, NewsToldAlready, NewsStillUnwritable.
    """
    row = Unwritten.objects.select_for_update(no_key=True).filter(id=unwritten_id).first()
    if row is None:
        raise NewsNotFound
    if row.told_at is not None:
        raise NewsToldAlready
    fact = facts.of_subject(row.subject)[row.subject_sequence - 1]
    try:
        told = told_of(fact)
    except Unwritable as error:
        raise NewsStillUnwritable(missing=str(error)) from error
    row.told_at = at
    row.save(update_fields=["told_at"])
    count = 0 if told is None else _write(told, actor=actor, at=at)
    if told is not None and count:
        announce(merchant_ids=_followed(told), actor=actor, at=at)
    after = {"fact": fact.id, "reason": reason, "notices": count}
    _audit("news.tell_again", row, before={"missing": row.reason}, after=after, actor=actor, at=at)


@db.transaction_required
def announce(*, merchant_ids: Iterable[UUID], actor: Actor, at: datetime) -> None:
    """Let screens that follow these merchants know that somebody's inbox is another one now."""
    for merchant_id in sorted(set(merchant_ids)):
        fact = InboxUpdated(subject_id=merchant_id, merchant_id=merchant_id)
        # An operator may tell of something while the worker does.
        db.execute(_ONE_AT_A_TIME, [fact.subject])
        events.record(fact=fact, at=at)


def _write(told: Told, *, actor: Actor, at: datetime) -> int:
    """Notices for all who want one, and letters; returns how many notices."""
    persons = _not_told_lately(told, _persons(told), at)
    chosen = _chosen(told, [each.user_id for each in persons])
    levels = _levels(told, [each.user_id for each in persons])
    is_turn = told.news.turn(told.fact.payload)
    choice = CHOICES[told.news.group]

    def wants(person: _Person, channel: Channel) -> bool:
        return is_told(
            channel,
            choice.rule(channel),
            chosen=chosen.get((person.user_id, channel)),
            role=person.role,
            is_watched=is_watched(
                levels.get(person.user_id, WatchLevel.ALL),
                is_turn=is_turn,
                is_money=told.news.is_money,
            ),
        )

    notices = [
        _notice(told, person.user_id, at) for person in persons if wants(person, Channel.IN_APP)
    ]
    Notice.objects.bulk_create(notices)
    if told.news.has_letter and told.merchant_id is not None:
        written = [each for each in persons if wants(each, Channel.EMAIL)]
        _letters(told, written, told.merchant_id, actor=actor, at=at)
    return len(notices)


def _letters(
    told: Told, persons: list[_Person], merchant_id: UUID, *, actor: Actor, at: datetime
) -> None:
    """Those that may wait wait for their reader's hour."""
    name = people.standing(merchant_id).name
    rule = CHOICES[told.news.group].email
    deadline = deadline_in(told.fact.payload, after=at)
    hours = hours_of([each.user_id for each in persons])
    for person in persons:
        due = letter_due_at(rule, hours.get(person.user_id), deadline=deadline, at=at)
        if due > at:
            Waiting.objects.create(
                user_id=person.user_id,
                merchant_id=merchant_id,
                fact=told.fact.id,
                group=told.news.group,
                title=told.headline,
                text=told.text,
                label=told.label,
                page=told.page,
                deadline=deadline,
                written_at=at,
                due_at=due,
            )
        else:
            _letter(told, person, name, actor=actor, at=at)


def _followed(told: Told) -> Collection[UUID]:
    """The merchants whose streams the screens of those who are told may be following."""
    if told.merchant_id is not None:
        return (told.merchant_id,)
    return people.merchants_of_people([each.user_id for each in _persons(told)])


def _persons(told: Told) -> list[_Person]:
    if told.person_id is not None:
        return [_Person(told.person_id, "", None)]
    assert told.merchant_id is not None, "it is told to somebody"
    return [
        _Person(each.user_id, each.email, each.role)
        for each in people.addressees_of(told.merchant_id, role=told.news.role)
        if each.user_id != told.but_id
    ]


def _not_told_lately(told: Told, persons: list[_Person], at: datetime) -> list[_Person]:
    if told.news.every is None:
        return persons
    lately = Notice.objects.filter(
        user_id__in=[each.user_id for each in persons],
        type=told.fact.type,
        about=told.fact.subject,
        written_at__gt=at - told.news.every,
    )
    resting = set(lately.values_list("user_id", flat=True))
    return [each for each in persons if each.user_id not in resting]


def _chosen(told: Told, user_ids: Collection[UUID]) -> dict[tuple[UUID, Channel], bool]:
    rows = Preference.objects.filter(user_id__in=user_ids, group=told.news.group)
    return {(each.user_id, Channel(each.channel)): each.is_on for each in rows}


def _levels(told: Told, user_ids: Collection[UUID]) -> dict[UUID, WatchLevel]:
    """How closely those watch the deal who have said so."""
    if told.deal_id is None:
        return {}
    rows = Watching.objects.filter(user_id__in=user_ids, deal_id=told.deal_id)
    return {each.user_id: WatchLevel(each.level) for each in rows}


def _notice(told: Told, user_id: UUID, at: datetime) -> Notice:
    return Notice(
        user_id=user_id,
        merchant_id=told.merchant_id,
        fact=told.fact.id,
        type=told.fact.type,
        group=told.news.group,
        about=told.fact.subject,
        title=told.headline,
        text=told.text,
        label=told.label,
        page=told.page,
        written_at=at,
    )


def _letter(told: Told, person: _Person, merchant: str, *, actor: Actor, at: datetime) -> None:
    group = told.news.group
    is_owner = person.role is MemberRole.OWNER
    is_for_good = is_mandatory(Channel.EMAIL, CHOICES[group].email, owns=is_owner)
    link = "" if is_for_good else unsubscribe_link(person.user_id, group, at=at)
    mail.queue_letter(
        to=person.email,
        template=TEMPLATE,
        context={
            "headline": told.headline,
            "text": told.text,
            "label": told.label,
            "link": f"{settings.PUBLIC_URL}/{told.page}",
            "merchant": merchant,
            "is_owner": is_owner,
            "group": CHOICES[group].title,
            "unsubscribe": link,
        },
        about=told.fact.subject,
        merchant_id=told.merchant_id,
        unsubscribe=link,
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

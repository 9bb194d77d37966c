"""The questions about what people are told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from adulis.identity.values import Caller, MemberRole
from adulis.notifications.errors import AlertNotFound, NewsNotFound
from adulis.notifications.links import opened_link
from adulis.notifications.models import (
    Alert,
    Dismissal,
    Hours,
    Notice,
    Preference,
    Unwritten,
    Watching,
)
from adulis.notifications.policies import is_mandatory, is_told
from adulis.notifications.values import CHOICES, Audience, Channel, Group, LetterHours, WatchLevel


@dataclass(frozen=True, slots=True)
class Cell:
    """Whether a person is told of a group by a way, and whether they may choose."""

    group: Group
    channel: Channel
    is_on: bool
    is_mandatory: bool


def notices_of(caller: Caller, *, merchant_ids: Collection[UUID] | None = None) -> QuerySet[Notice]:
    """What a person is told, newest first: about themselves and the merchants they belong to.

    Those about a merchant they left are no longer theirs. ``merchant_ids`` leaves only these.
    """
    rows = Notice.objects.filter(user_id=caller.user_id).order_by("-id")
    if merchant_ids is not None:
        return rows.filter(merchant_id__in=set(merchant_ids) & set(caller.memberships))
    return rows.filter(Q(merchant_id=None) | Q(merchant_id__in=list(caller.memberships)))


def unread_by_merchant(caller: Caller) -> dict[UUID | None, int]:
    """How many a person has not read, by the merchant they are about; None: themselves."""
    rows = notices_of(caller).filter(read_at=None).order_by().values("merchant_id")
    return {each["merchant_id"]: each["count"] for each in rows.annotate(count=Count("id"))}


def preferences_of(caller: Caller) -> list[Cell]:
    """The whole matrix, as it is for this person now."""
    owns = MemberRole.OWNER in caller.memberships.values()
    rows = Preference.objects.filter(user_id=caller.user_id)
    chosen = {(each.group, each.channel): each.is_on for each in rows}
    return [
        Cell(
            group,
            channel,
            is_told(
                channel,
                choice.rule(channel),
                chosen=chosen.get((group, channel)),
                role=MemberRole.OWNER if owns else MemberRole.VIEWER,
            ),
            is_mandatory(channel, choice.rule(channel), owns=owns),
        )
        for group, choice in CHOICES.items()
        for channel in Channel
    ]


def watch_level_of(caller: Caller, deal_id: UUID) -> WatchLevel:
    """How closely a person watches a deal."""
    row = Watching.objects.filter(user_id=caller.user_id, deal_id=deal_id).first()
    return WatchLevel.ALL if row is None else WatchLevel(row.level)


def alerts_on(*, at: datetime) -> QuerySet[Alert]:
    """What is on at this moment, for whomever, the newest first."""
    rows = Alert.objects.filter(begins_at__lte=at, ended_at=None)
    return rows.filter(Q(ends_at=None) | Q(ends_at__gt=at)).order_by("-begins_at", "-id")


def alerts_for_everybody(*, at: datetime) -> QuerySet[Alert]:
    """What is on for whoever comes by."""
    return alerts_on(at=at).filter(audience=Audience.EVERYBODY)


def alerts_for(caller: Caller, *, at: datetime) -> QuerySet[Alert]:
    """What is on for this caller, but for what they have dismissed."""
    dismissed = Dismissal.objects.filter(user_id=caller.user_id).values("alert_id")
    rows = alerts_on(at=at).filter(_meant_for(caller))
    return rows if caller.key_id is not None else rows.exclude(id__in=dismissed)


def alert_seen_by(caller: Caller, alert_id: UUID, *, at: datetime) -> Alert:
    """One that is on for this caller, dismissed or not. Raises AlertNotFound."""
    found = alerts_on(at=at).filter(_meant_for(caller), id=alert_id).first()
    if found is None:
        raise AlertNotFound
    return found


def alerts_for_operator() -> QuerySet[Alert]:
    """All there ever were, newest first."""
    return Alert.objects.order_by("-published_at", "-id")


def alert_for_operator(alert_id: UUID) -> Alert:
    """Raises AlertNotFound."""
    found = Alert.objects.filter(id=alert_id).first()
    if found is None:
        raise AlertNotFound
    return found


def _meant_for(caller: Caller) -> Q:
    meant = Q(audience=Audience.EVERYBODY) | Q(merchant_id__in=list(caller.memberships))
    return meant | Q(audience=Audience.OPERATORS) if caller.is_operator else meant


def groups_behind(token: str, *, at: datetime) -> tuple[Group, ...]:
    """What the link of a letter switches off. Raises UnsubscribeLinkInvalid, …Expired."""
    return opened_link(token, at=at).groups


def letter_hours_of(caller: Caller) -> LetterHours:
    """When a person wants letters that may wait."""
    return hours_of([caller.user_id]).get(caller.user_id, LetterHours(time_zone=settings.TIME_ZONE))


def hours_of(user_ids: Collection[UUID]) -> dict[UUID, LetterHours]:
    """Of those who have chosen."""
    return {
        each.user_id: LetterHours(
            time_zone=each.time_zone,
            quiet_from=each.quiet_from,
            quiet_until=each.quiet_until,
            digest_hour=each.digest_hour,
        )
        for each in Hours.objects.filter(user_id__in=user_ids)
    }


def unwritten_for_operator() -> QuerySet[Unwritten]:
    """What nobody was told of so far, oldest first."""
    return Unwritten.objects.filter(told_at=None).order_by("noted_at", "id")


def one_unwritten_for_operator(unwritten_id: UUID) -> Unwritten:
    """Raises NewsNotFound."""
    found = Unwritten.objects.filter(id=unwritten_id).first()
    if found is None:
        raise NewsNotFound
    return found

"""System alerts: published by operators or the platform, told to their audience, ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.identity import queries as people
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.mail import actions as mail
from adulis.notifications.actions.telling import announce
from adulis.notifications.errors import (
    AlertNotDismissible,
    AlertNotFound,
    AlertOver,
    AlertTimesWrong,
)
from adulis.notifications.events import SystemAlertEnded, SystemAlertPublished
from adulis.notifications.models import Alert, Dismissal, Notice
from adulis.notifications.values import AlertGiven, Audience, Group, Severity

TEMPLATE = "notifications/alert"
AT_ONCE = 200
# What the platform says by itself comes and goes; only what lasts is worth a line in every inbox.
PATIENCE = timedelta(minutes=5)


@db.transaction_required
def publish_alert(*, given: AlertGiven, key: str = "", actor: Actor, at: datetime) -> UUID:
    """Let its audience know; returns its id. Inboxes and letters follow, see ``tell_of_alert``.

    Raises AlertTimesWrong, MerchantNotFound.
    """
    if given.ends_at is not None and given.ends_at <= max(given.begins_at, at):
        raise AlertTimesWrong(pointer="/ends_at")
    if given.merchant_id is not None:
        people.standing(given.merchant_id)
    alert = Alert.objects.create(
        id=new_id(),
        key=key,
        severity=given.severity,
        audience=given.audience,
        merchant_id=given.merchant_id,
        title=given.title,
        text=given.text,
        begins_at=given.begins_at,
        ends_at=given.ends_at,
        published_by=actor.user_id or actor.id,
        published_at=at,
    )
    fact = SystemAlertPublished(
        subject_id=alert.id,
        merchant_id=alert.merchant_id,
        severity=alert.severity,
        audience=alert.audience,
        title=alert.title,
    )
    events.record(fact=fact, at=at)
    after = {"severity": alert.severity, "audience": alert.audience, "title": alert.title}
    _audit("alert.publish", alert, after=after, actor=actor, at=at)
    return alert.id


@db.transaction_required
def end_alert(*, alert_id: UUID, actor: Actor, at: datetime) -> None:
    """It is over from now on. Raises AlertNotFound, AlertOver."""
    alert = Alert.objects.select_for_update(no_key=True).filter(id=alert_id).first()
    if alert is None:
        raise AlertNotFound
    if alert.ended_at is not None or (alert.ends_at is not None and alert.ends_at <= at):
        raise AlertOver
    _end(alert, actor=actor, at=at)


@db.transaction_required
def keep_alert(
    *, key: str, is_so: bool, severity: Severity, title: str, text: str, actor: Actor, at: datetime
) -> bool:
    """Have one alert of the platform's for everybody while something is so, and none otherwise.

    Returns whether one was published or ended.
    """
    db.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"alert/{key}"])
    alert = Alert.objects.select_for_update(no_key=True).filter(key=key, ended_at=None).first()
    if is_so == (alert is not None):
        return False
    if alert is not None:
        _end(alert, actor=actor, at=at)
        return True
    given = AlertGiven(
        severity=severity,
        audience=Audience.EVERYBODY,
        merchant_id=None,
        title=title,
        text=text,
        begins_at=at,
        ends_at=None,
    )
    publish_alert(given=given, key=key, actor=actor, at=at)
    return True


@db.transaction_required
def tell_of_alert(*, limit: int = AT_ONCE, actor: Actor, at: datetime) -> int:
    """Put an alert that is on into the inboxes of the next of its audience; returns how many.

    Of a critical one the owners among them are written to as well. Whoever is told is noted in the
    same commit, so each is told once, whoever dies in between. What the platform published by
    itself has to last for five minutes first.
    """
    lasts = Q(key="", begins_at__lte=at) | Q(begins_at__lte=at - PATIENCE)
    rows = Alert.objects.filter(lasts, told_at=None, ended_at=None)
    waiting = rows.exclude(ends_at__lte=at).order_by("begins_at", "id")
    alert = waiting.select_for_update(no_key=True, skip_locked=True).first()
    if alert is None:
        return 0
    persons = people.audience(
        after=alert.told_up_to,
        limit=limit,
        merchant_id=alert.merchant_id,
        operators=alert.audience == Audience.OPERATORS,
    )
    Notice.objects.bulk_create([_notice(alert, each.user_id, at) for each in persons])
    if alert.severity == Severity.CRITICAL:
        for each in persons:
            if each.is_written_to:
                _letter(alert, each.email, actor=actor, at=at)
    if persons:
        alert.told_up_to = persons[-1].user_id
    if len(persons) < limit:
        alert.told_at = at
    alert.save(update_fields=["told_up_to", "told_at"])
    announce(merchant_ids=_followed(alert, persons), actor=actor, at=at)
    # One that has been told to the last of them was work as well.
    return max(len(persons), 1)


@db.transaction_required
def dismiss_alert(*, alert: Alert, user_id: UUID, actor: Actor, at: datetime) -> None:
    """A person does not want to see it any more; again, it stays so. Raises AlertNotDismissible.

    ``alert`` is one that they may see (``queries.alert_seen_by``).
    """
    if alert.severity == Severity.CRITICAL:
        raise AlertNotDismissible
    rows = [Dismissal(user_id=user_id, alert=alert, dismissed_at=at)]
    Dismissal.objects.bulk_create(rows, ignore_conflicts=True)


def _followed(alert: Alert, persons: Sequence[people.Addressed]) -> Iterable[UUID]:
    """The merchants whose streams their screens may be following."""
    if alert.merchant_id is not None:
        return [alert.merchant_id] if persons else []
    return people.merchants_of_people([each.user_id for each in persons])


def _end(alert: Alert, *, actor: Actor, at: datetime) -> None:
    alert.ended_at, alert.ended_by = at, actor.user_id or actor.id
    alert.save(update_fields=["ended_at", "ended_by"])
    events.record(fact=SystemAlertEnded(subject_id=alert.id, merchant_id=alert.merchant_id), at=at)
    _audit("alert.end", alert, after={"title": alert.title}, actor=actor, at=at)


def _notice(alert: Alert, user_id: UUID, at: datetime) -> Notice:
    return Notice(
        user_id=user_id,
        merchant_id=alert.merchant_id,
        # Publishing is the first that happens to an alert.
        fact=f"system-alert/{alert.id}/1",
        type=SystemAlertPublished.type,
        group=Group.SYSTEM,
        about=f"system-alert/{alert.id}",
        title=alert.title,
        text=alert.text,
        label="Open Adulis",
        page="",
        written_at=at,
    )


def _letter(alert: Alert, email: str, *, actor: Actor, at: datetime) -> None:
    mail.queue_letter(
        to=email,
        template=TEMPLATE,
        context={"title": alert.title, "text": alert.text, "link": f"{settings.PUBLIC_URL}/"},
        about=f"system-alert/{alert.id}",
        merchant_id=alert.merchant_id,
        actor=actor,
        at=at,
    )


def _audit(
    action: str, alert: Alert, *, after: Mapping[str, object], actor: Actor, at: datetime
) -> None:
    audit.write(
        actor=actor,
        action=action,
        subject=f"system-alert/{alert.id}",
        merchant_id=alert.merchant_id,
        before={},
        after=after,
        at=at,
    )

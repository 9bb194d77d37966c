"""``/system-alerts/``: what is wrong with the platform now, for whoever asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.renderers import answer
from adulis.api.schema import EMPTY, documents
from adulis.api.views import Endpoint, PublicEndpoint, caller_of
from adulis.identity.errors import PersonRequired
from adulis.kernel import db
from adulis.notifications import actions, queries
from adulis.notifications.errors import AlertNotDismissible, AlertNotFound
from adulis.notifications.values import Severity

if TYPE_CHECKING:
    from adulis.notifications.models import Alert


class SystemAlertOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    severity = serializers.ChoiceField(list(Severity))
    title = serializers.CharField()
    text = serializers.CharField()
    merchant_id = serializers.UUIDField(allow_null=True, help_text="Null: it is not about one.")
    begins_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(allow_null=True, help_text="Null: nobody knows yet.")
    is_dismissible = serializers.BooleanField(help_text="A critical one goes when it is over.")


class SystemAlertsOut(serializers.Serializer[Any]):
    """All that are on, the newest first."""

    results = SystemAlertOut(many=True)


class SystemAlertList(Endpoint):
    @documents(
        "list_system_alerts",
        "List system alerts",
        answers={200: SystemAlertsOut},
    )
    def get(self, request: Request) -> HttpResponse:
        """What is on now for you: for everybody, for your merchants, and for operators if you are
        one; but for what you have dismissed.
        """
        caller = caller_of(request)
        return _told(queries.alerts_for(caller, at=caller.seen_at))


class PublicSystemAlertList(PublicEndpoint):
    @documents(
        "list_public_system_alerts",
        "List system alerts for everybody",
        answers={200: SystemAlertsOut},
        public=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """What is on now for whoever comes by: for the page where people sign in."""
        return _told(queries.alerts_for_everybody(at=db.clock()))


class DismissSystemAlert(Endpoint):
    @documents(
        "dismiss_system_alert",
        "Dismiss a system alert",
        answers={200: EMPTY},
        refuses=(PersonRequired, AlertNotFound, AlertNotDismissible),
    )
    def post(self, request: Request, alert_id: UUID) -> HttpResponse:
        """You are not shown it any more; others are. Doing it again is no error."""
        caller = caller_of(request)
        caller.require_person()
        alert = queries.alert_seen_by(caller, alert_id, at=caller.seen_at)
        with db.transaction():
            actions.dismiss_alert(
                alert=alert, user_id=caller.user_id, actor=caller.actor, at=caller.seen_at
            )
        return answer({})


def _told(alerts: Iterable[Alert]) -> HttpResponse:
    return answer({"results": [_shown(each) for each in alerts]})


def _shown(alert: Alert) -> dict[str, Any]:
    return {
        "id": alert.id,
        "severity": alert.severity,
        "title": alert.title,
        "text": alert.text,
        "merchant_id": alert.merchant_id,
        "begins_at": alert.begins_at,
        "ends_at": alert.ends_at,
        "is_dismissible": alert.severity != Severity.CRITICAL,
    }


urlpatterns = [
    path("system-alerts/", SystemAlertList.as_view(), name="system-alerts"),
    path("system-alerts/public/", PublicSystemAlertList.as_view(), name="system-alerts-public"),
    path(
        "system-alerts/<uuid:alert_id>/dismiss/",
        DismissSystemAlert.as_view(),
        name="system-alert-dismiss",
    ),
]

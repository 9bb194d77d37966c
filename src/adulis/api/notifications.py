"""``/notifications/``: a person's inbox, over all their merchants; and what they want in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.errors import CursorInvalid
from adulis.api.fields import Choice, Field, StrictBoolean, StrictString, StrictUUID
from adulis.api.pages import PageQuery, count_queryset, decode_cursor, encode_cursor, page
from adulis.api.renderers import answer
from adulis.api.schema import EMPTY, documents, page_of
from adulis.api.shapes import Shape, checked, read_body, read_query
from adulis.api.views import Endpoint, caller_of
from adulis.identity.errors import MerchantNotFound, PersonRequired
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.notifications import actions, queries
from adulis.notifications.errors import NoticeNotFound, NotificationMandatory
from adulis.notifications.values import CHOICES, Channel, Group

if TYPE_CHECKING:
    from adulis.notifications.models import Notice

_MOST_CELLS = len(Group) * len(Channel)


class NotificationQuery(PageQuery):
    merchant_id = StrictUUID(required=False, help_text="Only what is about this merchant of yours.")
    unread = Choice(["true"], required=False, help_text="`true`: only what you have not read.")
    cursor = StrictString(
        min_length=1,
        max_length=400,
        required=False,
        help_text="Where the page before ended, as its `next` says. Takes the place of offset.",
    )


class UpToIn(Shape):
    up_to = StrictUUID(help_text="The newest one you have seen; what came after it stays unread.")
    merchant_id = StrictUUID(required=False, help_text="Only what is about this merchant of yours.")


class CellIn(Shape):
    group = Choice(list(Group))
    channel = Choice(list(Channel))
    is_on = StrictBoolean()


@extend_schema_field(CellIn(many=True))
class Cells(Field):
    """Some cells of the matrix, each once."""

    default_error_messages = {
        "not_cells": "Give a list of one to {most} cells.",
        "not_object": "A cell is a JSON object.",
        "twice": "A cell is named twice.",
    }

    def to_internal_value(self, data: Any) -> dict[tuple[Group, Channel], bool]:
        if not isinstance(data, list) or not 1 <= len(data) <= _MOST_CELLS:
            self.fail("not_cells", most=_MOST_CELLS)
        found: dict[tuple[Group, Channel], bool] = {}
        for each in data:
            if not isinstance(each, Mapping):
                self.fail("not_object")
            given = checked(CellIn, each)
            found[Group(given["group"]), Channel(given["channel"])] = given["is_on"]
        if len(found) < len(data):
            self.fail("twice")
        return found


class PreferencesIn(Shape):
    cells = Cells(help_text="Those that change; all others stay as they are.")


class NotificationOut(serializers.Serializer[Any]):
    """Something that happened, as it is told to one person."""

    id = serializers.UUIDField()
    merchant_id = serializers.UUIDField(allow_null=True, help_text="Null: about you alone.")
    type = serializers.CharField(help_text="Of the event that it tells of; see docs/events.md.")
    event_id = serializers.CharField(help_text="Which event it tells of, as /events/ calls it.")
    group = serializers.ChoiceField(list(Group))
    about = serializers.CharField(help_text="What it happened to: payout/<id>.")
    title = serializers.CharField()
    text = serializers.CharField()
    link_label = serializers.CharField(help_text="What the link is called.")
    page = serializers.CharField(help_text="Where it leads, in the web app: /m/<id>/payouts/<id>.")
    written_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)


class UnreadOut(serializers.Serializer[Any]):
    merchant_id = serializers.UUIDField(allow_null=True, help_text="Null: about you alone.")
    unread_count = serializers.IntegerField()


class NotificationSummaryOut(serializers.Serializer[Any]):
    """How much there is that you have not read."""

    unread_count = serializers.IntegerField(help_text="Over all your merchants.")
    by_merchant = UnreadOut(many=True)


class ReadAllOut(serializers.Serializer[Any]):
    read_count = serializers.IntegerField(help_text="How many you had not read before.")


class PreferenceCellOut(serializers.Serializer[Any]):
    channel = serializers.ChoiceField(list(Channel))
    is_on = serializers.BooleanField()
    is_mandatory = serializers.BooleanField(help_text="True: it cannot be switched off.")


class PreferenceGroupOut(serializers.Serializer[Any]):
    group = serializers.ChoiceField(list(Group))
    title = serializers.CharField()
    what = serializers.CharField(help_text="What is in this group.")
    channels = PreferenceCellOut(many=True)


class PreferencesOut(serializers.Serializer[Any]):
    """The whole matrix. E-mail goes to owners unless others ask for it."""

    groups = PreferenceGroupOut(many=True)


class NotificationList(Endpoint):
    @documents(
        "list_notifications",
        "List your notifications",
        query=NotificationQuery,
        answers={200: page_of(NotificationOut)},
        refuses=(PersonRequired, MerchantNotFound, CursorInvalid),
    )
    def get(self, request: Request) -> HttpResponse:
        """Your own inbox, over all your merchants, newest first. A program has none.

        When an event `inbox.updated` arrives on the stream of a merchant, ask again.
        """
        caller = _person(request)
        query = read_query(request, NotificationQuery)
        rows = queries.notices_of(caller, merchant_ids=_only(caller, query))
        if "unread" in query:
            rows = rows.filter(read_at=None)
        counted = count_queryset(rows)
        start = query["offset"]
        if "cursor" in query:
            last = UUID(decode_cursor("notifications", query["cursor"])[0])
            rows, start = rows.filter(id__lt=last), 0
        found = [_shown(each) for each in rows[start : start + query["limit"] + 1]]
        return answer(
            page(
                request,
                query,
                found,
                counted,
                cursor_of=lambda row: encode_cursor("notifications", str(row["id"])),
            )
        )


class NotificationSummary(Endpoint):
    @documents(
        "get_notification_summary",
        "Count what you have not read",
        answers={200: NotificationSummaryOut},
        refuses=(PersonRequired,),
    )
    def get(self, request: Request) -> HttpResponse:
        counts = queries.unread_by_merchant(_person(request))
        return answer(
            {
                "unread_count": sum(counts.values()),
                "by_merchant": [
                    {"merchant_id": merchant_id, "unread_count": count}
                    for merchant_id, count in counts.items()
                ],
            }
        )


class ReadNotification(Endpoint):
    @documents(
        "read_notification",
        "Mark a notification as read",
        answers={200: EMPTY},
        refuses=(PersonRequired, NoticeNotFound),
    )
    def post(self, request: Request, notification_id: UUID) -> HttpResponse:
        """Doing it again is no error; it keeps the moment at which you first did."""
        caller = _person(request)
        with db.transaction():
            actions.read_notice(
                notice_id=notification_id,
                user_id=caller.user_id,
                merchant_ids=caller.memberships,
                actor=caller.actor,
                at=caller.seen_at,
            )
        return answer({})


class ReadNotifications(Endpoint):
    @documents(
        "read_notifications",
        "Mark notifications as read",
        body=UpToIn,
        answers={200: ReadAllOut},
        refuses=(PersonRequired, MerchantNotFound),
    )
    def post(self, request: Request) -> HttpResponse:
        """All of them, or those about one merchant, up to the newest one that you have seen."""
        caller = _person(request)
        given = read_body(request, UpToIn)
        only = _only(caller, given)
        with db.transaction():
            count = actions.read_all(
                up_to=given["up_to"],
                user_id=caller.user_id,
                merchant_ids=caller.memberships if only is None else only,
                with_own=only is None,
                actor=caller.actor,
                at=caller.seen_at,
            )
        return answer({"read_count": count})


class Preferences(Endpoint):
    @documents(
        "get_notification_preferences",
        "Look at what you are told",
        answers={200: PreferencesOut},
        refuses=(PersonRequired,),
    )
    def get(self, request: Request) -> HttpResponse:
        """Each group of events by each way of telling you, as it is for you now."""
        return answer(_matrix(_person(request)))

    @documents(
        "set_notification_preferences",
        "Choose what you are told",
        body=PreferencesIn,
        answers={200: PreferencesOut},
        refuses=(PersonRequired, NotificationMandatory),
    )
    def patch(self, request: Request) -> HttpResponse:
        """One cell or several, all or none. What is about your money, a dispute, or how your
        account is secured cannot be switched off.
        """
        caller = _person(request)
        given = read_body(request, PreferencesIn)
        with db.transaction():
            actions.choose(
                caller=caller, wanted=given["cells"], actor=caller.actor, at=caller.seen_at
            )
        return answer(_matrix(caller))


def _person(request: Request) -> Caller:
    caller = caller_of(request)
    caller.require_person()
    return caller


def _only(caller: Caller, given: Mapping[str, Any]) -> list[UUID] | None:
    """The one merchant that was named; one that the caller does not belong to is none."""
    if "merchant_id" not in given:
        return None
    if given["merchant_id"] not in caller.memberships:
        raise MerchantNotFound
    return [given["merchant_id"]]


def _shown(notice: Notice) -> dict[str, Any]:
    return {
        "id": notice.id,
        "merchant_id": notice.merchant_id,
        "type": notice.type,
        "event_id": notice.fact,
        "group": notice.group,
        "about": notice.about,
        "title": notice.title,
        "text": notice.text,
        "link_label": notice.label,
        "page": f"/{notice.page}",
        "written_at": notice.written_at,
        "read_at": notice.read_at,
    }


def _matrix(caller: Caller) -> dict[str, Any]:
    cells = queries.preferences_of(caller)
    return {
        "groups": [
            {
                "group": group,
                "title": choice.title,
                "what": choice.what,
                "channels": [
                    {
                        "channel": each.channel,
                        "is_on": each.is_on,
                        "is_mandatory": each.is_mandatory,
                    }
                    for each in cells
                    if each.group is group
                ],
            }
            for group, choice in CHOICES.items()
        ]
    }


urlpatterns = [
    path("notifications/", NotificationList.as_view(), name="notifications"),
    path("notifications/summary/", NotificationSummary.as_view(), name="notifications-summary"),
    path("notifications/read/", ReadNotifications.as_view(), name="notifications-read"),
    path(
        "notifications/<uuid:notification_id>/read/",
        ReadNotification.as_view(),
        name="notification-read",
    ),
    path("notification-preferences/", Preferences.as_view(), name="notification-preferences"),
]

"""``/events/``: what happened to a merchant, in order, a page at a time."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.errors import CursorInvalid, EventsNotKept
from adulis.api.fields import QueryInteger, StrictString, StrictUUID
from adulis.api.merchants import viewer_of
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_query
from adulis.api.views import Endpoint
from adulis.events import cursors, queries
from adulis.events.errors import CursorOutdated, CursorUnknown
from adulis.events.values import Place, Streamed

MOST = 500
NOW = "now"


class EventOut(serializers.Serializer[Any]):
    """A fact. The same from here, from the stream and in every copy of it."""

    id = serializers.CharField(help_text="Its name for ever: subject and subject_sequence.")
    type = serializers.CharField(help_text="What happened, in the past tense: payout.completed.")
    subject = serializers.CharField(help_text="What it happened to: payout/<id>.")
    subject_sequence = serializers.IntegerField(
        help_text="Counts 1, 2, 3 … for each subject, without a gap."
    )
    merchant_id = serializers.UUIDField()
    payload = serializers.DictField(help_text="The type's own fields; see docs/events.md.")
    at = serializers.DateTimeField(help_text="When it happened.")


class EventPageOut(serializers.Serializer[Any]):
    """A page of events, oldest first."""

    results = EventOut(many=True)
    cursor = serializers.CharField(help_text="Where this page ends: `after` of the next request.")
    has_more = serializers.BooleanField(help_text="False: these were the newest.")


class EventQuery(Shape):
    after = StrictString(
        min_length=1,
        max_length=100,
        required=False,
        help_text="A cursor; `now` for what is yet to come. Without it, from the beginning.",
    )
    limit = QueryInteger(min_value=1, max_value=MOST, default=100, help_text="Events on a page.")
    merchant_id = StrictUUID(required=False, help_text="The same as X-Merchant-Id.")


class EventList(Endpoint):
    @documents(
        "list_events",
        "Read events",
        query=EventQuery,
        answers={200: EventPageOut},
        refuses=(CursorInvalid, EventsNotKept),
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """What happened, oldest first, each event once. Ask again with the `cursor` of the page
        before, also when that was the last one: nothing is skipped, however late it was committed.
        """
        viewer = viewer_of(request)
        query = read_query(request, EventQuery)
        here = queries.horizon()
        place = _place(query.get("after"), here)
        found = queries.after(place, limit=query["limit"], merchant_id=viewer.merchant_id)
        return answer(
            {
                "results": [shown(fact) for fact in found.facts],
                "cursor": cursors.encode(found.end, epoch=here.epoch),
                "has_more": not found.is_last,
            }
        )


def shown(fact: Streamed) -> dict[str, Any]:
    """A fact as clients see it."""
    return {
        "id": fact.id,
        "type": fact.type,
        "subject": fact.subject,
        "subject_sequence": fact.subject_sequence,
        "merchant_id": fact.merchant_id,
        "payload": fact.payload,
        "at": fact.at,
    }


def _place(cursor: str | None, here: Place) -> Place:
    if cursor is None:
        return queries.beginning()
    if cursor == NOW:
        return here
    try:
        return cursors.decode(cursor, epoch=here.epoch)
    except CursorUnknown as error:
        raise CursorInvalid(pointer="query:after") from error
    except CursorOutdated as error:
        raise EventsNotKept from error


urlpatterns = [path("events/", EventList.as_view(), name="events")]

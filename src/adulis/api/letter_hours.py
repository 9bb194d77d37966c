"""``/notification-preferences/letters/``: when a person wants letters that may wait."""

from __future__ import annotations

import re
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpResponse
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.fields import Field, StrictInteger
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_body
from adulis.api.views import Endpoint, caller_of
from adulis.identity.errors import PersonRequired
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.notifications import actions, queries
from adulis.notifications.errors import LetterHoursWrong
from adulis.notifications.values import LetterHours

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+/-]{0,63}")


@extend_schema_field({"type": "string", "pattern": f"^{_CLOCK.pattern}$"})
class ClockTime(Field):
    """What a clock shows, to the minute."""

    default_error_messages = {"not_clock": "Give a time like 22:00."}

    def to_internal_value(self, data: Any) -> time:
        if not isinstance(data, str) or _CLOCK.fullmatch(data) is None:
            self.fail("not_clock")
        return time.fromisoformat(data)


@extend_schema_field({"type": "string", "maxLength": 64})
class TimeZoneName(Field):
    """A time zone as the IANA database calls it."""

    default_error_messages = {"not_zone": "Give a time zone like Asia/Kolkata."}

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str) or _ZONE.fullmatch(data) is None:
            self.fail("not_zone")
        try:
            ZoneInfo(data)
        # Not there; no zone; or a folder of zones.
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.fail("not_zone")
        return str(data)


class LetterHoursIn(Shape):
    time_zone = TimeZoneName(help_text="By whose clocks: Asia/Kolkata.")
    quiet_from = ClockTime(
        allow_null=True, help_text="No letters from then, 22:00; null: no quiet hours."
    )
    quiet_until = ClockTime(allow_null=True, help_text="Until then, the same day or the next.")
    digest_hour = StrictInteger(
        max_value=23,
        allow_null=True,
        help_text="Those of a day in one letter at this hour; null: as things happen.",
    )


class LetterHoursOut(serializers.Serializer[Any]):
    """When a person wants letters that may wait."""

    time_zone = serializers.CharField()
    quiet_from = serializers.CharField(allow_null=True, help_text="22:00")
    quiet_until = serializers.CharField(allow_null=True, help_text="07:00")
    digest_hour = serializers.IntegerField(allow_null=True)


class LetterHoursDetail(Endpoint):
    @documents(
        "get_letter_hours",
        "Look when letters come",
        answers={200: LetterHoursOut},
        refuses=(PersonRequired,),
    )
    def get(self, request: Request) -> HttpResponse:
        return answer(_shown(queries.letter_hours_of(_person(request))))

    @documents(
        "set_letter_hours",
        "Choose when letters come",
        body=LetterHoursIn,
        answers={200: LetterHoursOut},
        refuses=(PersonRequired, LetterHoursWrong),
    )
    def put(self, request: Request) -> HttpResponse:
        """What waits already is due anew by it. Letters that cannot be switched off never wait,
        and none so long that less than twelve hours were left to what it is about.
        """
        caller = _person(request)
        hours = LetterHours(**read_body(request, LetterHoursIn))
        with db.transaction():
            actions.set_letter_hours(
                user_id=caller.user_id, hours=hours, actor=caller.actor, at=db.clock()
            )
        return answer(_shown(hours))


def _person(request: Request) -> Caller:
    caller = caller_of(request)
    caller.require_person()
    return caller


def _shown(hours: LetterHours) -> dict[str, Any]:
    return {
        "time_zone": hours.time_zone,
        "quiet_from": _clock(hours.quiet_from),
        "quiet_until": _clock(hours.quiet_until),
        "digest_hour": hours.digest_hour,
    }


def _clock(found: time | None) -> str | None:
    return None if found is None else f"{found:%H:%M}"


urlpatterns = [
    path("notification-preferences/letters/", LetterHoursDetail.as_view(), name="letter-hours"),
]

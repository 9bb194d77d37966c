"""How long somebody stays signed in to the back office, whatever their browser keeps.

The database's clock decides, as everywhere. Django's own expiry is for the cookie and for rows that
nobody comes back to.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from adulis.kernel import db

_BEGAN, _SEEN = "began_at", "seen_at"
_ENDED = "Your session had come to its end. Sign in to go on where you were."
_NOT_DONE = "Your session had come to its end: what you sent was not done. Sign in and do it again."

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class SessionsEnd:
    """A session is over so long after the sign-in, and so long after the last click."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if (
            not request.path.startswith(settings.SESSION_COOKIE_PATH)
            or SESSION_KEY not in request.session
        ):
            return self.get_response(request)
        now = db.clock()
        if not _is_over(request.session, now):
            request.session.setdefault(_BEGAN, now.isoformat())
            request.session[_SEEN] = now.isoformat()
            return self.get_response(request)
        request.session.flush()
        request.user = AnonymousUser()
        door = reverse("admin:login")
        if request.path in {door, reverse("admin:logout")}:
            return self.get_response(request)
        messages.warning(request, _NOT_DONE if request.method == "POST" else _ENDED)
        # Whatever takes a POST only leads to the page with its button, when it is asked for.
        return redirect_to_login(request.get_full_path(), door)


def begin(request: HttpRequest) -> None:
    """Somebody has just signed in: their time begins, also where they were in before."""
    request.session[_BEGAN] = request.session[_SEEN] = db.clock().isoformat()


def _is_over(session: Any, now: datetime) -> bool:
    """One without times was opened before there were any; it has the time from now on."""
    began_at, seen_at = (
        datetime.fromisoformat(session.get(each, now.isoformat())) for each in (_BEGAN, _SEEN)
    )
    longest = timedelta(seconds=settings.BACK_OFFICE_SESSION_SECONDS)
    idle = timedelta(seconds=settings.BACK_OFFICE_IDLE_SECONDS)
    return now - began_at >= longest or now - seen_at >= idle

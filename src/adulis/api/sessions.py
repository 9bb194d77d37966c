"""``/auth/sessions/``: where somebody is signed in, and ending that."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.pages import Counted, PageQuery, page
from adulis.api.renderers import answer
from adulis.api.schema import EMPTY, documents, page_of
from adulis.api.shapes import read_query
from adulis.api.views import Endpoint, caller_of
from adulis.identity import actions, queries
from adulis.identity.errors import PersonRequired, SessionNotFound
from adulis.identity.values import Caller
from adulis.kernel.db import transaction


class SessionOut(serializers.Serializer[Any]):
    """``last_used_at``: when its tokens were last renewed, as clients do every few minutes."""

    id = serializers.UUIDField()
    is_current = serializers.BooleanField()
    address = serializers.CharField()
    user_agent = serializers.CharField()
    created_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()


class RevokedOut(serializers.Serializer[Any]):
    revoked_count = serializers.IntegerField()


class SessionList(Endpoint):
    @documents(
        "list_sessions",
        "List where you are signed in",
        query=PageQuery,
        answers={200: page_of(SessionOut)},
        refuses=(PersonRequired,),
    )
    def get(self, request: Request) -> HttpResponse:
        caller = _person(request)
        query = read_query(request, PageQuery)
        found, count = queries.sessions_of(caller, limit=query["limit"], offset=query["offset"])
        return answer(page(request, query, [_shown(each) for each in found], Counted(count)))


class RevokeSession(Endpoint):
    @documents(
        "revoke_session",
        "End one of your sessions",
        answers={200: EMPTY},
        refuses=(PersonRequired, SessionNotFound),
    )
    def post(self, request: Request, session_id: UUID) -> HttpResponse:
        """Its access tokens stop with the next request. Doing it again is no error."""
        caller = _person(request)
        with transaction():
            actions.revoke_session(
                user_id=caller.user_id,
                session_id=session_id,
                actor=caller.actor,
                at=caller.seen_at,
            )
        return answer({})


class RevokeOthers(Endpoint):
    @documents(
        "revoke_other_sessions",
        "End all your sessions but this one",
        answers={200: RevokedOut},
        refuses=(PersonRequired,),
    )
    def post(self, request: Request) -> HttpResponse:
        caller = _person(request)
        assert caller.session_id is not None, "a person comes with a session"
        with transaction():
            count = actions.revoke_other_sessions(
                user_id=caller.user_id,
                kept_id=caller.session_id,
                actor=caller.actor,
                at=caller.seen_at,
            )
        return answer({"revoked_count": count})


def _person(request: Request) -> Caller:
    caller = caller_of(request)
    caller.require_person()
    return caller


def _shown(session: queries.SessionSeen) -> dict[str, Any]:
    return {
        "id": session.id,
        "is_current": session.is_current,
        "address": session.address,
        "user_agent": session.user_agent,
        "created_at": session.created_at,
        "last_used_at": session.last_used_at,
        "expires_at": session.expires_at,
    }


urlpatterns = [
    path("auth/sessions/", SessionList.as_view(), name="auth-sessions"),
    path("auth/sessions/revoke-others/", RevokeOthers.as_view(), name="auth-sessions-others"),
    path(
        "auth/sessions/<uuid:session_id>/revoke/",
        RevokeSession.as_view(),
        name="auth-session-revoke",
    ),
]

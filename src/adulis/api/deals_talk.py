"""``/deals/<id>/messages/`` and bookmarks: what people say about a deal, and what they mark."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import deals_shown, idempotency
from adulis.api.deals import acting
from adulis.api.deals_shown import DealOut
from adulis.api.fields import QueryInteger, StrictText, StrictUUID
from adulis.api.idempotency import Done
from adulis.api.merchants import viewer_of
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_body, read_query
from adulis.api.views import Endpoint
from adulis.deals import actions, errors, queries
from adulis.deals.queries import MessageSeen
from adulis.deals.values import LONGEST_MESSAGE
from adulis.identity.errors import MerchantNotFound
from adulis.identity.values import DEALS_WRITE, Viewer
from adulis.kernel import db
from adulis.kernel.machines import IllegalMove

_PAGE = 50


class MessageIn(Shape):
    text = StrictText(min_length=1, max_length=LONGEST_MESSAGE)
    thread_id = StrictUUID(
        required=False, help_text="For whoever posted the deal: whom they answer."
    )


class MessageQuery(Shape):
    thread_id = StrictUUID(required=False, help_text="For whoever posted the deal: which one.")
    before = QueryInteger(
        min_value=1, max_value=999_999_999, required=False, help_text="Only earlier numbers."
    )
    merchant_id = StrictUUID(required=False, help_text="The same as X-Merchant-Id.")


class DealMessageOut(serializers.Serializer[Any]):
    """What one of the two wrote."""

    id = serializers.UUIDField()
    thread_id = serializers.UUIDField()
    number = serializers.IntegerField()
    is_mine = serializers.BooleanField()
    by_name = serializers.CharField()
    text = serializers.CharField()
    at = serializers.DateTimeField()


class DealMessagesOut(serializers.Serializer[Any]):
    """A conversation, the newest first; ``is_further``: there are earlier ones."""

    results = DealMessageOut(many=True)
    is_further = serializers.BooleanField()


class DealThreadOut(serializers.Serializer[Any]):
    """A conversation of whoever posted the deal with one other merchant."""

    id = serializers.UUIDField()
    with_name = serializers.CharField()
    messages_count = serializers.IntegerField()
    last_at = serializers.DateTimeField()


class DealThreadsOut(serializers.Serializer[Any]):
    """Those you are part of, the latest first."""

    results = DealThreadOut(many=True)


class MessageList(Endpoint):
    @documents(
        "list_deal_messages",
        "Read a conversation",
        query=MessageQuery,
        answers={200: DealMessagesOut},
        refuses=(errors.DealNotFound, errors.MessageNotForAnybody),
        merchant=True,
    )
    def get(self, request: Request, deal_id: UUID) -> HttpResponse:
        """With whoever posted the deal; who did says with whom, unless there is one other side."""
        viewer = viewer_of(request)
        query = read_query(request, MessageQuery)
        found = queries.messages_of(
            viewer, deal_id, thread_id=query.get("thread_id"), before=query.get("before"),
            limit=_PAGE + 1, now=db.clock(),
        )  # fmt: skip
        return answer(
            {
                "results": [_shown(each) for each in found[:_PAGE]],
                "is_further": len(found) > _PAGE,
            }
        )

    @documents(
        "write_deal_message",
        "Write to the other side",
        body=MessageIn,
        answers={201: DealMessageOut, 200: DealMessageOut},
        refuses=(
            errors.DealNotFound, IllegalMove, errors.TraderNotVerified,
            errors.MessageNotForAnybody,
        ),
        merchant=True,
        idempotent=True,
        throttled=True,
    )  # fmt: skip
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """Kept sealed, and read by the two who speak."""
        viewer = acting(request, "write")
        given = read_body(request, MessageIn)

        def write(at: Any) -> Done:
            made = actions.write_message(
                viewer=viewer, deal_id=deal_id, text=given["text"],
                thread_id=given.get("thread_id"), actor=viewer.actor, at=at,
            )  # fmt: skip
            return Done(
                _one(viewer, deal_id, made.thread_id, made.number),
                f"{made.thread_id}/{made.number}",
            )

        def again(subject: str) -> dict[str, Any]:
            thread_id, _, number = subject.partition("/")
            return _one(viewer, deal_id, UUID(thread_id), int(number))

        return idempotency.run(request, viewer, verb=write, again=again, body=request.data)


class ThreadList(Endpoint):
    @documents(
        "list_deal_threads",
        "List conversations about a deal",
        answers={200: DealThreadsOut},
        refuses=(errors.DealNotFound,),
        merchant=True,
    )
    def get(self, request: Request, deal_id: UUID) -> HttpResponse:
        found = queries.threads_of(viewer_of(request), deal_id, now=db.clock())
        return answer(
            {
                "results": [
                    {
                        "id": each.id,
                        "with_name": each.with_name,
                        "messages_count": each.messages_count,
                        "last_at": each.last_at,
                    }
                    for each in found
                ]
            }
        )


class DealWatch(Endpoint):
    @documents(
        "watch_deal",
        "Mark a deal",
        answers={200: DealOut},
        refuses=(errors.DealNotFound,),
        merchant=True,
    )
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """A bookmark of your own; see ``mine=watched``."""
        viewer = _member(request)
        with db.transaction():
            actions.watch_deal(viewer=viewer, deal_id=deal_id, actor=viewer.actor, at=db.clock())
        return answer(deals_shown.deal(viewer, deal_id))


class DealUnwatch(Endpoint):
    @documents(
        "unwatch_deal",
        "Take the mark from a deal",
        answers={200: DealOut},
        refuses=(errors.DealNotFound,),
        merchant=True,
    )
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        viewer = _member(request)
        with db.transaction():
            actions.unwatch_deal(viewer=viewer, deal_id=deal_id, actor=viewer.actor, at=db.clock())
        return answer(deals_shown.deal(viewer, deal_id))


def _member(request: Request) -> Viewer:
    """Whoever belongs to the merchant, in whatever role: a bookmark is a person's own."""
    viewer = viewer_of(request)
    if viewer.merchant_id not in viewer.caller.memberships:
        raise MerchantNotFound
    viewer.require_scope(DEALS_WRITE)
    return viewer


def _one(viewer: Viewer, deal_id: UUID, thread_id: UUID, number: int) -> dict[str, Any]:
    (found,) = queries.messages_of(
        viewer, deal_id, thread_id=thread_id, before=number + 1, limit=1, now=db.clock()
    )
    return _shown(found)


def _shown(message: MessageSeen) -> dict[str, Any]:
    return {
        "id": message.id,
        "thread_id": message.thread_id,
        "number": message.number,
        "is_mine": message.is_mine,
        "by_name": message.by_name,
        "text": message.text,
        "at": message.at,
    }


_ONE = "deals/<uuid:deal_id>/"
urlpatterns = [
    path(f"{_ONE}messages/", MessageList.as_view(), name="deal-messages"),
    path(f"{_ONE}threads/", ThreadList.as_view(), name="deal-threads"),
    path(f"{_ONE}watch/", DealWatch.as_view(), name="deal-watch"),
    path(f"{_ONE}unwatch/", DealUnwatch.as_view(), name="deal-unwatch"),
]

"""``/deals/<id>/watch-level/``: how much a person wants to be told of one deal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.fields import Choice
from adulis.api.merchants import viewer_of
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_body
from adulis.api.views import Endpoint
from adulis.deals import queries as deals
from adulis.deals.errors import DealNotFound
from adulis.identity.errors import MerchantNotFound, PersonRequired
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.notifications import actions, queries
from adulis.notifications.values import WatchLevel


class WatchLevelIn(Shape):
    level = Choice(list(WatchLevel))


class WatchLevelOut(serializers.Serializer[Any]):
    """How much a person is told of a deal."""

    level = serializers.ChoiceField(
        list(WatchLevel),
        help_text="`all`; `my_turn`: where you have something to do; `money`: where money moved;"
        " `muted`.",
    )


class DealWatchLevel(Endpoint):
    @documents(
        "get_deal_watch_level",
        "Look how much of a deal you are told",
        answers={200: WatchLevelOut},
        refuses=(PersonRequired, DealNotFound),
        merchant=True,
    )
    def get(self, request: Request, deal_id: UUID) -> HttpResponse:
        """Everything, unless you have said otherwise."""
        caller = _caller(request, deal_id)
        return answer({"level": queries.watch_level_of(caller, deal_id)})

    @documents(
        "set_deal_watch_level",
        "Choose how much of a deal you are told",
        body=WatchLevelIn,
        answers={200: WatchLevelOut},
        refuses=(PersonRequired, DealNotFound),
        merchant=True,
    )
    def put(self, request: Request, deal_id: UUID) -> HttpResponse:
        """Yours alone: others of your team are told as they want. Of disputes, and of money that
        went back, you are told whatever you choose.
        """
        caller = _caller(request, deal_id)
        level = WatchLevel(read_body(request, WatchLevelIn)["level"])
        with db.transaction():
            actions.watch_at_level(
                user_id=caller.user_id,
                deal_id=deal_id,
                level=level,
                actor=caller.actor,
                at=caller.seen_at,
            )
        return answer({"level": level})


def _caller(request: Request, deal_id: UUID) -> Caller:
    """A person who belongs to the merchant, which may see the deal."""
    viewer = viewer_of(request)
    viewer.caller.require_person()
    if viewer.merchant_id not in viewer.caller.memberships:
        raise MerchantNotFound
    deals.deal_of(viewer, deal_id, now=db.clock())
    return viewer.caller


urlpatterns = [
    path("deals/<uuid:deal_id>/watch-level/", DealWatchLevel.as_view(), name="deal-watch-level"),
]

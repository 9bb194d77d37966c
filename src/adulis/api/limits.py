"""``/limits/``: how much a merchant may move, and how much of it is used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.merchants import viewer_of
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.views import Endpoint
from adulis.deposits import queries as deposits
from adulis.kernel import db
from adulis.kernel.money import Money
from adulis.limits import queries
from adulis.limits.values import LimitKind, Limits, Window
from adulis.payouts import queries as payouts
from adulis.transfers import queries as transfers

# How each kind is counted, since when and as of when: by the room that moves it, the way it counts
# itself.
USED_SINCE: dict[LimitKind, Callable[[UUID, datetime, datetime], Money]] = {
    LimitKind.PAYOUT: lambda merchant_id, start, _: payouts.used_since(merchant_id, start),
    LimitKind.DEPOSIT: lambda merchant_id, start, now: deposits.asked_for_since(
        merchant_id, start, now=now
    ),
    LimitKind.TRANSFER_OUT: lambda merchant_id, start, _: transfers.moved_since(
        merchant_id, LimitKind.TRANSFER_OUT, start
    ),
    LimitKind.TRANSFER_IN: lambda merchant_id, start, _: transfers.moved_since(
        merchant_id, LimitKind.TRANSFER_IN, start
    ),
}


class LimitOut(serializers.Serializer[Any]):
    """One limit. Null is none of its own; what is left of it is null then too."""

    kind = serializers.ChoiceField(list(LimitKind))
    window = serializers.ChoiceField(list(Window))
    maximum_paise = serializers.IntegerField(allow_null=True)
    used_paise = serializers.IntegerField(
        allow_null=True, help_text="Since the window began; null for a single movement."
    )
    left_paise = serializers.IntegerField(allow_null=True)
    renews_at = serializers.DateTimeField(allow_null=True)


class LimitsOut(serializers.Serializer[Any]):
    """What the merchant's tier allows, and what is left of it now."""

    merchant_id = serializers.UUIDField()
    tier = serializers.CharField()
    at = serializers.DateTimeField()
    limits = LimitOut(many=True)


class LimitsView(Endpoint):
    @documents(
        "get_limits",
        "See limits and what is left of them",
        answers={200: LimitsOut},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """Of every kind; days and months are India's. What was asked for counts of deposits, while
        it may be paid and once it was.
        """
        viewer = viewer_of(request)
        tier, now = viewer.standing.tier, db.clock()
        allowed = queries.limits_for([(tier, kind) for kind in USED_SINCE], at=now)
        shown = [
            _shown(viewer.merchant_id, kind, allowed[tier, kind], window, now)
            for kind in USED_SINCE
            for window in Window
        ]
        return answer({"merchant_id": viewer.merchant_id, "tier": tier, "at": now, "limits": shown})


def _shown(
    merchant_id: UUID, kind: LimitKind, limits: Limits, window: Window, now: datetime
) -> dict[str, Any]:
    maximum = limits.of(window)
    counts = window is not Window.SINGLE
    used = USED_SINCE[kind](merchant_id, window.start(now), now).minor if counts else None
    left = None if maximum is None else max(0, maximum.minor - (used or 0))
    return {
        "kind": kind,
        "window": window,
        "maximum_paise": None if maximum is None else maximum.minor,
        "used_paise": used,
        "left_paise": left,
        "renews_at": window.next_start(now) if counts else None,
    }


urlpatterns = [path("limits/", LimitsView.as_view(), name="limits")]

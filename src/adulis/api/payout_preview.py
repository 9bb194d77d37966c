"""``/payouts/preview/``: what a payout would do, before anybody decides to make it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import shown, throttles
from adulis.api.payouts import CREATING, PayoutIn, order_of, payer_of
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import read_body
from adulis.api.shown import WaitingOut
from adulis.api.views import Endpoint
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.money import Money
from adulis.payouts import actions, queries
from adulis.payouts.values import Mode, PayoutOrder
from adulis.wallets import queries as wallets

if TYPE_CHECKING:
    from adulis.payouts.models import Payout


class PreviewOut(serializers.Serializer[Any]):
    """What would leave *available*, how it would go, and what it would wait for first."""

    mode = serializers.ChoiceField(list(Mode))
    amount_paise = serializers.IntegerField()
    fee_paise = serializers.IntegerField()
    tax_paise = serializers.IntegerField()
    total_paise = serializers.IntegerField()
    available_paise = serializers.IntegerField(help_text="What is available now.")
    available_after_paise = serializers.IntegerField(help_text="And right after it was created.")
    waiting = WaitingOut(allow_null=True)


class PayoutPreview(Endpoint):
    @documents(
        "preview_payout",
        "See what a payout would do",
        body=PayoutIn,
        answers={200: PreviewOut},
        refuses=CREATING,
        merchant=True,
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """Refuses whatever creating it would refuse. Nothing is kept, so no key is needed.

        A moment later the answer may be another: this promises nothing.
        """
        viewer = payer_of(request)
        order = order_of(read_body(request, PayoutIn))
        throttles.take("money_per_key", viewer.caller.throttle_subject)
        return answer(_seen(viewer, order))


class _Undo(Exception):
    """What was tried out shall not have been; only what it looked like is left."""

    def __init__(self, payout: Payout, available: Money, after: Money) -> None:
        self.payout = payout
        self.available = available
        self.after = after

    def shown(self) -> dict[str, Any]:
        payout = self.payout
        return {
            "mode": payout.mode,
            "amount_paise": payout.amount_minor,
            "fee_paise": payout.fee_minor,
            "tax_paise": payout.tax_minor,
            "total_paise": sum(part.minor for part in payout.parts),
            "available_paise": self.available.minor,
            "available_after_paise": self.after.minor,
            "waiting": shown.waiting(queries.waiting_of(payout, None)),
        }


def _seen(viewer: Viewer, order: PayoutOrder) -> dict[str, Any]:
    """The verb itself is run and undone, so that this can never say anything else than it does."""
    try:
        with db.transaction():
            available = wallets.balance_of(viewer.merchant_id).available
            payout = actions.create_payout(
                viewer=viewer, order=order, actor=viewer.actor, at=db.clock()
            )
            after = wallets.balance_of(viewer.merchant_id).available
            raise _Undo(payout, available, after)  # noqa: TRY301 – undoing is the point
    except _Undo as undone:
        return undone.shown()


urlpatterns = [path("payouts/preview/", PayoutPreview.as_view(), name="payout-preview")]

"""``/deposits/quote/`` and ``/fx/positions/``: what foreign money is worth, to them and to us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import throttles
from adulis.api.fields import Choice, MoneyMinorField
from adulis.api.refunds import refunder_of
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_body
from adulis.api.views import Endpoint, caller_of
from adulis.deposits import actions, errors, queries
from adulis.deposits.fx import FOREIGN, text_of
from adulis.identity.errors import OperatorRequired
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.money import Money

if TYPE_CHECKING:
    from adulis.deposits.models import Quote


class QuoteIn(Shape):
    amount_minor = MoneyMinorField(help_text="What is to be paid, in cents or pence.")
    currency = Choice(list(FOREIGN))


class QuoteOut(serializers.Serializer[Any]):
    """What a foreign amount is worth to this merchant, promised until it expires."""

    id = serializers.UUIDField()
    merchant_id = serializers.UUIDField()
    amount_minor = serializers.IntegerField()
    currency = serializers.CharField()
    rate = serializers.CharField(help_text="Rupees for one unit, exactly: `82.6166`.")
    amount_paise = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()


class PositionOut(serializers.Serializer[Any]):
    """What the platform holds of a currency, what it paid for it, and what it is worth now."""

    currency = serializers.CharField()
    held_minor = serializers.IntegerField()
    cost_paise = serializers.IntegerField()
    rate = serializers.CharField(allow_null=True, help_text="The last one that was told.")
    rate_at = serializers.DateTimeField(allow_null=True)
    worth_paise = serializers.IntegerField(allow_null=True)
    result_paise = serializers.IntegerField(
        allow_null=True, help_text="Gained, or below zero lost, if it were sold at that rate."
    )


class PositionsOut(serializers.Serializer[Any]):
    positions = PositionOut(many=True)


class QuoteCreate(Endpoint):
    @documents(
        "create_deposit_quote",
        "Ask what a foreign amount is worth",
        body=QuoteIn,
        answers={201: QuoteOut},
        refuses=(errors.QuoteNotPossible, errors.RateUnavailable),
        merchant=True,
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """The rate is promised for fifteen minutes, to one deposit of exactly this amount."""
        viewer = refunder_of(request)
        given = read_body(request, QuoteIn)
        throttles.take("money_per_key", viewer.caller.throttle_subject)
        with db.transaction():
            quote = actions.create_quote(
                merchant_id=viewer.merchant_id,
                paid=Money(given["amount_minor"], given["currency"]),
                actor=viewer.actor,
                at=db.clock(),
            )
        return answer(shown(quote), status=201)


class Positions(Endpoint):
    @documents(
        "list_fx_positions",
        "Look at the positions in foreign money",
        answers={200: PositionsOut},
        refuses=(OperatorRequired,),
    )
    def get(self, request: Request) -> HttpResponse:
        """For operators of finance: held, paid for, and worth at the last rate."""
        caller_of(request).require_operator(OperatorRole.FINANCE, OperatorRole.ADMIN)
        rows = queries.positions(settings.PAYMENT_GATEWAY_CODE)
        return answer({"positions": [_position(each) for each in rows]})


def shown(row: Quote) -> dict[str, Any]:
    return {
        "id": row.id,
        "merchant_id": row.merchant_id,
        "amount_minor": row.paid_minor,
        "currency": row.currency,
        "rate": text_of(row.rate_micros),
        "amount_paise": row.amount_minor,
        "created_at": row.created_at,
        "expires_at": row.expires_at,
    }


def _position(each: queries.Position) -> dict[str, Any]:
    rate = each.rate
    return {
        "currency": each.held.currency,
        "held_minor": each.held.minor,
        "cost_paise": each.cost.minor,
        "rate": None if rate is None else text_of(rate.micros),
        "rate_at": None if rate is None else rate.at,
        "worth_paise": None if each.worth is None else each.worth.minor,
        "result_paise": None if each.result is None else each.result.minor,
    }


urlpatterns = [
    path("deposits/quote/", QuoteCreate.as_view(), name="deposit-quote"),
    path("fx/positions/", Positions.as_view(), name="fx-positions"),
]

"""``/fees/``: what services cost now and later, and promises of what they will cost you."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import throttles
from adulis.api.fields import Choice, MoneyMinorField
from adulis.api.merchants import viewer_of
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_body
from adulis.api.views import Endpoint, caller_of
from adulis.fees import actions, queries
from adulis.fees.values import CHARGED, Charged, Quoted, Rule, Service
from adulis.identity.values import READ
from adulis.kernel import db
from adulis.kernel.money import rupees


class FeeRuleOut(serializers.Serializer[Any]):
    """``flat_paise`` plus ``basis_points`` of the amount; tax on that, rounded half up."""

    id = serializers.IntegerField()
    starts_at = serializers.DateTimeField()
    flat_paise = serializers.IntegerField()
    basis_points = serializers.IntegerField(help_text="Ten-thousandths of the amount.")
    tax_basis_points = serializers.IntegerField(help_text="Ten-thousandths of the fee: GST.")


class ServiceFeeOut(serializers.Serializer[Any]):
    """One service; ``current`` is null where it costs nothing."""

    service = serializers.ChoiceField(list(Service))
    charged = serializers.ChoiceField(
        list(Charged), help_text="On top of the amount, or deducted from it."
    )
    current = FeeRuleOut(allow_null=True)
    coming = FeeRuleOut(many=True)


class FeesOut(serializers.Serializer[Any]):
    """The tariff."""

    currency = serializers.CharField()
    services = ServiceFeeOut(many=True)


class FeeQuoteIn(Shape):
    service = Choice(list(Service), help_text="What for.")
    amount_paise = MoneyMinorField(help_text="On how much.")


class FeeQuoteOut(serializers.Serializer[Any]):
    """A promise, honoured once until ``expires_at``."""

    id = serializers.UUIDField(help_text="Give it as `quote_id` when you create the payout.")
    service = serializers.ChoiceField(list(Service))
    charged = serializers.ChoiceField(list(Charged))
    amount_paise = serializers.IntegerField()
    fee_paise = serializers.IntegerField()
    tax_paise = serializers.IntegerField()
    total_paise = serializers.IntegerField(
        help_text="What leaves the wallet (on top), or what arrives in it (deducted)."
    )
    rule = FeeRuleOut(allow_null=True)
    expires_at = serializers.DateTimeField()


class FeeList(Endpoint):
    @documents("list_fees", "Look at the tariff", answers={200: FeesOut})
    def get(self, request: Request) -> HttpResponse:
        """What every service costs now, and what was decided about later."""
        caller_of(request).require_scope(READ)
        found = queries.tariffs(at=db.clock())
        return answer(
            {
                "currency": "INR",
                "services": [
                    {
                        "service": each.service,
                        "charged": CHARGED[each.service],
                        "current": _rule(each.current),
                        "coming": [_rule(rule) for rule in each.coming],
                    }
                    for each in found
                ],
            }
        )


class QuoteList(Endpoint):
    @documents(
        "quote_fee",
        "Get a quote",
        body=FeeQuoteIn,
        answers={201: FeeQuoteOut},
        merchant=True,
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """What the fee on this amount is, promised to this merchant for a quarter of an hour.

        It moves no money, so no key is needed: asked twice, there are two quotes.
        """
        viewer = viewer_of(request)
        viewer.require_scope(READ)
        given = read_body(request, FeeQuoteIn)
        throttles.take("money_per_key", viewer.caller.throttle_subject)
        with db.transaction():
            quote = actions.give_quote(
                merchant_id=viewer.merchant_id,
                service=Service(given["service"]),
                amount=rupees(given["amount_paise"]),
                actor=viewer.actor,
                at=db.clock(),
            )
        return answer(_quote(quote), status=201)


def _quote(quote: Quoted) -> dict[str, Any]:
    return {
        "id": quote.id,
        "service": quote.service,
        "charged": CHARGED[quote.service],
        "amount_paise": quote.amount.minor,
        "fee_paise": quote.fee.net.minor,
        "tax_paise": quote.fee.tax.minor,
        "total_paise": quote.total.minor,
        "rule": _rule(quote.rule),
        "expires_at": quote.expires_at,
    }


def _rule(rule: Rule | None) -> dict[str, Any] | None:
    if rule is None:
        return None
    return {
        "id": rule.id,
        "starts_at": rule.starts_at,
        "flat_paise": rule.tariff.flat_minor,
        "basis_points": rule.tariff.basis_points,
        "tax_basis_points": rule.tariff.tax_basis_points,
    }


urlpatterns = [
    path("fees/", FeeList.as_view(), name="fees"),
    path("fees/quote/", QuoteList.as_view(), name="fee-quote"),
]

"""``/deposits/<id>/remittance-advice/``: what came from abroad, on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request

from adulis.api.merchants import viewer_of
from adulis.api.renderers import raw_answer
from adulis.api.schema import documents
from adulis.api.views import Endpoint
from adulis.deposits import errors, queries
from adulis.deposits.fx import text_of
from adulis.deposits.purposes import PURPOSES
from adulis.kernel.money import rupees
from adulis.papers import press
from adulis.papers.values import in_words, moment, written

if TYPE_CHECKING:
    from adulis.deposits.models import Deposit, Payment


class RemittanceAdvice(Endpoint):
    @documents(
        "get_remittance_advice",
        "Download the inward remittance advice",
        answers={(200, press.PDF): OpenApiTypes.BINARY},
        refuses=(errors.DepositNotFound, errors.NoRemittanceAdvice),
        merchant=True,
    )
    def get(self, request: Request, deposit_id: UUID) -> HttpResponse:
        """A PDF: what was paid from abroad, at which rate, for what purpose, and what was credited.

        There is one as soon as the money has come in; what goes back later does not change it.
        """
        viewer = viewer_of(request)
        deposit = queries.deposit_of(viewer.merchant_id, deposit_id)
        payment = queries.credited_payment_of(deposit)
        if payment is None or payment.currency == "INR":
            raise errors.NoRemittanceAdvice
        paper = press.render(
            "advice",
            _told(deposit, payment, viewer.standing.name),
            title=f"Inward remittance advice {deposit.id}",
            at=payment.captured_at,
        )
        sent = raw_answer(paper, status=200, media_type=press.PDF)
        name = f"remittance-advice-{deposit.id}.pdf"
        sent["Content-Disposition"] = f'attachment; filename="{name}"'
        return sent


def _told(deposit: Deposit, payment: Payment, beneficiary: str) -> dict[str, Any]:
    credited = rupees(deposit.credited_minor or 0)
    zone = timezone.get_default_timezone()
    payer = queries.payer_of_payment(payment)
    code = deposit.purpose_code
    fee, tax = rupees(deposit.fee_minor), rupees(deposit.tax_minor)
    return {
        "heading": "Inward remittance advice",
        "about": f"Deposit {deposit.id}",
        "intro": f"We received {written(payment.credited)} from abroad for {beneficiary}"
        f" and credited {written(credited)}: {in_words(credited)}.",
        "highlights": [
            _fact("Received", written(payment.credited)),
            _fact("Rate", f"{text_of(deposit.rate_micros or 0)} INR / {payment.currency}"),
            _fact("Credited", written(credited)),
        ],
        "sections": [
            {
                "heading": "Remittance",
                "facts": [
                    _fact("Remitter", payer or "not told"),
                    _fact("Beneficiary", beneficiary),
                    _fact("Purpose", f"{code}: {PURPOSES[code]}" if code in PURPOSES else "—"),
                    _fact("Received on", moment(payment.captured_at, zone)),
                    _fact("Payment reference", payment.payment_id),
                    _fact("Your reference", deposit.reference or "—"),
                ],
            },
            {
                "heading": "Conversion",
                "facts": [
                    _fact("Amount", written(payment.credited)),
                    _fact("Rate applied", text_of(deposit.rate_micros or 0)),
                    _fact(
                        "Basis",
                        "the rate of the moment, its quote having expired"
                        if deposit.is_rate_of_capture
                        else "the rate that was quoted",
                    ),
                    _fact("Amount in rupees", written(credited)),
                    _fact("Fee", written(fee)),
                    _fact("GST on the fee", written(tax)),
                ],
            },
        ],
        "notes": [
            "Fee and tax are taken when the money clears: these are those of this day.",
        ],
    }


def _fact(label: str, value: str) -> dict[str, str]:
    return {"label": label, "value": value}


urlpatterns = [
    path(
        "deposits/<uuid:deposit_id>/remittance-advice/",
        RemittanceAdvice.as_view(),
        name="remittance-advice",
    )
]

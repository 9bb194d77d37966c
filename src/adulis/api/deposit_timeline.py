"""``/deposits/<id>/timeline/``: what happened, who did it, what the gateway said, what moved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import deposits_shown as shown
from adulis.api.deposits_shown import DepositOut, DepositPaymentOut
from adulis.api.merchants import viewer_of
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shown import WhoOut
from adulis.api.views import Endpoint
from adulis.deposits import errors, queries
from adulis.deposits.queries import Step
from adulis.identity import queries as people
from adulis.ledger.values import BookEntry

# Whom a merchant knows by name; everybody else is what they are.
_NAMED = {"user", "api_key"}
_STRANGERS = {"bank": "the payment gateway", "operator": "an operator", "system": "the platform"}

Names = Mapping[tuple[str, str], str]


class DepositStepOut(serializers.Serializer[Any]):
    """One line of a timeline: a fact of ours (``fact``), a word of the gateway from the named
    side, or money that moved (``posting``).
    """

    at = serializers.DateTimeField()
    kind = serializers.CharField()
    what = serializers.CharField()
    who = WhoOut(allow_null=True, help_text="Whose doing it was, where somebody did it.")
    detail = serializers.DictField()


class DepositTimelineOut(serializers.Serializer[Any]):
    """Everything that happened to a deposit."""

    deposit = DepositOut()
    payments = DepositPaymentOut(many=True)
    steps = DepositStepOut(many=True)


class DepositTimeline(Endpoint):
    @documents(
        "get_deposit_timeline",
        "Follow a deposit",
        answers={200: DepositTimelineOut},
        refuses=(errors.DepositNotFound,),
        merchant=True,
    )
    def get(self, request: Request, deposit_id: UUID) -> HttpResponse:
        """Every move, everything the gateway said, and all money that moved."""
        viewer = viewer_of(request)
        deposit = queries.deposit_of(viewer.merchant_id, deposit_id)
        doers = {deed.at: (deed.kind, deed.id) for deed in queries.done_to(deposit)}
        names = people.names_of(doers.values())
        steps = [_step(each, doers, names) for each in queries.timeline_of(deposit)]
        steps += [_posting(entry) for entry in queries.booked(deposit)]
        return answer(
            {
                "deposit": shown.deposit(deposit),
                "payments": [shown.payment(each) for each in queries.payments_of(deposit)],
                "steps": sorted(steps, key=lambda step: step["at"]),
            }
        )


def _step(step: Step, doers: Mapping[datetime, tuple[str, str]], names: Names) -> dict[str, Any]:
    # A fact and the record of who brought it about are written with one business time.
    doer = doers.get(step.at) if step.kind == "fact" else None
    return {
        "at": step.at,
        "kind": step.kind,
        "what": step.what,
        "who": None if doer is None else _who(doer, names),
        "detail": step.detail,
    }


def _posting(entry: BookEntry) -> dict[str, Any]:
    return {
        "at": entry.at,
        "kind": "posting",
        "what": entry.kind,
        "who": None,
        "detail": {
            "entry_id": entry.id,
            "transfers": [
                {
                    "source": _place(transfer.source),
                    "target": _place(transfer.target),
                    "amount_minor": transfer.amount.minor,
                    "currency": transfer.amount.currency,
                }
                for transfer in entry.transfers
                if _concerns_merchant(transfer.source, transfer.target)
            ],
        },
    }


def _concerns_merchant(source: str, target: str) -> bool:
    """What the gateway charges us is between it and us."""
    return not (source.startswith("platform/costs/") or target.startswith("platform/costs/"))


def _place(address: str) -> str:
    """An address as a merchant knows it: ``pending``, ``available``, ``fees``, ``tax``, ``fx``,
    ``suspense``; any account at a gateway is ``gateway``.
    """
    kind, *rest = address.split("/")
    if kind == "merchant":
        return rest[1]
    return rest[0] if kind == "platform" else kind


def _who(actor: tuple[str, str], names: Names) -> dict[str, str]:
    kind, _ = actor
    if kind in _NAMED and actor in names:
        return {"kind": kind, "name": names[actor]}
    return {
        "kind": "bank" if kind == "bank" else "platform",
        "name": _STRANGERS.get(kind, "the platform"),
    }


urlpatterns = [
    path("deposits/<uuid:deposit_id>/timeline/", DepositTimeline.as_view(), name="deposit-timeline")
]

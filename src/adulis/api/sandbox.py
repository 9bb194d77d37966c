"""``/sandbox/``: make the simulated world do what a test needs. Absent where money is real."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.fields import MoneyMinorField, StrictInteger, StrictString, TextsByName
from adulis.api.merchants import viewer_of
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_body
from adulis.api.views import Endpoint
from adulis.gateways import simulator
from adulis.gateways.errors import BankNotAnswering, GatewayNotAnswering, SimulatorRefused
from adulis.identity.values import PAYOUTS_WRITE, MemberRole, Viewer
from adulis.kernel import db
from adulis.kernel.ids import new_id
from adulis.payouts import queries as payouts
from adulis.payouts.errors import PayoutNotFound
from adulis.timers import actions as timers
from adulis.timers.errors import ClockMovesForward
from adulis.wallets import queries as wallets

_BANK = (BankNotAnswering, SimulatorRefused)


class ClockIn(Shape):
    seconds = StrictInteger(min_value=1, max_value=10 * 366 * 86_400)


class ClockOut(serializers.Serializer[Any]):
    """What time it is in this sandbox."""

    now = serializers.DateTimeField()


class NextPayoutIn(Shape):
    behaviour = StrictString(
        max_length=120, help_text="A name from /sandbox/behaviours/; several joined by +."
    )
    times = StrictInteger(min_value=1, max_value=1_000, required=False)
    amount_paise = MoneyMinorField(required=False, help_text="Only a payment of this amount.")
    parameters = TextsByName(required=False, help_text="Parameters of the behaviour, as texts.")


class ScenarioOut(serializers.Serializer[Any]):
    """What the simulated bank will do."""

    behaviour = serializers.CharField()
    times = serializers.IntegerField()


class BehavioursOut(serializers.Serializer[Any]):
    """Everything the simulated bank can be asked to do, with the magic numbers that do it."""

    behaviours = serializers.ListField(child=serializers.DictField())


class CreditIn(Shape):
    amount_paise = MoneyMinorField()
    payer_name = StrictString(min_length=1, max_length=80, required=False)


class CreditOut(serializers.Serializer[Any]):
    """A transfer to the merchant's virtual account; its callback credits the wallet."""

    utr = serializers.CharField()
    virtual_account = serializers.CharField()
    amount_paise = serializers.IntegerField()
    payer_name = serializers.CharField()


class TruthOut(serializers.Serializer[Any]):
    """What the bank's own books say about a payout: the oracle."""

    attempts = serializers.ListField(child=serializers.DictField())


class SandboxClock(Endpoint):
    @documents("get_clock", "Read the sandbox clock", answers={200: ClockOut}, merchant=True)
    def get(self, request: Request) -> HttpResponse:
        viewer_of(request)
        return answer({"now": db.clock()})

    @documents(
        "advance_clock",
        "Move the sandbox clock forward",
        body=ClockIn,
        answers={200: ClockOut},
        refuses=(ClockMovesForward, *_BANK, GatewayNotAnswering),
        merchant=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """For everybody in this sandbox; the simulated bank and gateway then do all that is due."""
        viewer = _player(request)
        seconds = read_body(request, ClockIn)["seconds"]
        with db.transaction():
            now = timers.advance_clock(seconds=seconds, actor=viewer.actor, at=viewer.seen_at)
        simulator.ask("POST", "/advance", {"seconds": seconds})
        simulator.ask_gateway("POST", "/advance", {"seconds": seconds})
        return answer({"now": now})


class NextPayout(Endpoint):
    @documents(
        "script_next_payout",
        "Script the next payout",
        body=NextPayoutIn,
        answers={201: ScenarioOut},
        refuses=_BANK,
        merchant=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """The next payment that reaches the bank (of this amount, if given) lives through it."""
        _player(request)
        given = read_body(request, NextPayoutIn)
        match = {"next": given.get("times", 1)}
        if "amount_paise" in given:
            match["amount_paise"] = given["amount_paise"]
        parameters = {
            name: int(text) if text.isdecimal() else text
            for name, text in given.get("parameters", {}).items()
        }
        scenario = {**parameters, "match": match, "behaviour": given["behaviour"]}
        simulator.ask("POST", "/scenarios", scenario)
        return answer({"behaviour": given["behaviour"], "times": match["next"]}, status=201)


class Behaviours(Endpoint):
    @documents(
        "list_behaviours",
        "List what the simulated bank can do",
        answers={200: BehavioursOut},
        refuses=_BANK,
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """Each with the account number and the VPA that always do it."""
        viewer_of(request)
        return answer(simulator.ask("GET", "/behaviours"))


class SandboxCredit(Endpoint):
    @documents(
        "simulate_credit",
        "Let money arrive",
        body=CreditIn,
        answers={201: CreditOut},
        refuses=_BANK,
        merchant=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """The simulated bank books a transfer to this merchant and tells us so."""
        viewer = _player(request)
        given = read_body(request, CreditIn)
        credit = {
            "virtual_account": wallets.virtual_account_of(viewer.merchant_id),
            "amount_paise": given["amount_paise"],
            "payer_name": given.get("payer_name", "Sandbox payer"),
            "utr": f"SBX{new_id().hex[-16:].upper()}",
        }
        simulator.ask("POST", "/credits", {**credit, "notify": True})
        return answer(credit, status=201)


class PayoutTruth(Endpoint):
    @documents(
        "get_payout_truth",
        "Read the bank's books about a payout",
        answers={200: TruthOut},
        refuses=(PayoutNotFound, *_BANK),
        merchant=True,
    )
    def get(self, request: Request, payout_id: UUID) -> HttpResponse:
        """What was really paid, from the simulated bank's own books and nobody else's."""
        viewer = viewer_of(request)
        payout = payouts.payout_of(viewer.merchant_id, payout_id)
        told = [
            {
                "bank_reference": attempt.reference,
                **simulator.ask("GET", f"/truth?client_reference={attempt.reference}"),
            }
            for attempt in payouts.attempts_of(payout)
        ]
        return answer({"attempts": told})


def _player(request: Request) -> Viewer:
    viewer = viewer_of(request)
    viewer.require(MemberRole.FINANCE)
    viewer.require_scope(PAYOUTS_WRITE)
    return viewer


urlpatterns = (
    [
        path("sandbox/clock/", SandboxClock.as_view(), name="sandbox-clock"),
        path("sandbox/next-payout/", NextPayout.as_view(), name="sandbox-next-payout"),
        path("sandbox/behaviours/", Behaviours.as_view(), name="sandbox-behaviours"),
        path("sandbox/credits/", SandboxCredit.as_view(), name="sandbox-credits"),
        path(
            "sandbox/payouts/<uuid:payout_id>/truth/",
            PayoutTruth.as_view(),
            name="sandbox-payout-truth",
        ),
    ]
    if settings.ADULIS_MODE == "sandbox"
    else []
)

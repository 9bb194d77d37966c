"""``/payouts/<id>/timeline/``: what happened, who did it, what the bank said, what money moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework.request import Request

from adulis.api import shown
from adulis.api.merchants import viewer_of
from adulis.api.payouts import payout_shown
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shown import TimelineOut
from adulis.api.views import Endpoint
from adulis.audit.queries import Done
from adulis.identity import queries as people
from adulis.ledger.values import BookEntry
from adulis.payouts import errors, queries
from adulis.payouts.queries import Step

# Whom a merchant knows by name; everybody else is what they are.
_NAMED = {"user", "api_key"}
_STRANGERS = {"bank": "the bank", "operator": "an operator", "system": "the platform"}

Names = Mapping[tuple[str, str], str]


class PayoutTimeline(Endpoint):
    @documents(
        "get_payout_timeline",
        "Follow a payout",
        answers={200: TimelineOut},
        refuses=(errors.PayoutNotFound,),
        merchant=True,
    )
    def get(self, request: Request, payout_id: UUID) -> HttpResponse:
        """Every move, every word of the bank with its evidence, and every rupee that moved."""
        viewer = viewer_of(request)
        payout = queries.payout_of(viewer.merchant_id, payout_id)
        attempts = queries.attempts_of(payout)
        return answer(
            {
                "payout": payout_shown(viewer, payout_id),
                "attempts": [shown.attempt(each) for each in attempts],
                "steps": _steps(
                    queries.timeline_of(payout),
                    queries.done_to(payout),
                    queries.booked(payout, attempts),
                ),
                "return": shown.payout_return(queries.return_of(payout)),
            }
        )


def _steps(
    told: Sequence[Step], done: Sequence[Done], booked: Sequence[BookEntry]
) -> list[dict[str, Any]]:
    """All in one row by time; where moments are the same, what was decided before what moved."""
    doers = {deed.at: (deed.kind, deed.id) for deed in done}
    names = people.names_of(doers.values())
    steps = [_step(each, doers, names) for each in told]
    steps += [_posting(entry) for entry in booked]
    return sorted(steps, key=lambda step: step["at"])


def _step(step: Step, doers: Mapping[datetime, tuple[str, str]], names: Names) -> dict[str, Any]:
    # A fact and the record of who brought it about are written with one business time.
    doer = doers.get(step.at) if step.kind == "fact" else None
    return {
        "at": step.at,
        "kind": step.kind,
        "what": step.what,
        "who": None if doer is None else _who(doer, names),
        "attempt_number": step.attempt_number,
        "detail": step.detail,
    }


def _posting(entry: BookEntry) -> dict[str, Any]:
    return {
        "at": entry.at,
        "kind": "posting",
        "what": entry.kind,
        "who": None,
        "attempt_number": None,
        "detail": {
            "entry_id": entry.id,
            "transfers": [
                {
                    "source": _place(transfer.source),
                    "target": _place(transfer.target),
                    "amount_paise": transfer.amount.minor,
                }
                for transfer in entry.transfers
            ],
        },
    }


def _place(address: str) -> str:
    """An address as a merchant knows it: ``available``, ``held``, ``receivable``, ``fees``,
    ``tax``, ``losses``; any account at a bank is ``bank``.
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
    path("payouts/<uuid:payout_id>/timeline/", PayoutTimeline.as_view(), name="payout-timeline")
]

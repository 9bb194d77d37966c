"""``/deals/<id>/auction/``: how a deal is bid on, who is chosen, and whether they stand by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework.request import Request

from adulis.api import auctions_shown as shown
from adulis.api import idempotency
from adulis.api.auctions_shown import AuctionOut, AuctionPlanOut, HashesOut, RankingOut
from adulis.api.fields import Choice, MoneyMinorField, StrictInteger, StrictString
from adulis.api.idempotency import Done
from adulis.api.merchants import viewer_of
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_body
from adulis.api.views import Endpoint
from adulis.bidding import actions, errors, queries
from adulis.bidding.values import AuctionPlan, Step, StepKind, Visibility
from adulis.deals import errors as deal_errors
from adulis.escrow.errors import EscrowPlanInvalid
from adulis.identity.values import BIDS_WRITE, MemberRole, Viewer
from adulis.kernel import db
from adulis.kernel.errors import Malformed
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import rupees

_USUAL = AuctionPlan()
_DAY_SECONDS = 86_400
AGREEING = (
    deal_errors.DealNotFound,
    deal_errors.TraderNotVerified,
    deal_errors.TraderFrozen,
    deal_errors.CounterpartyUnusable,
    deal_errors.CounterpartyIsPoster,
    deal_errors.TermsInvalid,
    EscrowPlanInvalid,
)


class AuctionPlanIn(Shape):
    """What is left out is as usual."""

    start_paise = MoneyMinorField(required=False, help_text="Left out: the deal's budget.")
    reserve_paise = MoneyMinorField(
        required=False, help_text="Hidden: nothing is sold or bought beyond it by itself."
    )
    visibility = Choice(list(Visibility), required=False, help_text="What bidders see of it.")
    step_kind = Choice(list(StepKind), required=False)
    step_value = StrictInteger(
        min_value=1, required=False, help_text="Paise, or ten-thousandths of the price."
    )
    own_step_kind = Choice(list(StepKind), required=False)
    own_step_value = StrictInteger(min_value=1, required=False)
    window_seconds = StrictInteger(
        max_value=_DAY_SECONDS,
        required=False,
        help_text="A lead taken so late moves the end.",
    )
    extension_seconds = StrictInteger(max_value=_DAY_SECONDS, required=False)
    overtime_seconds = StrictInteger(
        max_value=2 * _DAY_SECONDS, required=False, help_text="How far the end moves at most."
    )
    final_round_seconds = StrictInteger(
        max_value=2 * _DAY_SECONDS, required=False, help_text="0: there is no final round."
    )
    bond_paise = MoneyMinorField(required=False, help_text="What every bidder gives as a bond.")


class AwardIn(Shape):
    bidder = StrictInteger(min_value=1, help_text="The number of the bidder.")
    reason = StrictString(max_length=500, required=False, help_text="Why not the best.")


class ConfirmIn(Shape):
    """Repeats what was seen: it is agreed at exactly this price, or not at all."""

    price_paise = MoneyMinorField(help_text="The award's price_paise.")


class DeclineIn(Shape):
    note = StrictString(max_length=500, required=False, help_text="Whoever put it up reads it.")


class AuctionDetail(Endpoint):
    @documents(
        "get_auction",
        "Look at an auction",
        answers={200: AuctionOut},
        refuses=(errors.AuctionNotFound,),
        merchant=True,
    )
    def get(self, request: Request, deal_id: UUID) -> HttpResponse:
        """Rendered for whoever asks: what they may not know is null. `ETag` is its version."""
        viewer = viewer_of(request)
        seen = queries.auction_of(viewer, deal_id, now=db.clock())
        return answer(shown.auction(seen), headers={"ETag": f'"{seen.row.version}"'})


class AuctionPlanned(Endpoint):
    @documents(
        "get_auction_plan",
        "See how a draft will be put up",
        answers={200: AuctionPlanOut},
        refuses=(errors.AuctionNotFound,),
        merchant=True,
    )
    def get(self, request: Request, deal_id: UUID) -> HttpResponse:
        """For whoever posted it, the hidden reserve included. Asked by whoever may bid and post."""
        viewer = viewer_of(request)
        viewer.require(MemberRole.FINANCE)
        return answer(shown.plan(deal_id, queries.plan_of(viewer, deal_id, now=db.clock())))

    @documents(
        "plan_auction",
        "Say how a draft will be put up",
        body=AuctionPlanIn,
        answers={200: AuctionPlanOut},
        refuses=(errors.AuctionNotFound, errors.AuctionInvalid, IllegalMove),
        merchant=True,
    )
    def put(self, request: Request, deal_id: UUID) -> HttpResponse:
        """While it is a draft. From the publication on the rules are frozen, and shown."""
        viewer = viewer_of(request)
        viewer.require(MemberRole.FINANCE)
        viewer.require_scope(BIDS_WRITE)
        plan = _plan(read_body(request, AuctionPlanIn))
        with db.transaction():
            actions.plan_auction(
                viewer=viewer, deal_id=deal_id, plan=plan, actor=viewer.actor, at=db.clock()
            )
        return answer(shown.plan(deal_id, plan))


class AuctionRanking(Endpoint):
    @documents(
        "get_auction_ranking",
        "See how the bids were ranked",
        answers={200: RankingOut},
        refuses=(errors.AuctionNotFound, errors.NotClosed),
        merchant=True,
    )
    def get(self, request: Request, deal_id: UUID) -> HttpResponse:
        """Once it is over, for whoever put it up and those who bid; empty for everybody else."""
        viewer = viewer_of(request)
        found = queries.ranking_of(viewer, deal_id, now=db.clock())
        return answer({"results": [shown.rank(each) for each in found]})


class AuctionHashes(Endpoint):
    @documents(
        "get_auction_hashes",
        "Check what was sealed",
        answers={200: HashesOut},
        refuses=(errors.AuctionNotFound, errors.NotClosed),
        merchant=True,
    )
    def get(self, request: Request, deal_id: UUID) -> HttpResponse:
        """The SHA-256 of every sealed bid, published at the close: a bidder finds theirs among
        them as it was answered when they bid, and nothing was added or taken away.
        """
        viewer = viewer_of(request)
        found = queries.hashes_of(viewer, deal_id, now=db.clock())
        results = [
            {"sequence": each.sequence, "bidder": each.bidder, "kind": each.kind,
             "hash": each.hash, "at": each.at}
            for each in found
        ]  # fmt: skip
        return answer({"results": results})


class AuctionAward(Endpoint):
    @documents(
        "award_auction",
        "Choose a bid",
        body=AwardIn,
        answers={201: AuctionOut, 200: AuctionOut},
        refuses=(
            errors.AuctionNotFound, IllegalMove, errors.BidderNotRanked, errors.BidderAffiliated,
            errors.ReasonRequired,
        ),
        merchant=True,
        idempotent=True,
        throttled=True,
    )  # fmt: skip
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """By whoever put it up, at the bidder's own price. Not the best: say why. The chosen bidder
        has the agreed time to confirm; silence is a default.
        """
        viewer = _owner(request)
        given = read_body(request, AwardIn)

        def award(at: datetime) -> None:
            actions.award_auction(
                viewer=viewer, deal_id=deal_id, bidder=given["bidder"],
                reason=given.get("reason", ""), actor=viewer.actor, at=at,
            )  # fmt: skip

        return _once(request, viewer, deal_id, award)


class AwardConfirm(Endpoint):
    @documents(
        "confirm_award",
        "Stand by a bid that was chosen",
        body=ConfirmIn,
        answers={201: AuctionOut, 200: AuctionOut},
        refuses=(
            errors.AuctionNotFound, errors.AwardNotFound, errors.AwardIsOver, errors.PriceDiffers,
            IllegalMove, *AGREEING,
        ),
        merchant=True,
        idempotent=True,
        throttled=True,
    )  # fmt: skip
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """By the chosen bidder. The deal is agreed, and its escrow opened, in the same moment."""
        viewer = _owner(request)
        given = read_body(request, ConfirmIn)

        def confirm(at: datetime) -> None:
            actions.confirm_award(
                viewer=viewer, deal_id=deal_id, price=rupees(given["price_paise"]),
                actor=viewer.actor, at=at,
            )  # fmt: skip

        return _once(request, viewer, deal_id, confirm)


class AwardDecline(Endpoint):
    @documents(
        "decline_award",
        "Decline a deal one was chosen for",
        body=DeclineIn,
        answers={201: AuctionOut, 200: AuctionOut},
        refuses=(errors.AuctionNotFound, errors.AwardNotFound, errors.AwardIsOver, IllegalMove),
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """By the chosen bidder. Where the award is binding the bond is lost by it: half to the
        other side, half to the next best, who is asked at its own price. Who was only asked as the
        next best declines for nothing.
        """
        viewer = _owner(request)
        given = read_body(request, DeclineIn)

        def decline(at: datetime) -> None:
            actions.decline_award(
                viewer=viewer, deal_id=deal_id, note=given.get("note", ""),
                actor=viewer.actor, at=at,
            )  # fmt: skip

        return _once(request, viewer, deal_id, decline)


# --- within ---------------------------------------------------------------------------------------


def _owner(request: Request) -> Viewer:
    viewer = viewer_of(request)
    viewer.require(MemberRole.OWNER)
    viewer.require_scope(BIDS_WRITE)
    return viewer


def _once(
    request: Request, viewer: Viewer, deal_id: UUID, verb: Callable[[datetime], None]
) -> HttpResponse:
    def run(at: datetime) -> Done:
        verb(at)
        return Done(_shown(viewer, deal_id), f"deal/{deal_id}/auction")

    def again(_: str) -> dict[str, Any]:
        return _shown(viewer, deal_id)

    return idempotency.run(request, viewer, verb=run, again=again, body=request.data)


def _shown(viewer: Viewer, deal_id: UUID) -> dict[str, Any]:
    return shown.auction(queries.auction_of(viewer, deal_id, now=db.clock()))


def _plan(given: dict[str, Any]) -> AuctionPlan:
    def money(name: str) -> Any:
        return rupees(given[name]) if name in given else None

    def span(name: str, usual: timedelta) -> timedelta:
        return timedelta(seconds=given[name]) if name in given else usual

    final = span("final_round_seconds", _USUAL.final_round or timedelta(0))
    return AuctionPlan(
        start=money("start_paise"),
        reserve=money("reserve_paise"),
        visibility=Visibility(given.get("visibility", _USUAL.visibility)),
        step=_step(given, "step", _USUAL.step),
        own_step=_step(given, "own_step", _USUAL.own_step),
        window=span("window_seconds", _USUAL.window),
        extension=span("extension_seconds", _USUAL.extension),
        overtime=span("overtime_seconds", _USUAL.overtime),
        final_round=final or None,
        bond=money("bond_paise") or _USUAL.bond,
    )


def _step(given: dict[str, Any], name: str, usual: Step) -> Step:
    kind, value = given.get(f"{name}_kind"), given.get(f"{name}_value")
    if (kind is None) != (value is None):
        raise Malformed("A step has a kind and a value.", pointer=f"/{name}_kind")
    if kind is None or value is None:
        return usual
    return Step(StepKind(kind), value)


urlpatterns = [
    path("deals/<uuid:deal_id>/auction/", AuctionDetail.as_view(), name="auction"),
    path("deals/<uuid:deal_id>/auction/plan/", AuctionPlanned.as_view(), name="auction-plan"),
    path("deals/<uuid:deal_id>/auction/ranking/", AuctionRanking.as_view(), name="ranking"),
    path("deals/<uuid:deal_id>/auction/hashes/", AuctionHashes.as_view(), name="hashes"),
    path("deals/<uuid:deal_id>/auction/award/", AuctionAward.as_view(), name="award"),
    path("deals/<uuid:deal_id>/auction/award/confirm/", AwardConfirm.as_view(), name="confirm"),
    path("deals/<uuid:deal_id>/auction/award/decline/", AwardDecline.as_view(), name="decline"),
]

"""``/deals/<id>/auction/bids/``: to bid, by hand or by standing instruction; and the log."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from adulis.api import auctions_shown as shown
from adulis.api import idempotency, throttles
from adulis.api.auctions_shown import BidPageOut, MyBidOut, PlacedOut
from adulis.api.fields import (
    Instant,
    MoneyMinorField,
    QueryInteger,
    StrictBoolean,
    StrictInteger,
    StrictString,
    StrictUUID,
)
from adulis.api.idempotency import Done
from adulis.api.merchants import viewer_of
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_body, read_query
from adulis.api.views import Endpoint
from adulis.bidding import actions, errors, queries
from adulis.bidding.values import BidGiven, InstructionGiven, Placed, RetractionGiven, Seen
from adulis.identity.values import BIDS_WRITE, MemberRole, Viewer
from adulis.kernel import db
from adulis.kernel.errors import Malformed
from adulis.kernel.money import rupees
from adulis.ledger.errors import InsufficientFunds

MOST_LINES = 200
_TAG = re.compile(r'(?:W/)?"?([0-9]{1,10})"?')
_IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="The auction's `version` as it was seen: a bid against any other is refused."
    " Without it any bid that improves is taken.",
)
_TERMS = "The terms_version that was read: bids count for these terms and no others."
_BIDDING = (
    errors.AuctionNotFound, errors.Closed, errors.StaleTerms, errors.StaleVersion,
    errors.OwnAuction, errors.BidderNotVerified, errors.BidderExcluded, errors.BidderAffiliated,
    errors.BidOutOfRange, errors.Outbid, errors.BidNotImproved, InsufficientFunds,
)  # fmt: skip


class BidIn(Shape):
    amount_paise = MoneyMinorField()
    terms_version = StrictInteger(min_value=1, help_text=_TERMS)
    confirmation = StrictString(
        max_length=80, required=False, help_text="Of a bid that was asked about: unusual_bid."
    )


class AutoBidIn(Shape):
    limit_paise = MoneyMinorField(help_text="As far as it bids for you. Nobody else sees it.")
    terms_version = StrictInteger(min_value=1, help_text=_TERMS)
    until = Instant(required=False, help_text="From then on it answers nobody.")


class RetractIn(Shape):
    """The right bid in the place of a slip; or that the bond may be lost."""

    corrected_paise = MoneyMinorField(required=False)
    accept_forfeit = StrictBoolean(required=False)


class ReconfirmIn(Shape):
    terms_version = StrictInteger(min_value=1, help_text=_TERMS)


class WithdrawIn(Shape):
    """An empty object."""


class BidQuery(Shape):
    before = QueryInteger(
        min_value=1, max_value=2**31 - 1, required=False, help_text="Lines before this sequence."
    )
    limit = QueryInteger(min_value=1, max_value=MOST_LINES, default=50)
    merchant_id = StrictUUID(required=False, help_text="The same as X-Merchant-Id.")


class BidList(Endpoint):
    @documents(
        "list_bids",
        "Read the log of an auction",
        query=BidQuery,
        answers={200: BidPageOut},
        refuses=(errors.AuctionNotFound,),
        merchant=True,
    )
    def get(self, request: Request, deal_id: UUID) -> HttpResponse:
        """Newest first, as far as whoever asks may see. Where prices are hidden, and of what is
        sealed, these are one's own bids.
        """
        viewer = viewer_of(request)
        query = read_query(request, BidQuery)
        limit = query["limit"]
        found = queries.log_of(
            viewer, deal_id, before=query.get("before"), limit=limit + 1, now=db.clock()
        )
        lines = found[:limit]
        return answer(
            {
                "results": [shown.line(each) for each in lines],
                "before": lines[-1].sequence if len(found) > limit else None,
            }
        )

    @documents(
        "place_bid",
        "Bid",
        body=BidIn,
        answers={201: PlacedOut, 200: PlacedOut},
        refuses=(*_BIDDING, errors.UnusualBid, errors.NotFinalist, errors.OneShotOnly),
        merchant=True,
        idempotent=True,
        throttled=True,
        headers=(_IF_MATCH,),
    )
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """The answer is final: 201, or why not, with the numbers to try again. The first bid gives
        the bond. Who leads and bids raises their own limit, and moves no price.

        A bid that is far better than it has to be is refused as `unusual_bid`, with a
        `confirmation` to send it again with, within a minute. In a sealed auction, and in the final
        round of an open one, nobody reads it before the end.
        """
        viewer = _finance(request)
        given = read_body(request, BidIn)
        bid = BidGiven(
            amount=rupees(given["amount_paise"]),
            seen=_seen(request, given),
            confirmation=given.get("confirmation", ""),
        )

        def place(at: datetime) -> Placed:
            return actions.place_bid(
                viewer=viewer, deal_id=deal_id, bid=bid, actor=viewer.actor, at=at
            )

        return _once(request, viewer, deal_id, place)


class AutoBid(Endpoint):
    @documents(
        "get_auto_bid",
        "See one's standing instruction",
        answers={200: MyBidOut},
        refuses=(errors.AuctionNotFound, errors.NothingStanding),
        merchant=True,
    )
    def get(self, request: Request, deal_id: UUID) -> HttpResponse:
        """Where one's own bid stands, and how far it goes."""
        viewer = viewer_of(request)
        seen = queries.auction_of(viewer, deal_id, now=db.clock())
        if seen.mine is None:
            raise errors.NothingStanding
        return answer(shown.auction(seen)["mine"])

    @documents(
        "set_auto_bid",
        "Let it bid for you",
        body=AutoBidIn,
        answers={200: PlacedOut},
        refuses=(
            *_BIDDING, errors.BidsAreSealed, errors.LimitBelowPrice, errors.TooLateToLower,
            errors.InstructionOver,
        ),
        merchant=True,
        idempotent=True,
        throttled=True,
        headers=(_IF_MATCH,),
    )  # fmt: skip
    def put(self, request: Request, deal_id: UUID) -> HttpResponse:
        """A standing instruction: it bids by the least that is enough, at once and in the moment of
        every other bid, as far as the limit. A limit that is raised while one leads moves no price.
        """
        viewer = _finance(request)
        given = read_body(request, AutoBidIn)
        instruction = InstructionGiven(
            limit=rupees(given["limit_paise"]),
            until=given.get("until"),
            seen=_seen(request, given),
        )

        def instruct(at: datetime) -> Placed:
            return actions.set_instruction(
                viewer=viewer, deal_id=deal_id, instruction=instruction, actor=viewer.actor, at=at
            )

        return _once(request, viewer, deal_id, instruct, status=200)

    @documents(
        "cancel_auto_bid",
        "Stop bidding for me",
        answers={200: PlacedOut},
        refuses=(
            errors.AuctionNotFound, errors.Closed, errors.BidsAreSealed, errors.NothingStanding,
            errors.TooLateToLower,
        ),
        merchant=True,
    )  # fmt: skip
    def delete(self, request: Request, deal_id: UUID) -> HttpResponse:
        """What has been bid stands."""
        viewer = _finance(request)
        throttles.take("bids_per_party", str(viewer.merchant_id))
        with db.transaction():
            made = actions.cancel_instruction(
                viewer=viewer, deal_id=deal_id, actor=viewer.actor, at=db.clock()
            )
        return answer(shown.placed(made))


class BidRetract(Endpoint):
    @documents(
        "retract_bid",
        "Take a bid back",
        body=RetractIn,
        answers={201: PlacedOut, 200: PlacedOut},
        refuses=(
            errors.AuctionNotFound, errors.Closed, errors.BidsAreSealed, errors.NothingStanding,
            errors.RetractionRefused, errors.BidOutOfRange, errors.Outbid, errors.BidNotImproved,
        ),
        merchant=True,
        idempotent=True,
        throttled=True,
    )  # fmt: skip
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """Free is the correction of a slip within a minute, away from the end, with the right bid
        in its place; and a withdrawal after the terms were changed. Everything else costs the bond,
        if there is one and `accept_forfeit` says so; the price is then what it would have been.
        """
        viewer = _finance(request)
        given = read_body(request, RetractIn)
        corrected = given.get("corrected_paise")
        told = RetractionGiven(
            corrected=None if corrected is None else rupees(corrected),
            accepts_forfeit=given.get("accept_forfeit", False),
        )

        def retract(at: datetime) -> Placed:
            return actions.retract_bid(
                viewer=viewer, deal_id=deal_id, given=told, actor=viewer.actor, at=at
            )

        return _once(request, viewer, deal_id, retract)


class BidReconfirm(Endpoint):
    @documents(
        "reconfirm_bid",
        "Confirm a bid on other terms",
        body=ReconfirmIn,
        answers={201: PlacedOut, 200: PlacedOut},
        refuses=(
            errors.AuctionNotFound, errors.Closed, errors.BidsAreSealed, errors.StaleTerms,
            errors.StaleVersion, errors.BidderNotVerified, errors.BidderExcluded,
            errors.OwnAuction, errors.NothingStanding, InsufficientFunds,
        ),
        merchant=True,
        idempotent=True,
        throttled=True,
        headers=(_IF_MATCH,),
    )  # fmt: skip
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """After the terms were changed a bid counts again once its bidder says so."""
        viewer = _finance(request)
        given = read_body(request, ReconfirmIn)
        seen = _seen(request, given)

        def reconfirm(at: datetime) -> Placed:
            return actions.reconfirm_bid(
                viewer=viewer, deal_id=deal_id, seen=seen, actor=viewer.actor, at=at
            )

        return _once(request, viewer, deal_id, reconfirm)


class BidWithdraw(Endpoint):
    @documents(
        "withdraw_sealed_bid",
        "Take a sealed bid back",
        body=WithdrawIn,
        answers={201: PlacedOut, 200: PlacedOut},
        refuses=(errors.AuctionNotFound, errors.Closed, errors.NothingStanding),
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """Free until the end, and the bond goes back with it."""
        viewer = _finance(request)
        read_body(request, WithdrawIn)

        def withdraw(at: datetime) -> Placed:
            return actions.withdraw_sealed_bid(
                viewer=viewer, deal_id=deal_id, actor=viewer.actor, at=at
            )

        return _once(request, viewer, deal_id, withdraw)


# --- within ---------------------------------------------------------------------------------------


def _finance(request: Request) -> Viewer:
    viewer = viewer_of(request)
    viewer.require(MemberRole.FINANCE)
    viewer.require_scope(BIDS_WRITE)
    return viewer


def _seen(request: Request, given: dict[str, Any]) -> Seen:
    return Seen(terms_version=given["terms_version"], version=_version(request))


def _version(request: Request) -> int | None:
    tag = request.META.get("HTTP_IF_MATCH")
    if tag is None or tag.strip() == "*":
        return None
    found = _TAG.fullmatch(tag.strip())
    if found is None:
        raise Malformed("If-Match is the version of the auction.", pointer="header:If-Match")
    return int(found[1])


def _once(
    request: Request,
    viewer: Viewer,
    deal_id: UUID,
    verb: Callable[[datetime], Placed],
    *,
    status: int = 201,
) -> HttpResponse:
    throttles.take("bids_per_party", str(viewer.merchant_id))

    def run(at: datetime) -> Done:
        return Done(shown.placed(verb(at)), f"deal/{deal_id}/auction", status)

    def again(_: str) -> Any:
        return _now(viewer, deal_id)

    return idempotency.run(request, viewer, verb=run, again=again, body=request.data)


def _now(viewer: Viewer, deal_id: UUID) -> dict[str, Any]:
    """Where the bidder stands by now: for a key whose answer is forgotten."""
    seen = queries.auction_of(viewer, deal_id, now=db.clock())
    mine = seen.mine
    return shown.placed(
        Placed(
            auction_id=seen.row.id,
            sequence=seen.row.sequence,
            bidder=0 if mine is None else mine.bidder,
            is_leading=None if mine is None else mine.is_leading,
            rank=None if mine is None else mine.rank,
            price=seen.price,
            bid=None if mine is None else mine.bid,
            limit=None if mine is None else mine.limit,
            until=None if mine is None else mine.until,
            ends_at=seen.row.ends_at,
            version=seen.row.version,
            hash="",
        )
    )


urlpatterns = [
    path("deals/<uuid:deal_id>/auction/bids/", BidList.as_view(), name="bids"),
    path("deals/<uuid:deal_id>/auction/auto-bid/", AutoBid.as_view(), name="auto-bid"),
    path("deals/<uuid:deal_id>/auction/retract/", BidRetract.as_view(), name="retract"),
    path("deals/<uuid:deal_id>/auction/reconfirm/", BidReconfirm.as_view(), name="reconfirm"),
    path("deals/<uuid:deal_id>/auction/withdraw/", BidWithdraw.as_view(), name="withdraw-bid"),
]

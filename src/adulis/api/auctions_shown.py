"""How auctions look on the wire: every member, always, null where the viewer may not know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from adulis.api.shown import WaitingOut
from adulis.bidding.machine import AuctionState, AwardState
from adulis.bidding.values import Direction, Format, Placed, Standing, StepKind, Visibility
from adulis.kernel.money import Money

if TYPE_CHECKING:
    from adulis.bidding.models import Auction
    from adulis.bidding.queries import AuctionSeen, AwardSeen, LineSeen, Mine, RankSeen
    from adulis.bidding.values import AuctionPlan


class BidStepOut(serializers.Serializer[Any]):
    """By how much a bid has to be better: paise, or ten-thousandths of the price."""

    kind = serializers.ChoiceField(list(StepKind))
    value = serializers.IntegerField()


class AuctionPlanOut(serializers.Serializer[Any]):
    """How a draft will be put up for bids. The reserve is nobody's business but the poster's."""

    deal_id = serializers.UUIDField()
    start_paise = serializers.IntegerField(allow_null=True, help_text="Null: at the deal's budget.")
    reserve_paise = serializers.IntegerField(allow_null=True)
    visibility = serializers.ChoiceField(list(Visibility))
    step = BidStepOut()
    own_step = BidStepOut()
    window_seconds = serializers.IntegerField()
    extension_seconds = serializers.IntegerField()
    overtime_seconds = serializers.IntegerField()
    final_round_seconds = serializers.IntegerField(allow_null=True)
    bond_paise = serializers.IntegerField()


class AuctionRulesOut(serializers.Serializer[Any]):
    """What the auction is held by; frozen, and told by its hash."""

    direction = serializers.ChoiceField(list(Direction))
    format = serializers.ChoiceField(list(Format))
    visibility = serializers.ChoiceField(list(Visibility))
    start_paise = serializers.IntegerField()
    has_reserve = serializers.BooleanField()
    reserve_commitment = serializers.CharField(help_text="SHA-256 of `salt:paise`.")
    step = BidStepOut()
    own_step = BidStepOut()
    unusual_above_basis_points = serializers.IntegerField()
    window_seconds = serializers.IntegerField()
    extension_seconds = serializers.IntegerField()
    final_round_seconds = serializers.IntegerField(allow_null=True)
    bond_paise = serializers.IntegerField()
    confirm_within_seconds = serializers.IntegerField()
    hash = serializers.CharField()


class MyBidOut(serializers.Serializer[Any]):
    """The viewer's own part in it."""

    bidder = serializers.IntegerField(help_text="The number everybody else knows them by.")
    standing = serializers.ChoiceField(list(Standing))
    bond_paise = serializers.IntegerField()
    bid_paise = serializers.IntegerField(allow_null=True)
    limit_paise = serializers.IntegerField(allow_null=True, help_text="Nobody else sees it.")
    until = serializers.DateTimeField(allow_null=True)
    rank = serializers.IntegerField(allow_null=True)
    is_leading = serializers.BooleanField(allow_null=True)
    is_stale = serializers.BooleanField(help_text="The terms changed: it waits to be confirmed.")
    is_finalist = serializers.BooleanField()
    has_shot = serializers.BooleanField(help_text="Their bid of the final round is in.")


class AuctionAwardOut(serializers.Serializer[Any]):
    """Who was chosen: for the two it is between."""

    bidder = serializers.IntegerField()
    merchant_id = serializers.UUIDField()
    merchant_name = serializers.CharField()
    price_paise = serializers.IntegerField()
    is_binding = serializers.BooleanField()
    status = serializers.ChoiceField(list(AwardState))
    due_at = serializers.DateTimeField()
    reason = serializers.CharField(help_text="Of whoever put it up: why not the best.")
    note = serializers.CharField()


class AuctionOut(serializers.Serializer[Any]):
    """An auction, as far as the viewer may see it."""

    id = serializers.UUIDField()
    deal_id = serializers.UUIDField()
    number = serializers.IntegerField(help_text="Which time the deal is put up for bids.")
    status = serializers.ChoiceField(list(AuctionState))
    version = serializers.IntegerField(help_text="For If-Match.")
    terms_version = serializers.IntegerField()
    rules = AuctionRulesOut()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    ends_at_latest = serializers.DateTimeField()
    server_now = serializers.DateTimeField(help_text="What a countdown counts by.")
    bidders_count = serializers.IntegerField()
    sequence = serializers.IntegerField(help_text="Of the last line of the log.")
    price_paise = serializers.IntegerField(allow_null=True)
    leader = serializers.IntegerField(allow_null=True, help_text="The bidder's number.")
    is_reserve_met = serializers.BooleanField(allow_null=True)
    reserve_opened = serializers.CharField(
        allow_null=True, help_text="`salt:paise`, whose SHA-256 is the commitment."
    )
    required_paise = serializers.IntegerField(
        allow_null=True, help_text="The least good bid that would be taken from the viewer now."
    )
    mine = MyBidOut(allow_null=True)
    award = AuctionAwardOut(allow_null=True)
    waiting = WaitingOut(allow_null=True)
    allowed_moves = serializers.ListField(child=serializers.CharField())


class PlacedOut(serializers.Serializer[Any]):
    """Where a bidder stands after what they did: synchronous, and final."""

    auction_id = serializers.UUIDField()
    sequence = serializers.IntegerField()
    bidder = serializers.IntegerField()
    is_leading = serializers.BooleanField(allow_null=True)
    rank = serializers.IntegerField(allow_null=True)
    price_paise = serializers.IntegerField(allow_null=True)
    bid_paise = serializers.IntegerField(allow_null=True)
    limit_paise = serializers.IntegerField(allow_null=True)
    until = serializers.DateTimeField(allow_null=True)
    ends_at = serializers.DateTimeField()
    version = serializers.IntegerField()
    hash = serializers.CharField(help_text="Of a sealed bid: it is published at the close.")


class BidOut(serializers.Serializer[Any]):
    """One line of the log."""

    sequence = serializers.IntegerField()
    kind = serializers.CharField(
        help_text="bid, instruct, retract, withdraw, removed, reconfirm, amend or delay."
    )
    bidder = serializers.IntegerField(allow_null=True)
    is_mine = serializers.BooleanField()
    is_automatic = serializers.BooleanField(
        allow_null=True, help_text="Of others it is said once it is over."
    )
    amount_paise = serializers.IntegerField(allow_null=True)
    price_paise = serializers.IntegerField(allow_null=True)
    leader = serializers.IntegerField(allow_null=True)
    ends_at = serializers.DateTimeField()
    hash = serializers.CharField()
    at = serializers.DateTimeField()


class BidPageOut(serializers.Serializer[Any]):
    """A page of the log, newest first."""

    results = BidOut(many=True)
    before = serializers.IntegerField(
        allow_null=True, help_text="`before` of the next request; null: that was all."
    )


class BidderScoreOut(serializers.Serializer[Any]):
    """How a bidder is spoken of, and how it behaved; whose it is stays hidden until the award."""

    reviews_count = serializers.IntegerField()
    stars_hundredths = serializers.IntegerField(allow_null=True)
    deals_count = serializers.IntegerField()
    disputes_lost_count = serializers.IntegerField()


class RankOut(serializers.Serializer[Any]):
    rank = serializers.IntegerField()
    bidder = serializers.IntegerField()
    is_mine = serializers.BooleanField()
    price_paise = serializers.IntegerField()
    standing = serializers.ChoiceField(list(Standing))
    score = BidderScoreOut(allow_null=True, help_text="For whoever has to choose.")


class RankingOut(serializers.Serializer[Any]):
    results = RankOut(many=True)


class HashOut(serializers.Serializer[Any]):
    sequence = serializers.IntegerField()
    bidder = serializers.IntegerField()
    kind = serializers.CharField()
    hash = serializers.CharField()
    at = serializers.DateTimeField()


class HashesOut(serializers.Serializer[Any]):
    results = HashOut(many=True)


def auction(seen: AuctionSeen) -> dict[str, Any]:
    row = seen.row
    return {
        "id": row.id,
        "deal_id": row.deal_id,
        "number": row.number,
        "status": row.state,
        "version": row.version,
        "terms_version": row.terms_version,
        "rules": _rules(row),
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "ends_at_latest": row.hard_end_at,
        "server_now": seen.now,
        "bidders_count": row.bidders_count,
        "sequence": row.sequence,
        "price_paise": paise(seen.price),
        "leader": seen.leader,
        "is_reserve_met": seen.is_reserve_met,
        "reserve_opened": seen.reserve_opened,
        "required_paise": paise(seen.required),
        "mine": None if seen.mine is None else _mine(seen.mine),
        "award": None if seen.award is None else award(seen.award),
        "waiting": None
        if seen.waiting is None
        else {
            "for": seen.waiting.reason,
            "on": seen.waiting.on,
            "until": seen.waiting.until,
            "then": seen.waiting.then,
        },
        "allowed_moves": seen.allowed_moves,
    }


def placed(made: Placed) -> dict[str, Any]:
    return {
        "auction_id": made.auction_id,
        "sequence": made.sequence,
        "bidder": made.bidder,
        "is_leading": made.is_leading,
        "rank": made.rank,
        "price_paise": paise(made.price),
        "bid_paise": paise(made.bid),
        "limit_paise": paise(made.limit),
        "until": made.until,
        "ends_at": made.ends_at,
        "version": made.version,
        "hash": made.hash,
    }


def line(seen: LineSeen) -> dict[str, Any]:
    return {
        "sequence": seen.sequence,
        "kind": seen.kind,
        "bidder": seen.bidder,
        "is_mine": seen.is_mine,
        "is_automatic": seen.is_automatic,
        "amount_paise": paise(seen.amount),
        "price_paise": paise(seen.price),
        "leader": seen.leader,
        "ends_at": seen.ends_at,
        "hash": seen.hash,
        "at": seen.at,
    }


def rank(seen: RankSeen) -> dict[str, Any]:
    score = seen.score
    return {
        "rank": seen.rank,
        "bidder": seen.bidder,
        "is_mine": seen.is_mine,
        "price_paise": paise(seen.price),
        "standing": seen.standing,
        "score": None
        if score is None
        else {
            "reviews_count": score.reviews_count,
            "stars_hundredths": score.stars_hundredths,
            "deals_count": score.deals_count,
            "disputes_lost_count": score.disputes_lost_count,
        },
    }


def award(seen: AwardSeen) -> dict[str, Any]:
    return {
        "bidder": seen.bidder,
        "merchant_id": seen.merchant_id,
        "merchant_name": seen.merchant_name,
        "price_paise": paise(seen.price),
        "is_binding": seen.is_binding,
        "status": seen.state,
        "due_at": seen.due_at,
        "reason": seen.reason,
        "note": seen.note,
    }


def plan(deal_id: Any, made: AuctionPlan) -> dict[str, Any]:
    return {
        "deal_id": deal_id,
        "start_paise": paise(made.start),
        "reserve_paise": paise(made.reserve),
        "visibility": made.visibility,
        "step": {"kind": made.step.kind, "value": made.step.value},
        "own_step": {"kind": made.own_step.kind, "value": made.own_step.value},
        "window_seconds": int(made.window.total_seconds()),
        "extension_seconds": int(made.extension.total_seconds()),
        "overtime_seconds": int(made.overtime.total_seconds()),
        "final_round_seconds": None
        if made.final_round is None
        else int(made.final_round.total_seconds()),
        "bond_paise": made.bond.minor,
    }


def paise(amount: Money | None) -> int | None:
    return None if amount is None else amount.minor


def _rules(row: Auction) -> dict[str, Any]:
    return {
        "direction": row.direction,
        "format": row.format,
        "visibility": row.visibility,
        "start_paise": row.start_minor,
        "has_reserve": bool(row.reserve_sealed),
        "reserve_commitment": row.reserve_commitment,
        "step": {"kind": row.step_kind, "value": row.step_value},
        "own_step": {"kind": row.own_step_kind, "value": row.own_step_value},
        "unusual_above_basis_points": row.unusual_above_basis_points,
        "window_seconds": row.window_seconds,
        "extension_seconds": row.extension_seconds,
        "final_round_seconds": row.final_round_seconds,
        "bond_paise": row.bond_minor,
        "confirm_within_seconds": row.confirm_within_seconds,
        "hash": row.ruleset_hash,
    }


def _mine(mine: Mine) -> dict[str, Any]:
    return {
        "bidder": mine.bidder,
        "standing": mine.standing,
        "bond_paise": mine.bond.minor,
        "bid_paise": paise(mine.bid),
        "limit_paise": paise(mine.limit),
        "until": mine.until,
        "rank": mine.rank,
        "is_leading": mine.is_leading,
        "is_stale": mine.is_stale,
        "is_finalist": mine.is_finalist,
        "has_shot": mine.has_shot,
    }

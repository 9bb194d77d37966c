"""What deals look like in answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from adulis.api import disputes_shown
from adulis.api.disputes_shown import DisputeLinkOut
from adulis.api.shown import WaitingOut, waiting
from adulis.deals import queries
from adulis.deals.machine import DealState
from adulis.deals.queries import DealSeen
from adulis.deals.values import (
    Access,
    Category,
    DealFormat,
    DealKind,
    EndReason,
    Score,
    Side,
    Visibility,
)
from adulis.disputes import queries as disputes
from adulis.escrow.values import OnSilence
from adulis.identity.values import Viewer
from adulis.kernel import db

if TYPE_CHECKING:
    from adulis.deals.models import Deal, Terms
    from adulis.disputes.models import Dispute


class ScoreOut(serializers.Serializer[Any]):
    """What was said of a merchant, and beside it what it did."""

    stars_hundredths = serializers.IntegerField(
        allow_null=True, help_text="450 is four and a half."
    )
    reviews_count = serializers.IntegerField()
    deals_count = serializers.IntegerField(help_text="Completed.")
    on_time_basis_points = serializers.IntegerField(
        allow_null=True, help_text="Of what it sold with a date, so much came in time."
    )
    rounds_hundredths = serializers.IntegerField(
        allow_null=True, help_text="How often it handed in a milestone it sold."
    )
    funding_seconds_mean = serializers.IntegerField(
        allow_null=True, help_text="How long it took to pay in what it bought."
    )
    disputes_lost_count = serializers.IntegerField()


class DealPartyOut(serializers.Serializer[Any]):
    """One side of a deal."""

    name = serializers.CharField()
    is_you = serializers.BooleanField()
    buys = serializers.BooleanField()
    has_accepted = serializers.BooleanField(help_text="The terms that are agreed.")
    score = ScoreOut()


class DealMilestoneOut(serializers.Serializer[Any]):
    """A part of the terms: with a share of the price, or an amount."""

    title = serializers.CharField()
    description = serializers.CharField()
    share_bp = serializers.IntegerField(allow_null=True)
    amount_paise = serializers.IntegerField(allow_null=True)
    deliver_by = serializers.DateTimeField(allow_null=True)
    conditions = serializers.DictField()


class FeeSplitOut(serializers.Serializer[Any]):
    buyer_bp = serializers.IntegerField()


class TermsOut(serializers.Serializer[Any]):
    """One version of the terms; ``hash`` is SHA-256 of the body in canonical JSON."""

    version = serializers.IntegerField(help_text="0: a draft, which nobody else has seen.")
    hash = serializers.CharField()
    made_by = serializers.ChoiceField(list(Side), allow_null=True)
    made_at = serializers.DateTimeField(allow_null=True)
    material = serializers.BooleanField(help_text="What was promised before waits for a yes.")
    price_paise = serializers.IntegerField(allow_null=True, help_text="Null: bid for.")
    scope = serializers.CharField()
    milestones = DealMilestoneOut(many=True)
    inspection_days = serializers.IntegerField()
    on_silence = serializers.ChoiceField(list(OnSilence))
    max_rounds = serializers.IntegerField()
    fee_split = FeeSplitOut()
    fund_within_hours = serializers.IntegerField()
    confirm_within_hours = serializers.IntegerField()
    purpose_code = serializers.CharField(allow_null=True)


class DealSummaryOut(serializers.Serializer[Any]):
    """A deal in a list. ``allowed_moves`` are what you may do now, in your role.

    Of one that is closed to you, only the title and that it is closed are told.
    """

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(list(DealKind))
    format = serializers.ChoiceField(list(DealFormat))
    visibility = serializers.ChoiceField(list(Visibility))
    category = serializers.ChoiceField(list(Category))
    title = serializers.CharField()
    status = serializers.ChoiceField([*DealState, "closed"])
    access = serializers.ChoiceField(list(Access))
    poster_name = serializers.CharField()
    counterparty_name = serializers.CharField(allow_null=True)
    budget_paise = serializers.IntegerField(allow_null=True)
    price_paise = serializers.IntegerField(allow_null=True)
    currency = serializers.CharField()
    deadline = serializers.DateTimeField(allow_null=True)
    waiting = WaitingOut(allow_null=True)
    allowed_moves = serializers.ListField(child=serializers.CharField())
    is_watched = serializers.BooleanField()
    created_at = serializers.DateTimeField()
    listed_at = serializers.DateTimeField()


class DealOut(DealSummaryOut):
    """A deal, as much of it as you may see."""

    description = serializers.CharField()
    counterparty_id = serializers.UUIDField(
        allow_null=True, help_text="For whoever posted it: whom they named, or found."
    )
    terms = TermsOut(allow_null=True)
    parties = DealPartyOut(many=True)
    agreement_id = serializers.UUIDField(allow_null=True)
    disputes = DisputeLinkOut(many=True, help_text="For its two sides, newest first.")
    attachment_count = serializers.IntegerField()
    ended_reason = serializers.ChoiceField(list(EndReason), allow_null=True)
    reviews_until = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


def deals(viewer: Viewer, rows: Sequence[Deal]) -> list[dict[str, Any]]:
    return [summary(each) for each in queries.deals_seen(viewer, rows, now=db.clock())]


def deal(viewer: Viewer, deal_id: Any) -> dict[str, Any]:
    """Raises DealNotFound."""
    seen = queries.deal_of(viewer, deal_id, now=db.clock())
    return whole(seen, disputes.about_deals(viewer, [seen.row.id])[seen.row.id])


def summary(seen: DealSeen) -> dict[str, Any]:
    row, is_open = seen.row, seen.access.sees_all
    return {
        "id": row.id,
        "kind": row.kind,
        "format": row.format,
        "visibility": row.visibility,
        "category": row.category,
        "title": row.title,
        "status": row.state if is_open else "closed",
        "access": seen.access,
        "poster_name": seen.names[Side.POSTER],
        "counterparty_name": seen.names[Side.COUNTERPARTY],
        "budget_paise": row.budget_minor if is_open else None,
        "price_paise": row.price_minor if seen.access.is_party else None,
        "currency": "INR",
        "deadline": row.deadline if is_open else None,
        "waiting": waiting(seen.waiting),
        "allowed_moves": seen.allowed_moves,
        "is_watched": seen.is_watched,
        "created_at": row.created_at if is_open else row.listed_at,
        "listed_at": row.listed_at,
    }


def whole(seen: DealSeen, disputed: Sequence[Dispute]) -> dict[str, Any]:
    row, is_open = seen.row, seen.access.sees_all
    return {
        **summary(seen),
        "description": row.description if is_open else "",
        "counterparty_id": row.counterparty_id if seen.access is Access.POSTER else None,
        "terms": _terms(seen),
        "parties": _parties(seen),
        "agreement_id": row.agreement_id if seen.access.is_party else None,
        "disputes": [disputes_shown.link(each) for each in disputed],
        "attachment_count": seen.attachment_count,
        "ended_reason": row.ended_reason or None if is_open else None,
        "reviews_until": seen.reviews_until,
        "version": row.version if seen.access.is_party else 1,
    }


def terms(found: Terms, poster_id: Any) -> dict[str, Any]:
    return {
        "version": found.version,
        "hash": found.hash,
        "made_by": Side.POSTER if found.made_by_id == poster_id else Side.COUNTERPARTY,
        "made_at": found.at,
        "material": found.material,
        **_body(found.body),
    }


def score(found: Score) -> dict[str, Any]:
    return {
        "stars_hundredths": found.stars_hundredths,
        "reviews_count": found.reviews_count,
        "deals_count": found.deals_count,
        "on_time_basis_points": found.on_time_basis_points,
        "rounds_hundredths": found.rounds_hundredths,
        "funding_seconds_mean": found.funding_seconds_mean,
        "disputes_lost_count": found.disputes_lost_count,
    }


def _terms(seen: DealSeen) -> dict[str, Any] | None:
    row = seen.row
    if seen.terms is not None:
        return terms(seen.terms, row.poster_id)
    if row.draft is None or not seen.access.is_party:
        return None
    return {
        "version": 0,
        "hash": queries.draft_hash(row),
        "made_by": None,
        "made_at": None,
        "material": True,
        **_body(row.draft),
    }


def _body(body: Any) -> dict[str, Any]:
    parts = [{"share_bp": None, "amount_paise": None, **each} for each in body["milestones"]]
    price = sum(each["amount_paise"] or 0 for each in parts)
    return {**body, "milestones": parts, "price_paise": price or None}


def _parties(seen: DealSeen) -> list[dict[str, Any]]:
    buyer = Side.POSTER if seen.row.kind == DealKind.REQUEST else Side.COUNTERPARTY
    found = []
    for side in Side:
        name, told = seen.names[side], seen.scores[side]
        if name is not None and told is not None:
            found.append(
                {
                    "name": name,
                    "is_you": side is seen.side,
                    "buys": side is buyer,
                    "has_accepted": side in seen.accepted_by,
                    "score": score(told),
                }
            )
    return found

"""How merchants are spoken of, and how they behaved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum

from adulis.deals.models import Conduct, Review, Ruling
from adulis.deals.values import Score
from adulis.identity import queries as identity
from adulis.identity.values import Viewer

_COUNTS = (
    "milestones_count", "rounds_count", "dated_count", "on_time_count", "funded_count",
    "funding_seconds",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSeen:
    """``stars`` and ``comment`` are None as long as the other side is not to know them."""

    by_name: str
    is_mine: bool
    stars: int | None
    comment: str | None
    at: datetime | None
    published_at: datetime | None


def scores_of(merchant_ids: Iterable[UUID]) -> dict[UUID, Score]:
    """Of each of them; whoever has dealt with nobody has a score of nothing."""
    asked = set(merchant_ids)
    shown = Q(published_at__isnull=False)
    stars = {
        each["about_id"]: each
        for each in Review.objects.filter(shown, about_id__in=asked)
        .values("about_id")
        .annotate(count=Count("id"), total=Sum("stars"))
    }
    conduct = {
        each["merchant_id"]: each
        for each in Conduct.objects.filter(merchant_id__in=asked)
        .values("merchant_id")
        .annotate(deals_count=Count("id"), **{f"all_{name}": Sum(name) for name in _COUNTS})
    }
    lost = dict(
        Ruling.objects.filter(against_id__in=asked)
        .values_list("against_id")
        .annotate(count=Count("dispute_id"))
    )
    return {each: _score(stars.get(each), conduct.get(each), lost.get(each, 0)) for each in asked}


def _score(stars: Mapping[str, Any] | None, conduct: Mapping[str, Any] | None, lost: int) -> Score:
    said, done = stars or {}, conduct or {}
    return Score(
        reviews_count=said.get("count", 0),
        stars_sum=said.get("total", 0),
        deals_count=done.get("deals_count", 0),
        disputes_lost_count=lost,
        **{name: done.get(f"all_{name}", 0) for name in _COUNTS},
    )


def score_of(viewer: Viewer) -> Score:
    """Of the viewer's own merchant."""
    return scores_of([viewer.merchant_id])[viewer.merchant_id]


def reviews_of(viewer: Viewer, deal_id: UUID) -> list[ReviewSeen]:
    """What was said about one deal of the viewer's; their own at once, the other's when shown.

    The caller has found that the viewer may see the deal; who are no sides see what is shown.
    """
    rows = list(Review.objects.filter(deal_id=deal_id).order_by("at", "id"))
    names = identity.standings({each.by_id for each in rows})
    found = []
    for each in rows:
        is_mine = each.by_id == viewer.merchant_id
        is_shown = is_mine or each.published_at is not None
        found.append(
            ReviewSeen(
                by_name=names[each.by_id].name,
                is_mine=is_mine,
                stars=each.stars if is_shown else None,
                comment=each.comment if is_shown else None,
                at=each.at if is_shown else None,
                published_at=each.published_at,
            )
        )
    return found

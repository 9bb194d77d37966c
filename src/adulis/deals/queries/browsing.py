"""Lists of deals: what is open, what is one's own, what one watches; and searching among them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from adulis.deals.machine import DealState
from adulis.deals.models import Deal, Invitation, Watch
from adulis.deals.values import Category, DealFormat, DealKind, Visibility
from adulis.identity.values import Viewer
from adulis.kernel.money import Money

_OPEN = [DealState.OPEN, DealState.REVIEWING]
_WORD = re.compile(r"\w+")
_SAYS_HOW = re.compile(r"\"|(?:^|\s)-")
MOST_WORDS = 12

# Stemmed words in any order, or the beginnings of words as somebody types them.
_FOUND = """
SELECT id FROM deals_deal
 WHERE search @@ websearch_to_tsquery('english', %s) OR search @@ to_tsquery('simple', %s)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is narrowed to; None: not by that. Amounts are of the budget or the price."""

    text: str | None = None
    category: Category | None = None
    kind: DealKind | None = None
    format: DealFormat | None = None
    state: DealState | None = None
    least: Money | None = None
    most: Money | None = None
    deadline_after: datetime | None = None
    deadline_before: datetime | None = None


def browsed(viewer: Viewer, filters: Filters) -> QuerySet[Deal]:
    """What is open to everybody, or to this merchant by invitation; newest first."""
    invited = Q(id__in=_joined(viewer), format__in=[DealFormat.OPEN, DealFormat.SEALED])
    rows = Deal.objects.filter(Q(visibility=Visibility.PUBLIC) | invited)
    if filters.state is None:
        rows = rows.filter(state__in=_OPEN)
    # Direct deals are between two, and what nobody has seen is nobody's to find.
    rows = rows.exclude(format=DealFormat.DIRECT).exclude(
        state__in=[DealState.DRAFT, DealState.DELETED, DealState.AWAITING_APPROVAL]
    )
    rows = rows.exclude(state=DealState.CANCELLED, terms_version=0)
    return _narrowed(rows, filters, by_price=False)


def posted(viewer: Viewer, filters: Filters) -> QuerySet[Deal]:
    """What this merchant posted."""
    return _narrowed(_there().filter(poster_id=viewer.merchant_id), filters)


def counterparties(viewer: Viewer, filters: Filters) -> QuerySet[Deal]:
    """Deals in which this merchant is the other side."""
    seen = (
        _there()
        .filter(counterparty_id=viewer.merchant_id)
        .exclude(state__in=[DealState.DRAFT, DealState.AWAITING_APPROVAL])
    )
    return _narrowed(seen.exclude(state=DealState.CANCELLED, terms_version=0), filters)


def invited_deals(viewer: Viewer, filters: Filters) -> QuerySet[Deal]:
    """Deals this merchant came to by a link, as long as they are open to it."""
    waits = Q(state__in=[DealState.PROPOSED, DealState.COUNTERED], counterparty=None)
    rows = _there().filter(id__in=_joined(viewer))
    return _narrowed(rows.filter(Q(state__in=_OPEN) | waits), filters)


def watched(viewer: Viewer, filters: Filters) -> QuerySet[Deal]:
    """What this person has marked, whatever became of it, as far as this merchant may see it."""
    marked = Watch.objects.filter(
        merchant_id=viewer.merchant_id, user_id=viewer.caller.user_id
    ).values("deal_id")
    mine = Q(poster_id=viewer.merchant_id) | Q(counterparty_id=viewer.merchant_id)
    public = Q(visibility=Visibility.PUBLIC) & ~Q(format=DealFormat.DIRECT)
    rows = _there().filter(id__in=marked).filter(mine | public | Q(id__in=_joined(viewer)))
    return _narrowed(rows, filters, by_price=False)


def _there() -> QuerySet[Deal]:
    return Deal.objects.exclude(state=DealState.DELETED)


def _joined(viewer: Viewer) -> QuerySet[Invitation, Any]:
    return Invitation.objects.filter(merchant_id=viewer.merchant_id).values("deal_id")


def _narrowed(rows: QuerySet[Deal], filters: Filters, *, by_price: bool = True) -> QuerySet[Deal]:
    """``by_price``: whoever asks may know the price; others could find it by narrowing down."""
    exact = {
        "category": filters.category,
        "kind": filters.kind,
        "format": filters.format,
        "state": filters.state,
        "deadline__gte": filters.deadline_after,
        "deadline__lt": filters.deadline_before,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value is not None})
    for side, amount in (("gte", filters.least), ("lte", filters.most)):
        if amount is not None:
            fits = Q(**{f"budget_minor__{side}": amount.minor})
            if by_price:
                fits |= Q(**{f"price_minor__{side}": amount.minor})
            rows = rows.filter(fits)
    if filters.text is not None:
        rows = rows.filter(id__in=RawSQL(_FOUND, [filters.text, _beginnings(filters.text)]))  # noqa: S611 # nosec B611
    return rows.order_by("-listed_at", "-id")


def _beginnings(text: str) -> str:
    """``pump:* & seal:*``, from words alone; whoever says "exactly" or -without means it."""
    if _SAYS_HOW.search(text):
        return ""
    words = _WORD.findall(text)[:MOST_WORDS]
    return " & ".join(f"{word}:*" for word in words)

"""``/deals/``: what merchants want of each other, found, written and put before others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import deals_shown, idempotency
from adulis.api.deals_given import (
    AmendIn,
    DeadlineIn,
    DealIn,
    DealNoteIn,
    deal_given,
)
from adulis.api.deals_shown import DealOut, DealSummaryOut
from adulis.api.fields import Choice, Instant, QueryInteger, StrictString
from adulis.api.idempotency import Done
from adulis.api.merchants import viewer_of
from adulis.api.pages import (
    MerchantPageQuery,
    count_queryset,
    decode_cursor,
    encode_cursor,
    page,
)
from adulis.api.renderers import answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import read_body, read_query
from adulis.api.views import Endpoint, caller_of
from adulis.approvals.errors import NotTheMaker
from adulis.deals import actions, errors, queries
from adulis.deals.machine import DealState
from adulis.deals.queries import Filters
from adulis.deals.values import LARGEST_MINOR, ROLES, Category, DealFormat, DealKind
from adulis.escrow.errors import ConditionsInvalid
from adulis.identity.values import DEALS_WRITE, READ, Viewer
from adulis.kernel import db
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import Money, rupees

if TYPE_CHECKING:
    from adulis.deals.models import Deal

WRITING = (
    errors.TermsInvalid, ConditionsInvalid, errors.CounterpartyUnusable,
    errors.CounterpartyIsPoster, errors.DealIncomplete,
)  # fmt: skip
TRADING = (errors.TraderNotVerified, errors.TraderFrozen)
MOVING = (errors.DealNotFound, errors.DealPartyOnly, IllegalMove)
_LISTS: Mapping[str, Callable[[Viewer, Filters], QuerySet[Deal]]] = {
    "posted": queries.posted,
    "counterparty": queries.counterparties,
    "invited": queries.invited_deals,
    "watched": queries.watched,
}


class DealQuery(MerchantPageQuery):
    mine = Choice(list(_LISTS), required=False, help_text="Left out: what is open to you, of all.")
    search = StrictString(min_length=1, max_length=200, required=False)
    category = Choice(list(Category), required=False)
    kind = Choice(list(DealKind), required=False)
    format = Choice(list(DealFormat), required=False)
    status = Choice(list(DealState), required=False)
    amount_from_paise = QueryInteger(max_value=999_999_999, required=False)
    amount_to_paise = QueryInteger(max_value=999_999_999, required=False)
    deadline_after = Instant(required=False)
    deadline_before = Instant(required=False)


class DealCategoryOut(serializers.Serializer[Any]):
    """What a deal may be about."""

    def get_fields(self) -> dict[str, Any]:
        # `label` is an attribute of every serializer.
        return {
            "category": serializers.ChoiceField(list(Category)),
            "label": serializers.CharField(),
        }


class DealDeletedOut(serializers.Serializer[Any]):
    """What is left of a draft."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField([DealState.DELETED])


class DealCategoriesOut(serializers.Serializer[Any]):
    """All of them."""

    results = DealCategoryOut(many=True)


class DealList(Endpoint):
    @documents(
        "list_deals",
        "Find deals",
        query=DealQuery,
        answers={200: page_of(DealSummaryOut)},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """Newest first: what is open to everybody or to you by invitation, or lists of your own.

        ``search`` finds words in any form, and beginnings of words.
        """
        viewer = viewer_of(request)
        query = read_query(request, DealQuery)
        found = _LISTS[query["mine"]] if "mine" in query else queries.browsed
        rows = found(viewer, _filters(query))
        counted, start = count_queryset(rows), query["offset"]
        if "cursor" in query:
            at, last = decode_cursor("deals", query["cursor"])
            earlier = Q(listed_at__lt=at) | Q(listed_at=at, id__lt=UUID(last))
            rows, start = rows.filter(earlier), 0
        shown = deals_shown.deals(viewer, list(rows[start : start + query["limit"] + 1]))
        return answer(
            page(
                request,
                query,
                shown,
                counted,
                cursor_of=lambda row: encode_cursor(
                    "deals", row["listed_at"].isoformat(), str(row["id"])
                ),
            )
        )

    @documents(
        "create_deal",
        "Write a deal",
        body=DealIn,
        answers={201: DealOut, 200: DealOut},
        refuses=(*WRITING, errors.TooManyDrafts),
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """A draft, which nobody else sees before it is published or proposed."""
        viewer = acting(request, "edit")
        given = read_body(request, DealIn)

        def create(at: Any) -> Done:
            made = actions.create_deal(
                viewer=viewer, given=deal_given(given), actor=viewer.actor, at=at
            )
            return Done(deals_shown.deal(viewer, made.id), made.subject)

        return idempotency.run(request, viewer, verb=create, again=again(viewer), body=request.data)


class DealDetail(Endpoint):
    @documents(
        "get_deal",
        "Look at a deal",
        answers={200: DealOut},
        refuses=(errors.DealNotFound,),
        merchant=True,
    )
    def get(self, request: Request, deal_id: UUID) -> HttpResponse:
        """Of one that others agreed on, only that it is closed."""
        return answer(deals_shown.deal(viewer_of(request), deal_id))

    @documents(
        "edit_deal",
        "Change a draft",
        body=DealIn,
        answers={200: DealOut},
        refuses=(*MOVING, *WRITING),
        merchant=True,
    )
    def put(self, request: Request, deal_id: UUID) -> HttpResponse:
        """The draft becomes what is given, all of it."""
        viewer = acting(request, "edit")
        given = read_body(request, DealIn)
        return doing(viewer, deal_id, actions.edit_deal, given=deal_given(given))


class DealDelete(Endpoint):
    @documents(
        "delete_deal",
        "Delete a draft",
        answers={200: DealDeletedOut},
        refuses=MOVING,
        merchant=True,
    )
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """Nobody ever saw it, and nobody does from here on."""
        viewer = acting(request, "delete")
        with db.transaction():
            actions.delete_deal(viewer=viewer, deal_id=deal_id, actor=viewer.actor, at=db.clock())
        return answer({"id": deal_id, "status": DealState.DELETED})


class DealPublish(Endpoint):
    @documents(
        "publish_deal",
        "Put a deal up for bids",
        answers={200: DealOut},
        refuses=(
            *MOVING, *TRADING, errors.NotAuctioned, errors.DealIncomplete,
            errors.DeadlineImpossible, errors.TermsInvalid,
        ),
        merchant=True,
    )  # fmt: skip
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """Owners. Above the platform's limit an operator looks at it first."""
        return doing(acting(request, "publish"), deal_id, actions.publish_deal)


class DealWithdraw(Endpoint):
    @documents(
        "withdraw_deal",
        "Take a deal back before it is approved",
        answers={200: DealOut},
        refuses=(errors.DealNotFound, IllegalMove, NotTheMaker),
        merchant=True,
    )
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """It is a draft again."""
        viewer = acting(request, "withdraw")
        with db.transaction():
            actions.withdraw_deal(
                merchant_id=viewer.merchant_id, deal_id=deal_id, actor=viewer.actor,
                at=db.clock(),
            )  # fmt: skip
        return answer(deals_shown.deal(viewer, deal_id))


class DealAmend(Endpoint):
    @documents(
        "amend_deal",
        "Change what is bid on",
        body=AmendIn,
        answers={200: DealOut},
        refuses=(
            *MOVING, errors.TermsInvalid, ConditionsInvalid, errors.TermsUnchanged,
            errors.DeadlineImpossible,
        ),
        merchant=True,
    )  # fmt: skip
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """Owners, while it is open. What is material makes bids wait to be confirmed again."""
        viewer = acting(request, "amend")
        given = read_body(request, AmendIn)
        return doing(
            viewer,
            deal_id,
            actions.amend_deal,
            body=given["terms"],
            deadline=given.get("deadline"),
            description=given.get("description"),
        )


class DealReopen(Endpoint):
    @documents(
        "reopen_deal",
        "Take bids again",
        body=DeadlineIn,
        answers={200: DealOut},
        refuses=(*MOVING, *TRADING, errors.DeadlineImpossible, errors.TermsInvalid),
        merchant=True,
    )
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """Owners: nobody bid, or no bid stands any more."""
        viewer = acting(request, "reopen")
        given = read_body(request, DeadlineIn)
        return doing(viewer, deal_id, actions.reopen, deadline=given["deadline"])


class DealCancel(Endpoint):
    @documents(
        "cancel_deal",
        "Call a deal off",
        body=DealNoteIn,
        answers={200: DealOut},
        refuses=MOVING,
        merchant=True,
    )
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """Whoever posted it, before anybody is bound; see ``cancellation`` for what it means."""
        viewer = acting(request, "cancel")
        given = read_body(request, DealNoteIn)
        return doing(viewer, deal_id, actions.cancel_deal, note=given.get("note", ""))


class DealCategories(Endpoint):
    @documents("list_deal_categories", "What deals may be about", answers={200: DealCategoriesOut})
    def get(self, request: Request) -> HttpResponse:
        caller_of(request).require_scope(READ)
        return answer({"results": [{"category": each, "label": each.label} for each in Category]})


def acting(request: Request, verb: str) -> Viewer:
    """Who may do this about a deal of a merchant of theirs. Raises RoleTooLow, ScopeMissing."""
    viewer = viewer_of(request)
    viewer.require(ROLES[verb])
    viewer.require_scope(DEALS_WRITE)
    return viewer


def doing(viewer: Viewer, deal_id: UUID, verb: Callable[..., Any], **told: Any) -> HttpResponse:
    """Do it, and show what the deal is then."""
    with db.transaction():
        verb(viewer=viewer, deal_id=deal_id, actor=viewer.actor, at=db.clock(), **told)
    return answer(deals_shown.deal(viewer, deal_id))


def again(viewer: Viewer) -> Callable[[str], dict[str, Any]]:
    """What a deal is now, for a key whose first answer is forgotten."""
    return lambda subject: deals_shown.deal(viewer, UUID(subject.partition("/")[2]))


def _filters(query: Mapping[str, Any]) -> Filters:
    return Filters(
        text=query.get("search"),
        category=query.get("category"),
        kind=query.get("kind"),
        format=query.get("format"),
        state=query.get("status"),
        least=_money(query.get("amount_from_paise")),
        most=_money(query.get("amount_to_paise")),
        deadline_after=query.get("deadline_after"),
        deadline_before=query.get("deadline_before"),
    )


def _money(minor: int | None) -> Money | None:
    return None if minor is None else rupees(min(minor, LARGEST_MINOR))


_ONE = "deals/<uuid:deal_id>/"
urlpatterns = [
    path("deal-categories/", DealCategories.as_view(), name="deal-categories"),
    path("deals/", DealList.as_view(), name="deals"),
    path(_ONE, DealDetail.as_view(), name="deal"),
    path(f"{_ONE}delete/", DealDelete.as_view(), name="deal-delete"),
    path(f"{_ONE}publish/", DealPublish.as_view(), name="deal-publish"),
    path(f"{_ONE}withdraw/", DealWithdraw.as_view(), name="deal-withdraw"),
    path(f"{_ONE}amend/", DealAmend.as_view(), name="deal-amend"),
    path(f"{_ONE}reopen/", DealReopen.as_view(), name="deal-reopen"),
    path(f"{_ONE}cancel/", DealCancel.as_view(), name="deal-cancel"),
]

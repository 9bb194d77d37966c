"""``/payouts/``: create, list, look, follow, cancel, approve."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import path
from rest_framework.request import Request

from adulis.api import idempotency, shown
from adulis.api.fields import (
    Choice,
    Instant,
    MoneyMinorField,
    StrictBoolean,
    StrictString,
    StrictUUID,
    TextsByName,
)
from adulis.api.idempotency import Done
from adulis.api.merchants import viewer_of
from adulis.api.pages import MerchantPageQuery, count_queryset, decode_cursor, encode_cursor, page
from adulis.api.renderers import answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import Shape, read_body, read_query
from adulis.api.shown import PayoutOut
from adulis.api.views import Endpoint
from adulis.approvals.errors import ApprovalNotFound, ApprovedThingChanged, ApproverIsMaker
from adulis.fees.errors import QuoteDiffers, QuoteExpired, QuoteUnknown, QuoteUsed
from adulis.identity.errors import PersonRequired, SecondPersonTooNew
from adulis.identity.values import PAYOUTS_WRITE, MemberRole, Viewer
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import rupees
from adulis.ledger.errors import InsufficientFunds
from adulis.payouts import actions, errors, queries
from adulis.payouts.machine import PayoutState
from adulis.payouts.values import Mode, PayoutOrder, Purpose, WaitingFor

if TYPE_CHECKING:
    from adulis.payouts.models import Payout

# What may be wrong with a quote that is given.
QUOTES = (QuoteUnknown, QuoteDiffers, QuoteExpired, QuoteUsed)
CREATING = (
    errors.BankAccountUnusable,
    errors.PayoutBelowMinimum,
    errors.AmountAboveModeLimit,
    errors.AmountBelowModeMinimum,
    errors.AmountAboveTierLimit,
    errors.ModeNotPossible,
    errors.ScheduleNotPossible,
    errors.RetryNotPossible,
    errors.MerchantNotVerified,
    *QUOTES,
    InsufficientFunds,
)


class PayoutIn(Shape):
    amount_paise = MoneyMinorField(help_text="How much, in paise; at least 100.")
    bank_account_id = StrictUUID(help_text="To which of the merchant's bank accounts.")
    mode = Choice(
        list(Mode), required=False, help_text="Left out: UPI to a VPA, else by amount and hour."
    )
    narration = StrictString(
        max_length=30, required=False, help_text="What the beneficiary reads on the statement."
    )
    reference = StrictString(max_length=40, required=False, help_text="Your own reference.")
    purpose = Choice(list(Purpose), required=False)
    scheduled_at = Instant(required=False, help_text="Not before then; up to ninety days ahead.")
    queue_if_low_balance = StrictBoolean(
        required=False, help_text="Wait for money instead of being refused, ninety days at most."
    )
    metadata = TextsByName(required=False, help_text="Yours; up to 20 texts of 500 characters.")
    retry_of = StrictUUID(required=False, help_text="The payout that this one tries again.")
    quote_id = StrictUUID(required=False, help_text="The fee you were promised at /fees/quote/.")


class PayoutFilters(Shape):
    """Which payouts; all given filters apply together."""

    status = Choice(list(PayoutState), required=False)
    waiting_for = Choice(list(WaitingFor), required=False, help_text="Before the bank has it.")
    in_doubt = Choice(["true"], required=False, help_text="Those the bank left in doubt.")
    held = Choice(["true"], required=False, help_text="Those whose money is set aside now.")
    bank_account_id = StrictUUID(required=False)
    created_after = Instant(required=False)
    created_before = Instant(required=False)
    reference = StrictString(max_length=40, required=False)
    search = StrictString(
        min_length=1,
        max_length=80,
        required=False,
        help_text="Part of a reference, narration or beneficiary's name; or a whole UTR.",
    )


class PayoutQuery(PayoutFilters, MerchantPageQuery):
    pass


class PayoutList(Endpoint):
    @documents(
        "list_payouts",
        "List payouts",
        query=PayoutQuery,
        answers={200: page_of(PayoutOut)},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """Newest first. ``count`` is exact up to 10,000; go deeper by ``next``."""
        viewer = viewer_of(request)
        query = read_query(request, PayoutQuery)
        rows = filtered(queries.payouts_of(viewer.merchant_id), query)
        counted = count_queryset(rows)
        if "cursor" in query:
            last = UUID(decode_cursor("payouts", query["cursor"])[0])
            rows, start = rows.filter(id__lt=last), 0
        else:
            start = query["offset"]
        found = list(rows.select_related("bank_account")[start : start + query["limit"] + 1])
        progress = queries.progress_of(found)
        results = [shown.payout(each, progress.get(each.id)) for each in found]
        return answer(
            page(
                request,
                query,
                results,
                counted,
                cursor_of=lambda row: encode_cursor("payouts", str(row["id"])),
            )
        )

    @documents(
        "create_payout",
        "Create a payout",
        body=PayoutIn,
        answers={201: PayoutOut, 200: PayoutOut},
        refuses=CREATING,
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """The money is set aside at once; it is sent when nothing is left to wait for.

        The first answer is 201; the same request with the same key is answered 200 with the same
        bytes and never pays twice.
        """
        viewer = payer_of(request)
        given = read_body(request, PayoutIn)
        order = order_of(given)

        def create(at: Any) -> Done:
            wish = replace(order, intent_id=idempotency.intent_of(request, viewer))
            payout = actions.create_payout(viewer=viewer, order=wish, actor=viewer.actor, at=at)
            return Done(shown.payout(payout, None), f"payout/{payout.id}")

        return idempotency.run(
            request, viewer, verb=create, again=_again(viewer), body=request.data
        )


class PayoutDetail(Endpoint):
    @documents(
        "get_payout",
        "Look at a payout",
        answers={200: PayoutOut},
        refuses=(errors.PayoutNotFound,),
        merchant=True,
    )
    def get(self, request: Request, payout_id: UUID) -> HttpResponse:
        viewer = viewer_of(request)
        return answer(payout_shown(viewer, payout_id))


class PayoutCancel(Endpoint):
    @documents(
        "cancel_payout",
        "Cancel a payout",
        answers={200: PayoutOut},
        refuses=(errors.PayoutNotFound, IllegalMove),
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request, payout_id: UUID) -> HttpResponse:
        """Possible until it is first sent to the bank; the money is available again at once."""
        viewer = payer_of(request)

        def cancel(at: Any) -> Done:
            actions.cancel_payout(
                merchant_id=viewer.merchant_id, payout_id=payout_id, actor=viewer.actor, at=at
            )
            return Done(payout_shown(viewer, payout_id), f"payout/{payout_id}", status=200)

        return idempotency.run(request, viewer, verb=cancel, again=_again(viewer), body={})


class PayoutApprove(Endpoint):
    @documents(
        "approve_payout",
        "Approve a payout",
        answers={200: PayoutOut},
        refuses=(
            PersonRequired,
            errors.PayoutNotFound,
            ApprovalNotFound,
            ApproverIsMaker,
            ApprovedThingChanged,
            SecondPersonTooNew,
            IllegalMove,
        ),
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request, payout_id: UUID) -> HttpResponse:
        """By an owner other than whoever created it, both of them for a day or longer."""
        viewer = _owner(request)

        def approve(at: Any) -> Done:
            actions.approve_payout(
                merchant_id=viewer.merchant_id, payout_id=payout_id, actor=viewer.actor, at=at
            )
            return Done(payout_shown(viewer, payout_id), f"payout/{payout_id}", status=200)

        return idempotency.run(request, viewer, verb=approve, again=_again(viewer), body={})


class PayoutRefuse(Endpoint):
    @documents(
        "refuse_payout",
        "Refuse to approve a payout",
        answers={200: PayoutOut},
        refuses=(PersonRequired, errors.PayoutNotFound, ApprovalNotFound, IllegalMove),
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request, payout_id: UUID) -> HttpResponse:
        """It is cancelled, and its money is available again."""
        viewer = _owner(request)

        def refuse(at: Any) -> Done:
            actions.refuse_payout(
                merchant_id=viewer.merchant_id, payout_id=payout_id, actor=viewer.actor, at=at
            )
            return Done(payout_shown(viewer, payout_id), f"payout/{payout_id}", status=200)

        return idempotency.run(request, viewer, verb=refuse, again=_again(viewer), body={})


def payer_of(request: Request) -> Viewer:
    viewer = viewer_of(request)
    viewer.require(MemberRole.FINANCE)
    viewer.require_scope(PAYOUTS_WRITE)
    return viewer


def _owner(request: Request) -> Viewer:
    """Who may be the second to look: four eyes are eyes, so no key is."""
    viewer = viewer_of(request)
    viewer.require(MemberRole.OWNER)
    viewer.caller.require_person()
    return viewer


def order_of(given: dict[str, Any]) -> PayoutOrder:
    return PayoutOrder(
        amount=rupees(given["amount_paise"]),
        bank_account_id=given["bank_account_id"],
        mode=Mode(given["mode"]) if "mode" in given else None,
        narration=given.get("narration", ""),
        reference=given.get("reference", ""),
        purpose=Purpose(given.get("purpose", Purpose.PAYOUT)),
        scheduled_at=given.get("scheduled_at"),
        queue_if_low_balance=given.get("queue_if_low_balance", False),
        metadata=given.get("metadata", {}),
        retry_of=given.get("retry_of"),
        quote_id=given.get("quote_id"),
    )


def filtered(rows: QuerySet[Payout], query: dict[str, Any]) -> QuerySet[Payout]:
    """The rows that ``query``, read by ``PayoutFilters``, asks for."""
    for name, lookup in _LOOKUPS.items():
        if name in query:
            rows = rows.filter(**{lookup: query[name]})
    if "held" in query:
        rows = queries.held_among(rows)
    if "in_doubt" in query:
        rows = queries.in_doubt_among(rows)
    if "search" in query:
        rows = queries.searched(rows, query["search"])
    return rows


_LOOKUPS = {
    "status": "state",
    "waiting_for": "waiting_for",
    "bank_account_id": "bank_account_id",
    "created_after": "created_at__gt",
    "created_before": "created_at__lt",
    "reference": "reference",
}


def payout_shown(viewer: Viewer, payout_id: UUID) -> dict[str, Any]:
    payout = queries.payout_of(viewer.merchant_id, payout_id)
    return shown.payout(payout, queries.progress_of([payout]).get(payout.id))


def _again(viewer: Viewer) -> Any:
    def show(subject: str) -> dict[str, Any]:
        return payout_shown(viewer, UUID(subject.partition("/")[2]))

    return show


_DETAIL = "payouts/<uuid:payout_id>/"
urlpatterns = [
    path("payouts/", PayoutList.as_view(), name="payouts"),
    path(_DETAIL, PayoutDetail.as_view(), name="payout"),
    path(f"{_DETAIL}cancel/", PayoutCancel.as_view(), name="payout-cancel"),
    path(f"{_DETAIL}approve/", PayoutApprove.as_view(), name="payout-approve"),
    path(f"{_DETAIL}refuse/", PayoutRefuse.as_view(), name="payout-refuse"),
]

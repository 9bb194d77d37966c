"""``/transfers/``: money to another merchant, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import idempotency, throttles
from adulis.api.fields import Choice, Instant, MoneyMinorField, StrictString, StrictUUID
from adulis.api.idempotency import Done
from adulis.api.merchants import viewer_of
from adulis.api.pages import (
    Counted,
    MerchantPageQuery,
    count_queryset,
    decode_cursor,
    encode_cursor,
    page,
)
from adulis.api.renderers import answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import Shape, read_body, read_query
from adulis.api.shown import WaitingOut
from adulis.api.views import Endpoint
from adulis.fees.errors import QuoteDiffers, QuoteExpired, QuoteUnknown, QuoteUsed
from adulis.identity.values import TRANSFERS_WRITE, MemberRole, Viewer
from adulis.kernel.money import rupees
from adulis.ledger.errors import InsufficientFunds
from adulis.transfers import actions, errors, queries
from adulis.transfers.machine import TransferState
from adulis.transfers.values import TransferOrder

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from adulis.transfers.models import Transfer

CREATING = (
    errors.RecipientUnusable,
    errors.TransferToSelf,
    errors.SenderNotVerified,
    errors.SenderFrozen,
    errors.TransferAboveLimit,
    errors.RecipientLimitReached,
    InsufficientFunds,
    QuoteUnknown,
    QuoteDiffers,
    QuoteExpired,
    QuoteUsed,
)
_TO = "The recipient's account number (ADUL…), or merchant id."


class TransferIn(Shape):
    to = StrictString(min_length=1, max_length=40, help_text=_TO)
    amount_paise = MoneyMinorField(help_text="How much arrives, in paise.")
    note = StrictString(max_length=140, required=False, help_text="Both sides read it.")
    reference = StrictString(max_length=40, required=False, help_text="Your own reference.")
    quote_id = StrictUUID(required=False, help_text="The quote whose fee shall be kept.")


class TransferQuery(MerchantPageQuery):
    direction = Choice([queries.OUT, queries.IN], required=False)
    status = Choice(list(TransferState), required=False)
    created_after = Instant(required=False)
    created_before = Instant(required=False)


class RecipientQuery(Shape):
    to = StrictString(min_length=1, max_length=40, help_text="An account number (ADUL…).")
    merchant_id = StrictUUID(required=False, help_text="The same as X-Merchant-Id.")


class TransferOut(serializers.Serializer[Any]):
    """A transfer as one side sees it: what is the other side's business is null."""

    id = serializers.UUIDField()
    merchant_id = serializers.UUIDField(help_text="Who is looking.")
    direction = serializers.ChoiceField([queries.OUT, queries.IN])
    counterparty_name = serializers.CharField()
    amount_paise = serializers.IntegerField()
    fee_paise = serializers.IntegerField(allow_null=True, help_text="Of the sender alone.")
    tax_paise = serializers.IntegerField(allow_null=True, help_text="Of the sender alone.")
    currency = serializers.CharField()
    status = serializers.ChoiceField(list(TransferState))
    waiting = WaitingOut(allow_null=True)
    note = serializers.CharField()
    reference = serializers.CharField(allow_null=True, help_text="Of the sender alone.")
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class RecipientOut(serializers.Serializer[Any]):
    """Whose account it is, to be confirmed before money is sent."""

    account_number = serializers.CharField()
    name = serializers.CharField()


class TransferList(Endpoint):
    @documents(
        "list_transfers",
        "List transfers",
        query=TransferQuery,
        answers={200: page_of(TransferOut)},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """Sent and received, newest first. ``count`` is exact up to 10,000 each way."""
        viewer = viewer_of(request)
        query = read_query(request, TransferQuery)
        asked = [query["direction"]] if "direction" in query else [queries.OUT, queries.IN]
        rows = [_wanted(viewer, way, query) for way in asked]
        counts = [count_queryset(each) for each in rows]
        counted = Counted(sum(c.count for c in counts), any(c.is_capped for c in counts))
        start, limit = query["offset"], query["limit"]
        if "cursor" in query:
            last = UUID(decode_cursor("transfers", query["cursor"])[0])
            rows, start = [each.filter(id__lt=last) for each in rows], 0
        found = queries.newest_of(rows, limit=start + limit + 1)[start:]
        results = _shown(viewer, found)
        return answer(
            page(
                request,
                query,
                results,
                counted,
                cursor_of=lambda row: encode_cursor("transfers", str(row["id"])),
            )
        )

    @documents(
        "create_transfer",
        "Transfer money to another merchant",
        body=TransferIn,
        answers={201: TransferOut, 200: TransferOut},
        refuses=CREATING,
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """It arrives at once and cannot be taken back.

        Above the amount that the merchant lets one person send it waits for another owner
        (``awaiting_approval``); no money moves, and none is set aside, until then.
        """
        viewer = viewer_of(request)
        viewer.require(MemberRole.FINANCE)
        viewer.require_scope(TRANSFERS_WRITE)
        given = read_body(request, TransferIn)
        order = TransferOrder(
            to=given["to"],
            amount=rupees(given["amount_paise"]),
            note=given.get("note", ""),
            reference=given.get("reference", ""),
            quote_id=given.get("quote_id"),
        )

        def create(at: Any) -> Done:
            made = actions.create_transfer(viewer=viewer, order=order, actor=viewer.actor, at=at)
            return Done(_shown(viewer, [made])[0], f"transfer/{made.id}")

        def again(subject: str) -> dict[str, Any]:
            transfer_id = UUID(subject.partition("/")[2])
            return _shown(viewer, [queries.transfer_of(viewer.merchant_id, transfer_id)])[0]

        return idempotency.run(request, viewer, verb=create, again=again, body=request.data)


class TransferDetail(Endpoint):
    @documents(
        "get_transfer",
        "Look at a transfer",
        answers={200: TransferOut},
        refuses=(errors.TransferNotFound,),
        merchant=True,
    )
    def get(self, request: Request, transfer_id: UUID) -> HttpResponse:
        viewer = viewer_of(request)
        return answer(_shown(viewer, [queries.transfer_of(viewer.merchant_id, transfer_id)])[0])


class Recipient(Endpoint):
    @documents(
        "get_transfer_recipient",
        "See whose account it is",
        query=RecipientQuery,
        answers={200: RecipientOut},
        refuses=(errors.RecipientNotFound,),
        merchant=True,
        throttled=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """The name to confirm before sending; few a minute, because names are not to be collected.

        Asked by whoever may send.
        """
        viewer = viewer_of(request)
        viewer.require(MemberRole.FINANCE)
        query = read_query(request, RecipientQuery)
        throttles.take("recipients_per_caller", viewer.caller.throttle_subject)
        name = queries.recipient_name(query["to"])
        return answer({"account_number": query["to"].replace(" ", "").upper(), "name": name})


# To whom it goes it begins when it arrives, however long it waited for an owner before.
_LOOKUPS = {
    way: {"status": "state", "created_after": f"{begun}__gt", "created_before": f"{begun}__lt"}
    for way, begun in ((queries.OUT, "created_at"), (queries.IN, "finished_at"))
}


def _wanted(viewer: Viewer, way: str, query: dict[str, Any]) -> QuerySet[Transfer]:
    """What the query asks for of one direction, newest first."""
    given = {lookup: query[name] for name, lookup in _LOOKUPS[way].items() if name in query}
    return queries.transfers_of(viewer.merchant_id, way).filter(**given)


def _shown(viewer: Viewer, rows: list[Transfer]) -> list[dict[str, Any]]:
    names = queries.names_of(rows)
    waiting = queries.waiting_until(rows)
    return [_seen(viewer, row, names, waiting.get(row.id)) for row in rows]


def _seen(viewer: Viewer, row: Transfer, names: dict[UUID, str], until: Any) -> dict[str, Any]:
    is_mine = row.sender_id == viewer.merchant_id
    return {
        "id": row.id,
        "merchant_id": viewer.merchant_id,
        "direction": queries.OUT if is_mine else queries.IN,
        "counterparty_name": names[row.receiver_id if is_mine else row.sender_id],
        "amount_paise": row.amount_minor,
        "fee_paise": row.fee_minor if is_mine else None,
        "tax_paise": row.tax_minor if is_mine else None,
        "currency": "INR",
        "status": row.state,
        "waiting": None
        if row.state != TransferState.AWAITING_APPROVAL
        else {
            "for": "approval",
            "on": "another owner of this merchant",
            "until": until,
            "then": "The money moves once approved; what nobody approves in time is not sent.",
        },
        "note": row.note,
        "reference": row.reference if is_mine else None,
        "created_at": row.created_at if is_mine else row.finished_at,
        "finished_at": row.finished_at,
    }


urlpatterns = [
    path("transfers/", TransferList.as_view(), name="transfers"),
    path("transfers/recipient/", Recipient.as_view(), name="transfer-recipient"),
    path("transfers/<uuid:transfer_id>/", TransferDetail.as_view(), name="transfer"),
]

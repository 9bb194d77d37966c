"""``/payout-batches/``: payouts by the file. Send it, look at every row, then approve it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from adulis.api import idempotency, shown
from adulis.api.batch_files import COLUMNS, BatchIn, read_csv, read_rows
from adulis.api.fields import Choice, StrictString, StrictUUID
from adulis.api.idempotency import Done
from adulis.api.merchants import viewer_of
from adulis.api.pages import MerchantPageQuery, count_queryset, page
from adulis.api.parsers import CsvParser, StrictJSONParser
from adulis.api.renderers import answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import Shape, read_body, read_query
from adulis.api.shown import WaitingOut
from adulis.api.views import Endpoint
from adulis.approvals.errors import ApprovalOverdue, ApprovedThingChanged, ApproverIsMaker
from adulis.identity.errors import PersonRequired, SecondPersonTooNew
from adulis.identity.values import PAYOUTS_WRITE, MemberRole, Viewer
from adulis.kernel.machines import IllegalMove
from adulis.payouts import actions, errors, queries
from adulis.payouts.machine import BatchState, PayoutState
from adulis.payouts.values import RowGiven, RowStatus

if TYPE_CHECKING:
    from adulis.payouts.models import Payout, PayoutBatch, PayoutBatchRow

LONGEST_BATCH_BYTES = 10 * 1_048_576


class BatchOut(serializers.Serializer[Any]):
    """A batch. ``status`` is what was decided about it; its rows say what became of them."""

    id = serializers.UUIDField()
    merchant_id = serializers.UUIDField()
    name = serializers.CharField()
    status = serializers.ChoiceField(list(BatchState))
    row_count = serializers.IntegerField()
    rows = serializers.DictField(
        child=serializers.IntegerField(), help_text="How many are valid, invalid, refused, created."
    )
    payouts = serializers.DictField(
        child=serializers.IntegerField(), help_text="How many of its payouts have which status."
    )
    total_paise = serializers.IntegerField(help_text="Of the rows that can be paid, without fees.")
    adds_bank_accounts = serializers.BooleanField()
    waiting = WaitingOut(allow_null=True)
    created_at = serializers.DateTimeField()
    approved_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    allowed_moves = serializers.ListField(child=serializers.CharField())


class RowErrorOut(serializers.Serializer[Any]):
    """One thing wrong with a row, and where in the row."""

    code = serializers.CharField()
    detail = serializers.CharField()
    pointer = serializers.CharField(help_text="RFC 6901, within the row; a column is a member.")


class BatchRowOut(serializers.Serializer[Any]):
    """A row and what became of it."""

    def get_fields(self) -> dict[str, Any]:
        # `errors` is an attribute of every serializer.
        return {
            "line": serializers.IntegerField(help_text="Of the file, or the place in the list."),
            "row_key": serializers.CharField(),
            "status": serializers.ChoiceField(list(RowStatus)),
            "errors": RowErrorOut(many=True),
            "amount_paise": serializers.IntegerField(allow_null=True),
            "beneficiary": serializers.CharField(help_text="Name and masked number."),
            "bank_account_id": serializers.UUIDField(allow_null=True),
            "mode": serializers.CharField(allow_null=True),
            "narration": serializers.CharField(),
            "reference": serializers.CharField(),
            "purpose": serializers.CharField(),
            "payout_id": serializers.UUIDField(allow_null=True),
            "payout_status": serializers.ChoiceField(list(PayoutState), allow_null=True),
        }


class BatchQuery(MerchantPageQuery):
    status = Choice(list(BatchState), required=False)


class RowQuery(MerchantPageQuery):
    status = Choice(list(RowStatus), required=False)


class NameQuery(Shape):
    name = StrictString(max_length=80, required=False, help_text="Yours, to find it again.")
    merchant_id = StrictUUID(required=False, help_text="The same as X-Merchant-Id.")


class BatchList(Endpoint):
    max_body_bytes = LONGEST_BATCH_BYTES
    parsers: ClassVar[list[BaseParser]] = [StrictJSONParser(), CsvParser()]

    def get_parsers(self) -> list[BaseParser]:
        return self.parsers

    @documents(
        "list_payout_batches",
        "List payout batches",
        query=BatchQuery,
        answers={200: page_of(BatchOut)},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """Newest first."""
        viewer = viewer_of(request)
        query = read_query(request, BatchQuery)
        rows = queries.batches_of(viewer.merchant_id)
        if "status" in query:
            rows = rows.filter(state=query["status"])
        start = query["offset"]
        found = list(rows[start : start + query["limit"] + 1])
        tallies = queries.tallies_of(found)
        results = [_batch(each, tallies[each.id]) for each in found]
        return answer(page(request, query, results, count_queryset(rows)))

    @documents(
        "create_payout_batch",
        "Send a payout batch",
        body=BatchIn,
        csv=f"The first line names the columns, of {', '.join(COLUMNS)}.",
        query=NameQuery,
        answers={201: BatchOut, 200: BatchOut},
        refuses=(errors.BatchUnreadable, errors.BatchTooLarge, errors.MerchantNotVerified),
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """Every row is checked and marked; nothing is paid before the batch is approved.

        JSON or CSV, up to 10,000 rows and 10 MB. A row that is wrong makes no other row wrong.
        """
        viewer = _payer(request)
        name = read_query(request, NameQuery).get("name", "")
        body, rows = _read(request)

        def validate(at: Any) -> Done:
            batch = actions.validate_batch(
                viewer=viewer,
                name=name,
                rows=rows,
                intent_id=idempotency.intent_of(request, viewer),
                actor=viewer.actor,
                at=at,
            )
            return _done(batch, 201)

        return idempotency.run(
            request, viewer, verb=validate, again=_again(viewer), body={"name": name, **body}
        )


class BatchDetail(Endpoint):
    @documents(
        "get_payout_batch",
        "Look at a payout batch",
        answers={200: BatchOut},
        refuses=(errors.BatchNotFound,),
        merchant=True,
    )
    def get(self, request: Request, batch_id: UUID) -> HttpResponse:
        viewer = viewer_of(request)
        return answer(_shown(queries.batch_of(viewer.merchant_id, batch_id)))


class BatchRows(Endpoint):
    @documents(
        "list_payout_batch_rows",
        "List the rows of a payout batch",
        query=RowQuery,
        answers={200: page_of(BatchRowOut)},
        refuses=(errors.BatchNotFound,),
        merchant=True,
    )
    def get(self, request: Request, batch_id: UUID) -> HttpResponse:
        """In file order: what is wrong with each, or which payout it became and how that stands."""
        viewer = viewer_of(request)
        query = read_query(request, RowQuery)
        rows = queries.rows_of(queries.batch_of(viewer.merchant_id, batch_id))
        if "status" in query:
            rows = rows.filter(status=query["status"])
        start = query["offset"]
        found = list(rows[start : start + query["limit"] + 1])
        payouts = queries.payouts_of_rows(found)
        results = [_row(each, payouts.get(each.id)) for each in found]
        return answer(page(request, query, results, count_queryset(rows)))


class BatchApprove(Endpoint):
    @documents(
        "approve_payout_batch",
        "Approve a payout batch",
        answers={200: BatchOut},
        refuses=(
            errors.BatchNotFound,
            errors.BatchHasNothingToPay,
            ApproverIsMaker,
            ApprovalOverdue,
            ApprovedThingChanged,
            PersonRequired,
            SecondPersonTooNew,
            IllegalMove,
        ),
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request, batch_id: UUID) -> HttpResponse:
        """Its valid rows become payouts in a moment, in file order, each refused by itself.

        Above the merchant's approval limit this needs an owner other than whoever sent it, in
        person, here or in the inbox of approvals; with new bank details in it, an owner.
        """
        viewer = _payer(request)

        def approve(at: Any) -> Done:
            batch = actions.approve_batch(
                viewer=viewer, batch_id=batch_id, actor=viewer.actor, at=at
            )
            return _done(batch, 200)

        return idempotency.run(request, viewer, verb=approve, again=_again(viewer), body={})


class BatchCancel(Endpoint):
    @documents(
        "cancel_payout_batch",
        "Cancel a payout batch",
        answers={200: BatchOut},
        refuses=(errors.BatchNotFound, IllegalMove),
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request, batch_id: UUID) -> HttpResponse:
        """Possible until it is approved; its payouts are cancelled one by one after that."""
        viewer = _payer(request)

        def cancel(at: Any) -> Done:
            batch = actions.cancel_batch(
                viewer=viewer, batch_id=batch_id, actor=viewer.actor, at=at
            )
            return _done(batch, 200)

        return idempotency.run(request, viewer, verb=cancel, again=_again(viewer), body={})


def _payer(request: Request) -> Viewer:
    viewer = viewer_of(request)
    viewer.require(MemberRole.FINANCE)
    viewer.require_scope(PAYOUTS_WRITE)
    return viewer


def _read(request: Request) -> tuple[dict[str, Any], list[RowGiven]]:
    """What was sent, as the fingerprint of the request knows it, and the rows read from it."""
    sent: Any = request.data
    if isinstance(sent, bytes):
        return {"csv": hashlib.sha256(sent).hexdigest()}, read_csv(sent)
    return {"json": sent}, read_rows(read_body(request, BatchIn)["rows"])


def _done(batch: PayoutBatch, status: int) -> Done:
    return Done(_shown(batch), f"payout-batch/{batch.id}", status)


def _again(viewer: Viewer) -> Any:
    def show(subject: str) -> dict[str, Any]:
        return _shown(queries.batch_of(viewer.merchant_id, UUID(subject.partition("/")[2])))

    return show


def _shown(batch: PayoutBatch) -> dict[str, Any]:
    return _batch(batch, queries.tallies_of([batch])[batch.id])


def _batch(batch: PayoutBatch, tally: queries.Tally) -> dict[str, Any]:
    return {
        "id": batch.id,
        "merchant_id": batch.merchant_id,
        "name": batch.name,
        "status": batch.state,
        "row_count": batch.row_count,
        "rows": {str(status): tally.rows[status] for status in RowStatus},
        "payouts": {str(state): tally.payouts[state] for state in PayoutState},
        "total_paise": batch.total_minor,
        "adds_bank_accounts": batch.adds_accounts,
        "waiting": shown.waiting(queries.waiting_of_batch(batch)),
        "created_at": batch.created_at,
        "approved_at": batch.approved_at,
        "finished_at": batch.finished_at,
        "allowed_moves": queries.batch_moves(batch),
    }


def _row(row: PayoutBatchRow, payout: Payout | None) -> dict[str, Any]:
    return {
        "line": row.line,
        "row_key": row.row_key,
        "status": row.status,
        "errors": row.errors,
        "amount_paise": row.amount_minor,
        "beneficiary": row.beneficiary,
        "bank_account_id": row.bank_account_id,
        "mode": row.mode or None,
        "narration": row.narration,
        "reference": row.reference,
        "purpose": row.purpose,
        "payout_id": None if payout is None else payout.id,
        "payout_status": None if payout is None else payout.state,
    }


_DETAIL = "payout-batches/<uuid:batch_id>/"
urlpatterns = [
    path("payout-batches/", BatchList.as_view(), name="payout-batches"),
    path(_DETAIL, BatchDetail.as_view(), name="payout-batch"),
    path(f"{_DETAIL}rows/", BatchRows.as_view(), name="payout-batch-rows"),
    path(f"{_DETAIL}approve/", BatchApprove.as_view(), name="payout-batch-approve"),
    path(f"{_DETAIL}cancel/", BatchCancel.as_view(), name="payout-batch-cancel"),
]

"""``/payouts/export/``: a list of payouts as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request

from adulis.api.errors import ExportTooLarge
from adulis.api.fields import StrictUUID
from adulis.api.merchants import viewer_of
from adulis.api.payouts import PayoutFilters, filtered
from adulis.api.renderers import raw_answer
from adulis.api.schema import documents
from adulis.api.shapes import read_query
from adulis.api.spreadsheet import CSV, cell, decimal
from adulis.api.views import Endpoint
from adulis.payouts import queries

if TYPE_CHECKING:
    from adulis.payouts.models import Payout

MOST_ROWS = 10_000
_COLUMNS = (
    "payout_id", "created_at", "status", "amount", "fee", "tax", "currency", "amount_paise",
    "beneficiary", "bank_account", "bank_account_id", "mode", "utr", "reference", "narration",
    "purpose", "reason", "returned", "finished_at",
)  # fmt: skip


class ExportQuery(PayoutFilters):
    merchant_id = StrictUUID(required=False, help_text="The same as X-Merchant-Id.")


class PayoutExport(Endpoint):
    @documents(
        "export_payouts",
        "Export payouts as CSV",
        query=ExportQuery,
        answers={(200, "text/csv"): OpenApiTypes.STR},
        refuses=(ExportTooLarge,),
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """Newest first, whole or not at all: more than 10,000 rows are refused, never cut off.

        A text that a spreadsheet would run as a formula begins with an apostrophe.
        """
        viewer = viewer_of(request)
        query = read_query(request, ExportQuery)
        rows = filtered(queries.payouts_of(viewer.merchant_id), query)
        sent = raw_answer(file_of(rows), status=200, media_type=CSV)
        sent["Content-Disposition"] = 'attachment; filename="payouts.csv"'
        return sent


def file_of(rows: QuerySet[Payout], *, most_rows: int = MOST_ROWS) -> bytes:
    """The payouts as CSV (RFC 4180), UTF-8. Raises ExportTooLarge."""
    payouts = list(rows.select_related("bank_account")[: most_rows + 1])
    if len(payouts) > most_rows:
        raise ExportTooLarge(maximum_rows=most_rows)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    writer.writerows([cell(value) for value in _row(each)] for each in payouts)
    return text.getvalue().encode()


def _row(payout: Payout) -> tuple[Any, ...]:
    account = payout.bank_account
    return (
        payout.id,
        payout.created_at.isoformat(),
        payout.state,
        *[decimal(part.minor) for part in payout.parts],
        "INR",
        payout.amount_minor,
        account.holder_name,
        account.nickname or account.number_masked,
        account.id,
        payout.mode,
        payout.utr,
        payout.reference,
        payout.narration,
        payout.purpose,
        payout.reason,
        "yes" if payout.is_returned else "",
        "" if payout.finished_at is None else payout.finished_at.isoformat(),
    )


urlpatterns = [path("payouts/export/", PayoutExport.as_view(), name="payout-export")]

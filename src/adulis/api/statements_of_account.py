"""``/statement/``: a merchant's statement of account, on screen, in a spreadsheet and on paper."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.errors import ExportTooLarge
from adulis.api.fields import Choice, Day, QueryInteger, StrictUUID
from adulis.api.merchants import viewer_of
from adulis.api.renderers import answer, raw_answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_query
from adulis.api.spreadsheet import CSV, cell, decimal
from adulis.api.views import Endpoint
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.money import Money
from adulis.ledger.values import BookLine
from adulis.papers import press
from adulis.papers.values import day, grouped, written
from adulis.payouts import queries as payouts
from adulis.wallets import queries as wallets
from adulis.wallets import statements
from adulis.wallets.errors import StatementPeriodInvalid
from adulis.wallets.statements import PLACES, AccountStatement

if TYPE_CHECKING:
    from adulis.payouts.models import Payout

MOST_LINES_SHOWN = 1_000
# On paper, some forty pages; a longer one takes too much memory to set.
MOST_LINES_PRINTED = 2_000
_FORMATS = ("json", "csv", "pdf")
_COLUMNS = (
    "line", "booked_on", "value_on", "description", "reference", "utr", "debit", "credit",
    "balance", "currency", "kind", "source_amount", "source_currency", "rate", "purpose_code",
    "booked_at", "entry_id",
)  # fmt: skip
# What a line is called that says nothing of itself.
_NAMES = {
    "payout_held": "Payout",
    "payout_released": "Payout not made, money back",
    "payout_returned": "Payout returned by the bank",
    "payout_paid_late": "Payout paid late by the bank",
    "late_payment_returned": "Late payout returned by the bank",
    "debt_settled": "What was owed to the platform",
    "credit_assigned": "Bank transfer",
    "deposit_captured": "Deposit paid in",
    "payment_assigned": "Deposit found to be yours",
    "deposit_cleared": "Deposit cleared",
    "refund_held": "Set aside for a refund",
    "refund_processed": "Refund paid",
    "refund_released": "Refund not made, money back",
    "refund_recovered": "Refund paid after all",
    "chargeback_opened": "Chargeback by the payer's bank",
    "chargeback_won": "Chargeback given back",
}


class StatementLineOut(serializers.Serializer[Any]):
    """One line. ``debit_paise`` or ``credit_paise`` is null, the other is what it moved."""

    line = serializers.IntegerField(help_text="Its place in the account; consecutive.")
    booked_at = serializers.DateTimeField(help_text="When it was booked: what orders a statement.")
    booked_on = serializers.DateField()
    value_on = serializers.DateField(help_text="The day it happened, which may be earlier.")
    description = serializers.CharField()
    reference = serializers.CharField()
    utr = serializers.CharField()
    debit_paise = serializers.IntegerField(allow_null=True)
    credit_paise = serializers.IntegerField(allow_null=True)
    balance_paise = serializers.IntegerField()
    kind = serializers.CharField()
    source_amount_minor = serializers.IntegerField(
        allow_null=True, help_text="Of a foreign deposit: what was paid, in its own currency."
    )
    source_currency = serializers.CharField(allow_null=True)
    rate = serializers.CharField(allow_null=True)
    purpose_code = serializers.CharField(allow_null=True)
    entry_id = serializers.UUIDField()


class AccountStatementOut(serializers.Serializer[Any]):
    """``opening + credits − debits = closing``, and ``closing`` is what the ledger says."""

    def get_fields(self) -> dict[str, Any]:
        # `from` is a word of Python, so it cannot be an attribute.
        return {
            "merchant_id": serializers.UUIDField(),
            "merchant_name": serializers.CharField(),
            "account": serializers.ChoiceField(PLACES),
            "currency": serializers.CharField(),
            "from": serializers.DateField(),
            "to": serializers.DateField(),
            "opening_paise": serializers.IntegerField(),
            "credits_paise": serializers.IntegerField(),
            "debits_paise": serializers.IntegerField(),
            "closing_paise": serializers.IntegerField(),
            "credit_count": serializers.IntegerField(),
            "debit_count": serializers.IntegerField(),
            "line_count": serializers.IntegerField(),
            "final": serializers.BooleanField(
                help_text="False: the period is not over, and lines may still be added to it."
            ),
            "lines": StatementLineOut(many=True),
            "next_after": serializers.IntegerField(
                allow_null=True, help_text="Give it as `after` to read on; null: that is all."
            ),
        }


class StatementQuery(Shape):
    account = Choice(PLACES, default="available", help_text="Which account of the wallet.")
    format = Choice(_FORMATS, default="json")
    limit = QueryInteger(
        min_value=1,
        max_value=MOST_LINES_SHOWN,
        default=100,
        help_text="Lines of JSON in one answer; files have all.",
    )
    after = QueryInteger(
        max_value=999_999_999, required=False, help_text="JSON: lines after this one."
    )
    merchant_id = StrictUUID(required=False, help_text="The same as X-Merchant-Id.")

    def get_fields(self) -> dict[str, Any]:
        return {
            "from": Day(help_text="The first day, in the platform's time zone."),
            "to": Day(help_text="The last day, included; a year after the first at most."),
            **super().get_fields(),
        }


class StatementView(Endpoint):
    @documents(
        "get_statement",
        "Statement of account",
        query=StatementQuery,
        answers={
            200: AccountStatementOut,
            (200, "text/csv"): OpenApiTypes.STR,
            (200, press.PDF): OpenApiTypes.BINARY,
        },
        refuses=(StatementPeriodInvalid, ExportTooLarge),
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponseBase:
        """One account of the wallet, line by line in the order it was booked, with its balance.

        A statement of days that are over never changes: what happened earlier and was heard of
        later stands where it was booked, with its value date beside it. Each statement opens with
        the balance the one before it closed with. As CSV it may be of any length and ends with the
        closing balance, so that a file cut off on its way is noticed; as PDF it has 2,000 lines at
        most.
        """
        viewer = viewer_of(request)
        query = read_query(request, StatementQuery)
        now = db.clock()
        found = statements.statement_of(
            viewer.merchant_id,
            place=query["account"],
            from_on=query["from"],
            to_on=query["to"],
            now=now,
        )
        if query["format"] == "csv":
            return _as_csv(viewer, found)
        if query["format"] == "pdf":
            return _as_pdf(viewer, found, now)
        return answer(_as_json(viewer, found, query))


def _as_json(viewer: Viewer, found: AccountStatement, query: Mapping[str, Any]) -> dict[str, Any]:
    lines = statements.lines_of(found, after=query.get("after"), limit=query["limit"])
    last = lines[-1].sequence if lines else None
    has_more = last is not None and last < found.up_to
    totals = found.totals
    return {
        "merchant_id": viewer.merchant_id,
        "merchant_name": viewer.standing.name,
        "account": found.place,
        "currency": "INR",
        "from": found.from_on,
        "to": found.to_on,
        "opening_paise": found.opening.minor,
        "credits_paise": totals.credits.minor,
        "debits_paise": totals.debits.minor,
        "closing_paise": found.closing.minor,
        "credit_count": totals.credit_count,
        "debit_count": totals.debit_count,
        "line_count": found.line_count,
        "final": found.is_final,
        "lines": _shown(viewer.merchant_id, lines),
        "next_after": last if has_more else None,
    }


def _as_csv(viewer: Viewer, found: AccountStatement) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        csv_of(found), content_type=CSV, headers=_attached(viewer, found, "csv")
    )


def csv_of(found: AccountStatement) -> Iterator[bytes]:
    """The statement as CSV (RFC 4180), UTF-8, a chunk at a time."""
    yield _csv([_COLUMNS, _edge("Opening balance", found.from_on, found.opening)])
    for chunk in statements.chunks_of(found):
        yield _csv(_csv_row(each) for each in _shown(found.merchant_id, chunk))
    yield _csv([_edge("Closing balance", found.to_on, found.closing, found)])


def _as_pdf(viewer: Viewer, found: AccountStatement, now: datetime) -> HttpResponse:
    if found.line_count > MOST_LINES_PRINTED:
        raise ExportTooLarge(
            "This is too long for paper; as CSV it may have any length.",
            maximum_rows=MOST_LINES_PRINTED,
            rows=found.line_count,
        )
    lines = statements.lines_of(found, limit=MOST_LINES_PRINTED)
    totals = found.totals
    name = viewer.standing.name
    period = f"{day(found.from_on)} to {day(found.to_on)}"
    facts = {
        "Account holder": name,
        "Account": f"Wallet in INR, {found.place}",
        "Period": f"{period}, both days included",
        "Merchant": str(viewer.merchant_id),
        "Virtual account": wallets.virtual_account_of(viewer.merchant_id) or "none",
        "Lines": f"{totals.credit_count} credits, {totals.debit_count} debits",
    }
    figures = {
        "Opening balance": found.opening,
        "Credits": totals.credits,
        "Debits": totals.debits,
        "Closing balance": found.closing,
    }
    data = {
        "about": f"{name}, {period}",
        "facts": _labelled(facts),
        "figures": _labelled({label: written(amount) for label, amount in figures.items()}),
        "opening": grouped(found.opening),
        "closing": grouped(found.closing),
        "credits": grouped(totals.credits),
        "debits": grouped(totals.debits),
        "rows": [_printed(each) for each in _shown(viewer.merchant_id, lines)],
        "final": found.is_final,
    }
    title = f"Statement of account, {name}, {period}"
    paper = press.render("statement", data, title=title, at=now)
    sent = _attached(viewer, found, "pdf")
    return raw_answer(paper, status=200, media_type=press.PDF, headers=sent)


def _labelled(facts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"label": label, "value": value} for label, value in facts.items()]


def _attached(viewer: Viewer, found: AccountStatement, kind: str) -> dict[str, str]:
    name = f"statement-{found.place}-{found.from_on}-{found.to_on}.{kind}"
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}


# --- Lines --------------------------------------------------------------------------------------


def _shown(merchant_id: UUID, lines: Sequence[BookLine]) -> list[dict[str, Any]]:
    named = {UUID(text) for each in lines if (text := each.metadata.get("payout_id"))}
    rows = payouts.payouts_of(merchant_id).filter(id__in=named).select_related("bank_account")
    found = {str(each.id): each for each in rows} if named else {}
    return [_line(each, found.get(str(each.metadata.get("payout_id")))) for each in lines]


def _line(line: BookLine, payout: Payout | None) -> dict[str, Any]:
    told = line.metadata
    minor = line.amount.minor
    balance = line.balance
    assert balance is not None  # chained accounts have one
    source = told.get("source_amount_minor")
    return {
        "line": line.sequence,
        "booked_at": line.recorded_at,
        "booked_on": _local(line.recorded_at),
        "value_on": _local(line.at),
        "description": _description(line, payout),
        "reference": _text(told, "reference") or (payout.reference if payout else ""),
        "utr": _text(told, "utr") or ((payout.utr or "") if payout else ""),
        "debit_paise": -minor if minor < 0 else None,
        "credit_paise": minor if minor > 0 else None,
        "balance_paise": balance.minor,
        "kind": line.kind,
        "source_amount_minor": source if isinstance(source, int) else None,
        "source_currency": _text(told, "source_currency") or None,
        "rate": _text(told, "rate") or None,
        "purpose_code": _text(told, "purpose_code") or None,
        "entry_id": line.entry_id,
    }


def _description(line: BookLine, payout: Payout | None) -> str:
    said = line.memo or _NAMES.get(line.kind) or line.kind.replace("_", " ").capitalize()
    if payout is not None:
        account = payout.bank_account
        said += f" · {account.holder_name}, {account.nickname or account.number_masked}"
        _, fee, tax = payout.parts
        if (fee or tax) and line.kind in {"payout_held", "payout_released"}:
            said += f" · with fee {written(fee)} and GST {written(tax)}"
    return said


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    return value if isinstance(value, str) else ""


def _local(at: datetime) -> date:
    return at.astimezone(timezone.get_default_timezone()).date()


# --- Cells --------------------------------------------------------------------------------------


def _csv(rows: Iterable[Sequence[Any]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _csv_row(line: Mapping[str, Any]) -> list[Any]:
    shown = {
        **line,
        "debit": _amount(line["debit_paise"]),
        "credit": _amount(line["credit_paise"]),
        "balance": decimal(line["balance_paise"]),
        "currency": "INR",
        "source_amount": _amount(line["source_amount_minor"]),
        "booked_at": line["booked_at"].astimezone(timezone.get_default_timezone()).isoformat(),
    }
    return [shown[name] for name in _COLUMNS]


def _edge(
    said: str, on: date, balance: Money, closing: AccountStatement | None = None
) -> list[Any]:
    """The first or the last row: a balance, and with the last one what the lines come to."""
    shown: dict[str, Any] = {
        "booked_on": on,
        "description": said,
        "balance": decimal(balance.minor),
        "currency": balance.currency,
    }
    if closing is not None:
        shown |= {
            "line": closing.line_count,
            "debit": decimal(closing.totals.debits.minor),
            "credit": decimal(closing.totals.credits.minor),
        }
    return [shown.get(name, "") for name in _COLUMNS]


def _amount(minor: int | None) -> str:
    return "" if minor is None else decimal(minor)


def _printed(line: Mapping[str, Any]) -> list[str]:
    said = line["description"]
    if line["source_amount_minor"] is not None and line["source_currency"]:
        said += f"\n{line['source_currency']} {decimal(line['source_amount_minor'])}"
        said += f" at {line['rate']}" if line["rate"] else ""
        said += f" · purpose {line['purpose_code']}" if line["purpose_code"] else ""
    names = [name for name in (line["reference"], line["utr"]) if name]
    return [
        day(line["booked_on"]),
        day(line["value_on"]),
        said,
        "\n".join(names),
        _grouped(line["debit_paise"]),
        _grouped(line["credit_paise"]),
        grouped(Money(line["balance_paise"])),
    ]


def _grouped(minor: int | None) -> str:
    return "" if minor is None else grouped(Money(minor))


urlpatterns = [path("statement/", StatementView.as_view(), name="statement")]

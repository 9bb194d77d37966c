"""``/bank/statements/<bank>/``: what the bank says has moved on our account, day by day.

The worker fetches statements by itself; this is the door for a file that came another way.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from adulis.api.pages import PageQuery, count_queryset, page
from adulis.api.parsers import CsvParser, XmlParser
from adulis.api.renderers import answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import read_query
from adulis.api.views import Endpoint, caller_of
from adulis.gateways import queries as banks
from adulis.gateways.errors import BankUnknown, StatementMalformed
from adulis.gateways.machine import LineState
from adulis.gateways.statements import COLUMNS
from adulis.identity.errors import OperatorRequired
from adulis.identity.values import Caller, OperatorRole
from adulis.kernel import db
from adulis.reconciliation import actions, queries
from adulis.reconciliation.machine import DayState

if TYPE_CHECKING:
    from adulis.reconciliation.models import Day

LONGEST_STATEMENT_BYTES = 10 * 1_048_576


class StatementOut(serializers.Serializer[Any]):
    """What came of a statement file; counts are of lines."""

    file_id = serializers.UUIDField()
    bank = serializers.CharField()
    day = serializers.DateField()
    new = serializers.BooleanField(help_text="False: this very file was imported before.")
    line_count = serializers.IntegerField()
    fresh_count = serializers.IntegerField(help_text="Not told by an earlier file.")
    superseded_count = serializers.IntegerField(
        help_text="Told by an earlier file and not booked, and by this one otherwise or not at all."
    )
    vanished_count = serializers.IntegerField(
        help_text="Booked because of an earlier file, and not in this one: each is a case."
    )


class DayOut(serializers.Serializer[Any]):
    """A day of the bank's books, and how far it is compared with ours."""

    day = serializers.DateField()
    status = serializers.ChoiceField(list(DayState))
    opening_paise = serializers.IntegerField(allow_null=True)
    closing_paise = serializers.IntegerField(allow_null=True)
    whole = serializers.BooleanField(help_text="The newest file was made after the day.")
    lines = serializers.DictField(
        child=serializers.IntegerField(), help_text="How many lines are in which state."
    )
    explained_paise = serializers.IntegerField(
        help_text="By how much the next day may open otherwise, for what was asked about here."
    )
    next_fetch_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)


class StatementList(Endpoint):
    max_body_bytes = LONGEST_STATEMENT_BYTES
    parsers: ClassVar[list[BaseParser]] = [CsvParser(), XmlParser()]

    def get_parsers(self) -> list[BaseParser]:
        return self.parsers

    @documents(
        "list_bank_days",
        "List the days of a bank's books",
        query=PageQuery,
        answers={200: page_of(DayOut)},
        refuses=(BankUnknown, OperatorRequired),
    )
    def get(self, request: Request, bank: str) -> HttpResponse:
        """For operators: newest first, with how many lines are matched and how many are not."""
        _operator(request)
        banks.require_bank(bank)
        query = read_query(request, PageQuery)
        rows = queries.days_of(bank)
        start = query["offset"]
        found = list(rows[start : start + query["limit"] + 1])
        counts = banks.counts_by_day(bank, [row.day for row in found])
        shown = [_day(row, counts[row.day]) for row in found]
        return answer(page(request, query, shown, count_queryset(rows)))

    @documents(
        "import_statement",
        "Import a bank statement",
        csv=f"The bank's file of one day, with the columns {', '.join(COLUMNS)}.",
        xml="The bank's file of one day as camt.053 (ISO 20022), version 001.02 or 001.08.",
        answers={201: StatementOut, 200: StatementOut},
        refuses=(BankUnknown, OperatorRequired, StatementMalformed),
    )
    def post(self, request: Request, bank: str) -> HttpResponse:
        """For operators. The same file again changes nothing; its lines are matched in a moment."""
        operator = _operator(request)
        banks.require_bank(bank)
        body: Any = request.data
        if not isinstance(body, bytes):
            raise StatementMalformed("The file is empty.")
        with db.transaction():
            taken = actions.take_statement(
                bank=bank, body=body, day=None, actor=operator.actor, at=db.clock()
            )
        shown = {
            "file_id": taken.file_id,
            "bank": bank,
            "day": taken.day,
            "new": taken.is_new,
            "line_count": taken.line_count,
            "fresh_count": taken.fresh_count,
            "superseded_count": taken.superseded_count,
            "vanished_count": taken.vanished_count,
        }
        return answer(shown, status=201 if taken.is_new else 200)


def _operator(request: Request) -> Caller:
    caller = caller_of(request)
    caller.require_operator(OperatorRole.FINANCE, OperatorRole.ADMIN)
    return caller


def _day(row: Day, lines: Counter[str]) -> dict[str, Any]:
    return {
        "day": row.day,
        "status": row.state,
        "opening_paise": row.opening_minor,
        "closing_paise": row.closing_minor,
        "whole": row.is_whole,
        "lines": {str(state): lines[state] for state in LineState},
        "explained_paise": row.explained_minor,
        "next_fetch_at": row.due_at,
        "closed_at": row.closed_at,
    }


urlpatterns = [
    path("bank/statements/<slug:bank>/", StatementList.as_view(), name="bank-statements"),
]

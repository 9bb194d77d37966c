"""``/reports/``: a merchant's own reports, asked for, watched, read, and taken as files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import idempotency, throttles
from adulis.api.fields import Choice, Day, QueryInteger, StrictUUID
from adulis.api.idempotency import Done
from adulis.api.merchants import viewer_of
from adulis.api.pages import MerchantPageQuery, count_queryset, decode_cursor, encode_cursor, page
from adulis.api.renderers import answer, raw_answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import Shape, read_body, read_query
from adulis.api.spreadsheet import CSV
from adulis.api.views import Endpoint
from adulis.identity.values import READ
from adulis.papers import press
from adulis.reports import actions, copies, errors, queries
from adulis.reports.machine import ReportState
from adulis.reports.values import MEANINGS, MERCHANT_KINDS, TITLES, Figure, ReportKind

if TYPE_CHECKING:
    from adulis.reports.models import Report

MOST_ROWS_SHOWN = 1_000
_FORMATS = ("json", "csv", "pdf")


class ReportIn(Shape):
    kind = Choice(list(MERCHANT_KINDS))

    def get_fields(self) -> dict[str, Any]:
        # `from` is a word of Python, so it cannot be an attribute.
        return {
            **super().get_fields(),
            "from": Day(help_text="The first day, in the platform's time zone."),
            "to": Day(help_text="The last day, included; a year after the first at most."),
        }


class ReportQuery(Shape):
    format = Choice(_FORMATS, default="json")
    limit = QueryInteger(
        min_value=1,
        max_value=MOST_ROWS_SHOWN,
        default=100,
        help_text="Rows of JSON in one answer; files have all.",
    )
    after = QueryInteger(max_value=999_999_999, required=False, help_text="Rows after this one.")
    merchant_id = StrictUUID(required=False, help_text="The same as X-Merchant-Id.")


class ReportRowQuery(Shape):
    row = QueryInteger(min_value=1, max_value=999_999_999, help_text="The position of the row.")
    merchant_id = StrictUUID(required=False, help_text="The same as X-Merchant-Id.")


class ReportOut(serializers.Serializer[Any]):
    """How far a report is. It is read until it is ``ready``, or ``failed`` for a ``reason``."""

    def get_fields(self) -> dict[str, Any]:
        return {
            "id": serializers.UUIDField(),
            "kind": serializers.ChoiceField(list(MERCHANT_KINDS)),
            "title": serializers.CharField(),
            "from": serializers.DateField(),
            "to": serializers.DateField(),
            "status": serializers.ChoiceField(list(ReportState)),
            "parts_done": serializers.IntegerField(help_text="Of ``parts_count``: its progress."),
            "parts_count": serializers.IntegerField(),
            "row_count": serializers.IntegerField(),
            "reason": serializers.CharField(allow_null=True, help_text="Why it failed."),
            "asked_at": serializers.DateTimeField(),
            "taken_at": serializers.DateTimeField(
                allow_null=True, help_text="The one moment all its figures are of."
            ),
        }


class ReportColumnOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    title = serializers.CharField()
    figure = serializers.ChoiceField(list(Figure), help_text="Money: minor units of ``currency``.")
    is_summed = serializers.BooleanField()


class ReportRowOut(serializers.Serializer[Any]):
    position = serializers.IntegerField()
    subject = serializers.CharField(allow_null=True, help_text="deal/<id>; null: it is many.")
    cells = serializers.ListField(
        child=serializers.JSONField(), help_text="In the order of the columns."
    )
    shown = serializers.ListField(child=serializers.CharField(), help_text="As people read them.")


class ReportDetailOut(ReportOut):
    """A report with its rows; there are none before it is ready."""

    def get_fields(self) -> dict[str, Any]:
        return {
            **super().get_fields(),
            "meaning": serializers.CharField(),
            "columns": ReportColumnOut(many=True),
            "totals": serializers.ListField(
                child=serializers.DictField(), help_text="A line for each currency."
            ),
            "totals_shown": serializers.ListField(
                child=serializers.ListField(child=serializers.CharField()),
                help_text="The same as people read them, under the columns.",
            ),
            "rows": ReportRowOut(many=True),
            "next_after": serializers.IntegerField(
                allow_null=True, help_text="Give it as `after` to read on; null: that is all."
            ),
        }


class ReportThingOut(serializers.Serializer[Any]):
    """Something that is counted in a row, as it is now."""

    subject = serializers.CharField(help_text="payout/<id>, entry/<id>.")
    at = serializers.DateTimeField(allow_null=True)
    amount_minor = serializers.IntegerField(allow_null=True)
    currency = serializers.CharField()


class ReportThingsOut(serializers.Serializer[Any]):
    results = ReportThingOut(many=True)


class ReportList(Endpoint):
    @documents(
        "list_reports",
        "List reports",
        query=MerchantPageQuery,
        answers={200: page_of(ReportOut)},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """Newest first."""
        viewer = viewer_of(request)
        query = read_query(request, MerchantPageQuery)
        rows = queries.reports_of(viewer)
        counted, start = count_queryset(rows), query["offset"]
        if "cursor" in query:
            last = UUID(decode_cursor("reports", query["cursor"])[0])
            rows, start = rows.filter(id__lt=last), 0
        found = [_shown(each) for each in rows[start : start + query["limit"] + 1]]
        return answer(
            page(
                request,
                query,
                found,
                counted,
                cursor_of=lambda row: encode_cursor("reports", str(row["id"])),
            )
        )

    @documents(
        "ask_report",
        "Ask for a report",
        body=ReportIn,
        answers={201: ReportOut, 200: ReportOut},
        refuses=(errors.ReportPeriodInvalid, errors.TooManyReports),
        merchant=True,
        idempotent=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """It is made in the background, as of one moment, and stays as it is then.

        Read it until it is ready. Whoever may look at the merchant's books may ask.
        """
        viewer = viewer_of(request)
        viewer.require_scope(READ)
        given = read_body(request, ReportIn)

        def ask(at: Any) -> Done:
            report = actions.ask_report(
                kind=ReportKind(given["kind"]),
                merchant_id=viewer.merchant_id,
                from_on=given["from"],
                to_on=given["to"],
                actor=viewer.actor,
                at=at,
            )
            return Done(_shown(report), report.subject)

        def again(subject: str) -> dict[str, Any]:
            return _shown(queries.report_of(viewer, UUID(subject.partition("/")[2])))

        return idempotency.run(request, viewer, verb=ask, again=again, body=request.data)


class ReportDetail(Endpoint):
    @documents(
        "get_report",
        "Look at a report",
        query=ReportQuery,
        answers={
            200: ReportDetailOut,
            (200, "text/csv"): OpenApiTypes.STR,
            (200, press.PDF): OpenApiTypes.BINARY,
        },
        refuses=(errors.ReportNotFound, errors.ReportNotReady, errors.ReportTooLong),
        merchant=True,
    )
    def get(self, request: Request, report_id: UUID) -> HttpResponseBase:
        """Its progress, and when it is ready its rows and what they come to.

        As CSV it may be of any length and ends with the totals, so that a file cut off on its way
        is noticed; as PDF it has 1,000 rows at most.
        """
        viewer = viewer_of(request)
        query = read_query(request, ReportQuery)
        report = queries.report_of(viewer, report_id)
        if query["format"] == "json":
            return answer(_whole(report, after=query.get("after", 0), limit=query["limit"]))
        if report.state != ReportState.READY:
            raise errors.ReportNotReady
        name = copies.file_name(report, query["format"])
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        if query["format"] == "csv":
            return StreamingHttpResponse(copies.as_csv(report), content_type=CSV, headers=headers)
        paper = copies.as_pdf(report, about=viewer.standing.name)
        return raw_answer(paper, status=200, media_type=press.PDF, headers=headers)


class ReportRowThings(Endpoint):
    @documents(
        "get_report_row",
        "See what stands behind a row",
        query=ReportRowQuery,
        answers={200: ReportThingsOut},
        refuses=(errors.ReportNotFound, errors.ReportNotReady),
        merchant=True,
        throttled=True,
    )
    def get(self, request: Request, report_id: UUID) -> HttpResponse:
        """The newest 200 things that are counted in it, as they are now."""
        viewer = viewer_of(request)
        query = read_query(request, ReportRowQuery)
        throttles.take("report_rows_per_caller", viewer.caller.throttle_subject)
        _, things = queries.rows_behind(queries.report_of(viewer, report_id), query["row"])
        return answer(
            {
                "results": [
                    {
                        "subject": each.place,
                        "at": each.at,
                        "amount_minor": each.amount_minor,
                        "currency": each.currency,
                    }
                    for each in things
                ]
            }
        )


def _shown(report: Report) -> dict[str, Any]:
    return {
        "id": report.id,
        "kind": report.kind,
        "title": TITLES[ReportKind(report.kind)],
        "from": report.from_on,
        "to": report.to_on,
        "status": report.state,
        "parts_done": report.parts_done,
        "parts_count": report.parts_count,
        "row_count": report.row_count,
        "reason": report.reason or None,
        "asked_at": report.asked_at,
        "taken_at": report.taken_at,
    }


def _whole(report: Report, *, after: int, limit: int) -> dict[str, Any]:
    columns = queries.columns_of(report)
    is_ready = report.state == ReportState.READY
    found = queries.rows_of(report, after=after, limit=limit) if is_ready else []
    last = found[-1][0] if found else None
    return {
        **_shown(report),
        "meaning": MEANINGS[ReportKind(report.kind)],
        "columns": [
            {
                "name": each.name,
                "title": each.title,
                "figure": each.figure,
                "is_summed": each.is_summed,
            }
            for each in columns
        ],
        "totals": report.totals,
        "totals_shown": copies.totals_lines(report),
        "rows": [
            {
                "position": position,
                "subject": row.place or None,
                "cells": row.cells,
                "shown": copies.shown(columns, row.cells),
            }
            for position, row in found
        ],
        "next_after": last if last is not None and last < report.row_count else None,
    }


urlpatterns = [
    path("reports/", ReportList.as_view(), name="reports"),
    path("reports/<uuid:report_id>/", ReportDetail.as_view(), name="report"),
    path("reports/<uuid:report_id>/row/", ReportRowThings.as_view(), name="report-row"),
]

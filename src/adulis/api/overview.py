"""``/overview/``: how a merchant's money moves, at a glance. Every figure is a query of a room."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.fields import QueryInteger, StrictUUID
from adulis.api.merchants import viewer_of
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_query
from adulis.api.shown import WaitingOut, waiting
from adulis.api.views import Endpoint
from adulis.cases import queries as cases
from adulis.ledger import queries as book
from adulis.payouts import figures, queries

DEFAULT_DAYS = 30


class OverviewQuery(Shape):
    days = QueryInteger(
        min_value=1, max_value=366, default=DEFAULT_DAYS, help_text="How far back, today included."
    )
    merchant_id = StrictUUID(required=False, help_text="The same as X-Merchant-Id.")


class OverviewDayOut(serializers.Serializer[Any]):
    """One day, in the platform's time zone."""

    on = serializers.DateField()
    in_paise = serializers.IntegerField(help_text="What came into the wallet.")
    out_paise = serializers.IntegerField(help_text="What left it, with fees.")
    completed_count = serializers.IntegerField()
    failed_count = serializers.IntegerField()
    cancelled_count = serializers.IntegerField()
    returned_count = serializers.IntegerField(help_text="Of the completed ones, taken back.")
    paid_paise = serializers.IntegerField(help_text="What completed payouts paid, without fees.")


class OpenOut(serializers.Serializer[Any]):
    """Payouts that wait for the same thing."""

    waiting = WaitingOut()
    count = serializers.IntegerField()
    total_paise = serializers.IntegerField(help_text="Amounts, fees and taxes.")
    held_paise = serializers.IntegerField(help_text="The part of it that is set aside.")
    since = serializers.DateTimeField(help_text="When the oldest was created.")


class SettleBandOut(serializers.Serializer[Any]):
    """Payouts that took up to so long, and longer than the band before."""

    up_to_seconds = serializers.IntegerField(allow_null=True, help_text="Null: any longer time.")
    count = serializers.IntegerField()


class SettlingOut(serializers.Serializer[Any]):
    """From the bank getting it to the bank's yes, for payouts completed in the period."""

    count = serializers.IntegerField()
    median_seconds = serializers.IntegerField(allow_null=True)
    ninetieth_seconds = serializers.IntegerField(
        allow_null=True, help_text="Nine in ten took no longer."
    )
    bands = SettleBandOut(many=True)


class OverviewOut(serializers.Serializer[Any]):
    """What a merchant wants to know first."""

    def get_fields(self) -> dict[str, Any]:
        # `from` and `open` are words of Python.
        return {
            "merchant_id": serializers.UUIDField(),
            "from": serializers.DateTimeField(),
            "to": serializers.DateTimeField(),
            "days": OverviewDayOut(many=True),
            "success_rate_basis_points": serializers.IntegerField(
                allow_null=True, help_text="Completed of completed and failed; null: neither."
            ),
            "settling": SettlingOut(),
            "open": OpenOut(many=True),
            "open_case_count": serializers.IntegerField(),
            "batches_to_approve_count": serializers.IntegerField(),
        }


class Overview(Endpoint):
    @documents(
        "get_overview",
        "See how the money moves",
        query=OverviewQuery,
        answers={200: OverviewOut},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """What is on its way and why it waits; and day by day what came in, went out and failed."""
        viewer = viewer_of(request)
        merchant_id, end = viewer.merchant_id, viewer.seen_at
        start = _midnight(end, read_query(request, OverviewQuery)["days"] - 1)
        ended = figures.ended_by_day(merchant_id, start=start, end=end)
        return answer(
            {
                "merchant_id": merchant_id,
                "from": start,
                "to": end,
                "days": _days(merchant_id, ended, start, end),
                "success_rate_basis_points": success_rate(
                    sum(day.completed for day in ended), sum(day.failed for day in ended)
                ),
                "settling": _settling(figures.settle_times(merchant_id, start=start, end=end)),
                "open": [_open(each) for each in figures.open_of(merchant_id)],
                "open_case_count": cases.count_open(merchant_id),
                "batches_to_approve_count": queries.count_batches_to_approve(merchant_id),
            }
        )


def success_rate(completed: int, failed: int) -> int | None:
    """Basis points, half up; None where nothing ended either way."""
    ended = completed + failed
    return (completed * 20_000 + ended) // (2 * ended) if ended else None


def _days(
    merchant_id: UUID, ended: list[figures.DayOfPayouts], start: datetime, end: datetime
) -> list[dict[str, Any]]:
    """Every day of the period, also those on which nothing happened."""
    wallet = [f"merchant/{merchant_id}/{place}/INR" for place in ("available", "held")]
    moved = {flow.day: flow for flow in book.flows(wallet, start=start, end=end)}
    payouts = {each.day: each for each in ended}
    first, last = _local_day(start), _local_day(end)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [
        {
            "on": day,
            "in_paise": moved[day].came_in.minor if day in moved else 0,
            "out_paise": moved[day].went_out.minor if day in moved else 0,
            **_ended(payouts.get(day) or figures.DayOfPayouts(day, 0, 0, 0, 0, 0)),
        }
        for day in days
    ]


def _ended(day: figures.DayOfPayouts) -> dict[str, int]:
    return {
        "completed_count": day.completed,
        "failed_count": day.failed,
        "cancelled_count": day.cancelled,
        "returned_count": day.returned,
        "paid_paise": day.completed_minor,
    }


def _settling(times: figures.SettleTimes) -> dict[str, Any]:
    return {
        "count": times.count,
        "median_seconds": times.median_seconds,
        "ninetieth_seconds": times.ninetieth_seconds,
        "bands": [
            {"up_to_seconds": bound, "count": count}
            for bound, count in zip((*times.bounds, None), times.counts, strict=True)
        ],
    }


def _open(group: figures.Open) -> dict[str, Any]:
    return {
        "waiting": waiting(group.waiting),
        "count": group.count,
        "total_paise": group.minor,
        "held_paise": group.held_minor,
        "since": group.since,
    }


def _midnight(moment: datetime, days_before: int) -> datetime:
    day = _local_day(moment) - timedelta(days=days_before)
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def _local_day(moment: datetime) -> date:
    return moment.astimezone(timezone.get_default_timezone()).date()


urlpatterns = [path("overview/", Overview.as_view(), name="overview")]

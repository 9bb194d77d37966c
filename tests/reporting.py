"""A world in which every kind of money movement happened, and reports read of it.

rows = told(ReportKind.FEES)
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from adulis.gateways.collected import RefundStatus
from adulis.gateways.values import Verdict
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.ops.demo_doings import one_pays_another, something_costs
from adulis.ops.demo_market import Market, open_market
from adulis.reports import actions
from adulis.reports.models import Report
from adulis.reports.reckoning.kinds import RECKONINGS
from adulis.reports.values import ReportKind, Scope
from tests.auctions import hear as hear_all
from tests.auctions import pass_time
from tests.giving_back import a_deposit, dispute_of, hear, refund, say_of_refund
from tests.words import said, started
from tests.world import Shop, a_person, a_shop

# The world takes a few days, since money takes some to clear.
BACK = 20
TRADERS = ("Spices", "Studio", "Words", "Coir", "Tea", "Boxes")


def a_busy_day() -> list[Shop]:
    """Deposits, a refund, a chargeback, payouts that end in every way, deals as far as they come,
    a dispute and an auction that is over; the first shop did some of each.
    """
    something_costs(
        (a_person("Farah", operator_role=OperatorRole.ADMIN)[0],
         a_person("Anand", operator_role=OperatorRole.ADMIN)[0])
    )  # fmt: skip
    shops = [a_shop(name, paise=250_000_000) for name in TRADERS]
    first, second = shops[:2]
    cleared = a_deposit(first, 1_250_000, cleared=True)
    say_of_refund(refund(first, cleared, 200_000), RefundStatus.PROCESSED)
    hear(dispute_of(a_deposit(first, 70_000)))
    a_deposit(second, 90_000)
    for shop, paise, verdict in (
        (first, 60_000, Verdict.SUCCESS),
        (first, 75_000, Verdict.SUCCESS),
        (first, 80_000, Verdict.REFUSED),
        (second, 65_000, Verdict.SUCCESS),
    ):
        attempt = started(shop.pay_out(paise))
        said(attempt, verdict)
        if paise == 75_000:
            said(attempt, Verdict.RETURNED)
    first.pay_out(90_000)
    one_pays_another(first.viewer, second.viewer)
    open_market(Market(*(shop.viewer for shop in shops)), hear=hear_all)
    pass_time(timedelta(minutes=5))
    hear_all()
    return shops


def today() -> date:
    return db.clock().astimezone(timezone.get_default_timezone()).date()


def scope(kind: ReportKind, merchant_id: UUID | None = None, *, back: int = BACK) -> Scope:
    """All of it, unless told how many days back it begins."""
    zone: Any = timezone.get_default_timezone()
    return Scope(kind, merchant_id, today() - timedelta(days=back), today(), zone)


def told(kind: ReportKind, merchant_id: UUID | None = None, **more: Any) -> list[dict[str, Any]]:
    """The rows of a report, read now, by the names of its columns; and their ``place``."""
    reckoning, about = RECKONINGS[kind], scope(kind, merchant_id, **more)
    return [
        dict(zip(reckoning.names, row.cells, strict=True)) | {"place": row.place}
        for part in reckoning.parts
        for row in part(db.fetch_all, about)
    ]


def asked(
    kind: ReportKind = ReportKind.VOLUMES, merchant_id: UUID | None = None, *, by: Any
) -> Report:
    """A report of all of it, asked for."""
    with db.transaction():
        return actions.ask_report(
            kind=kind, merchant_id=merchant_id, from_on=today() - timedelta(days=BACK),
            to_on=today(), actor=by, at=db.clock(),
        )  # fmt: skip

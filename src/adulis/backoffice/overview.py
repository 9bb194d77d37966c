"""What stands above the queues: how money moved lately, where it is, and how payouts go.

Every figure is a query of a room, and leads to its rows. Sums over all merchants are for those who
may read reports; support sees how payouts go, and no amounts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.timesince import timesince

from adulis.backoffice import pages
from adulis.backoffice.charts import Chart, Point, beside
from adulis.backoffice.operators import may
from adulis.backoffice.pages import Cell, Section, Table
from adulis.backoffice.places import place_of
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.kernel.money import Money, rupee_text, rupees
from adulis.oversight.values import DECIDERS
from adulis.payouts import figures
from adulis.reports import copies, queries
from adulis.reports.errors import FlowsBehind
from adulis.reports.values import ASSETS, CLIENTS, MOVEMENTS, OWN, Flows, Movement, ReportKind

DAYS = 30
# The page waits no longer for what moved.
PATIENCE_SECONDS = 5
PAYOUT_DAYS = 7
IN_ESCROW = ("escrow", "dispute")
FOREIGN = ("fx",)
OUR_OWN = tuple(kind for kind in OWN if kind not in FOREIGN)
MOST_MOVED = 200


@dataclass(frozen=True, slots=True)
class Card:
    """A figure with its name, what to know of it, and where its rows are. ``tone`` is a colour."""

    title: str
    figure: str
    note: str
    href: str
    tone: str = ""


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages behind the figures, behind the door of ``site``."""
    return [pages.door(site, "moved/<slug:named>/<slug:day>/", _moved, "moved", DECIDERS)]


def overview_for(operator: Caller, *, now: datetime) -> dict[str, Any]:
    """Cards and charts for this operator, all read now."""
    today = now.astimezone(timezone.get_default_timezone()).date()
    sees_sums = may(operator, DECIDERS)
    payouts = _payouts(today)
    cards = [
        *_payout_cards(payouts, today, leads_to_report=sees_sums),
        _doubt_card(now, shows_amount=sees_sums),
    ]
    told: dict[str, Any] = {"cards": cards, "payouts": payouts, "payout_days": PAYOUT_DAYS}
    if not sees_sums:
        return told
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    try:
        with db.transaction():
            db.give_up_after(seconds=PATIENCE_SECONDS)
            flows = queries.flows_for_operator(days[0])
    except FlowsBehind:
        return told | {"is_behind": True}
    charts = [_volume(flows, named, days) for named in MOVEMENTS]
    return told | {
        "cards": [*_money_cards(charts, flows, today), *cards],
        "charts": charts,
        "escrow": _in_escrow(flows, days),
        "safeguarding": _safeguarding(flows, today),
        "whose": _whose(flows),
        "days": DAYS,
    }


# --- payouts ------------------------------------------------------------------------------------


def _payouts(today: date) -> list[dict[str, Any]]:
    """The report of payouts of the last days, by mode; as it would be kept if asked for now."""
    first = today - timedelta(days=PAYOUT_DAYS - 1)
    rows = queries.reckoned_for_operator(ReportKind.PAYOUTS, first, today)
    return [
        row
        | {
            "success_text": _percent(row["success"]),
            "median_text": _lasting(row["median_seconds"]),
            "ninetieth_text": _lasting(row["ninetieth_seconds"]),
        }
        for row in rows
    ]


def _payout_cards(
    rows: Sequence[dict[str, Any]], today: date, *, leads_to_report: bool
) -> list[Card]:
    first = today - timedelta(days=PAYOUT_DAYS - 1)
    completed, failed = (sum(row[name] for row in rows) for name in ("completed", "failed"))
    decided = completed + failed
    busiest = max(rows, key=lambda row: int(row["completed"]), default=None)
    href = (
        _report(ReportKind.PAYOUTS, first, today)
        if leads_to_report
        else f"{reverse('admin:payouts')}?status=failed"
    )
    note = f"{completed} of {decided} the bank decided on, {PAYOUT_DAYS} days"
    success = _percent(completed * 10_000 // decided if decided else None)
    tone = "" if not decided else "good" if failed * 20 <= decided else "wait"
    cards = [Card("Payouts that succeeded", success, note, href, tone)]
    if busiest is not None and busiest["completed"]:
        note = f"of {busiest['mode'].upper()}, the busiest; 90 % within {busiest['ninetieth_text']}"
        cards.append(Card("Half were paid within", busiest["median_text"], note, href))
    return cards


def _doubt_card(now: datetime, *, shows_amount: bool) -> Card:
    doubt = figures.doubt_for_operator()
    oldest = f"oldest {timesince(doubt.since, now)}" if doubt.since else "Nothing is unknown."
    amount = f"{rupee_text(doubt.minor)}, " if shows_amount and doubt.count else ""
    return Card(
        "Payouts in doubt",
        str(doubt.count),
        f"{amount}{oldest}",
        f"{reverse('admin:payouts')}?status=in_doubt",
        "doubt" if doubt.count else "",
    )


# --- money --------------------------------------------------------------------------------------


def _money_cards(charts: Sequence[Chart], flows: Flows, today: date) -> list[Card]:
    paid_out, paid_in, _ = charts
    return [
        Card(
            "Paid out today",
            paid_out.points[-1].text,
            f"{paid_out.sum} in {DAYS} days",
            paid_out.points[-1].href,
        ),
        Card(
            "Paid in today",
            paid_in.points[-1].text,
            f"{paid_in.sum} in {DAYS} days",
            paid_in.points[-1].href,
        ),
        Card(
            "In escrow now",
            rupee_text(_held(flows, IN_ESCROW)),
            "with what is in dispute",
            _report(ReportKind.ESCROW_AGEING, today, today),
        ),
        _clients_card(flows, today),
    ]


def _clients_card(flows: Flows, today: date) -> Card:
    own = _held(flows, OUR_OWN)
    note = (
        f"{rupee_text(own)} more is there, the platform's own"
        if own >= 0
        else f"{rupee_text(-own)} of it is not there"
    )
    return Card(
        "Owed to clients",
        rupee_text(_held(flows, CLIENTS)),
        note,
        _report(ReportKind.SAFEGUARDING, today, today),
        "bad" if own < 0 else "",
    )


def _volume(flows: Flows, named: str, days: Sequence[date]) -> Chart:
    movement = MOVEMENTS[named]
    moved = flows.moved(movement)
    points = [
        Point(day, moved.get(day, 0), reverse("admin:moved", args=[named, day.isoformat()]))
        for day in days
    ]
    whole = rupee_text(sum(each.minor for each in points))
    return Chart(named, movement.title, movement.meaning, points, whole)


def _in_escrow(flows: Flows, days: Sequence[date]) -> Chart:
    held = flows.held_at_end(IN_ESCROW, days)
    points = [Point(day, held[day], _report(ReportKind.ESCROW_AGEING, day, day)) for day in days]
    meaning = "In milestones and disputes when each day ended."
    return Chart("escrow", "In escrow", meaning, points)


def _safeguarding(flows: Flows, today: date) -> list[Any]:
    href = _report(ReportKind.SAFEGUARDING, today, today)
    return beside(
        [
            ("Held at bank and gateway", -_held(flows, ASSETS), "sea", href),
            # What was given out for dollars is not missing: the dollars are there for it.
            ("Given for foreign money that is held", -_held(flows, FOREIGN), "sea", href),
            ("Owed to clients", _held(flows, CLIENTS), "sail", href),
            ("The platform's own", _held(flows, OUR_OWN), "good", href),
        ]
    )


def _whose(flows: Flows) -> Table:
    """The same, account by account, in every currency; they come to nothing together."""
    sides = (("Clients'", CLIENTS, 1), ("Bank and gateway", ASSETS, -1), ("Our own", OWN, 1))
    rows = [
        (
            pages.words(side),
            pages.words(kind, _accounts(kind, currency)),
            pages.money(Money(sign * flows.held[kind, currency], currency)),
        )
        for currency in sorted({each for _, each in flows.held})
        for side, kinds, sign in sides
        for kind in kinds
        if (kind, currency) in flows.held
    ]
    return Table(("Whose", "Accounts", "Amount"), rows, "Nothing is held yet.")


def _held(flows: Flows, kinds: Sequence[str]) -> int:
    return sum(flows.held.get((kind, "INR"), 0) for kind in kinds)


# --- the rows behind ----------------------------------------------------------------------------


def _moved(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, named: str, day: str
) -> HttpResponse:
    """The entries that are counted in a movement on a day."""
    movement = MOVEMENTS.get(named)
    try:
        on = date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    if movement is None or on == date.max:  # the last day there is has no end
        raise Http404
    found = queries.moved_for_operator(movement, on, most=MOST_MOVED)
    rows = [
        (
            pages.name(each.entry_id, place_of(f"entry/{each.entry_id}")),
            pages.words(each.kind.replace("_", " ")),
            pages.moment(each.at),
            pages.money(rupees(each.minor)),
        )
        for each in found.rows
    ]
    count = f"more than {MOST_MOVED}" if found.is_more else str(len(rows))
    return pages.sheet(
        request,
        site,
        title=f"{movement.title} on {on}",
        up=("Overview", reverse("admin:index")),
        note=f"{movement.meaning} By the day it happened, as the ledger says now.",
        sections=[
            Section(
                "The figure",
                facts=[
                    ("Amount", _amount(movement, on)),
                    ("Entries", Cell(count, is_number=True)),
                ],
            ),
            Section(
                "Entries of the ledger",
                table=Table(("Entry", "Movement", "At", "Amount"), rows, "Nothing moved."),
                note=f"The newest {MOST_MOVED} of them." if found.is_more else "",
            ),
        ],
    )


def _amount(movement: Movement, on: date) -> Cell:
    """From the sums that the chart is drawn of, however many entries there are."""
    try:
        with db.transaction():
            db.give_up_after(seconds=PATIENCE_SECONDS)
            return Cell(rupee_text(queries.moved_minor_for_operator(movement, on)), is_number=True)
    except FlowsBehind:
        return pages.words("It is being summed up, and will be here in a minute.")


def _report(kind: ReportKind, first: date, last: date) -> str:
    """Where it is asked for, with kind and days filled in."""
    given = {"kind": str(kind), "first": first.isoformat(), "last": last.isoformat()}
    return f"{reverse('admin:reports')}?{urlencode(given)}"


def _accounts(kind: str, currency: str) -> str:
    """What each of them holds, in the trial balance."""
    filters = urlencode({"kind": kind, "currency": currency})
    return f"{reverse('admin:trial_balance')}?{filters}"


def _percent(basis_points: int | None) -> str:
    if basis_points is None:
        return "–"
    return f"{basis_points // 100}.{basis_points % 100:02d} %"


def _lasting(seconds: int | None) -> str:
    return "–" if seconds is None else copies.lasting(seconds)

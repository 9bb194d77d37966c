"""The first page's queues: how much waits in each and for how long, by what a role may."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timesince import timesince

from adulis.approvals import queries as approvals
from adulis.backoffice import pages
from adulis.backoffice.audit import MAY_SEARCH
from adulis.backoffice.charts import shares
from adulis.backoffice.ledger import LOOKERS
from adulis.backoffice.operators import may
from adulis.backoffice.payouts import stuck
from adulis.backoffice.settlements import of_whom
from adulis.backoffice.verification import MAY_DECIDE
from adulis.cases.machine import CaseState
from adulis.cases.models import Case
from adulis.cases.values import CaseKind
from adulis.deals.machine import DealState
from adulis.deals.models import Deal
from adulis.deposits.machine import WAITING, PaymentState, SettlementLineState
from adulis.deposits.models import Deposit, Payment, SettlementLine
from adulis.disputes import queries as disputes
from adulis.gateways.models import Callback
from adulis.identity.values import Caller, OperatorRole
from adulis.kernel import db
from adulis.mail.machine import LetterState
from adulis.mail.models import Letter
from adulis.notifications import queries as notifications
from adulis.oversight import desks
from adulis.oversight import queries as oversight
from adulis.oversight.values import DECIDERS, MONEY, Whose, WorkKind
from adulis.verification import queries as verification
from adulis.verification.machine import VerificationState
from adulis.webhooks import queries as webhooks
from adulis.webhooks.machine import DeliveryState
from adulis.webhooks.models import Delivery

# More than this is too many, and nobody needs to know how many too many.
MOST = 1_000
# What waits is older than none, one, two or all of these.
AGES = (timedelta(hours=1), timedelta(days=1), timedelta(days=3))
AGES_TEXT = ("≤ 1 h", "≤ 24 h", "≤ 3 d", "> 3 d")
# What reconciliation asks; it has an index of what waits, and lines have none of those.
OF_STATEMENTS = (
    CaseKind.AMOUNT_MISMATCH, CaseKind.DUPLICATE_LINE, CaseKind.MISSING_AT_BANK,
    CaseKind.MISSING_HERE, CaseKind.PARTIAL_RETURN, CaseKind.STATEMENT_FAULTY,
)  # fmt: skip
# Somebody is bound, or may be before long.
UNDER_WAY = (DealState.OPEN, DealState.REVIEWING, DealState.AGREED, DealState.ACTIVE)


@dataclass(frozen=True, slots=True)
class Queue:
    """A page: what it is called and for; ``rows`` is what waits in it, aged by ``since``.

    ``work``: what operators say that they are on.
    """

    page: str
    title: str
    what: str
    roles: Collection[OperatorRole]
    rows: Callable[[], QuerySet[Any]] | None = None
    since: str = ""
    work: WorkKind | None = None


QUEUES = (
    Queue(
        "inbox", "Inbox", "what needs a second operator", DECIDERS,
        lambda: approvals.waiting_among(oversight.inbox_of_operators()), "asked_at",
        WorkKind.APPROVAL,
    ),
    Queue(
        "cases", "Cases", "what only people may decide", pages.EVERYBODY,
        lambda: Case.objects.exclude(state=CaseState.CLOSED), "opened_at",
        WorkKind.CASE,
    ),
    Queue(
        "disputes", "Disputes", "what two sides cannot agree on; here, what waits for a ruling",
        pages.EVERYBODY, disputes.judged_for_operators, "entered_at", WorkKind.DISPUTE,
    ),
    Queue(
        "verifications", "Verifications", "who merchants are", MAY_DECIDE,
        lambda: verification.queue_for_operator(VerificationState.SUBMITTED), "submitted_at",
        WorkKind.VERIFICATION,
    ),
    Queue(
        "payouts", "Payouts", "money out; here, what is stuck", pages.EVERYBODY,
        lambda: stuck(db.clock()), "created_at",
    ),
    Queue("bank", "Bank", "whether payouts are sent to it", pages.EVERYBODY),
    Queue(
        "suspense", "Suspense", "money that is nobody's yet", pages.EVERYBODY,
        lambda: Payment.objects.filter(state=PaymentState.SUSPENDED), "captured_at",
    ),
    Queue(
        "deposits", "Deposits", "money in; here, what is still to be paid", pages.EVERYBODY,
        lambda: Deposit.objects.filter(state__in=WAITING), "created_at",
    ),
    Queue(
        "deals", "Deals", "with their auctions and milestones; here, what is under way",
        pages.EVERYBODY, lambda: Deal.objects.filter(state__in=UNDER_WAY), "entered_at",
    ),
    Queue(
        "reconciliation", "Reconciliation", "banks' books beside ours; here, what is in question",
        DECIDERS,
        lambda: Case.objects.exclude(state=CaseState.CLOSED).filter(kind__in=OF_STATEMENTS),
        "opened_at",
    ),
    Queue(
        "settlements", "Settlement reports", "what gateways paid us; here, lines in question",
        MONEY,
        lambda: SettlementLine.objects.filter(state=SettlementLineState.QUESTIONED), "told_at",
    ),
    Queue(
        "letters", "Letters", "that were given up", pages.EVERYBODY,
        lambda: Letter.objects.filter(state=LetterState.FAILED), "failed_at",
    ),
    Queue(
        "untold", "Untold news", "facts whose words were not to be found", pages.EVERYBODY,
        notifications.unwritten_for_operator, "noted_at",
    ),
    Queue(
        "alerts", "System alerts", "what everybody should know; here, what was not ended",
        pages.EVERYBODY, lambda: notifications.alerts_for_operator().filter(ended_at=None),
        "published_at",
    ),
    Queue(
        "messages_received", "Messages received", "of banks and gateways; here, to be acted upon",
        pages.EVERYBODY, lambda: Callback.objects.filter(state="received"), "received_at",
    ),
    Queue(
        "webhook_endpoints", "Webhook endpoints", "servers of merchants; here, those that fail",
        pages.EVERYBODY, lambda: webhooks.endpoints_for_operator(is_failing=True), "failing_since",
    ),
    Queue(
        "webhook_deliveries", "Webhook deliveries", "what they are told; here, what waits",
        pages.EVERYBODY, lambda: Delivery.objects.filter(state=DeliveryState.PENDING),
        "created_at",
    ),
    Queue("ledger", "Ledger", "every entry, with what it moved and why", LOOKERS),
    Queue("trial_balance", "Trial balance", "what every account holds, now or then", LOOKERS),
    Queue("reports", "Reports", "figures of a period, with what is behind them", DECIDERS),
    Queue("positions", "Foreign money", "held, paid for, and worth now", MONEY),
    Queue("terms", "Fees and limits", "what counts now, and what is to come", DECIDERS),
    Queue("merchants", "Merchants", "who trades, and whether money leaves", pages.EVERYBODY),
    Queue("people", "People", "who signs in", pages.EVERYBODY),
    Queue("audit_search", "Audit log", "who did what", MAY_SEARCH),
)  # fmt: skip


def pages_for(operator: Caller) -> list[dict[str, str]]:
    """What this operator may look at, as the list beside every page has it."""
    return [
        {"title": queue.title, "href": reverse(f"admin:{queue.page}")}
        for queue in QUEUES
        if may(operator, queue.roles)
    ]


def queues_for(operator: Caller, *, now: datetime) -> list[dict[str, Any]]:
    """What this operator may look at: counts up to ``MOST``, by age, and the age of the oldest."""
    return [
        {
            "title": queue.title,
            "what": queue.what,
            "href": reverse(f"admin:{queue.page}"),
            **_waiting(queue, now),
            "yours": _yours(queue, operator),
        }
        for queue in QUEUES
        if may(operator, queue.roles)
    ]


def _waiting(queue: Queue, now: datetime) -> dict[str, Any]:
    """The longest waiting are looked at; those beyond ``MOST`` are younger than all of them."""
    if queue.rows is None:
        return {"count": "", "age": "", "bands": (), "shares": ()}
    since = queue.rows().order_by(queue.since).values_list(queue.since, flat=True)
    waiting = list(since[: MOST + 1])
    bands = [0] * (len(AGES) + 1)
    for each in waiting[:MOST]:
        bands[bisect_left(AGES, now - each)] += 1
    return {
        "count": f"more than {MOST}" if len(waiting) > MOST else str(len(waiting)),
        "age": timesince(waiting[0], now) if waiting else "–",
        "bands": bands,
        "shares": shares(bands) if waiting else (),
    }


def _yours(queue: Queue, operator: Caller) -> str:
    """How many of them the operator is on; empty where nobody is on anything."""
    if queue.rows is None:
        return ""
    if queue.page == "suspense":
        return str(of_whom(queue.rows(), Whose.MINE, operator).count())
    if queue.work is None:
        return ""
    rows = desks.whose(queue.rows(), queue.work, Whose.MINE, person=operator.user_id)
    return str(rows.order_by().count())

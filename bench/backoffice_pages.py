"""Times the back office's pages: ``python -m bench.backoffice_pages <models> [explain]``.

Run with the environment of a stage; ``models`` is what ``bench.backoffice_world`` printed. From the
request to the answered page, in one process, without the network: milliseconds, and those that
processors worked for it, here and in the database. With ``explain`` it says how the slowest
statements were answered instead.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from statistics import median
from typing import Any
from urllib.parse import urlencode

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django comes first
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from adulis.backoffice.places import account_place, entries_about, place_of  # noqa: E402
from adulis.identity.models import User  # noqa: E402
from adulis.identity.values import OperatorRole  # noqa: E402
from adulis.kernel import db  # noqa: E402
from adulis.reports import queries  # noqa: E402
from adulis.reports.values import ReportKind  # noqa: E402
from bench.processes import server_cpu_seconds  # noqa: E402
from tests.people import a_person  # noqa: E402

ROUNDS = 5
SLOW_SECONDS = 0.02
# Those of a month's days that lie a month back: none of them is today.
MONTH_DAYS = 30
NOWHERE = "01930000-0000-7000-8000-00000000dead"


def pages(ends: dict[str, str]) -> dict[str, str]:
    """Name and address of each page."""
    payout = ends["completed"]
    day = db.clock().date() - timedelta(days=20)
    merchant, account, entry, reference = db.fetch_all(
        "SELECT merchant_id, bank_account_id, (SELECT id FROM ledger_entry WHERE key ="
        " 'payout/' || payout.id || '/held'), attempt.reference"
        "  FROM payouts_payout payout JOIN payouts_attempt attempt ON attempt.payout_id = payout.id"
        " WHERE payout.merchant_id <> (SELECT merchant_id FROM payouts_payout WHERE id = %s)"
        " ORDER BY payout.id DESC LIMIT 1 OFFSET 5000",
        [payout],
    )[0]
    tables = "/admin/payouts/payout/"
    return {
        "first page": "/admin/",
        "movements of a day": f"/admin/moved/paid_out/{day}/",
        "payouts": "/admin/payouts/",
        "payouts, stuck": "/admin/payouts/?status=stuck",
        "payouts, of a merchant": f"/admin/payouts/?q={merchant}",
        "payout, its story": f"/admin/payouts/{payout}/",
        "table of payouts": tables,
        "table of payouts, page 100": f"{tables}?p=100",
        "table of payouts, failed ones": f"{tables}?state__exact=failed",
        "table of payouts, under way": f"{tables}?state__exact=processing",
        "table of payouts, found by id": f"{tables}?{urlencode({'q': payout})}",
        "table of payouts, found by merchant": f"{tables}?{urlencode({'q': merchant})}",
        "table of payouts, found by bank account": f"{tables}?{urlencode({'q': account})}",
        "table of payouts, not found": f"{tables}?q={NOWHERE}",
        "one row of it": f"{tables}{payout}/change/",
        "attempts": "/admin/payouts/attempt/",
        "attempts, in doubt": "/admin/payouts/attempt/?state__exact=in_doubt",
        "attempts, found by reference": f"/admin/payouts/attempt/?{urlencode({'q': reference})}",
        "cases": "/admin/cases/",
        "inbox": "/admin/inbox/",
        "merchants": "/admin/merchants/",
        "merchants, found by name": "/admin/merchants/?q=Merchant+1",
        "one merchant": f"/admin/merchants/{merchant}/",
        "people": "/admin/people/",
        "people, found by name": "/admin/people/?q=Owner+1",
        "audit log": "/admin/audit/",
        "audit log, one merchant": f"/admin/audit/?{urlencode({'merchant_id': merchant})}",
        "audit log, one payout": f"/admin/audit/?{urlencode({'subject': f'payout/{payout}'})}",
        **ledger_pages(payout, merchant, entry, day),
        "reconciliation": "/admin/reconciliation/",
        "webhook deliveries": "/admin/webhook-deliveries/",
        "letters": "/admin/letters/",
        "facts": "/admin/events/event/",
        "facts, of one payout": f"/admin/events/event/?{urlencode({'q': f'payout/{payout}'})}",
        "messages received": "/admin/messages/",
    }


def ledger_pages(payout: str, merchant: str, entry: str, day: date) -> dict[str, str]:
    return {
        "ledger": "/admin/ledger/",
        "ledger, one payout": entries_about(f"payout/{payout}"),
        "ledger, one kind": "/admin/ledger/?kind=payout_held",
        "ledger, one kind on a day": "/admin/ledger/?"
        + urlencode({"kind": "payout_held", "since": f"{day} 00:00", "until": f"{day} 23:59"}),
        "ledger, one account": "/admin/ledger/?"
        + urlencode({"account": f"merchant/{merchant}/available/INR"}),
        "one ledger entry": place_of(f"entry/{entry}"),
        "one account": account_place(f"merchant/{merchant}/available/INR"),
        "the account of all payouts": account_place("bank/simbank/clearing/INR"),
        "trial balance": "/admin/trial-balance/",
        "trial balance, of a past day": "/admin/trial-balance/?"
        + urlencode({"at": f"{day} 12:00"}),
    }


def main() -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    ends = json.loads(sys.argv[1])
    email = f"bench-{time.time_ns()}@example.com"
    person = a_person(email, operator_role=OperatorRole.ADMIN)
    client = Client(raise_request_exception=True)
    client.force_login(User.objects.get(id=person.id))
    if sys.argv[2:] == ["explain"]:
        explain(client, ends)
        return
    found: dict[str, list[float]] = {}
    for name, address in pages(ends).items():
        page = partial(seen, client, name, address)
        page()
        found[name] = middle([timed(page) for _ in range(ROUNDS)])
    for kind in (ReportKind.PAYOUTS, ReportKind.VOLUMES, ReportKind.FEES, ReportKind.SAFEGUARDING):
        found[f"report of a month: {kind}"] = timed(partial(reckoned, kind))
    print(json.dumps(found))


def middle(rounds: list[list[float]]) -> list[float]:
    return [median(column) for column in zip(*rounds, strict=True)]


def timed(work: Callable[[], None]) -> list[float]:
    """Milliseconds that something takes, and those of processors among them."""
    database, own, begun = database_cpu(), time.process_time(), time.perf_counter()
    work()
    took, worked = time.perf_counter() - begun, time.process_time() - own
    return [took * 1_000, (worked + database_cpu() - database) * 1_000]


def database_cpu() -> float:
    connection.ensure_connection()
    return server_cpu_seconds(connection.connection.info.backend_pid)


def seen(client: Client, name: str, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{name}: {address} answered {answer.status_code}")


def reckoned(kind: ReportKind) -> None:
    """The rows of a report about the last month."""
    last = db.clock().date() - timedelta(days=1)
    with db.transaction():
        db.execute("SET LOCAL statement_timeout = '240s'")
        queries.reckoned_for_operator(kind, last - timedelta(days=MONTH_DAYS), last)


def explain(client: Client, ends: dict[str, str]) -> None:
    for name, address in pages(ends).items():
        with CaptureQueriesContext(connection) as asked:
            begun = time.perf_counter()
            answer: Any = client.get(address)
            took = time.perf_counter() - begun
        print(f"=== {name}: {answer.status_code}, {took * 1_000:.0f} ms, {len(asked)} statements")
        for each in asked.captured_queries:
            if float(each["time"]) > SLOW_SECONDS and each["sql"].startswith("SELECT"):
                print(f"--- {float(each['time']) * 1_000:.0f} ms: {each['sql'][:700]}")
                with connection.cursor() as cursor:
                    cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {each['sql']}")
                    print("\n".join(f"    {line}" for (line,) in cursor.fetchall()))


if __name__ == "__main__":
    main()

"""Reports in the back office: asked for, watched, looked behind, and taken, each of it recorded."""

from __future__ import annotations

import pytest

from adulis.audit.models import AuditRecord
from adulis.identity.values import OperatorRole
from adulis.kernel import db, due
from adulis.reports import actions, tasks
from adulis.reports.models import Report
from adulis.reports.values import ReportKind, Row
from tests.backoffice import SAVED, operator, text_of
from tests.reporting import asked, today, told
from tests.rows import changed_since, everything
from tests.world import a_shop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_desk")]
FINANCE, SUPPORT = OperatorRole.FINANCE, OperatorRole.SUPPORT
REPORTS = "/admin/reports/"


def form(**changes: str) -> dict[str, str]:
    day = today().isoformat()
    return {"kind": "volumes", "first": day, "last": day, "merchant": "", **changes}


def made(report: Report) -> Report:
    """As the worker makes it; in a test that commits nothing there is one moment anyway."""
    claims = due.claim("reports_report", limit=1, lease_seconds=60)
    rows = [
        Row([row[name] for name in row if name != "place"], row["place"])
        for row in told(ReportKind(report.kind), report.merchant_id)
    ]
    with db.transaction():
        actions.keep_report(
            claim=claims[0], rows=rows, taken_at=db.clock(), actor=tasks.WORKER, at=db.clock()
        )
    report.refresh_from_db()
    return report


def test_asking_seeing_progress_and_what_is_behind() -> None:
    shop = a_shop(paise=100_000)
    client = operator(FINANCE)
    answer = client.post(REPORTS, form(kind="safeguarding"))
    report = Report.objects.get()
    place = f"{REPORTS}{report.id}/"
    assert (answer.status_code, answer["Location"]) == (302, place)
    waiting = client.get(place)
    assert "being made: 0 of 3 parts read" in text_of(waiting)
    assert waiting["Refresh"]
    made(report)
    ready = client.get(place)
    page = text_of(ready)
    assert "Refresh" not in ready
    for seen in ("available", "nostro", "1,000.00", f"{place}rows/1/", "What it comes to"):
        assert seen in page, seen
    assert place in text_of(client.get(REPORTS))
    behind = text_of(client.get(f"{place}rows/1/"))
    assert "/admin/ledger/accounts/" in behind
    assert "₹1,000.00" in behind
    assert client.get(f"{place}rows/9/").status_code == 404
    assert shop.available == 100_000


@pytest.mark.parametrize(("taken", "begins"), [("csv", b"side,account"), ("pdf", b"%PDF")])
def test_a_copy_is_recorded(taken: str, begins: bytes) -> None:
    client = operator(FINANCE)
    client.post(REPORTS, form(kind="safeguarding"))
    place = f"{REPORTS}{made(Report.objects.get()).id}/download/"
    assert client.get(place, {"form": taken}).status_code == 302
    answer = client.post(place, {"form": taken})
    body = b"".join(answer) if answer.streaming else answer.content
    assert body.startswith(begins)
    assert f".{taken}" in answer["Content-Disposition"]
    [record] = AuditRecord.objects.filter(action="report.download")
    assert (record.actor_kind, record.after["format"]) == ("operator", taken)


@pytest.mark.parametrize(
    "changes",
    [
        {"first": "2999-01-01", "last": "2999-01-02"},
        {"kind": "everything"},
        {"merchant": "01a1fcf6-0f50-74d7-ab4d-8435be83fe31"},
    ],
)
def test_what_cannot_be_asked(changes: dict[str, str]) -> None:
    client = operator(FINANCE)
    before = everything()
    answer = client.post(REPORTS, form(**changes))
    assert answer.status_code == 400
    assert "errornote" in text_of(answer)
    assert changed_since(before, *SAVED) == {}


def test_what_is_about_the_whole_platform_bears_no_merchants_name() -> None:
    client, shop = operator(FINANCE), a_shop()
    before = everything()
    answer = client.post(REPORTS, form(kind="safeguarding", merchant=str(shop.id)))
    assert answer.status_code == 400
    assert "whole platform only" in text_of(answer)
    assert changed_since(before, *SAVED) == {}


def test_not_for_everybody_and_not_those_of_merchants() -> None:
    shop = a_shop()
    own = asked(merchant_id=shop.id, by=shop.actor)
    client = operator(SUPPORT)
    for page in (REPORTS, f"{REPORTS}{own.id}/"):
        assert client.get(page).status_code == 403
    assert operator(FINANCE).get(f"{REPORTS}{own.id}/").status_code == 404
    assert operator(OperatorRole.ADMIN).post(f"{REPORTS}{own.id}/download/").status_code == 404

"""``/reports/``: asked for by whoever may look, read until they are ready, and taken as files."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings

from adulis.identity.values import MemberRole
from adulis.kernel import db, due
from adulis.reports import actions, tasks
from adulis.reports.models import Report
from adulis.reports.values import MERCHANT_KINDS, ReportKind, Row
from tests.asking import key_made_by, keyed
from tests.doors import Api, problem_of
from tests.openapi import CheckedApi
from tests.reporting import asked, scope, told
from tests.rows import changed_since, everything
from tests.world import Shop, a_member, a_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


def body(kind: str = "volumes", **changes: str) -> dict[str, str]:
    period = scope(ReportKind(kind))
    told_of = {"from": period.from_on.isoformat(), "to": period.to_on.isoformat()}
    return {"kind": kind, **told_of, **changes}


def made(report_id: str) -> None:
    """As the worker makes it; in a test that commits nothing there is one moment anyway."""
    report = Report.objects.get(id=report_id)
    [claim] = due.claim("reports_report", limit=1, lease_seconds=60)
    rows = [
        Row([row[name] for name in row if name != "place"], row["place"])
        for row in told(ReportKind(report.kind), report.merchant_id)
    ]
    with db.transaction():
        actions.keep_report(
            claim=claim, rows=rows, taken_at=db.clock(), actor=tasks.WORKER, at=db.clock()
        )


def test_asked_for_watched_read_and_taken(shop: Shop) -> None:
    api = CheckedApi(shop.api_key())
    answer = api.post("/reports/", body(), headers=keyed())
    assert answer.status_code == 201
    report = answer.json()
    assert (report["status"], report["parts_done"], report["parts_count"]) == ("asked", 0, 1)
    place = f"/reports/{report['id']}/"
    waiting = api.get(place).json()
    assert (waiting["rows"], waiting["totals"]) == ([], [])
    for form in ("csv", "pdf"):
        assert problem_of(api.get(place, format=form)) == (409, "report_not_ready")
    assert problem_of(api.get(f"{place}row/", row=1)) == (409, "report_not_ready")
    made(report["id"])
    ready = api.get(place).json()
    assert (ready["status"], ready["row_count"]) == ("ready", len(ready["rows"]))
    names = [each["name"] for each in ready["columns"]]
    [row] = [dict(zip(names, each["cells"], strict=True)) for each in ready["rows"]]
    assert (row["kind"], row["in_minor"]) == ("bank_transfer_credited", 100_000)
    assert ready["totals"] == [
        {"currency": "INR", "rows": 1, "entries": 1, "in_minor": 100_000, "out_minor": 0}
    ]
    [thing] = api.get(f"{place}row/", row=1).json()["results"]
    assert (thing["subject"][:6], thing["amount_minor"]) == ("entry/", 100_000)
    assert problem_of(api.get(f"{place}row/", row=2)) == (404, "report_not_found")
    taken = api.get(place, format="csv")
    lines = b"".join(taken).decode().splitlines()
    assert lines[0] == "day,kind,currency,entries,in_minor,out_minor"
    assert lines[-1] == "Total,,INR,1,1000.00,0.00"
    assert api.get(place, format="pdf").content.startswith(b"%PDF")
    assert [each["id"] for each in api.get("/reports/").json()["results"]] == [report["id"]]


def test_what_stands_behind_rows_is_looked_for_by_turns(shop: Shop, settings: Settings) -> None:
    settings.THROTTLES = settings.THROTTLES | {"report_rows_per_caller": (0.001, 2)}
    key = shop.api_key()
    api = CheckedApi(key)
    report = api.post("/reports/", body(), headers=keyed()).json()
    made(report["id"])
    place = f"/reports/{report['id']}/"
    for _ in range(2):
        assert api.get(f"{place}row/", row=1).status_code == 200
    assert problem_of(api.get(f"{place}row/", row=1)) == (429, "too_many_requests")
    # The report itself is read on, and so is a row by another key.
    assert api.get(place).status_code == 200
    assert Api(shop.api_key()).get(f"{place}row/", row=1).status_code == 200


def test_pages_of_rows_and_of_reports(shop: Shop) -> None:
    api = CheckedApi(shop.api_key())
    shop.credit(5_000)
    shop.pay_out(60_000)
    ids = [api.post("/reports/", body(), headers=keyed()).json()["id"] for _ in range(2)]
    made(ids[0])
    found: list[Any] = []
    after: int | None = 0
    while after is not None:
        seen = api.get(f"/reports/{ids[0]}/", limit=1, after=after).json()
        found += seen["rows"]
        after = seen["next_after"]
    assert [each["position"] for each in found] == list(range(1, len(found) + 1))
    assert len(found) == Report.objects.get(id=ids[0]).row_count > 1
    first = api.get("/reports/", limit=1).json()
    rest = api.get(first["next"].partition("/api/v1")[2]).json()
    assert [each["results"][0]["id"] for each in (first, rest)] == ids[::-1]


@pytest.mark.parametrize("kind", MERCHANT_KINDS)
def test_every_kind_may_be_asked(shop: Shop, kind: ReportKind) -> None:
    report = Api(shop.api_key()).post("/reports/", body(kind), headers=keyed()).json()
    made(report["id"])
    assert Api(shop.api_key()).get(f"/reports/{report['id']}/").json()["status"] == "ready"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": "safeguarding"}, (400, "malformed")),
        ({"to": "2020-01-01"}, (422, "report_period_invalid")),
        ({"from": "2020-01-01"}, (422, "report_period_invalid")),
        ({"to": "2999-01-01"}, (422, "report_period_invalid")),
        ({"from": "yesterday"}, (400, "malformed")),
    ],
)
def test_what_cannot_be_asked(
    shop: Shop, changes: dict[str, str], expected: tuple[int, str]
) -> None:
    api = Api(shop.api_key())
    before = everything()
    answer = api.post("/reports/", {**body(), **changes}, headers=keyed())
    assert problem_of(answer)[0] == expected[0]
    assert changed_since(before, "identity_api_key", "api_idempotency_key") == {}


def test_others_have_none_of_ones_own(shop: Shop) -> None:
    own = asked(merchant_id=shop.id, by=shop.actor)
    other = Api(a_shop().api_key())
    for path in (f"/reports/{own.id}/", f"/reports/{uuid4()}/"):
        assert problem_of(other.get(path)) == (404, "report_not_found")
    assert other.get("/reports/").json()["results"] == []
    viewer_id, _ = a_member(shop, MemberRole.VIEWER)
    viewers = Api(key_made_by(shop, viewer_id))
    assert viewers.get(f"/reports/{own.id}/").status_code == 200
    assert viewers.post("/reports/", body(), headers=keyed()).status_code == 201

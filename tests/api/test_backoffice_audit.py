"""Operators search the audit log, and that they did is in it."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from django.test import Client

from adulis.audit import actions as audit
from adulis.audit.models import AuditRecord
from adulis.backoffice.audit import PAGE
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from tests.people import PASSWORD, a_person
from tests.world import Shop, a_shop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_desk")]
SEARCH, EXPORT = "/admin/audit/", "/admin/audit/export/"


def operator(role: OperatorRole = OperatorRole.COMPLIANCE) -> Client:
    person = a_person(f"{role}@example.com", operator_role=role)
    client = Client()
    client.post("/admin/login/", {"username": person.email, "password": PASSWORD})
    return client


def looked() -> list[AuditRecord]:
    return list(AuditRecord.objects.filter(action__startswith="audit.").order_by("id"))


def test_a_search_shows_what_fits_and_nothing_else() -> None:
    mine, other = a_shop(paise=100_000), a_shop()
    payout = mine.pay_out(40_000)
    page = operator().get(SEARCH, {"merchant": str(mine.id), "search": "Search"}).content.decode()
    assert f"payout/{payout.id}" in page
    assert "payout.create" in page
    assert str(other.owner_id) not in page
    empty = operator(OperatorRole.ADMIN).get(SEARCH, {"subject": "payout/none"}).content.decode()
    assert "Nothing was done that fits." in empty


def test_looking_into_a_merchant_is_recorded_and_opening_the_form_is_not() -> None:
    shop = a_shop()
    client = operator()
    client.get(SEARCH, headers={"X-Request-Id": "looking-around-1"})
    assert looked() == []

    client.get(
        SEARCH,
        {"merchant": str(shop.id), "action": "payout.create"},
        headers={"X-Request-Id": "looking-around-2"},
    )

    [record] = looked()
    assert (record.action, record.subject, record.merchant_id) == (
        "audit.search", f"merchant/{shop.id}", None,
    )  # fmt: skip
    assert (record.actor_kind, record.address, record.request_id) == (
        "operator", "127.0.0.1", "looking-around-2",
    )  # fmt: skip
    assert record.after == {"merchant_id": str(shop.id), "action": "payout.create"}


def test_older_leads_through_all_of_them() -> None:
    shop = a_shop(accounts=0)
    deeds = [
        audit.Deed(action="a.many", subject=f"n/{n}", merchant_id=shop.id, before={}, after={})
        for n in range(PAGE + 3)
    ]
    with db.transaction():
        audit.write_all(deeds=deeds, actor=shop.actor, at=db.clock() + timedelta(microseconds=7))
    client = operator()
    first = client.get(SEARCH, {"action": "a.many"}).content.decode()
    [older] = re.findall(r'href="\?([^"]+)">Older', first)
    second = client.get(f"{SEARCH}?{older.replace('&amp;', '&')}").content.decode()
    assert len(re.findall(r">n/\d+<", first)) == PAGE
    assert re.findall(r">n/(\d+)<", second) == ["2", "1", "0"]
    assert "Older" not in second


def test_what_is_no_search_is_said_beside_its_field() -> None:
    page = operator().get(SEARCH, {"merchant": "Asha", "since": "yesterday"}).content.decode()
    assert "Enter a valid UUID." in page
    assert "Enter a valid date/time." in page
    assert looked() == []


def test_nothing_that_was_written_down_becomes_part_of_the_page() -> None:
    shop = a_shop()
    with db.transaction():
        audit.write(
            actor=shop.actor, action="a.script", subject="<script>alert(1)</script>",
            merchant_id=shop.id, before={}, after={"note": "<img src=x>"}, at=db.clock(),
        )  # fmt: skip
    page = operator().get(SEARCH, {"action": "a.script"}).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x>" not in page


class TestExport:
    def rows(self, client: Client, **form: str) -> list[dict[str, str]]:
        answer = client.post(EXPORT, form)
        assert answer.status_code == 200
        text = answer.getvalue().decode()
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def test_is_what_was_searched_for_and_is_recorded(self) -> None:
        shop = a_shop(paise=100_000)
        payout = shop.pay_out(40_000)
        itself, row = self.rows(operator(), subject=f"payout/{payout.id}")
        assert itself["action"] == "audit.export"
        assert (row["action"], row["actor_kind"], row["actor"]) == (
            "payout.create", "user", str(shop.owner_id),
        )  # fmt: skip
        [record] = looked()
        assert (record.action, record.subject) == ("audit.export", f"payout/{payout.id}")

    def test_a_formula_is_a_text(self) -> None:
        shop: Shop = a_shop()
        with db.transaction():
            audit.write(
                actor=shop.actor, action="a.formula", subject='=HYPERLINK("x")',
                merchant_id=None, before={}, after={}, at=db.clock(),
            )  # fmt: skip
        [row] = self.rows(operator(), action="a.formula")
        assert row["subject"] == '\'=HYPERLINK("x")'

    def test_is_not_taken_by_a_link(self) -> None:
        assert operator().get(EXPORT, {"action": "x"}).status_code == 400
        assert looked() == []


@pytest.mark.parametrize(
    ("role", "search", "export"),
    [
        (OperatorRole.SUPPORT, 403, 403),
        (OperatorRole.FINANCE, 200, 403),
        (OperatorRole.COMPLIANCE, 200, 200),
        (OperatorRole.ADMIN, 200, 200),
    ],
)
def test_who_may(role: OperatorRole, search: int, export: int) -> None:
    client = operator(role)
    assert client.get(SEARCH, {"action": "x"}).status_code == search
    assert client.post(EXPORT, {"action": "x"}).status_code == export
    assert len(looked()) == [search, export].count(200)


def test_nobody_else_comes_in() -> None:
    for client in (Client(), Client()):
        assert client.get(SEARCH).status_code == 302
        assert client.post(EXPORT).status_code == 302
    assert looked() == []


def test_the_log_is_not_shown_where_nobody_notes_who_looks() -> None:
    client = operator(OperatorRole.ADMIN)
    assert client.get("/admin/audit/auditrecord/").status_code == 404
    assert SEARCH in client.get("/admin/").content.decode()

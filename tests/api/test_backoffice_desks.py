"""Who is on what, in the back office: on every sheet, beside every age, and on the first page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import Settings

from adulis.approvals.models import Approval
from adulis.audit.models import AuditRecord
from adulis.cases.models import Case
from adulis.identity.models import User
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.oversight import actions
from tests.backoffice import SAVED, operator, text_of
from tests.disputing import a_quarrel
from tests.escrowing import a_deal
from tests.files import folder
from tests.giving_back import asked, paid
from tests.people import a_person
from tests.reconciling import came, matched
from tests.rooms.test_oversight import fee
from tests.rooms.test_oversight import operator as an_operator
from tests.rows import changed_since, everything
from tests.verifying import an_unverified_shop, submitted
from tests.world import a_shop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_desk")]
COMPLIANCE, ADMIN = OperatorRole.COMPLIANCE, OperatorRole.ADMIN
FINANCE, SUPPORT = OperatorRole.FINANCE, OperatorRole.SUPPORT


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES = folder(tmp_path)


def named(name: str, role: OperatorRole = ADMIN) -> Client:
    """Another operator, called so."""
    person = a_person(f"{name.replace(' ', '.')}@example.com", operator_role=role)
    User.objects.filter(id=person.id).update(name=name)
    client = Client()
    client.force_login(User.objects.get(id=person.id))
    return client


def an_approval() -> UUID:
    return UUID(str(fee(an_operator(FINANCE, "Mina")).id))


def a_case() -> UUID:
    paid(asked(a_shop(), rupees(50_000)), amount=rupees(45_000))
    return UUID(str(Case.objects.get().id))


def a_transfer() -> UUID:
    """One that names nobody."""
    a_shop()
    matched(came(None, 70_000))
    return UUID(str(Case.objects.get().id))


def a_dispute() -> UUID:
    deal = a_deal()
    deal.fund()
    deal.submit()
    quarrel = a_quarrel(deal=deal)
    return UUID(str(quarrel.escalated().id))


def a_verification() -> UUID:
    shop = an_unverified_shop()
    submitted(shop)
    return shop.id


QUEUES: dict[str, tuple[str, str, Callable[[], UUID]]] = {
    "approval": ("/admin/inbox/", "Inbox", an_approval),
    "case": ("/admin/cases/", "Cases", a_case),
    "dispute": ("/admin/disputes/", "Disputes", a_dispute),
    "verification": ("/admin/verifications/", "Verifications", a_verification),
}


def yours(client: Client, title: str) -> str:
    queues = client.get("/admin/").context["queues"]
    [found] = [each["yours"] for each in queues if each["title"] == title]
    return str(found)


def content(answer: Any) -> str:
    """Without the name of whoever looks, which stands above."""
    return text_of(answer).partition('id="content"')[2]


@pytest.mark.parametrize("kind", sorted(QUEUES))
class TestEveryQueue:
    def test_says_who_is_on_what(self, kind: str) -> None:
        queue, title, make = QUEUES[kind]
        thing = make()
        sheet, work = f"{queue}{thing}/", f"/admin/work/{kind}/{thing}/"
        farah, anand = named("Farah Q"), named("Anand Q")
        assert "Nobody is on this." in content(farah.get(sheet))
        assert yours(farah, title) == "0"
        assert farah.post(f"{work}take/").headers["Location"] == sheet
        assert "You are on this, since" in content(farah.get(sheet))
        assert "Farah Q is on this, since" in content(anand.get(sheet))
        assert "<td>you</td>" in content(farah.get(queue))
        assert "<td>Farah Q</td>" in content(anand.get(queue))
        assert (yours(farah, title), yours(anand, title)) == ("1", "0")
        told = text_of(anand.post(f"{work}take/", follow=True))
        assert "Farah Q is on this. Ask them, or take it over and say why." in told
        form = {"from_id": str(User.objects.get(name="Farah Q").id), "reason": "She is away"}
        assert "reason" in text_of(
            anand.post(f"{work}take-over/", {**form, "reason": ""}, follow=True)
        )
        anand.post(f"{work}take-over/", form)
        assert "Anand Q is on this" in content(farah.get(sheet))
        assert AuditRecord.objects.get(action="work.take_over").after["reason"] == "She is away"
        anand.post(f"{work}let-go/")
        assert "Nobody is on this." in content(farah.get(sheet))

    def test_is_filtered_by_that(self, kind: str) -> None:
        queue, _, make = QUEUES[kind]
        thing = make()
        farah, anand = named("Farah Q"), named("Anand Q")

        def shows(client: Client, whose: str) -> bool:
            return f"{queue}{thing}/" in content(client.get(queue, {"whose": whose}))

        assert [shows(farah, whose) for whose in ("all", "mine", "nobodys")] == [True, False, True]
        farah.post(f"/admin/work/{kind}/{thing}/take/")
        assert [shows(farah, whose) for whose in ("all", "mine", "nobodys")] == [True, True, False]
        assert [shows(anand, whose) for whose in ("all", "mine", "nobodys")] == [True, False, False]

    def test_is_taken_by_those_who_may_decide(self, kind: str) -> None:
        queue, _, make = QUEUES[kind]
        thing = make()
        client = operator(SUPPORT)
        client.get("/admin/")
        before = everything()
        answer = client.post(f"/admin/work/{kind}/{thing}/take/")
        assert answer.status_code == 302
        assert changed_since(before, *SAVED) == {}
        page = client.get(f"{queue}{thing}/")
        if page.status_code == 200:
            assert "Nobody is on this." in content(page)
            assert 'value="Take"' not in content(page)
            named("Farah Q").post(f"/admin/work/{kind}/{thing}/take/")
            page = client.get(f"{queue}{thing}/")
            assert "Farah Q is on this" in content(page)
            assert 'value="Take over"' not in content(page)


def test_only_verbs_of_work_are_done() -> None:
    thing, client = an_approval(), operator(ADMIN)
    assert client.post(f"/admin/work/approval/{thing}/burn/").status_code == 404
    assert client.post(f"/admin/work/letter/{thing}/take/").status_code == 404
    assert client.get(f"/admin/work/approval/{thing}/take/").status_code == 302
    assert AuditRecord.objects.filter(action="work.take").count() == 0


def test_what_is_decided_is_nobodys_work() -> None:
    thing, farah = an_approval(), named("Farah Q")
    farah.post(f"/admin/work/approval/{thing}/take/")
    approval, noor = Approval.objects.get(id=thing), an_operator(ADMIN, "Noor")
    with db.transaction():
        actions.refuse(approval=approval, actor=noor, at=db.clock())
    page = content(farah.get(f"/admin/inbox/{thing}/"))
    assert "on this" not in page
    assert yours(farah, "Inbox") == "0"


@pytest.mark.parametrize("make", [a_case, a_transfer])
def test_whoever_is_on_its_question_is_on_the_money_in_suspense(make: Callable[[], UUID]) -> None:
    case_id, farah, anand = make(), named("Farah Q"), named("Anand Q")
    shown = f"/admin/cases/{case_id}/"

    def shows(client: Client, whose: str) -> bool:
        return shown in content(client.get("/admin/suspense/", {"whose": whose}))

    assert [shows(farah, whose) for whose in ("all", "mine", "nobodys")] == [True, False, True]
    farah.post(f"/admin/work/case/{case_id}/take/")
    assert "<td>Farah Q</td>" in content(anand.get("/admin/suspense/"))
    assert [shows(farah, whose) for whose in ("all", "mine", "nobodys")] == [True, True, False]
    assert [shows(anand, whose) for whose in ("all", "mine", "nobodys")] == [True, False, False]
    # A transfer is counted as the question that it is.
    title = "Suspense" if make is a_case else "Cases"
    assert (yours(farah, title), yours(anand, title)) == ("1", "0")

"""The pages of compliance: the queue, one verification beside its documents, and its verbs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from adulis.audit.models import AuditRecord
from adulis.identity import queries as people
from adulis.identity.models import User
from adulis.identity.values import MemberRole, OperatorRole, Verification
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.timers import actions as timers
from tests.files import a_pdf, folder
from tests.rows import changed_since, everything
from tests.verifying import (
    GSTIN,
    PAN,
    an_operator,
    an_unverified_shop,
    submitted,
    verify,
)
from tests.world import Shop, a_member, a_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_desk")]
DECIDING = [OperatorRole.COMPLIANCE, OperatorRole.ADMIN]


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES = folder(tmp_path)


@pytest.fixture
def shop() -> Shop:
    return an_unverified_shop()


@pytest.fixture
def submission(shop: Shop) -> UUID:
    return submitted(shop)


def signed_in(
    role: OperatorRole | None = OperatorRole.COMPLIANCE, *, user_id: UUID | None = None
) -> Client:
    client = Client()
    client.force_login(User.objects.get(id=user_id or a_person("Kiran", operator_role=role)[0]))
    return client


def page(shop: Shop, more: str = "") -> str:
    return f"/admin/verifications/{shop.id}/{more}"


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def standing(shop: Shop) -> Verification:
    return people.standing(shop.id).verification


def reasons(verb: str, **first: str) -> dict[str, str]:
    return {
        f"{verb}-TOTAL_FORMS": "3",
        f"{verb}-INITIAL_FORMS": "0",
        **{f"{verb}-0-{name}": value for name, value in first.items()},
    }


def press(client: Client, shop: Shop, verb: str, form: Mapping[str, Any]) -> Any:
    """The button, what it then says, and yes."""
    asked = client.post(page(shop, f"{verb}/"), form)
    assert asked.status_code == 200, text_of(asked)
    sent = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', asked.content.decode()))
    assert sent["confirmed"] == "yes"
    return client.post(page(shop, f"{verb}/"), sent, follow=True)


class TestLooking:
    def test_the_queue_shows_who_waits_and_how_long(self, shop: Shop, submission: UUID) -> None:
        with db.transaction():
            timers.advance_clock(seconds=3 * 3600, actor=system("tests"), at=db.clock())
        told = text_of(signed_in().get("/admin/verifications/"))
        assert f'<a href="{page(shop)}">Asha Exports</a>' in told
        assert "<td>3 hours</td>" in told
        assert "Nobody waits here" in text_of(
            signed_in().get("/admin/verifications/", {"status": "refused"})
        )

    def test_the_first_page_of_the_back_office_leads_there(self) -> None:
        assert 'href="/admin/verifications/"' in text_of(signed_in().get("/admin/"))

    def test_one_shows_what_was_said_masked_and_what_was_shown(
        self, shop: Shop, submission: UUID
    ) -> None:
        told = text_of(signed_in().get(page(shop)))
        assert "Asha Exports LLP" in told
        assert "••••••939F" in told
        assert PAN not in told
        assert told.count("Download") == 4
        assert re.findall(r'aria-label="(\w+)"', told)[-2:] == ["Verify", "Refuse"]

    def test_numbers_are_shown_on_demand_and_on_the_record(
        self, shop: Shop, submission: UUID
    ) -> None:
        client = signed_in()
        told = text_of(client.post(page(shop, "numbers/")))
        assert PAN in told
        assert GSTIN in told
        assert AuditRecord.objects.filter(action="verification.reveal").count() == 1
        assert PAN not in text_of(client.get(page(shop)))

    def test_a_merchant_that_never_began(self, shop: Shop) -> None:
        client = signed_in()
        assert client.get(page(shop)).status_code == 404
        assert client.post(page(shop, "verify/"), {"tier": "standard"}).status_code == 302


class TestDocuments:
    def test_are_downloaded_as_attachments_by_whoever_asked(
        self, shop: Shop, submission: UUID
    ) -> None:
        client = signed_in()
        told = client.get(page(shop)).content.decode()
        address = re.findall(r'href="([^"]+/documents/[^"]+)"', told)[0]
        sent: Any = client.get(address, follow=True)
        assert sent.content == a_pdf("registration_certificate")
        assert sent.headers["Content-Type"] == "application/pdf"
        assert sent.headers["Content-Disposition"].startswith('attachment; filename="verification-')
        assert "sandbox" in sent.headers["Content-Security-Policy"]
        assert sent.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in sent.headers["Cache-Control"]
        assert AuditRecord.objects.filter(action="file.download").count() == 1
        link = client.get(address)["Location"]
        assert signed_in().get(link).status_code == 404
        with db.transaction():
            timers.advance_clock(seconds=300, actor=system("tests"), at=db.clock())
        assert client.get(link).status_code == 404

    def test_that_are_not_the_merchants_are_not_there(self, shop: Shop, submission: UUID) -> None:
        answer: Any = signed_in().get(page(shop, f"documents/{uuid4()}/"), follow=True)
        assert "There is no such document here." in text_of(answer)


class TestDeciding:
    @pytest.mark.parametrize("role", DECIDING)
    def test_verifies_after_having_said_what_that_means(
        self, shop: Shop, submission: UUID, role: OperatorRole
    ) -> None:
        client = signed_in(role)
        form = {"submission_id": str(submission), "tier": "starter"}
        before = everything()
        asked = text_of(client.post(page(shop, "verify/"), form))
        assert "The merchant may move money from here on" in asked
        assert "tier starter" in asked
        assert changed_since(before, "django_session") == {}
        press(client, shop, "verify", form)
        assert standing(shop) is Verification.VERIFIED
        assert people.standing(shop.id).tier == "starter"

    def test_refuses_with_reasons(self, shop: Shop, submission: UUID) -> None:
        form = {
            "submission_id": str(submission),
            **reasons("refuse", code="document_unreadable", name="identity_proof", note="Blurred."),
        }
        client = signed_in()
        assert "Identity proof: The document cannot be read" in text_of(
            client.post(page(shop, "refuse/"), form)
        )
        press(client, shop, "refuse", form)
        assert standing(shop) is Verification.REFUSED
        assert "Blurred." in text_of(client.get(page(shop)))

    @pytest.mark.parametrize(
        ("verb", "state"), [("downgrade", "unverified"), ("revoke", "refused")]
    )
    def test_takes_back(self, shop: Shop, submission: UUID, verb: str, state: str) -> None:
        verify(shop, submission, an_operator())
        client = signed_in()
        assert re.findall(r'aria-label="(\w+)"', text_of(client.get(page(shop))))[-2:] == [
            "Downgrade", "Revoke",
        ]  # fmt: skip
        press(client, shop, verb, reasons(verb, code="details_changed"))
        assert standing(shop) == state

    @pytest.mark.parametrize(
        ("verb", "form", "told"),
        [
            ("refuse", {}, "Give one reason at least"),
            ("refuse", {"code": "pan_invalid", "name": "address"}, "is not about address"),
            ("downgrade", {"code": "not_eligible"}, "cannot downgrade"),
        ],
    )
    def test_says_why_not_and_changes_nothing(
        self, shop: Shop, submission: UUID, verb: str, form: dict[str, str], told: str
    ) -> None:
        client = signed_in()
        before = everything()
        answer = press(
            client, shop, verb, {"submission_id": str(submission), **reasons(verb, **form)}
        )
        assert told in text_of(answer)
        assert changed_since(before, "django_session") == {}

    def test_a_decision_about_another_submission_is_refused(
        self, shop: Shop, submission: UUID
    ) -> None:
        client = signed_in()
        for other in (str(uuid4()), "", "nonsense"):
            answer = press(client, shop, "verify", {"submission_id": other, "tier": "standard"})
            assert "about another submission" in text_of(answer)
        assert standing(shop) is Verification.SUBMITTED

    def test_a_member_of_the_merchant_does_not_decide(self, shop: Shop, submission: UUID) -> None:
        member, _ = a_member(shop, MemberRole.VIEWER)
        User.objects.filter(id=member).update(operator_role=OperatorRole.COMPLIANCE)
        client = signed_in(user_id=member)
        form = {"submission_id": str(submission), "tier": "standard"}
        assert "does not decide about it" in text_of(press(client, shop, "verify", form))
        assert standing(shop) is Verification.SUBMITTED

    def test_nothing_is_done_by_following_a_link(self, shop: Shop, submission: UUID) -> None:
        client = signed_in()
        before = everything()
        for verb in ("verify", "refuse", "numbers", "anything"):
            assert client.get(page(shop, f"{verb}/"), {"confirmed": "yes"}).status_code == 302
        assert changed_since(before, "django_session") == {}

    def test_a_form_of_another_site_does_nothing(self, shop: Shop, submission: UUID) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(
            User.objects.get(id=a_person("Lata", operator_role=OperatorRole.COMPLIANCE)[0])
        )
        form = {"submission_id": str(submission), "tier": "standard", "confirmed": "yes"}
        assert client.post(page(shop, "verify/"), form).status_code == 403
        assert standing(shop) is Verification.SUBMITTED


@pytest.mark.parametrize("role", [None, OperatorRole.SUPPORT, OperatorRole.FINANCE])
def test_others_see_nothing_of_it(shop: Shop, submission: UUID, role: OperatorRole | None) -> None:
    client = signed_in(role)
    closed = 302 if role is None else 403  # who is no operator is led to the door
    for address in ("/admin/verifications/", page(shop), page(shop, f"documents/{uuid4()}/")):
        assert client.get(address).status_code == closed
    for verb in ("verify", "numbers"):
        form = {"submission_id": str(submission), "tier": "standard", "confirmed": "yes"}
        assert client.post(page(shop, f"{verb}/"), form).status_code == closed
    assert standing(shop) is Verification.SUBMITTED

"""The bank, in the back office: how it is, paused by one of them, and let go on by two."""

from __future__ import annotations

import pytest
from django.test import Client

from adulis.approvals.models import Approval
from adulis.audit.models import AuditRecord
from adulis.gateways import actions as gateways
from adulis.gateways import queries
from adulis.identity.models import User
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import system
from tests.backoffice import BUTTON, SAVED, done, operator, text_of
from tests.rows import changed_since, everything
from tests.world import BANK, a_shop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_desk")]
PLACE, PAUSE, RESUME = "/admin/bank/", "/admin/bank/pause/", "/admin/bank/resume/"
PAYOUTS = "/admin/payouts/"
FINANCE, ADMIN = OperatorRole.FINANCE, OperatorRole.ADMIN
COMPLIANCE, SUPPORT = OperatorRole.COMPLIANCE, OperatorRole.SUPPORT
WHY = {"reason": "a promise is broken"}


def test_one_pauses_it_and_two_let_it_go_on() -> None:
    finance, admin = operator(FINANCE), operator(ADMIN)
    assert "payouts are sent" in text_of(finance.get(PLACE))
    assert "No payout is sent" not in text_of(finance.get(PAYOUTS))
    asked = done(finance, PAUSE, WHY)
    for told in (
        "Pause payouts to this bank?",
        BANK,
        "what was sent is asked about",
        *WHY.values(),
    ):
        assert told in asked, told
    page = text_of(admin.get(PLACE))
    for told in (
        f"{BANK}: payouts are paused", "Paused since", "a promise is broken",
        User.objects.get(email="finance@example.com").name,
    ):  # fmt: skip
        assert told in page, told
    assert 'href="/admin/bank/"' in text_of(admin.get(PAYOUTS)).split("No payout is sent")[1]

    asked = done(finance, RESUME, {"reason": "it was a report"})
    assert "nothing waits for it now" in asked
    assert queries.health(BANK).paused == "a promise is broken"
    approval = Approval.objects.get()
    page = text_of(admin.get(PLACE))
    for told in ("That payouts go on", "it was a report", f"/admin/inbox/{approval.id}/"):
        assert told in page, told
    assert BUTTON not in page
    inbox = f"/admin/inbox/{approval.id}/"
    assert f"Payouts go to the bank {BANK} again" in text_of(admin.get(inbox))
    answer = {"verb": "approve", "digest": approval.digest}
    assert finance.post(inbox, answer).status_code == 200
    assert queries.health(BANK).paused
    assert admin.post(inbox, answer).status_code == 302
    assert queries.health(BANK).is_well
    page = text_of(finance.get(PLACE))
    assert "a promise is broken" not in page
    written = AuditRecord.objects.filter(subject=f"bank/{BANK}").order_by("id")
    assert [each.action for each in written] == ["bank.pause", "bank.resume"]


@pytest.mark.parametrize("role", list(OperatorRole))
def test_roles_see_it_and_are_offered_what_they_may(role: OperatorRole) -> None:
    client, pauses = operator(role), {"Pause payouts"} if role is not SUPPORT else set()
    resumes = {"Propose to resume"} if role in {FINANCE, ADMIN} else set()

    def offered() -> set[str]:
        page = text_of(client.get(PLACE))
        return {each for each in ("Pause payouts", "Propose to resume") if f">{each}<" in page}

    assert offered() == pauses
    with db.transaction():
        gateways.pause_bank(
            bank=BANK, reason="a snapshot", actor=system("bank:asha"), at=db.clock()
        )
    assert offered() == resumes
    assert "bank:asha" in text_of(client.get(PLACE))
    before = everything()
    for place, may in ((PAUSE, pauses), (RESUME, resumes)):
        assert client.post(place, WHY).status_code == (200 if may else 403), place
    # It was asked, and nobody has said yes.
    assert changed_since(before, *SAVED) == {}


def test_nobody_else_comes_in() -> None:
    member = Client()
    member.force_login(User.objects.get(id=a_shop().owner_id))
    strict = operator(FINANCE, enforce_csrf_checks=True)
    before = everything()
    for client in (Client(), member):
        for place in (PLACE, PAUSE, RESUME):
            assert client.get(place).status_code == 302
            assert client.post(place, {**WHY, "confirmed": "yes"}).status_code == 302
    assert strict.post(PAUSE, {**WHY, "confirmed": "yes"}).status_code == 403
    assert changed_since(before, *SAVED) == {}


def test_says_what_is_wrong_and_changes_nothing() -> None:
    finance = operator(FINANCE)
    sure = {**WHY, "confirmed": "yes"}
    before = everything()
    assert "Reason: This field is required." in text_of(finance.post(PAUSE, {}))
    assert "are not paused" in text_of(finance.post(RESUME, sure))
    assert changed_since(before, *SAVED) == {}
    assert finance.post(PAUSE, sure).status_code == 302
    before = everything()
    assert "already paused" in text_of(finance.post(PAUSE, sure))
    assert changed_since(before, *SAVED) == {}
    assert finance.get(PAUSE).headers["Location"] == PLACE


def test_a_bank_in_trouble_is_told_apart_from_one_that_is_paused() -> None:
    with db.transaction():
        gateways.record_submissions(bank=BANK, submitted=10, troubled=10, probe=None)
    client = operator(SUPPORT)
    assert "in trouble, and left alone for a while" in text_of(client.get(PLACE))
    assert "in trouble" in text_of(client.get(PAYOUTS))

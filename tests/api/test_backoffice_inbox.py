"""The inbox of operators in the back office: two people, the effect shown, roles that decide."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from adulis.approvals.models import Approval
from adulis.fees import queries as fees
from adulis.identity.models import Merchant, User
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.limits import queries as limits
from adulis.limits.values import LimitKind
from tests.giving_back import asked, paid
from tests.people import a_person
from tests.rows import changed_since, everything
from tests.world import Shop, a_shop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_desk")]
INBOX = "/admin/inbox/"
FINANCE, ADMIN = OperatorRole.FINANCE, OperatorRole.ADMIN
COMPLIANCE, SUPPORT = OperatorRole.COMPLIANCE, OperatorRole.SUPPORT
FEE = {"service": "payout", "flat_paise": "250", "basis_points": "50", "reason": "costs rose"}
LIMIT = {
    "tier": "starter", "kind": "payout", "window": "day", "maximum_paise": "500000",
    "reason": "trust",
}  # fmt: skip


def operator(role: OperatorRole, **more: Any) -> Client:
    person = a_person(f"{role}@example.com", operator_role=role)
    client = Client(**more)
    client.force_login(User.objects.get(id=person.id))
    return client


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


def adjustment(shop: Shop) -> dict[str, str]:
    return {
        "merchant": str(shop.id), "direction": "credit", "against": "losses",
        "amount_paise": "5000", "reason": "Goodwill", "evidence": "Ticket 12",
    }  # fmt: skip


def proposed(client: Client, page: str, form: dict[str, str]) -> str:
    """The address of what was proposed."""
    answer = client.post(f"/admin/propose/{page}/", form)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def decide(client: Client, place: str, verb: str, **more: str) -> Any:
    digest = Approval.objects.order_by("-asked_at").first()
    assert digest is not None
    return client.post(place, {"verb": verb, "digest": digest.digest, **more})


class TestTwoPeople:
    def test_change_a_fee(self) -> None:
        maker, other = operator(FINANCE), operator(ADMIN)
        place = proposed(maker, "fee", FEE)
        page = other.get(place).content.decode()
        assert "A payout costs ₹2.50 + 0.50 %" in page
        assert "now it costs ₹0.00" in page
        assert decide(other, place, "approve", note="agreed").status_code == 302
        assert fees.tariff_of("payout", at=db.clock()).flat_minor == 250
        after = other.get(place).content.decode()
        assert "It is approved" in after
        assert 'name="verb"' not in after

    def test_change_a_limit(self) -> None:
        maker, other = operator(ADMIN), operator(FINANCE)
        place = proposed(maker, "limit", LIMIT)
        decide(other, place, "approve")
        assert limits.limits_of("starter", LimitKind.PAYOUT, at=db.clock()).day == rupees(500_000)

    def test_adjust_a_wallet(self, shop: Shop) -> None:
        maker, other = operator(FINANCE), operator(ADMIN)
        place = proposed(maker, "adjustment", adjustment(shop))
        assert "Available: ₹1,000.00, then ₹1,050.00." in other.get(place).content.decode()
        assert shop.available == 100_000
        decide(other, place, "approve")
        assert shop.available == 105_000

    def test_give_from_suspense_only_what_no_question_is_about(self, shop: Shop) -> None:
        paid(asked(shop, rupees(50_000)), amount=rupees(45_000))
        client, form = operator(FINANCE), adjustment(shop) | {"against": "suspense"}
        page = client.post("/admin/propose/adjustment/", form).content.decode()
        assert "There are 450.00 INR in suspense; 450.00 INR of it belong to questions" in page
        assert "so 0.00 INR can be given. Decide the questions about money in suspense" in page
        there = client.get("/admin/suspense/").content.decode()
        assert "Free to be given by an adjustment" in there
        assert Approval.objects.count() == 0

    def test_lift_a_freeze_that_one_made(self, shop: Shop) -> None:
        compliance, admin = operator(COMPLIANCE), operator(ADMIN)
        form = {"merchant": str(shop.id), "reason": "court order"}
        assert compliance.post("/admin/propose/freeze/", form).headers["Location"] == INBOX
        assert Merchant.objects.get(id=shop.id).payouts_frozen_reason == "court order"
        place = proposed(compliance, "unfreeze", {**form, "reason": "order lifted"})
        decide(admin, place, "approve")
        assert Merchant.objects.get(id=shop.id).payouts_frozen_reason == ""

    def test_freeze_until_a_moment_and_for_longer(self, shop: Shop) -> None:
        compliance = operator(COMPLIANCE)
        form = {"merchant": str(shop.id), "reason": "court order", "until": "2999-01-31 14:00"}
        assert compliance.post("/admin/propose/freeze/", form).headers["Location"] == INBOX
        until = Merchant.objects.get(id=shop.id).payouts_frozen_until
        # By India's clocks, as everything in the back office.
        assert until == datetime(2999, 1, 31, 8, 30, tzinfo=UTC)
        again = compliance.post("/admin/propose/freeze/", form).content.decode()
        assert "already frozen" in again
        longer = {**form, "until": ""}
        assert compliance.post("/admin/propose/freeze/", longer).headers["Location"] == INBOX
        assert Merchant.objects.get(id=shop.id).payouts_frozen_until is None
        past = {**form, "reason": "lifted", "until": "2020-01-31 14:00"}
        page = compliance.post("/admin/propose/unfreeze/", past).content.decode()
        assert "has to end in the future" in page

    def test_or_one_says_no(self) -> None:
        maker, other = operator(FINANCE), operator(ADMIN)
        place = proposed(maker, "fee", FEE)
        decide(other, place, "refuse", note="not now")
        assert Approval.objects.get().state == "refused"
        assert "not now" in maker.get(place).content.decode()

    def test_or_whoever_asked_takes_it_back(self) -> None:
        maker = operator(FINANCE)
        place = proposed(maker, "fee", FEE)
        page = maker.get(place).content.decode()
        assert re.findall(r'name="verb" value="(\w+)"', page) == ["withdraw"]
        decide(maker, place, "withdraw")
        assert Approval.objects.get().state == "withdrawn"

    def test_are_not_one_with_two_windows(self) -> None:
        maker = operator(FINANCE)
        place = proposed(maker, "fee", FEE)
        before = everything()
        answer = decide(maker, place, "approve")
        assert "Whoever asked for this cannot approve it." in answer.content.decode()
        assert changed_since(before, "django_session") == {}

    def test_see_what_they_agree_to(self) -> None:
        maker, other = operator(FINANCE), operator(ADMIN)
        place = proposed(maker, "fee", FEE)
        before = everything()
        answer = other.post(place, {"verb": "approve", "digest": "f" * 64})
        assert "This changed after approval was asked for." in answer.content.decode()
        assert changed_since(before, "django_session") == {}


class TestInbox:
    def test_shows_age_owner_effect_and_outcome(self, shop: Shop) -> None:
        maker, other = operator(FINANCE), operator(ADMIN)
        first = proposed(maker, "fee", FEE)
        decide(other, first, "refuse")
        proposed(maker, "adjustment", adjustment(shop))
        page = other.get(INBOX).content.decode()
        assert "₹50.00 from platform/losses to its wallet" in page
        assert "0\xa0minutes" in page
        assert "approve, refuse" in page
        assert "refused" in page

    def test_is_linked_from_the_first_page(self) -> None:
        assert INBOX in operator(ADMIN).get("/admin/").content.decode()

    def test_is_empty_at_first(self) -> None:
        page = operator(ADMIN).get(INBOX).content.decode()
        assert "Nothing waits for a second operator." in page

    @pytest.mark.parametrize("role", OperatorRole)
    def test_offers_what_the_role_may_do(self, role: OperatorRole) -> None:
        client = operator(role)
        answer = client.get(INBOX)
        assert answer.status_code == (403 if role is SUPPORT else 200)
        pages = {"fee", "limit", "adjustment", "freeze", "unfreeze"}
        allowed = {
            FINANCE: {"fee", "limit", "adjustment"},
            COMPLIANCE: {"freeze", "unfreeze"},
            ADMIN: pages,
            SUPPORT: set(),
        }[role]
        for page in pages:
            expected = 200 if page in allowed else 403
            assert client.get(f"/admin/propose/{page}/").status_code == expected
            assert (f"/admin/propose/{page}/" in answer.content.decode()) is (page in allowed)


class TestDoor:
    def test_is_closed_to_everybody_else(self, shop: Shop) -> None:
        member = Client()
        member.force_login(User.objects.get(id=shop.owner_id))
        place = proposed(operator(FINANCE), "fee", FEE)
        before = everything()
        for client in (Client(), member):
            for address in (INBOX, place, "/admin/propose/fee/", "/admin/propose/freeze/"):
                assert client.get(address).status_code == 302
                assert client.post(address, FEE).status_code == 302
        assert changed_since(before, "django_session") == {}

    def test_wants_a_csrf_token(self) -> None:
        client = operator(FINANCE, enforce_csrf_checks=True)
        before = everything()
        assert client.post("/admin/propose/fee/", FEE).status_code == 403
        assert changed_since(before, "django_session") == {}

    def test_does_nothing_for_a_role_that_may_not(self, shop: Shop) -> None:
        compliance, support = operator(COMPLIANCE), operator(SUPPORT)
        before = everything()
        assert compliance.post("/admin/propose/adjustment/", adjustment(shop)).status_code == 403
        assert support.post("/admin/propose/freeze/", {}).status_code == 403
        assert changed_since(before, "django_session") == {}

    def test_does_not_decide_for_a_role_that_may_not(self) -> None:
        place = proposed(operator(FINANCE), "fee", FEE)
        compliance = operator(COMPLIANCE)
        assert "Your role does not decide about this." in compliance.get(place).content.decode()
        answer = decide(compliance, place, "approve")
        assert "Only an operator" in answer.content.decode()
        assert Approval.objects.get().state == "waiting"

    def test_shows_nothing_that_merchants_decide(self, shop: Shop) -> None:
        from adulis.oversight import actions
        from adulis.oversight.values import Thresholds

        with db.transaction():
            actions.change_thresholds(
                viewer=shop.viewer, wanted=Thresholds(rupees(1_000), None, None), actor=shop.actor,
                at=db.clock(),
            )  # fmt: skip
        shop.pay_out(50_000)
        approval = Approval.objects.get()
        admin = operator(ADMIN)
        assert admin.get(f"{INBOX}{approval.id}/").status_code == 404
        assert str(approval.id) not in admin.get(INBOX).content.decode()


def test_a_form_says_what_is_wrong_and_changes_nothing(shop: Shop) -> None:
    client = operator(ADMIN)
    before = everything()
    for page, form, said in (
        ("fee", {**FEE, "basis_points": "10001"}, "less than or equal to 10000"),
        ("limit", {**LIMIT, "tier": "No Tier!"}, "Enter a valid value"),
        ("adjustment", {**adjustment(shop), "direction": "debit", "amount_paise": "100001"},
         "not enough money"),
        ("unfreeze", {"merchant": str(shop.id), "reason": "why"}, "are not frozen"),
    ):  # fmt: skip
        answer = client.post(f"/admin/propose/{page}/", form)
        assert (answer.status_code, said in answer.content.decode()) == (200, True), page
    assert changed_since(before, "django_session") == {}

"""Cases in the back office: both sides readable, the effect said first, two who decide."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.gateways.values import Source, Verdict
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.kernel.money import rupees
from adulis.oversight import actions
from adulis.payouts import tasks
from adulis.payouts.models import Payout
from adulis.timers import actions as timers
from tests.backoffice import BUTTON, SAVED, done, hidden, operator, text_of
from tests.giving_back import asked, paid, purse
from tests.rows import changed_since, everything
from tests.words import an_operator, said, started
from tests.world import Shop, a_shop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_desk")]
FINANCE, ADMIN = OperatorRole.FINANCE, OperatorRole.ADMIN
COMPLIANCE, SUPPORT = OperatorRole.COMPLIANCE, OperatorRole.SUPPORT


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


@pytest.fixture
def case(shop: Shop) -> Case:
    """A payout of ₹600 in doubt, past its time."""
    said(started(shop.pay_out(60_000)), Verdict.UNKNOWN, Source.SUBMISSION)
    with db.transaction():
        timers.advance_clock(seconds=5 * 3600, actor=system("tests"), at=db.clock())
    tasks.watch_deadlines()
    return Case.objects.get()


def place(case: Case, verb: str = "") -> str:
    return f"/admin/cases/{case.id}/{verb}"


class TestLooking:
    @pytest.mark.parametrize("role", list(OperatorRole))
    def test_every_role_sees_the_queue_and_both_sides(self, case: Case, role: OperatorRole) -> None:
        client = operator(role)
        queue = text_of(client.get("/admin/cases/"))
        assert f'href="{place(case)}"' in queue
        assert f'href="/admin/payouts/{Payout.objects.get().id}/"' in queue
        page = text_of(client.get(place(case)))
        assert "Was it made?" in page
        assert "₹600.00" in page
        assert "What happened" in page

    def test_the_queue_is_filtered(self, case: Case) -> None:
        client = operator(SUPPORT)
        subject = case.subject
        for query, is_there in (
            ("?status=open", True), ("?status=proposed", False), ("?status=closed", False),
            ("?kind=in_doubt", True), ("?kind=unknown_payer", False),
            (f"?merchant={case.merchant_id}", True), (f"?merchant={case.id}", False),
            (f"?subject={subject}", True), ("?subject=payout/1", False), ("?kind=nonsense", True),
        ):  # fmt: skip
            page = text_of(client.get(f"/admin/cases/{query}"))
            assert (place(case) in page) is is_there, query

    def test_who_may_not_decide_sees_no_button_and_is_refused(self, case: Case) -> None:
        for role in (SUPPORT, COMPLIANCE):
            client = operator(role)
            assert BUTTON not in text_of(client.get(place(case)))
            before = everything()
            for verb in ("propose/paid/", "confirm/", "withdraw/"):
                assert client.post(place(case, verb), {"confirmed": "yes"}).status_code == 403
            assert changed_since(before, *SAVED) == {}

    def test_strangers_are_sent_to_the_door(self, case: Case) -> None:
        assert Client().get(place(case)).status_code == 302

    def test_one_that_is_not_there(self, shop: Shop) -> None:
        assert operator(FINANCE).get(f"/admin/cases/{shop.id}/").status_code == 404

    def test_a_longer_queue_costs_no_more_questions(self, case: Case) -> None:
        client = operator(FINANCE)
        client.get("/admin/cases/")
        counts = []
        for number in range(2):
            with CaptureQueriesContext(connection) as asked:
                client.get("/admin/cases/")
            counts.append(len(asked))
            for more in range(5):
                Case.objects.create(
                    kind="in_doubt", key=f"k{number}{more}", subject=f"payout/{case.id}",
                    state="open", merchant_id=case.merchant_id, evidence=[{}],
                    opened_at=case.opened_at,
                )  # fmt: skip
        assert counts[0] == counts[1]


class TestDeciding:
    def test_two_operators_and_the_money_follows(self, shop: Shop, case: Case) -> None:
        first, second = operator(FINANCE), operator(ADMIN)
        assert "The payout fails: 600.00 INR is available" in text_of(first.get(place(case)))
        read = done(first, place(case, "propose/not_paid/"), {"not_paid-note": "asked them"})
        assert "If another operator confirms it: The payout fails: 600.00 INR" in read
        case.refresh_from_db()
        assert (case.state, case.proposed_details) == ("proposed", {"note": "asked them"})
        assert (shop.available, shop.held) == (40_000, 60_000)
        page = second.get(place(case))
        assert "asked them" in text_of(page)
        assert "Confirm: not paid" in text_of(page)
        read = done(second, place(case, "confirm/"), hidden(page))
        assert "The payout fails: 600.00 INR is available to the merchant again." in read
        case.refresh_from_db()
        assert (case.state, case.decision) == ("closed", "not_paid")
        assert (shop.available, shop.held) == (100_000, 0)

    def test_nobody_confirms_their_own(self, case: Case) -> None:
        client = operator(FINANCE)
        done(client, place(case, "propose/paid/"))
        page = text_of(client.get(place(case)))
        assert "Confirm: paid" not in page
        assert "Withdraw the proposal" in page
        question = client.post(place(case, "confirm/"))
        before = everything()
        page = text_of(client.post(place(case, "confirm/"), hidden(question)))
        assert "Another operator has to confirm this decision." in page
        assert changed_since(before, *SAVED) == {}

    def test_a_proposal_is_taken_back(self, case: Case) -> None:
        client = operator(FINANCE)
        done(client, place(case, "propose/paid/"), {"paid-utr": "UTR9"})
        done(client, place(case, "withdraw/"))
        case.refresh_from_db()
        assert (case.state, case.proposed_details) == ("open", {})

    def test_a_refusal_is_shown_and_changes_nothing(self, case: Case) -> None:
        """Somebody else has proposed in the meantime."""
        client, gita = operator(FINANCE), an_operator("Gita")
        question = client.post(place(case, "propose/paid/"))
        with db.transaction():
            actions.propose_decision(
                case_id=case.id, decision=Decision.NOT_PAID, details={},
                actor=gita, at=db.clock(),
            )  # fmt: skip
        before = everything()
        answer = client.post(place(case, "propose/paid/"), hidden(question))
        assert answer.status_code == 400
        assert 'class="errornote"' in text_of(answer)
        assert changed_since(before, *SAVED) == {}

    def test_what_is_confirmed_is_what_was_looked_at(self, shop: Shop) -> None:
        """The same decision for another merchant is another one."""
        deposit = asked(shop, rupees(50_000))
        paid(deposit, amount=rupees(40_000))
        case = Case.objects.get()
        first, second, other = operator(FINANCE), operator(ADMIN), a_shop()
        page = first.get(place(case)).content.decode()
        assert "<td>₹400.00</td><td>₹500.00</td>" in page
        assert "assign-payout_id" not in page
        to_shop = {"assign-merchant_id": str(shop.id)}
        done(first, place(case, "propose/assign/"), to_shop)
        question = second.post(place(case, "confirm/"), hidden(second.get(place(case))))
        assert f"is pending for {shop.name}" in text_of(question)
        done(first, place(case, "withdraw/"))
        done(first, place(case, "propose/assign/"), {"assign-merchant_id": str(other.id)})
        again = text_of(second.post(place(case, "confirm/"), hidden(question)))
        assert "It is not what it was when you looked" in again
        assert (purse(shop)[0], purse(other)[0]) == (0, 0)
        done(second, place(case, "confirm/"), hidden(second.get(place(case))))
        assert (purse(shop)[0], purse(other)[0]) == (0, 40_000)

    def test_whose_it_is_has_to_be_said(self, shop: Shop) -> None:
        paid(asked(shop, rupees(50_000)), amount=rupees(40_000))
        case = Case.objects.get()
        client = operator(FINANCE)
        question = client.post(place(case, "propose/assign/"))
        before = everything()
        answer = client.post(place(case, "propose/assign/"), hidden(question))
        assert answer.status_code == 400
        wrong = client.post(place(case, "propose/assign/"), {"assign-merchant_id": "asha"})
        assert "Merchant: Enter a valid UUID." in text_of(wrong)
        assert changed_since(before, *SAVED) == {}

    @pytest.mark.parametrize("verb", ["propose/paid/", "confirm/", "withdraw/", "propose/burn/"])
    def test_looking_changes_nothing(self, case: Case, verb: str) -> None:
        client = operator(FINANCE)
        client.get("/admin/")
        before = everything()
        assert client.get(place(case, verb), {"confirmed": "yes"}).status_code == 302
        assert changed_since(before, *SAVED) == {}

    def test_a_form_of_another_site_is_refused(self, case: Case) -> None:
        client = operator(FINANCE, enforce_csrf_checks=True)
        answer = client.post(place(case, "propose/paid/"), {"confirmed": "yes"})
        assert answer.status_code == 403
        case.refresh_from_db()
        assert case.state == "open"

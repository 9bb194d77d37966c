"""Money in, in the back office: found by any name, with all that became of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from adulis.cases.models import Case
from adulis.deposits import actions
from adulis.deposits.models import Chargeback, Deposit, Payment, SettlementPayout
from adulis.deposits.report import COLUMNS
from adulis.gateways.collected import Payer, RefundStatus
from adulis.identity.values import OperatorRole
from adulis.kernel import db, due
from adulis.kernel.money import Money, rupees
from tests.backoffice import SAVED, operator, text_of
from tests.giving_back import (
    GATEWAY,
    SIMGATE,
    a_deposit,
    asked,
    dispute_of,
    hear,
    paid,
    pass_time,
    refund,
    say_of_refund,
)
from tests.rows import changed_since, everything
from tests.world import BUILDER, Shop, a_shop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_desk")]
FINANCE, ADMIN = OperatorRole.FINANCE, OperatorRole.ADMIN
COMPLIANCE, SUPPORT = OperatorRole.COMPLIANCE, OperatorRole.SUPPORT
DEPOSITS = "/admin/deposits/"


@pytest.fixture
def shop() -> Shop:
    return a_shop()


@pytest.fixture
def deposit(shop: Shop) -> Deposit:
    """₹500 came, ₹200 went back, and the payer's bank wants the rest."""
    made = a_deposit(shop, 50_000)
    say_of_refund(refund(shop, made, 20_000), RefundStatus.PROCESSED)
    hear(dispute_of(made, 30_000))
    return Deposit.objects.get(id=made.id)


def place(deposit: Deposit) -> str:
    return f"{DEPOSITS}{deposit.id}/"


def report_of(*paid_lines: tuple[str, int]) -> None:
    """The gateway tells of a payout made of these payments, and they are compared."""
    told: list[dict[str, object]] = [
        {"line_id": f"{name}/payment", "kind": "payment", "object_id": name, "gross_minor": minor}
        for name, minor in paid_lines
    ]
    whole = sum(minor for _, minor in paid_lines)
    told.append(
        {"line_id": "setl_1/total", "kind": "total", "object_id": "setl_1", "gross_minor": whole}
    )
    for row in told:
        row |= {"net_minor": row["gross_minor"], "fee_minor": 0, "tax_minor": 0, "currency": "INR"}
        row |= {"payout_id": "setl_1", "utr": "U1", "booked_at": "2026-11-20T10:00:00Z"}
    rows = [",".join(str(row.get(name, "")) for name in COLUMNS) for row in told]
    with db.transaction():
        actions.take_settlement(
            gateway=GATEWAY, day=date(2026, 11, 20),
            body="\n".join([",".join(COLUMNS), *rows, ""]).encode(), actor=SIMGATE, at=db.clock(),
        )  # fmt: skip
    claims = due.claim("deposits_settlement_line", limit=9, lease_seconds=60)
    with db.transaction():
        actions.match_settlement(claims=claims, actor=BUILDER, at=db.clock())


class TestDeposits:
    @pytest.mark.parametrize("role", list(OperatorRole))
    def test_every_role_finds_one_by_any_name(self, deposit: Deposit, role: OperatorRole) -> None:
        client, other = operator(role), a_deposit(a_shop(), 70_000)
        payment, dispute = Payment.objects.get(deposit=deposit), Chargeback.objects.get()
        for name in (
            deposit.id, deposit.merchant_id, deposit.intent_id or f"pi_{deposit.id.hex[:16]}",
            payment.payment_id, dispute.dispute_id,
        ):  # fmt: skip
            page = text_of(client.get(DEPOSITS, {"q": str(name)}))
            there = [each in page for each in (place(deposit), place(other))]
            assert there == [True, False], name
        both = text_of(client.get(DEPOSITS, {"status": "captured"}))
        assert place(deposit) in both
        assert place(other) in both
        for query in ({"q": "pay_of_nobody"}, {"q": str(UUID(int=1))}, {"status": "failed"}):
            assert "No deposit is found." in text_of(client.get(DEPOSITS, query))

    def test_one_with_all_that_became_of_it(self, deposit: Deposit) -> None:
        page = text_of(operator(SUPPORT).get(place(deposit)))
        for told in (
            "Deposit of ₹500.00: captured", "₹200.00", "₹300.00", "fraudulent",
            "deposit_captured", "refund_processed", "chargeback_opened", "deposit.captured",
            f"merchant/{deposit.merchant_id}/pending/INR",
        ):  # fmt: skip
            assert told in page, told
        assert page.count("<form") == 1  # to sign out

    def test_its_question_is_linked(self, shop: Shop) -> None:
        made = asked(shop, rupees(50_000))
        paid(made, amount=rupees(40_000))
        client, case = operator(FINANCE), Case.objects.get()
        link = f'href="/admin/cases/{case.id}/"'
        assert link in text_of(client.get(place(made)))
        assert "wrong amount" in text_of(client.get(place(made)))
        page = text_of(client.get("/admin/suspense/"))
        assert link in page
        assert "₹400.00" in page
        assert "Payments of gateways</h2>" in page

    def test_the_account_leads_to_its_lines_whoever_may_look(self, shop: Shop) -> None:
        paid(asked(shop, rupees(50_000)), amount=rupees(40_000))
        account = "platform/suspense/INR"
        for role, leads in ((FINANCE, True), (COMPLIANCE, True), (SUPPORT, False)):
            page = text_of(operator(role).get("/admin/suspense/"))
            assert account in page
            assert (f'href="/admin/ledger/accounts/{account}/"' in page) is leads, role

    def test_who_paid_and_what_is_said_of_them(self, shop: Shop) -> None:
        made = paid(
            asked(shop, rupees(50_000), payer_name="Nordic Foods"),
            payer=Payer(name="Baltic Timber"),
        )
        client = operator(COMPLIANCE)
        page = text_of(client.get(place(made)))
        for told in ("Nordic Foods", "Baltic Timber", "Paid by a third party", "not yet"):
            assert told in page, told
        with db.transaction():
            actions.declare_payer(
                merchant_id=shop.id, deposit_id=made.id, explanation="Their parent company.",
                actor=shop.actor, at=db.clock(),
            )  # fmt: skip
        page = text_of(client.get(place(made)))
        assert ("Their parent company." in page, "not yet" in page) == (True, False)

    def test_one_that_is_not_there(self) -> None:
        assert operator(SUPPORT).get(f"{DEPOSITS}{UUID(int=7)}/").status_code == 404

    def test_a_longer_list_costs_no_more_questions(self, shop: Shop) -> None:
        client = operator(FINANCE)

        def cost() -> int:
            with CaptureQueriesContext(connection) as questions:
                assert client.get(DEPOSITS).status_code == 200
            return len(questions)

        asked(shop, rupees(50_000))
        before = cost()
        for _ in range(5):
            asked(a_shop(), rupees(50_000))
        assert cost() == before


class TestMoneyOfOurs:
    def test_a_report_with_what_differs(self, shop: Shop) -> None:
        """One line is as we booked it, the other says a rupee less."""
        right, wrong = (
            Payment.objects.get(deposit=a_deposit(shop, 50_000, cleared=True)) for _ in range(2)
        )
        report_of((right.payment_id, 50_000), (wrong.payment_id, 49_900))
        client, row = operator(FINANCE), SettlementPayout.objects.get()
        queue = client.get("/admin/settlements/")
        assert f'href="/admin/settlements/{row.id}/"' in text_of(queue)
        [listed] = queue.context["table"].rows
        assert [each.text for each in listed][-5:] == ["₹999.00", "awaited", "2", "1", "₹0.00"]
        page = client.get(f"/admin/settlements/{row.id}/")
        lines = page.context["table"].rows
        assert [each[2].text for each in lines] == ["questioned", "matched"]
        assert page.context["up"] == ("Settlement reports", "/admin/settlements/")
        assert lines[0][1].text == wrong.payment_id
        assert f'href="/admin/cases/{Case.objects.get().id}/"' in text_of(page)
        waiting = {each["title"]: each["count"] for each in client.get("/admin/").context["queues"]}
        assert waiting["Settlement reports"] == "1"

    def test_foreign_money(self) -> None:
        page = text_of(operator(FINANCE).get("/admin/positions/"))
        for currency in ("USD", "EUR", "GBP"):
            assert f"{currency} 0.00" in page

    @pytest.mark.parametrize("role", [SUPPORT, COMPLIANCE])
    def test_is_not_for_everybody(self, role: OperatorRole) -> None:
        client = operator(role)
        nowhere = f"/admin/settlements/{UUID(int=1)}/"
        for page in ("/admin/positions/", "/admin/settlements/", nowhere):
            assert client.get(page).status_code == 403
        assert client.get("/admin/suspense/").status_code == 200

    def test_no_settlement_of_that_id(self) -> None:
        assert operator(FINANCE).get(f"/admin/settlements/{UUID(int=1)}/").status_code == 404


class TestFirstPage:
    FOR_ALL: ClassVar = {
        "Bank",
        "Cases",
        "Deals",
        "Deposits",
        "Disputes",
        "Letters",
        "Merchants",
        "Messages received",
        "Payouts",
        "People",
        "Suspense",
        "System alerts",
        "Untold news",
        "Webhook deliveries",
        "Webhook endpoints",
    }
    FOR_DECIDERS: ClassVar = FOR_ALL | {
        "Audit log", "Fees and limits", "Inbox", "Ledger", "Reconciliation", "Reports",
        "Trial balance",
    }  # fmt: skip
    FOR_MONEY: ClassVar = {"Foreign money", "Settlement reports"}
    PAGES: ClassVar = {
        SUPPORT: FOR_ALL,
        COMPLIANCE: FOR_DECIDERS | {"Verifications"},
        FINANCE: FOR_DECIDERS | FOR_MONEY,
        ADMIN: FOR_DECIDERS | FOR_MONEY | {"Verifications"},
    }

    @pytest.mark.parametrize("role", list(OperatorRole))
    def test_shows_what_the_role_may_and_every_link_opens(self, role: OperatorRole) -> None:
        client = operator(role)
        queues = client.get("/admin/").context["queues"]
        assert {each["title"] for each in queues} == self.PAGES[role]
        for each in queues:
            assert client.get(each["href"]).status_code == 200, each

    @pytest.mark.parametrize("role", list(OperatorRole))
    def test_the_list_beside_every_page_has_the_same(self, role: OperatorRole) -> None:
        client = operator(role)
        queues = client.get("/admin/").context["queues"]
        beside = client.get("/admin/payouts/").context["pages"]
        assert [each["href"] for each in beside] == [each["href"] for each in queues]
        assert "pages" not in (Client().get("/admin/login/").context or {})

    def test_counts_what_waits_and_says_for_how_long(self, shop: Shop) -> None:
        paid(asked(shop, rupees(50_000)), amount=rupees(40_000))
        asked(shop, Money(50_000, "INR"))
        client = operator(ADMIN)
        pass_time(timedelta(hours=3))
        waiting = {
            each["title"]: (each["count"], each["age"].replace("\xa0", " "))
            for each in client.get("/admin/").context["queues"]
        }
        assert waiting["Cases"] == ("1", "3 hours")
        assert waiting["Suspense"] == ("1", "3 hours")
        assert waiting["Deposits"] == ("1", "3 hours")
        assert waiting["Letters"] == ("0", "–")
        assert waiting["People"] == ("", "")

    def test_looking_changes_nothing(self, deposit: Deposit) -> None:
        client = operator(ADMIN)
        client.get("/admin/")
        before = everything()
        for page in (DEPOSITS, place(deposit), "suspense/", "positions/", "settlements/", ""):
            address = page if page.startswith("/") else f"/admin/{page}"
            assert client.get(address).status_code == 200
            assert Client().get(address).status_code == 302
        assert changed_since(before, *SAVED) == {}

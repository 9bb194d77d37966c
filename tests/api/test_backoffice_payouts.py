"""Money out, in the back office: found by any name, what is stuck, and one with its story."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from adulis.backoffice.payouts import stuck
from adulis.gateways.values import Source, Verdict
from adulis.identity.values import OperatorRole
from adulis.kernel import db, due
from adulis.payouts import tasks
from adulis.payouts.models import Attempt, Payout
from tests.backoffice import SAVED, operator, text_of
from tests.giving_back import pass_time
from tests.rows import changed_since, everything
from tests.words import said, started
from tests.world import Shop, a_shop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_desk")]
SUPPORT, ADMIN = OperatorRole.SUPPORT, OperatorRole.ADMIN
PAYOUTS = "/admin/payouts/"
V = Verdict


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=1_000_000)


def place(payout: Payout) -> str:
    return f"{PAYOUTS}{payout.id}/"


@pytest.fixture
def support() -> Client:
    return operator(SUPPORT)


def found(support: Client, query: dict[str, str], *payouts: Payout) -> list[bool]:
    """Which of them the list shows."""
    page = text_of(support.get(PAYOUTS, query))
    return [place(each) in page for each in payouts]


class TestList:
    @pytest.mark.parametrize("role", list(OperatorRole))
    def test_every_role_finds_one_by_any_name(self, shop: Shop, role: OperatorRole) -> None:
        payout, other = shop.pay_out(60_000), a_shop(paise=100_000).pay_out(70_000)
        attempt = started(payout)
        said(attempt, V.SUCCESS, utr="IMPS1234567890")
        client = operator(role)
        for name in (
            payout.id, shop.id, attempt.reference, attempt.reference.lower(), "IMPS1234567890",
        ):  # fmt: skip
            page = text_of(client.get(PAYOUTS, {"q": str(name)}))
            there = [place(each) in page for each in (payout, other)]
            assert there == [True, False], name
        both = text_of(client.get(PAYOUTS))
        assert place(payout) in both
        assert place(other) in both

    @pytest.mark.parametrize("name", ["nobody", "0", "%", "' OR 1=1 --", "\x00", "é" * 120])
    def test_what_nobody_is_called_finds_nothing(
        self, shop: Shop, support: Client, name: str
    ) -> None:
        payout = shop.pay_out(60_000)
        assert found(support, {"q": name}, payout) == [False]

    def test_a_status_nobody_knows_finds_nothing(self, shop: Shop, support: Client) -> None:
        assert found(support, {"status": "elsewhere"}, shop.pay_out(60_000)) == [False]

    def test_by_how_they_stand(self, shop: Shop, support: Client) -> None:
        done = shop.pay_out(60_000)
        said(started(done), V.SUCCESS)
        sent = shop.pay_out(70_000)
        started(sent)
        waits = shop.pay_out(80_000)
        for status, there in (
            ("completed", [True, False, False]), ("processing", [False, True, False]),
            ("pending", [False, False, True]), ("returned", [False, False, False]),
        ):  # fmt: skip
            assert found(support, {"status": status}, done, sent, waits) == there, status

    def test_says_how_much_and_what_is_waited_for(self, shop: Shop) -> None:
        payout = shop.pay_out(60_000)
        said(started(payout), V.UNKNOWN, Source.SUBMISSION)
        page = text_of(operator(SUPPORT).get(PAYOUTS))
        assert "₹600.00" in page
        assert "bank confirmation" in page

    def test_asks_as_often_for_many_as_for_one(self, shop: Shop) -> None:
        client = operator(ADMIN)
        client.get(PAYOUTS)
        counts = []
        for _ in range(2):
            for _ in range(4):
                started(shop.pay_out(10_000))
            with CaptureQueriesContext(connection) as asked:
                client.get(PAYOUTS)
            counts.append(len(asked))
        assert counts[0] == counts[1]


class TestStuck:
    def test_what_the_bank_left_in_doubt(self, shop: Shop, support: Client) -> None:
        fine, doubtful = shop.pay_out(60_000), shop.pay_out(70_000)
        started(fine)
        doubtful.refresh_from_db()
        said(Attempt.objects.get(payout=doubtful), V.UNKNOWN, Source.SUBMISSION)
        assert found(support, {"status": "stuck"}, fine, doubtful) == [False, True]
        assert found(support, {"status": "in_doubt"}, fine, doubtful) == [False, True]

    def test_what_the_bank_should_have_settled_by_now(self, shop: Shop, support: Client) -> None:
        payout = shop.pay_out(60_000)
        said(started(payout), V.ACCEPTED, Source.SUBMISSION)
        payout.refresh_from_db()
        assert payout.expected_by is not None
        until = payout.expected_by - db.clock()
        pass_time(until - timedelta(minutes=1))
        assert found(support, {"status": "stuck"}, payout) == [False]
        pass_time(timedelta(minutes=2))
        assert found(support, {"status": "stuck"}, payout) == [True]
        assert found(support, {"status": "in_doubt"}, payout) == [False]

    def test_what_no_worker_has_come_round_to(self, shop: Shop, support: Client) -> None:
        payout = shop.pay_out(60_000)
        pass_time(timedelta(minutes=14))
        assert found(support, {"status": "stuck"}, payout) == [False]
        pass_time(timedelta(minutes=2))
        assert found(support, {"status": "stuck"}, payout) == [True]
        # Somebody is at it.
        due.claim("payouts_payout", limit=9, lease_seconds=60, only="state = 'pending'")
        assert found(support, {"status": "stuck"}, payout) == [False]

    def test_the_first_page_counts_them(self, shop: Shop) -> None:
        said(started(shop.pay_out(60_000)), V.UNKNOWN, Source.SUBMISSION)
        pass_time(timedelta(hours=3))
        queues = operator(ADMIN).get("/admin/").context["queues"]
        (told,) = [each for each in queues if each["title"] == "Payouts"]
        assert (told["count"], told["age"].replace("\xa0", " ")) == ("1", "3 hours")

    def test_is_found_without_reading_all_payouts(self, shop: Shop) -> None:
        with db.transaction(), connection.cursor() as cursor:
            # As it is where there are many.
            cursor.execute("SET LOCAL enable_seqscan = off")
            plan = stuck(db.clock()).explain()
        assert "Seq Scan" not in plan, plan


class TestOne:
    def test_with_its_story(self, shop: Shop) -> None:
        payout = shop.pay_out(60_000)
        attempt = started(payout)
        said(attempt, V.SUCCESS, utr="IMPS1234567890")
        page = text_of(operator(SUPPORT).get(place(payout)))
        for told in (
            "Payout of ₹600.00: completed", attempt.reference, "IMPS1234567890", "Asha",
            "payout_held", "payout_completed", f"merchant/{shop.id}/held/INR",
            "payout.created", "payout.completed", "payout.create", "Nothing waits for people.",
            payout.bank_account.number_masked,
        ):  # fmt: skip
            assert told in page, told
        assert page.count("<form") == 1  # to sign out

    def test_its_question_is_linked(self, shop: Shop) -> None:
        payout = shop.pay_out(60_000)
        said(started(payout), V.UNKNOWN, Source.SUBMISSION)
        pass_time(timedelta(hours=5))
        tasks.watch_deadlines()
        page = text_of(operator(SUPPORT).get(place(payout)))
        assert "in doubt" in page
        assert 'href="/admin/cases/' in page
        assert "the bank to say what became of it" in page

    def test_nobody_sees_where_it_goes_in_clear(self, shop: Shop) -> None:
        payout = shop.pay_out(60_000)
        page = text_of(operator(ADMIN).get(place(payout)))
        assert shop.accounts[0].number not in page

    def test_of_nobody(self) -> None:
        missing = f"{PAYOUTS}00000000-0000-4000-8000-000000000000/"
        assert operator(ADMIN).get(missing).status_code == 404

    def test_looking_changes_nothing(self, shop: Shop) -> None:
        payout = shop.pay_out(60_000)
        client = operator(ADMIN)
        client.get(PAYOUTS)
        before = everything()
        for address in (PAYOUTS, f"{PAYOUTS}?status=stuck", place(payout)):
            client.get(address)
            client.post(address)
        assert changed_since(before, *SAVED) == {}

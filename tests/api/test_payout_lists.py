"""Finding payouts: the filters of the list, and the same list as a file."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest

from adulis.api import payout_export
from adulis.api.errors import ExportTooLarge
from adulis.kernel import db
from adulis.payouts import actions, queries
from tests.bank import SimulatedBank
from tests.doors import Api, problem_of
from tests.world import Shop, a_shop


def api_of(shop: Shop) -> Api:
    return Api(shop.api_key(), shop.id)


def found(shop: Shop, **query: Any) -> list[str]:
    answer = api_of(shop).get("/payouts/", **query)
    assert answer.status_code == 200, answer.content
    return [each["id"] for each in answer.json()["results"]]


def exported(shop: Shop, **query: Any) -> list[dict[str, str]]:
    answer = api_of(shop).get("/payouts/export/", **query)
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="payouts.csv"'
    return list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))


@pytest.mark.django_db
class TestFilters:
    def test_held_ones_are_those_the_held_balance_is_made_of(self) -> None:
        shop = a_shop(paise=100_000)
        held = shop.pay_out(40_000)
        cancelled = shop.pay_out(10_000)
        shop.pay_out(90_000, queue_if_low_balance=True)
        with db.transaction():
            actions.cancel_payout(
                merchant_id=shop.id, payout_id=cancelled.id, actor=shop.actor, at=db.clock()
            )
        assert found(shop, held="true") == [str(held.id)]
        assert shop.held == held.amount_minor

    def test_by_what_they_wait_for(self) -> None:
        shop = a_shop(paise=100_000)
        shop.pay_out(40_000)
        queued = shop.pay_out(90_000, queue_if_low_balance=True)
        assert found(shop, waiting_for="funds") == [str(queued.id)]
        assert found(shop, waiting_for="approval") == []

    def test_by_bank_account(self) -> None:
        shop = a_shop(paise=100_000, accounts=2)
        shop.pay_out(100)
        second = shop.pay_out(100, account=shop.accounts[1])
        assert found(shop, bank_account_id=shop.accounts[1].id) == [str(second.id)]

    def test_by_when_they_were_created(self) -> None:
        shop = a_shop(paise=100_000)
        payout = shop.pay_out(100)
        before = (payout.created_at - timedelta(seconds=1)).isoformat()
        after = (payout.created_at + timedelta(seconds=1)).isoformat()
        assert found(shop, created_after=before, created_before=after) == [str(payout.id)]
        assert found(shop, created_before=before) == []
        assert found(shop, created_after=after) == []

    def test_a_filter_is_on_or_left_out(self) -> None:
        refused = api_of(a_shop()).get("/payouts/", held="false")
        assert problem_of(refused) == (400, "malformed")


def test_those_in_doubt(shared_bank: SimulatedBank) -> None:
    shared_bank.live_until_morning()
    shop = a_shop(paise=100_000)
    doubtful = shared_bank.will("reset_after", shop, 40_000)
    shop.pay_out(100)
    shared_bank.work()
    assert found(shop, in_doubt="true") == [str(doubtful.id)]


@pytest.mark.django_db
class TestExport:
    def test_is_the_list_as_a_file(self) -> None:
        shop = a_shop(paise=100_000_00)
        shop.pay_out(123_05, reference="INV 1", narration="Cardamom, 2 kg")
        shop.pay_out(99_00)
        newest, oldest = exported(shop)
        assert newest["amount"] == "99.00"
        assert {
            name: oldest[name]
            for name in ("amount", "fee", "amount_paise", "currency", "status", "reference",
                         "narration", "beneficiary", "finished_at", "returned")
        } == {
            "amount": "123.05", "fee": "0.00", "amount_paise": "12305", "currency": "INR",
            "status": "pending", "reference": "INV 1", "narration": "Cardamom, 2 kg",
            "beneficiary": "Asha Rao", "finished_at": "", "returned": "",
        }  # fmt: skip

    def test_keeps_to_the_filters(self) -> None:
        shop = a_shop(paise=100_000)
        shop.pay_out(100, reference="A")
        shop.pay_out(100, reference="B")
        assert [row["reference"] for row in exported(shop, reference="B")] == ["B"]
        assert exported(shop, status="failed") == []

    @pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)"])
    def test_a_text_is_never_a_formula(self, formula: str) -> None:
        shop = a_shop(paise=100_000)
        shop.pay_out(100, reference=formula)
        (row,) = exported(shop)
        assert row["reference"] == f"'{formula}"

    def test_is_refused_rather_than_cut_off(self) -> None:
        shop = a_shop(paise=100_000)
        shop.pay_out(100)
        rows = queries.payouts_of(shop.id)
        assert payout_export.file_of(rows, most_rows=1).count(b"\r\n") == 2
        shop.pay_out(100)
        with pytest.raises(ExportTooLarge) as refused:
            payout_export.file_of(rows.all(), most_rows=1)
        assert refused.value.facts == {"maximum_rows": 1}

    def test_another_merchants_payouts_are_not_in_it(self) -> None:
        theirs = a_shop(paise=100_000)
        theirs.pay_out(100)
        mine = a_shop()
        assert exported(mine) == []
        foreign = Api(mine.api_key(), theirs.id).get("/payouts/export/")
        assert problem_of(foreign) == (404, "merchant_not_found")

"""The trial balance: now and at a moment, by kind and account, and the copy of it."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from adulis.backoffice.pages import ROWS
from adulis.gateways.values import Verdict
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.ledger import actions as ledger
from adulis.ledger.models import Account
from tests.backoffice import operator, text_of
from tests.book import entry, move
from tests.ledger_pages import (
    NOSTRO,
    TRIAL,
    account_place,
    looked,
    rows_of,
    rupees_text,
)
from tests.reconciling import a_payment
from tests.world import Shop, a_shop

FINANCE, ADMIN, COMPLIANCE = OperatorRole.FINANCE, OperatorRole.ADMIN, OperatorRole.COMPLIANCE
HELD = """
SELECT account.address, sum(line.amount_minor)::bigint
  FROM ledger_account account JOIN ledger_line line ON line.account_id = account.id GROUP BY 1
"""
PAISE = 60_000


pytestmark = pytest.mark.usefixtures("at_the_desk")


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=500_000)


@pytest.mark.django_db
class TestTrialBalance:
    def by_sql(self) -> list[list[str]]:
        rows = db.fetch_all(
            "SELECT account.kind, account.currency, count(DISTINCT account.id),"
            "       coalesce(sum(line.amount_minor), 0)::bigint"
            "  FROM ledger_account account LEFT JOIN ledger_line line"
            "    ON line.account_id = account.id GROUP BY 1, 2 ORDER BY 1, 2"
        )
        return [[kind, ccy, str(count), rupees_text(minor)] for kind, ccy, count, minor in rows]

    def test_is_what_the_lines_come_to(self, shop: Shop) -> None:
        a_payment(shop, PAISE, Verdict.SUCCESS)
        answer = operator(FINANCE).get(TRIAL)
        assert rows_of(answer, "By kind") == self.by_sql()
        count = Account.objects.count()
        assert rows_of(answer, "Total") == [["INR", str(count), "₹0.00", "as it must be"]]
        table = [[cell.text for cell in row] for row in answer.context["table"].rows]
        assert [row[0] for row in table] == sorted(
            Account.objects.values_list("address", flat=True)
        )
        assert [f"merchant/{shop.id}/available/INR", "available", rupees_text(shop.available)] in (
            table
        )
        page = text_of(answer)
        assert f'href="{account_place(NOSTRO)}"' in page

    def test_of_a_past_moment_is_as_it_was_recorded_then(self, shop: Shop) -> None:
        before, moment = self.by_sql(), timezone.localtime(db.clock()).isoformat(" ")
        shop.pay_out(PAISE)
        assert before != self.by_sql()
        client = operator(COMPLIANCE)
        then = client.get(TRIAL, {"at": moment})
        opened_later = ["held", "INR", "1", "₹0.00"]
        assert rows_of(then, "By kind") == sorted([*before, opened_later])
        assert "as the book said it then" in text_of(then)
        table = [[cell.text for cell in row] for row in then.context["table"].rows]
        assert [f"merchant/{shop.id}/available/INR", "available", rupees_text(500_000)] in table

    def test_pages_and_narrows(self, shop: Shop) -> None:
        with db.transaction():
            ledger.post_all(
                postings=[
                    entry(f"e/{n}", move(NOSTRO, f"escrow/{UUID(int=n)}/INR", n + 1))
                    for n in range(ROWS + 5)
                ]
            )
        client, seen, query = operator(FINANCE), [], "?kind=escrow&currency=INR"
        while query:
            answer = client.get(f"{TRIAL}{query}")
            seen += [row[2].text for row in answer.context["table"].rows]
            following = answer.context["following"]
            query = f"?{following}" if following else ""
        assert seen == [rupees_text(n + 1) for n in range(ROWS + 5)]
        full = client.get(TRIAL, {"kind": "escrow", "after": f"escrow/{UUID(int=4)}/INR"})
        assert len(full.context["table"].rows) == ROWS
        assert not full.context["following"]
        assert client.get(f"{TRIAL}?kind=nothing").context["table"].rows == []
        assert client.get(f"{TRIAL}?currency=USD").context["table"].rows == []

    def test_the_copy_is_whole_and_on_record(self, shop: Shop) -> None:
        a_payment(shop, PAISE, Verdict.SUCCESS)
        client = operator(ADMIN)
        assert client.get(f"{TRIAL}csv/").status_code == 302
        assert looked() == []
        answer: Any = client.post(f"{TRIAL}csv/")
        head, *rows = csv.reader(io.StringIO(b"".join(answer.streaming_content).decode()))
        assert head == ["address", "kind", "currency", "balance_minor", "balance"]
        assert {row[0]: int(row[3]) for row in rows} == dict(db.fetch_all(HELD))
        assert sum(int(row[3]) for row in rows) == 0
        assert looked() == [("ledger.export", "ledger", {"at": ""})]

    def test_the_copy_of_a_past_moment_is_of_that_moment(self, shop: Shop) -> None:
        before, moment = dict(db.fetch_all(HELD)), timezone.localtime(db.clock()).isoformat(" ")
        shop.pay_out(PAISE)
        answer: Any = operator(ADMIN).post(f"{TRIAL}csv/", {"at": moment})
        _, *rows = csv.reader(io.StringIO(b"".join(answer.streaming_content).decode()))
        assert {row[0]: int(row[3]) for row in rows if int(row[3])} == before
        assert before != dict(db.fetch_all(HELD))

    def test_what_was_asked_of_it_is_on_record(self, shop: Shop) -> None:
        moment = timezone.localtime(db.clock())
        asked = {"at": moment.isoformat(" "), "kind": "Available", "currency": "inr"}
        operator(FINANCE).get(TRIAL, asked)
        [(action, subject, told)] = looked()
        assert (action, subject, told | {"at": ""}) == (
            "ledger.look", "ledger", {"at": "", "kind": "available", "currency": "INR"},
        )  # fmt: skip
        assert datetime.fromisoformat(told["at"]) == moment

    @pytest.mark.parametrize("text", ["x", "'; --", "\x00", "0001-01-01", "9999-12-31 23:59"])
    def test_hostile_words_are_words(self, shop: Shop, text: str) -> None:
        client = operator(FINANCE)
        for name in ("at", "kind", "currency", "after"):
            assert client.get(TRIAL, {name: text}).status_code == 200

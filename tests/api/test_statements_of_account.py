"""``/statement/``: the same figures as JSON, for a spreadsheet and on paper, and for whom."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from adulis.api import statements_of_account
from adulis.identity.values import MemberRole
from adulis.kernel import db
from adulis.ledger import queries as book
from adulis.ledger.actions import post, post_all
from adulis.ledger.values import Posting
from tests.book import NOSTRO, entry, move
from tests.calendar_days import today
from tests.doors import Api, problem_of
from tests.openapi import CheckedApi
from tests.paper import lines_of, text_of
from tests.people import Person, signed_in
from tests.world import PASSWORD, Shop, a_member, a_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000_00)


@pytest.fixture
def api(shop: Shop) -> CheckedApi:
    return CheckedApi(shop.api_key())


def asked(api: Api, **query: Any) -> Any:
    day = str(today())
    answer = api.get("/statement/", **({"from": day, "to": day} | query))
    assert answer.status_code == 200, answer.content
    return answer


def rows_of(answer: Any) -> list[dict[str, str]]:
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    body = b"".join(answer.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(body, newline="")))


def booked(*postings: Posting) -> None:
    with db.transaction():
        for each in postings:
            post(posting=each)


def many(shop: Shop, count: int) -> None:
    """``count`` lines more, a paisa each."""
    place = f"merchant/{shop.id}/available/INR"
    with db.transaction():
        post_all(
            postings=[entry(f"l{n}", move(NOSTRO, place, 1), at=db.clock()) for n in range(count)]
        )


class TestFigures:
    def test_add_up_and_are_the_ledgers(self, api: CheckedApi, shop: Shop) -> None:
        shop.pay_out(2_500_00, reference="INV-7")
        told = asked(api).json()
        assert (told["opening_paise"], told["closing_paise"]) == (0, shop.available)
        assert (told["credits_paise"], told["debits_paise"]) == (100_000_00, 2_500_00)
        assert (told["credit_count"], told["debit_count"], told["line_count"]) == (1, 1, 2)
        assert (told["account"], told["final"], told["next_after"]) == ("available", False, None)
        credit, debit = told["lines"]
        assert (credit["credit_paise"], credit["debit_paise"]) == (100_000_00, None)
        assert credit["description"] == "Bank transfer from A Customer"
        assert credit["utr"]
        assert (debit["credit_paise"], debit["debit_paise"]) == (None, 2_500_00)
        assert debit["reference"] == "INV-7"
        assert debit["description"].startswith("Payout · Asha Rao, ")
        assert debit["balance_paise"] == told["closing_paise"]
        assert {debit["booked_on"], debit["value_on"]} == {str(today())}

    def test_the_next_day_opens_with_them(self, api: CheckedApi, shop: Shop) -> None:
        yesterday = str(today() - timedelta(days=1))
        query: dict[str, Any] = {"from": yesterday, "to": yesterday}
        told = asked(api, **query).json()
        assert (told["lines"], told["closing_paise"], told["final"]) == ([], 0, True)

    def test_of_what_is_held(self, api: CheckedApi, shop: Shop) -> None:
        shop.pay_out(2_500_00)
        told = asked(api, account="held").json()
        assert (told["account"], told["closing_paise"]) == ("held", 2_500_00)

    def test_pages_of_lines_fit_together(self, api: CheckedApi, shop: Shop) -> None:
        for paise in (1, 2, 3):
            shop.credit(paise)
        seen, after = [], None
        while True:
            more: dict[str, Any] = {} if after is None else {"after": str(after)}
            told = asked(api, limit="2", **more).json()
            assert told["line_count"] == 4
            seen += [line["credit_paise"] for line in told["lines"]]
            if (after := told["next_after"]) is None:
                break
        assert seen == [100_000_00, 1, 2, 3]

    def test_a_foreign_deposit_says_what_was_paid_and_for_what(
        self, api: CheckedApi, shop: Shop
    ) -> None:
        told = {
            "source_amount_minor": 10_000,
            "source_currency": "USD",
            "rate": "83.4512",
            "purpose_code": "P0103",
            "utr": "SWIFT1",
        }
        place = f"merchant/{shop.id}/available/INR"
        booked(entry("fx", move(NOSTRO, place, 834_512), at=db.clock(), metadata=told))
        line = asked(api).json()["lines"][-1]
        assert {name: line[name] for name in told} == told
        row = rows_of(asked(api, format="csv"))[-2]
        assert (row["source_amount"], row["source_currency"]) == ("100.00", "USD")
        assert (row["rate"], row["purpose_code"], row["utr"]) == ("83.4512", "P0103", "SWIFT1")
        paper = text_of(asked(api, format="pdf").content)
        assert "USD 100.00 at 83.4512" in paper
        assert "P0103" in paper


class TestSpreadsheet:
    def test_has_every_line_between_its_two_balances(self, api: CheckedApi, shop: Shop) -> None:
        shop.pay_out(2_500_00)
        answer = asked(api, format="csv")
        day = today()
        assert answer.headers["Content-Disposition"] == (
            f'attachment; filename="statement-available-{day}-{day}.csv"'
        )
        opening, credit, debit, closing = rows_of(answer)
        assert (opening["description"], opening["balance"]) == ("Opening balance", "0.00")
        assert (credit["credit"], credit["debit"], credit["balance"]) == (
            "100000.00", "", "100000.00",
        )  # fmt: skip
        assert (debit["credit"], debit["debit"], debit["balance"]) == ("", "2500.00", "97500.00")
        assert (closing["line"], closing["description"]) == ("2", "Closing balance")
        assert (closing["credit"], closing["debit"]) == ("100000.00", "2500.00")
        assert closing["balance"] == "97500.00"

    def test_is_sent_in_pieces_and_has_more_lines_than_one(
        self, api: CheckedApi, shop: Shop
    ) -> None:
        many(shop, 2_100)
        pieces = list(asked(api, format="csv").streaming_content)
        assert len(pieces) == 5  # the head, three chunks of up to 1,000 lines, the foot
        assert sum(piece.count(b"\r\n") for piece in pieces) == 2_104

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\uff1d"])
    def test_runs_nothing(self, api: CheckedApi, shop: Shop, start: str) -> None:
        place = f"merchant/{shop.id}/available/INR"
        memo = f"{start}cmd|'/c calc'!A0"
        booked(entry("x", move(NOSTRO, place, 1), at=db.clock(), memo=memo, metadata={"utr": memo}))
        row = rows_of(asked(api, format="csv"))[-2]
        assert (row["description"], row["utr"]) == (f"'{memo}", f"'{memo}")


class TestPaper:
    def test_says_what_the_ledger_says(self, api: CheckedApi, shop: Shop) -> None:
        shop.pay_out(2_500_00, reference="INV-7")
        answer = asked(api, format="pdf")
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"].endswith('.pdf"')
        lines = lines_of(answer.content)
        for label, said in (
            ("Account holder", "Asha Exports"),
            ("Opening balance", "₹0.00"),
            ("Credits", "₹1,00,000.00"),
            ("Debits", "₹2,500.00"),
            ("Closing balance", "₹97,500.00"),
        ):
            assert lines[lines.index(label) + 1] == said
        text = text_of(answer.content)
        assert "1,00,000.00" in text
        assert "INV-7" in text
        assert "Provisional" in text
        assert book.balance(f"merchant/{shop.id}/available/INR").minor == 97_500_00

    def test_too_long_for_paper_is_refused_not_cut(self, api: CheckedApi, shop: Shop) -> None:
        many(shop, statements_of_account.MOST_LINES_PRINTED)
        day = str(today())
        query: dict[str, Any] = {"from": day, "to": day, "format": "pdf"}
        answer = api.get("/statement/", **query)
        assert problem_of(answer) == (422, "export_too_large")
        assert (answer.json()["maximum_rows"], answer.json()["rows"]) == (2_000, 2_001)

    def test_a_name_is_only_a_name(self) -> None:
        shop = a_shop('#read("/etc/passwd") ] $x$')
        text = text_of(asked(Api(shop.api_key()), format="pdf").content)
        assert '#read("/etc/passwd") ] $x$' in text
        assert "root:" not in text


class TestAsking:
    @pytest.mark.parametrize(
        ("query", "refused"),
        [
            ({"from": "2026-02-30", "to": "2026-03-01"}, (400, "malformed")),
            ({"from": "01-02-2026", "to": "2026-03-01"}, (400, "malformed")),
            ({"from": "2026-03-01"}, (400, "malformed")),
            ({"from": "2026-03-02", "to": "2026-03-01"}, (422, "statement_period_invalid")),
            ({"from": "2024-01-01", "to": "2025-01-01"}, (422, "statement_period_invalid")),
            ({"from": "2026-03-01", "to": "8999-03-01"}, (422, "statement_period_invalid")),
            ({"from": "2026-03-01", "to": "2026-03-01", "format": "xls"}, (400, "malformed")),
            ({"from": "2026-03-01", "to": "2026-03-01", "account": "fees"}, (400, "malformed")),
        ],
    )
    def test_of_what_cannot_be_stated(
        self, api: CheckedApi, query: dict[str, Any], refused: tuple[int, str]
    ) -> None:
        assert problem_of(api.get("/statement/", **query)) == refused

    def test_a_viewer_may(self, shop: Shop) -> None:
        user_id, email = a_member(shop, MemberRole.VIEWER)
        tokens = signed_in(Person(user_id, email), password=PASSWORD)
        asked(Api(tokens.access, shop.id))

    @pytest.mark.parametrize("kind", ["json", "csv", "pdf"])
    def test_nobody_else_may(self, shop: Shop, kind: str) -> None:
        other = a_shop(paise=5)
        day = str(today())
        query: dict[str, Any] = {"from": day, "to": day, "format": kind}
        stranger = Api(other.api_key(), shop.id).get("/statement/", **query)
        assert problem_of(stranger) == (404, "merchant_not_found")
        assert problem_of(Api().get("/statement/", **query))[0] == 401
        blind = Api(shop.api_key("payouts:write")).get("/statement/", **query)
        assert problem_of(blind) == (403, "scope_missing")

"""Statements and the questions they ask, through the door: for operators, two of them."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from adulis.cases.models import Case
from adulis.gateways.models import StatementFile
from adulis.gateways.statements import bank_day, start_of
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.ledger import queries as book
from adulis.reconciliation import tasks
from adulis.reconciliation.models import Day
from simulators.bank.camt import as_camt
from simulators.bank.statements import Line, Statement
from tests.bank import SimulatedBank
from tests.doors import Api, problem_of
from tests.people import Person, signed_in
from tests.statements import OPENING, Sheet, Told
from tests.world import BANK, PASSWORD, Shop, a_person, a_shop

STATEMENTS = f"/bank/statements/{BANK}/"


def an_operator(role: OperatorRole = OperatorRole.FINANCE) -> Api:
    who = a_person("Olga", operator_role=role)
    return Api(signed_in(Person(*who), password=PASSWORD).access)


def today() -> date:
    return bank_day(db.clock())


def send(api: Api, body: bytes, bank: str = BANK, content_type: str = "text/csv") -> Any:
    return api.raw(f"/bank/statements/{bank}/", body, content_type=content_type)


def unknown_credit(paise: int = 70_000) -> bytes:
    line = Told("L1", "inward", paise, utr="SIMBN1", counterparty="Nordic", narration="X/Nordic")
    return Sheet(today(), (line,)).csv()


@pytest.mark.django_db
class TestStatements:
    def test_a_file_is_imported_once_and_its_day_is_listed(self) -> None:
        api, body = an_operator(), unknown_credit()
        sent = send(api, body)
        assert sent.status_code == 201
        shown = sent.json()
        assert shown == {
            "file_id": shown["file_id"],
            "bank": BANK,
            "day": today().isoformat(),
            "new": True,
            "line_count": 1,
            "fresh_count": 1,
            "superseded_count": 0,
            "vanished_count": 0,
        }
        again = send(api, body)
        assert (again.status_code, again.json()) == (200, {**shown, "new": False, "fresh_count": 0})
        tasks.match_statements()
        listed = api.get(STATEMENTS).json()
        assert (listed["count"], listed["results"][0]["status"]) == (1, "open")
        assert listed["results"][0]["lines"] == {
            "imported": 0, "matched": 1, "questioned": 0, "noted": 0, "superseded": 0,
        }  # fmt: skip
        assert (listed["results"][0]["opening_paise"], listed["results"][0]["closing_paise"]) == (
            OPENING, OPENING + 70_000,
        )  # fmt: skip

    def test_camt_053_is_taken_as_well(self) -> None:
        api, midday = an_operator(), start_of(today())
        line = Line(
            "L1", int(midday.timestamp() * 1_000), today().isoformat(), "credit", 70_000, "inward",
            "", "SIMBN1", "Nordic", "X/Nordic",
        )  # fmt: skip
        body = as_camt(Statement(today(), OPENING, (line,))).encode()
        sent = send(api, body, content_type="application/xml")
        assert (sent.status_code, sent.json()["fresh_count"]) == (201, 1)
        tasks.match_statements()
        [day] = api.get(STATEMENTS).json()["results"]
        assert (day["closing_paise"], day["lines"]["matched"]) == (OPENING + 70_000, 1)
        other = body.replace(b'Ccy="INR"', b'Ccy="USD"')
        refused = send(api, other, content_type="application/xml")
        assert problem_of(refused) == (400, "statement_malformed")
        assert StatementFile.objects.count() == 1

    def test_what_is_no_statement_is_refused_and_changes_nothing(self) -> None:
        api = an_operator(OperatorRole.ADMIN)
        tomorrow = Sheet(today() + timedelta(days=1)).csv()
        wrong = Sheet(today(), (Told("L1", "charge", 5),), closing=OPENING).csv()
        for body in (b"\n", b"\xff", b"a,b\n1,2\n", wrong, tomorrow):
            assert problem_of(send(api, body)) == (400, "statement_malformed")
        assert problem_of(send(api, unknown_credit(), bank="otherbank")) == (404, "bank_unknown")
        plain = send(api, unknown_credit(), content_type="application/json")
        assert problem_of(plain) == (415, "unsupported_media_type")
        huge = b"x" * (10 * 1_048_576 + 1)
        assert problem_of(send(api, huge)) == (413, "body_too_large")
        assert (StatementFile.objects.count(), Day.objects.count()) == (0, 0)

    def test_only_operators_who_work_with_money_see_or_bring_statements(self) -> None:
        shop, body = a_shop(), unknown_credit()
        owner = Api(
            signed_in(Person(shop.owner_id, shop.owner_email), password=PASSWORD).access, shop.id
        )
        for api, expected in (
            (Api(), (401, "unauthenticated")),
            (owner, (403, "operator_required")),
            (Api(shop.api_key(), shop.id), (403, "operator_required")),
            (an_operator(OperatorRole.SUPPORT), (403, "operator_required")),
            (an_operator(OperatorRole.COMPLIANCE), (403, "operator_required")),
        ):
            assert problem_of(api.get(STATEMENTS)) == expected
            assert problem_of(send(api, body)) == expected
        assert StatementFile.objects.count() == 0


@pytest.mark.django_db
class TestDeciding:
    def the_case(self) -> Case:
        send(an_operator(), unknown_credit())
        tasks.match_statements()
        return Case.objects.get()

    def test_two_operators_assign_money_to_a_merchant(self) -> None:
        shop, case, one, two = a_shop(), self.the_case(), an_operator(), an_operator()
        path, said = f"/cases/{case.id}", {"decision": "assign", "merchant_id": str(shop.id)}
        proposed = one.post(f"{path}/propose/", {**said, "note": "their invoice 7"})
        assert proposed.status_code == 200
        assert proposed.json()["proposed_details"] == {
            "merchant_id": str(shop.id), "note": "their invoice 7",
        }  # fmt: skip
        alone = one.post(f"{path}/close/", said)
        assert problem_of(alone) == (403, "second_operator_required")
        other = two.post(f"{path}/close/", {**said, "merchant_id": str(a_shop().id)})
        assert problem_of(other) == (422, "decision_not_offered")
        assert shop.available == 0
        closed = two.post(f"{path}/close/", {"decision": "assign", "merchant_id": str(shop.id)})
        assert (closed.status_code, closed.json()["status"]) == (200, "closed")
        assert shop.available == 70_000
        late = two.post(f"{path}/close/", said)
        assert problem_of(late) == (409, "case_already_closed")

    def test_money_is_sent_back_by_two_operators(self) -> None:
        case, one, two = self.the_case(), an_operator(), an_operator()
        assert one.post(f"/cases/{case.id}/propose/", {"decision": "return"}).status_code == 200
        assert two.post(f"/cases/{case.id}/close/", {"decision": "return"}).status_code == 200
        assert book.balance("platform/suspense/INR").minor == 0
        assert book.balance(f"bank/{BANK}/clearing/INR").minor == 70_000

    def test_to_assign_is_to_say_to_whom(self) -> None:
        case, one = self.the_case(), an_operator()
        path = f"/cases/{case.id}/propose/"
        nobody = one.post(path, {"decision": "assign"})
        assert problem_of(nobody) == (422, "assignment_needed")
        both = {"merchant_id": str(uuid4()), "payout_id": str(uuid4())}
        assert problem_of(one.post(path, {"decision": "assign", **both})) == (
            422, "assignment_needed",
        )  # fmt: skip
        word = one.post(path, {"decision": "assign", "merchant_id": "mine"})
        assert problem_of(word) == (400, "malformed")
        assert problem_of(one.post(path, {"decision": "paid"})) == (422, "decision_not_offered")

    def test_to_nobody_and_to_an_unpaid_payout_is_refused_and_nothing_moves(self) -> None:
        case, one, two = self.the_case(), an_operator(), an_operator()
        shop: Shop = a_shop(paise=70_000)
        for said, code in (
            ({"merchant_id": str(uuid4())}, "nobody_to_assign_to"),
            ({"payout_id": str(uuid4())}, "assignment_not_possible"),
            ({"payout_id": str(shop.pay_out(70_000).id)}, "assignment_not_possible"),
        ):
            told = {"decision": "assign", **said}
            assert one.post(f"/cases/{case.id}/propose/", told).status_code == 200
            refused = two.post(f"/cases/{case.id}/close/", told)
            assert problem_of(refused) == (422, code)
            assert one.post(f"/cases/{case.id}/withdraw/", {}).status_code == 200
        assert book.balance("platform/suspense/INR").minor == 70_000

    def test_merchants_see_no_case_that_is_not_about_them(self) -> None:
        case, shop = self.the_case(), a_shop()
        api = Api(shop.api_key(), shop.id)
        assert api.get("/cases/").json()["count"] == 0
        assert problem_of(api.get(f"/cases/{case.id}/")) == (404, "case_not_found")
        told = api.post(f"/cases/{case.id}/propose/", {"decision": "return"})
        assert problem_of(told) == (403, "operator_required")


class TestCommand:
    @pytest.fixture
    def said(self) -> StringIO:
        return StringIO()

    @pytest.mark.django_db
    def test_a_file_from_disk(self, tmp_path: Path, said: StringIO) -> None:
        (tmp_path / "day.csv").write_bytes(unknown_credit())
        call_command("import_statement", file=tmp_path / "day.csv", stdout=said)
        assert said.getvalue().strip() == (
            f"{today()}: 1 lines, 1 of them new; 1 matched, 0 for an operator to look at."
        )

    @pytest.mark.django_db
    def test_what_cannot_be_read_is_one_line(self, tmp_path: Path) -> None:
        (tmp_path / "day.csv").write_bytes(b"x")
        with pytest.raises(CommandError, match="not the documented ones"):
            call_command("import_statement", file=tmp_path / "day.csv")
        with pytest.raises(CommandError, match="No such file"):
            call_command("import_statement", file=tmp_path / "none.csv")

    def test_a_day_is_fetched_from_the_bank(
        self, simulated_bank: SimulatedBank, said: StringIO
    ) -> None:
        told = {"virtual_account": "X", "amount_paise": 500, "payer_name": "Nordic"}
        simulated_bank.sim("POST", "credits", told)
        call_command("import_statement", stdout=said)
        assert said.getvalue().strip() == (
            f"{today()}: 1 lines, 1 of them new; 1 matched, 0 for an operator to look at."
        )
        with pytest.raises(CommandError, match="statement answered 404"):
            call_command("import_statement", day=today() + timedelta(days=1))

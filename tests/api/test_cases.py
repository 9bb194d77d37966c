"""``/cases/``: merchants see theirs, two operators decide, and the money follows at once."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings

from adulis.cases.models import Case
from adulis.gateways.values import Source, Verdict
from adulis.identity import actions as identity
from adulis.identity.values import Device, OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.payouts import tasks
from adulis.payouts.models import Payout
from adulis.timers import actions as timers
from tests.doors import problem_of
from tests.openapi import CheckedApi
from tests.rows import changed_since, everything
from tests.words import said, started
from tests.world import PASSWORD, Shop, a_person, a_shop

pytestmark = pytest.mark.django_db

PAISE = 60_000


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


@pytest.fixture
def case(shop: Shop) -> Case:
    """A payout in doubt, past its time."""
    said(started(shop.pay_out(PAISE)), Verdict.UNKNOWN, Source.SUBMISSION)
    with db.transaction():
        timers.advance_clock(seconds=5 * 3600, actor=system("tests"), at=db.clock())
    tasks.watch_deadlines()
    return Case.objects.get()


def operator(name: str, role: OperatorRole = OperatorRole.FINANCE) -> CheckedApi:
    _, email = a_person(name, operator_role=role)
    with db.transaction():
        token = identity.sign_in(
            email=email, password=PASSWORD, device=Device("", "tests"), actor=system("tests"),
            at=db.clock(),
        ).access  # fmt: skip
    return CheckedApi(token)


class TestLooking:
    def test_the_merchant_sees_the_question_and_the_evidence(self, shop: Shop, case: Case) -> None:
        told = CheckedApi(shop.api_key()).get(f"/cases/{case.id}/").json()
        assert (told["kind"], told["status"], told["subject"]) == (
            "in_doubt", "open", f"payout/{Payout.objects.get().id}",
        )  # fmt: skip
        assert told["decisions"] == ["paid", "not_paid", "keep_asking"]
        assert told["question"].endswith("?")
        assert told["evidence"][0]["amount_paise"] == PAISE
        assert (told["decision"], told["proposed_decision"]) == (None, None)

    def test_an_operator_sees_what_each_decision_will_do(self, shop: Shop, case: Case) -> None:
        told = operator("Farah").get(f"/cases/{case.id}/").json()
        assert told["effects"] == [
            {
                "decision": "paid",
                "effect": "The payout completes: 600.00 INR leaves held for the bank.",
            },
            {
                "decision": "not_paid",
                "effect": "The payout fails: 600.00 INR is available to the merchant again.",
            },
            {"decision": "keep_asking", "effect": "No money moves; the bank is asked again."},
        ]
        for api in (CheckedApi(shop.api_key()), operator("Gita")):
            [listed] = api.get("/cases/").json()["results"]
            assert listed["effects"] == []
        assert CheckedApi(shop.api_key()).get(f"/cases/{case.id}/").json()["effects"] == []

    def test_lists_by_status(self, shop: Shop, case: Case) -> None:
        api = CheckedApi(shop.api_key())
        assert api.get("/cases/", status="open").json()["count"] == 1
        assert api.get("/cases/", status="closed").json()["count"] == 0
        assert problem_of(api.get("/cases/", status="lost")) == (400, "malformed")
        assert CheckedApi(a_shop().api_key()).get("/cases/").json()["count"] == 0


class TestDeciding:
    def test_two_operators_and_the_money_follows(self, shop: Shop, case: Case) -> None:
        first, second = operator("Farah"), operator("Gita", OperatorRole.ADMIN)
        path = f"/cases/{case.id}"
        told = first.post(f"{path}/propose/", {"decision": "not_paid", "note": "asked them"}).json()
        assert (told["status"], told["proposed_decision"]) == ("proposed", "not_paid")
        assert (shop.available, shop.held) == (40_000, PAISE)
        own = first.post(f"{path}/close/", {"decision": "not_paid"})
        assert problem_of(own) == (403, "second_operator_required")
        other = second.post(f"{path}/close/", {"decision": "paid"})
        assert problem_of(other) == (422, "decision_not_offered")
        told = second.post(f"{path}/close/", {"decision": "not_paid"}).json()
        assert (told["status"], told["decision"]) == ("closed", "not_paid")
        assert (shop.available, shop.held) == (100_000, 0)
        again = second.post(f"{path}/close/", {"decision": "not_paid"})
        assert problem_of(again) == (409, "case_already_closed")

    def test_a_proposal_can_be_taken_back(self, case: Case) -> None:
        first = operator("Farah")
        first.post(f"/cases/{case.id}/propose/", {"decision": "paid"})
        assert problem_of(first.post(f"/cases/{case.id}/propose/", {"decision": "paid"})) == (
            409, "illegal_move",
        )  # fmt: skip
        told = first.post(f"/cases/{case.id}/withdraw/", {}).json()
        assert (told["status"], told["proposed_decision"]) == ("open", None)
        assert problem_of(first.post(f"/cases/{case.id}/withdraw/", {})) == (409, "illegal_move")

    def test_nothing_is_closed_that_was_not_proposed(self, case: Case) -> None:
        answer = operator("Farah").post(f"/cases/{case.id}/close/", {"decision": "paid"})
        assert problem_of(answer) == (409, "illegal_move")

    @pytest.mark.parametrize(
        ("body", "status", "code"),
        [
            ({"decision": "write_off"}, 422, "decision_not_offered"),
            ({"decision": "burn"}, 400, "malformed"),
            ({"decision": None}, 400, "malformed"),
            ({}, 400, "malformed"),
            ({"decision": "paid", "note": "x" * 201}, 400, "malformed"),
            ({"decision": "paid", "utr": 7}, 400, "malformed"),
            ({"decision": "paid", "amount_paise": 1}, 400, "malformed"),
        ],
    )
    def test_refusals_change_nothing(
        self, case: Case, body: dict[str, Any], status: int, code: str
    ) -> None:
        api = operator("Farah")
        before = everything()
        assert problem_of(api.post(f"/cases/{case.id}/propose/", body)) == (status, code)
        assert changed_since(before) == {}

    @pytest.mark.parametrize("role", [OperatorRole.SUPPORT, OperatorRole.COMPLIANCE])
    def test_others_of_the_staff_look_only(self, case: Case, role: OperatorRole) -> None:
        api = operator("Sita", role)
        assert api.get("/cases/").json()["count"] == 1
        answer = api.post(f"/cases/{case.id}/propose/", {"decision": "paid"})
        assert problem_of(answer) == (403, "operator_required")

    def test_the_merchant_decides_nothing(self, shop: Shop, case: Case) -> None:
        answer = CheckedApi(shop.api_key()).post(f"/cases/{case.id}/propose/", {"decision": "paid"})
        assert problem_of(answer) == (403, "operator_required")

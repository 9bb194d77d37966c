"""Refunds, chargebacks, quotes and remittance advices over the API."""

from __future__ import annotations

from uuid import uuid4

import pytest
from pytest_django import Settings

from adulis.deposits.models import Chargeback, Deposit, Refund
from adulis.gateways.collected import Payer, RefundStatus
from adulis.identity.values import DEPOSITS_WRITE, READ, MemberRole, OperatorRole
from adulis.kernel import db
from adulis.kernel.money import Money
from tests.asking import keyed
from tests.doors import Api, problem_of
from tests.giving_back import (
    GATEWAY,
    SIMGATE,
    a_deposit,
    asked,
    dispute_of,
    hear,
    paid,
    purse,
    say_of_refund,
)
from tests.openapi import CheckedApi
from tests.paper import text_of
from tests.people import Person, signed_in
from tests.rows import changed_since, everything
from tests.world import PASSWORD, Shop, a_member, a_person, a_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def shop() -> Shop:
    return a_shop()


@pytest.fixture
def api(shop: Shop) -> CheckedApi:
    return CheckedApi(shop.api_key())


def told_rate() -> None:
    from adulis.deposits import actions

    with db.transaction():
        now = db.clock()
        actions.take_rate(
            gateway=GATEWAY, currency="USD", told="83.4512", told_at=now, actor=SIMGATE, at=now
        )


# --- refunds --------------------------------------------------------------------------------------


def test_a_refund_is_asked_for_once_and_looked_at(api: CheckedApi, shop: Shop) -> None:
    deposit = a_deposit(shop, 1_000)
    path, key = f"/deposits/{deposit.id}/refunds/", keyed()
    first = api.post(path, {"amount_paise": 400, "reason": "It rained"}, headers=key)
    again = api.post(path, {"amount_paise": 400, "reason": "It rained"}, headers=key)
    assert (first.status_code, again.status_code, again.content == first.content) == (
        201, 200, True,
    )  # fmt: skip
    made = first.json()
    assert made == {
        "id": made["id"],
        "deposit_id": str(deposit.id),
        "merchant_id": str(shop.id),
        "amount_paise": 400,
        "paid_minor": 400,
        "currency": "INR",
        "status": "requested",
        "waiting": {
            "for": "order",
            "on": "the payment gateway to take the order",
            "until": None,
            "then": "It is asked until it answers; the money stays set aside.",
        },
        "reason": "It rained",
        "failure": None,
        "created_at": made["created_at"],
        "finished_at": None,
    }
    assert purse(shop) == (600, 0, 400, 0)
    say_of_refund(Refund.objects.get(), RefundStatus.FAILED)
    told = api.get(f"{path}{made['id']}/").json()
    assert (told["status"], told["failure"], told["waiting"]) == ("failed", "card_expired", None)
    assert [each["id"] for each in api.get(path).json()["results"]] == [made["id"]]


def test_what_goes_back_is_on_the_timeline_of_its_deposit(api: CheckedApi, shop: Shop) -> None:
    deposit = a_deposit(shop, 1_000)
    api.post(f"/deposits/{deposit.id}/refunds/", {"amount_paise": 400}, headers=keyed())
    say_of_refund(Refund.objects.get(), RefundStatus.PROCESSED)
    hear(dispute_of(deposit, 600))
    steps = api.get(f"/deposits/{deposit.id}/timeline/").json()["steps"]
    back = [each for each in steps if each["what"].startswith(("refund", "charge"))]
    moved = [
        (each["what"], [tuple(line.values()) for line in each["detail"]["transfers"]])
        for each in back
        if each["kind"] == "posting"
    ]
    assert moved == [
        ("refund_held", [("pending", "held", 400, "INR")]),
        ("refund_processed", [("held", "gateway", 400, "INR")]),
        ("chargeback_opened", [("pending", "gateway", 600, "INR")]),
    ]
    facts = [(each["what"], each["who"]["kind"]) for each in back if each["kind"] == "fact"]
    assert facts == [("refund.requested", "api_key"), ("refund.processed", "bank")]
    assert "deposit.charged_back" in [each["what"] for each in steps]


def test_it_can_be_refunded_while_something_is_left_and_nobody_disputes_it(
    api: CheckedApi, shop: Shop
) -> None:
    def moves(deposit: Deposit) -> list[str]:
        found: list[str] = api.get(f"/deposits/{deposit.id}/").json()["allowed_moves"]
        return found

    assert moves(asked(shop, Money(1_000, "INR"))) == ["cancel"]
    deposit = a_deposit(shop, 1_000)
    path = f"/deposits/{deposit.id}/refunds/"
    assert moves(deposit) == ["refund"]
    api.post(path, {"amount_paise": 400}, headers=keyed())
    assert moves(deposit) == ["refund"]
    api.post(path, {"all": True}, headers=keyed())
    assert moves(deposit) == []
    disputed = a_deposit(shop, 1_000)
    hear(dispute_of(disputed, 600))
    assert moves(disputed) == []


def test_all_of_it_has_to_be_said(api: CheckedApi, shop: Shop) -> None:
    path = f"/deposits/{a_deposit(shop, 1_000).id}/refunds/"
    before = everything()
    for body in ({}, {"all": False}, {"all": True, "amount_paise": 400}):
        assert problem_of(api.post(path, body, headers=keyed())) == (400, "malformed")
    assert changed_since(before, "identity_api_key") == {}
    assert api.post(path, {"all": True}, headers=keyed()).json()["amount_paise"] == 1_000


def test_what_cannot_be_refunded_says_why(api: CheckedApi, shop: Shop) -> None:
    deposit = a_deposit(shop, 1_000)
    path = f"/deposits/{deposit.id}/refunds/"
    refused = api.post(path, {"amount_paise": 1_001}, headers=keyed())
    assert problem_of(refused) == (422, "refund_above_deposit")
    assert refused.json()["refundable_paise"] == 1_000
    hear(dispute_of(deposit))
    assert problem_of(api.post(path, {"all": True}, headers=keyed()))[0] == 409


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_merchants_deposit_is_not_there(method: str, api: CheckedApi, shop: Shop) -> None:
    deposit = a_deposit(a_shop(), 1_000)
    path = f"/deposits/{deposit.id}/refunds/"
    found = api.get(path) if method == "get" else api.post(path, {"all": True}, headers=keyed())
    assert problem_of(found) == (404, "deposit_not_found")


def test_a_refund_is_not_found_under_another_deposit(api: CheckedApi, shop: Shop) -> None:
    one, two = a_deposit(shop, 1_000), a_deposit(shop, 1_000)
    made = api.post(f"/deposits/{one.id}/refunds/", {"all": True}, headers=keyed()).json()
    for path in (
        f"/deposits/{two.id}/refunds/{made['id']}/",
        f"/deposits/{one.id}/refunds/{uuid4()}/",
    ):
        assert problem_of(api.get(path)) == (404, "refund_not_found")


def test_a_viewer_and_a_key_without_the_scope_look_but_do_not_refund(shop: Shop) -> None:
    deposit = a_deposit(shop, 1_000)
    path = f"/deposits/{deposit.id}/refunds/"
    person = Person(*a_member(shop, MemberRole.VIEWER))
    viewer = Api(signed_in(person, password=PASSWORD).access, shop.id)
    assert viewer.get(path).status_code == 200
    refused = viewer.post(path, {"all": True}, headers=keyed())
    assert problem_of(refused) == (403, "role_too_low")
    weak = Api(shop.api_key(READ))
    assert problem_of(weak.post(path, {"all": True}, headers=keyed())) == (403, "scope_missing")
    strong = Api(shop.api_key(READ, DEPOSITS_WRITE))
    assert strong.post(path, {"all": True}, headers=keyed()).status_code == 201


# --- chargebacks ----------------------------------------------------------------------------------


@pytest.fixture
def disputed(shop: Shop) -> tuple[Deposit, Chargeback]:
    deposit = a_deposit(shop, 1_000)
    row = hear(dispute_of(deposit, 600))
    assert row is not None
    return deposit, row


def test_a_chargeback_says_whose_turn_it_is(
    api: CheckedApi, disputed: tuple[Deposit, Chargeback]
) -> None:
    deposit, row = disputed
    path = f"/deposits/{deposit.id}/chargebacks/{row.id}/"
    told = api.get(path).json()
    assert (told["status"], told["amount_paise"], told["of_pending_paise"]) == ("open", 600, 600)
    assert (told["waiting"]["for"], told["waiting"]["on"]) == ("evidence", "the merchant")
    assert told["waiting"]["until"] == told["evidence_due_by"]
    assert told["allowed_moves"] == ["evidence", "accept"]
    said = api.post(f"{path}evidence/", {"text": "Delivered."}, headers=keyed())
    assert said.status_code == 201
    assert said.json()["waiting"]["on"] == "the payer's bank"
    assert [each["answer"] for each in said.json()["replies"]] == ["evidence"]
    assert b"Delivered" not in said.content
    accepted = api.post(f"{path}accept/", {}, headers=keyed()).json()
    assert (accepted["allowed_moves"], accepted["waiting"]["for"]) == ([], "acceptance")
    again = api.post(f"{path}evidence/", {"text": "Wait!"}, headers=keyed())
    assert problem_of(again) == (409, "chargeback_accepted")
    assert [each["id"] for each in api.get("/chargebacks/").json()["results"]] == [str(row.id)]
    assert api.get("/chargebacks/", status="won").json()["results"] == []
    of_it = api.get("/chargebacks/", deposit_id=str(deposit.id)).json()["results"]
    assert [each["id"] for each in of_it] == [str(row.id)]
    assert api.get("/chargebacks/", deposit_id=str(uuid4())).json()["results"] == []


def test_another_merchants_chargeback_is_not_there(
    disputed: tuple[Deposit, Chargeback],
) -> None:
    deposit, row = disputed
    other = CheckedApi(a_shop().api_key())
    path = f"/deposits/{deposit.id}/chargebacks/{row.id}/"
    assert problem_of(other.get(path)) == (404, "chargeback_not_found")
    for verb, body in (("evidence", {"text": "Mine."}), ("accept", {})):
        answer = other.post(f"{path}{verb}/", body, headers=keyed())
        assert problem_of(answer) == (404, "chargeback_not_found")
    assert other.get("/chargebacks/").json()["results"] == []


# --- foreign money --------------------------------------------------------------------------------


def test_quotes_are_not_asked_for_without_end(api: CheckedApi, settings: Settings) -> None:
    """Each is a row that is kept."""
    told_rate()
    settings.THROTTLES = {**settings.THROTTLES, "money_per_key": (0.001, 2)}
    body = {"amount_minor": 100_00, "currency": "USD"}
    found = [api.post("/deposits/quote/", body).status_code for _ in range(2)]
    before = everything()
    found.append(api.post("/deposits/quote/", body).status_code)
    assert found == [201, 201, 429]
    assert changed_since(before, "identity_api_key") == {}


def test_a_quote_and_the_deposit_it_is_for(api: CheckedApi, shop: Shop) -> None:
    refused = api.post("/deposits/quote/", {"amount_minor": 100_00, "currency": "USD"})
    assert problem_of(refused) == (503, "rate_unavailable")
    told_rate()
    quote = api.post("/deposits/quote/", {"amount_minor": 100_00, "currency": "USD"}).json()
    assert (quote["rate"], quote["amount_paise"]) == ("82.616688", 8_261_67)
    body = {
        "amount_minor": 100_00,
        "currency": "USD",
        "quote_id": quote["id"],
        "purpose_code": "P0802",
    }
    without = {name: value for name, value in body.items() if name != "purpose_code"}
    refused = api.post("/deposits/", without, headers=keyed())
    assert problem_of(refused) == (422, "purpose_code_needed")
    unknown = api.post("/deposits/", body | {"purpose_code": "P9999"}, headers=keyed())
    assert problem_of(unknown) == (400, "malformed")
    made = api.post("/deposits/", body, headers=keyed())
    assert made.status_code == 201, made.content
    assert (made.json()["purpose_code"], made.json()["quote_id"]) == ("P0802", quote["id"])


def test_the_advice_of_a_remittance_says_it_all(api: CheckedApi, shop: Shop) -> None:
    told_rate()
    quote = api.post("/deposits/quote/", {"amount_minor": 100_00, "currency": "USD"}).json()
    deposit = asked(
        shop, Money(100_00, "USD"), quote_id=quote["id"], purpose_code="P0802", reference="INV-7"
    )
    path = f"/deposits/{deposit.id}/remittance-advice/"
    assert problem_of(api.get(path)) == (409, "no_remittance_advice")
    paid(deposit, payer=Payer(name="Nordic Wool AB"))
    paper = api.get(path)
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")
    said = text_of(paper.content)
    for each in (
        "Nordic Wool AB", "$100.00", "82.616688", "₹8,261.67", "P0802", "INV-7", shop.name,
        "Rupees eight thousand two hundred",
    ):  # fmt: skip
        assert each in said, (each, said)
    rupees_only = a_deposit(shop, 1_000)
    assert problem_of(api.get(f"/deposits/{rupees_only.id}/remittance-advice/"))[0] == 409
    other = CheckedApi(a_shop().api_key())
    assert problem_of(other.get(path)) == (404, "deposit_not_found")


def test_positions_are_for_operators(api: CheckedApi, shop: Shop) -> None:
    assert problem_of(api.get("/fx/positions/")) == (403, "operator_required")
    told_rate()
    quote = api.post("/deposits/quote/", {"amount_minor": 100_00, "currency": "USD"}).json()
    paid(asked(shop, Money(100_00, "USD"), quote_id=quote["id"], purpose_code="P0802"))
    found = operator_api().get("/fx/positions/").json()["positions"]
    [usd] = [each for each in found if each["currency"] == "USD"]
    assert (usd["held_minor"], usd["cost_paise"], usd["rate"]) == (100_00, 8_261_67, "83.4512")
    assert (usd["worth_paise"], usd["result_paise"]) == (8_345_12, 83_45)


def operator_api() -> Api:
    person = Person(*a_person("Farah", operator_role=OperatorRole.FINANCE))
    return Api(signed_in(person, password=PASSWORD).access)

"""The demo world shows what the platform does: merchants with papers, fees, and an invoice."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from pytest_django import Settings

from adulis.approvals.models import Approval
from adulis.billing.models import Document
from adulis.fees import queries as fees
from adulis.fees.values import Service
from adulis.identity import actions as identity
from adulis.identity import queries as people
from adulis.identity.values import MerchantKind, OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.money import rupees
from adulis.ops.billing import billed_as
from adulis.ops.demo_doings import something_costs
from adulis.ops.demo_papers import be_verified
from adulis.ops.demo_world import HISTORY_DAYS, SHOPS
from adulis.verification import queries as verification
from adulis.verification.models import Submission
from tests.billing import bill, next_month
from tests.files import folder
from tests.giving_back import a_deposit, broken_promises
from tests.world import BUILDER, Shop, a_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _here(settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES = folder(tmp_path)


def an_operator(name: str) -> UUID:
    return a_person(name, operator_role=OperatorRole.ADMIN)[0]


def acting(user_id: UUID, kind: ActorKind = ActorKind.USER) -> Actor:
    return Actor(kind, str(user_id), str(user_id))


def opened(number: int, operator_id: UUID) -> Shop:
    """One of the three, sixty days ago, as it is made there."""
    shop, (owner_id, email) = SHOPS[number], a_person()
    at = db.clock() - timedelta(days=HISTORY_DAYS + 1)
    with db.transaction():
        merchant_id = identity.create_merchant(
            name=shop.name, kind=shop.kind, owner_id=owner_id, actor=BUILDER, at=at
        )
    for _ in range(2):  # building twice builds once
        be_verified(
            merchant_id, shop.shown, owner=acting(owner_id),
            operator=acting(operator_id, ActorKind.OPERATOR), at=at,
        )  # fmt: skip
    return Shop(merchant_id, shop.name, owner_id, email)


@pytest.mark.parametrize("number", range(len(SHOPS)), ids=[shop.name for shop in SHOPS])
def test_its_merchants_said_and_showed_who_they_are(number: int) -> None:
    shop = opened(number, an_operator("Farah"))
    standing = people.standing(shop.id)
    assert (standing.is_verified, standing.tier) == (True, "standard")
    assert Submission.objects.get().number == 1
    details = verification.verified_details(shop.id)
    assert details == SHOPS[number].shown.details
    # Who it is billed to, with all that a tax invoice wants.
    party = billed_as(shop.id)
    assert party.state
    assert bool(party.gstin) is (SHOPS[number].kind is MerchantKind.BUSINESS)


def test_services_cost_what_two_operators_agreed_on() -> None:
    operators = (an_operator("Farah"), an_operator("Anand"))
    something_costs(operators)
    for approval in Approval.objects.all():
        assert (approval.asked_by, approval.decided_by) == tuple(str(each) for each in operators)
    told = {
        each: fees.fee_for(each, rupees(1_250_000), at=db.clock())
        for each in (Service.DEPOSIT, Service.ESCROW)
    }
    assert {each: (fee.net, fee.tax) for each, fee in told.items()} == {
        Service.DEPOSIT: (rupees(25_000), rupees(4_500)),
        Service.ESCROW: (rupees(12_500), rupees(2_250)),
    }


def test_what_they_were_paid_is_on_a_tax_invoice_when_the_month_is_over() -> None:
    operators = (an_operator("Farah"), an_operator("Anand"))
    something_costs(operators)
    shop = opened(0, operators[0])
    a_deposit(shop, 1_250_000, cleared=True)
    assert shop.available == 1_250_000 - 29_500
    period: date = next_month()
    (invoice,) = bill(billed_as(shop.id))
    assert (invoice.period, invoice.taxable_minor, invoice.total_minor) == (period, 25_000, 29_500)
    # In another state than ours: one tax, not two halves.
    assert (invoice.cgst_minor, invoice.igst_minor) == (0, 4_500)
    assert Document.objects.count() == 1
    assert broken_promises() == []

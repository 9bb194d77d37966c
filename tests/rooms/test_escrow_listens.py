"""Escrow hears what deposits and people below say: over the stream of facts, as a worker does."""

from __future__ import annotations

from typing import Any

from adulis.escrow import actions
from adulis.escrow.tasks import listen
from adulis.gateways.collected import DisputeStatus
from adulis.identity import actions as people
from adulis.kernel import db
from adulis.kernel.money import rupees
from tests.bank import broken_promises
from tests.databases import TestDatabase
from tests.escrowing import PAISE, WHO, a_deal, act
from tests.facts import settle
from tests.giving_back import asked, clear, dispute_of, hear, paid
from tests.world import a_shop


def hear_all() -> None:
    settle()
    while listen():
        pass


def test_to_deposits_that_clear_and_are_taken_back(fresh_database: TestDatabase) -> None:
    deal = a_deal(buyer=a_shop("Asha Exports"))
    deposit = asked(deal.buyer, rupees(PAISE))
    act(actions.fund_from_deposit, deal.buyer, milestone_id=deal.id(), deposit_id=deposit.id)
    deposit = clear(paid(deposit))
    hear_all()
    assert deal.state() == "funded"
    row = hear(dispute_of(deposit, 300_000))
    hear_all()
    assert (deal.held(), deal.milestone().paused_reason) == (700_000, "chargeback")
    hear(dispute_of(deposit, 300_000, status=DisputeStatus.WON))
    hear_all()
    assert row is not None
    assert (deal.held(), deal.milestone().paused_reason) == (PAISE, "")
    hear_all()
    assert broken_promises() == []


def test_to_people_who_freeze_a_merchant(fresh_database: TestDatabase) -> None:
    deal = a_deal()
    deal.fund()
    told: dict[str, Any] = {"merchant_id": deal.seller.id, "actor": WHO}
    with db.transaction():
        people.freeze_payouts(**told, reason="A look", at=db.clock())
    hear_all()
    assert deal.milestone().paused_reason == "freeze"
    with db.transaction():
        people.unfreeze_payouts(**told, only_because_of="A look", at=db.clock())
    hear_all()
    assert deal.milestone().paused_reason == ""

"""Disputes hear what escrow says, over the stream of facts; and what banks do to them, for real."""

from __future__ import annotations

from adulis.disputes import actions
from adulis.disputes.models import Dispute
from adulis.disputes.tasks import listen
from adulis.escrow import actions as escrow
from adulis.escrow.tasks import listen as listen_below
from adulis.escrow.values import OnSilence
from adulis.gateways.collected import DisputeStatus
from adulis.kernel.money import rupees
from tests.bank import broken_promises
from tests.databases import TestDatabase
from tests.disputing import Quarrel, a_judge, opened_by, pass_time
from tests.escrowing import DAY, PAISE, a_deal, act
from tests.facts import settle
from tests.giving_back import asked, clear, dispute_of, hear, paid
from tests.world import a_shop


def hear_all() -> None:
    settle()
    while listen_below() + listen():
        pass


def test_a_silent_buyer_is_in_a_dispute_where_that_was_agreed(fresh_database: TestDatabase) -> None:
    deal = a_deal(on_silence=OnSilence.DISPUTE)
    deal.fund()
    deal.submit()
    pass_time(14 * DAY)
    hear_all()
    row = Dispute.objects.get(milestone_id=deal.id())
    assert (row.state, row.reason, row.turn) == ("opened", "silence", "buyer")
    hear_all()
    # Nobody says anything, and nobody is paid by that.
    pass_time(5 * DAY)
    row.refresh_from_db()
    assert (row.state, deal.seller.available) == ("ruling", 0)
    # Taken back, it is looked at anew, and silence means the same again.
    Quarrel(deal, row.id).do(deal.seller, actions.withdraw_dispute)
    hear_all()
    assert Dispute.objects.count() == 1
    pass_time(14 * DAY)
    hear_all()
    assert Dispute.objects.count() == 2
    assert broken_promises() == []


def test_what_a_bank_took_comes_off_the_buyers_part(fresh_database: TestDatabase) -> None:
    deal = a_deal(buyer=a_shop("Asha Exports"))
    deposit = asked(deal.buyer, rupees(PAISE))
    act(escrow.fund_from_deposit, deal.buyer, milestone_id=deal.id(), deposit_id=deposit.id)
    deposit = clear(paid(deposit))
    hear_all()
    quarrel = opened_by(deal.buyer, deal, 600_000).escalated()
    quarrel.rule(a_judge(), 360_000)
    # The four hundred thousand that nobody disputes, and half of what is.
    hear(dispute_of(deposit, 700_000))
    hear_all()
    assert (deal.held(), quarrel.locked) == (0, 300_000)
    pass_time(5 * DAY)
    assert (quarrel.state, deal.seller.available) == ("ruled", 0)
    assert broken_promises() == []
    hear(dispute_of(deposit, 700_000, status=DisputeStatus.WON))
    hear_all()
    pass_time(DAY)
    row = quarrel.row
    # Of six hundred thousand the buyer was given three hundred already.
    assert (row.state, row.to_seller_minor, row.to_buyer_minor) == ("executed", 300_000, 0)
    assert deal.seller.available == 300_000
    assert broken_promises() == []

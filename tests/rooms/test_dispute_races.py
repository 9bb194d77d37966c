"""Two at once in a dispute: whoever commits second finds another state, and nothing moves twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from adulis.approvals.errors import AlreadyAsked
from adulis.disputes import actions
from adulis.disputes.errors import (
    DisputeExists,
    EvidenceClosed,
    OfferNotOpen,
    OpenerOnly,
)
from adulis.disputes.models import Dispute, Ruling
from adulis.disputes.tasks import fire_timers
from adulis.disputes.values import Reason
from adulis.escrow import actions as escrow
from adulis.escrow.errors import AgreementOver, AmountNotLeft, MilestonePaused
from adulis.escrow.values import Confirmation
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.errors import Refusal
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import rupees
from adulis.timers import actions as timers
from tests.bank import broken_promises, overtaken
from tests.databases import TestDatabase
from tests.disputing import (
    DAY,
    LOCKED,
    PAISE,
    Quarrel,
    a_judge,
    a_quarrel,
    confirmed,
    pass_time,
)
from tests.escrowing import WHO, Deal, a_deal, an_escrow_fee
from tests.racing import at_once
from tests.world import Shop

Deed = Callable[[], Any]


@pytest.fixture
def deal(fresh_database: TestDatabase) -> Deal:
    an_escrow_fee(200)
    made = a_deal()
    made.fund()
    made.submit()
    return made


@pytest.fixture
def quarrel(deal: Deal) -> Quarrel:
    return a_quarrel(deal=deal)


def now(verb: Any, shop: Shop, **told: Any) -> Deed:
    """What ``shop`` does, for a transaction that is open already."""
    viewer = shop.viewer
    return lambda: verb(viewer=viewer, actor=shop.actor, at=db.clock(), **told)


def alone(deed: Deed) -> Deed:
    def done() -> Any:
        with db.transaction():
            return deed()

    return done


def loses(first: Deed, second: Deed) -> type[Refusal] | None:
    """What the second of two is told, who began before the first had committed."""
    _, outcome = overtaken(first, alone(second))
    if isinstance(outcome, Exception) and not isinstance(outcome, Refusal):
        raise outcome
    return type(outcome) if isinstance(outcome, Refusal) else None


def approving(deal: Deal, paise: int = PAISE) -> Deed:
    seen = Confirmation(amount=rupees(paise), payee_id=deal.seller.id)
    return now(escrow.approve_milestone, deal.buyer, milestone_id=deal.id(), confirmed=seen)


def opening(shop: Shop, deal: Deal, paise: int = LOCKED) -> Deed:
    return now(
        actions.open_dispute, shop, milestone_id=deal.id(), reason=Reason.DEFECTIVE,
        amount=rupees(paise), claimed=rupees(paise), statement="It does not pump.",
    )  # fmt: skip


def accepting(quarrel: Quarrel, shop: Shop) -> Deed:
    offer = quarrel.offer
    return now(
        actions.accept_offer, shop, dispute_id=quarrel.id, offer_id=offer.id,
        confirmed=confirmed(offer),
    )  # fmt: skip


def ruling(quarrel: Quarrel, judge: Actor, to_seller: int) -> Deed:
    return lambda: actions.rule(
        dispute_id=quarrel.id, to_seller=rupees(to_seller), to_buyer=rupees(LOCKED - to_seller),
        reason="So it is.", actor=judge, at=db.clock(),
    )  # fmt: skip


class TestReleasingAndDisputing:
    """E-6: both take the milestone; whoever commits second is told that it is another by now."""

    def test_released_first(self, deal: Deal) -> None:
        assert loses(approving(deal), opening(deal.seller, deal)) in {AgreementOver, IllegalMove}
        assert Dispute.objects.count() == 0
        assert (deal.state(), deal.held()) == ("released", 0)
        assert broken_promises() == []

    def test_disputed_first(self, deal: Deal) -> None:
        assert loses(opening(deal.seller, deal), approving(deal)) is AmountNotLeft
        assert (Dispute.objects.count(), deal.state()) == (1, "submitted")
        assert broken_promises() == []

    def test_all_of_it_disputed_first(self, deal: Deal) -> None:
        assert loses(opening(deal.seller, deal, PAISE), approving(deal)) is MilestonePaused
        assert broken_promises() == []

    def test_at_the_same_instant_exactly_one_wins(self, deal: Deal) -> None:
        deeds = [alone(approving(deal)), alone(opening(deal.seller, deal, PAISE))]
        found = at_once(8, lambda number: deeds[number % 2]())
        assert found.count("done") == 1
        is_disputed = Dispute.objects.count() == 1
        assert deal.state() == ("submitted" if is_disputed else "released")
        assert broken_promises() == []


class TestOpeningAtOnce:
    def test_both_sides(self, deal: Deal) -> None:
        first, second = opening(deal.buyer, deal, 100_000), opening(deal.seller, deal, 100_000)
        assert loses(first, second) is DisputeExists
        assert deal.milestone().disputed_minor == 100_000
        assert broken_promises() == []


class TestAcceptingAtOnce:
    def test_twice(self, quarrel: Quarrel) -> None:
        deed = accepting(quarrel, quarrel.seller)
        assert loses(deed, deed) is OfferNotOpen
        assert broken_promises() == []

    def test_many_at_the_same_instant(self, quarrel: Quarrel) -> None:
        quarrel.respond()
        quarrel.make_offer(quarrel.buyer, 360_000)
        deed = alone(accepting(quarrel, quarrel.seller))
        found = at_once(8, lambda _: deed())
        assert found == ["done", *["offer_not_open"] * 7]
        assert quarrel.state == "settled"
        assert broken_promises() == []

    def test_while_it_is_taken_back(self, quarrel: Quarrel) -> None:
        back = now(actions.withdraw_dispute, quarrel.buyer, dispute_id=quarrel.id)
        assert loses(back, accepting(quarrel, quarrel.seller)) is OfferNotOpen
        assert quarrel.deal.held() == PAISE + 10_000 + 1_800
        assert broken_promises() == []

    def test_what_was_replaced_meanwhile(self, quarrel: Quarrel) -> None:
        claim = accepting(quarrel, quarrel.seller)
        answer = now(
            actions.respond, quarrel.seller, dispute_id=quarrel.id, statement="No.",
            claimed=rupees(LOCKED),
        )  # fmt: skip
        assert loses(answer, claim) is OfferNotOpen

    def test_two_turns_at_once(self, quarrel: Quarrel) -> None:
        quarrel.respond()
        offers = [
            now(
                actions.make_offer, quarrel.buyer, dispute_id=quarrel.id,
                to_seller=rupees(paise), to_buyer=rupees(LOCKED - paise),
            )
            for paise in (1, 2)
        ]  # fmt: skip
        refusal = loses(*offers)
        assert refusal is not None
        assert refusal.code == "not_your_turn_in_dispute"
        assert len(quarrel.offers) == 3


class TestRulingAtOnce:
    def test_by_two_operators(self, quarrel: Quarrel) -> None:
        quarrel.escalated()
        assert loses(ruling(quarrel, a_judge(), 1), ruling(quarrel, a_judge(), 2)) is IllegalMove
        assert Ruling.objects.get().to_seller_minor == 1
        assert broken_promises() == []

    def test_above_the_limit_one_is_asked_about(self, quarrel: Quarrel, settings: Any) -> None:
        settings.DISPUTE_APPROVAL_ABOVE_PAISE = 0
        quarrel.escalated()
        assert loses(ruling(quarrel, a_judge(), 1), ruling(quarrel, a_judge(), 2)) is AlreadyAsked

    def test_while_it_is_taken_back(self, quarrel: Quarrel) -> None:
        quarrel.escalated()
        back = now(actions.withdraw_dispute, quarrel.buyer, dispute_id=quarrel.id)
        assert loses(ruling(quarrel, a_judge(), 1), back) is IllegalMove
        assert quarrel.state == "ruled"

    def test_both_accept_at_once_and_it_is_carried_out_once(self, quarrel: Quarrel) -> None:
        quarrel.escalated().rule(a_judge(), 360_000)
        yes = [
            now(actions.accept_ruling, shop, dispute_id=quarrel.id)
            for shop in (quarrel.buyer, quarrel.seller)
        ]
        assert loses(*yes) is None
        assert quarrel.state == "executed"
        assert broken_promises() == []

    def test_an_appeal_as_the_time_for_it_runs_out(self, quarrel: Quarrel) -> None:
        quarrel.escalated().rule(a_judge(), 360_000)
        late = now(actions.appeal, quarrel.buyer, dispute_id=quarrel.id, statement="But …")
        with db.transaction():
            timers.advance_clock(seconds=int((5 * DAY).total_seconds()), actor=WHO, at=db.clock())
        deeds: list[Deed] = [fire_timers, alone(late)]
        found = at_once(2, lambda number: deeds[number]())
        assert found in (["appeal_too_late", "done"], ["done", "illegal_move"])
        pass_time(DAY)
        assert quarrel.state == "executed"
        assert broken_promises() == []


class TestEvidenceAtTheLastMoment:
    def test_what_comes_after_it_was_closed_is_not_taken(self, quarrel: Quarrel) -> None:
        quarrel.respond()
        quarrel.do(quarrel.buyer, actions.escalate)
        last = now(actions.escalate, quarrel.seller, dispute_id=quarrel.id)
        _, outcome = overtaken(last, lambda: quarrel.prove(quarrel.seller))
        assert isinstance(outcome, EvidenceClosed)


def test_whoever_did_not_open_it_does_not_take_it_back(quarrel: Quarrel) -> None:
    deed = alone(now(actions.withdraw_dispute, quarrel.seller, dispute_id=quarrel.id))
    with pytest.raises(OpenerOnly):
        deed()

"""Two at once in escrow: whoever commits second finds another state, and nothing moves twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from adulis.escrow import actions
from adulis.escrow.errors import (
    AgreementOver,
    AmountNotLeft,
    FundingTooMuch,
    LockNotFound,
    MilestonePaused,
    ProposalNotOpen,
)
from adulis.escrow.tasks import fire_timers
from adulis.escrow.values import Confirmation
from adulis.kernel import db
from adulis.kernel.errors import Refusal
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import rupees
from adulis.ledger.errors import InsufficientFunds
from adulis.timers import actions as timers
from adulis.timers.tasks import claim_timers
from tests.bank import broken_promises, overtaken
from tests.databases import TestDatabase
from tests.escrowing import DAY, PAISE, WHO, Deal, a_deal, an_escrow_fee, an_operator
from tests.racing import at_once
from tests.world import Shop, a_shop

RACERS = 32


@pytest.fixture
def deal(fresh_database: TestDatabase) -> Deal:
    an_escrow_fee(200)
    made = a_deal()
    made.fund()
    made.submit()
    return made


def now(verb: Any, shop: Shop, deal: Deal, **told: Any) -> Callable[[], Any]:
    """What ``shop`` does, for a transaction that is open already."""
    viewer, milestone_id = shop.viewer, deal.id()
    return lambda: verb(
        viewer=viewer, milestone_id=milestone_id, actor=shop.actor, at=db.clock(), **told
    )


def approve(deal: Deal, paise: int = PAISE) -> Callable[[], Any]:
    confirmed = Confirmation(amount=rupees(paise), payee_id=deal.seller.id)
    return now(actions.approve_milestone, deal.buyer, deal, confirmed=confirmed)


def lock(deal: Deal, paise: int) -> Callable[[], Any]:
    milestone_id, dispute_id = deal.id(), uuid4()
    return lambda: actions.lock_disputed(
        milestone_id=milestone_id, dispute_id=dispute_id, amount=rupees(paise),
        actor=deal.seller.actor, at=db.clock(),
    )  # fmt: skip


def loses(first: Callable[[], Any], second: Callable[[], Any]) -> type[Refusal] | None:
    """What the second of two is told, who began before the first had committed."""
    outcome = after(first, second)
    if isinstance(outcome, Exception) and not isinstance(outcome, Refusal):
        raise outcome
    return type(outcome) if isinstance(outcome, Refusal) else None


def after(first: Callable[[], Any], second: Callable[[], Any]) -> Any:
    """What comes of the second, which waits for the first to commit."""

    def alone() -> Any:
        with db.transaction():
            return second()

    return overtaken(first, alone)[1]


def test_e06_a_release_before_a_dispute(deal: Deal) -> None:
    assert loses(approve(deal), lock(deal, PAISE)) is AgreementOver
    assert (deal.state(), deal.seller.available) == ("released", 988_200)
    assert broken_promises() == []


def test_e06_a_dispute_before_a_release(deal: Deal) -> None:
    assert loses(lock(deal, PAISE), approve(deal)) is MilestonePaused
    assert (deal.state(), deal.seller.available) == ("submitted", 0)
    assert broken_promises() == []


def test_e06_a_dispute_over_a_part_before_the_release_of_all(deal: Deal) -> None:
    """What was confirmed is no longer there to be released."""
    assert loses(lock(deal, 1), approve(deal)) is AmountNotLeft
    assert deal.seller.available == 0


def test_a_release_before_a_release(deal: Deal) -> None:
    assert loses(approve(deal), approve(deal)) is AgreementOver
    assert len(deal.payments()) == 1


def test_a_part_before_all(deal: Deal) -> None:
    assert loses(approve(deal, 400_000), approve(deal)) is AmountNotLeft
    assert deal.milestone().released_minor == 400_000
    assert broken_promises() == []


def silence(deal: Deal) -> Callable[[], Any]:
    """The timer of silence, claimed already."""
    with db.transaction():
        timers.advance_clock(seconds=14 * 86_400, actor=WHO, at=db.clock())
    [claim] = claim_timers(["milestone.inspection"])
    return lambda: actions.fire_timer(claim=claim, actor=WHO, at=db.clock())


def test_e07_a_click_before_silence_releases_once(deal: Deal) -> None:
    fire = silence(deal)
    assert after(approve(deal), fire) is False
    assert [each.reason for each in deal.payments()] == ["approved"]
    assert broken_promises() == []


def test_e07_silence_before_a_click_releases_once(deal: Deal) -> None:
    fire = silence(deal)
    assert loses(fire, approve(deal)) is AgreementOver
    assert [each.reason for each in deal.payments()] == ["silence"]


def test_e07_silence_while_changes_are_being_requested(deal: Deal) -> None:
    fire = silence(deal)
    asking = now(actions.request_changes, deal.buyer, deal, reason="Not quite.")
    assert after(asking, fire) is False
    assert deal.state() == "changes_requested"


def test_funding_before_funding(fresh_database: TestDatabase) -> None:
    deal = a_deal()
    fund = now(actions.fund_milestone, deal.buyer, deal)
    assert loses(fund, fund) is IllegalMove
    assert deal.held() == PAISE
    assert broken_promises() == []


def test_a_part_of_the_funding_before_all_of_it(fresh_database: TestDatabase) -> None:
    deal = a_deal()
    part = now(actions.fund_milestone, deal.buyer, deal, amount=rupees(400_000))
    whole = now(actions.fund_milestone, deal.buyer, deal, amount=rupees(PAISE))
    assert loses(part, whole) is FundingTooMuch
    assert deal.held() == 400_000


def test_two_milestones_and_money_for_one(fresh_database: TestDatabase) -> None:
    """Two agreements of one buyer wait for the wallet, not for each other."""
    buyer = a_shop("Asha", paise=PAISE)
    first, second = (a_deal(buyer=buyer) for _ in range(2))
    lost = loses(
        now(actions.fund_milestone, buyer, first), now(actions.fund_milestone, buyer, second)
    )
    assert lost is InsufficientFunds
    assert (first.held(), second.held(), buyer.available) == (PAISE, 0, 0)
    assert broken_promises() == []


def test_an_acceptance_before_a_withdrawal(deal: Deal) -> None:
    offer = deal.propose(deal.seller, 600_000, 400_000)
    about: dict[str, Any] = {"proposal_id": offer.id}
    accept = now(
        actions.accept_proposal, deal.buyer, deal,
        confirmed={"to_seller_paise": 600_000, "to_buyer_paise": 400_000}, **about,
    )  # fmt: skip
    withdraw = now(actions.withdraw_proposal, deal.seller, deal, **about)
    assert loses(accept, withdraw) is ProposalNotOpen
    assert deal.state() == "released"


def test_a_withdrawal_before_an_acceptance(deal: Deal) -> None:
    offer = deal.propose(deal.seller, 600_000, 400_000)
    about: dict[str, Any] = {"proposal_id": offer.id}
    accept = now(
        actions.accept_proposal, deal.buyer, deal,
        confirmed={"to_seller_paise": 600_000, "to_buyer_paise": 400_000}, **about,
    )  # fmt: skip
    withdraw = now(actions.withdraw_proposal, deal.seller, deal, **about)
    assert loses(withdraw, accept) is ProposalNotOpen
    assert (deal.state(), deal.seller.available) == ("submitted", 0)


def test_two_rulings_about_one_dispute(deal: Deal) -> None:
    dispute_id = deal.dispute(PAISE)

    def rule(to_seller: int) -> Callable[[], Any]:
        return lambda: actions.split_disputed(
            dispute_id=dispute_id, to_seller=rupees(to_seller),
            to_buyer=rupees(PAISE - to_seller), reason="ruled", actor=an_operator(),
            at=db.clock(),
        )  # fmt: skip

    assert loses(rule(PAISE), rule(0)) is LockNotFound
    assert deal.seller.available == 988_200
    assert broken_promises() == []


def test_the_buyer_goes_while_the_seller_hands_in(fresh_database: TestDatabase) -> None:
    deal = a_deal(deliver_by=db.clock() + DAY)
    deal.fund()
    with db.transaction():
        timers.advance_clock(seconds=4 * 86_400, actor=WHO, at=db.clock())
    cancel = now(actions.cancel_milestone, deal.buyer, deal)
    submit = now(actions.submit_milestone, deal.seller, deal, note="Done.")
    assert loses(cancel, submit) is AgreementOver
    assert deal.state() == "refunded"


def test_e06_thirty_two_who_release_and_dispute_at_once(deal: Deal) -> None:
    """One release or one dispute, and everybody else is told what became of it."""

    def race(number: int) -> None:
        act = approve(deal) if number % 2 else lock(deal, PAISE)
        with db.transaction():
            act()

    outcomes = at_once(RACERS, race)
    assert outcomes.count("done") == 1
    assert set(outcomes) <= {"done", "agreement_over", "milestone_paused"}
    milestone = deal.milestone()
    assert (milestone.released_minor, milestone.disputed_minor) in {(PAISE, 0), (0, PAISE)}
    assert broken_promises() == []


def test_e06_thirty_two_who_release_a_part_of_it_at_once(deal: Deal) -> None:
    """Exactly as many as there is money for."""

    def race(_: int) -> None:
        with db.transaction():
            approve(deal, 100_000)()

    outcomes = at_once(RACERS, race)
    assert outcomes.count("done") == 10
    assert (deal.state(), deal.held(), deal.seller.available) == ("released", 0, 988_200)
    assert len({each.number for each in deal.payments()}) == 10
    assert broken_promises() == []


def test_two_workers_fire_each_timer_once(deal: Deal) -> None:
    with db.transaction():
        timers.advance_clock(seconds=14 * 86_400, actor=WHO, at=db.clock())
    at_once(4, lambda _: fire_timers())
    while fire_timers():
        pass
    assert [each.reason for each in deal.payments()] == ["silence"]
    assert broken_promises() == []

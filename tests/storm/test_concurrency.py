"""Many hands on the same money: real threads, real connections, real commits."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import OperationalError

from adulis.identity.values import MemberRole
from adulis.kernel import db, due
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.machines import IllegalMove
from adulis.ledger.errors import InsufficientFunds
from adulis.payouts import actions, tasks
from adulis.payouts.models import Payout, PayoutSettings
from tests.bank import SimulatedBank, broken_promises, references_of, succeeded, together
from tests.databases import TestDatabase
from tests.world import Shop, a_member, a_shop

SIXTY_RUPEES, HUNDRED_RUPEES = 6_000, 10_000


def kinds(outcomes: list[Any]) -> Counter[str]:
    """How often each kind of outcome occurred."""
    return Counter(type(each).__name__ for each in outcomes)


def cancel(shop: Shop, payout: Payout, actor: Actor | None = None) -> Payout:
    with db.transaction():
        return actions.cancel_payout(
            merchant_id=shop.id, payout_id=payout.id, actor=actor or shop.actor, at=db.clock()
        )


def approve(shop: Shop, payout: Payout, user_id: UUID) -> Payout:
    actor = Actor(ActorKind.USER, str(user_id), str(user_id))
    with db.transaction():
        return actions.approve_payout(
            merchant_id=shop.id, payout_id=payout.id, actor=actor, at=db.clock()
        )


@pytest.mark.usefixtures("fresh_database")
class TestOneWallet:
    @pytest.mark.parametrize("round_", range(5))
    def test_of_two_sixty_rupee_payouts_on_a_hundred_exactly_one_is_made(self, round_: int) -> None:
        shop = a_shop(f"Shop {round_}", paise=HUNDRED_RUPEES)
        outcomes = together(*[partial(shop.pay_out, SIXTY_RUPEES)] * 2)
        assert kinds(outcomes) == {"Payout": 1, "InsufficientFunds": 1}
        [refusal] = [each for each in outcomes if isinstance(each, InsufficientFunds)]
        assert refusal.facts["available_paise"] == HUNDRED_RUPEES - SIXTY_RUPEES
        assert (shop.available, shop.held) == (4_000, SIXTY_RUPEES)
        assert broken_promises() == []

    def test_of_fifty_on_a_balance_for_six_exactly_six_are_made(self) -> None:
        shop = a_shop(paise=6 * SIXTY_RUPEES + SIXTY_RUPEES - 1)
        outcomes = together(*[partial(shop.pay_out, SIXTY_RUPEES)] * 50)
        assert kinds(outcomes) == {"Payout": 6, "InsufficientFunds": 44}
        assert (shop.available, shop.held) == (SIXTY_RUPEES - 1, 6 * SIXTY_RUPEES)
        assert Payout.objects.count() == 6
        assert broken_promises() == []

    def test_is_never_negative_while_everybody_pulls_and_pushes(self) -> None:
        """Payouts, cancellations and credits at once: what went in is there, or held."""
        shop = a_shop(paise=5 * SIXTY_RUPEES)

        def pay_and_think_again() -> None:
            cancel(shop, shop.pay_out(SIXTY_RUPEES))

        outcomes = together(
            *[pay_and_think_again] * 12,
            *[partial(shop.pay_out, SIXTY_RUPEES)] * 12,
            *[partial(shop.credit, SIXTY_RUPEES)] * 6,
        )
        assert set(kinds(outcomes)) <= {"NoneType", "Payout", "InsufficientFunds"}
        made = kinds(outcomes)["Payout"]
        assert shop.held == made * SIXTY_RUPEES
        assert shop.available == (5 + 6) * SIXTY_RUPEES - shop.held
        lowest = db.fetch_value("SELECT min(balance_minor) FROM ledger_line")
        assert lowest == 0
        assert broken_promises() == []

    def test_payouts_that_wait_for_money_share_it_without_overdrawing(self) -> None:
        shop = a_shop(paise=0)
        for _ in range(20):
            shop.pay_out(SIXTY_RUPEES, queue_if_low_balance=True)
        shop.credit(7 * SIXTY_RUPEES + 1)
        together(*[tasks.release_funds] * 4)
        assert (shop.available, shop.held) == (1, 7 * SIXTY_RUPEES)
        held = Payout.objects.filter(is_held=True).order_by("created_at", "id")
        oldest = Payout.objects.order_by("created_at", "id")[:7]
        assert [each.id for each in held] == [each.id for each in oldest]
        assert broken_promises() == []

    def test_one_bank_account_added_by_many_is_one(self) -> None:
        shop = a_shop(accounts=0)
        made = together(*[partial(shop.add_account, "50100200300")] * 12)
        assert len({each.id for each in succeeded(made)}) == 1
        assert kinds(made) == {"Account": 12}


@pytest.mark.usefixtures("impatient")
def test_merchants_do_not_wait_for_each_other(fresh_database: TestDatabase) -> None:
    """While everything of one merchant is locked, another one does all there is to do."""
    locked, free = a_shop(paise=HUNDRED_RUPEES), a_shop(paise=HUNDRED_RUPEES)
    stuck = locked.pay_out(SIXTY_RUPEES)
    with psycopg.connect(fresh_database.superuser_url) as holder:
        for lock, name in (
            (
                "SELECT FROM ledger_account WHERE address LIKE %s FOR UPDATE",
                f"merchant/{locked.id}/%",
            ),
            ("SELECT FROM identity_merchant WHERE id = %s FOR UPDATE", locked.id),
            ("SELECT FROM payouts_payout WHERE id = %s FOR UPDATE", stuck.id),
        ):
            holder.execute(lock, [name])
        # Anybody who waits for a lock now is refused after a moment; nobody is.
        cancel(free, free.pay_out(SIXTY_RUPEES))
        free.credit(5_000)
        payout = free.pay_out(SIXTY_RUPEES)
        tasks.release_funds()
        claims = due.claim("payouts_payout", limit=10, lease_seconds=60, only="state = 'pending'")
        with db.transaction():
            sending = actions.start_payouts(claims=claims, actor=tasks.WORKER, at=db.clock())
        assert [each.attempt.payout_id for each in sending] == [payout.id]
        with pytest.raises(OperationalError, match="lock timeout"):
            locked.pay_out(1_000)
    assert (free.available, free.held) == (9_000, SIXTY_RUPEES)


class TestOnePayout:
    def test_is_either_cancelled_or_sent_and_never_both(
        self, simulated_bank: SimulatedBank
    ) -> None:
        shop = a_shop(paise=40 * SIXTY_RUPEES)
        payouts = [shop.pay_out(SIXTY_RUPEES) for _ in range(24)]

        def dispatch() -> None:
            while tasks.dispatch_payouts(limit=3):
                pass

        outcomes = together(
            *[partial(cancel, shop, payout) for payout in payouts], dispatch, dispatch
        )[:-2]
        assert set(kinds(outcomes)) <= {"Payout", "IllegalMove"}
        cancelled = {each.id for each in succeeded(outcomes)}
        for payout in payouts:
            payout.refresh_from_db()
            sent = [simulated_bank.truth(each)["submissions"] for each in references_of(payout)]
            if payout.id in cancelled:
                assert (payout.state, sent) == ("cancelled", [])
            else:
                assert (payout.state, sent) == ("processing", [1])
        simulated_bank.live(60)
        assert shop.available == 40 * SIXTY_RUPEES - (24 - len(cancelled)) * SIXTY_RUPEES
        assert (shop.held, simulated_bank.disagreements()) == (0, [])

    @pytest.mark.usefixtures("fresh_database")
    def test_is_either_approved_or_cancelled_and_never_both(self) -> None:
        shop = a_shop(paise=HUNDRED_RUPEES)
        other, _ = a_member(shop, MemberRole.OWNER)
        PayoutSettings.objects.create(merchant_id=shop.id, approval_above_minor=1_000)
        for _ in range(8):
            payout = shop.pay_out(SIXTY_RUPEES)
            agreed, withdrawn = together(
                partial(approve, shop, payout, other), partial(cancel, shop, payout)
            )
            # A cancelled payout may have been approved a moment before; never afterwards.
            assert isinstance(withdrawn, Payout)
            assert isinstance(agreed, (Payout, IllegalMove))
            payout.refresh_from_db()
            assert (payout.state, payout.due_at, shop.held) == ("cancelled", None, 0)
        assert broken_promises() == []

    @pytest.mark.usefixtures("fresh_database")
    def test_is_approved_once_by_two(self) -> None:
        shop = a_shop(paise=HUNDRED_RUPEES)
        owners = [a_member(shop, MemberRole.OWNER)[0] for _ in range(2)]
        PayoutSettings.objects.create(merchant_id=shop.id, approval_above_minor=1_000)
        payout = shop.pay_out(SIXTY_RUPEES)
        outcomes = together(*[partial(approve, shop, payout, each) for each in owners])
        assert kinds(outcomes) == {"Payout": 1, "IllegalMove": 1}

    def test_hears_answer_callback_and_enquiry_at_once(self, simulated_bank: SimulatedBank) -> None:
        """Three workers with three words about one payment; it is settled once."""
        simulated_bank.live_until_morning()
        shop = a_shop(paise=HUNDRED_RUPEES * 12)
        payouts = [
            simulated_bank.will("timeout_after+dup_hooks", shop, SIXTY_RUPEES) for _ in range(12)
        ]
        tasks.dispatch_payouts()
        simulated_bank.advance(100)
        together(*[tasks.enquire] * 3, *[tasks.apply_callbacks] * 3)
        simulated_bank.live(3600)
        for payout in payouts:
            payout.refresh_from_db()
            assert (payout.state, simulated_bank.paid(payout)) == ("completed", [(1, SIXTY_RUPEES)])
        assert (shop.available, shop.held) == (HUNDRED_RUPEES * 12 - SIXTY_RUPEES * 12, 0)
        assert simulated_bank.disagreements() == []
        assert simulated_bank.violations() == {}


def test_four_dispatchers_send_two_hundred_payouts_once_each(simulated_bank: SimulatedBank) -> None:
    shops = [a_shop(paise=50 * SIXTY_RUPEES) for _ in range(4)]
    payouts = [shop.pay_out(SIXTY_RUPEES) for shop in shops for _ in range(50)]

    def dispatch() -> int:
        sent = 0
        while found := tasks.dispatch_payouts(limit=7):
            sent += found
        return sent

    assert sum(together(*[dispatch] * 4)) == len(payouts)
    told = [simulated_bank.truth(each) for payout in payouts for each in references_of(payout)]
    assert Counter(each["submissions"] for each in told) == {1: len(payouts)}
    simulated_bank.live(120)
    assert Counter(Payout.objects.values_list("state", flat=True)) == {"completed": len(payouts)}
    assert simulated_bank.disagreements() == []

"""Races where the platform itself could lose: debts settled twice, limits passed, cases doubled."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.gateways.values import Source, Verdict, Word
from adulis.identity import actions as identity
from adulis.identity.models import Merchant
from adulis.identity.values import OperatorRole
from adulis.kernel import db, due
from adulis.kernel.actors import Actor, ActorKind, bank
from adulis.kernel.due import Claim
from adulis.payouts import actions, tasks
from adulis.payouts.models import Payout
from adulis.wallets.values import OWES
from tests.bank import SimulatedBank, broken_promises, overtaken, references_of, together
from tests.world import BANK, Shop, a_person, a_shop

LAKH = 100_000 * 100
PAISE = 60_000


def an_operator(name: str) -> Actor:
    user_id, _ = a_person(name, operator_role=OperatorRole.FINANCE)
    return Actor(ActorKind.OPERATOR, str(user_id), str(user_id))


def propose(case_id: UUID, decision: Decision, operator: Actor) -> None:
    with db.transaction():
        cases.propose_decision(
            case_id=case_id, decision=decision, details={}, actor=operator, at=db.clock()
        )


def decide(case_id: UUID, decision: Decision, operator: Actor) -> str:
    with db.transaction():
        actions.decide_case(
            case_id=case_id, decision=decision, details={}, actor=operator, at=db.clock()
        )
    return "decided"


def kinds(outcomes: list[Any]) -> Counter[str]:
    return Counter(each if isinstance(each, str) else type(each).__name__ for each in outcomes)


def owing(simulated_bank: SimulatedBank, payouts: int = 1) -> tuple[Shop, list[Payout]]:
    """A merchant that owes for ``payouts``, which the bank refused and then paid all the same."""
    simulated_bank.live_until_morning()
    shop = a_shop(paise=PAISE * payouts, accounts=2)
    made = [simulated_bank.will("late_success", shop, PAISE) for _ in range(payouts)]
    simulated_bank.live(60)
    assert (shop.available, shop.held) == (PAISE * payouts, 0)
    # All of it goes elsewhere before the bank changes its mind.
    shop.pay_out(PAISE * payouts, account=shop.accounts[1])
    simulated_bank.live(3 * 3600)
    assert (shop.available, shop.owed) == (0, PAISE * payouts)
    return shop, made


class TestDebts:
    def test_two_credits_at_once_settle_a_debt_once(self, simulated_bank: SimulatedBank) -> None:
        shop, _ = owing(simulated_bank)
        together(partial(shop.credit, PAISE), partial(shop.credit, PAISE))
        assert (shop.owed, shop.available) == (0, PAISE)
        assert not Merchant.objects.get(id=shop.id).payouts_frozen_reason
        assert broken_promises() == []

    def test_a_debt_that_ends_does_not_lift_another_freeze(
        self, simulated_bank: SimulatedBank
    ) -> None:
        """The credit sees the debt's freeze, waits for the operator's, and leaves that alone."""
        shop, _ = owing(simulated_bank)
        why = "looks like fraud"

        def freeze() -> None:
            identity.freeze_payouts(
                merchant_id=shop.id, reason=why, instead_of=OWES,
                actor=an_operator_now, at=db.clock(),
            )  # fmt: skip

        an_operator_now = an_operator("Farah")
        overtaken(freeze, partial(shop.credit, PAISE))
        assert (shop.owed, Merchant.objects.get(id=shop.id).payouts_frozen_reason) == (0, why)

    def test_a_credit_and_a_write_off_at_once_settle_it_once(
        self, simulated_bank: SimulatedBank
    ) -> None:
        shop, [payout] = owing(simulated_bank)
        [case] = questions.open_about(f"payout/{payout.id}")
        first, second = an_operator("Farah"), an_operator("Gita")
        propose(case.id, Decision.WRITE_OFF, first)
        together(partial(shop.credit, PAISE), partial(decide, case.id, Decision.WRITE_OFF, second))
        # Whoever came second found nothing owed: nobody gets what nobody owed.
        assert shop.owed == 0
        losses = -db.fetch_value(
            "SELECT coalesce(sum(line.amount_minor), 0) FROM ledger_line line JOIN ledger_account"
            " account ON account.id = line.account_id WHERE account.address = 'platform/losses/INR'"
        )
        assert shop.available == losses
        assert losses in {0, PAISE}
        assert broken_promises() == []

    def test_two_write_offs_at_once_take_what_is_owed_and_no_more(
        self, simulated_bank: SimulatedBank
    ) -> None:
        shop, payouts = owing(simulated_bank, payouts=2)
        shop.credit(PAISE + 10_000)
        assert shop.owed == PAISE - 10_000
        first, second = an_operator("Farah"), an_operator("Gita")
        asked = [questions.open_about(f"payout/{payout.id}")[0].id for payout in payouts]
        for case_id in asked:
            propose(case_id, Decision.WRITE_OFF, first)
        outcomes = together(
            *[partial(decide, case_id, Decision.WRITE_OFF, second) for case_id in asked]
        )
        assert (kinds(outcomes), shop.owed) == ({"decided": 2}, 0)
        assert broken_promises() == []


class TestCases:
    def test_two_operators_who_confirm_at_once_decide_once(
        self, simulated_bank: SimulatedBank
    ) -> None:
        simulated_bank.live_until_morning()
        shop = a_shop(paise=PAISE)
        payout = simulated_bank.will("stuck", shop, PAISE)
        simulated_bank.live(86_400)
        [case] = questions.open_about(f"payout/{payout.id}")
        propose(case.id, Decision.NOT_PAID, an_operator("Farah"))
        outcomes = together(
            *[partial(decide, case.id, Decision.NOT_PAID, an_operator(n)) for n in ("Gita", "Hari")]
        )
        assert kinds(outcomes) == {"decided": 1, "CaseAlreadyClosed": 1}
        assert (shop.available, shop.held) == (PAISE, 0)

    @pytest.mark.parametrize("round_", range(4))
    def test_evidence_and_decision_at_once_settle_it_once(
        self, simulated_bank: SimulatedBank, round_: int
    ) -> None:
        """Two operators say it was not paid at the moment in which the bank says that it was."""
        simulated_bank.live_until_morning()
        shop = a_shop(f"Shop {round_}", paise=PAISE)
        payout = simulated_bank.will("pending+lost_hooks", shop, PAISE)
        simulated_bank.live(5 * 3600)
        [case] = questions.open_about(f"payout/{payout.id}")
        propose(case.id, Decision.NOT_PAID, an_operator("Farah"))
        simulated_bank.advance(86_400)
        decided, _ = together(
            partial(decide, case.id, Decision.NOT_PAID, an_operator("Gita")), tasks.enquire
        )
        simulated_bank.live(5 * 86_400)
        payout.refresh_from_db()
        # The bank paid; whoever was first, the merchant was charged exactly once in the end.
        assert kinds([decided]) in ({"decided": 1}, {"CaseAlreadyClosed": 1})
        assert (payout.state == "completed") is (not payout.is_paid_late)
        assert (shop.available, shop.held, shop.owed) == (0, 0, 0)
        assert simulated_bank.disagreements() == []

    def test_many_watchers_open_one_case(self, simulated_bank: SimulatedBank) -> None:
        simulated_bank.live_until_morning()
        payout = simulated_bank.will("stuck", a_shop(paise=PAISE), PAISE)
        simulated_bank.live(3600)
        simulated_bank.advance(4 * 3600)
        together(*[tasks.watch_deadlines] * 6)
        [case] = Case.objects.filter(subject=f"payout/{payout.id}")
        assert (case.kind, len(case.evidence)) == ("in_doubt", 1)

    def test_a_payout_settled_while_its_deadline_is_looked_at_keeps_no_open_case(
        self, simulated_bank: SimulatedBank
    ) -> None:
        simulated_bank.live_until_morning()
        payout = simulated_bank.will("pending+lost_hooks", a_shop(paise=PAISE), PAISE)
        simulated_bank.work()
        simulated_bank.advance(7 * 3600)
        [reference] = references_of(payout)
        word = Word(reference=reference, verdict=Verdict.SUCCESS, source=Source.CALLBACK)
        overtaken(
            lambda: actions.weigh_words(words=[word], actor=bank(BANK), at=db.clock()),
            tasks.watch_deadlines,
        )
        payout.refresh_from_db()
        assert payout.state == "completed"
        assert questions.open_about(f"payout/{payout.id}") == []


def test_a_daily_limit_holds_for_all_dispatchers_together(simulated_bank: SimulatedBank) -> None:
    """₹10 lakh a day for a starter: five payouts of ₹2 lakh go, whoever sends them."""
    simulated_bank.live_until_morning()
    shop = a_shop(paise=40 * LAKH)
    Merchant.objects.filter(id=shop.id).update(tier="starter")
    for _ in range(7):
        shop.pay_out(2 * LAKH)
    tasks.dispatch_payouts(limit=4)
    # One is started and not committed when another worker looks at what was sent today.
    mine, theirs = (claimed(limit=1) for _ in range(2))
    overtaken(partial(started, mine), partial(started_and_committed, theirs))
    waiting = Payout.objects.filter(merchant_id=shop.id, waiting_for="limit")
    assert (waiting.count(), Payout.objects.filter(started_at__isnull=False).count()) == (1, 5)
    simulated_bank.live(86_400)
    assert Payout.objects.filter(state="completed").count() == 7
    assert simulated_bank.disagreements() == []


def claimed(limit: int) -> list[Claim]:
    return due.claim("payouts_payout", limit=limit, lease_seconds=60, only="state = 'pending'")


def started(claims: list[Claim]) -> None:
    actions.start_payouts(claims=claims, actor=tasks.WORKER, at=db.clock())


def started_and_committed(claims: list[Claim]) -> None:
    with db.transaction():
        started(claims)

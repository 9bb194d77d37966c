"""What an adjustment may give out of suspense: only what no open question is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from adulis.approvals.models import Approval
from adulis.cases import actions as cases
from adulis.cases.models import Case
from adulis.cases.values import CaseKind, Decision
from adulis.deposits.models import Payment, Refund
from adulis.gateways.collected import DisputeStatus, RefundStatus
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind, bank
from adulis.kernel.money import Money, rupees
from adulis.ledger import actions as ledger
from adulis.ledger.values import Posting, Transfer
from adulis.oversight import actions
from adulis.oversight import queries as oversight
from adulis.oversight.effects import effect_of
from adulis.wallets import actions as wallets
from adulis.wallets.errors import SuspenseTooLow
from adulis.wallets.values import Against, Direction
from tests.bank import broken_promises, overtaken
from tests.giving_back import asked, dispute_about, hear, paid, say_of_refund
from tests.giving_back import broken_promises as names_of_broken
from tests.rows import changed_since, everything
from tests.world import BANK, BUILDER, Shop, a_person, a_shop


def operator(name: str) -> Actor:
    user_id, _ = a_person(name, operator_role=OperatorRole.FINANCE)
    return Actor(ActorKind.OPERATOR, str(user_id), str(user_id))


@pytest.fixture
def maker() -> Actor:
    return operator("Farah")


@pytest.fixture
def other() -> Actor:
    return operator("Anand")


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


def run(verb: Callable[..., Any], **given: Any) -> Any:
    with db.transaction():
        return verb(**given, at=db.clock())


def gives(maker: Actor, shop: Shop, minor: int) -> Approval:
    """A proposal to give a merchant money out of suspense."""
    return adjustment(maker, shop, minor, Direction.CREDIT)


def adjustment(maker: Actor, shop: Shop, minor: int, direction: Direction) -> Approval:
    made: Approval = run(
        actions.propose_adjustment, merchant_id=shop.id, direction=direction,
        against=Against.SUSPENSE, amount=rupees(minor), reason="It is theirs", evidence="Ticket 7",
        actor=maker,
    )  # fmt: skip
    return made


def put_there(maker: Actor, other: Actor, shop: Shop, minor: int) -> None:
    """Two operators take money from a merchant and keep it safe: no question is about it."""
    taken = adjustment(maker, shop, minor, Direction.DEBIT)
    run(actions.approve, approval=taken, actor=other)


def a_transfer(minor: int) -> str:
    """Money that names no merchant; the name of its transfer."""
    with db.transaction():
        return suspend(minor)


def suspend(minor: int) -> str:
    utr = uuid4().hex[:16]
    wallets.lock_transfers(bank=BANK, utrs=[utr], actor=BUILDER, at=db.clock())
    wallets.suspend_credit(
        amount=rupees(minor), bank=BANK, utr=utr, payer="Nobody", evidence={}, actor=bank(BANK),
        at=db.clock(),
    )  # fmt: skip
    return utr


def a_payment(shop: Shop, minor: int, currency: str = "INR") -> Payment:
    """A payment that a gateway collected and that does not fit what was asked for."""
    deposit = asked(shop, rupees(minor + 100))
    paid(deposit, amount=Money(minor, currency))
    return Payment.objects.get(deposit=deposit)


def there() -> tuple[int, int, int]:
    """What suspense holds, what questions are about, what is free."""
    found = oversight.suspense()
    return found.holds.minor, found.spoken_for.minor, found.free.minor


def decided(decision: Decision, maker: Actor, other: Actor, **details: str) -> None:
    """Two operators answer the only open question."""
    case = Case.objects.exclude(state="closed").get()
    verbs = (actions.propose_decision, actions.decide_case)
    for verb, actor in zip(verbs, (maker, other), strict=True):
        run(verb, case_id=case.id, decision=decision, details=details, actor=actor)


@pytest.mark.django_db
class TestWhatQuestionsAreAbout:
    def test_is_transfers_and_payments_and_nothing_that_people_put_there(
        self, maker: Actor, other: Actor, shop: Shop
    ) -> None:
        assert there() == (0, 0, 0)
        put_there(maker, other, shop, 3_000)
        a_transfer(70_000)
        a_payment(shop, 20_000)
        # Dollars lie in an account of their own.
        a_payment(shop, 900, "USD")
        assert there() == (93_000, 90_000, 3_000)
        assert broken_promises() == []

    @pytest.mark.parametrize("decision", [Decision.ASSIGN, Decision.RETURN])
    def test_is_a_transfer_until_two_have_said_whose_it_is(
        self, maker: Actor, other: Actor, shop: Shop, decision: Decision
    ) -> None:
        a_transfer(70_000)
        named = {"merchant_id": str(shop.id)} if decision is Decision.ASSIGN else {}
        case = Case.objects.get()
        run(
            actions.propose_decision, case_id=case.id, decision=decision, details=named,
            actor=maker,
        )  # fmt: skip
        assert there() == (70_000, 70_000, 0)
        run(actions.decide_case, case_id=case.id, decision=decision, details=named, actor=other)
        assert there() == (0, 0, 0)
        assert broken_promises() == []

    def test_is_a_payment_until_its_payer_has_it(
        self, maker: Actor, other: Actor, shop: Shop
    ) -> None:
        a_payment(shop, 20_000)
        decided(Decision.RETURN, maker, other)
        assert there() == (20_000, 20_000, 0)
        refund = Refund.objects.get()
        say_of_refund(refund, RefundStatus.FAILED)
        assert there() == (20_000, 20_000, 0)
        decided(Decision.RETURN, maker, other)
        say_of_refund(Refund.objects.exclude(id=refund.id).get(), RefundStatus.PROCESSED)
        assert there() == (0, 0, 0)
        assert broken_promises() == []

    def test_is_what_its_payers_bank_has_not_taken_back(self, shop: Shop) -> None:
        payment = a_payment(shop, 20_000)
        dispute = dispute_about(payment, 15_000)
        hear(dispute)
        assert there() == (5_000, 5_000, 0)
        hear(dispute_about(payment, 15_000, id=dispute.id, status=DisputeStatus.WON))
        assert there() == (20_000, 20_000, 0)
        assert broken_promises() == []

    def test_is_never_less_than_nothing(self, maker: Actor, other: Actor, shop: Shop) -> None:
        """It was charged back while it was on its way back to its payer: it is gone twice."""
        payment = a_payment(shop, 20_000)
        decided(Decision.RETURN, maker, other)
        hear(dispute_about(payment))
        say_of_refund(Refund.objects.get(), RefundStatus.PROCESSED)
        put_there(maker, other, shop, 3_000)
        assert there() == (-17_000, 0, 0)
        with pytest.raises(SuspenseTooLow):
            gives(maker, shop, 1)
        # That somebody has to bear it is told by another one.
        assert "suspense_is_accounted_for" not in names_of_broken()

    def test_is_proved(self, shop: Shop) -> None:
        """Money taken out that no payment says was taken; a question that nobody asks any more."""
        name = a_transfer(70_000)
        with db.transaction():
            ledger.post(
                posting=Posting(
                    kind="payment_assigned",
                    key="odd",
                    transfers=(
                        Transfer(
                            "platform/suspense/INR", f"merchant/{shop.id}/pending/INR", rupees(50)
                        ),
                    ),
                    at=db.clock(),
                    actor=BUILDER,
                )
            )
        assert "suspense_is_accounted_for" in names_of_broken()
        with db.transaction():
            cases.settle_cases(
                subject=f"credit/{BANK}/{name}", kinds=frozenset({CaseKind.UNMATCHED_CREDIT}),
                actor=BUILDER, at=db.clock(),
            )  # fmt: skip
        assert "transfers_in_suspense_are_asked_about" in names_of_broken()

    def test_is_asked_in_one_statement(self, shop: Shop) -> None:
        a_transfer(70_000)
        with CaptureQueriesContext(connection) as asked_for:
            oversight.suspense()
        assert len(asked_for) == 1


@pytest.mark.django_db
class TestAdjustments:
    def test_give_what_is_free_and_say_what_is_there(
        self, maker: Actor, other: Actor, shop: Shop
    ) -> None:
        put_there(maker, other, shop, 3_000)
        a_transfer(70_000)
        approval = gives(maker, shop, 3_000)
        effect = effect_of("adjustment", approval.details, at=db.clock())
        assert effect.endswith(
            "Suspense holds ₹730.00; ₹700.00 of it belong to open questions, ₹30.00 can be given."
        )
        run(actions.approve, approval=approval, actor=other)
        assert (shop.available, there()) == (100_000, (70_000, 70_000, 0))
        assert broken_promises() == []

    def test_are_not_proposed_of_what_belongs_to_somebody(self, maker: Actor, shop: Shop) -> None:
        a_transfer(70_000)
        before = everything()
        with pytest.raises(SuspenseTooLow) as refused:
            gives(maker, shop, 50_000)
        assert refused.value.pointer == "/amount_paise"
        assert refused.value.facts == {
            "holds_paise": 70_000, "spoken_for_paise": 70_000, "free_paise": 0,
            "required_paise": 50_000,
        }  # fmt: skip
        assert changed_since(before) == {}

    def test_are_refused_when_a_question_came_meanwhile(
        self, maker: Actor, other: Actor, shop: Shop
    ) -> None:
        """Free money was given to somebody else, and what lies there now is a question's."""
        put_there(maker, other, shop, 3_000)
        late, first = gives(maker, shop, 3_000), gives(maker, a_shop("Binu"), 2_000)
        run(actions.approve, approval=first, actor=other)
        a_payment(shop, 20_000)
        effect = effect_of("adjustment", late.details, at=db.clock())
        assert effect.endswith("₹10.00 can be given. It is refused as long as that is so.")
        before = everything()
        with pytest.raises(SuspenseTooLow) as refused:
            run(actions.approve, approval=late, actor=other)
        assert refused.value.facts["free_paise"] == 1_000
        assert changed_since(before) == {}
        assert Approval.objects.get(id=late.id).state == "waiting"


class TestAtTheSameMoment:
    def give(self, approval: Approval, other: Actor) -> Callable[[], object]:
        return lambda: run(actions.approve, approval=approval, actor=other)

    def test_two_do_not_give_the_same_money(
        self, fresh_database: Any, maker: Actor, other: Actor, shop: Shop
    ) -> None:
        put_there(maker, other, shop, 3_000)
        one, two = (gives(maker, each, 3_000) for each in (shop, a_shop("Binu")))
        _, second = overtaken(
            lambda: actions.approve(approval=one, actor=other, at=db.clock()), self.give(two, other)
        )
        assert isinstance(second, SuspenseTooLow)
        assert there() == (0, 0, 0)
        assert broken_promises() == []

    def test_what_is_being_assigned_is_not_given_as_well(
        self, fresh_database: Any, maker: Actor, other: Actor, shop: Shop
    ) -> None:
        """Whichever comes first: the transfer is somebody's before, and gone after."""
        put_there(maker, other, shop, 3_000)
        name = a_transfer(70_000)
        approval = gives(maker, a_shop("Binu"), 3_000)

        def assign() -> None:
            case = Case.objects.get()
            cases.propose_decision(
                case_id=case.id, decision=Decision.ASSIGN, details={}, actor=maker, at=db.clock()
            )
            cases.close_case(case_id=case.id, decision=Decision.ASSIGN, actor=other, at=db.clock())
            wallets.assign_credit(
                bank=BANK, name=name, merchant_id=shop.id, actor=other, at=db.clock()
            )

        _, second = overtaken(assign, self.give(approval, other))
        assert not isinstance(second, Exception)
        assert there() == (0, 0, 0)
        assert broken_promises() == []

    def test_what_is_coming_in_is_not_given_away(
        self, fresh_database: Any, maker: Actor, other: Actor, shop: Shop
    ) -> None:
        put_there(maker, other, shop, 3_000)
        approval = gives(maker, shop, 3_000)
        run(actions.approve, approval=gives(maker, shop, 1_000), actor=other)
        _, second = overtaken(lambda: suspend(70_000), self.give(approval, other))
        assert isinstance(second, SuspenseTooLow)
        assert there() == (72_000, 70_000, 2_000)
        assert broken_promises() == []

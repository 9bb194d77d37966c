"""What a decision about deposits and statements is said to do, and what it then does: the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from adulis.cases.models import Case
from adulis.cases.values import QUESTIONS, CaseKind, Decision
from adulis.deposits import tasks as deposit_tasks
from adulis.deposits.models import Payment, Refund
from adulis.gateways.collected import RefundStatus
from adulis.gateways.values import Verdict
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.money import rupees
from adulis.oversight import actions
from adulis.oversight.foreseeing import effect_of_decision, effects_of
from tests.giving_back import (
    a_deposit,
    asked,
    broken_promises,
    dispute_of,
    hear,
    paid,
    pass_time,
    purse,
    refund,
    say_of_refund,
)
from tests.reconciling import (
    LOSSES,
    SUSPENSE,
    a_payment,
    back,
    came,
    closed,
    matched,
    paise,
    pass_midnight,
    shown,
)
from tests.rows import changed_since, everything
from tests.statements import Told
from tests.world import Shop, a_person, a_shop

pytestmark = pytest.mark.django_db
D = Decision
NOTED = "No money moves; the answer is noted."


@dataclass(frozen=True)
class Asked:
    """A question, whose shop it is about, and what is said with the decision."""

    shop: Shop
    details: tuple[tuple[str, str], ...] = ()


def an_operator(name: str) -> Actor:
    user_id, _ = a_person(name, operator_role=OperatorRole.FINANCE)
    return Actor(ActorKind.OPERATOR, str(user_id), str(user_id))


def decide(case: Case, decision: Decision, **details: str) -> None:
    """Two operators, through the one router of decisions."""
    first, second = an_operator("Farah"), an_operator("Gita")
    given: dict[str, Any] = {"case_id": case.id, "decision": decision, "details": details}
    with db.transaction():
        actions.propose_decision(**given, actor=first, at=db.clock())
    with db.transaction():
        actions.decide_case(**given, actor=second, at=db.clock())


# --- money in -------------------------------------------------------------------------------------


def short_payment() -> Asked:
    """₹500 were asked for, ₹400 came."""
    shop = a_shop()
    deposit = asked(shop, rupees(50_000))
    paid(deposit, amount=rupees(40_000))
    return Asked(shop)


def short_payment_for_whom() -> Asked:
    found = short_payment()
    return Asked(found.shop, (("merchant_id", str(found.shop.id)),))


def unpaid() -> Asked:
    """Long past its end, and the gateway says nothing."""
    shop = a_shop()
    deposit = asked(shop, rupees(50_000))
    pass_time(deposit.expires_at - db.clock() + timedelta(days=2))
    deposit_tasks.watch_deadlines()
    return Asked(shop)


def refund_in_doubt() -> Asked:
    shop = a_shop()
    deposit = a_deposit(shop, 50_000)
    row = refund(shop, deposit, 20_000)
    say_of_refund(row, RefundStatus.PENDING)
    _asked_about_refund(row)
    return Asked(shop)


def given_back_after_all() -> Asked:
    """A refund failed, its money was spent, and then the gateway says that it was given back."""
    shop = a_shop()
    row = refund(shop, a_deposit(shop, 50_000, cleared=True), 20_000)
    say_of_refund(row, RefundStatus.FAILED)
    shop.pay_out(45_000)
    say_of_refund(row, RefundStatus.PROCESSED)
    return Asked(shop)


def _asked_about_refund(row: Refund) -> None:
    from adulis.deposits import actions as deposits

    pass_time(timedelta(days=30))
    with db.transaction():
        deposits.open_overdue_refunds(actor=deposit_tasks.WORKER, at=db.clock())


def spent_and_charged_back() -> Asked:
    """All that was paid was spent; then the payer's bank takes it."""
    shop = a_shop()
    deposit = a_deposit(shop, 50_000, cleared=True)
    shop.pay_out(30_000)
    hear(dispute_of(deposit))
    return Asked(shop)


# --- the bank's books -----------------------------------------------------------------------------


def nobodys_transfer() -> Asked:
    matched(came(None, 70_000))
    return Asked(a_shop())


def nobodys_transfer_for_whom() -> Asked:
    found = nobodys_transfer()
    return Asked(found.shop, (("merchant_id", str(found.shop.id)),))


def unexplained_debit() -> Asked:
    matched(Told("L1", "payment", 700, client_reference="SOMEBODY-ELSES"))
    return Asked(a_shop())


def a_paisa_more() -> Asked:
    shop = a_shop(paise=100_000)
    matched(shown(a_payment(shop, 60_000, Verdict.SUCCESS), amount_paise=60_001))
    return Asked(shop)


def a_paisa_less() -> Asked:
    shop = a_shop(paise=100_000)
    matched(shown(a_payment(shop, 60_000, Verdict.SUCCESS), amount_paise=59_999))
    return Asked(shop)


def shown_twice() -> Asked:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(shown(attempt), shown(attempt, "L1D"))
    return Asked(shop)


def half_came_back() -> Asked:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(shown(attempt), back(attempt, amount_paise=25_000))
    return Asked(shop)


def not_shown() -> Asked:
    """A payment that the bank said it made, and its statement does not show."""
    shop = a_shop()
    shop.credit(100_000, utr="SIMBN1")
    a_payment(shop, 60_000, Verdict.SUCCESS)
    closed(came(shop, 100_000), day=pass_midnight())
    return Asked(shop)


# In this state, this decision, is said to do that; so much is pending, available, held and owed
# afterwards, and lies in suspense and losses.
Left = tuple[tuple[int, int, int, int], list[int]]
EFFECTS: list[tuple[Callable[[], Asked], Decision, str, Left]] = [
    (
        short_payment, D.RETURN,
        ("400.00 INR is ordered back to its payer, and leaves suspense when the gateway says that"
        " it is there."),
        ((0, 0, 0, 0), [40_000, 0]),
    ),
    (
        short_payment_for_whom, D.ASSIGN,
        "400.00 INR leaves suspense: 400.00 INR is pending for {shop}, as deposit {deposit}.",
        ((40_000, 0, 0, 0), [0, 0]),
    ),
    (
        unpaid, D.NOT_PAID,
        ("No money moves; the deposit of 500.00 INR expires. Should it be paid after all, it is"
        " credited all the same."),
        ((0, 0, 0, 0), [0, 0]),
    ),
    (unpaid, D.KEEP_ASKING, "No money moves; the gateway is asked again.", ((0, 0, 0, 0), [0, 0])),
    (
        refund_in_doubt, D.PAID, "The refund is done: 200.00 INR leaves held for its payer.",
        ((30_000, 0, 0, 0), [0, 0]),
    ),
    (
        refund_in_doubt, D.NOT_PAID,
        "The refund fails: 200.00 INR is pending to the merchant again.",
        ((50_000, 0, 0, 0), [0, 0]),
    ),
    (
        given_back_after_all, D.RECOVER,
        ("200.00 INR is borne by the merchant: 50.00 INR of what the merchant has available,"
        " 150.00 INR is owed by the merchant."),
        ((0, 0, 45_000, 15_000), [0, 0]),
    ),
    (
        given_back_after_all, D.WRITE_OFF, "200.00 INR that its payer has becomes our loss.",
        ((0, 5_000, 45_000, 0), [0, -20_000]),
    ),
    (given_back_after_all, D.ACCEPT, NOTED, ((0, 5_000, 45_000, 0), [0, 0])),
    (
        spent_and_charged_back, D.WRITE_OFF,
        "300.00 INR that the merchant owes for it becomes our loss.",
        ((0, 0, 30_000, 0), [0, -30_000]),
    ),
    (
        spent_and_charged_back, D.RECOVER,
        "No money moves; the merchant keeps owing 300.00 INR for it.",
        ((0, 0, 30_000, 30_000), [0, 0]),
    ),
    (
        nobodys_transfer, D.RETURN,
        "700.00 INR leaves suspense on its way back; people give the order to the bank.",
        ((0, 0, 0, 0), [0, 0]),
    ),
    (
        nobodys_transfer_for_whom, D.ASSIGN,
        "700.00 INR leaves suspense and is available to {shop}.", ((0, 70_000, 0, 0), [0, 0]),
    ),
    (unexplained_debit, D.ACCEPT, "7.00 INR of it becomes our loss.", ((0, 0, 0, 0), [0, -700])),
    (
        a_paisa_more, D.ACCEPT,
        ("The bank's amount counts, and what we booked is settled by it. 0.01 INR of it becomes our"
        " loss."),
        ((0, 40_000, 0, 0), [0, -1]),
    ),
    (
        a_paisa_less, D.ACCEPT,
        ("The bank's amount counts, and what we booked is settled by it. 0.01 INR of it waits in"
        " suspense."),
        ((0, 40_000, 0, 0), [1, 0]),
    ),
    (
        shown_twice, D.ACCEPT, "No money moves; the bank told of it twice.",
        ((0, 40_000, 0, 0), [0, 0]),
    ),
    (
        shown_twice, D.WRITE_OFF, "600.00 INR of it becomes our loss.",
        ((0, 40_000, 0, 0), [0, -60_000]),
    ),
    (
        half_came_back, D.ACCEPT,
        ("Of 250.00 INR, what of the payout is not back yet is available to the merchant again; the"
        " rest waits in suspense."),
        ((0, 65_000, 0, 0), [0, 0]),
    ),
    (
        not_shown, D.ACCEPT, "No money moves; it stays as it is booked.",
        ((0, 40_000, 0, 0), [0, 0]),
    ),
    (
        not_shown, D.NOT_PAID,
        "The payout is returned: 600.00 INR is available to the merchant again.",
        ((0, 100_000, 0, 0), [0, 0]),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("state", "decision", "told", "left"), EFFECTS)
def test_what_is_said_is_done(
    state: Callable[[], Asked], decision: Decision, told: str, left: Left
) -> None:
    found = state()
    case = Case.objects.get()
    details = dict(found.details)
    payment = Payment.objects.first()
    names = {"shop": found.shop.name, "deposit": payment.deposit_id if payment else ""}
    before = everything()
    foreseen = effect_of_decision(case, decision, details, at=db.clock())
    assert foreseen == told.format(**names)
    assert changed_since(before) == {}
    decide(case, decision, **details)
    assert (purse(found.shop), paise(SUSPENSE, LOSSES)) == left
    assert broken_promises() == []


@pytest.mark.parametrize("state", list(dict.fromkeys(row[0] for row in EFFECTS)))
def test_every_decision_that_is_offered_is_foreseen_before_and_after(
    state: Callable[[], Asked],
) -> None:
    state()
    case = Case.objects.get()
    offered = list(QUESTIONS[CaseKind(case.kind)].decisions)
    before = effects_of(case, at=db.clock())
    assert [each.decision for each in before] == offered
    assert all(each.effect.endswith(".") for each in before)


def test_money_is_not_assigned_to_nobody() -> None:
    short_payment()
    case = Case.objects.get()
    for name in ("", "not-an-id", str(case.id)):
        told = effect_of_decision(case, D.ASSIGN, {"merchant_id": name}, at=db.clock())
        if name:
            assert told == "It is refused: there is no such merchant."
        else:
            assert "for the merchant that is named, as a deposit made for it." in told


def test_what_is_decided_already_is_not_promised_again() -> None:
    found = short_payment_for_whom()
    case = Case.objects.get()
    decide(case, D.ASSIGN, **dict(found.details))
    case.refresh_from_db()
    told = {each.effect for each in effects_of(case, at=db.clock())}
    assert told == {"It is refused: this payment is not in suspense."}

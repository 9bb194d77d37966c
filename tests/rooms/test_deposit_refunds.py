"""Refunds: set aside at once, followed to their end, and never more than was paid."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.deposits import actions, tasks_back
from adulis.deposits.errors import (
    DepositDisputed,
    DepositNotFound,
    NothingToRefund,
    PaymentNotReturnable,
    RefundAboveDeposit,
    RefundsFrozen,
)
from adulis.deposits.models import Deposit, Payment, Refund
from adulis.deposits.queries import waiting_of_refund
from adulis.events.models import Event
from adulis.gateways import queries as gateways
from adulis.gateways.collected import DisputeStatus, RefundStatus
from adulis.gateways.payments import GatewayRefused, GatewaySilent
from adulis.identity import actions as identity
from adulis.identity.models import Merchant
from adulis.kernel import db, due
from adulis.kernel.money import Money, rupees
from adulis.ledger.errors import InsufficientFunds
from adulis.ledger.models import Entry
from tests.giving_back import (
    COLLECTED,
    SIMGATE,
    SUSPENSE,
    a_deposit,
    asked,
    broken_promises,
    clear,
    dispute_of,
    hear,
    paid,
    paise,
    pass_time,
    purse,
    refund,
    say_of_refund,
    word_of_refund,
)
from tests.reconciling import ONE, TWO, decided
from tests.rows import changed_since, everything
from tests.world import BUILDER, Shop, a_shop

pytestmark = pytest.mark.django_db
PENDING, PROCESSED, FAILED = RefundStatus.PENDING, RefundStatus.PROCESSED, RefundStatus.FAILED


# --- set aside ------------------------------------------------------------------------------------


def test_what_is_refunded_is_set_aside_of_pending_first() -> None:
    shop = a_shop(paise=500)
    deposit = a_deposit(shop, 1_000)
    row = refund(shop, deposit, 400)
    assert purse(shop) == (600, 500, 400, 0)
    assert (row.amount_minor, row.of_pending_minor, row.paid) == (400, 400, rupees(400))
    assert (row.state, row.due_at) == ("requested", row.created_at)
    deposit.refresh_from_db()
    assert (deposit.pending_minor, deposit.refunded_minor) == (600, 400)
    [event] = Event.objects.filter(type="refund.requested")
    assert event.payload == {
        "deposit_id": str(deposit.id),
        "amount": {"amount_minor": 400, "currency": "INR"},
        "paid": {"amount_minor": 400, "currency": "INR"},
    }
    assert broken_promises() == []


def test_what_has_cleared_is_set_aside_of_what_is_available() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000, cleared=True)
    assert purse(shop) == (0, 1_000, 0, 0)
    refund(shop, deposit)
    assert purse(shop) == (0, 0, 1_000, 0)
    assert broken_promises() == []


def test_what_was_spent_cannot_be_refunded() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000, cleared=True)
    shop.pay_out(600)
    before = everything()
    with pytest.raises(InsufficientFunds):
        refund(shop, deposit)
    assert changed_since(before) == {}
    assert refund(shop, deposit, 400).amount_minor == 400


@pytest.mark.parametrize("first", [1, 400, 999])
def test_never_more_than_is_left(first: int) -> None:
    shop = a_shop(paise=10_000)
    deposit = a_deposit(shop, 1_000)
    refund(shop, deposit, first)
    before = everything()
    with pytest.raises(RefundAboveDeposit) as refused:
        refund(shop, deposit, 1_001 - first)
    assert refused.value.facts == {"refundable_paise": 1_000 - first}
    assert changed_since(before) == {}
    refund(shop, deposit)
    with pytest.raises(NothingToRefund):
        refund(shop, deposit)
    assert purse(shop) == (0, 10_000, 1_000, 0)


def test_what_was_not_paid_has_nothing_to_refund() -> None:
    shop = a_shop(paise=10_000)
    deposit = asked(shop, rupees(1_000))
    before = everything()
    with pytest.raises(NothingToRefund):
        refund(shop, deposit)
    assert changed_since(before) == {}


def test_another_merchants_deposit_is_not_there() -> None:
    shop, other = a_shop(), a_shop(paise=10_000)
    deposit = a_deposit(shop, 1_000)
    before = everything()
    with pytest.raises(DepositNotFound):
        refund(other, deposit)
    assert changed_since(before) == {}


def test_what_is_disputed_is_not_refunded_as_well() -> None:
    shop = a_shop(paise=10_000)
    deposit = a_deposit(shop, 1_000)
    hear(dispute_of(deposit, 300))
    before = everything()
    with pytest.raises(DepositDisputed):
        refund(shop, deposit, 100)
    assert changed_since(before) == {}
    hear(dispute_of(deposit, 300, status=DisputeStatus.LOST))
    with pytest.raises(RefundAboveDeposit):
        refund(shop, deposit, 701)
    refund(shop, deposit, 700)
    assert purse(shop) == (0, 10_000, 700, 0)
    assert broken_promises() == []


def test_a_deposit_whose_refunds_went_before_it_cleared_clears_what_is_left() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000)
    say_of_refund(refund(shop, deposit, 400), PROCESSED)
    assert clear(deposit).state == "cleared"
    assert purse(shop) == (0, 600, 0, 0)
    assert broken_promises() == []


# --- followed to its end --------------------------------------------------------------------------


def test_what_was_processed_is_what_the_gateway_owes_us_less() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000, cleared=True)
    row = refund(shop, deposit, 400)
    assert say_of_refund(row, PENDING).state == "pending"
    assert paise(COLLECTED) == [-1_000]
    assert say_of_refund(row, PROCESSED).state == "processed"
    assert (purse(shop), paise(COLLECTED)) == ((0, 600, 0, 0), [-600])
    before = everything()
    for status in (PROCESSED, PENDING, PROCESSED):
        say_of_refund(row, status)
    assert changed_since(before) == {}
    assert Event.objects.filter(type="refund.processed").count() == 1
    assert broken_promises() == []


@pytest.mark.parametrize("cleared", [False, True], ids=["pending", "cleared"])
def test_what_could_not_be_given_back_is_where_it_came_from(cleared: bool) -> None:
    """A card that has expired: the merchant has the money again, and may pay it out (E-18)."""
    shop = a_shop()
    deposit = a_deposit(shop, 1_000, cleared=cleared)
    row = say_of_refund(refund(shop, deposit, 400), FAILED)
    assert (row.state, row.reason) == ("failed", "card_expired")
    assert purse(shop) == ((0, 1_000, 0, 0) if cleared else (1_000, 0, 0, 0))
    deposit.refresh_from_db()
    assert deposit.refunded_minor == 0
    refund(shop, deposit, 1_000)
    assert broken_promises() == []


def test_what_came_of_pending_is_available_where_that_has_cleared_meanwhile() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000)
    row = refund(shop, deposit, 400)
    clear(deposit)
    assert purse(shop) == (0, 600, 400, 0)
    say_of_refund(row, FAILED)
    assert purse(shop) == (0, 1_000, 0, 0)
    assert broken_promises() == []


def test_what_comes_back_settles_a_debt_first() -> None:
    shop = a_shop()
    first, second = a_deposit(shop, 1_000, cleared=True), a_deposit(shop, 300, cleared=True)
    row = refund(shop, first)
    hear(dispute_of(second))
    assert purse(shop) == (0, 0, 1_000, 0)
    hear(dispute_about_more(shop))
    assert purse(shop)[3] == 200
    say_of_refund(row, FAILED)
    assert purse(shop) == (0, 800, 200, 0)
    assert broken_promises() == []


def dispute_about_more(shop: Any) -> Any:
    """Another deposit that was spent before it was charged back."""
    third = a_deposit(shop, 200, cleared=True)
    shop.pay_out(200)
    return dispute_of(third)


@pytest.mark.parametrize(
    "change",
    [
        {"amount": rupees(399)},
        {"amount": Money(400, "USD")},
        {"payment_id": "pay_other"},
        {"client_reference": str(uuid4())},
    ],
    ids=["amount", "currency", "payment", "reference"],
)
@pytest.mark.parametrize("status", [PENDING, PROCESSED, FAILED])
def test_a_word_that_does_not_fit_moves_no_money(
    change: dict[str, Any], status: RefundStatus
) -> None:
    shop = a_shop()
    row = refund(shop, a_deposit(shop, 1_000), 400)
    before = everything()
    assert say_of_refund(row, status, **change).state == "requested"
    # Of the refund itself only that it was heard of.
    changed = changed_since(before, "events_event", "audit_record")
    assert changed == {"cases_case": 1, "deposits_refund": 0}
    [case] = Case.objects.all()
    assert (case.kind, case.subject) == ("refund_mismatch", f"refund/{row.id}")
    decided(case, Decision.ACCEPT)
    say_of_refund(row, status, **change)
    assert Case.objects.count() == 1


@pytest.mark.parametrize(("first", "then"), [(PROCESSED, FAILED), (FAILED, PROCESSED)])
def test_a_gateway_that_changes_its_mind_is_asked_about(
    first: RefundStatus, then: RefundStatus
) -> None:
    shop = a_shop()
    row = say_of_refund(refund(shop, a_deposit(shop, 1_000), 400), first)
    had = (purse(shop), paise(COLLECTED))
    assert say_of_refund(row, then).state == first
    assert (purse(shop), paise(COLLECTED)) == had
    assert [case.kind for case in Case.objects.all()] == ["refund_mismatch"]


# --- ordered --------------------------------------------------------------------------------------


def take_up(row: Refund) -> list[Any]:
    claims = due.claim("deposits_refund", limit=9, lease_seconds=60)
    with db.transaction():
        return actions.take_up_refunds(
            claims=[each for each in claims if each.id == row.id], actor=BUILDER, at=db.clock()
        )


def test_it_is_written_down_that_an_order_leaves_before_it_does() -> None:
    shop = a_shop()
    row = refund(shop, a_deposit(shop, 1_000))
    [order] = take_up(row)
    assert (order.was_ordered, order.refund_id, order.paid) == (False, "", rupees(1_000))
    row.refresh_from_db()
    assert (row.asked_count, row.asked_at is None) == (1, False)
    assert take_up(row) == []
    pass_time(timedelta(seconds=31))
    [again] = take_up(row)
    assert again.was_ordered
    say_of_refund(row, PENDING)
    pass_time(timedelta(hours=1))
    [followed] = take_up(row)
    assert followed.refund_id == f"rfnd_{row.id.hex[:16]}"


def test_a_refusal_for_good_is_the_end() -> None:
    shop = a_shop()
    row = refund(shop, a_deposit(shop, 1_000))
    with db.transaction():
        actions.refuse_refund(refund_id=row.id, code="NOT_REFUNDABLE", actor=SIMGATE, at=db.clock())
    row.refresh_from_db()
    assert (row.state, row.reason, purse(shop)) == ("failed", "not_refundable", (1_000, 0, 0, 0))


def test_what_the_gateway_has_taken_on_is_not_refused_any_more() -> None:
    shop = a_shop()
    row = say_of_refund(refund(shop, a_deposit(shop, 1_000)), PENDING)
    with db.transaction():
        actions.refuse_refund(refund_id=row.id, code="NOT_REFUNDABLE", actor=SIMGATE, at=db.clock())
    row.refresh_from_db()
    assert (row.state, purse(shop)) == ("pending", (0, 0, 1_000, 0))


# --- while payouts are frozen ---------------------------------------------------------------------


def a_stop(shop: Shop, why: str) -> None:
    """Nothing of what this merchant has available may leave any more."""
    with db.transaction():
        if why == "frozen":
            identity.freeze_payouts(
                merchant_id=shop.id, reason="police notice", actor=BUILDER, at=db.clock()
            )
        elif why == "unknown":
            Merchant.objects.filter(id=shop.id).update(verification="unverified")
    if why == "owing":
        debt = a_deposit(shop, 300, cleared=True)
        shop.pay_out(shop.available)
        hear(dispute_of(debt))
        with db.transaction():
            # Whoever owes us is frozen for that by itself, whatever was lifted meanwhile.
            identity.unfreeze_payouts(merchant_id=shop.id, actor=BUILDER, at=db.clock())


@pytest.mark.parametrize("why", ["frozen", "unknown", "owing"])
def test_nothing_that_is_available_leaves_as_a_refund_while_payouts_may_not(why: str) -> None:
    shop = a_shop(paise=1_000)
    cleared = a_deposit(shop, 400, cleared=True)
    deposit = a_deposit(shop, 500)
    refund(shop, deposit, 100)
    a_stop(shop, why)
    before = everything()
    with pytest.raises(RefundsFrozen) as refused:
        refund(shop, cleared, 1)
    assert refused.value.facts == {"refundable_paise": 0}
    assert changed_since(before) == {}


def test_what_a_deposit_has_pending_goes_back_all_the_same() -> None:
    """It was never the merchant's to lose: its payer has it again."""
    shop = a_shop(paise=1_000)
    deposit = a_deposit(shop, 500)
    a_stop(shop, "frozen")
    row = refund(shop, deposit)
    assert purse(shop) == (0, 1_000, 500, 0)
    assert [each.id for each in take_up(row)] == [row.id]


def test_a_refund_that_was_never_ordered_waits_for_the_end_of_a_freeze() -> None:
    shop = a_shop()
    row = refund(shop, a_deposit(shop, 500, cleared=True))
    a_stop(shop, "frozen")
    for _ in range(8):
        assert take_up(row) == []
        pass_time(timedelta(hours=1))
    row.refresh_from_db()
    assert (row.asked_at, row.claim_count, row.state) == (None, 0, "requested")
    with db.transaction():
        identity.unfreeze_payouts(merchant_id=shop.id, actor=BUILDER, at=db.clock())
    [order] = take_up(row)
    assert not order.was_ordered


def test_a_refund_that_was_ordered_is_followed_through_a_freeze() -> None:
    shop = a_shop()
    row = refund(shop, a_deposit(shop, 500, cleared=True))
    assert len(take_up(row)) == 1
    a_stop(shop, "frozen")
    pass_time(timedelta(hours=1))
    assert [each.was_ordered for each in take_up(row)] == [True]


def test_a_refund_that_was_never_ordered_waits_for_the_end_of_a_dispute() -> None:
    shop = a_shop(paise=1_000)
    deposit = a_deposit(shop, 500)
    row = refund(shop, deposit, 100)
    hear(dispute_of(deposit, 200))
    assert take_up(row) == []
    hear(dispute_of(deposit, 200, status=DisputeStatus.WON))
    pass_time(timedelta(hours=1))
    assert [each.was_ordered for each in take_up(row)] == [False]


@pytest.mark.parametrize("why", ["frozen", "unknown", "owing", "disputed"])
def test_what_waits_says_for_what_and_nobody_is_asked_about_it(why: str) -> None:
    shop = a_shop(paise=1_000)
    deposit = a_deposit(shop, 500, cleared=True)
    row = refund(shop, deposit, 100)
    a_stop(shop, why)
    if why == "disputed":
        hear(dispute_of(deposit, 50))
    waiting = waiting_of_refund(Refund.objects.get(id=row.id))
    assert waiting is not None
    assert (waiting.reason, waiting.on, waiting.until) == (*WAITS[why], None)
    assert waiting.then.startswith("It is ordered at the payment gateway")
    for _ in range(3):
        pass_time(timedelta(days=30))
        assert (take_up(row), asked_about_overdue()) == ([], 0)
    assert not Case.objects.filter(subject=f"refund/{row.id}").exists()
    assert broken_promises() == []


WAITS = {
    "frozen": ("unfreezing", "the platform to unfreeze the merchant's payouts"),
    "unknown": ("verification", "the merchant to be verified"),
    "owing": ("debt", "the merchant to pay what it owes"),
    "disputed": (
        "dispute",
        "the payer's bank, which has taken the payment back, to decide about that",
    ),
}


def test_what_waited_has_its_week_from_its_order_on() -> None:
    shop = a_shop()
    row = refund(shop, a_deposit(shop, 500, cleared=True))
    a_stop(shop, "frozen")
    pass_time(timedelta(days=30))
    with db.transaction():
        identity.unfreeze_payouts(merchant_id=shop.id, actor=BUILDER, at=db.clock())
    assert len(take_up(row)) == 1
    waiting = waiting_of_refund(Refund.objects.get(id=row.id))
    assert waiting is not None
    assert waiting.reason == "order"
    pass_time(timedelta(days=6, hours=23))
    assert asked_about_overdue() == 0
    pass_time(timedelta(hours=2))
    assert asked_about_overdue() == 1


# --- what people decide ---------------------------------------------------------------------------


def overdue(row: Refund) -> Case:
    """A refund that was ordered, and whose week is over."""
    if row.asked_at is None and row.state == "requested":
        take_up(row)
    pass_time(timedelta(days=7, minutes=1))
    assert (asked_about_overdue(), asked_about_overdue()) == (1, 0)
    return Case.objects.exclude(state="closed").get(subject=f"refund/{row.id}")


def asked_about_overdue() -> int:
    with db.transaction():
        return actions.open_overdue_refunds(actor=BUILDER, at=db.clock())


def test_whoever_goes_on_asking_is_asked_again_a_week_later() -> None:
    shop = a_shop()
    row = refund(shop, a_deposit(shop, 1_000))
    decide_refund(overdue(row), row, Decision.KEEP_ASKING)
    pass_time(timedelta(days=6, hours=23))
    assert asked_about_overdue() == 0
    pass_time(timedelta(hours=2))
    assert asked_about_overdue() == 1
    assert Case.objects.filter(subject=f"refund/{row.id}").count() == 2


@pytest.mark.parametrize(
    ("decision", "state", "expected"),
    [
        (Decision.PAID, "processed", (0, 0, 0, 0)),
        (Decision.NOT_PAID, "failed", (1_000, 0, 0, 0)),
        (Decision.KEEP_ASKING, "requested", (0, 0, 1_000, 0)),
    ],
)
def test_two_operators_say_what_became_of_a_refund(
    decision: Decision, state: str, expected: tuple[int, ...]
) -> None:
    shop = a_shop()
    row = refund(shop, a_deposit(shop, 1_000))
    case = overdue(row)
    assert case.kind == "refund_in_doubt"
    decide_refund(case, row, decision)
    row.refresh_from_db()
    assert (row.state, purse(shop)) == (state, expected)
    assert broken_promises() == []


def decide_refund(case: Case, row: Refund, decision: Decision) -> None:
    from adulis.cases import actions as cases

    with db.transaction():
        cases.propose_decision(
            case_id=case.id, decision=decision, details={}, actor=ONE, at=db.clock()
        )
        actions.decide_refund(
            case_id=case.id, decision=decision, details={}, actor=TWO, at=db.clock()
        )


def test_the_gateways_word_answers_what_people_were_asked() -> None:
    shop = a_shop()
    row = refund(shop, a_deposit(shop, 1_000))
    case = overdue(row)
    say_of_refund(row, PROCESSED)
    case.refresh_from_db()
    assert (case.state, case.decision) == ("closed", "")


# --- out of suspense ------------------------------------------------------------------------------


def a_suspended_payment(minor: int = 1_000) -> Payment:
    deposit = paid(asked(a_shop(), rupees(500)), amount=rupees(minor))
    return Payment.objects.get(deposit=deposit)


def send_back(payment: Payment) -> Refund:
    with db.transaction():
        return actions.return_payment(payment_id=payment.id, actor=TWO, at=db.clock())


def test_what_was_nobodys_goes_back_to_its_source() -> None:
    payment = a_suspended_payment()
    assert paise(SUSPENSE, COLLECTED) == [1_000, -1_000]
    row = send_back(payment)
    assert (row.paid, row.merchant_id, row.deposit_id) == (rupees(1_000), None, None)
    say_of_refund(row, PROCESSED)
    payment.refresh_from_db()
    assert (payment.state, paise(SUSPENSE, COLLECTED)) == ("returned", [0, 0])
    assert broken_promises() == []


def test_what_could_not_be_sent_back_is_in_suspense_and_asked_about_again() -> None:
    payment = a_suspended_payment()
    [first] = Case.objects.all()
    decided_return(first)
    row = Refund.objects.get(payment=payment)
    say_of_refund(row, FAILED)
    payment.refresh_from_db()
    assert (payment.state, payment.returned_minor, paise(SUSPENSE)) == ("suspended", 0, [1_000])
    assert [case.state for case in Case.objects.order_by("id")] == ["closed", "open"]
    say_of_refund(send_back(payment), PROCESSED)
    assert paise(SUSPENSE) == [0]
    assert broken_promises() == []


def decided_return(case: Case) -> None:
    from adulis.cases import actions as cases
    from adulis.deposits.actions.deciding import decide_case

    with db.transaction():
        cases.propose_decision(
            case_id=case.id, decision=Decision.RETURN, details={}, actor=ONE, at=db.clock()
        )
        decide_case(case_id=case.id, decision=Decision.RETURN, details={}, actor=TWO, at=db.clock())


def test_what_is_on_its_way_back_is_not_sent_twice() -> None:
    payment = a_suspended_payment()
    send_back(payment)
    before = everything()
    with pytest.raises(PaymentNotReturnable):
        send_back(payment)
    assert changed_since(before) == {}


def test_every_refund_is_one_posting_at_a_time() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000)
    for minor in (300, 300, 400):
        say_of_refund(refund(shop, deposit, minor), PROCESSED)
    assert Entry.objects.filter(kind="refund_processed").count() == 3
    assert (purse(shop), paise(COLLECTED)) == ((0, 0, 0, 0), [0])
    assert Deposit.objects.get(id=deposit.id).refunded_minor == 1_000
    assert broken_promises() == []


# --- how the gateway answers an order -------------------------------------------------------------


class ScriptedGateway:
    """A gateway that refuses orders, and shows what it is said to know of refunds."""

    def __init__(
        self, *, refuses: tuple[int, str] | None = None, knows: list[Any] | None = None
    ) -> None:
        self.refuses, self.knows, self.orders = refuses, knows or [], 0

    def create_refund(self, payment_id: str, **order: Any) -> Any:
        self.orders += 1
        if self.refuses is None:
            raise GatewaySilent("nobody at home")
        raise GatewayRefused(*self.refuses, "no")

    def refunds_of(self, reference: str) -> list[Any]:
        return self.knows

    def refund(self, refund_id: str) -> Any:
        return self.knows[0] if self.knows else None


def connect(patch: pytest.MonkeyPatch, **script: Any) -> ScriptedGateway:
    gateway = ScriptedGateway(**script)
    patch.setattr(gateways, "connected_payment_gateway", lambda: gateway)
    return gateway


@pytest.mark.parametrize(
    ("status", "code", "state"),
    [
        (409, "not_refundable", "failed"),
        (422, "wrong_currency", "failed"),
        (422, "refund_too_large", "failed"),
        (409, "idempotency_mismatch", "requested"),
        (409, "conflict", "requested"),
        (409, "in_progress", "requested"),
        (400, "invalid", "requested"),
        (410, "gone", "requested"),
    ],
)
def test_only_a_documented_refusal_is_the_end_of_a_refund(
    status: int, code: str, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = a_shop()
    row = refund(shop, a_deposit(shop, 1_000))
    connect(monkeypatch, refuses=(status, code))
    tasks_back.follow_refunds()
    row.refresh_from_db()
    is_held = state == "requested"
    assert (row.state, row.claim_count > 0 and is_held) == (state, False)
    assert purse(shop) == ((0, 0, 1_000, 0) if is_held else (1_000, 0, 0, 0))


def test_that_a_gateway_knows_it_no_more_is_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends nothing, and is not silence: a restored database waits to hear something."""
    shop = a_shop()
    row = say_of_refund(refund(shop, a_deposit(shop, 1_000)), PENDING)
    heard_at = row.heard_at
    assert heard_at is not None
    connect(monkeypatch)
    pass_time(timedelta(hours=1))
    tasks_back.follow_refunds()
    row.refresh_from_db()
    assert row.state == "pending"
    assert row.heard_at is not None
    assert row.heard_at > heard_at


def test_a_refusal_of_an_order_that_may_have_arrived_before_is_no_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The refund may have been made by the first order: too much is left for a second only then."""
    shop = a_shop()
    row = refund(shop, a_deposit(shop, 1_000))
    connect(monkeypatch)
    tasks_back.follow_refunds()
    again = connect(monkeypatch, refuses=(422, "refund_too_large"))
    pass_time(timedelta(hours=1))
    tasks_back.follow_refunds()
    row.refresh_from_db()
    assert (again.orders, row.state, purse(shop)) == (1, "requested", (0, 0, 1_000, 0))
    assert overdue(row).kind == "refund_in_doubt"
    connect(monkeypatch, knows=[word_of_refund(row, PROCESSED)])
    pass_time(timedelta(hours=7))
    tasks_back.follow_refunds()
    row.refresh_from_db()
    assert (row.state, purse(shop)) == ("processed", (0, 0, 0, 0))
    assert broken_promises() == []


@pytest.mark.parametrize(("first", "then"), [(PROCESSED, FAILED), (FAILED, PROCESSED)])
def test_news_of_a_refund_that_has_ended_comes_before_people(
    first: RefundStatus, then: RefundStatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = a_shop()
    row = say_of_refund(refund(shop, a_deposit(shop, 1_000), 400), first)
    had = (purse(shop), paise(COLLECTED))
    connect(monkeypatch, knows=[word_of_refund(row, then)])
    tasks_back.hear_refund(str(row.id))
    [case] = Case.objects.all()
    assert (case.kind, case.subject) == ("refund_mismatch", f"refund/{row.id}")
    assert case.evidence[0]["note"] == f"it was {first} before"
    assert (purse(shop), paise(COLLECTED)) == had


def test_news_of_a_refund_that_was_refused_and_made_all_the_same_comes_before_people(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shop = a_shop()
    row = refund(shop, a_deposit(shop, 1_000), 400)
    with db.transaction():
        actions.refuse_refund(refund_id=row.id, code="not_refundable", actor=SIMGATE, at=db.clock())
    row.refresh_from_db()
    connect(monkeypatch, knows=[word_of_refund(row, PROCESSED)])
    tasks_back.hear_refund(str(row.id))
    assert [each.kind for each in Case.objects.all()] == ["refund_mismatch"]


def test_old_news_of_a_refund_that_has_ended_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shop = a_shop()
    row = say_of_refund(refund(shop, a_deposit(shop, 1_000), 400), PROCESSED)
    connect(monkeypatch, knows=[word_of_refund(row, PROCESSED)])
    before = everything()
    tasks_back.hear_refund(str(row.id))
    tasks_back.hear_refund(str(uuid4()))
    assert changed_since(before) == {}

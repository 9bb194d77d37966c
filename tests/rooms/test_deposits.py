"""Deposits: asked for, paid, cleared; refused, and what does not fit kept safe until decided."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from adulis.audit.models import AuditRecord
from adulis.cases import actions as cases
from adulis.cases.models import Case
from adulis.cases.values import CaseKind, Decision
from adulis.deposits import actions, errors, policies, queries, tasks
from adulis.deposits.models import Deposit, Payment, Refund
from adulis.deposits.purposes import PURPOSES
from adulis.deposits.values import DepositOrder, Method
from adulis.events.models import Event
from adulis.fees import actions as fees
from adulis.gateways import collected
from adulis.gateways.collected import Intent, IntentStatus, PaymentStatus
from adulis.gateways.payments import GatewaySilent
from adulis.identity.values import Verification
from adulis.kernel import db, due
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.due import Claim
from adulis.kernel.errors import Refusal
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import Money, rupees
from adulis.ledger import queries as book
from adulis.ledger.models import Entry
from adulis.limits import actions as limits
from adulis.limits.values import LimitKind, Window
from adulis.ops.invariants import examine
from adulis.wallets.errors import NobodyToAssignTo
from tests.giving_back import (
    COLLECTED,
    COSTS,
    GATEWAY,
    SIMGATE,
    SUSPENSE,
    a_deposit,
    asked,
    clear,
    paid,
    paise,
    pass_time,
    payment_for,
    purse,
)
from tests.owing import owes
from tests.traces import deeds
from tests.world import BUILDER, Shop, a_shop

pytestmark = pytest.mark.django_db


def broken() -> list[str]:
    return [f"{each.check.name}: {each.rows}" for each in examine() if each.broken]


def everything() -> tuple[Any, ...]:
    """What a refusal must not have changed."""
    return (
        list(Deposit.objects.order_by("id").values()),
        list(Payment.objects.order_by("id").values()),
        list(Entry.objects.order_by("id").values_list("key", flat=True)),
        Event.objects.count(),
        AuditRecord.objects.count(),
        list(Case.objects.order_by("id").values()),
    )


def refused(deed: Callable[[], Any], refusal: type[Refusal]) -> Refusal:
    """It is refused, and nothing at all has changed."""
    before = everything()
    with pytest.raises(refusal) as raised, db.transaction():
        deed()
    assert everything() == before
    return raised.value


def operator() -> Actor:
    name = str(uuid4())
    return Actor(ActorKind.OPERATOR, name, name)


def told(deposit: Deposit, *payments: collected.Payment, **changes: Any) -> Any:
    """The gateway shows the deposit's intent like this."""
    says: dict[str, Any] = {
        "id": f"pi_{deposit.id.hex[:16]}",
        "client_reference": str(deposit.id),
        "amount": deposit.paid,
        "status": IntentStatus.SUCCEEDED,
        "payments": payments,
    }
    with db.transaction():
        return actions.weigh_intent(
            intent=Intent(**(says | changes)),
            gateway=GATEWAY,
            source="poll",
            actor=SIMGATE,
            at=db.clock(),
        )


def now(deposit: Deposit) -> Deposit:
    return Deposit.objects.get(id=deposit.id)


def state(deposit: Deposit) -> str:
    return now(deposit).state


# --- asking ---------------------------------------------------------------------------------------


def test_asking_writes_it_down_and_moves_nothing() -> None:
    shop = a_shop()
    deposit = asked(shop, rupees(50_000), reference="INV-7", methods=(Method.UPI,))
    assert (deposit.state, deposit.paid, deposit.methods) == ("created", rupees(50_000), ["upi"])
    assert (purse(shop), Entry.objects.count()) == ((0, 0, 0, 0), 0)
    fact = Event.objects.get(subject=f"deposit/{deposit.id}")
    assert (fact.type, fact.payload["paid"]) == (
        "deposit.created",
        {"amount_minor": 50_000, "currency": "INR"},
    )


def test_whoever_is_asked_to_pay_is_kept_sealed() -> None:
    deposit = asked(a_shop(), rupees(50_000), payer_name="Nordic", payer_email="a@nordic.example")
    assert "ordic" not in deposit.payer_sealed
    with db.transaction():
        order = actions.note_intent_asked(deposit_id=deposit.id, actor=BUILDER, at=db.clock())
    assert order is not None
    assert (order.payer_name, order.payer_email) == ("Nordic", "a@nordic.example")
    assert "ordic" not in repr(order)


def test_whoever_has_paid_is_led_back_to_the_merchants_own_page() -> None:
    shop = a_shop()
    pages = []
    for told in ({}, {"return_url": "https://shop.example/"}):
        deposit = asked(shop, rupees(50_000), **told)
        with db.transaction():
            order = actions.note_intent_asked(deposit_id=deposit.id, actor=BUILDER, at=db.clock())
        assert order is not None
        pages.append(order.return_url.replace(str(deposit.id), "<id>"))
    assert pages == [
        f"https://adulis.example/m/{shop.id}/deposits/<id>", "https://shop.example/",
    ]  # fmt: skip


REFUSED: dict[str, tuple[dict[str, Any], type[Refusal]]] = {
    "too little": ({"amount": rupees(99)}, errors.DepositBelowMinimum),
    "too much": ({"amount": rupees(10**13 + 1)}, errors.DepositAboveMaximum),
    "dollars without a quote": (
        {"amount": Money(500, "USD")},
        errors.DepositCurrencyNotPossible,
    ),
    "rupees with a quote": (
        {"amount": rupees(500), "quote_id": uuid4()},
        errors.DepositCurrencyNotPossible,
    ),
    "a quote that does not exist": (
        {"amount": Money(500, "USD"), "quote_id": uuid4(), "purpose_code": next(iter(PURPOSES))},
        errors.DepositCurrencyNotPossible,
    ),
}


def create(shop: Shop, **order: Any) -> Deposit:
    return actions.create_deposit(
        viewer=shop.viewer, order=DepositOrder(**order), actor=shop.actor, at=db.clock()
    )


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_asked_for(what: str) -> None:
    order, refusal = REFUSED[what]
    shop = a_shop()
    refused(lambda: create(shop, **order), refusal)


@pytest.mark.parametrize(
    "verification", [Verification.UNVERIFIED, Verification.SUBMITTED, Verification.REFUSED]
)
def test_nobody_pays_in_for_whom_we_do_not_know(verification: Verification) -> None:
    shop = a_shop(verification=verification, accounts=0)
    refused(lambda: create(shop, amount=rupees(500)), errors.MerchantNotVerifiedForDeposits)


def limit(tier: str, window: Window, minor: int) -> None:
    with db.transaction():
        limits.set_limit(
            tier=tier,
            kind=LimitKind.DEPOSIT,
            window=window,
            maximum=rupees(minor),
            starts_at=db.clock(),
            actor=BUILDER,
            at=db.clock(),
        )


def test_a_tier_limits_what_is_asked_for_at_once() -> None:
    shop = a_shop()
    limit(shop.viewer.standing.tier, Window.SINGLE, 10_000)
    said = refused(lambda: create(shop, amount=rupees(10_001)), errors.DepositAboveLimit)
    assert said.facts == {"window": "single", "maximum_paise": 10_000, "left_paise": 10_000}
    assert asked(shop, rupees(10_000)).state == "created"


def test_a_tier_limits_what_is_asked_for_in_a_day_and_what_came_to_nothing_does_not_count() -> None:
    shop, other = a_shop(), a_shop()
    limit(shop.viewer.standing.tier, Window.DAY, 10_000)
    first = asked(shop, rupees(6_000))
    asked(other, rupees(6_000))
    said = refused(lambda: create(shop, amount=rupees(4_001)), errors.DepositAboveLimit)
    assert said.facts["left_paise"] == 4_000
    with db.transaction():
        actions.cancel_deposit(
            merchant_id=shop.id, deposit_id=first.id, actor=shop.actor, at=db.clock()
        )
    assert asked(shop, rupees(10_000)).state == "created"


def test_what_was_cancelled_counts_until_the_gateway_has_closed_it() -> None:
    """Otherwise a merchant has any number of open pages at once, each within its limit."""
    shop = a_shop()
    limit(shop.viewer.standing.tier, Window.DAY, 10_000)
    first, second = asked(shop, rupees(5_000)), asked(shop, rupees(5_000))
    for deposit in (first, second):
        with db.transaction():
            actions.note_intent_asked(deposit_id=deposit.id, actor=SIMGATE, at=db.clock())
            actions.cancel_deposit(
                merchant_id=shop.id, deposit_id=deposit.id, actor=shop.actor, at=db.clock()
            )
    told(first, status=IntentStatus.REQUIRES_PAYMENT)
    refused(lambda: create(shop, amount=rupees(1)), errors.DepositBelowMinimum)
    refused(lambda: create(shop, amount=rupees(100)), errors.DepositAboveLimit)
    told(first, status=IntentStatus.CANCELLED)
    refused(lambda: create(shop, amount=rupees(5_001)), errors.DepositAboveLimit)
    assert asked(shop, rupees(4_000)).state == "created"
    pass_time(second.expires_at - db.clock())
    assert asked(shop, rupees(5_000)).state == "created"


# --- telling the gateway --------------------------------------------------------------------------


def ask_gateway(deposit: Deposit) -> Any:
    with db.transaction():
        return actions.note_intent_asked(deposit_id=deposit.id, actor=BUILDER, at=db.clock())


def test_the_gateway_is_told_nothing_of_what_was_cancelled() -> None:
    shop = a_shop()
    deposit = asked(shop, rupees(50_000))
    with db.transaction():
        actions.cancel_deposit(
            merchant_id=shop.id, deposit_id=deposit.id, actor=shop.actor, at=db.clock()
        )
    assert ask_gateway(deposit) is None
    assert now(deposit).intent_asked_at is None


def test_an_order_that_may_be_on_its_way_is_waited_for_before_it_is_given_up() -> None:
    deposit = asked(a_shop(), rupees(50_000))
    pass_time(deposit.expires_at - db.clock() - timedelta(seconds=2))
    assert ask_gateway(deposit) is not None
    for over, then in ((timedelta(seconds=2), "created"), (policies.CREATION_HORIZON, "expired")):
        pass_time(over)
        with db.transaction():
            actions.give_up_opening(deposit_id=deposit.id, actor=SIMGATE, at=db.clock())
        assert state(deposit) == then


# --- being paid -----------------------------------------------------------------------------------


def test_a_payment_is_pending_then_available_less_the_fee() -> None:
    shop = a_shop()
    with db.transaction():
        fees.set_fee(
            service="deposit",
            flat_minor=100,
            basis_points=100,
            tax_basis_points=1_800,
            starts_at=db.clock(),
            actor=BUILDER,
            at=db.clock(),
        )
    deposit = a_deposit(shop, 50_000, fee=rupees(900), tax=rupees(162))
    assert (deposit.state, deposit.method, deposit.is_late) == ("captured", "card", False)
    assert purse(shop) == (50_000, 0, 0, 0)
    assert paise(COLLECTED, COSTS) == [-50_000 + 1_062, -1_062]
    deposit = clear(deposit)
    assert (deposit.state, deposit.fee_minor, deposit.tax_minor) == ("cleared", 600, 108)
    assert purse(shop) == (0, 49_292, 0, 0)
    assert paise("platform/fees/INR", "platform/tax/INR") == [600, 108]
    assert broken() == []


def test_everything_that_happens_to_it_is_on_record() -> None:
    deposit = a_deposit(a_shop(), 50_000, cleared=True)
    assert deeds(f"deposit/{deposit.id}") == [
        f"deposit.{verb}" for verb in ("create", "open", "capture", "clear")
    ]


def test_the_fee_is_what_it_was_when_the_deposit_was_asked_for() -> None:
    """Whatever was decided about fees while the money was on its way."""
    shop = a_shop()
    deposit = a_deposit(shop, 50_000)
    pass_time(timedelta(minutes=1))
    with db.transaction():
        fees.set_fee(
            service="deposit", flat_minor=100, basis_points=0, starts_at=db.clock(), actor=BUILDER,
            at=db.clock(),
        )  # fmt: skip
    clear(deposit)
    assert purse(shop) == (0, 50_000, 0, 0)
    assert paise("platform/fees/INR", "platform/tax/INR") == [0, 0]


def test_it_does_not_clear_before_its_time() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 50_000)
    assert deposit.clears_at is not None
    pass_time(deposit.clears_at - db.clock() - timedelta(minutes=5))
    assert due.claim("deposits_deposit", limit=9, lease_seconds=9) == []
    with db.transaction():
        assert not actions.clear_deposit(
            claim=Claim(deposit.id, deposit.claim_count), actor=BUILDER, at=db.clock()
        )
    assert purse(shop) == (50_000, 0, 0, 0)


def test_whoever_lost_the_lease_clears_nothing() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 50_000)
    pass_time(timedelta(days=4))
    (claim,) = due.claim("deposits_deposit", limit=9, lease_seconds=9)
    late = replace(claim, fence=claim.fence - 1)
    with db.transaction():
        assert not actions.clear_deposit(claim=late, actor=BUILDER, at=db.clock())
        assert actions.clear_deposit(claim=claim, actor=BUILDER, at=db.clock())
        assert not actions.clear_deposit(claim=claim, actor=BUILDER, at=db.clock())
    assert (state(deposit), purse(shop)) == ("cleared", (0, 50_000, 0, 0))


def test_a_debt_is_settled_first_of_what_clears() -> None:
    shop = a_shop()
    owes(shop, 30_000)
    a_deposit(shop, 50_000, cleared=True)
    assert purse(shop) == (0, 20_000, 30_000, 0)
    assert broken() == []


@pytest.mark.parametrize("ending", ["failed", "expired", "cancelled"])
def test_a_payment_after_the_end_is_honoured(ending: str) -> None:
    shop = a_shop()
    deposit = asked(shop, rupees(50_000))
    told(deposit, status=IntentStatus(ending))
    assert (state(deposit), purse(shop)) == (ending, (0, 0, 0, 0))
    told(deposit, payment_for(deposit))
    deposit = now(deposit)
    assert (deposit.state, deposit.is_late, deposit.reason) == ("captured", True, "")
    assert (purse(shop), broken()) == ((50_000, 0, 0, 0), [])


def test_the_same_word_any_number_of_times_credits_once() -> None:
    shop = a_shop()
    deposit = asked(shop, rupees(50_000))
    payment = payment_for(deposit)
    outcomes = [told(deposit, payment).outcome for _ in range(4)]
    assert outcomes == ["paid", "known", "known", "known"]
    assert (purse(shop), Payment.objects.count(), Entry.objects.count()) == (
        (50_000, 0, 0, 0),
        1,
        1,
    )
    facts = Event.objects.filter(subject=f"deposit/{deposit.id}").order_by("subject_sequence")
    assert [each.type for each in facts] == ["deposit.created", "deposit.captured"]


def test_a_gateway_whose_clock_is_ahead_books_nothing_in_the_future() -> None:
    deposit = asked(a_shop(), rupees(50_000))
    told(deposit, payment_for(deposit, captured_at=db.clock() + timedelta(hours=1)))
    entry = Entry.objects.get(key=f"deposit/{deposit.id}/captured")
    assert entry.at <= entry.recorded_at


def test_under_way_open_again_and_paid() -> None:
    deposit = asked(a_shop(), rupees(50_000))
    waiting = payment_for(deposit, status=PaymentStatus.PROCESSING, captured_at=None)
    told(deposit, waiting, status=IntentStatus.PROCESSING)
    assert state(deposit) == "processing"
    told(deposit, status=IntentStatus.REQUIRES_PAYMENT)
    assert state(deposit) == "created"
    told(deposit, payment_for(deposit))
    assert state(deposit) == "captured"


# --- what does not fit ----------------------------------------------------------------------------

WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "less": ({"amount": rupees(49_999)}, "wrong_amount"),
    "more": ({"amount": rupees(50_001)}, "wrong_amount"),
    "dollars": (
        {"amount": Money(50_000, "USD"), "fee": Money(0, "USD"), "tax": Money(0, "USD")},
        "wrong_currency",
    ),
    "of another deposit": ({"client_reference": "another"}, "wrong_object"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_does_not_fit_is_kept_in_its_currency_and_asked_about(what: str) -> None:
    changes, mismatch = WRONG[what]
    shop = a_shop()
    deposit = paid(asked(shop, rupees(50_000)), **changes)
    payment = Payment.objects.get()
    amount = payment.amount
    assert (deposit.state, deposit.reason) == ("failed", "payment_did_not_fit")
    assert (payment.state, payment.mismatch, payment.deposit_id) == (
        "suspended",
        mismatch,
        deposit.id,
    )
    assert purse(shop) == (0, 0, 0, 0)
    assert paise(
        f"platform/suspense/{amount.currency}", f"gateway/{GATEWAY}/receivable/{amount.currency}"
    ) == [amount.minor, -amount.minor]
    case = Case.objects.get()
    assert (case.kind, case.subject) == ("deposit_mismatch", f"gateway-payment/{payment.id}")
    assert broken() == []


def test_a_second_payment_is_kept_and_the_first_stays_credited() -> None:
    shop = a_shop()
    deposit = asked(shop, rupees(50_000))
    first = payment_for(deposit)
    told(deposit, first)
    told(deposit, first, payment_for(deposit))
    assert (state(deposit), purse(shop)) == ("captured", (50_000, 0, 0, 0))
    assert paise(SUSPENSE) == [50_000]
    assert Payment.objects.get(state="suspended").mismatch == "second_payment"
    assert broken() == []


def test_parts_are_kept_and_the_whole_is_still_credited() -> None:
    shop = a_shop()
    deposit = asked(shop, rupees(50_000))
    part = payment_for(deposit, amount=rupees(20_000))
    told(deposit, part, status=IntentStatus.REQUIRES_PAYMENT)
    assert state(deposit) == "created"
    whole = payment_for(deposit)
    told(deposit, part, whole)
    assert (state(deposit), purse(shop), paise(SUSPENSE)) == (
        "captured",
        (50_000, 0, 0, 0),
        [20_000],
    )


def stray(**changes: Any) -> collected.Payment:
    at = db.clock()
    says: dict[str, Any] = {
        "id": f"pay_{uuid4().hex[:16]}",
        "status": PaymentStatus.CAPTURED,
        "amount": rupees(70_000),
        "fee": rupees(0),
        "tax": rupees(0),
        "method": "bank_transfer",
        "captured_at": at,
        "created_at": at,
    }
    return collected.Payment(**(says | changes))


def hear_stray(payment: collected.Payment) -> Any:
    with db.transaction():
        return actions.weigh_stray(payment=payment, gateway=GATEWAY, actor=SIMGATE, at=db.clock())


def test_an_unknown_payer_is_kept_once() -> None:
    payment = stray()
    for _ in range(3):
        hear_stray(payment)
    row = Payment.objects.get()
    assert (row.state, row.mismatch, row.deposit_id) == ("suspended", "unknown_payer", None)
    assert (paise(SUSPENSE), Case.objects.get().kind) == ([70_000], "unknown_payer")
    assert broken() == []


def test_what_is_paid_for_an_intent_that_nobody_here_asked_for_is_kept() -> None:
    deposit = asked(a_shop(), rupees(50_000))
    payment = payment_for(deposit, intent_id="pi_theirs", client_reference="theirs")
    weighed = told(deposit, payment, id="pi_theirs", client_reference="theirs")
    assert (weighed.outcome, weighed.deposit_id) == ("unknown_intent", None)
    assert (state(deposit), paise(SUSPENSE)) == ("created", [50_000])


def test_a_payment_that_is_not_captured_is_nobodys_money_yet() -> None:
    weighed = hear_stray(stray(status=PaymentStatus.PROCESSING, captured_at=None))
    assert (weighed.asks_again, Payment.objects.count()) == (True, 0)


def test_a_booked_payment_with_another_amount_is_asked_about_once_and_stays() -> None:
    shop = a_shop()
    deposit = asked(shop, rupees(50_000))
    payment = payment_for(deposit)
    told(deposit, payment)
    for _ in range(2):
        told(deposit, replace(payment, amount=rupees(1)))
    case = Case.objects.get()
    assert (case.kind, len(case.evidence)) == ("gateway_contradicts", 1)
    assert case.evidence[0]["gateway_says_minor"] == 1
    assert purse(shop) == (50_000, 0, 0, 0)


# --- two operators decide -------------------------------------------------------------------------


def decide(case: Case, decision: Decision, **details: Any) -> None:
    with db.transaction():
        cases.propose_decision(
            case_id=case.id, decision=decision, details=details, actor=operator(), at=db.clock()
        )
    with db.transaction():
        close(case, decision, **details)


def close(case: Case, decision: Decision, **details: Any) -> None:
    actions.decide_case(
        case_id=case.id, decision=decision, details=details, actor=operator(), at=db.clock()
    )


def test_a_part_can_be_assigned_to_its_own_deposit() -> None:
    shop = a_shop()
    deposit = paid(asked(shop, rupees(50_000)), amount=rupees(20_000), method="upi")
    decide(Case.objects.get(), Decision.ASSIGN, merchant_id=str(shop.id))
    deposit = now(deposit)
    assert (deposit.state, deposit.credited_minor, deposit.is_late) == ("captured", 20_000, True)
    assert (purse(shop), paise(SUSPENSE)) == ((20_000, 0, 0, 0), [0])
    assert Case.objects.get().state == "closed"
    clear(deposit)
    assert (purse(shop), broken()) == ((0, 20_000, 0, 0), [])


def test_an_unknown_payers_money_becomes_a_deposit_of_whoever_it_is_assigned_to() -> None:
    shop = a_shop()
    hear_stray(stray())
    decide(Case.objects.get(), Decision.ASSIGN, merchant_id=str(shop.id))
    deposit, payment = Deposit.objects.get(), Payment.objects.get()
    assert (deposit.is_assigned, deposit.merchant_id, deposit.state) == (True, shop.id, "captured")
    assert (payment.state, payment.deposit_id) == ("assigned", deposit.id)
    assert (purse(shop), broken()) == ((70_000, 0, 0, 0), [])


def test_a_second_payment_becomes_a_deposit_of_its_own() -> None:
    shop = a_shop()
    deposit = asked(shop, rupees(50_000))
    first = payment_for(deposit)
    told(deposit, first, payment_for(deposit))
    decide(Case.objects.get(), Decision.ASSIGN, merchant_id=str(shop.id))
    assert sorted(Deposit.objects.values_list("is_assigned", "state")) == [
        (False, "captured"),
        (True, "captured"),
    ]
    assert (purse(shop), broken()) == ((100_000, 0, 0, 0), [])


def test_it_can_be_assigned_to_another_merchant_than_it_came_for() -> None:
    shop, other = a_shop(), a_shop()
    paid(asked(shop, rupees(50_000)), amount=rupees(20_000))
    decide(Case.objects.get(), Decision.ASSIGN, merchant_id=str(other.id))
    assert (purse(shop), purse(other)) == ((0, 0, 0, 0), (20_000, 0, 0, 0))
    assert broken() == []


def test_it_is_sent_back_to_its_source() -> None:
    paid(asked(a_shop(), rupees(50_000)), amount=rupees(20_000))
    decide(Case.objects.get(), Decision.RETURN)
    refund, payment = Refund.objects.get(), Payment.objects.get()
    assert (refund.paid, refund.merchant_id) == (rupees(20_000), None)
    assert (payment.state, payment.returned_minor) == ("returning", 20_000)


@pytest.mark.parametrize("merchant", [None, "nobody", str(UUID(int=7))])
def test_it_cannot_be_assigned_to_nobody(merchant: str | None) -> None:
    paid(asked(a_shop(), rupees(50_000)), amount=rupees(20_000))
    case = Case.objects.get()
    details = {} if merchant is None else {"merchant_id": merchant}
    with db.transaction():
        cases.propose_decision(
            case_id=case.id,
            decision=Decision.ASSIGN,
            details=details,
            actor=operator(),
            at=db.clock(),
        )
    refused(lambda: close(case, Decision.ASSIGN, **details), NobodyToAssignTo)


def test_what_was_decided_before_cannot_be_decided_again() -> None:
    """Of two cases about one payment the later finds it gone."""
    shop = a_shop()
    paid(asked(shop, rupees(50_000)), amount=rupees(20_000))
    case = Case.objects.get()
    payment = Payment.objects.get()
    with db.transaction():
        cases.open_case(
            kind=CaseKind.DEPOSIT_MISMATCH,
            key="again",
            subject=case.subject,
            merchant_id=None,
            evidence={},
            actor=BUILDER,
            at=db.clock(),
        )
    decide(case, Decision.ASSIGN, merchant_id=str(shop.id))
    again = Case.objects.get(key="again")
    with db.transaction():
        cases.propose_decision(
            case_id=again.id,
            decision=Decision.RETURN,
            details={},
            actor=operator(),
            at=db.clock(),
        )
    refused(lambda: close(again, Decision.RETURN), errors.PaymentNotSuspended)
    payment.refresh_from_db()
    assert payment.state == "assigned"


# --- cancelling, hanging, poison ------------------------------------------------------------------


def cancel(deposit: Deposit, shop: Shop) -> Deposit:
    return actions.cancel_deposit(
        merchant_id=shop.id, deposit_id=deposit.id, actor=shop.actor, at=db.clock()
    )


def test_it_is_cancelled_before_anything_is_paid() -> None:
    shop = a_shop()
    deposit = asked(shop, rupees(50_000))
    assert queries.allowed_moves(deposit) == ["cancel"]
    with db.transaction():
        cancel(deposit, shop)
    deposit = now(deposit)
    assert (deposit.state, deposit.reason) == ("cancelled", "cancelled_by_merchant")
    assert queries.allowed_moves(deposit) == []


def test_another_merchants_deposit_is_not_there() -> None:
    deposit = asked(a_shop(), rupees(50_000))
    stranger = a_shop()
    refused(lambda: cancel(deposit, stranger), errors.DepositNotFound)


@pytest.mark.parametrize("status", [IntentStatus.PROCESSING, IntentStatus.SUCCEEDED])
def test_what_is_under_way_or_paid_is_not_cancelled(status: IntentStatus) -> None:
    shop = a_shop()
    deposit = asked(shop, rupees(50_000))
    payments = [payment_for(deposit)] if status is IntentStatus.SUCCEEDED else []
    told(deposit, *payments, status=status)
    refused(lambda: cancel(deposit, shop), IllegalMove)


def test_nor_is_what_was_paid_in_part() -> None:
    shop = a_shop()
    deposit = asked(shop, rupees(50_000))
    part = payment_for(deposit, amount=rupees(1))
    told(deposit, part, status=IntentStatus.REQUIRES_PAYMENT)
    refused(lambda: cancel(deposit, shop), errors.DepositAlreadyPaid)


def overdue() -> int:
    with db.transaction():
        return actions.open_overdue_cases(limit=9, actor=BUILDER, at=db.clock())


def test_a_deposit_that_hangs_comes_before_a_human_once_and_keep_asking_waits() -> None:
    deposit = asked(a_shop(), rupees(50_000))
    told(deposit, status=IntentStatus.PROCESSING)
    pass_time(deposit.expires_at - db.clock() + timedelta(hours=23, minutes=55))
    assert overdue() == 0
    pass_time(timedelta(minutes=10))
    assert (overdue(), overdue()) == (1, 0)
    decide(Case.objects.get(), Decision.KEEP_ASKING)
    assert overdue() == 0
    pass_time(timedelta(hours=25))
    assert overdue() == 1


def test_two_operators_end_a_deposit_that_hangs_and_a_payment_is_honoured_all_the_same() -> None:
    shop = a_shop()
    deposit = asked(shop, rupees(50_000))
    told(deposit, status=IntentStatus.PROCESSING)
    pass_time(timedelta(days=3))
    overdue()
    decide(Case.objects.get(), Decision.NOT_PAID)
    assert (state(deposit), now(deposit).reason) == ("expired", "decided_not_paid")
    told(deposit, payment_for(deposit))
    assert (state(deposit), purse(shop)) == ("captured", (50_000, 0, 0, 0))


def test_evidence_closes_the_question_by_itself() -> None:
    deposit = asked(a_shop(), rupees(50_000))
    told(deposit, status=IntentStatus.PROCESSING)
    pass_time(timedelta(days=3))
    overdue()
    told(deposit, payment_for(deposit))
    assert Case.objects.get().state == "closed"


def test_poison_is_parked_with_a_case_and_tried_again_when_two_operators_say_so() -> None:
    deposit = asked(a_shop(), rupees(50_000))
    Deposit.objects.filter(id=deposit.id).update(claim_count=6)
    with db.transaction():
        actions.park_deposits(claims=[Claim(deposit.id, 6)], actor=BUILDER, at=db.clock())
    assert (now(deposit).due_at, Case.objects.get().kind) == (None, "poison_deposit")
    assert broken() == []
    decide(Case.objects.get(), Decision.RETRY)
    parked = now(deposit)
    assert (parked.due_at is not None, parked.claim_count) == (True, 0)


def test_balances_say_what_is_pending() -> None:
    shop = a_shop()
    a_deposit(shop, 50_000)
    assert book.balance(f"merchant/{shop.id}/pending/INR") == rupees(50_000)


# --- a gateway that hangs -------------------------------------------------------------------------


class SlowGateway:
    """Before it answers anybody, the next one is at the door already; and then it says nothing."""

    def __init__(self, come: Callable[[], None]) -> None:
        self.come, self.asked = come, 0

    def create_intent(self, order: Any) -> Any:
        self.asked += 1
        self.come()
        raise GatewaySilent("nobody at home")

    cancel_intent = create_intent


@pytest.mark.parametrize("is_known", [False, True], ids=["open", "close"])
def test_a_gateway_that_hangs_holds_only_a_few_at_the_door(is_known: bool) -> None:
    """Whoever else comes goes on at once, and the worker tells the gateway instead."""
    shop = a_shop()
    deposits = [asked(shop, rupees(1_000)) for _ in range(5)]
    if is_known:
        for each in deposits:
            Deposit.objects.filter(id=each.id).update(intent_id=f"pi_{each.id}")
    waiting = iter(deposits)
    knock: Any = tasks.close_at_once if is_known else tasks.open_at_once

    def come() -> None:
        for each in waiting:
            knock(each.id, door=lambda _: nullcontext(gateway))

    gateway = SlowGateway(come)
    come()
    assert gateway.asked == 2
    # Those who were turned away are the worker's now, and the door is free again.
    turned_away = now(deposits[-1])
    assert turned_away.due_at is not None
    assert turned_away.due_at <= db.clock()
    waiting = iter(deposits[-1:])
    come()
    assert gateway.asked == 3

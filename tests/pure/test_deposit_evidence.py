"""What a gateway's word does to a deposit: every state, every status, every kind of payment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.deposits.evidence import Known, Ruling, weigh
from adulis.deposits.machine import DEPOSIT, UNPAID, WAITING, DepositState
from adulis.deposits.values import Mismatch
from adulis.gateways.collected import Intent, IntentStatus, Payment, PaymentStatus
from adulis.kernel.machines import Role
from adulis.kernel.money import Money, rupees

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ASKED = rupees(50_000)
D, S = DepositState, IntentStatus

KNOWN = Known(
    reference="D1",
    state=D.CREATED,
    paid=ASKED,
    intent_id="pi_1",
    expires_at=NOON + timedelta(hours=1),
    booked={},
    is_credited=False,
)


def payment(name: str = "pay_1", **changes: Any) -> Payment:
    told: dict[str, Any] = {
        "id": name,
        "status": PaymentStatus.CAPTURED,
        "amount": ASKED,
        "intent_id": "pi_1",
        "client_reference": "D1",
        "fee": rupees(0),
        "tax": rupees(0),
        "captured_at": NOON,
        "created_at": NOON,
    }
    return Payment(**(told | changes))


def intent(status: IntentStatus = S.SUCCEEDED, *payments: Payment, **changes: Any) -> Intent:
    told: dict[str, Any] = {
        "id": "pi_1",
        "client_reference": "D1",
        "amount": ASKED,
        "status": status,
        "payments": payments,
    }
    return Intent(**(told | changes))


def known(state: DepositState = D.CREATED, **changes: Any) -> Known:
    is_paid = state in {D.CAPTURED, D.CLEARED}
    usual: dict[str, Any] = {"state": state, "is_credited": is_paid}
    if is_paid:
        usual["booked"] = {"pay_0": ASKED}
    return replace(KNOWN, **(usual | changes))


def ruled(known: Known, told: Intent, *, now: datetime = NOON) -> Ruling:
    return weigh(known, told, now=now)


# --- exactly what was asked for -------------------------------------------------------------------


@pytest.mark.parametrize("status", list(S))
@pytest.mark.parametrize("state", sorted(WAITING | UNPAID))
def test_the_right_payment_is_credited_whatever_state_and_status(
    state: DepositState, status: IntentStatus
) -> None:
    right = payment()
    outcome = "paid_late" if state in UNPAID else "paid"
    assert ruled(known(state), intent(status, right)) == Ruling(
        outcome=outcome, verb="capture", credit=right
    )


@pytest.mark.parametrize("status", list(S))
@pytest.mark.parametrize("state", [D.CAPTURED, D.CLEARED])
def test_what_is_credited_already_is_known(state: DepositState, status: IntentStatus) -> None:
    told = intent(status, payment("pay_0"))
    assert ruled(known(state), told) == Ruling(outcome="known")


def test_an_intent_that_nobody_told_us_the_name_of_is_the_deposits_own() -> None:
    assert ruled(known(intent_id=""), intent(S.SUCCEEDED, payment())).verb == "capture"


# --- everything else ------------------------------------------------------------------------------

WRONG: dict[str, tuple[dict[str, Any], Mismatch]] = {
    "less": ({"amount": rupees(49_999)}, Mismatch.WRONG_AMOUNT),
    "more": ({"amount": rupees(50_001)}, Mismatch.WRONG_AMOUNT),
    "another currency": ({"amount": Money(50_000, "USD")}, Mismatch.WRONG_CURRENCY),
    "another intent": ({"intent_id": "pi_2"}, Mismatch.WRONG_OBJECT),
    "no intent": ({"intent_id": ""}, Mismatch.WRONG_OBJECT),
    "another reference": ({"client_reference": "D2"}, Mismatch.WRONG_OBJECT),
}
OTHER_INTENT: dict[str, dict[str, Any]] = {
    "of another deposit": {"client_reference": "D2"},
    "of another name": {"id": "pi_2"},
    "about another amount": {"amount": rupees(1)},
    "about another currency": {"amount": Money(50_000, "EUR")},
}


@pytest.mark.parametrize("what", WRONG)
def test_a_payment_that_does_not_fit_is_kept(what: str) -> None:
    changes, mismatch = WRONG[what]
    wrong = payment(**changes)
    assert ruled(known(), intent(S.SUCCEEDED, wrong)) == Ruling(
        outcome="mismatch",
        verb="fail",
        reason="payment_did_not_fit",
        suspend=((wrong, mismatch),),
    )


@pytest.mark.parametrize("state", list(D))
@pytest.mark.parametrize("what", OTHER_INTENT)
def test_what_is_paid_for_another_intent_is_kept_and_moves_nothing(
    what: str, state: DepositState
) -> None:
    other = intent(S.SUCCEEDED, **OTHER_INTENT[what])
    right = payment(intent_id=other.id, client_reference=other.client_reference)
    ruling = ruled(known(state), replace(other, payments=(right,)))
    assert (ruling.verb, ruling.credit) == (None, None)
    assert ruling.suspend == ((right, Mismatch.WRONG_OBJECT),)


def test_a_part_is_kept_and_the_rest_may_still_be_paid() -> None:
    part = payment(amount=rupees(20_000))
    assert ruled(known(), intent(S.REQUIRES_PAYMENT, part)) == Ruling(
        outcome="mismatch", suspend=((part, Mismatch.WRONG_AMOUNT),), asks_again=True
    )


def test_of_two_at_once_the_earlier_is_credited_and_the_other_kept() -> None:
    later = payment("pay_1", captured_at=NOON + timedelta(seconds=1))
    earlier = payment("pay_2")
    ruling = ruled(known(), intent(S.SUCCEEDED, later, earlier))
    assert (ruling.credit, ruling.suspend) == (earlier, ((later, Mismatch.SECOND_PAYMENT),))


def test_a_second_one_is_kept_even_if_it_is_not_the_right_amount() -> None:
    more = payment("pay_2", amount=rupees(1))
    ruling = ruled(known(D.CLEARED), intent(S.SUCCEEDED, payment("pay_0"), more))
    assert ruling == Ruling(outcome="mismatch", suspend=((more, Mismatch.SECOND_PAYMENT),))


def test_the_right_one_is_credited_beside_a_wrong_one() -> None:
    wrong = payment("pay_1", amount=rupees(1))
    right = payment("pay_2", captured_at=NOON + timedelta(minutes=1))
    ruling = ruled(known(), intent(S.SUCCEEDED, wrong, right))
    assert (ruling.outcome, ruling.credit) == ("paid", right)
    assert ruling.suspend == ((wrong, Mismatch.WRONG_AMOUNT),)


def test_a_booked_payment_that_has_another_amount_now_contradicts() -> None:
    told = payment("pay_0", amount=rupees(1))
    ruling = ruled(known(D.CAPTURED), intent(S.SUCCEEDED, told))
    assert ruling == Ruling(outcome="known", contradicts=(told,))


def test_what_is_in_suspense_is_not_booked_again() -> None:
    wrong = payment(amount=rupees(1))
    before = known(D.FAILED, booked={"pay_1": rupees(1)})
    assert ruled(before, intent(S.SUCCEEDED, wrong)) == Ruling(outcome="known")


# --- nothing to credit ----------------------------------------------------------------------------

PROCESSING = payment(status=PaymentStatus.PROCESSING, captured_at=None)
DECLINED = payment(status=PaymentStatus.FAILED, captured_at=None, failure_code="card_declined")

#: status, payments -> (outcome, verb from created, verb from processing, asks again)
ENDINGS: list[tuple[IntentStatus, Sequence[Payment], str, str | None, str | None, bool]] = [
    (S.REQUIRES_PAYMENT, (), "waiting", None, "reopen", True),
    (S.REQUIRES_PAYMENT, (DECLINED,), "waiting", None, "reopen", True),
    (S.PROCESSING, (PROCESSING,), "under_way", "process", None, True),
    (S.PROCESSING, (), "under_way", "process", None, True),
    (S.FAILED, (DECLINED,), "failed", "fail", "fail", False),
    (S.EXPIRED, (), "expired", "expire", "expire", False),
    (S.CANCELLED, (), "cancelled", "cancel", "cancel", False),
    # It says that it succeeded, and shows nothing that did.
    (S.SUCCEEDED, (), "unclear", None, None, True),
    (S.SUCCEEDED, (DECLINED,), "unclear", None, None, True),
    # Money on its way decides, whatever the intent calls itself.
    (S.FAILED, (PROCESSING,), "under_way", "process", None, True),
    (S.EXPIRED, (PROCESSING,), "under_way", "process", None, True),
    (S.CANCELLED, (PROCESSING,), "under_way", "process", None, True),
    (S.SUCCEEDED, (PROCESSING,), "under_way", "process", None, True),
]


@pytest.mark.parametrize(
    ("status", "payments", "outcome", "created", "processing", "asks_again"), ENDINGS
)
def test_what_an_unpaid_intent_does(
    status: IntentStatus,
    payments: Sequence[Payment],
    outcome: str,
    created: str | None,
    processing: str | None,
    asks_again: bool,
) -> None:
    for state, verb in ((D.CREATED, created), (D.PROCESSING, processing)):
        ruling = ruled(known(state), intent(status, *payments))
        assert (ruling.outcome, ruling.verb, ruling.asks_again) == (outcome, verb, asks_again)
        assert (ruling.credit, ruling.suspend) == (None, ())


def test_why_it_failed_is_what_the_last_payment_says() -> None:
    first = replace(DECLINED, id="pay_0", failure_code="expired_card")
    last = replace(DECLINED, created_at=NOON + timedelta(seconds=1))
    assert ruled(known(), intent(S.FAILED, last, first)).reason == "card_declined"
    assert ruled(known(), intent(S.FAILED)).reason == "payment_failed"


def test_what_we_closed_at_its_end_has_expired_and_was_not_cancelled() -> None:
    end = KNOWN.expires_at
    assert ruled(known(), intent(S.CANCELLED), now=end).verb == "expire"
    early = ruled(known(), intent(S.CANCELLED), now=end - timedelta(seconds=1))
    assert (early.verb, early.reason) == ("cancel", "cancelled_at_gateway")


@pytest.mark.parametrize("state", sorted(UNPAID))
def test_money_under_way_after_the_end_is_waited_for(state: DepositState) -> None:
    ruling = ruled(known(state), intent(S.PROCESSING, PROCESSING))
    assert ruling == Ruling(outcome="under_way", asks_again=True)


@pytest.mark.parametrize("status", list(S))
def test_it_is_over_at_the_gateway_with_something_kept(status: IntentStatus) -> None:
    wrong = payment(amount=rupees(1))
    ruling = ruled(known(booked={"pay_1": rupees(1)}), intent(status, wrong))
    if status is S.SUCCEEDED:
        assert (ruling.verb, ruling.reason) == ("fail", "payment_did_not_fit")
    assert ruling.suspend == ()


# --- and whatever else a gateway may say ----------------------------------------------------------

amounts = st.sampled_from([ASKED, rupees(1), rupees(50_001), Money(50_000, "USD")])
payments = st.builds(
    payment,
    name=st.sampled_from(["pay_1", "pay_2", "pay_3"]),
    status=st.sampled_from(list(PaymentStatus)),
    amount=amounts,
    intent_id=st.sampled_from(["pi_1", "pi_2", ""]),
    client_reference=st.sampled_from(["D1", "D2", ""]),
    captured_at=st.datetimes(
        min_value=datetime(2026, 11, 1),  # noqa: DTZ001 – of the zone beside it
        max_value=datetime(2026, 12, 1),  # noqa: DTZ001
        timezones=st.just(UTC),
    ),
)
intents = st.builds(
    lambda status, told, reference, name, amount: intent(
        status, *told, client_reference=reference, id=name, amount=amount
    ),
    st.sampled_from(list(S)),
    st.lists(payments, max_size=4, unique_by=lambda each: each.id),
    st.sampled_from(["D1", "D2", ""]),
    st.sampled_from(["pi_1", "pi_2"]),
    amounts,
)
states = st.sampled_from(list(D))
booked = st.dictionaries(st.sampled_from(["pay_1", "pay_2"]), amounts)
moments = st.sampled_from([NOON, KNOWN.expires_at, KNOWN.expires_at + timedelta(days=1)])


@given(states, intents, booked, moments)
def test_whatever_is_said_every_captured_payment_is_booked_once_and_one_is_credited(
    state: DepositState, told: Intent, before: dict[str, Money], now: datetime
) -> None:
    is_paid = state in {D.CAPTURED, D.CLEARED}
    ruling = ruled(known(state, booked=before, is_credited=is_paid), told, now=now)

    fresh = {each.id for each in told.payments if each.is_captured} - set(before)
    kept = [each.id for each, _ in ruling.suspend]
    credit = [ruling.credit.id] if ruling.credit else []
    assert sorted([*kept, *credit]) == sorted(fresh)
    assert (ruling.verb == "capture") is bool(credit)
    if credit:
        assert not is_paid
        assert ruling.credit is not None
        assert ruling.credit.amount == ASKED
    if ruling.verb is not None:
        # The machine knows the way: nothing that is decided here can be refused there.
        assert DEPOSIT.take(ruling.verb, state, Role.BANK).verb == ruling.verb


@given(states, intents, booked, moments)
def test_the_same_word_again_books_nothing(
    state: DepositState, told: Intent, before: dict[str, Money], now: datetime
) -> None:
    is_paid = state in {D.CAPTURED, D.CLEARED}
    standing = known(state, booked=before, is_credited=is_paid)
    first = ruled(standing, told, now=now)
    after = state if first.verb is None else DEPOSIT.take(first.verb, state, Role.BANK).target
    captured = {each.id: each.amount for each in told.payments if each.is_captured}
    again = ruled(
        replace(
            standing,
            state=after,
            booked={**captured, **before},
            is_credited=is_paid or first.credit is not None,
        ),
        told,
        now=now,
    )
    assert (again.credit, again.suspend) == (None, ())

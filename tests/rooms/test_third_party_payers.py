"""Somebody else pays than was named: kept, shown, and held until the merchant says who it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from adulis.cases.values import Decision
from adulis.deposits import actions, tasks
from adulis.deposits.errors import DepositNotFound, NothingToDeclare
from adulis.deposits.models import Deposit, Payment
from adulis.deposits.queries import (
    allowed_moves,
    declaration_of,
    payer_asked,
    payer_of_payment,
    waiting_of,
)
from adulis.events.models import Event
from adulis.gateways.collected import Payer, RefundStatus
from adulis.kernel import db
from adulis.kernel.encryption import CannotOpen
from adulis.kernel.money import rupees
from tests.deciding import decide, question_about
from tests.giving_back import (
    asked,
    broken_promises,
    clear,
    dispute_of,
    hear,
    paid,
    pass_time,
    purse,
    refund,
    say_of_refund,
)
from tests.rows import changed_since, everything
from tests.world import Shop, a_shop

pytestmark = pytest.mark.django_db
SOMEBODY = Payer(name="Baltic Timber")
HELD = "It is available at its time, less the fee. It can also be refunded to whoever paid."


def from_somebody_else(shop: Shop, **changes: Any) -> Deposit:
    deposit = asked(shop, rupees(1_000), payer_name="Nordic Foods AB")
    return paid(deposit, payer=SOMEBODY, **changes)


def declare(shop: Shop, deposit: Deposit, why: str = "Their supplier paid for them.") -> Deposit:
    with db.transaction():
        return actions.declare_payer(
            merchant_id=shop.id, deposit_id=deposit.id, explanation=why, actor=shop.actor,
            at=db.clock(),
        )  # fmt: skip


def work_after(by: timedelta, deposit: Deposit) -> Deposit:
    pass_time(by)
    tasks.clear_deposits()
    return Deposit.objects.get(id=deposit.id)


def test_who_paid_is_kept_sealed_and_shown() -> None:
    deposit = from_somebody_else(a_shop())
    payment = Payment.objects.get(deposit=deposit)
    assert "Baltic" not in payment.payer_sealed
    assert (payer_asked(deposit)[0], payer_of_payment(payment)) == (
        "Nordic Foods AB",
        "Baltic Timber",
    )


def test_it_is_pending_and_does_not_clear_until_it_is_said_who_that_is() -> None:
    shop = a_shop()
    deposit = from_somebody_else(shop)
    assert (deposit.state, deposit.is_third_party) == ("captured", True)
    assert Event.objects.get(type="deposit.captured").payload["is_third_party"] is True
    waiting = waiting_of(deposit)
    assert waiting is not None
    assert (waiting.reason, waiting.on, waiting.until, waiting.then) == (
        "declaration", "the merchant to say who paid", None, HELD,
    )  # fmt: skip
    for _ in range(3):
        deposit = work_after(timedelta(days=30), deposit)
        assert (deposit.state, deposit.claim_count, purse(shop)) == (
            "captured",
            0,
            (1_000, 0, 0, 0),
        )
    assert allowed_moves(deposit) == ["declare_payer", "refund"]
    assert broken_promises() == []
    declare(shop, deposit)
    deposit = work_after(timedelta(seconds=1), deposit)
    assert (deposit.state, purse(shop)) == ("cleared", (0, 1_000, 0, 0))
    assert declaration_of(deposit) == "Their supplier paid for them."
    assert "supplier" not in deposit.declaration_sealed
    assert Event.objects.filter(type="deposit.payer_declared").count() == 1
    assert allowed_moves(deposit) == ["refund"]
    assert broken_promises() == []


def test_what_is_declared_before_its_time_clears_at_its_time() -> None:
    shop = a_shop()
    deposit = declare(shop, from_somebody_else(shop))
    waiting = waiting_of(deposit)
    assert waiting is not None
    assert (waiting.reason, waiting.until) == ("clearing", deposit.clears_at)
    assert (work_after(timedelta(days=2), deposit).state, purse(shop)) == (
        "captured",
        (1_000, 0, 0, 0),
    )
    assert work_after(timedelta(days=1, minutes=1), deposit).state == "cleared"


@pytest.mark.parametrize("named", ["", "Baltic Timber", "Baltic Timber GmbH", "B. Timber"])
def test_whoever_was_named_or_was_not_is_nobody_else(named: str) -> None:
    shop = a_shop()
    deposit = paid(asked(shop, rupees(1_000), payer_name=named), payer=SOMEBODY)
    assert not deposit.is_third_party
    assert clear(deposit).state == "cleared"
    with pytest.raises(NothingToDeclare):
        declare(shop, deposit)


def test_a_gateway_that_does_not_say_who_paid_holds_nothing_up() -> None:
    deposit = paid(asked(a_shop(), rupees(1_000), payer_name="Nordic Foods AB"))
    assert (deposit.is_third_party, clear(deposit).state) == (False, "cleared")


def test_nobody_is_suspected_whose_name_cannot_be_read_any_more() -> None:
    deposit = asked(a_shop(), rupees(1_000), payer_name="Nordic Foods AB")
    Deposit.objects.filter(id=deposit.id).update(payer_sealed="nonsense")
    deposit.refresh_from_db()
    with pytest.raises(CannotOpen):
        payer_asked(deposit)
    deposit = paid(deposit, payer=SOMEBODY)
    assert (deposit.state, deposit.is_third_party) == ("captured", False)


def test_it_is_declared_once_by_its_own_merchant() -> None:
    shop = a_shop()
    deposit = from_somebody_else(shop)
    stranger = a_shop()
    before = everything()
    with pytest.raises(DepositNotFound):
        declare(stranger, deposit)
    assert changed_since(before) == {}
    declare(shop, deposit)
    before = everything()
    with pytest.raises(NothingToDeclare):
        declare(shop, deposit, "Somebody quite different.")
    assert changed_since(before) == {}


@pytest.mark.parametrize("how", ["refunded", "charged back"])
def test_what_goes_back_to_them_needs_no_declaration(how: str) -> None:
    shop = a_shop()
    deposit = from_somebody_else(shop)
    if how == "refunded":
        say_of_refund(refund(shop, deposit), RefundStatus.PROCESSED)
    else:
        hear(dispute_of(deposit))
    deposit.refresh_from_db()
    assert "declare_payer" not in allowed_moves(deposit)
    assert work_after(timedelta(days=4), deposit).state == "cleared"
    assert Event.objects.filter(type="deposit.emptied").count() == 1
    assert (purse(shop), broken_promises()) == ((0, 0, 0, 0), [])


def test_what_is_left_of_it_is_held_all_the_same() -> None:
    shop = a_shop()
    deposit = from_somebody_else(shop)
    say_of_refund(refund(shop, deposit, 400), RefundStatus.PROCESSED)
    assert work_after(timedelta(days=4), deposit).state == "captured"
    declare(shop, deposit)
    assert work_after(timedelta(seconds=1), deposit).state == "cleared"
    assert purse(shop) == (0, 600, 0, 0)


def test_what_two_operators_assigned_they_have_looked_at() -> None:
    shop = a_shop()
    deposit = from_somebody_else(shop, amount=rupees(900))
    payment = Payment.objects.get(deposit=deposit)
    decide(
        question_about(f"gateway-payment/{payment.id}"), Decision.ASSIGN, merchant_id=str(shop.id)
    )
    deposit.refresh_from_db()
    assert (deposit.is_third_party, deposit.payer_declared_at is None) == (True, False)
    assert work_after(timedelta(days=4), deposit).state == "cleared"
    assert purse(shop) == (0, 900, 0, 0)

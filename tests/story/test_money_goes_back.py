"""Refunds and chargebacks against the real simulated gateway: its books are the oracle."""

from __future__ import annotations

from typing import Any

import pytest

from adulis.cases.models import Case
from adulis.deposits import actions, tasks_back
from adulis.deposits.models import (
    Chargeback,
    ChargebackReply,
    Deposit,
    Payment,
    Refund,
    SettlementLine,
)
from adulis.deposits.values import Answer
from adulis.kernel import db
from tests.giving_back import COLLECTED, COSTS, paise, purse, refund
from tests.paying import CARDS, ConnectedGateway, now
from tests.world import Shop, a_shop

# How the order of a refund is answered, and how its look-ups are; the refund itself goes well.
ANSWERED = (
    "ok", "timeout_before", "reset_before", "err500_before", "timeout_after", "reset_after",
    "err500_after", "truncated_after", "html_after", "invisible", "slow_visible",
    "nodedup_timeout_after", "nodedup_slow_visible", "enquiry_err500",
    "lost_hooks", "dup_hooks", "swapped_hooks",
)  # fmt: skip


def paid(gateway: ConnectedGateway, shop: Shop, minor: int, card: str = "ok") -> Deposit:
    deposit = gateway.asked(shop, minor)
    gateway.pay(deposit, card=CARDS[card])
    gateway.live(60)
    return now(deposit)


def refunds_there(gateway: ConnectedGateway, row: Refund) -> list[Any]:
    """What the gateway's own books say of a refund."""
    found = gateway.gateway.get(f"refunds?client_reference={row.id}")
    return list(found["data"] if isinstance(found, dict) else found)


@pytest.mark.parametrize("behaviour", ANSWERED)
def test_a_refund_is_made_once_however_its_order_is_answered(
    behaviour: str, shared_gateway: ConnectedGateway
) -> None:
    shop = a_shop()
    deposit = paid(shared_gateway, shop, 50_000)
    before = paise(COLLECTED)[0]
    row = refund(shop, deposit, 20_000)
    if behaviour != "ok":
        shared_gateway.gateway.scenario(
            behaviour, {"object": "refund", "client_reference": str(row.id)}
        )
    shared_gateway.live(120)
    row.refresh_from_db()
    [told] = refunds_there(shared_gateway, row)
    assert (row.state, told["status"], told["id"]) == ("processed", "processed", row.refund_id)
    assert (purse(shop), paise(COLLECTED)[0] - before) == ((0, 30_000, 0, 0), 20_000)


@pytest.mark.parametrize(
    ("card", "state", "available"),
    [
        ("refund_fails", "failed", 50_000),
        ("refund_pending", "processed", 30_000),
        ("refund_late_failure", "failed", 50_000),
    ],
)
def test_a_refund_ends_as_the_gateway_says(
    card: str, state: str, available: int, shared_gateway: ConnectedGateway
) -> None:
    shop = a_shop()
    row = refund(shop, paid(shared_gateway, shop, 50_000, card), 20_000)
    shared_gateway.live(90)
    row.refresh_from_db()
    assert (row.state, purse(shop)) == (state, (0, available, 0, 0))


def test_a_refund_that_never_ends_comes_before_people(shared_gateway: ConnectedGateway) -> None:
    shop = a_shop()
    row = refund(shop, paid(shared_gateway, shop, 50_000, "refund_stuck"), 20_000)
    shared_gateway.live(60)
    row.refresh_from_db()
    assert (row.state, purse(shop)) == ("pending", (0, 30_000, 20_000, 0))
    shared_gateway.advance(40 * 60)
    tasks_back.watch_refunds()
    assert Case.objects.filter(subject=f"refund/{row.id}").get().kind == "refund_in_doubt"


def test_a_report_that_nobody_could_ask_for_is_read_a_week_later(
    shared_gateway: ConnectedGateway,
) -> None:
    # It pays out when it is told to.
    shared_gateway.gateway.switch(settlement_seconds=None)
    deposit = shared_gateway.asked(a_shop(), 5_000_000)
    shared_gateway.pay(deposit, card=CARDS["ok"])
    shared_gateway.live(60)
    tasks_back.fetch_settlements()
    shared_gateway.gateway.sim("POST", "settle", {})
    shared_gateway.advance(7 * 86_400)
    tasks_back.fetch_settlements()
    payment = Payment.objects.get(deposit=deposit)
    assert SettlementLine.objects.filter(object_id=payment.payment_id).exists()


@pytest.mark.parametrize(
    ("card", "state", "available"),
    [("chargeback", "open", 0), ("chargeback_won", "won", 50_000), ("chargeback_lost", "lost", 0)],
)
def test_a_chargeback_is_taken_once_and_back_once(
    card: str, state: str, available: int, shared_gateway: ConnectedGateway
) -> None:
    shop = a_shop()
    before = paise(COSTS)[0]
    deposit = paid(shared_gateway, shop, 50_000, card)
    row = Chargeback.objects.get(deposit=deposit)
    assert (row.state, purse(shop)) == (state, (0, available, 0, 0))
    charge = Payment.objects.get(deposit=deposit).charge.minor
    assert before - paise(COSTS)[0] == charge + row.fee_minor


def test_a_merchant_contests_and_the_gateway_has_it(shared_gateway: ConnectedGateway) -> None:
    shop = a_shop()
    deposit = paid(shared_gateway, shop, 50_000, "chargeback")
    shared_gateway.live(30)
    row = Chargeback.objects.get(deposit=deposit)
    say(shop, row, Answer.EVIDENCE, "It was delivered on Tuesday.")
    shared_gateway.live(30)
    reply = ChargebackReply.objects.get(chargeback=row)
    assert (reply.sent_at is not None, reply.refusal) == (True, "")


def test_a_merchant_accepts_and_it_is_lost(shared_gateway: ConnectedGateway) -> None:
    shop = a_shop()
    deposit = paid(shared_gateway, shop, 50_000, "chargeback")
    shared_gateway.live(30)
    row = Chargeback.objects.get(deposit=deposit)
    say(shop, row, Answer.ACCEPT)
    shared_gateway.live(60)
    row.refresh_from_db()
    assert (row.state, purse(shop)) == ("lost", (0, 0, 0, 0))


def say(shop: Shop, row: Chargeback, answer: Answer, text: str = "") -> None:
    assert row.deposit_id is not None
    with db.transaction():
        actions.answer_chargeback(
            merchant_id=shop.id, deposit_id=row.deposit_id, chargeback_id=row.id,
            answer=answer, text=text, actor=shop.actor, at=db.clock(),
        )  # fmt: skip


def test_the_books_agree(shared_gateway: ConnectedGateway) -> None:
    assert shared_gateway.disagreements() == []


def test_what_nobody_told_of_is_found_in_the_settlement_report(
    shared_gateway: ConnectedGateway,
) -> None:
    """No webhook ever comes: the report of the day tells of the dispute, and of what it cost."""
    shop = a_shop()
    deposit = shared_gateway.asked(shop, 50_000)
    shared_gateway.gateway.switch(callbacks_down=True, settlement_seconds=60)
    try:
        shared_gateway.pay(deposit, card=CARDS["chargeback"])
        other = shared_gateway.asked(shop, 500_000)
        shared_gateway.pay(other, card=CARDS["ok"])
        shared_gateway.live(240)
        assert Chargeback.objects.filter(deposit=deposit).count() == 0
        tasks_back.fetch_settlements()
        shared_gateway.live(30)
    finally:
        shared_gateway.gateway.switch(callbacks_down=False, settlement_seconds=None)
    assert Chargeback.objects.get(deposit=deposit).state == "open"
    # No bank is there to tell of what was paid out: only lines are asked about here.
    mismatches = Case.objects.filter(kind="settlement_mismatch")
    assert not mismatches.filter(subject__startswith="settlement-line/").exists()
    assert SettlementLine.objects.filter(state="matched").count() > 0


@pytest.mark.parametrize(
    ("card", "state", "available"),
    [("chargeback", "open", 0), ("chargeback_won", "won", 50_000), ("chargeback_lost", "lost", 0)],
)
def test_a_chargeback_nobody_told_of_is_found_among_the_gateway_s_disputes(
    card: str, state: str, available: int, shared_gateway: ConnectedGateway
) -> None:
    """Its webhooks are lost, also the one about its end: it is booked all the same, and once."""
    shop = a_shop()
    before = paise(COSTS)[0]
    shared_gateway.gateway.switch(callbacks_down=True)
    try:
        deposit = paid(shared_gateway, shop, 50_000, card)
        shared_gateway.live(120)
        assert not Chargeback.objects.filter(deposit=deposit).exists()
        tasks_back.sweep_disputes()
        row = Chargeback.objects.get(deposit=deposit)
        tasks_back.sweep_disputes()
        shared_gateway.live(60)
    finally:
        shared_gateway.gateway.switch(callbacks_down=False)
    shared_gateway.live(60)
    assert Chargeback.objects.get(deposit=deposit).id == row.id
    row.refresh_from_db()
    assert (row.state, purse(shop)) == (state, (0, available, 0, 0))
    charge = Payment.objects.get(deposit=deposit).charge.minor
    assert before - paise(COSTS)[0] == charge + row.fee_minor


def test_the_books_agree_still(shared_gateway: ConnectedGateway) -> None:
    assert shared_gateway.disagreements() == []

"""A worker that is stopped between its intent and its call, and wakes when others have gone on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import orjson
import psycopg
import pytest
from django.db import OperationalError

from adulis.gateways import actions as gateways
from adulis.gateways import queries as banks
from adulis.kernel import db, due
from adulis.payouts import actions, tasks
from adulis.payouts.actions.starting import ToSend
from adulis.payouts.models import Attempt
from adulis.wallets import queries as wallets
from adulis.wallets.tasks import apply_credits
from tests.bank import SimulatedBank, broken_promises, references_of
from tests.databases import TestDatabase
from tests.world import BANK, Shop, a_shop

PAISE = 60_000


@pytest.fixture
def shop(simulated_bank: SimulatedBank) -> Shop:
    simulated_bank.live_until_morning()
    return a_shop(paise=PAISE)


def intent() -> list[ToSend]:
    """All that a worker does until it is about to call the bank."""
    claims = due.claim("payouts_payout", limit=1, lease_seconds=60, only="state = 'pending'")
    with db.transaction():
        return actions.start_payouts(claims=claims, actor=tasks.WORKER, at=db.clock())


def test_who_wakes_after_its_lease_sends_nothing_and_says_so(
    simulated_bank: SimulatedBank, shop: Shop
) -> None:
    payout = shop.pay_out(PAISE)
    sending = intent()
    simulated_bank.advance(10)
    tasks._send(sending)
    [reference] = references_of(payout)
    assert simulated_bank.truth(reference)["submissions"] == 0
    attempt = Attempt.objects.get(payout=payout)
    assert (attempt.state, attempt.sent_count) == ("not_received", 1)
    simulated_bank.live(600)
    payout.refresh_from_db()
    assert (payout.state, simulated_bank.paid(payout)) == ("completed", [(1, PAISE)])
    assert broken_promises() == []


def test_a_probe_that_was_never_sent_does_not_vouch_for_the_bank(
    simulated_bank: SimulatedBank, shop: Shop
) -> None:
    for _ in range(2):
        with db.transaction():
            gateways.record_submissions(bank=BANK, submitted=10, troubled=10, probe=None)
    simulated_bank.advance(31)
    assert banks.health(BANK).is_probing
    shop.pay_out(PAISE)
    probe = intent()
    simulated_bank.advance(10)
    tasks._send(probe)
    assert banks.health(BANK).is_probing


def test_who_wakes_when_others_ask_already_leaves_it_to_them(
    simulated_bank: SimulatedBank, shop: Shop
) -> None:
    """Its order would arrive after the bank has said, rightly, that it never came."""
    payout = shop.pay_out(PAISE)
    sending = intent()
    simulated_bank.live(20 * 60)
    [reference] = references_of(payout)
    tasks._send(sending)
    simulated_bank.live(3600)
    payout.refresh_from_db()
    assert (payout.state, simulated_bank.paid(payout)) == ("completed", [(1, PAISE)])
    assert simulated_bank.truth(reference)["submissions"] == 1
    assert simulated_bank.violations() == {}
    assert broken_promises() == []


@contextmanager
def locked_wallet(database: TestDatabase, shop: Shop, account: str = "held") -> Iterator[None]:
    """Somebody else is busy with a merchant's money, and does not come to an end."""
    with psycopg.connect(database.superuser_url) as somebody:
        somebody.execute(
            "SELECT FROM ledger_account WHERE address = %s FOR NO KEY UPDATE",
            [f"merchant/{shop.id}/{account}/INR"],
        )
        yield


@pytest.mark.usefixtures("impatient")
def test_an_answer_is_not_lost_because_of_a_wallet_that_it_is_not_about(
    fresh_database: TestDatabase, simulated_bank: SimulatedBank
) -> None:
    """Three payouts in one round, while the wallet of the merchant in the middle is locked."""
    simulated_bank.live_until_morning()
    first, busy, last = (a_shop(paise=PAISE) for _ in range(3))
    payouts = [simulated_bank.will("instant", each, PAISE) for each in (first, busy, last)]
    with locked_wallet(fresh_database, busy), pytest.raises(OperationalError):
        tasks.dispatch_payouts()
    for payout in payouts:
        payout.refresh_from_db()
    assert [each.state for each in payouts] == ["completed", "processing", "completed"]
    assert [shop.held for shop in (first, busy, last)] == [0, PAISE, 0]
    simulated_bank.live(600)
    payouts[1].refresh_from_db()
    assert (payouts[1].state, simulated_bank.paid(payouts[1])) == ("completed", [(1, PAISE)])
    assert simulated_bank.disagreements() == []


@pytest.mark.usefixtures("impatient")
def test_nor_is_a_callback(fresh_database: TestDatabase, simulated_bank: SimulatedBank) -> None:
    simulated_bank.live_until_morning()
    first, busy, last = (a_shop(paise=PAISE) for _ in range(3))
    payouts = [shop.pay_out(PAISE) for shop in (first, busy, last)]
    tasks.dispatch_payouts()
    simulated_bank.advance(60)
    with locked_wallet(fresh_database, busy), pytest.raises(OperationalError):
        tasks.apply_callbacks()
    for payout in payouts:
        payout.refresh_from_db()
    assert [each.state for each in payouts] == ["completed", "processing", "completed"]
    simulated_bank.live(600)
    payouts[1].refresh_from_db()
    assert payouts[1].state == "completed"
    assert simulated_bank.disagreements() == []


def test_money_that_is_set_aside_later_waits_for_no_other_wallet(
    fresh_database: TestDatabase, simulated_bank: SimulatedBank
) -> None:
    """Three payouts whose day has come, while the wallet of the merchant in the middle is busy."""
    simulated_bank.live_until_morning()
    shops = [a_shop(paise=PAISE) for _ in range(3)]
    when = db.clock() + timedelta(hours=1)
    payouts = [shop.pay_out(PAISE, scheduled_at=when) for shop in shops]
    simulated_bank.advance(3_600)
    for _ in range(due.POISON_AFTER_CLAIMS + 1):
        with locked_wallet(fresh_database, shops[1], "available"):
            tasks.dispatch_payouts()
            tasks.release_funds()
    assert [shop.held for shop in shops] == [PAISE, 0, PAISE]
    simulated_bank.live(600)
    for payout in payouts:
        payout.refresh_from_db()
    assert [each.state for each in payouts] == ["completed"] * 3
    assert simulated_bank.disagreements() == []


def test_a_credit_waits_for_no_other_wallet_and_is_not_taken_for_poison(
    fresh_database: TestDatabase,
) -> None:
    shops = [a_shop(paise=1) for _ in range(3)]
    for number, shop in enumerate(shops):
        called_back(shop, f"SIMBN{number}")
    for _ in range(due.POISON_AFTER_CLAIMS + 1):
        with locked_wallet(fresh_database, shops[1], "available"):
            apply_credits()
    assert [shop.available for shop in shops] == [PAISE + 1, 1, PAISE + 1]
    assert apply_credits() == 1
    assert shops[1].available == PAISE + 1
    assert broken_promises() == []


def called_back(shop: Shop, utr: str) -> None:
    """The bank tells of a transfer, and its message is kept."""
    data = {
        "credit_reference": utr,
        "utr": utr,
        "virtual_account": wallets.virtual_account_of(shop.id),
        "amount_paise": PAISE,
        "payer_name": "Nordic Foods",
        "value_at": None,
    }
    body = orjson.dumps({"id": utr, "type": "credit.received", "data": data})
    with db.transaction():
        gateways.store_callback(bank=BANK, event_id=utr, body=body, at=db.clock())

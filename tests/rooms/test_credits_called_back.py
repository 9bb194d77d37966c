"""What a bank calls back about money that came in, applied by the worker exactly once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
import pytest

from adulis.cases.models import Case
from adulis.gateways import actions as gateways
from adulis.gateways.models import Callback
from adulis.kernel import db, due
from adulis.ledger import queries as book
from adulis.ledger.models import Entry
from adulis.payouts import tasks as payouts
from adulis.wallets import queries as wallets
from adulis.wallets import tasks
from tests.world import BANK, Shop, a_shop

pytestmark = pytest.mark.django_db
SUSPENSE = "platform/suspense/INR"


def told(shop: Shop | None, event_id: str = "e1", **changes: Any) -> None:
    """The bank calls back, and its message is kept."""
    number = wallets.virtual_account_of(shop.id) if shop else "NOBODYS"
    data = {
        "credit_reference": "CR1", "virtual_account": number, "amount_paise": 70_000,
        "payer_name": "Nordic Foods", "utr": "SIMBN1", "value_at": "2026-01-05T06:30:00.000Z",
    } | changes  # fmt: skip
    body = orjson.dumps({"id": event_id, "type": "credit.received", "data": data})
    with db.transaction():
        gateways.store_callback(bank=BANK, event_id=event_id, body=body, at=db.clock())


def callbacks() -> list[tuple[str, str]]:
    return list(Callback.objects.order_by("received_at").values_list("state", "note"))


def test_a_transfer_is_credited_at_the_time_the_bank_says() -> None:
    shop = a_shop()
    told(shop)
    assert (tasks.apply_credits(), tasks.apply_credits()) == (1, 0)
    entry = Entry.objects.get()
    assert (shop.available, entry.key) == (70_000, f"credit/{BANK}/SIMBN1")
    assert entry.at.isoformat() == "2026-01-05T06:30:00+00:00"
    assert entry.metadata == {"utr": "SIMBN1", "payer": "Nordic Foods"}
    assert callbacks() == [("applied", "")]


@pytest.mark.parametrize(
    "changes",
    [
        {"credit_reference": "CR2"},
        {"credit_reference": "CR2", "payer_name": "Nordic"},
        {"credit_reference": "CR2", "value_at": None},
    ],
)
def test_the_same_transfer_under_another_event_is_credited_once(changes: dict[str, Any]) -> None:
    shop = a_shop()
    told(shop)
    told(shop, "e2", **changes)
    while tasks.apply_credits():
        pass
    assert (shop.available, Entry.objects.count()) == (70_000, 1)
    assert callbacks() == [("applied", ""), ("applied", "")]


def test_money_for_nobody_waits_in_suspense_with_a_question() -> None:
    told(None)
    tasks.apply_credits()
    assert book.balance(SUSPENSE).minor == 70_000
    case = Case.objects.get()
    assert (case.kind, case.subject) == ("unmatched_credit", f"credit/{BANK}/SIMBN1")
    assert case.evidence[0]["virtual_account"] == "NOBODYS"
    assert callbacks() == [("applied", "it names no merchant; kept in suspense")]


@pytest.mark.parametrize("changes", [{"amount_paise": 70_001}, {"virtual_account": "NOBODYS"}])
def test_another_word_about_the_same_transfer_moves_nothing_and_is_asked_about(
    changes: dict[str, Any],
) -> None:
    shop = a_shop()
    told(shop)
    tasks.apply_credits()
    told(shop, "e2", **{"credit_reference": "CR2", **changes})
    tasks.apply_credits()
    assert (shop.available, Entry.objects.count()) == (70_000, 1)
    case = Case.objects.get()
    assert (case.kind, case.evidence[0]["event_id"]) == ("amount_mismatch", "e2")
    assert callbacks()[1] == ("parked", "this transfer was booked before, differently")


@pytest.mark.parametrize(
    "value_at", [None, "soon", "", "2999-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", 7]
)
def test_a_time_that_cannot_be_is_now(value_at: Any) -> None:
    shop = a_shop()
    before = db.clock()
    told(shop, value_at=value_at)
    tasks.apply_credits()
    assert before <= Entry.objects.get().at <= before + timedelta(minutes=1)


def test_without_a_utr_the_banks_own_name_for_it_is_the_key() -> None:
    shop = a_shop()
    told(shop, utr=None)
    tasks.apply_credits()
    assert Entry.objects.get().key == f"credit/{BANK}/CR1"


def test_payments_and_credits_are_each_taken_by_their_own() -> None:
    shop = a_shop()
    told(shop)
    assert payouts.apply_callbacks() == 0
    assert tasks.apply_credits() == 1
    data = {"client_reference": "AD1", "status": "completed", "amount_paise": 5}
    body = orjson.dumps({"id": "e2", "type": "payment.completed", "data": data})
    with db.transaction():
        gateways.store_callback(bank=BANK, event_id="e2", body=body, at=db.clock())
    assert tasks.apply_credits() == 0
    assert payouts.apply_callbacks() == 1


def test_a_kind_of_message_that_is_nobodys_is_kept_and_says_so() -> None:
    data = {"client_reference": "M1", "amount_paise": 5}
    body = orjson.dumps({"id": "e1", "type": "mandate.created", "data": data})
    with db.transaction():
        assert gateways.store_callback(bank=BANK, event_id="e1", body=body, at=db.clock())
    assert (payouts.apply_callbacks(), tasks.apply_credits()) == (0, 0)
    assert callbacks() == [("parked", "a kind of message that nobody here acts upon")]


def test_a_message_that_kills_workers_is_parked() -> None:
    told(a_shop())
    for _ in range(due.POISON_AFTER_CLAIMS):
        due.claim("gateways_callback", limit=1, lease_seconds=0)
    assert tasks.apply_credits() == 1
    assert callbacks() == [("parked", "working on it failed again and again")]
    assert Entry.objects.count() == 0

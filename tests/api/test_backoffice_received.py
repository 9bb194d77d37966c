"""What banks and gateways called back, in the back office: everybody looks, nobody acts."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from adulis.deposits.models import Chargeback, Deposit, Payment
from adulis.gateways import actions as gateways
from adulis.gateways import queries
from adulis.gateways.models import Callback
from adulis.identity.values import OperatorRole
from adulis.kernel import db, due
from adulis.kernel.actors import system
from adulis.ledger.models import Entry
from adulis.payouts import tasks as payouts
from adulis.payouts.models import Attempt
from adulis.timers import actions as timers
from adulis.wallets import queries as wallets
from adulis.wallets import tasks
from tests.backoffice import BUTTON, SAVED, operator, text_of
from tests.giving_back import GATEWAY, a_deposit, dispute_of, hear
from tests.rows import changed_since, everything
from tests.words import started
from tests.world import BANK, Shop, a_shop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_desk")]
MESSAGES = "/admin/messages/"
SUPPORT = OperatorRole.SUPPORT


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


def of_bank(kind: str, event_id: str, **data: Any) -> Callback:
    body = orjson.dumps({"type": kind, "data": {"amount_paise": 70_000, **data}})
    with db.transaction():
        gateways.store_callback(bank=BANK, event_id=event_id, body=body, at=db.clock())
    return Callback.objects.get(event_id=event_id)


def of_gateway(kind: str, event_id: str, about: str) -> Callback:
    body = orjson.dumps({"type": kind, "data": {"id": about, "status": "x"}})
    with db.transaction():
        gateways.store_webhook(gateway=GATEWAY, event_id=event_id, body=body, at=db.clock())
    return Callback.objects.get(event_id=event_id)


def page_of(message: Callback, role: OperatorRole = SUPPORT) -> str:
    return text_of(operator(role).get(f"{MESSAGES}{message.id}/"))


@pytest.mark.parametrize("role", list(OperatorRole))
def test_every_role_sees_a_payments_message(shop: Shop, role: OperatorRole) -> None:
    payout = shop.pay_out(70_000)
    attempt: Attempt = started(payout)
    message = of_bank("payment.completed", "evt_1", client_reference=attempt.reference)
    page = page_of(message, role)
    for told in (
        attempt.reference, "evt_1", f"bank {BANK}", "right, at the door",
        f'href="/admin/payouts/{payout.id}/"', "received: to be acted upon",
        bytes(message.body_digest).hex(),
    ):  # fmt: skip
        assert told in page, told
    assert BUTTON not in page
    assert message.body_sealed not in page


def test_a_transfers_message_leads_to_its_entry(shop: Shop) -> None:
    number = wallets.virtual_account_of(shop.id)
    told = {"credit_reference": "CR1", "utr": "SIMBN1", "virtual_account": number}
    message = of_bank("credit.received", "evt_1", payer_name="Nordic Foods", **told)
    tasks.apply_credits()
    page = page_of(message)
    entry = Entry.objects.get(key=f"credit/{BANK}/SIMBN1")
    assert entry.key in page
    link = f'href="/admin/ledger/entries/{entry.id}/"'
    # Who may not look into the ledger is not led there.
    assert (link in page, link in page_of(message, OperatorRole.FINANCE)) == (False, True)
    assert "applied" in page
    assert "Nordic Foods" not in page


def test_a_gateways_message_leads_to_its_deposit(shop: Shop) -> None:
    made = a_deposit(shop, 50_000)
    hear(dispute_of(made, 30_000))
    intent_id = Deposit.objects.get(id=made.id).intent_id
    payment, chargeback = Payment.objects.get(deposit=made), Chargeback.objects.get()
    client = operator(SUPPORT)
    for number, (kind, about, place) in enumerate((
        ("intent.succeeded", intent_id, ""),
        ("payment.captured", payment.payment_id, f"/admin/deposits/payment/{payment.id}/"),
        ("dispute.opened", chargeback.dispute_id, f"/admin/deposits/chargeback/{chargeback.id}/"),
    )):  # fmt: skip
        message = of_gateway(kind, f"evt_{number}", about)
        page = text_of(client.get(f"{MESSAGES}{message.id}/"))
        assert f'href="/admin/deposits/{made.id}/"' in page, kind
        assert place in page
    unknown = of_gateway("refund.processed", "evt_9", "re_of_nobody")
    assert "Nothing that is known here." in text_of(client.get(f"{MESSAGES}{unknown.id}/"))


def test_one_that_kills_its_workers_leads_to_its_question(shop: Shop) -> None:
    message = of_bank("payment.completed", "evt_1", client_reference="X1")
    for _ in range(due.POISON_AFTER_CLAIMS):
        due.claim("gateways_callback", limit=1, lease_seconds=60)
        with db.transaction():
            timers.advance_clock(seconds=61, actor=system("tests"), at=db.clock())
    payouts.apply_callbacks()
    client = operator(SUPPORT)
    page = text_of(client.get(f"{MESSAGES}{message.id}/"))
    assert "parked: nobody acts upon it by itself" in page
    assert "working on it failed again and again" in page
    case = client.get("/admin/cases/").content.decode()
    assert f'href="{MESSAGES}{message.id}/"' in case
    assert "Poison callback" in page


def test_filters(shop: Shop) -> None:
    waits = of_bank("payment.completed", "evt_1", client_reference="X1")
    parked = of_bank("account.closed", "evt_2", client_reference="X2")
    gateways_own = of_gateway("intent.succeeded", "evt_3", "pi_1")
    client = operator(SUPPORT)
    for asked, expected in (
        ({}, {waits, parked, gateways_own}),
        ({"speaker": "bank"}, {waits, parked}),
        ({"speaker": "gateway"}, {gateways_own}),
        ({"status": "received"}, {waits, gateways_own}),
        ({"status": "received", "speaker": "bank"}, {waits}),
        ({"status": "parked"}, {parked}),
        ({"status": "applied"}, set()),
        ({"type": "intent.succeeded"}, {gateways_own}),
        ({"q": "X1"}, {waits}),
        ({"q": "evt_2"}, {parked}),
        ({"q": "evt_2", "status": "received"}, set()),
        ({"q": "nothing"}, set()),
        ({"speaker": "nobody"}, set()),
    ):
        page = text_of(client.get(MESSAGES, asked))
        found = {each for each in (waits, parked, gateways_own) if f"/{each.id}/" in page}
        assert found == expected, asked
    parked_page = text_of(client.get(MESSAGES, {"status": "parked"}))
    assert "a kind of message that nobody here acts upon" in parked_page


def test_only_operators_and_nothing_changes(shop: Shop) -> None:
    message = of_bank("payment.completed", "evt_1", client_reference="X1")
    client = operator(SUPPORT)
    before = everything()
    for page in (MESSAGES, f"{MESSAGES}{message.id}/"):
        assert client.get(page).status_code == 200
        assert Client().get(page).status_code == 302
    assert client.get(f"{MESSAGES}{shop.id}/").status_code == 404
    assert changed_since(before, *SAVED) == {}


def test_longer_lists_cost_no_more_queries(shop: Shop) -> None:
    client = operator(SUPPORT)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(MESSAGES).status_code == 200
        return len(asked)

    of_bank("payment.completed", "evt_0", client_reference="X0")
    cost()
    before = cost()
    for number in range(1, 5):
        of_bank("payment.completed", f"evt_{number}", client_reference=f"X{number}")
    assert cost() == before


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ({"state": "received"}, "gateways_callback_waiting_idx"),
        ({"state": "parked", "speaker": "bank"}, "gateways_callback_waiting_idx"),
        ({"speaker": "bank"}, "gateways_callback_pkey"),
    ],
)
def test_an_index_answers(asked: dict[str, Any], index: str) -> None:
    """Also where there are millions: nothing is read from its beginning."""
    db.execute("SET LOCAL enable_seqscan = off")
    assert index in queries.messages_for_operator(**asked)[:50].explain()

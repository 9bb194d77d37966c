"""A bank's message that kills whoever works on it: parked, asked about, and tried again."""

from __future__ import annotations

import orjson
import pytest

from adulis.cases import queries as questions
from adulis.cases.models import Case
from adulis.cases.values import CaseKind, Decision
from adulis.gateways import actions as gateways
from adulis.gateways.models import Callback
from adulis.kernel import db, due
from adulis.kernel.actors import system
from adulis.payouts import tasks as payouts
from adulis.timers import actions as timers
from adulis.wallets import queries as wallets
from adulis.wallets import tasks as credits_
from tests.words import decided, started
from tests.world import BANK, Shop, a_shop

pytestmark = pytest.mark.django_db

PAISE = 60_000


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=PAISE)


def stored(kind: str, **data: object) -> Callback:
    with db.transaction():
        gateways.store_callback(
            bank=BANK,
            event_id=f"evt_{kind}",
            body=orjson.dumps({"type": kind, "data": {"amount_paise": PAISE, **data}}),
            at=db.clock(),
        )
    return Callback.objects.get()


def kills(only: str) -> None:
    """Its worker dies as often as is not bad luck any more."""
    for _ in range(due.POISON_AFTER_CLAIMS):
        assert len(due.claim("gateways_callback", limit=1, lease_seconds=60, only=only)) == 1
        with db.transaction():
            timers.advance_clock(seconds=61, actor=system("tests"), at=db.clock())


def asked(callback: Callback) -> Case:
    [case] = questions.open_about(f"bank-callback/{callback.id}")
    assert case.kind == CaseKind.POISON_CALLBACK
    return case


def test_a_payments_message_is_parked_and_a_human_may_have_it_tried_again(shop: Shop) -> None:
    payout = shop.pay_out(PAISE)
    reference = started(payout).reference
    callback = stored("payment.completed", client_reference=reference, status="completed")
    kills("true")
    assert payouts.apply_callbacks() == 1
    callback.refresh_from_db()
    assert (callback.state, callback.due_at) == ("parked", None)
    case = asked(callback)
    assert case.evidence[0]["reference"] == reference
    assert case.evidence[0]["claims"] == due.POISON_AFTER_CLAIMS + 1
    decided(case, Decision.RETRY)
    assert payouts.apply_callbacks() == 1
    callback.refresh_from_db()
    payout.refresh_from_db()
    assert (callback.state, callback.note, payout.state) == ("applied", "", "completed")


def test_a_credits_message_too(shop: Shop) -> None:
    callback = stored(
        "credit.received",
        credit_reference="CR1",
        utr="UTR1",
        virtual_account=wallets.virtual_account_of(shop.id),
    )
    kills("true")
    assert credits_.apply_credits() == 1
    callback.refresh_from_db()
    assert (callback.state, shop.available) == ("parked", PAISE)
    decided(asked(callback), Decision.RETRY)
    assert credits_.apply_credits() == 1
    assert shop.available == 2 * PAISE


def test_what_is_left_alone_stays_parked(shop: Shop) -> None:
    callback = stored("payment.completed", client_reference="AD1", status="completed")
    kills("true")
    payouts.apply_callbacks()
    decided(asked(callback), Decision.ACCEPT)
    assert payouts.apply_callbacks() == 0
    callback.refresh_from_db()
    assert callback.state == "parked"

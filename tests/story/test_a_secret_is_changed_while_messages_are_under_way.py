"""The secret of the bank's callbacks is changed while messages are under way, and none is lost."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from django.test import override_settings

from adulis.gateways.models import Callback
from adulis.payouts.models import Payout
from tests.bank import SimulatedBank
from tests.simulated_bank import CALLBACK_SECRET
from tests.world import Shop, a_shop

NEW_SECRET = f"whsec_{base64.b64encode(b'what the bank calls back with from now on').decode()}"
PAISE = 60_000
HOUR = 3_600


@pytest.fixture
def shop(simulated_bank: SimulatedBank) -> Iterator[Shop]:
    """With no enquiries to fall back on: what is called back is all there is."""
    simulated_bank.live_until_morning()
    simulated_bank.switch(enquiries_down=True)
    yield a_shop(paise=10 * PAISE)
    simulated_bank.switch(enquiries_down=False)


def test_every_message_is_believed(simulated_bank: SimulatedBank, shop: Shop) -> None:
    late = simulated_bank.will("delayed_hooks", shop, PAISE)
    before = shop.pay_out(PAISE)
    simulated_bank.live(60)
    # The platform learns the new secret first, then the bank signs with both for a day.
    with override_settings(BANK_CALLBACK_SECRETS=[NEW_SECRET, CALLBACK_SECRET]):
        overlap = {"secret": NEW_SECRET, "overlap_seconds": 24 * HOUR}
        simulated_bank.sim("POST", "callbacks", overlap)
        during = shop.pay_out(PAISE)
        simulated_bank.live(25 * HOUR)
        # Then the old one is gone, on both sides.
        with override_settings(BANK_CALLBACK_SECRETS=[NEW_SECRET]):
            after = shop.pay_out(PAISE)
            simulated_bank.live(HOUR)
    assert [state(each) for each in (before, late, during, after)] == ["completed"] * 4
    assert shop.available == 6 * PAISE
    assert simulated_bank.disagreements(shop) == []


def test_the_secret_before_is_not_believed_afterwards(
    simulated_bank: SimulatedBank, shop: Shop
) -> None:
    simulated_bank.sim("POST", "callbacks", {"secret": NEW_SECRET, "overlap_seconds": 0})
    with override_settings(BANK_CALLBACK_SECRETS=[NEW_SECRET]):
        payout = simulated_bank.will("old_secret_hooks", shop, PAISE)
        simulated_bank.live(HOUR)
        assert (state(payout), Callback.objects.count()) == ("processing", 0)
        simulated_bank.switch(enquiries_down=False)
        simulated_bank.live(24 * HOUR)
        assert state(payout) == "completed"


def state(payout: Payout) -> str:
    payout.refresh_from_db()
    return payout.state

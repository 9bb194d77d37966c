"""A deposit is paid, and credited once: however it is paid, and however badly it is told of."""

from __future__ import annotations

import pytest

from adulis.deposits.models import Deposit
from tests.paying import CARDS, ConnectedGateway, now
from tests.world import a_shop

# What the gateway does is right in all of these; how it says so is not.
TOLD = (
    "ok",
    "pending",
    "dup_hooks",
    "replayed_hooks",
    "delayed_hooks",
    "lost_hooks",
    "forged_hooks",
    "bad_signature_hooks",
    "old_secret_hooks",
    "stale_hooks",
    "unknown_reference_hooks",
    "wrong_amount_hooks",
    "malformed_hooks",
    "contradicting_hooks",
    "unknown_type_hooks",
    "changed_hooks",
    "swapped_hooks",
    "status_goes_back",
    "late_success",
)


@pytest.fixture(scope="module")
def week(shared_gateway: ConnectedGateway) -> dict[str, Deposit]:
    """All of them at once, an hour later."""
    shop = a_shop()
    made = {each: shared_gateway.asked(shop, 50_000) for each in TOLD}
    for behaviour, deposit in made.items():
        shared_gateway.pay(deposit, card=CARDS[behaviour])
    shared_gateway.live(3_600)
    return made


@pytest.mark.parametrize("behaviour", TOLD)
def test_it_is_credited_once(behaviour: str, week: dict[str, Deposit]) -> None:
    deposit = now(week[behaviour])
    assert (deposit.state, deposit.credited_minor, deposit.pending_minor) == ("cleared", 50_000, 0)


def test_the_books_agree(shared_gateway: ConnectedGateway, week: dict[str, Deposit]) -> None:
    assert shared_gateway.disagreements() == []

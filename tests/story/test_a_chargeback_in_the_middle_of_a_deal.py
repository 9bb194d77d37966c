"""The payer's bank takes back what has paid for a deal, when half of the deal is done.

One deposit has paid for two milestones. The first was released, and stays the seller's; the second
is still in escrow, and what lies there is taken. Both sides see why it stands still, the buyer pays
in once more, and the deal is finished. The gateway's books say the same in the end.
"""

from __future__ import annotations

import pytest

from tests.market import Market, Trader, a_request, approve, bid, milestones_of, put_up
from tests.world import a_shop

HOUR = 3_600


@pytest.fixture
def buyer(market: Market) -> Trader:
    return market.program(a_shop("Asha"))


@pytest.fixture
def seller(market: Market) -> Trader:
    return market.program(a_shop("Binu"))


@pytest.fixture
def deal(market: Market, buyer: Trader, seller: Trader) -> str:
    """Agreed at 100,000 in two parts; nothing is paid in yet."""
    closes = market.in_hours(2)
    made = put_up(market, buyer, a_request(closes, 4_000, 6_000))
    bid(seller, made, 100_000)
    market.until(closes)
    buyer.post(f"{made}/auction/award/", {"bidder": 1})
    seller.post(f"{made}/auction/award/confirm/", {"price_paise": 100_000})
    return made


@pytest.mark.parametrize("decided", ["lost", "won"])
def test_half_of_it_was_released(
    market: Market, buyer: Trader, seller: Trader, deal: str, decided: str
) -> None:
    # It clears long before the card's owner says that it was not them.
    market.pay_in(
        buyer, 100_000, behaviour=f"chargeback_{decided}", after_seconds=2 * HOUR,
        decided_after_seconds=6 * HOUR,
    )  # fmt: skip
    first, second = milestones_of(buyer, deal)
    for milestone in (first, second):
        buyer.post(f"{milestone}/fund/")
        seller.post(f"{milestone}/submit/", {"note": "Done."})
    approve(buyer, first)
    assert (buyer.purse, seller.purse) == ((0, 60_000), (40_000, 0))

    market.until(market.in_hours(3))
    # What lay in escrow is gone, and of what was released the buyer owes; the seller keeps it.
    for side in (buyer, seller):
        told = side.get(f"{second}/")
        assert (told["status"], told["hold_reason"]) == ("on_hold", "chargeback")
        assert (told["held_state"], told["left_paise"]) == ("submitted", 0)
        assert side.get(f"{first}/")["status"] == "released"
    assert (buyer.purse, seller.purse) == ((0, 0), (40_000, 0))
    assert buyer.get("/balance/")["owed_paise"] == 40_000
    nothing = {"expected_payee_id": seller.merchant_id, "amount_paise": 60_000}
    assert buyer.refused(f"{second}/approve/", nothing)["code"] == "milestone_paused"

    if decided == "lost":
        # What comes in pays the debt first, and then for the rest of the deal.
        market.pay_in(buyer, 150_000)
        assert buyer.purse == (110_000, 0)
        told = buyer.post(f"{second}/fund/")
        assert (told["status"], told["hold_reason"]) == ("submitted", None)
        left = 50_000
    else:
        left = 0
    market.until(market.in_hours(6))
    if decided == "won":
        # It comes back as it went: into escrow what was in escrow, and nothing is owed.
        assert buyer.get(f"{second}/")["status"] == "submitted"
        assert buyer.get("/balance/")["owed_paise"] == 0
    approve(buyer, second)
    market.work()
    assert (buyer.purse, seller.purse) == ((left, 0), (100_000, 0))
    assert buyer.get(f"{deal}/")["status"] == "completed"
    assert market.gateway.disagreements() == []

"""A deal is delivered, disputed, talked about, split sixty to forty, and paid out to the paisa.

Through the public API only. Eighty thousand of a hundred thousand are good, and are released while
the two still talk about the other twenty; both show what they have, and neither is paid by the
other's silence. A fee of two per cent is shared by both.
"""

from __future__ import annotations

import pytest

from tests.escrowing import an_escrow_fee
from tests.files import a_pdf
from tests.market import Market, Trader, milestones_of
from tests.world import a_shop

DEAL = {
    "kind": "request",
    "format": "direct",
    "title": "Pumps for Pune",
    "category": "machinery",
    "terms": {
        "scope": "Forty pumps, delivered and installed.",
        "milestones": [{"title": "All of it", "amount_paise": 100_000}],
        "fee_split": {"buyer_bp": 5_000},
    },
}
CLAIM = {
    "reason": "defective",
    "amount_paise": 20_000,
    "statement": "Eight of the forty do not pump.\nSee the photo.",
}
SPLIT = {"to_seller_paise": 12_000, "to_buyer_paise": 8_000}


@pytest.fixture
def buyer(market: Market) -> Trader:
    return market.program(a_shop("Asha", paise=200_000))


@pytest.fixture
def seller(market: Market) -> Trader:
    return market.program(a_shop("Binu"))


@pytest.fixture
def deal(market: Market, buyer: Trader, seller: Trader) -> str:
    """Agreed, paid in and handed in."""
    an_escrow_fee(200)
    made = buyer.post("/deals/", DEAL | {"counterparty": seller.merchant_id})
    path = f"/deals/{made['id']}"
    buyer.post(f"{path}/propose/")
    terms = seller.get(f"{path}/")["terms"]
    seller.post(f"{path}/accept/", {"version": terms["version"], "terms_hash": terms["hash"]})
    (milestone,) = milestones_of(buyer, path)
    buyer.post(f"{milestone}/fund/")
    seller.post(f"{milestone}/submit/", {"note": "All forty."})
    market.work()
    return path


def test_they_settle(market: Market, buyer: Trader, seller: Trader, deal: str) -> None:
    # Of 2,000 each bears half, and GST on that.
    assert buyer.purse == (200_000 - 101_180, 101_180)
    (milestone,) = milestones_of(buyer, deal)
    assert "dispute" in seller.get(f"{milestone}/")["allowed_moves"]

    # Only the disputed part is locked, and the milestone and the deal say so.
    dispute = f"/disputes/{buyer.post(f'{milestone}/dispute/', CLAIM)['id']}"
    told = seller.get(f"{milestone}/")
    assert (told["status"], told["left_paise"], told["disputed_paise"]) == (
        "submitted", 80_000, 20_000,
    )  # fmt: skip
    assert f"/disputes/{told['dispute_id']}" == dispute
    assert [each["status"] for each in seller.get(f"{deal}/")["disputes"]] == ["opened"]
    assert buyer.refused(f"{milestone}/dispute/", CLAIM)["code"] == "dispute_exists"

    # The rest is released meanwhile.
    undisputed = {"expected_payee_id": seller.merchant_id, "amount_paise": 80_000}
    assert buyer.post(f"{milestone}/approve/", undisputed)["hold_reason"] == "dispute"
    assert seller.purse == (80_000 - 800 - 144, 0)

    # Both say what they think and show what they have.
    told = seller.get(f"{dispute}/")
    assert (told["waiting"]["for"], told["waiting"]["on"]) == ("response", "the seller")
    buyer.upload(f"{dispute}/evidence/?name=photo.pdf", a_pdf("photo"))
    seller.post(f"{dispute}/respond/", {"claimed_paise": 20_000, "statement": "They were tested."})
    seller.upload(f"{dispute}/evidence/?name=report.pdf", a_pdf("report"))
    brought = buyer.get(f"{dispute}/evidence/")["results"]
    assert [(each["by_side"], each["name"]) for each in brought] == [
        ("buyer", "photo.pdf"), ("seller", "report.pdf"),
    ]  # fmt: skip
    assert len({each["sha256"] for each in brought}) == 2

    # They offer, one after the other; what it would come to is told before.
    low = {"to_seller_paise": 5_000, "to_buyer_paise": 15_000}
    offer = buyer.post(f"{dispute}/offers/", low)
    assert buyer.refused(f"{dispute}/offers/", SPLIT)["code"] == "not_your_turn_in_dispute"
    seller.post(f"{dispute}/offers/{offer['id']}/refuse/")
    assert buyer.get(f"{dispute}/")["turn"] == "buyer"
    offer = buyer.post(f"{dispute}/offers/", SPLIT)
    would = seller.get(f"{dispute}/preview/", **SPLIT)
    assert (would["seller_net_paise"], would["buyer_back_paise"]) == (
        12_000 - 120 - 21, 8_000 + 80 + 15,
    )  # fmt: skip
    before = buyer.purse[0]
    done = seller.post(f"{dispute}/offers/{offer['id']}/accept/", SPLIT)
    assert (done["status"], done["to_seller_paise"], done["locked_paise"]) == (
        "settled", 12_000, 0,
    )  # fmt: skip

    # And it is done, to the paisa; nothing is left anywhere.
    market.work()
    assert buyer.purse == (before + would["buyer_back_paise"], 0)
    assert seller.purse == (80_000 - 944 + would["seller_net_paise"], 0)
    assert buyer.get(f"{milestone}/")["status"] == "released"
    assert buyer.get(f"{deal}/")["status"] == "completed"
    for side in (buyer, seller):
        assert side.get(f"{dispute}/")["allowed_moves"] == []
        side.post(f"{deal}/reviews/", {"stars": 4})
    # A settlement is nobody's defeat.
    assert seller.get("/reputation/")["disputes_lost_count"] == 0
    assert market.gateway.disagreements() == []


def test_nobody_is_paid_by_silence(
    market: Market, buyer: Trader, seller: Trader, deal: str
) -> None:
    (milestone,) = milestones_of(buyer, deal)
    dispute = f"/disputes/{buyer.post(f'{milestone}/dispute/', CLAIM)['id']}"
    before = buyer.purse, seller.purse
    until = buyer.get(f"{dispute}/")["waiting"]["until"]
    market.until(until)
    told = seller.get(f"{dispute}/")
    assert (told["status"], told["escalated_by"]) == ("ruling", "silence")
    assert (told["waiting"]["on"], told["locked_paise"]) == ("an operator", 20_000)
    assert (buyer.purse, seller.purse) == before
    # Whoever opened it may still think better of it, and all goes on as before.
    assert told["allowed_moves"] == []
    assert buyer.post(f"{dispute}/withdraw/")["status"] == "withdrawn"
    assert buyer.get(f"{milestone}/")["left_paise"] == 100_000

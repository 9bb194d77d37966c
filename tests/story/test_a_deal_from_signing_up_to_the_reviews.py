"""Register and be verified, post a deal, bid, choose, pay in, deliver, confirm, and rate.

The eight steps of the first page, through the public API only: from a letter to the reviews. One
open auction, two milestones, one of them paid straight out of a deposit and the other from the
wallet; a fee of two per cent is shared by both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from adulis.identity.values import OperatorRole
from tests.escrowing import an_escrow_fee
from tests.files import a_pdf
from tests.market import (
    Market,
    Trader,
    a_request,
    approve,
    auto_bid,
    bid,
    milestones_of,
    put_up,
)
from tests.people import a_person

PASSWORD = "kettle-Harbour-92-lantern"
DOCUMENTS = ("registration_certificate", "identity_proof", "address_proof")


@dataclass
class Newcomer:
    """The owner in person, who shows papers, and the program, which trades."""

    person: Trader
    program: Trader
    merchant_id: str


def registered(market: Market, name: str) -> Newcomer:
    """Signs up, follows the letter, signs in, founds a merchant that nobody knows yet, and makes a
    key for its program: a session would not last through the auction.
    """
    email = f"{name.lower()}@example.com"
    stranger = market.stranger()
    body = {"email": email, "name": name, "password": PASSWORD}
    stranger.post("/auth/register/", body)
    token = market.letter_to(email).token
    stranger.post("/auth/confirm-email/", {"token": token, "password": PASSWORD})
    access = stranger.post("/auth/token/", {"email": email, "password": PASSWORD})["access"]
    person = market.person(access)
    made = person.post("/merchants/", {"name": f"{name} LLP", "kind": "business"})
    assert made["verification"] == "unverified"
    scopes = ["read", "deposits:write", "deals:write", "bids:write", "escrow:write"]
    key = person.post("/api-keys/", {"name": "Trading", "scopes": scopes})["api_key"]
    return Newcomer(market.person(access, made["id"]), market.person(key, made["id"]), made["id"])


def verified(who: Newcomer, pan: str, operator: Trader) -> Trader:
    """Shows who it is, and an operator looks at it; from now on its program may trade."""
    person = who.person
    person.put(
        "/verification/",
        {
            "legal_name": "Asha Exports LLP", "constitution": "llp", "pan": pan, "gstin": "",
            "address": {
                "line1": "12 MG Road", "line2": "", "city": "Bengaluru", "state": "KA",
                "postal_code": "560001",
            },
            "director_names": ["Asha Rao", "Binu Mathew"],
        },
    )  # fmt: skip
    for purpose in DOCUMENTS:
        person.upload(f"/verification/documents/?purpose={purpose}", a_pdf(purpose + pan))
    person.post("/verification/submit/")
    place = f"/operator/verifications/{who.merchant_id}/"
    seen = operator.get(place)
    operator.post(f"{place}verify/", {"submission_id": seen["submission_id"]})
    assert person.get("/verification/")["status"] == "verified"
    return who.program


def an_operator(market: Market) -> Trader:
    person = a_person("kiran@example.com", operator_role=OperatorRole.COMPLIANCE)
    told = market.stranger().post(
        "/auth/token/", {"email": person.email, "password": PASSWORD}
    )  # fmt: skip
    return market.person(told["access"])


def delivered(buyer: Trader, seller: Trader, milestone: str) -> None:
    """The first try is not what was wanted, the second is, with a paper to show for it."""
    paper = seller.upload(f"{milestone}/evidence/?name=delivery.pdf", a_pdf(milestone))
    seller.post(f"{milestone}/submit/", {"note": "Here.", "files": [{"file_id": paper["file_id"]}]})
    told = buyer.post(f"{milestone}/request-changes/", {"reason": "Two pumps are missing."})
    assert (told["status"], told["waiting"]["on"]) == ("changes_requested", "the seller")
    seller.post(f"{milestone}/submit/", {"note": "All of them now."})
    told = buyer.get(f"{milestone}/")
    assert (told["status"], told["round"]) == ("submitted", 2)
    assert told["waiting"]["for"] == "inspection"


def test_all_eight_steps(market: Market) -> None:
    eight_steps(market)


def eight_steps(market: Market) -> None:
    """The story, wherever the market is (``test_the_deployment_carries_a_deal``)."""
    an_escrow_fee(200)
    operator = an_operator(market)

    # Register and verify: before that one may look, and no more.
    newcomers = [registered(market, name) for name in ("Asha", "Binu", "Charu")]
    refused = newcomers[0].program.refused("/deposits/", {"amount_minor": 50_000})
    assert refused["status"] == 403
    asha, binu, charu = (
        verified(who, f"AAPFU093{number}F", operator) for number, who in enumerate(newcomers)
    )

    # Post a deal with terms.
    ends_at = market.in_hours(48)
    body = a_request(ends_at, 4_000, 6_000)
    body["terms"]["fee_split"] = {"buyer_bp": 5_000}
    deal = put_up(market, asha, body)
    [found] = binu.get("/deals/", search="pumps")["results"]
    assert (found["status"], found["access"]) == ("open", "public")

    # Bids: by hand and by a standing instruction, and nobody knows whose they are.
    assert bid(binu, deal, 95_000)["rank"] == 1
    assert auto_bid(charu, deal, 80_000)["price_paise"] == 94_000
    assert bid(binu, deal, 85_000)["rank"] == 2
    seen = asha.get(f"{deal}/auction/")
    assert (seen["price_paise"], seen["leader"], seen["award"]) == (84_000, 2, None)
    assert newcomers[2].merchant_id not in str(seen)

    # Review and accept the best.
    market.until(ends_at)
    first, second = asha.get(f"{deal}/auction/ranking/")["results"]
    assert [(each["bidder"], each["price_paise"]) for each in (first, second)] == [
        (2, 84_000), (1, 85_000),
    ]  # fmt: skip
    asha.post(f"{deal}/auction/award/", {"bidder": 2})
    charu.post(f"{deal}/auction/award/confirm/", {"price_paise": 84_000})
    agreed = asha.get(f"{deal}/")
    assert (agreed["status"], agreed["price_paise"]) == ("agreed", 84_000)
    assert agreed["waiting"]["for"] == "funding"

    # The buyer funds escrow: one part straight out of a deposit, one from the wallet.
    straight, from_wallet = milestones_of(asha, deal)
    due = {each: asha.get(f"{each}/")["due_paise"] for each in (straight, from_wallet)}
    # Of two per cent the buyer bears half, and eighteen per cent of that as tax.
    assert list(due.values()) == [33_600 + 336 + 60, 50_400 + 504 + 91]
    meant = asha.post("/deposits/", {"amount_minor": due[straight]})["id"]
    asha.post(f"{straight}/fund/", {"deposit_id": meant})
    market.pay(meant)
    market.live(60)
    market.pay_in(asha, 100_000)
    asha.post(f"{from_wallet}/fund/")
    market.work()
    assert asha.get(f"{deal}/")["status"] == "active"
    assert asha.purse == (100_000 - due[from_wallet], sum(due.values()))

    # The seller delivers; the buyer confirms, and escrow releases.
    released = 0
    for milestone in (straight, from_wallet):
        delivered(asha, charu, milestone)
        told = approve(asha, milestone)
        assert (told["status"], told["left_paise"]) == ("released", 0)
        released += told["released_paise"]
    market.work()
    assert released == 84_000
    assert asha.purse == (100_000 - due[from_wallet], 0)
    # Less the other half of the fee, with its tax.
    assert charu.purse == (84_000 - (336 + 60) - (504 + 91), 0)
    assert charu.get(f"{deal}/")["status"] == "completed"

    # Both rate, and neither is tempted by what the other says.
    asha.post(f"{deal}/reviews/", {"stars": 5, "comment": "On the day."})
    assert stars(charu, deal) == [("Asha LLP", None)]
    charu.post(f"{deal}/reviews/", {"stars": 4})
    assert sorted(stars(charu, deal)) == [("Asha LLP", 5), ("Charu LLP", 4)]
    assert charu.get("/reputation/")["stars_hundredths"] == 500
    assert binu.get("/balance/")["available_paise"] == 0
    assert market.disagreements() == []


def stars(who: Trader, deal: str) -> list[tuple[Any, Any]]:
    told = who.get(f"{deal}/reviews/")["results"]
    return [(each["by_name"], each["stars"]) for each in told]

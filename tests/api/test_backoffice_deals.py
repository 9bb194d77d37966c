"""Deals in the back office: found by any name, with terms, auction and money; and no secrets."""

from __future__ import annotations

import pytest

from adulis.deals.values import DealFormat
from adulis.escrow import actions as escrow
from adulis.identity.values import OperatorRole
from adulis.kernel.money import rupees
from tests.auctions import a_hall
from tests.backoffice import SAVED, operator, text_of
from tests.dealing import (
    a_draft,
    accepted,
    act,
    agreed,
    amounts,
    countered,
    fund,
    milestones,
    proposed,
)
from tests.rows import changed_since, everything
from tests.world import a_shop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_desk")]
SUPPORT = OperatorRole.SUPPORT
DEALS = "/admin/deals/"


class TestDeals:
    @pytest.mark.parametrize("role", list(OperatorRole))
    def test_every_role_finds_one_by_any_name(self, role: OperatorRole) -> None:
        buyer, seller = a_shop("Asha"), a_shop("Binu")
        deal = agreed(seller, buyer, title="Pumps for Pune")
        other = agreed(a_shop("Chitra"), a_shop("Dev"), title="Valves for Vadodara")
        client = operator(role)
        for name in (deal.id, buyer.id, seller.id, deal.agreement_id, "pumps FOR"):
            page = text_of(client.get(DEALS, {"q": str(name)}))
            there = [f"{DEALS}{each.id}/" in page for each in (deal, other)]
            assert there == [True, False], name
        assert "No deal is found." in text_of(client.get(DEALS, {"status": "completed"}))
        assert "Pumps for Pune" in text_of(client.get(DEALS, {"status": "agreed"}))

    def test_what_only_its_writer_has_seen_is_nobodys(self) -> None:
        draft = a_draft(a_shop(), title="Not said yet")
        client = operator(OperatorRole.ADMIN)
        assert "Not said yet" not in text_of(client.get(DEALS, {"q": str(draft.id)}))
        assert client.get(f"{DEALS}{draft.id}/").status_code == 404
        assert "No deal is found." in text_of(client.get(DEALS, {"status": "draft"}))

    def test_one_with_its_terms_and_its_money(self) -> None:
        buyer, seller = a_shop("Asha", paise=1_000_000), a_shop("Binu")
        deal = proposed(buyer, seller, title="Pumps")
        countered(seller, deal, amounts(300_000, 700_000, inspection_days=9))
        accepted(buyer, deal)
        deal.refresh_from_db()
        fund(buyer, deal)
        act(
            escrow.propose_split, buyer, milestone_id=milestones(deal)[0].id,
            to_seller=rupees(100_000), to_buyer=rupees(200_000), note="",
        )  # fmt: skip
        page = text_of(operator(SUPPORT).get(f"{DEALS}{deal.id}/"))
        for told in (
            "Pumps: agreed", "Asha", "Binu", "Asha, Binu", "Part 1", "Part 2", "₹3,000.00",
            "₹7,000.00", "₹10,000.00", "Proposed", "Agreed", str(deal.agreement_id),
            "Nothing waits for people.", "Nothing was ever held up.",
        ):  # fmt: skip
            assert told in page, told
        assert "The auction" not in page
        assert page.count("<form") == 1  # to sign out


class TestAuctions:
    def test_one_with_what_everybody_was_told(self) -> None:
        hall, first, second = a_hall(a_shop("Poster")), a_shop("First"), a_shop("Second")
        hall.bid(first, 90_000)
        hall.bid(second, 87_000)
        client, place = operator(SUPPORT), f"{DEALS}{hall.deal_id}/"
        page = text_of(client.get(place))
        for told in ("The auction", "1: First", "2: Second", "₹900.00", "₹870.00", "Reverse"):
            assert told.lower() in page.lower(), told
        hall.at_end()
        hall.award(second)
        # Two hours are longer than anybody may leave their session idle.
        page = text_of(operator(OperatorRole.ADMIN).get(place))
        assert "offered" in page
        assert "reviewing" in page

    def test_limits_stay_secret(self) -> None:
        hall, first, second = a_hall(), a_shop("First"), a_shop("Second")
        hall.instruct(first, 61_300)
        hall.bid(second, 87_000)
        page = text_of(operator(OperatorRole.ADMIN).get(f"{DEALS}{hall.deal_id}/"))
        assert "1: First" in page
        assert "₹613.00" not in page
        assert "nstruct" not in page

    def test_envelopes_stay_closed(self) -> None:
        hall, bidder = a_hall(how=DealFormat.SEALED), a_shop("Bidder")
        hall.bid(bidder, 61_300)
        page = text_of(operator(OperatorRole.ADMIN).get(f"{DEALS}{hall.deal_id}/"))
        assert "Nobody has bid openly." in page
        assert "₹613.00" not in page

    def test_what_bidders_share_is_said(self) -> None:
        hall, first, second = a_hall(), a_shop("First"), a_shop("Second", accounts=0)
        hall.bid(first, 90_000)
        client, place = operator(SUPPORT), f"{DEALS}{hall.deal_id}/"
        assert "Nothing that bidders share is known." in text_of(client.get(place))
        second.add_account(first.accounts[0].number)
        hall.bid(second, 88_000)
        page = text_of(client.get(place))
        assert "Nothing that bidders share is known." not in page
        assert "Bank account" in page


def test_looking_changes_nothing() -> None:
    deal = agreed(a_shop("Binu"), a_shop("Asha"))
    client = operator(SUPPORT)
    before = everything()
    client.get(f"{DEALS}{deal.id}/")
    client.get(DEALS)
    assert changed_since(before, *SAVED) == {}

"""Letters about facts: to whom they matter, once, in words that name the thing."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from adulis.disputes import actions as disputes
from adulis.disputes.values import Reason
from adulis.events import actions as events
from adulis.events.models import Event
from adulis.events.values import Recorded
from adulis.identity.events import SignedIn
from adulis.identity.values import MemberRole
from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.notifications import tasks
from adulis.notifications.listeners import LETTERS
from tests.auctions import a_hall
from tests.dealing import (
    accepted,
    act,
    countered,
    fund,
    milestones,
    proposed,
    release,
    submit,
)
from tests.disputing import a_quarrel
from tests.facts import settle
from tests.letters import Written, letters_to
from tests.telling import tell, tell_all, titles_to
from tests.world import Shop, a_member, a_shop

NEWS = "notifications/news"


def news_of(shop: Shop) -> list[Written]:
    """But for the account it began with."""
    letters = [each for each in letters_to(shop.owner_email) if each.template == NEWS]
    return [each for each in letters if not each.subject.startswith("A new bank account")]


def titles(shop: Shop) -> list[str]:
    """The same of the inbox."""
    told = titles_to(shop.owner_id)
    return [each for each in told if not each.startswith("A new bank account")]


def headlines(shop: Shop) -> list[str]:
    return [each.subject for each in news_of(shop)]


@pytest.fixture
def buyer() -> Shop:
    return a_shop("Asha", paise=2_000_000)


@pytest.fixture
def seller() -> Shop:
    return a_shop("Binu")


@pytest.mark.django_db
class TestADeal:
    def test_whoever_has_to_answer_is_told(self, buyer: Shop, seller: Shop) -> None:
        deal = proposed(buyer, seller, title="Pumps")
        tell_all()
        assert headlines(buyer) == []
        [letter] = news_of(seller)
        assert letter.subject == "Asha proposes a deal: Pumps"
        assert "₹10,000.00" in letter.text
        assert letter.page == f"m/{seller.id}/deals/{deal.id}"
        assert f"because you own {seller.name}" in letter.text
        assert f"deals/{deal.id}" in letter.html

    def test_whoever_answered_is_not(self, buyer: Shop, seller: Shop) -> None:
        countered(seller, proposed(buyer, seller, title="Pumps"))
        tell_all()
        assert headlines(buyer) == ["Binu answers with other terms: Pumps"]
        assert headlines(seller) == ["Asha proposes a deal: Pumps"]

    def test_its_money_is_told_to_whom_it_matters(self, buyer: Shop, seller: Shop) -> None:
        deal = accepted(seller, proposed(buyer, seller, title="Pumps"))
        fund(buyer, deal)
        submit(seller, deal)
        release(buyer, seller, deal)
        tell_all()
        assert headlines(buyer) == [
            "Agreed: Pumps", "Delivered: Part 1", "Released: Part 1",
        ]  # fmt: skip
        assert headlines(seller) == [
            "Asha proposes a deal: Pumps", "Agreed: Pumps", "Paid into escrow: Part 1",
            "Released: Part 1",
        ]  # fmt: skip
        assert "₹3,000.00" in news_of(seller)[-1].text


@pytest.mark.django_db
class TestADispute:
    def test_whoever_is_accused_is_told_and_where(self, buyer: Shop, seller: Shop) -> None:
        deal = accepted(seller, proposed(buyer, seller, title="Pumps"))
        fund(buyer, deal)
        submit(seller, deal)
        act(
            disputes.open_dispute, buyer, milestone_id=milestones(deal)[0].id,
            reason=Reason.DEFECTIVE, amount=rupees(200_000), claimed=rupees(150_000),
            statement="It does not pump.",
        )  # fmt: skip
        tell_all()
        letter = news_of(seller)[-1]
        assert letter.subject == "Asha disputes Part 1"
        assert "₹2,000.00" in letter.text
        assert "₹1,500.00" in letter.text
        assert letter.page == f"m/{seller.id}/deals/{deal.id}"
        assert "disputes" not in " ".join(headlines(buyer))

    def test_escrow_of_no_deal_is_nobodys_letter(self) -> None:
        quarrel = a_quarrel()
        tell_all()
        assert news_of(quarrel.buyer) == news_of(quarrel.seller) == []


@pytest.mark.django_db
class TestAnAuction:
    def test_bidders_are_told_how_they_did_and_nobody_is_named(self) -> None:
        hall, first, second = a_hall(), a_shop("First"), a_shop("Second")
        hall.bid(first, 90_000)
        hall.bid(second, 87_000)
        hall.at_end()
        hall.award(second)
        tell_all()
        assert headlines(second) == [
            "How you did: Pumps for Pune", "You were chosen: Pumps for Pune",
        ]  # fmt: skip
        assert "the best; whoever put it up chooses now" in news_of(second)[0].text
        assert "₹870.00" in news_of(second)[1].text
        assert headlines(first) == ["How you did: Pumps for Pune"]
        assert "Bids are in: Pumps for Pune" in headlines(hall.poster)
        for letter in (*news_of(first), *news_of(hall.poster)):
            assert "Second" not in letter.text


@pytest.mark.django_db
def test_facts_that_are_not_in_the_catalogue_are_no_letters(buyer: Shop) -> None:
    fact: dict[str, Any] = {"subject_sequence": 1, "payload": {}, "at": db.clock()}
    for kind, merchant_id in (("payout.completed", buyer.id), ("deal.proposed", None)):
        told = Recorded(type=kind, subject="thing/1", merchant_id=merchant_id, **fact)
        assert tell(told) == ()


@pytest.mark.usefixtures("fresh_database")
def test_the_worker_writes_about_each_fact_once() -> None:
    # From here on: what was before it existed is not written about.
    settle()
    while tasks.listen():
        pass
    buyer, seller = a_shop("Asha"), a_shop("Binu")
    proposed(buyer, seller, title="Pumps")
    settle()
    while tasks.listen():
        pass
    assert headlines(seller) == titles(seller) == ["Asha proposes a deal: Pumps"]
    settle()
    while tasks.listen():
        pass
    # Screens of the seller's people are told to look, once, and of nothing else.
    [news] = Event.objects.filter(type="inbox.updated", merchant_id=seller.id)
    assert (news.subject, news.payload) == (f"inbox/{seller.id}", {})
    assert headlines(seller) == titles(seller) == ["Asha proposes a deal: Pumps"]
    assert not LETTERS.from_beginning


@pytest.mark.usefixtures("fresh_database")
def test_what_is_about_a_login_is_announced_to_its_merchants_and_no_others() -> None:
    settle()
    while tasks.listen():
        pass
    shop, other = a_shop("Asha"), a_shop("Binu")
    colleague, _ = a_member(shop, MemberRole.VIEWER)
    settle()
    while tasks.listen():
        pass
    announced = Event.objects.filter(type="inbox.updated").order_by("id")
    before = announced.count()
    with db.transaction():
        for user_id, is_new in ((colleague, True), (other.owner_id, False)):
            fact = SignedIn(
                subject_id=uuid4(), merchant_id=None, user_id=user_id, is_new_device=is_new
            )
            events.record(fact=fact, at=db.clock())
    settle()
    while tasks.listen():
        pass
    assert titles_to(colleague) == ["A new sign-in to your account"]
    # It says neither whose inbox it is nor why.
    [news] = announced[before:]
    assert (news.merchant_id, news.subject, news.payload) == (shop.id, f"inbox/{shop.id}", {})

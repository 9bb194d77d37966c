"""Letters about facts: to whom they matter, once, in words that name the thing."""

from __future__ import annotations

from typing import Any

import pytest

from adulis.disputes import actions as disputes
from adulis.disputes.values import Reason
from adulis.events.models import Event
from adulis.events.values import Recorded
from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.mail.models import Letter
from adulis.notifications import actions, tasks
from adulis.notifications.listeners import LETTERS
from tests.auctions import a_hall
from tests.dealing import (
    WHO,
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
from tests.world import Shop, a_shop

NEWS = "notifications/news"


def tell() -> None:
    """Write about every fact there is."""
    for row in Event.objects.order_by("id"):
        fact = Recorded(
            type=row.type, subject=row.subject, subject_sequence=row.subject_sequence,
            merchant_id=row.merchant_id, payload=row.payload, at=row.at,
        )  # fmt: skip
        with db.transaction():
            actions.tell(fact=fact, actor=WHO, at=db.clock())


def news_of(shop: Shop) -> list[Written]:
    return [each for each in letters_to(shop.owner_email) if each.template == NEWS]


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
        tell()
        assert headlines(buyer) == []
        [letter] = news_of(seller)
        assert letter.subject == "Asha proposes a deal: Pumps"
        assert "₹10,000.00" in letter.text
        assert letter.page == f"m/{seller.id}/deals/{deal.id}"
        assert f"because you own {seller.name}" in letter.text
        assert f"deals/{deal.id}" in letter.html

    def test_whoever_answered_is_not(self, buyer: Shop, seller: Shop) -> None:
        countered(seller, proposed(buyer, seller, title="Pumps"))
        tell()
        assert headlines(buyer) == ["Binu answers with other terms: Pumps"]
        assert headlines(seller) == ["Asha proposes a deal: Pumps"]

    def test_its_money_is_told_to_whom_it_matters(self, buyer: Shop, seller: Shop) -> None:
        deal = accepted(seller, proposed(buyer, seller, title="Pumps"))
        fund(buyer, deal)
        submit(seller, deal)
        release(buyer, seller, deal)
        tell()
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
        tell()
        letter = news_of(seller)[-1]
        assert letter.subject == "Asha disputes Part 1"
        assert "₹2,000.00" in letter.text
        assert "₹1,500.00" in letter.text
        assert letter.page == f"m/{seller.id}/deals/{deal.id}"
        assert "disputes" not in " ".join(headlines(buyer))

    def test_escrow_of_no_deal_is_nobodys_letter(self) -> None:
        quarrel = a_quarrel()
        tell()
        assert news_of(quarrel.buyer) == news_of(quarrel.seller) == []


@pytest.mark.django_db
class TestAnAuction:
    def test_bidders_are_told_how_they_did_and_nobody_is_named(self) -> None:
        hall, first, second = a_hall(), a_shop("First"), a_shop("Second")
        hall.bid(first, 90_000)
        hall.bid(second, 87_000)
        hall.at_end()
        hall.award(second)
        tell()
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
        with db.transaction():
            assert actions.tell(fact=told, actor=WHO, at=db.clock()) == 0


@pytest.mark.usefixtures("fresh_database")
def test_the_worker_writes_about_each_fact_once() -> None:
    # From here on: what was before it existed is not written about.
    settle()
    while tasks.listen():
        pass
    before = Letter.objects.filter(template=NEWS).count()
    buyer, seller = a_shop("Asha"), a_shop("Binu")
    proposed(buyer, seller, title="Pumps")
    settle()
    while tasks.listen():
        pass
    assert headlines(seller) == ["Asha proposes a deal: Pumps"]
    while tasks.listen():
        pass
    assert Letter.objects.filter(template=NEWS).count() == before + 1
    assert not LETTERS.from_beginning

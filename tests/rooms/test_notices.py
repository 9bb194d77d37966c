"""Notices: one for each person and fact, in the words of the letter; and who wants which."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError

from adulis.approvals.events import ApprovalAsked
from adulis.audit.models import AuditRecord
from adulis.bidding.events import BidOutbid
from adulis.deposits.events import DepositCaptured, DepositCleared
from adulis.events.models import Event
from adulis.identity.events import PasswordChanged, SignedIn
from adulis.identity.values import MemberRole
from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.notifications import actions
from adulis.notifications.errors import NoticeNotFound
from adulis.notifications.models import Notice, Preference
from adulis.notifications.tasks import KEPT
from adulis.notifications.values import CHOICES, Channel, Group, Rule
from adulis.payouts.events import BankAccountAdded, PayoutReturned
from adulis.webhooks.events import WebhookEndpointDisabled
from tests.auctions import a_hall
from tests.bank import broken_promises
from tests.dealing import proposed
from tests.letters import letters_to
from tests.rows import changed_since, everything
from tests.telling import TESTS, happened, notices_to, tell, tell_all, titles_to
from tests.world import Shop, a_member, a_shop

pytestmark = pytest.mark.django_db
NEWS = "notifications/news"
VIEWER, FINANCE, OWNER = MemberRole.VIEWER, MemberRole.FINANCE, MemberRole.OWNER


def letters(email: str) -> list[str]:
    return [each.subject for each in letters_to(email) if each.template == NEWS]


def wants(user_id: UUID, group: Group, channel: Channel, *, is_on: bool) -> None:
    Preference.objects.create(
        user_id=user_id, group=group, channel=channel, is_on=is_on, chosen_at=db.clock()
    )


def proposal() -> tuple[Shop, str]:
    """To a merchant; and what it is told."""
    seller = a_shop("Binu")
    proposed(a_shop("Asha"), seller, title="Pumps")
    return seller, "Asha proposes a deal: Pumps"


def came_back(shop: Shop) -> PayoutReturned:
    return PayoutReturned(
        subject_id=uuid4(), merchant_id=shop.id, amount=rupees(60_000), reason="no such account",
        utr="U1",
    )  # fmt: skip


class TestToWhom:
    def test_owners_by_both_ways_finance_in_the_app_viewers_not_at_all(self) -> None:
        seller, said = proposal()
        finance, finance_email = a_member(seller, FINANCE)
        viewer, viewer_email = a_member(seller, VIEWER)
        tell_all("deal.proposed")
        assert titles_to(seller.owner_id) == titles_to(finance) == [said]
        assert titles_to(viewer) == []
        assert letters(seller.owner_email) == [said]
        assert letters(finance_email) == letters(viewer_email) == []
        assert broken_promises() == []

    def test_a_notice_says_what_the_letter_says_and_leads_where_it_leads(self) -> None:
        seller, _ = proposal()
        tell_all("deal.proposed")
        [notice], [letter] = notices_to(seller.owner_id), letters_to(seller.owner_email)[-1:]
        assert notice.title == letter.subject
        assert notice.text in letter.text
        assert notice.page == letter.page
        assert (notice.type, notice.group, notice.merchant_id) == (
            "deal.proposed", "deals", seller.id,
        )  # fmt: skip
        row = Event.objects.get(type="deal.proposed", merchant_id=seller.id)
        assert notice.fact == f"{row.subject}/{row.subject_sequence}"
        assert notice.read_at is None

    def test_what_waits_for_another_owner_is_told_to_the_others(self) -> None:
        shop = a_shop("Binu")
        other, _ = a_member(shop, OWNER)
        finance, _ = a_member(shop, FINANCE)
        happened(
            ApprovalAsked(
                subject_id=uuid4(), merchant_id=shop.id, kind="payout_batch", about="x/1",
                asked_by=str(shop.owner_id), expires_at=None,
            )
        )  # fmt: skip
        assert titles_to(other) == ["Waits for you: payout batch"]
        assert titles_to(shop.owner_id) == titles_to(finance) == []

    def test_what_is_about_a_login_is_told_to_its_person_alone(self) -> None:
        shop = a_shop("Binu")
        for is_new in (True, False):
            happened(
                SignedIn(
                    subject_id=uuid4(), merchant_id=None, user_id=shop.owner_id,
                    is_new_device=is_new,
                )
            )  # fmt: skip
        happened(PasswordChanged(subject_id=shop.owner_id, merchant_id=None))
        assert titles_to(shop.owner_id) == [
            "A new sign-in to your account", "Your password was changed",
        ]  # fmt: skip
        assert {each.merchant_id for each in notices_to(shop.owner_id)} == {None}
        assert notices_to(shop.owner_id)[0].page == "settings/sessions"
        # The letters about these are of the room that they happen in.
        assert letters(shop.owner_email) == []

    def test_a_new_bank_account_is_always_told(self) -> None:
        shop = a_shop("Binu")
        happened(BankAccountAdded(subject_id=uuid4(), merchant_id=shop.id, label="****1234"))
        assert titles_to(shop.owner_id) == ["A new bank account: ****1234"]
        assert letters(shop.owner_email) == ["A new bank account: ****1234"]

    def test_money_in_is_no_letter_until_somebody_asks_for_it(self) -> None:
        shop = a_shop("Binu")
        cleared: dict[str, Any] = {
            "merchant_id": shop.id, "amount": rupees(500), "net": rupees(480), "fee": rupees(15),
            "tax": rupees(5),
        }  # fmt: skip
        happened(DepositCleared(subject_id=uuid4(), **cleared))
        wants(shop.owner_id, Group.MONEY_IN, Channel.EMAIL, is_on=True)
        happened(DepositCleared(subject_id=uuid4(), **cleared))
        assert titles_to(shop.owner_id) == ["Cleared: ₹4.80", "Cleared: ₹4.80"]
        assert letters(shop.owner_email) == ["Cleared: ₹4.80"]

    def test_a_payment_is_told_of_when_something_has_to_be_said_about_it(self) -> None:
        shop = a_shop("Binu")
        for is_third_party in (True, False):
            happened(
                DepositCaptured(
                    subject_id=uuid4(), merchant_id=shop.id, paid=rupees(500), amount=rupees(500),
                    method="card", clears_at=db.clock(), is_late=False,
                    is_third_party=is_third_party,
                )
            )  # fmt: skip
        assert titles_to(shop.owner_id) == ["Paid by somebody else: ₹5.00"]

    def test_what_happens_many_times_a_minute_is_told_once_in_five_of_each_thing(self) -> None:
        hall, first = a_hall(), a_shop("First")
        hall.bid(first, 90_000)
        row = Event.objects.get(type="bid.placed", merchant_id=first.id)
        bids = [UUID(row.subject.partition("/")[2]), uuid4()]

        def outbid(bid_id: UUID, *, later: timedelta = timedelta(0)) -> None:
            fact = BidOutbid(
                subject_id=bid_id, merchant_id=first.id, deal_id=UUID(row.payload["deal_id"]),
                price=None, ends_at=db.clock(),
            )  # fmt: skip
            happened(fact, at=db.clock() + later)

        for bid_id in (bids[0], bids[0], bids[1]):
            outbid(bid_id)
        assert titles_to(first.owner_id) == ["Outbid: Pumps for Pune"] * 2
        outbid(bids[0], later=timedelta(minutes=4))
        assert len(titles_to(first.owner_id)) == 2
        outbid(bids[0], later=timedelta(minutes=6))
        assert len(titles_to(first.owner_id)) == 3
        assert letters(first.owner_email) == []

    def test_a_server_that_is_not_called_any_more_is_told_to_owners_who_did_not_do_that(
        self,
    ) -> None:
        shop = a_shop("Binu")
        finance, _ = a_member(shop, FINANCE)
        for reason in ("by_merchant", "failing"):
            happened(
                WebhookEndpointDisabled(
                    subject_id=uuid4(), merchant_id=shop.id, host="shop.example", reason=reason,
                    given_up_count=7,
                )
            )  # fmt: skip
        assert titles_to(shop.owner_id) == ["Events are not sent to shop.example any more"]
        assert titles_to(finance) == letters(shop.owner_email) == []

    def test_whoever_left_is_told_nothing(self) -> None:
        shop = a_shop("Binu")
        happened(came_back(a_shop("Asha")))
        assert notices_to(shop.owner_id) == []

    def test_twice_is_refused_by_the_database(self) -> None:
        shop = a_shop("Binu")
        fact = happened(came_back(shop))
        before = everything()
        with pytest.raises(IntegrityError, match="notifications_notice_once_each"):
            tell(fact)
        assert changed_since(before) == {}


class TestChosen:
    def test_letters_that_are_switched_off_are_not_written(self) -> None:
        seller, said = proposal()
        wants(seller.owner_id, Group.DEALS, Channel.EMAIL, is_on=False)
        tell_all("deal.proposed")
        assert (titles_to(seller.owner_id), letters(seller.owner_email)) == ([said], [])

    def test_notices_that_are_switched_off_are_not_written(self) -> None:
        seller, said = proposal()
        wants(seller.owner_id, Group.DEALS, Channel.IN_APP, is_on=False)
        tell_all("deal.proposed")
        assert (titles_to(seller.owner_id), letters(seller.owner_email)) == ([], [said])

    def test_only_of_the_group_that_was_chosen_about(self) -> None:
        seller, said = proposal()
        wants(seller.owner_id, Group.AUCTIONS, Channel.EMAIL, is_on=False)
        tell_all("deal.proposed")
        assert letters(seller.owner_email) == [said]

    def test_finance_may_ask_for_letters(self) -> None:
        seller, said = proposal()
        finance, email = a_member(seller, FINANCE)
        wants(finance, Group.DEALS, Channel.EMAIL, is_on=True)
        tell_all("deal.proposed")
        assert letters(email) == [said]
        assert "because you work for Binu and asked for it" in letters_to(email)[-1].text

    def test_money_that_came_back_is_told_whatever_was_chosen(self) -> None:
        shop = a_shop("Binu")
        for channel in Channel:
            wants(shop.owner_id, Group.MONEY_BACK, channel, is_on=False)
        happened(came_back(shop))
        assert titles_to(shop.owner_id) == letters(shop.owner_email) == [
            "A payout came back: ₹600.00"
        ]  # fmt: skip
        [letter] = letters_to(shop.owner_email)[-1:]
        assert "unsubscribe" not in letter.text + letter.html

    def test_what_cannot_be_switched_off_is_what_we_promised(self) -> None:
        always = {group for group, choice in CHOICES.items() if choice.email is Rule.ALWAYS}
        assert always == {
            Group.DISPUTES, Group.MONEY_BACK, Group.VERIFICATION, Group.SECURITY,
            Group.SYSTEM,
        }  # fmt: skip
        assert {group for group, each in CHOICES.items() if each.in_app is Rule.ALWAYS} == always
        assert set(CHOICES) == set(Group)


class TestRead:
    def notice(self, shop: Shop) -> Notice:
        happened(came_back(shop))
        return notices_to(shop.owner_id)[-1]

    def read(self, notice: Notice, shop: Shop, *merchants: UUID) -> None:
        with db.transaction():
            actions.read_notice(
                notice_id=notice.id, user_id=shop.owner_id, merchant_ids=merchants, actor=TESTS,
                at=db.clock(),
            )  # fmt: skip

    def test_once_and_it_keeps_the_moment(self) -> None:
        shop = a_shop("Binu")
        notice = self.notice(shop)
        self.read(notice, shop, shop.id)
        notice.refresh_from_db()
        assert notice.read_at is not None
        before = everything()
        self.read(notice, shop, shop.id)
        assert changed_since(before) == {}

    def test_not_by_somebody_else_nor_after_leaving(self) -> None:
        shop, other = a_shop("Binu"), a_shop("Asha")
        notice = self.notice(shop)
        before = everything()
        for whose, merchants in ((other, (shop.id, other.id)), (shop, ())):
            with pytest.raises(NoticeNotFound):
                self.read(notice, whose, *merchants)
        assert changed_since(before) == {}

    def test_what_was_told_stays_told(self) -> None:
        notice = self.notice(a_shop("Binu"))
        with pytest.raises(IntegrityError, match="what was told stays told"), db.transaction():
            db.execute("UPDATE notifications_notice SET title = 'All is well'")
        with db.transaction():
            notice.refresh_from_db()
        assert notice.title.startswith("A payout came back")

    def test_half_a_year_after_that_it_is_forgotten(self) -> None:
        shop = a_shop("Binu")
        read, unread = self.notice(shop), self.notice(shop)
        self.read(read, shop, shop.id)
        for later, gone in ((KEPT - timedelta(days=1), 0), (KEPT + timedelta(days=1), 1)):
            with db.transaction():
                at = db.clock() + later
                count = actions.forget_notices(read_before=at - KEPT, actor=TESTS, at=at)
            assert count == gone
        assert [each.id for each in notices_to(shop.owner_id)] == [unread.id]


def test_choosing_leaves_a_record_and_the_last_word_counts() -> None:
    shop = a_shop("Binu")
    caller = shop.viewer.caller
    for is_on in (False, True):
        with db.transaction():
            actions.choose(
                caller=caller, wanted={(Group.DEALS, Channel.EMAIL): is_on}, actor=shop.actor,
                at=db.clock(),
            )  # fmt: skip
    assert [each.is_on for each in Preference.objects.all()] == [True]
    records = AuditRecord.objects.filter(action="preferences.choose").order_by("id")
    assert [each.after for each in records] == [{"deals.email": False}, {"deals.email": True}]

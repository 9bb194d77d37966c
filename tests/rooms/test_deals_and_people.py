"""Letters with links, messages, bookmarks, files, and finding deals among others'."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError
from django.test import override_settings

from adulis.deals import actions, errors, queries
from adulis.deals.models import Attachment, Deal, Invitation, Message, Watch
from adulis.deals.queries import Filters
from adulis.deals.values import (
    MOST_ATTACHMENTS,
    MOST_INVITED,
    Access,
    Category,
    DealFormat,
    DealKind,
    Visibility,
)
from adulis.events.models import Event
from adulis.files import actions as files
from adulis.files.machine import FileState
from adulis.files.models import File
from adulis.files.sniffing import inspect
from adulis.files.values import FilePurpose
from adulis.identity.values import MemberRole, Verification
from adulis.kernel import db
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import rupees
from tests.bank import broken_promises
from tests.dealing import (
    BUDGET,
    DAY,
    PRICE,
    a_draft,
    accepted,
    act,
    agreed,
    amounts,
    an_open_deal,
    countered,
    invited,
    pass_time,
    proposed,
    told,
    won,
)
from tests.files import a_pdf, folder
from tests.letters import letters_to
from tests.rows import changed_since, everything
from tests.world import Shop, a_member, a_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha() -> Shop:
    return a_shop("Asha Exports", paise=5 * PRICE)


@pytest.fixture
def binu() -> Shop:
    return a_shop("Binu Traders", paise=5 * PRICE)


def refused(refusal: type[Exception], verb: Callable[[], Any]) -> Any:
    """It is refused, and nothing has changed."""
    before = everything()
    with pytest.raises(refusal) as found:
        verb()
    assert changed_since(before) == {}
    return found.value


def token_in(email: str) -> str:
    """Of the last letter to somebody."""
    return letters_to(email)[-1].token


class TestLinks:
    def join(self, shop: Shop, token: str) -> Deal:
        found: Deal = act(actions.join_deal, shop, token=token)
        return found

    def test_a_letter_leads_to_the_deal(self, asha: Shop, binu: Shop) -> None:
        deal = an_open_deal(asha, visibility=Visibility.INVITED)
        invited(asha, deal, " Binu@Example.com ")
        token = token_in("binu@example.com")
        offer = queries.offer_behind(token, at=db.clock())
        assert (offer.deal_id, offer.title, offer.poster_name) == (
            deal.id, "Pumps for Pune", "Asha Exports",
        )  # fmt: skip
        self.join(binu, token)
        seen = queries.deal_of(binu.viewer, deal.id, now=db.clock())
        assert (seen.access, seen.terms is not None) == (Access.INVITED, True)
        assert told(deal)[-1] == "joined"
        (found,) = queries.invitations_of(asha.viewer, deal.id, now=db.clock())
        assert (found.email, found.state, found.joined_name) == (
            "binu@example.com", "joined", "Binu Traders",
        )  # fmt: skip

    def test_whoever_is_not_verified_may_look(self, asha: Shop) -> None:
        new = a_shop("New", verification=Verification.UNVERIFIED)
        deal = proposed(asha, None)
        self.join(new, token_in("binu@example.com"))
        assert queries.deal_of(new.viewer, deal.id, now=db.clock()).access is Access.INVITED
        refused(errors.TraderNotVerified, lambda: accepted(new, deal))

    def test_the_first_who_answers_is_the_other_side(self, asha: Shop, binu: Shop) -> None:
        deal = proposed(asha, None)
        invited(asha, deal, "chitra@example.com")
        chitra = a_shop("Chitra Foods")
        self.join(binu, token_in("binu@example.com"))
        self.join(chitra, token_in("chitra@example.com"))
        countered(binu, deal)
        refused(errors.DealNotFound, lambda: accepted(chitra, deal))
        deal.refresh_from_db()
        assert deal.counterparty_id == binu.id
        assert accepted(asha, deal).state == "agreed"
        assert broken_promises() == []

    def test_a_link_lets_one_in(self, asha: Shop, binu: Shop) -> None:
        deal = an_open_deal(asha)
        invited(asha, deal)
        token = token_in("binu@example.com")
        self.join(binu, token)
        before = everything()
        self.join(binu, token)
        assert changed_since(before) == {}, "coming again is no news"
        chitra = a_shop("Chitra Foods")
        refused(errors.DealLinkUsed, lambda: self.join(chitra, token))
        with pytest.raises(errors.DealLinkUsed):
            queries.offer_behind(token, at=db.clock())

    def test_a_link_that_is_none_any_more(self, asha: Shop, binu: Shop) -> None:
        deal = an_open_deal(asha)
        refused(errors.DealLinkInvalid, lambda: self.join(binu, "x" * 43))
        invitation = invited(asha, deal)
        token = token_in("binu@example.com")
        refused(errors.CounterpartyIsPoster, lambda: self.join(asha, token))
        pass_time(14 * DAY)
        refused(errors.DealLinkExpired, lambda: self.join(binu, token))
        with pytest.raises(errors.DealLinkExpired):
            queries.offer_behind(token, at=db.clock())
        assert queries.invitations_of(asha.viewer, deal.id, now=db.clock())[0].is_expired
        act(actions.revoke_deal_invitation, asha, deal_id=deal.id, invitation_id=invitation.id)
        refused(errors.DealLinkInvalid, lambda: self.join(binu, token))
        with pytest.raises(errors.DealLinkInvalid):
            queries.offer_behind(token, at=db.clock())
        refused(
            IllegalMove,
            lambda: act(
                actions.revoke_deal_invitation, asha, deal_id=deal.id,
                invitation_id=invitation.id,
            ),
        )  # fmt: skip

    def test_nobody_is_written_to_twice_or_by_the_hundred(self, asha: Shop) -> None:
        deal = an_open_deal(asha)
        invited(asha, deal)
        refused(errors.AlreadyInvitedToDeal, lambda: invited(asha, deal, "BINU@example.com"))
        for number in range(MOST_INVITED - 1):
            invited(asha, deal, f"somebody{number}@example.com")
        refused(errors.TooManyDealInvitations, lambda: invited(asha, deal, "more@example.com"))
        pass_time(15 * DAY)
        invited(asha, deal)
        assert Invitation.objects.filter(state="pending").count() == 1

    def test_only_whoever_posted_it_invites(self, asha: Shop, binu: Shop) -> None:
        deal = an_open_deal(asha)
        invitation = invited(asha, deal, "chitra@example.com")
        refused(errors.DealPartyOnly, lambda: invited(binu, deal))
        refused(
            errors.DealPartyOnly,
            lambda: act(
                actions.revoke_deal_invitation, binu, deal_id=deal.id,
                invitation_id=invitation.id,
            ),
        )  # fmt: skip
        refused(
            errors.DealInvitationNotFound,
            lambda: act(
                actions.revoke_deal_invitation, asha, deal_id=deal.id, invitation_id=uuid4()
            ),
        )
        with pytest.raises(errors.DealNotFound):
            queries.invitations_of(binu.viewer, deal.id, now=db.clock())
        bound = agreed(asha, binu)
        refused(IllegalMove, lambda: invited(asha, bound))

    def test_no_address_lies_in_the_open(self, asha: Shop) -> None:
        invited(asha, an_open_deal(asha))
        (row,) = db.fetch_all("SELECT * FROM deals_deal_invitation")
        assert "binu" not in str(row)
        with pytest.raises(IntegrityError, match="never changes"):
            db.execute("UPDATE deals_deal_invitation SET email_sealed = 'x'")


class TestMessages:
    def write(self, shop: Shop, deal: Deal, text: str = "Hello", **more: Any) -> Message:
        made: Message = act(actions.write_message, shop, deal_id=deal.id, text=text, **more)
        return made

    def read(self, shop: Shop, deal: Deal, thread: UUID | None = None, **more: Any) -> list[str]:
        asked: dict[str, Any] = {"before": None, "limit": 10} | more
        found = queries.messages_of(shop.viewer, deal.id, thread_id=thread, now=db.clock(), **asked)
        return [each.text for each in found]

    def test_whoever_is_interested_asks_and_is_answered(self, asha: Shop, binu: Shop) -> None:
        deal, chitra = an_open_deal(asha), a_shop("Chitra Foods")
        self.write(binu, deal, "How deep?")
        self.write(chitra, deal, "How soon?")
        self.write(asha, deal, "Ten metres.", thread_id=binu.id)
        assert self.read(binu, deal) == ["Ten metres.", "How deep?"]
        assert self.read(chitra, deal) == ["How soon?"]
        assert self.read(asha, deal, binu.id) == ["Ten metres.", "How deep?"]
        assert self.read(asha, deal, binu.id, before=2) == ["How deep?"]
        assert self.read(asha, deal, binu.id, limit=1) == ["Ten metres."]
        threads = queries.threads_of(asha.viewer, deal.id, now=db.clock())
        assert {(each.with_name, each.messages_count) for each in threads} == {
            ("Binu Traders", 2), ("Chitra Foods", 1),
        }  # fmt: skip
        (own,) = queries.threads_of(binu.viewer, deal.id, now=db.clock())
        assert (own.id, own.with_name) == (binu.id, "Asha Exports")
        received = Event.objects.filter(type="message.received").values_list(
            "merchant_id", flat=True
        )
        assert list(received) == [asha.id, asha.id, binu.id]
        assert broken_promises() == []

    def test_nobody_reads_or_writes_in_anothers_name(self, asha: Shop, binu: Shop) -> None:
        deal, chitra = an_open_deal(asha), a_shop("Chitra Foods")
        self.write(binu, deal)
        with pytest.raises(errors.DealNotFound):
            self.read(chitra, deal, binu.id)
        refused(errors.MessageNotForAnybody, lambda: self.write(chitra, deal, thread_id=binu.id))

    def test_whoever_posted_it_says_to_whom(self, asha: Shop, binu: Shop) -> None:
        deal = an_open_deal(asha)
        refused(errors.MessageNotForAnybody, lambda: self.write(asha, deal))
        # Nobody is written to who has not asked: merchants are not to be looked up here.
        refused(errors.MessageNotForAnybody, lambda: self.write(asha, deal, thread_id=binu.id))
        with pytest.raises(errors.MessageNotForAnybody):
            self.read(asha, deal)
        direct = proposed(asha, binu)
        self.write(asha, direct, "What do you say?")
        assert self.read(binu, direct) == self.read(asha, direct) == ["What do you say?"]

    def test_they_go_on_talking_once_they_are_bound(self, asha: Shop, binu: Shop) -> None:
        deal, chitra = an_open_deal(asha), a_shop("Chitra Foods")
        self.write(chitra, deal)
        won(deal, binu)
        self.write(binu, deal, "We begin.")
        assert self.read(asha, deal) == ["We begin."]
        refused(errors.DealNotFound, lambda: self.write(chitra, deal))

    def test_it_is_for_those_we_know_and_while_there_is_something_to_say(
        self, asha: Shop, binu: Shop
    ) -> None:
        deal = an_open_deal(asha)
        new = a_shop("New", verification=Verification.UNVERIFIED)
        refused(errors.TraderNotVerified, lambda: self.write(new, deal))
        act(actions.cancel_deal, asha, deal_id=deal.id)
        refused(IllegalMove, lambda: self.write(asha, deal, thread_id=binu.id))

    def test_no_word_lies_in_the_open_or_is_changed(self, asha: Shop, binu: Shop) -> None:
        self.write(binu, an_open_deal(asha), "Between us")
        (row,) = db.fetch_all("SELECT * FROM deals_message")
        assert "Between us" not in str(row)
        for statement in ("UPDATE deals_message SET number = 2", "DELETE FROM deals_message"):
            with pytest.raises(DatabaseError), db.transaction():
                db.execute(statement)


class TestFiles:
    @pytest.fixture(autouse=True)
    def a_folder(self, tmp_path: Path) -> Any:
        with override_settings(STORAGES=folder(tmp_path)):
            yield

    def attach(self, shop: Shop, deal: Deal, name: str = "drawing") -> Attachment:
        content = a_pdf(name)
        given = inspect(content, purpose=FilePurpose.DEAL, name=f"{name}.pdf")
        file_id = act(actions.begin_attachment, shop, deal_id=deal.id, given=given)
        key_id = files.put_content(
            file_id=file_id, content=content, actor=shop.actor, at=db.clock()
        )
        made: Attachment = act(
            actions.keep_attachment, shop, deal_id=deal.id, file_id=file_id, key_id=key_id
        )
        return made

    def test_whoever_sees_the_deal_may_read_it(self, asha: Shop, binu: Shop) -> None:
        deal = an_open_deal(asha)
        attachment = self.attach(asha, deal)
        for shop, is_mine in ((asha, True), (binu, False)):
            (found,) = queries.attachments_of(shop.viewer, deal.id, now=db.clock())
            assert (found.name, found.is_mine, len(found.sha256)) == ("drawing.pdf", is_mine, 64)
            link = queries.attachment_link(shop.viewer, deal.id, attachment.id, at=db.clock())
            assert link.file_id == attachment.file_id
        with pytest.raises(errors.AttachmentNotFound):
            queries.attachment_link(asha.viewer, deal.id, uuid4(), at=db.clock())
        won(deal, a_shop("Chitra Foods"))
        with pytest.raises(errors.DealNotFound):
            queries.attachment_link(binu.viewer, deal.id, attachment.id, at=db.clock())

    def test_only_the_two_sides_add_to_it(self, asha: Shop, binu: Shop) -> None:
        deal = an_open_deal(asha)
        refused(errors.DealPartyOnly, lambda: self.attach(binu, deal))
        direct = proposed(asha, binu)
        self.attach(binu, direct)
        assert len(queries.attachments_of(asha.viewer, direct.id, now=db.clock())) == 1

    def test_one_takes_out_what_one_put_in(self, asha: Shop, binu: Shop) -> None:
        deal = proposed(asha, binu)
        attachment = self.attach(asha, deal)

        def remove(shop: Shop) -> None:
            act(actions.remove_attachment, shop, deal_id=deal.id, attachment_id=attachment.id)

        refused(errors.AttachmentNotFound, lambda: remove(binu))
        remove(asha)
        assert queries.attachments_of(asha.viewer, deal.id, now=db.clock()) == []
        assert File.objects.get(id=attachment.file_id).state == FileState.REMOVED
        refused(errors.AttachmentNotFound, lambda: remove(asha))
        bound = agreed(asha, binu)
        kept = self.attach(asha, bound)
        refused(
            IllegalMove,
            lambda: act(actions.remove_attachment, asha, deal_id=bound.id, attachment_id=kept.id),
        )

    def test_there_are_not_too_many(self, asha: Shop) -> None:
        deal = a_draft(asha)
        for number in range(MOST_ATTACHMENTS):
            self.attach(asha, deal, f"page {number}")
        refused(errors.TooManyAttachments, lambda: self.attach(asha, deal))
        act(actions.delete_deal, asha, deal_id=deal.id)
        refused(errors.DealNotFound, lambda: self.attach(asha, deal))


class TestBookmarks:
    def test_are_a_persons_own(self, asha: Shop, binu: Shop) -> None:
        deal = an_open_deal(asha)
        assert act(actions.watch_deal, binu, deal_id=deal.id)
        assert not act(actions.watch_deal, binu, deal_id=deal.id)
        colleague, _ = a_member(binu, MemberRole.VIEWER)
        seen = [
            queries.deal_of(viewer, deal.id, now=db.clock()).is_watched
            for viewer in (binu.viewer, binu.seen_by(colleague, MemberRole.VIEWER))
        ]
        assert seen == [True, False]
        assert [each.id for each in queries.watched(binu.viewer, Filters())] == [deal.id]
        act(actions.cancel_deal, asha, deal_id=deal.id)
        assert [each.state for each in queries.watched(binu.viewer, Filters())] == ["cancelled"]
        assert act(actions.unwatch_deal, binu, deal_id=deal.id)
        assert not act(actions.unwatch_deal, binu, deal_id=deal.id)
        assert Watch.objects.count() == 0

    def test_are_of_what_one_may_see(self, asha: Shop, binu: Shop) -> None:
        deal = a_draft(asha)
        refused(errors.DealNotFound, lambda: act(actions.watch_deal, binu, deal_id=deal.id))


class TestFinding:
    def titles(self, rows: Any) -> list[str]:
        return [each.title for each in rows]

    def browse(self, shop: Shop, **more: Any) -> list[str]:
        return self.titles(queries.browsed(shop.viewer, Filters(**more)))

    def test_what_is_open_newest_first(self, asha: Shop, binu: Shop) -> None:
        an_open_deal(asha, title="First")
        a_draft(asha, title="Draft")
        an_open_deal(asha, title="Hidden", visibility=Visibility.INVITED)
        proposed(asha, binu, title="Between two")
        an_open_deal(asha, title="Last")
        assert self.browse(binu) == ["Last", "First"]
        assert self.titles(queries.counterparties(binu.viewer, Filters())) == ["Between two"]
        assert self.titles(queries.posted(asha.viewer, Filters())) == [
            "Last", "Between two", "Hidden", "Draft", "First",
        ]  # fmt: skip

    def test_what_one_was_invited_to(self, asha: Shop, binu: Shop) -> None:
        hidden = an_open_deal(asha, title="Hidden", visibility=Visibility.INVITED)
        direct = proposed(asha, None, title="Direct")
        invited(asha, hidden, "b@example.com")
        act(actions.join_deal, binu, token=token_in("b@example.com"))
        act(actions.join_deal, binu, token=token_in("binu@example.com"))
        assert self.browse(binu) == ["Hidden"]
        assert self.titles(queries.invited_deals(binu.viewer, Filters())) == ["Direct", "Hidden"]
        accepted(binu, direct)
        assert self.titles(queries.invited_deals(binu.viewer, Filters())) == ["Hidden"]

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("pump", True),
            ("pumps", True),
            ("PUMPING", True),
            ("pum", True),
            ("waterworks", True),
            ("pumps waterworks", True),
            ("pumps -waterworks", False),
            ('"new waterworks"', True),
            ('"old waterworks"', False),
            ("valves", False),
            ("':* & !x | (", False),
            ("!!!", False),
            ("पुणे", True),
        ],
    )
    def test_by_words(self, asha: Shop, binu: Shop, text: str, found: bool) -> None:
        an_open_deal(asha, title="Pumps for Pune पुणे")
        an_open_deal(asha, title="Chairs", description="")
        assert self.browse(binu, text=text) == (["Pumps for Pune पुणे"] if found else [])

    @pytest.mark.parametrize(
        ("filters", "found"),
        [
            ({"category": Category.MACHINERY}, True),
            ({"category": Category.FOOD}, False),
            ({"kind": DealKind.REQUEST}, True),
            ({"kind": DealKind.OFFER}, False),
            ({"format": DealFormat.OPEN}, True),
            ({"format": DealFormat.SEALED}, False),
            ({"least": rupees(BUDGET), "most": rupees(BUDGET)}, True),
            ({"least": rupees(BUDGET + 1)}, False),
            ({"most": rupees(BUDGET - 1)}, False),
        ],
    )
    def test_by_what_it_is(
        self, asha: Shop, binu: Shop, filters: dict[str, Any], found: bool
    ) -> None:
        an_open_deal(asha)
        assert bool(self.browse(binu, **filters)) is found

    def test_by_when_it_ends(self, asha: Shop, binu: Shop) -> None:
        deal = an_open_deal(asha)
        assert self.browse(binu, deadline_after=deal.deadline) != []
        assert self.browse(binu, deadline_before=deal.deadline) == []

    def test_what_is_over_is_found_but_its_price_is_not(self, asha: Shop, binu: Shop) -> None:
        deal, chitra = an_open_deal(asha), a_shop("Chitra Foods")
        won(deal, chitra, BUDGET - 100)
        assert self.browse(binu) == []
        assert self.browse(binu, state="agreed") == ["Pumps for Pune"]
        # Nobody finds out a price by asking for it again and again.
        assert self.browse(binu, state="agreed", most=rupees(BUDGET - 100)) == []
        mine = queries.counterparties(chitra.viewer, Filters(most=rupees(BUDGET - 100)))
        assert self.titles(mine) == ["Pumps for Pune"]

    def test_what_nobody_saw_is_never_found(self, asha: Shop, binu: Shop, settings: Any) -> None:
        settings.DEAL_APPROVAL_ABOVE_PAISE = 1
        waiting = an_open_deal(asha)
        named = proposed(asha, binu, body=amounts(PRICE))
        assert self.browse(binu, state="awaiting_approval") == []
        assert self.titles(queries.counterparties(binu.viewer, Filters())) == []
        for deal in (waiting, named):
            act(actions.cancel_deal, asha, deal_id=deal.id)
        assert self.browse(binu, state="cancelled") == []
        assert self.titles(queries.counterparties(binu.viewer, Filters())) == []
        with pytest.raises(errors.DealNotFound):
            queries.deal_of(binu.viewer, waiting.id, now=db.clock())
        with pytest.raises(errors.DealNotFound):
            queries.deal_of(binu.viewer, named.id, now=db.clock())

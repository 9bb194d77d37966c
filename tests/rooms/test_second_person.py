"""Who counts as a second person: nobody who came, or got their role, a moment ago."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from pytest_django import Settings

from adulis.approvals import queries as asked
from adulis.approvals.models import Approval
from adulis.identity import actions as identity
from adulis.identity.errors import OwnerLeftLately, SecondPersonTooNew
from adulis.identity.models import Membership, Merchant, User
from adulis.identity.values import MemberRole
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind, system
from adulis.kernel.money import rupees
from adulis.oversight import actions, queries
from adulis.oversight.queries import thresholds_of
from adulis.oversight.values import Thresholds
from adulis.payouts import actions as payouts
from adulis.payouts.models import Payout
from adulis.timers import actions as timers
from adulis.transfers import actions as transfers
from adulis.transfers.values import TransferOrder
from tests.letters import letters_to, newest_to
from tests.rows import changed_since, everything
from tests.world import Shop, a_member, a_person, a_shop

pytestmark = pytest.mark.django_db
VIEWER, FINANCE, OWNER = MemberRole.VIEWER, MemberRole.FINANCE, MemberRole.OWNER
DAY = timedelta(days=1)


def acting(user_id: UUID) -> Actor:
    return Actor(ActorKind.USER, str(user_id), str(user_id), "192.0.2.7")


def run(verb: Callable[..., Any], **given: Any) -> Any:
    with db.transaction():
        return verb(**given, at=db.clock())


def pass_time(by: timedelta) -> None:
    seconds = round(by.total_seconds())
    run(timers.advance_clock, seconds=seconds, actor=system("tests"))


def email_of(user_id: UUID) -> str:
    return User.objects.get(id=user_id).email


def both_need_two(shop: Shop) -> None:
    wanted = Thresholds(rupees(1_000), rupees(1_000), rupees(1_000))
    run(actions.change_thresholds, viewer=shop.viewer, wanted=wanted, actor=shop.actor)


@pytest.fixture
def shop() -> Shop:
    made = a_shop(paise=100_000)
    both_need_two(made)
    return made


def invited(shop: Shop, role: MemberRole, name: str = "Binu") -> UUID:
    """Somebody whom the owner invites, and who accepts at once."""
    user_id, email = a_person(name)
    run(
        identity.invite_member, merchant_id=shop.id, email=email, role=role,
        invited_by=shop.owner_id, actor=shop.actor,
    )  # fmt: skip
    token = newest_to(email).token
    run(identity.accept_invitation, token=token, user_id=user_id, actor=acting(user_id))
    return user_id


def promoted(shop: Shop, user_id: UUID, role: MemberRole, by: UUID | None = None) -> None:
    member = Membership.objects.get(merchant_id=shop.id, user_id=user_id)
    run(
        identity.change_role, merchant_id=shop.id, member_id=member.id, role=role,
        actor=acting(by or shop.owner_id),
    )  # fmt: skip


def removed(shop: Shop, user_id: UUID) -> None:
    member = Membership.objects.get(merchant_id=shop.id, user_id=user_id)
    run(identity.remove_member, merchant_id=shop.id, member_id=member.id, actor=shop.actor)


def payout_of(shop: Shop, user_id: UUID, role: MemberRole = OWNER) -> Approval:
    """A payout that waits for another owner, asked for by this person."""
    made = run(
        payouts.create_payout, viewer=shop.seen_by(user_id, role), order=shop.order(5_000),
        actor=acting(user_id),
    )  # fmt: skip
    found = asked.waiting_about(f"payout/{made.id}")
    assert found is not None
    return found


def transfer_of(shop: Shop, user_id: UUID) -> Approval:
    made = run(
        transfers.create_transfer, viewer=shop.seen_by(user_id),
        order=TransferOrder(to=str(a_shop("Chitra").id), amount=rupees(5_000)),
        actor=acting(user_id),
    )  # fmt: skip
    found = asked.waiting_about(f"transfer/{made.id}")
    assert found is not None
    return found


def loosening_of(shop: Shop, user_id: UUID) -> Approval:
    found: Approval = run(
        actions.change_thresholds, viewer=shop.seen_by(user_id),
        wanted=Thresholds(None, None, None), actor=acting(user_id),
    )  # fmt: skip
    return found


ASKED = [payout_of, transfer_of, loosening_of]


def refused(approval: Approval, by: UUID) -> SecondPersonTooNew:
    """That nothing changed, and why."""
    before = everything()
    with pytest.raises(SecondPersonTooNew) as refusal:
        run(actions.approve, approval=approval, actor=acting(by))
    assert changed_since(before) == {}
    return refusal.value


class TestWhoApproves:
    @pytest.mark.parametrize("ask", ASKED)
    def test_is_nobody_who_was_invited_a_moment_ago(
        self, shop: Shop, ask: Callable[[Shop, UUID], Approval]
    ) -> None:
        binu = invited(shop, OWNER)
        given_at = Membership.objects.get(user_id=binu).role_given_at
        assert given_at is not None
        approval = ask(shop, shop.owner_id)
        refusal = refused(approval, binu)
        assert refusal.facts == {"who": "you", "until": given_at + DAY}
        # To the second: the clock goes on while a test runs.
        pass_time(DAY - timedelta(minutes=2))
        refused(approval, binu)
        pass_time(timedelta(minutes=2))
        run(actions.approve, approval=approval, actor=acting(binu))
        assert Approval.objects.get(id=approval.id).state == "approved"

    def test_is_nobody_who_was_promoted_a_moment_ago(self, shop: Shop) -> None:
        binu, _ = a_member(shop, FINANCE)
        approval = payout_of(shop, shop.owner_id)
        promoted(shop, binu, OWNER)
        assert refused(approval, binu).facts["who"] == "you"

    def test_is_everybody_who_has_long_been_an_owner(self, shop: Shop) -> None:
        binu, _ = a_member(shop, OWNER)
        approval = payout_of(shop, shop.owner_id)
        run(actions.approve, approval=approval, actor=acting(binu))

    def test_is_whoever_founded_it_however_lately(self, shop: Shop) -> None:
        assert Membership.objects.get(user_id=shop.owner_id).role_given_at is None
        binu, _ = a_member(shop, OWNER)
        run(actions.approve, approval=payout_of(shop, binu), actor=shop.actor)

    def test_may_say_no_at_once(self, shop: Shop) -> None:
        binu = invited(shop, OWNER)
        run(actions.refuse, approval=payout_of(shop, shop.owner_id), actor=acting(binu))
        assert Payout.objects.get().reason == "approval_refused"

    def test_is_told_so_before_they_try(self, shop: Shop) -> None:
        binu = invited(shop, OWNER)
        approval = payout_of(shop, shop.owner_id)
        (seen,) = queries.seen_by_member(shop.seen_by(binu), [approval], at=db.clock())
        assert seen.not_yet is not None
        assert (seen.not_yet.who, seen.allowed_moves) == ("you", ("refuse",))
        (own,) = queries.seen_by_member(shop.viewer, [approval], at=db.clock())
        assert (own.not_yet, own.allowed_moves) == (None, ("withdraw",))
        pass_time(DAY)
        (seen,) = queries.seen_by_member(shop.seen_by(binu), [approval], at=db.clock())
        assert (seen.not_yet, seen.allowed_moves) == (None, ("approve", "refuse"))

    def test_waits_as_long_as_is_set(self, shop: Shop, settings: Settings) -> None:
        approval, binu = payout_of(shop, shop.owner_id), invited(shop, OWNER)
        settings.SECOND_PERSON_AFTER_HOURS = 1
        refused(approval, binu)
        settings.SECOND_PERSON_AFTER_HOURS = 0
        run(actions.approve, approval=approval, actor=acting(binu))


class TestWhoAsks:
    """The same login may be the one that asks: then its owner would agree with themselves."""

    @pytest.mark.parametrize("role", [FINANCE, OWNER])
    def test_has_nothing_approved_that_they_asked_when_they_were_new(
        self, shop: Shop, role: MemberRole
    ) -> None:
        binu = invited(shop, role)
        approval = payout_of(shop, binu, role)
        (seen,) = queries.seen_by_member(shop.viewer, [approval], at=db.clock())
        assert seen.not_yet is not None
        assert (seen.not_yet.who, seen.allowed_moves) == ("asked_by", ("refuse",))
        assert refused(approval, shop.owner_id).facts["who"] == "asked_by"
        pass_time(DAY)
        run(actions.approve, approval=approval, actor=shop.actor)

    def test_has_not_when_they_were_given_a_role_that_asks(self, shop: Shop) -> None:
        binu, _ = a_member(shop, VIEWER)
        promoted(shop, binu, FINANCE)
        refused(payout_of(shop, binu, FINANCE), shop.owner_id)

    def test_has_not_by_leaving_again(self, shop: Shop) -> None:
        binu = invited(shop, FINANCE)
        approval = payout_of(shop, binu, FINANCE)
        removed(shop, binu)
        assert refused(approval, shop.owner_id).facts == {
            "who": "asked_by", "until": approval.asked_at + DAY,
        }  # fmt: skip
        pass_time(DAY)
        run(actions.approve, approval=approval, actor=shop.actor)

    def test_is_as_old_as_before_with_a_lower_role(self, shop: Shop) -> None:
        binu, _ = a_member(shop, OWNER)
        promoted(shop, binu, FINANCE)
        run(actions.approve, approval=payout_of(shop, binu, FINANCE), actor=shop.actor)


class TestAlone:
    """Whoever would have to agree is sent away: that helps for nothing before a day is over."""

    def loosen(self, shop: Shop) -> None:
        run(
            actions.change_thresholds, viewer=shop.viewer, wanted=Thresholds(None, None, None),
            actor=shop.actor,
        )  # fmt: skip

    @pytest.mark.parametrize("how", ["remove", "demote"])
    def test_nobody_loosens_what_another_owner_had_to_agree_to(self, shop: Shop, how: str) -> None:
        binu, _ = a_member(shop, OWNER)
        if how == "remove":
            removed(shop, binu)
        else:
            promoted(shop, binu, VIEWER)
        left_at = Merchant.objects.get(id=shop.id).owner_left_at
        assert left_at is not None
        before = everything()
        with pytest.raises(OwnerLeftLately) as refusal:
            self.loosen(shop)
        assert refusal.value.facts == {"until": left_at + DAY}
        assert changed_since(before) == {}
        # What lets one owner do less alone is nobody's risk.
        stricter = Thresholds(rupees(500), rupees(500), rupees(500))
        run(actions.change_thresholds, viewer=shop.viewer, wanted=stricter, actor=shop.actor)
        pass_time(DAY)
        self.loosen(shop)
        assert thresholds_of(shop.id).payouts_above is None

    def test_whoever_never_had_another_owner_does(self, shop: Shop) -> None:
        removed(shop, a_member(shop, FINANCE)[0])
        self.loosen(shop)
        assert thresholds_of(shop.id).payouts_above is None


class TestLetters:
    def test_tell_owners_of_a_new_one_and_from_when_on_they_count(self, shop: Shop) -> None:
        _, other = a_member(shop, OWNER, "Chitra")
        binu = invited(shop, OWNER)
        # Whoever invited them has a letter of their own.
        assert [each.template for each in letters_to(shop.owner_email)] == ["invitation_accepted"]
        letter = newest_to(other)
        assert letter.subject == "Binu is now owner at Asha Exports"
        assert email_of(binu) in letter.text
        assert "by Asha, from the address 192.0.2.7" in letter.text
        assert "they do not count as a second person: they approve nothing" in letter.text
        assert letter.page == f"m/{shop.id}/team"

    @pytest.mark.parametrize(
        ("before", "after", "letters"),
        [
            (VIEWER, OWNER, ["team_grew"]),
            (FINANCE, OWNER, ["team_grew"]),
            (VIEWER, FINANCE, ["team_grew"]),
            (OWNER, FINANCE, ["owner_less"]),
            (FINANCE, VIEWER, []),
        ],
    )
    def test_tell_owners_of_every_change_of_who_may_pay(
        self, shop: Shop, before: MemberRole, after: MemberRole, letters: list[str]
    ) -> None:
        _, other = a_member(shop, OWNER, "Chitra")
        binu, _ = a_member(shop, before)
        promoted(shop, binu, after)
        # Also whoever did it: it may have been somebody with their password.
        for owner in (other, shop.owner_email):
            assert [each.template for each in letters_to(owner)] == letters
        assert [each.template for each in letters_to(email_of(binu))] == ["role_changed"]

    def test_tell_owners_who_is_none_any_more(self, shop: Shop) -> None:
        _, other = a_member(shop, OWNER, "Chitra")
        binu, _ = a_member(shop, OWNER)
        removed(shop, binu)
        letter = newest_to(other)
        assert letter.subject == "Binu is no longer an owner of Asha Exports"
        assert "It was done by Asha." in letter.text

    def test_tell_owners_of_one_who_left_and_nobody_of_a_viewer(self, shop: Shop) -> None:
        binu, _ = a_member(shop, OWNER)
        run(identity.leave_merchant, merchant_id=shop.id, user_id=binu, actor=acting(binu))
        assert [each.template for each in letters_to(shop.owner_email)] == ["owner_less"]
        assert "It was done by Binu" in newest_to(shop.owner_email).text
        invited(shop, VIEWER, "Dev")
        assert letters_to(shop.owner_email)[-1].template == "invitation_accepted"

"""Inviting, joining, roles, leaving; and that a merchant is never without an owner."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from adulis.identity import actions, queries
from adulis.identity.actions.invitations import MOST_PENDING
from adulis.identity.errors import (
    AlreadyInvited,
    AlreadyMember,
    ApiKeyRevoked,
    EmailInvalid,
    InvitationForAnother,
    InvitationNotFound,
    LastOwner,
    LinkExpired,
    LinkInvalid,
    LinkUsed,
    MemberNotFound,
    MerchantNameTaken,
    MerchantNameVerified,
    MerchantNotFound,
    RoleTooLow,
    TooManyInvitations,
    TooManyMerchants,
)
from adulis.identity.models import ApiKey, Invitation, Membership, Merchant, User
from adulis.identity.values import MemberRole, MerchantKind, Verification
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.db import clock, fetch_all, transaction
from adulis.kernel.errors import Refusal
from adulis.kernel.machines import IllegalMove
from adulis.timers import actions as timers
from tests.bank import overtaken
from tests.letters import kinds_to, letters_to, newest_to
from tests.people import WORLD, Person, a_merchant, a_person, an_api_key, join
from tests.racing import at_once
from tests.rows import changed_since, everything
from tests.traces import deeds, facts

VIEWER, FINANCE, OWNER = MemberRole.VIEWER, MemberRole.FINANCE, MemberRole.OWNER
BINU = "binu@example.com"
NOBODY = UUID("01930000-0000-7000-8000-00000000dead")


def acting(person: Person) -> Actor:
    return Actor(ActorKind.USER, str(person.id), str(person.id), "192.0.2.7")


def invite(merchant_id: UUID, by: Person, email: str = BINU, role: MemberRole = FINANCE) -> UUID:
    with transaction():
        return actions.invite_member(
            merchant_id=merchant_id, email=email, role=role, invited_by=by.id,
            actor=acting(by), at=clock(),
        )  # fmt: skip


def within(verb: Callable[..., Any], **told: Any) -> Callable[[], Any]:
    """``verb`` in a transaction of its own, when it is called."""

    def run() -> Any:
        with transaction():
            return verb(**told)

    return run


def accept(token: str, person: Person) -> Membership:
    with transaction():
        return actions.accept_invitation(
            token=token, user_id=person.id, actor=acting(person), at=clock()
        )


def resend(merchant_id: UUID, invitation_id: UUID) -> None:
    with transaction():
        actions.resend_invitation(
            merchant_id=merchant_id, invitation_id=invitation_id, actor=WORLD, at=clock()
        )


def revoke(merchant_id: UUID, invitation_id: UUID) -> bool:
    with transaction():
        return actions.revoke_invitation(
            merchant_id=merchant_id, invitation_id=invitation_id, actor=WORLD, at=clock()
        )


def member(person: Person, merchant_id: UUID) -> UUID:
    return Membership.objects.get(user_id=person.id, merchant_id=merchant_id).id


def change_role(merchant_id: UUID, member_id: UUID, role: MemberRole, by: Person) -> bool:
    with transaction():
        return actions.change_role(
            merchant_id=merchant_id, member_id=member_id, role=role, actor=acting(by), at=clock()
        )


def remove(merchant_id: UUID, member_id: UUID, by: Person) -> None:
    with transaction():
        actions.remove_member(
            merchant_id=merchant_id, member_id=member_id, actor=acting(by), at=clock()
        )


def leave(merchant_id: UUID, person: Person) -> None:
    with transaction():
        actions.leave_merchant(
            merchant_id=merchant_id, user_id=person.id, actor=acting(person), at=clock()
        )


def found(person: Person, name: str = "Asha Exports") -> UUID:
    with transaction():
        return actions.found_merchant(
            name=name, kind=MerchantKind.BUSINESS, owner_id=person.id,
            actor=acting(person), at=clock(),
        )  # fmt: skip


def rename(merchant_id: UUID, name: str) -> bool:
    with transaction():
        return actions.rename_merchant(merchant_id=merchant_id, name=name, actor=WORLD, at=clock())


def pass_days(days: int) -> None:
    with transaction():
        timers.advance_clock(seconds=days * 86_400, actor=WORLD, at=clock())


def refused(act: Any, *args: Any) -> str:
    """The code of the refusal, which changed nothing."""
    before = everything()
    with pytest.raises(Refusal) as told:
        act(*args)
    assert changed_since(before) == {}
    return told.value.code


@pytest.mark.django_db
class TestFounding:
    def test_makes_an_unverified_merchant_and_its_owner(self) -> None:
        asha = a_person()
        merchant_id = found(asha)
        standing = queries.standing(merchant_id)
        assert (standing.name, standing.verification) == ("Asha Exports", Verification.UNVERIFIED)
        assert Membership.objects.get().role == OWNER

    def test_the_same_twice_is_refused_in_any_case(self) -> None:
        asha = a_person()
        found(asha)
        assert refused(found, asha, "ASHA exports") == MerchantNameTaken.code
        found(a_person(BINU))
        assert Merchant.objects.count() == 2

    def test_ends_at_ten(self) -> None:
        asha = a_person()
        for number in range(10):
            found(asha, f"Shop {number}")
        assert refused(found, asha, "Shop 10") == TooManyMerchants.code

    def test_is_renamed_until_its_name_is_verified(self) -> None:
        merchant_id = found(a_person())
        assert rename(merchant_id, "Asha & Co")
        assert not rename(merchant_id, "Asha & Co")
        assert facts(f"merchant/{merchant_id}") == ["merchant.created", "merchant.renamed"]
        assert deeds(f"merchant/{merchant_id}") == ["merchant.create", "merchant.rename"]
        verified = a_merchant(a_person(BINU))
        assert refused(rename, verified, "Other") == MerchantNameVerified.code
        assert refused(rename, NOBODY, "Other") == MerchantNotFound.code


@pytest.mark.django_db
class TestInviting:
    def test_writes_a_letter_and_whoever_reads_it_joins(self) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        invitation_id = invite(merchant_id, asha, " Binu@Example.com")
        letter = newest_to(BINU)
        assert letter.subject == "Asha invites you to Asha Exports"
        assert letter.page == "invitation"
        binu = a_person(BINU)
        joined = accept(letter.token, binu)
        assert (joined.merchant_id, joined.user_id, joined.role) == (merchant_id, binu.id, FINANCE)
        assert Invitation.objects.get().state == "accepted"
        assert facts(f"invitation/{invitation_id}") == ["invitation.sent", "invitation.accepted"]
        assert deeds(f"invitation/{invitation_id}") == ["invitation.send", "invitation.accept"]
        told = newest_to(asha.email)
        assert told.template == "invitation_accepted"
        assert "Binu (binu@example.com)" in told.text

    def test_tells_whoever_holds_the_link_what_it_is_about(self) -> None:
        asha = a_person()
        invite(a_merchant(asha), asha)
        token = newest_to(BINU).token
        offer = queries.offer_behind(token, at=clock())
        assert (offer.merchant_name, offer.role, offer.email, offer.invited_by, offer.state) == (
            "Asha Exports", FINANCE, BINU, "Asha", "pending",
        )  # fmt: skip
        assert not offer.is_expired
        assert queries.offer_behind(token, at=clock() + timedelta(days=7)).is_expired
        with pytest.raises(LinkInvalid):
            queries.offer_behind("abc", at=clock())

    def test_keeps_only_a_hash_of_the_token(self) -> None:
        asha = a_person()
        invite(a_merchant(asha), asha)
        assert newest_to(BINU).token not in str(
            fetch_all("SELECT row::text FROM identity_invitation AS row")
        )

    def test_refuses(self) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        invite(merchant_id, asha)
        assert refused(invite, merchant_id, asha, "BINU@example.com") == AlreadyInvited.code
        assert refused(invite, merchant_id, asha, asha.email) == AlreadyMember.code
        assert refused(invite, merchant_id, asha, "binu") == EmailInvalid.code
        assert refused(invite, NOBODY, asha) == MerchantNotFound.code

    def test_ends_at_fifty_that_are_open(self) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        for number in range(MOST_PENDING):
            invite(merchant_id, asha, f"person{number}@example.com")
        assert refused(invite, merchant_id, asha) == TooManyInvitations.code

    def test_is_for_that_address_only(self) -> None:
        asha, eve = a_person(), a_person("eve@example.com")
        invite(a_merchant(asha), asha)
        assert refused(accept, newest_to(BINU).token, eve) == InvitationForAnother.code

    def test_is_for_a_mailbox_that_was_confirmed(self) -> None:
        """Whoever signed up with the address has not shown yet that they read its mail."""
        asha, binu = a_person(), a_person(BINU)
        invite(a_merchant(asha), asha)
        User.objects.filter(id=binu.id).update(is_email_confirmed=False)
        assert refused(accept, newest_to(BINU).token, binu) == InvitationForAnother.code

    def test_works_once_for_seven_days(self) -> None:
        asha, binu = a_person(), a_person(BINU)
        merchant_id = a_merchant(asha)
        invitation_id = invite(merchant_id, asha)
        pass_days(7)
        first = newest_to(BINU).token
        assert refused(accept, first, binu) == LinkExpired.code
        resend(merchant_id, invitation_id)
        assert refused(accept, first, binu) == LinkInvalid.code
        accept(newest_to(BINU).token, binu)
        assert refused(accept, newest_to(BINU).token, binu) == LinkUsed.code
        assert refused(resend, merchant_id, invitation_id) == LinkUsed.code
        assert refused(revoke, merchant_id, invitation_id) == IllegalMove.code

    def test_can_be_taken_back_and_sent_anew(self) -> None:
        asha, binu = a_person(), a_person(BINU)
        merchant_id = a_merchant(asha)
        invitation_id = invite(merchant_id, asha)
        assert revoke(merchant_id, invitation_id)
        assert not revoke(merchant_id, invitation_id)
        assert refused(accept, newest_to(BINU).token, binu) == LinkUsed.code
        invite(merchant_id, asha)
        accept(newest_to(BINU).token, binu)

    def test_is_nobody_elses_business(self) -> None:
        asha = a_person()
        invitation_id = invite(a_merchant(asha), asha)
        other = a_merchant(a_person("eve@example.com"), "Eve's")
        assert refused(revoke, other, invitation_id) == InvitationNotFound.code
        assert refused(resend, other, invitation_id) == InvitationNotFound.code

    def test_of_somebody_who_came_in_another_way_is_refused(self) -> None:
        asha, binu = a_person(), a_person(BINU)
        merchant_id = a_merchant(asha)
        invite(merchant_id, asha)
        join(binu, merchant_id, VIEWER)
        assert refused(accept, newest_to(BINU).token, binu) == AlreadyMember.code


@pytest.mark.django_db
class TestTeam:
    def test_a_role_changes_and_the_one_concerned_is_told(self) -> None:
        asha, binu = a_person(), a_person(BINU)
        merchant_id = a_merchant(asha)
        join(binu, merchant_id, VIEWER)
        who = member(binu, merchant_id)
        assert change_role(merchant_id, who, FINANCE, asha)
        assert not change_role(merchant_id, who, FINANCE, asha)
        letter = newest_to(BINU)
        assert letter.template == "role_changed"
        assert "is now finance; it was viewer. It was changed by Asha." in letter.text
        assert facts(f"membership/{who}") == ["membership.added", "membership.role_changed"]
        assert deeds(f"membership/{who}") == ["membership.add", "membership.change_role"]

    def test_whoever_is_removed_takes_keys_and_invitations_along(self) -> None:
        asha, binu = a_person(), a_person(BINU)
        merchant_id = a_merchant(asha)
        join(binu, merchant_id, OWNER)
        key = an_api_key(binu, merchant_id)
        kept = an_api_key(asha, merchant_id)
        elsewhere = an_api_key(binu, a_merchant(binu, "Binu's"))
        invite(merchant_id, binu, "chitra@example.com")
        who = member(binu, merchant_id)
        remove(merchant_id, who, asha)
        assert newest_to(BINU).template == "member_removed"
        assert Invitation.objects.get().state == "revoked"
        # Back again, but the key stays dead.
        join(binu, merchant_id, OWNER)
        with pytest.raises(ApiKeyRevoked):
            queries.recognise(key.raw, address="192.0.2.7", request_id="")
        for each in (kept, elsewhere):
            queries.recognise(each.raw, address="192.0.2.7", request_id="")
        assert facts(f"membership/{who}") == ["membership.added", "membership.removed"]
        assert deeds(f"membership/{who}") == ["membership.add", "membership.remove"]

    def test_a_former_owner_takes_their_invitations_along(self) -> None:
        asha, binu = a_person(), a_person(BINU)
        merchant_id = a_merchant(asha)
        join(binu, merchant_id, OWNER)
        invite(merchant_id, binu, "chitra@example.com")
        invite(merchant_id, asha, "dev@example.com")
        change_role(merchant_id, member(binu, merchant_id), FINANCE, asha)
        states = dict(Invitation.objects.values_list("email", "state"))
        assert states == {"chitra@example.com": "revoked", "dev@example.com": "pending"}

    def test_one_may_leave_and_gets_no_letter_for_it(self) -> None:
        asha, binu = a_person(), a_person(BINU)
        merchant_id = a_merchant(asha)
        join(binu, merchant_id, VIEWER)
        who = member(binu, merchant_id)
        leave(merchant_id, binu)
        assert kinds_to(BINU) == []
        assert deeds(f"membership/{who}")[1:] == ["membership.leave"]
        assert refused(leave, merchant_id, binu) == MemberNotFound.code

    def test_the_last_owner_stays(self) -> None:
        asha, binu = a_person(), a_person(BINU)
        merchant_id = a_merchant(asha)
        join(binu, merchant_id, FINANCE)
        owner = member(asha, merchant_id)
        assert refused(leave, merchant_id, asha) == LastOwner.code
        assert refused(remove, merchant_id, owner, asha) == LastOwner.code
        assert refused(change_role, merchant_id, owner, VIEWER, asha) == LastOwner.code
        change_role(merchant_id, member(binu, merchant_id), OWNER, asha)
        leave(merchant_id, asha)

    def test_an_owner_who_is_shut_out_is_none(self) -> None:
        asha, binu = a_person(), a_person(BINU)
        merchant_id = a_merchant(asha)
        join(binu, merchant_id, OWNER)
        with transaction():
            actions.deactivate_user(user_id=binu.id, reason="fraud", actor=WORLD, at=clock())
        assert refused(leave, merchant_id, asha) == LastOwner.code

    def test_of_another_merchant_is_not_there(self) -> None:
        asha, eve = a_person(), a_person("eve@example.com")
        merchant_id, other = a_merchant(asha), a_merchant(eve, "Eve's")
        who = member(asha, merchant_id)
        assert refused(remove, other, who, eve) == MemberNotFound.code
        assert refused(change_role, other, who, VIEWER, eve) == MemberNotFound.code


# --- whoever was shut out -------------------------------------------------------------------------


def shut_out(person: Person) -> None:
    with transaction():
        actions.deactivate_user(
            user_id=person.id, reason="The account was stolen.", actor=WORLD, at=clock()
        )


@pytest.mark.django_db
def test_the_invitations_of_an_owner_who_was_shut_out_open_nothing() -> None:
    asha = a_person()
    merchant_id, binu = a_merchant(asha), a_person(BINU)
    invite(merchant_id, asha, role=OWNER)
    token = newest_to(BINU).token
    shut_out(asha)
    before = everything()
    with pytest.raises(LinkInvalid):
        accept(token, binu)
    assert changed_since(before) == {}


@pytest.mark.django_db
def test_the_invitations_of_who_is_an_owner_no_more_open_nothing() -> None:
    """However they came to be left over: what counts is what the inviter is now."""
    asha = a_person()
    merchant_id, binu = a_merchant(asha), a_person(BINU)
    invite(merchant_id, asha, role=OWNER)
    token = newest_to(BINU).token
    Membership.objects.filter(user_id=asha.id).update(role=FINANCE)
    assert refused(accept, token, binu) == LinkInvalid.code


@pytest.mark.django_db
def test_the_keys_of_somebody_who_was_shut_out_do_not_wake_with_them() -> None:
    asha = a_person()
    key = an_api_key(asha, a_merchant(asha))
    shut_out(asha)
    with transaction():
        actions.reactivate_user(
            user_id=asha.id, reason="It is hers again.", actor=WORLD, at=clock()
        )
    with pytest.raises(ApiKeyRevoked):
        queries.recognise(key.raw, address="192.0.2.7", request_id="")


def test_two_owners_who_remove_one_another_at_once_leave_one(fresh_database: Any) -> None:
    asha, binu = a_person(), a_person(BINU)
    merchant_id = a_merchant(asha)
    join(binu, merchant_id, OWNER)
    members = [member(asha, merchant_id), member(binu, merchant_id)]
    people = [binu, asha]
    outcomes = at_once(2, lambda each: remove(merchant_id, members[each], people[each]))
    assert outcomes == ["done", "role_too_low"]
    assert Membership.objects.count() == 1


def test_owners_who_leave_at_once_leave_one(fresh_database: Any) -> None:
    people = [a_person(f"person{number}@example.com") for number in range(4)]
    merchant_id = a_merchant(people[0])
    for each in people[1:]:
        join(each, merchant_id, OWNER)
    outcomes = at_once(4, lambda number: leave(merchant_id, people[number]))
    assert outcomes == ["done", "done", "done", "last_owner"]
    assert Membership.objects.get().role == OWNER


def test_of_two_who_accept_one_invitation_at_once_one_joins(fresh_database: Any) -> None:
    asha, binu = a_person(), a_person(BINU)
    invite(a_merchant(asha), asha)
    token = newest_to(BINU).token
    assert at_once(3, lambda _: accept(token, binu)) == ["done", "link_used", "link_used"]
    assert Membership.objects.filter(user_id=binu.id).count() == 1
    assert [each.template for each in letters_to(asha.email)] == ["invitation_accepted"]


def test_of_two_who_invite_one_person_at_once_one_letter_is_written(fresh_database: Any) -> None:
    asha = a_person()
    merchant_id = a_merchant(asha)
    outcomes = at_once(3, lambda _: invite(merchant_id, asha))
    assert outcomes == ["already_invited", "already_invited", "done"]
    assert kinds_to(BINU) == ["invitation"]


def test_a_merchant_founded_twice_at_once_is_founded_once(fresh_database: Any) -> None:
    asha = a_person()
    outcomes = at_once(3, lambda _: found(asha))
    assert outcomes == ["done", "merchant_name_taken", "merchant_name_taken"]


def test_an_owner_who_is_demoted_while_waiting_does_nothing_any_more(fresh_database: Any) -> None:
    """Their requests were let in before, and wait for the merchant's row."""
    asha, binu, chitra = a_person(), a_person(BINU), a_person("chitra@example.com")
    merchant_id = a_merchant(asha)
    join(binu, merchant_id, OWNER)
    join(chitra, merchant_id, VIEWER)
    places = {each: member(each, merchant_id) for each in (binu, chitra)}
    key, asked = an_api_key(asha, merchant_id), invite(merchant_id, asha, "eve@example.com")
    keys = {"merchant_id": merchant_id, "made_by": binu.id, "actor": acting(binu), "at": clock()}
    for deed in (
        within(actions.create_api_key, name="late", scopes=("read",), **keys),
        within(actions.rotate_api_key, key_id=key.id, overlap=timedelta(hours=1), **keys),
        within(
            actions.resend_invitation,
            merchant_id=merchant_id,
            invitation_id=asked,
            actor=acting(binu),
            at=clock(),
        ),
        lambda: invite(merchant_id, binu, "dev@example.com", OWNER),
        lambda: change_role(merchant_id, places[chitra], OWNER, binu),
        lambda: remove(merchant_id, places[chitra], binu),
    ):
        change_role(merchant_id, places[binu], OWNER, asha)
        _, outcome = overtaken(
            lambda: actions.change_role(
                merchant_id=merchant_id, member_id=places[binu], role=VIEWER, actor=acting(asha),
                at=clock(),
            ),
            deed,
        )  # fmt: skip
        assert isinstance(outcome, RoleTooLow)
    assert Membership.objects.get(user_id=chitra.id).role == VIEWER
    assert [each.id for each in ApiKey.objects.all()] == [key.id]


def test_a_key_is_not_made_by_somebody_who_is_being_removed(fresh_database: Any) -> None:
    """Otherwise it would be left over, and wake when they are taken in again."""
    asha, binu = a_person(), a_person(BINU)
    merchant_id = a_merchant(asha)
    join(binu, merchant_id, OWNER)
    old = an_api_key(binu, merchant_id)
    place = member(binu, merchant_id)

    def make() -> None:
        with transaction():
            actions.create_api_key(
                merchant_id=merchant_id, made_by=binu.id, name="late", scopes=("read",),
                actor=acting(binu), at=clock(),
            )  # fmt: skip

    _, outcome = overtaken(
        lambda: actions.remove_member(
            merchant_id=merchant_id, member_id=place, actor=acting(asha), at=clock()
        ),
        make,
    )
    assert isinstance(outcome, MerchantNotFound)
    assert [key.id for key in ApiKey.objects.filter(revoked_at=None)] == []
    assert ApiKey.objects.get().id == old.id


def test_a_key_is_not_made_by_somebody_who_is_being_shut_out(fresh_database: Any) -> None:
    """It would be left over as well, and wake when they are let in again."""
    asha, binu = a_person(), a_person(BINU)
    merchant_id = a_merchant(asha)
    join(binu, merchant_id, OWNER)
    old = an_api_key(asha, merchant_id)
    told: dict[str, Any] = {"merchant_id": merchant_id, "made_by": binu.id, "actor": acting(binu)}

    def make() -> None:
        with transaction():
            actions.create_api_key(name="late", scopes=("read",), at=clock(), **told)

    def rotate() -> None:
        with transaction():
            actions.rotate_api_key(key_id=old.id, overlap=timedelta(0), at=clock(), **told)

    for deed in (make, rotate):
        _, outcome = overtaken(
            lambda: actions.deactivate_user(
                user_id=binu.id, reason="fraud", actor=WORLD, at=clock()
            ),
            deed,
        )
        assert isinstance(outcome, RoleTooLow)
        with transaction():
            actions.reactivate_user(user_id=binu.id, reason="cleared", actor=WORLD, at=clock())
    assert [key.made_by_id for key in ApiKey.objects.all()] == [asha.id]

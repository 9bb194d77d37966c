"""Registering, changing a password, joining a merchant, freezing it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from adulis.identity import actions, queries
from adulis.identity.errors import (
    AlreadyFrozen,
    AlreadyMember,
    CurrentPasswordWrong,
    EmailInvalid,
    EmailTaken,
    InvalidCredentials,
    MerchantNotFound,
    NotFrozen,
    PasswordTooWeak,
    UserNotFound,
)
from adulis.identity.models import Membership, Merchant, RefreshSession, User
from adulis.identity.values import MemberRole, MerchantKind, MerchantState, Standing, Verification
from adulis.kernel.db import clock, execute, fetch_all, fetch_value, savepoint, transaction
from adulis.kernel.ids import new_id
from tests.people import PASSWORD, WORLD, a_merchant, a_person, join, signed_in

NOBODY = UUID("01930000-0000-7000-8000-00000000dead")


def deeds(subject: str) -> list[Any]:
    return [
        row[0]
        for row in fetch_all(
            "SELECT action FROM audit_record WHERE subject = %s ORDER BY id", [subject]
        )
    ]


def facts(subject: str) -> list[Any]:
    return [
        row[0]
        for row in fetch_all(
            "SELECT type FROM events_event WHERE subject = %s ORDER BY subject_sequence", [subject]
        )
    ]


def register(email: str = "asha@example.com", password: str = PASSWORD) -> UUID:
    with transaction():
        return actions.register_user(
            email=email, name="Asha", password=password, actor=WORLD, at=clock()
        )


def change_password(user_id: UUID, current: str, new: str) -> None:
    with transaction():
        actions.change_password(
            user_id=user_id, current_password=current, new_password=new, actor=WORLD, at=clock()
        )


@pytest.mark.django_db
class TestRegister:
    def test_stores_an_argon2_hash_and_the_email_in_lower_case(self) -> None:
        user = User.objects.get(id=register(" Asha@Example.com "))
        assert user.email == "asha@example.com"
        assert user.password.startswith("argon2$argon2id$")
        assert user.is_active
        assert not user.is_staff

    def test_leaves_a_fact_and_an_audit_record(self) -> None:
        subject = f"user/{register()}"
        assert facts(subject) == ["user.registered"]
        assert deeds(subject) == ["user.register"]

    @pytest.mark.parametrize("email", ["asha@example.com", "ASHA@example.com", "asha@EXAMPLE.com "])
    def test_takes_an_email_once_in_any_case(self, email: str) -> None:
        register()
        with pytest.raises(EmailTaken) as refused:
            register(email)
        assert refused.value.pointer == "/email"
        assert User.objects.count() == 1

    @pytest.mark.parametrize(
        "email", ["", "asha", "asha@", "@example.com", "a b@example.com", "\uff41sha@example.com"]
    )
    def test_refuses_what_is_no_email(self, email: str) -> None:
        with pytest.raises(EmailInvalid):
            register(email)
        assert User.objects.count() == 0

    @pytest.mark.parametrize("password", ["short-1", "password1234", "asha@example.com"])
    def test_refuses_a_password_that_is_easily_guessed(self, password: str) -> None:
        with pytest.raises(PasswordTooWeak) as refused:
            register(password=password)
        assert refused.value.pointer == "/password"
        assert User.objects.count() == 0


def test_of_two_who_register_one_email_at_once_one_is_refused(fresh_database: Any) -> None:
    start = Barrier(4)

    def race(_: int) -> str:
        start.wait()
        try:
            register()
        except EmailTaken:
            return "taken"
        finally:
            connection.close()
        return "registered"

    with ThreadPoolExecutor(4) as threads:
        outcomes = sorted(threads.map(race, range(4)))
    assert outcomes == ["registered", "taken", "taken", "taken"]


@pytest.mark.django_db
class TestChangePassword:
    def test_opens_with_the_new_one_only(self) -> None:
        asha = a_person()
        change_password(asha.id, PASSWORD, "another-Harbour-17-kettle")
        assert signed_in(asha, password="another-Harbour-17-kettle").user_id == asha.id
        with pytest.raises(InvalidCredentials):
            signed_in(asha)
        assert facts(f"user/{asha.id}") == ["user.registered", "user.password_changed"]
        assert deeds(f"user/{asha.id}") == ["user.register", "user.change_password"]

    def test_ends_every_session_and_says_how_many(self) -> None:
        asha = a_person()
        signed_in(asha)
        signed_in(asha)
        change_password(asha.id, PASSWORD, "another-Harbour-17-kettle")
        reasons = RefreshSession.objects.values_list("revoked_reason", flat=True)
        assert list(reasons) == ["password_changed", "password_changed"]
        ended = "SELECT after->>'sessions_ended' FROM audit_record WHERE action = %s"
        assert fetch_value(ended, ["user.change_password"]) == "2"

    def test_refuses_a_wrong_current_password_and_changes_nothing(self) -> None:
        asha = a_person()
        signed_in(asha)
        with pytest.raises(CurrentPasswordWrong):
            change_password(asha.id, "wrong", "another-Harbour-17-kettle")
        assert signed_in(asha).user_id == asha.id
        assert RefreshSession.objects.filter(revoked_at=None).count() == 2

    def test_refuses_a_weak_new_one(self) -> None:
        asha = a_person()
        with pytest.raises(PasswordTooWeak) as refused:
            change_password(asha.id, PASSWORD, "password1234")
        assert refused.value.pointer == "/new_password"


@pytest.mark.django_db
class TestMerchants:
    def test_begin_with_their_owner(self) -> None:
        asha = a_person()
        with transaction():
            merchant_id = actions.create_merchant(
                name="Asha Exports",
                kind=MerchantKind.PERSON,
                owner_id=asha.id,
                actor=WORLD,
                at=clock(),
            )
        assert queries.standing(merchant_id) == Standing(
            "Asha Exports", MerchantState.ACTIVE, Verification.UNVERIFIED, "standard"
        )
        assert Membership.objects.get().role == MemberRole.OWNER
        assert facts(f"merchant/{merchant_id}") == ["merchant.created"]
        assert deeds(f"merchant/{merchant_id}") == ["merchant.create"]

    def test_are_not_made_for_nobody(self) -> None:
        with pytest.raises(UserNotFound), transaction():
            actions.create_merchant(
                name="Nobody's", kind=MerchantKind.PERSON, owner_id=NOBODY, actor=WORLD, at=clock()
            )
        assert Merchant.objects.count() == 0

    def test_take_a_member_once(self) -> None:
        asha, ravi = a_person(), a_person("ravi@example.com")
        merchant_id = a_merchant(asha)
        join(ravi, merchant_id, MemberRole.VIEWER)
        with pytest.raises(AlreadyMember):
            join(ravi, merchant_id, MemberRole.OWNER)
        roles = Membership.objects.order_by("created_at").values_list("role", flat=True)
        assert list(roles) == ["owner", "viewer"]

    def test_take_no_member_who_is_absent_and_none_where_they_are(self) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        for user_id, place, refusal in (
            (NOBODY, merchant_id, UserNotFound),
            (asha.id, NOBODY, MerchantNotFound),
        ):
            with pytest.raises(refusal), transaction():
                actions.add_member(
                    merchant_id=place,
                    user_id=user_id,
                    role=MemberRole.VIEWER,
                    actor=WORLD,
                    at=clock(),
                )
        assert Membership.objects.count() == 1


@pytest.mark.django_db
class TestFreeze:
    def freeze(self, merchant_id: UUID, reason: str = "Paid twice by the bank") -> None:
        with transaction():
            actions.freeze_payouts(merchant_id=merchant_id, reason=reason, actor=WORLD, at=clock())

    def unfreeze(self, merchant_id: UUID) -> None:
        with transaction():
            actions.unfreeze_payouts(merchant_id=merchant_id, actor=WORLD, at=clock())

    def test_and_unfreeze(self) -> None:
        merchant_id = a_merchant(a_person())
        self.freeze(merchant_id)
        assert queries.standing(merchant_id).payouts_frozen_reason == "Paid twice by the bank"
        assert queries.standing(merchant_id).are_payouts_frozen
        self.unfreeze(merchant_id)
        assert not queries.standing(merchant_id).are_payouts_frozen
        assert facts(f"merchant/{merchant_id}") == [
            "merchant.created",
            "merchant.payouts_frozen",
            "merchant.payouts_unfrozen",
        ]
        assert deeds(f"merchant/{merchant_id}")[1:] == [
            "merchant.freeze_payouts",
            "merchant.unfreeze_payouts",
        ]

    def test_keeps_the_first_reason(self) -> None:
        merchant_id = a_merchant(a_person())
        self.freeze(merchant_id)
        with pytest.raises(AlreadyFrozen) as refused:
            self.freeze(merchant_id, "another")
        assert refused.value.facts["reason"] == "Paid twice by the bank"

    def test_refuses_what_is_not_there(self) -> None:
        with pytest.raises(MerchantNotFound):
            self.freeze(NOBODY)
        with pytest.raises(NotFrozen):
            self.unfreeze(a_merchant(a_person()))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE identity_user SET email = upper(email)", "identity_user_email_lower_case"),
        ("UPDATE identity_user SET operator_role = 'king'", "identity_user_operator_role_known"),
        ("UPDATE identity_merchant SET kind = 'state'", "identity_merchant_kind_known"),
        ("UPDATE identity_merchant SET state = 'gone'", "identity_merchant_state_known"),
        (
            "UPDATE identity_merchant SET verification = 'maybe'",
            "identity_merchant_verification_known",
        ),
        (
            "UPDATE identity_merchant SET payouts_frozen_reason = 'why'",
            "identity_merchant_freeze_has_reason",
        ),
        ("UPDATE identity_membership SET role = 'king'", "identity_membership_role_known"),
        (
            "UPDATE identity_refresh_session SET revoked_reason = 'why'",
            "identity_refresh_session_revoked_has_reason",
        ),
    ],
)
def test_the_database_knows_the_rules_too(statement: str, constraint: str) -> None:
    asha = a_person()
    a_merchant(asha)
    signed_in(asha)
    with pytest.raises(DatabaseError) as refused, transaction(), savepoint():
        execute(statement)
    assert constraint in str(refused.value)


@pytest.mark.django_db
def test_two_users_with_one_email_cannot_be_stored() -> None:
    asha = a_person()
    with pytest.raises(DatabaseError) as refused, transaction(), savepoint():
        execute(
            "INSERT INTO identity_user (id, email, name, password, is_superuser, operator_role,"
            " session_version, is_active, created_at)"
            " SELECT %s, email, name, '', false, '', 1, true, created_at FROM identity_user",
            [new_id()],
        )
    assert "identity_user_email_unique" in str(refused.value)
    assert User.objects.get().id == asha.id


@pytest.mark.django_db
def test_deadlines_are_given() -> None:
    """A session opened in the past has a past of its own."""
    asha = a_person()
    at = clock() - timedelta(days=3)
    signed_in(asha, at=at)
    assert RefreshSession.objects.get().expires_at == at + timedelta(days=14)

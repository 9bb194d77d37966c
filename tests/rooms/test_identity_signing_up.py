"""Signing up, confirming an address, resetting a password: by links that are good once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection

from adulis.identity import actions, tasks
from adulis.identity.errors import (
    EmailInvalid,
    EmailNotConfirmed,
    InvalidCredentials,
    LinkExpired,
    LinkInvalid,
    LinkUsed,
    PasswordNotTheOneChosen,
    PasswordTooWeak,
    UserNotFound,
)
from adulis.identity.links import token_hash
from adulis.identity.models import Link, RefreshSession, User
from adulis.identity.values import stranger
from adulis.kernel.db import clock, fetch_all, transaction
from adulis.kernel.errors import Refusal
from adulis.timers import actions as timers
from tests.bank import somebody_waits
from tests.letters import grant_wishes, kinds_to, letters_to, newest_to
from tests.people import PASSWORD, WORLD, Person, a_person, signed_in
from tests.racing import at_once
from tests.rows import changed_since, everything
from tests.traces import deeds, facts
from tests.waiting import until

ASHA = "asha@example.com"
STRANGER = stranger("203.0.113.9", "request-of-a-test")
NEW_PASSWORD = "another-Harbour-17-kettle"
MALLORYS = "mallory-Harbour-17-kettle"


def sign_up(email: str = ASHA, password: str = PASSWORD, name: str = "Asha") -> None:
    with transaction():
        actions.wish_to_sign_up(
            email=email, name=name, password=password, actor=STRANGER, at=clock()
        )
    grant_wishes()


def confirm(token: str, password: str = PASSWORD) -> str:
    with transaction():
        return actions.confirm_email(token=token, password=password, actor=STRANGER, at=clock())


def resend(email: str = ASHA) -> bool:
    with transaction():
        return actions.resend_confirmation(email=email, actor=STRANGER, at=clock())


def ask_for_reset(email: str = ASHA) -> bool:
    with transaction():
        return actions.request_password_reset(email=email, actor=STRANGER, at=clock())


def reset(token: str, password: str = NEW_PASSWORD) -> None:
    with transaction():
        actions.reset_password(token=token, new_password=password, actor=STRANGER, at=clock())


def pass_hours(hours: int) -> None:
    with transaction():
        timers.advance_clock(seconds=hours * 3600, actor=WORLD, at=clock())


def asha() -> Person:
    return Person(User.objects.get(email=ASHA).id, ASHA)


@pytest.mark.django_db
class TestSignUp:
    def test_writes_to_the_mailbox_and_opens_nothing_yet(self) -> None:
        sign_up(" Asha@Example.com ")
        user = User.objects.get(email=ASHA)
        assert (user.name, user.is_email_confirmed, user.operator_role) == ("Asha", False, "")
        assert user.password.startswith("argon2$argon2id$")
        letter = newest_to(ASHA)
        assert (letter.template, letter.page) == ("confirm_email", "confirm-email")
        assert "48 hours" in letter.text
        # A stranger chose the name; what is sent to somebody's mailbox is not theirs to write.
        assert "Asha" not in letter.text
        with pytest.raises(EmailNotConfirmed):
            signed_in(asha())
        assert facts(f"user/{user.id}") == ["user.registered"]
        assert deeds(f"user/{user.id}") == ["user.sign_up"]

    def test_keeps_only_a_hash_of_the_token(self) -> None:
        sign_up()
        token = newest_to(ASHA).token
        assert bytes(Link.objects.get().token_hash) == token_hash(token)
        rows = fetch_all("SELECT row::text FROM identity_link AS row")
        assert token not in str(rows)

    def test_a_wrong_password_is_told_nothing_of_it(self) -> None:
        sign_up()
        with pytest.raises(InvalidCredentials):
            signed_in(asha(), password="wrong")

    def test_with_a_taken_address_changes_nothing_but_is_told_to_its_owner(self) -> None:
        person = a_person(ASHA)
        sign_up(password=MALLORYS, name="Mallory")
        assert signed_in(person).user_id == person.id
        assert User.objects.get().name == "Asha"
        letter = newest_to(ASHA)
        assert (letter.template, letter.page) == ("already_registered", "sign-in")
        assert deeds(f"user/{person.id}") == ["user.register", "user.sign_up_again"]

    def test_with_an_address_of_somebody_shut_out_writes_nothing(self) -> None:
        person = a_person(ASHA)
        with transaction():
            actions.deactivate_user(user_id=person.id, reason="fraud", actor=WORLD, at=clock())
        sign_up()
        assert kinds_to(ASHA) == ["account_deactivated"]

    def test_again_before_confirming_is_whoever_came_last(self) -> None:
        """Or somebody could wait behind another's address with a password of their own."""
        sign_up(password=MALLORYS, name="Mallory")
        sign_up()
        first, second = letters_to(ASHA)
        with pytest.raises(LinkInvalid):
            confirm(first.token)
        assert confirm(second.token) == ASHA
        assert signed_in(asha()).user_id == asha().id
        assert User.objects.get().name == "Asha"
        with pytest.raises(InvalidCredentials):
            signed_in(asha(), password=MALLORYS)

    @pytest.mark.parametrize(
        ("email", "password", "refusal"),
        [
            ("asha", PASSWORD, EmailInvalid),
            (ASHA, "password1234", PasswordTooWeak),
            (ASHA, ASHA, PasswordTooWeak),
        ],
    )
    def test_refuses_and_writes_nothing(
        self, email: str, password: str, refusal: type[Refusal]
    ) -> None:
        before = everything()
        with pytest.raises(refusal):
            sign_up(email, password)
        assert changed_since(before) == {}


@pytest.mark.django_db
class TestConfirm:
    def test_opens_the_login_and_signs_nobody_in(self) -> None:
        sign_up()
        assert confirm(newest_to(ASHA).token) == ASHA
        assert RefreshSession.objects.count() == 0
        assert signed_in(asha()).user_id == asha().id
        assert facts(f"user/{asha().id}") == ["user.registered", "user.email_confirmed"]
        assert deeds(f"user/{asha().id}") == ["user.sign_up", "user.confirm_email"]

    def test_takes_the_password_of_the_last_sign_up_only_and_leaves_the_link_good(self) -> None:
        sign_up()
        token = newest_to(ASHA).token
        before = everything()
        for password in (MALLORYS, "", PASSWORD.upper()):
            with pytest.raises(PasswordNotTheOneChosen) as refused:
                confirm(token, password)
            assert refused.value.pointer == "/password"
        assert changed_since(before) == {}
        assert confirm(token) == ASHA

    def test_who_signed_up_after_the_owner_does_not_get_in_by_the_owners_click(self) -> None:
        sign_up()
        sign_up(password=MALLORYS, name="Mallory")
        before = everything()
        with pytest.raises(PasswordNotTheOneChosen):
            confirm(newest_to(ASHA).token)
        assert changed_since(before) == {}
        with pytest.raises(EmailNotConfirmed):
            signed_in(asha(), password=MALLORYS)
        # The way out that the refusal names.
        ask_for_reset()
        reset(newest_to(ASHA).token)
        assert signed_in(asha(), password=NEW_PASSWORD).user_id == asha().id
        with pytest.raises(InvalidCredentials):
            signed_in(asha(), password=MALLORYS)

    def test_who_signed_up_before_the_owner_does_not_get_in_either(self) -> None:
        sign_up(password=MALLORYS, name="Mallory")
        strangers_letter = newest_to(ASHA).token
        with pytest.raises(PasswordNotTheOneChosen):
            confirm(strangers_letter)
        sign_up()
        with pytest.raises(LinkInvalid):
            confirm(strangers_letter, MALLORYS)
        with pytest.raises(PasswordNotTheOneChosen):
            confirm(newest_to(ASHA).token, MALLORYS)
        assert confirm(newest_to(ASHA).token) == ASHA

    def test_works_once(self) -> None:
        sign_up()
        token = newest_to(ASHA).token
        confirm(token)
        before = everything()
        with pytest.raises(LinkUsed):
            confirm(token)
        assert changed_since(before) == {}

    def test_refuses_a_token_that_is_not_ours_or_for_something_else(self) -> None:
        a_person(ASHA)
        ask_for_reset()
        before = everything()
        for token in ("abc", newest_to(ASHA).token, newest_to(ASHA).token[:-1]):
            with pytest.raises(LinkInvalid):
                confirm(token)
        assert changed_since(before) == {}

    def test_ends_after_two_days_and_another_link_can_be_had(self) -> None:
        sign_up()
        pass_hours(48)
        with pytest.raises(LinkExpired):
            confirm(newest_to(ASHA).token)
        assert resend()
        assert confirm(newest_to(ASHA).token) == ASHA

    def test_resending_kills_the_link_before(self) -> None:
        sign_up()
        assert resend()
        first, second = letters_to(ASHA)
        with pytest.raises(LinkInvalid):
            confirm(first.token)
        assert confirm(second.token) == ASHA

    def test_nothing_is_resent_to_who_has_nothing_to_confirm(self) -> None:
        a_person(ASHA)
        before = everything()
        assert not resend()
        assert not resend("nobody@example.com")
        assert changed_since(before) == {}


@pytest.mark.django_db
class TestReset:
    def test_sets_the_password_ends_every_session_and_says_so(self) -> None:
        person = a_person(ASHA)
        signed_in(person)
        assert ask_for_reset("ASHA@example.com ")
        letter = newest_to(ASHA)
        assert (letter.template, letter.page) == ("reset_password", "reset-password")
        reset(letter.token)
        assert RefreshSession.objects.get().revoked_reason == "password_changed"
        assert signed_in(person, password=NEW_PASSWORD).user_id == person.id
        with pytest.raises(InvalidCredentials):
            signed_in(person)
        assert kinds_to(ASHA) == ["reset_password", "password_changed"]
        assert "203.0.113.9" in newest_to(ASHA).text
        assert facts(f"user/{person.id}")[1:] == ["user.password_changed"]
        assert deeds(f"user/{person.id}")[1:] == [
            "user.request_password_reset",
            "user.reset_password",
        ]

    def test_works_once_and_for_two_hours(self) -> None:
        a_person(ASHA)
        ask_for_reset()
        token = newest_to(ASHA).token
        reset(token)
        with pytest.raises(LinkUsed):
            reset(token)
        ask_for_reset()
        pass_hours(2)
        with pytest.raises(LinkExpired):
            reset(newest_to(ASHA).token)

    def test_a_weak_password_leaves_the_link_good(self) -> None:
        a_person(ASHA)
        ask_for_reset()
        before = everything()
        with pytest.raises(PasswordTooWeak) as refused:
            reset(newest_to(ASHA).token, "password1234")
        assert refused.value.pointer == "/new_password"
        assert changed_since(before) == {}
        reset(newest_to(ASHA).token)

    def test_a_changed_password_kills_links_that_lie_about(self) -> None:
        person = a_person(ASHA)
        ask_for_reset()
        with transaction():
            actions.change_password(
                user_id=person.id, current_password=PASSWORD, new_password=NEW_PASSWORD,
                actor=WORLD, at=clock(),
            )  # fmt: skip
        with pytest.raises(LinkInvalid):
            reset(letters_to(ASHA)[0].token)
        assert kinds_to(ASHA) == ["reset_password", "password_changed"]

    def test_confirms_the_address_as_well(self) -> None:
        sign_up()
        ask_for_reset()
        reset(newest_to(ASHA).token)
        assert signed_in(asha(), password=NEW_PASSWORD).user_id == asha().id
        with pytest.raises(LinkInvalid):
            confirm(letters_to(ASHA)[0].token)

    def test_is_not_for_who_is_unknown_or_shut_out(self) -> None:
        person = a_person(ASHA)
        ask_for_reset()
        token = newest_to(ASHA).token
        with transaction():
            actions.deactivate_user(user_id=person.id, reason="fraud", actor=WORLD, at=clock())
        before = everything()
        assert not ask_for_reset()
        assert not ask_for_reset("nobody@example.com")
        with pytest.raises(LinkInvalid):
            reset(token)
        assert changed_since(before) == {}


@pytest.mark.django_db
class TestShutOut:
    def test_and_let_in_again(self) -> None:
        person = a_person(ASHA)
        signed_in(person)
        with transaction():
            assert actions.deactivate_user(
                user_id=person.id, reason="asked for it", actor=WORLD, at=clock()
            )
            assert not actions.deactivate_user(
                user_id=person.id, reason="again", actor=WORLD, at=clock()
            )
        with pytest.raises(InvalidCredentials):
            signed_in(person)
        with transaction():
            assert actions.reactivate_user(
                user_id=person.id, reason="a mistake", actor=WORLD, at=clock()
            )
            assert not actions.reactivate_user(
                user_id=person.id, reason="again", actor=WORLD, at=clock()
            )
        assert signed_in(person).user_id == person.id
        assert RefreshSession.objects.filter(revoked_reason="user_deactivated").count() == 1
        assert kinds_to(ASHA) == ["account_deactivated", "account_reactivated"]
        assert "asked for it" in letters_to(ASHA)[0].text
        assert "a mistake" in letters_to(ASHA)[1].text
        assert facts(f"user/{person.id}")[1:] == ["user.deactivated", "user.reactivated"]
        assert deeds(f"user/{person.id}")[1:] == ["user.deactivate", "user.reactivate"]

    def test_refuses_who_is_not_there(self) -> None:
        nobody = a_person(ASHA).id.__class__(int=0)
        for verb in (actions.deactivate_user, actions.reactivate_user):
            with pytest.raises(UserNotFound), transaction():
                verb(user_id=nobody, reason="why", actor=WORLD, at=clock())


@pytest.mark.django_db
def test_links_are_forgotten_a_month_after_they_ended() -> None:
    sign_up()
    with transaction():
        link = Link.objects.get()
    assert link.expires_at - link.created_at >= timedelta(hours=48)
    pass_hours(48 + 30 * 24)
    assert (tasks.forget_links(), tasks.forget_links()) == (1, 0)


def test_of_two_who_follow_one_link_at_once_one_is_told_it_is_used(fresh_database: Any) -> None:
    sign_up()
    token = newest_to(ASHA).token
    assert at_once(4, lambda _: confirm(token)) == ["done", *["link_used"] * 3]


def test_of_two_who_reset_at_once_one_password_is_set(fresh_database: Any) -> None:
    person = a_person(ASHA)
    ask_for_reset()
    token = newest_to(ASHA).token
    passwords = [f"harbour-{number}-Kettle-lantern" for number in range(3)]
    outcomes = at_once(3, lambda number: reset(token, passwords[number]))
    assert outcomes == ["done", "link_used", "link_used"]
    opened = []
    for each in passwords:
        try:
            signed_in(person, password=each)
        except InvalidCredentials:
            continue
        opened.append(each)
    assert len(opened) == 1
    assert kinds_to(ASHA).count("password_changed") == 1


def test_several_who_sign_up_with_one_address_at_once_make_one_login(fresh_database: Any) -> None:
    hashes = [make_password(f"harbour-{number}-Kettle-lantern") for number in range(4)]

    def granted(number: int) -> None:
        """As by a worker of their own."""
        told: dict[str, Any] = {"actor": STRANGER, "at": clock()}
        with transaction():
            actions.sign_up(email=ASHA, name="Asha", hashed=hashes[number], **told)

    assert at_once(4, granted) == ["done"] * 4
    assert User.objects.count() == 1
    assert Link.objects.filter(closed_at=None).count() == 1
    assert kinds_to(ASHA) == ["confirm_email"] * 4


def test_who_follows_a_link_while_a_newer_one_is_given_out_waits_for_it(
    fresh_database: Any,
) -> None:
    """And is not waited for: the two would stand in each other's way until one is thrown out."""
    person = a_person(ASHA)
    ask_for_reset()
    token = newest_to(ASHA).token
    with ThreadPoolExecutor(1) as threads:

        def follow() -> str:
            try:
                reset(token)
            except LinkInvalid as refused:
                return refused.detail
            finally:
                connection.close()
            return "reset"

        with transaction():
            User.objects.select_for_update(no_key=True).get(id=person.id)
            following = threads.submit(follow)
            until(lambda: somebody_waits() or following.done(), "it to wait for the person")
            actions.request_password_reset(email=ASHA, actor=STRANGER, at=clock())
        assert following.result(timeout=30) == "A newer link has taken the place of this one."
    reset(newest_to(ASHA).token)

"""An authenticator app: set up, asked for, no code taken twice; and life without the phone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pyotp
import pytest
from django.db import connection

from adulis.identity import actions, queries
from adulis.identity.errors import (
    CurrentPasswordWrong,
    InvalidCredentials,
    SecondFactorAlreadyOn,
    SecondFactorNotBegun,
    SecondFactorOff,
    SecondFactorRequired,
    SecondFactorWrong,
)
from adulis.identity.models import RecoveryCode, RefreshSession, SecondFactor
from adulis.identity.values import Code, Device, FactorState, TokenPair, stranger
from adulis.kernel.db import clock, fetch_all, transaction
from adulis.kernel.errors import Refusal
from tests.bank import somebody_waits
from tests.letters import kinds_to, newest_to
from tests.people import PASSWORD, WORLD, Person, a_person, signed_in
from tests.rows import changed_since, everything
from tests.waiting import until

# Real time, given: the middle of a time step.
NOON = datetime(2026, 11, 26, 12, 0, 15, tzinfo=UTC)
STEP = timedelta(seconds=30)


def begin(person: Person, password: str = PASSWORD) -> str:
    with transaction():
        made = actions.begin_second_factor(
            user_id=person.id, current_password=password, actor=WORLD, at=clock()
        )
    return made.secret


def of_app(secret: str, at: datetime = NOON) -> Code:
    return Code(pyotp.TOTP(secret).at(at), at)


def confirm(person: Person, code: Code) -> list[str]:
    with transaction():
        return actions.confirm_second_factor(user_id=person.id, code=code, actor=WORLD, at=clock())


def disable(person: Person, code: Code, password: str = PASSWORD) -> None:
    with transaction():
        actions.disable_second_factor(
            user_id=person.id, current_password=password, code=code, actor=WORLD, at=clock()
        )


def new_codes(person: Person, code: Code, password: str = PASSWORD) -> list[str]:
    with transaction():
        return actions.make_recovery_codes(
            user_id=person.id, current_password=password, code=code, actor=WORLD, at=clock()
        )


def enter(person: Person, code: Code | None = None, password: str = PASSWORD) -> TokenPair:
    with transaction():
        return actions.sign_in(
            email=person.email,
            password=password,
            code=code,
            device=Device("192.0.2.7", "tests"),
            actor=stranger("192.0.2.7", "request-of-a-test"),
            at=clock(),
        )


def with_app() -> tuple[Person, str, list[str]]:
    """Somebody whose app was set up at noon, their secret and their recovery codes."""
    person = a_person()
    secret = begin(person)
    return person, secret, confirm(person, of_app(secret))


def facts(person: Person) -> list[Any]:
    rows = fetch_all(
        "SELECT type FROM events_event WHERE subject = %s ORDER BY subject_sequence",
        [f"user/{person.id}"],
    )
    return [kind for (kind,) in rows][1:]


@pytest.mark.django_db
class TestSetUp:
    def test_is_on_once_a_code_has_confirmed_it(self) -> None:
        person = a_person()
        secret = begin(person)
        assert enter(person).user_id == person.id
        codes = confirm(person, of_app(secret))
        assert len(set(codes)) == 10
        with pytest.raises(SecondFactorRequired):
            enter(person)
        assert kinds_to(person.email) == ["second_factor_on"]
        assert facts(person) == ["user.second_factor_turned_on"]

    def test_keeps_the_secret_sealed_and_the_codes_hashed(self) -> None:
        _, secret, codes = with_app()
        told = str(
            fetch_all("SELECT row::text FROM identity_second_factor AS row")
            + fetch_all("SELECT row::text FROM identity_recovery_code AS row")
            + fetch_all("SELECT row::text FROM audit_record AS row")
            + fetch_all("SELECT row::text FROM events_event AS row")
        )
        assert not [each for each in (secret, *codes) if each in told]

    def test_begun_again_has_another_secret(self) -> None:
        person = a_person()
        first, second = begin(person), begin(person)
        with pytest.raises(SecondFactorWrong):
            confirm(person, of_app(first))
        assert len(confirm(person, of_app(second))) == 10

    def test_refuses(self) -> None:
        person = a_person()
        with pytest.raises(SecondFactorNotBegun):
            confirm(person, Code("123456", NOON))
        with pytest.raises(CurrentPasswordWrong):
            begin(person, "wrong")
        secret = begin(person)
        before = everything()
        with pytest.raises(SecondFactorWrong):
            confirm(person, Code("no code", NOON))
        assert changed_since(before) == {}
        confirm(person, of_app(secret))
        before = everything()
        with pytest.raises(SecondFactorAlreadyOn):
            begin(person)
        with pytest.raises(SecondFactorAlreadyOn):
            confirm(person, of_app(secret, NOON + STEP))
        assert changed_since(before) == {}


@pytest.mark.django_db
class TestSignIn:
    def test_takes_each_code_once(self) -> None:
        person, secret, _ = with_app()
        with pytest.raises(SecondFactorWrong):
            enter(person, of_app(secret))  # confirmed the app
        code = of_app(secret, NOON + STEP)
        assert enter(person, code).user_id == person.id
        before = everything()
        with pytest.raises(SecondFactorWrong):
            enter(person, code)
        assert changed_since(before) == {}
        assert enter(person, of_app(secret, NOON + 2 * STEP)).user_id == person.id

    def test_takes_no_code_older_than_one_that_was_taken(self) -> None:
        person, secret, _ = with_app()
        enter(person, of_app(secret, NOON + 3 * STEP))
        late = Code(of_app(secret, NOON + 2 * STEP).text, NOON + 3 * STEP)
        with pytest.raises(SecondFactorWrong):
            enter(person, late)

    def test_forgives_a_blank_in_the_middle(self) -> None:
        person, secret, _ = with_app()
        text = of_app(secret, NOON + STEP).text
        assert enter(person, Code(f"{text[:3]} {text[3:]}", NOON + STEP)).user_id == person.id

    def test_says_nothing_of_codes_to_who_does_not_know_the_password(self) -> None:
        person, secret, _ = with_app()
        for code in (None, of_app(secret, NOON + STEP), Code("no code", NOON)):
            with pytest.raises(InvalidCredentials):
                enter(person, code, "wrong")
        assert enter(person, of_app(secret, NOON + STEP)).user_id == person.id

    def test_asks_nobody_else_for_a_code(self) -> None:
        person = a_person()
        assert enter(person, Code("123456", NOON)).user_id == person.id

    def test_takes_a_recovery_code_once_and_tells_by_letter(self) -> None:
        person, _, codes = with_app()
        assert enter(person, Code(codes[0].lower().replace("-", " "), NOON)).user_id == person.id
        with pytest.raises(SecondFactorWrong):
            enter(person, Code(codes[0], NOON))
        assert enter(person, Code(codes[1], NOON)).user_id == person.id
        assert RecoveryCode.objects.filter(used_at=None).count() == 8
        assert kinds_to(person.email) == ["second_factor_on", *["recovery_code_used"] * 2]
        assert "You have 8 left." in newest_to(person.email).text
        assert facts(person)[1:] == ["user.recovery_code_used"] * 2

    def test_takes_no_recovery_code_of_somebody_else(self) -> None:
        person, _, _ = with_app()
        other = a_person("binu@example.com")
        codes = confirm(other, of_app(begin(other)))
        with pytest.raises(SecondFactorWrong):
            enter(person, Code(codes[0], NOON))


@pytest.mark.django_db
class TestRecoveryCodes:
    def test_new_ones_kill_the_old_ones(self) -> None:
        person, secret, old = with_app()
        new = new_codes(person, of_app(secret, NOON + STEP))
        with pytest.raises(SecondFactorWrong):
            enter(person, Code(old[0], NOON))
        assert enter(person, Code(new[0], NOON)).user_id == person.id
        assert kinds_to(person.email)[1] == "recovery_codes_made"

    def test_refuses(self) -> None:
        person, secret, _ = with_app()
        before = everything()
        with pytest.raises(CurrentPasswordWrong):
            new_codes(person, of_app(secret, NOON + STEP), "wrong")
        with pytest.raises(SecondFactorWrong):
            new_codes(person, of_app(secret))
        assert changed_since(before) == {}
        with pytest.raises(SecondFactorOff):
            new_codes(a_person("binu@example.com"), Code("123456", NOON))


@pytest.mark.django_db
class TestTurnedOff:
    def test_by_the_person(self) -> None:
        person, secret, _ = with_app()
        disable(person, of_app(secret, NOON + STEP))
        assert enter(person).user_id == person.id
        assert (SecondFactor.objects.count(), RecoveryCode.objects.count()) == (0, 0)
        assert kinds_to(person.email) == ["second_factor_on", "second_factor_off"]
        assert facts(person)[1:] == ["user.second_factor_turned_off"]

    def test_by_a_recovery_code(self) -> None:
        person, _, codes = with_app()
        disable(person, Code(codes[3], NOON))
        assert enter(person).user_id == person.id

    def test_refuses(self) -> None:
        person, secret, _ = with_app()
        before = everything()
        with pytest.raises(CurrentPasswordWrong):
            disable(person, of_app(secret, NOON + STEP), "wrong")
        with pytest.raises(SecondFactorWrong):
            disable(person, Code("no code", NOON))
        assert changed_since(before) == {}
        with pytest.raises(SecondFactorOff):
            disable(a_person("binu@example.com"), Code("no code", NOON))

    def test_by_an_operator_for_a_reason_and_every_session_ends(self) -> None:
        person, secret, _ = with_app()
        pair = enter(person, of_app(secret, NOON + STEP))
        with transaction():
            actions.reset_second_factor(
                user_id=person.id, reason="lost the phone", actor=WORLD, at=clock()
            )
        with pytest.raises(Refusal) as refused:
            queries.caller_for_access_token(pair.access, address="", request_id="")
        assert refused.value.code == "token_revoked"
        assert RefreshSession.objects.get().revoked_reason == "second_factor_reset"
        assert enter(person).user_id == person.id
        letter = newest_to(person.email)
        assert letter.template == "second_factor_reset"
        assert "lost the phone" in letter.text
        deeds = fetch_all(
            "SELECT after->>'reason' FROM audit_record WHERE action = 'second_factor.reset'"
        )
        assert deeds == [("lost the phone",)]
        with pytest.raises(SecondFactorOff), transaction():
            actions.reset_second_factor(user_id=person.id, reason="x", actor=WORLD, at=clock())


@pytest.mark.django_db
def test_a_person_is_told_how_far_they_are() -> None:
    person = a_person()
    pair = signed_in(person)

    def seen() -> tuple[FactorState, int]:
        caller = queries.caller_for_access_token(pair.access, address="", request_id="")
        told = queries.second_factor_of(caller)
        return told.state, told.recovery_codes_left

    assert seen() == (FactorState.OFF, 0)
    secret = begin(person)
    assert seen() == (FactorState.BEGUN, 0)
    codes = confirm(person, of_app(secret))
    assert seen() == (FactorState.ON, 10)
    enter(person, Code(codes[0], NOON))
    assert seen() == (FactorState.ON, 9)


@pytest.mark.parametrize("which", ["of the app", "recovery"])
def test_of_several_who_use_one_code_at_once_one_comes_in(fresh_database: Any, which: str) -> None:
    person, secret, codes = with_app()
    code = of_app(secret, NOON + STEP) if which == "of the app" else Code(codes[0], NOON)
    start = Barrier(4)

    def race(_: int) -> str:
        start.wait()
        try:
            enter(person, code)
        except SecondFactorWrong:
            return "wrong"
        finally:
            connection.close()
        return "in"

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(race, range(4))) == ["in", "wrong", "wrong", "wrong"]
    assert RefreshSession.objects.count() == 1


def test_a_code_that_somebody_is_using_at_this_moment_waits_and_is_refused(
    fresh_database: Any,
) -> None:
    person, secret, _ = with_app()
    code = of_app(secret, NOON + STEP)

    def too_late() -> str:
        try:
            enter(person, code)
        except SecondFactorWrong:
            return "wrong"
        finally:
            connection.close()
        return "in"

    with ThreadPoolExecutor(1) as threads:
        with transaction():
            actions.sign_in(
                email=person.email, password=PASSWORD, code=code, device=Device("", ""),
                actor=stranger("", ""), at=clock(),
            )  # fmt: skip
            other = threads.submit(too_late)
            until(lambda: other.done() or somebody_waits(), "the other to come to the same row")
        assert other.result(timeout=60) == "wrong"

"""Who guesses at an account uses up the tries of strangers, not those of its owner's browser."""

from __future__ import annotations

from typing import Any

import pyotp
import pytest
from django.test import Client
from pytest_django import Settings

from adulis.api.known_devices import COOKIE
from adulis.identity import actions
from adulis.identity.values import Code, OperatorRole
from adulis.kernel.db import clock, network_clock, transaction
from tests.doors import Api
from tests.people import PASSWORD, WORLD, Person, a_person

pytestmark = pytest.mark.django_db
WRONG = "000000x"


@pytest.fixture(autouse=True)
def _limits(settings: Settings) -> None:
    # So slow that a test never sees one come back.
    settings.THROTTLES = {
        **settings.THROTTLES,
        "login_per_account": (0.001, 3),
        "login_per_address": (100.0, 1_000),
    }


def _browser() -> Api:
    return Api(X_Client="web")


def _try(api: Api, person: Person, password: str = PASSWORD) -> Any:
    return api.post("/auth/token/", {"email": person.email, "password": password})


def _guess_at(person: Person) -> None:
    """Until it takes no more."""
    codes = [_try(Api(), person, f"guess-{number}-kettle").status_code for number in range(5)]
    assert codes[-1] == 429, codes


def test_the_owners_browser_comes_in_while_strangers_guess() -> None:
    person = a_person()
    browser = _browser()
    assert _try(browser, person).status_code == 200
    _guess_at(person)
    assert _try(browser, person).status_code == 200
    # Another browser of theirs waits like everybody else.
    assert _try(_browser(), person).status_code == 429


def test_it_has_as_many_tries_and_no_more() -> None:
    person = a_person()
    browser = _browser()
    assert _try(browser, person).status_code == 200
    codes = [_try(browser, person, f"guess-{number}-kettle").status_code for number in range(5)]
    assert codes == [401, 401, 401, 429, 429]


def test_each_of_the_owners_browsers_has_tries_of_its_own() -> None:
    person = a_person()
    one, other = _browser(), _browser()
    assert [_try(each, person).status_code for each in (one, other)] == [200, 200]
    assert [_try(one, person, "guess-kettle").status_code for _ in range(4)] == [401] * 3 + [429]
    assert _try(other, person).status_code == 200


def test_signing_in_again_gives_it_no_new_ones() -> None:
    person = a_person()
    browser = _browser()
    assert [_try(browser, person).status_code for _ in range(6)] == [200] * 4 + [429] * 2


def test_it_is_the_browser_of_one_account() -> None:
    asha, binu = a_person("asha@example.com"), a_person("binu@example.com")
    browser = _browser()
    assert _try(browser, asha).status_code == 200
    _guess_at(binu)
    assert _try(browser, binu).status_code == 429


@pytest.mark.parametrize("change", ["", "x", "no.signature:at-all", "y" * 5_000])
def test_one_that_we_did_not_sign_is_none(change: str) -> None:
    person = a_person()
    browser = _browser()
    assert _try(browser, person).status_code == 200
    _guess_at(person)
    cookie = browser.client.cookies[COOKIE]
    cookie.set(COOKIE, change + cookie.value[1:] if len(change) == 1 else change, change)
    assert _try(browser, person).status_code == 429


def test_whoever_has_one_makes_no_more_of_it() -> None:
    """Its number is in the open: another one would be another browser, with tries of its own."""
    person = a_person()
    browser = _browser()
    assert _try(browser, person).status_code == 200
    _guess_at(person)
    account, number, *rest = browser.client.cookies[COOKIE].value.split(".")
    browser.client.cookies[COOKIE] = ".".join((account, number[::-1], *rest))
    assert _try(browser, person).status_code == 429


def test_the_cookie_says_nothing_and_opens_nothing() -> None:
    person = a_person()
    browser = _browser()
    assert _try(browser, person, "guess-kettle-wrong").status_code == 401
    assert COOKIE not in browser.client.cookies
    assert _try(browser, person).status_code == 200
    cookie = browser.client.cookies[COOKIE]
    assert person.email not in cookie.value
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Strict")
    assert cookie["max-age"] == 365 * 86_400
    only_that = _browser()
    only_that.client.cookies[COOKIE] = cookie.value
    assert only_that.get("/auth/me/").status_code == 401
    assert only_that.post("/auth/token/refresh/", {}).status_code in {400, 401, 403}


def test_a_program_gets_none() -> None:
    person = a_person()
    program = Api()
    assert _try(program, person).status_code == 200
    assert COOKIE not in program.client.cookies


def test_the_back_office_is_one_door_with_the_api() -> None:
    person = a_person("op@example.com", operator_role=OperatorRole.SUPPORT)
    desk, body = Client(), {"username": person.email, "password": PASSWORD}
    assert desk.post("/admin/login/", body).status_code == 302
    _guess_at(person)
    assert Client().post("/admin/login/", body).status_code == 429
    assert desk.post("/admin/login/", body).status_code == 302
    browser = _browser()
    browser.client.cookies[COOKIE] = desk.cookies[COOKIE].value
    assert _try(browser, person).status_code == 200


def _with_code(api: Api, person: Person, code: str) -> Any:
    return api.post("/auth/token/", {"email": person.email, "password": PASSWORD, "code": code})


def _set_up_an_app(person: Person) -> list[str]:
    """Returns the recovery codes."""
    with transaction():
        secret = actions.begin_second_factor(
            user_id=person.id, current_password=PASSWORD, actor=WORLD, at=clock()
        ).secret
    now = network_clock()
    with transaction():
        return actions.confirm_second_factor(
            user_id=person.id, code=Code(pyotp.TOTP(secret).at(now), now), actor=WORLD, at=clock()
        )


def _guess_codes_of(person: Person) -> None:
    """Somebody who has the password, until no more codes are taken."""
    strangers = [_with_code(Api(), person, WRONG).status_code for _ in range(3)]
    assert strangers[-1] == 429, strangers


@pytest.fixture
def _few_codes(settings: Settings) -> None:
    settings.THROTTLES = {
        **settings.THROTTLES,
        "login_per_account": (0.001, 30),
        "second_factor_per_account": (0.001, 2),
    }


@pytest.mark.usefixtures("_few_codes")
class TestCodes:
    def test_browsers_from_before_the_app_have_one_number_of_tries(self) -> None:
        person = a_person()
        browsers = [_browser() for _ in range(4)]
        assert [_try(each, person).status_code for each in browsers] == [200] * 4
        codes = _set_up_an_app(person)
        told = [_with_code(each, person, WRONG).status_code for each in browsers]
        assert told == [401, 401, 429, 429]
        # And that is the number that strangers have.
        assert _with_code(_browser(), person, codes[0]).status_code == 429

    def test_so_have_those_of_the_back_office(self) -> None:
        person = a_person("op@example.com", operator_role=OperatorRole.SUPPORT)
        desks, body = [Client() for _ in range(4)], {"username": person.email, "password": PASSWORD}
        assert [each.post("/admin/login/", body).status_code for each in desks] == [302] * 4
        _set_up_an_app(person)
        wrong = {**body, "code": WRONG}
        told = [each.post("/admin/login/", wrong).status_code for each in desks]
        assert told == [200, 200, 429, 429]

    def test_the_owners_browser_comes_in_while_strangers_guess(self) -> None:
        person = a_person()
        codes, browser = _set_up_an_app(person), _browser()
        assert _with_code(browser, person, codes[0]).status_code == 200
        _guess_codes_of(person)
        assert _with_code(browser, person, codes[1]).status_code == 200
        assert _with_code(_browser(), person, codes[2]).status_code == 429
        # It has as many tries of its own, and no more.
        told = [_with_code(browser, person, WRONG).status_code for _ in range(2)]
        assert told == [401, 429]

    def test_so_does_the_owners_at_the_back_office(self) -> None:
        person = a_person("op@example.com", operator_role=OperatorRole.SUPPORT)
        codes, desk = _set_up_an_app(person), Client()
        body = {"username": person.email, "password": PASSWORD}
        assert desk.post("/admin/login/", {**body, "code": codes[0]}).status_code == 302
        _guess_codes_of(person)
        assert Client().post("/admin/login/", {**body, "code": codes[1]}).status_code == 429
        assert desk.post("/admin/login/", {**body, "code": codes[1]}).status_code == 302

    def test_a_code_of_an_app_that_is_gone_counts_for_nothing(self) -> None:
        person = a_person()
        codes, browser = _set_up_an_app(person), _browser()
        assert _with_code(browser, person, codes[0]).status_code == 200
        with transaction():
            actions.disable_second_factor(
                user_id=person.id, current_password=PASSWORD,
                code=Code(codes[1], network_clock()), actor=WORLD, at=clock(),
            )  # fmt: skip
        codes = _set_up_an_app(person)
        _guess_codes_of(person)
        assert _with_code(browser, person, codes[0]).status_code == 429


@pytest.mark.parametrize("door", ["api", "back_office"])
def test_one_from_before_a_change_of_password_is_none(door: str) -> None:
    person = a_person("op@example.com", operator_role=OperatorRole.SUPPORT)
    browser = _browser()
    if door == "api":
        assert _try(browser, person).status_code == 200
    else:
        body = {"username": person.email, "password": PASSWORD}
        assert browser.client.post("/admin/login/", body).status_code == 302
    changed = "kettle-Harbour-93-lantern"
    with transaction():
        actions.change_password(
            user_id=person.id, current_password=PASSWORD, new_password=changed,
            actor=WORLD, at=clock(),
        )  # fmt: skip
    _guess_at(person)
    assert _try(browser, person, changed).status_code == 429

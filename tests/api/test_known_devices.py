"""Who guesses at an account uses up the tries of strangers, not those of its owner's browser."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from adulis.api.known_devices import COOKIE
from adulis.identity.values import OperatorRole
from tests.doors import Api
from tests.people import PASSWORD, Person, a_person

pytestmark = pytest.mark.django_db


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


def test_the_cookie_says_nothing_and_opens_nothing() -> None:
    person = a_person()
    browser = _browser()
    assert _try(browser, person, "guess-kettle-wrong").status_code == 401
    assert COOKIE not in browser.client.cookies
    assert _try(browser, person).status_code == 200
    cookie = browser.client.cookies[COOKIE]
    assert person.email not in cookie.value
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Strict")
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

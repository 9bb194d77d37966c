"""Signing up, signing in with a code, resetting, sessions: over HTTP, as published."""

from __future__ import annotations

from typing import Any

import pyotp
import pytest
from pytest_django import Settings

from adulis.identity.models import User
from adulis.identity.totp import STEP_SECONDS
from adulis.kernel.db import network_clock
from tests.doors import problem_of
from tests.letters import grant_wishes, kinds_to, newest_to
from tests.openapi import CheckedApi
from tests.people import PASSWORD, Person, a_merchant, a_person, an_api_key, signed_in
from tests.rows import changed_since, everything

ASHA = "asha@example.com"
NEW_PASSWORD = "another-Harbour-17-kettle"
REGISTRATION = {"email": ASHA, "name": "Asha", "password": PASSWORD}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


def token(email: str = ASHA, password: str = PASSWORD, **more: str) -> Any:
    return CheckedApi().post("/auth/token/", {"email": email, "password": password, **more})


def as_person(person: Person) -> CheckedApi:
    return CheckedApi(signed_in(person).access)


def app_code(secret: str, steps: int = 0) -> str:
    """What the app shows now, or will show then: one step ahead is taken as well."""
    seconds = int(network_clock().timestamp()) + steps * STEP_SECONDS
    return pyotp.TOTP(secret).at(seconds)


def with_app() -> tuple[Person, CheckedApi, str, list[str]]:
    person = a_person()
    api = as_person(person)
    secret = api.post("/auth/second-factor/begin/", {"current_password": PASSWORD}).json()["secret"]
    codes = api.post("/auth/second-factor/confirm/", {"code": app_code(secret)}).json()
    return person, api, secret, codes["recovery_codes"]


class TestRegister:
    def test_then_confirm_then_sign_in(self) -> None:
        answer = CheckedApi().post("/auth/register/", REGISTRATION)
        assert (answer.status_code, answer.json()) == (202, {})
        grant_wishes()
        assert problem_of(token()) == (403, "email_not_confirmed")
        assert problem_of(token(password="wrong")) == (401, "invalid_credentials")
        letter = newest_to(ASHA)
        body = {"token": letter.token, "password": PASSWORD}
        before = everything()
        other = CheckedApi().post("/auth/confirm-email/", {**body, "password": NEW_PASSWORD})
        assert problem_of(other) == (422, "password_not_the_one_chosen")
        assert other.json()["errors"][0]["pointer"] == "/password"
        assert changed_since(before) == {}
        confirmed = CheckedApi().post("/auth/confirm-email/", body)
        assert (confirmed.status_code, confirmed.json()) == (200, {"email": ASHA})
        assert not confirmed.cookies
        assert token().status_code == 200
        again = CheckedApi().post("/auth/confirm-email/", body)
        assert problem_of(again) == (409, "link_used")

    def test_answers_the_same_for_an_address_that_is_taken(self) -> None:
        a_person(ASHA)
        fresh = CheckedApi().post("/auth/register/", {**REGISTRATION, "email": "new@example.com"})
        taken = CheckedApi().post("/auth/register/", REGISTRATION)
        assert (fresh.status_code, fresh.content) == (taken.status_code, taken.content)
        grant_wishes()
        assert kinds_to(ASHA) == ["already_registered"]

    @pytest.mark.parametrize("path", ["/auth/confirm-email/resend/", "/auth/password/reset/"])
    def test_nobody_is_told_who_is_registered(self, path: str) -> None:
        CheckedApi().post("/auth/register/", REGISTRATION)
        answers = [
            CheckedApi().post(path, {"email": email}) for email in (ASHA, "nobody@example.com")
        ]
        assert [each.status_code for each in answers] == [202, 202]
        assert answers[0].content == answers[1].content

    @pytest.mark.parametrize(
        ("change", "status", "code", "pointer"),
        [
            ({"email": "asha"}, 422, "email_invalid", "/email"),
            ({"password": "password1234"}, 422, "password_too_weak", "/password"),
            ({"name": ""}, 400, "malformed", "/name"),
            ({"operator_role": "admin"}, 400, "malformed", "/operator_role"),
        ],
    )
    def test_refuses(self, change: dict[str, str], status: int, code: str, pointer: str) -> None:
        before = everything()
        answer = CheckedApi().post("/auth/register/", {**REGISTRATION, **change})
        assert problem_of(answer) == (status, code)
        assert answer.json()["errors"][0]["pointer"] == pointer
        assert changed_since(before) == {}


class TestReset:
    def test_with_the_link_of_the_letter(self) -> None:
        person = a_person(ASHA)
        api = as_person(person)
        CheckedApi().post("/auth/password/reset/", {"email": ASHA})
        grant_wishes()
        body = {"token": newest_to(ASHA).token, "new_password": NEW_PASSWORD}
        weak = CheckedApi().post(
            "/auth/password/reset/confirm/", {**body, "new_password": "password1234"}
        )
        assert problem_of(weak) == (422, "password_too_weak")
        answer = CheckedApi().post("/auth/password/reset/confirm/", body)
        assert (answer.status_code, answer.json()) == (200, {})
        assert problem_of(api.get("/auth/me/")) == (401, "token_revoked")
        assert problem_of(token()) == (401, "invalid_credentials")
        assert token(password=NEW_PASSWORD).status_code == 200
        again = CheckedApi().post("/auth/password/reset/confirm/", body)
        assert problem_of(again) == (409, "link_used")

    def test_refuses_a_link_that_is_not_ours(self) -> None:
        body = {"token": "abc", "new_password": NEW_PASSWORD}
        answer = CheckedApi().post("/auth/password/reset/confirm/", body)
        assert problem_of(answer) == (422, "link_invalid")

    def test_changing_writes_a_letter_too(self) -> None:
        person = a_person(ASHA)
        answer = as_person(person).post(
            "/auth/password/change/",
            {"current_password": PASSWORD, "new_password": NEW_PASSWORD},
        )
        assert answer.status_code == 200
        assert kinds_to(ASHA) == ["password_changed"]


class TestSecondFactor:
    def test_from_setting_up_to_removing(self) -> None:
        person = a_person()
        api = as_person(person)
        off = {"state": "off", "turned_on_at": None, "recovery_codes_left": 0}
        assert api.get("/auth/second-factor/").json() == off
        wrong = api.post("/auth/second-factor/begin/", {"current_password": "wrong"})
        assert problem_of(wrong) == (422, "current_password_wrong")
        begun = api.post("/auth/second-factor/begin/", {"current_password": PASSWORD}).json()
        assert begun["otpauth_uri"].startswith("otpauth://totp/Adulis:asha%40example.com?secret=")
        assert api.get("/auth/second-factor/").json()["state"] == "begun"
        confirmed = api.post(
            "/auth/second-factor/confirm/", {"code": app_code(begun["secret"])}
        ).json()
        assert len(confirmed["recovery_codes"]) == 10
        assert api.get("/auth/me/").json()["has_second_factor"] is True
        code = app_code(begun["secret"], 1)
        removed = api.post(
            "/auth/second-factor/disable/", {"current_password": PASSWORD, "code": code}
        )
        assert removed.status_code == 200
        assert api.get("/auth/second-factor/").json() == off

    def test_sign_in_goes_step_by_step(self) -> None:
        person, _, secret, _ = with_app()
        asked = token(person.email)
        assert problem_of(asked) == (401, "second_factor_required")
        assert problem_of(token(person.email, "wrong")) == (401, "invalid_credentials")
        code = app_code(secret, 1)
        assert problem_of(token(person.email, "wrong", code=code)) == (401, "invalid_credentials")
        assert problem_of(token(person.email, code="no")) == (401, "second_factor_wrong")
        assert token(person.email, code=code).status_code == 200
        assert problem_of(token(person.email, code=code)) == (401, "second_factor_wrong")

    def test_a_recovery_code_opens_once(self) -> None:
        person, api, _, codes = with_app()
        assert token(person.email, code=codes[0]).status_code == 200
        assert problem_of(token(person.email, code=codes[0])) == (401, "second_factor_wrong")
        assert api.get("/auth/second-factor/").json()["recovery_codes_left"] == 9

    def test_new_recovery_codes(self) -> None:
        person, api, secret, old = with_app()
        made = api.post(
            "/auth/second-factor/recovery-codes/",
            {"current_password": PASSWORD, "code": app_code(secret, 1)},
        ).json()["recovery_codes"]
        assert not set(made) & set(old)
        assert problem_of(token(person.email, code=old[0])) == (401, "second_factor_wrong")
        assert token(person.email, code=made[0]).status_code == 200

    @pytest.mark.parametrize(
        ("path", "body", "status", "code"),
        [
            ("confirm", {"code": "123456"}, 409, "second_factor_not_begun"),
            (
                "disable",
                {"current_password": PASSWORD, "code": "123456"},
                409,
                "second_factor_off",
            ),
            (
                "recovery-codes",
                {"current_password": PASSWORD, "code": "123456"},
                409,
                "second_factor_off",
            ),
        ],
    )
    def test_refuses_what_is_not_set_up(
        self, path: str, body: dict[str, str], status: int, code: str
    ) -> None:
        answer = as_person(a_person()).post(f"/auth/second-factor/{path}/", body)
        assert problem_of(answer) == (status, code)

    def test_tries_are_counted_for_who_knows_the_password_only(self, settings: Settings) -> None:
        person, _, secret, _ = with_app()
        settings.THROTTLES = settings.THROTTLES | {"second_factor_per_account": (0.001, 2)}
        for _ in range(4):
            wrong = token(person.email, "wrong", code="no")
            assert problem_of(wrong) == (401, "invalid_credentials")
        for _ in range(2):
            assert problem_of(token(person.email, code="no")) == (401, "second_factor_wrong")
        stopped = token(person.email, code=app_code(secret, 1))
        assert problem_of(stopped) == (429, "too_many_requests")


class TestSessions:
    def test_are_listed_and_ended(self) -> None:
        asha = a_person()
        one, two, here = (as_person(asha) for _ in range(3))
        listed = here.get("/auth/sessions/").json()
        assert listed["count"] == 3
        assert [each["is_current"] for each in listed["results"]] == [True, False, False]
        assert listed["results"][0]["address"] == "192.0.2.7"
        assert listed["results"][0]["user_agent"] == "tests"
        for _ in range(2):
            ended = here.post(f"/auth/sessions/{listed['results'][1]['id']}/revoke/")
            assert (ended.status_code, ended.json()) == (200, {})
        assert problem_of(two.get("/auth/me/")) == (401, "token_revoked")
        assert one.get("/auth/me/").status_code == 200
        others = here.post("/auth/sessions/revoke-others/")
        assert (others.status_code, others.json()) == (200, {"revoked_count": 1})
        assert problem_of(one.get("/auth/me/")) == (401, "token_revoked")
        assert here.get("/auth/sessions/").json()["count"] == 1

    def test_of_somebody_else_are_not_there(self) -> None:
        asha, eve = as_person(a_person()), as_person(a_person("eve@example.com"))
        of_asha = asha.get("/auth/sessions/").json()["results"][0]["id"]
        answer = eve.post(f"/auth/sessions/{of_asha}/revoke/")
        assert problem_of(answer) == (404, "session_not_found")
        assert asha.get("/auth/me/").status_code == 200


PEOPLE_ONLY = [
    ("get", "/auth/second-factor/", None),
    ("post", "/auth/second-factor/begin/", {"current_password": PASSWORD}),
    ("post", "/auth/second-factor/confirm/", {"code": "123456"}),
    ("post", "/auth/second-factor/disable/", {"current_password": PASSWORD, "code": "123456"}),
    (
        "post",
        "/auth/second-factor/recovery-codes/",
        {"current_password": PASSWORD, "code": "123456"},
    ),
    ("get", "/auth/sessions/", None),
    ("post", "/auth/sessions/revoke-others/", None),
    ("post", "/auth/sessions/01930000-0000-7000-8000-00000000dead/revoke/", None),
    ("post", "/merchants/", {"name": "A key's", "kind": "business"}),
    ("post", "/team/leave/", None),
    ("post", "/invitations/accept/", {"token": "abc"}),
]


@pytest.mark.parametrize(("method", "path", "body"), PEOPLE_ONLY)
def test_people_only(method: str, path: str, body: Any) -> None:
    asha = a_person()
    key = an_api_key(asha, a_merchant(asha))
    before = everything()
    for caller, wanted in (
        (CheckedApi(), (401, "unauthenticated")),
        (CheckedApi(key.raw), (403, "person_required")),
    ):
        answer = caller.get(path) if method == "get" else caller.post(path, body)
        assert problem_of(answer) == wanted
    assert changed_since(before, "identity_api_key") == {}


LIMITED = [
    ("register_per_address", "/auth/register/", REGISTRATION),
    ("letters_per_recipient", "/auth/register/", REGISTRATION),
    ("letters_per_recipient", "/auth/confirm-email/resend/", {"email": ASHA}),
    ("letters_per_recipient", "/auth/password/reset/", {"email": ASHA}),
    ("links_per_address", "/auth/confirm-email/", {"token": "abc", "password": "x"}),
    ("confirmations_per_link", "/auth/confirm-email/", {"token": "abc", "password": "x"}),
    ("links_per_address", "/auth/confirm-email/resend/", {"email": ASHA}),
    ("links_per_address", "/auth/password/reset/", {"email": ASHA}),
    (
        "links_per_address",
        "/auth/password/reset/confirm/",
        {"token": "abc", "new_password": NEW_PASSWORD},
    ),
    ("links_per_address", "/invitations/look-up/", {"token": "abc"}),
]


@pytest.mark.parametrize(("limit", "path", "body"), LIMITED)
def test_strangers_are_not_let_knock_for_ever(
    limit: str, path: str, body: dict[str, str], settings: Settings
) -> None:
    settings.THROTTLES = settings.THROTTLES | {limit: (0.001, 1)}
    assert CheckedApi().post(path, body).status_code != 429
    before = everything()
    answer = CheckedApi().post(path, body)
    assert problem_of(answer) == (429, "too_many_requests")
    assert answer.json()["limit"] == limit
    assert changed_since(before) == {}


def test_demo_people_and_operators_count_as_confirmed() -> None:
    assert User.objects.get(id=a_person().id).is_email_confirmed

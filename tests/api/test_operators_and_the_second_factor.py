"""Where operators need an authenticator app, a session without one is no operator's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.test import Client
from pytest_django import Settings

from adulis.identity.values import OperatorRole
from adulis.kernel.db import network_clock
from tests.callers.asking import ask, prepared
from tests.callers.cast import World
from tests.callers.policy import POLICY, Desk
from tests.callers.undoing import undone
from tests.callers.worlds import lived_in
from tests.doors import Api
from tests.openapi import operations
from tests.people import PASSWORD, Person, a_person
from tests.rows import changed_since, everything
from tests.world import PASSWORD as OWNERS
from tests.world import a_shop


@pytest.fixture(scope="module")
def world(shared_database: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with lived_in(tmp_path_factory.mktemp("files")) as made:
        yield made


def test_no_operation_of_operators_takes_a_session_of_a_password_alone(
    world: World, settings: Settings
) -> None:
    settings.BACK_OFFICE_NEEDS_AUTHENTICATOR = True
    of_operators = [each for each in operations() if isinstance(POLICY[each.name], Desk)]
    assert len(of_operators) > 10
    told = {}
    before = everything()
    for operation in of_operators:
        with undone():
            prepared(world, operation.name)
            # Of all roles the one that may everything.
            told[operation.name] = ask(world, operation, "admin operator")
    assert changed_since(before) == {}
    assert {(each.status_code, each.json()["code"]) for each in told.values()} == {
        (403, "operator_required")
    }
    assert {each.json()["detail"] for each in told.values()} == {
        (
            "This session began with a password alone. Set up an authenticator app under Settings, "
            "Authenticator, and sign in again with its code."
        )
    }


def _finance() -> Person:
    return a_person("fin@example.com", operator_role=OperatorRole.FINANCE)


def _enter(person: Person, code: str | None = None, password: str = PASSWORD) -> Any:
    body = {"email": person.email, "password": password}
    return Api().post("/auth/token/", body if code is None else {**body, "code": code})


def _with_an_app(person: Person) -> tuple[pyotp.TOTP, list[str], Api]:
    """As the web app does it, in a session that began without; the code of this step is used."""
    api = Api(_enter(person).json()["access"])
    told = api.post("/auth/second-factor/begin/", {"current_password": PASSWORD})
    app = pyotp.TOTP(told.json()["secret"])
    done = api.post("/auth/second-factor/confirm/", {"code": app.at(network_clock())})
    return app, done.json()["recovery_codes"], api


def _is_operator(api: Api) -> bool:
    """Asked in three ways, which must agree."""
    role = api.get("/auth/me/").json()["operator_role"]
    desk = api.get("/operator/approvals/").status_code
    merchants = api.get("/merchants/").json()["count"]
    assert (role, desk, merchants) in {("finance", 200, 1), (None, 403, 0)}
    return role is not None


@pytest.mark.usefixtures("fresh_database")
def test_an_operator_sets_up_an_app_and_comes_in_again_with_its_code(settings: Settings) -> None:
    settings.BACK_OFFICE_NEEDS_AUTHENTICATOR = True
    a_shop()
    person = _finance()
    app, recovery_codes, before = _with_an_app(person)
    # Whoever had the session that began without did not show a code to begin it.
    assert not _is_operator(before)

    assert _enter(person).json()["code"] == "second_factor_required"
    pair = _enter(person, app.at(network_clock() + timedelta(seconds=30))).json()
    assert _is_operator(Api(pair["access"]))
    # What follows from that session is that session.
    renewed = Api().post("/auth/token/refresh/", {"refresh": pair["refresh"]}).json()
    assert _is_operator(Api(renewed["access"]))
    # Without the phone, a recovery code is the second thing they have.
    assert _is_operator(Api(_enter(person, recovery_codes[0]).json()["access"]))


@pytest.mark.usefixtures("fresh_database")
def test_whoever_gives_the_app_up_leaves_every_session(settings: Settings) -> None:
    settings.BACK_OFFICE_NEEDS_AUTHENTICATOR = True
    a_shop()
    person = _finance()
    _, codes, _ = _with_an_app(person)
    api, desk = Api(_enter(person, codes[0]).json()["access"]), Client()
    form = {"username": person.email, "password": PASSWORD, "code": codes[2]}
    assert desk.post("/admin/login/", form).status_code == 302
    assert desk.get("/admin/").status_code == 200
    body = {"current_password": PASSWORD, "code": codes[1]}
    assert api.post("/auth/second-factor/disable/", body).status_code == 200
    assert api.get("/auth/me/").json()["code"] == "token_revoked"
    assert desk.get("/admin/").status_code == 302
    assert not _is_operator(Api(_enter(person).json()["access"]))


@pytest.mark.usefixtures("fresh_database")
@pytest.mark.parametrize("needed", [True, False])
def test_others_need_none(settings: Settings, *, needed: bool) -> None:
    settings.BACK_OFFICE_NEEDS_AUTHENTICATOR = needed
    shop = a_shop()
    person = _finance()
    assert _is_operator(Api(_enter(person).json()["access"])) is not needed
    # A merchant's owner comes in as before, and is told nothing about operators.
    owner = Api(_enter(Person(shop.owner_id, shop.owner_email), password=OWNERS).json()["access"])
    assert owner.get("/merchants/").json()["count"] == 1
    refused = owner.get("/operator/approvals/").json()
    assert refused["detail"] == "Only an operator of the platform can do this."


@pytest.mark.usefixtures("fresh_database")
def test_where_none_is_needed_giving_the_app_up_ends_nothing() -> None:
    a_shop()
    person = _finance()
    _, codes, _ = _with_an_app(person)
    api = Api(_enter(person, codes[0]).json()["access"])
    body = {"current_password": PASSWORD, "code": codes[1]}
    assert api.post("/auth/second-factor/disable/", body).status_code == 200
    assert _is_operator(api)

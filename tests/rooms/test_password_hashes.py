"""A hash is renewed by whoever signs in, and never in the place of a newer password."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from adulis.identity import actions
from adulis.identity.errors import CurrentPasswordWrong, InvalidCredentials
from adulis.identity.models import User
from adulis.identity.values import OperatorRole
from adulis.kernel.db import clock, transaction
from tests.bank import overtaken
from tests.hashers import QuickArgon2PasswordHasher
from tests.letters import newest_to
from tests.people import PASSWORD, WORLD, Person, a_person, signed_in

NEW = "another-Harbour-17-kettle"


class OlderHasher(QuickArgon2PasswordHasher):
    """As passwords were hashed before the settings were raised."""

    memory_cost = 16


def of_old(person: Person) -> str:
    """Give somebody the hash they had before; returns it."""
    older = OlderHasher()
    hashed: str = older.encode(PASSWORD, older.salt())
    User.objects.filter(id=person.id).update(password=hashed)
    return hashed


def hash_of(person: Person) -> str:
    return User.objects.values_list("password", flat=True).get(id=person.id)


def at_the_back_office(person: Person, password: str = PASSWORD) -> Client:
    client = Client()
    body = {"username": person.email, "password": password}
    client.post("/admin/login/", body)
    return client


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False


@pytest.mark.django_db
class TestRenewing:
    def test_happens_at_a_sign_in_and_only_then(self) -> None:
        asha = a_person()
        old = of_old(asha)
        with pytest.raises(InvalidCredentials):
            signed_in(asha, password="wrong")
        with pytest.raises(CurrentPasswordWrong), transaction():
            actions.change_password(
                user_id=asha.id, current_password="wrong", new_password=NEW, actor=WORLD, at=clock()
            )
        assert User.objects.get(id=asha.id).check_password(PASSWORD)
        assert hash_of(asha) == old
        signed_in(asha)
        renewed = hash_of(asha)
        assert "m=16," in old
        assert "m=8," in renewed
        signed_in(asha)
        assert hash_of(asha) == renewed

    def test_happens_at_the_door_of_the_back_office_and_the_session_lives_on(self) -> None:
        support = a_person("op@example.com", operator_role=OperatorRole.SUPPORT)
        old = of_old(support)
        client = at_the_back_office(support)
        assert hash_of(support) != old
        assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("enter", [signed_in, at_the_back_office], ids=["api", "back office"])
def test_a_reset_meanwhile_is_not_overwritten(
    enter: Callable[[Person], Any], fresh_database: Any
) -> None:
    """Somebody who knows the old password signs in at the moment at which it is taken from them."""
    asha = a_person(operator_role=OperatorRole.SUPPORT)
    of_old(asha)
    with transaction():
        actions.request_password_reset(email=asha.email, actor=WORLD, at=clock())
    token = newest_to(asha.email).token
    _, entered = overtaken(
        lambda: actions.reset_password(token=token, new_password=NEW, actor=WORLD, at=clock()),
        lambda: enter(asha),
    )
    assert not isinstance(entered, Exception)
    with pytest.raises(InvalidCredentials):
        signed_in(asha, password=PASSWORD)
    assert signed_in(asha, password=NEW).user_id == asha.id
    if isinstance(entered, Client):
        assert entered.get("/admin/").status_code == 302

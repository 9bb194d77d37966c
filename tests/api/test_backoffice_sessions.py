"""A session of the back office ends by itself: half a day after the sign-in, or without a click."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from adulis.identity.models import User
from adulis.identity.values import OperatorRole
from adulis.kernel.actors import system
from adulis.kernel.db import clock, network_clock, transaction
from adulis.ops.tasks import TASKS
from adulis.timers import actions as timers
from tests.backoffice import text_of
from tests.people import PASSWORD, Person, a_person
from tests.rows import changed_since, everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_desk")]

MINUTE = 60
HOUR = 60 * MINUTE
COMPLIANCE = "compliance@example.com"


@pytest.fixture
def operator() -> Person:
    return a_person(COMPLIANCE, operator_role=OperatorRole.COMPLIANCE)


def sign_in(client: Client, place: str = "/admin/login/", password: str = PASSWORD) -> Any:
    return client.post(place, {"username": COMPLIANCE, "password": password})


@pytest.fixture
def client(operator: Person) -> Client:
    client = Client()
    assert sign_in(client).status_code == 302
    return client


def later(seconds: int) -> None:
    with transaction():
        timers.advance_clock(seconds=seconds, actor=system("tests"), at=clock())


def is_in(client: Client) -> bool:
    answer = client.get("/admin/people/")
    assert answer.status_code in {200, 302}
    return bool(answer.status_code == 200)


def test_half_an_hour_without_a_click(client: Client) -> None:
    for _ in range(3):
        later(29 * MINUTE)
        assert is_in(client)
    later(30 * MINUTE)
    assert not is_in(client)


def test_half_a_day_whatever_is_clicked(client: Client) -> None:
    for _ in range(24):
        later(29 * MINUTE)
        assert is_in(client)
    later(23 * MINUTE)  # 11 hours and 59 minutes
    assert is_in(client)
    later(MINUTE)
    assert not is_in(client)


def test_both_are_settings(client: Client, settings: Settings) -> None:
    settings.BACK_OFFICE_IDLE_SECONDS, settings.BACK_OFFICE_SESSION_SECONDS = 90, 120
    later(80)
    assert is_in(client)
    later(80)
    assert not is_in(client)


def test_who_signs_in_again_comes_back_to_the_page(client: Client) -> None:
    later(HOUR)
    page = f"/admin/people/?q={COMPLIANCE}"
    door = client.get(page)
    assert door.status_code == 302
    assert "Your session had come to its end." in text_of(client.get(door["Location"]))
    assert sign_in(client, door["Location"])["Location"] == page
    assert "People" in text_of(client.get(page))


def test_what_is_sent_too_late_is_not_done_and_says_so(client: Client) -> None:
    asha = a_person()
    act = f"/admin/people/{asha.id}/deactivate/"
    form = {"reason": "It left.", "confirmed": "yes"}
    later(HOUR)
    before = everything()
    door = client.post(act, form)
    assert changed_since(before, "django_session") == {}
    assert "what you sent was not done" in text_of(client.get(door["Location"]))
    back = sign_in(client, door["Location"])["Location"]
    assert client.get(back)["Location"] == f"/admin/people/{asha.id}/"
    assert User.objects.get(id=asha.id).is_active


def test_what_has_ended_is_gone(client: Client) -> None:
    kept = client.cookies["adulis_back_office"].value
    later(HOUR)
    assert not is_in(client)
    assert not Session.objects.exists()
    replayed = Client()
    replayed.cookies["adulis_back_office"] = kept
    assert not is_in(replayed)


def test_what_the_table_says_opens_nothing(client: Client) -> None:
    (row,) = Session.objects.all()
    assert row.session_key != client.cookies["adulis_back_office"].value
    thief = Client()
    thief.cookies["adulis_back_office"] = row.session_key
    assert not is_in(thief)
    assert is_in(client)
    assert client.post("/admin/logout/").status_code in {200, 302}
    assert not Session.objects.filter(session_key=row.session_key).exists()


def test_signing_in_once_more_begins_anew(client: Client) -> None:
    for _ in range(24):
        later(29 * MINUTE)
        assert is_in(client)
    assert sign_in(client, password="wrong").status_code == 200
    assert sign_in(client).status_code == 302
    later(29 * MINUTE)
    assert is_in(client)


def test_a_wrong_password_prolongs_nothing(client: Client) -> None:
    for _ in range(24):
        later(29 * MINUTE)
        assert is_in(client)
    assert sign_in(client, password="wrong").status_code == 200
    later(24 * MINUTE)
    assert not is_in(client)


def test_signing_out_of_what_has_ended_is_no_error(client: Client) -> None:
    later(HOUR)
    assert client.post("/admin/logout/").status_code == 302
    assert not is_in(client)


def test_its_cookie_is_for_the_back_office_and_no_script(client: Client) -> None:
    cookie = client.cookies["adulis_back_office"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Strict")


def test_one_that_nobody_came_back_to_is_forgotten(client: Client) -> None:
    run = {task.name: task.run for task in TASKS}["back_office.sessions"]
    run()
    assert Session.objects.count() == 1
    Session.objects.update(expire_date=network_clock())
    run()
    assert not Session.objects.exists()

"""What is told to anybody before they sign in."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from adulis.kernel import db
from tests.asking import pass_hours

pytestmark = pytest.mark.django_db


def test_a_sandbox_says_so_and_offers_its_demo_login(settings: Settings) -> None:
    settings.DEMO_LOGIN = "demo@example.com:open: sesame"
    told = Client().get("/api/v1/installation/").json()
    assert told["mode"] == "sandbox"
    assert told["demo_login"] == {"email": "demo@example.com", "password": "open: sesame"}


def test_without_a_demo_login_there_is_none(settings: Settings) -> None:
    settings.DEMO_LOGIN = ""
    assert Client().get("/api/v1/installation/").json()["demo_login"] is None


def test_where_money_is_real_no_login_is_everybodys(settings: Settings) -> None:
    settings.DEMO_LOGIN = "demo@example.com:sesame"
    settings.ADULIS_MODE = "live"
    told = Client().get("/api/v1/installation/").json()
    assert (told["mode"], told["demo_login"]) == ("live", None)


def test_it_tells_the_time_of_the_sandbox() -> None:
    before = db.clock()
    pass_hours(48)
    told = datetime.fromisoformat(Client().get("/api/v1/installation/").json()["now"])
    assert timedelta(hours=48) <= told - before < timedelta(hours=48, minutes=1)

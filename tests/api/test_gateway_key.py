"""With a ``GATEWAY_KEY``, nobody comes in beside the proxy that knows it."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

KEY, FORMER = "the key of our proxy", "the key it had before"
PAGES = ("/", "/admin/", "/static/admin/css/base.css", "/problems/", "/no-such-page")
API = ("/api/v1/payouts/", "/api/v1/auth/token/", "/api/v1/schema/", "/api/v1/no-such-address/")


@pytest.fixture(autouse=True)
def _guarded(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.GATEWAY_KEY, settings.GATEWAY_KEY_FALLBACKS = KEY, [FORMER]


@pytest.mark.parametrize(
    "said", [None, "", "wrong", KEY.upper(), f"{KEY}, {FORMER}", f"{KEY} ", "é"]
)
@pytest.mark.parametrize("path", API)
def test_the_api_answers_nobody_who_came_around_the_proxy(path: str, said: str | None) -> None:
    answer = Client().get(path, headers={} if said is None else {"X-Gateway-Key": said})

    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "gateway_key_required"
    assert answer["X-Request-Id"] == answer.json()["request_id"]


@pytest.mark.parametrize("path", PAGES)
def test_neither_does_a_page(path: str) -> None:
    answer = Client().get(path, headers={"X-Gateway-Key": "wrong"})

    assert answer.status_code == 403
    assert KEY.encode() not in answer.content
    assert answer["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "head"])
def test_by_no_method(method: str) -> None:
    assert getattr(Client(), method)("/api/v1/payouts/").status_code == 403


@pytest.mark.parametrize("said", [KEY, FORMER])
def test_the_key_and_the_one_before_it_open(said: str) -> None:
    answer = Client().get("/api/v1/payouts/", headers={"X-Gateway-Key": said})

    assert answer.json()["code"] == "unauthenticated"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_told_to_whoever_asks(path: str) -> None:
    assert Client().get(path).status_code == 200


@pytest.mark.parametrize("fallbacks", [[], [""]])
def test_an_empty_fallback_opens_nothing(settings: Settings, fallbacks: list[str]) -> None:
    settings.GATEWAY_KEY_FALLBACKS = fallbacks

    assert Client().get("/api/v1/payouts/").status_code == 403
    assert Client().get("/api/v1/payouts/", headers={"X-Gateway-Key": ""}).status_code == 403


def test_without_one_everybody_may_come(settings: Settings) -> None:
    settings.GATEWAY_KEY = ""

    assert Client().get("/api/v1/payouts/").json()["code"] == "unauthenticated"

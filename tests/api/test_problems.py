"""Every no is a problem+json, whoever said it: us, DRF, Django or the database."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django import Settings
from rest_framework import exceptions as drf
from rest_framework.request import Request

from adulis.api import problems
from adulis.api.errors import (
    BodyTooLarge,
    Busy,
    DatabaseUnavailable,
    MethodNotAllowed,
    TooManyRequests,
    UnsupportedMediaType,
)
from adulis.api.problems import known_refusals, problem, refusal_of, status_of
from adulis.api.views import Endpoint, PublicEndpoint
from adulis.identity.errors import InvalidToken, MerchantNotFound, RoleTooLow
from adulis.kernel.db import execute, savepoint, transaction
from adulis.kernel.errors import (
    KINDS,
    Conflict,
    Forbidden,
    Insufficient,
    Invalid,
    Malformed,
    NotFound,
    Refusal,
    Throttled,
    Unauthenticated,
    Unavailable,
)
from tests.doors import Api, problem_of


class NotEnough(Insufficient):
    """A refusal of ours, for these tests."""

    title = "There is not enough in the jar."


class Jar(PublicEndpoint):
    """Raises whatever the test put into ``raises``."""

    raises: BaseException = NotEnough()

    def get(self, request: Request) -> HttpResponse:
        raise self.raises


class Locked(Endpoint):
    def get(self, request: Request) -> HttpResponse:
        return HttpResponse()


def outside_any_endpoint(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("secret detail")


urlpatterns = [
    path("api/v1/jar/", Jar.as_view()),
    path("api/v1/locked/", Locked.as_view()),
    path("api/v1/plain/", outside_any_endpoint),
]
handler500 = "adulis.urls.server_error"
handler400 = "adulis.urls.bad_request"


@pytest.fixture(autouse=True)
def _jar(settings: Settings) -> Iterator[None]:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.ROOT_URLCONF = __name__
    yield
    Jar.raises = NotEnough()


def answered(raises: BaseException) -> Any:
    Jar.raises = raises
    client = Client(raise_request_exception=False)
    return client.get("/api/v1/jar/", headers={"X-Request-Id": "request-of-a-test"})


class TestBody:
    def test_has_every_member_and_the_facts_beside_them(self) -> None:
        owner = uuid.UUID("01930000-0000-7000-8000-000000000001")
        at = datetime(2026, 11, 21, 4, 30, tzinfo=UTC)
        answer = answered(
            NotEnough(
                "You have 40.00 INR.",
                pointer="/amount_paise",
                available_paise=4000,
                owner=owner,
                at=at,
            )
        )
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json() == {
            "type": "/problems/not_enough",
            "title": "There is not enough in the jar.",
            "status": 409,
            "detail": "You have 40.00 INR.",
            "code": "not_enough",
            "retryable": False,
            "instance": "/api/v1/jar/",
            "request_id": "request-of-a-test",
            "errors": [
                {"pointer": "/amount_paise", "detail": "You have 40.00 INR.", "code": "not_enough"}
            ],
            "available_paise": 4000,
            "owner": "01930000-0000-7000-8000-000000000001",
            "at": "2026-11-21T04:30:00+00:00",
        }

    @pytest.mark.parametrize(
        ("pointer", "place"),
        [
            ("/a/0/b", {"pointer": "/a/0/b"}),
            ("", {"pointer": ""}),
            ("query:limit", {"parameter": "limit"}),
            ("header:X-Merchant-Id", {"header": "X-Merchant-Id"}),
        ],
    )
    def test_says_where(self, pointer: str, place: dict[str, str]) -> None:
        found = answered(NotEnough(pointer=pointer)).json()["errors"][0]
        assert {"detail": NotEnough.title, "code": "not_enough", **place} == found

    def test_facts_never_take_the_place_of_members(self) -> None:
        body = answered(NotEnough(title="other", code="other", errors="other")).json()
        assert (body["title"], body["code"]) == (NotEnough.title, "not_enough")
        assert "errors" not in body

    @pytest.mark.parametrize(
        ("fact", "shown"),
        [
            (10**100, str(10**100)),
            (2**63, str(2**63)),
            (2**53 - 1, 2**53 - 1),
            ({"deep": [10**30, {1}]}, {"deep": [str(10**30), [1]]}),
            (ValueError("x"), "x"),
            (b"bytes", "b'bytes'"),
        ],
    )
    def test_no_fact_is_too_strange(self, fact: Any, shown: Any) -> None:
        assert answered(NotEnough(fact=fact)).json()["fact"] == shown

    def test_a_retry_is_told_when(self) -> None:
        answer = answered(TooManyRequests(retry_after_seconds=0.2))
        assert problem_of(answer) == (429, "too_many_requests")
        assert answer.headers["Retry-After"] == "1"
        assert answer.json()["retryable"] is True
        assert answered(TooManyRequests(retry_after_seconds=7.01)).headers["Retry-After"] == "8"
        assert answered(Unavailable()).headers["Retry-After"] == "1"
        assert "Retry-After" not in answered(NotEnough()).headers


class TestStatus:
    @pytest.mark.parametrize(
        ("kind", "status"),
        [
            (Malformed, 400), (Invalid, 422), (Unauthenticated, 401), (Forbidden, 403),
            (NotFound, 404), (Insufficient, 409), (Conflict, 409), (Throttled, 429),
            (Unavailable, 503),
        ],
    )  # fmt: skip
    def test_of_each_kind(self, kind: type[Refusal], status: int) -> None:
        assert status_of(kind) == status
        assert status_of(type("Something", (kind,), {})) == status

    def test_of_every_refusal_there_is(self) -> None:
        found = known_refusals()
        assert len(found) > 40
        assert {status_of(each) for each in found} <= {
            400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 503,
        }  # fmt: skip
        codes = [each.code for each in found]
        assert len(codes) == len(set(codes))

    def test_every_refusal_is_of_a_kind(self) -> None:
        for refusal in known_refusals():
            assert issubclass(refusal, KINDS), refusal
            assert refusal.title.endswith("."), refusal


class Cause(Exception):
    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


def database_error(kind: type[Exception], sqlstate: str) -> Exception:
    error = kind("canceling statement\nDETAIL: secret")
    error.__cause__ = Cause(sqlstate)
    return error


class TestTranslation:
    @pytest.mark.parametrize(
        ("error", "refusal"),
        [
            (drf.ValidationError({"a": ["wrong"]}), Malformed),
            (drf.ParseError(), Malformed),
            (drf.NotAuthenticated(), Unauthenticated),
            (drf.AuthenticationFailed(), Unauthenticated),
            (drf.PermissionDenied(), Forbidden),
            (PermissionDenied(), Forbidden),
            (drf.NotFound(), NotFound),
            (Http404(), NotFound),
            (drf.MethodNotAllowed("PUT"), MethodNotAllowed),
            (drf.UnsupportedMediaType("text/plain"), UnsupportedMediaType),
            (drf.Throttled(wait=3), TooManyRequests),
            (RequestDataTooBig(), BodyTooLarge),
            (SuspiciousOperation(), Malformed),
            (database_error(OperationalError, "55P03"), Busy),
            (database_error(OperationalError, "40P01"), Busy),
            (database_error(OperationalError, "40001"), Busy),
            (database_error(OperationalError, "57014"), Busy),
            (database_error(OperationalError, "57P01"), DatabaseUnavailable),
            (OperationalError("connection refused"), DatabaseUnavailable),
            (InterfaceError("connection already closed"), DatabaseUnavailable),
            (InvalidToken(), InvalidToken),
        ],
    )
    def test_of(self, error: Exception, refusal: type[Refusal]) -> None:
        assert type(refusal_of(error)) is refusal

    @pytest.mark.parametrize("error", [ZeroDivisionError(), KeyError("a"), RuntimeError()])
    def test_of_a_bug_there_is_none(self, error: Exception) -> None:
        assert refusal_of(error) is None

    def test_of_many_places(self) -> None:
        error = drf.ValidationError(
            {
                "rows": [{}, {"amount": ["too small", "too odd"]}],
                "a/b": ["gone"],
                "inner": {"non_field_errors": ["all of it"]},
            }
        )
        found = answered(error).json()["errors"]
        assert [(each["pointer"], each["detail"]) for each in found] == [
            ("/rows/1/amount", "too small"),
            ("/rows/1/amount", "too odd"),
            ("/a~1b", "gone"),
            ("/inner", "all of it"),
        ]

    def test_the_database_tells_the_caller_nothing(self) -> None:
        answer = answered(database_error(OperationalError, "55P03"))
        assert problem_of(answer) == (503, "busy")
        assert answer.headers["Retry-After"] == "1"
        assert "secret" not in answer.content.decode()


class TestBugs:
    def test_are_told_without_details(self) -> None:
        answer = answered(ZeroDivisionError("secret detail"))
        assert problem_of(answer) == (500, "internal_error")
        assert "secret" not in answer.content.decode()
        assert "ZeroDivision" not in answer.content.decode()

    def test_are_raised_in_tests(self) -> None:
        Jar.raises = ZeroDivisionError("secret detail")
        with pytest.raises(ZeroDivisionError):
            Client().get("/api/v1/jar/")

    @pytest.mark.parametrize("debug", [True, False])
    def test_look_the_same_while_debugging(self, settings: Settings, debug: bool) -> None:
        settings.DEBUG = debug
        assert problem_of(answered(ZeroDivisionError("secret"))) == (500, "internal_error")

    def test_outside_any_endpoint_are_problems_too(self) -> None:
        answer = Client(raise_request_exception=False).get("/api/v1/plain/")
        assert problem_of(answer) == (500, "internal_error")
        assert "secret" not in answer.content.decode()


class TestHttp:
    @pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace", "post"])
    def test_another_method_is_a_405_and_says_which(self, method: str) -> None:
        answer = getattr(Client(), method)("/api/v1/jar/")
        assert problem_of(answer) == (405, "method_not_allowed")
        assert answer.headers["Allow"] == "GET, HEAD"

    def test_nobody_gets_in_without_saying_who_they_are(self) -> None:
        assert problem_of(Client().get("/api/v1/locked/")) == (401, "unauthenticated")

    @pytest.mark.parametrize("path", ["/api/", "/api/v1/", "/api/v1/nothing/", "/api/v2/payouts/"])
    @pytest.mark.parametrize("debug", [True, False])
    def test_an_address_that_leads_nowhere(
        self, settings: Settings, path: str, debug: bool
    ) -> None:
        settings.ROOT_URLCONF, settings.DEBUG = "adulis.urls", debug
        assert problem_of(Client().get(path)) == (404, "no_such_address")

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_missing_slash_is_told_not_redirected(self, settings: Settings, method: str) -> None:
        settings.ROOT_URLCONF = "adulis.urls"
        answer = getattr(Client(), method)("/api/v1/merchants")
        assert problem_of(answer) == (404, "no_such_address")
        assert "slash" in answer.json()["detail"]

    def test_a_host_that_is_not_ours(self, settings: Settings) -> None:
        settings.ROOT_URLCONF = "adulis.urls"
        answer = Client().get("/api/v1/merchants/", headers={"Host": "evil.example"})
        assert problem_of(answer) == (400, "malformed")

    def test_every_answer_is_data_and_nothing_else(self) -> None:
        headers = answered(NotEnough()).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"

    @pytest.mark.parametrize(
        ("given", "is_kept"),
        [
            ("0193aaaa-0000-7000-8000-00000000000a", True),
            ("trace.4bf92f35_77b3", True),
            ("short", False),
            ("x" * 65, False),
            ("with a blank in it", False),
            ('quote"quote"quote', False),
            ("newline\nnewline", False),
        ],
    )
    def test_a_sane_request_id_is_kept(self, given: str, is_kept: bool) -> None:
        answer = Client().get("/api/v1/jar/", headers={"X-Request-Id": given})
        assert (answer.headers["X-Request-Id"] == given) is is_kept
        assert answer.json()["request_id"] == answer.headers["X-Request-Id"]


def test_a_lock_not_had_in_time_is_a_503(fresh_database: Any, settings: Settings) -> None:
    """From the real database: the code and the promise to the caller."""
    with psycopg.connect(fresh_database.owner_url) as other:
        other.execute("LOCK TABLE identity_merchant IN ACCESS EXCLUSIVE MODE")
        with transaction():
            execute("SET LOCAL lock_timeout = '20ms'")
            with pytest.raises(OperationalError) as refused, savepoint():
                execute("SELECT 1 FROM identity_merchant")
    refusal = refusal_of(refused.value)
    assert refusal is not None
    answer = problem(RequestFactory().get("/"), refusal)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert b'"busy"' in answer.content


def test_a_database_that_is_away_is_a_503(settings: Settings) -> None:
    """The harness points at no database where none was asked for."""
    refusal = refusal_of(OperationalError("connection refused"))
    assert refusal is not None
    body = problem(RequestFactory().get("/"), refusal)
    assert body.status_code == 503
    assert refusal.what_to_do == Unavailable.what_to_do


@pytest.mark.parametrize(
    ("refusal", "title"), [(MerchantNotFound, NotFound), (RoleTooLow, Forbidden)]
)
def test_a_subclass_says_it_better_than_its_kind(
    refusal: type[Refusal], title: type[Refusal]
) -> None:
    assert refusal.title != title.title


@pytest.mark.django_db
def test_the_real_doors_speak_problem_json(settings: Settings) -> None:
    settings.ROOT_URLCONF = "adulis.urls"
    assert problem_of(Api().get("/auth/me/")) == (401, "unauthenticated")
    assert problems.INTERNAL_ERROR == "internal_error"

"""Health, the description of the API, and the few pages for people."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern
from pytest_django import Settings

from adulis.api import openapi, routes
from adulis.api.openapi import document
from adulis.api.problems import known_refusals
from adulis.identity.values import OperatorRole
from tests.backoffice import operator


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


class TestHealth:
    def test_being_alive_needs_no_database(self) -> None:
        answer = Client().get("/healthz")
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})

    @pytest.mark.django_db
    @pytest.mark.parametrize("path", ["/healthz", "/readyz"])
    def test_a_container_asks_by_an_address_that_nobody_wrote_down(self, path: str) -> None:
        assert Client().get(path, headers={"Host": "10.0.3.17:8000"}).status_code == 200
        assert Client().get("/", headers={"Host": "10.0.3.17:8000"}).status_code == 400

    @pytest.mark.django_db
    def test_being_ready_needs_database_and_migrations(self) -> None:
        answer = Client().get("/readyz")
        assert answer.status_code == 200
        assert answer.json() == {
            "status": "ready",
            "checks": {"database": "ok", "migrations": "applied", "roles": "strong"},
        }

    def test_the_owner_of_the_tables_is_the_weaker_choice(self, fresh_database: Any) -> None:
        from adulis.ops.databases import connected_to

        with connected_to(fresh_database.owner_url):
            answer = Client().get("/readyz")
        assert answer.status_code == 200
        assert answer.json()["checks"]["roles"] == "weak"

    def test_a_missing_migration_is_not_ready(self, fresh_database: Any) -> None:
        import psycopg

        with psycopg.connect(fresh_database.owner_url) as owner:
            owner.execute("DELETE FROM django_migrations WHERE app = 'api'")
        answer = Client().get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["checks"]["migrations"] == "missing"

    def test_without_a_database_it_is_not_ready(self, fresh_database: Any) -> None:
        from adulis.ops.databases import connected_to

        nowhere = "postgres://adulis_app:x@127.0.0.1:1/nothing"
        with connected_to(nowhere):
            answer = Client().get("/readyz")
        assert answer.status_code == 503
        assert answer.json() == {"status": "not_ready", "checks": {"database": "unreachable"}}


class TestSchema:
    def test_is_served_as_json(self) -> None:
        answer = Client().get("/api/v1/schema/")
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.json()["openapi"] == "3.1.1"
        assert answer.json()["info"]["title"] == "Adulis"

    def test_is_made_once_however_many_ask_at_once(self) -> None:
        openapi._made.cache_clear()
        with ThreadPoolExecutor(4) as pool:
            told = list(pool.map(lambda _: Client().get("/api/v1/schema/").status_code, range(4)))
        assert told == [200] * 4
        assert openapi._made.cache_info().misses == 1

    def test_names_every_refusal(self) -> None:
        codes = document()["components"]["schemas"]["Problem"]["properties"]["code"]["enum"]
        assert codes == sorted([*(each.code for each in known_refusals()), "internal_error"])

    def test_has_every_endpoint(self) -> None:
        described = {re.sub(r"{[^}]+}", "{}", path) for path in document()["paths"]}
        for pattern in routes.urlpatterns:
            assert isinstance(pattern, URLPattern)
            route = str(pattern.pattern)
            if route in {"schema/", "docs/"}:
                continue
            assert "/api/v1/" + re.sub(r"<[^>]+>", "{}", route) in described

    def test_every_operation_has_a_name_a_summary_and_its_problems(self) -> None:
        names = []
        for path, operations in document()["paths"].items():
            for method, operation in operations.items():
                where = f"{method} {path}"
                names.append(operation["operationId"])
                assert operation.get("summary"), where
                statuses = set(operation["responses"])
                assert {"400", "500", "503"} <= statuses, where
                if operation.get("security") != [{}] and operation.get("security"):
                    assert {"401", "403"} <= statuses, where
                for status, answer in operation["responses"].items():
                    if status >= "400":
                        assert list(answer["content"]) == ["application/problem+json"], where
        assert len(names) == len(set(names))

    def test_says_what_signing_in_takes_and_gives(self) -> None:
        operation = document()["paths"]["/api/v1/auth/token/"]["post"]
        assert operation["operationId"] == "sign_in"
        assert operation["requestBody"]["required"] is True
        assert set(operation["responses"]) == {
            "200", "400", "401", "403", "413", "415", "429", "500", "503",
        }  # fmt: skip
        assert "invalid_credentials" in operation["responses"]["401"]["description"]

    def test_says_how_lists_are_read(self) -> None:
        operation = document()["paths"]["/api/v1/merchants/"]["get"]
        limit = next(each for each in operation["parameters"] if each["name"] == "limit")
        assert limit["schema"] == {
            "type": "integer", "minimum": 1, "maximum": 100, "default": 25,
        }  # fmt: skip

    def test_is_without_warnings(self, capsys: pytest.CaptureFixture[str]) -> None:
        document()
        assert capsys.readouterr().err == ""


@pytest.fixture
def built(tmp_path: Path, settings: Settings) -> str:
    """A web app that somebody has built."""
    page = (
        "<!doctype html><script type=module src=/assets/a.js></script>"
        "<meta property=csp-nonce nonce=ADULIS-CSP-NONCE>"
    )
    (tmp_path / "index.html").write_text(page)
    settings.WEB_DIST = tmp_path
    return page


class TestWebApp:
    @pytest.mark.parametrize(
        "path", ["/", "/sign-in", "/m/0a1b/payouts/new?again=1", "/whatever/comes/later"]
    )
    def test_every_address_of_it_is_the_one_page(self, built: str, path: str) -> None:
        answer = Client().get(path)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-cache"
        nonce = re.search(r"'nonce-([\w-]+)'", answer.headers["Content-Security-Policy"])
        assert nonce is not None
        assert answer.content.decode() == built.replace("ADULIS-CSP-NONCE", nonce[1])

    def test_its_policy_lets_nothing_in_that_is_not_ours(self, built: str) -> None:
        policy = Client().get("/").headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy

    def test_a_nonce_is_used_once(self, built: str) -> None:
        first, second = (Client().get("/").content for _ in range(2))
        assert first != second

    @pytest.mark.parametrize(
        "path", ["/assets/gone.js", "/ifsc/ZZZZ.json", "/robots.txt", "/assets/gone", "/static/x"]
    )
    def test_a_missing_file_is_missing(self, built: str, path: str) -> None:
        assert Client().get(path).status_code == 404

    def test_the_doors_of_the_platform_stay_what_they_are(self, built: str) -> None:
        assert Client().get("/healthz").json() == {"status": "ok"}
        assert Client().get("/admin").status_code == 301
        assert Client().get("/api/v1/nothing/").json()["code"] == "no_such_address"
        assert Client().get("/problems/role_too_low/").status_code == 200

    def test_without_it_there_is_a_front_door_and_nothing_behind(self) -> None:
        assert b"API explorer" in Client().get("/").content
        assert Client().get("/sign-in").status_code == 404

    def test_its_files_are_kept_for_ever_by_their_names(self, settings: Settings) -> None:
        kept = re.compile(settings.WHITENOISE_IMMUTABLE_FILE_TEST)
        for path in ("/assets/react-C7c8imqg.js", "/assets/base-83K9j_9-.css"):
            assert kept.match(path), path
        for path in ("/index.html", "/theme.js", "/assets/plain.js", "/ifsc/HDFC.json"):
            assert not kept.match(path), path


class TestPages:
    @pytest.mark.parametrize("path", ["/", "/problems/", "/api/v1/docs/"])
    def test_load_nothing_from_elsewhere(self, path: str) -> None:
        answer = Client().get(path)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert not re.findall(r"(?:src|href)=\"(?!/)", page)
        assert not re.findall(r"<script>|<style|\sstyle=", page)

    def test_everything_they_name_is_served(self) -> None:
        for path in ("/", "/api/v1/docs/"):
            page = Client().get(path).content.decode()
            found = re.findall(r"(?:src|href)=\"(/static/[^\"]+)", page)
            assert found
            for name in found:
                served = Client().get(name)
                served.close()
                assert served.status_code == 200, name

    def test_ask_browsers_to_come_by_tls(self) -> None:
        assert "Strict-Transport-Security" not in Client().get("/").headers
        asked = Client().get("/", secure=True).headers["Strict-Transport-Security"]
        assert asked == "max-age=31536000; includeSubDomains"

    def test_say_that_a_sandbox_is_one(self, settings: Settings) -> None:
        assert b"This is a sandbox" in Client().get("/").content
        settings.ADULIS_MODE = "live"
        assert b"This is a sandbox" not in Client().get("/").content

    @pytest.mark.parametrize("slash", ["", "/"])
    def test_explain_each_problem(self, slash: str) -> None:
        for code in ("too_many_requests", "internal_error", "role_too_low"):
            page = Client().get(f"/problems/{code}{slash}")
            assert page.status_code == 200
            assert code in page.content.decode()
        assert Client().get(f"/problems/no_such_thing{slash}").status_code == 404

    def test_list_every_problem(self) -> None:
        page = Client().get("/problems/").content.decode()
        for refusal in known_refusals():
            assert f"/problems/{refusal.code}/" in page


@pytest.mark.django_db
class TestPolicies:
    """SECURITY.md: somebody else's script in a page finds no way to run, nor to dress the page."""

    @pytest.mark.parametrize(
        "path",
        [
            "/",
            "/problems/",
            "/problems/role_too_low/",
            "/api/v1/docs/",
            "/admin/login/",
            "/admin/",
            "/admin/identity/merchant/",
            "/admin/reconciliation/",
        ],
    )
    def test_no_page_runs_or_wears_what_is_written_into_it(self, path: str) -> None:
        answer = operator(OperatorRole.ADMIN).get(path)
        # Who is signed in is sent on from the door.
        assert answer.status_code == (302 if path == "/admin/login/" else 200)
        for client in (operator(OperatorRole.FINANCE), Client()):
            told = client.get(path).headers["Content-Security-Policy"]
            policy = dict(each.split(maxsplit=1) for each in told.split("; "))
            assert "unsafe" not in told
            assert policy["default-src"] == "'self'"
            assert policy.get("script-src", "'self'") == "'self'"
            assert policy["object-src"] == policy["frame-ancestors"] == "'none'"
            assert policy["form-action"] == "'self'"

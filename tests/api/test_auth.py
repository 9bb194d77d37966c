"""Signing in over HTTP: as a program with tokens in the body, as a browser with a cookie."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from pytest_django import Settings

from adulis.identity import actions
from adulis.identity.models import ApiKey, RefreshSession
from adulis.identity.values import PAYOUTS_WRITE, READ, MemberRole, OperatorRole
from adulis.kernel.db import clock, network_clock, transaction
from tests.doors import Api, problem_of
from tests.people import PASSWORD, WORLD, Person, a_merchant, a_person, an_api_key, join, signed_in

ORIGIN = {"Origin": "http://testserver"}
NEW_PASSWORD = "another-Harbour-17-kettle"


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


def token(person: Person, password: str = PASSWORD, **more: Any) -> Any:
    return Api(**more).post("/auth/token/", {"email": person.email, "password": password})


def refresh(refresh_token: str) -> Any:
    return Api().post("/auth/token/refresh/", {"refresh": refresh_token})


@pytest.mark.django_db
class TestToken:
    def test_gives_an_access_and_a_refresh_token(self) -> None:
        asha = a_person()
        answer = token(asha)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.headers["Cache-Control"] == "no-store"
        assert set(answer.json()) == {
            "access", "refresh", "access_expires_at", "refresh_expires_at",
        }  # fmt: skip
        assert not answer.cookies
        assert Api(answer.json()["access"]).get("/auth/me/").json()["email"] == "asha@example.com"

    def test_says_the_same_for_an_unknown_email_and_a_wrong_password(self) -> None:
        wrong = token(a_person(), "wrong")
        unknown = token(Person(UUID(int=0), "nobody@example.com"))
        assert problem_of(wrong) == problem_of(unknown) == (401, "invalid_credentials")
        assert wrong.headers["WWW-Authenticate"] == 'Bearer realm="adulis"'
        one, other = wrong.json(), unknown.json()
        del one["request_id"], other["request_id"]
        assert one == other

    @pytest.mark.parametrize(
        ("body", "pointer"),
        [
            ({"password": "x"}, "/email"),
            ({"email": "asha@example.com"}, "/password"),
            ({"email": None, "password": "x"}, "/email"),
            ({"email": 5, "password": "x"}, "/email"),
            ({"email": ["asha@example.com"], "password": "x"}, "/email"),
            ({"email": "asha@example.com", "password": "x" * 1025}, "/password"),
            ({"email": "asha@example.com", "password": "x", "otp": "1"}, "/otp"),
        ],
    )
    def test_refuses_a_malformed_body(self, body: Any, pointer: str) -> None:
        answer = Api().post("/auth/token/", body)
        assert problem_of(answer) == (400, "malformed")
        assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]

    def test_is_not_misled_by_another_credential(self) -> None:
        """Somebody with an expired token in the header can still sign in."""
        asha = a_person()
        answer = Api("not-a-token").post(
            "/auth/token/", {"email": asha.email, "password": PASSWORD}
        )
        assert answer.status_code == 200


@pytest.mark.django_db
class TestRefresh:
    def test_rotates(self) -> None:
        asha = a_person()
        first = token(asha).json()
        second = refresh(first["refresh"])
        assert second.status_code == 200
        assert second.json()["refresh"] != first["refresh"]
        assert Api(second.json()["access"]).get("/auth/me/").status_code == 200

    def test_a_reuse_is_told_and_ends_the_session(self) -> None:
        first = token(a_person()).json()
        second = refresh(first["refresh"]).json()
        assert problem_of(refresh(first["refresh"])) == (401, "refresh_token_reused")
        assert problem_of(refresh(second["refresh"])) == (401, "token_revoked")
        me = Api(second["access"]).get("/auth/me/")
        assert problem_of(me) == (401, "token_revoked")
        assert me.headers["WWW-Authenticate"] == 'Bearer realm="adulis", error="invalid_token"'

    def test_refuses_what_is_no_refresh_token(self) -> None:
        access = token(a_person()).json()["access"]
        assert problem_of(refresh(access)) == (401, "invalid_token")
        assert problem_of(refresh("abc")) == (401, "invalid_token")
        assert problem_of(Api().post("/auth/token/refresh/")) == (401, "invalid_token")


@pytest.mark.django_db
class TestBlacklist:
    def test_signs_out_at_once_and_twice_is_once(self) -> None:
        pair = token(a_person()).json()
        for _ in range(2):
            answer = Api().post("/auth/token/blacklist/", {"refresh": pair["refresh"]})
            assert (answer.status_code, answer.json()) == (200, {})
        assert problem_of(refresh(pair["refresh"])) == (401, "token_revoked")
        assert problem_of(Api(pair["access"]).get("/auth/me/")) == (401, "token_revoked")


@pytest.mark.django_db
class TestBrowser:
    """``X-Client: web``: the refresh token never meets a script."""

    def signed_in(self, person: Person) -> Api:
        api = Api(X_Client="web")
        answer = api.post("/auth/token/", {"email": person.email, "password": PASSWORD})
        assert answer.status_code == 200
        assert "refresh" not in answer.json()
        return api

    def test_gets_a_cookie_no_script_can_read_and_no_other_site_can_send(self) -> None:
        cookie = self.signed_in(a_person()).client.cookies["adulis_refresh"]
        assert cookie["httponly"] is True
        assert cookie["secure"] is True
        assert cookie["samesite"] == "Strict"
        assert cookie["path"] == "/api/v1/auth/"
        assert cookie["max-age"] == 14 * 86_400

    def test_refreshes_by_cookie_from_our_own_pages(self) -> None:
        api = self.signed_in(a_person())
        before = api.client.cookies["adulis_refresh"].value
        answer = api.post("/auth/token/refresh/", headers=ORIGIN)
        assert answer.status_code == 200
        assert "refresh" not in answer.json()
        assert api.client.cookies["adulis_refresh"].value != before

    def test_goes_on_with_the_cookie_of_either_answer_when_a_page_is_reloaded_meanwhile(
        self,
    ) -> None:
        """Both are asked for with the old cookie, and whichever is the last to arrive is kept."""
        for kept in range(2):
            api = self.signed_in(a_person(f"asha{kept}@example.com"))
            cookies = []
            before = api.client.cookies["adulis_refresh"].value
            for _ in range(2):
                api.client.cookies["adulis_refresh"] = before
                assert api.post("/auth/token/refresh/", headers=ORIGIN).status_code == 200
                cookies.append(api.client.cookies["adulis_refresh"].value)
            api.client.cookies["adulis_refresh"] = cookies[kept]
            RefreshSession.objects.update(replaced_at=network_clock() - timedelta(seconds=30))
            assert api.post("/auth/token/refresh/", headers=ORIGIN).status_code == 200

    def test_somebody_elsewhere_is_given_nothing_again(self) -> None:
        api = self.signed_in(a_person())
        stolen = api.client.cookies["adulis_refresh"].value
        assert api.post("/auth/token/refresh/", headers=ORIGIN).status_code == 200
        elsewhere = Api(X_Client="web")
        elsewhere.client.defaults["REMOTE_ADDR"] = "192.0.2.8"
        elsewhere.client.cookies["adulis_refresh"] = stolen
        answer = elsewhere.post("/auth/token/refresh/", headers=ORIGIN)
        assert problem_of(answer) == (401, "refresh_token_reused")

    def test_whoever_has_the_token_of_a_cookie_and_is_no_browser_is_given_nothing_again(
        self,
    ) -> None:
        api = self.signed_in(a_person())
        stolen = api.client.cookies["adulis_refresh"].value
        assert api.post("/auth/token/refresh/", headers=ORIGIN).status_code == 200
        answer = Api(X_Client="web").post("/auth/token/refresh/", {"refresh": stolen})
        assert problem_of(answer) == (401, "refresh_token_reused")

    @pytest.mark.parametrize(
        "origin",
        [
            {},
            {"Origin": "null"},
            {"Origin": "http://evil.example"},
            {"Origin": "http://testserver.evil.example"},
            {"Origin": "http://testserver:81"},
            {"Origin": "testserver"},
        ],
    )
    @pytest.mark.parametrize("verb", ["refresh", "blacklist"])
    def test_is_not_served_from_other_pages(self, verb: str, origin: dict[str, str]) -> None:
        api = self.signed_in(a_person())
        answer = api.post(f"/auth/token/{verb}/", headers=origin)
        assert problem_of(answer) == (403, "origin_not_allowed")
        session = RefreshSession.objects.get()
        assert (session.rotation_count, session.revoked_at) == (0, None)

    def test_a_page_named_in_the_settings_is_ours(self, settings: Settings) -> None:
        settings.WEB_ORIGINS = ["https://app.example.com"]
        api = self.signed_in(a_person())
        answer = api.post("/auth/token/refresh/", headers={"Origin": "https://app.example.com"})
        assert answer.status_code == 200

    def test_the_cookie_means_nothing_without_the_header(self) -> None:
        api = self.signed_in(a_person())
        api.headers.clear()
        answer = api.post("/auth/token/refresh/", headers=ORIGIN)
        assert problem_of(answer) == (401, "invalid_token")

    def test_signing_out_takes_the_cookie_away(self) -> None:
        api = self.signed_in(a_person())
        api.post("/auth/token/blacklist/", headers=ORIGIN)
        assert api.client.cookies["adulis_refresh"].value == ""
        assert RefreshSession.objects.get().revoked_reason == "signed_out"


@pytest.mark.django_db
class TestMe:
    def test_of_a_person(self) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        assert Api(signed_in(asha).access).get("/auth/me/").json() == {
            "id": str(asha.id),
            "email": "asha@example.com",
            "name": "Asha",
            "has_second_factor": False,
            "operator_role": None,
            "api_key_id": None,
            "scopes": None,
            "memberships": [
                {"merchant_id": str(merchant_id), "name": "Asha Exports", "role": "owner"}
            ],
        }

    def test_of_a_key(self) -> None:
        asha = a_person()
        key = an_api_key(asha, a_merchant(asha), (PAYOUTS_WRITE, READ))
        me = Api(key.raw).get("/auth/me/").json()
        assert me["api_key_id"] == str(key.id)
        assert me["scopes"] == ["payouts:write", "read"]

    def test_of_an_operator(self) -> None:
        support = a_person(operator_role=OperatorRole.SUPPORT)
        me = Api(signed_in(support).access).get("/auth/me/").json()
        assert me["operator_role"] == "support"

    @pytest.mark.parametrize(
        "headers",
        [
            {"Authorization": "Basic YTpi"},
            {"Authorization": "Bearer"},
            {"Authorization": "Bearer "},
            {"Authorization": "Bearer a.b.c"},
            {"Authorization": "Bearer sk_test_x"},
            {"X-Api-Key": "sk_test_x"},
            {"X-Api-Key": ""},
        ],
    )
    def test_of_nobody(self, headers: dict[str, str]) -> None:
        answer = Api().get("/auth/me/", headers=headers)
        status, code = problem_of(answer)
        assert status == 401
        assert code in {"invalid_token", "invalid_api_key"}
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")

    def test_of_somebody_who_says_nothing(self) -> None:
        answer = Api().get("/auth/me/")
        assert problem_of(answer) == (401, "unauthenticated")
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="adulis"'

    def test_with_the_key_in_its_own_header(self) -> None:
        asha = a_person()
        key = an_api_key(asha, a_merchant(asha))
        answer = Api().get("/auth/me/", headers={"X-Api-Key": key.raw})
        assert answer.json()["api_key_id"] == str(key.id)

    def test_with_an_expired_token(self) -> None:
        pair = signed_in(a_person(), at=clock() - timedelta(minutes=11))
        assert problem_of(Api(pair.access).get("/auth/me/")) == (401, "token_expired")

    def test_costs_the_recognition_and_the_profile(self, django_assert_num_queries: Any) -> None:
        pair = signed_in(a_person())
        with django_assert_num_queries(2):
            Api(pair.access).get("/auth/me/")

    def test_writes_down_that_a_key_was_used(self) -> None:
        asha = a_person()
        key = an_api_key(asha, a_merchant(asha))
        Api(key.raw).get("/auth/me/")
        first = ApiKey.objects.get().last_used_at
        assert first is not None
        Api(key.raw).get("/auth/me/")
        assert ApiKey.objects.get().last_used_at == first


@pytest.mark.django_db
class TestPasswordChange:
    def change(self, api: Api, current: str = PASSWORD, new: str = NEW_PASSWORD) -> Any:
        return api.post(
            "/auth/password/change/", {"current_password": current, "new_password": new}
        )

    def test_ends_every_session(self) -> None:
        asha = a_person()
        here, there = signed_in(asha), signed_in(asha)
        assert self.change(Api(here.access)).status_code == 200
        for pair in (here, there):
            assert problem_of(Api(pair.access).get("/auth/me/")) == (401, "token_revoked")
            assert problem_of(refresh(pair.refresh)) == (401, "token_revoked")
        assert problem_of(token(asha)) == (401, "invalid_credentials")
        assert token(asha, NEW_PASSWORD).status_code == 200

    def test_refuses_a_wrong_or_a_weak_one(self) -> None:
        api = Api(signed_in(a_person()).access)
        wrong, weak = self.change(api, current="wrong"), self.change(api, new="password1234")
        assert problem_of(wrong) == (422, "current_password_wrong")
        assert wrong.json()["errors"][0]["pointer"] == "/current_password"
        assert problem_of(weak) == (422, "password_too_weak")
        assert weak.json()["errors"][0]["pointer"] == "/new_password"

    def test_is_not_for_programs(self) -> None:
        asha = a_person()
        key = an_api_key(asha, a_merchant(asha))
        assert problem_of(self.change(Api(key.raw))) == (403, "person_required")


@pytest.mark.django_db
class TestApiKeys:
    NEW = {"name": "the shop", "scopes": ["read", "payouts:write"]}

    def test_are_made_by_an_owner_and_shown_once(self) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        api = Api(signed_in(asha).access)
        answer = api.post("/api-keys/", self.NEW)
        made = answer.json()
        assert answer.status_code == 201
        assert made["api_key"].startswith(f"{made['prefix']}_")
        assert Api(made["api_key"]).get("/auth/me/").json()["memberships"] == [
            {"merchant_id": str(merchant_id), "name": "Asha Exports", "role": "owner"}
        ]
        listed = api.get("/api-keys/").json()
        assert listed["count"] == 1
        never_used = {"last_used_at": None, "last_used_from": None}
        assert listed["results"][0]["last_used_from"] == "127.0.0.1"
        assert made == {**listed["results"][0], "api_key": made["api_key"], **never_used}
        assert made["api_key"] not in str(listed)

    def test_stop_when_revoked(self) -> None:
        asha = a_person()
        a_merchant(asha)
        api = Api(signed_in(asha).access)
        made = api.post("/api-keys/", self.NEW).json()
        for _ in range(2):
            answer = api.post(f"/api-keys/{made['id']}/revoke/")
            assert answer.status_code == 200
            assert answer.json()["revoked_at"] is not None
        assert problem_of(Api(made["api_key"]).get("/auth/me/")) == (401, "api_key_revoked")

    @pytest.mark.parametrize("role", [MemberRole.VIEWER, MemberRole.FINANCE])
    def test_are_not_made_by_others(self, role: MemberRole) -> None:
        asha, ravi = a_person(), a_person("ravi@example.com")
        merchant_id = a_merchant(asha)
        join(ravi, merchant_id, role)
        answer = Api(signed_in(ravi).access).post("/api-keys/", self.NEW)
        assert problem_of(answer) == (403, "role_too_low")
        assert answer.json()["required_role"] == "owner"
        assert ApiKey.objects.count() == 0

    def test_are_not_made_by_keys(self) -> None:
        asha = a_person()
        key = an_api_key(asha, a_merchant(asha), (READ, PAYOUTS_WRITE))
        assert problem_of(Api(key.raw).post("/api-keys/", self.NEW)) == (403, "person_required")

    def test_of_another_merchant_are_not_there(self) -> None:
        asha, ravi = a_person(), a_person("ravi@example.com")
        merchant_id = a_merchant(asha)
        key = an_api_key(asha, merchant_id)
        a_merchant(ravi, "Ravi Traders")
        api = Api(signed_in(ravi).access)
        absent = "01930000-0000-7000-8000-00000000dead"
        for key_id in (key.id, absent):
            assert problem_of(api.post(f"/api-keys/{key_id}/revoke/")) == (404, "api_key_not_found")
        other = Api(signed_in(ravi).access, merchant_id)
        for answer in (other.get("/api-keys/"), other.post("/api-keys/", self.NEW)):
            assert problem_of(answer) == (404, "merchant_not_found")
        assert Api(key.raw).get("/auth/me/").status_code == 200

    @pytest.mark.parametrize(
        ("change", "status", "pointer"),
        [
            ({"scopes": ["read", "all"]}, 400, "/scopes/1"),
            ({"scopes": []}, 400, "/scopes"),
            ({"scopes": "read"}, 400, "/scopes"),
            ({"name": ""}, 400, "/name"),
            ({"name": "a\x00b"}, 400, ""),
            ({"allowed_addresses": ["nowhere"]}, 422, "/allowed_addresses/0"),
            ({"allowed_addresses": [7]}, 400, "/allowed_addresses/0"),
            ({"expires_at": "2020-01-01T00:00:00Z"}, 422, "/expires_at"),
            ({"expires_at": "2027-01-01T00:00:00"}, 400, "/expires_at"),
            ({"expires_at": 5}, 400, "/expires_at"),
        ],
    )
    def test_have_limits_that_make_sense(
        self, change: dict[str, Any], status: int, pointer: str
    ) -> None:
        asha = a_person()
        a_merchant(asha)
        answer = Api(signed_in(asha).access).post("/api-keys/", self.NEW | change)
        assert problem_of(answer)[0] == status
        assert answer.json()["errors"][0]["pointer"] == pointer
        assert ApiKey.objects.count() == 0

    def test_the_scope_read_is_needed_to_look(self) -> None:
        asha = a_person()
        key = an_api_key(asha, a_merchant(asha), (PAYOUTS_WRITE,))
        answer = Api(key.raw).get("/api-keys/")
        assert problem_of(answer) == (403, "scope_missing")
        assert answer.json()["required_scope"] == "read"


@pytest.mark.django_db
def test_a_deactivated_person_and_their_keys_are_shut_out() -> None:
    asha = a_person()
    pair, key = signed_in(asha), an_api_key(asha, a_merchant(asha))
    with transaction():
        actions.deactivate_user(user_id=asha.id, reason="why", actor=WORLD, at=clock())
    assert problem_of(Api(pair.access).get("/auth/me/")) == (401, "token_revoked")
    assert problem_of(Api(key.raw).get("/auth/me/")) == (401, "api_key_revoked")
    assert problem_of(token(asha)) == (401, "invalid_credentials")

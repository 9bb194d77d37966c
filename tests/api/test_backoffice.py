"""The back office shows every table and changes none, whoever looks."""

from __future__ import annotations

from typing import Any

import pyotp
import pytest
from django.apps import apps
from django.conf import settings as configured
from django.contrib import admin
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from adulis.audit.models import AuditRecord
from adulis.backoffice.site import WITH_A_PAGE, back_office, tables
from adulis.backoffice.tables import TableWindow, is_secret
from adulis.identity import actions
from adulis.identity.models import Merchant, RefreshSession, User
from adulis.identity.values import Code, OperatorRole
from adulis.kernel.db import clock, network_clock, transaction
from tests.letters import kinds_to
from tests.people import PASSWORD, WORLD, a_merchant, a_person, an_api_key, signed_in

pytestmark = pytest.mark.usefixtures("at_the_desk")


def operator() -> Client:
    support = a_person("op@example.com", operator_role=OperatorRole.SUPPORT)
    client = Client()
    answer = client.post("/admin/login/", {"username": support.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def address(model: type[models.Model], page: str = "") -> str:
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/{page}"


class TestTables:
    def test_are_all_there(self) -> None:
        expected = {
            model
            for room in configured.ROOMS
            for model in apps.get_app_config(room.rpartition(".")[2]).get_models()
            if model._meta.label not in WITH_A_PAGE
        }
        assert set(tables()) == expected == set(back_office._registry)
        assert len(expected) > 10

    def test_are_not_shown_by_djangos_own_admin(self) -> None:
        from django.urls import resolve

        assert resolve("/admin/").func.admin_site is back_office  # type: ignore[attr-defined]
        assert User not in admin.site._registry

    @pytest.mark.parametrize("model", tables(), ids=lambda model: model._meta.label)
    def test_let_nobody_change_anything(self, model: type[models.Model], rf: Any) -> None:
        window = back_office._registry[model]
        request = rf.get("/admin/")
        request.user = User(is_active=True, operator_role="admin", is_superuser=True)
        assert isinstance(window, TableWindow)
        assert window.has_view_permission(request) is True
        assert window.has_add_permission(request) is False
        assert window.has_change_permission(request) is False
        assert window.has_delete_permission(request) is False
        assert window.get_actions(request) == {}
        assert window.get_inline_instances(request) == []
        assert set(window.get_readonly_fields(request)) == set(window.get_fields(request))

    @pytest.mark.parametrize("model", tables(), ids=lambda model: model._meta.label)
    def test_show_no_secret_column(self, model: type[models.Model], rf: Any) -> None:
        window = back_office._registry[model]
        shown = set(window.get_fields(rf.get("/")))
        for field in model._meta.concrete_fields:
            assert (field.name in shown) is not is_secret(field)

    def test_secrets_are_recognised_by_name_and_by_kind(self) -> None:
        secrets = {
            f"{model._meta.label}.{field.name}"
            for model in tables()
            for field in model._meta.concrete_fields
            if is_secret(field)
        }
        assert {
            "identity.User.password",
            "identity.ApiKey.secret_hash",
            "identity.RefreshSession.current_jti",
            "api.IdempotencyKey.body_sealed",
            "api.IdempotencyKey.fingerprint",
        } <= secrets
        assert "identity.User.email" not in secrets


@pytest.mark.django_db
class TestPages:
    @pytest.mark.parametrize("model", tables(), ids=lambda model: model._meta.label)
    def test_of_every_table_open(self, model: type[models.Model]) -> None:
        client = operator()
        a_merchant(a_person())
        assert client.get(address(model)).status_code == 200
        assert client.get(address(model, "add/")).status_code == 403

    def test_show_a_row_without_its_secrets_or_any_way_to_save(self) -> None:
        client = operator()
        asha = a_person()
        signed_in(asha)
        page = client.get(address(User, f"{asha.id}/change/")).content.decode()
        assert "asha@example.com" in page
        assert "argon2" not in page
        assert 'name="_save"' not in page
        assert "Delete" not in page

    def test_changing_and_deleting_are_refused(self) -> None:
        client = operator()
        merchant_id = a_merchant(a_person())
        for page in ("change/", "delete/"):
            answer = client.post(
                address(Merchant, f"{merchant_id}/{page}"), {"name": "Mine", "post": "yes"}
            )
            assert answer.status_code == 403
        action = {"action": "delete_selected", "_selected_action": str(merchant_id), "post": "yes"}
        client.post(address(Merchant), action)
        assert Merchant.objects.get().name == "Asha Exports"

    def test_the_password_is_not_changed_here(self) -> None:
        client = operator()
        assert client.get("/admin/password_change/").status_code == 404
        assert b"password_change" not in client.get("/admin/").content

    def test_a_longer_list_costs_no_more_queries(self) -> None:
        client = operator()
        asha = a_person()
        merchant_id = a_merchant(asha)

        def cost() -> int:
            from adulis.identity.models import ApiKey

            with CaptureQueriesContext(connection) as queries:
                assert client.get(address(ApiKey)).status_code == 200
            return len(queries)

        an_api_key(asha, merchant_id)
        before = cost()
        for _ in range(5):
            an_api_key(asha, merchant_id)
        assert cost() == before

    def test_a_row_is_found_by_its_id(self) -> None:
        client = operator()
        merchant_id = a_merchant(a_person())
        found = client.get(address(Merchant), {"q": str(merchant_id)}).content.decode()
        assert "Asha Exports" in found
        absent = "01930000-0000-7000-8000-00000000dead"
        assert "Asha Exports" not in client.get(address(Merchant), {"q": absent}).content.decode()
        assert client.get(address(Merchant), {"q": "not an id"}).status_code == 200


@pytest.mark.django_db
class TestDoor:
    def test_is_closed_to_strangers_and_to_merchants(self) -> None:
        asha = a_person()
        client = Client()
        assert client.get("/admin/").status_code == 302
        answer = client.post("/admin/login/", {"username": asha.email, "password": PASSWORD})
        assert answer.status_code == 200  # the form again, with an error
        assert client.get("/admin/").status_code == 302

    def test_is_closed_to_a_merchant_with_a_session_of_their_own(self) -> None:
        client = Client()
        client.force_login(User.objects.get(id=a_person().id))
        assert client.get("/admin/").status_code == 302
        assert client.get(address(Merchant)).status_code == 302

    def test_is_closed_to_an_operator_who_was_deactivated(self) -> None:
        client = operator()
        assert client.get("/admin/").status_code == 200
        User.objects.update(is_active=False)
        assert client.get("/admin/").status_code == 302

    def test_wants_a_csrf_token(self) -> None:
        support = a_person("op@example.com", operator_role=OperatorRole.SUPPORT)
        client = Client(enforce_csrf_checks=True)
        answer = client.post("/admin/login/", {"username": support.email, "password": PASSWORD})
        assert answer.status_code == 403

    def test_limits_attempts(self, settings: Settings) -> None:
        settings.THROTTLES = {"login_per_address": (0.001, 3), "login_per_account": (0.001, 9)}
        statuses = [
            Client()
            .post("/admin/login/", {"username": f"u{number}@example.com", "password": "x"})
            .status_code
            for number in range(4)
        ]
        assert statuses == [200, 200, 200, 429]

    def test_limits_attempts_at_an_account_however_it_is_spelt(self, settings: Settings) -> None:
        settings.THROTTLES = {"login_per_address": (0.001, 99), "login_per_account": (0.001, 2)}
        asked = ("op@example.com", " OP@example.com", "\uff4fp@example.com", "o\uff30@example.com")
        support = a_person("op@example.com", operator_role=OperatorRole.SUPPORT)
        statuses = [
            Client().post("/admin/login/", {"username": each, "password": "x"}).status_code
            for each in asked
        ]
        assert statuses == [200, 200, 429, 429]
        body = {"username": asked[3], "password": PASSWORD}
        settings.THROTTLES = {**settings.THROTTLES, "login_per_account": (0.001, 9)}
        assert Client().post("/admin/login/", body).status_code == 302, support

    def test_protects_its_pages(self) -> None:
        headers = Client().get("/admin/login/").headers
        assert headers["X-Frame-Options"] == "DENY"
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
class TestSecondFactor:
    def enter(self, email: str, **more: str) -> Any:
        body = {"username": email, "password": PASSWORD, **more}
        return Client().post("/admin/login/", body)

    def test_nobody_comes_in_past_it(self) -> None:
        support = a_person("op@example.com", operator_role=OperatorRole.SUPPORT)
        with transaction():
            secret = actions.begin_second_factor(
                user_id=support.id, current_password=PASSWORD, actor=WORLD, at=clock()
            ).secret
        app, now = pyotp.TOTP(secret), int(network_clock().timestamp())
        with transaction():
            actions.confirm_second_factor(
                user_id=support.id, code=Code(app.at(now), network_clock()), actor=WORLD, at=clock()
            )
        for code, told in (
            ("", "Signing in to this account needs a code as well."),
            ("no", "The code is wrong, or was used before."),
            (app.at(now), "The code is wrong, or was used before."),
        ):
            refused = self.enter(support.email, code=code)
            assert refused.status_code == 200
            assert told in refused.content.decode()
        entered = self.enter(support.email, code=app.at(now + 30))
        assert entered.status_code == 302

    def test_nobody_is_asked_who_set_up_no_app(self) -> None:
        support = a_person("op@example.com", operator_role=OperatorRole.SUPPORT)
        assert 'name="code"' in Client().get("/admin/login/").content.decode()
        assert self.enter(support.email).status_code == 302

    def test_where_money_is_real_a_password_alone_opens_nothing(self, settings: Settings) -> None:
        settings.BACK_OFFICE_NEEDS_AUTHENTICATOR = True
        support = a_person("op@example.com", operator_role=OperatorRole.SUPPORT)
        refused = self.enter(support.email)
        assert refused.status_code == 200
        assert "Operators sign in with an authenticator app." in refused.content.decode()
        assert f"{settings.PUBLIC_URL}/settings/authenticator" in refused.content.decode()
        assert not AuditRecord.objects.filter(action="session.sign_in").exists()

        with transaction():
            secret = actions.begin_second_factor(
                user_id=support.id, current_password=PASSWORD, actor=WORLD, at=clock()
            ).secret
        app, now = pyotp.TOTP(secret), int(network_clock().timestamp())
        assert self.enter(support.email).status_code == 200  # it is not confirmed yet
        with transaction():
            actions.confirm_second_factor(
                user_id=support.id, code=Code(app.at(now), network_clock()), actor=WORLD, at=clock()
            )
        assert self.enter(support.email, code=app.at(now + 30)).status_code == 302

    def test_a_session_ends_with_all_others_when_it_is_reset(self) -> None:
        client = operator()
        assert client.get("/admin/").status_code == 200
        support = User.objects.get(email="op@example.com")
        with transaction():
            secret = actions.begin_second_factor(
                user_id=support.id, current_password=PASSWORD, actor=WORLD, at=clock()
            ).secret
        moment = network_clock()
        code = Code(pyotp.TOTP(secret).at(int(moment.timestamp())), moment)
        with transaction():
            actions.confirm_second_factor(user_id=support.id, code=code, actor=WORLD, at=clock())
        with transaction():
            actions.reset_second_factor(
                user_id=support.id, reason="The phone was stolen.", actor=WORLD, at=clock()
            )
        assert client.get("/admin/").status_code == 302

    def test_coming_in_is_on_record_and_a_new_device_is_told_of(self) -> None:
        support = a_person("op@example.com", operator_role=OperatorRole.SUPPORT)
        body = {"username": support.email, "password": PASSWORD}
        for agent in ("Harbour/1", "Harbour/1", "Another/2"):
            client = Client(HTTP_USER_AGENT=agent)
            assert client.post("/admin/login/", body).status_code == 302
        found = AuditRecord.objects.filter(action="session.sign_in").order_by("id")
        assert [each.after for each in found] == [
            {"user_agent": agent, "door": "back_office"}
            for agent in ("Harbour/1", "Harbour/1", "Another/2")
        ]
        assert {(each.actor_kind, each.user_id) for each in found} == {
            ("operator", str(support.id))
        }
        assert kinds_to(support.email).count("new_device") == 1
        # It is no session of the API's: nothing can be done with it there.
        assert not RefreshSession.objects.filter(revoked_at=None).exists()

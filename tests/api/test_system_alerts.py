"""System alerts over HTTP, and at the operators' pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from adulis.identity.values import OperatorRole
from adulis.notifications.models import Alert
from adulis.notifications.values import Audience, Severity
from tests.backoffice import BUTTON, SAVED, done, operator, text_of
from tests.callers.cast import signed_in
from tests.doors import Api, problem_of
from tests.rows import changed_since, everything
from tests.telling import an_alert
from tests.world import Shop, a_person, a_shop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_desk")]
PLACE, PAGES = "/system-alerts/", "/admin/system-alerts/"
FORM = {
    "severity": "warning", "audience": "everybody", "merchant_id": "", "title": "Slow today",
    "text": "It may take longer.", "begins_at": "", "ends_at": "",
}  # fmt: skip
COMPLIANCE, SUPPORT = OperatorRole.COMPLIANCE, OperatorRole.SUPPORT


@pytest.fixture
def shop() -> Shop:
    return a_shop("Binu")


def titles(answer: Any) -> set[str]:
    assert answer.status_code == 200, answer.content
    return {each["title"] for each in answer.json()["results"]}


class TestOverHttp:
    def test_each_sees_what_is_for_them_and_strangers_what_is_for_all(self, shop: Shop) -> None:
        an_alert(title="For all")
        an_alert(shop.id, title="For Binu")
        an_alert(audience=Audience.OPERATORS, title="For staff")
        staff = a_person("Kamla", operator_role=SUPPORT)[1]
        other = a_shop("Asha")
        assert titles(Api(signed_in(shop.owner_email).access).get(PLACE)) == {
            "For all", "For Binu",
        }  # fmt: skip
        assert titles(Api(shop.api_key()).get(PLACE)) == {"For all", "For Binu"}
        assert titles(Api(signed_in(other.owner_email).access).get(PLACE)) == {"For all"}
        assert titles(Api(signed_in(staff).access).get(PLACE)) == {"For all", "For staff"}
        assert titles(Api().get(f"{PLACE}public/")) == {"For all"}
        assert problem_of(Api().get(PLACE)) == (401, "unauthenticated")

    def test_is_told_whole(self, shop: Shop) -> None:
        alert_id = an_alert()
        [shown] = Api().get(f"{PLACE}public/").json()["results"]
        assert shown | {"begins_at": ""} == {
            "id": str(alert_id),
            "severity": "warning",
            "title": "Slow today",
            "text": "It may take longer.",
            "merchant_id": None,
            "begins_at": "",
            "ends_at": None,
            "is_dismissible": True,
        }

    def test_is_dismissed_by_a_person_for_themselves(self, shop: Shop) -> None:
        alert_id, api = an_alert(), Api(signed_in(shop.owner_email).access)
        for _ in range(2):
            assert api.post(f"{PLACE}{alert_id}/dismiss/").status_code == 200
        assert titles(api.get(PLACE)) == set()
        assert titles(Api(shop.api_key()).get(PLACE)) == {"Slow today"}

    def test_not_a_critical_one_nor_somebody_elses_nor_by_a_program(self, shop: Shop) -> None:
        api = Api(signed_in(shop.owner_email).access)
        critical = an_alert(severity=Severity.CRITICAL)
        foreign, key = an_alert(a_shop("Asha").id), Api(shop.api_key())
        before = everything()
        for who, alert_id, said in (
            (api, critical, (409, "alert_not_dismissible")),
            (api, foreign, (404, "alert_not_found")),
            (key, critical, (403, "person_required")),
        ):
            assert problem_of(who.post(f"{PLACE}{alert_id}/dismiss/")) == said
        assert changed_since(before, "identity_api_key") == {}


class TestPages:
    def test_one_is_published_after_it_was_read_again(self) -> None:
        client = operator(COMPLIANCE)
        read = done(client, f"{PAGES}new/", FORM)
        assert "It may take longer." in read
        alert = Alert.objects.get()
        assert (alert.title, alert.severity, alert.audience) == (
            "Slow today", "warning", "everybody",
        )  # fmt: skip
        page = text_of(client.get(PAGES))
        assert f'href="{PAGES}{alert.id}/"' in page
        assert titles(Api().get(f"{PLACE}public/")) == {"Slow today"}

    def test_one_is_ended(self) -> None:
        client, alert_id = operator(COMPLIANCE), an_alert()
        done(client, f"{PAGES}{alert_id}/end/")
        assert titles(Api().get(f"{PLACE}public/")) == set()
        again = client.post(f"{PAGES}{alert_id}/end/", {"confirmed": "yes"})
        assert (again.status_code, "is over" in text_of(again)) == (400, True)
        assert BUTTON not in text_of(client.get(f"{PAGES}{alert_id}/"))

    @pytest.mark.parametrize(
        "wrong",
        [
            {"title": ""},
            {"severity": "awful"},
            {"audience": "merchant"},
            {"merchant_id": "01930000-0000-7000-8000-00000000dead"},
            {"audience": "merchant", "merchant_id": "01930000-0000-7000-8000-00000000dead"},
            {"ends_at": "2001-01-01 00:00"},
        ],
    )
    def test_what_cannot_be_meant_is_not_published(self, wrong: dict[str, str]) -> None:
        client, before = operator(COMPLIANCE), everything()
        answer = client.post(f"{PAGES}new/", FORM | wrong | {"confirmed": "yes"})
        assert (answer.status_code, 'class="errornote"' in text_of(answer)) == (400, True)
        assert changed_since(before, *SAVED) == {}

    def test_support_only_looks(self) -> None:
        client, alert_id, one_who_may = operator(SUPPORT), an_alert(), operator(COMPLIANCE)
        before = everything()
        assert "Slow today" in text_of(client.get(f"{PAGES}{alert_id}/"))
        assert BUTTON not in text_of(client.get(f"{PAGES}{alert_id}/"))
        for place in ("new/", f"{alert_id}/end/"):
            given = FORM | {"confirmed": "yes"}
            assert client.post(f"{PAGES}{place}", given).status_code == 403
        assert one_who_may.get(f"{PAGES}{alert_id}/end/").status_code == 302
        assert Client().get(PAGES).status_code == 302
        assert changed_since(before, *SAVED) == {}

    def test_nothing_of_that_id(self) -> None:
        nowhere = f"{PAGES}01930000-0000-7000-8000-00000000dead/"
        assert operator(SUPPORT).get(nowhere).status_code == 404

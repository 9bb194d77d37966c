"""Which merchant a request is about: chosen, ambiguous, foreign, absent; and by whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import RequestFactory
from pytest_django import Settings
from rest_framework.request import Request

from adulis.api.errors import MerchantAmbiguous, MerchantRequired
from adulis.api.merchants import viewer_of
from adulis.identity import actions, queries
from adulis.identity.errors import MerchantNotFound, ScopeMissing
from adulis.identity.values import PAYOUTS_WRITE, READ, MemberRole, OperatorRole, Viewer
from adulis.kernel.actors import ActorKind
from adulis.kernel.db import clock, transaction
from adulis.kernel.errors import Malformed
from tests.doors import Api, problem_of
from tests.people import WORLD, a_merchant, a_person, an_api_key, join, signed_in

ABSENT = "01930000-0000-7000-8000-00000000dead"


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


def viewer(
    credential: str, *, header: object = None, query: str = "", method: str = "GET"
) -> Viewer:
    """What ``viewer_of`` makes of a request with this header and query."""
    headers = {} if header is None else {"X-Merchant-Id": str(header)}
    request: Any = Request(RequestFactory().generic(method, f"/anything/{query}", headers=headers))
    request.user = queries.recognise(credential, address="192.0.2.7", request_id="of-a-test").caller
    return viewer_of(request)


@pytest.mark.django_db
class TestViewer:
    def test_of_the_only_merchant_needs_no_name(self) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        found = viewer(signed_in(asha).access)
        assert (found.merchant_id, found.role) == (merchant_id, MemberRole.OWNER)
        assert found.standing.is_verified

    def test_of_several_has_to_be_named(self) -> None:
        asha = a_person()
        first, second = a_merchant(asha), a_merchant(asha, "Asha Imports")
        access = signed_in(asha).access
        with pytest.raises(MerchantRequired):
            viewer(access)
        assert viewer(access, header=first).merchant_id == first
        assert viewer(access, query=f"?merchant_id={second}").merchant_id == second
        assert viewer(access, header=str(second).upper()).merchant_id == second

    def test_named_twice_has_to_agree(self) -> None:
        asha = a_person()
        first, second = a_merchant(asha), a_merchant(asha, "Asha Imports")
        access = signed_in(asha).access
        assert viewer(access, header=first, query=f"?merchant_id={first}").merchant_id == first
        with pytest.raises(MerchantAmbiguous):
            viewer(access, header=first, query=f"?merchant_id={second}")
        with pytest.raises(MerchantAmbiguous):
            viewer(access, query=f"?merchant_id={first}&merchant_id={second}")

    def test_foreign_and_absent_look_the_same(self) -> None:
        asha, ravi = a_person(), a_person("ravi@example.com")
        a_merchant(asha)
        foreign = a_merchant(ravi, "Ravi Traders")
        access = signed_in(asha).access
        refusals = []
        for merchant_id in (foreign, ABSENT):
            with pytest.raises(MerchantNotFound) as refused:
                viewer(access, header=merchant_id)
            refusals.append((refused.value.detail, refused.value.facts))
        assert refusals[0] == refusals[1]

    @pytest.mark.parametrize(
        "name",
        ["", "1", "abc", ABSENT[:-1], ABSENT + "0", f"{{{ABSENT}}}", ABSENT.replace("-", "")],
    )
    def test_a_name_that_is_no_uuid_is_malformed(self, name: str) -> None:
        asha = a_person()
        a_merchant(asha)
        access = signed_in(asha).access
        with pytest.raises(Malformed) as refused:
            viewer(access, header=name)
        assert refused.value.pointer == "header:X-Merchant-Id"
        with pytest.raises(Malformed) as refused:
            viewer(access, query=f"?merchant_id={name}")
        assert refused.value.pointer == "query:merchant_id"

    def test_of_somebody_without_a_merchant(self) -> None:
        with pytest.raises(MerchantRequired):
            viewer(signed_in(a_person()).access)

    def test_a_key_sees_its_own_merchant_only(self) -> None:
        asha = a_person()
        first, second = a_merchant(asha), a_merchant(asha, "Asha Imports")
        key = an_api_key(asha, first).raw
        assert viewer(key).merchant_id == first
        assert viewer(key, header=first).merchant_id == first
        with pytest.raises(MerchantNotFound):
            viewer(key, header=second)

    def test_a_key_without_read_may_still_write(self) -> None:
        asha = a_person()
        key = an_api_key(asha, a_merchant(asha), (PAYOUTS_WRITE,)).raw
        with pytest.raises(ScopeMissing):
            viewer(key)
        assert viewer(key, method="POST").actor.kind is ActorKind.API_KEY

    def test_an_operator_looks_at_any_merchant_as_a_viewer(self) -> None:
        merchant_id = a_merchant(a_person())
        access = signed_in(a_person("op@example.com", operator_role=OperatorRole.SUPPORT)).access
        found = viewer(access, header=merchant_id)
        assert (found.role, found.actor.kind) == (MemberRole.VIEWER, ActorKind.OPERATOR)
        with pytest.raises(MerchantNotFound):
            viewer(access, header=ABSENT)
        with pytest.raises(MerchantRequired):
            viewer(access)

    def test_costs_no_query(self, django_assert_num_queries: Any) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        access = signed_in(asha).access
        with django_assert_num_queries(1):
            viewer(access, header=merchant_id)


@pytest.mark.django_db
class TestList:
    def listed(self, credential: str, **query: Any) -> Any:
        answer = Api(credential).get("/merchants/", **query)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def names(self, credential: str) -> list[str]:
        return [each["name"] for each in self.listed(credential)["results"]]

    def test_shows_what_a_person_belongs_to(self) -> None:
        asha, ravi = a_person(), a_person("ravi@example.com")
        merchant_id = a_merchant(asha)
        other = a_merchant(ravi, "Ravi Traders")
        join(asha, other, MemberRole.VIEWER)
        a_merchant(ravi, "Not Asha's")
        page = self.listed(signed_in(asha).access)
        assert page["count"] == 2
        assert page["count_capped"] is False
        assert [(each["id"], each["role"]) for each in page["results"]] == [
            (str(merchant_id), "owner"),
            (str(other), "viewer"),
        ]
        first = page["results"][0]
        created_at = first.pop("created_at")
        assert created_at.endswith("+00:00")
        assert first == {
            "id": str(merchant_id),
            "name": "Asha Exports",
            "kind": "business",
            "role": "owner",
            "verification": "verified",
            "tier": "standard",
            "payouts_frozen": False,
            "payouts_frozen_reason": None,
            "payouts_frozen_until": None,
        }

    def test_shows_a_key_its_one_merchant(self) -> None:
        asha = a_person()
        first = a_merchant(asha)
        a_merchant(asha, "Asha Imports")
        assert self.names(an_api_key(asha, first).raw) == ["Asha Exports"]

    def test_shows_an_operator_all(self) -> None:
        a_merchant(a_person())
        a_merchant(a_person("ravi@example.com"), "Ravi Traders")
        support = a_person("op@example.com", operator_role=OperatorRole.SUPPORT)
        page = self.listed(signed_in(support).access)
        assert [(each["name"], each["role"]) for each in page["results"]] == [
            ("Asha Exports", None),
            ("Ravi Traders", None),
        ]

    def test_shows_a_freeze_and_why(self) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        with transaction():
            actions.freeze_payouts(
                merchant_id=merchant_id, reason="Paid late", actor=WORLD, at=clock()
            )
        shown = self.listed(signed_in(asha).access)["results"][0]
        assert (shown["payouts_frozen"], shown["payouts_frozen_reason"]) == (True, "Paid late")
        assert shown["payouts_frozen_until"] is None

    def test_shows_until_when(self) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        until = clock() + timedelta(days=1)
        with transaction():
            actions.freeze_payouts(
                merchant_id=merchant_id, reason="A look", until=until, actor=WORLD, at=clock()
            )
        shown = self.listed(signed_in(asha).access)["results"][0]
        assert datetime.fromisoformat(shown["payouts_frozen_until"]) == until

    def test_needs_the_scope_read(self) -> None:
        asha = a_person()
        key = an_api_key(asha, a_merchant(asha), (PAYOUTS_WRITE,))
        assert problem_of(Api(key.raw).get("/merchants/")) == (403, "scope_missing")

    def test_is_for_nobody_unknown(self) -> None:
        assert problem_of(Api().get("/merchants/")) == (401, "unauthenticated")


@pytest.mark.django_db
class TestPages:
    """Tried on the list of merchants; every list reads its pages alike."""

    def walked(self, access: str, address: str) -> tuple[list[str], int]:
        """Follow ``next`` to the end: all names, and how many pages they were on."""
        names: list[str] = []
        pages = 0
        following: str | None = address
        while following is not None:
            answer = (
                Api(access)
                .client.get(following, headers={"Authorization": f"Bearer {access}"})
                .json()
            )
            names += [each["name"] for each in answer["results"]]
            pages += 1
            following = answer["next"]
        return names, pages

    def test_follow_one_another_and_leave_nothing_out(self) -> None:
        asha = a_person()
        names = [f"Merchant {number}" for number in range(7)]
        for name in names:
            a_merchant(asha, name)
        access = signed_in(asha).access
        assert self.walked(access, "/api/v1/merchants/?limit=3") == (names, 3)
        assert self.walked(access, "/api/v1/merchants/?limit=7") == (names, 1)
        assert self.walked(access, "/api/v1/merchants/") == (names, 1)

    def test_lead_back(self) -> None:
        asha = a_person()
        for number in range(5):
            a_merchant(asha, f"Merchant {number}")
        api = Api(signed_in(asha).access)
        here = api.get("/merchants/", limit=2, offset=3).json()
        assert here["previous"] == "http://testserver/api/v1/merchants/?limit=2&offset=1"
        assert here["next"] is None
        assert api.get("/merchants/", limit=2, offset=1).json()["previous"].endswith("offset=0")
        assert api.get("/merchants/", limit=2).json()["previous"] is None

    @pytest.mark.parametrize(
        ("query", "parameter"),
        [
            ({"limit": "0"}, "limit"),
            ({"limit": "101"}, "limit"),
            ({"limit": "-1"}, "limit"),
            ({"limit": "1.0"}, "limit"),
            ({"limit": " 1"}, "limit"),
            ({"limit": "१"}, "limit"),
            ({"limit": "9" * 5000}, "limit"),
            ({"limit": ""}, "limit"),
            ({"offset": "10001"}, "offset"),
            ({"offset": "x"}, "offset"),
            ({"ofset": "1"}, "ofset"),
            ({"limit": ["1", "2"]}, "limit"),
            ({"cursor": ""}, "cursor"),
        ],
    )
    def test_refuse_what_is_no_page(self, query: dict[str, Any], parameter: str) -> None:
        asha = a_person()
        a_merchant(asha)
        answer = Api(signed_in(asha).access).get("/merchants/", **query)
        assert problem_of(answer) == (400, "malformed")
        assert [each["parameter"] for each in answer.json()["errors"]] == [parameter]


@pytest.mark.django_db
def test_recognition_is_told_apart_by_merchant_not_by_luck() -> None:
    """A key's merchant wins over a header that names another one of its person."""
    asha = a_person()
    first, second = a_merchant(asha), a_merchant(asha, "Asha Imports")
    key = an_api_key(asha, first, (READ,))
    answer = Api(key.raw, second).get("/api-keys/")
    assert problem_of(answer) == (404, "merchant_not_found")
    assert UUID(Api(key.raw, first).get("/api-keys/").json()["results"][0]["id"]) == key.id

"""The inbox over HTTP: one's own, over all one's merchants; read, counted, chosen."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from adulis.identity import actions as identity
from adulis.identity.values import MemberRole
from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.notifications.models import Notice
from adulis.payouts.events import PayoutFailed, PayoutReturned
from tests.callers.cast import membership_of, signed_in
from tests.doors import Api, problem_of
from tests.rows import changed_since, everything
from tests.telling import happened
from tests.world import Shop, a_member, a_shop

pytestmark = pytest.mark.django_db
PLACE, CHOICES = "/notifications/", "/notification-preferences/"


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def shop() -> Shop:
    return a_shop("Binu")


def owner(shop: Shop) -> Api:
    return Api(signed_in(shop.owner_email).access)


def failed(shop: Shop, paise: int = 60_000) -> UUID:
    """A payout did; returns its id."""
    payout_id = uuid4()
    happened(
        PayoutFailed(
            subject_id=payout_id, merchant_id=shop.id, amount=rupees(paise), reason="closed"
        )
    )
    return payout_id


def told(answer: Any) -> Any:
    assert answer.status_code == 200, answer.content
    return answer.json()


def patch(api: Api, cells: Any) -> Any:
    return api.client.patch(
        f"/api/v1{CHOICES}", data=json.dumps({"cells": cells}), content_type="application/json",
        headers=api.headers,
    )  # fmt: skip


class TestInbox:
    def test_shows_what_happened_newest_first(self, shop: Shop) -> None:
        api, first = owner(shop), failed(shop)
        second = failed(shop, 70_000)
        page = told(api.get(PLACE))
        assert page["count"] == 2
        assert [each["about"] for each in page["results"]] == [
            f"payout/{second}", f"payout/{first}",
        ]  # fmt: skip
        assert page["results"][1] | {"id": "", "written_at": ""} == {
            "id": "",
            "merchant_id": str(shop.id),
            "type": "payout.failed",
            "event_id": f"payout/{first}/1",
            "group": "payouts",
            "about": f"payout/{first}",
            "title": "A payout failed: ₹600.00",
            "text": "The bank has refused a payout of ₹600.00 for good. The money is available"
            " again.",
            "link_label": "Open the payout",
            "page": f"/m/{shop.id}/payouts/{first}",
            "written_at": "",
            "read_at": None,
        }

    def test_goes_on_page_by_page(self, shop: Shop) -> None:
        api = owner(shop)
        payouts = [failed(shop) for _ in range(5)]
        seen, page = [], told(api.get(PLACE, limit=2))
        while True:
            seen += [each["about"] for each in page["results"]]
            if page["next"] is None:
                break
            page = told(api.client.get(page["next"], headers=api.headers))
        assert seen == [f"payout/{each}" for each in reversed(payouts)]

    def test_goes_on_by_cursor(self, shop: Shop) -> None:
        api = owner(shop)
        for _ in range(3):
            failed(shop)
        assert problem_of(api.get(PLACE, cursor="garbage")) == (400, "cursor_invalid")

    def test_is_over_all_ones_merchants_or_about_one(self, shop: Shop) -> None:
        other = a_shop("Asha")
        user_id, email = a_member(shop, MemberRole.OWNER)
        api = Api(signed_in(email).access)
        failed(shop)
        failed(other)
        assert told(api.get(PLACE))["count"] == 1
        assert told(api.get(PLACE, merchant_id=shop.id))["count"] == 1
        refused = api.get(PLACE, merchant_id=other.id)
        assert problem_of(refused) == (404, "merchant_not_found")
        assert Notice.objects.filter(user_id=user_id).count() == 1

    def test_what_was_about_a_merchant_one_left_is_gone(self, shop: Shop) -> None:
        user_id, email = a_member(shop, MemberRole.OWNER)
        failed(shop)
        api = Api(signed_in(email).access)
        assert told(api.get(PLACE))["count"] == 1
        with db.transaction():
            identity.remove_member(
                merchant_id=shop.id, member_id=membership_of(shop, user_id), actor=shop.actor,
                at=db.clock(),
            )  # fmt: skip
        assert told(api.get(PLACE))["count"] == 0
        assert told(api.get(f"{PLACE}summary/"))["unread_count"] == 0
        notice = Notice.objects.get(user_id=user_id)
        assert problem_of(api.post(f"{PLACE}{notice.id}/read/")) == (404, "notice_not_found")

    def test_a_program_has_none(self, shop: Shop) -> None:
        api = Api(shop.api_key(), shop.id)
        failed(shop)
        before = everything()
        for refused in (
            api.get(PLACE), api.get(f"{PLACE}summary/"), api.get(CHOICES),
            api.post(f"{PLACE}read/", {"up_to": str(uuid4())}),
            patch(api, [{"group": "deals", "channel": "email", "is_on": False}]),
        ):  # fmt: skip
            assert problem_of(refused) == (403, "person_required")
        assert changed_since(before, "identity_api_key") == {}


class TestReading:
    def test_one_and_it_is_counted(self, shop: Shop) -> None:
        api = owner(shop)
        failed(shop)
        failed(shop)
        newest = told(api.get(PLACE))["results"][0]
        assert told(api.get(f"{PLACE}summary/")) == {
            "unread_count": 2,
            "by_merchant": [{"merchant_id": str(shop.id), "unread_count": 2}],
        }
        assert told(api.post(f"{PLACE}{newest['id']}/read/")) == {}
        assert told(api.get(f"{PLACE}summary/"))["unread_count"] == 1
        assert newest["id"] not in {
            each["id"] for each in told(api.get(PLACE, unread="true"))["results"]
        }
        before = everything()
        assert told(api.post(f"{PLACE}{newest['id']}/read/")) == {}
        assert changed_since(before) == {}

    def test_all_that_one_has_seen(self, shop: Shop) -> None:
        api = owner(shop)
        for _ in range(3):
            failed(shop)
        seen = told(api.get(PLACE))["results"][1]["id"]
        assert told(api.post(f"{PLACE}read/", {"up_to": seen})) == {"read_count": 2}
        assert told(api.post(f"{PLACE}read/", {"up_to": seen})) == {"read_count": 0}
        assert told(api.get(f"{PLACE}summary/"))["unread_count"] == 1

    def test_nobody_elses(self, shop: Shop) -> None:
        failed(shop)
        notice = Notice.objects.get(user_id=shop.owner_id)
        api = owner(a_shop("Asha"))
        before = everything()
        assert problem_of(api.post(f"{PLACE}{notice.id}/read/")) == (404, "notice_not_found")
        assert told(api.post(f"{PLACE}read/", {"up_to": str(notice.id)})) == {"read_count": 0}
        refused = api.post(f"{PLACE}read/", {"up_to": str(notice.id), "merchant_id": str(shop.id)})
        assert problem_of(refused) == (404, "merchant_not_found")
        assert changed_since(before) == {}


def cell(api: Api, group: str, channel: str) -> tuple[bool, bool]:
    """Whether it is on, and whether it has to be."""
    groups = {each["group"]: each["channels"] for each in told(api.get(CHOICES))["groups"]}
    [found] = [each for each in groups[group] if each["channel"] == channel]
    return found["is_on"], found["is_mandatory"]


class TestChoosing:
    def test_the_matrix_of_an_owner_and_of_finance(self, shop: Shop) -> None:
        finance = Api(signed_in(a_member(shop, MemberRole.FINANCE)[1]).access)
        api = owner(shop)
        for who, group, channel, found in (
            (api, "deals", "email", (True, False)),
            (api, "disputes", "email", (True, True)),
            (api, "money_in", "email", (False, False)),
            (api, "security", "in_app", (True, True)),
            (finance, "deals", "in_app", (True, False)),
            (finance, "deals", "email", (False, False)),
            (finance, "disputes", "email", (False, False)),
            (finance, "disputes", "in_app", (True, True)),
        ):
            assert cell(who, group, channel) == found, (group, channel)
        assert [each["group"] for each in told(api.get(CHOICES))["groups"]][:2] == [
            "deals", "auctions",
        ]  # fmt: skip

    def test_several_at_once_and_the_rest_stays(self, shop: Shop) -> None:
        api = owner(shop)
        changed = patch(
            api,
            [
                {"group": "deals", "channel": "email", "is_on": False},
                {"group": "money_in", "channel": "email", "is_on": True},
            ],
        )
        assert told(changed) == told(api.get(CHOICES))
        assert cell(api, "deals", "email") == (False, False)
        assert cell(api, "money_in", "email") == (True, False)
        assert cell(api, "auctions", "email") == (True, False)

    @pytest.mark.parametrize("group", ["disputes", "money_back", "security", "verification"])
    def test_some_cannot_be_switched_off_and_then_none_is(self, shop: Shop, group: str) -> None:
        api = owner(shop)
        before = everything()
        for channel in ("in_app", "email"):
            refused = patch(
                api,
                [
                    {"group": "deals", "channel": "email", "is_on": False},
                    {"group": group, "channel": channel, "is_on": False},
                ],
            )
            assert problem_of(refused) == (422, "notification_mandatory")
            [error] = refused.json()["errors"]
            assert error["pointer"] == "/cells/1/is_on"
        assert changed_since(before) == {}
        # It is on, and may be said to be.
        assert patch(api, [{"group": group, "channel": "email", "is_on": True}]).status_code == 200

    @pytest.mark.parametrize(
        "cells",
        [
            [],
            {},
            ["deals"],
            [{"group": "weather", "channel": "email", "is_on": True}],
            [{"group": "deals", "channel": "pigeon", "is_on": True}],
            [{"group": "deals", "channel": "email", "is_on": "yes"}],
            [{"group": "deals", "channel": "email"}],
            [{"group": "deals", "channel": "email", "is_on": True}] * 2,
        ],
    )
    def test_what_is_no_choice(self, shop: Shop, cells: Any) -> None:
        api = owner(shop)
        before = everything()
        assert patch(api, cells).status_code == 400
        assert changed_since(before) == {}


def test_money_that_came_back_is_of_its_own_group(shop: Shop) -> None:
    happened(
        PayoutReturned(
            subject_id=uuid4(), merchant_id=shop.id, amount=rupees(100), reason="x", utr="U"
        )
    )
    assert told(owner(shop).get(PLACE))["results"][0]["group"] == "money_back"

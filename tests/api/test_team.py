"""Founding a merchant, inviting, joining, leaving; and keys that are rotated: over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from pytest_django import Settings

from adulis.identity.models import Membership
from adulis.identity.values import MemberRole, OperatorRole
from adulis.kernel import db
from adulis.timers import actions as timers
from tests.doors import problem_of
from tests.letters import newest_to
from tests.openapi import CheckedApi
from tests.people import WORLD, Person, a_merchant, a_person, an_api_key, join, signed_in
from tests.rows import changed_since, everything

BINU = "binu@example.com"
NOBODY = "01930000-0000-7000-8000-00000000dead"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


def as_person(person: Person, merchant: UUID | None = None) -> CheckedApi:
    return CheckedApi(signed_in(person).access, merchant)


def member(person: Person, merchant_id: UUID) -> UUID:
    return Membership.objects.get(user_id=person.id, merchant_id=merchant_id).id


class TestMerchants:
    def test_are_founded_by_people(self) -> None:
        asha = a_person()
        api = as_person(asha)
        made = api.post("/merchants/", {"name": "Asha Exports", "kind": "business"})
        assert made.status_code == 201
        told = made.json()
        assert (told["name"], told["kind"], told["role"], told["verification"]) == (
            "Asha Exports", "business", "owner", "unverified",
        )  # fmt: skip
        assert api.get("/merchants/").json()["results"] == [told]
        # It has what money can be sent to.
        assert db.fetch_value("SELECT count(*) FROM wallets_virtual_account") == 1

    def test_are_refused(self) -> None:
        asha = a_person()
        api = as_person(asha)
        api.post("/merchants/", {"name": "Asha Exports", "kind": "business"})
        before = everything()
        again = api.post("/merchants/", {"name": "asha exports", "kind": "person"})
        assert problem_of(again) == (409, "merchant_name_taken")
        assert again.json()["errors"][0]["pointer"] == "/name"
        strange = api.post("/merchants/", {"name": "Other", "kind": "state"})
        assert problem_of(strange) == (400, "malformed")
        assert changed_since(before) == {}

    def test_end_at_ten_and_are_not_made_faster_than_a_person_types(
        self, settings: Settings
    ) -> None:
        api = as_person(a_person())
        settings.THROTTLES = settings.THROTTLES | {"merchants_per_person": (0.001, 11)}
        for number in range(10):
            assert api.post(
                "/merchants/", {"name": f"Shop {number}", "kind": "person"}
            ).status_code == 201  # fmt: skip
        body = {"name": "Shop 10", "kind": "person"}
        assert problem_of(api.post("/merchants/", body)) == (409, "too_many_merchants")
        assert problem_of(api.post("/merchants/", body)) == (429, "too_many_requests")

    def test_are_renamed_by_owners_until_verified(self) -> None:
        asha, binu, eve = a_person(), a_person(BINU), a_person("eve@example.com")
        merchant_id = UUID(
            as_person(asha).post("/merchants/", {"name": "A", "kind": "person"}).json()["id"]
        )
        join(binu, merchant_id, MemberRole.FINANCE)
        operator = a_person("op@example.com", operator_role=OperatorRole.ADMIN)
        path = f"/merchants/{merchant_id}/rename/"
        renamed = as_person(asha).post(path, {"name": "Asha & Co"})
        assert (renamed.status_code, renamed.json()["name"]) == (200, "Asha & Co")
        key = an_api_key(asha, merchant_id)
        before = everything()
        for caller, wanted in (
            (CheckedApi(), (401, "unauthenticated")),
            (CheckedApi(key.raw), (403, "person_required")),
        ):
            assert problem_of(caller.post(path, {"name": "Mine"})) == wanted
        assert changed_since(before, "identity_api_key") == {}
        for person, refusal in (
            (binu, (403, "role_too_low")),
            (operator, (403, "role_too_low")),
            (eve, (404, "merchant_not_found")),
        ):
            assert problem_of(as_person(person).post(path, {"name": "Mine"})) == refusal
        verified = a_merchant(asha, "Verified")
        answer = as_person(asha).post(f"/merchants/{verified}/rename/", {"name": "Mine"})
        assert problem_of(answer) == (409, "merchant_name_verified")


class TestInvitations:
    def test_from_letter_to_membership(self) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        api = as_person(asha)
        made = api.post("/team/invitations/", {"email": BINU, "role": "finance"})
        assert made.status_code == 201
        told = made.json()
        assert (told["state"], told["is_expired"], told["invited_by_name"]) == (
            "pending", False, "Asha",
        )  # fmt: skip
        assert told["allowed_moves"] == ["resend", "revoke"]
        token = newest_to(BINU).token
        offer = CheckedApi().post("/invitations/look-up/", {"token": token}).json()
        assert (offer["merchant_name"], offer["role"], offer["email"], offer["invited_by"]) == (
            "Asha Exports", "finance", BINU, "Asha",
        )  # fmt: skip
        binu = as_person(a_person(BINU))
        joined = binu.post("/invitations/accept/", {"token": token})
        assert joined.json() == {"merchant_id": str(merchant_id), "role": "finance"}
        team = binu.get("/team/").json()
        assert [(each["email"], each["role"], each["is_you"]) for each in team["results"]] == [
            ("asha@example.com", "owner", False), (BINU, "finance", True),
        ]  # fmt: skip
        listed = api.get("/team/invitations/", state="accepted").json()["results"]
        assert [(each["id"], each["allowed_moves"]) for each in listed] == [(told["id"], [])]
        assert api.get("/team/invitations/", state="pending").json()["count"] == 0

    def test_sent_again_and_taken_back(self) -> None:
        asha = a_person()
        a_merchant(asha)
        api = as_person(asha)
        made = api.post("/team/invitations/", {"email": BINU, "role": "viewer"}).json()
        again = api.post("/team/invitations/", {"email": BINU, "role": "viewer"})
        assert problem_of(again) == (409, "already_invited")
        assert again.json()["invitation_id"] == made["id"]
        first = newest_to(BINU).token
        sent = api.post(f"/team/invitations/{made['id']}/resend/").json()
        assert sent["expires_at"] > made["expires_at"]
        old = CheckedApi().post("/invitations/look-up/", {"token": first})
        assert problem_of(old) == (422, "link_invalid")
        for _ in range(2):
            revoked = api.post(f"/team/invitations/{made['id']}/revoke/")
            assert (revoked.status_code, revoked.json()["state"]) == (200, "revoked")
        binu = as_person(a_person(BINU))
        answer = binu.post("/invitations/accept/", {"token": newest_to(BINU).token})
        assert problem_of(answer) == (409, "link_used")

    def test_are_refused_to_another_address(self) -> None:
        asha = a_person()
        a_merchant(asha)
        as_person(asha).post("/team/invitations/", {"email": BINU, "role": "viewer"})
        eve = as_person(a_person("eve@example.com"))
        before = everything()
        answer = eve.post("/invitations/accept/", {"token": newest_to(BINU).token})
        assert problem_of(answer) == (403, "invitation_for_another")
        assert changed_since(before) == {}

    def test_are_limited(self, settings: Settings) -> None:
        asha = a_person()
        a_merchant(asha)
        api = as_person(asha)
        settings.THROTTLES = settings.THROTTLES | {"invitations_per_merchant": (0.001, 1)}
        made = api.post("/team/invitations/", {"email": BINU, "role": "viewer"}).json()
        for path in ("/team/invitations/", f"/team/invitations/{made['id']}/resend/"):
            answer = api.post(path, {"email": "c@example.com", "role": "viewer"})
            assert problem_of(answer) == (429, "too_many_requests")


class TestTeam:
    def test_a_role_counts_from_the_next_request_on(self) -> None:
        asha, binu = a_person(), a_person(BINU)
        merchant_id = a_merchant(asha)
        join(binu, merchant_id, MemberRole.VIEWER)
        api, of_binu = as_person(asha), as_person(binu)
        assert problem_of(of_binu.get("/team/invitations/")) == (403, "role_too_low")
        who = member(binu, merchant_id)
        changed = api.post(f"/team/{who}/role/", {"role": "owner"})
        assert (changed.status_code, changed.json()["role"]) == (200, "owner")
        assert of_binu.get("/team/invitations/").status_code == 200

    def test_whoever_is_removed_is_out_with_their_keys(self) -> None:
        asha, binu = a_person(), a_person(BINU)
        merchant_id = a_merchant(asha)
        join(binu, merchant_id, MemberRole.FINANCE)
        of_binu, key = as_person(binu, merchant_id), an_api_key(binu, merchant_id)
        removed = as_person(asha).post(f"/team/{member(binu, merchant_id)}/remove/")
        assert (removed.status_code, removed.json()) == (200, {})
        assert problem_of(of_binu.get("/team/")) == (404, "merchant_not_found")
        assert problem_of(CheckedApi(key.raw).get("/team/")) == (401, "api_key_revoked")

    def test_the_last_owner_stays(self) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        api, who = as_person(asha), member(asha, merchant_id)
        before = everything()
        for path, body in (
            ("/team/leave/", None),
            (f"/team/{who}/remove/", None),
            (f"/team/{who}/role/", {"role": "viewer"}),
        ):
            assert problem_of(api.post(path, body)) == (409, "last_owner")
        assert changed_since(before) == {}

    def test_one_may_leave_in_any_role(self) -> None:
        asha, binu = a_person(), a_person(BINU)
        merchant_id = a_merchant(asha)
        join(binu, merchant_id, MemberRole.VIEWER)
        of_binu = as_person(binu, merchant_id)
        assert of_binu.post("/team/leave/").status_code == 200
        assert problem_of(of_binu.get("/team/")) == (404, "merchant_not_found")

    def test_an_operator_looks_and_leaves_nothing(self) -> None:
        merchant_id = a_merchant(a_person())
        operator = as_person(
            a_person("op@example.com", operator_role=OperatorRole.ADMIN), merchant_id
        )
        assert operator.get("/team/").json()["count"] == 1
        assert problem_of(operator.post("/team/leave/")) == (404, "member_not_found")
        assert problem_of(operator.post(f"/team/{NOBODY}/remove/")) == (403, "role_too_low")


class TestKeys:
    NEW: dict[str, Any] = {"name": "Shop", "scopes": ["read"]}

    def test_are_rotated_with_an_overlap(self) -> None:
        asha = a_person()
        a_merchant(asha)
        api = as_person(asha)
        old = api.post("/api-keys/", self.NEW).json()
        new = api.post(f"/api-keys/{old['id']}/rotate/", {"overlap_hours": 2})
        assert new.status_code == 201
        made = new.json()
        assert (made["rotated_from"], made["rotated_to"], made["state"]) == (
            old["id"], None, "active",
        )  # fmt: skip
        for each in (old, made):
            assert CheckedApi(each["api_key"]).get("/auth/me/").status_code == 200
        again = api.post(f"/api-keys/{old['id']}/rotate/")
        assert problem_of(again) == (409, "api_key_already_rotated")
        assert again.json()["rotated_to"] == made["id"]
        with db.transaction():
            timers.advance_clock(seconds=7_200, actor=WORLD, at=db.clock())
        dead = CheckedApi(old["api_key"]).get("/auth/me/")
        assert problem_of(dead) == (401, "api_key_expired")
        api = as_person(asha)
        states = {each["id"]: each["state"] for each in api.get("/api-keys/").json()["results"]}
        assert states == {old["id"]: "expired", made["id"]: "active"}

    @pytest.mark.parametrize("hours", [-1, 169, 1.5, "24", None])
    def test_take_no_strange_overlap(self, hours: object) -> None:
        asha = a_person()
        key = an_api_key(asha, a_merchant(asha))
        answer = as_person(asha).post(f"/api-keys/{key.id}/rotate/", {"overlap_hours": hours})
        assert problem_of(answer) == (400, "malformed")

    @pytest.mark.parametrize(
        ("forwarded", "status"),
        [
            ("203.0.113.7", 200),
            ("198.51.100.1, 203.0.113.7", 200),  # what came before is what the client likes to be
            ("203.0.113.7, 198.51.100.1", 403),
            ("2001:db8:1::7", 200),
            ("2001:db8:2::7", 403),
            ("::ffff:203.0.113.7", 200),
            ("", 403),
            ("nonsense", 403),
        ],
    )
    def test_are_good_from_the_addresses_on_their_list(
        self, forwarded: str, status: int, settings: Settings
    ) -> None:
        settings.NUM_PROXIES = 1
        asha = a_person()
        limits = ["203.0.113.0/24", "2001:db8:1::/48"]
        key = an_api_key(asha, a_merchant(asha), allowed_addresses=limits)
        answer = CheckedApi(key.raw).get("/auth/me/", {"X-Forwarded-For": forwarded})
        assert answer.status_code == status
        if status == 403:
            assert problem_of(answer) == (403, "address_not_allowed")

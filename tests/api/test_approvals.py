"""``/approvals/`` and ``/operator/…``: the inboxes, and who may answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings

from adulis.approvals.models import Approval
from adulis.identity import actions as identity
from adulis.identity.models import Merchant
from adulis.identity.values import Device, MemberRole, OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.kernel.money import rupees
from tests.asking import key_made_by, keyed, pass_hours
from tests.doors import Api, problem_of
from tests.giving_back import asked, paid
from tests.rows import changed_since, everything
from tests.world import PASSWORD, Shop, a_member, a_person, a_shop

pytestmark = pytest.mark.django_db
SETTINGS = "/approvals/settings/"


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


def signed_in(email: str, merchant: object = None) -> Api:
    with db.transaction():
        pair = identity.sign_in(
            email=email, password=PASSWORD, device=Device("", "tests"), actor=system("tests"),
            at=db.clock(),
        )  # fmt: skip
    return Api(pair.access, merchant)


def operator(role: OperatorRole) -> Api:
    return signed_in(a_person(f"Op{role}", operator_role=role)[1])


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


@pytest.fixture
def owner(shop: Shop) -> Api:
    return signed_in(shop.owner_email)


@pytest.fixture
def second(shop: Shop) -> Api:
    return signed_in(a_member(shop, MemberRole.OWNER)[1])


def set_to(api: Api, payouts: int | None, transfers: int | None) -> Any:
    return api.put(SETTINGS, {"payouts_above_paise": payouts, "transfers_above_paise": transfers})


def waiting_transfer(shop: Shop, owner: Api) -> str:
    """Its approval's id."""
    set_to(owner, None, 1_000)
    body = {"to": str(a_shop("Binu Traders").id), "amount_paise": 5_000}
    assert owner.post("/transfers/", body, keyed()).status_code == 201
    return str(owner.get("/approvals/").json()["results"][0]["id"])


class TestOwners:
    def test_see_what_would_be_done_and_what_they_may_do(
        self, shop: Shop, owner: Api, second: Api
    ) -> None:
        approval_id = waiting_transfer(shop, owner)
        told = second.get(f"/approvals/{approval_id}/").json()
        row = Approval.objects.get(id=approval_id)
        assert {name: told[name] for name in told if not name.endswith("_at")} == {
            "id": approval_id, "kind": "transfer", "subject": row.subject,
            "merchant_id": str(shop.id), "status": "waiting",
            "reason": "amount above the merchant's limit",
            "effect": (
                "₹50.00 go to Binu Traders at once; with fee and tax ₹50.00 leave the wallet."
            ),
            "details": row.details, "digest": row.digest, "asked_by": str(shop.owner_id),
            "asked_by_name": "Asha", "decided_by": None, "decided_by_name": None, "note": "",
            "not_yet": None, "allowed_moves": ["approve", "refuse"],
        }  # fmt: skip
        assert owner.get(f"/approvals/{approval_id}/").json()["allowed_moves"] == ["withdraw"]

    def test_have_boxes(self, shop: Shop, owner: Api, second: Api) -> None:
        approval_id = waiting_transfer(shop, owner)

        def counts(api: Api) -> list[int]:
            boxes = ("waiting", "asked", "decided")
            return [api.get("/approvals/", box=box).json()["count"] for box in boxes]

        assert (counts(owner), counts(second)) == ([0, 1, 0], [1, 0, 0])
        second.post(f"/approvals/{approval_id}/approve/", {})
        assert (counts(owner), counts(second)) == ([0, 1, 1], [0, 0, 1])
        assert second.get("/approvals/", kind="payout").json()["count"] == 0

    def test_approve_what_they_were_looking_at(self, shop: Shop, owner: Api, second: Api) -> None:
        approval_id = waiting_transfer(shop, owner)
        place = f"/approvals/{approval_id}/approve/"
        assert problem_of(owner.post(place, {})) == (403, "approver_is_maker")
        assert problem_of(second.post(place, {"digest": "0" * 64})) == (
            409,
            "approved_thing_changed",
        )
        digest = second.get(f"/approvals/{approval_id}/").json()["digest"]
        done = second.post(place, {"digest": digest, "note": "fine"})
        assert (done.status_code, done.json()["status"], done.json()["note"]) == (
            200, "approved", "fine",
        )  # fmt: skip
        assert shop.available == 95_000
        assert problem_of(second.post(place, {})) == (409, "illegal_move")

    def test_who_are_new_are_told_from_when_on_they_may(self, shop: Shop, owner: Api) -> None:
        approval_id = waiting_transfer(shop, owner)
        _, email = a_member(shop, MemberRole.OWNER, is_new=True)
        new = signed_in(email)
        told = new.get(f"/approvals/{approval_id}/").json()
        assert (told["not_yet"]["who"], told["allowed_moves"]) == ("you", ["refuse"])
        (me,) = [each for each in new.get("/team/").json()["results"] if each["is_you"]]
        assert me["counts_from"] == told["not_yet"]["until"]
        before = everything()
        answer = new.post(f"/approvals/{approval_id}/approve/", {})
        assert problem_of(answer) == (403, "second_person_too_new")
        refusal = answer.json()
        assert (refusal["who"], refusal["until"]) == ("you", told["not_yet"]["until"])
        assert changed_since(before) == {}
        pass_hours(24)
        new = signed_in(email)
        assert new.get(f"/approvals/{approval_id}/").json()["not_yet"] is None
        assert me | {"counts_from": None} in new.get("/team/").json()["results"]
        done = new.post(f"/approvals/{approval_id}/approve/", {})
        assert done.json()["status"] == "approved"

    def test_do_not_approve_by_a_key(self, shop: Shop, owner: Api) -> None:
        approval_id = waiting_transfer(shop, owner)
        user_id, _ = a_member(shop, MemberRole.OWNER)
        key = Api(key_made_by(shop, user_id))
        before = everything()
        for verb in ("approve", "refuse", "withdraw"):
            answer = key.post(f"/approvals/{approval_id}/{verb}/", {})
            assert problem_of(answer) == (403, "person_required")
        assert problem_of(set_to(key, 1, 1)) == (403, "person_required")
        assert changed_since(before, "identity_api_key") == {}

    def test_decide_about_batches_where_everything_else_waits(
        self, shop: Shop, owner: Api, second: Api
    ) -> None:
        set_to(owner, 50_000, None)

        def sent(name: str) -> tuple[str, dict[str, Any]]:
            """A batch's id, and how the second owner sees what waits about it."""
            account = str(shop.accounts[0].id)
            rows = [{"amount_paise": 30_000, "bank_account_id": account} for _ in range(2)]
            made = owner.post(f"/payout-batches/?name={name}", {"rows": rows}, keyed())
            assert made.status_code == 201, made.content
            (waiting,) = second.get("/approvals/", box="waiting", kind="payout_batch").json()[
                "results"
            ]
            assert waiting["subject"] == f"payout-batch/{made.json()['id']}"
            return made.json()["id"], waiting

        agreed, waiting = sent("May")
        assert waiting["effect"].startswith("2 payouts of ₹600.00 altogether")
        assert waiting["allowed_moves"] == ["approve", "refuse"]
        batch = owner.get(f"/payout-batches/{agreed}/").json()
        assert batch["waiting"]["until"] == waiting["expires_at"]
        place = f"/approvals/{waiting['id']}/approve/"
        assert problem_of(owner.post(place, {})) == (403, "approver_is_maker")
        assert second.post(place, {"digest": waiting["digest"]}).json()["status"] == "approved"
        assert owner.get(f"/payout-batches/{agreed}/").json()["status"] == "approved"

        refused, waiting = sent("June")
        second.post(f"/approvals/{waiting['id']}/refuse/", {"note": "not this month"})
        assert owner.get(f"/payout-batches/{refused}/").json()["status"] == "cancelled"
        assert second.get("/approvals/", box="waiting").json()["count"] == 0

    def test_alone_take_back_what_they_asked(self, shop: Shop, owner: Api, second: Api) -> None:
        approval_id = waiting_transfer(shop, owner)
        place = f"/approvals/{approval_id}/withdraw/"
        assert problem_of(second.post(place, {})) == (403, "not_the_maker")
        assert owner.post(place, {}).json()["status"] == "withdrawn"

    def test_decide_and_others_look(self, shop: Shop, owner: Api) -> None:
        approval_id = waiting_transfer(shop, owner)
        for role in (MemberRole.FINANCE, MemberRole.VIEWER):
            api = signed_in(a_member(shop, role)[1])
            assert api.get(f"/approvals/{approval_id}/").json()["allowed_moves"] == []
            answer = api.post(f"/approvals/{approval_id}/approve/", {})
            assert problem_of(answer) == (403, "role_too_low")
            assert problem_of(set_to(api, 1, 1)) == (403, "role_too_low")

    def test_of_others_see_nothing(self, shop: Shop, owner: Api) -> None:
        approval_id = waiting_transfer(shop, owner)
        stranger = signed_in(a_shop("Chitra").owner_email)
        for place in (approval_id, str(uuid4())):
            answer = stranger.get(f"/approvals/{place}/")
            assert problem_of(answer) == (404, "approval_not_found")
            answer = stranger.post(f"/approvals/{place}/approve/", {})
            assert problem_of(answer) == (404, "approval_not_found")
        assert stranger.get("/approvals/").json()["results"] == []


class TestSettings:
    def test_are_off_and_set_by_an_owner(self, owner: Api, shop: Shop) -> None:
        off = {
            "payouts_above_paise": None, "transfers_above_paise": None,
            "releases_above_paise": None, "waiting": None,
        }  # fmt: skip
        assert owner.get(SETTINGS).json() == {"merchant_id": str(shop.id), **off}
        told = set_to(owner, 1_000, None)
        assert told.json() == {"merchant_id": str(shop.id), **off, "payouts_above_paise": 1_000}

    def test_are_loosened_by_two(self, owner: Api, second: Api) -> None:
        set_to(owner, 1_000, None)
        told = set_to(owner, None, None).json()
        assert told["payouts_above_paise"] == 1_000
        assert told["waiting"]["effect"] == (
            "From then on payouts need no second owner (now a second owner above ₹10.00)."
        )
        assert problem_of(set_to(owner, 2_000, None)) == (409, "already_asked")
        second.post(f"/approvals/{told['waiting']['id']}/approve/", {})
        assert owner.get(SETTINGS).json()["payouts_above_paise"] is None

    def test_are_not_loosened_by_who_has_just_sent_the_other_owner_away(
        self, shop: Shop, owner: Api
    ) -> None:
        set_to(owner, 1_000, None)
        user_id, _ = a_member(shop, MemberRole.OWNER)
        members = owner.get("/team/").json()["results"]
        (other,) = [each for each in members if each["user_id"] == str(user_id)]
        assert owner.post(f"/team/{other['id']}/remove/", {}).status_code == 200
        before = everything()
        answer = set_to(owner, None, None)
        assert problem_of(answer) == (409, "owner_left_lately")
        assert "until" in answer.json()
        assert changed_since(before) == {}

    @pytest.mark.parametrize("body", [{}, {"payouts_above_paise": 0, "transfers_above_paise": 1}])
    def test_are_whole_and_positive(self, owner: Api, body: dict[str, Any]) -> None:
        before = everything()
        assert owner.put(SETTINGS, body).status_code == 400
        assert changed_since(before) == {}


PROPOSALS: dict[str, dict[str, Any]] = {
    "fees": {"service": "payout", "flat_paise": 1, "basis_points": 0, "reason": "costs"},
    "limits": {
        "tier": "starter", "kind": "payout", "window": "day", "maximum_paise": None,
        "reason": "trust",
    },
}  # fmt: skip


class TestOperators:
    @pytest.mark.parametrize("name", PROPOSALS)
    def test_propose_and_another_approves(self, name: str) -> None:
        maker, other = operator(OperatorRole.FINANCE), operator(OperatorRole.ADMIN)
        made = maker.post(f"/operator/{name}/", PROPOSALS[name])
        assert made.status_code == 201
        assert made.json()["allowed_moves"] == ["withdraw"]
        place = f"/operator/approvals/{made.json()['id']}/"
        assert other.get(place).json()["allowed_moves"] == ["approve", "refuse"]
        assert problem_of(maker.post(f"{place}approve/", {})) == (403, "approver_is_maker")
        assert other.post(f"{place}approve/", {}).json()["status"] == "approved"

    def test_answer_the_question_that_is_named(self) -> None:
        """The same was asked again under another name: its own address answers it."""
        maker, other = operator(OperatorRole.FINANCE), operator(OperatorRole.ADMIN)
        first = maker.post("/operator/fees/", PROPOSALS["fees"]).json()["id"]
        maker.post(f"/operator/approvals/{first}/withdraw/", {})
        second = maker.post("/operator/fees/", PROPOSALS["fees"]).json()["id"]
        before = everything()
        for verb in ("approve", "refuse"):
            answer = other.post(f"/operator/approvals/{first}/{verb}/", {})
            assert problem_of(answer) == (409, "illegal_move")
        assert changed_since(before) == {}
        place = f"/operator/approvals/{second}/refuse/"
        assert other.post(place, {}).json()["status"] == "refused"

    def test_adjust(self, shop: Shop) -> None:
        maker, other = operator(OperatorRole.FINANCE), operator(OperatorRole.ADMIN)
        body = {
            "merchant_id": str(shop.id), "direction": "debit", "against": "losses",
            "amount_paise": 40_000, "reason": "Paid twice", "evidence": "Statement of 3 March",
        }  # fmt: skip
        made = maker.post("/operator/adjustments/", body).json()
        assert shop.available == 100_000
        other.post(f"/operator/approvals/{made['id']}/approve/", {})
        assert shop.available == 60_000
        too_much = maker.post("/operator/adjustments/", {**body, "amount_paise": 60_001})
        assert problem_of(too_much) == (409, "insufficient_funds")
        nobody = maker.post("/operator/adjustments/", {**body, "merchant_id": str(uuid4())})
        assert problem_of(nobody) == (404, "merchant_not_found")

    def test_are_told_what_of_suspense_is_free_to_be_given(self, shop: Shop) -> None:
        body = {
            "merchant_id": str(shop.id), "direction": "credit", "against": "suspense",
            "amount_paise": 40_000, "reason": "It is theirs", "evidence": "A letter",
        }  # fmt: skip
        paid(asked(shop, rupees(50_000)), amount=rupees(45_000))
        before = everything()
        answer = operator(OperatorRole.FINANCE).post("/operator/adjustments/", body)
        assert problem_of(answer) == (409, "suspense_too_low")
        told = answer.json()
        assert told["errors"][0]["pointer"] == "/amount_paise"
        figures = ("holds_paise", "spoken_for_paise", "free_paise", "required_paise")
        assert [told[name] for name in figures] == [45_000, 45_000, 0, 40_000]
        left_alone = ("identity_user", "identity_refresh_session", "events_event", "audit_record")
        assert changed_since(before, *left_alone) == {}

    def test_freeze_alone_and_unfreeze_together(self, shop: Shop) -> None:
        maker, other = operator(OperatorRole.COMPLIANCE), operator(OperatorRole.ADMIN)
        place = f"/operator/merchants/{shop.id}/"
        frozen = maker.post(f"{place}freeze/", {"reason": "court order"})
        assert frozen.json()["payouts_frozen_reason"] == "court order"
        again = maker.post(f"{place}freeze/", {"reason": "another"})
        assert problem_of(again) == (409, "already_frozen")
        made = maker.post(f"{place}unfreeze/", {"reason": "lifted"}).json()
        other.post(f"/operator/approvals/{made['id']}/approve/", {})
        assert Merchant.objects.get(id=shop.id).payouts_frozen_reason == ""

    def test_freeze_until_a_moment_and_shorten_it_together(self, shop: Shop) -> None:
        maker, other = operator(OperatorRole.COMPLIANCE), operator(OperatorRole.ADMIN)
        place = f"/operator/merchants/{shop.id}/"
        day, week = (db.clock() + timedelta(days=days) for days in (1, 7))
        past = maker.post(f"{place}freeze/", {"reason": "look", "until": "2026-01-01T00:00:00Z"})
        assert problem_of(past) == (422, "freeze_ends_in_past")
        assert past.json()["errors"][0]["pointer"] == "/until"
        body = {"reason": "court order", "until": week.isoformat()}
        told = maker.post(f"{place}freeze/", body).json()
        assert datetime.fromisoformat(told["payouts_frozen_until"]) == week
        later = {"reason": "why", "until": (week + timedelta(days=1)).isoformat()}
        refused = maker.post(f"{place}unfreeze/", later)
        assert problem_of(refused) == (422, "freeze_ends_earlier")
        sooner = {"reason": "why", "until": day.isoformat()}
        made = maker.post(f"{place}unfreeze/", sooner).json()
        other.post(f"/operator/approvals/{made['id']}/approve/", {})
        assert Merchant.objects.get(id=shop.id).payouts_frozen_until == day

    def test_of_the_wrong_role_propose_nothing(self, shop: Shop) -> None:
        compliance, finance = operator(OperatorRole.COMPLIANCE), operator(OperatorRole.FINANCE)
        support = operator(OperatorRole.SUPPORT)
        before = everything()
        for name, body in PROPOSALS.items():
            answer = compliance.post(f"/operator/{name}/", body)
            assert problem_of(answer) == (403, "operator_required")
        freeze = f"/operator/merchants/{shop.id}/freeze/"
        assert problem_of(finance.post(freeze, {"reason": "why"})) == (403, "operator_required")
        assert problem_of(support.get("/operator/approvals/")) == (403, "operator_required")
        assert changed_since(before) == {}

    def test_do_not_see_what_owners_decide(self, shop: Shop, owner: Api) -> None:
        approval_id = waiting_transfer(shop, owner)
        admin = operator(OperatorRole.ADMIN)
        assert admin.get("/operator/approvals/").json()["results"] == []
        for verb in ("approve", "refuse", "withdraw"):
            answer = admin.post(f"/operator/approvals/{approval_id}/{verb}/", {})
            assert problem_of(answer) == (404, "approval_not_found")

    def test_owners_do_not_see_what_operators_decide(self, shop: Shop, owner: Api) -> None:
        body = {
            "merchant_id": str(shop.id), "direction": "credit", "against": "losses",
            "amount_paise": 1, "reason": "Goodwill", "evidence": "none",
        }  # fmt: skip
        made = operator(OperatorRole.FINANCE).post("/operator/adjustments/", body).json()
        assert owner.get("/approvals/").json()["results"] == []
        for verb in ("approve", "refuse", "withdraw"):
            answer = owner.post(f"/approvals/{made['id']}/{verb}/", {})
            assert problem_of(answer) == (404, "approval_not_found")

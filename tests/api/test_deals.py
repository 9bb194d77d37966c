"""``/deals/``: from a draft to the reviews of both, over HTTP, as each side sees it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from pytest_django import Settings

from adulis.deals import actions
from adulis.deals.models import Deal
from adulis.identity import actions as identity
from adulis.identity.values import Device, Verification
from adulis.kernel import db
from adulis.wallets import queries as wallets
from tests.asking import REPLAYED, keyed
from tests.dealing import WHO, completed, follow, fund, release, submit
from tests.doors import Api, problem_of
from tests.files import a_pdf, folder
from tests.letters import letters_to
from tests.rows import changed_since, everything
from tests.world import PASSWORD, Shop, a_shop

pytestmark = pytest.mark.django_db
TERMS = {
    "scope": "Forty pumps,\ndelivered.",
    "milestones": [
        {"title": "First", "share_bp": 4_000},
        {
            "title": "Rest", "share_bp": 6_000,
            "conditions": {"any": [
                {"type": "buyer_approves"}, {"type": "document", "name": "bill_of_lading"},
            ]},
        },
    ],
    "fee_split": {"buyer_bp": 5_000},
}  # fmt: skip
PRICED = {
    "scope": "Forty pumps.",
    "milestones": [{"title": "All", "amount_paise": 90_000}],
}


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def asha() -> Shop:
    return a_shop("Asha Exports", paise=1_000_000)


@pytest.fixture
def binu() -> Shop:
    return a_shop("Binu Traders", paise=1_000_000)


@pytest.fixture
def hers(asha: Shop) -> Api:
    return Api(asha.api_key())


@pytest.fixture
def his(binu: Shop) -> Api:
    return Api(binu.api_key())


def number_of(shop: Shop) -> str:
    found = wallets.virtual_account_of(shop.id)
    assert found is not None
    return found


def body(**more: Any) -> dict[str, Any]:
    deadline = (db.clock() + timedelta(days=7)).isoformat()
    return {
        "kind": "request", "format": "open", "title": "Pumps for Pune", "category": "machinery",
        "description": "For the new\nwaterworks.", "budget_paise": 120_000, "deadline": deadline,
        "terms": TERMS,
    } | more  # fmt: skip


def direct(other: Shop, **more: Any) -> dict[str, Any]:
    told = {
        "kind": "request", "format": "direct", "title": "Pumps for Pune", "category": "machinery",
        "counterparty": number_of(other), "terms": PRICED,
    }  # fmt: skip
    return told | more


def write(api: Api, told: dict[str, Any]) -> Any:
    answer = api.post("/deals/", told, keyed())
    assert answer.status_code == 201, answer.content
    return answer.json()


def do(api: Api, deal_id: str, verb: str, told: Any = None, status: int = 200) -> Any:
    answer = api.post(f"/deals/{deal_id}/{verb}/", told)
    assert answer.status_code == status, answer.content
    return answer.json()


def consent(deal: dict[str, Any]) -> dict[str, Any]:
    return {"version": deal["terms"]["version"], "terms_hash": deal["terms"]["hash"]}


def put_up(api: Api, **more: Any) -> Any:
    return do(api, write(api, body(**more))["id"], "publish")


def put_before(api: Api, other: Shop, **more: Any) -> Any:
    return do(api, write(api, direct(other, **more))["id"], "propose")


def agree(hers: Api, his: Api, binu: Shop) -> Any:
    deal = put_before(hers, binu)
    answer = his.post(f"/deals/{deal['id']}/accept/", consent(deal), keyed())
    assert answer.status_code == 201, answer.content
    return answer.json()


def signed_in(shop: Shop) -> str:
    """The owner in person: links to files are made for people."""
    with db.transaction():
        return identity.sign_in(
            email=shop.owner_email, password=PASSWORD, device=Device("", "tests"),
            actor=shop.actor, at=db.clock(),
        ).access  # fmt: skip


class TestADraft:
    def test_is_all_of_what_was_given(self, hers: Api, asha: Shop) -> None:
        told = write(hers, body())
        assert {name: told[name] for name in ("status", "access", "price_paise", "waiting")} == {
            "status": "draft", "access": "poster", "price_paise": None, "waiting": None,
        }  # fmt: skip
        assert told["description"] == "For the new\nwaterworks."
        assert told["allowed_moves"] == ["edit", "delete", "publish", "invite", "attach"]
        terms = told["terms"]
        assert (terms["version"], terms["made_by"], terms["price_paise"]) == (0, None, None)
        first, rest = terms["milestones"]
        assert (first["share_bp"], first["amount_paise"], first["deliver_by"]) == (
            4_000,
            None,
            None,
        )
        assert first["conditions"] == {"all": [{"type": "buyer_approves"}]}
        assert rest["conditions"]["any"][1]["name"] == "bill_of_lading"
        assert (terms["inspection_days"], terms["fee_split"]) == (14, {"buyer_bp": 5_000})
        (party,) = told["parties"]
        assert (party["name"], party["is_you"], party["buys"]) == ("Asha Exports", True, True)
        assert party["score"]["stars_hundredths"] is None
        assert hers.get(f"/deals/{told['id']}/").json() == told

    def test_is_written_once_however_often_it_is_sent(self, hers: Api) -> None:
        key, told = keyed(), body()
        first, second = (hers.post("/deals/", told, key) for _ in range(2))
        assert (first.status_code, second.status_code) == (201, 200)
        assert second.content == first.content
        assert second[REPLAYED] == "true"
        assert Deal.objects.count() == 1

    def test_is_changed_and_deleted(self, hers: Api) -> None:
        deal = write(hers, body())
        answer = hers.put(f"/deals/{deal['id']}/", body(title="Valves", kind="offer"))
        assert (answer.json()["title"], answer.json()["version"]) == ("Valves", 2)
        assert do(hers, deal["id"], "delete") == {"id": deal["id"], "status": "deleted"}
        assert problem_of(hers.get(f"/deals/{deal['id']}/")) == (404, "deal_not_found")

    @pytest.mark.parametrize(
        ("change", "status", "code"),
        [
            ({"title": ""}, 400, "malformed"),
            ({"title": "Two\nlines"}, 400, "malformed"),
            ({"format": "dutch"}, 400, "malformed"),
            ({"budget_paise": 1.5}, 400, "malformed"),
            ({"colour": "red"}, 400, "malformed"),
            ({"terms": None}, 400, "malformed"),
            ({"terms": {"scope": "x"}}, 400, "malformed"),
            ({"terms": {**TERMS, "milestones": []}}, 400, "malformed"),
            ({"terms": {**TERMS, "milestones": ["x"]}}, 400, "malformed"),
            ({"terms": {**TERMS, "milestones": [{"share_bp": 1}]}}, 400, "malformed"),
            ({"terms": {**TERMS, "inspection_days": 0}}, 400, "malformed"),
            ({"terms": PRICED}, 422, "terms_invalid"),
            (
                {"terms": {**TERMS, "milestones": [{"title": "x", "share_bp": 1}]}}, 422,
                "terms_invalid",
            ),
            (
                {"terms": {**TERMS, "milestones": [
                    {"title": "x", "share_bp": 10_000, "conditions": {"type": "wind"}},
                ]}}, 422, "conditions_invalid",
            ),
            ({"counterparty": "ADUL0000"}, 422, "counterparty_unusable"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_changes_nothing(
        self, hers: Api, change: dict[str, Any], status: int, code: str
    ) -> None:
        before = everything()
        answer = hers.post("/deals/", body(**change), keyed())
        assert problem_of(answer)[0] == status, answer.content
        if status == 422:
            assert problem_of(answer)[1] == code
        assert set(changed_since(before)) <= {"api_idempotency_key", "identity_api_key",
                                              "api_throttle"}  # fmt: skip


class TestForBids:
    def test_everybody_finds_and_reads_it(self, hers: Api, his: Api, binu: Shop) -> None:
        deal = put_up(hers)
        assert (deal["status"], deal["terms"]["version"]) == ("open", 1)
        (row,) = his.get("/deals/").json()["results"]
        assert (row["id"], row["access"], row["poster_name"]) == (
            deal["id"], "public", "Asha Exports",
        )  # fmt: skip
        seen = his.get(f"/deals/{deal['id']}/").json()
        assert seen["terms"] == deal["terms"]
        assert (seen["allowed_moves"], seen["agreement_id"]) == (["write"], None)
        assert seen["waiting"]["for"] == "bids"

    def test_lists_are_narrowed_and_paged(self, hers: Api, his: Api) -> None:
        ids = [put_up(hers, title=f"Pump {number}")["id"] for number in range(3)][::-1]
        put_up(hers, title="Chairs", category="other", kind="offer")
        found = his.get("/deals/", search="pumps", kind="request", amount_to_paise=120_000)
        assert [each["id"] for each in found.json()["results"]] == ids
        assert his.get("/deals/", amount_from_paise=120_001).json()["count"] == 0
        assert his.get("/deals/", category="other").json()["count"] == 1
        assert hers.get("/deals/", mine="posted", status="open").json()["count"] == 4
        for name in ("counterparty", "invited", "watched"):
            assert his.get("/deals/", mine=name).json()["count"] == 0
        page = his.get("/deals/", limit=1).json()
        assert (page["count"], len(page["results"])) == (4, 1)
        seen = [each["id"] for each in page["results"]]
        while page["next"] is not None:
            page = his.client.get(page["next"], headers=his.headers).json()
            seen += [each["id"] for each in page["results"]]
        assert seen[1:] == ids
        assert problem_of(his.get("/deals/", cursor="x")) == (400, "cursor_invalid")
        assert problem_of(his.get("/deals/", status="sold"))[0] == 400

    def test_whom_it_is_for_is_told_to_whoever_wrote_it_alone(
        self, hers: Api, his: Api, binu: Shop
    ) -> None:
        draft = write(hers, direct(binu))
        assert draft["counterparty_id"] == str(binu.id)
        # What a form read is what it may send back.
        again = hers.put(f"/deals/{draft['id']}/", direct(binu, counterparty=str(binu.id)))
        assert again.json()["counterparty_name"] == draft["counterparty_name"]
        do(hers, draft["id"], "propose")
        assert his.get(f"/deals/{draft['id']}/").json()["counterparty_id"] is None

    def test_categories_have_names(self, hers: Api) -> None:
        told = hers.get("/deal-categories/").json()["results"]
        assert {"category": "raw_materials", "label": "Raw materials"} in told

    def test_what_changes_is_read_side_by_side(self, hers: Api, his: Api) -> None:
        deal = put_up(hers)
        later = {**TERMS, "inspection_days": 3}
        changed = do(hers, deal["id"], "amend", {"terms": later})
        assert changed["terms"]["version"] == 2
        versions = his.get(f"/deals/{deal['id']}/terms/").json()["results"]
        assert [(each["version"], each["made_by"]) for each in versions] == [
            (2, "poster"), (1, "poster"),
        ]  # fmt: skip
        diff = his.get(f"/deals/{deal['id']}/terms/diff/", before=1, after=2).json()
        assert diff == {
            "before": 1, "after": 2, "material": True,
            "changes": [{
                "pointer": "/inspection_days", "what": "time for inspection",
                "before": "14 days", "after": "3 days", "material": True,
            }],
        }  # fmt: skip
        gone = his.get(f"/deals/{deal['id']}/terms/diff/", before=1, after=3)
        assert problem_of(gone) == (404, "terms_not_found")
        same = hers.post(f"/deals/{deal['id']}/amend/", {"terms": later})
        assert problem_of(same) == (409, "terms_unchanged")

    def test_it_is_called_off(self, hers: Api, his: Api) -> None:
        deal = put_up(hers)
        told = hers.get(f"/deals/{deal['id']}/cancellation/").json()
        assert (told["how"], told["back_to_buyer_paise"]) == ("alone", 0)
        assert do(hers, deal["id"], "cancel", {"note": "Sorry"})["ended_reason"] == "cancelled"
        seen = his.get(f"/deals/{deal['id']}/").json()
        assert (seen["status"], seen["title"], seen["terms"], seen["description"]) == (
            "closed", "Pumps for Pune", None, "",
        )  # fmt: skip
        assert (seen["budget_paise"], seen["deadline"], seen["ended_reason"]) == (None, None, None)

    def test_bids_are_taken_again(self, hers: Api) -> None:
        deal = put_up(hers)
        with db.transaction():
            actions.begin_review(deal_id=deal["id"], actor=WHO, at=db.clock())
        later = (db.clock() + timedelta(days=3)).isoformat()
        assert do(hers, deal["id"], "reopen", {"deadline": later})["status"] == "open"

    def test_above_the_limit_it_waits_and_is_taken_back(
        self, hers: Api, settings: Settings
    ) -> None:
        settings.DEAL_APPROVAL_ABOVE_PAISE = 1
        deal = put_up(hers)
        assert (deal["status"], deal["waiting"]["for"]) == ("awaiting_approval", "approval")
        assert deal["waiting"]["until"] is not None
        assert do(hers, deal["id"], "withdraw")["status"] == "draft"

    def test_whoever_is_not_verified_looks(self, hers: Api) -> None:
        new = Api(a_shop("New", verification=Verification.UNVERIFIED).api_key())
        deal = put_up(hers)
        assert new.get(f"/deals/{deal['id']}/").json()["terms"] == deal["terms"]
        asked = new.post(f"/deals/{deal['id']}/messages/", {"text": "Hello"}, keyed())
        assert problem_of(asked) == (403, "trader_not_verified")
        draft = write(new, body())
        assert problem_of(new.post(f"/deals/{draft['id']}/publish/")) == (
            403, "trader_not_verified",
        )  # fmt: skip


class TestBetweenTwo:
    def test_they_talk_until_both_want_the_same(self, hers: Api, his: Api, binu: Shop) -> None:
        deal = put_before(hers, binu)
        assert (deal["status"], deal["terms"]["price_paise"]) == ("proposed", 90_000)
        (row,) = his.get("/deals/", mine="counterparty").json()["results"]
        assert row["allowed_moves"] == ["counter", "accept", "reject", "attach", "write"]
        other = {"scope": "Forty pumps.", "milestones": [{"title": "All", "amount_paise": 95_000}]}
        answered = do(his, deal["id"], "counter", {**consent(deal), "terms": other})
        assert (answered["status"], answered["terms"]["made_by"]) == ("countered", "counterparty")
        late = his.post(f"/deals/{deal['id']}/accept/", consent(deal), keyed())
        assert problem_of(late) == (409, "not_your_turn")
        stale = hers.post(f"/deals/{deal['id']}/accept/", consent(deal), keyed())
        assert problem_of(stale) == (409, "terms_moved")
        assert (stale.json()["version"], stale.json()["terms_hash"]) == (
            2, answered["terms"]["hash"],
        )  # fmt: skip
        key = keyed()
        done, again = (
            hers.post(f"/deals/{deal['id']}/accept/", consent(answered), key) for _ in range(2)
        )
        assert (done.status_code, again.status_code) == (201, 200)
        assert again.content == done.content
        told = done.json()
        assert (told["status"], told["price_paise"]) == ("agreed", 95_000)
        assert told["agreement_id"] is not None
        assert [(each["name"], each["buys"], each["has_accepted"]) for each in told["parties"]] == [
            ("Asha Exports", True, True), ("Binu Traders", False, True),
        ]  # fmt: skip
        assert told["waiting"]["for"] == "funding"

    def test_a_third_sees_nothing(self, hers: Api, binu: Shop) -> None:
        deal = put_before(hers, binu)
        third = Api(a_shop("Chitra").api_key())
        paths = ("", "terms/", "cancellation/", "timeline/", "messages/", "threads/",
                 "attachments/", "reviews/")  # fmt: skip
        for path in paths:
            answer = third.get(f"/deals/{deal['id']}/{path}")
            assert problem_of(answer) == (404, "deal_not_found"), path
        assert third.get("/deals/").json()["results"] == []

    def test_no_is_no(self, hers: Api, his: Api, binu: Shop) -> None:
        deal = put_before(hers, binu)
        told = do(his, deal["id"], "reject", {"note": "Too dear."})
        assert (told["status"], told["ended_reason"]) == ("lapsed", "rejected")
        steps = hers.get(f"/deals/{deal['id']}/timeline/").json()["results"]
        assert [each["what"] for each in steps] == ["proposed", "lapsed"]
        assert [each["sequence"] for each in steps] == [1, 2]

    def test_messages_are_between_the_two(self, hers: Api, his: Api, binu: Shop) -> None:
        deal = put_before(hers, binu)
        key = keyed()
        path = f"/deals/{deal['id']}/messages/"
        first, again = (his.post(path, {"text": "How\ndeep?"}, key) for _ in range(2))
        assert (first.status_code, again.status_code) == (201, 200)
        assert again.content == first.content
        hers.post(path, {"text": "Ten metres."}, keyed())
        told = hers.get(path).json()
        assert [(each["text"], each["is_mine"]) for each in told["results"]] == [
            ("Ten metres.", True), ("How\ndeep?", False),
        ]  # fmt: skip
        assert told["is_further"] is False
        earlier = hers.get(path, before=2).json()["results"]
        assert [each["number"] for each in earlier] == [1]
        (thread,) = hers.get(f"/deals/{deal['id']}/threads/").json()["results"]
        assert (thread["with_name"], thread["messages_count"]) == ("Binu Traders", 2)

    def test_marks(self, hers: Api, his: Api) -> None:
        deal = put_up(hers)
        assert do(his, deal["id"], "watch")["is_watched"] is True
        (row,) = his.get("/deals/", mine="watched").json()["results"]
        assert row["id"] == deal["id"]
        assert do(his, deal["id"], "unwatch")["is_watched"] is False


class TestByLetter:
    def test_somebody_comes_in(self, hers: Api, his: Api, binu: Shop) -> None:
        deal = write(hers, direct(binu, counterparty=None))
        told = {"email": "Binu@example.com", "note": "As we said."}
        invitation = do(hers, deal["id"], "invitations", told, 201)
        assert (invitation["email"], invitation["status"]) == ("binu@example.com", "pending")
        do(hers, deal["id"], "propose")
        (letter,) = letters_to("binu@example.com")
        assert "As we said." in letter.text
        assert (letter.template, letter.page) == ("deals/invitation", "deal-invitation")
        link = {"token": letter.token}
        offer = Api().post("/deal-invitations/look-up/", link).json()
        assert (offer["title"], offer["poster_name"], offer["kind"]) == (
            "Pumps for Pune", "Asha Exports", "request",
        )  # fmt: skip
        joined = his.post("/deal-invitations/join/", link).json()
        assert (joined["access"], joined["allowed_moves"][0]) == ("invited", "counter")
        answer = his.post(f"/deals/{deal['id']}/accept/", consent(joined), keyed())
        assert answer.json()["access"] == "counterparty"
        (seen,) = hers.get(f"/deals/{deal['id']}/invitations/").json()["results"]
        assert (seen["status"], seen["joined_name"]) == ("joined", "Binu Traders")
        used = Api().post("/deal-invitations/look-up/", link)
        assert problem_of(used) == (409, "deal_link_used")

    def test_what_was_taken_back_opens_nothing(self, hers: Api, his: Api) -> None:
        deal = put_up(hers, visibility="invited")
        invitation = do(hers, deal["id"], "invitations", {"email": "b@example.com"}, 201)
        told = do(hers, deal["id"], f"invitations/{invitation['id']}/revoke")
        assert told["results"][0]["status"] == "revoked"
        link = {"token": letters_to("b@example.com")[0].token}
        assert problem_of(his.post("/deal-invitations/join/", link)) == (422, "deal_link_invalid")
        bad = hers.post(f"/deals/{deal['id']}/invitations/", {"email": "nobody"})
        assert problem_of(bad) == (422, "email_invalid")


class TestFiles:
    @pytest.fixture(autouse=True)
    def a_folder(self, tmp_path: Path) -> Iterator[None]:
        with override_settings(STORAGES=folder(tmp_path), ALLOWED_HOSTS=["testserver"]):
            yield

    def test_whoever_sees_the_deal_reads_them(
        self, hers: Api, his: Api, asha: Shop, binu: Shop
    ) -> None:
        deal = put_up(hers)
        content = a_pdf("drawing")
        answer = hers.raw(f"/deals/{deal['id']}/attachments/?name=drawing.pdf", content)
        assert answer.status_code == 201, answer.content
        file = answer.json()
        assert (file["name"], file["is_mine"], file["size_bytes"]) == (
            "drawing.pdf", True, len(content),
        )  # fmt: skip
        assert hers.get(f"/deals/{deal['id']}/").json()["attachment_count"] == 1
        path = f"/deals/{deal['id']}/attachments/{file['id']}"
        person = Api(signed_in(binu), binu.id)
        link = person.post(f"{path}/link/").json()
        address = link["url"].removeprefix("/api/v1")
        got = person.client.get(f"/api/v1{address}", headers=person.headers)
        assert got.content == content
        assert problem_of(his.post(f"{path}/remove/")) == (404, "attachment_not_found")
        do(hers, deal["id"], "cancel", {})
        gone = person.client.get(f"/api/v1{address}", headers=person.headers)
        assert problem_of(gone)[1] == "file_link_invalid", "it is closed to them by now"

    def test_what_one_put_in_one_takes_out(self, hers: Api) -> None:
        deal = write(hers, body())
        file = hers.raw(f"/deals/{deal['id']}/attachments/", a_pdf()).json()
        assert do(hers, deal["id"], f"attachments/{file['id']}/remove") == {"results": []}
        wrong = hers.raw(f"/deals/{deal['id']}/attachments/", b"hello")
        assert problem_of(wrong)[1] == "file_type_not_allowed"


class TestAfterwards:
    def test_both_say_how_it_was(self, hers: Api, his: Api, asha: Shop, binu: Shop) -> None:
        told = agree(hers, his, binu)
        deal = completed(asha, binu, Deal.objects.get(id=told["id"]))
        seen = hers.get(f"/deals/{deal.id}/").json()
        assert (seen["status"], seen["waiting"]["for"]) == ("completed", "reviews")
        assert seen["allowed_moves"][0] == "review"
        mine = do(hers, str(deal.id), "reviews", {"stars": 5, "comment": "Quick."}, 201)
        assert [each["stars"] for each in mine["results"]] == [5]
        theirs = his.get(f"/deals/{deal.id}/reviews/").json()["results"]
        assert [(each["by_name"], each["stars"]) for each in theirs] == [("Asha Exports", None)]
        again = hers.post(f"/deals/{deal.id}/reviews/", {"stars": 1})
        assert problem_of(again) == (409, "already_reviewed")
        both = do(his, str(deal.id), "reviews", {"stars": 4}, 201)["results"]
        assert [each["stars"] for each in both] == [5, 4]
        told = his.get("/reputation/").json()
        assert (told["stars_hundredths"], told["reviews_count"], told["deals_count"]) == (500, 1, 1)
        assert told["rounds_hundredths"] == 100

    def test_what_calling_it_off_means_is_told_in_numbers(
        self, hers: Api, his: Api, asha: Shop, binu: Shop
    ) -> None:
        told = agree(hers, his, binu)
        deal = Deal.objects.get(id=told["id"])
        fund(asha, deal)
        follow(deal, actions.start_deal)
        for api in (hers, his):
            numbers = api.get(f"/deals/{deal.id}/cancellation/").json()
            assert (numbers["how"], numbers["back_to_buyer_paise"]) == ("together", 90_000)
        assert problem_of(hers.post(f"/deals/{deal.id}/cancel/", {})) == (409, "illegal_move")
        submit(binu, deal)
        release(asha, binu, deal)

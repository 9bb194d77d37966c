"""``/agreements/`` and ``/milestones/``: shapes, refusals, each side's own view."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings

from adulis.escrow import actions
from adulis.escrow.values import Evidence
from adulis.identity import actions as identity
from adulis.identity.values import CONDITIONS_WRITE, ESCROW_WRITE, MemberRole
from adulis.kernel import db
from adulis.kernel.money import rupees
from tests.asking import REPLAYED, key_made_by, keyed
from tests.callers.cast import membership_of, signed_in
from tests.doors import Api, problem_of
from tests.escrowing import DAY, PAISE, WHO, Deal, a_deal, a_file, an_escrow_fee, pass_time
from tests.files import a_pdf, folder
from tests.giving_back import asked as asked_for
from tests.giving_back import clear, paid
from tests.rows import changed_since, everything
from tests.world import a_member, a_shop

pytestmark = pytest.mark.django_db
DUE = 1_011_800


@pytest.fixture(autouse=True)
def _localhost(settings: Settings, tmp_path: Path) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES = folder(tmp_path)


@pytest.fixture
def deal() -> Deal:
    an_escrow_fee(200)
    return a_deal()


@pytest.fixture
def buyer(deal: Deal) -> Api:
    return Api(deal.buyer.api_key())


@pytest.fixture
def seller(deal: Deal) -> Api:
    return Api(deal.seller.api_key())


def at(deal: Deal, what: str = "", position: int = 1) -> str:
    return f"/milestones/{deal.id(position)}/{what}"


def yes(deal: Deal, paise: int = PAISE, **more: Any) -> dict[str, Any]:
    return {"expected_payee_id": str(deal.seller.id), "amount_paise": paise, **more}


class TestAMilestone:
    def test_as_its_buyer_sees_it(self, deal: Deal, buyer: Api) -> None:
        told = buyer.get(at(deal)).json()
        assert {name: told[name] for name in told if not name.endswith("_at")} == {
            "id": str(deal.id()), "agreement_id": str(deal.agreement_id),
            "subject": deal.agreement.subject, "merchant_id": str(deal.buyer.id),
            "side": "buyer", "payee_id": str(deal.seller.id), "position": 1, "title": "Part 1",
            "description": "", "currency": "INR", "amount_paise": PAISE, "fee_paise": 10_000,
            "tax_paise": 1_800, "due_paise": DUE, "funded_paise": 0, "missing_paise": DUE,
            "left_paise": 0, "released_paise": 0, "refunded_paise": 0, "disputed_paise": 0,
            "dispute_id": None, "awaited_deposit_ids": [],
            "status": "planned", "held_state": None, "hold_reason": None, "round": 0,
            "max_rounds": 3, "conditions": {"all": [{"type": "buyer_approves"}]},
            "missing_conditions": [{"type": "buyer_approves"}], "deliver_by": None,
            "inspection_seconds": 14 * 86_400, "on_silence": "release",
            "waiting": {
                "for": "funding", "on": "the buyer",
                "until": told["waiting"]["until"],
                "then": "What was paid in goes back; with nothing funded the agreement lapses.",
            },
            "open_proposal": None, "version": 1, "allowed_moves": ["fund"],
        }  # fmt: skip

    def test_is_another_thing_to_its_seller_and_nothing_to_others(
        self, deal: Deal, seller: Api
    ) -> None:
        told = seller.get(at(deal)).json()
        assert (told["side"], told["fee_paise"], told["allowed_moves"]) == ("seller", 10_000, [])
        stranger = Api(a_shop("Chand").api_key())
        for path in ("", "preview/", "timeline/", "evidence/", "proposals/"):
            query: dict[str, Any] = {"to_seller_paise": "1"} if path == "preview/" else {}
            assert problem_of(stranger.get(at(deal, path), **query)) == (
                404, "milestone_not_found",
            )  # fmt: skip
        assert problem_of(stranger.get(f"/agreements/{deal.agreement_id}/")) == (
            404, "agreement_not_found",
        )  # fmt: skip

    def test_says_what_is_waited_for_until_when(self, deal: Deal, buyer: Api) -> None:
        deal.fund()
        deal.submit()
        told = buyer.get(at(deal)).json()
        assert (told["waiting"]["for"], told["waiting"]["until"]) == (
            "inspection", told["next_due_at"],
        )  # fmt: skip
        assert told["allowed_moves"] == ["dispute", "approve", "request_changes", "propose"]

    def test_on_hold_says_why_and_where_it_goes_on_from(self, deal: Deal, buyer: Api) -> None:
        deal.fund()
        deal.submit()
        deal.dispute(PAISE)
        told = buyer.get(at(deal)).json()
        assert (told["status"], told["held_state"], told["hold_reason"]) == (
            "on_hold", "submitted", "dispute",
        )  # fmt: skip
        assert told["disputed_paise"] == PAISE

    def test_offers_each_member_what_they_may(self, deal: Deal) -> None:
        deal.fund()
        moves = {}
        for role in MemberRole:
            user_id, _ = a_member(deal.buyer, role)
            api = Api(key_made_by(deal.buyer, user_id))
            moves[role] = api.get(at(deal)).json()["allowed_moves"]
        assert moves == {
            MemberRole.VIEWER: [],
            MemberRole.FINANCE: ["approve", "propose"],
            MemberRole.OWNER: ["dispute", "approve", "propose"],
        }


class TestLists:
    def test_filter_by_side_state_and_agreement(self, deal: Deal, buyer: Api) -> None:
        other = a_deal(PAISE, PAISE, buyer=a_shop("Chand", paise=5 * PAISE), seller=deal.buyer)
        other.fund(1)
        found = buyer.get("/milestones/").json()
        assert found["count"] == 3
        assert [each["side"] for each in found["results"]] == ["seller", "seller", "buyer"]
        asked: list[tuple[dict[str, Any], int]] = [
            ({"side": "buyer"}, 1), ({"side": "seller"}, 2), ({"status": "funded"}, 1),
            ({"status": "on_hold"}, 0), ({"agreement_id": str(other.agreement_id)}, 2),
        ]  # fmt: skip
        for query, count in asked:
            assert buyer.get("/milestones/", **query).json()["count"] == count
        assert buyer.get("/agreements/", side="seller").json()["count"] == 1
        assert buyer.get("/agreements/", status="completed").json()["count"] == 0

    def test_go_on_where_they_ended(self, deal: Deal, buyer: Api) -> None:
        a_deal(PAISE, PAISE, PAISE, buyer=deal.buyer)
        whole = [each["id"] for each in buyer.get("/milestones/").json()["results"]]
        page = buyer.get("/milestones/", limit=2).json()
        assert [each["id"] for each in page["results"]] == whole[:2]
        more = buyer.client.get(page["next"], headers=buyer.headers).json()
        assert [each["id"] for each in more["results"]] == whole[2:]

    def test_show_an_agreement_with_its_milestones(self, deal: Deal, seller: Api) -> None:
        deal.fund()
        deal.approve(paise=300_000)
        told = seller.get(f"/agreements/{deal.agreement_id}/").json()
        assert (told["side"], told["status"], told["amount_paise"]) == ("seller", "active", PAISE)
        assert told["buyer"] == {"merchant_id": str(deal.buyer.id), "name": "Asha Exports"}
        assert (told["released_paise"], told["in_escrow_paise"]) == (300_000, 708_260)
        assert [each["status"] for each in told["milestones"]] == ["funded"]
        assert told["allowed_moves"] == ["propose_cancellation"]
        assert seller.get("/agreements/").json()["results"] == [told]


class TestMoving:
    def test_from_the_wallet_to_the_seller(self, deal: Deal, buyer: Api, seller: Api) -> None:
        funded = buyer.post(at(deal, "fund/"), {}, keyed())
        assert (funded.status_code, funded.json()["status"]) == (201, "funded")
        assert buyer.get("/balance/").json()["in_escrow_paise"] == DUE
        submitted = seller.post(at(deal, "submit/"), {"note": "Done."})
        assert (submitted.status_code, submitted.json()["round"]) == (200, 1)
        changes = buyer.post(
            at(deal, "request-changes/"), {"reason": "Not quite.", "items": ["Page 2", "Page 3"]}
        )
        assert changes.json()["status"] == "changes_requested"
        seller.post(at(deal, "submit/"), {"note": "Now."})
        preview = buyer.get(at(deal, "preview/"), to_seller_paise=PAISE).json()
        assert (preview["seller_net_paise"], preview["stays_paise"]) == (988_200, 0)
        approved = buyer.post(at(deal, "approve/"), yes(deal), keyed())
        assert (approved.status_code, approved.json()["status"]) == (201, "released")
        assert deal.seller.available == 988_200
        assert buyer.get("/balance/").json()["in_escrow_paise"] == 0
        lines = seller.get("/ledger/", kind="milestone_released").json()["results"]
        assert [(each["amount_paise"], each["subject"]) for each in lines] == [
            (988_200, f"milestone/{deal.id()}"),
        ]  # fmt: skip

    def test_happens_once_for_its_key(self, deal: Deal, buyer: Api) -> None:
        key = keyed()
        first = buyer.post(at(deal, "fund/"), {"amount_paise": 400_000}, key)
        again = buyer.post(at(deal, "fund/"), {"amount_paise": 400_000}, key)
        assert (first.status_code, again.status_code) == (201, 200)
        assert again.headers[REPLAYED] == "true"
        assert again.content == first.content
        assert deal.held() == 400_000
        other = buyer.post(at(deal, "fund/"), {"amount_paise": 1}, key)
        assert problem_of(other) == (409, "idempotency_key_reused")
        assert problem_of(buyer.post(at(deal, "fund/"), {})) == (400, "idempotency_key_invalid")

    def test_says_by_how_much_it_was_too_much(self, deal: Deal, buyer: Api) -> None:
        answer = buyer.post(at(deal, "fund/"), {"amount_paise": DUE + 1}, keyed())
        assert problem_of(answer) == (422, "funding_too_much")
        assert answer.json()["missing_paise"] == DUE
        assert answer.json()["errors"][0]["pointer"] == "/amount_paise"

    def test_repeats_what_was_seen(self, deal: Deal, buyer: Api) -> None:
        deal.fund()
        wrong = buyer.post(
            at(deal, "approve/"), yes(deal) | {"expected_payee_id": str(uuid4())}, keyed()
        )
        assert problem_of(wrong) == (409, "confirmation_differs")
        assert wrong.json()["expected_payee_id"] == str(deal.seller.id)
        more = buyer.post(at(deal, "approve/"), yes(deal, PAISE + 1), keyed())
        assert problem_of(more) == (422, "amount_not_left")
        assert more.json()["left_paise"] == PAISE

    def test_of_a_part_asks_for_the_rest(self, deal: Deal, buyer: Api, seller: Api) -> None:
        deal.fund()
        told = buyer.post(at(deal, "approve/"), yes(deal, 300_000, rest="return"), keyed()).json()
        offer = told["open_proposal"]
        assert (offer["by_side"], offer["to_buyer_paise"]) == ("buyer", 700_000)
        body = {"to_seller_paise": 0, "to_buyer_paise": 700_000}
        done = seller.post(at(deal, f"proposals/{offer['id']}/accept/"), body, keyed())
        assert (done.status_code, done.json()["status"]) == (201, "released")

    def test_is_for_the_right_side(self, deal: Deal, buyer: Api, seller: Api) -> None:
        deal.fund()
        for api, what, body in (
            (seller, "approve/", yes(deal)),
            (seller, "fund/", {}),
            (seller, "cancel/", {}),
            (buyer, "refund/", {}),
        ):
            assert problem_of(api.post(at(deal, what), body, keyed())) == (403, "wrong_side")
        assert problem_of(buyer.post(at(deal, "submit/"), {"note": "x"})) == (403, "wrong_side")
        refused = seller.post(at(deal, "request-changes/"), {"reason": "x"})
        assert problem_of(refused) == (403, "wrong_side")

    def test_waits_for_a_second_owner_above_the_limit(self, deal: Deal, buyer: Api) -> None:
        user_id, email = a_member(deal.buyer, MemberRole.OWNER)
        owner = Api(signed_in(email).access, deal.buyer.id)
        first = Api(signed_in(deal.buyer.owner_email).access, deal.buyer.id)
        wanted = {
            "payouts_above_paise": None, "transfers_above_paise": None,
            "releases_above_paise": 500_000,
        }  # fmt: skip
        assert first.put("/approvals/settings/", wanted).json()["releases_above_paise"] == 500_000
        # Left out, it stays as it is.
        told = first.put("/approvals/settings/", dict.fromkeys(list(wanted)[:2])).json()
        assert told["releases_above_paise"] == 500_000
        deal.fund()
        sent = first.post(at(deal, "approve/"), yes(deal), keyed()).json()
        assert (sent["status"], sent["waiting"]["for"]) == ("funded", "second_approval")
        [waiting] = owner.get("/approvals/", box="waiting").json()["results"]
        assert (waiting["kind"], waiting["details"]["amount_paise"]) == ("release", PAISE)
        assert "₹10,000.00 of the milestone 'Part 1'" in waiting["effect"]
        assert waiting["allowed_moves"] == ["approve", "refuse"]
        assert user_id is not None

    def test_out_of_a_deposit_that_clears(self) -> None:
        deal = a_deal(buyer=a_shop("Asha Exports"))
        api = Api(deal.buyer.api_key())
        deposit = asked_for(deal.buyer, rupees(PAISE))
        answer = api.post(at(deal, "fund/"), {"deposit_id": str(deposit.id)}, keyed())
        assert (answer.status_code, answer.json()["status"]) == (201, "planned")
        # The buyer sees what is meant for it, and pays no second time; the seller is told nothing.
        assert answer.json()["awaited_deposit_ids"] == [str(deposit.id)]
        assert Api(deal.seller.api_key()).get(at(deal)).json()["awaited_deposit_ids"] == []
        both = {"deposit_id": str(deposit.id), "amount_paise": 1}
        assert problem_of(api.post(at(deal, "fund/"), both, keyed())) == (400, "malformed")
        clear(paid(deposit))
        with db.transaction():
            actions.use_deposit(
                merchant_id=deal.buyer.id, deposit_id=deposit.id, actor=WHO, at=db.clock()
            )
        now = api.get(at(deal)).json()
        assert (now["status"], now["awaited_deposit_ids"]) == ("funded", [])
        wrong = api.post(at(deal, "fund/"), {"deposit_id": str(uuid4())}, keyed())
        assert problem_of(wrong) == (409, "illegal_move")

    def test_goes_back(self, deal: Deal, buyer: Api, seller: Api) -> None:
        deal.fund()
        part = seller.post(at(deal, "refund/"), {"amount_paise": 250_000}, keyed()).json()
        assert (part["refunded_paise"], part["left_paise"]) == (250_000, 750_000)
        whole = seller.post(at(deal, "refund/"), {}, keyed()).json()
        assert whole["status"] == "refunded"
        timeline = buyer.get(at(deal, "timeline/")).json()
        assert [each["what"] for each in timeline["steps"]] == [
            "milestone.funded", "milestone.refunded", "milestone.refunded",
        ]  # fmt: skip
        assert [(each["kind"], each["fee_back_paise"]) for each in timeline["payments"]] == [
            ("refund", 2_950), ("refund", 8_850),
        ]  # fmt: skip

    def test_the_buyer_goes_alone(self) -> None:
        deal = a_deal(deliver_by=db.clock() + DAY)
        api = Api(deal.buyer.api_key())
        deal.fund()
        early = api.post(at(deal, "cancel/"), {}, keyed())
        assert problem_of(early) == (409, "not_overdue")
        pass_time(4 * DAY)
        told = api.get(at(deal)).json()
        assert "cancel" in told["allowed_moves"]
        assert api.post(at(deal, "cancel/"), {}, keyed()).json()["status"] == "refunded"


class TestProposals:
    def test_are_made_listed_answered(self, deal: Deal, buyer: Api, seller: Api) -> None:
        deal.fund()
        body = {"to_seller_paise": 600_000, "to_buyer_paise": 400_000, "note": "Let us end it."}
        made = seller.post(at(deal, "proposals/"), body)
        assert (made.status_code, made.json()["status"]) == (201, "open")
        place = f"proposals/{made.json()['id']}/"
        assert buyer.get(at(deal, "proposals/")).json()["results"] == [made.json()]
        own = seller.post(at(deal, f"{place}refuse/"))
        assert problem_of(own) == (403, "own_proposal")
        assert buyer.post(at(deal, f"{place}refuse/")).json()["status"] == "refused"
        late = seller.post(at(deal, f"{place}withdraw/"))
        assert problem_of(late) == (409, "proposal_not_open")
        assert late.json()["state"] == "refused"
        again = seller.post(at(deal, "proposals/"), body).json()["id"]
        gone = seller.post(at(deal, f"proposals/{again}/withdraw/"))
        assert gone.json()["status"] == "withdrawn"

    def test_to_cancel_it_all(self, deal: Deal, buyer: Api, seller: Api) -> None:
        deal.fund()
        place = f"/agreements/{deal.agreement_id}/cancellation/"
        made = seller.post(place, {"note": "We cannot."})
        assert made.status_code == 201
        told = buyer.get(f"/agreements/{deal.agreement_id}/").json()
        assert told["cancellation"]["id"] == made.json()["id"]
        assert told["allowed_moves"] == ["accept_cancellation", "refuse_cancellation"]
        done = buyer.post(f"{place}{made.json()['id']}/accept/", {}, keyed())
        assert (done.status_code, done.json()["status"]) == (201, "cancelled")

    def test_to_cancel_are_refused_or_withdrawn(self, deal: Deal, buyer: Api, seller: Api) -> None:
        place = f"/agreements/{deal.agreement_id}/cancellation/"
        first = seller.post(place, {}).json()["id"]
        assert buyer.post(f"{place}{first}/refuse/").json()["status"] == "refused"
        second = seller.post(place, {}).json()["id"]
        assert seller.post(f"{place}{second}/withdraw/").json()["status"] == "withdrawn"

    def test_to_cancel_are_an_owners(self, deal: Deal) -> None:
        user_id, _ = a_member(deal.buyer, MemberRole.FINANCE)
        api = Api(key_made_by(deal.buyer, user_id))
        before = everything()
        answer = api.post(f"/agreements/{deal.agreement_id}/cancellation/", {})
        assert problem_of(answer) == (403, "role_too_low")
        assert changed_since(before, "identity_api_key") == {}


class TestEvidence:
    def test_is_uploaded_handed_in_and_opened_by_the_other_side(
        self, deal: Deal, buyer: Api, seller: Api
    ) -> None:
        deal.fund()
        sent = seller.raw(f"{at(deal, 'evidence/')}?name=bill.pdf", a_pdf("bill"),
                          content_type="application/pdf")  # fmt: skip
        assert sent.status_code == 201, sent.content
        file = sent.json()
        assert (file["media_type"], file["name"], len(file["sha256"])) == (
            "application/pdf", "bill.pdf", 64,
        )  # fmt: skip
        person = Api(signed_in(deal.buyer.owner_email).access, deal.buyer.id)
        link = at(deal, f"evidence/{file['file_id']}/link/")
        # Before it is handed in it is the seller's own.
        assert problem_of(person.post(link)) == (404, "evidence_not_found")
        body = {"note": "Done.", "files": [{"file_id": file["file_id"], "document": "bill"}]}
        assert seller.post(at(deal, "submit/"), body).status_code == 200
        [shown] = buyer.get(at(deal, "evidence/")).json()["results"]
        assert (shown["round"], shown["note"]) == (1, "Done.")
        assert shown["files"] == [file | {"document": "bill"}]
        url = person.post(link).json()["url"].removeprefix("/api/v1")
        assert person.get(url).content == a_pdf("bill")
        stranger = Api(signed_in(a_shop("Chand").owner_email).access)
        assert problem_of(stranger.get(url)) == (404, "file_link_invalid")
        assert problem_of(buyer.post(link)) == (403, "person_required")

    def test_is_not_opened_by_who_has_left_meanwhile(self, deal: Deal, seller: Api) -> None:
        deal.fund()
        sent = seller.raw(at(deal, "evidence/"), a_pdf("bill"), content_type="application/pdf")
        file_id = sent.json()["file_id"]
        seller.post(at(deal, "submit/"), {"note": "Done.", "files": [{"file_id": file_id}]})
        user_id, email = a_member(deal.buyer, MemberRole.VIEWER)
        person = Api(signed_in(email).access, deal.buyer.id)
        url = person.post(at(deal, f"evidence/{file_id}/link/")).json()["url"]
        place = url.removeprefix("/api/v1")
        assert person.get(place).status_code == 200
        with db.transaction():
            identity.remove_member(
                merchant_id=deal.buyer.id, member_id=membership_of(deal.buyer, user_id),
                actor=deal.buyer.actor, at=db.clock(),
            )  # fmt: skip
        assert problem_of(person.get(place)) == (404, "file_link_invalid")

    def test_is_the_sellers_and_what_it_says_it_is(
        self, deal: Deal, buyer: Api, seller: Api
    ) -> None:
        place = at(deal, "evidence/")
        answer = buyer.raw(place, a_pdf(), content_type="application/pdf")
        assert problem_of(answer) == (403, "wrong_side")
        answer = seller.raw(place, b"MZ\x90", content_type="application/pdf")
        assert problem_of(answer) == (422, "file_type_not_allowed")

    def test_of_somebody_else_is_not_handed_in(self, deal: Deal, seller: Api) -> None:
        deal.fund()
        for file_id in (a_file(deal.buyer), uuid4()):
            body = {"note": "Done.", "files": [{"file_id": str(file_id)}]}
            answer = seller.post(at(deal, "submit/"), body)
            assert problem_of(answer) == (422, "evidence_unknown")
            assert answer.json()["errors"][0]["pointer"] == "/files/0/file_id"

    @pytest.mark.parametrize(
        "files", [{}, [5], [{"file_id": "x"}], [{"document": "bill"}], [{}] * 21]
    )
    def test_has_a_shape(self, deal: Deal, seller: Api, files: Any) -> None:
        answer = seller.post(at(deal, "submit/"), {"note": "Done.", "files": files})
        assert problem_of(answer)[0] == 400


class TestSignals:
    def test_come_by_a_key_that_may_do_nothing_else(self) -> None:
        deal = a_deal(conditions={"all": [{"type": "signal", "name": "arrived"}]})
        deal.fund()
        may, may_not = (
            Api(deal.buyer.api_key(scope)) for scope in (CONDITIONS_WRITE, ESCROW_WRITE)
        )
        refused = may_not.post(at(deal, "signal/"), {"name": "arrived"})
        assert problem_of(refused) == (403, "scope_missing")
        assert problem_of(may.post(at(deal, "approve/"), yes(deal), keyed())) == (
            403, "scope_missing",
        )  # fmt: skip
        unknown = may.post(at(deal, "signal/"), {"name": "lost"})
        assert problem_of(unknown) == (422, "signal_unknown")
        given = may.post(at(deal, "signal/"), {"name": "arrived"})
        assert given.json() == {"milestone_id": str(deal.id()), "name": "arrived"}
        assert deal.state() == "released"


def test_what_is_held_is_told_to_both_alike(deal: Deal, buyer: Api, seller: Api) -> None:
    deal.fund()
    file_id = a_file(deal.seller)
    deal.submit(1, Evidence(file_id=file_id))
    deal.dispute(PAISE)
    waits = [api.get(at(deal)).json()["waiting"] for api in (buyer, seller)]
    assert waits[0] == waits[1]
    refused = buyer.post(at(deal, "approve/"), yes(deal), keyed())
    assert problem_of(refused) == (409, "milestone_paused")
    assert refused.json()["reason"] == "dispute"

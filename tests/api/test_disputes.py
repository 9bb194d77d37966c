"""``/disputes/``: shapes, refusals, each side's own view, and who of a merchant may do what."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from pytest_django import Settings

from adulis.identity.values import ESCROW_WRITE, MemberRole
from tests.asking import REPLAYED, key_made_by, keyed
from tests.bank import broken_promises
from tests.callers.cast import signed_in
from tests.disputing import DAY, LOCKED, PAISE, a_judge, a_quarrel, pass_time
from tests.doors import Api, problem_of
from tests.escrowing import Deal, a_deal
from tests.files import a_pdf, folder
from tests.world import a_member, a_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _localhost(settings: Settings, tmp_path: Path) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES = folder(tmp_path)


@pytest.fixture
def deal() -> Deal:
    made = a_deal()
    made.fund()
    made.submit()
    return made


@pytest.fixture
def buyer(deal: Deal) -> Api:
    return Api(deal.buyer.api_key())


@pytest.fixture
def seller(deal: Deal) -> Api:
    return Api(deal.seller.api_key())


def opened(deal: Deal, buyer: Api, **more: Any) -> dict[str, Any]:
    told = {"reason": "defective", "amount_paise": LOCKED, "statement": "It does not\npump."}
    answer = buyer.post(f"/milestones/{deal.id()}/dispute/", told | more, keyed())
    assert answer.status_code == 201, answer.json()
    found: dict[str, Any] = answer.json()
    return found


def at(told: dict[str, Any], what: str = "") -> str:
    return f"/disputes/{told['id']}/{what}"


class TestOpening:
    def test_as_its_opener_sees_it(self, deal: Deal, buyer: Api) -> None:
        told = opened(deal, buyer, claimed_paise=500_000)
        moments = {"opened_at", "entered_at"}
        assert {name: told[name] for name in told if name not in {"open_offer", *moments}} == {
            "id": told["id"], "milestone_id": str(deal.id()), "milestone_title": "Part 1",
            "agreement_id": str(deal.agreement_id), "subject": deal.agreement.subject,
            "merchant_id": str(deal.buyer.id), "side": "buyer", "buyer_name": "Asha Exports",
            "seller_name": "Binu Traders", "status": "opened", "currency": "INR",
            "amount_paise": LOCKED, "locked_paise": LOCKED, "opened_by_side": "buyer",
            "reason": "defective", "statement": "It does not\npump.", "claimed_paise": 500_000,
            "answer": None, "answer_claimed_paise": None, "answered_at": None, "turn": "seller",
            "escalated_by": None, "ruling_by": None, "rulings": [], "appeal_until": None,
            "accepted_by": [], "appealed_by_side": None, "appeal": None, "appealed_at": None,
            "to_seller_paise": None, "to_buyer_paise": None,
            "waiting": {
                "for": "response", "on": "the seller", "until": told["waiting"]["until"],
                "then": "An operator rules on what there is then: silence pays nobody by itself.",
            },
            "allowed_moves": ["withdraw", "add_evidence"], "version": 1, "ended_at": None,
        }  # fmt: skip
        offer = told["open_offer"]
        assert (offer["number"], offer["to_seller_paise"]) == (1, 100_000)

    def test_as_the_other_side_and_nobody_else_sees_it(
        self, deal: Deal, buyer: Api, seller: Api
    ) -> None:
        told = opened(deal, buyer)
        theirs = seller.get(at(told)).json()
        assert theirs["allowed_moves"] == ["respond", "accept_offer", "add_evidence"]
        stranger = Api(a_shop("Chand").api_key())
        for path in ("", "timeline/", "preview/", "offers/", "evidence/"):
            assert problem_of(stranger.get(at(told, path))) == (404, "dispute_not_found")
        assert stranger.get("/disputes/").json()["results"] == []

    def test_the_milestone_shows_it(self, deal: Deal, buyer: Api) -> None:
        before = buyer.get(f"/milestones/{deal.id()}/").json()
        assert "dispute" in before["allowed_moves"]
        told = opened(deal, buyer)
        after = buyer.get(f"/milestones/{deal.id()}/").json()
        assert (after["dispute_id"], after["disputed_paise"]) == (told["id"], LOCKED)
        assert "dispute" not in after["allowed_moves"]

    def test_what_is_refused(self, deal: Deal, buyer: Api) -> None:
        good = {"reason": "late", "amount_paise": LOCKED, "statement": "x"}
        path = f"/milestones/{deal.id()}/dispute/"
        for wrong, problem in (
            ({"amount_paise": PAISE + 1}, (422, "amount_not_left")),
            ({"claimed_paise": LOCKED + 1}, (422, "claim_too_much")),
            ({"reason": "silence"}, (400, "malformed")),
            ({"statement": ""}, (400, "malformed")),
        ):
            assert problem_of(buyer.post(path, good | wrong, keyed()))[0] == problem[0]
        opened(deal, buyer)
        assert problem_of(buyer.post(path, good, keyed())) == (409, "dispute_exists")

    def test_a_repeated_request_is_one_dispute(self, deal: Deal, buyer: Api) -> None:
        told = {"reason": "late", "amount_paise": LOCKED, "statement": "x"}
        key, path = keyed(), f"/milestones/{deal.id()}/dispute/"
        first, again = buyer.post(path, told, key), buyer.post(path, told, key)
        assert first.content == again.content
        assert again[REPLAYED] == "true"
        assert buyer.get("/disputes/").json()["count"] == 1


class TestAList:
    def test_filters(self, deal: Deal, buyer: Api, seller: Api) -> None:
        told = opened(deal, buyer)
        asked: list[tuple[dict[str, str], int]] = [
            ({}, 1), ({"status": "live"}, 1), ({"status": "opened"}, 1), ({"status": "ruled"}, 0),
            ({"side": "buyer"}, 1), ({"side": "seller"}, 0),
            ({"milestone_id": str(deal.id())}, 1), ({"milestone_id": str(uuid4())}, 0),
        ]  # fmt: skip
        for query, count in asked:
            assert buyer.get(f"/disputes/?{urlencode(query)}").json()["count"] == count, query
        buyer.post(at(told, "withdraw/"), None)
        assert seller.get("/disputes/", status="live").json()["results"] == []


class TestSettling:
    def test_sixty_to_forty(self, deal: Deal, buyer: Api, seller: Api) -> None:
        told = opened(deal, buyer, amount_paise=PAISE)
        seller.post(at(told, "respond/"), {"claimed_paise": PAISE, "statement": "It pumps."})
        both = {"to_seller_paise": 600_000, "to_buyer_paise": 400_000}
        assert problem_of(seller.post(at(told, "offers/"), both)) == (
            409, "not_your_turn_in_dispute",
        )  # fmt: skip
        offer = buyer.post(at(told, "offers/"), both | {"note": "Let us end it."}).json()
        path = at(told, f"offers/{offer['id']}/accept/")
        wrong = {"to_seller_paise": 600_001, "to_buyer_paise": 399_999}
        assert problem_of(seller.post(path, wrong, keyed())) == (409, "offer_differs")
        shown = seller.get(
            at(told, "preview/"), to_seller_paise="600000", to_buyer_paise="400000"
        ).json()
        assert (shown["seller_net_paise"], shown["buyer_back_paise"]) == (600_000, 400_000)
        done = seller.post(path, both, keyed()).json()
        assert (done["status"], done["to_seller_paise"]) == ("settled", 600_000)
        assert done["allowed_moves"] == []
        offers = buyer.get(at(told, "offers/")).json()["results"]
        assert [each["status"] for each in offers] == ["superseded", "superseded", "accepted"]
        steps = buyer.get(at(told, "timeline/")).json()["steps"]
        assert [each["what"] for each in steps] == [
            "dispute.opened", "dispute.responded", "dispute.offered", "dispute.offered",
            "dispute.settled",
        ]  # fmt: skip
        assert broken_promises() == []

    def test_a_no(self, deal: Deal, buyer: Api, seller: Api) -> None:
        told = opened(deal, buyer)
        seller.post(at(told, "respond/"), {"claimed_paise": 0, "statement": "Well."})
        offer = buyer.get(at(told)).json()["open_offer"]
        no = buyer.post(at(told, f"offers/{offer['id']}/refuse/"), None).json()
        assert no["status"] == "refused"
        assert seller.get(at(told)).json()["turn"] == "seller"


class TestARuling:
    def test_both_sides_read_why_and_accept(self, deal: Deal, buyer: Api, seller: Api) -> None:
        quarrel = a_quarrel(deal=deal).escalated()
        quarrel.rule(a_judge(), 360_000, reason="It pumps, but late.")
        path = f"/disputes/{quarrel.id}/"
        for api in (buyer, seller):
            told = api.get(path).json()
            assert [each["reason"] for each in told["rulings"]] == ["It pumps, but late."]
            assert "accept_ruling" in told["allowed_moves"]
            assert api.post(f"{path}accept-ruling/", {}, keyed()).status_code == 201
        done = buyer.get(path).json()
        assert (done["status"], done["to_seller_paise"]) == ("executed", 360_000)

    def test_an_appeal(self, deal: Deal, buyer: Api, seller: Api) -> None:
        quarrel = a_quarrel(deal=deal).escalated()
        quarrel.rule(a_judge(), LOCKED)
        path = f"/disputes/{quarrel.id}/appeal/"
        assert problem_of(seller.post(path, {"statement": "No."})) == (409, "nothing_to_appeal")
        told = buyer.post(path, {"statement": "The photo shows it."}).json()
        assert (told["status"], told["waiting"]["for"]) == ("appealed", "second_ruling")
        assert (told["appealed_by_side"], told["appeal"]) == ("buyer", "The photo shows it.")

    def test_asked_for_by_one_and_by_both(self, deal: Deal, buyer: Api, seller: Api) -> None:
        told = opened(deal, buyer)
        path = at(told, "escalate/")
        assert problem_of(buyer.post(path, None))[0] == 409
        seller.post(at(told, "respond/"), {"claimed_paise": LOCKED, "statement": "No."})
        assert buyer.post(path, None).json()["status"] == "negotiating"
        assert problem_of(buyer.post(path, None)) == (409, "escalation_asked")
        assert seller.post(path, None).json()["status"] == "ruling"

    def test_silence(self, deal: Deal, buyer: Api) -> None:
        told = opened(deal, buyer)
        pass_time(5 * DAY)
        found = buyer.get(at(told)).json()
        assert (found["status"], found["escalated_by"]) == ("ruling", "silence")
        assert found["waiting"]["on"] == "an operator"


class TestEvidence:
    def test_is_hashed_and_read_by_both(self, deal: Deal, buyer: Api) -> None:
        told = opened(deal, buyer)
        path = at(told, "evidence/")
        made = buyer.raw(f"{path}?name=photo.pdf", a_pdf("photo"), content_type="text/plain")
        assert made.status_code == 201
        person = Api(signed_in(deal.seller.owner_email).access, deal.seller.id)
        (seen,) = person.get(path).json()["results"]
        assert seen == made.json()
        assert (seen["by_side"], len(seen["sha256"])) == ("buyer", 64)
        link = person.post(f"{path}{seen['file_id']}/link/", None).json()
        content = person.get(link["url"].removeprefix("/api/v1"))
        assert content.content == a_pdf("photo")

    def test_is_closed_when_somebody_rules(self, deal: Deal, buyer: Api) -> None:
        quarrel = a_quarrel(deal=deal).escalated()
        path = f"/disputes/{quarrel.id}/evidence/"
        refused = buyer.raw(path, a_pdf("late"), content_type="application/pdf")
        assert problem_of(refused) == (409, "evidence_closed")


class TestWhoOfAMerchant:
    def test_owners_bind_and_finance_brings_files(self, deal: Deal) -> None:
        quarrel = a_quarrel(deal=deal)
        seen = {}
        for role in (MemberRole.VIEWER, MemberRole.FINANCE):
            user_id, _ = a_member(deal.seller, role)
            api = Api(key_made_by(deal.seller, user_id, [ESCROW_WRITE, "read"]))
            seen[role] = api.get(f"/disputes/{quarrel.id}/").json()["allowed_moves"]
            refused = api.post(
                f"/disputes/{quarrel.id}/respond/", {"claimed_paise": 1, "statement": "x"}
            )
            assert problem_of(refused) == (403, "role_too_low")
        assert seen == {MemberRole.VIEWER: [], MemberRole.FINANCE: ["add_evidence"]}

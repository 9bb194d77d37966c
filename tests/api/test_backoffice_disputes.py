"""Disputes in the back office: what waits, what both sides say, and a ruling seen before it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from pytest_django import Settings

from adulis.approvals.models import Approval
from adulis.disputes import actions
from adulis.files import actions as files
from adulis.files.sniffing import inspect
from adulis.files.values import FilePurpose
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind
from tests.backoffice import BUTTON, SAVED, done, hidden, operator, text_of
from tests.bank import broken_promises
from tests.disputing import LOCKED, Quarrel, a_quarrel
from tests.escrowing import a_deal, an_escrow_fee
from tests.files import a_pdf, folder
from tests.rows import changed_since, everything
from tests.world import Shop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_desk")]
COMPLIANCE, ADMIN = OperatorRole.COMPLIANCE, OperatorRole.ADMIN
SIXTY = {"to_seller_paise": "360000", "to_buyer_paise": "240000", "reason": "It pumps, but late."}


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES = folder(tmp_path)


@pytest.fixture
def quarrel() -> Quarrel:
    an_escrow_fee(200)
    deal = a_deal()
    deal.fund()
    deal.submit()
    return a_quarrel(deal=deal)


def place(quarrel: Quarrel, what: str = "") -> str:
    return f"/admin/disputes/{quarrel.id}/{what}"


def brought(quarrel: Quarrel, shop: Shop) -> Any:
    """A file whose content is there."""
    content = a_pdf("photo")
    given = inspect(content, purpose=FilePurpose.DISPUTE, name="photo.pdf")
    file_id = quarrel.do(shop, actions.begin_evidence, given=given)
    key = files.put_content(file_id=file_id, content=content, actor=shop.actor, at=db.clock())
    return quarrel.do(shop, actions.keep_evidence, file_id=file_id, key_id=key)


class TestLooking:
    @pytest.mark.parametrize("role", list(OperatorRole))
    def test_every_role_sees_what_both_say(self, quarrel: Quarrel, role: OperatorRole) -> None:
        proof = brought(quarrel, quarrel.buyer)
        quarrel.escalated()
        client = operator(role)
        listed = text_of(client.get("/admin/disputes/"))
        assert f'href="{place(quarrel)}"' in listed
        assert "6,000.00" in listed
        page = text_of(client.get(place(quarrel)))
        for words in ("It does not pump.", "It works.", proof.sha256, "Binu Traders"):
            assert words in page
        may_rule = role in {COMPLIANCE, ADMIN}
        assert (BUTTON in page) is may_rule
        assert ("backoffice/ruling.js" in page) is may_rule
        assert (f"{place(quarrel)}files/" in page) is may_rule

    def test_the_queue_is_what_waits_for_a_ruling(self, quarrel: Quarrel) -> None:
        client = operator(COMPLIANCE)
        for status, is_there in (("", False), ("live", True), ("all", True), ("opened", True),
                                 ("executed", False)):  # fmt: skip
            page = text_of(client.get("/admin/disputes/", {"status": status}))
            assert (place(quarrel) in page) is is_there, status
        assert BUTTON not in text_of(client.get(place(quarrel)))
        quarrel.escalated()
        assert place(quarrel) in text_of(client.get("/admin/disputes/"))
        assert "Disputes" in text_of(client.get("/admin/"))

    def test_a_file_opens_by_a_link(self, quarrel: Quarrel) -> None:
        proof = brought(quarrel, quarrel.buyer)
        client = operator(COMPLIANCE)
        link = client.get(place(quarrel, f"files/{proof.file_id}/"))
        content = client.get(link.headers["Location"])
        assert content.content == a_pdf("photo")
        assert client.get(place(quarrel, f"files/{quarrel.id}/")).status_code == 404
        refused = operator(OperatorRole.SUPPORT).get(place(quarrel, f"files/{proof.file_id}/"))
        assert refused.status_code == 403

    def test_what_is_not_there(self, quarrel: Quarrel) -> None:
        client = operator(COMPLIANCE)
        absent = f"/admin/disputes/{quarrel.deal.id()}/"
        assert client.get(absent).status_code == 404
        assert client.get(f"{absent}preview/", SIXTY).status_code == 404


class TestThePreview:
    def test_is_what_will_be_done_to_the_paisa(self, quarrel: Quarrel) -> None:
        quarrel.escalated()
        client = operator(COMPLIANCE)
        before = everything()
        told = dict(client.get(place(quarrel, "preview/"), SIXTY).json()["rows"])
        # Of ₹100 the seller bears 36 %, and GST; the buyer has back their share of the fee on 24 %.
        assert told == {
            "To Binu Traders, net": "₹3,557.52", "Seller's fee": "₹36.00", "Tax on it": "₹6.48",
            "Back to Asha Exports": "₹2,428.32", "Buyer's fee": "₹36.00", "Tax on that": "₹6.48",
            "Altogether": "₹6,070.80",
        }  # fmt: skip
        assert changed_since(before, *SAVED) == {}
        quarrel.rule(judge_of(client), 360_000)
        bought = quarrel.buyer.available
        for shop in (quarrel.buyer, quarrel.seller):
            quarrel.do(shop, actions.accept_ruling)
        assert quarrel.seller.available == 355_752
        assert quarrel.buyer.available - bought == 242_832
        assert broken_promises() == []

    def test_says_what_is_wrong(self, quarrel: Quarrel) -> None:
        quarrel.escalated()
        client = operator(COMPLIANCE)
        answer = client.get(place(quarrel, "preview/"), SIXTY | {"to_buyer_paise": "1"})
        assert (answer.status_code, "₹6,000.00" in answer.json()["error"]) == (409, True)
        assert client.get(place(quarrel, "preview/"), {"to_seller_paise": "x"}).status_code == 400

    def test_only_whoever_rules_asks(self, quarrel: Quarrel) -> None:
        for role in (OperatorRole.SUPPORT, OperatorRole.FINANCE):
            assert operator(role).get(place(quarrel, "preview/"), SIXTY).status_code == 403

    def test_its_script_is_our_own_file(self) -> None:
        assert finders.find("backoffice/ruling.js") is not None


class TestRuling:
    def test_is_shown_first_and_then_done(self, quarrel: Quarrel) -> None:
        quarrel.escalated()
        client = operator(COMPLIANCE)
        question = done(client, place(quarrel, "rule/"), SIXTY)
        assert "To Binu Traders, net" in question
        assert "It pumps, but late." in question
        (ruling,) = quarrel.rulings
        assert (ruling.to_seller_minor, quarrel.state) == (360_000, "ruled")
        assert BUTTON not in text_of(client.get(place(quarrel)))

    def test_another_thing_than_was_seen_is_asked_again(self, quarrel: Quarrel) -> None:
        quarrel.escalated()
        client = operator(COMPLIANCE)
        sent = hidden(client.post(place(quarrel, "rule/"), SIXTY)) | {"seen": "something else"}
        before = everything()
        again = text_of(client.post(place(quarrel, "rule/"), sent))
        assert "It would do something else by now" in again
        assert changed_since(before, *SAVED) == {}

    def test_what_is_wrong_is_said_on_the_page(self, quarrel: Quarrel) -> None:
        quarrel.escalated()
        client = operator(COMPLIANCE)
        before = everything()
        for wrong in ({"to_buyer_paise": "1"}, {"reason": ""}, {"to_seller_paise": "-1"}):
            page = client.post(place(quarrel, "rule/"), SIXTY | wrong)
            assert page.status_code == 400
            assert "errornote" in text_of(page)
        assert changed_since(before, *SAVED) == {}

    def test_above_the_limit_a_second_operator_agrees(
        self, quarrel: Quarrel, settings: Settings
    ) -> None:
        settings.DISPUTE_APPROVAL_ABOVE_PAISE = LOCKED - 1
        quarrel.escalated()
        client = operator(COMPLIANCE)
        done(client, place(quarrel, "rule/"), SIXTY)
        asked = Approval.objects.get(kind="ruling")
        page = text_of(client.get(place(quarrel)))
        assert f"/admin/inbox/{asked.id}/" in page
        assert BUTTON not in page
        second = operator(ADMIN)
        assert "₹3,600.00 go to Binu Traders" in text_of(second.get(f"/admin/inbox/{asked.id}/"))

    def test_an_appeal_is_another_operators(self, quarrel: Quarrel) -> None:
        quarrel.escalated()
        first = operator(COMPLIANCE)
        done(first, place(quarrel, "rule/"), SIXTY)
        quarrel.do(quarrel.buyer, actions.appeal, statement="The photo shows it.")
        page = text_of(first.get(place(quarrel)))
        assert "The photo shows it." in page
        assert "Rule on the appeal" in page
        same = first.post(
            place(quarrel, "rule/"), hidden(first.post(place(quarrel, "rule/"), SIXTY))
        )
        assert (same.status_code, "Another operator has to rule" in text_of(same)) == (400, True)
        done(operator(ADMIN), place(quarrel, "rule/"), SIXTY)
        assert quarrel.state == "executed"
        assert broken_promises() == []

    def test_nobody_else_rules(self, quarrel: Quarrel) -> None:
        quarrel.escalated()
        for role in (OperatorRole.SUPPORT, OperatorRole.FINANCE):
            assert operator(role).post(place(quarrel, "rule/"), SIXTY).status_code == 403


def judge_of(client: Client) -> Any:
    """Whoever is signed in there, as the room knows them."""
    person = client.session["_auth_user_id"]
    return Actor(ActorKind.OPERATOR, person, person)

"""Disputes from opening to a settlement: what each verb changes and refuses, and silence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError

from adulis.audit.models import AuditRecord
from adulis.cases.models import Case
from adulis.disputes import actions, errors, queries
from adulis.disputes.models import Dispute, Proof
from adulis.disputes.values import Reason
from adulis.escrow.errors import AmountNotLeft, MilestoneNotFound, MilestonePaused
from adulis.escrow.values import HoldKind, OnSilence
from adulis.kernel import db
from adulis.kernel.errors import Refusal
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import rupees
from tests.bank import broken_promises
from tests.disputing import (
    DAY,
    LOCKED,
    PAISE,
    Quarrel,
    a_judge,
    a_quarrel,
    confirmed,
    held_by_bank,
    opened_by,
    pass_time,
)
from tests.escrowing import WHO, Deal, a_deal, an_escrow_fee
from tests.rows import changed_since, everything
from tests.world import a_shop

pytestmark = pytest.mark.django_db
LEFT = PAISE - LOCKED


def refused(why: type[Refusal], verb: Callable[[], Any]) -> Refusal:
    """It is refused, and nothing changed."""
    before = everything()
    with pytest.raises(why) as caught:
        verb()
    assert changed_since(before) == {}
    return caught.value


@pytest.fixture
def deal() -> Deal:
    made = a_deal()
    made.fund()
    made.submit()
    return made


@pytest.fixture
def quarrel(deal: Deal) -> Quarrel:
    return a_quarrel(deal=deal)


class TestOpening:
    def test_only_the_disputed_part_is_locked(self, deal: Deal) -> None:
        quarrel = opened_by(deal.buyer, deal, claimed=rupees(500_000))
        row = quarrel.row
        assert (row.state, row.turn, row.opened_by_side) == ("opened", "seller", "buyer")
        assert (row.amount_minor, row.claim_minor) == (LOCKED, 500_000)
        assert (quarrel.locked, deal.held()) == (LOCKED, LEFT)
        # What is claimed is an offer: the other side may simply accept it.
        assert quarrel.offers == [("buyer", 100_000, "open")]
        assert quarrel.told() == quarrel.told(seller=True) == ["opened"]
        assert deal.state() == "submitted"
        assert broken_promises() == []

    def test_the_rest_goes_on(self, quarrel: Quarrel) -> None:
        quarrel.deal.approve()
        assert quarrel.seller.available == LEFT
        # Nothing is left but what is disputed, so the milestone is held.
        assert quarrel.deal.milestone().paused_reason == HoldKind.DISPUTE
        assert broken_promises() == []

    def test_by_the_seller_too(self, deal: Deal) -> None:
        quarrel = opened_by(deal.seller, deal, PAISE, reason=Reason.NOT_ACCEPTED)
        assert (quarrel.row.turn, quarrel.offers) == ("buyer", [("seller", PAISE, "open")])
        assert deal.milestone().paused_reason == "dispute"

    def test_who_did_it_is_on_record_with_both_sides(self, quarrel: Quarrel) -> None:
        records = AuditRecord.objects.filter(action="dispute.open", subject=quarrel.row.subject)
        seen = {each.merchant_id: each.actor_kind for each in records}
        assert seen == {quarrel.buyer.id: "user", quarrel.seller.id: "system"}

    def test_one_at_a_time(self, quarrel: Quarrel) -> None:
        found = refused(
            errors.DisputeExists, lambda: opened_by(quarrel.seller, quarrel.deal, 100_000)
        )
        assert found.facts["dispute_id"] == str(quarrel.id)

    def test_not_more_than_is_left_nor_nothing(self, deal: Deal) -> None:
        for paise in (PAISE + 1, 0):
            refused(
                AmountNotLeft,
                lambda paise=paise: opened_by(deal.buyer, deal, paise),  # type: ignore[misc]
            )

    def test_not_more_is_claimed_than_is_disputed(self, deal: Deal) -> None:
        refused(
            errors.ClaimTooMuch,
            lambda: opened_by(deal.buyer, deal, LOCKED, claimed=rupees(LOCKED + 1)),
        )

    def test_not_about_what_is_planned_or_over(self) -> None:
        deal = a_deal()
        refused(IllegalMove, lambda: opened_by(deal.buyer, deal))
        deal.fund()
        deal.approve()
        with pytest.raises(Refusal):
            opened_by(deal.buyer, deal)

    def test_nobody_elses(self, deal: Deal, quarrel: Quarrel) -> None:
        other = a_shop("Chandra")
        refused(MilestoneNotFound, lambda: opened_by(other, deal))
        refused(errors.DisputeNotFound, lambda: quarrel.respond(other))
        with pytest.raises(errors.DisputeNotFound):
            queries.dispute_of(other.viewer, quarrel.id)
        assert list(queries.disputes_of(other.viewer)) == []

    def test_the_table_holds_one_live_one_too(self, quarrel: Quarrel) -> None:
        row = quarrel.row
        row.pk = None
        with pytest.raises(IntegrityError, match="disputes_dispute_live_once"), db.transaction():
            Dispute.objects.create(
                milestone_id=row.milestone_id, buyer_id=row.buyer_id, seller_id=row.seller_id,
                about=row.about, opened_by_side="buyer", opened_by="x", reason="other",
                statement="x", amount_minor=1, claim_minor=1, turn="seller",
                opened_at=row.opened_at, entered_at=row.entered_at,
            )  # fmt: skip


class TestTalking:
    def test_the_claim_is_conceded(self, quarrel: Quarrel) -> None:
        quarrel.accept(quarrel.seller)
        assert (quarrel.state, quarrel.locked) == ("settled", 0)
        assert (quarrel.row.to_seller_minor, quarrel.row.to_buyer_minor) == (0, LOCKED)
        assert broken_promises() == []

    def test_an_answer_is_the_other_sides_offer(self, quarrel: Quarrel) -> None:
        quarrel.respond(claimed=LOCKED)
        row = quarrel.row
        assert (row.state, row.turn, row.answer_claim_minor) == ("negotiating", "buyer", LOCKED)
        assert quarrel.offers == [("buyer", 0, "superseded"), ("seller", LOCKED, "open")]
        assert quarrel.told(seller=True) == ["opened", "responded", "offered"]

    def test_only_the_other_side_answers_and_once(self, quarrel: Quarrel) -> None:
        refused(errors.RespondentOnly, lambda: quarrel.respond(quarrel.buyer))
        quarrel.respond()
        refused(IllegalMove, quarrel.respond)

    def test_no_answer_claims_more_than_there_is(self, quarrel: Quarrel) -> None:
        refused(errors.ClaimTooMuch, lambda: quarrel.respond(claimed=LOCKED + 1))

    def test_offers_alternate(self, quarrel: Quarrel) -> None:
        refused(IllegalMove, lambda: quarrel.make_offer(quarrel.seller, 1))
        quarrel.respond()
        refused(errors.NotYourTurnInDispute, lambda: quarrel.make_offer(quarrel.seller, 1))
        quarrel.make_offer(quarrel.buyer, 100_000)
        refused(errors.NotYourTurnInDispute, lambda: quarrel.make_offer(quarrel.buyer, 1))
        quarrel.make_offer(quarrel.seller, 400_000)
        assert [each[1:] for each in quarrel.offers] == [
            (0, "superseded"), (LOCKED, "superseded"), (100_000, "superseded"), (400_000, "open"),
        ]  # fmt: skip

    def test_an_offer_divides_exactly_what_is_locked(self, quarrel: Quarrel) -> None:
        quarrel.respond()
        for sellers, buyers in ((1, LOCKED), (0, LOCKED - 1)):
            found = refused(
                errors.DivisionWrong,
                lambda one=sellers, two=buyers: quarrel.make_offer(quarrel.buyer, one, two),  # type: ignore[misc]
            )
            assert found.facts["locked_paise"] == LOCKED

    def test_sixty_to_forty_is_done_at_once_to_the_paisa(self) -> None:
        an_escrow_fee(200)
        deal = a_deal()
        deal.fund()
        quarrel = a_quarrel(PAISE, deal=deal)
        quarrel.respond(claimed=PAISE)
        quarrel.make_offer(quarrel.buyer, 600_000)
        before = quarrel.buyer.available
        quarrel.accept(quarrel.seller)
        # Of ₹200 fee the seller bears half, ₹100 and GST; six tenths of that are earned.
        assert quarrel.seller.available == 600_000 - 6_000 - 1_080
        # And the buyer has back four tenths, with four tenths of their share of the fee.
        assert quarrel.buyer.available - before == 400_000 + 4_000 + 720
        assert (quarrel.state, deal.state(), deal.held()) == ("settled", "released", 0)
        assert quarrel.told()[-1] == "settled"
        assert broken_promises() == []

    def test_only_the_other_side_accepts_and_what_was_offered(self, quarrel: Quarrel) -> None:
        offer = quarrel.offer
        refused(errors.NotYourOffer, lambda: quarrel.accept(quarrel.buyer, offer))
        told = {**confirmed(offer), "to_seller_paise": 1}
        found = refused(
            errors.OfferDiffers,
            lambda: quarrel.do(
                quarrel.seller, actions.accept_offer, offer_id=offer.id, confirmed=told
            ),
        )
        assert found.facts["to_seller_paise"] == 0
        other = a_quarrel().offer
        refused(errors.OfferNotFound, lambda: quarrel.accept(quarrel.seller, other))

    def test_what_was_replaced_is_not_accepted(self, quarrel: Quarrel) -> None:
        first = quarrel.offer
        quarrel.respond()
        refused(errors.OfferNotOpen, lambda: quarrel.accept(quarrel.seller, first))

    def test_a_no_passes_the_turn(self, quarrel: Quarrel) -> None:
        claim = quarrel.offer
        refused(
            IllegalMove,
            lambda: quarrel.do(quarrel.seller, actions.refuse_offer, offer_id=claim.id),
        )
        quarrel.respond()
        quarrel.do(quarrel.buyer, actions.refuse_offer, offer_id=quarrel.offer.id)
        assert quarrel.row.turn == "seller"
        assert quarrel.told()[-1] == "offer_refused"
        quarrel.make_offer(quarrel.seller, 300_000)
        quarrel.accept(quarrel.buyer)
        assert quarrel.state == "settled"

    def test_while_the_buyers_bank_holds_it_nothing_is_divided(self, quarrel: Quarrel) -> None:
        held_by_bank(quarrel)
        refused(MilestonePaused, lambda: quarrel.accept(quarrel.seller))
        (seen,) = queries.disputes_seen(quarrel.seller.viewer, [quarrel.row], now=db.clock())
        assert "accept_offer" not in seen.allowed_moves


class TestTakingBack:
    def test_the_milestone_goes_on_with_all_of_it(self, quarrel: Quarrel) -> None:
        refused(errors.OpenerOnly, lambda: quarrel.do(quarrel.seller, actions.withdraw_dispute))
        quarrel.do(quarrel.buyer, actions.withdraw_dispute)
        assert (quarrel.state, quarrel.locked, quarrel.deal.held()) == ("withdrawn", 0, PAISE)
        quarrel.deal.approve()
        assert quarrel.seller.available == PAISE
        assert broken_promises() == []

    def test_another_may_follow(self, quarrel: Quarrel) -> None:
        quarrel.do(quarrel.buyer, actions.withdraw_dispute)
        assert opened_by(quarrel.seller, quarrel.deal).state == "opened"

    def test_not_after_a_ruling(self, quarrel: Quarrel) -> None:
        quarrel.escalated().rule(a_judge(), 1)
        refused(IllegalMove, lambda: quarrel.do(quarrel.buyer, actions.withdraw_dispute))


class TestEvidence:
    def test_both_sides_see_what_either_brings(self, quarrel: Quarrel) -> None:
        proof = quarrel.prove(quarrel.buyer)
        for shop in (quarrel.buyer, quarrel.seller):
            (seen,) = queries.evidence_of(shop.viewer, quarrel.id)
            assert (seen.by, seen.sha256, seen.name) == ("buyer", proof.sha256, "photo.pdf")
            assert queries.may_open(shop.viewer.caller, proof.file_id)
            link = queries.file_link(shop.viewer, quarrel.id, proof.file_id, at=db.clock())
            assert link.file_id == proof.file_id
        assert quarrel.told(seller=True)[-1] == "evidence_added"

    def test_nobody_else_does(self, quarrel: Quarrel) -> None:
        proof, other = quarrel.prove(quarrel.buyer), a_shop("Chandra")
        assert not queries.may_open(other.viewer.caller, proof.file_id)
        with pytest.raises(errors.DisputeNotFound):
            queries.file_link(other.viewer, quarrel.id, proof.file_id, at=db.clock())
        with pytest.raises(errors.ProofNotFound):
            queries.file_link(quarrel.buyer.viewer, quarrel.id, quarrel.id, at=db.clock())

    def test_it_is_closed_when_somebody_rules(self, quarrel: Quarrel) -> None:
        quarrel.prove(quarrel.buyer)
        quarrel.escalated()
        refused(errors.EvidenceClosed, lambda: quarrel.prove(quarrel.seller))

    def test_by_the_table_too_and_for_ever(self, quarrel: Quarrel) -> None:
        proof = quarrel.prove(quarrel.buyer)
        quarrel.escalated()
        with pytest.raises(IntegrityError, match="evidence is closed"), db.transaction():
            Proof.objects.create(
                dispute_id=quarrel.id, by_side="buyer", file_id=quarrel.id, sha256="a" * 64,
                added_by="x", at=db.clock(),
            )  # fmt: skip
        with pytest.raises(Exception, match="disputes_proof"), db.transaction():
            Proof.objects.filter(id=proof.id).update(sha256="b" * 64)

    def test_not_more_than_anybody_reads(self, quarrel: Quarrel) -> None:
        for number in range(20):
            quarrel.prove(quarrel.buyer, f"photo {number}")
        refused(errors.TooMuchEvidence, lambda: quarrel.prove(quarrel.buyer))
        quarrel.prove(quarrel.seller)


class TestAskingForARuling:
    def test_one_side_alone_gives_the_other_two_days(self, quarrel: Quarrel) -> None:
        quarrel.respond()
        quarrel.do(quarrel.buyer, actions.escalate)
        assert (quarrel.state, quarrel.told()[-1]) == ("negotiating", "escalation_asked")
        refused(errors.EscalationAsked, lambda: quarrel.do(quarrel.buyer, actions.escalate))
        quarrel.prove(quarrel.seller)
        # Talking on does not put it off.
        pass_time(DAY)
        quarrel.make_offer(quarrel.buyer, 1)
        pass_time(DAY)
        assert (quarrel.state, quarrel.row.escalated_by) == ("ruling", "buyer")
        assert quarrel.offers[-1][2] == "expired"
        assert broken_promises() == []

    def test_both_have_it_at_once(self, quarrel: Quarrel) -> None:
        quarrel.escalated()
        assert (quarrel.state, quarrel.row.turn) == ("ruling", "")
        assert quarrel.told()[-1] == "escalated"

    def test_not_before_the_other_side_has_answered(self, quarrel: Quarrel) -> None:
        refused(IllegalMove, lambda: quarrel.do(quarrel.buyer, actions.escalate))


class TestSilence:
    def test_of_the_other_side_pays_nobody(self, quarrel: Quarrel) -> None:
        (seen,) = queries.disputes_seen(quarrel.buyer.viewer, [quarrel.row], now=db.clock())
        assert seen.waiting is not None
        assert (seen.waiting.reason, seen.waiting.on) == ("response", "the seller")
        assert seen.waiting.then.startswith("An operator rules")
        before = quarrel.buyer.available, quarrel.seller.available
        pass_time(5 * DAY)
        assert (quarrel.state, quarrel.row.escalated_by) == ("ruling", "silence")
        assert (quarrel.buyer.available, quarrel.seller.available) == before
        assert quarrel.locked == LOCKED

    def test_reminders_come_before(self, quarrel: Quarrel) -> None:
        pass_time(5 * DAY)
        assert quarrel.told(seller=True).count("reminder") >= 3

    def test_each_offer_gives_three_days_again(self, quarrel: Quarrel) -> None:
        quarrel.respond()
        pass_time(2 * DAY)
        quarrel.make_offer(quarrel.buyer, 1)
        pass_time(2 * DAY)
        quarrel.make_offer(quarrel.seller, 500_000)
        pass_time(2 * DAY)
        assert quarrel.state == "negotiating"
        pass_time(DAY)
        assert quarrel.state == "ruling"

    def test_but_nobody_talks_for_ever(self, quarrel: Quarrel) -> None:
        quarrel.respond()
        sides = [quarrel.buyer, quarrel.seller]
        for day in range(7):
            quarrel.make_offer(sides[day % 2], day)
            pass_time(2 * DAY)
        assert quarrel.state == "ruling"

    def test_of_operators_is_asked_about(self, quarrel: Quarrel) -> None:
        quarrel.escalated()
        pass_time(7 * DAY)
        case = Case.objects.get(subject=f"milestone-dispute/{quarrel.id}")
        assert (case.kind, case.state, quarrel.locked) == ("dispute_overdue", "open", LOCKED)
        quarrel.rule(a_judge(), 1)
        case.refresh_from_db()
        assert case.state == "closed"
        assert broken_promises() == []


class TestSilenceThatWasAgreedToBeADispute:
    @pytest.fixture
    def silent(self) -> Deal:
        deal = a_deal(on_silence=OnSilence.DISPUTE)
        deal.fund()
        deal.submit()
        return deal

    def open_it(self, deal: Deal) -> bool:
        with db.transaction():
            return actions.open_by_silence(milestone_id=deal.id(), actor=WHO, at=db.clock())

    def test_it_is_the_sellers_claim(self, silent: Deal) -> None:
        assert not self.open_it(silent)
        pass_time(14 * DAY)
        assert self.open_it(silent)
        row = Dispute.objects.get(milestone_id=silent.id())
        assert (row.opened_by_side, row.reason, row.turn) == ("seller", "silence", "buyer")
        assert (row.amount_minor, row.claim_minor) == (PAISE, PAISE)
        assert not self.open_it(silent)
        assert broken_promises() == []

    def test_the_buyer_wakes_up_and_concedes(self, silent: Deal) -> None:
        pass_time(14 * DAY)
        self.open_it(silent)
        quarrel = Quarrel(silent, Dispute.objects.get(milestone_id=silent.id()).id)
        quarrel.accept(silent.buyer)
        assert (silent.state(), silent.seller.available) == ("released", PAISE)

    def test_a_buyer_who_was_quicker_is_heard(self, silent: Deal) -> None:
        pass_time(14 * DAY)
        silent.request_changes()
        assert not self.open_it(silent)

    def test_where_silence_is_a_yes_there_is_none(self, deal: Deal) -> None:
        assert not self.open_it(deal)

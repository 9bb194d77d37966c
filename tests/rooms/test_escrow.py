"""What each verb of escrow changes, what it refuses, and that a refusal changed nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError

from adulis.audit.models import AuditRecord
from adulis.escrow import actions, errors, queries
from adulis.escrow.models import (
    Agreement,
    ChangeRequest,
    Funding,
    Milestone,
    Payment,
    Proposal,
    Submission,
    SubmittedFile,
)
from adulis.escrow.values import Confirmation, Evidence, Rest, Side
from adulis.events.models import Event
from adulis.identity import actions as identity
from adulis.identity.values import Verification
from adulis.kernel import db
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import rupees
from adulis.ledger.errors import InsufficientFunds
from adulis.wallets.values import OWES
from tests.bank import broken_promises
from tests.escrowing import (
    DAY,
    PAISE,
    WHO,
    Deal,
    a_deal,
    a_file,
    act,
    an_escrow_fee,
    an_operator,
    pass_time,
    planned,
    terms,
)
from tests.owing import owes
from tests.rows import changed_since, everything
from tests.world import a_shop

pytestmark = pytest.mark.django_db
DUE = 1_011_800  # ten thousand rupees and half of two per cent, with GST


@pytest.fixture
def deal() -> Deal:
    an_escrow_fee(200)
    return a_deal()


def refused(refusal: type[Exception], verb: Callable[[], Any]) -> Any:
    """It is refused, and nothing has changed."""
    before = everything()
    with pytest.raises(refusal) as found:
        verb()
    assert changed_since(before) == {}
    return found.value


def told(deal: Deal, position: int = 1) -> list[str]:
    """What the buyer was told about a milestone, in order."""
    rows = Event.objects.filter(subject=f"milestone/{deal.id(position)}")
    return [each.type for each in rows.order_by("subject_sequence")]


class TestAnAgreement:
    def test_is_opened_with_its_milestones_and_their_fees(self) -> None:
        an_escrow_fee(200)
        deal = a_deal(PAISE, 500_000, buyer_fee_share_bp=2_500)
        agreement = deal.agreement
        assert (agreement.amount_minor, agreement.state) == (1_500_000, "active")
        assert agreement.fee_rule_id is not None
        assert [
            (m.amount_minor, m.buyer_fee_minor, m.buyer_tax_minor, m.seller_fee_minor,
             m.seller_tax_minor, m.state)
            for m in deal.milestones
        ] == [
            (1_000_000, 5_000, 900, 15_000, 2_700, "planned"),
            (500_000, 2_500, 450, 7_500, 1_350, "planned"),
        ]  # fmt: skip
        assert deal.milestone().conditions == {"all": [{"type": "buyer_approves"}]}
        kinds = Event.objects.filter(type="agreement.opened").values_list("subject", "merchant_id")
        assert set(kinds) == {
            (f"agreement/{agreement.id}", deal.buyer.id),
            (f"incoming-agreement/{agreement.id}", deal.seller.id),
        }
        assert queries.by_subject(agreement.subject) == agreement
        assert queries.by_subject("deal/none") is None

    def test_costs_what_it_cost_when_it_was_opened(self) -> None:
        an_escrow_fee(200)
        deal = a_deal()
        an_escrow_fee(900)
        deal.fund()
        assert deal.milestone().funded_minor == DUE

    def test_is_one_for_each_thing(self, deal: Deal) -> None:
        def again() -> None:
            with db.transaction():
                actions.open_agreement(
                    subject=deal.agreement.subject, buyer_id=deal.buyer.id,
                    seller_id=deal.seller.id, milestones=planned(5), terms=terms(),
                    actor=WHO, at=db.clock(),
                )  # fmt: skip

        refused(errors.AgreementExists, again)

    @pytest.mark.parametrize(
        ("told", "refusal"),
        [
            ({"milestones": planned()[:0]}, errors.EscrowPlanInvalid),
            ({"conditions": {"type": "luck"}}, errors.ConditionsInvalid),
            ({"max_rounds": 99}, errors.EscrowPlanInvalid),
        ],
    )
    def test_needs_a_plan(self, told: dict[str, Any], refusal: type[Exception]) -> None:
        buyer, seller = a_shop("Asha"), a_shop("Binu")
        if "milestones" in told:
            with db.transaction(), pytest.raises(refusal):
                actions.open_agreement(
                    subject="deal/1", buyer_id=buyer.id, seller_id=seller.id, milestones=[],
                    terms=terms(), actor=WHO, at=db.clock(),
                )  # fmt: skip
            return
        refused(refusal, lambda: a_deal(buyer=buyer, seller=seller, **told))

    def test_is_between_two(self) -> None:
        shop = a_shop()
        refused(errors.EscrowPlanInvalid, lambda: a_deal(buyer=shop, seller=shop))

    def test_is_not_made_of_a_fee(self) -> None:
        an_escrow_fee(0, flat=200)
        buyer, seller = a_shop("Asha"), a_shop("Binu")
        refused(
            errors.EscrowPlanInvalid,
            lambda: a_deal(100, buyer=buyer, seller=seller, buyer_fee_share_bp=0),
        )


class TestFunding:
    def test_puts_the_amount_and_the_buyers_share_of_the_fee_into_escrow(self, deal: Deal) -> None:
        before = deal.buyer.available
        deal.fund()
        assert (deal.state(), deal.held(), deal.buyer.available) == ("funded", DUE, before - DUE)
        assert told(deal) == ["milestone.funded"]
        assert Funding.objects.get().amount_minor == DUE
        assert queries.in_escrow(deal.buyer.id) == rupees(DUE)
        assert queries.in_escrow(deal.seller.id) == rupees(0)
        assert broken_promises() == []

    def test_is_recorded_with_both_and_neither_sees_the_others_desk(self, deal: Deal) -> None:
        deal.fund()
        rows = AuditRecord.objects.filter(action="milestone.fund")
        assert {(each.merchant_id, each.actor_kind) for each in rows} == {
            (deal.buyer.id, "user"),
            (deal.seller.id, "system"),
        }

    def test_e02_with_a_part_the_milestone_waits_for_the_rest(self, deal: Deal) -> None:
        deal.fund(paise=400_000)
        assert (deal.state(), deal.held(), deal.milestone().missing_minor) == (
            "planned", 400_000, DUE - 400_000,
        )  # fmt: skip
        assert told(deal) == ["milestone.partly_funded"]
        deal.fund()
        assert (deal.state(), deal.held()) == ("funded", DUE)
        assert [each.number for each in Funding.objects.order_by("number")] == [1, 2]
        assert broken_promises() == []

    def test_e01_takes_no_more_than_is_missing(self, deal: Deal) -> None:
        deal.fund(paise=400_000)
        found = refused(errors.FundingTooMuch, lambda: deal.fund(paise=DUE))
        assert found.facts == {
            "due_paise": DUE, "funded_paise": 400_000, "missing_paise": DUE - 400_000,
        }  # fmt: skip

    def test_happens_once(self, deal: Deal) -> None:
        deal.fund()
        refused(IllegalMove, deal.fund)

    def test_is_refused_where_there_is_not_enough(self) -> None:
        poor = a_deal(buyer=a_shop("Asha", paise=999_999))
        found = refused(InsufficientFunds, poor.fund)
        assert found.facts["required_paise"] == PAISE
        assert found.facts["available_paise"] == 999_999

    def test_is_the_buyers(self, deal: Deal) -> None:
        refused(errors.WrongSide, lambda: deal.sellers(actions.fund_milestone))
        other = a_shop("Chand")
        refused(
            errors.MilestoneNotFound,
            lambda: act(actions.fund_milestone, other, milestone_id=deal.id()),
        )
        refused(
            errors.MilestoneNotFound,
            lambda: act(actions.fund_milestone, deal.buyer, milestone_id=uuid4()),
        )

    def test_is_for_whom_we_know_and_who_owes_nothing(self) -> None:
        stranger = a_deal(buyer=a_shop("Asha", paise=PAISE, verification=Verification.UNVERIFIED))
        refused(errors.BuyerNotVerified, stranger.fund)
        deal = a_deal()
        with db.transaction():
            identity.freeze_payouts(
                merchant_id=deal.buyer.id, reason="A look", actor=WHO, at=db.clock()
            )
        assert refused(errors.BuyerFrozen, deal.fund).facts["reason"] == "A look"
        debtor = a_deal(buyer=a_shop("Asha"))
        owes(debtor.buyer, 500)
        assert refused(errors.BuyerFrozen, debtor.fund).facts["reason"] == OWES


class TestDelivering:
    def test_hands_in_files_with_their_digests(self, deal: Deal) -> None:
        deal.fund()
        file_id = a_file(deal.seller)
        deal.submit(1, Evidence(file_id=file_id, name="invoice"), note="All of it.")
        assert (deal.state(), deal.milestone().round) == ("submitted", 1)
        handed = SubmittedFile.objects.get()
        assert (handed.file_id, handed.name, len(handed.sha256)) == (file_id, "invoice", 64)
        assert Submission.objects.get().note == "All of it."
        assert told(deal)[-1] == "milestone.submitted"

    def test_is_refused_before_there_is_money(self, deal: Deal) -> None:
        refused(IllegalMove, deal.submit)
        deal.fund(paise=1_000)
        refused(IllegalMove, deal.submit)

    def test_is_the_sellers(self, deal: Deal) -> None:
        deal.fund()
        refused(errors.WrongSide, lambda: deal.buyers(actions.submit_milestone, note="Done."))

    def test_takes_the_sellers_own_files_once_each(self, deal: Deal) -> None:
        deal.fund()
        mine, theirs = a_file(deal.seller), a_file(deal.buyer)
        for evidence in (
            [Evidence(file_id=theirs)],
            [Evidence(file_id=uuid4())],
            [Evidence(file_id=mine), Evidence(file_id=mine)],
        ):
            found = refused(errors.EvidenceUnknown, partial(deal.submit, 1, *evidence))
            assert found.pointer == f"/files/{len(evidence) - 1}/file_id"

    def test_changes_are_requested_and_handed_in_again(self, deal: Deal) -> None:
        deal.fund()
        deal.submit()
        deal.request_changes(reason="The second page is missing.")
        assert deal.state() == "changes_requested"
        asked = ChangeRequest.objects.get()
        assert (asked.round, asked.reason) == (1, "The second page is missing.")
        deal.submit()
        assert (deal.state(), deal.milestone().round) == ("submitted", 2)

    def test_changes_end_one_day(self) -> None:
        deal = a_deal(max_rounds=1)
        deal.fund()
        deal.submit()
        deal.request_changes()
        deal.submit()
        assert refused(errors.RoundsUsedUp, deal.request_changes).facts == {"rounds": 1}

    def test_changes_are_the_buyers_to_request(self, deal: Deal) -> None:
        deal.fund()
        refused(IllegalMove, deal.request_changes)
        deal.submit()
        refused(
            errors.WrongSide, lambda: deal.sellers(actions.request_changes, reason="I want more.")
        )


class TestApproving:
    def test_releases_net_fee_and_tax_in_one_commit(self, deal: Deal) -> None:
        deal.fund()
        deal.submit()
        deal.approve()
        assert (deal.state(), deal.held(), deal.agreement.state) == ("released", 0, "completed")
        assert deal.seller.available == 988_200
        [payment] = deal.payments()
        assert (payment.kind, payment.to_seller_minor, payment.fee_minor, payment.tax_minor) == (
            "release", PAISE, 10_000, 1_800,
        )  # fmt: skip
        assert (payment.buyer_fee_minor, payment.buyer_tax_minor) == (10_000, 1_800)
        assert told(deal)[-2:] == ["milestone.approved", "milestone.released"]
        assert broken_promises() == []

    def test_may_come_before_it_is_handed_in(self, deal: Deal) -> None:
        deal.fund()
        deal.approve()
        assert deal.state() == "released"

    def test_confirms_payee_and_amount(self, deal: Deal) -> None:
        deal.fund()
        found = refused(errors.ConfirmationDiffers, lambda: deal.approve(payee=deal.buyer.id))
        assert found.facts["expected_payee_id"] == str(deal.seller.id)
        for paise in (0, PAISE + 1):
            found = refused(errors.AmountNotLeft, partial(deal.approve, paise=paise))
            assert found.facts == {"left_paise": PAISE}

    def test_is_the_buyers(self, deal: Deal) -> None:
        deal.fund()
        yes = Confirmation(amount=rupees(PAISE), payee_id=deal.seller.id)
        refused(errors.WrongSide, lambda: deal.sellers(actions.approve_milestone, confirmed=yes))

    def test_is_refused_before_there_is_money_and_after_the_end(self, deal: Deal) -> None:
        refused(IllegalMove, lambda: deal.approve(paise=PAISE))
        deal.fund()
        deal.approve()
        refused(errors.AgreementOver, lambda: deal.approve(paise=PAISE))

    def test_e25_releases_a_part_and_the_rest_stays(self, deal: Deal) -> None:
        deal.fund()
        deal.submit()
        deal.approve(paise=300_000)
        assert (deal.state(), deal.milestone().left_minor) == ("submitted", 700_000)
        assert deal.seller.available == 296_460
        deal.approve()
        assert (deal.state(), deal.held()) == ("released", 0)
        # In two parts it costs what it costs at once.
        assert deal.seller.available == 988_200
        assert broken_promises() == []

    def test_e25_releases_a_part_and_asks_for_the_rest(self, deal: Deal) -> None:
        before = deal.buyer.available
        deal.fund()
        deal.approve(paise=300_000, rest=Rest.RETURN)
        offer = Proposal.objects.get()
        assert (offer.by_side, offer.to_seller_minor, offer.to_buyer_minor) == (
            Side.BUYER, 0, 700_000,
        )  # fmt: skip
        deal.accept(deal.seller, offer)
        assert (deal.state(), deal.held()) == ("released", 0)
        # E-20: of the buyer's share of the fee seven tenths are not earned.
        assert before - deal.buyer.available == 300_000 + 3_540
        assert broken_promises() == []

    def test_what_the_seller_owes_is_paid_from_it_first(self, deal: Deal) -> None:
        deal.fund()
        owes(deal.seller, 88_200)
        deal.approve()
        assert (deal.seller.owed, deal.seller.available) == (0, 900_000)


class TestRefunding:
    def test_is_the_sellers_and_gives_back_the_fee_as_well(self, deal: Deal) -> None:
        before = deal.buyer.available
        deal.fund()
        refused(errors.WrongSide, lambda: deal.buyers(actions.refund_milestone))
        deal.refund()
        assert (deal.state(), deal.held(), deal.agreement.state) == ("refunded", 0, "cancelled")
        assert deal.buyer.available == before
        assert deal.seller.available == 0
        assert told(deal)[-1] == "milestone.refunded"
        assert broken_promises() == []

    def test_e20_of_a_part_gives_back_that_part_of_the_fee(self, deal: Deal) -> None:
        deal.fund()
        deal.refund(paise=250_000)
        [payment] = deal.payments()
        assert (payment.to_buyer_minor, payment.fee_back_minor) == (250_000, 2_950)
        assert (deal.state(), deal.milestone().left_minor) == ("funded", 750_000)
        deal.approve()
        assert deal.state() == "released"
        assert deal.seller.available == 741_150
        assert broken_promises() == []

    def test_of_more_than_there_is_is_refused(self, deal: Deal) -> None:
        refused(IllegalMove, deal.refund)
        deal.fund()
        for paise in (0, PAISE + 1):
            refused(errors.AmountNotLeft, partial(deal.refund, paise=paise))

    def test_the_buyer_goes_alone_when_nothing_came(self) -> None:
        an_escrow_fee(200)
        deal = a_deal(deliver_by=db.clock() + 10 * DAY)
        before = deal.buyer.available
        deal.fund()
        found = refused(errors.NotOverdue, deal.cancel)
        deliver_by = deal.milestone().deliver_by
        assert deliver_by is not None
        assert found.facts["overdue_at"] == (deliver_by + 3 * DAY).isoformat()
        pass_time(13 * DAY)
        assert told(deal)[-1] == "milestone.overdue"
        refused(errors.WrongSide, lambda: deal.sellers(actions.cancel_milestone))
        deal.cancel()
        assert (deal.state(), deal.buyer.available) == ("refunded", before)
        assert broken_promises() == []

    def test_what_was_not_funded_in_time_either_side_may_strike_out(self) -> None:
        deal = a_deal(PAISE, PAISE, PAISE)
        deal.fund(1)
        deal.approve(1)
        for verb in (deal.buyers, deal.sellers):
            refused(errors.NotOverdue, partial(verb, actions.cancel_milestone, 2))
        pass_time(5 * DAY)
        deal.fund(3, paise=1_000)
        before = deal.buyer.available
        deal.sellers(actions.cancel_milestone, 2)
        assert (deal.state(2), deal.agreement.state) == ("cancelled", "active")
        deal.buyers(actions.cancel_milestone, 3)
        assert (deal.state(3), deal.agreement.state) == ("cancelled", "completed")
        assert deal.buyer.available == before + 1_000
        assert broken_promises() == []

    def test_the_buyer_may_not_go_once_something_came(self) -> None:
        deal = a_deal(deliver_by=db.clock() + DAY)
        deal.fund()
        deal.submit()
        deal.request_changes()
        pass_time(6 * DAY)
        assert refused(errors.NotOverdue, deal.cancel).facts == {"overdue_at": None}


class TestProposals:
    def test_are_done_when_the_other_side_accepts(self, deal: Deal) -> None:
        before = deal.buyer.available
        deal.fund()
        offer = deal.propose(deal.seller, 600_000, 400_000)
        refused(errors.OwnProposal, lambda: deal.accept(deal.seller, offer))
        deal.accept(deal.buyer, offer)
        assert (deal.state(), deal.held()) == ("released", 0)
        assert deal.seller.available == 600_000 - 6_000 - 1_080
        assert before - deal.buyer.available == 600_000 + 6_000 + 1_080
        assert deal.payments()[0].proposal_id == offer.id
        assert told(deal)[-2:] == ["milestone.proposal_accepted", "milestone.released"]
        assert broken_promises() == []

    def test_of_all_to_the_buyer_end_as_a_refund(self, deal: Deal) -> None:
        deal.fund()
        deal.accept(deal.seller, deal.propose(deal.buyer, 0, PAISE))
        assert (deal.state(), deal.agreement.state) == ("refunded", "cancelled")

    def test_about_a_part_leave_the_rest(self, deal: Deal) -> None:
        deal.fund()
        deal.accept(deal.seller, deal.propose(deal.buyer, 100_000, 0))
        assert (deal.state(), deal.milestone().left_minor) == ("funded", 900_000)

    def test_bind_to_the_amounts_that_were_seen(self, deal: Deal) -> None:
        deal.fund()
        offer = deal.propose(deal.seller, 600_000, 400_000)
        offer.to_seller_minor += 1
        found = refused(errors.ConfirmationDiffers, lambda: deal.accept(deal.buyer, offer))
        assert found.facts["to_seller_paise"] == 600_000

    def test_replace_one_another(self, deal: Deal) -> None:
        deal.fund()
        first = deal.propose(deal.seller, 600_000, 400_000)
        second = deal.propose(deal.buyer, 500_000, 500_000)
        first.refresh_from_db()
        assert (first.state, second.state) == ("superseded", "open")
        assert refused(errors.ProposalNotOpen, lambda: deal.accept(deal.buyer, first)).facts == {
            "state": "superseded"
        }
        deal.accept(deal.seller, second)

    def test_are_refused_or_withdrawn(self, deal: Deal) -> None:
        deal.fund()
        offer = deal.propose(deal.seller, 600_000, 400_000)
        about: dict[str, Any] = {"proposal_id": offer.id}
        refused(errors.OwnProposal, lambda: deal.sellers(actions.refuse_proposal, **about))
        refused(errors.WrongSide, lambda: deal.buyers(actions.withdraw_proposal, **about))
        deal.buyers(actions.refuse_proposal, **about)
        again = deal.propose(deal.seller, 500_000, 500_000)
        deal.sellers(actions.withdraw_proposal, proposal_id=again.id)
        states = Proposal.objects.order_by("id").values_list("state", flat=True)
        assert list(states) == ["refused", "withdrawn"]
        refused(
            errors.EscrowProposalNotFound,
            lambda: deal.buyers(actions.refuse_proposal, proposal_id=uuid4()),
        )

    def test_expire_after_a_week(self, deal: Deal) -> None:
        deal.fund()
        offer = deal.propose(deal.seller, 600_000, 400_000)
        pass_time(7 * DAY)
        offer.refresh_from_db()
        assert offer.state == "expired"
        assert told(deal)[-1] == "milestone.proposal_expired"

    @pytest.mark.parametrize(("to_seller", "to_buyer"), [(0, 0), (PAISE, 1), (-1, 2)])
    def test_divide_what_is_there(self, deal: Deal, to_seller: int, to_buyer: int) -> None:
        deal.fund()
        refused(
            (errors.AmountNotLeft, IntegrityError),  # type: ignore[arg-type]
            lambda: deal.propose(deal.buyer, to_seller, to_buyer),
        )

    def test_are_about_money_in_escrow(self, deal: Deal) -> None:
        refused(IllegalMove, lambda: deal.propose(deal.buyer, 1, 1))


class TestCancellingTogether:
    def test_gives_all_that_is_left_back(self) -> None:
        an_escrow_fee(200)
        deal = a_deal(PAISE, PAISE, PAISE)
        before = deal.buyer.available
        deal.fund(1)
        deal.approve(1)
        deal.fund(2)
        deal.fund(3, paise=5_000)
        agreed = {"agreement_id": deal.agreement_id}
        offer = act(actions.propose_cancellation, deal.seller, **agreed, note="We cannot.")
        about = {**agreed, "proposal_id": offer.id}
        refused(
            errors.ProposalNotOpen, lambda: act(actions.propose_cancellation, deal.buyer, **agreed)
        )
        refused(errors.OwnProposal, lambda: act(actions.accept_cancellation, deal.seller, **about))
        act(actions.accept_cancellation, deal.buyer, **about)
        assert [each.state for each in deal.milestones] == ["released", "refunded", "cancelled"]
        assert deal.agreement.state == "completed"
        assert before - deal.buyer.available == DUE
        assert broken_promises() == []

    def test_of_everything_is_a_cancelled_agreement(self, deal: Deal) -> None:
        before = deal.buyer.available
        deal.fund()
        agreed = {"agreement_id": deal.agreement_id}
        offer = act(actions.propose_cancellation, deal.buyer, **agreed)
        act(actions.accept_cancellation, deal.seller, **agreed, proposal_id=offer.id)
        assert (deal.state(), deal.agreement.state) == ("refunded", "cancelled")
        assert deal.buyer.available == before

    def test_of_what_nobody_paid_for_moves_nothing(self, deal: Deal) -> None:
        agreed = {"agreement_id": deal.agreement_id}
        offer = act(actions.propose_cancellation, deal.buyer, **agreed)
        act(actions.accept_cancellation, deal.seller, **agreed, proposal_id=offer.id)
        assert (deal.state(), deal.agreement.state) == ("cancelled", "cancelled")
        refused(
            errors.AgreementOver, lambda: act(actions.propose_cancellation, deal.buyer, **agreed)
        )

    def test_may_be_refused_or_withdrawn(self, deal: Deal) -> None:
        agreed = {"agreement_id": deal.agreement_id}
        first = act(actions.propose_cancellation, deal.buyer, **agreed)
        about = {**agreed, "proposal_id": first.id}
        refused(errors.WrongSide, lambda: act(actions.withdraw_cancellation, deal.seller, **about))
        refused(errors.OwnProposal, lambda: act(actions.refuse_cancellation, deal.buyer, **about))
        act(actions.refuse_cancellation, deal.seller, **about)
        second = act(actions.propose_cancellation, deal.buyer, **agreed)
        act(actions.withdraw_cancellation, deal.buyer, **agreed, proposal_id=second.id)
        assert set(Proposal.objects.values_list("state", flat=True)) == {"refused", "withdrawn"}
        refused(
            errors.EscrowProposalNotFound,
            lambda: act(actions.accept_cancellation, deal.seller, **agreed, proposal_id=uuid4()),
        )

    def test_is_between_the_two(self, deal: Deal) -> None:
        other = a_shop("Chand")
        refused(
            errors.AgreementNotFound,
            lambda: act(actions.propose_cancellation, other, agreement_id=deal.agreement_id),
        )

    def test_waits_for_a_dispute(self, deal: Deal) -> None:
        deal.fund()
        dispute_id = deal.dispute(1_000)
        agreed = {"agreement_id": deal.agreement_id}
        refused(
            errors.AgreementInDispute,
            lambda: act(actions.propose_cancellation, deal.buyer, **agreed),
        )
        deal.end_dispute(dispute_id)
        act(actions.propose_cancellation, deal.buyer, **agreed)


class TestDisputes:
    def test_lock_their_part_and_the_rest_goes_on(self, deal: Deal) -> None:
        deal.fund()
        deal.submit()
        dispute_id = deal.dispute(400_000)
        assert (deal.state(), deal.milestone().paused_reason) == ("submitted", "")
        assert (deal.milestone().left_minor, deal.milestone().disputed_minor) == (600_000, 400_000)
        assert queries.in_escrow(deal.buyer.id) == rupees(DUE)
        deal.approve()
        # Nothing is left but what is disputed: time stops.
        assert (deal.state(), deal.milestone().paused_reason) == ("submitted", "dispute")
        deal.rule(dispute_id, 100_000, 300_000)
        assert (deal.state(), deal.held(), deal.agreement.state) == ("released", 0, "completed")
        assert deal.seller.available == 700_000 - 7_000 - 1_260
        assert broken_promises() == []

    def test_over_all_of_it_hold_it_and_split_to_the_paisa(self, deal: Deal) -> None:
        before = deal.buyer.available
        deal.fund()
        dispute_id = deal.dispute(PAISE)
        assert deal.milestone().paused_reason == "dispute"
        refused(errors.MilestonePaused, lambda: deal.approve(paise=1))
        refused(errors.MilestonePaused, deal.submit)
        refused(errors.MilestonePaused, deal.refund)
        refused(errors.MilestonePaused, lambda: deal.propose(deal.buyer, 1, 0))
        for parts in ((1, 0), (PAISE, 1), (PAISE + 1, -1)):
            refused(
                errors.AmountNotLeft,
                partial(deal.rule, dispute_id, *parts),
            )
        deal.rule(dispute_id, 333_333, 666_667)
        fee, tax = 3_333, 599
        assert deal.seller.available == 333_333 - fee - tax
        assert before - deal.buyer.available == 333_333 + fee + tax
        refused(errors.LockNotFound, lambda: deal.rule(dispute_id, 0, 0))
        assert broken_promises() == []

    def test_that_come_to_nothing_give_back_what_they_locked(self, deal: Deal) -> None:
        deal.fund()
        dispute_id = deal.dispute(PAISE)
        deal.end_dispute(dispute_id)
        assert (deal.state(), deal.held(), deal.milestone().paused_reason) == ("funded", DUE, "")
        assert told(deal)[-2:] == ["milestone.undisputed", "milestone.resumed"]
        refused(errors.LockNotFound, lambda: deal.end_dispute(dispute_id))
        refused(errors.LockNotFound, lambda: deal.end_dispute(uuid4()))
        deal.approve()
        assert broken_promises() == []

    def test_are_about_money_that_is_there(self, deal: Deal) -> None:
        refused(IllegalMove, lambda: deal.dispute(1))
        deal.fund()
        for paise in (0, PAISE + 1):
            refused(errors.AmountNotLeft, partial(deal.dispute, paise))

    def test_replace_what_was_on_the_table(self, deal: Deal) -> None:
        deal.fund()
        offer = deal.propose(deal.buyer, PAISE, 0)
        deal.dispute(1_000)
        offer.refresh_from_db()
        assert offer.state == "superseded"


class TestWhatTheDatabaseGuards:
    def test_states_follow_the_table(self, deal: Deal) -> None:
        milestone = deal.milestone()
        milestone.state = "submitted"
        with pytest.raises(DatabaseError, match="planned never becomes submitted"):
            milestone.save()

    @pytest.mark.parametrize(
        ("model", "column", "value"),
        [
            (Agreement, "amount_minor", 5),
            (Agreement, "terms_hash", "b" * 64),
            (Milestone, "amount_minor", 5),
            (Milestone, "seller_fee_minor", 5),
            (Milestone, "conditions", {"any": []}),
        ],
    )
    def test_what_was_agreed_never_changes(
        self, deal: Deal, model: Any, column: str, value: Any
    ) -> None:
        row = model.objects.get()
        setattr(row, column, value)
        with pytest.raises(DatabaseError, match="what was agreed never changes"):
            row.save()

    @pytest.mark.parametrize("model", [Funding, Payment, Submission])
    def test_e28_what_happened_stays(self, deal: Deal, model: Any) -> None:
        """An error is mended by another movement, never by an edit: the book says the same."""
        deal.fund()
        deal.submit()
        deal.approve()
        row = model.objects.get()
        with pytest.raises(DatabaseError), db.transaction():
            row.save()

    def test_nothing_is_removed(self, deal: Deal) -> None:
        with pytest.raises(DatabaseError, match="rows are never removed"):
            deal.milestone().delete()

    def test_money_is_not_counted_twice(self, deal: Deal) -> None:
        deal.fund()
        milestone = deal.milestone()
        milestone.released_minor = PAISE
        milestone.returned_minor = 1
        with pytest.raises(IntegrityError, match="escrow_milestone_pays_what_it_has"):
            milestone.save()


class TestTheTimeline:
    def test_each_side_is_told_without_a_gap(self, deal: Deal) -> None:
        deal.fund()
        deal.submit()
        deal.approve()
        for shop, kind in ((deal.buyer, "milestone"), (deal.seller, "incoming-milestone")):
            rows = Event.objects.filter(merchant_id=shop.id, subject=f"{kind}/{deal.id()}")
            assert sorted(rows.values_list("subject_sequence", flat=True)) == [1, 2, 3, 4]
            steps = queries.timeline_of(shop.viewer, deal.id())
            assert [each.what for each in steps] == [
                "milestone.funded", "milestone.submitted", "milestone.approved",
                "milestone.released",
            ]  # fmt: skip
        with pytest.raises(errors.MilestoneNotFound):
            queries.timeline_of(a_shop("Chand").viewer, deal.id())

    def test_what_would_be_paid_is_what_is_paid(self, deal: Deal) -> None:
        deal.fund()
        seen = queries.preview_release(
            deal.buyer.viewer, deal.id(), to_seller=rupees(PAISE), to_buyer=rupees(0)
        )
        deal.approve()
        assert seen.seller_net.minor == deal.seller.available
        with pytest.raises(errors.AmountNotLeft):
            queries.preview_release(
                deal.buyer.viewer, deal.id(), to_seller=rupees(1), to_buyer=rupees(0)
            )

    def test_what_was_handed_in_is_seen_and_opened_by_both(self, deal: Deal) -> None:
        deal.fund()
        file_id = a_file(deal.seller)
        deal.submit(1, Evidence(file_id=file_id, name="bill"))
        deal.request_changes(reason="Half is cut.")
        for shop in (deal.buyer, deal.seller):
            [handed] = queries.evidence_of(shop.viewer, deal.id())
            assert (handed.note, handed.changes_reason) == ("Done.", "Half is cut.")
            assert [each.document for each in handed.files] == ["bill"]
            link = queries.file_link(shop.viewer, deal.id(), file_id, at=db.clock())
            assert link.file_id == file_id
        with pytest.raises(errors.EvidenceNotFound):
            queries.file_link(
                deal.buyer.viewer, deal.id(), a_file(deal.seller, "other"), at=db.clock()
            )


def test_operators_may_rule_and_nobody_else_is_an_operator(deal: Deal) -> None:
    deal.fund()
    dispute_id = deal.dispute(PAISE)
    with db.transaction():
        actions.split_disputed(
            dispute_id=dispute_id, to_seller=rupees(0), to_buyer=rupees(PAISE), reason="ruled",
            actor=an_operator(), at=db.clock(),
        )  # fmt: skip
    rows = AuditRecord.objects.filter(action="milestone.ruling")
    assert {each.actor_kind for each in rows} == {"operator"}
    assert pass_time(timedelta(seconds=1)) == 0

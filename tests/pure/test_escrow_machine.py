"""Every state, every verb, every role; and whose turn it is in escrow, and what it waits for.

From DESIGN §9: ``planned → funded → submitted → approved → released`` with ``changes_requested``
loops, refunds and cancellation. What is allowed is written here by hand.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import product
from typing import Any

import pytest

from adulis.escrow import policies
from adulis.escrow.errors import (
    AmountNotLeft,
    BuyerFrozen,
    BuyerNotVerified,
    ConfirmationDiffers,
    EscrowPlanInvalid,
    MilestonePaused,
    WrongSide,
)
from adulis.escrow.machine import (
    AGREEMENT,
    IN_ESCROW,
    MILESTONE,
    PROPOSAL,
    UNDECIDED,
    AgreementState,
    MilestoneState,
    ProposalState,
)
from adulis.escrow.policies import Look
from adulis.escrow.values import EscrowTerms, OnSilence, PlannedMilestone, Side, WaitingFor
from adulis.identity.values import MerchantState, Standing, Verification
from adulis.kernel.machines import IllegalMove, Machine, Role
from adulis.kernel.money import Money, rupees
from adulis.wallets.values import OWES

M, A, P = MilestoneState, AgreementState, ProposalState
MERCHANT, OPERATOR, SYSTEM = Role.MERCHANT, Role.OPERATOR, Role.SYSTEM
ANYBODY, DECIDES = {MERCHANT, OPERATOR, SYSTEM}, {MERCHANT, SYSTEM}
NOW = datetime(2027, 1, 1, tzinfo=UTC)

Allowed = dict[tuple[StrEnum, str], tuple[StrEnum, set[Role]]]

MILESTONE_ALLOWED: Allowed = {
    (M.PLANNED, "fund"): (M.FUNDED, DECIDES),
    (M.PLANNED, "cancel"): (M.CANCELLED, ANYBODY),
    (M.FUNDED, "submit"): (M.SUBMITTED, {MERCHANT}),
    (M.CHANGES_REQUESTED, "submit"): (M.SUBMITTED, {MERCHANT}),
    (M.SUBMITTED, "request_changes"): (M.CHANGES_REQUESTED, {MERCHANT}),
    (M.FUNDED, "approve"): (M.APPROVED, DECIDES),
    (M.SUBMITTED, "approve"): (M.APPROVED, DECIDES),
    (M.CHANGES_REQUESTED, "approve"): (M.APPROVED, DECIDES),
    (M.APPROVED, "release"): (M.RELEASED, ANYBODY),
    (M.FUNDED, "split"): (M.RELEASED, ANYBODY),
    (M.SUBMITTED, "split"): (M.RELEASED, ANYBODY),
    (M.CHANGES_REQUESTED, "split"): (M.RELEASED, ANYBODY),
    (M.APPROVED, "split"): (M.RELEASED, ANYBODY),
    (M.FUNDED, "refund"): (M.REFUNDED, ANYBODY),
    (M.SUBMITTED, "refund"): (M.REFUNDED, ANYBODY),
    (M.CHANGES_REQUESTED, "refund"): (M.REFUNDED, ANYBODY),
    (M.APPROVED, "refund"): (M.REFUNDED, ANYBODY),
}
AGREEMENT_ALLOWED: Allowed = {
    (A.ACTIVE, "complete"): (A.COMPLETED, ANYBODY),
    (A.ACTIVE, "cancel"): (A.CANCELLED, ANYBODY),
    (A.ACTIVE, "lapse"): (A.LAPSED, {SYSTEM}),
}
PROPOSAL_ALLOWED: Allowed = {
    (P.OPEN, "accept"): (P.ACCEPTED, {MERCHANT}),
    (P.OPEN, "refuse"): (P.REFUSED, {MERCHANT}),
    (P.OPEN, "withdraw"): (P.WITHDRAWN, {MERCHANT}),
    (P.OPEN, "supersede"): (P.SUPERSEDED, ANYBODY),
    (P.OPEN, "expire"): (P.EXPIRED, {SYSTEM}),
}
TABLES: list[tuple[Any, Allowed]] = [
    (MILESTONE, MILESTONE_ALLOWED),
    (AGREEMENT, AGREEMENT_ALLOWED),
    (PROPOSAL, PROPOSAL_ALLOWED),
]
CELLS = [
    pytest.param(machine, allowed, *cell, id="-".join([machine.name, *cell]))
    for machine, allowed in TABLES
    for cell in product(machine.states, machine.verbs, Role)
]


@pytest.mark.parametrize(("machine", "allowed", "state", "verb", "role"), CELLS)
def test_every_cell(
    machine: Machine[Any], allowed: Allowed, state: StrEnum, verb: str, role: Role
) -> None:
    target, roles = allowed.get((state, verb), (None, set()))
    if role in roles:
        assert machine.take(verb, state, role).target == target
    else:
        with pytest.raises(IllegalMove):
            machine.take(verb, state, role)


@pytest.mark.parametrize(("machine", "allowed"), TABLES, ids=[each.name for each, _ in TABLES])
def test_no_verb_is_missing_here(machine: Machine[Any], allowed: Allowed) -> None:
    assert set(machine.verbs) == {verb for _, verb in allowed}
    assert machine.steps == {(state, target) for (state, _), (target, _) in allowed.items()}


def test_money_is_nobodys_exactly_between_funding_and_the_end() -> None:
    assert MILESTONE.terminal == {M.RELEASED, M.REFUNDED, M.CANCELLED}
    assert set(M) - MILESTONE.terminal - {M.PLANNED} == IN_ESCROW
    assert IN_ESCROW - {M.APPROVED} == UNDECIDED


# --- whose turn it is ----------------------------------------------------------------------------


def look(side: Side = Side.BUYER, state: MilestoneState = M.SUBMITTED, **more: Any) -> Look:
    told: dict[str, Any] = {
        "side": side, "agreement_state": A.ACTIVE, "state": state, "paused_reason": "",
        "left": rupees(100), "missing": rupees(0), "disputed": rupees(0),
        "round": 1 if state in {M.SUBMITTED, M.CHANGES_REQUESTED} else 0, "max_rounds": 3,
        "conditions": {"all": [{"type": "buyer_approves"}]}, "deliver_by": None,
        "seller_approved": False, "is_asked": False, "proposal_by": None,
        "fund_by": NOW + timedelta(days=1),
        "now": NOW,
    }  # fmt: skip
    return Look(**(told | more))


TURNS: list[tuple[MilestoneState, list[str], list[str]]] = [
    # state, what the buyer may do, what the seller may do
    (M.PLANNED, ["fund"], []),
    (M.FUNDED, ["dispute", "approve", "propose"], ["dispute", "submit", "refund", "propose"]),
    (M.SUBMITTED, ["dispute", "approve", "request_changes", "propose"],
     ["dispute", "refund", "propose"]),
    (M.CHANGES_REQUESTED, ["dispute", "approve", "propose"],
     ["dispute", "submit", "refund", "propose"]),
    (M.APPROVED, ["dispute", "propose"], ["dispute", "refund", "propose"]),
    (M.RELEASED, [], []),
    (M.REFUNDED, [], []),
    (M.CANCELLED, [], []),
]  # fmt: skip


@pytest.mark.parametrize(("state", "buyers", "sellers"), TURNS)
def test_whose_turn_it_is(state: MilestoneState, buyers: list[str], sellers: list[str]) -> None:
    missing = rupees(100 if state is M.PLANNED else 0)
    assert policies.allowed_moves(look(Side.BUYER, state, missing=missing)) == buyers
    assert policies.allowed_moves(look(Side.SELLER, state, missing=missing)) == sellers


def test_every_state_has_a_turn() -> None:
    assert {state for state, *_ in TURNS} == set(M)


@pytest.mark.parametrize("reason", ["dispute", "chargeback", "freeze"])
def test_in_what_is_held_only_a_dispute_is_possible(reason: str) -> None:
    for side in Side:
        held = look(side, paused_reason=reason)
        assert policies.allowed_moves(held) == ["dispute"]
        assert policies.allowed_moves(replace(held, left=rupees(0))) == []
    short = look(paused_reason="chargeback", missing=rupees(7))
    assert policies.allowed_moves(short) == ["fund", "dispute"]


def test_nothing_moves_in_an_agreement_that_is_over() -> None:
    for side, state, over in product(Side, M, set(A) - {A.ACTIVE}):
        assert policies.allowed_moves(look(side, state, agreement_state=over)) == []


def test_changes_are_requested_as_often_as_was_agreed() -> None:
    assert "request_changes" in policies.allowed_moves(look(round=3, max_rounds=3))
    assert "request_changes" not in policies.allowed_moves(look(round=4, max_rounds=3))
    assert "request_changes" not in policies.allowed_moves(look(round=1, max_rounds=0))


def test_the_buyer_may_go_three_days_after_nothing_came() -> None:
    due = NOW - timedelta(days=3)
    assert "cancel" in policies.allowed_moves(look(state=M.FUNDED, deliver_by=due))
    later = due + timedelta(seconds=1)
    assert "cancel" not in policies.allowed_moves(look(state=M.FUNDED, deliver_by=later))
    assert "cancel" not in policies.allowed_moves(look(state=M.FUNDED))
    # Who has handed in once has delivered, however late the changes come.
    again = look(state=M.CHANGES_REQUESTED, deliver_by=due)
    assert "cancel" not in policies.allowed_moves(again)


def test_what_is_not_funded_in_time_may_be_struck_out_by_either() -> None:
    for side in Side:
        late = look(side, M.PLANNED, fund_by=NOW)
        assert policies.allowed_moves(late) == ["cancel"]
        assert policies.allowed_moves(replace(late, fund_by=NOW + timedelta(seconds=1))) == []


def test_while_another_owner_is_asked_nobody_asks_again() -> None:
    assert "approve" not in policies.allowed_moves(look(is_asked=True))


def test_an_offer_is_answered_by_the_other_side() -> None:
    mine = policies.allowed_moves(look(proposal_by=Side.BUYER))
    theirs = policies.allowed_moves(look(proposal_by=Side.SELLER))
    assert mine[-1:] == ["withdraw_proposal"]
    assert theirs[-2:] == ["accept_proposal", "refuse_proposal"]


def test_the_seller_agrees_where_both_have_to() -> None:
    both = {"all": [{"type": "both_approve"}]}
    assert "approve" in policies.allowed_moves(look(Side.SELLER, M.FUNDED, conditions=both))
    said = look(Side.SELLER, M.FUNDED, conditions=both, seller_approved=True)
    assert "approve" not in policies.allowed_moves(said)


# --- what is waited for --------------------------------------------------------------------------

WAITS: list[tuple[dict[str, Any], WaitingFor, str]] = [
    ({"state": M.PLANNED}, WaitingFor.FUNDING, "the buyer"),
    ({"state": M.FUNDED}, WaitingFor.DELIVERY, "the seller"),
    ({"state": M.SUBMITTED}, WaitingFor.INSPECTION, "the buyer"),
    ({"state": M.CHANGES_REQUESTED}, WaitingFor.REWORK, "the seller"),
    ({"state": M.APPROVED}, WaitingFor.CONDITIONS, "what was agreed besides the buyer's word"),
    ({"is_asked": True}, WaitingFor.SECOND_APPROVAL, "another owner of the buyer"),
    ({"paused_reason": "dispute"}, WaitingFor.DISPUTE, "whoever decides the dispute"),
    ({"paused_reason": "chargeback"}, WaitingFor.CHARGEBACK, "the buyer"),
    ({"paused_reason": "freeze"}, WaitingFor.FREEZE, "the platform"),
]


def waiting(of: Look, **more: Any) -> Any:
    told: dict[str, Any] = {
        "on_silence": "release", "next_due": NOW, "missing": (),
    }  # fmt: skip
    return policies.waiting_of(of, **(told | more))


@pytest.mark.parametrize(("told", "reason", "on"), WAITS)
def test_what_is_waited_for(told: dict[str, Any], reason: WaitingFor, on: str) -> None:
    found = waiting(look(**told))
    assert (found.reason, found.on) == (reason, on)
    assert found.then.endswith(".")


def test_everything_that_is_waited_for_is_tried_here() -> None:
    assert {reason for _, reason, _ in WAITS} == set(WaitingFor)


def test_what_is_over_waits_for_nothing() -> None:
    for state in MILESTONE.terminal:
        assert waiting(look(state=state)) is None
    assert waiting(look(agreement_state=A.LAPSED)) is None


def test_what_silence_means_is_said_before() -> None:
    assert "released" in waiting(look()).then
    assert "dispute" in waiting(look(), on_silence="dispute").then


def test_nobody_learns_whom_we_look_at() -> None:
    told = [waiting(look(side, paused_reason="freeze")) for side in Side]
    assert told[0] == told[1]
    assert "buyer" not in told[0].then
    assert "seller" not in told[0].then


# --- what is refused -----------------------------------------------------------------------------

TERMS = EscrowTerms(
    buyer_fee_share_bp=0, inspection_seconds=86_400, on_silence=OnSilence.RELEASE, fund_by=NOW
)
PART = PlannedMilestone(title="All", amount=rupees(100))


@pytest.mark.parametrize(
    ("parts", "terms", "pointer"),
    [
        ([], TERMS, "/milestones"),
        ([PART] * 51, TERMS, "/milestones"),
        ([PART, replace(PART, title=" ")], TERMS, "/milestones/1"),
        ([replace(PART, amount=Money(5, "USD"))], TERMS, "/milestones/0"),
        ([replace(PART, amount=rupees(0))], TERMS, "/milestones/0/amount_paise"),
        ([replace(PART, amount=rupees(10**13 + 1))], TERMS, "/milestones/0/amount_paise"),
        ([PART], replace(TERMS, buyer_fee_share_bp=10_001), "/buyer_fee_share_bp"),
        ([PART], replace(TERMS, buyer_fee_share_bp=-1), "/buyer_fee_share_bp"),
        ([PART], replace(TERMS, inspection_seconds=59), "/inspection_seconds"),
        ([PART], replace(TERMS, inspection_seconds=30 * 86_400 + 1), "/inspection_seconds"),
        ([PART], replace(TERMS, max_rounds=11), "/max_rounds"),
    ],
)
def test_no_agreement_can_be_made_of(
    parts: list[PlannedMilestone], terms: EscrowTerms, pointer: str
) -> None:
    with pytest.raises(EscrowPlanInvalid) as refused:
        policies.check_plan(parts, terms)
    assert refused.value.pointer == pointer


def standing(**more: Any) -> Standing:
    told: dict[str, Any] = {
        "name": "Asha", "state": MerchantState.ACTIVE, "verification": Verification.VERIFIED,
        "tier": "standard",
    }  # fmt: skip
    return Standing(**(told | more))


@pytest.mark.parametrize(
    ("of", "owed", "refusal"),
    [
        (standing(verification=Verification.UNVERIFIED), 0, BuyerNotVerified),
        (standing(state=MerchantState.CLOSED), 0, BuyerNotVerified),
        (standing(payouts_frozen_reason="a look"), 0, BuyerFrozen),
        (standing(), 1, BuyerFrozen),
    ],
)
def test_who_may_not_put_money_into_escrow(
    of: Standing, owed: int, refusal: type[Exception]
) -> None:
    policies.check_buyer(standing(), rupees(0))
    with pytest.raises(refusal):
        policies.check_buyer(of, rupees(owed))


def test_who_is_looked_at() -> None:
    assert not policies.is_looked_at(standing())
    assert policies.is_looked_at(standing(payouts_frozen_reason="a look"))
    # Money in escrow is not the debtor's, and a seller is paid although they owe us something.
    assert not policies.is_looked_at(standing(payouts_frozen_reason=OWES))


def test_small_refusals() -> None:
    policies.require_side(Side.BUYER, Side.BUYER)
    with pytest.raises(WrongSide):
        policies.require_side(Side.SELLER, Side.BUYER)
    policies.require_moving("")
    with pytest.raises(MilestonePaused):
        policies.require_moving("freeze")
    policies.require_left(rupees(5), rupees(5))
    for amount in (0, 6, -1):
        with pytest.raises(AmountNotLeft):
            policies.require_left(rupees(amount), rupees(5))
    policies.require_same({"a": 1}, {"a": 1, "b": 2})
    with pytest.raises(ConfirmationDiffers) as refused:
        policies.require_same({"a": 1}, {"a": 2, "b": 3})
    assert refused.value.facts == {"a": 2, "b": 3}


def test_when_it_is_given_up() -> None:
    deliver_by = NOW + timedelta(days=10)
    assert policies.given_up_at(deliver_by, NOW) == deliver_by + timedelta(days=33)
    late = deliver_by + timedelta(days=20)
    assert policies.given_up_at(deliver_by, late) == late + timedelta(days=33)
    assert policies.given_up_at(None, NOW) == NOW + timedelta(days=180)

"""Whose turn it is in a dispute, what each side may do, who lost, and what a bank leaves. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.disputes import errors, policies
from adulis.disputes.machine import DISPUTE, OFFER, DisputeState, OfferState
from adulis.disputes.policies import Look
from adulis.disputes.values import Claims
from adulis.escrow.values import Side
from adulis.kernel.machines import Role
from adulis.kernel.money import rupees

S, B = Side.SELLER, Side.BUYER
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
LOOK = Look(
    side=B, state=DisputeState.OPENED, opened_by=B, turn=S, offer_by=B, escalation_by=None,
    was_appealed=False, accepted_by=frozenset(), got_less=frozenset(), appeal_until=None,
    is_asked=False, now=NOW,
)  # fmt: skip
RULED = replace(
    LOOK, state=DisputeState.RULED, turn=None, offer_by=None, got_less=frozenset({B}),
    appeal_until=NOW + timedelta(days=5),
)  # fmt: skip
TALKS = replace(LOOK, state=DisputeState.NEGOTIATING)


def moves(look: Look, side: Side) -> list[str]:
    return policies.allowed_moves(replace(look, side=side))


class TestMoves:
    def test_opened(self) -> None:
        assert moves(LOOK, B) == ["withdraw", "add_evidence"]
        assert moves(LOOK, S) == ["respond", "accept_offer", "add_evidence"]

    def test_talking(self) -> None:
        assert moves(TALKS, B) == ["escalate", "withdraw", "add_evidence"]
        assert moves(TALKS, S) == [
            "offer", "accept_offer", "refuse_offer", "escalate", "add_evidence",
        ]  # fmt: skip
        asked = replace(TALKS, escalation_by=S)
        assert "escalate" not in moves(asked, S)
        assert "escalate" in moves(asked, B)

    def test_after_a_no_the_other_side_offers(self) -> None:
        no = replace(TALKS, turn=B, offer_by=None)
        assert moves(no, B) == ["offer", "escalate", "withdraw", "add_evidence"]
        assert moves(no, S) == ["escalate", "add_evidence"]

    def test_waiting_for_a_ruling(self) -> None:
        waits = replace(LOOK, state=DisputeState.RULING, turn=None, offer_by=None)
        assert (moves(waits, B), moves(waits, S)) == (["withdraw"], [])
        assert moves(replace(waits, state=DisputeState.APPEALED), B) == []

    def test_ruled(self) -> None:
        assert moves(RULED, B) == ["accept_ruling", "appeal"]
        assert moves(RULED, S) == ["accept_ruling"]
        assert moves(replace(RULED, accepted_by=frozenset({B})), B) == []
        assert moves(replace(RULED, now=NOW + timedelta(days=5)), B) == ["accept_ruling"]
        assert moves(replace(RULED, was_appealed=True), B) == []

    @pytest.mark.parametrize("state", sorted(DISPUTE.terminal))
    def test_over(self, state: DisputeState) -> None:
        over = replace(LOOK, state=state, turn=None, offer_by=None)
        assert moves(over, B) == moves(over, S) == []
        assert policies.waiting_of(over, None) is None

    def test_somebody_holds_the_money(self) -> None:
        found = policies.allowed_moves(replace(LOOK, side=S), is_held_up=True)
        assert found == ["respond", "add_evidence"]


@pytest.mark.parametrize(
    ("look", "reason", "on"),
    [
        (LOOK, "response", "the seller"),
        (TALKS, "answer", "the seller"),
        (replace(LOOK, state=DisputeState.RULING, turn=None), "ruling", "an operator"),
        (
            replace(LOOK, state=DisputeState.RULING, turn=None, is_asked=True),
            "second_operator", "a second operator",
        ),
        (replace(LOOK, state=DisputeState.APPEALED, turn=None), "second_ruling",
         "another operator"),
        (RULED, "appeal", "a side that got less than it claimed"),
        (replace(RULED, now=NOW + timedelta(days=6)), "execution", "the platform"),
        (replace(RULED, was_appealed=True), "execution", "whoever holds the money"),
        (replace(RULED, accepted_by=frozenset(Side)), "execution", "whoever holds the money"),
    ],
)  # fmt: skip
def test_what_is_waited_for(look: Look, reason: str, on: str) -> None:
    found = policies.waiting_of(look, NOW)
    assert found is not None
    assert (found.reason, found.on, found.until) == (reason, on, NOW)
    assert found.then


class TestWhoLost:
    @pytest.mark.parametrize(
        ("opened", "answered", "to_seller", "to_buyer", "lost", "less"),
        [
            (600, 600, 360, 240, B, {B, S}),  # the buyer wanted 600 and got 240
            (600, 600, 240, 360, S, {B, S}),
            (600, 600, 300, 300, None, {B, S}),
            (600, 600, 0, 600, S, {S}),
            (400, 200, 200, 400, None, set()),  # each got what it claimed
            (600, None, 0, 600, S, {S}),  # who said nothing wanted all of it
        ],
    )
    def test_by_how_much_less_than_claimed(
        self, opened: int, answered: int | None, to_seller: int, to_buyer: int,
        lost: Side | None, less: set[Side],
    ) -> None:  # fmt: skip
        claims = Claims(amount=600, opened_by=B, opened=opened, answered=answered)
        told = {"to_seller": to_seller, "to_buyer": to_buyer}
        assert policies.lost_by(claims, **told) == lost
        assert policies.got_less(claims, **told) == less

    def test_an_appeal_needs_a_reason_to(self) -> None:
        policies.require_appeal(RULED)
        for look in (
            replace(RULED, was_appealed=True),
            replace(RULED, accepted_by=frozenset({B})),
            replace(RULED, got_less=frozenset({S})),
        ):
            with pytest.raises(errors.NothingToAppeal):
                policies.require_appeal(look)


@given(st.integers(0, 10**13), st.integers(0, 10**13))
def test_what_a_bank_took_comes_off_the_buyers_part_and_nothing_is_lost(
    to_seller: int, locked: int
) -> None:
    sellers, buyers = policies.bound_by_bank(to_seller, locked)
    assert sellers + buyers == locked
    assert (sellers, buyers) == (
        (to_seller, locked - to_seller) if locked >= to_seller else (locked, 0)
    )


class TestChecks:
    def test_a_division_is_all_of_it(self) -> None:
        policies.check_division(rupees(600), rupees(400), rupees(1_000))
        policies.check_division(rupees(0), rupees(0), rupees(0))
        for one, two in ((600, 401), (600, 399), (1_001, -1), (-1, 1_001)):
            with pytest.raises(errors.DivisionWrong):
                policies.check_division(rupees(one), rupees(two), rupees(1_000))

    def test_a_claim_is_some_of_it(self) -> None:
        for fine in (0, 1, 1_000):
            policies.check_claim(rupees(fine), rupees(1_000))
        for wrong in (-1, 1_001):
            with pytest.raises(errors.ClaimTooMuch):
                policies.check_claim(rupees(wrong), rupees(1_000))

    def test_turns(self) -> None:
        policies.require_turn(S, "seller")
        with pytest.raises(errors.NotYourTurnInDispute):
            policies.require_turn(S, "buyer")
        policies.require_others_offer(S, "buyer")
        with pytest.raises(errors.NotYourOffer):
            policies.require_others_offer(S, "seller")


class TestTheLifecycles:
    def test_who_does_what(self) -> None:
        by_role = {
            role: sorted({each.verb for each in DISPUTE.moves if role in each.roles})
            for role in (Role.MERCHANT, Role.OPERATOR, Role.SYSTEM, Role.BANK)
        }
        assert by_role == {
            Role.MERCHANT: ["appeal", "escalate", "execute", "respond", "settle", "withdraw"],
            Role.OPERATOR: ["execute", "rule"],
            Role.SYSTEM: ["escalate", "execute"],
            Role.BANK: [],
        }

    def test_how_they_end(self) -> None:
        assert DISPUTE.terminal == {
            DisputeState.SETTLED, DisputeState.EXECUTED, DisputeState.WITHDRAWN,
        }  # fmt: skip
        assert OFFER.terminal == frozenset(OfferState) - {OfferState.OPEN}

"""Deals: every step by hand, who sees what in every state, whose turn it is, and calling off."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest

from adulis.deals import policies
from adulis.deals.errors import (
    CounterpartyIsPoster,
    CounterpartyUnusable,
    DeadlineImpossible,
    DealIncomplete,
    NotYourTurn,
    TraderFrozen,
    TraderNotVerified,
)
from adulis.deals.machine import (
    BOUND,
    DEAL,
    DEAL_INVITATION,
    NEGOTIATING,
    DealInvitationState,
    DealState,
)
from adulis.deals.policies import Look, Stakes
from adulis.deals.values import (
    ROLES,
    Access,
    Category,
    DealFormat,
    DealKind,
    EndReason,
    Score,
    Side,
    Visibility,
    WaitingFor,
)
from adulis.identity.values import MemberRole, MerchantState, Standing, Verification
from adulis.kernel.machines import IllegalMove, Role
from adulis.kernel.money import rupees

S, M, O, Y = DealState, Role.MERCHANT, Role.OPERATOR, Role.SYSTEM  # noqa: E741
POSTER, OTHER, STRANGER = UUID(int=1), UUID(int=2), UUID(int=3)
NOW = datetime(2026, 5, 4, tzinfo=UTC)
ANYBODY = {M, O, Y}

ALLOWED: dict[tuple[DealState, str], tuple[DealState, set[Role]]] = {
    (S.DRAFT, "delete"): (S.DELETED, {M}),
    (S.DRAFT, "publish"): (S.OPEN, {M}),
    (S.DRAFT, "propose"): (S.PROPOSED, {M}),
    (S.DRAFT, "submit"): (S.AWAITING_APPROVAL, {M}),
    (S.AWAITING_APPROVAL, "approve"): (S.OPEN, {O}),
    (S.AWAITING_APPROVAL, "clear"): (S.PROPOSED, {O}),
    (S.AWAITING_APPROVAL, "refuse"): (S.DRAFT, {O}),
    (S.AWAITING_APPROVAL, "withdraw"): (S.DRAFT, {M}),
    (S.AWAITING_APPROVAL, "expire"): (S.DRAFT, {Y}),
    (S.AWAITING_APPROVAL, "cancel"): (S.CANCELLED, ANYBODY),
    (S.OPEN, "review"): (S.REVIEWING, {M, Y}),
    (S.OPEN, "award"): (S.AGREED, {M, Y}),
    (S.OPEN, "cancel"): (S.CANCELLED, ANYBODY),
    (S.OPEN, "lapse"): (S.LAPSED, {M, Y}),
    (S.REVIEWING, "reopen"): (S.OPEN, {M}),
    (S.REVIEWING, "negotiate"): (S.PROPOSED, {M}),
    (S.REVIEWING, "award"): (S.AGREED, {M, Y}),
    (S.REVIEWING, "cancel"): (S.CANCELLED, ANYBODY),
    (S.REVIEWING, "lapse"): (S.LAPSED, {M, Y}),
    (S.PROPOSED, "counter"): (S.COUNTERED, {M}),
    (S.COUNTERED, "counter"): (S.PROPOSED, {M}),
    **{(state, "accept"): (S.AGREED, {M}) for state in NEGOTIATING},
    **{(state, "reject"): (S.LAPSED, {M}) for state in NEGOTIATING},
    **{(state, "fall_back"): (S.REVIEWING, {M, Y}) for state in NEGOTIATING},
    **{(state, "cancel"): (S.CANCELLED, ANYBODY) for state in NEGOTIATING},
    **{(state, "lapse"): (S.LAPSED, {Y}) for state in NEGOTIATING},
    (S.AGREED, "start"): (S.ACTIVE, {Y}),
    (S.AGREED, "default"): (S.REVIEWING, {Y}),
    (S.AGREED, "lapse"): (S.LAPSED, {Y}),
    **{(state, "complete"): (S.COMPLETED, {Y}) for state in (S.AGREED, S.ACTIVE)},
    **{(state, "unwind"): (S.CANCELLED, {Y}) for state in (S.AGREED, S.ACTIVE)},
}


@pytest.mark.parametrize(("state", "verb", "role"), list(product(S, DEAL.verbs, Role)))
def test_every_cell(state: DealState, verb: str, role: Role) -> None:
    target, roles = ALLOWED.get((state, verb), (None, set()))
    if role in roles:
        assert DEAL.take(verb, state, role).target is target
    else:
        with pytest.raises(IllegalMove):
            DEAL.take(verb, state, role)


def test_an_invitation_is_taken_or_taken_back() -> None:
    pending = DealInvitationState.PENDING
    assert DEAL_INVITATION.take("join", pending, M).target is DealInvitationState.JOINED
    assert DEAL_INVITATION.take("revoke", pending, Y).target is DealInvitationState.REVOKED
    assert len(DEAL_INVITATION.terminal) == 2


def look(state: DealState, **more: Any) -> Look:
    told: dict[str, Any] = {
        "kind": DealKind.REQUEST,
        "format": DealFormat.OPEN,
        "visibility": Visibility.PUBLIC,
        "state": state,
        "poster_id": POSTER,
        "counterparty_id": OTHER if state in BOUND | NEGOTIATING else None,
        "was_seen": state not in {S.DRAFT, S.DELETED, S.AWAITING_APPROVAL},
    }
    return Look(**(told | more))


class TestWhoSees:
    """For whoever posted it, the other side, somebody who was let in, and everybody else."""

    CASES: tuple[tuple[dict[str, Any], DealState, str], ...] = (
        # An auction for everybody.
        ({}, S.DRAFT, "poster none none none"),
        ({}, S.DELETED, "none none none none"),
        ({}, S.AWAITING_APPROVAL, "poster none none none"),
        ({}, S.OPEN, "poster public invited public"),
        ({}, S.REVIEWING, "poster public invited public"),
        ({}, S.PROPOSED, "poster counterparty closed closed"),
        ({}, S.COUNTERED, "poster counterparty closed closed"),
        ({}, S.AGREED, "poster counterparty closed closed"),
        ({}, S.ACTIVE, "poster counterparty closed closed"),
        ({}, S.COMPLETED, "poster counterparty closed closed"),
        ({}, S.CANCELLED, "poster closed closed closed"),
        ({}, S.LAPSED, "poster closed closed closed"),
        ({"was_seen": False}, S.CANCELLED, "poster none none none"),
        # For those who were let in.
        ({"visibility": Visibility.INVITED}, S.OPEN, "poster none invited none"),
        ({"visibility": Visibility.INVITED}, S.AGREED, "poster counterparty closed none"),
        ({"visibility": Visibility.INVITED}, S.LAPSED, "poster none closed none"),
        # Between two.
        ({"format": DealFormat.DIRECT}, S.DRAFT, "poster none none none"),
        ({"format": DealFormat.DIRECT}, S.PROPOSED, "poster counterparty none none"),
        (
            {"format": DealFormat.DIRECT, "counterparty_id": None}, S.PROPOSED,
            "poster none invited none",
        ),
        ({"format": DealFormat.DIRECT}, S.AGREED, "poster counterparty none none"),
        ({"format": DealFormat.DIRECT}, S.CANCELLED, "poster none none none"),
    )  # fmt: skip

    @pytest.mark.parametrize(("more", "state", "wanted"), CASES)
    def test_how_much(self, more: dict[str, Any], state: DealState, wanted: str) -> None:
        found = [
            policies.access_of(look(state, **more, is_joined=joined), merchant_id)
            for merchant_id, joined in (
                (POSTER, False), (OTHER, False), (STRANGER, True), (STRANGER, False),
            )
        ]  # fmt: skip
        assert " ".join(found) == wanted

    def test_what_an_access_is_worth(self) -> None:
        assert [each for each in Access if each.is_party] == [Access.POSTER, Access.COUNTERPARTY]
        assert [each for each in Access if not each.sees_all] == [Access.CLOSED, Access.NONE]


class TestWhoActs:
    def test_terms_are_answered_by_the_other_side(self) -> None:
        proposed, countered = look(S.PROPOSED), look(S.COUNTERED)
        assert proposed.side_to_answer is Side.COUNTERPARTY
        assert countered.side_to_answer is Side.POSTER
        assert look(S.OPEN).side_to_answer is None
        policies.require_turn(proposed, Side.COUNTERPARTY)
        for each, side in ((proposed, Side.POSTER), (countered, Side.COUNTERPARTY)):
            with pytest.raises(NotYourTurn):
                policies.require_turn(each, side)

    def test_who_buys(self) -> None:
        assert look(S.OPEN).buyer is Side.POSTER
        assert look(S.OPEN, kind=DealKind.OFFER).buyer is Side.COUNTERPARTY
        assert policies.side_of(look(S.OPEN), STRANGER) is None

    @pytest.mark.parametrize(
        ("more", "state", "access", "wanted"),
        [
            ({}, S.DRAFT, "poster", "edit delete publish invite attach"),
            ({"format": DealFormat.DIRECT}, S.DRAFT, "poster", "edit delete propose invite attach"),
            ({}, S.AWAITING_APPROVAL, "poster", "withdraw cancel"),
            ({}, S.OPEN, "poster", "amend cancel invite attach write"),
            ({}, S.OPEN, "public", "write"),
            ({}, S.OPEN, "invited", "write"),
            ({}, S.REVIEWING, "poster", "reopen cancel attach write"),
            ({}, S.PROPOSED, "poster", "cancel invite attach write"),
            ({}, S.PROPOSED, "counterparty", "counter accept reject attach write"),
            ({}, S.PROPOSED, "invited", "counter accept reject write"),
            ({}, S.COUNTERED, "poster", "counter accept reject cancel invite attach write"),
            ({}, S.COUNTERED, "counterparty", "attach write"),
            ({}, S.AGREED, "poster", "attach write"),
            ({}, S.ACTIVE, "counterparty", "attach write"),
            ({"reviews_are_open": True}, S.COMPLETED, "poster", "review attach write"),
            (
                {"reviews_are_open": True, "is_reviewed": True}, S.COMPLETED, "poster",
                "attach write",
            ),
            ({}, S.COMPLETED, "counterparty", "attach write"),
            ({}, S.CANCELLED, "poster", ""),
            ({}, S.LAPSED, "counterparty", ""),
            ({}, S.AGREED, "closed", ""),
        ],
    )  # fmt: skip
    def test_what_may_be_done(
        self, more: dict[str, Any], state: DealState, access: str, wanted: str
    ) -> None:
        found = policies.allowed_moves(look(state, **more), Access(access))
        assert " ".join(found) == wanted
        assert set(found) <= set(ROLES)

    def test_a_person_is_offered_what_their_role_may(self) -> None:
        told = {
            role: policies.allowed_moves(look(S.OPEN), Access.POSTER, role) for role in MemberRole
        }
        assert told == {
            MemberRole.VIEWER: [],
            MemberRole.FINANCE: ["invite", "attach", "write"],
            MemberRole.OWNER: ["amend", "cancel", "invite", "attach", "write"],
        }

    @pytest.mark.parametrize(
        ("state", "reason"),
        [
            (S.AWAITING_APPROVAL, WaitingFor.APPROVAL),
            (S.OPEN, WaitingFor.BIDS),
            (S.REVIEWING, WaitingFor.AWARD),
            (S.PROPOSED, WaitingFor.ANSWER),
            (S.COUNTERED, WaitingFor.ANSWER),
            (S.AGREED, WaitingFor.FUNDING),
            (S.ACTIVE, WaitingFor.DELIVERY),
            (S.DRAFT, None),
            (S.COMPLETED, None),
            (S.CANCELLED, None),
        ],
    )
    def test_what_is_waited_for(self, state: DealState, reason: WaitingFor | None) -> None:
        found = policies.waiting_of(look(state), NOW)
        assert (None if found is None else found.reason) == reason
        assert found is None or all((found.on, found.then))

    def test_reviews_are_waited_for_as_long_as_they_are_open(self) -> None:
        found = policies.waiting_of(look(S.COMPLETED, reviews_are_open=True), NOW)
        assert found is not None
        assert (found.reason, found.until) == (WaitingFor.REVIEWS, NOW)


def standing(**more: Any) -> Standing:
    told: dict[str, Any] = {
        "name": "Asha",
        "state": MerchantState.ACTIVE,
        "verification": Verification.VERIFIED,
        "tier": "basic",
    }
    return Standing(**(told | more))


class TestWhoMayDeal:
    def test_those_we_know_and_do_not_look_at(self) -> None:
        policies.check_trader(standing())
        policies.check_trader(standing(payouts_frozen_reason=policies.OWES))
        for each in (
            standing(verification=Verification.SUBMITTED), standing(state=MerchantState.CLOSED),
        ):  # fmt: skip
            with pytest.raises(TraderNotVerified):
                policies.check_trader(each)
        with pytest.raises(TraderFrozen):
            policies.check_trader(standing(payouts_frozen_reason="A look"))

    def test_the_other_side_is_somebody_else_we_know(self) -> None:
        policies.check_counterparty(POSTER, OTHER, standing())
        # Why somebody is looked at is their business: it stops nobody from being named.
        policies.check_counterparty(POSTER, OTHER, standing(payouts_frozen_reason="A look"))
        with pytest.raises(CounterpartyIsPoster):
            policies.check_counterparty(POSTER, POSTER, standing())
        for each in (
            None, standing(verification=Verification.REFUSED), standing(state=MerchantState.CLOSED),
        ):  # fmt: skip
            with pytest.raises(CounterpartyUnusable):
                policies.check_counterparty(POSTER, OTHER, each)

    def test_what_bids_need(self) -> None:
        policies.check_publishable(DealFormat.DIRECT, None, None, now=NOW)
        until = NOW + timedelta(days=1)
        policies.check_publishable(DealFormat.OPEN, rupees(1), until, now=NOW)
        for budget, deadline, pointer in (
            (None, until, "/budget_paise"), (rupees(1), None, "/deadline"),
        ):  # fmt: skip
            with pytest.raises(DealIncomplete) as refused:
                policies.check_publishable(DealFormat.SEALED, budget, deadline, now=NOW)
            assert refused.value.pointer == pointer

    @pytest.mark.parametrize(
        ("after", "fits"),
        [
            (timedelta(0), False),
            (timedelta(seconds=1), True),
            (timedelta(days=90), True),
            (timedelta(days=90, seconds=1), False),
        ],
    )
    def test_until_when(self, after: timedelta, fits: bool) -> None:
        if fits:
            policies.check_deadline(NOW + after, now=NOW)
        else:
            with pytest.raises(DeadlineImpossible):
                policies.check_deadline(NOW + after, now=NOW)


class TestCallingOff:
    """The table: who, in which state, with what in escrow, and what it means for them."""

    NOTHING = Stakes(in_escrow=rupees(0), disputed=rupees(0), released=rupees(0), fees=rupees(0))
    SOME = Stakes(in_escrow=rupees(700), disputed=rupees(0), released=rupees(300), fees=rupees(6))
    DISPUTED = Stakes(
        in_escrow=rupees(500), disputed=rupees(200), released=rupees(300), fees=rupees(6)
    )

    @pytest.mark.parametrize(
        ("state", "access", "stakes", "how", "back", "kept", "fees"),
        [
            (S.DRAFT, "poster", NOTHING, "not", 0, 0, 0),
            (S.AWAITING_APPROVAL, "poster", NOTHING, "alone", 0, 0, 0),
            (S.OPEN, "poster", NOTHING, "alone", 0, 0, 0),
            (S.OPEN, "public", NOTHING, "not", 0, 0, 0),
            (S.REVIEWING, "poster", NOTHING, "alone", 0, 0, 0),
            (S.PROPOSED, "poster", NOTHING, "alone", 0, 0, 0),
            (S.PROPOSED, "counterparty", NOTHING, "not", 0, 0, 0),
            (S.COUNTERED, "poster", NOTHING, "alone", 0, 0, 0),
            (S.AGREED, "poster", NOTHING, "together", 0, 0, 0),
            (S.ACTIVE, "poster", SOME, "together", 700, 300, 6),
            (S.ACTIVE, "counterparty", SOME, "together", 700, 300, 6),
            (S.ACTIVE, "poster", DISPUTED, "not", 0, 300, 6),
            (S.COMPLETED, "poster", SOME, "not", 0, 300, 6),
            (S.CANCELLED, "poster", NOTHING, "not", 0, 0, 0),
        ],
    )
    def test_the_table(
        self, state: DealState, access: str, stakes: Stakes, how: str, back: int, kept: int,
        fees: int,
    ) -> None:  # fmt: skip
        found = policies.cancellation(look(state), Access(access), stakes)
        assert (found.how, found.back_to_buyer, found.kept_by_seller, found.fees_kept) == (
            how, rupees(back), rupees(kept), rupees(fees),
        )  # fmt: skip
        assert found.words

    def test_those_who_bid_are_thought_of(self) -> None:
        told = policies.cancellation(look(S.OPEN), Access.POSTER, self.NOTHING).words
        assert any("bonds" in each for each in told)


class TestScores:
    def test_are_reckoned_in_whole_numbers(self) -> None:
        score = Score(
            reviews_count=3, stars_sum=14, deals_count=2, dated_count=3, on_time_count=2,
            rounds_count=4, milestones_count=3, disputes_lost_count=0, funded_count=2,
            funding_seconds=61,
        )  # fmt: skip
        assert (score.stars_hundredths, score.on_time_basis_points) == (467, 6_667)
        assert (score.rounds_hundredths, score.funding_seconds_mean) == (133, 31)

    def test_of_nothing_is_nothing(self) -> None:
        score = Score(**dict.fromkeys(Score.__dataclass_fields__, 0))
        assert [
            score.stars_hundredths, score.on_time_basis_points, score.rounds_hundredths,
            score.funding_seconds_mean,
        ] == [None] * 4  # fmt: skip


def test_words_have_names() -> None:
    assert Category.RAW_MATERIALS.label == "Raw materials"
    assert {each.is_auctioned for each in DealFormat} == {True, False}
    assert EndReason.NO_BIDS in set(EndReason)

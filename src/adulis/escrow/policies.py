"""Whose turn it is, what may be done now, and what is waited for. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from adulis.escrow import conditions
from adulis.escrow.errors import (
    AmountNotLeft,
    BuyerFrozen,
    BuyerNotVerified,
    ConfirmationDiffers,
    EscrowPlanInvalid,
    MilestonePaused,
    WrongSide,
)
from adulis.escrow.machine import IN_ESCROW, UNDECIDED, AgreementState, MilestoneState
from adulis.escrow.values import (
    GIVEN_UP_AFTER,
    GRACE,
    LARGEST_MINOR,
    LONGEST_INSPECTION_SECONDS,
    MOST_MILESTONES,
    MOST_ROUNDS,
    PATIENCE_WITHOUT_DATE,
    SHORTEST_INSPECTION_SECONDS,
    EscrowTerms,
    PlannedMilestone,
    Side,
    Waiting,
    WaitingFor,
)
from adulis.identity.values import MerchantState, Standing
from adulis.kernel.money import BASIS_POINTS_IN_WHOLE, Money, rupees
from adulis.wallets.values import OWES

_M = MilestoneState


def check_plan(milestones: Sequence[PlannedMilestone], terms: EscrowTerms) -> None:
    """Raises EscrowPlanInvalid; its ``pointer`` names the part."""
    if not 0 < len(milestones) <= MOST_MILESTONES:
        raise EscrowPlanInvalid(
            f"An agreement has 1 to {MOST_MILESTONES} milestones.", pointer="/milestones"
        )
    for place, each in enumerate(milestones):
        if not each.title.strip() or each.amount.currency != "INR":
            raise EscrowPlanInvalid("A title and rupees.", pointer=f"/milestones/{place}")
        if not 0 < each.amount.minor <= LARGEST_MINOR:
            raise EscrowPlanInvalid(
                "It costs more than nothing.", pointer=f"/milestones/{place}/amount_paise"
            )
    limits = {
        "buyer_fee_share_bp": (0, terms.buyer_fee_share_bp, BASIS_POINTS_IN_WHOLE),
        "inspection_seconds": (
            SHORTEST_INSPECTION_SECONDS, terms.inspection_seconds, LONGEST_INSPECTION_SECONDS,
        ),
        "max_rounds": (0, terms.max_rounds, MOST_ROUNDS),
    }  # fmt: skip
    for name, (least, value, most) in limits.items():
        if not least <= value <= most:
            raise EscrowPlanInvalid(f"{name} lies between {least} and {most}.", pointer=f"/{name}")


def check_buyer(standing: Standing, owed: Money) -> None:
    """Raises BuyerNotVerified, BuyerFrozen: who may put money into escrow."""
    if not standing.is_verified or standing.state is not MerchantState.ACTIVE:
        raise BuyerNotVerified
    if standing.are_payouts_frozen:
        raise BuyerFrozen(reason=standing.payouts_frozen_reason)
    if owed:
        raise BuyerFrozen(reason=OWES, owed_paise=owed.minor)


def is_looked_at(standing: Standing) -> bool:
    """Whether people look at this merchant; one that only owes us money is paid all the same."""
    return standing.are_payouts_frozen and standing.payouts_frozen_reason != OWES


def require_side(side: Side, *allowed: Side) -> None:
    """Raises WrongSide."""
    if side not in allowed:
        raise WrongSide(side=side, required_side=allowed[0])


def require_moving(paused_reason: str) -> None:
    """Raises MilestonePaused."""
    if paused_reason:
        raise MilestonePaused(reason=paused_reason)


def require_left(amount: Money, left: Money, pointer: str = "/amount_paise") -> None:
    """Raises AmountNotLeft."""
    if not rupees(0) < amount <= left:
        raise AmountNotLeft(pointer=pointer, left_paise=left.minor)


def require_same(told: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    """What a person confirmed is what would be done. Raises ConfirmationDiffers."""
    wrong = [name for name in told if told[name] != found[name]]
    if wrong:
        facts = {name: found[name] for name in found if isinstance(found[name], (int, str))}
        raise ConfirmationDiffers(pointer=f"/{wrong[0]}", **facts)


def overdue_at(deliver_by: datetime | None) -> datetime | None:
    """From when on the buyer may go alone, if a day was agreed."""
    return None if deliver_by is None else deliver_by + GRACE


def given_up_at(deliver_by: datetime | None, entered_at: datetime) -> datetime:
    """When both have been silent for so long that the money goes home by itself."""
    if deliver_by is None:
        return entered_at + PATIENCE_WITHOUT_DATE
    return max(deliver_by, entered_at) + GRACE + GIVEN_UP_AFTER


# --- what a viewer may do -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A milestone, as far as it decides what may be done and what is waited for."""

    side: Side
    agreement_state: AgreementState
    state: MilestoneState
    paused_reason: str
    left: Money
    missing: Money
    disputed: Money
    round: int
    max_rounds: int
    conditions: Mapping[str, Any]
    deliver_by: datetime | None
    seller_approved: bool
    is_asked: bool
    proposal_by: Side | None
    fund_by: datetime
    now: datetime


def allowed_moves(look: Look) -> list[str]:
    """What this side may do now; which member of the merchant may is asked elsewhere."""
    if look.agreement_state is not AgreementState.ACTIVE:
        return []
    moves: list[str] = []
    if look.side is Side.BUYER and look.missing and _can_be_funded(look):
        moves.append("fund")
    if look.state is _M.PLANNED and look.now >= look.fund_by:
        moves.append("cancel")
    if look.state not in IN_ESCROW:
        return moves
    if look.left or look.disputed:
        moves.append("dispute")
    if look.paused_reason:
        return moves
    moves += _buyers(look) if look.side is Side.BUYER else _sellers(look)
    if look.left:
        moves.append("propose")
    if look.proposal_by is not None:
        answers = ["withdraw"] if look.proposal_by is look.side else ["accept", "refuse"]
        moves += [f"{each}_proposal" for each in answers]
    return moves


def _can_be_funded(look: Look) -> bool:
    return look.state is _M.PLANNED or look.state in IN_ESCROW


def _buyers(look: Look) -> list[str]:
    moves = []
    if look.state in UNDECIDED and look.left and not look.is_asked:
        moves.append("approve")
    if look.state is _M.SUBMITTED and look.round <= look.max_rounds:
        moves.append("request_changes")
    if is_overdue(look.state, look.round, look.deliver_by, look.now):
        moves.append("cancel")
    return moves


def _sellers(look: Look) -> list[str]:
    moves = []
    if look.state in {_M.FUNDED, _M.CHANGES_REQUESTED}:
        moves.append("submit")
    if conditions.asks_both(look.conditions) and not look.seller_approved:
        moves.append("approve")
    if look.left:
        moves.append("refund")
    return moves


def is_overdue(
    state: MilestoneState, rounds: int, deliver_by: datetime | None, now: datetime
) -> bool:
    """Whether the buyer may go alone: nothing was ever handed in, and it is too late for it."""
    moment = overdue_at(deliver_by)
    return state is _M.FUNDED and rounds == 0 and moment is not None and now >= moment


# --- what is waited for ---------------------------------------------------------------------------

_SILENCE = {
    "release": "Silence is a yes: it is released to the seller by itself.",
    "dispute": "Silence opens a dispute, as was agreed.",
}


def waiting_of(
    look: Look,
    *,
    on_silence: str,
    next_due: datetime | None,
    missing: Sequence[Mapping[str, Any]],
) -> Waiting | None:
    """For what a milestone waits, on whom, until when, and what happens then."""
    if look.paused_reason:
        return _HELD[look.paused_reason]
    if look.is_asked:
        return Waiting(
            WaitingFor.SECOND_APPROVAL, "another owner of the buyer", next_due,
            "It is released once approved; meanwhile the inspection period goes on.",
        )  # fmt: skip
    if look.agreement_state is not AgreementState.ACTIVE:
        return None
    match look.state:
        case _M.PLANNED:
            return Waiting(
                WaitingFor.FUNDING, "the buyer", look.fund_by,
                "What was paid in goes back; with nothing funded the agreement lapses.",
            )  # fmt: skip
        case _M.FUNDED:
            return Waiting(
                WaitingFor.DELIVERY, "the seller", overdue_at(look.deliver_by) or next_due,
                "Then the buyer may cancel alone, and has everything back."
                if look.deliver_by is not None
                else "With nobody moving by then, everything goes back to the buyer.",
            )  # fmt: skip
        case _M.SUBMITTED:
            return Waiting(WaitingFor.INSPECTION, "the buyer", next_due, _SILENCE[on_silence])
        case _M.CHANGES_REQUESTED:
            return Waiting(
                WaitingFor.REWORK, "the seller", next_due,
                "With nobody moving by then, everything goes back to the buyer.",
            )  # fmt: skip
        case _M.APPROVED:
            return Waiting(
                WaitingFor.CONDITIONS, "what was agreed besides the buyer's word", next_due,
                "It is released by itself as soon as all of it has come true.", tuple(missing),
            )  # fmt: skip
        case _:
            return None


_HELD = {
    "dispute": Waiting(
        WaitingFor.DISPUTE, "whoever decides the dispute", None,
        "It goes on from where it was, with the time it had left, or is divided.",
    ),
    "chargeback": Waiting(
        WaitingFor.CHARGEBACK, "the buyer", None,
        "It goes on once the missing money is paid in again, or an operator has decided.",
    ),
    # Nobody is told whom we look at, or why.
    "freeze": Waiting(
        WaitingFor.FREEZE, "the platform", None,
        "It is delayed by a regulatory check, and goes on with the time it had left.",
    ),
}  # fmt: skip

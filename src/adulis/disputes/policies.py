"""Whose turn it is, what may be done now, what is waited for, and who lost. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from adulis.disputes.errors import (
    ClaimTooMuch,
    DivisionWrong,
    NothingToAppeal,
    NotYourOffer,
    NotYourTurnInDispute,
)
from adulis.disputes.machine import TALKING, DisputeState
from adulis.disputes.values import Claims, Waiting, WaitingFor
from adulis.escrow.values import Side
from adulis.kernel.money import Money, rupees

_S = DisputeState
OTHERS = "An operator rules on what there is then: silence pays nobody by itself."


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A dispute, as far as it decides what one side may do and what is waited for."""

    side: Side
    state: DisputeState
    opened_by: Side
    turn: Side | None
    offer_by: Side | None
    escalation_by: Side | None
    was_appealed: bool
    accepted_by: frozenset[Side]
    got_less: frozenset[Side]
    appeal_until: datetime | None
    is_asked: bool
    now: datetime


def check_claim(claimed: Money, amount: Money) -> None:
    """Raises ClaimTooMuch."""
    if not rupees(0) <= claimed <= amount:
        raise ClaimTooMuch(pointer="/claimed_paise", amount_paise=amount.minor)


def check_division(to_seller: Money, to_buyer: Money, locked: Money) -> None:
    """All of what is locked, and no more, goes to one or the other. Raises DivisionWrong."""
    if min(to_seller, to_buyer) < rupees(0) or to_seller + to_buyer != locked:
        raise DivisionWrong(pointer="/to_seller_paise", locked_paise=locked.minor)


def require_turn(side: Side, turn: str) -> None:
    """Raises NotYourTurnInDispute."""
    if side != turn:
        raise NotYourTurnInDispute(side=str(side), turn=turn)


def require_others_offer(side: Side, offered_by: str) -> None:
    """Raises NotYourOffer."""
    if side == offered_by:
        raise NotYourOffer


def shortfalls(claims: Claims, *, to_seller: int, to_buyer: int) -> dict[Side, int]:
    """How much less than it claimed each side gets, in paise; nobody gets too much."""
    got = {Side.SELLER: to_seller, Side.BUYER: to_buyer}
    return {side: max(0, claims.of(side) - got[side]) for side in Side}


def got_less(claims: Claims, *, to_seller: int, to_buyer: int) -> frozenset[Side]:
    """The sides that may appeal."""
    short = shortfalls(claims, to_seller=to_seller, to_buyer=to_buyer)
    return frozenset(side for side in Side if short[side])


def lost_by(claims: Claims, *, to_seller: int, to_buyer: int) -> Side | None:
    """The side that got less of what it claimed than the other did; None: both or neither."""
    short = shortfalls(claims, to_seller=to_seller, to_buyer=to_buyer)
    if short[Side.BUYER] == short[Side.SELLER]:
        return None
    return max(short, key=lambda side: short[side])


def require_appeal(look: Look) -> None:
    """Raises NothingToAppeal: it was appealed once, it is accepted, or the side got its claim."""
    if look.was_appealed or look.side in look.accepted_by or look.side not in look.got_less:
        raise NothingToAppeal


def bound_by_bank(to_seller: int, locked: int) -> tuple[int, int]:
    """A ruling, as far as the money is still there.

    What the buyer's bank took meanwhile is the buyer's already: it comes off their part first
    (escrow.md E-17). Returns what goes to the seller, and to the buyer.
    """
    sellers = min(to_seller, locked)
    return sellers, locked - sellers


# --- what a viewer may do -------------------------------------------------------------------------


def allowed_moves(look: Look, *, is_held_up: bool = False) -> list[str]:
    """What this side may do now; which member of the merchant may is asked elsewhere.

    While the buyer's bank holds the money, or people look at a side, nobody divides it (escrow.md
    E-13, E-17).
    """
    if look.state in TALKING:
        found = _talking(look)
        return [each for each in found if each != "accept_offer"] if is_held_up else found
    moves: list[str] = []
    if look.state is _S.RULING and look.side is look.opened_by:
        moves.append("withdraw")
    if look.state is _S.RULED and not look.was_appealed and look.side not in look.accepted_by:
        moves.append("accept_ruling")
        in_time = look.appeal_until is not None and look.now < look.appeal_until
        if in_time and look.side in look.got_less:
            moves.append("appeal")
    return moves


def _talking(look: Look) -> list[str]:
    moves: list[str] = []
    is_turn = look.side is look.turn
    if look.state is _S.OPENED and look.side is not look.opened_by:
        moves.append("respond")
    if look.state is _S.NEGOTIATING and is_turn:
        moves.append("offer")
    if look.offer_by is not None and look.offer_by is not look.side and is_turn:
        moves.append("accept_offer")
        if look.state is _S.NEGOTIATING:
            moves.append("refuse_offer")
    if look.state is _S.NEGOTIATING and look.escalation_by is not look.side:
        moves.append("escalate")
    if look.side is look.opened_by:
        moves.append("withdraw")
    return [*moves, "add_evidence"]


# --- what is waited for ---------------------------------------------------------------------------


def waiting_of(look: Look, until: datetime | None) -> Waiting | None:
    """For what a dispute waits, on whom, until when, and what happens then."""
    whose = "" if look.turn is None else f"the {look.turn}"
    match look.state:
        case _S.OPENED:
            return Waiting(WaitingFor.RESPONSE, whose, until, OTHERS)
        case _S.NEGOTIATING:
            return Waiting(WaitingFor.ANSWER, whose, until, OTHERS)
        case _S.RULING | _S.APPEALED:
            return _judged(look, until)
        case _S.RULED:
            return _ruled(look, until)
        case _:
            return None


def _judged(look: Look, until: datetime | None) -> Waiting:
    late = "It is late then, and other people are asked. The money stays where it is."
    if look.is_asked:
        return Waiting(WaitingFor.SECOND_OPERATOR, "a second operator", until, late)
    if look.state is _S.APPEALED:
        return Waiting(WaitingFor.SECOND_RULING, "another operator", until, late)
    return Waiting(WaitingFor.RULING, "an operator", until, late)


def _ruled(look: Look, until: datetime | None) -> Waiting:
    if look.was_appealed or look.accepted_by == frozenset(Side):
        return Waiting(
            WaitingFor.EXECUTION, "whoever holds the money", until,
            "The ruling is final. It is carried out once the money is not held any more.",
        )  # fmt: skip
    if look.appeal_until is not None and look.now >= look.appeal_until:
        return Waiting(WaitingFor.EXECUTION, "the platform", until, "The ruling is carried out.")
    return Waiting(
        WaitingFor.APPEAL, "a side that got less than it claimed", until,
        "The ruling is carried out; at once when both sides accept it.",
    )  # fmt: skip

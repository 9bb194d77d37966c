"""Who sees what, whose turn it is, what may be done now, and what calling it off means. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from adulis.deals.errors import (
    CounterpartyIsPoster,
    CounterpartyUnusable,
    DeadlineImpossible,
    DealIncomplete,
    NotYourTurn,
    TraderFrozen,
    TraderNotVerified,
)
from adulis.deals.machine import BOUND, NEGOTIATING, DealState
from adulis.deals.values import (
    LONGEST_OPEN,
    ROLES,
    Access,
    DealFormat,
    DealKind,
    Side,
    Visibility,
    Waiting,
    WaitingFor,
)
from adulis.identity.values import MemberRole, MerchantState, Standing
from adulis.kernel.money import Money

OWES = "owes the platform"
_S = DealState
_OPEN = frozenset({_S.OPEN, _S.REVIEWING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A deal, as far as it decides who may do what. ``was_seen``: others have had its terms."""

    kind: DealKind
    format: DealFormat
    visibility: Visibility
    state: DealState
    poster_id: UUID
    counterparty_id: UUID | None
    was_seen: bool
    is_joined: bool = False
    is_reviewed: bool = False
    reviews_are_open: bool = False

    @property
    def side_to_answer(self) -> Side | None:
        """Who answers the terms that lie on the table."""
        if self.state is _S.PROPOSED:
            return Side.COUNTERPARTY
        return Side.POSTER if self.state is _S.COUNTERED else None

    @property
    def buyer(self) -> Side:
        return Side.POSTER if self.kind is DealKind.REQUEST else Side.COUNTERPARTY


def access_of(look: Look, merchant_id: UUID) -> Access:
    """How much of the deal ``merchant_id`` may see; ``look.is_joined`` is about this merchant."""
    if look.state is _S.DELETED:
        return Access.NONE
    if merchant_id == look.poster_id:
        return Access.POSTER
    if not look.was_seen:
        # A draft, or one that was called off before anybody else had it before their eyes.
        return Access.NONE
    if merchant_id == look.counterparty_id:
        return Access.COUNTERPARTY
    if not look.format.is_auctioned:
        # Whoever holds a link may answer while nobody has.
        waits = look.state in NEGOTIATING and look.counterparty_id is None
        return Access.INVITED if look.is_joined and waits else Access.NONE
    if look.visibility is Visibility.INVITED and not look.is_joined:
        return Access.NONE
    if look.state in _OPEN:
        return Access.INVITED if look.is_joined else Access.PUBLIC
    return Access.CLOSED


def side_of(look: Look, merchant_id: UUID) -> Side | None:
    """Which of the two sides a merchant is."""
    if merchant_id == look.poster_id:
        return Side.POSTER
    return Side.COUNTERPARTY if merchant_id == look.counterparty_id else None


def require_turn(look: Look, side: Side) -> None:
    """Raises NotYourTurn, where terms lie before the other side."""
    if look.side_to_answer is not None and look.side_to_answer is not side:
        raise NotYourTurn(waits_for=look.side_to_answer)


def check_trader(standing: Standing) -> None:
    """Who may begin or accept a deal. Raises TraderNotVerified, TraderFrozen.

    Whoever merely owes us money may sell: that is how it is paid.
    """
    if not standing.is_verified or standing.state is not MerchantState.ACTIVE:
        raise TraderNotVerified
    if standing.are_payouts_frozen and standing.payouts_frozen_reason != OWES:
        raise TraderFrozen(reason=standing.payouts_frozen_reason)


def check_counterparty(
    poster_id: UUID, counterparty_id: UUID | None, standing: Standing | None
) -> None:
    """Raises CounterpartyUnusable, CounterpartyIsPoster."""
    if counterparty_id == poster_id:
        raise CounterpartyIsPoster(pointer="/counterparty")
    is_known = standing is not None and standing.is_verified
    if not is_known or standing is None or standing.state is not MerchantState.ACTIVE:
        raise CounterpartyUnusable(pointer="/counterparty")


def check_publishable(
    how: DealFormat, budget: Money | None, deadline: datetime | None, *, now: datetime
) -> None:
    """What bids begin from, and until when. Raises DealIncomplete, DeadlineImpossible."""
    if not how.is_auctioned:
        return
    if budget is None:
        raise DealIncomplete("Say what you ask for, or pay at most.", pointer="/budget_paise")
    if deadline is None:
        raise DealIncomplete("Say until when bids are taken.", pointer="/deadline")
    check_deadline(deadline, now=now)


def check_deadline(deadline: datetime, *, now: datetime) -> None:
    """Raises DeadlineImpossible."""
    if not now < deadline <= now + LONGEST_OPEN:
        raise DeadlineImpossible(
            pointer="/deadline",
            not_before=now.isoformat(),
            not_after=(now + LONGEST_OPEN).isoformat(),
        )


# --- what may be done now -------------------------------------------------------------------------


def allowed_moves(look: Look, access: Access, role: MemberRole | None = None) -> list[str]:
    """What a viewer of this side, and in this role, may do now; no role: whatever the side may."""
    moves = _moves(look, access)
    if role is None:
        return moves
    return [each for each in moves if role.rank >= ROLES[each].rank]


def _moves(look: Look, access: Access) -> list[str]:
    state, is_direct = look.state, not look.format.is_auctioned
    if access is Access.POSTER:
        if state is _S.DRAFT:
            return ["edit", "delete", "propose" if is_direct else "publish", "invite", "attach"]
        if state is _S.AWAITING_APPROVAL:
            return ["withdraw", "cancel"]
        if state is _S.OPEN:
            return ["amend", "cancel", "invite", "attach", "write"]
        if state is _S.REVIEWING:
            return ["reopen", "cancel", "attach", "write"]
    if access is Access.INVITED and state in NEGOTIATING:
        return ["counter", "accept", "reject", "write"]
    if state in NEGOTIATING and access.is_party:
        is_mine = look.side_to_answer is Side(access.value)
        answers = ["counter", "accept", "reject"] if is_mine else []
        also = [] if access is Access.COUNTERPARTY else ["cancel", "invite"]
        return [*answers, *also, "attach", "write"]
    if state in BOUND and access.is_party:
        reviews = look.reviews_are_open and not look.is_reviewed
        return [*(["review"] if reviews else []), "attach", "write"]
    return ["write"] if access in {Access.INVITED, Access.PUBLIC} else []


# --- what it waits for ----------------------------------------------------------------------------


def waiting_of(look: Look, until: datetime | None) -> Waiting | None:
    """What a deal waits for; ``until`` is when its next timer is due, if one runs."""
    state = look.state
    if state is _S.AWAITING_APPROVAL:
        return Waiting(
            WaitingFor.APPROVAL, "an operator", until,
            "Others see it once it is approved; what nobody approves in time is a draft again.",
        )  # fmt: skip
    if state is _S.OPEN:
        return Waiting(
            WaitingFor.BIDS, "those who bid", until, "Then whoever posted it chooses a bid."
        )
    if state is _S.REVIEWING:
        return Waiting(
            WaitingFor.AWARD, "whoever posted it", until, "The bid they choose is agreed."
        )
    if state in NEGOTIATING:
        answers = look.side_to_answer
        return Waiting(
            WaitingFor.ANSWER,
            "whoever posted it" if answers is Side.POSTER else "the other side",
            until,
            "What nobody answers in time is over.",
        )
    if state is _S.AGREED:
        return Waiting(
            WaitingFor.FUNDING, "the buyer", until, "Work begins once a milestone is paid in."
        )
    if state is _S.ACTIVE:
        return Waiting(
            WaitingFor.DELIVERY, "see its milestones", None, "The money follows the milestones."
        )
    if state is _S.COMPLETED and look.reviews_are_open:
        return Waiting(
            WaitingFor.REVIEWS, "both sides", until, "Reviews are shown when both are in, or then."
        )
    return None


# --- calling it off -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation:
    """What calling a deal off would mean for whoever asks, told before they do.

    ``how``: ``alone``, ``together`` (propose it in the agreement; the other side has to accept) or
    ``not`` at all. What was released stays with the seller, and its fee with us.
    """

    how: str
    back_to_buyer: Money
    kept_by_seller: Money
    fees_kept: Money
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakes:
    """What lies in escrow, and what went out of it."""

    in_escrow: Money
    disputed: Money
    released: Money
    fees: Money


def cancellation(look: Look, access: Access, stakes: Stakes) -> Cancellation:
    """The numbers for one side at this moment; the table is in the docs of deals."""
    zero = stakes.in_escrow - stakes.in_escrow
    if look.state in BOUND:
        return _of_bound(look, stakes)
    alone = access is Access.POSTER and "cancel" in _moves(look, access)
    told: list[str] = []
    if look.state is _S.DRAFT and access is Access.POSTER:
        told.append("Nobody has seen it: delete it.")
    elif alone:
        told.append("Nothing was paid, and nothing is owed.")
        if look.format.is_auctioned:
            told.append("Those who bid are told, and get their bonds back.")
    elif look.state in NEGOTIATING and access in {Access.COUNTERPARTY, Access.INVITED}:
        told.append("Reject it when it is your turn to answer; nothing is owed.")
    else:
        told.append("It is not yours to call off.")
    return Cancellation(
        how="alone" if alone else "not",
        back_to_buyer=zero, kept_by_seller=zero, fees_kept=zero, words=tuple(told),
    )  # fmt: skip


def _of_bound(look: Look, stakes: Stakes) -> Cancellation:
    goes = look.state is not _S.COMPLETED and not stakes.disputed
    told = []
    if look.state is _S.COMPLETED:
        told.append("It is completed; nothing is left to call off.")
    elif stakes.disputed:
        told.append("A part is disputed: that is settled first.")
    else:
        told.append("Both sides have to want it: propose it, and the other side may accept.")
        told.append("What is in escrow goes back to the buyer, with the fee on it.")
        if stakes.released:
            told.append("What was released stays with the seller, and its fee with the platform.")
    if look.state is _S.AGREED:
        told.append("If no milestone is paid in in time, it lapses by itself.")
    zero = stakes.in_escrow - stakes.in_escrow
    return Cancellation(
        how="together" if goes else "not",
        back_to_buyer=stakes.in_escrow if goes else zero,
        kept_by_seller=stakes.released,
        fees_kept=stakes.fees,
        words=tuple(told),
    )

"""Words of escrow. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from adulis.kernel.money import Money

# Who has not delivered by then gives the buyer the right to go.
GRACE = timedelta(days=3)
# And when nobody has moved for so long after that, the money goes home by itself.
GIVEN_UP_AFTER = timedelta(days=30)
# The same where no day of delivery was agreed, from the last move on.
PATIENCE_WITHOUT_DATE = timedelta(days=180)
# How long an offer to the other side stands.
PROPOSAL_LASTS = timedelta(days=7)
SHORTEST_INSPECTION_SECONDS, LONGEST_INSPECTION_SECONDS = 60, 30 * 86_400
MOST_MILESTONES, MOST_ROUNDS, MOST_FILES = 50, 10, 20
LARGEST_MINOR = 10**13


class Side(StrEnum):
    BUYER = "buyer"
    SELLER = "seller"

    @property
    def other(self) -> Side:
        return Side.SELLER if self is Side.BUYER else Side.BUYER


class OnSilence(StrEnum):
    """What a buyer who says nothing has said, once the inspection period is over."""

    RELEASE = "release"
    DISPUTE = "dispute"


class Rest(StrEnum):
    """What becomes of the part that is not released: it stays, or the buyer asks for it back."""

    STAY = "stay"
    RETURN = "return"


class PaymentKind(StrEnum):
    """Why money left a milestone."""

    RELEASE = "release"
    REFUND = "refund"
    SPLIT = "split"
    RULING = "ruling"
    CHARGEBACK = "chargeback"
    UNFUNDED = "unfunded"


class ProposalKind(StrEnum):
    SPLIT = "split"
    CANCELLATION = "cancellation"


class HoldKind(StrEnum):
    """Why nothing moves and no time passes."""

    DISPUTE = "dispute"
    CHARGEBACK = "chargeback"
    FREEZE = "freeze"


# What has a say before a settlement or a ruling is carried out.
HELD_UP_BY = (HoldKind.CHARGEBACK, HoldKind.FREEZE)


class SignalKind(StrEnum):
    """What somebody said: one of the two sides, or a third party named in the terms."""

    APPROVAL = "approval"
    SILENCE = "silence"
    SIGNAL = "signal"


class LockState(StrEnum):
    """Whether a dispute still has its part."""

    OPEN = "open"
    RELEASED = "released"
    SPLIT = "split"


class WaitingFor(StrEnum):
    """What a milestone waits for."""

    FUNDING = "funding"
    DELIVERY = "delivery"
    REWORK = "rework"
    INSPECTION = "inspection"
    CONDITIONS = "conditions"
    SECOND_APPROVAL = "second_approval"
    DISPUTE = "dispute"
    CHARGEBACK = "chargeback"
    FREEZE = "freeze"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMilestone:
    """One part of a deal. ``conditions`` None: the buyer approves (see ``conditions.py``).

    ``amount`` is what the seller's work costs; the buyer's share of the fee comes on top.
    """

    title: str
    amount: Money
    description: str = ""
    conditions: Mapping[str, Any] | None = None
    deliver_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EscrowTerms:
    """What both sides accepted, as far as it is escrow's business.

    ``buyer_fee_share_bp``: of the escrow fee the buyer bears so many ten-thousandths, the seller
    the rest. ``fund_by``: when nothing is funded by then, the agreement lapses.
    """

    buyer_fee_share_bp: int
    inspection_seconds: int
    on_silence: OnSilence
    fund_by: datetime
    max_rounds: int = 3
    terms_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A file the seller hands in; ``name`` is the document the terms ask for, if it is one."""

    file_id: UUID
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What a person saw when they clicked: it is done exactly so, or refused."""

    amount: Money
    payee_id: UUID


@dataclass(frozen=True, slots=True)
class Waiting:
    """Why a milestone waits: for what, on whom, until when, and what happens then."""

    reason: WaitingFor
    on: str
    until: datetime | None
    then: str
    missing: tuple[Mapping[str, Any], ...] = field(default=())

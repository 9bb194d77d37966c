"""What auctions are made of. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from adulis.kernel.money import BASIS_POINTS_IN_WHOLE, Money

NO_BOND = Money(0)


class Direction(StrEnum):
    """Whether the highest bid wins (a seller's offer) or the lowest (a buyer's request)."""

    FORWARD = "forward"
    REVERSE = "reverse"


class Format(StrEnum):
    """Whether bids are seen as they come, or encrypted until the deadline."""

    OPEN = "open"
    SEALED = "sealed"


class StepKind(StrEnum):
    """Whether a step is an amount, or a share of the price it starts from."""

    ABSOLUTE = "absolute"
    BASIS_POINTS = "basis_points"


class Visibility(StrEnum):
    """What a bidder sees of an open auction while it runs, besides their own bids.

    Only where the price is seen has a bid to beat it; otherwise it has to improve on the bidder's
    own, since a refusal that says how much would be enough says what others have bid.
    """

    PRICE = "price"
    RANK = "rank"
    LEAD = "lead"
    BLIND = "blind"


class BidKind(StrEnum):
    """What a line of an open auction's log is; the orders of ``rules`` and these are one to one."""

    BID = "bid"
    INSTRUCT = "instruct"
    CANCEL = "cancel"
    RETRACT = "retract"
    WITHDRAW = "withdraw"
    RECONFIRM = "reconfirm"
    AMEND = "amend"
    DELAY = "delay"


class SealedKind(StrEnum):
    """A sealed bid, one taken back, or the one bid of the final round."""

    SEALED = "sealed"
    WITHDRAWN = "withdrawn"
    FINAL = "final"


class Standing(StrEnum):
    """Whether a bidder may go on bidding. Who defaulted here has lost the bond and the place."""

    ACTIVE = "active"
    EXCLUDED = "excluded"
    DEFAULTED = "defaulted"


class Shared(StrEnum):
    """What two merchants have in common that strangers do not."""

    MEMBER = "member"
    PAN = "pan"
    GSTIN = "gstin"
    BANK_ACCOUNT = "bank_account"


@dataclass(frozen=True, slots=True)
class Step:
    """By how much a bid has to be better: ``value`` paise, or that many ten-thousandths."""

    kind: StepKind
    value: int

    def size(self, price: Money) -> Money:
        """The step from ``price``: never nothing, and a part of a paisa counts as one."""
        if self.kind is StepKind.ABSOLUTE:
            return Money(self.value, price.currency)
        exact = price.minor * self.value
        return Money(max(1, -(-exact // BASIS_POINTS_IN_WHOLE)), price.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuctionPlan:
    """How a deal shall be put up for bids.

    It begins at ``start`` (None: at the deal's budget), when the deal is published, and ends at the
    deal's deadline if nobody comes late; ``overtime`` after that it ends at the latest.
    """

    start: Money | None = None
    reserve: Money | None = None
    visibility: Visibility = Visibility.PRICE
    step: Step = Step(StepKind.BASIS_POINTS, 100)
    own_step: Step = Step(StepKind.ABSOLUTE, 1)
    window: timedelta = timedelta(minutes=2)
    extension: timedelta = timedelta(minutes=3)
    overtime: timedelta = timedelta(minutes=30)
    final_round: timedelta | None = timedelta(minutes=10)
    bond: Money = NO_BOND


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a bidder has read: bids count on these terms; ``version``: and in this state alone."""

    terms_version: int
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BidGiven:
    """A bid as it is sent. ``confirmation``: what was given for one that looked like a slip."""

    amount: Money
    seen: Seen
    confirmation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionGiven:
    """How far to bid for me, and until when."""

    limit: Money
    until: datetime | None
    seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a bidder stands after what they did, all of which is theirs to know but what the
    auction hides: ``rank``, ``is_leading`` and ``price`` are null where nothing can be said.

    ``hash`` is of a sealed bid's ciphertext, which is published at the close.
    """

    auction_id: UUID
    sequence: int
    bidder: int
    is_leading: bool | None
    rank: int | None
    price: Money | None
    bid: Money | None
    limit: Money | None
    until: datetime | None
    ends_at: datetime
    version: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What an auction has to know of its deal."""

    deal_id: UUID
    poster_id: UUID
    direction: Direction
    format: Format
    budget: Money
    ends_at: datetime
    terms_version: int
    confirm_within: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class RetractionGiven:
    """The right bid in the place of a slip; or that the bond may be lost."""

    corrected: Money | None = None
    accepts_forfeit: bool = False

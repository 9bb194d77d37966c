"""What auctions are made of. Pure."""

from __future__ import annotations

from enum import StrEnum


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

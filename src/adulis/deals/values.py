"""Words of deals. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from adulis.identity.values import MemberRole
from adulis.kernel.money import Money

# What nobody answers is over: reference/escrow.md, "5 d not agreed".
PROPOSAL_LASTS = timedelta(days=5)
INVITATION_LASTS = timedelta(days=14)
# Reviews are shown when both are in, or then.
REVIEWS_CLOSE_AFTER = timedelta(days=14)
# Whoever bids has to have had the time to read what changed.
LEAST_OPEN_AFTER_AMENDMENT = timedelta(hours=4)
LONGEST_OPEN = timedelta(days=90)
MOST_MILESTONES, MOST_ROUNDS = 50, 10
MOST_ATTACHMENTS, MOST_INVITED, MOST_OPEN_DRAFTS = 10, 50, 100
LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_SCOPE = 120, 8_000, 8_000
LONGEST_MESSAGE, LONGEST_COMMENT, LONGEST_REASON = 4_000, 2_000, 500
MOST_STARS = 5
LEAST_MINOR, LARGEST_MINOR = 100, 10**13
# What one person of a merchant may do about a deal: an owner binds it, finance prepares.
ROLES: Mapping[str, MemberRole] = {
    "edit": MemberRole.FINANCE,
    "delete": MemberRole.FINANCE,
    "publish": MemberRole.OWNER,
    "propose": MemberRole.OWNER,
    "withdraw": MemberRole.FINANCE,
    "amend": MemberRole.OWNER,
    "reopen": MemberRole.OWNER,
    "counter": MemberRole.OWNER,
    "accept": MemberRole.OWNER,
    "reject": MemberRole.OWNER,
    "cancel": MemberRole.OWNER,
    "invite": MemberRole.FINANCE,
    "attach": MemberRole.FINANCE,
    "write": MemberRole.FINANCE,
    "review": MemberRole.FINANCE,
}


class DealKind(StrEnum):
    """What whoever posts it does: sells (``offer``) or buys (``request``)."""

    OFFER = "offer"
    REQUEST = "request"


class DealFormat(StrEnum):
    """How the other side is found: by open bids, by sealed bids, or it is known already."""

    OPEN = "open"
    SEALED = "sealed"
    DIRECT = "direct"

    @property
    def is_auctioned(self) -> bool:
        return self is not DealFormat.DIRECT


class Visibility(StrEnum):
    """Who sees it while it is open: everybody signed in, or those who were invited."""

    PUBLIC = "public"
    INVITED = "invited"


class Category(StrEnum):
    """What it is about."""

    GOODS = "goods"
    RAW_MATERIALS = "raw_materials"
    MACHINERY = "machinery"
    ELECTRONICS = "electronics"
    TEXTILES = "textiles"
    FOOD = "food"
    SOFTWARE = "software"
    DESIGN = "design"
    MARKETING = "marketing"
    CONSULTING = "consulting"
    CONSTRUCTION = "construction"
    LOGISTICS = "logistics"
    OTHER = "other"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


class Side(StrEnum):
    """Who somebody is to a deal."""

    POSTER = "poster"
    COUNTERPARTY = "counterparty"


class Access(StrEnum):
    """How much of a deal a merchant may see."""

    POSTER = "poster"
    COUNTERPARTY = "counterparty"
    INVITED = "invited"
    PUBLIC = "public"
    # Title, and that it is closed.
    CLOSED = "closed"
    NONE = "none"

    @property
    def is_party(self) -> bool:
        return self in {Access.POSTER, Access.COUNTERPARTY}

    @property
    def sees_all(self) -> bool:
        return self not in {Access.CLOSED, Access.NONE}


class EndReason(StrEnum):
    """Why nothing came of a deal."""

    CANCELLED = "cancelled"
    REJECTED = "rejected"
    EXPIRED = "expired"
    NO_BIDS = "no_bids"
    NOT_FUNDED = "not_funded"
    REFUNDED = "refunded"


class WaitingFor(StrEnum):
    """What a deal waits for."""

    APPROVAL = "approval"
    BIDS = "bids"
    AWARD = "award"
    ANSWER = "answer"
    FUNDING = "funding"
    DELIVERY = "delivery"
    REVIEWS = "reviews"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Why a deal waits: for what, on whom, until when, and what happens then."""

    reason: WaitingFor
    on: str
    until: datetime | None
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DealGiven:
    """What a draft is made of. ``body`` are its terms as they were given (see ``terms.py``).

    ``budget``: what whoever posts it asks for or would pay at most. ``counterparty_id``: with
    whom, where that is known.
    """

    kind: DealKind
    format: DealFormat
    title: str
    category: Category
    description: str = ""
    visibility: Visibility = Visibility.PUBLIC
    budget: Money | None = None
    deadline: datetime | None = None
    counterparty_id: UUID | None = None
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a person saw when they agreed: exactly that is agreed, or nothing."""

    version: int
    terms_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How a merchant is spoken of and how it behaved; counts, so that nothing is rounded here.

    ``stars_sum`` over ``reviews_count``; the rest is what happened in its deals.
    """

    reviews_count: int
    stars_sum: int
    deals_count: int
    dated_count: int
    on_time_count: int
    rounds_count: int
    milestones_count: int
    disputes_lost_count: int
    funded_count: int
    funding_seconds: int

    @property
    def stars_hundredths(self) -> int | None:
        """The mean in hundredths of a star; None: nobody has reviewed it."""
        return None if not self.reviews_count else _mean(self.stars_sum * 100, self.reviews_count)

    @property
    def on_time_basis_points(self) -> int | None:
        """Of what had a date, so much came in time, as a seller."""
        return (
            None if not self.dated_count else _mean(self.on_time_count * 10_000, self.dated_count)
        )

    @property
    def rounds_hundredths(self) -> int | None:
        """How often a milestone of theirs was handed in, as a seller."""
        if not self.milestones_count:
            return None
        return _mean(self.rounds_count * 100, self.milestones_count)

    @property
    def funding_seconds_mean(self) -> int | None:
        """How long it took them to pay in what was agreed, as a buyer."""
        return None if not self.funded_count else _mean(self.funding_seconds, self.funded_count)


def _mean(total: int, count: int) -> int:
    """Rounded half up."""
    return (2 * total + count) // (2 * count)

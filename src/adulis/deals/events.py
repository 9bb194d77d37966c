"""Facts about deals, told to whoever posted one and, once there is one, to the other side.

The poster's are about ``deal/<id>``, the other side's about ``incoming-deal/<id>``, so that each
counts its own without a gap. A listener within the house takes the poster's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from adulis.deals.told import Told
from adulis.events.values import Fact
from adulis.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DealSubmitted(Told):
    """It is above the limit: an operator looks at it before others see it."""

    type: ClassVar[str] = "deal.submitted"
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DealRefused(Told):
    """An operator said no; it is a draft again."""

    type: ClassVar[str] = "deal.refused"
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DealWithdrawn(Told):
    """It is a draft again: nobody looked at it in time, or whoever posted it thought better."""

    type: ClassVar[str] = "deal.withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class DealPublished(Told):
    """Others see it, and may bid."""

    type: ClassVar[str] = "deal.published"
    kind: str
    format: str
    version: int
    terms_hash: str
    deadline: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsAmended(Told):
    """The terms changed while it was open. ``material``: bids wait to be confirmed again."""

    type: ClassVar[str] = "deal.amended"
    version: int
    terms_hash: str
    material: bool
    deadline: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DealReviewing(Told):
    """Bids are over: whoever posted it chooses."""

    type: ClassVar[str] = "deal.reviewing"


@dataclass(frozen=True, slots=True, kw_only=True)
class DealReopened(Told):
    """Bids are taken again, until ``deadline``."""

    type: ClassVar[str] = "deal.reopened"
    deadline: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DealProposed(Told):
    """Terms lie before the other side, until ``expires_at``."""

    type: ClassVar[str] = "deal.proposed"
    version: int
    terms_hash: str
    amount: Money
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DealCountered(Told):
    """One side (``by``) answered with other terms, which lie before the other until then."""

    type: ClassVar[str] = "deal.countered"
    by: str
    version: int
    terms_hash: str
    amount: Money
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DealFellBack(Told):
    """Talks with one of those who bid came to nothing; whoever posted it chooses again."""

    type: ClassVar[str] = "deal.fell_back"
    with_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DealAgreed(Told):
    """Both accepted the same terms. ``agreement_id`` is its escrow."""

    type: ClassVar[str] = "deal.agreed"
    version: int
    terms_hash: str
    amount: Money
    agreement_id: UUID
    with_id: UUID
    fund_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DealStarted(Told):
    """The first milestone is paid in: work begins."""

    type: ClassVar[str] = "deal.started"


@dataclass(frozen=True, slots=True, kw_only=True)
class DealDefaulted(Told):
    """The buyer of an offer (``by_id``) did not pay in time; the next best may be asked."""

    type: ClassVar[str] = "deal.defaulted"
    by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DealCompleted(Told):
    """Nothing is left to be done. Both sides may say how it was, until ``reviews_until``."""

    type: ClassVar[str] = "deal.completed"
    reviews_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DealCancelled(Told):
    """Somebody called it off, or all of it went back."""

    type: ClassVar[str] = "deal.cancelled"
    reason: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DealLapsed(Told):
    """Nothing came of it."""

    type: ClassVar[str] = "deal.lapsed"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DealJoined(Told):
    """Somebody (``by_id``) came in by the link of an invitation."""

    type: ClassVar[str] = "deal.joined"
    by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageReceived(Fact):
    """The other side wrote about a deal; what, is read where it was written.

    Each message is a subject of its own, since several may write to whoever posted a deal.
    """

    type: ClassVar[str] = "message.received"
    deal_id: UUID
    thread_id: UUID
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DealReminder(Told):
    """Something will happen by itself at ``due_at``."""

    type: ClassVar[str] = "deal.reminder"
    what: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DealReviewed(Told):
    """One side (``by``) has said how it was; what, is shown when both have, or the time is over."""

    type: ClassVar[str] = "deal.reviewed"
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewsPublished(Told):
    """What both sides said is shown."""

    type: ClassVar[str] = "deal.reviews_published"

"""Facts about disputes, told to both sides.

The buyer's are about ``dispute/<id>``, the seller's about ``incoming-dispute/<id>``, so that each
counts its own without a gap. ``by`` is the side that did it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from adulis.disputes.told import Told
from adulis.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeOpened(Told):
    """``amount`` is locked, of which ``by`` claims ``claimed``; the other side answers until then.

    ``reason`` is ``silence`` where the terms opened it, in the seller's name.
    """

    type: ClassVar[str] = "dispute.opened"
    by: str
    reason: str
    amount: Money
    claimed: Money
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeResponded(Told):
    """The other side said what it thinks, and what of it is to be theirs."""

    type: ClassVar[str] = "dispute.responded"
    by: str
    claimed: Money
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMade(Told):
    """One side would settle for this; the other answers until then."""

    type: ClassVar[str] = "dispute.offered"
    by: str
    offer_id: UUID
    to_seller: Money
    to_buyer: Money
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRefused(Told):
    """One side does not want it; the other may offer something else until then."""

    type: ClassVar[str] = "dispute.offer_refused"
    by: str
    offer_id: UUID
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAdded(Told):
    """One side brought a file; both may read it."""

    type: ClassVar[str] = "dispute.evidence_added"
    by: str
    file_id: UUID
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationAskedFor(Told):
    """One side asks for a ruling; the other has until then to bring what it has."""

    type: ClassVar[str] = "dispute.escalation_asked"
    by: str
    ruling_from: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeEscalated(Told):
    """The two sides talk no more, evidence is closed, and an operator rules."""

    type: ClassVar[str] = "dispute.escalated"
    by: str
    ruling_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeRuled(Told):
    """An operator has ruled, and why. ``is_final``: after an appeal, so it is carried out."""

    type: ClassVar[str] = "dispute.ruled"
    number: int
    to_seller: Money
    to_buyer: Money
    reason: str
    is_final: bool
    appeal_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeAppealed(Told):
    """One side does not accept the ruling: another operator rules, and that is final."""

    type: ClassVar[str] = "dispute.appealed"
    by: str
    ruling_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeRulingAccepted(Told):
    """One side accepts the ruling; when both have, it is carried out at once."""

    type: ClassVar[str] = "dispute.ruling_accepted"
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeSettled(Told):
    """Both agreed, and it is done: before the seller's fee."""

    type: ClassVar[str] = "dispute.settled"
    offer_id: UUID
    to_seller: Money
    to_buyer: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeExecuted(Told):
    """It was divided as ruled, as far as the buyer's bank had not taken it: before the fee."""

    type: ClassVar[str] = "dispute.executed"
    to_seller: Money
    to_buyer: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeWithdrawn(Told):
    """Whoever opened it took it back; the milestone goes on with all that was locked."""

    type: ClassVar[str] = "dispute.withdrawn"
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeReminder(Told):
    """Something will happen by itself at ``due_at``."""

    type: ClassVar[str] = "dispute.reminder"
    what: str
    due_at: datetime

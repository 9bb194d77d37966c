"""Facts about milestones and agreements, told to both sides.

The buyer's are about ``milestone/<id>`` and ``agreement/<id>``, the seller's about
``incoming-milestone/<id>`` and ``incoming-agreement/<id>``, so that each side counts its own
without a gap. A listener within the house takes the buyer's: ``side`` says whose it is, and
``about`` what the agreement is about (``deal/<id>``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from adulis.escrow.told import Told
from adulis.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneFunded(Told):
    """All of it lies in escrow; work may begin."""

    type: ClassVar[str] = "milestone.funded"
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestonePartlyFunded(Told):
    """A part lies in escrow; ``missing`` does not yet."""

    type: ClassVar[str] = "milestone.partly_funded"
    amount: Money
    missing: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneFundingReturned(Told):
    """It was not paid in whole in time: what was paid in is the buyer's again."""

    type: ClassVar[str] = "milestone.funding_returned"
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneSubmitted(Told):
    """The seller says that it is done; the buyer looks at it until ``inspect_by``."""

    type: ClassVar[str] = "milestone.submitted"
    round_number: int
    inspect_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneChangesRequested(Told):
    """The buyer wants something done differently."""

    type: ClassVar[str] = "milestone.changes_requested"
    round_number: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneApprovalRequested(Told):
    """The buyer's limit asks for a second owner before ``amount`` is released."""

    type: ClassVar[str] = "milestone.approval_requested"
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneApproved(Told):
    """The buyer said yes, or was silent for as long as was agreed (``by_silence``)."""

    type: ClassVar[str] = "milestone.approved"
    by_silence: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneSignalled(Told):
    """A signal that the terms wait for has come."""

    type: ClassVar[str] = "milestone.signalled"
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneReleased(Told):
    """``amount`` of it is the seller's, less ``fee`` and ``tax``; ``returned`` went back.

    ``is_final``: nothing is left in it.
    """

    type: ClassVar[str] = "milestone.released"
    amount: Money
    fee: Money
    tax: Money
    returned: Money
    is_final: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRefunded(Told):
    """``amount`` of it went back to the buyer; ``is_final``: nothing is left in it."""

    type: ClassVar[str] = "milestone.refunded"
    amount: Money
    reason: str
    is_final: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneCancelled(Told):
    """It is not going to be done; nothing was in it any more."""

    type: ClassVar[str] = "milestone.cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneChargedBack(Told):
    """The buyer's bank took back what had paid for it; ``missing`` has to be paid in again."""

    type: ClassVar[str] = "milestone.charged_back"
    amount: Money
    missing: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneHeld(Told):
    """Nothing moves and no time passes. Why a side is looked at is nobody's business."""

    type: ClassVar[str] = "milestone.held"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneResumed(Told):
    """It goes on from where it was, with the time it had left."""

    type: ClassVar[str] = "milestone.resumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneDisputed(Told):
    """``amount`` of it is locked for a dispute; the rest goes on."""

    type: ClassVar[str] = "milestone.disputed"
    dispute_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneUndisputed(Told):
    """The dispute came to nothing: ``amount`` is back in the milestone."""

    type: ClassVar[str] = "milestone.undisputed"
    dispute_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneReminder(Told):
    """Something will happen by itself at ``due_at``."""

    type: ClassVar[str] = "milestone.reminder"
    what: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneSilent(Told):
    """The inspection period is over without a word, and for this it was agreed to dispute."""

    type: ClassVar[str] = "milestone.silent"
    round_number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneOverdue(Told):
    """Nothing was delivered by the day agreed and three days more: the buyer may go alone."""

    type: ClassVar[str] = "milestone.overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalMade(Told):
    """One side (``by``) proposes how to divide the money; the other may accept."""

    type: ClassVar[str] = "milestone.proposal_made"
    proposal_id: UUID
    by: str
    to_seller: Money
    to_buyer: Money
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalAccepted(Told):
    """It is done as proposed."""

    type: ClassVar[str] = "milestone.proposal_accepted"
    proposal_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRefused(Told):
    """The other side does not want it."""

    type: ClassVar[str] = "milestone.proposal_refused"
    proposal_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalWithdrawn(Told):
    """Whoever made it does not want it any more."""

    type: ClassVar[str] = "milestone.proposal_withdrawn"
    proposal_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalExpired(Told):
    """Nobody answered it in time."""

    type: ClassVar[str] = "milestone.proposal_expired"
    proposal_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementOpened(Told):
    """Both sides are bound; the first milestone is to be funded by ``fund_by``."""

    type: ClassVar[str] = "agreement.opened"
    amount: Money
    fund_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationProposed(Told):
    """One side (``by``) proposes to give up all that is left; the other may accept."""

    type: ClassVar[str] = "agreement.cancellation_proposed"
    proposal_id: UUID
    by: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationAnswered(Told):
    """What became of it: accepted, refused, withdrawn or expired (``answer``)."""

    type: ClassVar[str] = "agreement.cancellation_answered"
    proposal_id: UUID
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementCompleted(Told):
    """Nothing is left to be done, and ``released`` of it is the seller's."""

    type: ClassVar[str] = "agreement.completed"
    released: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementCancelled(Told):
    """All of it went back; nothing was released."""

    type: ClassVar[str] = "agreement.cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementLapsed(Told):
    """No milestone was paid in whole in time; what was paid in is the buyer's again."""

    type: ClassVar[str] = "agreement.lapsed"

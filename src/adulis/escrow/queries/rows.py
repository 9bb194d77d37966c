"""Which agreements and milestones there are, and what was paid in and out of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max, Q, QuerySet, Sum

from adulis.deposits import queries as deposits
from adulis.deposits.errors import DepositNotFound
from adulis.escrow import postings
from adulis.escrow.errors import AgreementNotFound, EscrowProposalNotFound, MilestoneNotFound
from adulis.escrow.machine import IN_ESCROW, MilestoneState
from adulis.escrow.models import (
    Agreement,
    EscrowSettings,
    Funding,
    FundingIntent,
    Lock,
    Milestone,
    Payment,
    Proposal,
)
from adulis.escrow.values import LockState
from adulis.identity.values import Viewer
from adulis.kernel.money import Money, rupees
from adulis.ledger import queries as book


def agreements_of(viewer: Viewer) -> QuerySet[Agreement]:
    """Those the viewer's merchant is a side of, newest first."""
    mine = Q(buyer_id=viewer.merchant_id) | Q(seller_id=viewer.merchant_id)
    return Agreement.objects.filter(mine).order_by("-id")


def agreement_of(viewer: Viewer, agreement_id: UUID) -> Agreement:
    """One of them. Raises AgreementNotFound."""
    found = agreements_of(viewer).filter(id=agreement_id).first()
    if found is None:
        raise AgreementNotFound
    return found


def by_subject(subject: str) -> Agreement | None:
    """The agreement about something (``deal/<id>``): for the room that asked for it."""
    return Agreement.objects.filter(subject=subject).first()


def milestones_of(viewer: Viewer) -> QuerySet[Milestone]:
    """Those of all its agreements, newest agreement first, each agreement's in order."""
    mine = Q(agreement__buyer_id=viewer.merchant_id) | Q(agreement__seller_id=viewer.merchant_id)
    rows = Milestone.objects.filter(mine).select_related("agreement")
    return rows.order_by("-agreement_id", "position")


def milestone_of(viewer: Viewer, milestone_id: UUID) -> Milestone:
    """One of them. Raises MilestoneNotFound."""
    found = milestones_of(viewer).filter(id=milestone_id).first()
    if found is None:
        raise MilestoneNotFound
    return found


def milestone_for_operator(milestone_id: UUID) -> Milestone:
    """Whoever its sides are. Raises MilestoneNotFound."""
    found = Milestone.objects.select_related("agreement").filter(id=milestone_id).first()
    if found is None:
        raise MilestoneNotFound
    return found


def proposals_of(viewer: Viewer, milestone_id: UUID) -> QuerySet[Proposal]:
    """What was proposed about a milestone, newest first. Raises MilestoneNotFound."""
    milestone = milestone_of(viewer, milestone_id)
    return Proposal.objects.filter(milestone=milestone).order_by("-id")


def proposal_of(viewer: Viewer, milestone_id: UUID, proposal_id: UUID) -> Proposal:
    """One of them. Raises MilestoneNotFound, EscrowProposalNotFound."""
    found = proposals_of(viewer, milestone_id).filter(id=proposal_id).first()
    if found is None:
        raise EscrowProposalNotFound
    return found


def payments_of(viewer: Viewer, milestone_id: UUID) -> list[Payment]:
    """What left a milestone, in order. Raises MilestoneNotFound."""
    milestone = milestone_of(viewer, milestone_id)
    return list(Payment.objects.filter(milestone=milestone).order_by("number"))


def intents_of(viewer: Viewer, milestone_id: UUID) -> list[FundingIntent]:
    """Deposits that are meant for a milestone. Raises MilestoneNotFound."""
    milestone = milestone_of(viewer, milestone_id)
    return list(FundingIntent.objects.filter(milestone=milestone).order_by("created_at"))


def open_locks(viewer: Viewer, milestone_id: UUID) -> list[Lock]:
    """What disputes have of a milestone now. Raises MilestoneNotFound."""
    milestone = milestone_of(viewer, milestone_id)
    return list(Lock.objects.filter(milestone=milestone, state=LockState.OPEN).order_by("id"))


def approval_threshold(merchant_id: UUID) -> Money | None:
    """Above which amount a release waits for another owner of the buyer; None: none does."""
    row = EscrowSettings.objects.filter(merchant_id=merchant_id).first()
    above = None if row is None else row.approval_above_minor
    return None if above is None else rupees(above)


def in_escrow(merchant_id: UUID) -> Money:
    """What of a buyer's money lies in milestones and in disputes about them, from the ledger."""
    return sum(book.balances(escrow_addresses(merchant_id)).values(), rupees(0))


def escrow_addresses(merchant_id: UUID) -> Sequence[str]:
    """Every account that may hold money which this merchant paid in."""
    live = [*IN_ESCROW, MilestoneState.PLANNED]
    rows = Milestone.objects.filter(agreement__buyer_id=merchant_id, state__in=live)
    ids = list(rows.values_list("id", flat=True))
    locks = Lock.objects.filter(milestone_id__in=ids, state=LockState.OPEN)
    return [
        *(postings.escrow(each) for each in ids),
        *(postings.dispute(each) for each in locks.values_list("id", flat=True)),
    ]


@dataclass(frozen=True, slots=True)
class PaidFor:
    """A milestone, and how much of what was paid into it came from somewhere."""

    id: UUID
    agreement_id: UUID
    amount: Money


def funded_by_deposit(merchant_id: UUID, deposit_id: UUID) -> list[PaidFor]:
    """Milestones whose money is still in escrow and came from a deposit, the newest first.

    Straight out of it; or out of the wallet after it had cleared, which money knows no better.
    """
    out_of_it = Q(deposit_id=deposit_id)
    try:
        cleared_at = deposits.deposit_of(merchant_id, deposit_id).finished_at
    except DepositNotFound:
        cleared_at = None
    if cleared_at is not None:
        out_of_it |= Q(deposit_id=None, at__gte=cleared_at)
    rows = (
        Funding.objects.filter(
            out_of_it,
            milestone__agreement__buyer_id=merchant_id,
            milestone__state__in=[*IN_ESCROW, MilestoneState.PLANNED],
        )
        .values("milestone_id", "milestone__agreement_id")
        .annotate(paid=Sum("amount_minor"), last=Max("at"))
        .order_by("-last", "-milestone_id")
    )
    return [
        PaidFor(each["milestone_id"], each["milestone__agreement_id"], rupees(each["paid"]))
        for each in rows
    ]

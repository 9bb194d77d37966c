"""Milestones and agreements as one side sees them: whose turn it is, and what they may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.approvals import queries as approvals
from adulis.escrow import conditions, dividing, policies
from adulis.escrow.conditions import Known
from adulis.escrow.division import Division
from adulis.escrow.machine import AgreementState, MilestoneState, ProposalState
from adulis.escrow.models import (
    Agreement,
    FundingIntent,
    Milestone,
    Proposal,
    Signal,
    SubmittedFile,
)
from adulis.escrow.policies import Look
from adulis.escrow.queries.rows import milestone_of
from adulis.escrow.values import ProposalKind, Side, SignalKind, Waiting
from adulis.identity import queries as identity
from adulis.identity.values import Viewer
from adulis.kernel.money import Money, rupees
from adulis.timers import queries as timers
from adulis.timers.values import Timer


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneSeen:
    """``row`` with all that is known of it; ``missing`` are conditions not met yet.

    ``awaited`` are deposits of the buyer's that were named to pay for it; the seller is told none.
    """

    row: Milestone
    side: Side
    waiting: Waiting | None
    allowed_moves: list[str]
    missing: tuple[Mapping[str, Any], ...]
    open_proposal: Proposal | None
    next_due: datetime | None
    overdue_at: datetime | None
    awaited: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSeen:
    """``cancellation`` is the open proposal to give it all up."""

    row: Agreement
    side: Side
    names: Mapping[Side, str]
    milestones: tuple[MilestoneSeen, ...]
    cancellation: Proposal | None
    allowed_moves: list[str]


def side_of(viewer: Viewer, agreement: Agreement) -> Side:
    """On which side of an agreement of theirs the viewer's merchant is."""
    return Side.BUYER if agreement.buyer_id == viewer.merchant_id else Side.SELLER


def milestones_seen(
    viewer: Viewer, rows: Sequence[Milestone], *, now: datetime
) -> list[MilestoneSeen]:
    """These milestones of the viewer's, a handful of queries for all of them."""
    ids = [each.id for each in rows]
    subjects = [f"milestone/{each}" for each in ids]
    running = timers.timers_of(subjects)
    asked = approvals.expiry_of(subjects)
    offers = {
        each.milestone_id: each
        for each in Proposal.objects.filter(milestone_id__in=ids, state=ProposalState.OPEN)
        if now < each.expires_at
    }
    said = _said(ids)
    documents = _documents(ids)
    awaited = _awaited(viewer, ids)
    found = []
    for row in rows:
        subject = f"milestone/{row.id}"
        known = _known(row, said.get(row.id, set()), documents.get(row.id, set()), now)
        look = _look(viewer, row, known, offers.get(row.id), subject in asked, now)
        seen = _seen(row, look, known, running[subject], asked.get(subject), offers)
        found.append(replace(seen, awaited=tuple(awaited.get(row.id, ()))))
    return found


def agreements_seen(
    viewer: Viewer, rows: Sequence[Agreement], *, now: datetime
) -> list[AgreementSeen]:
    """These agreements of the viewer's, each with its milestones."""
    ids = [each.id for each in rows]
    milestones = Milestone.objects.filter(agreement_id__in=ids).select_related("agreement")
    parts = milestones_seen(viewer, list(milestones.order_by("agreement_id", "position")), now=now)
    names = identity.standings({one for each in rows for one in (each.buyer_id, each.seller_id)})
    offers = {
        each.agreement_id: each
        for each in Proposal.objects.filter(
            agreement_id__in=ids, kind=ProposalKind.CANCELLATION, state=ProposalState.OPEN
        )
        if now < each.expires_at
    }
    return [
        AgreementSeen(
            row=row,
            side=side_of(viewer, row),
            names={
                Side.BUYER: names[row.buyer_id].name,
                Side.SELLER: names[row.seller_id].name,
            },
            milestones=tuple(each for each in parts if each.row.agreement_id == row.id),
            cancellation=offers.get(row.id),
            allowed_moves=_agreements_moves(row, side_of(viewer, row), offers.get(row.id)),
        )
        for row in rows
    ]


def preview_release(
    viewer: Viewer, milestone_id: UUID, *, to_seller: Money, to_buyer: Money
) -> Division:
    """Who would get what of it now, to the paisa. Raises MilestoneNotFound, AmountNotLeft."""
    row = milestone_of(viewer, milestone_id)
    left = rupees(row.left_minor)
    policies.require_left(to_seller + to_buyer, left)
    return dividing.divided(row, to_seller=to_seller, to_buyer=to_buyer)


def _seen(
    row: Milestone,
    look: Look,
    known: Known,
    running: Sequence[Timer],
    asked_until: datetime | None,
    offers: Mapping[UUID | None, Proposal],
) -> MilestoneSeen:
    missing = tuple(conditions.missing(row.conditions, known))
    moments = [each.due_at for each in running if each.due_at is not None]
    if look.state is MilestoneState.APPROVED:
        moments += [conditions.begins(each) for each in missing if each["type"] == "date"]
    due = min(moments, default=None)
    return MilestoneSeen(
        row=row,
        side=look.side,
        waiting=policies.waiting_of(
            look,
            on_silence=row.agreement.on_silence,
            next_due=asked_until if look.is_asked else due,
            missing=missing,
        ),
        allowed_moves=policies.allowed_moves(look),
        missing=missing,
        open_proposal=offers.get(row.id),
        next_due=due,
        overdue_at=policies.overdue_at(row.deliver_by),
    )


def _look(
    viewer: Viewer,
    row: Milestone,
    known: Known,
    offer: Proposal | None,
    is_asked: bool,  # noqa: FBT001 – one of many, all by position in one place
    now: datetime,
) -> Look:
    return Look(
        side=side_of(viewer, row.agreement),
        agreement_state=AgreementState(row.agreement.state),
        state=MilestoneState(row.state),
        paused_reason=row.paused_reason,
        left=rupees(row.left_minor),
        missing=rupees(row.missing_minor),
        disputed=rupees(row.disputed_minor),
        round=row.round,
        max_rounds=row.agreement.max_rounds,
        conditions=row.conditions,
        deliver_by=row.deliver_by,
        seller_approved=known.seller_approved,
        is_asked=is_asked,
        proposal_by=None if offer is None else Side(offer.by_side),
        fund_by=row.agreement.fund_by,
        now=now,
    )


def _known(row: Milestone, said: set[tuple[str, str]], documents: set[str], now: datetime) -> Known:
    return Known(
        buyer_approved=(SignalKind.APPROVAL, Side.BUYER) in said
        or (SignalKind.SILENCE, Side.BUYER) in said,
        seller_approved=row.round > 0 or (SignalKind.APPROVAL, Side.SELLER) in said,
        documents=frozenset(documents),
        signals=frozenset(name for kind, name in said if kind == SignalKind.SIGNAL),
        now=now,
    )


def _said(ids: Sequence[UUID]) -> dict[UUID, set[tuple[str, str]]]:
    found: dict[UUID, set[tuple[str, str]]] = {}
    rows = Signal.objects.filter(milestone_id__in=ids)
    for milestone_id, kind, name in rows.values_list("milestone_id", "kind", "name"):
        found.setdefault(milestone_id, set()).add((kind, name))
    return found


def _documents(ids: Sequence[UUID]) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = {}
    rows = SubmittedFile.objects.filter(submission__milestone_id__in=ids).exclude(name="")
    for milestone_id, name in rows.values_list("submission__milestone_id", "name"):
        found.setdefault(milestone_id, set()).add(name)
    return found


def _awaited(viewer: Viewer, ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Deposits that have not paid yet, the one named first first; of the viewer's own."""
    found: dict[UUID, list[UUID]] = {}
    rows = FundingIntent.objects.filter(
        milestone_id__in=ids, milestone__agreement__buyer_id=viewer.merchant_id, used_at=None
    ).order_by("created_at", "deposit_id")
    for milestone_id, deposit_id in rows.values_list("milestone_id", "deposit_id"):
        found.setdefault(milestone_id, []).append(deposit_id)
    return found


def _agreements_moves(row: Agreement, side: Side, offer: Proposal | None) -> list[str]:
    if row.state != AgreementState.ACTIVE:
        return []
    if offer is None:
        return ["propose_cancellation"]
    if offer.by_side == side:
        return ["withdraw_cancellation"]
    return ["accept_cancellation", "refuse_cancellation"]

"""How agreements and milestones look on the wire, to the side that asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from rest_framework import serializers

from adulis.api.shown import WaitingOut, waiting
from adulis.disputes import queries as disputes
from adulis.escrow import queries
from adulis.escrow.machine import AgreementState, MilestoneState, ProposalState
from adulis.escrow.queries import AgreementSeen, MilestoneSeen
from adulis.escrow.values import HoldKind, OnSilence, ProposalKind, Side
from adulis.identity.values import MemberRole, Viewer
from adulis.kernel import db

if TYPE_CHECKING:
    from adulis.escrow.division import Division
    from adulis.escrow.models import Agreement, Milestone, Proposal

ON_HOLD = "on_hold"
# What a member needs to be for a move that their side may make.
_OWNERS = frozenset(
    {
        "dispute", "propose_cancellation", "accept_cancellation", "refuse_cancellation",
        "withdraw_cancellation",
    }
)  # fmt: skip


class EscrowProposalOut(serializers.Serializer[Any]):
    """What one side proposed: how to divide some of a milestone, or to give it all up."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(list(ProposalKind))
    agreement_id = serializers.UUIDField()
    milestone_id = serializers.UUIDField(allow_null=True)
    by_side = serializers.ChoiceField(list(Side))
    to_seller_paise = serializers.IntegerField()
    to_buyer_paise = serializers.IntegerField()
    note = serializers.CharField()
    status = serializers.ChoiceField(list(ProposalState))
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class DividedOut(serializers.Serializer[Any]):
    """Who gets what of money that leaves escrow, to the paisa."""

    seller_net_paise = serializers.IntegerField(help_text="What arrives in the seller's wallet.")
    seller_fee_paise = serializers.IntegerField()
    seller_tax_paise = serializers.IntegerField()
    buyer_back_paise = serializers.IntegerField(help_text="What arrives in the buyer's wallet.")
    buyer_fee_paise = serializers.IntegerField(help_text="Of the buyer's share: earned by this.")
    buyer_tax_paise = serializers.IntegerField()


class MilestoneOut(serializers.Serializer[Any]):
    """A milestone as one side sees it. ``allowed_moves`` are the caller's own.

    ``missing_paise`` is what is still to be paid in, ``left_paise`` what of the amount is there and
    undisputed. Fee and tax are the asking side's share.
    """

    id = serializers.UUIDField()
    agreement_id = serializers.UUIDField()
    subject = serializers.CharField(help_text="What the agreement is about: deal/<id>.")
    merchant_id = serializers.UUIDField(help_text="Who is looking.")
    side = serializers.ChoiceField(list(Side))
    payee_id = serializers.UUIDField(help_text="The seller; an approval repeats it.")
    position = serializers.IntegerField()
    title = serializers.CharField()
    description = serializers.CharField()
    currency = serializers.CharField()
    amount_paise = serializers.IntegerField()
    fee_paise = serializers.IntegerField()
    tax_paise = serializers.IntegerField()
    due_paise = serializers.IntegerField(help_text="What the buyer pays in, with their share.")
    funded_paise = serializers.IntegerField()
    missing_paise = serializers.IntegerField()
    left_paise = serializers.IntegerField()
    released_paise = serializers.IntegerField(help_text="Before the seller's share of the fee.")
    refunded_paise = serializers.IntegerField(help_text="Of the amount.")
    disputed_paise = serializers.IntegerField()
    dispute_id = serializers.UUIDField(
        allow_null=True, help_text="The dispute about it that is not over."
    )
    awaited_deposit_ids = serializers.ListField(
        child=serializers.UUIDField(),
        help_text="Deposits the buyer named, which pay for it when they clear; told the buyer.",
    )
    status = serializers.ChoiceField([*MilestoneState, ON_HOLD])
    held_state = serializers.ChoiceField(
        list(MilestoneState), allow_null=True, help_text="Where it goes on from, while on hold."
    )
    hold_reason = serializers.ChoiceField(list(HoldKind), allow_null=True)
    round = serializers.IntegerField(help_text="How often it was handed in.")
    max_rounds = serializers.IntegerField()
    conditions = serializers.DictField(help_text="What has to come true: a tree of all and any.")
    missing_conditions = serializers.ListField(child=serializers.DictField())
    deliver_by = serializers.DateTimeField(allow_null=True)
    overdue_at = serializers.DateTimeField(
        allow_null=True, help_text="From then on the buyer may go alone, if nothing came."
    )
    inspection_seconds = serializers.IntegerField()
    on_silence = serializers.ChoiceField(list(OnSilence))
    next_due_at = serializers.DateTimeField(
        allow_null=True, help_text="When something happens by itself."
    )
    waiting = WaitingOut(allow_null=True)
    open_proposal = EscrowProposalOut(allow_null=True)
    version = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    entered_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    allowed_moves = serializers.ListField(child=serializers.CharField())


class AgreementPartyOut(serializers.Serializer[Any]):
    """One of the two sides."""

    merchant_id = serializers.UUIDField()
    name = serializers.CharField()


class AgreementOut(serializers.Serializer[Any]):
    """An agreement with its milestones, as one side sees it."""

    id = serializers.UUIDField()
    subject = serializers.CharField(help_text="What it is about: deal/<id>.")
    merchant_id = serializers.UUIDField(help_text="Who is looking.")
    side = serializers.ChoiceField(list(Side))
    buyer = AgreementPartyOut()
    seller = AgreementPartyOut()
    currency = serializers.CharField()
    amount_paise = serializers.IntegerField()
    in_escrow_paise = serializers.IntegerField(help_text="Held now, disputes and fees included.")
    released_paise = serializers.IntegerField()
    refunded_paise = serializers.IntegerField()
    buyer_fee_share_bp = serializers.IntegerField()
    inspection_seconds = serializers.IntegerField()
    on_silence = serializers.ChoiceField(list(OnSilence))
    max_rounds = serializers.IntegerField()
    fund_by = serializers.DateTimeField()
    terms_hash = serializers.CharField()
    status = serializers.ChoiceField(list(AgreementState))
    milestones = MilestoneOut(many=True)
    cancellation = EscrowProposalOut(allow_null=True, help_text="Proposed and not answered yet.")
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()
    allowed_moves = serializers.ListField(child=serializers.CharField())


def milestones(viewer: Viewer, rows: Iterable[Milestone]) -> list[dict[str, Any]]:
    seen = queries.milestones_seen(viewer, list(rows), now=db.clock())
    live = _disputes(viewer, seen)
    return [_milestone(viewer, each, live) for each in seen]


def milestone(viewer: Viewer, row: Milestone) -> dict[str, Any]:
    return milestones(viewer, [row])[0]


def agreements(viewer: Viewer, rows: Iterable[Agreement]) -> list[dict[str, Any]]:
    seen = queries.agreements_seen(viewer, list(rows), now=db.clock())
    live = _disputes(viewer, [part for each in seen for part in each.milestones])
    return [_agreement(viewer, each, live) for each in seen]


def proposal(row: Proposal) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "agreement_id": row.agreement_id,
        "milestone_id": row.milestone_id,
        "by_side": row.by_side,
        "to_seller_paise": row.to_seller_minor,
        "to_buyer_paise": row.to_buyer_minor,
        "note": row.note,
        "status": row.state,
        "created_at": row.created_at,
        "expires_at": row.expires_at,
        "ended_at": row.ended_at,
    }


def _disputes(viewer: Viewer, seen: Sequence[MilestoneSeen]) -> Mapping[UUID, UUID]:
    return disputes.live_about(viewer, [each.row.id for each in seen])


def _milestone(viewer: Viewer, seen: MilestoneSeen, live: Mapping[UUID, UUID]) -> dict[str, Any]:
    row, agreement = seen.row, seen.row.agreement
    is_buyer = seen.side is Side.BUYER
    return {
        "id": row.id,
        "agreement_id": row.agreement_id,
        "subject": agreement.subject,
        "merchant_id": viewer.merchant_id,
        "side": seen.side,
        "payee_id": agreement.seller_id,
        "position": row.position,
        "title": row.title,
        "description": row.description,
        "currency": "INR",
        "amount_paise": row.amount_minor,
        "fee_paise": row.buyer_fee_minor if is_buyer else row.seller_fee_minor,
        "tax_paise": row.buyer_tax_minor if is_buyer else row.seller_tax_minor,
        "due_paise": row.due_minor,
        "funded_paise": row.due_minor - row.missing_minor,
        "missing_paise": row.missing_minor,
        "left_paise": row.left_minor,
        "released_paise": row.released_minor,
        "refunded_paise": row.returned_minor,
        "disputed_paise": row.disputed_minor,
        "dispute_id": live.get(row.id),
        "awaited_deposit_ids": list(seen.awaited),
        "status": ON_HOLD if row.paused_reason else row.state,
        "held_state": row.state if row.paused_reason else None,
        "hold_reason": row.paused_reason or None,
        "round": row.round,
        "max_rounds": agreement.max_rounds,
        "conditions": row.conditions,
        "missing_conditions": list(seen.missing),
        "deliver_by": row.deliver_by,
        "overdue_at": seen.overdue_at,
        "inspection_seconds": agreement.inspection_seconds,
        "on_silence": agreement.on_silence,
        "next_due_at": seen.next_due,
        "waiting": waiting(seen.waiting),
        "open_proposal": None if seen.open_proposal is None else proposal(seen.open_proposal),
        "version": row.version,
        "created_at": row.created_at,
        "entered_at": row.entered_at,
        "finished_at": row.finished_at,
        "allowed_moves": _of_member(viewer, _undisputed(row, seen.allowed_moves, live)),
    }


def _undisputed(row: Milestone, moves: list[str], live: Mapping[UUID, UUID]) -> list[str]:
    """One dispute at a time, and none while nothing moves or nothing is left."""
    if row.id not in live and row.left_minor and not row.paused_reason:
        return moves
    return [each for each in moves if each != "dispute"]


def _agreement(viewer: Viewer, seen: AgreementSeen, live: Mapping[UUID, UUID]) -> dict[str, Any]:
    row = seen.row
    parts = [each.row for each in seen.milestones]
    return {
        "id": row.id,
        "subject": row.subject,
        "merchant_id": viewer.merchant_id,
        "side": seen.side,
        "buyer": {"merchant_id": row.buyer_id, "name": seen.names[Side.BUYER]},
        "seller": {"merchant_id": row.seller_id, "name": seen.names[Side.SELLER]},
        "currency": "INR",
        "amount_paise": row.amount_minor,
        "in_escrow_paise": sum(each.held_minor + each.disputed_minor for each in parts),
        "released_paise": sum(each.released_minor for each in parts),
        "refunded_paise": sum(each.returned_minor for each in parts),
        "buyer_fee_share_bp": row.buyer_fee_share_bp,
        "inspection_seconds": row.inspection_seconds,
        "on_silence": row.on_silence,
        "max_rounds": row.max_rounds,
        "fund_by": row.fund_by,
        "terms_hash": row.terms_hash,
        "status": row.state,
        "milestones": [_milestone(viewer, each, live) for each in seen.milestones],
        "cancellation": None if seen.cancellation is None else proposal(seen.cancellation),
        "created_at": row.created_at,
        "finished_at": row.finished_at,
        "version": row.version,
        "allowed_moves": _of_member(viewer, seen.allowed_moves),
    }


def _of_member(viewer: Viewer, moves: list[str]) -> list[str]:
    """Of what their side may do, what this member of it may."""
    if viewer.role is MemberRole.VIEWER:
        return []
    is_owner = viewer.role is MemberRole.OWNER
    return [each for each in moves if is_owner or each not in _OWNERS]


def divided(seen: Division) -> dict[str, int]:
    """The figures of ``DividedOut``."""
    return {
        "seller_net_paise": seen.seller_net.minor,
        "seller_fee_paise": seen.seller_fee.minor,
        "seller_tax_paise": seen.seller_tax.minor,
        "buyer_back_paise": (seen.to_buyer + seen.fee_back).minor,
        "buyer_fee_paise": seen.buyer_fee.minor,
        "buyer_tax_paise": seen.buyer_tax.minor,
    }

"""How disputes look on the wire, to the side that asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from adulis.api.shown import WaitingOut, waiting
from adulis.disputes import queries
from adulis.disputes.machine import DisputeState, OfferState
from adulis.disputes.queries import DisputeSeen
from adulis.disputes.values import EscalatedBy, Reason
from adulis.escrow.values import Side
from adulis.identity.values import MemberRole, Viewer
from adulis.kernel import db

if TYPE_CHECKING:
    from adulis.disputes.models import Dispute, Offer, Ruling


class DisputeOfferOut(serializers.Serializer[Any]):
    """What one side would settle for: both amounts before the seller's fee."""

    id = serializers.UUIDField()
    number = serializers.IntegerField(help_text="The first is what the dispute claims.")
    by_side = serializers.ChoiceField(list(Side))
    to_seller_paise = serializers.IntegerField()
    to_buyer_paise = serializers.IntegerField()
    note = serializers.CharField()
    status = serializers.ChoiceField(list(OfferState))
    made_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class DisputeRulingOut(serializers.Serializer[Any]):
    """What an operator ruled, and why; ``number`` 2 is the one after an appeal, and final."""

    number = serializers.IntegerField()
    to_seller_paise = serializers.IntegerField()
    to_buyer_paise = serializers.IntegerField()
    reason = serializers.CharField()
    at = serializers.DateTimeField()


class DisputeLinkOut(serializers.Serializer[Any]):
    """That there is, or was, a dispute."""

    id = serializers.UUIDField()
    milestone_id = serializers.UUIDField()
    status = serializers.ChoiceField(list(DisputeState))
    amount_paise = serializers.IntegerField()


class DisputeOut(serializers.Serializer[Any]):
    """A dispute as one side sees it. ``allowed_moves`` are the caller's own.

    ``amount_paise`` is what was locked when it was opened, ``locked_paise`` what is now: less when
    the buyer's bank took some. Claims are what each side wants of it for itself.
    """

    id = serializers.UUIDField()
    milestone_id = serializers.UUIDField()
    milestone_title = serializers.CharField()
    agreement_id = serializers.UUIDField()
    subject = serializers.CharField(help_text="What the agreement is about: deal/<id>.")
    merchant_id = serializers.UUIDField(help_text="Who is looking.")
    side = serializers.ChoiceField(list(Side))
    buyer_name = serializers.CharField()
    seller_name = serializers.CharField()
    status = serializers.ChoiceField(list(DisputeState))
    currency = serializers.CharField()
    amount_paise = serializers.IntegerField()
    locked_paise = serializers.IntegerField()
    opened_by_side = serializers.ChoiceField(list(Side))
    reason = serializers.ChoiceField(list(Reason))
    statement = serializers.CharField()
    claimed_paise = serializers.IntegerField()
    answer = serializers.CharField(allow_null=True)
    answer_claimed_paise = serializers.IntegerField(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    turn = serializers.ChoiceField(
        list(Side), allow_null=True, help_text="Whose answer is waited for, while the two talk."
    )
    open_offer = DisputeOfferOut(allow_null=True)
    escalated_by = serializers.ChoiceField(list(EscalatedBy), allow_null=True)
    ruling_by = serializers.DateTimeField(
        allow_null=True, help_text="However the two talk, an operator rules from then on."
    )
    rulings = DisputeRulingOut(many=True)
    appeal_until = serializers.DateTimeField(allow_null=True)
    accepted_by = serializers.ListField(child=serializers.ChoiceField(list(Side)))
    appealed_by_side = serializers.ChoiceField(list(Side), allow_null=True)
    appeal = serializers.CharField(allow_null=True)
    appealed_at = serializers.DateTimeField(allow_null=True)
    to_seller_paise = serializers.IntegerField(
        allow_null=True, help_text="What was done in the end, before the seller's fee."
    )
    to_buyer_paise = serializers.IntegerField(allow_null=True)
    waiting = WaitingOut(allow_null=True)
    allowed_moves = serializers.ListField(child=serializers.CharField())
    version = serializers.IntegerField()
    opened_at = serializers.DateTimeField()
    entered_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


def disputes(viewer: Viewer, rows: Iterable[Dispute]) -> list[dict[str, Any]]:
    seen = queries.disputes_seen(viewer, list(rows), now=db.clock())
    return [_dispute(viewer, each) for each in seen]


def dispute(viewer: Viewer, row: Dispute) -> dict[str, Any]:
    return disputes(viewer, [row])[0]


def link(row: Dispute) -> dict[str, Any]:
    return {
        "id": row.id,
        "milestone_id": row.milestone_id,
        "status": row.state,
        "amount_paise": row.amount_minor,
    }


def offer(row: Offer) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "by_side": row.by_side,
        "to_seller_paise": row.to_seller_minor,
        "to_buyer_paise": row.to_buyer_minor,
        "note": row.note,
        "status": row.state,
        "made_at": row.at,
        "ended_at": row.ended_at,
    }


def ruling(row: Ruling) -> dict[str, Any]:
    return {
        "number": row.number,
        "to_seller_paise": row.to_seller_minor,
        "to_buyer_paise": row.to_buyer_minor,
        "reason": row.reason,
        "at": row.at,
    }


def _dispute(viewer: Viewer, seen: DisputeSeen) -> dict[str, Any]:
    row = seen.row
    return {
        "id": row.id,
        "milestone_id": row.milestone_id,
        "milestone_title": row.milestone.title,
        "agreement_id": row.milestone.agreement_id,
        "subject": row.about,
        "merchant_id": viewer.merchant_id,
        "side": seen.side,
        "buyer_name": seen.names[Side.BUYER],
        "seller_name": seen.names[Side.SELLER],
        "status": row.state,
        "currency": "INR",
        "amount_paise": row.amount_minor,
        "locked_paise": seen.locked.minor,
        "opened_by_side": row.opened_by_side,
        "reason": row.reason,
        "statement": row.statement,
        "claimed_paise": row.claim_minor,
        "answer": row.answer if row.answered_at else None,
        "answer_claimed_paise": row.answer_claim_minor,
        "answered_at": row.answered_at,
        "turn": row.turn or None,
        "open_offer": None if seen.open_offer is None else offer(seen.open_offer),
        "escalated_by": row.escalated_by or None,
        "ruling_by": row.ruling_by,
        "rulings": [ruling(each) for each in seen.rulings],
        "appeal_until": row.appeal_until,
        "accepted_by": sorted(row.accepted_by),
        "appealed_by_side": row.appealed_by_side or None,
        "appeal": row.appeal if row.appealed_at else None,
        "appealed_at": row.appealed_at,
        "to_seller_paise": row.to_seller_minor,
        "to_buyer_paise": row.to_buyer_minor,
        "waiting": waiting(seen.waiting),
        "allowed_moves": _of_member(viewer, seen.allowed_moves),
        "version": row.version,
        "opened_at": row.opened_at,
        "entered_at": row.entered_at,
        "ended_at": row.ended_at,
    }


def _of_member(viewer: Viewer, moves: list[str]) -> list[str]:
    """Of what their side may do, what this member of it may: owners bind, others bring files."""
    if viewer.role is MemberRole.OWNER:
        return moves
    may_bring = viewer.role is MemberRole.FINANCE
    return [each for each in moves if may_bring and each == "add_evidence"]

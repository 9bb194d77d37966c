"""Disputes as one side sees them: whose turn it is, what they may do, and what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.approvals import queries as approvals
from adulis.disputes import looks, policies
from adulis.disputes.machine import OfferState
from adulis.disputes.models import Dispute, Offer, Proof, Ruling
from adulis.disputes.queries.rows import dispute_of
from adulis.disputes.values import Waiting
from adulis.escrow import queries as escrow
from adulis.escrow.values import Side
from adulis.events import queries as events
from adulis.files import queries as files
from adulis.identity import queries as identity
from adulis.identity.values import Viewer
from adulis.kernel.money import Money
from adulis.timers import queries as timers


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeSeen:
    """``row`` with all that is known of it; ``locked`` is what is locked of it now."""

    row: Dispute
    side: Side
    names: Mapping[Side, str]
    locked: Money
    open_offer: Offer | None
    rulings: tuple[Ruling, ...]
    waiting: Waiting | None
    allowed_moves: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofSeen:
    """A file that one side brought; ``sha256`` is of what it was then."""

    file_id: UUID
    by: Side
    sha256: str
    name: str
    media_type: str
    size_bytes: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to a dispute, as this side was told of it."""

    sequence: int
    what: str
    at: datetime
    detail: Mapping[str, Any]


def side_of(viewer: Viewer, row: Dispute) -> Side:
    """On which side of a dispute of theirs the viewer's merchant is."""
    return Side.BUYER if row.buyer_id == viewer.merchant_id else Side.SELLER


def disputes_seen(viewer: Viewer, rows: Sequence[Dispute], *, now: datetime) -> list[DisputeSeen]:
    """These disputes of the viewer's, a handful of queries for all of them."""
    subjects = [each.subject for each in rows]
    ids = [each.id for each in rows]
    running = timers.timers_of(subjects)
    asked = approvals.waiting_subjects(subjects)
    locked = escrow.locked_for(ids)
    held = escrow.held_up(ids)
    names = identity.standings({one for each in rows for one in (each.buyer_id, each.seller_id)})
    offers = {
        one.dispute_id: one
        for one in Offer.objects.filter(dispute_id__in=ids, state=OfferState.OPEN)
    }
    rulings: dict[UUID, list[Ruling]] = {each: [] for each in ids}
    for each in Ruling.objects.filter(dispute_id__in=ids).order_by("number"):
        rulings[each.dispute_id].append(each)
    found = []
    for row in rows:
        last = rulings[row.id][-1] if rulings[row.id] else None
        look = looks.look_of(
            row, side_of(viewer, row), last, offers.get(row.id), is_asked=row.subject in asked,
            now=now,
        )  # fmt: skip
        due = next((each.due_at for each in running[row.subject]), None)
        found.append(
            DisputeSeen(
                row=row,
                side=look.side,
                names={
                    Side.BUYER: names[row.buyer_id].name,
                    Side.SELLER: names[row.seller_id].name,
                },
                locked=locked[row.id],
                open_offer=offers.get(row.id),
                rulings=tuple(rulings[row.id]),
                waiting=policies.waiting_of(look, due),
                allowed_moves=policies.allowed_moves(look, is_held_up=row.id in held),
            )
        )
    return found


def evidence_of(viewer: Viewer, dispute_id: UUID) -> list[ProofSeen]:
    """What both sides brought, oldest first. Raises DisputeNotFound."""
    return proofs_in(dispute_of(viewer, dispute_id))


def proofs_in(row: Dispute) -> list[ProofSeen]:
    """The same of a dispute that the caller was let in to."""
    proofs = list(Proof.objects.filter(dispute=row).order_by("at", "id"))
    kept = {
        **files.files_of(row.buyer_id, [each.file_id for each in proofs]),
        **files.files_of(row.seller_id, [each.file_id for each in proofs]),
    }
    found = []
    for each in proofs:
        file = kept.get(each.file_id)
        found.append(
            ProofSeen(
                file_id=each.file_id,
                by=Side(each.by_side),
                sha256=each.sha256,
                name="" if file is None else file.name,
                media_type="" if file is None else file.media_type,
                size_bytes=0 if file is None else file.size_bytes,
                at=each.at,
            )
        )
    return found


def timeline_of(viewer: Viewer, dispute_id: UUID) -> list[Step]:
    """What this side was told about a dispute, oldest first. Raises DisputeNotFound."""
    row = dispute_of(viewer, dispute_id)
    is_buyer = side_of(viewer, row) is Side.BUYER
    subject = f"{'dispute' if is_buyer else 'incoming-dispute'}/{row.id}"
    return [
        Step(each.subject_sequence, each.type, each.at, _plain(each.payload))
        for each in events.of_subject(subject)
        if each.merchant_id == viewer.merchant_id
    ]


def _plain(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is the same in every step."""
    return {
        name: value
        for name, value in payload.items()
        if name not in {"side", "milestone_id", "about"}
    }

"""What was handed in, and what happened, as one side may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from adulis.escrow.errors import EvidenceNotFound
from adulis.escrow.models import ChangeRequest, Milestone, Submission, SubmittedFile
from adulis.escrow.queries.rows import milestone_of
from adulis.escrow.queries.seen import side_of
from adulis.escrow.values import Side
from adulis.events import queries as events
from adulis.files import queries as files
from adulis.files.values import FileSeen, Link
from adulis.identity.values import Caller, Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedFile:
    """``sha256`` is of the content, kept when it was handed in; ``document`` what it is."""

    id: UUID
    document: str
    sha256: str
    name: str
    media_type: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One round: what the seller handed in, and what the buyer wanted done differently."""

    round_number: int
    note: str
    at: datetime
    files: tuple[HandedFile, ...]
    changes_reason: str | None
    changes: tuple[str, ...]
    changes_at: datetime | None


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to a milestone, as this side was told of it."""

    sequence: int
    what: str
    at: datetime
    detail: Mapping[str, Any]


def evidence_of(viewer: Viewer, milestone_id: UUID) -> list[Handed]:
    """Every round of a milestone, the first one first. Raises MilestoneNotFound."""
    row = milestone_of(viewer, milestone_id)
    rounds = list(Submission.objects.filter(milestone=row).order_by("round"))
    changes = {each.round: each for each in ChangeRequest.objects.filter(milestone=row)}
    handed = list(SubmittedFile.objects.filter(submission__milestone=row).order_by("id"))
    seen = files.files_of(row.agreement.seller_id, [each.file_id for each in handed])
    return [
        Handed(
            round_number=each.round,
            note=each.note,
            at=each.at,
            files=tuple(_file(one, seen) for one in handed if one.submission_id == each.id),
            changes_reason=changes[each.round].reason if each.round in changes else None,
            changes=tuple(changes[each.round].items) if each.round in changes else (),
            changes_at=changes[each.round].at if each.round in changes else None,
        )
        for each in rounds
    ]


def file_link(viewer: Viewer, milestone_id: UUID, file_id: UUID, *, at: datetime) -> Link:
    """A link to a file that was handed in, for whoever asks and nobody else.

    Raises MilestoneNotFound, EvidenceNotFound.
    """
    row = milestone_of(viewer, milestone_id)
    handed = SubmittedFile.objects.filter(submission__milestone=row, file_id=file_id).exists()
    found = files.files_of(row.agreement.seller_id, [file_id]).get(file_id)
    if not handed or found is None:
        raise EvidenceNotFound
    return files.link_to(found, reader=viewer.actor, at=at)


def may_open(caller: Caller, file_id: UUID) -> bool:
    """Whether a file was handed in between two merchants of which the caller belongs to one."""
    mine = list(caller.memberships)
    handed = SubmittedFile.objects.filter(file_id=file_id)
    return handed.filter(
        Q(submission__milestone__agreement__buyer_id__in=mine)
        | Q(submission__milestone__agreement__seller_id__in=mine)
    ).exists()


def timeline_of(viewer: Viewer, milestone_id: UUID) -> list[Step]:
    """What this side was told about a milestone, oldest first. Raises MilestoneNotFound."""
    row = milestone_of(viewer, milestone_id)
    return [
        Step(each.subject_sequence, each.type, each.at, _plain(each.payload))
        for each in events.of_subject(_subject(viewer, row))
    ]


def _subject(viewer: Viewer, row: Milestone) -> str:
    mine = side_of(viewer, row.agreement)
    return f"{'milestone' if mine is Side.BUYER else 'incoming-milestone'}/{row.id}"


def _plain(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is the same in every step."""
    return {
        name: value
        for name, value in payload.items()
        if name not in {"side", "agreement_id", "about"}
    }


def _file(row: SubmittedFile, seen: Mapping[UUID, FileSeen]) -> HandedFile:
    found = seen.get(row.file_id)
    return HandedFile(
        id=row.file_id,
        document=row.name,
        sha256=row.sha256,
        name="" if found is None else found.name,
        media_type="" if found is None else found.media_type,
        size_bytes=0 if found is None else found.size_bytes,
    )

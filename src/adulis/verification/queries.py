"""How far a merchant's verification is, for its owners and for operators."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from adulis.files import queries as files
from adulis.files.values import Link
from adulis.identity.values import MerchantKind
from adulis.kernel.actors import Actor
from adulis.verification import policies
from adulis.verification.errors import DocumentNotFound, VerificationNotFound
from adulis.verification.machine import EDITABLE, VerificationState
from adulis.verification.models import DRAFT, SUBMITTED, Document, Submission, Verification
from adulis.verification.sealing import open_details
from adulis.verification.values import (
    Asked,
    Decision,
    Details,
    DocumentPurpose,
    DocumentSeen,
    Missing,
    Outcome,
    Reason,
    ReasonCode,
    Waiting,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything an owner is told; ``id`` is None while nobody has begun."""

    merchant_id: UUID
    state: VerificationState
    details: Details
    documents: list[DocumentSeen]
    wanted: list[Asked]
    missing: list[Missing]
    reasons: list[Reason]
    waiting: Waiting | None
    latest: Decision | None

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE


@dataclass(frozen=True, slots=True)
class Review:
    """Everything an operator is shown: what was handed in last, not what is being written."""

    merchant_id: UUID
    merchant_name: str
    tier: str
    kind: MerchantKind
    state: VerificationState
    details: Details
    documents: list[DocumentSeen]
    history: list[Decision]
    reasons: list[Reason]
    same_pan: list[tuple[UUID, str]]

    @property
    def latest(self) -> Decision | None:
        return self.history[-1] if self.history else None


def draft_of(merchant_id: UUID, kind: MerchantKind, state: VerificationState) -> Draft:
    """A merchant's own view; ``state`` is what its standing says where there is no row yet."""
    row = Verification.objects.filter(merchant_id=merchant_id).first()
    details, documents, reasons, latest = Details(), [], [], None
    if row is not None:
        state = VerificationState(row.state)
        details = open_details(row.details_sealed, DRAFT, row.id)
        documents = _seen(
            merchant_id,
            Document.objects.filter(verification=row, removed_at=None).order_by("id"),
        )
        reasons = reasons_of(row.reasons)
        latest = next(iter(_decisions(row, newest=1)), None)
    given = {each.purpose for each in documents}
    is_waiting = state is VerificationState.SUBMITTED and latest is not None
    return Draft(
        merchant_id=merchant_id,
        state=state,
        details=details,
        documents=documents,
        wanted=policies.wanted_documents(details, kind, given),
        missing=policies.missing(details, kind, given) if state in EDITABLE else [],
        reasons=reasons if state in EDITABLE else [],
        waiting=policies.waiting_for_review(latest.submitted_at) if is_waiting and latest else None,
        latest=latest,
    )


def document_of(merchant_id: UUID, document_id: UUID) -> DocumentSeen:
    """One document of this merchant, of its draft or handed in once. Raises DocumentNotFound."""
    row = Document.objects.filter(verification__merchant_id=merchant_id, id=document_id).order_by(
        "id"
    )
    found = _seen(merchant_id, row)
    if not found:
        raise DocumentNotFound
    return found[0]


def link_to_document(merchant_id: UUID, document_id: UUID, *, reader: Actor, at: datetime) -> Link:
    """A link that opens it to ``reader`` for a few minutes. Raises DocumentNotFound."""
    return files.link_to(document_of(merchant_id, document_id).file, reader=reader, at=at)


def queue_for_operator(state: VerificationState | None = None) -> QuerySet[Verification]:
    """Who waits longest comes first."""
    rows = Verification.objects.select_related("merchant").order_by("submitted_at", "id")
    return rows if state is None else rows.filter(state=state)


def latest_for_operator(rows: Sequence[Verification]) -> dict[UUID, Submission]:
    """The latest submission of each, by the verification's id."""
    found = Submission.objects.filter(verification__in=rows).order_by("number")
    return {each.verification_id: each for each in found}


def review_for_operator(merchant_id: UUID) -> Review:
    """Raises VerificationNotFound where nobody has begun."""
    row = Verification.objects.select_related("merchant").filter(merchant_id=merchant_id).first()
    if row is None:
        raise VerificationNotFound
    submission = Submission.objects.filter(verification=row).order_by("-number").first()
    details, documents = Details(), []
    if submission is not None:
        details = open_details(submission.details_sealed, SUBMITTED, submission.id)
        documents = _seen(
            merchant_id,
            Document.objects.filter(id__in=submission.document_ids).order_by("id"),
        )
    return Review(
        merchant_id=merchant_id,
        merchant_name=row.merchant.name,
        tier=row.merchant.tier,
        kind=MerchantKind(row.kind),
        state=VerificationState(row.state),
        details=details,
        documents=documents,
        history=_decisions(row),
        reasons=reasons_of(row.reasons),
        same_pan=_with_same_pan(row),
    )


def verified_details(merchant_id: UUID) -> Details | None:
    """What the merchant said of itself when it was verified last: who it is billed as.

    None where it is not verified now; what it wants to be instead is not believed yet.
    """
    rows = Submission.objects.filter(
        verification__merchant_id=merchant_id,
        verification__state=VerificationState.VERIFIED,
        outcome=Outcome.VERIFIED,
    )
    found = rows.order_by("-number").first()
    return None if found is None else open_details(found.details_sealed, SUBMITTED, found.id)


def share_pan(merchant_id: UUID, other_merchant_id: UUID) -> bool:
    """Whether two merchants said the same PAN when they last submitted; unknown is no."""
    rows = Verification.objects.filter(merchant_id__in=[merchant_id, other_merchant_id])
    told = [bytes(index) for index in rows.values_list("pan_index", flat=True) if index is not None]
    return len(told) == 2 and told[0] == told[1]


def sharing_numbers(merchant_id: UUID, others: Collection[UUID]) -> tuple[set[UUID], set[UUID]]:
    """Those of ``others`` who submitted this merchant's PAN, and those with its GSTIN."""
    rows = Verification.objects.filter(merchant_id__in=others)
    mine = Verification.objects.filter(merchant_id=merchant_id)

    def with_same(index: str) -> set[UUID]:
        same = rows.filter(**{f"{index}__in": mine.values(index)})
        return set(same.values_list("merchant_id", flat=True))

    return with_same("pan_index"), with_same("gstin_index")


def reasons_of(told: Iterable[dict[str, str]]) -> list[Reason]:
    return [Reason(ReasonCode(each["code"]), each["about"], each["note"]) for each in told]


def _with_same_pan(row: Verification) -> list[tuple[UUID, str]]:
    if row.pan_index is None:
        return []
    others = Verification.objects.filter(pan_index=row.pan_index).exclude(id=row.id)
    return list(others.order_by("id").values_list("merchant_id", "merchant__name")[:20])


def _decisions(row: Verification, *, newest: int | None = None) -> list[Decision]:
    """Oldest first; only the ``newest`` so many, if told so."""
    rows = list(Submission.objects.filter(verification=row).order_by("-number")[:newest])
    return [
        Decision(
            submission_id=each.id,
            number=each.number,
            submitted_at=each.submitted_at,
            outcome=Outcome(each.outcome),
            reasons=tuple(reasons_of(each.reasons)),
            decided_at=each.decided_at,
        )
        for each in reversed(rows)
    ]


def _seen(merchant_id: UUID, rows: Iterable[Document]) -> list[DocumentSeen]:
    """Documents with their files; one whose file is gone is gone."""
    documents = list(rows)
    found = files.files_of(merchant_id, [each.file_id for each in documents])
    return [
        DocumentSeen(
            id=each.id,
            purpose=DocumentPurpose(each.purpose),
            file=found[each.file_id],
            added_at=each.added_at,
            is_submitted=each.first_submitted_at is not None,
        )
        for each in documents
        if each.file_id in found
    ]

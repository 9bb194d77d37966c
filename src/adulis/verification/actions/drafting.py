"""What an owner does: say, show, hand in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from adulis.events import actions as events
from adulis.files import actions as files
from adulis.files.values import Inspected
from adulis.identity.actions.standing import set_standing
from adulis.identity.values import Verification as MerchantsVerification
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.verification import policies
from adulis.verification.actions.locking import Locked, draft_documents, locked, write_audit
from adulis.verification.errors import (
    DocumentNotFound,
    TooManyDocuments,
    VerificationIncomplete,
    VerificationLocked,
)
from adulis.verification.events import VerificationSubmitted
from adulis.verification.machine import EDITABLE, VERIFICATION
from adulis.verification.models import DRAFT, SUBMITTED, Document, Submission
from adulis.verification.sealing import gstin_index, open_details, pan_index, seal_details
from adulis.verification.values import Details, DocumentPurpose, Field

_INDIA = ZoneInfo("Asia/Kolkata")


@db.transaction_required
def save_draft(
    *, merchant_id: UUID, given: Details, kept: Collection[Field], actor: Actor, at: datetime
) -> None:
    """Replace what the draft says, but for what is ``kept`` as it is: numbers left out.

    Raises VerificationLocked, and what ``policies.check_details`` raises.
    """
    found = _editable(merchant_id, actor, at)
    row = found.row
    known = open_details(row.details_sealed, DRAFT, row.id)
    details = replace(given, **{name: getattr(known, name) for name in kept})
    policies.check_details(details, found.kind, today=at.astimezone(_INDIA).date())
    # After this point nothing is refused.
    row.details_sealed = seal_details(details, DRAFT, row.id)
    row.save(update_fields=["details_sealed"])
    changed = [
        each.name
        for each in fields(details)
        if getattr(details, each.name) != getattr(known, each.name)
    ]
    write_audit(row, "save", {}, {"changed": changed}, actor, at)


@db.transaction_required
def begin_document(
    *, merchant_id: UUID, purpose: DocumentPurpose, given: Inspected, actor: Actor, at: datetime
) -> UUID:
    """A document is coming; returns its file's id, whose content may now be put.

    Raises VerificationLocked, DetailNotForKind, TooManyDocuments.
    """
    _room_for_one(merchant_id, purpose, actor, at)
    return files.begin_file(merchant_id=merchant_id, given=given, actor=actor, at=at)


@db.transaction_required
def keep_document(
    *,
    merchant_id: UUID,
    purpose: DocumentPurpose,
    file_id: UUID,
    key_id: str,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Its content is stored, so it is part of the draft; returns the document's id.

    Raises what ``begin_document`` does, since time has passed, and FileNotArriving.
    """
    found = _room_for_one(merchant_id, purpose, actor, at)
    files.keep_file(file_id=file_id, key_id=key_id, actor=actor, at=at)
    document = Document.objects.create(
        verification=found.row, file_id=file_id, purpose=purpose, added_at=at
    )
    told: dict[str, object] = {"document_id": str(document.id), "purpose": purpose}
    write_audit(found.row, "add_document", {}, told, actor, at)
    return document.id


@db.transaction_required
def remove_document(*, merchant_id: UUID, document_id: UUID, actor: Actor, at: datetime) -> None:
    """Take a document out of the draft. One that was handed in once is kept with that submission.

    Raises VerificationLocked, DocumentNotFound.
    """
    found = locked(merchant_id, actor=actor, at=at)
    document = Document.objects.filter(
        verification=found.row, id=document_id, removed_at=None
    ).first()
    if document is None:
        raise DocumentNotFound
    _require_editable(found)
    document.removed_at = at
    document.save(update_fields=["removed_at"])
    if document.first_submitted_at is None:
        files.remove_file(file_id=document.file_id, actor=actor, at=at)
    told: dict[str, object] = {"document_id": str(document.id), "purpose": document.purpose}
    write_audit(found.row, "remove_document", told, {}, actor, at)


@db.transaction_required
def submit(*, merchant_id: UUID, actor: Actor, at: datetime) -> UUID:
    """Hand in the draft as it is; returns the submission's id.

    Raises IllegalMove, VerificationIncomplete, and what ``policies.check_details`` raises: what
    was right when it was saved may not fit what was said since.
    """
    found = locked(merchant_id, actor=actor, at=at)
    row = found.row
    move = VERIFICATION.take("submit", found.state, actor.role)
    details = open_details(row.details_sealed, DRAFT, row.id)
    documents = draft_documents(row)
    given = {DocumentPurpose(each.purpose) for each in documents}
    if lacking := policies.missing(details, found.kind, given):
        raise VerificationIncomplete(
            missing=[{"kind": each.kind, "name": each.name} for each in lacking]
        )
    policies.check_details(details, found.kind, today=at.astimezone(_INDIA).date())
    # After this point nothing is refused.
    submission_id = new_id()
    number = Submission.objects.filter(verification=row).count() + 1
    Submission.objects.create(
        id=submission_id,
        verification=row,
        number=number,
        details_sealed=seal_details(details, SUBMITTED, submission_id),
        document_ids=[each.id for each in documents],
        submitted_by=actor.user_id or actor.id,
        submitted_at=at,
    )
    for each in documents:
        if each.first_submitted_at is None:
            each.first_submitted_at = at
    Document.objects.bulk_update(documents, ["first_submitted_at"])
    before = {"state": row.state}
    row.state, row.submitted_at, row.decided_at = move.target, at, None
    row.pan_index, row.gstin_index = pan_index(details.pan), gstin_index(details.gstin)
    row.reasons = []
    row.save()
    set_standing(
        merchant_id=merchant_id,
        verification=MerchantsVerification.SUBMITTED,
        tier=None,
        actor=actor,
        at=at,
    )
    fact = VerificationSubmitted(
        subject_id=row.id, merchant_id=merchant_id, submission_number=number
    )
    events.record(fact=fact, at=at)
    write_audit(row, "submit", dict(before), {"state": row.state, "number": number}, actor, at)
    return submission_id


def _room_for_one(
    merchant_id: UUID, purpose: DocumentPurpose, actor: Actor, at: datetime
) -> Locked:
    found = _editable(merchant_id, actor, at)
    policies.check_purpose(purpose, found.kind)
    if len(draft_documents(found.row)) >= policies.MOST_DOCUMENTS:
        raise TooManyDocuments(maximum=policies.MOST_DOCUMENTS)
    return found


def _editable(merchant_id: UUID, actor: Actor, at: datetime) -> Locked:
    found = locked(merchant_id, actor=actor, at=at)
    _require_editable(found)
    return found


def _require_editable(found: Locked) -> None:
    if found.state not in EDITABLE:
        raise VerificationLocked(state=found.state)

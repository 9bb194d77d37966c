"""``/verification/``: who a merchant is, as its owners say and show it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework.request import Request

from adulis.api import throttles
from adulis.api.files import LinkOut, shown_link
from adulis.api.merchants import viewer_of
from adulis.api.parsers import raw_body
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import read_body, read_query
from adulis.api.verification_shapes import (
    DocumentOut,
    DocumentsOut,
    DraftIn,
    UploadQuery,
    VerificationOut,
    details_of,
    shown_details,
    shown_document,
    shown_reason,
)
from adulis.api.views import Endpoint
from adulis.files import actions as files
from adulis.files import errors as file_errors
from adulis.files.sniffing import inspect
from adulis.files.values import POLICIES, FilePurpose
from adulis.identity import queries as identity
from adulis.identity.errors import PersonRequired
from adulis.identity.values import MemberRole, Viewer
from adulis.kernel import db
from adulis.kernel.machines import IllegalMove, Role
from adulis.verification import actions, errors, policies, queries
from adulis.verification.machine import VERIFICATION, VerificationState
from adulis.verification.values import DocumentPurpose
from adulis.verification.values import Field as DetailField

UPLOAD_BYTES = POLICIES[FilePurpose.VERIFICATION].most_bytes
_SAYING = (
    errors.VerificationLocked, errors.DetailNotForKind, errors.PanInvalid, errors.PanOfAnotherKind,
    errors.GstinInvalid, errors.GstinOfAnotherPan, errors.BirthdayNotPossible, PersonRequired,
)  # fmt: skip
_SHOWING = (
    errors.VerificationLocked, errors.DetailNotForKind, errors.TooManyDocuments,
    file_errors.FileEmpty, file_errors.FileTooLarge, file_errors.FileTypeNotAllowed,
    file_errors.FileMalformed, file_errors.FileLocked, file_errors.FileNotArriving,
    file_errors.StorageUnavailable, PersonRequired,
)  # fmt: skip


class Verification(Endpoint):
    @documents(
        "get_verification",
        "Look at the verification",
        answers={200: VerificationOut},
        refuses=(PersonRequired,),
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """For owners: where it stands, what is missing, and what was found wrong."""
        return answer(_shown(_owner(request)))

    @documents(
        "save_verification",
        "Save the draft",
        body=DraftIn,
        answers={200: VerificationOut},
        refuses=_SAYING,
        merchant=True,
    )
    def put(self, request: Request) -> HttpResponse:
        """Nothing need be complete, but what is given has to be right.

        The draft is replaced. Numbers are never shown in full, so one that is left out stays as it
        is, and an empty one is removed.
        """
        viewer = _owner(request)
        given = read_body(request, DraftIn)
        with db.transaction():
            actions.save_draft(
                merchant_id=viewer.merchant_id,
                given=details_of(given),
                kept=[each for each in (DetailField.PAN, DetailField.GSTIN) if each not in given],
                actor=viewer.actor,
                at=db.clock(),
            )
        return answer(_shown(viewer))


class VerificationSubmit(Endpoint):
    @documents(
        "submit_verification",
        "Hand in the draft",
        answers={200: VerificationOut},
        refuses=(*_SAYING, errors.VerificationIncomplete, IllegalMove),
        merchant=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """What is handed in is what is reviewed: nothing changes until it is decided."""
        viewer = _owner(request)
        with db.transaction():
            actions.submit(merchant_id=viewer.merchant_id, actor=viewer.actor, at=db.clock())
        return answer(_shown(viewer))


class DocumentList(Endpoint):
    max_body_bytes = UPLOAD_BYTES

    @documents(
        "list_verification_documents",
        "List the documents of the draft",
        answers={200: DocumentsOut},
        refuses=(PersonRequired,),
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        found = _draft(_owner(request)).documents
        return answer({"results": [shown_document(each) for each in found]})

    @documents(
        "upload_verification_document",
        "Upload a document",
        file="A PDF, a JPEG or a PNG of at most 10 MB, as the body itself.",
        query=UploadQuery,
        answers={201: DocumentOut},
        refuses=_SHOWING,
        merchant=True,
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """The body is the file. What it is, is found out from the content; Content-Type is not
        read, and the name is a label.
        """
        viewer = _owner(request)
        query = read_query(request, UploadQuery)
        purpose = DocumentPurpose(query["purpose"])
        throttles.take("uploads_per_merchant", str(viewer.merchant_id))
        content = raw_body(request, UPLOAD_BYTES)
        given = inspect(content, purpose=FilePurpose.VERIFICATION, name=query.get("name", ""))
        with db.transaction():
            file_id = actions.begin_document(
                merchant_id=viewer.merchant_id,
                purpose=purpose,
                given=given,
                actor=viewer.actor,
                at=db.clock(),
            )
        key_id = files.put_content(
            file_id=file_id, content=content, actor=viewer.actor, at=viewer.seen_at
        )
        with db.transaction():
            document_id = actions.keep_document(
                merchant_id=viewer.merchant_id,
                purpose=purpose,
                file_id=file_id,
                key_id=key_id,
                actor=viewer.actor,
                at=db.clock(),
            )
        found = queries.document_of(viewer.merchant_id, document_id)
        return answer(shown_document(found), status=201)


class DocumentRemove(Endpoint):
    @documents(
        "remove_verification_document",
        "Take a document out of the draft",
        answers={200: VerificationOut},
        refuses=(errors.DocumentNotFound, errors.VerificationLocked, PersonRequired),
        merchant=True,
    )
    def post(self, request: Request, document_id: UUID) -> HttpResponse:
        """Its content is erased a day later, unless it was handed in before."""
        viewer = _owner(request)
        with db.transaction():
            actions.remove_document(
                merchant_id=viewer.merchant_id,
                document_id=document_id,
                actor=viewer.actor,
                at=db.clock(),
            )
        return answer(_shown(viewer))


class DocumentLink(Endpoint):
    @documents(
        "link_verification_document",
        "Get a link to a document",
        answers={200: LinkOut},
        refuses=(errors.DocumentNotFound, PersonRequired),
        merchant=True,
    )
    def post(self, request: Request, document_id: UUID) -> HttpResponse:
        """It opens for five minutes, and only for whoever asked for it."""
        viewer = _owner(request)
        link = queries.link_to_document(
            viewer.merchant_id, document_id, reader=viewer.actor, at=db.clock()
        )
        return answer(shown_link(link))


def _owner(request: Request) -> Viewer:
    """Who a merchant is, is for its owners to say, in person."""
    viewer = viewer_of(request)
    viewer.caller.require_person()
    viewer.require(MemberRole.OWNER)
    return viewer


def _draft(viewer: Viewer) -> queries.Draft:
    kind = identity.kind_of(viewer.merchant_id)
    standing = identity.standing(viewer.merchant_id)
    return queries.draft_of(viewer.merchant_id, kind, VerificationState(standing.verification))


def _shown(viewer: Viewer) -> dict[str, Any]:
    draft, kind = _draft(viewer), identity.kind_of(viewer.merchant_id)
    latest, waiting = draft.latest, draft.waiting
    return {
        "merchant_id": viewer.merchant_id,
        "kind": kind,
        "status": draft.state,
        "tier": identity.standing(viewer.merchant_id).tier,
        "details": shown_details(draft.details),
        "documents": [shown_document(each) for each in draft.documents],
        "required_documents": [
            {"purpose": each.purpose, "text": each.text, "given": each.is_given}
            for each in draft.wanted
        ],
        "possible_documents": list(policies.DOCUMENT_TEXTS[kind]),
        "missing": [
            {"kind": each.kind, "name": each.name, "text": each.text} for each in draft.missing
        ],
        "action_required": [shown_reason(each) for each in draft.reasons],
        "waiting": None
        if waiting is None
        else {
            "for": waiting.reason,
            "on": waiting.on,
            "until": waiting.until,
            "then": waiting.then,
        },
        "allowed_moves": VERIFICATION.allowed_moves(draft.state, Role.MERCHANT),
        "editable": draft.is_editable,
        "submission_id": latest.submission_id if latest else None,
        "submission_number": latest.number if latest else 0,
        "submitted_at": latest.submitted_at if latest else None,
        "decided_at": latest.decided_at if latest else None,
    }


_DOCUMENT = "verification/documents/<uuid:document_id>/"
urlpatterns = [
    path("verification/", Verification.as_view(), name="verification"),
    path("verification/submit/", VerificationSubmit.as_view(), name="verification-submit"),
    path("verification/documents/", DocumentList.as_view(), name="verification-documents"),
    path(f"{_DOCUMENT}remove/", DocumentRemove.as_view(), name="verification-document-remove"),
    path(f"{_DOCUMENT}link/", DocumentLink.as_view(), name="verification-document-link"),
]

"""``/verification/``: who a merchant is, as its owners say and show it."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import throttles
from adulis.api.fields import Choice, Field, StrictString, StrictUUID
from adulis.api.files import LinkOut, shown_link
from adulis.api.merchants import viewer_of
from adulis.api.parsers import raw_body
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_body, read_query
from adulis.api.shown import WaitingOut
from adulis.api.views import Endpoint
from adulis.files import actions as files
from adulis.files import errors as file_errors
from adulis.files.sniffing import inspect
from adulis.files.values import POLICIES, FilePurpose
from adulis.identity import queries as identity
from adulis.identity.errors import PersonRequired
from adulis.identity.values import MemberRole, MerchantKind, Viewer
from adulis.kernel import db
from adulis.kernel.machines import IllegalMove, Role
from adulis.verification import actions, errors, policies, queries
from adulis.verification.machine import VERIFICATION, VerificationState
from adulis.verification.values import (
    Address,
    Constitution,
    Details,
    DocumentPurpose,
    DocumentSeen,
    Reason,
    ReasonCode,
)
from adulis.verification.values import Field as DetailField

UPLOAD_BYTES = POLICIES[FilePurpose.VERIFICATION].most_bytes
# ISO 3166-2:IN.
INDIAN_STATES = (
    "AN", "AP", "AR", "AS", "BR", "CG", "CH", "DH", "DL", "GA", "GJ", "HP", "HR", "JH", "JK", "KA",
    "KL", "LA", "LD", "MH", "ML", "MN", "MP", "MZ", "NL", "OD", "PB", "PY", "RJ", "SK", "TN", "TR",
    "TS", "UK", "UP", "WB",
)  # fmt: skip
_NAME = re.compile(r"[^\s<>](?:[^<>]*[^\s<>])?")
_POSTAL_CODE = re.compile(r"[1-9][0-9]{5}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@extend_schema_field({"type": "string", "format": "date"})
class Birthday(Field):
    """A day of the calendar."""

    default_error_messages = {"not_day": "Give a day like 1987-03-21."}

    def to_internal_value(self, data: Any) -> date:
        if not isinstance(data, str) or _DAY.fullmatch(data) is None:
            self.fail("not_day")
        try:
            return date.fromisoformat(data)
        except ValueError:
            self.fail("not_day")


@extend_schema_field(
    {"type": "array", "maxItems": 20, "items": {"type": "string", "minLength": 1, "maxLength": 120}}
)
class Names(Field):
    """Up to 20 names."""

    default_error_messages = {"not_names": "Give a list of at most 20 names (120 characters)."}

    def to_internal_value(self, data: Any) -> tuple[str, ...]:
        if not isinstance(data, list) or len(data) > 20:
            self.fail("not_names")
        one = StrictString(min_length=1, max_length=120, pattern=_NAME)
        return tuple(one.to_internal_value(each) for each in data)


class AddressIn(Shape):
    line1 = StrictString(min_length=1, max_length=120)
    line2 = StrictString(max_length=120, required=False)
    city = StrictString(min_length=1, max_length=60)
    state = Choice(INDIAN_STATES, help_text="As in ISO 3166-2:IN.")
    postal_code = StrictString(min_length=6, max_length=6, pattern=_POSTAL_CODE)


class DraftIn(Shape):
    """All of it: what is left out is empty afterwards, but for ``pan`` and ``gstin``."""

    legal_name = StrictString(min_length=1, max_length=120, pattern=_NAME, required=False)
    date_of_birth = Birthday(required=False, help_text="Of a person.")
    constitution = Choice(list(Constitution), required=False, help_text="Of a business.")
    pan = StrictString(max_length=10, required=False, help_text="Left out: as it was.")
    gstin = StrictString(
        max_length=15, required=False, help_text="Of a business. Left out: as it was; empty: none."
    )
    address = AddressIn(required=False)
    director_names = Names(required=False, help_text="Of a business that has such.")


class UploadQuery(Shape):
    purpose = Choice(list(DocumentPurpose))
    name = StrictString(max_length=200, required=False, help_text="What it is called: a label.")
    merchant_id = StrictUUID(required=False, help_text="The same as X-Merchant-Id.")


class AddressOut(serializers.Serializer[Any]):
    line1 = serializers.CharField()
    line2 = serializers.CharField()
    city = serializers.CharField()
    state = serializers.CharField()
    postal_code = serializers.CharField()


class DetailsOut(serializers.Serializer[Any]):
    """``pan`` and ``gstin`` are masked but for their last four characters."""

    legal_name = serializers.CharField()
    date_of_birth = serializers.DateField(allow_null=True)
    constitution = serializers.ChoiceField(list(Constitution), allow_null=True)
    pan = serializers.CharField()
    gstin = serializers.CharField()
    address = AddressOut(allow_null=True)
    director_names = serializers.ListField(child=serializers.CharField())


class DocumentOut(serializers.Serializer[Any]):
    """``submitted``: it was handed in at least once, so it is kept also when it is removed."""

    id = serializers.UUIDField()
    purpose = serializers.ChoiceField(list(DocumentPurpose))
    name = serializers.CharField()
    media_type = serializers.CharField()
    size_bytes = serializers.IntegerField()
    added_at = serializers.DateTimeField()
    submitted = serializers.BooleanField()


class DocumentsOut(serializers.Serializer[Any]):
    results = DocumentOut(many=True)


class WantedOut(serializers.Serializer[Any]):
    purpose = serializers.ChoiceField(list(DocumentPurpose))
    text = serializers.CharField()
    given = serializers.BooleanField()


class MissingOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(["field", "document"])
    name = serializers.CharField()
    text = serializers.CharField()


class ReasonOut(serializers.Serializer[Any]):
    """``name`` is the field or the document it is about; null with ``kind``: it is about all."""

    code = serializers.ChoiceField(list(ReasonCode))
    kind = serializers.ChoiceField(["field", "document"], allow_null=True)
    name = serializers.CharField(allow_null=True)
    text = serializers.CharField()
    note = serializers.CharField(allow_blank=True)


class VerificationOut(serializers.Serializer[Any]):
    """Where it stands, and what stands in the way."""

    merchant_id = serializers.UUIDField()
    kind = serializers.ChoiceField([each.value for each in MerchantKind])
    status = serializers.ChoiceField(list(VerificationState))
    tier = serializers.CharField()
    details = DetailsOut()
    documents = DocumentOut(many=True)
    required_documents = WantedOut(many=True)
    possible_documents = serializers.ListField(child=serializers.ChoiceField(list(DocumentPurpose)))
    missing = MissingOut(many=True)
    action_required = ReasonOut(many=True)
    waiting = WaitingOut(allow_null=True)
    allowed_moves = serializers.ListField(child=serializers.CharField())
    editable = serializers.BooleanField()
    submission_id = serializers.UUIDField(allow_null=True)
    submission_number = serializers.IntegerField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)


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
                given=_details(given),
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


def _details(given: dict[str, Any]) -> Details:
    address = given.get("address")
    return Details(
        legal_name=given.get("legal_name", ""),
        date_of_birth=given.get("date_of_birth"),
        constitution=Constitution(given["constitution"]) if "constitution" in given else None,
        pan=given.get("pan", ""),
        gstin=given.get("gstin", ""),
        address=None if address is None else Address(**{"line2": "", **address}),
        director_names=given.get("director_names", ()),
    )


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


def shown_details(details: Details) -> dict[str, Any]:
    address = details.address
    return {
        "legal_name": details.legal_name,
        "date_of_birth": details.date_of_birth,
        "constitution": details.constitution,
        "pan": policies.mask(details.pan),
        "gstin": policies.mask(details.gstin),
        "address": None if address is None else asdict(address),
        "director_names": list(details.director_names),
    }


def shown_document(document: DocumentSeen) -> dict[str, Any]:
    return {
        "id": document.id,
        "purpose": document.purpose,
        "name": document.file.name,
        "media_type": document.file.media_type,
        "size_bytes": document.file.size_bytes,
        "added_at": document.added_at,
        "submitted": document.is_submitted,
    }


def shown_reason(reason: Reason) -> dict[str, Any]:
    return {
        "code": reason.code,
        "kind": policies.kind_of(reason.about),
        "name": reason.about or None,
        "text": policies.REASONS[reason.code][1],
        "note": reason.note,
    }


_DOCUMENT = "verification/documents/<uuid:document_id>/"
urlpatterns = [
    path("verification/", Verification.as_view(), name="verification"),
    path("verification/submit/", VerificationSubmit.as_view(), name="verification-submit"),
    path("verification/documents/", DocumentList.as_view(), name="verification-documents"),
    path(f"{_DOCUMENT}remove/", DocumentRemove.as_view(), name="verification-document-remove"),
    path(f"{_DOCUMENT}link/", DocumentLink.as_view(), name="verification-document-link"),
]

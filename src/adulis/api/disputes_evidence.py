"""``/disputes/<id>/evidence/``: files that both sides read, and whoever rules."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import throttles
from adulis.api.fields import StrictString, StrictUUID
from adulis.api.files import LinkOut, shown_link
from adulis.api.merchants import viewer_of
from adulis.api.parsers import raw_body
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_query
from adulis.api.views import Endpoint
from adulis.disputes import actions, errors, queries
from adulis.disputes.queries import ProofSeen
from adulis.escrow.values import Side
from adulis.files import actions as files
from adulis.files import errors as file_errors
from adulis.files.sniffing import inspect
from adulis.files.values import POLICIES, FilePurpose
from adulis.identity.errors import PersonRequired, RoleTooLow
from adulis.identity.values import ESCROW_WRITE, MemberRole
from adulis.kernel import db

UPLOAD_BYTES = POLICIES[FilePurpose.DISPUTE].most_bytes
_UPLOADING = (
    errors.DisputeNotFound, errors.EvidenceClosed, errors.TooMuchEvidence,
    file_errors.FileEmpty, file_errors.FileTooLarge, file_errors.FileTypeNotAllowed,
    file_errors.FileMalformed, file_errors.FileLocked, file_errors.FileNotArriving,
    file_errors.StorageUnavailable,
)  # fmt: skip


class DisputeEvidenceQuery(Shape):
    name = StrictString(max_length=200, required=False, help_text="What the file is called.")
    merchant_id = StrictUUID(required=False, help_text="The same as X-Merchant-Id.")


class DisputeProofOut(serializers.Serializer[Any]):
    """A file; ``sha256`` is of what it was when it was brought."""

    file_id = serializers.UUIDField()
    by_side = serializers.ChoiceField(list(Side))
    name = serializers.CharField()
    media_type = serializers.CharField()
    size_bytes = serializers.IntegerField()
    sha256 = serializers.CharField()
    added_at = serializers.DateTimeField()


class DisputeEvidenceOut(serializers.Serializer[Any]):
    """What both sides brought, oldest first."""

    results = DisputeProofOut(many=True)


class DisputeEvidenceList(Endpoint):
    max_body_bytes = UPLOAD_BYTES

    @documents(
        "list_dispute_evidence",
        "List evidence",
        answers={200: DisputeEvidenceOut},
        refuses=(errors.DisputeNotFound,),
        merchant=True,
    )
    def get(self, request: Request, dispute_id: UUID) -> HttpResponse:
        """Of both sides, to both sides."""
        found = queries.evidence_of(viewer_of(request), dispute_id)
        return answer({"results": [_shown(each) for each in found]})

    @documents(
        "upload_dispute_evidence",
        "Bring evidence",
        file="A PDF, a JPEG or a PNG of at most 10 MB, as the body itself.",
        query=DisputeEvidenceQuery,
        answers={201: DisputeProofOut},
        refuses=_UPLOADING,
        merchant=True,
        throttled=True,
    )
    def post(self, request: Request, dispute_id: UUID) -> HttpResponse:
        """By either side while the two talk. It is hashed, and can be neither changed nor removed.

        What it is, is found out from the content.
        """
        viewer = viewer_of(request)
        viewer.require(MemberRole.FINANCE)
        viewer.require_scope(ESCROW_WRITE)
        query = read_query(request, DisputeEvidenceQuery)
        throttles.take("uploads_per_merchant", str(viewer.merchant_id))
        content = raw_body(request, UPLOAD_BYTES)
        given = inspect(content, purpose=FilePurpose.DISPUTE, name=query.get("name", ""))
        with db.transaction():
            file_id = actions.begin_evidence(
                viewer=viewer, dispute_id=dispute_id, given=given, actor=viewer.actor,
                at=db.clock(),
            )  # fmt: skip
        key_id = files.put_content(
            file_id=file_id, content=content, actor=viewer.actor, at=viewer.seen_at
        )
        with db.transaction():
            actions.keep_evidence(
                viewer=viewer, dispute_id=dispute_id, file_id=file_id, key_id=key_id,
                actor=viewer.actor, at=db.clock(),
            )  # fmt: skip
        found = queries.evidence_of(viewer, dispute_id)
        (made,) = [each for each in found if each.file_id == file_id]
        return answer(_shown(made), status=201)


class DisputeEvidenceLink(Endpoint):
    @documents(
        "link_dispute_evidence",
        "Get a link to a file",
        answers={200: LinkOut},
        refuses=(errors.DisputeNotFound, errors.ProofNotFound, PersonRequired),
        merchant=True,
    )
    def post(self, request: Request, dispute_id: UUID, file_id: UUID) -> HttpResponse:
        """It opens for five minutes, and only for whoever asked for it."""
        viewer = viewer_of(request)
        viewer.caller.require_person()
        if viewer.merchant_id not in viewer.caller.memberships:
            raise RoleTooLow("Files are opened by members of the two sides.")
        link = queries.file_link(viewer, dispute_id, file_id, at=db.clock())
        return answer(shown_link(link))


def _shown(proof: ProofSeen) -> dict[str, Any]:
    return {
        "file_id": proof.file_id,
        "by_side": proof.by,
        "name": proof.name,
        "media_type": proof.media_type,
        "size_bytes": proof.size_bytes,
        "sha256": proof.sha256,
        "added_at": proof.at,
    }


_LIST = "disputes/<uuid:dispute_id>/evidence/"
urlpatterns = [
    path(_LIST, DisputeEvidenceList.as_view(), name="dispute-evidence"),
    path(
        f"{_LIST}<uuid:file_id>/link/", DisputeEvidenceLink.as_view(), name="dispute-evidence-link"
    ),
]

"""``/milestones/<id>/evidence/``: files that show that it is done, and what was said to them."""

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
from adulis.escrow import errors, queries
from adulis.escrow.queries import Handed
from adulis.escrow.values import Side
from adulis.files import actions as files
from adulis.files import errors as file_errors
from adulis.files.sniffing import inspect
from adulis.files.values import POLICIES, FilePurpose
from adulis.identity.errors import PersonRequired, RoleTooLow
from adulis.identity.values import ESCROW_WRITE, MemberRole
from adulis.kernel import db

UPLOAD_BYTES = POLICIES[FilePurpose.DELIVERY].most_bytes
_UPLOADING = (
    errors.MilestoneNotFound, errors.WrongSide, file_errors.FileEmpty, file_errors.FileTooLarge,
    file_errors.FileTypeNotAllowed, file_errors.FileMalformed, file_errors.FileLocked,
    file_errors.FileNotArriving, file_errors.StorageUnavailable,
)  # fmt: skip


class EvidenceQuery(Shape):
    name = StrictString(max_length=200, required=False, help_text="What the file is called.")
    merchant_id = StrictUUID(required=False, help_text="The same as X-Merchant-Id.")


class EvidenceFileOut(serializers.Serializer[Any]):
    """A file that can be handed in, or was; ``sha256`` is of its content."""

    file_id = serializers.UUIDField()
    document = serializers.CharField(help_text="The document of the terms, if it is one.")
    name = serializers.CharField()
    media_type = serializers.CharField()
    size_bytes = serializers.IntegerField()
    sha256 = serializers.CharField()


class RoundOut(serializers.Serializer[Any]):
    """What the seller handed in, and what the buyer wanted done differently."""

    round = serializers.IntegerField()
    note = serializers.CharField()
    submitted_at = serializers.DateTimeField()
    files = EvidenceFileOut(many=True)
    changes_reason = serializers.CharField(allow_null=True)
    changes = serializers.ListField(child=serializers.CharField())
    changes_requested_at = serializers.DateTimeField(allow_null=True)


class EvidenceOut(serializers.Serializer[Any]):
    """Every round of a milestone, the first one first."""

    results = RoundOut(many=True)


class EvidenceList(Endpoint):
    max_body_bytes = UPLOAD_BYTES

    @documents(
        "list_milestone_evidence",
        "See what was handed in",
        answers={200: EvidenceOut},
        refuses=(errors.MilestoneNotFound,),
        merchant=True,
    )
    def get(self, request: Request, milestone_id: UUID) -> HttpResponse:
        """Round by round, for both sides."""
        viewer = viewer_of(request)
        rounds = queries.evidence_of(viewer, milestone_id)
        return answer({"results": [_round(each) for each in rounds]})

    @documents(
        "upload_milestone_evidence",
        "Upload a file to hand in",
        file="A PDF, a JPEG or a PNG of at most 10 MB, as the body itself.",
        query=EvidenceQuery,
        answers={201: EvidenceFileOut},
        refuses=_UPLOADING,
        merchant=True,
        throttled=True,
    )
    def post(self, request: Request, milestone_id: UUID) -> HttpResponse:
        """By the seller. The other side sees it once it is handed in. What it is, is found out from
        the content; Content-Type is not read, and the name is a label.
        """
        viewer = viewer_of(request)
        viewer.require(MemberRole.FINANCE)
        viewer.require_scope(ESCROW_WRITE)
        query = read_query(request, EvidenceQuery)
        milestone = queries.milestone_of(viewer, milestone_id)
        side = queries.side_of(viewer, milestone.agreement)
        if side is not Side.SELLER:
            raise errors.WrongSide(side=side, required_side=Side.SELLER)
        throttles.take("uploads_per_merchant", str(viewer.merchant_id))
        content = raw_body(request, UPLOAD_BYTES)
        given = inspect(content, purpose=FilePurpose.DELIVERY, name=query.get("name", ""))
        with db.transaction():
            file_id = files.begin_file(
                merchant_id=viewer.merchant_id, given=given, actor=viewer.actor, at=db.clock()
            )
        key_id = files.put_content(
            file_id=file_id, content=content, actor=viewer.actor, at=viewer.seen_at
        )
        with db.transaction():
            files.keep_file(file_id=file_id, key_id=key_id, actor=viewer.actor, at=db.clock())
        shown = {
            "file_id": file_id,
            "document": "",
            "name": given.name,
            "media_type": given.media_type,
            "size_bytes": given.size_bytes,
            "sha256": given.digest.hex(),
        }
        return answer(shown, status=201)


class EvidenceLink(Endpoint):
    @documents(
        "link_milestone_evidence",
        "Get a link to a file that was handed in",
        answers={200: LinkOut},
        refuses=(errors.MilestoneNotFound, errors.EvidenceNotFound, PersonRequired),
        merchant=True,
    )
    def post(self, request: Request, milestone_id: UUID, file_id: UUID) -> HttpResponse:
        """It opens for five minutes, and only for whoever asked for it."""
        viewer = viewer_of(request)
        viewer.caller.require_person()
        if viewer.merchant_id not in viewer.caller.memberships:
            raise RoleTooLow("Files are opened by members of the two sides.")
        link = queries.file_link(viewer, milestone_id, file_id, at=db.clock())
        return answer(shown_link(link))


def _round(handed: Handed) -> dict[str, Any]:
    return {
        "round": handed.round_number,
        "note": handed.note,
        "submitted_at": handed.at,
        "files": [
            {
                "file_id": each.id,
                "document": each.document,
                "name": each.name,
                "media_type": each.media_type,
                "size_bytes": each.size_bytes,
                "sha256": each.sha256,
            }
            for each in handed.files
        ],
        "changes_reason": handed.changes_reason,
        "changes": list(handed.changes),
        "changes_requested_at": handed.changes_at,
    }


_LIST = "milestones/<uuid:milestone_id>/evidence/"
urlpatterns = [
    path(_LIST, EvidenceList.as_view(), name="milestone-evidence"),
    path(f"{_LIST}<uuid:file_id>/link/", EvidenceLink.as_view(), name="milestone-evidence-link"),
]

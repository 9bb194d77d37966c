"""``/deals/<id>/attachments/``: files that whoever sees a deal may read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import throttles
from adulis.api.deals import MOVING, acting
from adulis.api.fields import StrictString, StrictUUID
from adulis.api.files import LinkOut, shown_link
from adulis.api.merchants import viewer_of
from adulis.api.parsers import raw_body
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_query
from adulis.api.views import Endpoint
from adulis.deals import actions, errors, queries
from adulis.files import actions as files
from adulis.files import errors as file_errors
from adulis.files.sniffing import inspect
from adulis.files.values import POLICIES, FilePurpose
from adulis.identity.errors import PersonRequired, RoleTooLow
from adulis.identity.values import Viewer
from adulis.kernel import db

UPLOAD_BYTES = POLICIES[FilePurpose.DEAL].most_bytes
_UPLOADING = (
    *MOVING, errors.TooManyAttachments, file_errors.FileEmpty, file_errors.FileTooLarge,
    file_errors.FileTypeNotAllowed, file_errors.FileMalformed, file_errors.FileLocked,
    file_errors.FileNotArriving, file_errors.StorageUnavailable,
)  # fmt: skip


class AttachmentQuery(Shape):
    name = StrictString(max_length=200, required=False, help_text="What the file is called.")
    merchant_id = StrictUUID(required=False, help_text="The same as X-Merchant-Id.")


class AttachmentOut(serializers.Serializer[Any]):
    """A file; ``sha256`` is of its content."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    media_type = serializers.CharField()
    size_bytes = serializers.IntegerField()
    sha256 = serializers.CharField()
    is_mine = serializers.BooleanField()
    added_at = serializers.DateTimeField()


class AttachmentsOut(serializers.Serializer[Any]):
    """What is attached, in order."""

    results = AttachmentOut(many=True)


class AttachmentList(Endpoint):
    max_body_bytes = UPLOAD_BYTES

    @documents(
        "list_deal_attachments",
        "List what is attached",
        answers={200: AttachmentsOut},
        refuses=(errors.DealNotFound,),
        merchant=True,
    )
    def get(self, request: Request, deal_id: UUID) -> HttpResponse:
        return answer({"results": _shown(viewer_of(request), deal_id)})

    @documents(
        "attach_to_deal",
        "Attach a file",
        file="A PDF, a JPEG or a PNG of at most 10 MB, as the body itself.",
        query=AttachmentQuery,
        answers={201: AttachmentOut},
        refuses=_UPLOADING,
        merchant=True,
        throttled=True,
    )
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """By one of the two sides. What it is, is found out from the content."""
        viewer = acting(request, "attach")
        query = read_query(request, AttachmentQuery)
        throttles.take("uploads_per_merchant", str(viewer.merchant_id))
        content = raw_body(request, UPLOAD_BYTES)
        given = inspect(content, purpose=FilePurpose.DEAL, name=query.get("name", ""))
        with db.transaction():
            file_id = actions.begin_attachment(
                viewer=viewer, deal_id=deal_id, given=given, actor=viewer.actor, at=db.clock()
            )
        key_id = files.put_content(
            file_id=file_id, content=content, actor=viewer.actor, at=viewer.seen_at
        )
        with db.transaction():
            made = actions.keep_attachment(
                viewer=viewer, deal_id=deal_id, file_id=file_id, key_id=key_id,
                actor=viewer.actor, at=db.clock(),
            )  # fmt: skip
        (found,) = [each for each in _shown(viewer, deal_id) if each["id"] == made.id]
        return answer(found, status=201)


class AttachmentRemove(Endpoint):
    @documents(
        "remove_deal_attachment",
        "Take a file out",
        answers={200: AttachmentsOut},
        refuses=(*MOVING, errors.AttachmentNotFound),
        merchant=True,
    )
    def post(self, request: Request, deal_id: UUID, attachment_id: UUID) -> HttpResponse:
        """By whoever put it in, before anybody is bound."""
        viewer = acting(request, "attach")
        with db.transaction():
            actions.remove_attachment(
                viewer=viewer, deal_id=deal_id, attachment_id=attachment_id,
                actor=viewer.actor, at=db.clock(),
            )  # fmt: skip
        return answer({"results": _shown(viewer, deal_id)})


class AttachmentLink(Endpoint):
    @documents(
        "link_deal_attachment",
        "Get a link to a file",
        answers={200: LinkOut},
        refuses=(errors.DealNotFound, errors.AttachmentNotFound, PersonRequired),
        merchant=True,
    )
    def post(self, request: Request, deal_id: UUID, attachment_id: UUID) -> HttpResponse:
        """It opens for five minutes, and only for whoever asked for it."""
        viewer = viewer_of(request)
        viewer.caller.require_person()
        if viewer.merchant_id not in viewer.caller.memberships:
            raise RoleTooLow("Files are opened by members of a merchant that sees the deal.")
        link = queries.attachment_link(viewer, deal_id, attachment_id, at=db.clock())
        return answer(shown_link(link))


def _shown(viewer: Viewer, deal_id: UUID) -> list[dict[str, Any]]:
    return [
        {
            "id": each.id,
            "name": each.name,
            "media_type": each.media_type,
            "size_bytes": each.size_bytes,
            "sha256": each.sha256,
            "is_mine": each.is_mine,
            "added_at": each.added_at,
        }
        for each in queries.attachments_of(viewer, deal_id, now=db.clock())
    ]


_LIST = "deals/<uuid:deal_id>/attachments/"
_ONE = f"{_LIST}<uuid:attachment_id>/"
urlpatterns = [
    path(_LIST, AttachmentList.as_view(), name="deal-attachments"),
    path(f"{_ONE}remove/", AttachmentRemove.as_view(), name="deal-attachment-remove"),
    path(f"{_ONE}link/", AttachmentLink.as_view(), name="deal-attachment-link"),
]

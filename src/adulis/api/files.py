"""``/files/``: content, to whoever holds a link that was made for them a few minutes ago.

Whether somebody may have a file is decided where the link is made, by the room that asked for the
file; this door checks that the link is that one, that it is the same person, and that they have not
lost what they were let in for meanwhile.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.fields import StrictString
from adulis.api.renderers import raw_answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_query
from adulis.api.views import Endpoint, caller_of
from adulis.deals import queries as deals
from adulis.disputes import queries as disputes
from adulis.escrow import queries as escrow
from adulis.files import actions, queries
from adulis.files.errors import FileLinkInvalid, FileNotFound, StorageUnavailable
from adulis.files.values import FilePurpose, FileSeen, Link, MediaType
from adulis.identity.errors import PersonRequired
from adulis.identity.values import Caller, MemberRole, OperatorRole
from adulis.kernel import db

# Nobody's page: whatever it is, it runs nothing, is shown inside nothing and is kept nowhere.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class LinkQuery(Shape):
    link = StrictString(min_length=1, max_length=600, help_text="As the link has it.")


class LinkOut(serializers.Serializer[Any]):
    """``url`` is good until ``expires_at``, for whoever asked for it, with their credentials."""

    url = serializers.CharField()
    expires_at = serializers.DateTimeField()


class FileContent(Endpoint):
    @documents(
        "download_file",
        "Download a file",
        query=LinkQuery,
        answers={(200, str(each)): OpenApiTypes.BINARY for each in MediaType},
        refuses=(FileLinkInvalid, FileNotFound, StorageUnavailable, PersonRequired),
    )
    def get(self, request: Request, file_id: UUID) -> HttpResponse:
        """Always an attachment, never a page. The address is the `url` of a link."""
        caller = caller_of(request)
        caller.require_person()
        token = read_query(request, LinkQuery)["link"]
        file = queries.linked_file(file_id, token, caller=caller.actor, at=db.clock())
        if not _may_still(caller, file):
            raise FileLinkInvalid
        content = actions.fetch_content(file_id=file.id, actor=caller.actor, at=caller.seen_at)
        with db.transaction():
            actions.note_download(file_id=file.id, actor=caller.actor, at=db.clock())
        sent = raw_answer(content, status=200, media_type=file.media_type, headers=HEADERS)
        sent["Content-Disposition"] = f'attachment; filename="{file.attachment_name}"'
        return sent


# Those to whom links are made, see ``verification`` and ``verification_reviews``.
_READERS = frozenset((OperatorRole.COMPLIANCE, OperatorRole.ADMIN))


def _may_still(caller: Caller, file: FileSeen) -> bool:
    """Whether they are now what they were when the link was made for them."""
    if file.purpose is FilePurpose.DELIVERY:
        return caller.is_operator or escrow.may_open(caller, file.id)
    if file.purpose is FilePurpose.DEAL:
        return caller.is_operator or deals.may_open(caller, file.id, now=db.clock())
    if file.purpose is FilePurpose.DISPUTE:
        return caller.is_operator or disputes.may_open(caller, file.id)
    is_owner = caller.memberships.get(file.merchant_id) is MemberRole.OWNER
    return is_owner or caller.operator_role in _READERS


def shown_link(link: Link) -> dict[str, Any]:
    """Relative, so that it leads to whatever address the caller came by."""
    return {
        "url": f"/api/v1/files/{link.file_id}/content/?link={link.token}",
        "expires_at": link.expires_at,
    }


urlpatterns = [path("files/<uuid:file_id>/content/", FileContent.as_view(), name="file-content")]

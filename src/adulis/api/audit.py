"""``/audit/``: who did what in a merchant's name, for its owners; and the same as a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import inline_serializer
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.errors import CursorInvalid
from adulis.api.fields import Instant, QueryInteger, StrictString, StrictUUID
from adulis.api.merchants import viewer_of
from adulis.api.pages import DEFAULT_LIMIT, MAX_LIMIT, Counted, decode_cursor, encode_cursor, page
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_query
from adulis.api.shown import WhoOut
from adulis.api.spreadsheet import CSV
from adulis.api.views import Endpoint
from adulis.audit import actions, queries
from adulis.audit.export import as_csv
from adulis.audit.values import Place, Record, Search
from adulis.identity import queries as people
from adulis.identity.errors import PersonRequired
from adulis.identity.values import MemberRole, Viewer
from adulis.kernel import db
from adulis.kernel.actors import ActorKind

# Whom a merchant knows by name; everybody else is what they are.
_NAMED = frozenset((ActorKind.USER, ActorKind.API_KEY))
_STRANGERS = {ActorKind.BANK: "the bank", ActorKind.OPERATOR: "an operator"}
_PURPOSE = "audit"

Names = Mapping[tuple[str, str], str]


class AuditFilters(Shape):
    """Which records; all given filters apply together."""

    merchant_id = StrictUUID(required=False, help_text="The same as X-Merchant-Id.")
    subject = StrictString(
        min_length=1, max_length=120, required=False, help_text="What it was done to: payout/<id>."
    )
    action = StrictString(
        min_length=1, max_length=80, required=False, help_text="What was done: payout.cancel."
    )
    actor = StrictString(
        min_length=1, max_length=120, required=False, help_text="Id of a person or an API key."
    )
    request_id = StrictString(
        min_length=1, max_length=64, required=False, help_text="As X-Request-Id said it."
    )
    since = Instant(required=False, help_text="Done at this moment or later.")
    until = Instant(required=False, help_text="Done before this moment.")


class AuditQuery(AuditFilters):
    limit = QueryInteger(
        min_value=1, max_value=MAX_LIMIT, default=DEFAULT_LIMIT, help_text="Rows on a page."
    )
    cursor = StrictString(
        min_length=1,
        max_length=400,
        required=False,
        help_text="Where the page before ended, as its `next` says.",
    )


class AuditRecordOut(serializers.Serializer[Any]):
    """One deed. ``before`` and ``after`` hold what it changed, secrets masked."""

    id = serializers.IntegerField()
    at = serializers.DateTimeField()
    action = serializers.CharField()
    subject = serializers.CharField()
    who = WhoOut()
    actor_id = serializers.CharField(
        allow_null=True, help_text="Of one of your people or keys; the platform's are not told."
    )
    address = serializers.CharField(allow_null=True, help_text="Where the request came from.")
    request_id = serializers.CharField(allow_null=True)
    before = serializers.DictField()
    after = serializers.DictField()


class AuditList(Endpoint):
    @documents(
        "list_audit_records",
        "Search the audit log",
        query=AuditQuery,
        answers={
            200: inline_serializer(
                name="AuditRecordPage",
                fields={
                    "next": serializers.URLField(allow_null=True),
                    "results": AuditRecordOut(many=True),
                },
            )
        },
        refuses=(CursorInvalid, PersonRequired),
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """Everything done in the merchant's name or to its things, newest first; for owners.

        The log cannot be changed by anybody. It is not counted: follow `next` to its end.
        """
        viewer = _owner(request)
        query = read_query(request, AuditQuery)
        limit = query["limit"]
        records = queries.found(_search(viewer, query), after=_place(query), limit=limit + 1)
        names = _names(records)
        shown = [_shown(each, names) for each in records]
        told = page(
            request,
            {**query, "offset": 0, "cursor": ""},
            shown,
            Counted(0),
            cursor_of=lambda row: encode_cursor(_PURPOSE, row["at"].isoformat(), row["id"]),
        )
        return answer({"next": told["next"], "results": told["results"]})


class AuditExport(Endpoint):
    @documents(
        "export_audit_records",
        "Export the audit log as CSV",
        query=AuditFilters,
        answers={(200, "text/csv"): OpenApiTypes.STR},
        refuses=(PersonRequired,),
        merchant=True,
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """The same records as a file, however many; taking it is a deed in the log as well.

        A text that a spreadsheet would run as a formula begins with an apostrophe.
        """
        viewer = _owner(request)
        search = _search(viewer, read_query(request, AuditFilters))
        with db.transaction():
            actions.note_reading(
                search=search, is_export=True, actor=viewer.actor, at=viewer.seen_at
            )
        names: dict[tuple[str, str], str] = {}
        records = (_as_seen(each) for each in queries.all_found(search))
        sent = StreamingHttpResponse(
            as_csv(records, lambda each: _who(each, _learn(names, each))["name"]),
            content_type=CSV,
        )
        sent["Content-Disposition"] = 'attachment; filename="audit.csv"'
        return sent


def _owner(request: Request) -> Viewer:
    viewer = viewer_of(request)
    # It tells addresses and whom the team is asked to take in: people's business.
    viewer.caller.require_person()
    viewer.require(MemberRole.OWNER)
    return viewer


def _search(viewer: Viewer, query: Mapping[str, Any]) -> Search:
    return Search(
        merchant_id=viewer.merchant_id,
        subject=query.get("subject", ""),
        action=query.get("action", ""),
        actor_id=query.get("actor", ""),
        request_id=query.get("request_id", ""),
        since=query.get("since"),
        until=query.get("until"),
    )


def _place(query: Mapping[str, Any]) -> Place | None:
    """Raises CursorInvalid."""
    if "cursor" not in query:
        return None
    try:
        at, record_id = decode_cursor(_PURPOSE, query["cursor"])
        return Place(datetime.fromisoformat(at), int(record_id))
    except (TypeError, ValueError) as error:
        raise CursorInvalid(pointer="query:cursor") from error


def _shown(record: Record, names: Names) -> dict[str, Any]:
    seen = _as_seen(record)
    is_named = seen.actor_kind in _NAMED
    return {
        "id": seen.id,
        "at": seen.at,
        "action": seen.action,
        "subject": seen.subject,
        "who": _who(seen, names),
        "actor_id": seen.actor_id if is_named else None,
        "address": seen.address or None,
        "request_id": seen.request_id or None,
        "before": seen.before,
        "after": seen.after,
    }


def _as_seen(record: Record) -> Record:
    """What a merchant is told of a deed that was not its own: that it was done, and when.

    What operators write down for each other, and where they sit, is nobody else's business.
    """
    if record.actor_kind in _NAMED:
        return record
    nowhere = replace(record, address="", request_id="")
    if record.actor_kind == ActorKind.OPERATOR:
        return replace(nowhere, actor_id="", before={}, after={})
    return nowhere


def _who(record: Record, names: Names) -> dict[str, str]:
    actor = (record.actor_kind, record.actor_id)
    if record.actor_kind in _NAMED:
        return {"kind": record.actor_kind, "name": names.get(actor, "somebody")}
    kind = "bank" if record.actor_kind == ActorKind.BANK else "platform"
    return {"kind": kind, "name": _STRANGERS.get(ActorKind(record.actor_kind), "the platform")}


def _names(records: Iterable[Record]) -> Names:
    """What people and keys are called; whoever signed in with nothing has no id to be found by."""
    known = {(each.actor_kind, each.actor_id) for each in records if _is_uuid(each.actor_id)}
    return people.names_of(known)


def _learn(names: dict[tuple[str, str], str], record: Record) -> Names:
    """The same for one after another, asking once about each."""
    actor = (record.actor_kind, record.actor_id)
    if actor not in names and record.actor_kind in _NAMED:
        names.update({actor: "somebody", **_names([record])})
    return names


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


urlpatterns = [
    path("audit/", AuditList.as_view(), name="audit"),
    path("audit/export/", AuditExport.as_view(), name="audit-export"),
]

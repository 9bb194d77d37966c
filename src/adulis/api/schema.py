"""The OpenAPI description, written from the endpoints themselves.

Every operation says what it answers and which refusals it gives; the statuses follow from those, so
a refusal that moves to another kind moves here by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    inline_serializer,
)
from rest_framework import serializers

from adulis.api.errors import (
    BodyTooLarge,
    MerchantAmbiguous,
    MerchantRequired,
    TooManyRequests,
    UnsupportedMediaType,
)
from adulis.api.fields import (
    PRINTABLE,
    PRINTABLE_LINES,
    Choice,
    QueryInteger,
    StrictInteger,
    StrictString,
    StrictText,
)
from adulis.api.problems import INTERNAL_ERROR, known_refusals, status_of
from adulis.api.renderers import PROBLEM_JSON
from adulis.api.shapes import Shape
from adulis.identity.errors import (
    AddressNotAllowed,
    ApiKeyExpired,
    ApiKeyRevoked,
    InvalidApiKey,
    InvalidToken,
    MerchantNotFound,
    RoleTooLow,
    ScopeMissing,
    TokenExpired,
    TokenRevoked,
)
from adulis.kernel.errors import Malformed, Refusal, Unauthenticated, Unavailable

F = TypeVar("F", bound=Callable[..., Any])

MERCHANT_HEADER = OpenApiParameter(
    "X-Merchant-Id",
    UUID,
    OpenApiParameter.HEADER,
    description="Which merchant this is about. Needed only by a caller who has several.",
)
EMPTY = {"type": "object", "additionalProperties": False}
MERCHANT_PARAMETER = OpenApiParameter(
    "merchant_id", UUID, OpenApiParameter.QUERY, description="The same as X-Merchant-Id."
)
IDEMPOTENCY_HEADER = OpenApiParameter(
    "Idempotency-Key",
    UUID,
    OpenApiParameter.HEADER,
    required=True,
    description="A UUID of your choice: the same request with the same key happens once.",
)

_ALWAYS = (Malformed, Unavailable)
_WITH_CREDENTIALS = (
    Unauthenticated,
    InvalidToken,
    TokenExpired,
    TokenRevoked,
    InvalidApiKey,
    TooManyRequests,  # wrong keys, from the same address
    ApiKeyExpired,
    ApiKeyRevoked,
    AddressNotAllowed,
    ScopeMissing,
)
_WITH_MERCHANT = (MerchantRequired, MerchantAmbiguous, MerchantNotFound, RoleTooLow)
_WITH_BODY = (BodyTooLarge, UnsupportedMediaType)
_PROBLEM = {"$ref": "#/components/schemas/Problem"}


def documents(
    operation: str,
    summary: str,
    *,
    answers: Mapping[Any, Any],
    body: type[Shape] | None = None,
    csv: str = "",
    xml: str = "",
    file: str = "",
    query: type[Shape] | None = None,
    refuses: Iterable[type[Refusal]] = (),
    public: bool = False,
    merchant: bool = False,
    idempotent: bool = False,
    throttled: bool = False,
    headers: Iterable[OpenApiParameter] = (),
) -> Callable[[F], F]:
    """Describe one operation; its docstring is the long description.

    ``operation`` is its name for client generators (``create_payout``). ``answers`` maps statuses
    (or a status and a media type) to serializers or None; ``refuses`` names what only this
    operation refuses. ``merchant`` adds what ``viewer_of`` takes and refuses, ``idempotent`` the
    Idempotency-Key; ``csv`` and ``xml`` say what a file looks like that may be sent, ``file`` the
    same of one that is the body whatever its Content-Type; ``headers`` are those of this operation
    alone.
    """
    parameters: list[Any] = [*([query] if query is not None else []), *headers]
    refusals: list[type[Refusal]] = [*_ALWAYS, *refuses]
    if not public:
        refusals += _WITH_CREDENTIALS
    if merchant:
        parameters += [MERCHANT_HEADER, *([] if body or query else [MERCHANT_PARAMETER])]
        refusals += _WITH_MERCHANT
    if idempotent:
        parameters.append(IDEMPOTENCY_HEADER)
    if body is not None or csv:
        refusals += _WITH_BODY
    if file:
        refusals.append(BodyTooLarge)
    if throttled:
        refusals.append(TooManyRequests)
    described: Callable[[F], F] = extend_schema(
        operation_id=operation,
        summary=summary,
        parameters=parameters,
        request=_bodies(body, csv, xml, file),
        responses={**answers, **_problem_answers(refusals)},
        auth=[] if public else None,
    )
    return described


def _bodies(body: type[Shape] | None, csv: str, xml: str, file: str) -> Any:
    if file:
        binary = {"type": "string", "format": "binary", "description": file}
        return {"application/octet-stream": binary}
    if not csv:
        return body
    lines = {"text/csv": {"type": "string", "description": csv}}
    if xml:
        lines["application/xml"] = {"type": "string", "description": xml}
    return lines if body is None else {"application/json": body, **lines}


def page_of(row: type[serializers.Serializer[Any]]) -> serializers.Serializer[Any]:
    """The shape of one page of ``row``."""
    return inline_serializer(
        name=f"{row.__name__}Page",
        fields={
            "count": serializers.IntegerField(),
            "count_capped": serializers.BooleanField(
                help_text="True: there are more than `count`; they were not all counted."
            ),
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "results": row(many=True),
        },
    )


def add_problem(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """drf-spectacular's last step: the one component every refusal is."""
    codes = sorted([*(refusal.code for refusal in known_refusals()), INTERNAL_ERROR])
    texts = {name: {"type": "string"} for name in ("type", "title", "detail", "instance")}
    place = {
        "type": "object",
        "properties": {
            "pointer": {"type": "string", "description": "Place in the body (RFC 6901)."},
            "parameter": {"type": "string", "description": "Name of a query parameter."},
            "header": {"type": "string", "description": "Name of a header."},
            "detail": {"type": "string"},
            "code": {"type": "string"},
        },
        "required": ["detail", "code"],
    }
    result["components"]["schemas"]["Problem"] = {
        "type": "object",
        "description": "RFC 9457. A program decides by `code`; its facts stand beside it.",
        "properties": {
            **texts,
            "status": {"type": "integer"},
            "code": {"type": "string", "enum": codes},
            "retryable": {
                "type": "boolean",
                "description": "Whether the same request may succeed later.",
            },
            "request_id": {"type": "string"},
            "errors": {"type": "array", "items": place},
        },
        "required": [*texts, "status", "code", "retryable", "request_id"],
        "additionalProperties": True,
    }
    return result


class Schema(AutoSchema):
    """drf-spectacular, told that our lists are pages already."""

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False

    def _map_serializer(self, serializer: Any, direction: str, *args: Any) -> dict[str, Any]:
        mapped: dict[str, Any] = super()._map_serializer(  # type: ignore[no-untyped-call]
            serializer, direction, *args
        )
        if isinstance(serializer, Shape):
            # Said, because it is so: a member we do not know is refused.
            mapped["additionalProperties"] = False
        return mapped


class _BoundedField(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """Whole numbers with limits."""

    target_class: Any = StrictInteger

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> dict[str, Any]:
        field = self.target
        return {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}


class _BoundedQuery(_BoundedField):  # type: ignore[no-untyped-call]
    target_class = QueryInteger


class _BoundedString(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """Texts with limits and, where there is one, a form."""

    target_class = StrictString

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> dict[str, Any]:
        field = self.target
        form = {"pattern": f"^(?:{field.pattern.pattern})$"} if field.pattern else {}
        shortest = {"minLength": field.min_length} if field.min_length else {}
        form = form or {"pattern": PRINTABLE}
        return {"type": "string", **shortest, "maxLength": field.max_length, **form}


class _BoundedText(_BoundedString):  # type: ignore[no-untyped-call]
    """The same over several lines."""

    target_class = StrictText

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> dict[str, Any]:
        mapped = super().map_serializer_field(auto_schema, direction)
        return {**mapped, "pattern": PRINTABLE_LINES}


class _Words(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """One of a few words."""

    target_class = Choice

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.target.words)}


def _problem_answers(refusals: Iterable[type[Refusal]]) -> dict[tuple[int, str], OpenApiResponse]:
    by_status: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for refusal in refusals:
        by_status[status_of(refusal)][refusal.code] = refusal.title
    by_status[500][INTERNAL_ERROR] = "Something is broken on our side."
    return {
        (status, PROBLEM_JSON): OpenApiResponse(
            response=_PROBLEM,
            description="\n".join(f"* `{code}` – {title}" for code, title in codes.items()),
        )
        for status, codes in sorted(by_status.items())
    }

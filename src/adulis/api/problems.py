"""Every no, as RFC 9457 ``application/problem+json``. The only module that knows both halves."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import exceptions as drf
from rest_framework.request import Request

from adulis.api.errors import (
    BodyTooLarge,
    Busy,
    DatabaseUnavailable,
    MethodNotAllowed,
    NoSuchAddress,
    TooManyRequests,
    UnsupportedMediaType,
)
from adulis.api.renderers import PROBLEM_JSON, dump, raw_answer
from adulis.api.visits import visit_of
from adulis.kernel.errors import (
    Conflict,
    Forbidden,
    Insufficient,
    Invalid,
    Malformed,
    NotFound,
    Refusal,
    Throttled,
    Unauthenticated,
    Unavailable,
    all_refusals,
)

log = structlog.get_logger(__name__)

# Looked up along the class's ancestry, so the nearest kind decides. Closed, see HOUSE §5.
STATUSES: dict[type[Refusal], int] = {
    MethodNotAllowed: 405,
    BodyTooLarge: 413,
    UnsupportedMediaType: 415,
    Malformed: 400,
    Invalid: 422,
    Unauthenticated: 401,
    Forbidden: 403,
    NotFound: 404,
    Insufficient: 409,
    Conflict: 409,
    Throttled: 429,
    Unavailable: 503,
}
INTERNAL_ERROR = "internal_error"
_RESERVED = frozenset(
    ("type", "title", "status", "detail", "instance", "code", "retryable", "request_id", "errors")
)
# lock_not_available, deadlock_detected, serialization_failure, query_canceled (statement_timeout).
_BUSY_STATES = frozenset(("55P03", "40P01", "40001", "57014"))
# A program that comes back at once only adds to what it waits for.
_RETRY_AFTER_SECONDS = 1


def exception_handler(error: Exception, context: dict[str, Any]) -> HttpResponse:
    """DRF's hook: what a view raised becomes a problem; a bug, a 500 that says nothing."""
    request: Request = context["request"]
    refusal = refusal_of(error)
    if refusal is None:
        return bug(request, error)
    return problem(request, refusal, errors=_errors_of(error))


def problem(
    request: HttpRequest | Request, refusal: Refusal, *, errors: list[dict[str, Any]] | None = None
) -> HttpResponse:
    """The answer for a refusal; ``errors`` name more than the one place it points to."""
    status = status_of(type(refusal))
    places = errors or _places_of(refusal)
    body = {
        "type": f"/problems/{refusal.code}",
        "title": refusal.title,
        "status": status,
        "detail": refusal.detail,
        "code": refusal.code,
        "retryable": refusal.retryable,
        "instance": request.path,
        "request_id": visit_of(request).request_id,
        **({"errors": places} if places else {}),
        **{name: _plain(fact) for name, fact in refusal.facts.items() if name not in _RESERVED},
    }
    answer = raw_answer(dump(body), status=status, media_type=PROBLEM_JSON)
    _add_headers(answer, refusal, request)
    return answer


def bug(
    request: HttpRequest | Request, error: BaseException | None, *, is_told: bool = False
) -> HttpResponse:
    """Ours to mend: loud in the log, and no detail for the caller.

    Unless it ``is_told`` already, whoever listens to Django hears of it: error trackers, and the
    test client, which raises it.
    """
    log.error("bug", path=request.path, exc_info=error)
    if not is_told:
        got_request_exception.send(sender=bug, request=getattr(request, "_request", request))
    visit = visit_of(request)
    body = {
        "type": f"/problems/{INTERNAL_ERROR}",
        "title": "Something is broken on our side.",
        "status": 500,
        "detail": "It has been recorded under the request_id.",
        "code": INTERNAL_ERROR,
        "retryable": False,
        "instance": request.path,
        "request_id": visit.request_id,
    }
    return raw_answer(dump(body), status=500, media_type=PROBLEM_JSON)


def status_of(refusal: type[Refusal]) -> int:
    """The HTTP status of a kind of refusal."""
    return next(STATUSES[ancestor] for ancestor in refusal.__mro__ if ancestor in STATUSES)


def known_refusals() -> list[type[Refusal]]:
    """Every refusal of every room, by code: what the schema and the documentation list."""
    for room in settings.ROOMS:
        if find_spec(f"{room}.errors") is not None:
            import_module(f"{room}.errors")
    return all_refusals()


def refusal_of(error: Exception) -> Refusal | None:
    """What an exception of ours, of DRF, of Django or of the database means; None for a bug."""
    match error:
        case Refusal():
            return error
        case drf.ValidationError() | drf.ParseError():
            return Malformed("The request does not have the expected shape.")
        case drf.NotAuthenticated() | drf.AuthenticationFailed():
            return Unauthenticated()
        case drf.PermissionDenied() | PermissionDenied():
            return Forbidden()
        case drf.MethodNotAllowed():
            return MethodNotAllowed()
        case drf.UnsupportedMediaType() | drf.NotAcceptable():
            return UnsupportedMediaType()
        case drf.Throttled():
            return TooManyRequests(
                retry_after_seconds=getattr(error, "wait", None) or _RETRY_AFTER_SECONDS
            )
        case drf.NotFound() | Http404():
            return NotFound()
        case RequestDataTooBig():
            return BodyTooLarge()
        case SuspiciousOperation():
            return Malformed()
        case OperationalError() | InterfaceError():
            return _database_refusal(error)
        case _:
            return None


def not_found(request: HttpRequest) -> HttpResponse:
    """For addresses under /api/ that lead nowhere."""
    refusal = NoSuchAddress()
    if not request.path.endswith("/"):
        refusal = NoSuchAddress("Nothing answers here; every address ends in a slash.")
    return problem(request, refusal)


def _database_refusal(error: OperationalError | InterfaceError) -> Refusal:
    state = getattr(error.__cause__, "sqlstate", None)
    log.warning("database refused", sqlstate=state, error=str(error).partition("\n")[0])
    if state in _BUSY_STATES:
        return Busy(retry_after_seconds=_RETRY_AFTER_SECONDS)
    return DatabaseUnavailable(retry_after_seconds=_RETRY_AFTER_SECONDS)


def _add_headers(answer: HttpResponse, refusal: Refusal, request: HttpRequest | Request) -> None:
    if answer.status_code == 401:
        given = "HTTP_AUTHORIZATION" in request.META or "HTTP_X_API_KEY" in request.META
        answer["WWW-Authenticate"] = 'Bearer realm="adulis"' + (
            ', error="invalid_token"' if given else ""
        )
    wait = refusal.facts.get("retry_after_seconds")
    if wait is None and answer.status_code == 503:
        wait = _RETRY_AFTER_SECONDS
    if wait is not None:
        answer["Retry-After"] = str(max(1, math.ceil(wait)))


def _places_of(refusal: Refusal) -> list[dict[str, Any]]:
    if refusal.pointer is None:
        return []
    return [{**_place(refusal.pointer), "detail": refusal.detail, "code": refusal.code}]


def _place(pointer: str) -> dict[str, str]:
    """Where an input stood: in the body (RFC 6901), in the query, or in a header."""
    kind, colon, name = pointer.partition(":")
    if colon and kind in ("query", "header"):
        return {"parameter" if kind == "query" else "header": name}
    return {"pointer": pointer}


def _errors_of(error: Exception) -> list[dict[str, Any]] | None:
    if not isinstance(error, drf.ValidationError):
        return None
    query = getattr(error, "is_about_query", False)
    places = []
    for path, detail in _leaves(error.detail, ()):
        where = (
            {"parameter": ".".join(path)}
            if query
            else {"pointer": "".join(f"/{_escaped(step)}" for step in path)}
        )
        places.append({**where, "detail": str(detail), "code": getattr(detail, "code", "invalid")})
    return places


def _leaves(detail: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(detail, dict):
        for key, member in detail.items():
            inside = path if key == "non_field_errors" else (*path, str(key))
            yield from _leaves(member, inside)
    elif isinstance(detail, list):
        for place, member in enumerate(detail):
            is_item = isinstance(member, dict | list)
            yield from _leaves(member, (*path, str(place)) if is_item else path)
    else:
        yield path, detail


def _escaped(step: str) -> str:
    """RFC 6901 §3."""
    return step.replace("~", "~0").replace("/", "~1")


def _plain(fact: Any) -> Any:
    """A fact as JSON. What JSON has no word for is told as text; a huge integer too."""
    if isinstance(fact, bool | float | str | datetime | date | UUID) or fact is None:
        return fact
    if isinstance(fact, int):
        return fact if -(2**53) < fact < 2**53 else str(fact)
    if isinstance(fact, dict):
        return {str(key): _plain(member) for key, member in fact.items()}
    if isinstance(fact, list | tuple | set | frozenset):
        return [_plain(member) for member in fact]
    return str(fact)

"""Lists, a page at a time: ``limit`` and ``offset``, and an opaque cursor for going deep.

Counting a large table costs more than showing a page of it, so counts are exact up to 10,000 and
capped there; offsets end there too, and ``next`` goes on by cursor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from rest_framework.request import Request

from adulis.api.errors import CursorInvalid
from adulis.api.fields import QueryInteger, StrictString, StrictUUID
from adulis.api.shapes import Shape
from adulis.kernel.db import fetch_value

COUNT_CAP = 10_000
DEFAULT_LIMIT = 25
MAX_LIMIT = 100


class PageQuery(Shape):
    """The parameters every list takes; a list that may grow long adds ``cursor``."""

    limit = QueryInteger(
        min_value=1, max_value=MAX_LIMIT, default=DEFAULT_LIMIT, help_text="Rows on a page."
    )
    offset = QueryInteger(max_value=COUNT_CAP, default=0, help_text="Rows to leave out first.")


class MerchantListQuery(PageQuery):
    """For short lists of what belongs to a merchant; ``viewer_of`` reads the parameter."""

    merchant_id = StrictUUID(required=False, help_text="The same as X-Merchant-Id.")


class MerchantPageQuery(MerchantListQuery):
    """For lists that grow for ever: ``page`` wants ``cursor_of`` for them."""

    cursor = StrictString(
        min_length=1,
        max_length=400,
        required=False,
        help_text="Where the page before ended, as its `next` says. Takes the place of offset.",
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """``count`` rows; when ``is_capped``, at least that many."""

    count: int
    is_capped: bool = False


def count_rows(sql: str, params: Any = None) -> Counted:
    """How many rows ``sql`` (a SELECT of ours) has, giving up counting at the cap."""
    limited = f"SELECT count(*) FROM ({sql} LIMIT {COUNT_CAP + 1}) AS counted"  # noqa: S608
    found = fetch_value(limited, params)
    return Counted(min(found, COUNT_CAP), found > COUNT_CAP)


def count_queryset(rows: QuerySet[Any]) -> Counted:
    """The same for a queryset."""
    found = rows.order_by()[: COUNT_CAP + 1].count()
    return Counted(min(found, COUNT_CAP), found > COUNT_CAP)


def page(
    request: Request,
    query: Mapping[str, Any],
    rows: Sequence[Any],
    counted: Counted,
    *,
    cursor_of: Callable[[Any], str] | None = None,
) -> dict[str, Any]:
    """One page: ``count``, ``count_capped``, ``next``, ``previous``, ``results``.

    ``query`` is what ``read_query`` returned. Fetch ``limit + 1`` ``rows``: the last one is not
    shown and only tells that there are more. ``cursor_of`` a row is its place; lists that may grow
    past the cap must give it, and with it ``next`` leads on where offsets end.
    """
    limit, offset = query["limit"], query["offset"]
    by_cursor = "cursor" in query
    if by_cursor and cursor_of is None:
        raise CursorInvalid(pointer="query:cursor")
    following = previous = None
    if len(rows) > limit:
        if cursor_of is not None and (by_cursor or offset + limit > COUNT_CAP):
            following = _address(request, cursor=cursor_of(rows[limit - 1]), offset=None)
        else:
            following = _address(request, offset=str(offset + limit))
    if offset > 0 and not by_cursor:
        previous = _address(request, offset=str(max(0, offset - limit)))
    return {
        "count": counted.count,
        "count_capped": counted.is_capped,
        "next": following,
        "previous": previous,
        "results": rows[:limit],
    }


def encode_cursor(purpose: str, *place: Any) -> str:
    """A signed place in the list called ``purpose`` (``payouts``); ``place`` is JSON values."""
    return _signer(purpose).sign_object(list(place))


def decode_cursor(purpose: str, cursor: str) -> list[Any]:
    """The place a cursor of ours names. Raises CursorInvalid."""
    try:
        place = _signer(purpose).unsign_object(cursor)
    except (BadSignature, ValueError) as error:
        raise CursorInvalid(pointer="query:cursor") from error
    if not isinstance(place, list):
        raise CursorInvalid(pointer="query:cursor")
    return place


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"adulis.api.pages.{purpose}")


def _address(request: Request, **changes: str | None) -> str:
    """The request's own address with some parameters changed, or (None) left out."""
    parameters = {name: request.query_params[name] for name in request.query_params}
    for name, value in changes.items():
        parameters.pop(name, None)
        if value is not None:
            parameters[name] = value
    question = f"?{urlencode(parameters)}" if parameters else ""
    return request.build_absolute_uri(f"{request.path}{question}")

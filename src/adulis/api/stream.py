"""``/stream/``: how a stream of events begins, and for whom.

The live process answers with this endpoint and then lets the stream flow. Any other process that is
asked gives the same beginning and ends there, and the client comes back for more: slower, and
nothing is lost.
"""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import path
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from adulis.api import frames, throttles
from adulis.api.authentication import BearerAuthentication
from adulis.api.errors import NoStreamLeft, TooManyStreams
from adulis.api.feed import NOW, shown
from adulis.api.fields import StrictString, StrictUUID
from adulis.api.merchants import viewer_of
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_query
from adulis.api.views import Endpoint
from adulis.bidding import queries as auctions
from adulis.bidding.errors import AuctionNotFound
from adulis.bidding.events import in_public
from adulis.events import cursors, queries
from adulis.events.errors import CursorOutdated, CursorUnknown
from adulis.events.values import Place, Streamed
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.errors import Refusal

EVENT_STREAM = "text/event-stream"
# Facts told in one go; and how far behind a client may be to be told at all. Whoever is further
# behind reads the state, which is quicker for both, or the pages of /events/.
PAGE = 200
MOST_TOLD = 5_000

_STREAM: Any = {(200, EVENT_STREAM): str}
_LAST_EVENT_ID = OpenApiParameter(
    "Last-Event-ID",
    str,
    OpenApiParameter.HEADER,
    description="The `id` of the last event seen; counts before `after`. Browsers send it.",
)


class StreamQuery(Shape):
    after = StrictString(
        min_length=1,
        max_length=100,
        required=False,
        help_text="A cursor from here or from /events/. Without it, from now on.",
    )
    merchant_id = StrictUUID(required=False, help_text="The same as X-Merchant-Id.")
    deal_id = StrictUUID(
        required=False, help_text="Follow the auction of this deal as well, whosever it is."
    )


class Guest:
    """Who follows which merchant's events, and from where: all that is kept while a stream flows.

    The client stands at ``place``; ``here`` was the transaction horizon when it came. ``topic`` is
    what is followed besides, and ``deal_id`` whose auction that is.
    """

    __slots__ = ("caller", "deal_id", "here", "merchant_id", "place", "request", "topic")

    def __init__(
        self, request: Request, viewer: Viewer, here: Place, place: Place, deal_id: UUID | None
    ) -> None:
        # A request that was answered remembers every address tried on the way, the endpoint and its
        # answer: more than the stream itself will need.
        plain = cast("HttpRequest", getattr(request, "_request", request))
        plain.resolver_match = None
        self.request = Request(plain)
        self.caller = viewer.caller.throttle_subject
        self.merchant_id = viewer.merchant_id
        self.here = here
        self.place = place
        self.deal_id = deal_id
        self.topic = _topic(viewer, deal_id)

    @property
    def subject(self) -> str:
        return "" if self.topic is None else self.topic[0]

    def told(self, fact: Streamed) -> bytes:
        """A fact as this guest is told it."""
        is_own = fact.merchant_id == self.merchant_id
        return frame(fact, self.here.epoch, None if is_own else self.topic)

    def is_still_welcome(self) -> bool:
        """Whether the same request would be answered now. Raises what the database raises."""
        try:
            known = BearerAuthentication().authenticate(self.request)
            if known is None:
                return False
            self.request.user = known[0]  # type: ignore[assignment]
            viewer = viewer_of(self.request)
            is_same = _topic(viewer, self.deal_id) == self.topic
            return is_same and viewer.merchant_id == self.merchant_id
        except Refusal:
            return False


class Beginning(HttpResponse):
    """The first bytes of a stream, for ``guest``."""

    def __init__(self, first: bytes, guest: Guest) -> None:
        super().__init__(first, content_type=EVENT_STREAM)
        self.headers["X-Accel-Buffering"] = "no"  # nginx would wait for more before it passes it on
        self.guest = guest


class EventStream(Endpoint):
    @documents(
        "stream_events",
        "Follow events",
        query=StreamQuery,
        answers=_STREAM,
        refuses=(TooManyStreams, NoStreamLeft, AuctionNotFound),
        merchant=True,
        throttled=True,
    )
    def get(self, request: Request) -> Beginning:
        """Server-sent events: `id` is a cursor, `event` the type, `data` an event as /events/
        shows it. Connect again with the last `id` and nothing is missed or repeated. An event named
        `reset` says that what came before cannot be told (`reason`): read the state again. A
        comment every 15 seconds keeps the line open. The stream ends with the access token.

        With `deal_id` it tells of that deal's auction as well what everybody may know who sees it:
        the `merchant_id` of such an event is null, its `payload` less than its own merchant is
        told. What else there is to see, look at.
        """
        viewer = viewer_of(request)
        query = read_query(request, StreamQuery)
        throttles.take("streams_per_caller", viewer.caller.throttle_subject)
        asked = request.META.get("HTTP_LAST_EVENT_ID") or query.get("after") or NOW
        here = queries.horizon()
        place, reason = _place(asked, here, viewer)
        guest = Guest(request, viewer, here, place, query.get("deal_id"))
        found = queries.after(
            place, limit=PAGE, merchant_id=viewer.merchant_id, subject=guest.subject
        )
        start = cursors.encode(place, epoch=here.epoch)
        first = [frames.opening(start), *([frames.reset(reason, start)] if reason else [])]
        first += [guest.told(fact) for fact in found.facts]
        guest.place = found.end
        return Beginning(b"".join(first), guest)


def frame(fact: Streamed, epoch: int, topic: tuple[str, bool] | None = None) -> bytes:
    """A fact on the wire; ``epoch`` is the newest one. Of a ``topic`` not all is told."""
    told = shown(fact)
    if topic is not None:
        payload = in_public(fact.type, fact.payload, tells_prices=topic[1])
        told |= {"merchant_id": None, "payload": payload}
    return frames.fact(fact.type, cursors.encode(fact.place, epoch=epoch), told)


def _topic(viewer: Viewer, deal_id: UUID | None) -> tuple[str, bool] | None:
    """What to follow besides one's own; of one's own auction one is told anyway."""
    if deal_id is None:
        return None
    found = auctions.watched(viewer, deal_id, now=db.clock())
    return None if found is None else (found.subject, found.tells_prices)


def _place(asked: str, here: Place, viewer: Viewer) -> tuple[Place, str]:
    """Where the stream goes on, and why it is not where the client asked it to."""
    if asked == NOW:
        return here, ""
    try:
        place = cursors.decode(asked, epoch=here.epoch)
    except CursorUnknown:
        return here, "cursor_unknown"
    except CursorOutdated:
        return here, "database_restored"
    if queries.is_further(place, merchant_id=viewer.merchant_id, count=MOST_TOLD):
        return here, "too_far_behind"
    return place, ""


urlpatterns = [path("stream/", EventStream.as_view(), name="stream")]

"""Refusals that only a door can give: about HTTP itself, not about what was asked for."""

from __future__ import annotations

from adulis.kernel.errors import (
    Conflict,
    Forbidden,
    Invalid,
    Malformed,
    NotFound,
    Throttled,
    Unavailable,
)


class MethodNotAllowed(Malformed):
    title = "This address does not answer to that method."
    what_to_do = "Use one of the methods in the Allow header."


class UnsupportedMediaType(Malformed):
    title = "Bodies are JSON, encoded as UTF-8."
    what_to_do = "Send Content-Type: application/json."


class BodyTooLarge(Malformed):
    title = "The body is too large."


class NoSuchAddress(NotFound):
    title = "Nothing answers at this address."
    what_to_do = "Every address is listed at /api/v1/docs/ and ends in a slash."


class MerchantRequired(Malformed):
    title = "Say which merchant you mean."
    what_to_do = "Send the header X-Merchant-Id; /merchants/ lists those you may see."


class MerchantAmbiguous(Malformed):
    title = "The header X-Merchant-Id and merchant_id name different merchants."


class CursorInvalid(Malformed):
    title = "The cursor is not one we gave for this list."
    what_to_do = "Take the address in `next` of the page before, as it is."


class ExportTooLarge(Invalid):
    """A file with the end missing would be taken for the whole."""

    title = "These are more rows than one file may have."
    what_to_do = "Narrow the period or the filters, and export in parts."


class EventsNotKept(Conflict):
    """The database was restored or replaced since the cursor was given out, so what this client was
    told last may not have happened.
    """

    title = "Events cannot be told from this cursor on."
    what_to_do = "Get a cursor with `after=now`, read the state again, and go on from that cursor."


class TooManyStreams(Throttled):
    title = "You have as many streams open as one may have."
    what_to_do = "Close one, or share it between your programs; /events/ is always open."


class NoStreamLeft(Unavailable):
    title = "This server carries as many streams as it can."
    what_to_do = "Connect again after Retry-After seconds, or ask /events/ meanwhile."


class OriginNotAllowed(Forbidden):
    """The refresh cookie travels by itself, so the page that uses it has to be ours."""

    title = "The session cookie may only be used by pages of this site."


class GatewayKeyRequired(Forbidden):
    """Where a proxy of ours guards the door, nobody comes in beside it (``GATEWAY_KEY``)."""

    title = "This server is reached through its proxy only."
    what_to_do = "Use the installation's public address."


class TooManyRequests(Throttled):
    title = "Too many requests in a short time."


class Busy(Unavailable):
    """A lock was not had in time, or two transactions stood in each other's way."""

    title = "Somebody else is working on the same thing."


class DatabaseUnavailable(Unavailable):
    """The connection was lost or not had. What the request asked for may or may not have happened:
    only the Idempotency-Key can tell.
    """

    title = "The database cannot be reached right now."


class IdempotencyKeyInvalid(Malformed):
    title = "The Idempotency-Key must be a UUID."
    what_to_do = "Make one UUID per intent, and send it again with every retry of that intent."


class IdempotencyKeyReused(Conflict):
    """The key names another request: one of the two is a mistake, and neither happened now."""

    title = "This Idempotency-Key was used for another request."
    what_to_do = "Use a new key for a new intent."


class RequestInProgress(Conflict):
    """The first request with this key has not ended; what became of it is not known yet."""

    title = "A request with this Idempotency-Key is being worked on."
    what_to_do = "Send the same request again after Retry-After seconds."
    retryable = True

"""What is sent, and what became of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

# As much of an answer as is read, and as is kept.
ANSWER_BYTES = 1_024
HTTP_OK, HTTP_MULTIPLE, HTTP_BAD_REQUEST, HTTP_GONE = 200, 300, 400, 410


class Reason(StrEnum):
    """Why an endpoint is disabled."""

    BY_MERCHANT = "by_merchant"
    BY_OPERATOR = "by_operator"
    GONE = "gone"
    FAILING = "failing"


class Failure(StrEnum):
    """What went wrong with an attempt."""

    ADDRESS_REFUSED = "address_refused"
    NAME_UNKNOWN = "name_unknown"
    UNREACHABLE = "unreachable"
    TLS_FAILED = "tls_failed"
    BROKEN_OFF = "broken_off"
    TIMED_OUT = "timed_out"
    REDIRECTED = "redirected"
    REFUSED = "refused"
    GONE = "gone"


class GivenUp(StrEnum):
    """Why a delivery is tried no more."""

    EXHAUSTED = "exhausted"
    ENDPOINT_DISABLED = "endpoint_disabled"
    ENDPOINT_ARCHIVED = "endpoint_archived"
    POISONED = "poisoned"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A delivery on its way: signed with every one of ``secrets``, the newest first.

    ``is_doubtful``: the endpoint fails, or has never taken anything. ``origin`` is the request that
    its event came of, which the receiver is not told.
    """

    id: UUID
    fence: int
    url: str
    message_id: str
    body: bytes
    secrets: tuple[str, ...] = field(repr=False)
    is_doubtful: bool = False
    merchant_id: UUID | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the receiver said. Without ``failure`` it has taken the event.

    ``status`` is None where there was no answer; ``retry_after_seconds`` is what it asked for.
    """

    duration_ms: int
    failure: Failure | None = None
    status: int | None = None
    answer: str = ""
    retry_after_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Replayed:
    """How much is sent again; ``looked_until`` is from when on there is more, if there is."""

    count: int
    looked_until: datetime | None


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """An endpoint's id, and its secret, which is shown now and never again."""

    id: UUID
    secret: str

    def __repr__(self) -> str:
        return f"Shown({self.id})"


def failure_of(status: int) -> Failure | None:
    """What an answer with this status means; None: the event was taken."""
    if HTTP_OK <= status < HTTP_MULTIPLE:
        return None
    if status < HTTP_BAD_REQUEST and status >= HTTP_MULTIPLE:
        return Failure.REDIRECTED
    return Failure.GONE if status == HTTP_GONE else Failure.REFUSED

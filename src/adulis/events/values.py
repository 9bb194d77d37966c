"""What a fact is, and where it stands in the stream of all of them. Pure."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from adulis.kernel.money import Money

_OWN_FIELDS = {"subject_id", "merchant_id"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened, in the past tense. Subclasses add fields; all of them are published.

    ``type`` is ``<subject kind>.<past tense>`` (``payout.completed``). ``subject_sequence``, given
    when it is recorded, is gap-free per subject, so a consumer needs no clock to order facts.
    """

    type: ClassVar[str] = ""
    # It tells screens to look again, and programs nothing: nobody is called about it.
    is_for_screens: ClassVar[bool] = False

    subject_id: UUID
    merchant_id: UUID | None

    @property
    def subject(self) -> str:
        """``payout/<id>``: the thing this fact is about."""
        return f"{self.type.partition('.')[0].replace('_', '-')}/{self.subject_id}"

    def payload(self) -> dict[str, Any]:
        """The published fields, as JSON types."""
        return {
            each.name: _plain(getattr(self, each.name))
            for each in fields(self)
            if each.name not in _OWN_FIELDS
        }


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in the stream: behind every fact up to here, before every later one.

    Facts are ordered by the transaction that recorded them, and within it by ``id``. Transactions
    are counted anew where the database was copied by dump and restore, hence ``epoch``, which the
    database's table of epochs counts from 1.
    """

    epoch: int
    xid: int
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A fact as it was written. ``origin``: of which request; it is published to nobody."""

    type: str
    subject: str
    subject_sequence: int
    merchant_id: UUID | None
    payload: dict[str, Any]
    at: datetime
    origin: str = ""

    @property
    def id(self) -> str:
        """``payout/<id>/3``: what this fact is called, for ever and in every copy."""
        return f"{self.subject}/{self.subject_sequence}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Streamed(Recorded):
    """A fact, read as a part of the stream of all of them."""

    place: Place


@dataclass(frozen=True, slots=True)
class Slice:
    """The next facts in stream order; ``end`` is how far the stream was read for them.

    Where there were no more, ``end`` is the transaction horizon, and the slice ``is_last``.
    """

    facts: tuple[Streamed, ...]
    end: Place
    is_last: bool


@dataclass(frozen=True, slots=True)
class Consumer:
    """Somebody who is told every fact in order, at least once, and remembers how far they came.

    ``name`` is unique; ``from_beginning`` says whether facts from before it existed concern it.
    """

    name: str
    from_beginning: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """What a consumer has to see next; it stands at ``start`` and then goes on to ``end``."""

    consumer: str
    start: Place
    facts: tuple[Streamed, ...]
    end: Place


def _plain(value: Any) -> Any:
    if isinstance(value, Money):
        return {"amount_minor": value.minor, "currency": value.currency}
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return value

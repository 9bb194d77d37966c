"""What goes into the book and what comes out of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from adulis.kernel.actors import Actor
from adulis.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Transfer:
    """``amount`` leaves ``source`` and arrives at ``target``: two addresses of the chart.

    Direction is words: ``amount`` is always more than nothing.
    """

    source: str
    target: str
    amount: Money

    def __post_init__(self) -> None:
        if self.amount.minor <= 0:
            raise ValueError(f"a transfer moves more than nothing, not {self.amount}")
        if self.source == self.target:
            raise ValueError(f"a transfer leads from one account to another, not {self.source}")


@dataclass(frozen=True, slots=True)
class Posting:
    """One balanced entry to be. Its transfers happen in order, and all of them or none.

    ``key`` is made of the posting's meaning (``payout:<id>:release``) and is unique for ever.
    ``at`` is business time: when it happened, not when we heard of it. ``metadata`` is JSON without
    fractions. ``reverses`` names the entry this one takes back; ``actions.reverse`` sets it.
    """

    kind: str
    key: str
    transfers: tuple[Transfer, ...]
    at: datetime
    actor: Actor
    memo: str = ""
    metadata: Mapping[str, Any] = field(default_factory=dict)
    reverses: UUID | None = None

    def __post_init__(self) -> None:
        if not self.transfers:
            raise ValueError(f"{self.key}: an entry without transfers says nothing")
        if not self.key or not self.kind:
            raise ValueError("a posting has a kind and a key")
        if self.at.tzinfo is None:
            raise ValueError(f"{self.key}: business time needs a time zone")
        if "\0" in self.key or "\0" in self.kind or "\0" in self.memo:
            raise ValueError("PostgreSQL keeps no NUL in a text")
        if self.metadata:
            _require_exact_json(self.metadata)


@dataclass(frozen=True, slots=True)
class Posted:
    """An entry that is in the book. ``replayed``: it was there before, under the same key."""

    entry_id: UUID
    key: str
    recorded_at: datetime
    replayed: bool


@dataclass(frozen=True, slots=True)
class BookEntry:
    """An entry that is in the book, and every transfer it made."""

    id: UUID
    kind: str
    key: str
    at: datetime
    recorded_at: datetime
    transfers: tuple[Transfer, ...]


@dataclass(frozen=True, slots=True)
class BookLine:
    """One line of an account and the entry that caused it.

    ``amount`` is below zero when it left the account. ``balance`` is the running balance after the
    line and ``sequence`` its number; unchained accounts have neither. ``id`` is a page cursor.
    """

    id: int
    address: str
    sequence: int | None
    amount: Money
    balance: Money | None
    at: datetime
    recorded_at: datetime
    entry_id: UUID
    kind: str
    key: str
    actor: str
    memo: str
    metadata: Mapping[str, Any]
    reverses: UUID | None


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line as a statement shows it: ``balance`` is the one after it by *business* time."""

    at: datetime
    recorded_at: datetime
    amount: Money
    balance: Money
    entry_id: UUID
    kind: str
    key: str
    memo: str
    metadata: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BookTransfer:
    """One transfer that is in the book, with what its entry says of it."""

    entry_id: UUID
    key: str
    kind: str
    at: datetime
    recorded_at: datetime
    metadata: Mapping[str, Any]
    transfer: Transfer


@dataclass(frozen=True, slots=True)
class TouchedTransfers:
    """A page of transfers; ``through`` is the last line looked at for it."""

    transfers: tuple[BookTransfer, ...]
    through: int
    is_last: bool


@dataclass(frozen=True, slots=True)
class ChainPoint:
    """How far a chained account had come: the last line's place in its chain, and its balance."""

    sequence: int
    balance: Money


@dataclass(frozen=True, slots=True)
class ChainTotals:
    """What lines of a chain come to: ``credits`` and ``debits`` are not negative."""

    credits: Money
    debits: Money
    credit_count: int
    debit_count: int


@dataclass(frozen=True, slots=True)
class Flow:
    """What came into a set of accounts on one day, and what left it; neither is negative."""

    day: date
    came_in: Money
    went_out: Money


@dataclass(frozen=True, slots=True)
class Statement:
    """One account from the start of ``from_on`` to the end of ``to_on``, by business time.

    ``opening`` plus all lines is ``closing``, and a period opens as the one before it closed.
    """

    address: str
    from_on: date
    to_on: date
    opening: Money
    closing: Money
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class TrialRow:
    """What one account holds."""

    address: str
    kind: str
    balance: Money


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """Every account at one moment. What does not come to zero per currency is wrong."""

    rows: tuple[TrialRow, ...]

    @property
    def totals(self) -> dict[str, Money]:
        """The sum of all accounts, by currency."""
        return _sums((row.balance.currency, row.balance) for row in self.rows)

    @property
    def by_kind(self) -> dict[tuple[str, str], Money]:
        """The sum of all accounts of a kind, by (kind, currency)."""
        return _sums(((row.kind, row.balance.currency), row.balance) for row in self.rows)


Name = TypeVar("Name")


def _sums(amounts: Iterable[tuple[Name, Money]]) -> dict[Name, Money]:
    found: dict[Name, Money] = {}
    for name, amount in amounts:
        found[name] = found[name] + amount if name in found else amount
    return found


def _require_exact_json(value: Any) -> None:
    """Refuse what would not come back from the database as it went in: the digest covers it."""
    if isinstance(value, Mapping):
        if not all(type(name) is str for name in value):
            raise TypeError("metadata is JSON: its names are text")
        for name, each in value.items():
            _require_exact_json(name)
            _require_exact_json(each)
    elif isinstance(value, list | tuple):
        for each in value:
            _require_exact_json(each)
    elif isinstance(value, str):
        if "\0" in value:
            raise ValueError("PostgreSQL keeps no NUL in a text")
    elif value is not None and not isinstance(value, int):
        raise TypeError(f"metadata is JSON without fractions, not {type(value).__name__}")

"""From postings to rows: who has what after each, and which are refused. Pure.

Works on the newest line of every account concerned, as it was read under lock. A batch is folded
one posting after the other, so it ends line for line as if each had been posted alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

import orjson

from adulis.kernel.errors import Refusal
from adulis.kernel.ids import new_id
from adulis.kernel.money import CurrencyMismatch
from adulis.ledger.chart import Classified, classify
from adulis.ledger.digest import digest
from adulis.ledger.errors import InsufficientFunds, PostingKeyReused, UnknownAddress
from adulis.ledger.values import Posted, Posting

# id, kind, key, at, actor, reverses, memo, metadata as JSON, digest
EntryRow: TypeAlias = tuple[UUID, str, str, datetime, str, UUID | None, str, str, bytes]
# which entry (counted from one), position in it, account, sequence, amount, balance after
LineRow: TypeAlias = tuple[int, int, int, int | None, int, int | None]


@dataclass(slots=True)
class Head:
    """Where a chained account stands: its newest line, as far as the fold has come."""

    sequence: int
    balance_minor: int


@dataclass(frozen=True, slots=True)
class Taken:
    """The entry a key already belongs to."""

    entry_id: UUID
    recorded_at: datetime
    at: datetime
    actor: str
    digest: bytes


class Fold:
    """Postings added one by one; ``entries`` and ``lines`` pile up and nothing is written yet.

    ``heads`` are the chained accounts by id, ``taken`` the keys already in the book.
    """

    def __init__(
        self, *, heads: Mapping[int, Head], taken: Mapping[str, Taken], recorded_at: datetime
    ) -> None:
        self.entries: list[EntryRow] = []
        self.lines: list[LineRow] = []
        self._heads = heads
        self._taken = dict(taken)
        self._recorded_at = recorded_at

    def add(self, posting: Posting) -> Posted | Refusal:
        """Fold one posting in; one that is refused leaves no trace.

        Refusals are answered, not raised: UnknownAddress, PostingKeyReused, InsufficientFunds.
        """
        try:
            movements = _movements(posting)
        except UnknownAddress as unknown:
            return unknown
        if before := self._taken.get(posting.key):
            return _replay(posting, before)
        return self._move(movements) or self._enter(posting)

    def _move(self, movements: Sequence[Movement]) -> InsufficientFunds | None:
        """Append the lines of one entry, or nothing when a floor would be broken."""
        entry, start = len(self.entries) + 1, len(self.lines)
        before: dict[int, tuple[int, int]] = {}
        position = 0
        for source, target, minor in movements:
            for account, amount in ((source, -minor), (target, minor)):
                position += 1
                if not account.chained:
                    self.lines.append((entry, position, account.id, None, amount, None))
                    continue
                head = self._heads[account.id]
                before.setdefault(account.id, (head.sequence, head.balance_minor))
                head.sequence += 1
                head.balance_minor += amount
                self.lines.append(
                    (entry, position, account.id, head.sequence, amount, head.balance_minor)
                )
                if account.floor_minor is not None and head.balance_minor < account.floor_minor:
                    del self.lines[start:]
                    for account_id, (sequence, balance_minor) in before.items():
                        touched = self._heads[account_id]
                        touched.sequence, touched.balance_minor = sequence, balance_minor
                    return _insufficient(account, head, movements)
        return None

    def _enter(self, posting: Posting) -> Posted:
        entry_id, actor = new_id(), str(posting.actor)
        said = _digest(posting, entry_id, self._recorded_at, posting.at, actor)
        self.entries.append(
            (
                entry_id,
                posting.kind,
                posting.key,
                posting.at,
                actor,
                posting.reverses,
                posting.memo,
                orjson.dumps(posting.metadata).decode() if posting.metadata else "{}",
                said,
            )
        )
        self._taken[posting.key] = Taken(entry_id, self._recorded_at, posting.at, actor, said)
        return Posted(entry_id, posting.key, self._recorded_at, replayed=False)


Movement: TypeAlias = tuple[Classified, Classified, int]


def _movements(posting: Posting) -> list[Movement]:
    """The transfers with their addresses looked up in the chart, in minor units."""
    movements = []
    for transfer in posting.transfers:
        source, target = classify(transfer.source), classify(transfer.target)
        if not source.currency == target.currency == transfer.amount.currency:
            raise CurrencyMismatch(f"{transfer.amount}: {transfer.source} → {transfer.target}")
        movements.append((source, target, transfer.amount.minor))
    return movements


def _replay(posting: Posting, before: Taken) -> Posted | PostingKeyReused:
    """The first entry again, if the posting says the same.

    When it happened and who said so are not compared: a retry comes later, maybe by another hand.
    """
    said = _digest(posting, before.entry_id, before.recorded_at, before.at, before.actor)
    if said != before.digest:
        return PostingKeyReused(
            f"The key {posting.key!r} belongs to an entry that says something else.",
            key=posting.key,
        )
    return Posted(before.entry_id, posting.key, before.recorded_at, replayed=True)


def _insufficient(
    account: Classified, head: Head, movements: Sequence[Movement]
) -> InsufficientFunds:
    """``head`` has been put back to where it stood before the posting."""
    return InsufficientFunds(
        address=account.address,
        available_minor=head.balance_minor - (account.floor_minor or 0),
        required_minor=sum(minor for source, _, minor in movements if source.id == account.id),
    )


def _digest(
    posting: Posting, entry_id: UUID, recorded_at: datetime, at: datetime, actor: str
) -> bytes:
    return digest(
        entry_id=entry_id,
        kind=posting.kind,
        key=posting.key,
        at=at,
        recorded_at=recorded_at,
        actor=actor,
        reverses=posting.reverses,
        memo=posting.memo,
        metadata=posting.metadata,
        transfers=[(each.source, each.target, each.amount.minor) for each in posting.transfers],
    )

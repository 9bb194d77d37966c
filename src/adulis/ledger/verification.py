"""Read the whole book and derive it again: every digest, sum, chain and checkpoint.

The guards see to it that nothing wrong is written. This finds what was changed behind their back,
by somebody who may disable triggers, and names the row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from adulis.kernel import db
from adulis.ledger.chart import Classified, classify
from adulis.ledger.digest import digest
from adulis.ledger.errors import UnknownAddress

ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Fault:
    """``row`` is not as it was written, or was never written by us; ``what`` says how one knows."""

    row: str
    what: str

    def __str__(self) -> str:
        return f"{self.row}: {self.what}"


# Told every few thousand rows: which table, how many of its rows are done, and of how many.
Progress = Callable[[str, int, int], None]


def faults(progress: Progress) -> Iterator[Fault]:
    """Everything wrong with the book, as it is found.

    The caller holds one frozen view of the database open: see ``tasks.verify_book``.
    """
    for table, sql, examine in (
        ("ledger_account", _ACCOUNTS, _account_faults),
        ("ledger_entry", _ENTRIES, _entry_faults),
        ("ledger_line", _LINES, _Chain().faults),
        ("ledger_checkpoint", _CHECKPOINTS, _Checkpoints().faults),
    ):
        total: int = db.fetch_value(f"SELECT count(*) FROM {table}")  # noqa: S608  named above
        done = 0
        progress(table, done, total)
        for rows in read_rows(sql):
            for row in rows:
                yield from examine(row)
            done += len(rows)
            progress(table, done, total)
    for rows in read_rows(_REVERSALS):
        for row in rows:
            yield from _reversal_faults(row)


# --- Accounts: everything follows from the address ------------------------------------------------

_ACCOUNTS = """
SELECT id, address, currency, kind, floor_minor, chained FROM ledger_account ORDER BY id
"""


def _account_faults(row: Sequence[Any]) -> Iterator[Fault]:
    stored = Classified(*row)
    name = f"ledger_account {stored.id} ({stored.address})"
    try:
        expected = classify(stored.address)
    except UnknownAddress:
        yield Fault(name, "the chart of accounts has no such address")
        return
    for each in ("id", "currency", "kind", "floor_minor", "chained"):
        found, wanted = getattr(stored, each), getattr(expected, each)
        if found != wanted:
            yield Fault(name, f"{each} is {found}, but the address makes it {wanted}")


# --- Entries: two neighbouring lines are a transfer, and the digest says what was written ---------

_ENTRIES = """
SELECT entry.id, entry.kind, entry.key, entry.at, entry.recorded_at, entry.actor, entry.reverses,
       entry.memo, entry.metadata::text, entry.digest,
       lines.ids, lines.positions, lines.addresses, lines.amounts, lines.same_times
  FROM ledger_entry entry
  LEFT JOIN LATERAL (
       SELECT array_agg(line.id ORDER BY line.position) AS ids,
              array_agg(line.position ORDER BY line.position) AS positions,
              array_agg(account.address ORDER BY line.position) AS addresses,
              array_agg(line.amount_minor ORDER BY line.position) AS amounts,
              bool_and(line.at = entry.at AND line.recorded_at = entry.recorded_at) AS same_times
         FROM ledger_line line LEFT JOIN ledger_account account ON account.id = line.account_id
        WHERE line.entry_id = entry.id) lines ON true
 ORDER BY entry.id
"""


def _entry_faults(row: Sequence[Any]) -> Iterator[Fault]:
    entry_id, kind, key, at, recorded_at, actor, reverses, memo, metadata, said, *lines = row
    name = f"ledger_entry {entry_id} ({key})"
    ids, positions, addresses, amounts, same_times = lines
    if ids is None:
        yield Fault(name, "it has no lines")
        return
    if positions != list(range(1, len(positions) + 1)) or len(positions) % 2:
        yield Fault(name, f"its lines are numbered {positions}: one was removed or added")
        return
    if not same_times:
        yield Fault(name, f"its lines {ids} tell another time than the entry")
    transfers = []
    for place in range(0, len(ids), 2):
        source, target = addresses[place : place + 2]
        given, taken = amounts[place : place + 2]
        if given != -taken or taken <= 0:
            pair = f"ledger_line {ids[place]} and ledger_line {ids[place + 1]}"
            yield Fault(name, f"{pair} do not cancel: {given:+d} and {taken:+d}")
            return
        transfers.append((source, target, taken))
    derived = digest(
        entry_id=entry_id,
        kind=kind,
        key=key,
        at=at,
        recorded_at=recorded_at,
        actor=actor,
        reverses=reverses,
        memo=memo,
        metadata=orjson.loads(metadata),
        transfers=transfers,
    )
    if derived != bytes(said):
        yield Fault(name, f"it, or one of its lines {ids}, does not say what was written")


# --- Lines: each continues the chain, whose start is nothing --------------------------------------

_LINES = """
SELECT line.id, line.account_id, line.sequence, line.amount_minor, line.balance_minor,
       line.recorded_at, account.address, account.chained, account.floor_minor,
       entry.id IS NOT NULL, line.entry_id
  FROM ledger_line line
  LEFT JOIN ledger_account account ON account.id = line.account_id
  LEFT JOIN ledger_entry entry ON entry.id = line.entry_id
 ORDER BY line.account_id, line.sequence, line.id
"""


@dataclass(slots=True)
class _Chain:
    """Walks along one chained account after the other.

    After a line whose balance does not follow there are two stories: the line's balance was
    edited, or its amount. The next line believes one of them, so each edit is named once.
    """

    account_id: int | None = None
    sequence: int = 0
    believed: frozenset[int] = frozenset({0})
    recorded_at: datetime | None = field(default=None)

    def faults(self, row: Sequence[Any]) -> Iterator[Fault]:
        line_id, account_id, sequence, amount, running, recorded_at, address, *rest = row
        chained, floor, has_entry, entry_id = rest
        name = f"ledger_line {line_id} ({address or account_id})"
        if not has_entry:
            yield Fault(name, f"its entry {entry_id} does not exist")
        if address is None:
            yield Fault(name, "its account does not exist")
            return
        if not chained:
            if sequence is not None or running is not None:
                yield Fault(name, "it has a sequence or a balance, but its account is not chained")
            return
        if sequence is None or running is None:
            yield Fault(name, "it has no sequence or no balance, but its account is chained")
            return
        if account_id != self.account_id:
            self.account_id, self.sequence, self.believed = account_id, 0, frozenset({0})
            self.recorded_at = None
        derived = {before + amount for before in self.believed}
        if sequence != self.sequence + 1:
            yield Fault(name, f"its sequence is {sequence}, but the last one was {self.sequence}")
            derived = {running}
        elif running not in derived:
            expected = " or ".join(str(each) for each in sorted(derived))
            yield Fault(name, f"its balance is {running}, but the lines make it {expected}")
            derived.add(running)
        else:
            derived = {running}
        if floor is not None and running < floor:
            yield Fault(name, f"its balance {running} is below the floor {floor}")
        if self.recorded_at is not None and recorded_at < self.recorded_at:
            yield Fault(name, "it was recorded before the line before it")
        self.sequence, self.believed = sequence, frozenset(derived)
        self.recorded_at = recorded_at


# --- Checkpoints: the sum of the lines before them ------------------------------------------------

_CHECKPOINTS = """
SELECT point.id, point.account_id, account.address, point.balance_minor, point.line_count,
       since.total, since.found
  FROM (SELECT *, lag(through_xid, 1, '0') OVER points AS after_xid
          FROM ledger_checkpoint
        WINDOW points AS (PARTITION BY account_id ORDER BY through_xid)) point
  LEFT JOIN ledger_account account ON account.id = point.account_id
 CROSS JOIN LATERAL (
       SELECT coalesce(sum(line.amount_minor), 0)::bigint AS total, count(*) AS found
         FROM ledger_line line
        WHERE line.account_id = point.account_id AND line.sequence IS NULL
          AND line.xid >= point.after_xid AND line.xid < point.through_xid) since
 ORDER BY point.account_id, point.through_xid
"""


@dataclass(slots=True)
class _Checkpoints:
    """Adds the lines up from one checkpoint of an account to the next."""

    account_id: int | None = None
    total: int = 0
    count: int = 0

    def faults(self, row: Sequence[Any]) -> Iterator[Fault]:
        point_id, account_id, address, stored, count, total, found = row
        if account_id != self.account_id:
            self.account_id, self.total, self.count = account_id, 0, 0
        self.total += total
        self.count += found
        if (stored, count) != (self.total, self.count):
            yield Fault(
                f"ledger_checkpoint {point_id} ({address})",
                f"it says {stored} after {count} lines, but {self.count} lines make {self.total}",
            )


# --- Reversals ------------------------------------------------------------------------------------

_REVERSALS = """
SELECT taken.reverses, account.address, original.net, taken.net
  FROM (SELECT entry.reverses, line.account_id, sum(line.amount_minor)::bigint AS net
          FROM ledger_entry entry JOIN ledger_line line ON line.entry_id = entry.id
         WHERE entry.reverses IS NOT NULL
         GROUP BY entry.reverses, line.account_id) taken
  LEFT JOIN ledger_account account ON account.id = taken.account_id
  LEFT JOIN LATERAL (
       SELECT sum(line.amount_minor)::bigint AS net FROM ledger_line line
        WHERE line.entry_id = taken.reverses AND line.account_id = taken.account_id
       ) original ON true
"""


def _reversal_faults(row: Sequence[Any]) -> Iterator[Fault]:
    entry_id, address, moved, back = row
    if moved is None or not min(moved, 0) <= -back <= max(moved, 0):
        yield Fault(
            f"ledger_entry {entry_id}",
            f"moved {moved} at {address}, and {back} of it was taken back",
        )


# --- Reading --------------------------------------------------------------------------------------


def read_rows(sql: str) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of ``sql``, a few thousand at a time, however many there are."""
    db.execute(f"DECLARE ledger_book NO SCROLL CURSOR FOR {sql}")
    while rows := db.fetch_all(f"FETCH {ROWS_AT_ONCE} FROM ledger_book"):
        yield rows
    db.execute("CLOSE ledger_book")

"""What was sealed, and what waits to be: entries as leaves tell them, nodes of the tree, seals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from adulis.kernel import db
from adulis.ledger.heads import Head, note
from adulis.ledger.leaves import Told, told
from adulis.ledger.tree import reduce_nodes

# Complete subtrees are kept at every eighth level: one row for 256 leaves, and never more than 255
# to be read to find a node between two such levels.
LEVELS_APART = 8

ENTRY_NAMES = ("id", "kind", "key", "at", "recorded_at", "actor", "reverses", "memo", "metadata")
# An entry and its lines, one row; ``entry`` is whatever the statement calls the entry.
TOLD_COLUMNS = """
       entry.id, entry.kind, entry.key, entry.at, entry.recorded_at, entry.actor, entry.reverses,
       entry.memo, entry.metadata::text,
       lines.positions, lines.addresses, lines.amounts, lines.sequences, lines.balances
"""
TOLD_LINES = """
  LEFT JOIN LATERAL (
       SELECT array_agg(line.position ORDER BY line.position) AS positions,
              array_agg(account.address ORDER BY line.position) AS addresses,
              array_agg(line.amount_minor ORDER BY line.position) AS amounts,
              array_agg(line.sequence ORDER BY line.position) AS sequences,
              array_agg(line.balance_minor ORDER BY line.position) AS balances
         FROM ledger_line line LEFT JOIN ledger_account account ON account.id = line.account_id
        WHERE line.entry_id = entry.id) lines ON true
"""
_SEAL = "number, size, root, previous, made_at, origin, public_key, signature, through_xid, lineage"


def told_row(row: Sequence[Any]) -> Told:
    """What ``TOLD_COLUMNS`` selected, as a leaf tells it."""
    *entry, metadata, positions, addresses, amounts, sequences, balances = row
    return told(
        dict(zip(ENTRY_NAMES, [*entry, orjson.loads(metadata)], strict=True)),
        list(
            zip(
                positions or (), addresses or (), amounts or (), sequences or (), balances or (),
                strict=True,
            )
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seal:
    """A head as it was written; entries of transactions before ``through_xid``, as the database
    ``lineage`` counts them, are all sealed.
    """

    head: Head
    public_key: bytes
    signature: bytes
    through_xid: int
    lineage: str

    @property
    def note(self) -> str:
        """The head as it is published."""
        return note(self.head, public_key=self.public_key, signature=self.signature)


def newest_seal() -> Seal | None:
    """The last one; None where nothing was sealed yet."""
    row = db.fetch_row(f"SELECT {_SEAL} FROM ledger_seal ORDER BY number DESC LIMIT 1")  # noqa: S608
    return seal_row(row) if row else None


def seal(number: int) -> Seal | None:
    """The seal of this number, if there is one."""
    found = seals_from(number, limit=1)
    return found[0] if found and found[0].head.number == number else None


def seal_row(row: Sequence[Any]) -> Seal:
    number, size, root, previous, at, origin, public_key, signature, through_xid, lineage = row
    head = Head(origin, number, size, bytes(root), bytes(previous), at)
    return Seal(head, bytes(public_key), bytes(signature), through_xid, lineage)


def seals_from(number: int, *, limit: int) -> list[Seal]:
    """Seals from ``number`` on, in order."""
    rows = db.fetch_all(
        f"SELECT {_SEAL} FROM ledger_seal WHERE number >= %s ORDER BY number LIMIT %s",  # noqa: S608
        [number, limit],
    )
    return [seal_row(row) for row in rows]


def node(level: int, index: int) -> bytes:
    """The root of a complete subtree of what is sealed (``tree.Nodes``).

    Raises LookupError where it is not complete, or was taken away.
    """
    kept = level - level % LEVELS_APART
    first, count = index << (level - kept), 1 << (level - kept)
    if kept:
        rows = db.fetch_all(
            "SELECT hash FROM ledger_node WHERE level = %s AND index >= %s AND index < %s"
            " ORDER BY index",
            [kept, first, first + count],
        )
    else:
        rows = db.fetch_all(
            "SELECT hash FROM ledger_leaf WHERE position >= %s AND position < %s ORDER BY position",
            [first, first + count],
        )
    if len(rows) != count:
        raise LookupError(f"the node {index} of level {level} is not complete")
    return reduce_nodes([bytes(each) for (each,) in rows])


def newest_published(place: str) -> int:
    """The number of the newest head that ``place`` is known to have; 0 where there is none."""
    found = db.fetch_value("SELECT max(number) FROM ledger_publication WHERE place = %s", [place])
    return int(found or 0)


def newest_published_over(entry_id: UUID) -> int | None:
    """The newest head over this entry that has left the house for anywhere, if one has."""
    found: int | None = db.fetch_value(
        "SELECT max(seal.number) FROM ledger_publication publication"
        "  JOIN ledger_seal seal ON seal.number = publication.number"
        " WHERE seal.size > (SELECT position FROM ledger_leaf WHERE entry_id = %s)",
        [entry_id],
    )
    return found


# --- What waits -----------------------------------------------------------------------------------

# `xid` is compared as a number, because that is what the index (BRIN, a few bytes for a thousand
# rows, and so no work for whoever posts) is made of.
_WAITING = f"""
SELECT entry.xid::text::bigint, {TOLD_COLUMNS}
  FROM (SELECT * FROM ledger_entry entry
         WHERE (entry.xid::text::bigint) >= {{begins}} AND (entry.xid::text::bigint) < %s
           AND NOT EXISTS (SELECT FROM ledger_leaf leaf WHERE leaf.entry_id = entry.id)
         ORDER BY entry.xid, entry.id LIMIT %s) entry
 {TOLD_LINES}
 ORDER BY entry.xid, entry.id
"""  # noqa: S608 - our own column names
_COUNTED_HERE = _WAITING.format(begins="%s")
# In one snapshot: an entry that commits between two would bear a transaction from after the first.
_BROUGHT_ALONG = _WAITING.format(begins="pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
_LAST_XID = (1 << 63) - 1
_FIRST_SPAN = 4_096


@dataclass(frozen=True, slots=True)
class Horizon:
    """Every transaction before ``xid`` is over, as the database ``lineage`` counts them."""

    xid: int
    lineage: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """The next entries to seal, in order; with them sealed, all before ``through_xid`` are."""

    entries: tuple[tuple[UUID, Told], ...]
    through_xid: int
    is_all: bool


def horizon() -> Horizon:
    row = db.fetch_row(
        "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint,       events_lineage()"
    )
    assert row is not None
    return Horizon(*row)


def waiting(after: Seal | None, edge: Horizon, *, limit: int) -> Waiting:
    """Entries that no leaf tells yet, of transactions that are over, by (transaction, id).

    ``edge`` was read in a statement before this one, so whatever was going on then is not looked
    at, and whatever was over is seen: an entry that commits late waits for its turn.

    A database restored from a dump counts transactions anew. Of the entries it brought along it
    has the leaves as well; those that were not sealed yet bear transactions it has not come to,
    or will be met on the way from 0.
    """
    begins = after.through_xid if after and after.lineage == edge.lineage else 0
    if begins == 0:
        brought = _rows(_BROUGHT_ALONG, [_LAST_XID, limit])
        if brought:
            return Waiting(_entries(brought), 0, is_all=False)
    span = _FIRST_SPAN
    while True:
        ends = min(edge.xid, begins + span)
        rows = _rows(_COUNTED_HERE, [begins, ends, limit])
        if rows or ends >= edge.xid:
            break
        span *= 8
    if len(rows) == limit:  # there may be more of the last one's transaction
        return Waiting(_entries(rows), rows[-1][0], is_all=False)
    return Waiting(_entries(rows), ends, is_all=ends >= edge.xid)


def _rows(sql: str, params: list[int]) -> list[tuple[int, UUID, Told]]:
    return [(xid, content[0], told_row(content)) for xid, *content in db.fetch_all(sql, params)]


def _entries(rows: Sequence[tuple[int, UUID, Told]]) -> tuple[tuple[UUID, Told], ...]:
    return tuple((entry_id, content) for _, entry_id, content in rows)


_LAG = """
SELECT count(*), adulis_clock() - min(entry.recorded_at) FROM ledger_entry entry
 WHERE (entry.xid::text::bigint) >= %s
   AND NOT EXISTS (SELECT FROM ledger_leaf leaf WHERE leaf.entry_id = entry.id)
"""


@dataclass(frozen=True, slots=True)
class Lag:
    """``count`` entries are not sealed; the oldest of them since ``seconds``."""

    count: int
    seconds: int


def lag() -> Lag:
    """How far sealing is behind."""
    last = newest_seal()
    row = db.fetch_row(_LAG, [last.through_xid if last else 0])
    assert row is not None
    count, age = row
    return Lag(count, int(age.total_seconds()) if age else 0)

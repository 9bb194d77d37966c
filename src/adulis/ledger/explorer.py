"""The whole book, for whoever keeps it: its entries, by all that can be asked of them.

Nothing here asks whose an entry is: the door does. Every way to look begins with an index, and what
an index cannot answer is sought among so many entries at most (``Found.following`` goes on from
there), so that a page costs the same however long the book is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from adulis.kernel import db
from adulis.kernel.money import Money
from adulis.ledger import sealed
from adulis.ledger.chart import account_id
from adulis.ledger.queries import read_json

# So many entries are looked at for one page where an index alone cannot tell which ones fit.
LOOK = 2_000
# Entries are told by their lines on an account, and one has several: this many lines for a page.
_LINES_PER_ENTRY = 8
_LAST_ID = UUID(int=(1 << 128) - 1)
# Sorts behind whatever may follow a beginning.
END = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Scope:
    """Where entries about something are: under these keys, under keys that begin so, these
    themselves, and whatever moved money of these accounts.
    """

    keys: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()
    entry_ids: tuple[UUID, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for; all that is given applies together. ``since`` (included) and ``until``
    (not included) are business time.
    """

    entry_id: UUID | None = None
    key: str = ""
    scope: Scope | None = None
    addresses: tuple[str, ...] = ()
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended, by business time."""

    at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class FoundLine:
    """``sequence`` and ``balance`` (after the line) are None where the account is not chained."""

    position: int
    address: str
    amount: Money
    sequence: int | None
    balance: Money | None


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """An entry with everything it says. Lines come in pairs: what gives, and what takes."""

    id: UUID
    kind: str
    key: str
    at: datetime
    recorded_at: datetime
    actor: str
    reverses: UUID | None
    memo: str
    metadata: Mapping[str, Any]
    digest: bytes
    lines: tuple[FoundLine, ...] = ()

    @property
    def transfers(self) -> list[tuple[FoundLine, FoundLine]]:
        return list(pairwise(self.lines))[::2]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of entries, the last that happened first. ``following``: where to look on, whether or
    not this page is full; None where all was looked at.
    """

    entries: tuple[FoundEntry, ...]
    following: Place | None


@dataclass(frozen=True, slots=True)
class Sealing:
    """Where an entry is in the sealed book: ``number`` is the first seal over it, ``published`` the
    newest over it that has left the house.
    """

    position: int
    number: int | None
    published: int | None


# --- Entries --------------------------------------------------------------------------------------

_WINDOW = (
    "{at} <= %(at)s AND ({at}, {id}) < (%(at)s, %(id)s) AND {at} >= %(since)s AND {at} < %(until)s"
)
_OF_ENTRY = _WINDOW.format(at="entry.at", id="entry.id")
_OF_LINE = _WINDOW.format(at="line.at", id="line.entry_id")
_NEWEST = "ORDER BY at DESC, id DESC LIMIT %(look)s"
_ONE = "SELECT entry.at, entry.id FROM ledger_entry entry WHERE entry.{column} = %({column})s"
_ACCOUNTS = f"""
SELECT moved.at, moved.id FROM unnest(%({{accounts}})s::bigint[]) AS account(id)
  CROSS JOIN LATERAL (
       SELECT line.at, line.entry_id AS id FROM ledger_line line
        WHERE line.account_id = account.id AND line.amount_minor <> 0 AND {_OF_LINE}
        {_NEWEST}) moved
"""  # noqa: S608 - our own words, as in all of these
# `~>=~` compares bytes, and so does the index of keys, whatever the database's language.
_SCOPE = f"""
SELECT entry.at, entry.id FROM ledger_entry entry
 WHERE (entry.key = ANY (%(keys)s) OR entry.id = ANY (%(entry_ids)s::uuid[])) AND {_OF_ENTRY}
UNION SELECT named.at, named.id FROM unnest(%(beginnings)s::text[]) AS beginning
  CROSS JOIN LATERAL (
       SELECT entry.at, entry.id FROM ledger_entry entry
        WHERE entry.key ~>=~ beginning AND entry.key ~<=~ (beginning || %(end)s) AND {_OF_ENTRY}
       OFFSET 0) named
UNION ({_ACCOUNTS.format(accounts="scope_accounts")})
"""  # noqa: S608
_KINDS = f"""
SELECT recent.at, recent.id FROM unnest(%(kinds)s::text[]) AS kind
  CROSS JOIN LATERAL (
       SELECT entry.at, entry.id FROM ledger_entry entry
        WHERE entry.kind = kind.kind AND {_OF_ENTRY} {_NEWEST}) recent
"""  # noqa: S608
_FILTERS = {
    "entry_id": "entry.id = %(entry_id)s",
    "key": "entry.key = %(key)s",
    "kind": "entry.kind = %(kind)s",
    "addresses": """EXISTS (SELECT FROM ledger_line line WHERE line.entry_id = entry.id
                               AND line.account_id = ANY (%(accounts)s::bigint[]))""",
    "scope": """(entry.key = ANY (%(keys)s) OR entry.id = ANY (%(entry_ids)s::uuid[])
                 OR EXISTS (SELECT FROM unnest(%(beginnings)s::text[]) AS beginning
                             WHERE starts_with(entry.key, beginning))
                 OR EXISTS (SELECT FROM ledger_line line WHERE line.entry_id = entry.id
                               AND line.account_id = ANY (%(scope_accounts)s::bigint[])))""",
}
_FOUND = f"""
WITH looked AS MATERIALIZED (SELECT at, id FROM ({{source}}) AS source {_NEWEST}),
     edge AS (SELECT at, id, count(*) OVER () AS looked FROM looked ORDER BY at, id LIMIT 1)
SELECT edge.looked, edge.at, edge.id, found.at, found.id
  FROM edge LEFT JOIN LATERAL (
       SELECT entry.at, entry.id
         FROM (SELECT DISTINCT id FROM looked) seen JOIN ledger_entry entry ON entry.id = seen.id
        WHERE {{filters}} ORDER BY entry.at DESC, entry.id DESC LIMIT %(limit)s) found ON true
 ORDER BY found.at DESC, found.id DESC
"""  # noqa: S608


def entries_for_operator(search: Search, *, after: Place | None = None, limit: int) -> Found:
    """A page of the entries that fit, the last that happened first."""
    source, answered = _source(search)
    filters = [sql for name, sql in _FILTERS.items() if name != answered and getattr(search, name)]
    look = LOOK if filters else limit + 1
    if answered in {"addresses", "scope"}:
        look = max(look, limit * _LINES_PER_ENTRY)
    given = _given(search) | {
        "at": "infinity" if after is None else after.at,
        "id": _LAST_ID if after is None else after.id,
        "look": look,
        "limit": limit + 1,
    }
    sql = _FOUND.format(source=source, filters=" AND ".join(filters) or "true")
    rows = db.fetch_all(sql, given)
    places = [Place(at, entry_id) for *_, at, entry_id in rows if entry_id is not None]
    following = None
    if len(places) > limit:
        following = places[limit - 1]
    elif rows and rows[0][0] == look:
        following = Place(rows[0][1], rows[0][2])
    return Found(_entries([each.id for each in places[:limit]]), following)


def _source(search: Search) -> tuple[str, str]:
    """SQL of the places to look at, and which part of the search it answers."""
    for name, column in (("entry_id", "id"), ("key", "key")):
        if getattr(search, name):
            one = _ONE.format(column=column).replace("%(id)s", "%(entry_id)s")
            return f"{one} AND {_OF_ENTRY}", name
    if search.scope is not None:
        return _SCOPE, "scope"
    if search.addresses:
        return _ACCOUNTS.format(accounts="accounts"), "addresses"
    return _KINDS, "kind"


def _given(search: Search) -> dict[str, Any]:
    scope = search.scope or Scope()
    asks_all = not (search.entry_id or search.key or search.scope or search.addresses)
    kinds = [search.kind] if search.kind else kinds_in_the_book() if asks_all else []
    return {
        "entry_id": search.entry_id,
        "key": search.key,
        "kind": search.kind,
        "kinds": kinds,
        "keys": list(scope.keys),
        "beginnings": list(scope.beginnings),
        "end": END,
        "entry_ids": list(scope.entry_ids),
        "accounts": [account_id(each) for each in search.addresses],
        "scope_accounts": [account_id(each) for each in scope.addresses],
        "since": search.since or "-infinity",
        "until": search.until or "infinity",
    }


# From each kind to the next, so that as many entries are read as there are kinds.
_ALL_KINDS = """
WITH RECURSIVE known AS (
    (SELECT kind FROM ledger_entry ORDER BY kind LIMIT 1)
    UNION ALL
    SELECT (SELECT entry.kind FROM ledger_entry entry WHERE entry.kind > known.kind
             ORDER BY entry.kind LIMIT 1)
      FROM known WHERE known.kind IS NOT NULL)
SELECT kind FROM known WHERE kind IS NOT NULL ORDER BY kind
"""


def kinds_in_the_book() -> list[str]:
    """Every kind of entry that was ever posted here."""
    return [kind for (kind,) in db.fetch_all(_ALL_KINDS)]


def entry_for_operator(entry_id: UUID) -> FoundEntry | None:
    """The entry, if there is one."""
    found = _entries([entry_id])
    return found[0] if found else None


_ENTRIES = """
SELECT id, kind, key, at, recorded_at, actor, reverses, memo, metadata, digest FROM ledger_entry
 WHERE id = ANY (%s::uuid[]) ORDER BY at DESC, id DESC
"""
_LINES = """
SELECT line.entry_id, line.position, account.address, account.currency, line.amount_minor,
       line.sequence, line.balance_minor
  FROM ledger_line line JOIN ledger_account account ON account.id = line.account_id
 WHERE line.entry_id = ANY (%s::uuid[]) ORDER BY line.entry_id, line.position
"""


def _entries(ids: Sequence[UUID]) -> tuple[FoundEntry, ...]:
    if not ids:
        return ()
    lines: dict[UUID, list[FoundLine]] = {}
    for entry_id, position, address, currency, minor, sequence, left in db.fetch_all(
        _LINES, [list(ids)]
    ):
        balance = None if left is None else Money(left, currency)
        line = FoundLine(position, address, Money(minor, currency), sequence, balance)
        lines.setdefault(entry_id, []).append(line)
    return tuple(
        FoundEntry(
            id=entry_id,
            kind=kind,
            key=key,
            at=at,
            recorded_at=recorded_at,
            actor=actor,
            reverses=reverses,
            memo=memo,
            metadata=read_json(metadata),
            digest=bytes(digest),
            lines=tuple(lines.get(entry_id, ())),
        )
        for entry_id, kind, key, at, recorded_at, actor, reverses, memo, metadata, digest in (
            db.fetch_all(_ENTRIES, [list(ids)])
        )
    )


def reversals_for_operator(entry_id: UUID) -> list[tuple[UUID, str]]:
    """The entries that take this one back, as (id, key), oldest first."""
    sql = "SELECT id, key FROM ledger_entry WHERE reverses = %s ORDER BY id"
    return [(each, key) for each, key in db.fetch_all(sql, [entry_id])]


def sealing_for_operator(entry_id: UUID) -> Sealing | None:
    """Where it is in the sealed book; None where it waits to be sealed, or is not in the book."""
    row = db.fetch_row(
        "SELECT position, (SELECT number FROM ledger_seal WHERE size > position"
        " ORDER BY size LIMIT 1) FROM ledger_leaf WHERE entry_id = %s",
        [entry_id],
    )
    if row is None:
        return None
    return Sealing(row[0], row[1], sealed.newest_published_over(entry_id))

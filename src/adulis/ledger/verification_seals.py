"""Compare the book with its seals, and the seals with the heads that have left the house.

``verification`` asks whether the book is right in itself. Here it is asked whether it is still the
one it was: first of whoever could rewrite entries and not the seals, then, with heads that were
published, of whoever could rewrite both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from adulis.kernel import db
from adulis.ledger import sealed
from adulis.ledger.heads import NOTHING_BEFORE, Published
from adulis.ledger.leaves import leaf_of
from adulis.ledger.sealed import LEVELS_APART, Seal
from adulis.ledger.signing import is_signed_by, our_public_keys
from adulis.ledger.tree import Frontier
from adulis.ledger.verification import Fault, Progress, read_rows

SEALS_AT_ONCE = 1_000

_LEAVES = f"""
SELECT leaf.position, leaf.entry_id, leaf.hash, leaf.salt, {sealed.TOLD_COLUMNS}
  FROM ledger_leaf leaf LEFT JOIN ledger_entry entry ON entry.id = leaf.entry_id
 {sealed.TOLD_LINES}
 ORDER BY leaf.position
"""  # noqa: S608 - our own column names


def seal_faults(published: Sequence[Published], progress: Progress) -> Iterator[Fault]:
    """Everything that is not as it was sealed, or as it was ``published``.

    The caller holds one frozen view of the database open: see ``tasks.verify_book``.
    """
    found = _Book(published)
    yield from _seal_faults(found)
    total: int = db.fetch_value("SELECT count(*) FROM ledger_leaf")
    done = 0
    progress("ledger_leaf", done, total)
    for rows in read_rows(_LEAVES):
        for row in rows:
            yield from found.leaf_faults(row)
        done += len(rows)
        progress("ledger_leaf", done, total)
    yield from found.faults_at_the_end()


def _seal_faults(book: _Book) -> Iterator[Fault]:
    """What is wrong with seals among themselves; the others are noted, to be met on the way."""
    ours = our_public_keys()
    before: Seal | None = None
    number = 1
    while batch := sealed.seals_from(number, limit=SEALS_AT_ONCE):
        for seal in batch:
            head, name = seal.head, f"ledger_seal {seal.head.number}"
            if head.number != number:
                yield Fault(name, f"the one before it, {number}, is gone")
            elif head.previous != (before.head.hash if before else NOTHING_BEFORE):
                yield Fault(name, "it does not name the head before it")
            if seal.public_key and not is_signed_by(seal.public_key, head, seal.signature):
                yield Fault(name, "its signature is not of what it says")
            elif ours and seal.public_key and seal.public_key not in ours:
                yield Fault(name, "it is signed with a key that is not ours")
            elif before and before.public_key and not seal.public_key:
                yield Fault(name, "it is not signed, though the one before it is")
            book.expect(seal)
            before, number = seal, head.number + 1


class _Book:
    """Walks along the leaves, growing the tree again, and meets each head where it ends."""

    def __init__(self, published: Sequence[Published]) -> None:
        self._tree = Frontier()
        self._seals: dict[int, Seal] = {}
        self._published = sorted(published, key=lambda head: (head.size, head.number))
        # How far the book is known to be the one that was published, and whether it still is.
        self._known_size = 0
        self._is_known = True
        self._met = 0

    def expect(self, seal: Seal) -> None:
        self._seals[seal.head.size] = seal

    def leaf_faults(self, row: Sequence[Any]) -> Iterator[Fault]:
        position, entry_id, stored, salt, *content = row
        if position != self._tree.size:
            yield Fault(f"ledger_leaf {position}", f"leaf {self._tree.size} is missing before it")
            return
        if content[0] is None:
            yield Fault(f"ledger_entry {entry_id}", f"it is gone; it was sealed as leaf {position}")
        elif leaf_of(sealed.told_row(content), bytes(salt)) != bytes(stored):
            name = f"ledger_entry {entry_id} ({content[2]})"
            yield Fault(name, f"it, or one of its lines, is not what was sealed as leaf {position}")
        for level, index, node in self._tree.append(bytes(stored)):
            if level % LEVELS_APART == 0 and node != _stored_node(level, index):
                yield Fault(f"ledger_node {level}/{index}", "it does not follow from the leaves")
        seal = self._seals.pop(self._tree.size, None)
        if seal and seal.head.root != self._tree.root():
            yield Fault(
                f"ledger_seal {seal.head.number}", "its root does not follow from the leaves"
            )
        yield from self._published_faults(seal)

    def _published_faults(self, seal: Seal | None) -> Iterator[Fault]:
        while self._met < len(self._published):
            head = self._published[self._met]
            if head.size > self._tree.size:
                return
            self._met += 1
            is_same = head.root == self._tree.root()
            if is_same and seal and seal.head.text == head.text:
                self._known_size = head.size
            elif is_same:
                yield Fault(f"ledger_seal {head.number}", "it was published in other words")
            elif self._is_known:
                self._is_known = False
                yield Fault(f"ledger_seal {head.number}", self._changed(head))

    def _changed(self, head: Published) -> str:
        """Between the last head that fits and this one somebody was at work."""
        first, last = (
            db.fetch_value("SELECT entry_id FROM ledger_leaf WHERE position = %s", [position])
            for position in (self._known_size, head.size - 1)
        )
        return (
            f"it was published with another root: the book was rewritten since, and its seals with"
            f" it, among entries {first} (leaf {self._known_size}) to {last} (leaf {head.size - 1})"
        )

    def faults_at_the_end(self) -> Iterator[Fault]:
        for seal in self._seals.values():
            what = f"it is over {seal.head.size} entries, and there are {self._tree.size} leaves"
            yield Fault(f"ledger_seal {seal.head.number}", what)
        for head in self._published[self._met :]:
            what = (
                f"it was published over {head.size} entries, and {self._tree.size} are sealed:"
                " the book was cut off, or restored from a time before"
            )
            yield Fault(f"ledger_seal {head.number}", what)


def _stored_node(level: int, index: int) -> bytes | None:
    stored = db.fetch_value(
        "SELECT hash FROM ledger_node WHERE level = %s AND index = %s", [level, index]
    )
    return bytes(stored) if stored is not None else None

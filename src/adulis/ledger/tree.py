"""A Merkle tree over a log that only grows, as RFC 6962 defines it. Pure.

Leaves are numbered from 0. A *node* (level, index) is the root of the complete subtree over the
``2**level`` leaves from ``index * 2**level`` on. It never changes once it is complete, so all that
is ever needed of the past can be fetched by a function ``Nodes``. A root says what all leaves are
and in which order; an inclusion path shows that a leaf is among them, a consistency path that a
longer tree begins with all of a shorter one. Paths and appends take O(log n) nodes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

# The root of no leaves at all.
EMPTY_ROOT = hashlib.sha256(b"").digest()

# The hash of the complete subtree at (level, index).
Nodes = Callable[[int, int], bytes]


def leaf_hash(content: bytes) -> bytes:
    """What a leaf is to the tree; its prefix keeps anybody from passing a node off as a leaf."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def reduce_nodes(hashes: Sequence[bytes]) -> bytes:
    """The root over neighbouring nodes of one level, whose number is a power of two."""
    row = list(hashes)
    while len(row) > 1:
        row = [node_hash(row[at], row[at + 1]) for at in range(0, len(row), 2)]
    return row[0]


@dataclass(slots=True)
class Frontier:
    """The right edge of a tree: the complete subtrees it is made of, the largest first.

    All there is to know of ``size`` leaves in order to append more and to tell the root.
    """

    size: int = 0
    _peaks: list[bytes] = field(default_factory=list)

    @classmethod
    def of(cls, size: int, nodes: Nodes) -> Frontier:
        """The right edge of the tree of ``size`` leaves."""
        return cls(size, [nodes(level, index) for level, index in _peaks_of(0, size)])

    def append(self, leaf: bytes) -> Iterator[tuple[int, int, bytes]]:
        """Add a leaf's hash; yields every node above it that this completes."""
        self._peaks.append(leaf)
        index, level = self.size, 0
        self.size += 1
        while index % 2:
            right, left = self._peaks.pop(), self._peaks.pop()
            level, index = level + 1, index // 2
            self._peaks.append(node_hash(left, right))
            yield level, index, self._peaks[-1]

    def root(self) -> bytes:
        return _fold(self._peaks)


def inclusion_path(index: int, size: int, nodes: Nodes) -> list[bytes]:
    """What shows leaf ``index`` to be in the tree of ``size`` leaves (RFC 6962, 2.1.1).

    Raises ValueError where there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} among {size}")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_root(middle, end, nodes))
            end = middle
        else:
            path.append(_root(start, middle, nodes))
            start = middle
    return path[::-1]


def consistency_path(old: int, new: int, nodes: Nodes) -> list[bytes]:
    """What shows the tree of ``new`` leaves to begin with all ``old`` of another (2.1.2).

    Raises ValueError where it could not. Of an empty tree, or the same, there is nothing to show.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} leaves does not begin with {old}")
    path: list[bytes] = []
    start, end, is_old_root = 0, new, True
    while start < old < end:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(_root(middle, end, nodes))
            end = middle
        else:
            path.append(_root(start, middle, nodes))
            start, is_old_root = middle, False
    if not is_old_root:
        path.append(_root(start, end, nodes))
    return path[::-1]


def root_by_inclusion(index: int, size: int, leaf: bytes, path: Sequence[bytes]) -> bytes | None:
    """The root that ``path`` leads to from a leaf's hash; None where no such path leads anywhere.

    (RFC 9162, 2.1.3.2.)
    """
    if not 0 <= index < size:
        return None
    at, last, found = index, size - 1, leaf
    for each in path:
        if last == 0:
            return None
        if at % 2 or at == last:
            found = node_hash(each, found)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            found = node_hash(found, each)
        at, last = at // 2, last // 2
    return found if last == 0 else None


def is_consistent(
    old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]
) -> bool:
    """Whether ``path`` shows that the new tree begins with the old one (RFC 9162, 2.1.4.2)."""
    if old == new:
        return not path and old_root == new_root
    if not 0 < old < new:
        return old == 0 and not path and old_root == EMPTY_ROOT
    steps = list(path)
    at, last = old - 1, new - 1
    while at % 2:
        at, last = at // 2, last // 2
    if at and not steps:
        return False
    # Where the old tree is a complete subtree of the new one, its root is where both begin.
    begin = steps.pop(0) if at else old_root
    was = now = begin
    for each in steps:
        if last == 0:
            return False
        if at % 2 or at == last:
            was, now = node_hash(each, was), node_hash(each, now)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            now = node_hash(now, each)
        at, last = at // 2, last // 2
    return last == 0 and was == old_root and now == new_root


def _split(count: int) -> int:
    """The largest power of two that is smaller than ``count``: how many leaves are on the left."""
    return 1 << ((count - 1).bit_length() - 1)


def _root(start: int, end: int, nodes: Nodes) -> bytes:
    return _fold([nodes(level, index) for level, index in _peaks_of(start, end)])


def _peaks_of(start: int, end: int) -> Iterator[tuple[int, int]]:
    """The complete subtrees that a subtree over the leaves ``start`` to ``end`` consists of."""
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def _fold(peaks: Sequence[bytes]) -> bytes:
    """The root over complete subtrees that become smaller from left to right."""
    if not peaks:
        return EMPTY_ROOT
    *before, found = peaks
    for each in reversed(before):
        found = node_hash(each, found)
    return found

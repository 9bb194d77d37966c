"""Seal what nobody can precede any more: leaves, nodes and a head, all in one transaction.

Posting knows nothing of it: no trigger of its tables looks at seals, no lock is shared, and what
is read is read behind the transaction horizon.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from adulis.kernel import db
from adulis.ledger import sealed
from adulis.ledger.heads import NOTHING_BEFORE, Head
from adulis.ledger.leaves import SALT_BYTES, Told, leaf_of
from adulis.ledger.signing import sign
from adulis.ledger.tree import Frontier

_ONE_AT_A_TIME = "SELECT pg_try_advisory_xact_lock(hashtextextended('ledger/seal', 0))"
_LEAF = {"position": "bigint", "entry_id": "uuid", "hash": "bytea", "salt": "bytea"}
_NODE = {"level": "smallint", "index": "bigint", "hash": "bytea"}
_SEAL = {
    "number": "bigint", "size": "bigint", "root": "bytea", "previous": "bytea",
    "made_at": "timestamptz", "origin": "text", "public_key": "bytea", "signature": "bytea",
    "through_xid": "bigint", "lineage": "text",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sealing:
    """``count`` entries were sealed; whether ``more`` wait already."""

    count: int
    more: bool


@db.transaction_required
def seal_entries(*, limit: int) -> Sealing:
    """Seal the next ``limit`` entries behind the transaction horizon, if there are any.

    Any number may try at once: one does it, the others find that nothing is left to them. Raises
    SealKeyInvalid.
    """
    if not db.fetch_value(_ONE_AT_A_TIME):
        return Sealing(0, more=False)
    # Few rows are waiting of however many there are, and the index knows where.
    db.execute("SET LOCAL enable_seqscan = off")
    last = sealed.newest_seal()
    edge = sealed.horizon()
    found = sealed.waiting(last, edge, limit=limit)
    if not found.entries:
        return Sealing(0, more=False)
    # After this point the sealing must succeed.
    root = _grow(last.head.size if last else 0, found.entries)
    head = Head(
        origin=settings.LEDGER_ORIGIN,
        number=last.head.number + 1 if last else 1,
        size=(last.head.size if last else 0) + len(found.entries),
        root=root,
        previous=last.head.hash if last else NOTHING_BEFORE,
        made_at=db.clock(),
    )
    public_key, signature = sign(head)
    row = (
        head.number, head.size, head.root, head.previous, head.made_at, head.origin,
        public_key, signature, found.through_xid, edge.lineage,
    )  # fmt: skip
    db.insert_rows("ledger_seal", _SEAL, [row])
    return Sealing(len(found.entries), more=not found.is_all)


def _grow(size: int, entries: tuple[tuple[UUID, Told], ...]) -> bytes:
    """Append a leaf for each entry to the tree of ``size`` leaves; returns the new root."""
    edge = Frontier.of(size, sealed.node)
    leaves: list[tuple[int, UUID, bytes, bytes]] = []
    nodes: list[tuple[int, int, bytes]] = []
    for entry_id, content in entries:
        salt = secrets.token_bytes(SALT_BYTES)
        leaf = leaf_of(content, salt)
        leaves.append((edge.size, entry_id, leaf, salt))
        nodes += [each for each in edge.append(leaf) if each[0] % sealed.LEVELS_APART == 0]
    db.insert_rows("ledger_leaf", _LEAF, leaves)
    db.insert_rows("ledger_node", _NODE, nodes)
    return edge.root()

"""What somebody needs to convince themselves, without us, that an entry is in the sealed book."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from adulis.kernel import db
from adulis.ledger import sealed
from adulis.ledger.errors import EntryNotSealed, NotSealed, UnknownEntry
from adulis.ledger.heads import verifier_key
from adulis.ledger.leaves import Told, commitment, part_salt
from adulis.ledger.sealed import Seal
from adulis.ledger.tree import inclusion_path

FORMAT = "adulis-proof/1"
VERIFIER = Path(__file__).parent.joinpath("standalone", "verify_proof.py")

# Whether a part of an entry may be seen by whoever is given the proof.
Shown = Callable[[Mapping[str, Any]], bool]

_LEAF = "SELECT position, salt FROM ledger_leaf WHERE entry_id = %s"
_TOLD = (
    f"SELECT {sealed.TOLD_COLUMNS} FROM ledger_entry entry {sealed.TOLD_LINES} WHERE entry.id = %s"  # noqa: S608
)


def everything(_part: Mapping[str, Any]) -> bool:
    return True


def only_lines_of(prefix: str) -> Shown:
    """For somebody whose accounts begin with ``prefix``: what the entry is and when, and their
    own lines; not who did it, why, and what it did to others.
    """

    def shown(part: Mapping[str, Any]) -> bool:
        return "kind" in part or str(part.get("account", "")).startswith(f"{prefix}/")

    return shown


def prove(entry_id: UUID, *, number: int | None, shown: Shown = everything) -> dict[str, Any]:
    """A proof as JSON, under the seal ``number``; else the newest that was published, else the
    newest there is.

    Raises UnknownEntry; NotSealed where that seal is not over it.
    """
    row = db.fetch_row(_TOLD, [entry_id])
    if row is None:
        raise UnknownEntry(entry_id=str(entry_id))
    leaf = db.fetch_row(_LEAF, [entry_id])
    wanted = number if number is not None else sealed.newest_published_over(entry_id)
    seal = sealed.newest_seal() if wanted is None else sealed.seal(wanted)
    if leaf is None or seal is None or seal.head.size <= leaf[0]:
        raise NotSealed(f"no such seal is over entry {entry_id}")
    position, salt = leaf
    return {
        "format": FORMAT,
        "position": position,
        "parts": _parts(sealed.told_row(row), bytes(salt), shown),
        "path": [each.hex() for each in inclusion_path(position, seal.head.size, sealed.node)],
        "head": seal.note,
        "public_key": _key(seal),
    }


_TOUCHES = """
SELECT EXISTS (SELECT FROM ledger_line line JOIN ledger_account account
                   ON account.id = line.account_id
                WHERE line.entry_id = %s AND starts_with(account.address, %s))
"""


def prove_to_merchant(merchant_id: UUID, entry_id: UUID) -> dict[str, Any]:
    """A proof of an entry that moved money of this merchant, which shows what the entry is, when
    it was, and their own lines; of the rest, no more than how many lines there are.

    Raises UnknownEntry, also where it moved nothing of theirs; EntryNotSealed.
    """
    own = f"merchant/{merchant_id}"
    if not db.fetch_value(_TOUCHES, [entry_id, f"{own}/"]):
        raise UnknownEntry
    try:
        return prove(entry_id, number=None, shown=only_lines_of(own))
    except NotSealed as waits:
        raise EntryNotSealed from waits


def _parts(content: Told, salt: bytes, shown: Shown) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    for number, part in enumerate(content.parts):
        hiding = part_salt(salt, number)
        if shown(part):
            parts.append({"part": dict(part), "salt": hiding.hex()})
        else:
            parts.append({"commitment": commitment(part, hiding).hex()})
    return parts


def _key(seal: Seal) -> str | None:
    return verifier_key(seal.head.origin, seal.public_key) if seal.public_key else None

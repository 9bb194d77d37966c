"""What a leaf of the sealed book says: one entry and its lines, each behind a salt. Pure.

An entry is told in *parts*: part 0 says what it is and when, part 1 who did it and why, the others
are its lines in order. Each part is compact JSON, object names sorted, in UTF-8. Of each part the
leaf holds a commitment only,

    SHA-256(salt of the part, then the part),  salt of the part = HMAC-SHA-256(salt, number of it)

and the leaf's content is the JSON ``["adulis-entry/1", [commitment of each part, in hex]]``. So a
part can be shown by itself with its salt, and proves itself, while the others stay hidden: without
their salts nobody finds out by trying, however few amounts there may be.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from adulis.ledger.tree import leaf_hash

VERSION = "adulis-entry/1"
# Of an entry, what may be seen by everybody whose line is in it.
WHAT_AND_WHEN = frozenset({"id", "kind", "at", "recorded_at"})
# Sixteen random bytes for each entry: as many as nobody can try.
SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as a leaf tells it; ``parts`` are JSON objects."""

    parts: tuple[Mapping[str, Any], ...]


def told(
    entry: Mapping[str, Any], lines: Sequence[tuple[int, str, int, int | None, int | None]]
) -> Told:
    """``entry`` by the names of its columns (times as datetimes, ids as UUIDs); ``lines`` are
    (position, address, minor units, sequence, balance in minor units).
    """
    plain = {name: _plain(value) for name, value in entry.items()}
    what, why = (
        {name: value for name, value in plain.items() if (name in WHAT_AND_WHEN) is is_what}
        for is_what in (True, False)
    )
    rest = (
        {
            "position": position,
            "account": address,
            "amount_minor": amount,
            "sequence": sequence,
            "balance_minor": balance,
        }
        for position, address, amount, sequence, balance in lines
    )
    return Told((what, why, *rest))


def leaf_of(entry: Told, salt: bytes) -> bytes:
    """The hash of the leaf that commits to ``entry``."""
    commitments = [
        commitment(part, part_salt(salt, number)) for number, part in enumerate(entry.parts)
    ]
    return leaf_hash(leaf_content(commitments))


def leaf_content(commitments: Sequence[bytes]) -> bytes:
    return canonical([VERSION, [each.hex() for each in commitments]])


def part_salt(salt: bytes, number: int) -> bytes:
    """What hides part ``number``; nothing is learnt from it about another part's."""
    return hmac.digest(salt, number.to_bytes(4, "big"), hashlib.sha256)


def commitment(part: Mapping[str, Any], salt: bytes) -> bytes:
    return hashlib.sha256(salt + canonical(part)).digest()


def canonical(value: Any) -> bytes:
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def utc(moment: datetime) -> str:
    """``2026-01-05T12:00:00.000000Z``: always the same length."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return utc(value)
    if value is None or isinstance(value, str | Mapping):
        return value
    return str(value)

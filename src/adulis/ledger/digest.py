"""What an entry says, in 32 bytes. Pure.

The digest covers everything about an entry that does not follow from the lines before it. It is
how a repeated key is told from a reused one, and how ``verify`` names an entry somebody edited.
Anyone can compute it: a SHA-256 over compact JSON, object names sorted, times in UTC.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson

_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z


def digest(
    *,
    entry_id: UUID,
    kind: str,
    key: str,
    at: datetime,
    recorded_at: datetime,
    actor: str,
    reverses: UUID | None,
    memo: str,
    metadata: Mapping[str, Any],
    transfers: Sequence[tuple[str, str, int]],
) -> bytes:
    """The SHA-256 of an entry; ``transfers`` are (source, target, minor units) in order.

    The currency is in the addresses.
    """
    content = (
        entry_id,
        kind,
        key,
        at.astimezone(UTC),
        recorded_at.astimezone(UTC),
        actor,
        reverses,
        memo,
        metadata,
        transfers,
    )
    return hashlib.sha256(orjson.dumps(content, option=_CANONICAL)).digest()

"""The questions about API keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from adulis.identity.models import ApiKey
from adulis.identity.values import KeyState, Viewer


@dataclass(frozen=True, slots=True)
class KeySeen:
    """An API key as its merchant sees it: everything but the secret."""

    id: UUID
    name: str
    prefix: str
    state: KeyState
    scopes: list[str]
    allowed_addresses: list[str]
    made_by: UUID
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    last_used_from: str
    revoked_at: datetime | None
    rotated_from: UUID | None
    rotated_to: UUID | None


def api_keys_of(
    viewer: Viewer, *, limit: int, offset: int, at: datetime
) -> tuple[list[KeySeen], int]:
    """The merchant's keys, newest first, dead ones included, and how many there are."""
    rows = ApiKey.objects.filter(merchant_id=viewer.merchant_id).order_by("-id")
    return [_key_seen(row, at) for row in rows[offset : offset + limit + 1]], rows.count()


def api_key_of(viewer: Viewer, key_id: UUID, *, at: datetime) -> KeySeen | None:
    """One key of the viewer's merchant, or None."""
    row = ApiKey.objects.filter(merchant_id=viewer.merchant_id, id=key_id).first()
    return None if row is None else _key_seen(row, at)


def _key_seen(row: ApiKey, at: datetime) -> KeySeen:
    return KeySeen(
        id=row.id,
        name=row.name,
        prefix=row.prefix,
        state=_state(row, at),
        scopes=row.scopes,
        allowed_addresses=row.allowed_addresses,
        made_by=row.made_by_id,
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        last_used_from=row.last_used_from,
        revoked_at=row.revoked_at,
        rotated_from=row.rotated_from,
        rotated_to=row.rotated_to,
    )


def _state(row: ApiKey, at: datetime) -> KeyState:
    if row.revoked_at is not None:
        return KeyState.REVOKED
    if row.expires_at is not None and row.expires_at <= at:
        return KeyState.EXPIRED
    return KeyState.ACTIVE

"""The secrets of endpoints, in clear for as long as it takes to sign."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.kernel.encryption import open_sealed
from adulis.webhooks.models import OLD_SECRET, SECRET


def open_secret(endpoint_id: UUID, sealed: str) -> str:
    """Raises CannotOpen."""
    return open_sealed(sealed, place=SECRET.place(endpoint_id))


def secrets_of(
    endpoint_id: UUID, sealed: str, old_sealed: str, old_until: datetime | None, at: datetime
) -> tuple[str, ...]:
    """Whatever signs at this moment, the newest first. Raises CannotOpen."""
    newest = open_secret(endpoint_id, sealed)
    if old_until is None or old_until <= at:
        return (newest,)
    return (newest, open_sealed(old_sealed, place=OLD_SECRET.place(endpoint_id)))

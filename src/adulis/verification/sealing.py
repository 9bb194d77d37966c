"""What a merchant says of itself: sealed at rest, and found again by its numbers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import orjson

from adulis.kernel.encryption import blind_index, open_sealed, seal
from adulis.kernel.sealed import SealedColumn
from adulis.verification.values import Address, Constitution, Details


def seal_details(details: Details, column: SealedColumn, row_id: UUID) -> str:
    return seal(orjson.dumps(details).decode(), place=column.place(row_id))


def open_details(sealed: str, column: SealedColumn, row_id: UUID) -> Details:
    """Raises CannotOpen. An empty text is a draft nobody has begun."""
    if not sealed:
        return Details()
    told = orjson.loads(open_sealed(sealed, place=column.place(row_id)))
    return Details(
        legal_name=told["legal_name"],
        date_of_birth=date.fromisoformat(told["date_of_birth"]) if told["date_of_birth"] else None,
        constitution=Constitution(told["constitution"]) if told["constitution"] else None,
        pan=told["pan"],
        gstin=told["gstin"],
        address=Address(**told["address"]) if told["address"] else None,
        director_names=tuple(told["director_names"]),
    )


def pan_index(pan: str) -> bytes | None:
    """The same for everybody who says this PAN."""
    return blind_index(pan, purpose="verification.pan") if pan else None


def gstin_index(gstin: str) -> bytes | None:
    return blind_index(gstin, purpose="verification.gstin") if gstin else None

"""Ids: UUIDv7 (RFC 9562), made here so that PostgreSQL 15 serves as well as 18."""

from __future__ import annotations

from uuid import UUID

import uuid_utils


def new_id() -> UUID:
    """A time-ordered UUIDv7: new rows land at the right edge of their index."""
    return UUID(bytes=uuid_utils.uuid7().bytes)

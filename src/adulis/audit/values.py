"""What is looked for in the audit log, and what is found there. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Which records; what is given applies together. ``since`` is included, ``until`` is not."""

    merchant_id: UUID | None = None
    subject: str = ""
    action: str = ""
    actor_id: str = ""
    request_id: str = ""
    since: datetime | None = None
    until: datetime | None = None

    @property
    def told(self) -> dict[str, str]:
        """What was asked for, as it is written down."""
        given = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: str(value) for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: the last record on it."""

    at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class Record:
    """One deed as it was written down; who did it is said by ``actor_kind`` and ``actor_id``."""

    id: int
    at: datetime
    action: str
    subject: str
    merchant_id: UUID | None
    actor_kind: str
    actor_id: str
    user_id: str
    address: str
    request_id: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def place(self) -> Place:
        return Place(self.at, self.id)

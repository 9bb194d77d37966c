"""Which bank, how is it, and what did it say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

import orjson
from django.conf import settings

from adulis.gateways.bank import Bank, Line
from adulis.gateways.errors import BankUnknown
from adulis.gateways.models import Callback
from adulis.gateways.values import PROFILES, Profile
from adulis.kernel import db
from adulis.kernel.encryption import open_bytes


@dataclass(frozen=True, slots=True)
class Health:
    """Why nothing is submitted to a bank: ``open_until`` a time, or ``paused`` until resumed."""

    open_until: datetime | None
    paused: str

    @property
    def is_well(self) -> bool:
        return self.open_until is None and not self.paused


@dataclass(frozen=True, slots=True)
class Message:
    """A stored callback, opened."""

    id: UUID
    bank: str
    type: str
    reference: str
    event_id: str
    data: dict[str, Any]


def profile() -> Profile:
    """What we rely on with the connected bank (``BANK_PROFILE``)."""
    return PROFILES[settings.BANK_PROFILE]


def callback_secrets(bank: str) -> list[str]:
    """The secrets ``bank`` may sign with. Raises BankUnknown."""
    if bank != settings.BANK_CODE:
        raise BankUnknown
    return list(settings.BANK_CALLBACK_SECRETS)


def connected_bank() -> Bank:
    """The line to the configured bank, one per process."""
    return _connect(
        Line(
            code=settings.BANK_CODE,
            base_url=settings.BANK_BASE_URL,
            key_id=settings.BANK_KEY_ID,
            secret=settings.BANK_SECRET,
            deadline_seconds=float(settings.PAYOUT_PROCESSING_TIMEOUT_SECONDS),
        )
    )


@lru_cache(maxsize=8)
def _connect(line: Line) -> Bank:
    return Bank(line)


def health(bank: str) -> Health:
    """Whether ``bank`` is submitted to right now."""
    row = db.fetch_row(
        "SELECT CASE WHEN open_until > adulis_clock() THEN open_until END, paused_reason"
        " FROM gateways_bank_health WHERE bank = %s",
        [bank],
    )
    return Health(None, "") if row is None else Health(*row)


def messages(callback_ids: Sequence[UUID]) -> list[Message]:
    """Stored messages, opened, in the order they were received."""
    rows = Callback.objects.filter(id__in=callback_ids).order_by("received_at", "id")
    return [_opened(row) for row in rows]


def _opened(row: Callback) -> Message:
    body = open_bytes(row.body_sealed, place=f"gateways_callback.body.{row.id}")
    message = cast("dict[str, Any]", orjson.loads(body))
    return Message(row.id, row.bank, row.type, row.reference, row.event_id, message["data"])

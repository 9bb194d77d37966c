"""What is asked for. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from adulis.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferOrder:
    """``to`` is a merchant's id or its account number (``ADUL…``).

    ``note`` is read by both sides, ``reference`` by the sender alone.
    """

    to: str
    amount: Money
    note: str = ""
    reference: str = ""
    quote_id: UUID | None = None

"""Facts about documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from adulis.events.values import Fact
from adulis.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceIssued(Fact):
    """The fees of a month were invoiced."""

    type: ClassVar[str] = "invoice.issued"
    number: str
    period: date
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditNoteIssued(Fact):
    """Fees that had been invoiced were given back; ``refers_to`` is the invoice's number."""

    type: ClassVar[str] = "credit_note.issued"
    number: str
    period: date
    total: Money
    refers_to: str

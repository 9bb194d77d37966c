"""Words of billing. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from adulis.kernel.money import Money

# Services Accounting Code: financial and related services, taxed at 18 %.
SAC = "9971"
# Longer than a transaction may be open: what was recorded before it is committed by now.
SETTLING = timedelta(hours=1)


class DocumentKind(StrEnum):
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class Direction(StrEnum):
    """From the merchant to us, or back."""

    CHARGE = "charge"
    GIVE_BACK = "give_back"


# What numbers of a kind begin with.
SERIES = {DocumentKind.INVOICE: "IN", DocumentKind.CREDIT_NOTE: "CN"}

DESCRIPTIONS = {
    "payout": "Payout fees",
    "deposit": "Deposit fees",
    "transfer": "Transfer fees",
    "escrow": "Escrow fees",
    "other": "Other fees",
}


@dataclass(frozen=True, slots=True)
class Party:
    """Who is on a document. ``state``: the GST code of the state, two digits; "" unknown."""

    name: str
    address: str = ""
    gstin: str = ""
    state: str = ""


# Who a merchant is to be billed as. Verification knows, which is beside this room; the door asks.
BilledAs = Callable[[UUID], Party]


@dataclass(frozen=True, slots=True)
class Item:
    """What one entry of the ledger charged a merchant, or gave back; neither is negative.

    ``subject`` is what it was for (``payout/<id>``): a give-back belongs to the charge of the same.
    """

    id: int
    direction: Direction
    service: str
    subject: str
    fee: Money
    tax: Money


@dataclass(frozen=True, slots=True)
class Charged:
    """An earlier charge, and the invoice it stands on."""

    subject: str
    document_id: UUID


@dataclass(frozen=True, slots=True)
class Draft:
    """A document to be: what it refers to (credit notes), and the items on it."""

    kind: DocumentKind
    items: tuple[Item, ...]
    refers_to: UUID | None = None

    @property
    def fee(self) -> Money:
        return self._sum("fee")

    @property
    def tax(self) -> Money:
        return self._sum("tax")

    def _sum(self, part: str) -> Money:
        total = Money(0)
        for each in self.items:
            amount: Money = getattr(each, part)
            total = total + amount if self.counts(each) else total - amount
        return total

    def counts(self, item: Item) -> bool:
        """Whether the item adds to the document's total; otherwise it is taken off."""
        is_charge = item.direction == Direction.CHARGE
        return is_charge == (self.kind == DocumentKind.INVOICE)


@dataclass(frozen=True, slots=True)
class TaxSplit:
    """Half and half to centre and state within one state, all of it integrated across states."""

    cgst: Money
    sgst: Money
    igst: Money


@dataclass(frozen=True, slots=True)
class Shown:
    """A document, opened: what the API and the paper say."""

    id: UUID
    kind: DocumentKind
    number: str
    period: date
    issued_at: Any
    issued_on: date
    supplier: Party
    recipient: Party
    place_of_supply: str
    taxable: Money
    split: TaxSplit
    total: Money
    refers_to: tuple[UUID, str, date] | None
    item_count: int
    lines: tuple[dict[str, Any], ...]


# GST state codes (first two digits of a GSTIN), their names, and ISO 3166-2:IN where it differs
# from nothing: an address gives the ISO code.
_STATES = """
01 JK Jammu and Kashmir|02 HP Himachal Pradesh|03 PB Punjab|04 CH Chandigarh|05 UK Uttarakhand
06 HR Haryana|07 DL Delhi|08 RJ Rajasthan|09 UP Uttar Pradesh|10 BR Bihar|11 SK Sikkim
12 AR Arunachal Pradesh|13 NL Nagaland|14 MN Manipur|15 MZ Mizoram|16 TR Tripura|17 ML Meghalaya
18 AS Assam|19 WB West Bengal|20 JH Jharkhand|21 OD Odisha|22 CG Chhattisgarh|23 MP Madhya Pradesh
24 GJ Gujarat|26 DH Dadra and Nagar Haveli and Daman and Diu|27 MH Maharashtra|29 KA Karnataka
30 GA Goa|31 LD Lakshadweep|32 KL Kerala|33 TN Tamil Nadu|34 PY Puducherry
35 AN Andaman and Nicobar Islands|36 TS Telangana|37 AP Andhra Pradesh|38 LA Ladakh
"""
# Codes as they were written before.
_OLDER = {"UT": "05", "OR": "21", "CT": "22", "TG": "36", "DN": "26", "DD": "26"}
_ROWS = [row.split(" ", 2) for row in _STATES.strip().replace("\n", "|").split("|")]
STATE_NAMES = {code: name for code, _, name in _ROWS}
STATE_CODES = {iso: code for code, iso, _ in _ROWS} | _OLDER

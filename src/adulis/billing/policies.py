"""What is billed to whom, on which document, and with which taxes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from adulis.billing.values import (
    SERIES,
    STATE_NAMES,
    Direction,
    DocumentKind,
    Draft,
    Item,
    Party,
    TaxSplit,
)
from adulis.kernel.money import Money

LARGEST_SEQUENCE = 99_999_999


def month_of(day: date) -> date:
    """The first day of its month: what a period is called."""
    return day.replace(day=1)


def month_after(period: date) -> date:
    return date(period.year + period.month // 12, period.month % 12 + 1, 1)


def financial_year(day: date) -> str:
    """``2627`` from April 2026 to March 2027."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first % 100:02d}{(first + 1) % 100:02d}"


def number_of(kind: DocumentKind, year: str, sequence: int) -> str:
    """``IN/2627/00000001``: sixteen characters, as many as Rule 46(b) allows."""
    if not 1 <= sequence <= LARGEST_SEQUENCE:
        raise ValueError(f"{sequence} does not fit into the number of a document")
    return f"{SERIES[kind]}/{year}/{sequence:08d}"


def place_of_supply(supplier: Party, recipient: Party) -> str:
    """The state of the recipient on our records, else our own (IGST Act, 2017, s. 12(12))."""
    for code in (recipient.gstin[:2], recipient.state, supplier.gstin[:2]):
        if code in STATE_NAMES:
            return code
    return supplier.state


def split_of(tax: Money, supplier: Party, place: str) -> TaxSplit:
    """Of an odd paisa the centre has the larger half: what was charged is not rounded again."""
    nothing = Money(0, tax.currency)
    if place == supplier.gstin[:2]:
        centre, state = tax.split([1, 1])
        return TaxSplit(centre, state, nothing)
    return TaxSplit(nothing, nothing, tax)


def drafts_of(
    items: Sequence[Item], billed: Mapping[str, UUID], latest: UUID | None
) -> tuple[list[Draft], list[Item]]:
    """The documents for a merchant's items of one month, and the items that need none.

    What was charged and given back within the month is netted on its invoice. What was given back
    for a charge on an earlier invoice (``billed``: by subject) is a credit note for that one; what
    belongs to no charge we know is credited against the ``latest`` invoice. Charges that were all
    given back in the same month need no document.
    """
    charges = [each for each in items if each.direction == Direction.CHARGE]
    gifts = [each for each in items if each.direction == Direction.GIVE_BACK]
    fresh = {each.subject for each in charges if each.subject}
    netted = [each for each in gifts if each.subject in fresh]
    later = [each for each in gifts if each.subject not in fresh]
    invoice = Draft(DocumentKind.INVOICE, (*charges, *netted))
    if _is_negative(invoice):
        # More came back than was charged: that is not a month's invoice any more.
        invoice, later = Draft(DocumentKind.INVOICE, tuple(charges)), gifts
    drafts, settled = [], []
    if invoice.fee or invoice.tax:
        drafts.append(invoice)
    else:
        settled = list(invoice.items)
    return drafts + list(_credit_notes(later, billed, latest)), settled


def _is_negative(draft: Draft) -> bool:
    nothing = Money(0)
    return draft.fee < nothing or draft.tax < nothing


def _credit_notes(
    gifts: Sequence[Item], billed: Mapping[str, UUID], latest: UUID | None
) -> Iterable[Draft]:
    """One for each invoice that is referred to, in the order of the items."""
    by_invoice: dict[UUID | None, list[Item]] = {}
    for each in gifts:
        by_invoice.setdefault(billed.get(each.subject, latest), []).append(each)
    for invoice, found in by_invoice.items():
        yield Draft(DocumentKind.CREDIT_NOTE, tuple(found), refers_to=invoice)

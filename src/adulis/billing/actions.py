"""The verbs of billing: gather what was charged, issue what is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.utils import timezone

from adulis.audit import actions as audit
from adulis.billing import policies
from adulis.billing.events import CreditNoteIssued, InvoiceIssued
from adulis.billing.models import RECIPIENT, Document, Item, Scan
from adulis.billing.policies import financial_year, month_after, month_of, number_of
from adulis.billing.values import (
    DESCRIPTIONS,
    SAC,
    SETTLING,
    Direction,
    DocumentKind,
    Draft,
    Party,
)
from adulis.billing.values import Item as Billed
from adulis.events import actions as events
from adulis.events.values import Fact
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.encryption import seal
from adulis.kernel.ids import new_id
from adulis.kernel.money import rupees
from adulis.ledger import history as book
from adulis.ledger.values import BookTransfer

FEES, TAX = "platform/fees/INR", "platform/tax/INR"
# What in an entry's metadata says what was charged for, the first that is there.
_SUBJECTS = ("payout_id", "deposit_id", "transfer_id", "milestone_id", "agreement_id")
_SERVICES = {
    "payout": "payout",
    "deposit": "deposit",
    "transfer": "transfer",
    # By what its entries are about.
    "milestone": "escrow",
    "dispute": "escrow",
}


@db.transaction_required
def gather_items(*, limit: int, actor: Actor, at: datetime) -> int:
    """Turn the next transfers of fees and taxes in the ledger into items; returns how many lines
    were looked at. One worker at a time does; another one finds nothing to do.

    An item is billed with the month its entry was booked in. Where that month has been gathered to
    its end already, with the one being gathered now: what is late is billed later, not lost.
    """
    Scan.objects.get_or_create(id=1)
    scan = Scan.objects.select_for_update(skip_locked=True).filter(id=1).first()
    if scan is None:
        return 0
    before = db.clock() - SETTLING
    found = book.transfers_touching(
        [FEES, TAX], after=scan.through_line, before=before, limit=limit
    )
    reached = None if scan.gathered_until is None else month_of(_local(scan.gathered_until))
    items = list(_items(found.transfers, reached))
    Item.objects.bulk_create(items, ignore_conflicts=True)
    looked_at = found.through - scan.through_line
    scan.through_line = found.through
    if found.is_last:
        scan.gathered_until = before
    scan.save(update_fields=["through_line", "gathered_until"])
    if items:
        audit.write(
            actor=actor,
            action="billing.gather",
            subject="billing/items",
            merchant_id=None,
            before={},
            after={"through_line": found.through, "items": len(items)},
            at=at,
        )
    return looked_at


def _items(transfers: Iterable[BookTransfer], reached: date | None) -> Iterable[Item]:
    """One item for each entry, merchant and direction."""
    found: dict[tuple[UUID, UUID | None, Direction], Item] = {}
    for each in transfers:
        move = each.transfer
        direction = Direction.CHARGE if move.target in {FEES, TAX} else Direction.GIVE_BACK
        is_charge = direction == Direction.CHARGE
        ours, theirs = (move.target, move.source) if is_charge else (move.source, move.target)
        key = (each.entry_id, _merchant(each, theirs), direction)
        item = found.setdefault(key, _item(each, key[1], direction, reached))
        if ours == FEES:
            item.fee_minor += move.amount.minor
        else:
            item.tax_minor += move.amount.minor
    return found.values()


def _item(
    each: BookTransfer, merchant_id: UUID | None, direction: Direction, reached: date | None
) -> Item:
    booked = month_of(_local(each.recorded_at))
    kind = each.kind.partition("_")[0]
    told = next(((name, each.metadata[name]) for name in _SUBJECTS if name in each.metadata), None)
    return Item(
        merchant_id=merchant_id,
        entry_id=each.entry_id,
        direction=direction,
        service=_SERVICES.get(kind, "other"),
        subject="" if told is None else f"{told[0].removesuffix('_id')}/{told[1]}",
        period=booked if reached is None else max(booked, reached),
        at=each.at,
        recorded_at=each.recorded_at,
        fee_minor=0,
        tax_minor=0,
    )


def _merchant(each: BookTransfer, address: str) -> UUID | None:
    """Whose money it was; None where neither the address nor the entry says so."""
    kind, _, rest = address.partition("/")
    told = rest.partition("/")[0] if kind == "merchant" else each.metadata.get("merchant_id")
    return None if told is None else UUID(str(told))


# Documents of one merchant are issued one month after the other, and numbers are given out one
# after the other: in that order of locks.
_ONE_MERCHANT = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
_ONE_NUMBER = "SELECT pg_advisory_xact_lock(hashtextextended('billing/numbers', 0))"
_NEXT_NUMBER = """
INSERT INTO billing_series AS series (kind, financial_year, last_sequence) VALUES (%s, %s, 1)
ON CONFLICT (kind, financial_year) DO UPDATE SET last_sequence = series.last_sequence + 1
RETURNING last_sequence
"""


@db.transaction_required
def issue_documents(
    *, merchant_id: UUID, recipient: Party, actor: Actor, at: datetime
) -> list[Document]:
    """Issue what is due to a merchant for the oldest month that is over and has open items.

    ``recipient`` is who it is billed as. Nothing where nothing is due: issued before, or by
    somebody else just now. Numbers are taken in this transaction, so none is lost with it.
    """
    db.execute(_ONE_MERCHANT, [f"billing/{merchant_id}"])
    until = Scan.objects.values_list("gathered_until", flat=True).filter(id=1).first()
    open_items = Item.objects.filter(merchant_id=merchant_id, document=None, is_settled=False)
    oldest = open_items.order_by("period").values_list("period", flat=True).first()
    if oldest is None or until is None or month_after(oldest) > _local(until):
        return []
    items = [_billed(row) for row in open_items.filter(period=oldest).order_by("id")]
    drafts, settled = policies.drafts_of(
        items, _invoices_of(merchant_id, items), _latest(merchant_id)
    )
    # After this point nothing is refused.
    db.execute(_ONE_NUMBER)
    now = db.clock()
    documents = [_issue(merchant_id, oldest, draft, recipient, now) for draft in drafts]
    for document, draft in zip(documents, drafts, strict=True):
        Item.objects.filter(id__in=[each.id for each in draft.items]).update(document=document)
        _tell(document, actor, at)
    Item.objects.filter(id__in=[each.id for each in settled]).update(is_settled=True)
    return documents


def _billed(row: Item) -> Billed:
    return Billed(
        id=row.id,
        direction=Direction(row.direction),
        service=row.service,
        subject=row.subject,
        fee=rupees(row.fee_minor),
        tax=rupees(row.tax_minor),
    )


def _invoices_of(merchant_id: UUID, items: Iterable[Billed]) -> dict[str, UUID]:
    """On which invoice the charge stands that is given back now, by subject."""
    given_back = {each.subject for each in items if each.direction == Direction.GIVE_BACK}
    rows = Item.objects.filter(
        merchant_id=merchant_id,
        direction=Direction.CHARGE,
        subject__in=given_back - {""},
        document__kind=DocumentKind.INVOICE,
    ).order_by("id")
    return {row.subject: row.document_id for row in rows if row.document_id is not None}


def _latest(merchant_id: UUID) -> UUID | None:
    rows = Document.objects.filter(merchant_id=merchant_id, kind=DocumentKind.INVOICE)
    return rows.order_by("-id").values_list("id", flat=True).first()


def _issue(
    merchant_id: UUID, period: date, draft: Draft, recipient: Party, now: datetime
) -> Document:
    supplier = _supplier()
    day = _local(now)
    year = financial_year(day)
    place = policies.place_of_supply(supplier, recipient)
    referred = None
    if draft.refers_to is not None:
        # The tax that is given back is the tax that was charged.
        referred = Document.objects.get(id=draft.refers_to)
        place = referred.place_of_supply
        supplier = replace(supplier, gstin=referred.supplier["gstin"])
    split = policies.split_of(draft.tax, supplier, place)
    sequence = db.fetch_value(_NEXT_NUMBER, [draft.kind, year])
    document_id = new_id()
    told = orjson.dumps(asdict(recipient)).decode()
    return Document.objects.create(
        id=document_id,
        kind=draft.kind,
        financial_year=year,
        sequence=sequence,
        number=number_of(draft.kind, year, sequence),
        merchant_id=merchant_id,
        period=period,
        issued_at=now,
        issued_on=day,
        supplier=asdict(supplier),
        recipient_sealed=seal(told, place=RECIPIENT.place(document_id)),
        place_of_supply=place,
        taxable_minor=draft.fee.minor,
        cgst_minor=split.cgst.minor,
        sgst_minor=split.sgst.minor,
        igst_minor=split.igst.minor,
        total_minor=(draft.fee + draft.tax).minor,
        refers_to=referred,
        item_count=len(draft.items),
        lines=_lines(draft),
    )


def _lines(draft: Draft) -> list[dict[str, object]]:
    """Sums by service, what adds to the total before what is taken off."""
    lines = []
    for service, description in DESCRIPTIONS.items():
        for counts in (True, False):
            found = [
                each
                for each in draft.items
                if each.service == service and draft.counts(each) == counts
            ]
            if found:
                off = draft.kind == DocumentKind.INVOICE and not counts
                lines.append(
                    {
                        "service": service,
                        "description": f"{description} given back" if off else description,
                        "sac": SAC,
                        "count": len(found),
                        "is_taken_off": not counts,
                        "taxable_minor": sum(each.fee.minor for each in found),
                        "tax_minor": sum(each.tax.minor for each in found),
                    }
                )
    return lines


def _supplier() -> Party:
    """Who we are, by the settings."""
    return Party(
        name=settings.PLATFORM_LEGAL_NAME,
        address=settings.PLATFORM_ADDRESS,
        gstin=settings.PLATFORM_GSTIN,
        state=settings.PLATFORM_GSTIN[:2],
    )


def _tell(document: Document, actor: Actor, at: datetime) -> None:
    given: dict[str, Any] = {
        "subject_id": document.id,
        "merchant_id": document.merchant_id,
        "number": document.number,
        "period": document.period,
        "total": rupees(document.total_minor),
    }
    fact: Fact
    if document.kind == DocumentKind.INVOICE:
        fact = InvoiceIssued(**given)
    else:
        referred = document.refers_to
        fact = CreditNoteIssued(**given, refers_to="" if referred is None else referred.number)
    events.record(fact=fact, at=at)
    audit.write(
        actor=actor,
        action=f"{document.kind}.issue",
        subject=f"{document.kind.replace('_', '-')}/{document.id}",
        merchant_id=document.merchant_id,
        before={},
        after={"number": document.number, "total_paise": document.total_minor},
        at=at,
    )


def _local(at: datetime) -> date:
    return at.astimezone(timezone.get_default_timezone()).date()

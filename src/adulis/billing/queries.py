"""What was billed, scoped by the merchant it was billed to."""

from __future__ import annotations

from uuid import UUID

import orjson
from django.db.models import QuerySet
from django.utils import timezone

from adulis.billing.errors import InvoiceNotFound
from adulis.billing.models import RECIPIENT, Document, Item, Scan
from adulis.billing.policies import month_of
from adulis.billing.values import DocumentKind, Party, Shown, TaxSplit
from adulis.kernel.encryption import open_sealed
from adulis.kernel.money import rupees


def documents_of(merchant_id: UUID) -> QuerySet[Document]:
    """A merchant's invoices and credit notes, newest first."""
    rows = Document.objects.filter(merchant_id=merchant_id).select_related("refers_to")
    return rows.order_by("-id")


def document_of(merchant_id: UUID, document_id: UUID) -> Document:
    """One of them. Raises InvoiceNotFound."""
    found = documents_of(merchant_id).filter(id=document_id).first()
    if found is None:
        raise InvoiceNotFound
    return found


def items_of(merchant_id: UUID, document_id: UUID) -> QuerySet[Item]:
    """What stands on it, item by item, in the order it was booked."""
    return Item.objects.filter(merchant_id=merchant_id, document_id=document_id).order_by("id")


def opened(document: Document) -> Shown:
    """The document with its recipient in clear: for its merchant's eyes."""
    told = open_sealed(document.recipient_sealed, place=RECIPIENT.place(document.id))
    referred = document.refers_to
    return Shown(
        id=document.id,
        kind=DocumentKind(document.kind),
        number=document.number,
        period=document.period,
        issued_at=document.issued_at,
        issued_on=document.issued_on,
        supplier=Party(**document.supplier),
        recipient=Party(**orjson.loads(told)),
        place_of_supply=document.place_of_supply,
        taxable=rupees(document.taxable_minor),
        split=TaxSplit(
            rupees(document.cgst_minor), rupees(document.sgst_minor), rupees(document.igst_minor)
        ),
        total=rupees(document.total_minor),
        refers_to=None if referred is None else (referred.id, referred.number, referred.issued_on),
        item_count=document.item_count,
        lines=tuple(document.lines),
    )


def merchants_to_bill(limit: int) -> list[UUID]:
    """Some of those with open items of a month that is over and gathered to its end."""
    until = Scan.objects.values_list("gathered_until", flat=True).filter(id=1).first()
    if until is None:
        return []
    current = month_of(until.astimezone(timezone.get_default_timezone()).date())
    rows = Item.objects.filter(
        document=None, is_settled=False, merchant__isnull=False, period__lt=current
    )
    return list(
        rows.order_by("merchant_id").values_list("merchant_id", flat=True).distinct()[:limit]
    )

"""``/invoices/``: tax invoices and credit notes, as they were issued."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.fields import Choice
from adulis.api.merchants import viewer_of
from adulis.api.pages import MerchantPageQuery, count_queryset, decode_cursor, encode_cursor, page
from adulis.api.renderers import answer, raw_answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import read_query
from adulis.api.views import Endpoint
from adulis.billing import queries
from adulis.billing.errors import InvoiceNotFound
from adulis.billing.values import STATE_NAMES, Direction, DocumentKind, Party, Shown
from adulis.fees.values import GST_BASIS_POINTS
from adulis.kernel.money import Money, rupees
from adulis.papers import press
from adulis.papers.values import Letterhead, day, grouped, in_words, written

if TYPE_CHECKING:
    from adulis.billing.models import Document, Item

_HEADINGS = {DocumentKind.INVOICE: "Tax invoice", DocumentKind.CREDIT_NOTE: "Credit note"}


class PartyOut(serializers.Serializer[Any]):
    """Who is on it. Empty: not known, or not registered."""

    name = serializers.CharField()
    address = serializers.CharField()
    gstin = serializers.CharField()
    state = serializers.CharField(help_text="GST code of the state.")


class InvoiceLineOut(serializers.Serializer[Any]):
    """What one service came to."""

    service = serializers.CharField()
    description = serializers.CharField()
    sac = serializers.CharField(help_text="Services Accounting Code.")
    count = serializers.IntegerField()
    is_taken_off = serializers.BooleanField(help_text="Given back within the month: subtracted.")
    taxable_paise = serializers.IntegerField()
    tax_paise = serializers.IntegerField()


class ReferredOut(serializers.Serializer[Any]):
    """The invoice a credit note takes from."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    issued_on = serializers.DateField()


class InvoiceOut(serializers.Serializer[Any]):
    """A document. ``taxable + cgst + sgst + igst = total``; a credit note's is given back."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(list(DocumentKind))
    number = serializers.CharField(help_text="Consecutive, without gaps, in a financial year.")
    period = serializers.DateField(help_text="The first day of the month.")
    issued_at = serializers.DateTimeField()
    issued_on = serializers.DateField()
    currency = serializers.CharField()
    taxable_paise = serializers.IntegerField()
    cgst_paise = serializers.IntegerField()
    sgst_paise = serializers.IntegerField()
    igst_paise = serializers.IntegerField()
    total_paise = serializers.IntegerField()
    place_of_supply = serializers.CharField(help_text="GST code of the state.")
    refers_to = ReferredOut(allow_null=True)
    supplier = PartyOut()
    recipient = PartyOut()
    lines = InvoiceLineOut(many=True)
    item_count = serializers.IntegerField()


class InvoiceItemOut(serializers.Serializer[Any]):
    """What one entry of the ledger charged, or gave back."""

    id = serializers.IntegerField()
    direction = serializers.ChoiceField(list(Direction))
    service = serializers.CharField()
    subject = serializers.CharField(allow_null=True, help_text="What for: payout/<id>.")
    fee_paise = serializers.IntegerField()
    tax_paise = serializers.IntegerField()
    entry_id = serializers.UUIDField()
    at = serializers.DateTimeField(help_text="When it happened.")
    recorded_at = serializers.DateTimeField(help_text="When it was booked.")


class InvoiceQuery(MerchantPageQuery):
    kind = Choice(list(DocumentKind), required=False)


class InvoiceList(Endpoint):
    @documents(
        "list_invoices",
        "List invoices and credit notes",
        query=InvoiceQuery,
        answers={200: page_of(InvoiceOut)},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """Newest first. The fees of a month are invoiced when it is over."""
        viewer = viewer_of(request)
        query = read_query(request, InvoiceQuery)
        rows = queries.documents_of(viewer.merchant_id)
        if "kind" in query:
            rows = rows.filter(kind=query["kind"])
        counted = count_queryset(rows)
        start = query["offset"]
        if "cursor" in query:
            last = UUID(decode_cursor("invoices", query["cursor"])[0])
            rows, start = rows.filter(id__lt=last), 0
        found = [_shown(each) for each in rows[start : start + query["limit"] + 1]]
        return answer(
            page(
                request,
                query,
                found,
                counted,
                cursor_of=lambda row: encode_cursor("invoices", str(row["id"])),
            )
        )


class InvoiceDetail(Endpoint):
    @documents(
        "get_invoice",
        "Look at an invoice or credit note",
        answers={200: InvoiceOut},
        refuses=(InvoiceNotFound,),
        merchant=True,
    )
    def get(self, request: Request, invoice_id: UUID) -> HttpResponse:
        viewer = viewer_of(request)
        return answer(_shown(queries.document_of(viewer.merchant_id, invoice_id)))


class InvoiceItems(Endpoint):
    @documents(
        "list_invoice_items",
        "List what stands on an invoice",
        query=MerchantPageQuery,
        answers={200: page_of(InvoiceItemOut)},
        refuses=(InvoiceNotFound,),
        merchant=True,
    )
    def get(self, request: Request, invoice_id: UUID) -> HttpResponse:
        """Every fee that was charged or given back, in the order it was booked."""
        viewer = viewer_of(request)
        query = read_query(request, MerchantPageQuery)
        document = queries.document_of(viewer.merchant_id, invoice_id)
        rows = queries.items_of(viewer.merchant_id, document.id)
        counted = count_queryset(rows)
        start = query["offset"]
        if "cursor" in query:
            last = decode_cursor("invoice-items", query["cursor"])[0]
            rows, start = rows.filter(id__gt=last), 0
        found = [_item(each) for each in rows[start : start + query["limit"] + 1]]
        return answer(
            page(
                request,
                query,
                found,
                counted,
                cursor_of=lambda row: encode_cursor("invoice-items", row["id"]),
            )
        )


class InvoicePaper(Endpoint):
    @documents(
        "print_invoice",
        "Get an invoice or credit note as PDF",
        answers={(200, press.PDF): OpenApiTypes.BINARY},
        refuses=(InvoiceNotFound,),
        merchant=True,
    )
    def get(self, request: Request, invoice_id: UUID) -> HttpResponse:
        """The same bytes each time: it says what was issued, not what is so today."""
        viewer = viewer_of(request)
        found = queries.opened(queries.document_of(viewer.merchant_id, invoice_id))
        name = found.number.replace("/", "-")
        return raw_answer(
            paper_of(found),
            status=200,
            media_type=press.PDF,
            headers={
                "Content-Disposition": f'attachment; filename="{name}.pdf"',
                "Cache-Control": "no-store",
            },
        )


def _shown(document: Document) -> dict[str, Any]:
    found = queries.opened(document)
    referred = found.refers_to
    return {
        "id": found.id,
        "kind": found.kind,
        "number": found.number,
        "period": found.period,
        "issued_at": found.issued_at,
        "issued_on": found.issued_on,
        "currency": "INR",
        "taxable_paise": found.taxable.minor,
        "cgst_paise": found.split.cgst.minor,
        "sgst_paise": found.split.sgst.minor,
        "igst_paise": found.split.igst.minor,
        "total_paise": found.total.minor,
        "place_of_supply": found.place_of_supply,
        "refers_to": None
        if referred is None
        else {"id": referred[0], "number": referred[1], "issued_on": referred[2]},
        "supplier": _party(found.supplier),
        "recipient": _party(found.recipient),
        "lines": [_line(each) for each in found.lines],
        "item_count": found.item_count,
    }


def _party(party: Party) -> dict[str, str]:
    return {
        "name": party.name,
        "address": party.address,
        "gstin": party.gstin,
        "state": party.state,
    }


def _line(line: Mapping[str, Any]) -> dict[str, Any]:
    renamed = {"taxable_minor": "taxable_paise", "tax_minor": "tax_paise"}
    return {renamed.get(name, name): value for name, value in line.items()}


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "direction": item.direction,
        "service": item.service,
        "subject": item.subject or None,
        "fee_paise": item.fee_minor,
        "tax_paise": item.tax_minor,
        "entry_id": item.entry_id,
        "at": item.at,
        "recorded_at": item.recorded_at,
    }


# --- Paper --------------------------------------------------------------------------------------


def paper_of(found: Shown) -> bytes:
    """The document as PDF."""
    heading = _HEADINGS[found.kind]
    month = day(found.period)[3:]
    place = f"{STATE_NAMES.get(found.place_of_supply, '')} ({found.place_of_supply})"
    facts = {
        "Number": found.number,
        "Date": day(found.issued_on),
        "Fees of": month,
        "Place of supply": place,
    }
    if found.refers_to is not None:
        facts["Refers to invoice"] = found.refers_to[1]
        facts["Dated"] = day(found.refers_to[2])
    sums = {"Taxable value": found.taxable}
    usual = {_rate(each) for each in found.lines} == {f"{GST_BASIS_POINTS // 100} %"}
    half, whole = (" 9 %", " 18 %") if usual else ("", "")
    if found.split.igst:
        sums[f"IGST{whole}"] = found.split.igst
    else:
        sums |= {f"CGST{half}": found.split.cgst, f"SGST{half}": found.split.sgst}
    data = {
        "heading": heading,
        "about": f"{heading} {found.number}",
        "facts": [{"label": label, "value": value} for label, value in facts.items()],
        "supplier": _printed_party(found.supplier),
        "recipient": _printed_party(found.recipient),
        "rows": [_printed_line(each) for each in found.lines],
        "sums": [{"label": label, "value": written(amount)} for label, amount in sums.items()],
        "total": written(found.total),
        "words": in_words(found.total),
        "notes": _notes(found),
    }
    supplier = found.supplier
    return press.render(
        "tax-invoice",
        data,
        title=f"{heading} {found.number}",
        at=found.issued_at,
        issuer=Letterhead(
            name=press.letterhead().name,
            legal_name=supplier.name,
            address=supplier.address,
            gstin=supplier.gstin,
        ),
    )


def _printed_party(party: Party) -> list[str]:
    gstin = f"GSTIN {party.gstin}" if party.gstin else "GSTIN: not registered"
    state = f"{STATE_NAMES[party.state]} ({party.state})" if party.state in STATE_NAMES else ""
    return [party.name, party.address, state, gstin]


def _printed_line(line: Mapping[str, Any]) -> list[str]:
    sign = -1 if line["is_taken_off"] else 1
    return [
        line["description"],
        line["sac"],
        str(line["count"]),
        grouped(Money(sign * line["taxable_minor"])),
        _rate(line),
        grouped(rupees(sign * line["tax_minor"])),
    ]


def _rate(line: Mapping[str, Any]) -> str:
    """18 %, unless some fees of the line were taxed otherwise: then what it comes to."""
    taxable, tax, count = line["taxable_minor"], line["tax_minor"], line["count"]
    if abs(tax - rupees(taxable).fraction(GST_BASIS_POINTS).minor) <= count:
        return f"{GST_BASIS_POINTS // 100} %"
    whole, part = divmod(tax * 10_000 // taxable, 100) if taxable else (0, 0)
    return f"{whole}.{part:02d} %"


def _notes(found: Shown) -> list[str]:
    is_invoice = found.kind == DocumentKind.INVOICE
    paid = (
        "The fees were taken from the wallet when they arose: nothing is to be paid for this."
        if is_invoice
        else "The amount was given back to the wallet when it arose."
    )
    notes = [
        "Tax payable under reverse charge: no.",
        "GST is rounded half up for each fee as it is charged, and added up here.",
        paid,
    ]
    if not is_invoice and found.refers_to is None:
        notes.append("It refers to no invoice: nothing was invoiced before.")
    return notes


_ONE = "invoices/<uuid:invoice_id>/"
urlpatterns = [
    path("invoices/", InvoiceList.as_view(), name="invoices"),
    path(_ONE, InvoiceDetail.as_view(), name="invoice"),
    path(f"{_ONE}items/", InvoiceItems.as_view(), name="invoice-items"),
    path(f"{_ONE}pdf/", InvoicePaper.as_view(), name="invoice-paper"),
]

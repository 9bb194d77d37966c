"""Items, documents and the counters of their numbers. Only counters and the scan ever change."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from adulis.billing.values import Direction, DocumentKind
from adulis.kernel.ids import new_id
from adulis.kernel.sealed import SealedColumn

# A GSTIN has a PAN in it.
RECIPIENT = SealedColumn("billing_document", "recipient_sealed")
SEALED = (RECIPIENT,)


class Scan(models.Model):
    """How far the ledger was read for items: through this line, and all of it until this moment."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    through_line = models.BigIntegerField(default=0)
    gathered_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "billing_scan"
        constraints = (models.CheckConstraint(condition=Q(id=1), name="billing_scan_is_one"),)

    def __str__(self) -> str:
        return str(self.gathered_until)


class Series(models.Model):
    """The last number given out. Its row is locked until the document is committed."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=16)
    financial_year = models.CharField(max_length=4)
    last_sequence = models.IntegerField(default=0)

    class Meta:
        db_table = "billing_series"
        verbose_name_plural = "series"
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "financial_year"], name="billing_series_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.financial_year}: {self.last_sequence}"


class Document(models.Model):
    """An invoice or a credit note, as it was issued: parties, sums and lines are copies."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=16)
    financial_year = models.CharField(max_length=4)
    sequence = models.IntegerField()
    number = models.CharField(max_length=16)
    merchant = models.ForeignKey(
        "identity.Merchant", models.PROTECT, related_name="+", db_index=False
    )
    period = models.DateField(help_text="The first day of the month.")
    issued_at = models.DateTimeField()
    issued_on = models.DateField()
    supplier = models.JSONField()
    recipient_sealed = models.TextField()
    place_of_supply = models.CharField(max_length=2)
    taxable_minor = models.BigIntegerField()
    cgst_minor = models.BigIntegerField()
    sgst_minor = models.BigIntegerField()
    igst_minor = models.BigIntegerField()
    total_minor = models.BigIntegerField()
    refers_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    item_count = models.IntegerField()
    lines = models.JSONField(help_text="Sums by service.")

    class Meta:
        db_table = "billing_document"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in DocumentKind]),
                name="billing_document_kind",
            ),
            models.UniqueConstraint(fields=["number"], name="billing_document_number_unique"),
            models.UniqueConstraint(
                fields=["kind", "financial_year", "sequence"],
                name="billing_document_sequence_unique",
            ),
            models.UniqueConstraint(
                fields=["merchant", "period"],
                condition=Q(kind="invoice"),
                name="billing_document_one_invoice_a_month",
            ),
            models.CheckConstraint(
                condition=Q(taxable_minor__gte=0, cgst_minor__gte=0, sgst_minor__gte=0)
                & Q(igst_minor__gte=0, total_minor__gt=0, item_count__gt=0),
                name="billing_document_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(
                    total_minor=models.F("taxable_minor")
                    + models.F("cgst_minor")
                    + models.F("sgst_minor")
                    + models.F("igst_minor")
                ),
                name="billing_document_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(igst_minor=0) | Q(cgst_minor=0, sgst_minor=0),
                name="billing_document_one_kind_of_tax",
            ),
            models.CheckConstraint(
                condition=Q(kind="credit_note") | Q(refers_to=None),
                name="billing_document_refers",
            ),
        )
        indexes = (models.Index(fields=["merchant", "-id"], name="billing_document_merchant_idx"),)

    def __str__(self) -> str:
        return self.number


class Item(models.Model):
    """What one entry charged a merchant or gave back. Put on a document once, or found settled."""

    id = models.BigAutoField(primary_key=True)
    merchant = models.ForeignKey(
        "identity.Merchant", models.PROTECT, null=True, related_name="+", db_index=False
    )
    entry_id = models.UUIDField()
    direction = models.CharField(max_length=12)
    service = models.CharField(max_length=40)
    subject = models.CharField(max_length=120, blank=True)
    period = models.DateField(help_text="The first day of the month it is billed with.")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    fee_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    is_settled = models.BooleanField(default=False, help_text="Netted to nothing: no document.")

    class Meta:
        db_table = "billing_item"
        constraints = (
            models.UniqueConstraint(
                fields=["entry_id", "merchant", "direction"],
                nulls_distinct=False,
                name="billing_item_once",
            ),
            models.CheckConstraint(
                condition=Q(direction__in=[each.value for each in Direction]),
                name="billing_item_direction",
            ),
            models.CheckConstraint(
                condition=Q(fee_minor__gte=0, tax_minor__gte=0)
                & (Q(fee_minor__gt=0) | Q(tax_minor__gt=0)),
                name="billing_item_is_something",
            ),
            models.CheckConstraint(
                condition=Q(document=None) | Q(is_settled=False), name="billing_item_one_end"
            ),
        )
        indexes = (
            models.Index(
                fields=["period", "merchant"],
                condition=Q(document=None, is_settled=False, merchant__isnull=False),
                name="billing_item_open_idx",
            ),
            models.Index(
                fields=["merchant", "subject"],
                condition=Q(direction="charge"),
                name="billing_item_charge_idx",
            ),
        )

    def __str__(self) -> str:
        return f"{self.direction} {self.subject}"

"""Payouts by the file: the batch somebody decides about, and its rows."""

from __future__ import annotations

from django.db import models

from adulis.kernel import origins
from adulis.kernel.ids import new_id
from adulis.kernel.sealed import SealedColumn
from adulis.payouts.machine import BatchState
from adulis.payouts.values import RowStatus

DETAILS = SealedColumn("payouts_batch_row", "details_sealed")


class PayoutBatch(models.Model):
    """A file of payouts. Its rows never change once written: what is approved is what is run.

    ``total_minor`` (paise) is what the valid rows add up to, fees not included.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    merchant = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=12, default=BatchState.VALIDATED)
    row_count = models.IntegerField()
    valid_count = models.IntegerField()
    total_minor = models.BigIntegerField()
    adds_accounts = models.BooleanField(help_text="Some row names a bank account we do not know.")
    created_by = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    intent_id = models.UUIDField(
        null=True, help_text="What the wish is called where it is told again."
    )
    origin = models.CharField(
        max_length=origins.LONGEST, blank=True, db_default="", help_text="The request that asked."
    )
    approved_by = models.CharField(max_length=120, blank=True)
    approved_at = models.DateTimeField(null=True)
    has_second_owner = models.BooleanField(
        default=False, help_text="Approved by another owner than whoever made it."
    )
    finished_at = models.DateTimeField(null=True)

    due_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    claim_count = models.IntegerField(default=0)

    class Meta:
        db_table = "payouts_batch"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in BatchState]),
                name="payouts_batch_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(has_second_owner=False)
                | ~models.Q(approved_by=models.F("created_by")),
                name="payouts_batch_four_eyes",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    row_count__range=(1, 10_000),
                    valid_count__gte=0,
                    valid_count__lte=models.F("row_count"),
                    total_minor__gte=0,
                ),
                name="payouts_batch_counts",
            ),
        )
        indexes = (
            models.Index(fields=["merchant", "-id"], name="payouts_batch_list_idx"),
            models.Index(
                fields=["due_at", "id"],
                name="payouts_batch_due_idx",
                condition=models.Q(due_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"payout-batch/{self.id}"


class PayoutBatchRow(models.Model):
    """One row, as it was given, and what is wrong with it or what became of it.

    Where to pay is ``bank_account``, or details that are not a bank account yet: sealed, and opened
    only to make one. ``errors`` holds ``{"code", "detail", "pointer"}`` for each thing found wrong.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    batch = models.ForeignKey("payouts.PayoutBatch", on_delete=models.PROTECT, related_name="+")
    line = models.IntegerField(help_text="Where it stands in the file, counted from one.")
    row_key = models.CharField(max_length=64)
    status = models.CharField(max_length=8)
    errors = models.JSONField(default=list)
    amount_minor = models.BigIntegerField(null=True)
    bank_account = models.ForeignKey(
        "payouts.BankAccount", on_delete=models.PROTECT, related_name="+", null=True
    )
    beneficiary = models.CharField(max_length=200, blank=True, help_text="Name and masked number.")
    details_sealed = models.TextField(blank=True)
    mode = models.CharField(max_length=4, blank=True)
    narration = models.CharField(max_length=30, blank=True)
    reference = models.CharField(max_length=40, blank=True)
    purpose = models.CharField(max_length=16, blank=True)

    class Meta:
        db_table = "payouts_batch_row"
        constraints = (
            models.UniqueConstraint(fields=["batch", "line"], name="payouts_batch_row_line_unique"),
            models.UniqueConstraint(
                fields=["batch", "row_key"],
                name="payouts_batch_row_key_unique",
                condition=~models.Q(status="invalid"),
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=[str(status) for status in RowStatus]),
                name="payouts_batch_row_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(status="invalid")
                | models.Q(amount_minor__isnull=False, amount_minor__gt=0),
                name="payouts_batch_row_valid_has_amount",
            ),
        )

    def __str__(self) -> str:
        return f"{self.batch_id} line {self.line}"

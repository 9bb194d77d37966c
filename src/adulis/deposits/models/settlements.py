"""What a payment gateway says it paid us, and of what that is made."""

from __future__ import annotations

from django.db import models

from adulis.deposits.machine import SettlementLineState
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money


class SettlementFile(models.Model):
    """One day's settlement report as the gateway sent it. The same bytes are imported once."""

    id = models.UUIDField(primary_key=True, default=new_id)
    gateway = models.CharField(max_length=32)
    day = models.DateField()
    digest = models.BinaryField(max_length=32)
    line_count = models.IntegerField()
    body_sealed = models.TextField()
    imported_at = models.DateTimeField()
    imported_by = models.CharField(max_length=120)

    class Meta:
        db_table = "deposits_settlement_file"
        constraints = (
            models.UniqueConstraint(
                fields=["gateway", "digest"], name="deposits_settlement_file_unique"
            ),
        )
        indexes = (models.Index(fields=["gateway", "day"], name="deposits_settlement_day_idx"),)

    def __str__(self) -> str:
        return f"{self.gateway} {self.day}"

    @property
    def body_place(self) -> str:
        return f"deposits_settlement_file.body.{self.id}"


class SettlementPayout(models.Model):
    """What a gateway paid into our account at once. ``standing``: how the bank's word fits."""

    id = models.UUIDField(primary_key=True, default=new_id)
    gateway = models.CharField(max_length=32)
    file = models.ForeignKey("deposits.SettlementFile", on_delete=models.PROTECT, related_name="+")
    payout_id = models.CharField(max_length=120)
    day = models.DateField()
    utr = models.CharField(max_length=60)
    net_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    standing = models.CharField(max_length=16)
    has_case = models.BooleanField(default=False)
    told_at = models.DateTimeField()

    class Meta:
        db_table = "deposits_settlement_payout"
        constraints = (
            models.UniqueConstraint(
                fields=["gateway", "payout_id"], name="deposits_settlement_payout_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(net_minor__gt=0), name="deposits_settlement_payout_is_money"
            ),
        )
        indexes = (
            models.Index(
                fields=["told_at"],
                name="deposits_settlement_awaited",
                condition=models.Q(standing="awaited"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.gateway} {self.payout_id}"

    @property
    def net(self) -> Money:
        return Money(self.net_minor, self.currency)


class SettlementLine(models.Model):
    """What one payment, refund, dispute or charge adds to a payout. What was told never changes."""

    id = models.UUIDField(primary_key=True, default=new_id)
    gateway = models.CharField(max_length=32)
    payout = models.ForeignKey(
        "deposits.SettlementPayout", on_delete=models.PROTECT, related_name="+"
    )
    line_id = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    payment_id = models.CharField(max_length=120, blank=True)
    object_id = models.CharField(max_length=120)
    client_reference = models.CharField(max_length=120, blank=True)
    currency = models.CharField(max_length=3)
    gross_minor = models.BigIntegerField()
    fee_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    net_minor = models.BigIntegerField()
    told_at = models.DateTimeField()
    state = models.CharField(max_length=12, default=SettlementLineState.IMPORTED)
    due_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    claim_count = models.IntegerField(default=0)

    class Meta:
        db_table = "deposits_settlement_line"
        constraints = (
            models.UniqueConstraint(
                fields=["gateway", "line_id"], name="deposits_settlement_line_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in SettlementLineState]),
                name="deposits_settlement_line_state_known",
            ),
        )
        indexes = (
            models.Index(fields=["payout", "id"], name="deposits_settlement_line_of"),
            models.Index(fields=["gateway", "object_id"], name="deposits_settlement_object_idx"),
            models.Index(
                fields=["told_at"],
                name="deposits_settlement_asked_idx",
                condition=models.Q(state="questioned"),
            ),
            models.Index(
                fields=["due_at", "id"],
                name="deposits_settlement_line_due",
                condition=models.Q(due_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.gateway} {self.line_id}"

    @property
    def gross(self) -> Money:
        return Money(self.gross_minor, self.currency)

    @property
    def charge(self) -> Money:
        return Money(self.fee_minor + self.tax_minor, self.currency)

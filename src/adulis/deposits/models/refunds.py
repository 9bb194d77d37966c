"""Money on its way back to where it came from."""

from __future__ import annotations

from django.db import models

from adulis.deposits.machine import RefundState
from adulis.kernel import origins
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money, rupees


class Refund(models.Model):
    """A part of a payment that is sent back to its source.

    ``paid_minor`` and ``currency`` are what the gateway is told to give back, ``amount_minor``
    (paise) what is taken from the merchant for it; null for a payment in suspense, which was
    nobody's (``deposit`` and ``merchant`` are null then too). ``of_pending_minor`` of it was taken
    from what the deposit had pending. The gateway knows it by this row's id.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    payment = models.ForeignKey("deposits.Payment", on_delete=models.PROTECT, related_name="+")
    deposit = models.ForeignKey(
        "deposits.Deposit", on_delete=models.PROTECT, related_name="+", null=True
    )
    merchant = models.ForeignKey(
        "identity.Merchant", on_delete=models.PROTECT, related_name="+", null=True
    )
    gateway = models.CharField(max_length=32)
    refund_id = models.CharField(max_length=120, blank=True, help_text="The gateway's name for it.")
    paid_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField(null=True)
    of_pending_minor = models.BigIntegerField(default=0)
    purpose = models.CharField(max_length=200, blank=True, help_text="Why, in words.")
    created_by = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    origin = models.CharField(
        max_length=origins.LONGEST, blank=True, db_default="", help_text="The request that asked."
    )
    asked_at = models.DateTimeField(null=True, help_text="When the gateway was last told.")
    heard_at = models.DateTimeField(null=True, help_text="When the gateway last answered about it.")
    state = models.CharField(max_length=12, default=RefundState.REQUESTED)
    reason = models.CharField(max_length=60, blank=True, help_text="Why it failed.")
    finished_at = models.DateTimeField(null=True)
    paid_late_at = models.DateTimeField(
        null=True, help_text="When it was given back, as the gateway said after it had failed here."
    )
    has_case = models.BooleanField(default=False)
    overdue_at = models.DateTimeField(
        null=True, help_text="When people are asked what became of it; null until it is ordered."
    )
    is_sought = models.BooleanField(
        default=False, db_default=False, help_text="It was looked for in the gateway's reports."
    )
    patient_until = models.DateTimeField(
        null=True, help_text="Two operators decided to look again; not asked about before then."
    )

    asked_count = models.SmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    claim_count = models.IntegerField(default=0)

    class Meta:
        db_table = "deposits_refund"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in RefundState]),
                name="deposits_refund_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(paid_minor__gt=0, of_pending_minor__gte=0),
                name="deposits_refund_amounts",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    deposit__isnull=True, merchant__isnull=True, amount_minor__isnull=True
                )
                | models.Q(
                    deposit__isnull=False,
                    merchant__isnull=False,
                    amount_minor__gt=0,
                    amount_minor__gte=models.F("of_pending_minor"),
                ),
                name="deposits_refund_whose",
            ),
            models.UniqueConstraint(
                fields=["gateway", "refund_id"],
                name="deposits_refund_unique",
                condition=~models.Q(refund_id=""),
            ),
        )
        indexes = (
            models.Index(fields=["deposit", "id"], name="deposits_refund_deposit_idx"),
            models.Index(fields=["payment", "id"], name="deposits_refund_payment_idx"),
            models.Index(
                fields=["due_at", "id"],
                name="deposits_refund_due_idx",
                condition=models.Q(due_at__isnull=False),
            ),
            models.Index(
                fields=["overdue_at"],
                name="deposits_refund_overdue_idx",
                condition=models.Q(state__in=["requested", "pending"], has_case=False),
            ),
            models.Index(
                fields=["finished_at", "id"],
                name="deposits_refund_unsought_idx",
                condition=models.Q(state="processed", is_sought=False),
            ),
        )

    def __str__(self) -> str:
        return f"refund/{self.id}"

    @property
    def paid(self) -> Money:
        return Money(self.paid_minor, self.currency)

    @property
    def amount(self) -> Money | None:
        return None if self.amount_minor is None else rupees(self.amount_minor)

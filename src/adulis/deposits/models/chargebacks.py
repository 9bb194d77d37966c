"""Money that a payer's bank took back."""

from __future__ import annotations

from django.db import models

from adulis.deposits.machine import ChargebackState
from adulis.kernel import origins
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money


class Chargeback(models.Model):
    """A dispute of a payment, and where the money for it was taken from.

    ``paid_minor`` and ``currency`` are what the gateway took; the other amounts are paise:
    ``amount_minor`` in all, of which ``of_pending_minor``, ``of_available_minor`` and
    ``owed_minor``; ``written_off_minor`` is what two operators took upon the platform. A dispute of
    a payment in suspense takes from suspense, and has no deposit, no merchant and no amount.
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
    dispute_id = models.CharField(max_length=120, help_text="The gateway's name for it.")
    paid_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    fee_minor = models.BigIntegerField(default=0, help_text="What the gateway charges for it.")
    amount_minor = models.BigIntegerField(default=0)
    of_pending_minor = models.BigIntegerField(default=0)
    of_available_minor = models.BigIntegerField(default=0)
    owed_minor = models.BigIntegerField(default=0)
    written_off_minor = models.BigIntegerField(default=0)
    reason_code = models.CharField(max_length=60, blank=True)
    evidence_due_by = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, default=ChargebackState.OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    has_case = models.BooleanField(default=False)

    asked_count = models.SmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    claim_count = models.IntegerField(default=0)

    class Meta:
        db_table = "deposits_chargeback"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in ChargebackState]),
                name="deposits_chargeback_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    paid_minor__gt=0, fee_minor__gte=0, of_pending_minor__gte=0,
                    of_available_minor__gte=0, owed_minor__gte=0, written_off_minor__gte=0,
                    written_off_minor__lte=models.F("owed_minor"),
                    amount_minor=models.F("of_pending_minor")
                    + models.F("of_available_minor")
                    + models.F("owed_minor"),
                ),
                name="deposits_chargeback_amounts",
            ),
            models.UniqueConstraint(
                fields=["gateway", "dispute_id"], name="deposits_chargeback_unique"
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["deposit", "id"], name="deposits_cb_deposit_idx"),
            models.Index(fields=["merchant", "-id"], name="deposits_cb_list_idx"),
            models.Index(
                fields=["due_at", "id"],
                name="deposits_cb_due_idx",
                condition=models.Q(due_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"chargeback/{self.id}"

    @property
    def paid(self) -> Money:
        return Money(self.paid_minor, self.currency)


class ChargebackReply(models.Model):
    """What a merchant says to a chargeback: that it is contested, and why, or that it is accepted.

    The text is told to the gateway and kept sealed.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    chargeback = models.ForeignKey(
        "deposits.Chargeback", on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(max_length=12)
    text_sealed = models.TextField(blank=True)
    created_by = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    origin = models.CharField(
        max_length=origins.LONGEST, blank=True, db_default="", help_text="The request that asked."
    )
    sent_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=60, blank=True, help_text="Why the gateway took it not.")

    due_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    claim_count = models.IntegerField(default=0)

    class Meta:
        db_table = "deposits_chargeback_reply"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(answer__in=["evidence", "accept"]),
                name="deposits_chargeback_reply_known",
            ),
            models.UniqueConstraint(
                fields=["chargeback"],
                name="deposits_chargeback_accepted_once",
                condition=models.Q(answer="accept"),
            ),
        )
        indexes = (
            models.Index(fields=["chargeback", "id"], name="deposits_reply_chargeback_idx"),
            models.Index(
                fields=["due_at", "id"],
                name="deposits_reply_due_idx",
                condition=models.Q(due_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.answer} {self.chargeback_id}"

    @property
    def text_place(self) -> str:
        return f"deposits_chargeback_reply.text.{self.id}"

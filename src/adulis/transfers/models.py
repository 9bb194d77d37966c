"""The tables of transfers."""

from __future__ import annotations

from django.db import models

from adulis.kernel.ids import new_id
from adulis.kernel.money import Money, rupees
from adulis.transfers.machine import TransferState

_IS_WAITING = models.Q(state="awaiting_approval")


class Transfer(models.Model):
    """From one merchant to another; INR. Fee and tax are the sender's, on top."""

    id = models.UUIDField(primary_key=True, default=new_id)
    sender = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    amount_minor = models.BigIntegerField()
    fee_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    note = models.CharField(max_length=140, blank=True)
    reference = models.CharField(max_length=40, blank=True)
    quote_id = models.UUIDField(null=True)
    created_by = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    state = models.CharField(max_length=20)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "transfers_transfer"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in TransferState]),
                name="transfers_transfer_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0, fee_minor__gte=0, tax_minor__gte=0),
                name="transfers_transfer_amounts_positive",
            ),
            models.CheckConstraint(
                condition=~models.Q(sender=models.F("receiver")),
                name="transfers_transfer_between_two",
            ),
            models.CheckConstraint(
                condition=(_IS_WAITING & models.Q(finished_at=None))
                | (~_IS_WAITING & models.Q(finished_at__isnull=False)),
                name="transfers_transfer_finished_has_time",
            ),
        )
        indexes = (
            models.Index(fields=["sender", "-id"], name="transfers_sender_idx"),
            models.Index(fields=["receiver", "-id"], name="transfers_receiver_idx"),
            # What limits count.
            models.Index(
                fields=["sender", "finished_at"],
                name="transfers_sent_idx",
                condition=models.Q(state="completed"),
            ),
            models.Index(
                fields=["receiver", "finished_at"],
                name="transfers_received_idx",
                condition=models.Q(state="completed"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.id} {self.state}"

    @property
    def amount(self) -> Money:
        return rupees(self.amount_minor)

    @property
    def fee(self) -> Money:
        return rupees(self.fee_minor)

    @property
    def tax(self) -> Money:
        return rupees(self.tax_minor)


class TransferSettings(models.Model):
    """What a merchant decided about its transfers. No row: the defaults."""

    merchant = models.OneToOneField(
        "identity.Merchant", on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    approval_above_minor = models.BigIntegerField(null=True)

    class Meta:
        db_table = "transfers_settings"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(approval_above_minor=None)
                | models.Q(approval_above_minor__gte=0),
                name="transfers_settings_threshold_not_negative",
            ),
        )

    def __str__(self) -> str:
        return str(self.merchant_id)

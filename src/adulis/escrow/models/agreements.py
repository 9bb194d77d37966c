"""Agreements, and what merchants decided about their releases."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from adulis.escrow.machine import AgreementState
from adulis.escrow.values import OnSilence
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money, rupees


class Agreement(models.Model):
    """Two merchants, and what both accepted as far as the money is concerned. INR.

    ``subject`` is what it is about (``deal/<id>``): whoever asked for it. ``fee_rule_id`` is the
    rule the fees of all its milestones were reckoned by.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    subject = models.CharField(max_length=120)
    buyer = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    seller = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    amount_minor = models.BigIntegerField()
    buyer_fee_share_bp = models.IntegerField()
    inspection_seconds = models.IntegerField()
    on_silence = models.CharField(max_length=8)
    fund_by = models.DateTimeField()
    max_rounds = models.SmallIntegerField()
    terms_hash = models.CharField(max_length=64, blank=True)
    fee_rule_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    state = models.CharField(max_length=12, default=AgreementState.ACTIVE)
    finished_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "escrow_agreement"
        constraints = (
            models.UniqueConstraint(fields=["subject"], name="escrow_agreement_subject_once"),
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in AgreementState]),
                name="escrow_agreement_state_known",
            ),
            models.CheckConstraint(
                condition=Q(on_silence__in=[str(each) for each in OnSilence]),
                name="escrow_agreement_silence_known",
            ),
            models.CheckConstraint(
                condition=~Q(buyer=F("seller")), name="escrow_agreement_between_two"
            ),
            models.CheckConstraint(
                condition=Q(
                    amount_minor__gt=0,
                    buyer_fee_share_bp__range=(0, 10_000),
                    inspection_seconds__gt=0,
                    max_rounds__gte=0,
                ),
                name="escrow_agreement_amounts",
            ),
            models.CheckConstraint(
                condition=Q(state="active", finished_at=None)
                | (~Q(state="active") & Q(finished_at__isnull=False)),
                name="escrow_agreement_finished_has_time",
            ),
        )
        indexes = (
            models.Index(fields=["buyer", "-id"], name="escrow_agreement_buyer_idx"),
            models.Index(fields=["seller", "-id"], name="escrow_agreement_seller_idx"),
        )

    def __str__(self) -> str:
        return f"{self.subject} {self.state}"

    @property
    def amount(self) -> Money:
        return rupees(self.amount_minor)


class EscrowSettings(models.Model):
    """What a merchant decided about its releases. No row: the defaults."""

    merchant = models.OneToOneField(
        "identity.Merchant", on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    approval_above_minor = models.BigIntegerField(null=True)

    class Meta:
        db_table = "escrow_settings"
        constraints = (
            models.CheckConstraint(
                condition=Q(approval_above_minor=None) | Q(approval_above_minor__gte=0),
                name="escrow_settings_threshold_not_negative",
            ),
        )

    def __str__(self) -> str:
        return str(self.merchant_id)

"""Rules and quotes. Append-only: a price that was charged can always be explained."""

from __future__ import annotations

from django.db import models

from adulis.fees.values import GST_BASIS_POINTS


class FeeRule(models.Model):
    """From ``starts_at`` on, ``service`` costs ``flat_minor`` paise plus ``basis_points``."""

    id = models.BigAutoField(primary_key=True)
    service = models.CharField(max_length=40)
    starts_at = models.DateTimeField()
    flat_minor = models.BigIntegerField(default=0)
    basis_points = models.IntegerField(default=0)
    tax_basis_points = models.IntegerField(default=GST_BASIS_POINTS)
    made_by = models.CharField(max_length=120)

    class Meta:
        db_table = "fees_rule"
        constraints = (
            models.UniqueConstraint(
                fields=["service", "starts_at"], name="fees_rule_service_start_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    flat_minor__gte=0, basis_points__range=(0, 10_000), tax_basis_points__gte=0
                ),
                name="fees_rule_not_negative",
            ),
        )

    def __str__(self) -> str:
        return f"{self.service} from {self.starts_at:%Y-%m-%d}"


class Quote(models.Model):
    """What a merchant was promised. That it was kept is a row of ``QuoteUse``, or none."""

    id = models.UUIDField(primary_key=True)
    merchant_id = models.UUIDField()
    service = models.CharField(max_length=40)
    amount_minor = models.BigIntegerField()
    fee_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    rule = models.ForeignKey(
        "fees.FeeRule", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    made_by = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "fees_quote"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0, fee_minor__gte=0, tax_minor__gte=0),
                name="fees_quote_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")), name="fees_quote_lasts"
            ),
        )

    def __str__(self) -> str:
        return f"{self.service} of {self.amount_minor}"

    @property
    def is_used(self) -> bool:
        return QuoteUse.objects.filter(quote_id=self.id).exists()


class QuoteUse(models.Model):
    """The one thing a quote was honoured for."""

    quote = models.OneToOneField(
        "fees.Quote", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    subject = models.CharField(max_length=120)
    used_at = models.DateTimeField()

    class Meta:
        db_table = "fees_quote_use"

    def __str__(self) -> str:
        return self.subject

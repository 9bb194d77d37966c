"""Rates as a gateway told them, and what was promised to a merchant on their basis."""

from __future__ import annotations

from django.db import models

from adulis.kernel.ids import new_id
from adulis.kernel.money import Money, rupees


class Rate(models.Model):
    """Rupees for one unit of ``currency`` in millionths, as told ``at`` a moment. Append-only."""

    id = models.UUIDField(primary_key=True, default=new_id)
    gateway = models.CharField(max_length=32)
    currency = models.CharField(max_length=3)
    micros = models.BigIntegerField()
    at = models.DateTimeField(help_text="When it was so, by the gateway.")
    fetched_at = models.DateTimeField()

    class Meta:
        db_table = "deposits_rate"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(micros__gt=0) & models.Q(currency__in=["USD", "EUR", "GBP"]),
                name="deposits_rate_is_one",
            ),
        )
        indexes = (
            models.Index(
                fields=["gateway", "currency", "-fetched_at"], name="deposits_rate_latest_idx"
            ),
        )

    def __str__(self) -> str:
        return f"{self.currency} {self.micros}"


class Quote(models.Model):
    """A promise to one merchant: this foreign amount is worth these rupees until it expires."""

    id = models.UUIDField(primary_key=True, default=new_id)
    merchant = models.ForeignKey("identity.Merchant", on_delete=models.PROTECT, related_name="+")
    rate = models.ForeignKey("deposits.Rate", on_delete=models.PROTECT, related_name="+")
    paid_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    rate_micros = models.BigIntegerField(help_text="What the merchant is given of the rate.")
    amount_minor = models.BigIntegerField(help_text="In paise.")
    margin_basis_points = models.IntegerField()
    created_by = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "deposits_quote"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    paid_minor__range=(1, 10**13),
                    amount_minor__range=(1, 10**15),
                    rate_micros__gt=0,
                    margin_basis_points__range=(0, 10_000),
                ),
                name="deposits_quote_amounts",
            ),
        )
        indexes = (models.Index(fields=["merchant", "-id"], name="deposits_quote_list_idx"),)

    def __str__(self) -> str:
        return f"quote/{self.id}"

    @property
    def paid(self) -> Money:
        return Money(self.paid_minor, self.currency)

    @property
    def amount(self) -> Money:
        return rupees(self.amount_minor)

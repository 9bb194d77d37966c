"""The table of fee rules. Append-only: a price that was charged can always be explained."""

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

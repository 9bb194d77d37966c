"""The table of limits. Append-only: what was refused yesterday can be explained tomorrow."""

from __future__ import annotations

from django.db import models

from adulis.limits.values import LimitKind, Window


class LimitRule(models.Model):
    """From ``starts_at`` on, merchants of ``tier`` may move ``maximum_minor`` paise per ``window``.

    NULL is no limit; the tier ``*`` is everybody's whose own has no rule for this kind and window.
    """

    id = models.BigAutoField(primary_key=True)
    tier = models.CharField(max_length=32)
    kind = models.CharField(max_length=16)
    window = models.CharField(max_length=8)
    maximum_minor = models.BigIntegerField(null=True)
    starts_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)

    class Meta:
        db_table = "limits_rule"
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "tier", "window", "starts_at"], name="limits_rule_start_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(maximum_minor=None) | models.Q(maximum_minor__gte=0),
                name="limits_rule_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in LimitKind]),
                name="limits_rule_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(window__in=[window.value for window in Window]),
                name="limits_rule_window_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.tier} per {self.window} from {self.starts_at:%Y-%m-%d}"

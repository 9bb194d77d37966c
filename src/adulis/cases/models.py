"""The table of cases."""

from __future__ import annotations

from django.db import models

from adulis.kernel.ids import new_id


class Case(models.Model):
    """One question. While it is open, asking it again under its ``key`` is the same case."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=200)
    subject = models.CharField(max_length=120)
    merchant_id = models.UUIDField(null=True)
    state = models.CharField(max_length=16)
    evidence = models.JSONField(help_text="Facts of both sides, appended to, never edited.")
    opened_at = models.DateTimeField()
    proposed_decision = models.CharField(max_length=32, blank=True)
    proposed_by = models.CharField(max_length=120, blank=True)
    proposed_details = models.JSONField(default=dict)
    decision = models.CharField(max_length=32, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_case"
        constraints = (
            models.UniqueConstraint(
                fields=["key"],
                name="cases_case_open_key_unique",
                condition=~models.Q(state="closed"),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "proposed", "closed"]),
                name="cases_case_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state="closed", closed_at__isnull=False)
                | (~models.Q(state="closed") & models.Q(closed_at__isnull=True)),
                name="cases_case_closed_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(decision="") | ~models.Q(decided_by=models.F("proposed_by")),
                name="cases_case_four_eyes",
            ),
        )
        indexes = (
            models.Index(fields=["subject"], name="cases_case_subject_idx"),
            models.Index(
                fields=["opened_at"],
                name="cases_case_open_idx",
                condition=~models.Q(state="closed"),
            ),
            models.Index(fields=["merchant_id", "-opened_at"], name="cases_case_merchant_idx"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

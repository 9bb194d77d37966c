"""The table of things that wait for a second pair of eyes."""

from __future__ import annotations

from django.db import models

from adulis.kernel.ids import new_id


class Approval(models.Model):
    """``digest`` is the fingerprint of what was asked: what is approved is what is carried out."""

    id = models.UUIDField(primary_key=True, default=new_id)
    subject = models.CharField(max_length=120)
    merchant_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=16)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "approvals_approval"
        constraints = (
            models.UniqueConstraint(fields=["subject"], name="approvals_approval_subject_unique"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "approved", "refused", "withdrawn"]),
                name="approvals_approval_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="approved") | ~models.Q(decided_by=models.F("asked_by")),
                name="approvals_approval_four_eyes",
            ),
        )
        indexes = (models.Index(fields=["merchant_id", "asked_at"], name="approvals_merchant_idx"),)

    def __str__(self) -> str:
        return f"{self.subject} {self.state}"

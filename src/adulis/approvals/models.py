"""The table of things that wait for a second pair of eyes."""

from __future__ import annotations

from django.db import models

from adulis.approvals.machine import ApprovalState
from adulis.approvals.values import ApprovalKind
from adulis.kernel.ids import new_id


class Approval(models.Model):
    """``details`` is what exactly was asked, ``digest`` its fingerprint: that is carried out."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=16, db_default="payout")
    subject = models.CharField(max_length=120)
    merchant_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=80)
    details = models.JSONField(db_default={})
    digest = models.CharField(max_length=64)
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=16)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True, db_default="")

    class Meta:
        db_table = "approvals_approval"
        constraints = (
            # About one thing one question at a time; it may be asked again once it was answered.
            models.UniqueConstraint(
                fields=["subject"],
                name="approvals_approval_waiting_unique",
                condition=models.Q(state="waiting"),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in ApprovalState]),
                name="approvals_approval_each_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in ApprovalKind]),
                name="approvals_approval_kind_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="approved") | ~models.Q(decided_by=models.F("asked_by")),
                name="approvals_approval_four_eyes",
            ),
        )
        indexes = (
            models.Index(fields=["merchant_id", "asked_at"], name="approvals_merchant_idx"),
            models.Index(fields=["subject"], name="approvals_subject_idx"),
            models.Index(
                fields=["expires_at"],
                name="approvals_expiry_idx",
                condition=models.Q(state="waiting"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} {self.state}"

"""The audit table. Append-only: guarded by triggers and by the application role's grants."""

from __future__ import annotations

from django.db import models


class AuditRecord(models.Model):
    """One deed. ``before`` and ``after`` hold what changed, secrets left out or masked."""

    id = models.BigAutoField(primary_key=True)
    action = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    merchant_id = models.UUIDField(null=True)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.CharField(max_length=120)
    user_id = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=64, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    before = models.JSONField()
    after = models.JSONField()
    at = models.DateTimeField(help_text="Business time: when it was done.")

    class Meta:
        db_table = "audit_record"
        # Every way to search, newest first: whatever is asked for, a page reads a page of an index.
        indexes = (
            models.Index(fields=["at", "id"], name="audit_record_at_idx"),
            models.Index(fields=["merchant_id", "at", "id"], name="audit_record_of_merchant_idx"),
            models.Index(fields=["subject", "at", "id"], name="audit_record_about_idx"),
            models.Index(fields=["actor_id", "at", "id"], name="audit_record_actor_idx"),
            models.Index(fields=["action", "at", "id"], name="audit_record_action_idx"),
            models.Index(
                fields=["request_id", "at", "id"],
                name="audit_record_request_idx",
                condition=~models.Q(request_id=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.actor_kind}:{self.actor_id} {self.action} {self.subject}"

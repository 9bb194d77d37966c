"""The outbox table. Append-only: guarded by triggers and by the application role's grants."""

from __future__ import annotations

from django.db import models


class Event(models.Model):
    """One fact. The column ``xid`` (transaction id, set by the database) exists only in SQL."""

    id = models.BigAutoField(primary_key=True)
    type = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    subject_sequence = models.IntegerField()
    merchant_id = models.UUIDField(null=True)
    payload = models.JSONField()
    at = models.DateTimeField(help_text="Business time: when it happened.")

    class Meta:
        db_table = "events_event"
        constraints = (
            models.UniqueConstraint(
                fields=["subject", "subject_sequence"], name="events_event_subject_sequence_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(subject_sequence__gte=1), name="events_event_sequence_from_one"
            ),
        )
        indexes = (models.Index(fields=["merchant_id", "id"], name="events_event_merchant_idx"),)

    def __str__(self) -> str:
        return f"{self.subject} #{self.subject_sequence} {self.type}"

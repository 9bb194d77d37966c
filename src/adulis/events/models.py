"""The outbox, and who has read how far. Facts and epochs are append-only, guarded by triggers."""

from __future__ import annotations

from django.db import models

from adulis.kernel import origins


class Event(models.Model):
    """One fact. The column ``xid`` (transaction id, set by the database) exists only in SQL."""

    id = models.BigAutoField(primary_key=True)
    type = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    subject_sequence = models.IntegerField()
    merchant_id = models.UUIDField(null=True)
    payload = models.JSONField()
    at = models.DateTimeField(help_text="Business time: when it happened.")
    origin = models.CharField(
        max_length=origins.LONGEST, blank=True, db_default="", help_text="The request it came of."
    )

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
        indexes = (
            models.Index(
                fields=["merchant_id", "at"],
                name="events_event_merchant_at_idx",
                condition=models.Q(merchant_id__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} #{self.subject_sequence} {self.type}"


class Epoch(models.Model):
    """A stretch of the stream in which transactions were counted by one and the same database.

    It covers the facts whose id is greater than ``after_id``, up to the next epoch's ``after_id``.
    Where that is the same, transactions went on being counted: a standby was promoted, say.
    """

    number = models.IntegerField(primary_key=True)
    lineage = models.CharField(max_length=60, help_text="events_lineage() when it began.")
    after_id = models.BigIntegerField()
    began_at = models.DateTimeField()

    class Meta:
        db_table = "events_epoch"
        constraints = (
            models.CheckConstraint(condition=models.Q(number__gte=1), name="events_epoch_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.number}"


class Cursor(models.Model):
    """How far a consumer has come."""

    consumer = models.CharField(primary_key=True, max_length=60)
    epoch = models.IntegerField()
    xid = models.BigIntegerField()
    fact_id = models.BigIntegerField(db_column="id")
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "events_cursor"

    def __str__(self) -> str:
        return self.consumer

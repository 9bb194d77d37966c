"""The doors' own tables."""

from __future__ import annotations

from django.db import models

from adulis.kernel.ids import new_id
from adulis.kernel.sealed import SealedColumn

ANSWER = SealedColumn("api_idempotency_key", "body_sealed")
SEALED = (ANSWER,)


class Throttle(models.Model):
    """When a subject's bucket is full again. UNLOGGED, see ``throttles``."""

    subject = models.CharField(primary_key=True, max_length=80)
    full_at = models.DateTimeField()

    class Meta:
        db_table = "api_throttle"

    def __str__(self) -> str:
        return self.subject


class IdempotencyKey(models.Model):
    """What became of one request of one merchant, for ever.

    ``body_sealed`` (the answer's bytes) is forgotten after the window; key, fingerprint, status and
    subject never are, so a key can never pay twice.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    merchant_id = models.UUIDField()
    key = models.UUIDField()
    fingerprint = models.BinaryField(max_length=32)
    status = models.SmallIntegerField(null=True)
    media_type = models.CharField(max_length=40, blank=True)
    body_sealed = models.TextField(blank=True)
    subject = models.CharField(max_length=120, blank=True)
    refusal = models.JSONField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "api_idempotency_key"
        constraints = (
            models.UniqueConstraint(
                fields=["merchant_id", "key"], name="api_idempotency_key_unique"
            ),
        )
        indexes = (
            models.Index(
                fields=["created_at"],
                name="api_idempotency_window_idx",
                condition=~models.Q(body_sealed=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.merchant_id} {self.key}"

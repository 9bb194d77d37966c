"""The tables of what people are told."""

from __future__ import annotations

from django.db import models

from adulis.kernel.ids import new_id


class Unwritten(models.Model):
    """A fact that nobody was told of, since its words could not be found.

    The fact itself stays in the outbox, where it is found by ``subject`` and ``subject_sequence``
    once the words are mended. ``told_at`` says when it was told after all.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    type = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    subject_sequence = models.IntegerField()
    merchant_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=200, help_text="What was missing, as programmers say it.")
    noted_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notifications_unwritten"
        constraints = (
            models.UniqueConstraint(
                fields=["subject", "subject_sequence"],
                name="notifications_unwritten_fact_unique",
            ),
        )
        indexes = (
            models.Index(
                fields=["noted_at", "id"],
                name="notifications_unwritten_idx",
                condition=models.Q(told_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.type} {self.subject}"

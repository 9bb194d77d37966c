"""How far the bank's books have been compared with ours, day by day and line by line."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from adulis.kernel.ids import new_id
from adulis.reconciliation.machine import DayState


class Day(models.Model):
    """One of the bank's days: when to ask for its statement, and what the newest one says.

    ``explained_minor`` is by how much (paise) the next day may open differently because of what was
    asked about on this one; ``taken_at`` when its newest file came, which may be the one that was
    there before.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    bank = models.CharField(max_length=32)
    day = models.DateField()
    state = models.CharField(max_length=8, default=DayState.OPEN)
    file_id = models.UUIDField(null=True)
    opening_minor = models.BigIntegerField(null=True)
    closing_minor = models.BigIntegerField(null=True)
    line_count = models.IntegerField(default=0)
    taken_at = models.DateTimeField(null=True)
    is_whole = models.BooleanField(default=False, help_text="The file was made after the day.")
    explained_minor = models.BigIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)

    due_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    claim_count = models.IntegerField(default=0)

    class Meta:
        db_table = "reconciliation_day"
        constraints = (
            models.UniqueConstraint(fields=["bank", "day"], name="reconciliation_day_unique"),
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in DayState]),
                name="reconciliation_day_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open") | models.Q(is_whole=True, closed_at__isnull=False),
                name="reconciliation_day_closed_is_whole",
            ),
        )
        indexes = (
            models.Index(
                fields=["due_at", "id"],
                name="reconciliation_day_due_idx",
                condition=models.Q(due_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.bank} {self.day}"


class Finding(models.Model):
    """What a statement line was found to be.

    ``what`` names the movement (``payment/<reference>``, ``credit/<bank>/<name>``): it is found
    once. ``entry_ids`` are the entries that book it; none while it is a question.
    ``difference_minor`` (paise) is what the bank's balance would be off if we are right.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    line = models.OneToOneField(
        "gateways.StatementLine", on_delete=models.PROTECT, related_name="+"
    )
    bank = models.CharField(max_length=32)
    day = models.DateField()
    what = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=120, blank=True)
    entry_ids = ArrayField(models.UUIDField(), default=list)
    difference_minor = models.BigIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        db_table = "reconciliation_finding"
        constraints = (
            models.UniqueConstraint(
                fields=["what"],
                name="reconciliation_finding_once",
                condition=~models.Q(what=""),
            ),
        )
        indexes = (models.Index(fields=["bank", "day"], name="reconciliation_finding_day_idx"),)

    def __str__(self) -> str:
        return self.what or f"a question about {self.line_id}"

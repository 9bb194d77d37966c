"""What was handed in, sent back, and said about it. Append-only."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from adulis.escrow.values import SignalKind
from adulis.kernel.ids import new_id


class Submission(models.Model):
    """What the seller handed in, once a round."""

    id = models.UUIDField(primary_key=True, default=new_id)
    milestone = models.ForeignKey(
        "escrow.Milestone", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    round = models.SmallIntegerField()
    note = models.CharField(max_length=2_000, blank=True)
    made_by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        db_table = "escrow_submission"
        constraints = (
            models.UniqueConstraint(
                fields=["milestone", "round"], name="escrow_submission_round_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.milestone_id} round {self.round}"


class SubmittedFile(models.Model):
    """A file of a submission, and its SHA-256: what was handed in can be proved later.

    ``name`` is the document that the terms ask for, if it is one.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    submission = models.ForeignKey(
        "escrow.Submission", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    file_id = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "escrow_submitted_file"
        constraints = (
            models.UniqueConstraint(
                fields=["submission", "file_id"], name="escrow_submitted_file_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.file_id}"


class ChangeRequest(models.Model):
    """What the buyer wants done differently, once a round."""

    id = models.UUIDField(primary_key=True, default=new_id)
    milestone = models.ForeignKey(
        "escrow.Milestone", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    round = models.SmallIntegerField()
    reason = models.CharField(max_length=2_000)
    items = models.JSONField(default=list)
    made_by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        db_table = "escrow_change_request"
        constraints = (
            models.UniqueConstraint(
                fields=["milestone", "round"], name="escrow_change_request_round_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.milestone_id} round {self.round}"


class Signal(models.Model):
    """Somebody's word about a milestone: a side's yes, its silence, or a third party's signal."""

    id = models.UUIDField(primary_key=True, default=new_id)
    milestone = models.ForeignKey(
        "escrow.Milestone", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=40)
    made_by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        db_table = "escrow_signal"
        constraints = (
            models.UniqueConstraint(
                fields=["milestone", "kind", "name"], name="escrow_signal_said_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[str(each) for each in SignalKind]),
                name="escrow_signal_kind_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.milestone_id}: {self.name}"

"""Reports that were asked for, and their rows, which are never changed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from adulis.kernel import origins
from adulis.kernel.ids import new_id
from adulis.reports.machine import ReportState
from adulis.reports.values import ReportKind


class Report(models.Model):
    """``merchant`` null: the whole platform, and nobody's but operators'.

    ``taken_at`` is the one moment its figures are of. ``totals`` are what its rows come to.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=20)
    merchant = models.ForeignKey(
        "identity.Merchant", models.PROTECT, null=True, related_name="+", db_index=False
    )
    from_on = models.DateField()
    to_on = models.DateField(help_text="Included.")
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    origin = models.CharField(
        max_length=origins.LONGEST, blank=True, db_default="", help_text="The request that asked."
    )
    state = models.CharField(max_length=8, default=ReportState.ASKED)
    parts_done = models.SmallIntegerField(default=0)
    parts_count = models.SmallIntegerField()
    row_count = models.IntegerField(default=0)
    totals = models.JSONField(default=list)
    taken_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, blank=True, help_text="Why it failed.")
    due_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    claim_count = models.IntegerField(default=0)

    class Meta:
        db_table = "reports_report"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in ReportState]),
                name="reports_report_state_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[str(kind) for kind in ReportKind]),
                name="reports_report_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(from_on__lte=F("to_on")), name="reports_report_period"
            ),
            models.CheckConstraint(
                condition=Q(parts_count__gt=0, parts_done__gte=0, row_count__gte=0)
                & Q(parts_done__lte=F("parts_count")),
                name="reports_report_progress",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", finished_at=None, due_at__isnull=False, row_count=0)
                | (~Q(state="asked") & Q(finished_at__isnull=False, due_at=None)),
                name="reports_report_finished_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(taken_at__isnull=False, reason=""),
                name="reports_report_ready_has_moment",
            ),
        )
        indexes = (
            models.Index(fields=["merchant", "-id"], name="reports_report_merchant_idx"),
            models.Index(
                fields=["due_at", "id"],
                name="reports_report_due_idx",
                condition=Q(due_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.from_on} to {self.to_on}: {self.state}"

    @property
    def subject(self) -> str:
        return f"report/{self.id}"


class ReportRow(models.Model):
    """One row, as it was read. Append-only; kept in the commit that makes its report ready."""

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey("reports.Report", models.PROTECT, related_name="+", db_index=False)
    position = models.IntegerField()
    place = models.CharField(max_length=120, blank=True)
    cells = models.JSONField(help_text="In the order of the kind's columns.")

    class Meta:
        db_table = "reports_row"
        constraints = (
            models.UniqueConstraint(fields=["report", "position"], name="reports_row_position"),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.position}"


class Flow(models.Model):
    """What one kind of movement brought into and took out of accounts of one kind, on one day.

    Sums of the book for whoever looks at many days at once, and never a balance. The day is that of
    business time, so that a sum grows when something is booked late; ``FlowMark`` says how far.
    """

    id = models.BigAutoField(primary_key=True)
    day = models.DateField()
    kind = models.CharField(max_length=64, help_text="Of the entries.")
    account_kind = models.CharField(max_length=24)
    currency = models.CharField(max_length=3)
    in_minor = models.BigIntegerField()
    out_minor = models.BigIntegerField()

    class Meta:
        db_table = "reports_flow"
        constraints = (
            models.UniqueConstraint(
                fields=["day", "kind", "account_kind", "currency"], name="reports_flow_unique"
            ),
            models.CheckConstraint(
                condition=Q(in_minor__gte=0, out_minor__gte=0), name="reports_flow_words"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.kind}: {self.account_kind} {self.currency}"


class FlowMark(models.Model):
    """Entries of earlier transactions are summed in ``Flow``, later ones are not. One row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    through_xid = models.BigIntegerField(default=0)

    class Meta:
        db_table = "reports_flow_mark"
        constraints = (models.CheckConstraint(condition=Q(id=1), name="reports_flow_mark_is_one"),)

    def __str__(self) -> str:
        return f"before {self.through_xid}"

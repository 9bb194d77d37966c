"""What the outside world said, kept raw and sealed; and how well each bank is doing."""

from __future__ import annotations

from django.db import models

from adulis.gateways.machine import LineState
from adulis.kernel.ids import new_id
from adulis.kernel.sealed import SealedColumn

CALLBACK_BODY = SealedColumn("gateways_callback", "body_sealed")
STATEMENT_BODY = SealedColumn("gateways_statement_file", "body_sealed", batch=4)
LINE_TEXT = SealedColumn("gateways_statement_line", "text_sealed")
SEALED = (CALLBACK_BODY, STATEMENT_BODY, LINE_TEXT)


class Callback(models.Model):
    """One signed message of a bank or of a payment gateway, stored before anybody acts on it.

    Unique per event id *and* per (bank, object, effect): the same thing told under two event ids is
    applied once. ``effect`` carries the amount, so a wrong word never shadows a right one.
    ``speaker`` says which of the two it is; ``bank`` is its code in both cases.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    speaker = models.CharField(max_length=8, default="bank", db_default="bank")
    bank = models.CharField(max_length=32)
    event_id = models.CharField(max_length=120)
    type = models.CharField(max_length=60)
    reference = models.CharField(max_length=120, help_text="Whose object: our bank reference.")
    effect = models.CharField(max_length=200)
    body_sealed = models.TextField()
    body_digest = models.BinaryField(max_length=32)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=16)
    note = models.CharField(max_length=200, blank=True)
    applied_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    claim_count = models.IntegerField(default=0)

    class Meta:
        db_table = "gateways_callback"
        constraints = (
            models.UniqueConstraint(
                fields=["bank", "event_id"], name="gateways_callback_event_unique"
            ),
            models.UniqueConstraint(
                fields=["bank", "reference", "effect"], name="gateways_callback_effect_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["received", "applied", "parked"]),
                name="gateways_callback_state_known",
            ),
        )
        indexes = (
            models.Index(
                fields=["due_at", "id"],
                name="gateways_callback_due_idx",
                condition=models.Q(due_at__isnull=False),
            ),
            # What operators look at; most is applied.
            models.Index(
                fields=["state", "received_at", "id"],
                name="gateways_callback_waiting_idx",
                condition=~models.Q(state="applied"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.bank} {self.event_id} {self.type}"


class BankHealth(models.Model):
    """The circuit breaker of one bank: how many of the last submissions ended in doubt.

    ``paused_by`` is the actor who said that nothing is to be sent to it, since ``paused_at``.
    """

    bank = models.CharField(primary_key=True, max_length=32)
    window_started_at = models.DateTimeField()
    submitted_count = models.IntegerField(default=0)
    troubled_count = models.IntegerField(default=0)
    open_until = models.DateTimeField(null=True)
    trip_count = models.IntegerField(default=0)
    paused_reason = models.CharField(max_length=200, blank=True)
    paused_at = models.DateTimeField(null=True)
    paused_by = models.CharField(max_length=120, blank=True, db_default="")

    class Meta:
        db_table = "gateways_bank_health"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(paused_reason="", paused_at=None, paused_by="")
                | (
                    ~models.Q(paused_reason="")
                    & models.Q(paused_at__isnull=False)
                    & ~models.Q(paused_by="")
                ),
                name="gateways_bank_health_pause_whole",
            ),
        )

    def __str__(self) -> str:
        return self.bank


class Lineage(models.Model):
    """One life of this database: a restored backup or a promoted standby begins another one.

    What it was not told in the time it has lost, the bank may know: until two operators have
    accepted it (``accepted_at``), no money leaves. ``unsettled`` are the bank's references that
    were open when it began, with how often each had been asked about; ``broken_count`` how many
    rows broke an invariant when they were examined last.
    """

    lineage = models.CharField(max_length=60, primary_key=True, help_text="events_lineage()")
    noticed_at = models.DateTimeField()
    unsettled = models.JSONField(default=dict)
    examined_at = models.DateTimeField(null=True)
    broken_count = models.IntegerField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=120, blank=True)

    class Meta:
        db_table = "gateways_lineage"

    def __str__(self) -> str:
        return self.lineage


class StatementFile(models.Model):
    """One statement as the bank sent it. The same bytes are imported once."""

    id = models.UUIDField(primary_key=True, default=new_id)
    bank = models.CharField(max_length=32)
    digest = models.BinaryField(max_length=32)
    day = models.DateField()
    opening_minor = models.BigIntegerField()
    closing_minor = models.BigIntegerField()
    line_count = models.IntegerField()
    body_sealed = models.TextField()
    imported_at = models.DateTimeField()
    imported_by = models.CharField(max_length=120)

    class Meta:
        db_table = "gateways_statement_file"
        constraints = (
            models.UniqueConstraint(
                fields=["bank", "digest"], name="gateways_statement_file_unique"
            ),
        )
        indexes = (models.Index(fields=["bank", "day"], name="gateways_statement_day_idx"),)

    def __str__(self) -> str:
        return f"{self.bank} {self.day}"


class StatementLine(models.Model):
    """One movement on our account at the bank, as the bank told it.

    A line that the bank tells differently in a later file is another row; the same line in any
    number of files is one. ``copy_number`` is more than one when a file has a line id twice. Who
    paid and what for are sealed; everything that matching needs in bulk is not.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    bank = models.CharField(max_length=32)
    file = models.ForeignKey("gateways.StatementFile", on_delete=models.PROTECT, related_name="+")
    line_id = models.CharField(max_length=120)
    copy_number = models.SmallIntegerField()
    digest = models.BinaryField(max_length=32)
    day = models.DateField()
    booked_at = models.DateTimeField()
    value_date = models.DateField()
    direction = models.CharField(max_length=8)
    kind = models.CharField(max_length=16)
    amount_minor = models.BigIntegerField()
    reference = models.CharField(max_length=120, blank=True)
    utr = models.CharField(max_length=60, blank=True)
    virtual_account = models.CharField(max_length=60, blank=True)
    text_sealed = models.TextField()
    state = models.CharField(max_length=16, default=LineState.IMPORTED)
    due_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    claim_count = models.IntegerField(default=0)

    class Meta:
        db_table = "gateways_statement_line"
        constraints = (
            models.UniqueConstraint(
                fields=["bank", "line_id", "digest", "copy_number"],
                name="gateways_statement_line_unique",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in LineState]),
                name="gateways_statement_line_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(direction__in=["credit", "debit"], amount_minor__gt=0),
                name="gateways_statement_line_direction",
            ),
        )
        indexes = (
            models.Index(fields=["bank", "day"], name="gateways_line_day_idx"),
            models.Index(
                fields=["reference"],
                name="gateways_line_reference_idx",
                condition=~models.Q(reference=""),
            ),
            models.Index(fields=["utr"], name="gateways_line_utr_idx", condition=~models.Q(utr="")),
            models.Index(
                fields=["due_at", "id"],
                name="gateways_line_due_idx",
                condition=models.Q(due_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.bank} {self.line_id}"

"""What is due when; how far the sandbox clock runs ahead; and when nobody was at work."""

from __future__ import annotations

from django.db import models

from adulis.kernel.ids import new_id
from adulis.timers.machine import TimerState

_RUNNING = models.Q(state="running")


class SandboxClock(models.Model):
    """``ahead`` is added to database time by the SQL function ``adulis_clock()``."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    ahead = models.DurationField()

    class Meta:
        db_table = "timers_sandbox_clock"
        constraints = (
            models.CheckConstraint(condition=models.Q(id=1), name="timers_sandbox_clock_single"),
        )

    def __str__(self) -> str:
        return f"{self.ahead} ahead"


class Timer(models.Model):
    """``key`` names the entry to the state it ends: who comes back has another key, and all of it.

    ``set_for`` is what was asked, ``due_at`` what pauses and outages made of it. ``running_since``
    is when time began to count towards it, at first or after the last pause.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    key = models.CharField(max_length=200)
    set_for = models.DateTimeField()
    started_at = models.DateTimeField()
    running_since = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    remaining = models.DurationField(null=True)
    state = models.CharField(max_length=12)
    moves_with_outages = models.BooleanField()
    ended_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    claim_count = models.IntegerField(db_default=0)

    class Meta:
        db_table = "timers_timer"
        constraints = (
            models.UniqueConstraint(fields=["key"], name="timers_timer_key_unique"),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in TimerState]),
                name="timers_timer_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(_RUNNING, due_at__isnull=False)
                | models.Q(~_RUNNING, due_at=None),
                name="timers_timer_running_is_due",
            ),
            models.CheckConstraint(
                condition=models.Q(state="paused", remaining__isnull=False)
                | models.Q(~models.Q(state="paused"), remaining=None),
                name="timers_timer_paused_remains",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["fired", "cancelled"], ended_at__isnull=False)
                | models.Q(state__in=["running", "paused"], ended_at=None),
                name="timers_timer_over_has_time",
            ),
        )
        indexes = (
            models.Index(fields=["due_at", "id"], name="timers_timer_due_idx", condition=_RUNNING),
            models.Index(
                fields=["subject", "due_at"],
                name="timers_timer_subject_idx",
                condition=models.Q(state__in=["running", "paused"]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject} {self.state}"


class Beat(models.Model):
    """The one row that says when a worker was last seen to be there; NULL: none ever was."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    beat_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "timers_heartbeat"
        constraints = (
            models.CheckConstraint(condition=models.Q(id=1), name="timers_heartbeat_single"),
        )

    def __str__(self) -> str:
        return f"beat at {self.beat_at}"


class Outage(models.Model):
    """From ``began_at`` to ``ended_at`` no worker was there; it moved ``moved_count`` timers."""

    id = models.UUIDField(primary_key=True, default=new_id)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    moved_count = models.IntegerField()

    class Meta:
        db_table = "timers_outage"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ended_at__gt=models.F("began_at")),
                name="timers_outage_ends_after_it_began",
            ),
            models.UniqueConstraint(fields=["began_at"], name="timers_outage_once"),
        )

    def __str__(self) -> str:
        return f"{self.began_at} to {self.ended_at}"

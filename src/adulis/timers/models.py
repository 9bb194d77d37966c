"""The one row that says how far ahead of the database the sandbox clock runs."""

from __future__ import annotations

from django.db import models


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

"""Which workers are alive: one row each, written every few seconds."""

from __future__ import annotations

from django.db import models


class Heartbeat(models.Model):
    """``worker`` is ``host:pid``; ``report`` says by task what was done and what went wrong."""

    worker = models.CharField(max_length=120, primary_key=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    report = models.JSONField()

    class Meta:
        db_table = "ops_heartbeat"

    def __str__(self) -> str:
        return self.worker

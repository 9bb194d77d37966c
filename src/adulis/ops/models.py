"""Which workers are alive, how far sealing everything under a new key has come, what was lost."""

from __future__ import annotations

from django.db import models

from adulis.kernel.ids import new_id


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


class Examination(models.Model):
    """When the invariants were examined last, and how many rows break which of them."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    examined_at = models.DateTimeField()
    broken = models.JSONField()

    class Meta:
        db_table = "ops_examination"
        constraints = (
            models.CheckConstraint(condition=models.Q(id=1), name="ops_examination_single"),
        )

    def __str__(self) -> str:
        return f"{len(self.broken)} broken"


class BaseBackup(models.Model):
    """When the newest base backup was finished, by the server's own clock, for whoever watches."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    finished_at = models.DateTimeField()

    class Meta:
        db_table = "ops_base_backup"
        constraints = (
            models.CheckConstraint(condition=models.Q(id=1), name="ops_base_backup_single"),
        )

    def __str__(self) -> str:
        return str(self.finished_at)


class SealingKey(models.Model):
    """Which keys have ever sealed here, by id: the newest one is what everything is sealed under.

    It tells a process that has not heard of the newest key from one that brings a newer one.
    """

    id = models.CharField(max_length=32, primary_key=True)
    began_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "ops_sealing_key"

    def __str__(self) -> str:
        return self.id


class Resealing(models.Model):
    """How far one place with sealed values has come on its way to the newest key.

    ``reached`` is the last primary key that was looked at, as text. ``stuck_count`` values do not
    open, under any key: they stay as they are, and keep their key from being retired.
    """

    place = models.CharField(max_length=120, primary_key=True)
    key_id = models.CharField(max_length=32)
    total_count = models.BigIntegerField()
    done_count = models.BigIntegerField(default=0)
    stuck_count = models.BigIntegerField(default=0)
    reached = models.CharField(max_length=120, blank=True)
    began_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "ops_resealing"

    def __str__(self) -> str:
        return f"{self.place} {self.done_count}/{self.total_count}"


class LostValue(models.Model):
    """Something sealed that opens under no key, and whose key may leave all the same: by whom.

    ``digest`` is the SHA-256 of the sealed value, so that another value in its place is not taken
    for it; empty for an object in storage, which is marked by its own room.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    place = models.CharField(max_length=120)
    row = models.CharField(max_length=120)
    key_id = models.CharField(max_length=32)
    digest = models.BinaryField(max_length=32, blank=True)
    lost_at = models.DateTimeField()
    said_by = models.CharField(max_length=120)

    class Meta:
        db_table = "ops_lost_value"
        indexes = (models.Index(fields=["place", "row"], name="ops_lost_value_place_idx"),)

    def __str__(self) -> str:
        return f"{self.place}/{self.row}"

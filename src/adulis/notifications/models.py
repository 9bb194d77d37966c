"""The tables of what people are told."""

from __future__ import annotations

from django.db import models

from adulis.kernel.ids import new_id
from adulis.notifications.values import Channel, Group, Severity, WatchLevel


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


class Notice(models.Model):
    """What one person is told of one fact, in their inbox, in the words of the letter about it.

    ``fact`` is the fact's name in the outbox (``payout/<id>/3``); ``merchant_id`` None: it is about
    the person alone. ``page`` is where it leads, below the web app's own address.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    user_id = models.UUIDField()
    merchant_id = models.UUIDField(null=True)
    fact = models.CharField(max_length=140)
    type = models.CharField(max_length=80)
    group = models.CharField(max_length=16)
    about = models.CharField(max_length=120)
    title = models.TextField()
    text = models.TextField()
    label = models.CharField(max_length=60)
    page = models.CharField(max_length=200)
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notifications_notice"
        constraints = (
            models.UniqueConstraint(
                fields=["user_id", "fact"], name="notifications_notice_once_each"
            ),
            models.CheckConstraint(
                condition=models.Q(group__in=[group.value for group in Group]),
                name="notifications_notice_group_known",
            ),
        )
        indexes = (
            models.Index(fields=["user_id", "-id"], name="notifications_notice_of_idx"),
            models.Index(
                fields=["user_id", "merchant_id"],
                name="notifications_notice_unread",
                condition=models.Q(read_at=None),
            ),
            models.Index(
                fields=["read_at"],
                name="notifications_notice_read_idx",
                condition=models.Q(read_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title


class Preference(models.Model):
    """What a person has chosen about a group of facts and a way of being told."""

    id = models.UUIDField(primary_key=True, default=new_id)
    user_id = models.UUIDField()
    group = models.CharField(max_length=16)
    channel = models.CharField(max_length=8)
    is_on = models.BooleanField()
    chosen_at = models.DateTimeField()

    class Meta:
        db_table = "notifications_preference"
        constraints = (
            models.UniqueConstraint(
                fields=["user_id", "group", "channel"], name="notifications_preference_one_each"
            ),
            models.CheckConstraint(
                condition=models.Q(group__in=[group.value for group in Group]),
                name="notifications_preference_group_known",
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=[channel.value for channel in Channel]),
                name="notifications_preference_channel_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.group} {self.channel}"


class Watching(models.Model):
    """How closely a person watches a deal who has said so; nobody's row is there before that."""

    id = models.UUIDField(primary_key=True, default=new_id)
    user_id = models.UUIDField()
    deal_id = models.UUIDField()
    level = models.CharField(max_length=8)
    chosen_at = models.DateTimeField()

    class Meta:
        db_table = "notifications_watching"
        constraints = (
            models.UniqueConstraint(
                fields=["deal_id", "user_id"], name="notifications_watching_one_each"
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=[each.value for each in WatchLevel]),
                name="notifications_watching_level_known",
            ),
        )

    def __str__(self) -> str:
        return self.level


class Hours(models.Model):
    """When a person wants letters that may wait; see ``LetterHours``. No row: at once."""

    user_id = models.UUIDField(primary_key=True)
    time_zone = models.CharField(max_length=64)
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    digest_hour = models.SmallIntegerField(null=True)
    chosen_at = models.DateTimeField()

    class Meta:
        db_table = "notifications_hours"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(quiet_from=None, quiet_until=None)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False)
                & ~models.Q(quiet_from=models.F("quiet_until")),
                name="notifications_hours_quiet_both",
            ),
            models.CheckConstraint(
                condition=models.Q(digest_hour=None) | models.Q(digest_hour__range=(0, 23)),
                name="notifications_hours_digest_of_day",
            ),
        )

    def __str__(self) -> str:
        return self.time_zone


class Waiting(models.Model):
    """What one person will be written of one fact when their time comes, with whatever else waits.

    It is gone once it is written, in the same commit. ``deadline`` is what it must not miss.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    user_id = models.UUIDField()
    merchant_id = models.UUIDField()
    fact = models.CharField(max_length=140)
    group = models.CharField(max_length=16)
    title = models.TextField()
    text = models.TextField()
    label = models.CharField(max_length=60)
    page = models.CharField(max_length=200)
    deadline = models.DateTimeField(null=True)
    written_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        db_table = "notifications_waiting"
        constraints = (
            models.UniqueConstraint(
                fields=["user_id", "fact"], name="notifications_waiting_once_each"
            ),
            models.CheckConstraint(
                condition=models.Q(group__in=[group.value for group in Group]),
                name="notifications_waiting_group_known",
            ),
        )
        indexes = (models.Index(fields=["due_at"], name="notifications_waiting_due_idx"),)

    def __str__(self) -> str:
        return self.title


class Alert(models.Model):
    """Something everybody of its audience should know while it lasts.

    ``key`` is empty for what an operator published; the platform has one alert of a key at a time.
    ``told_up_to`` is the last person whose inbox has it, ``told_at`` when the last one had.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    key = models.CharField(max_length=60, blank=True)
    severity = models.CharField(max_length=8)
    audience = models.CharField(max_length=9)
    merchant_id = models.UUIDField(null=True)
    title = models.CharField(max_length=120)
    text = models.TextField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=120)
    published_at = models.DateTimeField()
    ended_by = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True)
    told_up_to = models.UUIDField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notifications_alert"
        constraints = (
            models.UniqueConstraint(
                fields=["key"],
                name="notifications_alert_one_of_a_key",
                condition=models.Q(ended_at=None) & ~models.Q(key=""),
            ),
            models.CheckConstraint(
                condition=models.Q(severity__in=[each.value for each in Severity]),
                name="notifications_alert_severity_known",
            ),
            models.CheckConstraint(
                condition=models.Q(audience="merchant", merchant_id__isnull=False)
                | models.Q(audience__in=["everybody", "operators"], merchant_id=None),
                name="notifications_alert_audience_known",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("begins_at")),
                name="notifications_alert_ends_after",
            ),
        )
        indexes = (
            models.Index(
                fields=["begins_at"],
                name="notifications_alert_on_idx",
                condition=models.Q(ended_at=None),
            ),
            models.Index(fields=["-published_at", "-id"], name="notifications_alert_new_idx"),
        )

    def __str__(self) -> str:
        return self.title


class Dismissal(models.Model):
    """A person does not want to see an alert any more."""

    id = models.UUIDField(primary_key=True, default=new_id)
    user_id = models.UUIDField()
    alert = models.ForeignKey(Alert, models.PROTECT, related_name="+")
    dismissed_at = models.DateTimeField()

    class Meta:
        db_table = "notifications_dismissal"
        constraints = (
            models.UniqueConstraint(
                fields=["user_id", "alert"], name="notifications_dismissal_one_each"
            ),
        )

    def __str__(self) -> str:
        return f"{self.alert_id}"

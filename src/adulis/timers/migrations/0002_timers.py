from django.db import migrations, models

import adulis.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("timers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Beat",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("beat_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "timers_heartbeat",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="timers_heartbeat_single"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Outage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                ("moved_count", models.IntegerField()),
            ],
            options={
                "db_table": "timers_outage",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ended_at__gt", models.F("began_at"))),
                        name="timers_outage_ends_after_it_began",
                    ),
                    models.UniqueConstraint(fields=("began_at",), name="timers_outage_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Timer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("subject", models.CharField(max_length=120)),
                ("key", models.CharField(max_length=200)),
                ("set_for", models.DateTimeField()),
                ("started_at", models.DateTimeField()),
                ("running_since", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("remaining", models.DurationField(null=True)),
                ("state", models.CharField(max_length=12)),
                ("moves_with_outages", models.BooleanField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("lease_until", models.DateTimeField(null=True)),
                ("claim_count", models.IntegerField(db_default=0)),
            ],
            options={
                "db_table": "timers_timer",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "running")),
                        fields=["due_at", "id"],
                        name="timers_timer_due_idx",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["running", "paused"])),
                        fields=["subject", "due_at"],
                        name="timers_timer_subject_idx",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("key",), name="timers_timer_key_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["running", "paused", "fired", "cancelled"])
                        ),
                        name="timers_timer_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(models.Q(("state", "running")), ("due_at__isnull", False)),
                            models.Q(
                                models.Q(("state", "running"), _negated=True), ("due_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="timers_timer_running_is_due",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("remaining__isnull", False), ("state", "paused")),
                            models.Q(
                                models.Q(("state", "paused"), _negated=True), ("remaining", None)
                            ),
                            _connector="OR",
                        ),
                        name="timers_timer_paused_remains",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False), ("state__in", ["fired", "cancelled"])
                            ),
                            models.Q(("ended_at", None), ("state__in", ["running", "paused"])),
                            _connector="OR",
                        ),
                        name="timers_timer_over_has_time",
                    ),
                ],
            },
        ),
    ]

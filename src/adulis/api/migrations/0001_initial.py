"""The doors' own tables, and the rate limit that lives in the database."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

import adulis.kernel.ids

# Losing it costs nobody anything, so no request waits for a disk; half-empty pages keep updates in
# place (HOT), and the vacuum comes often because a busy row leaves many dead ones behind.
UNLOGGED = """
ALTER TABLE api_throttle SET UNLOGGED;
ALTER TABLE api_throttle SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02,
                              autovacuum_vacuum_cost_delay = 0);
"""

# GCRA. Answers 0 when the request may pass, else how many seconds until one like it may.
TAKE = """
CREATE FUNCTION api_throttle_take(whom text, cost_seconds float8, burst_seconds float8)
RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
    cost CONSTANT interval := make_interval(secs => cost_seconds);
    burst CONSTANT interval := make_interval(secs => burst_seconds);
BEGIN
    -- The WHERE sees the row as it is once its lock is held, and the clock went on meanwhile.
    INSERT INTO api_throttle AS bucket (subject, full_at) VALUES (whom, clock_timestamp() + cost)
    ON CONFLICT (subject) DO UPDATE
       SET full_at = greatest(bucket.full_at, clock_timestamp()) + cost
     WHERE greatest(bucket.full_at, clock_timestamp()) + cost <= clock_timestamp() + burst;
    IF FOUND THEN
        RETURN 0;
    END IF;
    RETURN coalesce(
        (SELECT greatest(extract(epoch FROM full_at + cost - burst - clock_timestamp()), 0.001)
           FROM api_throttle WHERE subject = whom), 0.001);
END
$$
"""

FORGET_FULL = """
CREATE FUNCTION api_throttle_forget_full() RETURNS bigint LANGUAGE sql AS $$
    WITH full_again AS (
        SELECT subject FROM api_throttle WHERE full_at < clock_timestamp() FOR UPDATE SKIP LOCKED
    ), forgotten AS (
        DELETE FROM api_throttle USING full_again
         WHERE api_throttle.subject = full_again.subject RETURNING 1
    )
    SELECT count(*) FROM forgotten
$$
"""


class Migration(migrations.Migration):
    initial = True

    dependencies: ClassVar = []

    operations: ClassVar = [
        migrations.CreateModel(
            name="Throttle",
            fields=[
                ("subject", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("full_at", models.DateTimeField()),
            ],
            options={
                "db_table": "api_throttle",
            },
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("merchant_id", models.UUIDField()),
                ("key", models.UUIDField()),
                ("fingerprint", models.BinaryField(max_length=32)),
                ("status", models.SmallIntegerField(null=True)),
                ("media_type", models.CharField(blank=True, max_length=40)),
                ("body_sealed", models.TextField(blank=True)),
                ("subject", models.CharField(blank=True, max_length=120)),
                ("refusal", models.JSONField(null=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "api_idempotency_key",
                "indexes": [
                    models.Index(
                        condition=models.Q(("body_sealed", ""), _negated=True),
                        fields=["created_at"],
                        name="api_idempotency_window_idx",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("merchant_id", "key"), name="api_idempotency_key_unique"
                    )
                ],
            },
        ),
        migrations.RunSQL(UNLOGGED, migrations.RunSQL.noop),
        migrations.RunSQL(TAKE, "DROP FUNCTION api_throttle_take(text, float8, float8)"),
        migrations.RunSQL(FORGET_FULL, "DROP FUNCTION api_throttle_forget_full()"),
    ]

"""What a payment gateway says it paid us, line by line; what it told never changes."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import adulis.kernel.ids

LINE_GUARD = """
CREATE FUNCTION deposits_settlement_line_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'deposits_settlement_line %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'imported' THEN
            RAISE EXCEPTION 'deposits_settlement_line %: it begins as imported', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'deposits_settlement_line_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('imported', 'matched'),
        ('imported', 'questioned'),
        ('questioned', 'imported'),
        ('questioned', 'noted')
    ) THEN
        RAISE EXCEPTION 'deposits_settlement_line %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deposits_settlement_line_moves';
    END IF;
    IF (OLD.gateway, OLD.payout_id, OLD.line_id, OLD.kind, OLD.payment_id, OLD.object_id,
        OLD.client_reference, OLD.currency, OLD.gross_minor, OLD.fee_minor, OLD.tax_minor,
        OLD.net_minor, OLD.told_at)
       IS DISTINCT FROM
       (NEW.gateway, NEW.payout_id, NEW.line_id, NEW.kind, NEW.payment_id, NEW.object_id,
        NEW.client_reference, NEW.currency, NEW.gross_minor, NEW.fee_minor, NEW.tax_minor,
        NEW.net_minor, NEW.told_at) THEN
        RAISE EXCEPTION 'deposits_settlement_line %: what was told never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deposits_settlement_line_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER deposits_settlement_line_guard_moves
    BEFORE INSERT OR UPDATE OR DELETE ON deposits_settlement_line
    FOR EACH ROW EXECUTE FUNCTION deposits_settlement_line_guard_moves();
"""

APPEND_ONLY = """
CREATE TRIGGER deposits_settlement_file_append_only_rows
    BEFORE UPDATE OR DELETE ON deposits_settlement_file
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change_but_resealing('body_sealed');
CREATE TRIGGER deposits_settlement_file_append_only_table
    BEFORE TRUNCATE ON deposits_settlement_file
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
"""


def _id() -> tuple[str, models.UUIDField]:
    made = models.UUIDField(default=adulis.kernel.ids.new_id, primary_key=True, serialize=False)
    return ("id", made)


def _part_of(name: str, to: str) -> tuple[str, models.ForeignKey]:
    on_delete = django.db.models.deletion.PROTECT
    return (name, models.ForeignKey(on_delete=on_delete, related_name="+", to=to))


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("deposits", "0004_patience"),
        ("events", "0001_initial"),
        ("audit", "0002_resealing"),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="SettlementFile",
            fields=[
                _id(),
                ("gateway", models.CharField(max_length=32)),
                ("day", models.DateField()),
                ("digest", models.BinaryField(max_length=32)),
                ("line_count", models.IntegerField()),
                ("body_sealed", models.TextField()),
                ("imported_at", models.DateTimeField()),
                ("imported_by", models.CharField(max_length=120)),
            ],
            options={
                "db_table": "deposits_settlement_file",
                "indexes": [
                    models.Index(fields=["gateway", "day"], name="deposits_settlement_day_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["gateway", "digest"], name="deposits_settlement_file_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SettlementPayout",
            fields=[
                _id(),
                ("gateway", models.CharField(max_length=32)),
                _part_of("file", "deposits.settlementfile"),
                ("payout_id", models.CharField(max_length=120)),
                ("day", models.DateField()),
                ("utr", models.CharField(max_length=60)),
                ("net_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("standing", models.CharField(max_length=16)),
                ("has_case", models.BooleanField(default=False)),
                ("told_at", models.DateTimeField()),
            ],
            options={
                "db_table": "deposits_settlement_payout",
                "indexes": [
                    models.Index(
                        fields=["told_at"],
                        name="deposits_settlement_awaited",
                        condition=Q(standing="awaited"),
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["gateway", "payout_id"], name="deposits_settlement_payout_unique"
                    ),
                    models.CheckConstraint(
                        condition=Q(net_minor__gt=0), name="deposits_settlement_payout_is_money"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SettlementLine",
            fields=[
                _id(),
                ("gateway", models.CharField(max_length=32)),
                _part_of("payout", "deposits.settlementpayout"),
                ("line_id", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=12)),
                ("payment_id", models.CharField(max_length=120, blank=True)),
                ("object_id", models.CharField(max_length=120)),
                ("client_reference", models.CharField(max_length=120, blank=True)),
                ("currency", models.CharField(max_length=3)),
                ("gross_minor", models.BigIntegerField()),
                ("fee_minor", models.BigIntegerField()),
                ("tax_minor", models.BigIntegerField()),
                ("net_minor", models.BigIntegerField()),
                ("told_at", models.DateTimeField()),
                ("state", models.CharField(max_length=12, default="imported")),
                ("due_at", models.DateTimeField(null=True)),
                ("lease_until", models.DateTimeField(null=True)),
                ("claim_count", models.IntegerField(default=0)),
            ],
            options={
                "db_table": "deposits_settlement_line",
                "indexes": [
                    models.Index(fields=["payout", "id"], name="deposits_settlement_line_of"),
                    models.Index(
                        fields=["due_at", "id"],
                        name="deposits_settlement_line_due",
                        condition=Q(due_at__isnull=False),
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["gateway", "line_id"], name="deposits_settlement_line_unique"
                    ),
                    models.CheckConstraint(
                        condition=Q(state__in=["imported", "matched", "questioned", "noted"]),
                        name="deposits_settlement_line_state_known",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            LINE_GUARD, "DROP FUNCTION deposits_settlement_line_guard_moves() CASCADE"
        ),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
    ]

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import adulis.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("identity", "0005_find_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("subject", models.CharField(max_length=120)),
                ("amount_minor", models.BigIntegerField()),
                ("buyer_fee_share_bp", models.IntegerField()),
                ("inspection_seconds", models.IntegerField()),
                ("on_silence", models.CharField(max_length=8)),
                ("fund_by", models.DateTimeField()),
                ("max_rounds", models.SmallIntegerField()),
                ("terms_hash", models.CharField(blank=True, max_length=64)),
                ("fee_rule_id", models.BigIntegerField(null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(default="active", max_length=12),
                ),
                ("finished_at", models.DateTimeField(null=True)),
                ("version", models.IntegerField(default=1)),
                (
                    "buyer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
                (
                    "seller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
            ],
            options={
                "db_table": "escrow_agreement",
            },
        ),
        migrations.CreateModel(
            name="EscrowSettings",
            fields=[
                (
                    "merchant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="identity.merchant",
                    ),
                ),
                ("approval_above_minor", models.BigIntegerField(null=True)),
            ],
            options={
                "db_table": "escrow_settings",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approval_above_minor", None),
                            ("approval_above_minor__gte", 0),
                            _connector="OR",
                        ),
                        name="escrow_settings_threshold_not_negative",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.SmallIntegerField()),
                ("title", models.CharField(max_length=120)),
                ("description", models.CharField(blank=True, max_length=4000)),
                ("amount_minor", models.BigIntegerField()),
                ("seller_fee_minor", models.BigIntegerField()),
                ("seller_tax_minor", models.BigIntegerField()),
                ("buyer_fee_minor", models.BigIntegerField()),
                ("buyer_tax_minor", models.BigIntegerField()),
                ("conditions", models.JSONField()),
                ("deliver_by", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(default="planned", max_length=20),
                ),
                ("round", models.SmallIntegerField(default=0)),
                ("paused_reason", models.CharField(blank=True, max_length=12)),
                ("funded_minor", models.BigIntegerField(default=0)),
                ("withdrawn_minor", models.BigIntegerField(default=0)),
                ("released_minor", models.BigIntegerField(default=0)),
                ("returned_minor", models.BigIntegerField(default=0)),
                ("disputed_minor", models.BigIntegerField(default=0)),
                ("fee_earned_minor", models.BigIntegerField(default=0)),
                ("fee_returned_minor", models.BigIntegerField(default=0)),
                ("funding_count", models.SmallIntegerField(default=0)),
                ("payment_count", models.SmallIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("entered_at", models.DateTimeField(help_text="When it came to its state, last.")),
                ("finished_at", models.DateTimeField(null=True)),
                ("version", models.IntegerField(default=1)),
                (
                    "agreement",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="escrow.agreement",
                    ),
                ),
            ],
            options={
                "db_table": "escrow_milestone",
            },
        ),
        migrations.CreateModel(
            name="Lock",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("amount_minor", models.BigIntegerField()),
                ("charged_back_minor", models.BigIntegerField(default=0)),
                (
                    "state",
                    models.CharField(default="open", max_length=8),
                ),
                ("locked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="escrow.milestone",
                    ),
                ),
            ],
            options={
                "db_table": "escrow_lock",
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("cause", models.CharField(max_length=120)),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "milestone",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="escrow.milestone",
                    ),
                ),
            ],
            options={
                "db_table": "escrow_hold",
            },
        ),
        migrations.CreateModel(
            name="FundingIntent",
            fields=[
                ("deposit_id", models.UUIDField(primary_key=True, serialize=False)),
                ("made_by", models.CharField(max_length=120)),
                ("created_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("used_minor", models.BigIntegerField(default=0)),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="Why less was used, if less was.", max_length=80
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="escrow.milestone",
                    ),
                ),
            ],
            options={
                "db_table": "escrow_funding_intent",
            },
        ),
        migrations.CreateModel(
            name="Funding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.SmallIntegerField()),
                ("amount_minor", models.BigIntegerField()),
                ("deposit_id", models.UUIDField(null=True)),
                ("made_by", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "milestone",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="escrow.milestone",
                    ),
                ),
            ],
            options={
                "db_table": "escrow_funding",
            },
        ),
        migrations.CreateModel(
            name="ChangeRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("round", models.SmallIntegerField()),
                ("reason", models.CharField(max_length=2000)),
                ("items", models.JSONField(default=list)),
                ("made_by", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "milestone",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="escrow.milestone",
                    ),
                ),
            ],
            options={
                "db_table": "escrow_change_request",
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("by_side", models.CharField(max_length=6)),
                ("to_seller_minor", models.BigIntegerField(default=0)),
                ("to_buyer_minor", models.BigIntegerField(default=0)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("made_by", models.CharField(max_length=120)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(default="open", max_length=12),
                ),
                ("answered_by", models.CharField(blank=True, max_length=120)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="escrow.agreement",
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="escrow.milestone",
                    ),
                ),
            ],
            options={
                "db_table": "escrow_proposal",
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.SmallIntegerField()),
                ("kind", models.CharField(max_length=10)),
                ("to_seller_minor", models.BigIntegerField(default=0)),
                ("fee_minor", models.BigIntegerField(default=0)),
                ("tax_minor", models.BigIntegerField(default=0)),
                ("to_buyer_minor", models.BigIntegerField(default=0)),
                ("buyer_fee_minor", models.BigIntegerField(default=0)),
                ("buyer_tax_minor", models.BigIntegerField(default=0)),
                ("fee_back_minor", models.BigIntegerField(default=0)),
                ("reason", models.CharField(max_length=80)),
                (
                    "cause",
                    models.CharField(
                        blank=True, help_text="chargeback/<id>, dispute/<id>", max_length=120
                    ),
                ),
                ("made_by", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "milestone",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="escrow.milestone",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="escrow.proposal",
                    ),
                ),
            ],
            options={
                "db_table": "escrow_payment",
            },
        ),
        migrations.CreateModel(
            name="Signal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=40)),
                ("made_by", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "milestone",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="escrow.milestone",
                    ),
                ),
            ],
            options={
                "db_table": "escrow_signal",
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("round", models.SmallIntegerField()),
                ("note", models.CharField(blank=True, max_length=2000)),
                ("made_by", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "milestone",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="escrow.milestone",
                    ),
                ),
            ],
            options={
                "db_table": "escrow_submission",
            },
        ),
        migrations.CreateModel(
            name="SubmittedFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("file_id", models.UUIDField()),
                ("sha256", models.CharField(max_length=64)),
                ("name", models.CharField(blank=True, max_length=40)),
                (
                    "submission",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="escrow.submission",
                    ),
                ),
            ],
            options={
                "db_table": "escrow_submitted_file",
            },
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["buyer", "-id"], name="escrow_agreement_buyer_idx"),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["seller", "-id"], name="escrow_agreement_seller_idx"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                fields=("subject",), name="escrow_agreement_subject_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["active", "completed", "cancelled", "lapsed"])),
                name="escrow_agreement_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("on_silence__in", ["release", "dispute"])),
                name="escrow_agreement_silence_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("buyer", models.F("seller")), _negated=True),
                name="escrow_agreement_between_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount_minor__gt", 0),
                    ("buyer_fee_share_bp__range", (0, 10000)),
                    ("inspection_seconds__gt", 0),
                    ("max_rounds__gte", 0),
                ),
                name="escrow_agreement_amounts",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finished_at", None), ("state", "active")),
                    models.Q(
                        models.Q(("state", "active"), _negated=True), ("finished_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="escrow_agreement_finished_has_time",
            ),
        ),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ["approved", "changes_requested", "funded", "submitted"])
                ),
                fields=["agreement"],
                name="escrow_milestone_live_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(
                fields=("agreement", "position"), name="escrow_milestone_position_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "planned",
                            "funded",
                            "submitted",
                            "changes_requested",
                            "approved",
                            "released",
                            "refunded",
                            "cancelled",
                        ],
                    )
                ),
                name="escrow_milestone_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("paused_reason", ""),
                    models.Q(
                        ("paused_reason__in", ["dispute", "chargeback", "freeze"]),
                        ("state__in", ["approved", "changes_requested", "funded", "submitted"]),
                    ),
                    _connector="OR",
                ),
                name="escrow_milestone_paused_in_escrow",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount_minor__gt", 0),
                    ("buyer_fee_minor__gte", 0),
                    ("buyer_tax_minor__gte", 0),
                    ("seller_fee_minor__gte", 0),
                    ("seller_tax_minor__gte", 0),
                    (
                        "amount_minor__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("seller_fee_minor"), "+", models.F("seller_tax_minor")
                        ),
                    ),
                ),
                name="escrow_milestone_amounts",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("disputed_minor__gte", 0),
                    ("fee_earned_minor__gte", 0),
                    ("fee_returned_minor__gte", 0),
                    ("released_minor__gte", 0),
                    ("returned_minor__gte", 0),
                    ("withdrawn_minor__gte", 0),
                    (
                        "funded_minor__lte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("amount_minor"), "+", models.F("buyer_fee_minor")
                                ),
                                "+",
                                models.F("buyer_tax_minor"),
                            ),
                            "+",
                            models.F("withdrawn_minor"),
                        ),
                    ),
                ),
                name="escrow_milestone_counts",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "amount_minor__gte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("released_minor"), "+", models.F("returned_minor")
                            ),
                            "+",
                            models.F("disputed_minor"),
                        ),
                    ),
                    (
                        "funded_minor__gte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("withdrawn_minor"),
                                            "+",
                                            models.F("released_minor"),
                                        ),
                                        "+",
                                        models.F("returned_minor"),
                                    ),
                                    "+",
                                    models.F("disputed_minor"),
                                ),
                                "+",
                                models.F("fee_earned_minor"),
                            ),
                            "+",
                            models.F("fee_returned_minor"),
                        ),
                    ),
                ),
                name="escrow_milestone_pays_what_it_has",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["released", "refunded", "cancelled"]), _negated=True),
                    models.Q(
                        ("disputed_minor", 0),
                        ("finished_at__isnull", False),
                        (
                            "funded_minor",
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("withdrawn_minor"),
                                            "+",
                                            models.F("released_minor"),
                                        ),
                                        "+",
                                        models.F("returned_minor"),
                                    ),
                                    "+",
                                    models.F("fee_earned_minor"),
                                ),
                                "+",
                                models.F("fee_returned_minor"),
                            ),
                        ),
                    ),
                    _connector="OR",
                ),
                name="escrow_milestone_over_is_empty",
            ),
        ),
        migrations.AddConstraint(
            model_name="lock",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "released", "split"])),
                name="escrow_lock_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="lock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount_minor__gt", 0),
                    ("charged_back_minor__gte", 0),
                    ("charged_back_minor__lte", models.F("amount_minor")),
                ),
                name="escrow_lock_amounts",
            ),
        ),
        migrations.AddConstraint(
            model_name="lock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("state", "open")),
                    models.Q(
                        models.Q(("state", "open"), _negated=True), ("ended_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="escrow_lock_ended_has_time",
            ),
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(
                condition=models.Q(("ended_at", None)),
                fields=["cause"],
                name="escrow_hold_cause_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["dispute", "chargeback", "freeze"])),
                name="escrow_hold_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("milestone", "cause"),
                name="escrow_hold_once_a_cause",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingintent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("used_at__isnull", False), ("used_minor__gte", 0)),
                    models.Q(("used_at", None), ("used_minor", 0)),
                    _connector="OR",
                ),
                name="escrow_funding_intent_used_once",
            ),
        ),
        migrations.AddIndex(
            model_name="funding",
            index=models.Index(
                condition=models.Q(("deposit_id__isnull", False)),
                fields=["deposit_id"],
                name="escrow_funding_deposit_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="funding",
            constraint=models.UniqueConstraint(
                fields=("milestone", "number"), name="escrow_funding_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="funding",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_minor__gt", 0)), name="escrow_funding_amount"
            ),
        ),
        migrations.AddConstraint(
            model_name="changerequest",
            constraint=models.UniqueConstraint(
                fields=("milestone", "round"), name="escrow_change_request_round_once"
            ),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["milestone", "-id"], name="escrow_proposal_milestone_idx"),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["agreement", "-id"], name="escrow_proposal_agreement_idx"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["open", "accepted", "refused", "withdrawn", "superseded", "expired"],
                    )
                ),
                name="escrow_proposal_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("by_side__in", ["buyer", "seller"])),
                name="escrow_proposal_side_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "cancellation"),
                        ("milestone", None),
                        ("to_buyer_minor", 0),
                        ("to_seller_minor", 0),
                    ),
                    models.Q(
                        ("kind", "split"),
                        ("milestone__isnull", False),
                        ("to_buyer_minor__gte", 0),
                        ("to_seller_minor__gte", 0),
                        models.Q(
                            ("to_seller_minor__gt", 0), ("to_buyer_minor__gt", 0), _connector="OR"
                        ),
                    ),
                    _connector="OR",
                ),
                name="escrow_proposal_is_about_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("state", "open")),
                    models.Q(
                        models.Q(("state", "open"), _negated=True), ("ended_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="escrow_proposal_ended_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "split"), ("state", "open")),
                fields=("milestone",),
                name="escrow_proposal_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "cancellation"), ("state", "open")),
                fields=("agreement",),
                name="escrow_proposal_one_cancellation",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                fields=("milestone", "number"), name="escrow_payment_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["release", "refund", "split", "ruling", "chargeback", "unfunded"])
                ),
                name="escrow_payment_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("buyer_fee_minor__gte", 0),
                    ("buyer_tax_minor__gte", 0),
                    ("fee_back_minor__gte", 0),
                    ("fee_minor__gte", 0),
                    ("tax_minor__gte", 0),
                    ("to_buyer_minor__gte", 0),
                    ("to_seller_minor__gte", 0),
                    (
                        "to_seller_minor__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("fee_minor"), "+", models.F("tax_minor")
                        ),
                    ),
                    models.Q(
                        ("to_seller_minor__gt", 0),
                        ("to_buyer_minor__gt", 0),
                        ("fee_back_minor__gt", 0),
                        _connector="OR",
                    ),
                ),
                name="escrow_payment_amounts",
            ),
        ),
        migrations.AddConstraint(
            model_name="signal",
            constraint=models.UniqueConstraint(
                fields=("milestone", "kind", "name"), name="escrow_signal_said_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="signal",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["approval", "silence", "signal"])),
                name="escrow_signal_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                fields=("milestone", "round"), name="escrow_submission_round_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="submittedfile",
            constraint=models.UniqueConstraint(
                fields=("submission", "file_id"), name="escrow_submitted_file_once"
            ),
        ),
    ]

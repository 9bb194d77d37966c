import django.db.models.deletion
from django.db import migrations, models

import adulis.disputes.machine
import adulis.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("escrow", "0002_guards"),
        ("identity", "0007_second_person"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dispute",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        help_text="What the agreement is about: deal/<id>.", max_length=120
                    ),
                ),
                ("opened_by_side", models.CharField(max_length=6)),
                ("opened_by", models.CharField(max_length=120)),
                ("reason", models.CharField(max_length=16)),
                ("statement", models.TextField()),
                ("amount_minor", models.BigIntegerField()),
                ("claim_minor", models.BigIntegerField()),
                ("answer", models.TextField(blank=True)),
                ("answer_claim_minor", models.BigIntegerField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=120)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        default=adulis.disputes.machine.DisputeState["OPENED"], max_length=12
                    ),
                ),
                ("turn", models.CharField(blank=True, max_length=6)),
                ("ruling_by", models.DateTimeField(null=True)),
                ("escalated_by", models.CharField(blank=True, max_length=8)),
                ("appeal_until", models.DateTimeField(null=True)),
                ("buyer_accepted_at", models.DateTimeField(null=True)),
                ("seller_accepted_at", models.DateTimeField(null=True)),
                ("appealed_by_side", models.CharField(blank=True, max_length=6)),
                ("appealed_by", models.CharField(blank=True, max_length=120)),
                ("appeal", models.TextField(blank=True)),
                ("appealed_at", models.DateTimeField(null=True)),
                (
                    "to_seller_minor",
                    models.BigIntegerField(help_text="What was done, before the fee.", null=True),
                ),
                ("to_buyer_minor", models.BigIntegerField(null=True)),
                ("opened_at", models.DateTimeField()),
                ("entered_at", models.DateTimeField(help_text="When it came to its state, last.")),
                ("ended_at", models.DateTimeField(null=True)),
                ("version", models.IntegerField(default=1)),
                (
                    "buyer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
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
                    "seller",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
            ],
            options={
                "db_table": "disputes_dispute",
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.SmallIntegerField()),
                ("by_side", models.CharField(max_length=6)),
                ("to_seller_minor", models.BigIntegerField()),
                ("to_buyer_minor", models.BigIntegerField()),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "state",
                    models.CharField(
                        default=adulis.disputes.machine.OfferState["OPEN"], max_length=10
                    ),
                ),
                ("made_by", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                ("answered_by", models.CharField(blank=True, max_length=120)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "dispute",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disputes.dispute",
                    ),
                ),
            ],
            options={
                "db_table": "disputes_offer",
            },
        ),
        migrations.CreateModel(
            name="Proof",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("by_side", models.CharField(max_length=6)),
                ("file_id", models.UUIDField()),
                ("sha256", models.CharField(max_length=64)),
                ("added_by", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disputes.dispute",
                    ),
                ),
            ],
            options={
                "db_table": "disputes_proof",
            },
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.SmallIntegerField()),
                ("to_seller_minor", models.BigIntegerField()),
                ("to_buyer_minor", models.BigIntegerField()),
                ("reason", models.TextField()),
                ("ruled_by", models.CharField(max_length=120)),
                ("confirmed_by", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "dispute",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disputes.dispute",
                    ),
                ),
            ],
            options={
                "db_table": "disputes_ruling",
            },
        ),
        migrations.AddIndex(
            model_name="dispute",
            index=models.Index(fields=["buyer", "-id"], name="disputes_dispute_buyer_idx"),
        ),
        migrations.AddIndex(
            model_name="dispute",
            index=models.Index(fields=["seller", "-id"], name="disputes_dispute_seller_idx"),
        ),
        migrations.AddIndex(
            model_name="dispute",
            index=models.Index(fields=["milestone", "-id"], name="disputes_dispute_milestone_idx"),
        ),
        migrations.AddIndex(
            model_name="dispute",
            index=models.Index(fields=["about"], name="disputes_dispute_about_idx"),
        ),
        migrations.AddIndex(
            model_name="dispute",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ["executed", "settled", "withdrawn"]), _negated=True
                ),
                fields=["entered_at"],
                name="disputes_dispute_live_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "opened",
                            "negotiating",
                            "ruling",
                            "ruled",
                            "appealed",
                            "settled",
                            "executed",
                            "withdrawn",
                        ],
                    )
                ),
                name="disputes_dispute_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "reason__in",
                        [
                            "not_delivered",
                            "late",
                            "incomplete",
                            "defective",
                            "not_as_agreed",
                            "not_accepted",
                            "other",
                            "silence",
                        ],
                    ),
                    ("opened_by_side__in", ["buyer", "seller"]),
                    ("turn__in", ["buyer", "seller", ""]),
                    ("appealed_by_side__in", ["buyer", "seller", ""]),
                    ("escalated_by__in", ["buyer", "seller", "silence", ""]),
                ),
                name="disputes_dispute_words_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["executed", "settled", "withdrawn"]), _negated=True
                ),
                fields=("milestone",),
                name="disputes_dispute_live_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(("buyer", models.F("seller")), _negated=True),
                name="disputes_dispute_between_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount_minor__gt", 0),
                    ("claim_minor__gte", 0),
                    ("claim_minor__lte", models.F("amount_minor")),
                    models.Q(
                        ("answer_claim_minor", None),
                        models.Q(
                            ("answer_claim_minor__gte", 0),
                            ("answer_claim_minor__lte", models.F("amount_minor")),
                        ),
                        _connector="OR",
                    ),
                ),
                name="disputes_dispute_claims",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answer_claim_minor", None), ("answered_at", None)),
                    models.Q(("answer_claim_minor__isnull", False), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="disputes_dispute_answered_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["opened", "negotiating"]),
                        models.Q(("turn", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state__in", ["opened", "negotiating"]), _negated=True),
                        ("turn", ""),
                    ),
                    _connector="OR",
                ),
                name="disputes_dispute_turn_while_talking",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", False),
                        ("state__in", ["executed", "settled", "withdrawn"]),
                    ),
                    models.Q(
                        models.Q(
                            ("state__in", ["executed", "settled", "withdrawn"]), _negated=True
                        ),
                        ("ended_at", None),
                    ),
                    _connector="OR",
                ),
                name="disputes_dispute_ended_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["settled", "executed"]),
                        ("to_buyer_minor__gte", 0),
                        ("to_buyer_minor__isnull", False),
                        ("to_seller_minor__gte", 0),
                        ("to_seller_minor__isnull", False),
                    ),
                    models.Q(
                        models.Q(("state__in", ["settled", "executed"]), _negated=True),
                        ("to_buyer_minor", None),
                        ("to_seller_minor", None),
                    ),
                    _connector="OR",
                ),
                name="disputes_dispute_done_has_amounts",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("appeal", ""), ("appealed_at", None), ("appealed_by_side", "")),
                    models.Q(
                        ("appealed_at__isnull", False),
                        models.Q(("appealed_by_side", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="disputes_dispute_appealed_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(
                fields=("dispute", "number"), name="disputes_offer_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("dispute",),
                name="disputes_offer_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["open", "accepted", "refused", "superseded", "expired"])
                ),
                name="disputes_offer_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(("by_side__in", ["buyer", "seller"])),
                name="disputes_offer_side_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number__gte", 1), ("to_buyer_minor__gte", 0), ("to_seller_minor__gte", 0)
                ),
                name="disputes_offer_amounts",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("state", "open")),
                    models.Q(
                        models.Q(("state", "open"), _negated=True), ("ended_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="disputes_offer_ended_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="proof",
            constraint=models.UniqueConstraint(
                fields=("file_id",), name="disputes_proof_file_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="proof",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("by_side__in", ["buyer", "seller"]), ("sha256__regex", "^[0-9a-f]{64}$")
                ),
                name="disputes_proof_words_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.UniqueConstraint(
                fields=("dispute", "number"), name="disputes_ruling_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number__in", [1, 2]),
                    ("to_buyer_minor__gte", 0),
                    ("to_seller_minor__gte", 0),
                    models.Q(("reason", ""), _negated=True),
                ),
                name="disputes_ruling_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(("ruled_by", models.F("confirmed_by")), _negated=True),
                name="disputes_ruling_four_eyes",
            ),
        ),
    ]

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import adulis.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("identity", "0007_second_person"),
    ]

    operations = [
        migrations.CreateModel(
            name="Auction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("deal_id", models.UUIDField()),
                ("number", models.IntegerField()),
                ("direction", models.CharField(max_length=8)),
                ("format", models.CharField(max_length=8)),
                ("visibility", models.CharField(max_length=8)),
                ("start_minor", models.BigIntegerField()),
                ("reserve_sealed", models.TextField(blank=True)),
                ("reserve_commitment", models.CharField(blank=True, max_length=64)),
                ("step_kind", models.CharField(max_length=12)),
                ("step_value", models.BigIntegerField()),
                ("own_step_kind", models.CharField(max_length=12)),
                ("own_step_value", models.BigIntegerField()),
                ("unusual_above_basis_points", models.IntegerField()),
                ("starts_at", models.DateTimeField()),
                ("first_ends_at", models.DateTimeField()),
                ("first_hard_end_at", models.DateTimeField()),
                ("window_seconds", models.IntegerField()),
                ("extension_seconds", models.IntegerField()),
                ("final_round_seconds", models.IntegerField(null=True)),
                ("bond_minor", models.BigIntegerField()),
                ("confirm_within_seconds", models.IntegerField()),
                ("ruleset_hash", models.CharField(max_length=64)),
                ("created_by", models.CharField(max_length=120)),
                ("created_at", models.DateTimeField()),
                ("terms_version", models.IntegerField()),
                (
                    "state",
                    models.CharField(
                        default=adulis.bidding.machine.AuctionState["OPEN"], max_length=12
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("hard_end_at", models.DateTimeField()),
                ("is_capped", models.BooleanField(default=False)),
                ("version", models.IntegerField(default=1)),
                ("position", models.IntegerField(default=0)),
                ("sequence", models.IntegerField(default=0)),
                ("price_minor", models.BigIntegerField(default=0)),
                ("bidders_count", models.IntegerField(default=0)),
                ("is_reserve_met", models.BooleanField(null=True)),
                (
                    "leader",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
                (
                    "poster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
            ],
            options={
                "db_table": "bidding_auction",
            },
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.IntegerField()),
                ("rank", models.IntegerField()),
                ("price_minor", models.BigIntegerField()),
                ("is_binding", models.BooleanField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("made_by", models.CharField(max_length=120)),
                ("made_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        default=adulis.bidding.machine.AwardState["OFFERED"], max_length=12
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "auction",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bidding.auction",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
            ],
            options={
                "db_table": "bidding_award",
            },
        ),
        migrations.CreateModel(
            name="Bid",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.IntegerField()),
                ("sequence", models.IntegerField(null=True)),
                ("kind", models.CharField(max_length=12)),
                ("amount_minor", models.BigIntegerField(null=True)),
                ("limit_sealed", models.TextField(blank=True)),
                ("until", models.DateTimeField(null=True)),
                ("target", models.IntegerField(null=True)),
                ("seconds", models.IntegerField(null=True)),
                ("grounds", models.CharField(blank=True, max_length=12)),
                ("terms_version", models.IntegerField()),
                ("previous_position", models.IntegerField(null=True)),
                ("previous_price", models.BigIntegerField()),
                ("price_after", models.BigIntegerField()),
                ("ends_at_after", models.DateTimeField()),
                ("made_by", models.CharField(max_length=120)),
                ("address", models.CharField(blank=True, max_length=45)),
                ("request_id", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "auction",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bidding.auction",
                    ),
                ),
                (
                    "leader_after",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
            ],
            options={
                "db_table": "bidding_bid",
            },
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("shares", models.CharField(max_length=16)),
                ("at", models.DateTimeField()),
                (
                    "auction",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bidding.auction",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
            ],
            options={
                "db_table": "bidding_flag",
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.IntegerField()),
                (
                    "standing",
                    models.CharField(
                        default=adulis.bidding.values.Standing["ACTIVE"], max_length=12
                    ),
                ),
                ("bond_minor", models.BigIntegerField(default=0)),
                ("bonds_count", models.IntegerField(default=0)),
                ("level_minor", models.BigIntegerField(default=0)),
                ("limit_sealed", models.TextField(blank=True)),
                ("until", models.DateTimeField(null=True)),
                ("since", models.IntegerField(default=0)),
                ("is_stale", models.BooleanField(default=False)),
                ("joined_at", models.DateTimeField()),
                (
                    "auction",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bidding.auction",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
            ],
            options={
                "db_table": "bidding_participant",
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("deal_id", models.UUIDField(primary_key=True, serialize=False)),
                ("body", models.JSONField()),
                ("reserve_sealed", models.TextField(blank=True)),
                ("made_by", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "poster",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
            ],
            options={
                "db_table": "bidding_plan",
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("rank", models.IntegerField()),
                ("price_minor", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "auction",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bidding.auction",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
            ],
            options={
                "db_table": "bidding_result",
            },
        ),
        migrations.CreateModel(
            name="SealedBid",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("sequence", models.IntegerField()),
                ("kind", models.CharField(max_length=12)),
                ("ciphertext", models.BinaryField()),
                ("data_key_sealed", models.TextField(blank=True)),
                ("hash", models.CharField(blank=True, max_length=64)),
                ("terms_version", models.IntegerField()),
                ("made_by", models.CharField(max_length=120)),
                ("address", models.CharField(blank=True, max_length=45)),
                ("request_id", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "auction",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bidding.auction",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
            ],
            options={
                "db_table": "bidding_sealed_bid",
            },
        ),
        migrations.AddIndex(
            model_name="auction",
            index=models.Index(fields=["poster", "-id"], name="bidding_auction_poster_idx"),
        ),
        migrations.AddIndex(
            model_name="auction",
            index=models.Index(
                condition=models.Q(("state__in", ["open", "final_round"])),
                fields=["ends_at"],
                name="bidding_auction_ends_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="auction",
            constraint=models.UniqueConstraint(
                fields=("deal_id", "number"), name="bidding_auction_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="auction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["failed", "cancelled"]), _negated=True),
                fields=("deal_id",),
                name="bidding_auction_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="auction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "open",
                            "final_round",
                            "closed",
                            "awarded",
                            "agreed",
                            "failed",
                            "cancelled",
                        ],
                    )
                ),
                name="bidding_auction_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="auction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("direction__in", ["forward", "reverse"]),
                    ("format__in", ["open", "sealed"]),
                    ("own_step_kind__in", ["absolute", "basis_points"]),
                    ("step_kind__in", ["absolute", "basis_points"]),
                    ("visibility__in", ["price", "rank", "lead", "blind"]),
                ),
                name="bidding_auction_words_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="auction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("bidders_count__gte", 0),
                    ("bond_minor__gte", 0),
                    ("confirm_within_seconds__gt", 0),
                    ("extension_seconds__gte", 0),
                    ("number__gt", 0),
                    ("own_step_value__gt", 0),
                    ("start_minor__gt", 0),
                    ("step_value__gt", 0),
                    ("unusual_above_basis_points__gte", 0),
                    ("window_seconds__gte", 0),
                ),
                name="bidding_auction_numbers",
            ),
        ),
        migrations.AddConstraint(
            model_name="auction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_at__gte", models.F("first_ends_at")),
                    ("first_ends_at__lte", models.F("first_hard_end_at")),
                    ("hard_end_at__gte", models.F("ends_at")),
                    ("starts_at__lt", models.F("first_ends_at")),
                ),
                name="bidding_auction_times",
            ),
        ),
        migrations.AddConstraint(
            model_name="auction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reserve_commitment", ""), ("reserve_sealed", "")),
                    models.Q(
                        models.Q(("reserve_sealed", ""), _negated=True),
                        models.Q(("reserve_commitment", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="bidding_auction_reserve_committed",
            ),
        ),
        migrations.AddConstraint(
            model_name="auction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("leader", None),
                    models.Q(("leader", models.F("poster")), _negated=True),
                    _connector="OR",
                ),
                name="bidding_auction_led_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="auction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("leader", None), ("price_minor", 0)),
                    models.Q(("leader__isnull", False), ("price_minor__gt", 0)),
                    _connector="OR",
                ),
                name="bidding_auction_led_at_a_price",
            ),
        ),
        migrations.AddConstraint(
            model_name="auction",
            constraint=models.CheckConstraint(
                condition=models.Q(("position__gte", models.F("sequence")), ("sequence__gte", 0)),
                name="bidding_auction_counts",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.UniqueConstraint(
                fields=("auction", "number"), name="bidding_award_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["offered", "confirmed"])),
                fields=("auction",),
                name="bidding_award_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.UniqueConstraint(
                fields=("auction", "party"), name="bidding_award_party_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["offered", "confirmed", "declined", "defaulted", "withdrawn"])
                ),
                name="bidding_award_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("state", "offered")),
                    models.Q(
                        models.Q(("state", "offered"), _negated=True), ("decided_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="bidding_award_decided_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(("price_minor__gt", 0), ("rank__gt", 0)),
                name="bidding_award_numbers",
            ),
        ),
        migrations.AddIndex(
            model_name="bid",
            index=models.Index(
                fields=["auction", "party", "-position"], name="bidding_bid_party_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="bid",
            constraint=models.UniqueConstraint(
                fields=("auction", "position", "price_after"), name="bidding_bid_chain"
            ),
        ),
        migrations.AddConstraint(
            model_name="bid",
            constraint=models.UniqueConstraint(
                fields=("auction", "position"), name="bidding_bid_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="bid",
            constraint=models.UniqueConstraint(
                fields=("auction", "sequence"), name="bidding_bid_sequence"
            ),
        ),
        migrations.AddConstraint(
            model_name="bid",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "bid",
                            "instruct",
                            "cancel",
                            "retract",
                            "withdraw",
                            "reconfirm",
                            "amend",
                            "delay",
                        ],
                    )
                ),
                name="bidding_bid_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="bid",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("position", 1), ("previous_position", None), ("previous_price", 0)),
                    models.Q(
                        ("position__gt", 1),
                        (
                            "previous_position",
                            django.db.models.expressions.CombinedExpression(
                                models.F("position"), "-", models.Value(1)
                            ),
                        ),
                    ),
                    _connector="OR",
                ),
                name="bidding_bid_follows",
            ),
        ),
        migrations.AddConstraint(
            model_name="bid",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("leader_after", None), ("price_after", 0)),
                    models.Q(("leader_after__isnull", False), ("price_after__gt", 0)),
                    _connector="OR",
                ),
                name="bidding_bid_led_at_a_price",
            ),
        ),
        migrations.AddConstraint(
            model_name="bid",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["amend", "delay"]), ("party", None)),
                    models.Q(
                        models.Q(("kind__in", ["amend", "delay"]), _negated=True),
                        ("party__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="bidding_bid_of_a_party",
            ),
        ),
        migrations.AddConstraint(
            model_name="bid",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount_minor", None),
                    models.Q(("amount_minor__gt", 0), ("kind", "bid"), ("limit_sealed", "")),
                    _connector="OR",
                ),
                name="bidding_bid_amount",
            ),
        ),
        migrations.AddConstraint(
            model_name="bid",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["bid", "instruct"]), _negated=True),
                    ("amount_minor__isnull", False),
                    models.Q(("limit_sealed", ""), _negated=True),
                    _connector="OR",
                ),
                name="bidding_bid_says_how_much",
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.UniqueConstraint(
                fields=("auction", "party", "other", "shares"), name="bidding_flag_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.CheckConstraint(
                condition=models.Q(("party", models.F("other")), _negated=True),
                name="bidding_flag_between_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(
                fields=("auction", "party"), name="bidding_participant_party_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(
                fields=("auction", "number"), name="bidding_participant_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing__in", ["active", "excluded", "defaulted"])),
                name="bidding_participant_standing_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("bond_minor__gte", 0),
                    ("bonds_count__gte", 0),
                    ("level_minor__gte", 0),
                    ("number__gt", 0),
                    ("since__gte", 0),
                ),
                name="bidding_participant_numbers",
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("level_minor", 0), _negated=True),
                    models.Q(("is_stale", False), ("limit_sealed", ""), ("since", 0)),
                    _connector="OR",
                ),
                name="bidding_participant_without_a_bid",
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.UniqueConstraint(
                fields=("auction", "rank"), name="bidding_result_rank_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.UniqueConstraint(
                fields=("auction", "party"), name="bidding_result_party_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.CheckConstraint(
                condition=models.Q(("price_minor__gt", 0), ("rank__gt", 0)),
                name="bidding_result_numbers",
            ),
        ),
        migrations.AddIndex(
            model_name="sealedbid",
            index=models.Index(
                fields=["auction", "party", "-sequence"], name="bidding_sealed_bid_party_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="sealedbid",
            constraint=models.UniqueConstraint(
                fields=("auction", "sequence"), name="bidding_sealed_bid_sequence"
            ),
        ),
        migrations.AddConstraint(
            model_name="sealedbid",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "final")),
                fields=("auction", "party"),
                name="bidding_sealed_bid_one_shot",
            ),
        ),
        migrations.AddConstraint(
            model_name="sealedbid",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["sealed", "withdrawn", "final"])),
                name="bidding_sealed_bid_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sealedbid",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ciphertext", b""),
                        ("data_key_sealed", ""),
                        ("hash", ""),
                        ("kind", "withdrawn"),
                    ),
                    models.Q(
                        models.Q(("kind", "withdrawn"), _negated=True),
                        models.Q(("data_key_sealed", ""), _negated=True),
                        models.Q(("hash", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="bidding_sealed_bid_whole",
            ),
        ),
    ]

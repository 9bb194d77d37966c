import django.db.models.deletion
from django.db import migrations, models

import adulis.deals.machine
import adulis.kernel.ids

# 'english' finds 'pumps' by 'pump', 'simple' what is in no dictionary; neither needs an extension.
SEARCH = """
-- Nobody waits for a table that is not there yet.
-- squawk-ignore adding-field-with-default
ALTER TABLE deals_deal ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (
    setweight(to_tsvector('english', title), 'A')
    || setweight(to_tsvector('simple', title), 'A')
    || setweight(to_tsvector('english', description), 'B')
    || setweight(to_tsvector('simple', description), 'B')) STORED;
CREATE INDEX deals_deal_search_idx ON deals_deal USING gin (search);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("identity", "0007_second_person"),
    ]

    operations = [
        migrations.CreateModel(
            name="Deal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=8)),
                ("format", models.CharField(max_length=8)),
                ("visibility", models.CharField(max_length=8)),
                ("category", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=120)),
                ("description", models.TextField(blank=True)),
                ("created_by", models.CharField(max_length=120)),
                (
                    "state",
                    models.CharField(
                        default=adulis.deals.machine.DealState["DRAFT"], max_length=20
                    ),
                ),
                ("budget_minor", models.BigIntegerField(null=True)),
                ("deadline", models.DateTimeField(null=True)),
                ("draft", models.JSONField(null=True)),
                ("terms_version", models.IntegerField(default=0)),
                ("price_minor", models.BigIntegerField(null=True)),
                ("agreement_id", models.UUIDField(null=True)),
                ("agreement_number", models.IntegerField(default=0)),
                ("version", models.IntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("listed_at", models.DateTimeField()),
                ("entered_at", models.DateTimeField()),
                ("completed_at", models.DateTimeField(null=True)),
                ("ended_reason", models.CharField(blank=True, max_length=12)),
                (
                    "counterparty",
                    models.ForeignKey(
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
                "db_table": "deals_deal",
            },
        ),
        migrations.CreateModel(
            name="Conduct",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("is_seller", models.BooleanField()),
                ("milestones_count", models.IntegerField()),
                ("rounds_count", models.IntegerField()),
                ("dated_count", models.IntegerField()),
                ("on_time_count", models.IntegerField()),
                ("funded_count", models.IntegerField()),
                ("funding_seconds", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "merchant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
                (
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deals.deal",
                    ),
                ),
            ],
            options={
                "db_table": "deals_conduct",
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("file_id", models.UUIDField()),
                ("added_by", models.CharField(max_length=120)),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "merchant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
                (
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deals.deal",
                    ),
                ),
            ],
            options={
                "db_table": "deals_attachment",
            },
        ),
        migrations.CreateModel(
            name="Acceptance",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("agreement_number", models.IntegerField()),
                ("version", models.IntegerField()),
                ("hash", models.CharField(max_length=64)),
                ("by", models.CharField(max_length=120)),
                ("price_minor", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "merchant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
                (
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deals.deal",
                    ),
                ),
            ],
            options={
                "db_table": "deals_acceptance",
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("email_sealed", models.TextField()),
                ("email_index", models.BinaryField(max_length=32)),
                ("token_hash", models.BinaryField(max_length=32)),
                ("invited_by", models.CharField(max_length=120)),
                (
                    "state",
                    models.CharField(
                        default=adulis.deals.machine.DealInvitationState["PENDING"], max_length=12
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deals.deal",
                    ),
                ),
                (
                    "merchant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
            ],
            options={
                "db_table": "deals_deal_invitation",
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("thread_id", models.UUIDField()),
                ("number", models.IntegerField()),
                ("by", models.CharField(max_length=120)),
                ("body_sealed", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deals.deal",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
            ],
            options={
                "db_table": "deals_message",
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("stars", models.SmallIntegerField()),
                ("comment", models.TextField(blank=True)),
                ("written_by", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
                (
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deals.deal",
                    ),
                ),
            ],
            options={
                "db_table": "deals_review",
            },
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                ("dispute_id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                (
                    "against",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
                (
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deals.deal",
                    ),
                ),
            ],
            options={
                "db_table": "deals_ruling",
            },
        ),
        migrations.CreateModel(
            name="Terms",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.IntegerField()),
                ("body", models.JSONField()),
                ("hash", models.CharField(max_length=64)),
                ("by", models.CharField(max_length=120)),
                ("material", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deals.deal",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
            ],
            options={
                "db_table": "deals_terms",
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("user_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deals.deal",
                    ),
                ),
                (
                    "merchant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
            ],
            options={
                "db_table": "deals_watch",
            },
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                fields=["poster", "-listed_at", "-id"], name="deals_deal_poster_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                fields=["counterparty", "-listed_at", "-id"], name="deals_deal_counterparty_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                condition=models.Q(("state__in", ["open", "reviewing"]), ("visibility", "public")),
                fields=["-listed_at", "-id"],
                name="deals_deal_browse_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="deal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "deleted",
                            "awaiting_approval",
                            "open",
                            "reviewing",
                            "proposed",
                            "countered",
                            "agreed",
                            "active",
                            "completed",
                            "cancelled",
                            "lapsed",
                        ],
                    )
                ),
                name="deals_deal_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="deal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["offer", "request"]),
                    ("format__in", ["open", "sealed", "direct"]),
                    ("visibility__in", ["public", "invited"]),
                    (
                        "category__in",
                        [
                            "goods",
                            "raw_materials",
                            "machinery",
                            "electronics",
                            "textiles",
                            "food",
                            "software",
                            "design",
                            "marketing",
                            "consulting",
                            "construction",
                            "logistics",
                            "other",
                        ],
                    ),
                ),
                name="deals_deal_words_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="deal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("budget_minor", None), ("budget_minor__gt", 0), _connector="OR"
                ),
                name="deals_deal_budget_positive",
            ),
        ),
        migrations.AddConstraint(
            model_name="deal",
            constraint=models.CheckConstraint(
                condition=models.Q(("counterparty", models.F("poster")), _negated=True),
                name="deals_deal_between_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="deal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("draft__isnull", False),
                        ("state__in", ["draft", "deleted", "awaiting_approval"]),
                    ),
                    models.Q(
                        models.Q(
                            ("state__in", ["draft", "deleted", "awaiting_approval"]), _negated=True
                        ),
                        ("draft", None),
                        ("terms_version__gte", 1),
                    ),
                    models.Q(("state", "cancelled"), ("terms_version", 0)),
                    _connector="OR",
                ),
                name="deals_deal_seen_has_terms",
            ),
        ),
        migrations.AddConstraint(
            model_name="deal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["active", "agreed", "completed"]), _negated=True),
                    models.Q(
                        ("agreement_id__isnull", False),
                        ("agreement_number__gte", 1),
                        ("counterparty__isnull", False),
                        ("price_minor__gt", 0),
                        ("price_minor__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="deals_deal_bound_has_agreement",
            ),
        ),
        migrations.AddConstraint(
            model_name="deal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["open", "reviewing"]), _negated=True),
                    models.Q(("deadline__isnull", False), ("format__in", ["open", "sealed"])),
                    _connector="OR",
                ),
                name="deals_deal_bids_until_deadline",
            ),
        ),
        migrations.AddConstraint(
            model_name="deal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("completed_at__isnull", False), ("state", "completed")),
                    models.Q(
                        models.Q(("state", "completed"), _negated=True), ("completed_at", None)
                    ),
                    _connector="OR",
                ),
                name="deals_deal_completed_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="deal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "ended_reason__in",
                            [
                                "cancelled",
                                "rejected",
                                "expired",
                                "no_bids",
                                "not_funded",
                                "refunded",
                            ],
                        ),
                        ("state__in", ["cancelled", "lapsed"]),
                    ),
                    models.Q(
                        models.Q(("state__in", ["cancelled", "lapsed"]), _negated=True),
                        ("ended_reason", ""),
                    ),
                    _connector="OR",
                ),
                name="deals_deal_ended_has_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="conduct",
            index=models.Index(fields=["merchant"], name="deals_conduct_merchant_idx"),
        ),
        migrations.AddConstraint(
            model_name="conduct",
            constraint=models.UniqueConstraint(
                fields=("deal", "merchant"), name="deals_conduct_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="conduct",
            constraint=models.CheckConstraint(
                condition=models.Q(("on_time_count__lte", models.F("dated_count"))),
                name="deals_conduct_on_time_had_date",
            ),
        ),
        migrations.AddIndex(
            model_name="attachment",
            index=models.Index(fields=["deal", "id"], name="deals_attachment_deal_idx"),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(
                fields=("file_id",), name="deals_attachment_file_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="acceptance",
            constraint=models.UniqueConstraint(
                fields=("deal", "agreement_number", "merchant"), name="deals_acceptance_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="acceptance",
            constraint=models.CheckConstraint(
                condition=models.Q(("price_minor__gt", 0)), name="deals_acceptance_price_positive"
            ),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(
                condition=models.Q(("state", "joined")),
                fields=["merchant", "deal"],
                name="deals_invitation_joined_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["pending", "joined", "revoked"])),
                name="deals_deal_invitation_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                fields=("token_hash",), name="deals_deal_invitation_token_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "pending")),
                fields=("deal", "email_index"),
                name="deals_deal_invitation_pending_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merchant__isnull", False), ("state", "joined")),
                    models.Q(models.Q(("state", "joined"), _negated=True), ("merchant", None)),
                    _connector="OR",
                ),
                name="deals_deal_invitation_joined_is_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                fields=("deal", "thread_id", "number"), name="deals_message_number_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="deals_message_number_from_one"
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("published_at__isnull", False)),
                fields=["about", "-published_at", "-id"],
                name="deals_review_about_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(fields=("deal", "by"), name="deals_review_once"),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("stars__gte", 1), ("stars__lte", 5)),
                name="deals_review_stars_possible",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("by", models.F("about")), _negated=True),
                name="deals_review_between_two",
            ),
        ),
        migrations.AddIndex(
            model_name="ruling",
            index=models.Index(fields=["against"], name="deals_ruling_against_idx"),
        ),
        migrations.AddConstraint(
            model_name="terms",
            constraint=models.UniqueConstraint(
                fields=("deal", "version"), name="deals_terms_version_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="terms",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__gte", 1)), name="deals_terms_version_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="watch",
            constraint=models.UniqueConstraint(
                fields=("merchant", "user_id", "deal"), name="deals_watch_once"
            ),
        ),
        migrations.RunSQL(SEARCH, "ALTER TABLE deals_deal DROP COLUMN search"),
    ]

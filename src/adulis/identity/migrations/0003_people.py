import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import adulis.identity.machine
import adulis.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0002_recognise"),
    ]

    operations = [
        migrations.CreateModel(
            name="SecondFactor",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("secret_sealed", models.TextField()),
                ("begun_at", models.DateTimeField()),
                ("turned_on_at", models.DateTimeField(null=True)),
                ("last_step", models.BigIntegerField(default=0)),
            ],
            options={
                "db_table": "identity_second_factor",
            },
        ),
        migrations.AddField(
            model_name="apikey",
            name="rotated_from",
            field=models.UUIDField(help_text="The key whose place it takes.", null=True),
        ),
        migrations.AddField(
            model_name="apikey",
            name="rotated_to",
            field=models.UUIDField(help_text="The key that takes its place.", null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="is_email_confirmed",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("role", models.CharField(max_length=16)),
                (
                    "state",
                    models.CharField(
                        default=adulis.identity.machine.InvitationState["PENDING"], max_length=16
                    ),
                ),
                ("token_hash", models.BinaryField(max_length=32)),
                ("created_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "db_table": "identity_invitation",
                "indexes": [
                    models.Index(fields=["merchant", "-id"], name="identity_invitation_list_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("token_hash",), name="identity_invitation_token_unique"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "pending")),
                        fields=("merchant", "email"),
                        name="identity_invitation_pending_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["pending", "accepted", "revoked"])),
                        name="identity_invitation_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["viewer", "finance", "owner"])),
                        name="identity_invitation_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", django.db.models.functions.text.Lower("email"))
                        ),
                        name="identity_invitation_lower_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("state", "pending")),
                            models.Q(
                                models.Q(("state", "pending"), _negated=True),
                                ("closed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="identity_invitation_closed_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("purpose", models.CharField(max_length=16)),
                ("token_hash", models.BinaryField(max_length=32)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "identity_link",
                "indexes": [models.Index(fields=["expires_at"], name="identity_link_expiry_idx")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("token_hash",), name="identity_link_token_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["confirm_email", "reset_password"])),
                        name="identity_link_purpose_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("used_at", None), ("closed_at__isnull", False), _connector="OR"
                        ),
                        name="identity_link_used_is_closed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("code_hash", models.BinaryField(max_length=32)),
                ("created_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "identity_recovery_code",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "code_hash"), name="identity_recovery_code_unique"
                    )
                ],
            },
        ),
    ]

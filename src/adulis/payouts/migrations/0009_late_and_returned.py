from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    """When a late payment and a return were told, and which part of a payment came back."""

    dependencies = [("payouts", "0008_asked_before")]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="paid_late_at",
            field=models.DateTimeField(
                help_text="When a payment after its no was told.", null=True
            ),
        ),
        migrations.AddField(
            model_name="attempt",
            name="return_heard_at",
            field=models.DateTimeField(help_text="When its return was told.", null=True),
        ),
        migrations.AddField(
            model_name="attempt",
            name="returned_minor",
            field=models.BigIntegerField(
                default=0, db_default=0, help_text="Accepted as returned in part."
            ),
        ),
        AddConstraintNotValid(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("returned_minor__gte", 0))
                & models.Q(("returned_minor__lte", models.F("amount_minor"))),
                name="payouts_attempt_returns_no_more_than_it_paid",
            ),
        ),
    ]

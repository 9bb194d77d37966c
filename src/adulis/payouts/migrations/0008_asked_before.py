from django.db import migrations, models


class Migration(migrations.Migration):
    """How often a reference had been asked about when it was last sent."""

    dependencies = [("payouts", "0007_bank_account_guard")]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="asked_before_count",
            field=models.SmallIntegerField(
                default=0, db_default=0, help_text="Before it was last sent."
            ),
        ),
    ]

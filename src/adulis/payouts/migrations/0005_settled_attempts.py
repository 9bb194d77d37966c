from django.db import migrations, models


class Migration(migrations.Migration):
    """Which attempts the bank's statement shows."""

    dependencies = [("payouts", "0004_batch_guards")]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="return_settled_at",
            field=models.DateTimeField(help_text="The statement shows its return.", null=True),
        ),
        migrations.AddField(
            model_name="attempt",
            name="settled_at",
            field=models.DateTimeField(help_text="The statement shows the payment.", null=True),
        ),
    ]

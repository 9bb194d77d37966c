"""Which keys seal here, and how far sealing everything under the newest one has come."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ops", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Resealing",
            fields=[
                ("place", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("key_id", models.CharField(max_length=32)),
                ("total_count", models.BigIntegerField()),
                ("done_count", models.BigIntegerField(default=0)),
                ("stuck_count", models.BigIntegerField(default=0)),
                ("reached", models.CharField(blank=True, max_length=120)),
                ("began_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "ops_resealing"},
        ),
        migrations.CreateModel(
            name="SealingKey",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("began_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "ops_sealing_key"},
        ),
    ]

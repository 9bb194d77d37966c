"""Payment gateways call back, too: a message says which kind of speaker it is from."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("gateways", "0004_resealing")]

    operations = [
        migrations.AddField(
            model_name="callback",
            name="speaker",
            field=models.CharField(db_default="bank", default="bank", max_length=8),
        ),
    ]

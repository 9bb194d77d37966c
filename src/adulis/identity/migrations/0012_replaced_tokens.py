"""The token that was exchanged last, when and from where: for whoever asks again at once.

The version before goes on exchanging tokens beside this and writes none of it: what it exchanged is
not answered again. Only a token that this version replaced less than half a minute ago may be
answered with one more than its own successor.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("identity", "0011_second_factor_of_sessions")]
    operations: ClassVar = [
        migrations.AddField("refreshsession", "replaced_jti", models.UUIDField(null=True)),
        migrations.AddField("refreshsession", "replaced_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "refreshsession",
            "replaced_from",
            models.CharField(max_length=64, blank=True, db_default=""),
        ),
    ]

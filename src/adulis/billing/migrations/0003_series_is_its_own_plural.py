from django.db import migrations


class Migration(migrations.Migration):
    """How the back office calls the table; nothing in the database."""

    dependencies = [("billing", "0002_guards")]
    operations = [migrations.AlterModelOptions("series", {"verbose_name_plural": "series"})]

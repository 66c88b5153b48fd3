"""Lets a person sign out on every device at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_row_security")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="session_number",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]

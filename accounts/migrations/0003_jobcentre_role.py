"""A role for the staff of a jobcentre."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_row_security"),
    ]

    operations = [
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[
                    ("advisor", "Council advisor"),
                    ("admin", "Council admin"),
                    ("partner", "Partner adviser"),
                    ("jobcentre", "Jobcentre work coach"),
                ],
                max_length=20,
            ),
        ),
    ]

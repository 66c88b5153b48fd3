"""The yardstick's one table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("email", models.EmailField(max_length=254)),
                ("postcode", models.CharField(max_length=10)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=8)),
                ("text", models.TextField()),
            ],
        ),
    ]

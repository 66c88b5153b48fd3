"""Indexes that nothing reads: activity and template keys."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobjournal", "0003_shares"),
    ]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="activity_key",
            field=models.SlugField(db_index=False, max_length=40),
        ),
        migrations.AlterField(
            model_name="entry",
            name="template_key",
            field=models.SlugField(blank=True, db_index=False, max_length=40),
        ),
        migrations.AlterField(
            model_name="entryrevision",
            name="activity_key",
            field=models.SlugField(db_index=False, max_length=40),
        ),
        migrations.AlterField(
            model_name="entryrevision",
            name="template_key",
            field=models.SlugField(blank=True, db_index=False, max_length=40),
        ),
    ]

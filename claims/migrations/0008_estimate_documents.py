"""The PDF of an estimate, by council."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import core.tenancy
from core.tenancy import CouncilForeignKey, EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_row_security"),
        ("claims", "0007_council_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="EstimateDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("due", "Being made"), ("ready", "Ready"), ("failed", "Could not be made")],
                        default="due",
                        max_length=6,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("error", models.CharField(blank=True, max_length=200)),
                ("language", models.CharField(default="en-gb", max_length=10)),
                ("content", models.BinaryField(null=True)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                (
                    "council",
                    models.ForeignKey(
                        db_index=False,
                        default=core.tenancy.require_council_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.council",
                    ),
                ),
                (
                    "estimate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="documents", to="claims.estimate"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["council", "state", "due_at"], name="estimate_document_due")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("council", "estimate", "language"), name="estimate_document_once"
                    ),
                ],
            },
        ),
        EnableRowSecurity("estimatedocument"),
        CouncilForeignKey("estimatedocument", "estimate"),
    ]

"""The curve of work, and changes of life side by side, by council."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import core.tenancy
from core.tenancy import CouncilForeignKey, EnableRowSecurity

TABLES = ["comparison", "scenario", "workcurve"]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_row_security"),
        ("claims", "0003_calculators_elsewhere"),
    ]

    operations = [
        migrations.CreateModel(
            name="Comparison",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "Being worked out"),
                            ("ready", "Ready"),
                            ("failed", "Could not be worked out"),
                        ],
                        default="due",
                        max_length=6,
                    ),
                ),
                ("household", models.JSONField()),
                ("result", models.JSONField(null=True)),
                ("engine", models.CharField(blank=True, max_length=40)),
                ("engine_version", models.CharField(blank=True, max_length=40)),
                ("due_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("error", models.CharField(blank=True, max_length=200)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("changes", models.JSONField()),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comparisons", to="claims.claim"
                    ),
                ),
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
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comparisons", to="accounts.resident"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["council", "claim", "-asked_at"], name="comparison_by_claim"),
                    models.Index(fields=["council", "state", "due_at"], name="comparison_due"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Scenario",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=20)),
                ("change", models.JSONField()),
                ("position", models.PositiveSmallIntegerField()),
                ("shared_with_adviser_at", models.DateTimeField(blank=True, null=True)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="scenarios", to="claims.claim"
                    ),
                ),
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
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="scenarios", to="accounts.resident"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("council", "claim", "position"), name="scenario_position_once"),
                    models.CheckConstraint(
                        condition=models.Q(("position__gte", 1), ("position__lte", 6)), name="scenario_at_most_six"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkCurve",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "Being worked out"),
                            ("ready", "Ready"),
                            ("failed", "Could not be worked out"),
                        ],
                        default="due",
                        max_length=6,
                    ),
                ),
                ("household", models.JSONField()),
                ("result", models.JSONField(null=True)),
                ("engine", models.CharField(blank=True, max_length=40)),
                ("engine_version", models.CharField(blank=True, max_length=40)),
                ("due_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("error", models.CharField(blank=True, max_length=200)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("question", models.JSONField()),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="work_curves", to="claims.claim"
                    ),
                ),
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
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="work_curves", to="accounts.resident"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["council", "claim", "-asked_at"], name="work_curve_by_claim"),
                    models.Index(fields=["council", "state", "due_at"], name="work_curve_due"),
                ],
            },
        ),
        *[EnableRowSecurity(model) for model in TABLES],
        *[CouncilForeignKey(model, field) for model in TABLES for field in ("claim", "resident")],
    ]

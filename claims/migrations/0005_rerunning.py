"""Why an estimate was made and what it replaces, the estimate that led to a claim, and what people were told."""

import django.db.models.deletion
from django.db import migrations, models

import core.tenancy
from core.tenancy import CouncilForeignKey, EnableRowSecurity

REASONS = [
    ("asked", "Somebody asked for it"),
    ("facts", "The answers changed"),
    ("rules", "The council's rules changed"),
    ("rates", "A new year's rates apply"),
    ("engine", "The calculator changed"),
    ("time", "Time has passed: people grow older"),
]
LINKS = [
    ("claim", "led_by"),
    ("estimate", "replaces"),
    ("entitlementnews", "estimate"),
    ("entitlementnews", "resident"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_row_security"),
        ("claims", "0004_what_if"),
    ]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="led_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="led_to",
                to="claims.estimate",
            ),
        ),
        migrations.AddField(
            model_name="estimate",
            name="looked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="estimate",
            name="made_because",
            field=models.CharField(choices=REASONS, default="asked", max_length=6),
        ),
        migrations.AddField(
            model_name="estimate",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaced_by",
                to="claims.estimate",
            ),
        ),
        migrations.AddConstraint(
            model_name="estimate",
            constraint=models.UniqueConstraint(fields=("council", "replaces"), name="estimate_replaced_once"),
        ),
        migrations.CreateModel(
            name="EntitlementNews",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("benefit_code", models.CharField(max_length=30)),
                ("cause", models.CharField(max_length=100)),
                ("found_at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="news", to="claims.estimate"
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entitlement_news",
                        to="accounts.resident",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("council", "resident", "benefit_code", "cause"), name="news_told_once"
                    ),
                ],
            },
        ),
        EnableRowSecurity("entitlementnews"),
        *[CouncilForeignKey(model, field) for model, field in LINKS],
    ]

"""A council's account with a calculator elsewhere, and the exchanges with it, by council."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import core.tenancy
from core.tenancy import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_row_security"),
        ("claims", "0002_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="EngineAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("engine", models.CharField(max_length=40)),
                ("base_url", models.CharField(max_length=200)),
                ("secret", models.BinaryField(null=True)),
                ("is_active", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField(auto_now=True)),
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("council", "engine"), name="engine_account_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_active", True)), fields=("council",), name="engine_account_one_active"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EngineExchange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64)),
                ("engine", models.CharField(max_length=40)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("ok", "Answered"),
                            ("refused", "No connection"),
                            ("timed_out", "No answer in time"),
                            ("nonsense", "Answer not understood"),
                            ("server_error", "Error of the service"),
                            ("open_circuit", "Not asked: the service had failed before"),
                            ("not_allowed", "Key not accepted"),
                            ("too_many", "Too many requests"),
                            ("redirected", "Led to another address"),
                            ("rejected", "Question rejected"),
                        ],
                        max_length=12,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("milliseconds", models.PositiveIntegerField()),
                ("attempt", models.PositiveSmallIntegerField()),
                ("http_status", models.PositiveSmallIntegerField(null=True)),
                ("bytes_out", models.PositiveIntegerField()),
                ("bytes_in", models.PositiveIntegerField()),
                (
                    "benefit_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
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
            ],
            options={
                "indexes": [models.Index(fields=["council", "-started_at"], name="engine_exchange_recent")],
            },
        ),
        EnableRowSecurity("engineaccount"),
        EnableRowSecurity("engineexchange"),
    ]

"""Sharing a journal: shares, what they show, who opened them; kept apart by council."""

import datetime
import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import core.tenancy

COUNCIL_OWNED = [
    "share",
    "shareitem",
    "sharefile",
    "shareview",
    "sharekept",
    "sharenote",
    "shareattempt",
    "screenrequest",
]

LINKS = [
    ("share", "resident"),
    ("shareitem", "share"),
    ("shareitem", "revision"),
    ("sharefile", "item"),
    ("sharefile", "file"),
    ("shareview", "share"),
    ("shareview", "membership"),
    ("sharekept", "share"),
    ("sharekept", "membership"),
    ("sharenote", "share"),
    ("sharenote", "membership"),
    ("shareattempt", "share"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_jobcentre_role"),
        ("jobjournal", "0002_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("client_id", models.UUIDField(default=uuid.uuid4)),
                ("code", models.CharField(max_length=8)),
                ("pin_hash", models.CharField(blank=True, max_length=64)),
                ("selection", models.JSONField(default=dict)),
                ("tries_left", models.PositiveSmallIntegerField(default=5)),
                ("single_use", models.BooleanField(default=True)),
                ("print_allowed", models.BooleanField(default=False)),
                ("on_computer", models.BooleanField(default=False)),
                ("entries_fixed_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("destroyed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="journal_shares",
                        to="accounts.resident",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ShareAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("opened", "Opened"),
                            ("wrong", "The PIN was wrong"),
                            ("nothing", "There was nothing to open"),
                        ],
                        max_length=7,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
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
                    "share",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attempts",
                        to="jobjournal.share",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ShareItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="jobjournal.entryrevision"
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="jobjournal.share"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ShareFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="jobjournal.entryfile"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="jobjournal.shareitem"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ShareKept",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kept_at", models.DateTimeField(auto_now_add=True)),
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
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kept_shares",
                        to="accounts.membership",
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="kept", to="jobjournal.share"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ShareNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("comment", "Comment"), ("action", "Agreed action")], max_length=7)),
                ("text", models.TextField()),
                ("due_on", models.DateField(blank=True, null=True)),
                ("by_label", models.CharField(max_length=150)),
                ("at", models.DateTimeField(auto_now_add=True)),
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
                    "membership",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="jobjournal.share"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ShareView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("viewer_name", models.CharField(max_length=100)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("opened_at", models.DateTimeField()),
                ("last_seen_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
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
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="views", to="jobjournal.share"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScreenRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=8)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
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
                "indexes": [models.Index(fields=["council", "expires_at"], name="screen_request_by_end")],
                "constraints": [models.UniqueConstraint(fields=("council", "code"), name="screen_request_code_once")],
            },
        ),
        migrations.AddIndex(
            model_name="share",
            index=models.Index(fields=["council", "resident", "-entries_fixed_at"], name="share_by_resident"),
        ),
        migrations.AddIndex(
            model_name="share",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)), fields=["council", "expires_at"], name="share_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.UniqueConstraint(fields=("council", "code"), name="share_code_once"),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.UniqueConstraint(
                fields=("council", "resident", "client_id"), name="share_client_id_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.CheckConstraint(condition=models.Q(("tries_left__lte", 5)), name="share_tries"),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "expires_at__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("entries_fixed_at"), "+", models.Value(datetime.timedelta(days=14))
                        ),
                    )
                ),
                name="share_ends_in_time",
            ),
        ),
        migrations.AddIndex(
            model_name="shareattempt",
            index=models.Index(fields=["council", "share"], name="share_attempt_by_share"),
        ),
        migrations.AddIndex(
            model_name="shareattempt",
            index=models.Index(fields=["council", "at"], name="share_attempt_by_time"),
        ),
        migrations.AddConstraint(
            model_name="shareitem",
            constraint=models.UniqueConstraint(fields=("council", "share", "revision"), name="share_item_once"),
        ),
        migrations.AddConstraint(
            model_name="sharefile",
            constraint=models.UniqueConstraint(fields=("council", "item", "file"), name="share_file_once"),
        ),
        migrations.AddConstraint(
            model_name="sharekept",
            constraint=models.UniqueConstraint(fields=("council", "membership", "share"), name="share_kept_once"),
        ),
        migrations.AddIndex(
            model_name="sharenote",
            index=models.Index(fields=["council", "share", "at"], name="share_note_by_share"),
        ),
        migrations.AddIndex(
            model_name="shareview",
            index=models.Index(fields=["council", "share", "-opened_at"], name="share_view_by_share"),
        ),
        *[core.tenancy.EnableRowSecurity(model) for model in COUNCIL_OWNED],
        *[core.tenancy.CouncilForeignKey(model, field) for model, field in LINKS],
    ]

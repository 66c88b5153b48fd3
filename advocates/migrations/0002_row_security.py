"""Row-level security for what advocates keep, which stays inside their council."""

from django.db import migrations

from core.operations.row_security import CouncilForeignKey, EnableRowSecurity

COUNCIL_OWNED = ["ask", "case", "invitation"]

LINKS = [
    ("ask", "asker"),
    ("ask", "delegation"),
    ("case", "organisation"),
    ("case", "resident"),
    ("case", "responsible"),
    ("case", "team"),
    ("invitation", "delegation"),
    ("invitation", "resident"),
]


class Migration(migrations.Migration):
    dependencies = [("advocates", "0001_initial"), ("accounts", "0002_row_security")]

    operations = [
        *[EnableRowSecurity(model) for model in COUNCIL_OWNED],
        *[CouncilForeignKey(model, field) for model, field in LINKS],
    ]

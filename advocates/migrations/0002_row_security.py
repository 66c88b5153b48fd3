"""Row-level security for what advocates keep, which stays inside their council."""

from django.db import migrations

from core.operations.row_security import CouncilForeignKey, EnableRowSecurity

COUNCIL_OWNED = ["case", "enquiry", "handover", "invitation", "planaction", "plannote", "planshare"]

LINKS = [
    ("case", "organisation"),
    ("case", "resident"),
    ("case", "responsible"),
    ("case", "team"),
    ("enquiry", "resident"),
    ("handover", "delegation"),
    ("handover", "member"),
    ("handover", "receiver"),
    ("handover", "resident"),
    ("handover", "sender"),
    ("handover", "team"),
    ("invitation", "delegation"),
    ("invitation", "resident"),
    ("planaction", "member"),
    ("planaction", "organisation"),
    ("planaction", "resident"),
    ("plannote", "action"),
    ("planshare", "organisation"),
    ("planshare", "resident"),
]


class Migration(migrations.Migration):
    dependencies = [("advocates", "0001_initial"), ("accounts", "0002_row_security")]

    operations = [
        *[EnableRowSecurity(model) for model in COUNCIL_OWNED],
        *[CouncilForeignKey(model, field) for model, field in LINKS],
    ]

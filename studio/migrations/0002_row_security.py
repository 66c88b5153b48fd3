"""Row-level security, and links that stay within a council."""

from django.db import migrations

from core.operations.row_security import CouncilForeignKey, EnableRowSecurity

COUNCIL_OWNED = [
    "formdraft",
    "draftedit",
    "publishingsettings",
    "draftapproval",
    "tryout",
]

LINKS = [
    ("formdraft", "form"),
    ("formdraft", "based_on"),
    ("draftedit", "draft"),
    ("draftapproval", "draft"),
    ("tryout", "draft"),
]


class Migration(migrations.Migration):
    dependencies = [("studio", "0001_initial"), ("accounts", "0002_row_security"), ("formspec", "0002_row_security")]

    operations = [
        *[EnableRowSecurity(model) for model in COUNCIL_OWNED],
        *[CouncilForeignKey(model, field) for model, field in LINKS],
    ]

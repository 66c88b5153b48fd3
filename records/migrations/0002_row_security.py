"""Row-level security for what says how long a council keeps what, and links that stay inside it."""

from django.db import migrations

from core.operations.row_security import CouncilForeignKey, EnableRowSecurity

COUNCIL_OWNED = ["keepingrule", "hold", "deletedclaims", "personexport"]

LINKS = [
    ("keepingrule", "form"),
    ("hold", "claim"),
    ("hold", "resident"),
    ("deletedclaims", "form"),
    ("personexport", "resident"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0001_initial"),
        ("accounts", "0002_row_security"),
        ("claims", "0002_row_security"),
        ("formspec", "0002_row_security"),
    ]

    operations = [
        *[EnableRowSecurity(model) for model in COUNCIL_OWNED],
        *[CouncilForeignKey(model, field) for model, field in LINKS],
    ]

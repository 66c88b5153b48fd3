"""Row-level security for messages."""

from django.db import migrations

from core.operations.row_security import CouncilForeignKey, EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial"), ("accounts", "0002_row_security")]

    operations = [
        EnableRowSecurity("message"),
        EnableRowSecurity("messagewords"),
        CouncilForeignKey("message", "resident"),
    ]

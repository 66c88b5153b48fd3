"""Row-level security for live help, which stays inside its council."""

from django.db import migrations

from core.tenancy import CouncilForeignKey, EnableRowSecurity

COUNCIL_OWNED = [
    "cannedreply",
    "closedday",
    "duty",
    "helpevent",
    "helprequest",
    "openingtime",
    "sharededit",
    "sharedform",
]

LINKS = [
    ("duty", "membership"),
    ("helpevent", "request"),
    ("helprequest", "resident"),
    ("helprequest", "claim"),
    ("helprequest", "adviser"),
    ("sharededit", "shared"),
    ("sharedform", "request"),
    ("sharedform", "claim"),
    ("sharedform", "adviser"),
    ("sharedform", "delegation"),
]


class Migration(migrations.Migration):
    dependencies = [("cobrowse", "0001_initial"), ("accounts", "0002_row_security"), ("claims", "0002_row_security")]

    operations = [
        *[EnableRowSecurity(model) for model in COUNCIL_OWNED],
        *[CouncilForeignKey(model, field) for model, field in LINKS],
    ]

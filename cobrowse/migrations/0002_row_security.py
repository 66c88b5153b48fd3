"""Row-level security for live help, which stays inside its council."""

from django.db import migrations

from core.operations.row_security import CouncilForeignKey, EnableRowSecurity

COUNCIL_OWNED = [
    "booking",
    "bookingtime",
    "cannedreply",
    "closedday",
    "duty",
    "helpevent",
    "helpfile",
    "helprequest",
    "helprules",
    "leave",
    "openingtime",
    "phonecode",
    "place",
    "sharededit",
    "sharedform",
    "topic",
]

LINKS = [
    ("booking", "adviser"),
    ("booking", "claim"),
    ("booking", "place"),
    ("booking", "resident"),
    ("bookingtime", "membership"),
    ("bookingtime", "place"),
    ("duty", "membership"),
    ("helpevent", "request"),
    ("helpevent", "membership"),
    ("helpfile", "event"),
    ("helprequest", "resident"),
    ("helprequest", "team"),
    ("helprequest", "topic"),
    ("helprequest", "claim"),
    ("helprequest", "adviser"),
    ("leave", "membership"),
    ("phonecode", "adviser"),
    ("phonecode", "claim"),
    ("phonecode", "request"),
    ("phonecode", "resident"),
    ("sharededit", "shared"),
    ("sharedform", "adviser"),
    ("sharedform", "claim"),
    ("sharedform", "delegation"),
    ("sharedform", "request"),
]


class Migration(migrations.Migration):
    dependencies = [("cobrowse", "0001_initial"), ("accounts", "0002_row_security"), ("claims", "0002_row_security")]

    operations = [
        *[EnableRowSecurity(model) for model in COUNCIL_OWNED],
        *[CouncilForeignKey(model, field) for model, field in LINKS],
    ]

"""Row-level security for what the desk keeps, which stays inside their council."""

from django.db import migrations

from core.operations.row_security import CouncilForeignKey, EnableRowSecurity

COUNCIL_OWNED = [
    "assignment",
    "note",
    "notefile",
    "readywords",
    "showing",
    "verification",
    "task",
    "decision",
    "award",
    "letterpdf",
    "decidingsettings",
    "urgencychange",
    "claimhold",
    "targetsettings",
    "duedaywork",
    "noteversion",
    "qualityrate",
    "qualitydraw",
    "batch",
    "batchclaim",
    "destination",
    "delivery",
    "deliveryattempt",
    "apikey",
    "claimtimes",
    "savedfilter",
    "postalletter",
    "signedfilm",
]

LINKS = [
    ("assignment", "claim"),
    ("assignment", "owner"),
    ("assignment", "team"),
    ("note", "claim"),
    ("note", "to"),
    ("noteversion", "note"),
    ("notefile", "note"),
    ("showing", "claim"),
    ("verification", "claim"),
    ("task", "claim"),
    ("decision", "claim"),
    ("decision", "replaces"),
    ("award", "decision"),
    ("letterpdf", "decision"),
    ("postalletter", "decision"),
    ("signedfilm", "decision"),
    ("urgencychange", "claim"),
    ("claimhold", "claim"),
    ("duedaywork", "claim"),
    ("qualitydraw", "claim"),
    ("qualitydraw", "rate"),
    ("batch", "owner"),
    ("batch", "team"),
    ("batch", "status"),
    ("batch", "membership"),
    ("batchclaim", "batch"),
    ("batchclaim", "claim"),
    ("delivery", "destination"),
    ("delivery", "claim"),
    ("delivery", "decision"),
    ("delivery", "correction"),
    ("delivery", "withdrawal"),
    ("delivery", "review"),
    ("deliveryattempt", "delivery"),
    ("claimtimes", "claim"),
    ("savedfilter", "membership"),
]


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial"), ("accounts", "0002_row_security"), ("claims", "0002_row_security")]

    operations = [
        *[EnableRowSecurity(model) for model in COUNCIL_OWNED],
        *[CouncilForeignKey(model, field) for model, field in LINKS],
    ]

"""Row-level security for what advocates keep, which stays inside their council."""

from django.db import migrations

from core.operations.row_security import CouncilForeignKey, EnableRowSecurity

COUNCIL_OWNED = [
    "absence",
    "ask",
    "case",
    "casebatch",
    "casebatchrow",
    "casechange",
    "caseloadwishes",
    "casenote",
    "casenoteversion",
    "casetask",
    "consentpaper",
    "enquiry",
    "handover",
    "invitation",
    "legalbasis",
    "legalpaper",
    "planaction",
    "plannote",
    "planshare",
    "possibleduplicate",
    "registration",
    "takeovercode",
]

LINKS = [
    ("absence", "cover"),
    ("absence", "membership"),
    ("absence", "team"),
    ("ask", "asker"),
    ("ask", "delegation"),
    ("case", "covered_for"),
    ("case", "organisation"),
    ("case", "resident"),
    ("case", "responsible"),
    ("case", "team"),
    ("casebatch", "membership"),
    ("casebatch", "team"),
    ("casebatch", "to"),
    ("casebatchrow", "batch"),
    ("casebatchrow", "case"),
    ("casechange", "case"),
    ("caseloadwishes", "membership"),
    ("casenote", "case"),
    ("casenoteversion", "note"),
    ("casetask", "case"),
    ("casetask", "claim"),
    ("consentpaper", "registration"),
    ("enquiry", "resident"),
    ("handover", "delegation"),
    ("handover", "member"),
    ("handover", "receiver"),
    ("handover", "resident"),
    ("handover", "sender"),
    ("handover", "team"),
    ("invitation", "delegation"),
    ("invitation", "resident"),
    ("legalbasis", "asker"),
    ("legalbasis", "delegation"),
    ("legalbasis", "member"),
    ("legalbasis", "organisation"),
    ("legalbasis", "resident"),
    ("legalpaper", "basis"),
    ("planaction", "member"),
    ("planaction", "organisation"),
    ("planaction", "resident"),
    ("plannote", "action"),
    ("planshare", "organisation"),
    ("planshare", "resident"),
    ("possibleduplicate", "other"),
    ("possibleduplicate", "registration"),
    ("possibleduplicate", "settled_by"),
    ("registration", "delegation"),
    ("registration", "organisation"),
    ("registration", "registered_by"),
    ("registration", "resident"),
    ("takeovercode", "made_by"),
    ("takeovercode", "resident"),
]


class Migration(migrations.Migration):
    dependencies = [("advocates", "0001_initial"), ("accounts", "0002_row_security")]

    operations = [
        *[EnableRowSecurity(model) for model in COUNCIL_OWNED],
        *[CouncilForeignKey(model, field) for model, field in LINKS],
    ]

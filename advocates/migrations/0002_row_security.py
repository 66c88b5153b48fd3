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
    "legalrules",
    "planaction",
    "plannote",
    "planshare",
    "possibleduplicate",
    "registration",
    "takeovercode",
    "transfer",
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
    ("invitation", "replaces"),
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
    ("transfer", "delegation"),
    ("transfer", "organisation"),
    ("transfer", "resident"),
]

# A case has the person's name in small letters, so that lists are in order of it by an index. Whatever writes a name,
# or gives a case to another record, is followed by these.
SORT_NAME = """
CREATE FUNCTION case_sort_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.sort_name := coalesce((SELECT lower(name) FROM accounts_resident WHERE id = NEW.resident_id), '');
  RETURN NEW;
END $$;
CREATE FUNCTION resident_sort_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE advocates_case SET sort_name = lower(NEW.name) WHERE council_id = NEW.council_id AND resident_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER case_sort_name BEFORE INSERT OR UPDATE OF resident_id, sort_name ON advocates_case
  FOR EACH ROW EXECUTE FUNCTION case_sort_name();
CREATE TRIGGER resident_sort_name AFTER UPDATE OF name ON accounts_resident
  FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION resident_sort_name();
"""
NO_SORT_NAME = """
DROP TRIGGER resident_sort_name ON accounts_resident;
DROP TRIGGER case_sort_name ON advocates_case;
DROP FUNCTION resident_sort_name();
DROP FUNCTION case_sort_name();
"""


class Migration(migrations.Migration):
    dependencies = [("advocates", "0001_initial"), ("accounts", "0002_row_security")]

    operations = [
        *[EnableRowSecurity(model) for model in COUNCIL_OWNED],
        *[CouncilForeignKey(model, field) for model, field in LINKS],
        migrations.RunSQL(SORT_NAME, NO_SORT_NAME),
    ]

"""Row-level security, links that stay inside a council, and versions of entries that never change."""

from django.db import migrations

from core.operations.row_security import CouncilForeignKey, EnableRowSecurity

UNCHANGED = """
CREATE FUNCTION jobjournal_revision_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Only the encrypted part may be rewritten: by key rotation.
    IF (NEW.council_id, NEW.entry_id, NEW.number, NEW.happened_on, NEW.minutes, NEW.activity_key, NEW.template_key,
        NEW.language, NEW.made_at, NEW.by_id, NEW.by_label) IS DISTINCT FROM
       (OLD.council_id, OLD.entry_id, OLD.number, OLD.happened_on, OLD.minutes, OLD.activity_key, OLD.template_key,
        OLD.language, OLD.made_at, OLD.by_id, OLD.by_label) THEN
        RAISE EXCEPTION 'A version of an entry cannot be changed.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER revision_guard BEFORE UPDATE ON jobjournal_entryrevision
    FOR EACH ROW EXECUTE FUNCTION jobjournal_revision_guard();
"""
UNDO_UNCHANGED = """
DROP TRIGGER revision_guard ON jobjournal_entryrevision;
DROP FUNCTION jobjournal_revision_guard();
"""

COUNCIL_OWNED = [
    "activity",
    "sentencetemplate",
    "journal",
    "entry",
    "entrydraft",
    "entryrevision",
    "entryfile",
    "journalpdf",
    "job",
    "workplan",
    "appointment",
    "share",
    "shareitem",
    "sharefile",
    "shareview",
    "sharekept",
    "sharenote",
    "shareattempt",
    "pairingrequest",
]

LINKS = [
    ("sentencetemplate", "activity"),
    ("journal", "resident"),
    ("entry", "resident"),
    ("entry", "job"),
    ("entrydraft", "resident"),
    ("entrydraft", "job"),
    ("entryrevision", "entry"),
    ("entryfile", "entry"),
    ("journalpdf", "resident"),
    ("job", "resident"),
    ("workplan", "resident"),
    ("appointment", "resident"),
    ("share", "resident"),
    ("shareitem", "share"),
    ("shareitem", "revision"),
    ("sharefile", "item"),
    ("sharefile", "file"),
    ("shareview", "share"),
    ("shareview", "membership"),
    ("sharekept", "share"),
    ("sharekept", "membership"),
    ("sharenote", "share"),
    ("sharenote", "membership"),
    ("shareattempt", "share"),
]


class Migration(migrations.Migration):
    dependencies = [("jobjournal", "0001_initial"), ("accounts", "0002_row_security")]

    operations = [
        migrations.RunSQL(UNCHANGED, UNDO_UNCHANGED),
        *[EnableRowSecurity(model) for model in COUNCIL_OWNED],
        *[CouncilForeignKey(model, field) for model, field in LINKS],
    ]

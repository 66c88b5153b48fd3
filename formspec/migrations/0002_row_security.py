"""Row-level security, and versions that never change once published."""

from django.db import migrations

from core.operations.row_security import CouncilForeignKey, EnableRowSecurity

IMMUTABLE_VERSIONS = """
CREATE FUNCTION formspec_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'A published form version cannot be deleted.';
    END IF;
    IF NEW.state = 'draft' OR (OLD.state = 'retired' AND NEW.state <> 'retired')
       OR (NEW.council_id, NEW.form_id, NEW.number, NEW.revision, NEW.schema_version, NEW.sha256,
           NEW.applies, NEW.because, NEW.because_cy, NEW.despite, NEW.published_at, NEW.published_by_id)
          IS DISTINCT FROM
          (OLD.council_id, OLD.form_id, OLD.number, OLD.revision, OLD.schema_version, OLD.sha256,
           OLD.applies, OLD.because, OLD.because_cy, OLD.despite, OLD.published_at, OLD.published_by_id)
       OR NEW.spec IS DISTINCT FROM OLD.spec OR NEW.copied_from IS DISTINCT FROM OLD.copied_from THEN
        RAISE EXCEPTION 'A published form version cannot be changed.';
    END IF;
    IF NEW.moves_to_id IS DISTINCT FROM OLD.moves_to_id AND NOT EXISTS (
        SELECT FROM formspec_formversion later WHERE later.id = NEW.moves_to_id AND later.form_id = NEW.form_id
           AND (later.number, later.revision) > (NEW.number, NEW.revision)
    ) THEN
        RAISE EXCEPTION 'Drafts move to a later version of the same form.';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION formspec_source_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What a form version was compiled from cannot be changed.';
END $$;
CREATE TRIGGER form_source_guard BEFORE UPDATE OR DELETE ON formspec_formsource
    FOR EACH ROW EXECUTE FUNCTION formspec_source_guard();
CREATE TRIGGER form_version_guard BEFORE UPDATE OR DELETE ON formspec_formversion
    FOR EACH ROW EXECUTE FUNCTION formspec_version_guard();
"""

UNDO_IMMUTABLE_VERSIONS = """
DROP TRIGGER form_source_guard ON formspec_formsource;
DROP FUNCTION formspec_source_guard();
DROP TRIGGER form_version_guard ON formspec_formversion;
DROP FUNCTION formspec_version_guard();
"""

COUNCIL_OWNED = [
    "form",
    "formmedium",
    "formsource",
    "formversion",
]

LINKS = [
    ("formsource", "version"),
    ("formversion", "form"),
    ("formversion", "moves_to"),
]


class Migration(migrations.Migration):
    dependencies = [("formspec", "0001_initial"), ("accounts", "0002_row_security")]

    operations = [
        migrations.RunSQL(IMMUTABLE_VERSIONS, UNDO_IMMUTABLE_VERSIONS),
        *[EnableRowSecurity(model) for model in COUNCIL_OWNED],
        *[CouncilForeignKey(model, field) for model, field in LINKS],
    ]

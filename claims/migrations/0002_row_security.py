"""Row-level security, links that stay inside a council, and documents that never change once published."""

from django.db import migrations

from core.tenancy import CouncilForeignKey, EnableRowSecurity

IMMUTABLE_VERSIONS = """
CREATE FUNCTION claims_form_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'A published form version cannot be deleted.';
    END IF;
    IF NEW.state = 'draft' OR (OLD.state = 'retired' AND NEW.state <> 'retired')
       OR (NEW.council_id, NEW.form_id, NEW.number, NEW.schema_version, NEW.sha256, NEW.published_at)
          IS DISTINCT FROM
          (OLD.council_id, OLD.form_id, OLD.number, OLD.schema_version, OLD.sha256, OLD.published_at)
       OR NEW.document IS DISTINCT FROM OLD.document THEN
        RAISE EXCEPTION 'A published form version cannot be changed.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER form_version_guard BEFORE UPDATE OR DELETE ON claims_formversion
    FOR EACH ROW EXECUTE FUNCTION claims_form_version_guard();

CREATE FUNCTION claims_submission_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Only the encrypted part may be rewritten: by key rotation.
    IF (NEW.council_id, NEW.claim_id, NEW.document_sha256, NEW.sent_at) IS DISTINCT FROM
       (OLD.council_id, OLD.claim_id, OLD.document_sha256, OLD.sent_at) OR NEW.answers IS DISTINCT FROM OLD.answers THEN
        RAISE EXCEPTION 'What was sent cannot be changed.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER submission_guard BEFORE UPDATE ON claims_submission
    FOR EACH ROW EXECUTE FUNCTION claims_submission_guard();
"""

UNDO_IMMUTABLE_VERSIONS = """
DROP TRIGGER submission_guard ON claims_submission;
DROP FUNCTION claims_submission_guard();
DROP TRIGGER form_version_guard ON claims_formversion;
DROP FUNCTION claims_form_version_guard();
"""

COUNCIL_OWNED = [
    "form",
    "formversion",
    "claimstatus",
    "claim",
    "claimevent",
    "answer",
    "fact",
    "claimfile",
    "resumelink",
    "submission",
    "statuschange",
    "note",
    "claimdocument",
    "estimate",
]

LINKS = [
    ("formversion", "form"),
    ("claim", "resident"),
    ("claim", "form_version"),
    ("claim", "status"),
    ("answer", "claim"),
    ("fact", "resident"),
    ("fact", "claim"),
    ("claimfile", "claim"),
    ("resumelink", "claim"),
    ("submission", "claim"),
    ("statuschange", "claim"),
    ("statuschange", "status"),
    ("note", "claim"),
    ("claimdocument", "claim"),
    ("estimate", "claim"),
    ("estimate", "resident"),
]


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial"), ("accounts", "0002_row_security")]

    operations = [
        migrations.RunSQL(IMMUTABLE_VERSIONS, UNDO_IMMUTABLE_VERSIONS),
        *[EnableRowSecurity(model) for model in COUNCIL_OWNED],
        *[CouncilForeignKey(model, field) for model, field in LINKS],
    ]

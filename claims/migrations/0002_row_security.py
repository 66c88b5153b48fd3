"""Row-level security, links that stay inside a council, and submissions that never change."""

from django.db import migrations

from core.operations.row_security import CouncilForeignKey, EnableRowSecurity

IMMUTABLE_SUBMISSIONS = """
CREATE FUNCTION claims_submission_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The encrypted part may be rewritten, by key rotation; name and date of birth may be corrected, if what was sent
    -- stays beside them.
    IF (NEW.council_id, NEW.claim_id, NEW.spec_sha256, NEW.sent_at, NEW.email, NEW.phone)
       IS DISTINCT FROM
       (OLD.council_id, OLD.claim_id, OLD.spec_sha256, OLD.sent_at, OLD.email, OLD.phone)
       OR NEW.answers IS DISTINCT FROM OLD.answers
       OR ((NEW.name, NEW.born_on, NEW.sent_name, NEW.sent_born_on)
           IS DISTINCT FROM (OLD.name, OLD.born_on, OLD.sent_name, OLD.sent_born_on)
           AND NOT EXISTS (SELECT FROM claims_correction WHERE claim_id = OLD.claim_id))
       OR (OLD.sent_name <> '' AND NEW.sent_name <> OLD.sent_name)
       OR (OLD.sent_name = '' AND NEW.name <> OLD.name AND NEW.sent_name <> OLD.name)
       OR (OLD.sent_born_on IS NOT NULL AND NEW.sent_born_on IS DISTINCT FROM OLD.sent_born_on)
       OR (OLD.sent_born_on IS NULL AND NEW.born_on IS DISTINCT FROM OLD.born_on
           AND NEW.sent_born_on IS DISTINCT FROM OLD.born_on) THEN
        RAISE EXCEPTION 'What was sent cannot be changed.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER submission_guard BEFORE UPDATE ON claims_submission
    FOR EACH ROW EXECUTE FUNCTION claims_submission_guard();
"""

UNDO_IMMUTABLE_SUBMISSIONS = """
DROP TRIGGER submission_guard ON claims_submission;
DROP FUNCTION claims_submission_guard();
"""

IMMUTABLE_CORRECTIONS = """
CREATE FUNCTION claims_correction_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- As for submissions.
    IF (NEW.council_id, NEW.claim_id, NEW.ask_id, NEW.number, NEW.keys, NEW.answers, NEW.by_label, NEW.at)
       IS DISTINCT FROM
       (OLD.council_id, OLD.claim_id, OLD.ask_id, OLD.number, OLD.keys, OLD.answers, OLD.by_label, OLD.at) THEN
        RAISE EXCEPTION 'What was sent cannot be changed.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER correction_guard BEFORE UPDATE ON claims_correction
    FOR EACH ROW EXECUTE FUNCTION claims_correction_guard();
"""

UNDO_IMMUTABLE_CORRECTIONS = """
DROP TRIGGER correction_guard ON claims_correction;
DROP FUNCTION claims_correction_guard();
"""

SENT_STAYS = """
CREATE FUNCTION claims_sent_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A claim that was sent keeps the version of its form.';
END $$;
CREATE TRIGGER sent_stays BEFORE UPDATE OF form_version_id ON claims_claim FOR EACH ROW
    WHEN (OLD.submitted_at IS NOT NULL AND NEW.form_version_id <> OLD.form_version_id)
    EXECUTE FUNCTION claims_sent_stays();
"""

UNDO_SENT_STAYS = """
DROP TRIGGER sent_stays ON claims_claim;
DROP FUNCTION claims_sent_stays();
"""

COUNCIL_OWNED = [
    "addressservice",
    "claimstatus",
    "claim",
    "claimevent",
    "answer",
    "fact",
    "claimfile",
    "resumelink",
    "submission",
    "statuschange",
    "claimpdf",
    "searchterm",
    "threadmessage",
    "residentact",
    "paper",
    "paperreview",
    "correctionask",
    "correction",
    "withdrawal",
    "phonelink",
    "secondsignature",
    "awardreview",
]

LINKS = [
    ("claim", "resident"),
    ("claim", "form_version"),
    ("claim", "moved_from"),
    ("claim", "status"),
    ("answer", "claim"),
    ("fact", "resident"),
    ("fact", "claim"),
    ("claimfile", "claim"),
    ("resumelink", "claim"),
    ("submission", "claim"),
    ("statuschange", "claim"),
    ("statuschange", "status"),
    ("claimpdf", "claim"),
    ("searchterm", "claim"),
    ("threadmessage", "claim"),
    ("residentact", "claim"),
    ("residentact", "reply"),
    ("paper", "claim"),
    ("paperreview", "paper"),
    ("claimfile", "paper"),
    ("correctionask", "claim"),
    ("correction", "claim"),
    ("correction", "ask"),
    ("secondsignature", "claim"),
    ("awardreview", "claim"),
    ("withdrawal", "claim"),
    ("withdrawal", "status_before"),
    ("phonelink", "claim"),
]


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial"), ("accounts", "0002_row_security"), ("formspec", "0002_row_security")]

    operations = [
        migrations.RunSQL(IMMUTABLE_SUBMISSIONS, UNDO_IMMUTABLE_SUBMISSIONS),
        migrations.RunSQL(IMMUTABLE_CORRECTIONS, UNDO_IMMUTABLE_CORRECTIONS),
        migrations.RunSQL(SENT_STAYS, UNDO_SENT_STAYS),
        *[EnableRowSecurity(model) for model in COUNCIL_OWNED],
        *[CouncilForeignKey(model, field) for model, field in LINKS],
    ]

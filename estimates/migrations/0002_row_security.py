"""Row-level security, links that stay inside a council, and schemes that never change once published."""

from django.db import migrations

from core.operations.row_security import CouncilForeignKey, EnableRowSecurity

IMMUTABLE_SCHEMES = """
CREATE FUNCTION estimates_scheme_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'A published scheme cannot be deleted.';
    END IF;
    IF NEW.state = 'draft' OR (OLD.state = 'retired' AND NEW.state <> 'retired')
       OR (NEW.council_id, NEW.tax_year, NEW.number, NEW.name, NEW.sha256, NEW.made_at, NEW.published_at)
          IS DISTINCT FROM
          (OLD.council_id, OLD.tax_year, OLD.number, OLD.name, OLD.sha256, OLD.made_at, OLD.published_at)
       OR NEW.rules IS DISTINCT FROM OLD.rules THEN
        RAISE EXCEPTION 'A published scheme cannot be changed.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER scheme_guard BEFORE UPDATE OR DELETE ON estimates_counciltaxscheme
    FOR EACH ROW EXECUTE FUNCTION estimates_scheme_guard();
"""

UNDO_IMMUTABLE_SCHEMES = """
DROP TRIGGER scheme_guard ON estimates_counciltaxscheme;
DROP FUNCTION estimates_scheme_guard();
"""

COUNCIL_OWNED = [
    "estimate",
    "changeestimate",
    "origin",
    "entitlementalert",
    "estimatepdf",
    "hourscurve",
    "scenario",
    "comparison",
    "counciltaxscheme",
    "schemechange",
    "schemeeffect",
    "engineaccount",
    "engineexchange",
]

LINKS = [
    ("estimate", "claim"),
    ("estimate", "resident"),
    ("estimate", "replaces"),
    ("changeestimate", "claim"),
    ("changeestimate", "resident"),
    ("origin", "claim"),
    ("origin", "estimate"),
    ("entitlementalert", "estimate"),
    ("entitlementalert", "resident"),
    ("estimatepdf", "estimate"),
    ("hourscurve", "claim"),
    ("hourscurve", "resident"),
    ("scenario", "claim"),
    ("scenario", "resident"),
    ("comparison", "claim"),
    ("comparison", "resident"),
    ("schemechange", "scheme"),
    ("schemeeffect", "scheme"),
]


class Migration(migrations.Migration):
    dependencies = [("estimates", "0001_initial"), ("accounts", "0002_row_security"), ("claims", "0002_row_security")]

    operations = [
        migrations.RunSQL(IMMUTABLE_SCHEMES, UNDO_IMMUTABLE_SCHEMES),
        *[EnableRowSecurity(model) for model in COUNCIL_OWNED],
        *[CouncilForeignKey(model, field) for model, field in LINKS],
    ]

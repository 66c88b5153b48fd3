"""Council Tax Reduction schemes by council, which never change once published."""

import django.db.models.deletion
from django.db import migrations, models

import core.tenancy
from core.tenancy import EnableRowSecurity

IMMUTABLE_SCHEMES = """
CREATE FUNCTION claims_scheme_guard() RETURNS trigger LANGUAGE plpgsql AS $$
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
       OR NEW.document IS DISTINCT FROM OLD.document THEN
        RAISE EXCEPTION 'A published scheme cannot be changed.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER scheme_guard BEFORE UPDATE OR DELETE ON claims_counciltaxscheme
    FOR EACH ROW EXECUTE FUNCTION claims_scheme_guard();
"""

UNDO_IMMUTABLE_SCHEMES = """
DROP TRIGGER scheme_guard ON claims_counciltaxscheme;
DROP FUNCTION claims_scheme_guard();
"""
STATES = [("draft", "Draft"), ("published", "Published"), ("retired", "Retired")]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_row_security"), ("claims", "0005_rerunning")]

    operations = [
        migrations.CreateModel(
            name="CouncilTaxScheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tax_year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=100)),
                ("state", models.CharField(choices=STATES, default="draft", max_length=9)),
                ("document", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "council",
                    models.ForeignKey(
                        db_index=False,
                        default=core.tenancy.require_council_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.council",
                    ),
                ),
            ],
            options={
                "ordering": ["-tax_year", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("council", "tax_year", "number"), name="scheme_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published")),
                        fields=("council", "tax_year"),
                        name="scheme_one_published",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")), fields=("council", "tax_year"), name="scheme_one_draft"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "draft"), ("published_at__isnull", False), _connector="OR"),
                        name="scheme_published_has_time",
                    ),
                ],
            },
        ),
        migrations.RunSQL(IMMUTABLE_SCHEMES, UNDO_IMMUTABLE_SCHEMES),
        EnableRowSecurity("counciltaxscheme"),
    ]

"""`manage.py check --database default`: every council-owned table has forced row security, and our role obeys it."""

from django.apps import apps
from django.core.checks import Error, Tags, register
from django.db import connections


def council_owned_models():
    """Every concrete model with a council column of its own, history tables included."""
    for model in apps.get_models():
        fields = {field.name: field for field in model._meta.concrete_fields}
        council = fields.get("council")
        if council is not None and council.related_model._meta.label == "accounts.Council":
            yield model


@register(Tags.database)
def row_security_is_forced(app_configs=None, databases=None, **kwargs):
    """One error per unguarded table, and one if the role bypasses or owns what it must not."""
    errors = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            errors += _role_errors(cursor)
            for model in council_owned_models():
                errors += _table_errors(cursor, model)
    return errors


def _role_errors(cursor):
    cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    if cursor.fetchone()[0]:
        return [Error("The database role bypasses row-level security.", id="accounts.E001")]
    return []


def _table_errors(cursor, model):
    cursor.execute(
        "SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE oid = to_regclass(%s)",
        [model._meta.db_table],
    )
    row = cursor.fetchone()
    if row and not row[0]:
        return [Error(f"{model._meta.label}: no forced row-level security.", id="accounts.E002")]
    return []

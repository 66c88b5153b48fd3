"""`manage.py prepare_database`: migrate as the role that owns the tables, then let the app's role use them."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

from betteroff import environment
from core.tenancy import OF_PAGES

# The app's role may add to the audit trail and read it, nothing else.
APPEND_ONLY_TABLES = ["accounts_auditevent"]

TOO_OLD = (
    "This database was made by an earlier version, whose tables were others (missing: %s, …). Nothing of it was"
    " changed. Begin with a new one: after `make run`, move the folder var/ (or VAR_DIR) away and start again; with"
    " a server of your own, name an empty database."
)


class Command(BaseCommand):
    """Needs DATABASE_OWNER_URL; DATABASE_URL names the role that gets the rights."""

    help = __doc__
    requires_system_checks = []

    def handle(self, *args, **options):
        if not settings.DATABASE_OWNER_URL:
            raise CommandError("Set DATABASE_OWNER_URL to the role that owns the tables.")
        app_role = connection.settings_dict["USER"]
        with connected_as(settings.DATABASE_OWNER_URL):
            with connection.cursor() as cursor:
                # A change of a large table takes as long as it takes; it does not hold up everybody while it waits.
                cursor.execute("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0")
                cursor.execute("SET lock_timeout = '30s'")
            call_command("migrate", verbosity=0, interactive=False)
            check_columns()
            grant_to(app_role)
            limit_waits()
        self.stdout.write("The database is ready.")


class connected_as:  # noqa: N801 - a context manager that reads as a phrase
    """The default connection as another role, for the length of the block."""

    def __init__(self, url: str):
        self.url = url

    def __enter__(self):
        self.kept = dict(connection.settings_dict)
        connection.close()
        target = environment.database(self.url)
        # The test database has another name; only the role changes.
        connection.settings_dict.update({key: target[key] for key in ("USER", "PASSWORD", "HOST", "PORT")})

    def __exit__(self, *exception):
        connection.close()
        connection.settings_dict.update(self.kept)


def check_columns() -> None:
    """Raise CommandError for tables that lack a column of ours.

    Until the first council runs the platform, migrations are made anew in place: a database that was made before such
    a change takes them for applied.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'")
        found = set(cursor.fetchall())
    wanted = {
        (model._meta.db_table, field.column)
        for model in apps.get_models(include_auto_created=True)
        if Path(model._meta.app_config.path).parent == settings.BASE_DIR
        for field in model._meta.local_concrete_fields
    }
    if missing := sorted(wanted - found):
        raise CommandError(TOO_OLD % ", ".join(f"{table}.{column}" for table, column in missing[:5]))


def limit_waits() -> None:
    """How long a page may ask, wait for a lock, and leave its transaction open: for every new connection."""
    with connection.cursor() as cursor:
        database = connection.ops.quote_name(connection.settings_dict["NAME"])
        for name, longest in OF_PAGES.items():
            cursor.execute(f"ALTER DATABASE {database} SET {name} = %s", [longest])


def grant_to(role: str, *, truncate: bool = False) -> None:
    """Give a role the rights to read and write rows (and, in tests, to empty tables)."""
    rights = "SELECT, INSERT, UPDATE, DELETE" + (", TRUNCATE" if truncate else "")
    quoted = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT {rights} ON ALL TABLES IN SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
        for table in APPEND_ONLY_TABLES:
            cursor.execute(f"REVOKE UPDATE, DELETE ON {table} FROM {quoted}")

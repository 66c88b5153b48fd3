"""Row-level security: the database itself keeps rows, and links between them, inside a council."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from accounts.checks import council_owned_models, row_security_is_forced
from accounts.models import Consent, Resident
from core.operations.row_security import EnableRowSecurity


def test_role_owns_and_bypasses_nothing(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        assert cursor.fetchone() == (0,)


def test_every_council_owned_table_is_guarded(db):
    assert len(list(council_owned_models())) >= 20
    assert row_security_is_forced(databases=["default"]) == []


def test_writing_into_another_council_is_refused(calderbrook, southmere):
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Resident.objects.create(council=southmere, name="Planted")


def test_a_link_into_another_council_is_refused(calderbrook, carol):
    with pytest.raises(IntegrityError, match="same_council"), transaction.atomic():
        Consent.objects.create(resident_id=carol.resident.pk, purpose="x", wording="x")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_migrations_guard_every_council_owned_table_and_no_other():
    guarded = {
        f"{app}.{operation.model_name}"
        for (app, _name), migration in MigrationLoader(None).graph.nodes.items()
        for operation in migration.operations
        if isinstance(operation, EnableRowSecurity)
    }
    assert guarded == {model._meta.label_lower for model in council_owned_models()}

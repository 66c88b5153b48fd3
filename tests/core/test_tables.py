"""The tables of each first migration are made at once, and are what they would be one by one."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.models import AddIndex, CreateModel

from core.operations.tables import AddToTables, CreateTables
from tests.settings_source import PACKAGES

OURS = sorted(config.label for config in apps.get_app_configs() if config.name in PACKAGES)


@pytest.fixture(scope="module")
def loader():
    return MigrationLoader(None)


@pytest.mark.parametrize("app", [app for app in OURS if len(apps.get_app_config(app).models) > 1])
def test_no_table_is_made_by_itself(loader, app):
    operations = loader.graph.nodes[app, "0001_initial"].operations
    assert isinstance(operations[0], CreateTables), "Say together([…]): core/operations/tables.py."
    assert not any(isinstance(operation, CreateModel) for operation in operations)


@pytest.mark.django_db
def test_indexes_and_constraints_of_tables_that_are_there_are_added_at_once(loader):
    operations = loader.graph.nodes["casework", "0001_initial"].operations
    assert [type(operation) for operation in operations] == [CreateTables, AddToTables]
    added = {
        each.index.name if isinstance(each, AddIndex) else each.constraint.name for each in operations[1].operations
    }
    assert len(added) > 20
    state = loader.project_state(("casework", "0001_initial"))
    tables = [table for (app, _name), table in state.models.items() if app == "casework"]
    held = {each.name for table in tables for kind in ("indexes", "constraints") for each in table.options[kind]}
    assert added <= held
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class UNION SELECT conname FROM pg_constraint")
        assert added <= {name for (name,) in cursor.fetchall()}


def test_models_that_were_drawn_before_are_drawn_anew_with_the_new_ones(loader):
    state = loader.project_state(("formspec", "0002_row_security"))
    before = state.apps.get_model("accounts", "Resident")
    loader.graph.nodes["claims", "0001_initial"].mutate_state(state, preserve=False)
    resident, claim = (state.apps.get_model(*name) for name in (("accounts", "Resident"), ("claims", "Claim")))
    assert claim._meta.get_field("resident").related_model is resident is not before
    assert claim in {each.related_model for each in resident._meta.get_fields(include_hidden=True) if each.is_relation}

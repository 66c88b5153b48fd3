"""Tables whose rows the database itself keeps to their council (core/tenancy.py has the scope)."""

from __future__ import annotations

from django.db.migrations.operations.base import Operation

from core.tenancy import SETTING


class EnableRowSecurity(Operation):
    """Migration operation: enable and force row-level security by council on one model's table."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str):
        self.model_name = model_name

    def state_forwards(self, app_label, state):
        """Row security is not part of Django's model state."""

    def _table(self, app_label, state):
        return state.apps.get_model(app_label, self.model_name)._meta.db_table

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        table = self._table(app_label, to_state)
        # Wrapped in a sub-select so that PostgreSQL evaluates the setting once per statement, not once per row.
        owner = f"council_id = (SELECT nullif(current_setting('{SETTING}', true), '')::bigint)"
        schema_editor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        schema_editor.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
        schema_editor.execute(f'CREATE POLICY council_isolation ON "{table}" USING ({owner}) WITH CHECK ({owner})')

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        table = self._table(app_label, from_state)
        schema_editor.execute(f'DROP POLICY IF EXISTS council_isolation ON "{table}"')
        schema_editor.execute(f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY')
        schema_editor.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')

    def describe(self):
        return f"Row-level security by council on {self.model_name}"

    def deconstruct(self):
        return self.__class__.__name__, [self.model_name], {}


class CouncilForeignKey(Operation):
    """Migration operation: a composite foreign key (council_id, column) → target (council_id, id).

    Foreign-key checks ignore row-level security; this makes a link into another council impossible.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str, field_name: str):
        self.model_name = model_name
        self.field_name = field_name

    def state_forwards(self, app_label, state):
        """The composite key is not part of Django's model state."""

    def _names(self, app_label, state):
        model = state.apps.get_model(app_label, self.model_name)
        field = model._meta.get_field(self.field_name)
        target = field.related_model._meta.db_table
        return model._meta.db_table, field.column, target

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        table, column, target = self._names(app_label, to_state)
        schema_editor.execute(f'CREATE UNIQUE INDEX IF NOT EXISTS "{target}_council_pk" ON "{target}" (council_id, id)')
        schema_editor.execute(
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{column}_same_council" '
            f'FOREIGN KEY (council_id, "{column}") REFERENCES "{target}" (council_id, id) DEFERRABLE INITIALLY DEFERRED'
        )

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        table, column, _ = self._names(app_label, from_state)
        schema_editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{table}_{column}_same_council"')

    def describe(self):
        return f"{self.model_name}.{self.field_name} stays inside its council"

    def deconstruct(self):
        return self.__class__.__name__, [self.model_name, self.field_name], {}

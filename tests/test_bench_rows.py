"""What `make bench` writes by SQL has every column that its tables demand, so that it does not fail an hour later."""

import re

import pytest
from django.apps import apps
from django.db import models

from bench.desk import seed

INSERTS = re.findall(
    r"INSERT INTO (\w+) \(([\w,\s]+)\)", "\n".join(sql for sql in vars(seed).values() if isinstance(sql, str))
)
TABLES = {model._meta.db_table: model for model in apps.get_models()}


def demanded(model: type[models.Model]) -> set[str]:
    """The columns that an insert must name: PostgreSQL has no value for them."""
    return {
        field.column
        for field in model._meta.concrete_fields
        if not (field.null or field.primary_key or getattr(field, "generated", False))
        and field.db_default is models.NOT_PROVIDED
    }


def test_there_are_inserts_to_look_at():
    assert {"claims_claim", "claims_submission", "casework_assignment"} <= {table for table, _ in INSERTS}


@pytest.mark.parametrize(("table", "columns"), INSERTS, ids=[table for table, _ in INSERTS])
def test_every_column_that_is_demanded_is_named(table, columns):
    assert demanded(TABLES[table]) - set(re.split(r"[,\s]+", columns.strip())) == set()

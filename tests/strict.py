"""What works by luck fails here: rows without an order come back in another one, a template may not ask for a variable
that is not there, and a lock names the table that it locks.

The order is a different one for every test and the same one on every run.
"""

from __future__ import annotations

import random

import pytest
from django.db.models.query import MAX_GET_RESULTS
from django.db.models.sql.compiler import SQLCompiler
from django.template import engines
from django.template.base import FilterExpression
from django.template.defaultfilters import default, default_if_none
from django.template.defaulttags import ForNode

# --- rows ---


def is_ordered(query) -> bool:
    """Whether a query says in which order its rows come."""
    if query.extra_order_by or query.order_by:
        return True
    # Groups come in no order, whatever the model says.
    return bool(query.default_ordering and query.get_meta().ordering and not query.group_by)


def in_another_order(rows: list, chance: random.Random) -> list:
    """The rows shuffled: never as they were."""
    places = list(range(len(rows)))
    chance.shuffle(places)
    if places == sorted(places):
        places.reverse()
    return [rows[place] for place in places]


@pytest.fixture(autouse=True)
def rows_without_order_come_in_any(monkeypatch, request):
    """The database promises no order that nobody asked for, and often keeps one all the same."""
    real, chance = SQLCompiler.results_iter, random.Random(request.node.nodeid)

    def results_iter(self, *args, **kwargs):
        rows = real(self, *args, **kwargs)
        if is_ordered(self.query) or self.query.is_empty():
            return rows
        # get() asks for some rows to see that there is only one.
        if self.query.is_sliced and self.query.high_mark != MAX_GET_RESULTS:
            pytest.fail(f"The first rows of no order are any rows: {self.query.model.__name__}")
        return iter(in_another_order(list(rows), chance))

    monkeypatch.setattr(SQLCompiler, "results_iter", results_iter)


@pytest.fixture(autouse=True)
def locks_name_their_table(monkeypatch):
    """Without `of` a lock takes hold of all joined rows as well, and two such wait for each other."""
    real = SQLCompiler.as_sql

    def as_sql(self, *args, **kwargs):
        query = self.query
        if query.select_for_update and query.select_related and not query.select_for_update_of:
            pytest.fail(f"select_for_update with select_related needs of=(…): {query.model.__name__}")
        return real(self, *args, **kwargs)

    monkeypatch.setattr(SQLCompiler, "as_sql", as_sql)


# --- templates ---


class Undefined(str):
    """What Django puts in place of a variable that is not there. It looks for %s and fills in the variable's name."""

    def __contains__(self, part) -> bool:
        return True

    template = ""

    def __mod__(self, variable):
        pytest.fail(f"{self.template} asks for {variable}, which is not there.")


class Sequence:
    """What a `{% for %}` goes through. Django takes a missing one for an empty one."""

    def __init__(self, expression):
        self.expression = expression

    def resolve(self, context, ignore_failures=False):
        return self.expression.resolve(context)


@pytest.fixture(autouse=True, scope="session")
def variables_are_there():
    """`{% if x %}` and `{{ x|default:"…" }}` may ask for what is not there; everything else may not.

    Templates are kept once they are read, so this is for all tests.
    """
    real_resolve, real_init = FilterExpression.resolve, ForNode.__init__

    def resolve(self, context, ignore_failures=False):
        Undefined.template = getattr(context.render_context.template, "name", "")
        has_default = bool(self.filters) and self.filters[0][0] in (default, default_if_none)
        return real_resolve(self, context, ignore_failures or has_default)

    def init(self, loopvars, sequence, *args, **kwargs):
        real_init(self, loopvars, Sequence(sequence), *args, **kwargs)

    FilterExpression.resolve, ForNode.__init__ = resolve, init
    yield
    FilterExpression.resolve, ForNode.__init__ = real_resolve, real_init


@pytest.fixture(autouse=True)
def what_is_not_there_is_seen(variables_are_there):
    """Set for each test: one that changes the settings of templates leaves a new engine behind."""
    engines["django"].engine.string_if_invalid = Undefined("undefined")

"""`manage.py import_form`: forms of the library into one council, again and again."""

from __future__ import annotations

import io

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from accounts.actors import system_actor
from core.tenancy import council_scope
from formspec.actions.publishing import publish_spec
from formspec.models import FormVersion
from formspec.rules import compile as compiling
from formspec.rules.compile import library_slugs, load_library_source
from formspec.rules.sources.own_form import compile_own
from tests.estimates.making import CHECK


def call(*arguments) -> str:
    out = io.StringIO()
    call_command("import_form", *arguments, "--council", "calderbrook", stdout=out)
    return out.getvalue()


def test_it_publishes_a_form_in_this_council_only(calderbrook, southmere):
    assert call(CHECK) == f"{CHECK}: version 1 is published.\n"
    assert FormVersion.objects.get().form.slug == CHECK
    with council_scope(southmere.pk):
        assert not FormVersion.objects.exists()


def test_again_it_keeps_the_version(calderbrook):
    call(CHECK)
    assert call(CHECK) == f"{CHECK}: version 1 is published.\n"
    assert FormVersion.objects.count() == 1


def test_it_brings_every_form(calderbrook):
    assert call("--all").count("is published.") == len(library_slugs()) == FormVersion.objects.count()


def test_problems_of_a_form_are_listed_and_nothing_is_published(calderbrook, tmp_path, monkeypatch):
    source = load_library_source(CHECK)
    source["sections"][0]["questions"][0]["type"] = "telepathy"
    (tmp_path / f"{CHECK}.yaml").write_text(yaml.safe_dump(source))
    for name in ("schema.json", "facts.yaml", "evidence.yaml"):
        (tmp_path / name).write_bytes((compiling.LIBRARY / name).read_bytes())
    monkeypatch.setattr(compiling, "LIBRARY", tmp_path)
    with pytest.raises(CommandError, match="is not a form that can be published:\n  .*telepathy"):
        call(CHECK)
    assert not FormVersion.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Give the slug of one form, or --all."),
        ([CHECK, "--all"], "Give the slug of one form, or --all."),
        (["no-such-form"], "There is no form no-such-form in the library."),
    ],
)
def test_wrong_arguments_are_explained(calderbrook, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        call(*arguments)


def test_an_unknown_council_is_named(calderbrook):
    with pytest.raises(CommandError, match="There is no active council nowhere."):
        call_command("import_form", CHECK, "--council", "nowhere")


def test_a_version_keeps_what_it_was_compiled_from(calderbrook):
    call("free-school-meals")
    version = FormVersion.objects.get()
    assert compile_own(version.source) == version.spec


@pytest.mark.parametrize("change", ["UPDATE formspec_formsource SET content = '{}'", "DELETE FROM formspec_formsource"])
def test_what_a_version_was_compiled_from_never_changes(calderbrook, change):
    call("free-school-meals")
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_a_version_without_a_source_has_none(calderbrook):
    call("free-school-meals")
    first = FormVersion.objects.get()
    second = publish_spec(form=first.form, spec=first.spec | {"title": "Another"}, by=system_actor(calderbrook, "test"))
    assert (second.number, second.source) == (2, {})

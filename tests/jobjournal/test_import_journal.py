"""`manage.py import_journal`: the starter content once, whatever a council changed since."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from jobjournal.library import starter_activities, starter_sentences
from jobjournal.models import Activity, SentenceTemplate


def run(council: str) -> str:
    output = io.StringIO()
    call_command("import_journal", council=council, stdout=output)
    return output.getvalue()


def test_a_council_gets_what_it_has_not_got(calderbrook):
    key = starter_activities()[0]["key"]
    SentenceTemplate.objects.filter(activity__key=key).delete()
    Activity.objects.filter(key=key).delete()
    run("calderbrook")
    assert set(Activity.objects.values_list("key", flat=True)) >= {each["key"] for each in starter_activities()}
    assert set(SentenceTemplate.objects.values_list("key", flat=True)) >= {each["key"] for each in starter_sentences()}


def test_run_again_it_changes_nothing(calderbrook):
    run("calderbrook")
    Activity.objects.update(is_active=False)
    assert run("calderbrook") == "0 activities and 0 sentences added.\n"
    assert not Activity.objects.filter(is_active=True).exists()


def test_a_council_that_is_not_there_is_an_error(db):
    with pytest.raises(CommandError, match="nowhere"):
        run("nowhere")

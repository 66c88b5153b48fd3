"""The sweeper alone suffices: the timetable finds whatever is owed in the tables, though no wake-up ever comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from advocates.models import CaseBatch
from betteroff.readers import due_work_kinds
from casework.models import LetterPdf
from core.due_work import Clock, DueWork
from estimates.actions.scheme_effects import ask_effect
from jobjournal.actions.exporting import ask_document
from records.actions.exporting import ask_export
from tests.casework.deciding.cases import checked_claim, decide, pass_all
from tests.estimates.test_scheme_effects import in_force_and_draft
from tests.records.making import full_claim

# Made with nothing in them, or for an address where nobody is: the sweeper comes to them, and they fail.
ONLY_TRIED = {"estimate", "estimatepdf", "changeestimate", "hourscurve", "comparison", "delivery"}
OVER = {"ready", "sent"}
LATER = Clock() + dt.timedelta(days=1)
# Seconds in which the timetable looks for what is due.
SOON = 60


@pytest.fixture
def sweepers() -> list[Callable[[], None]]:
    """The tasks that the timetable starts at least once a minute."""
    current_app.loader.import_default_modules()
    soon = [each for each in settings.CELERY_BEAT_SCHEDULE.values() if isinstance(each["schedule"], float)]
    return [current_app.tasks[each["task"]] for each in soon if each["schedule"] <= SOON]


def owe_everything(alice, aisha, omar) -> None:
    """Work of every kind, as actions and the tests of records leave it."""
    full_claim(alice, aisha)
    # A letter that can be drawn.
    LetterPdf.objects.all().delete()
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    decide(claim, aisha)
    today = timezone.localdate()
    ask_document(resident=alice.resident, first=today, last=today, language="en-gb", by=alice)
    ask_export(resident=alice.resident, reason="They asked for it", by=omar)
    CaseBatch.objects.create(membership=aisha.membership, by=aisha.user, chosen_at=timezone.now())
    draft = in_force_and_draft(omar)
    ask_effect(tax_year=draft.tax_year, number=draft.number, by=omar)


def test_every_kind_of_due_work_is_done_by_the_timetable_though_nobody_is_woken(
    alice, aisha, omar, broker_away, sweepers, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        owe_everything(alice, aisha, omar)
    kinds = due_work_kinds()
    for name, model in kinds.items():
        # Nothing else is due, whose sweeper might do this too, and what Redis knew is gone.
        for other in kinds.values():
            other.objects.filter(state=DueWork.State.DUE).update(due_at=LATER)
        cache.clear()
        owed = model.objects.exclude(state__in=OVER)
        keys = list(owed.values_list("pk", flat=True))
        assert owed.update(state=DueWork.State.DUE, attempts=0, error="", due_at=Clock()), f"Owe some {name} here."
        for sweep in sweepers:
            sweep()
        left = model.objects.filter(pk__in=keys).exclude(state__in=OVER)
        if name in ONLY_TRIED:
            left = left.filter(attempts=0)
        assert not left.exists(), f"Nothing in CELERY_BEAT_SCHEDULE does what is due of {name}."

"""Background work of live help, in every council."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from accounts.models import AuditEvent
from cobrowse.actions.ending import end_conversation
from cobrowse.actions.retention import KEPT_DAYS
from cobrowse.models import Duty, HelpEvent, HelpRequest
from cobrowse.tasks import delete_old, look_after_queues
from core.tenancy import council_scope
from tests.cobrowse.conftest import ask


def test_people_of_a_desk_that_is_gone_wait_again_in_every_council(calderbrook, southmere, alice, talking):
    Duty.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=5))
    look_after_queues()
    with council_scope(calderbrook.pk):
        assert HelpRequest.objects.get().state == "waiting"


def test_old_conversations_are_deleted_with_every_word_and_others_are_kept(calderbrook, alice, bob, talking):
    end_conversation(request=talking, by=alice)
    kept = ask(bob)
    long_ago = timezone.now() - dt.timedelta(days=KEPT_DAYS)
    HelpRequest.objects.filter(pk=talking.pk).update(ended_at=long_ago + dt.timedelta(hours=1))
    delete_old()
    with council_scope(calderbrook.pk):
        assert HelpRequest.objects.count() == 2
        HelpRequest.objects.filter(pk=talking.pk).update(ended_at=long_ago - dt.timedelta(hours=1))
    delete_old()
    with council_scope(calderbrook.pk):
        assert list(HelpRequest.objects.all()) == [kept]
        assert {each.request_id for each in HelpEvent.objects.all()} == {kept.pk}
        assert AuditEvent.objects.get(code="cobrowse.requests.deleted").detail == {"number": 1}

"""Background work of live help, in every council."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from accounts.models import AuditEvent
from claims.actions.answering import AnswerChange
from cobrowse.actions.ending import end_conversation
from cobrowse.actions.queueing import accept
from cobrowse.actions.settings import save_rules
from cobrowse.models import Access, Duty, HelpEvent, HelpRequest, SharedEdit, SharedForm, Way
from cobrowse.sharing.actions.editing import save_shared_answer
from cobrowse.sharing.actions.sharing import share_form
from cobrowse.sharing.tasks import end_abandoned
from cobrowse.tasks import delete_old, look_after_queues
from core.tenancy import council_scope
from records.actions.erasing import erase_person
from tests.claims.making import small_draft
from tests.cobrowse.conftest import ask


def test_people_of_a_desk_that_is_gone_wait_again_in_every_council(calderbrook, southmere, alice, talking):
    Duty.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=5))
    look_after_queues()
    with council_scope(calderbrook.pk):
        assert HelpRequest.objects.get().state == "waiting"


def test_old_conversations_are_deleted_with_every_word_and_others_are_kept(calderbrook, alice, bob, omar, talking):
    save_rules(kept_days=60, by=omar)
    draft = small_draft(alice)
    share_form(public_id=talking.public_id, claim_id=draft.public_id, access=Access.VIEW, by=alice)
    end_conversation(request=talking, by=alice)
    kept = ask(bob)
    long_ago = timezone.now() - dt.timedelta(days=60)
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


def test_a_message_that_nobody_answers_is_deleted_and_one_that_is_answered_stays(
    calderbrook, alice, bob, omar, on_duty
):
    save_rules(kept_days=60, by=omar)
    forgotten, answered = ask(alice, way=Way.MESSAGE), ask(bob, way=Way.MESSAGE)
    long_ago = timezone.now() - dt.timedelta(days=61)
    HelpRequest.objects.update(asked_at=long_ago)
    HelpEvent.objects.update(at=long_ago)
    accept(public_id=answered.public_id, by=on_duty)
    delete_old()
    with council_scope(calderbrook.pk):
        assert list(HelpRequest.objects.all()) == [answered]
        HelpEvent.objects.update(at=long_ago)
    assert forgotten.pk
    delete_old()
    with council_scope(calderbrook.pk):
        assert not HelpRequest.objects.exists()


def test_what_is_shared_by_somebody_who_is_gone_ends_in_every_council(calderbrook, southmere, alice, bob, talking):
    draft = small_draft(alice)
    share_form(public_id=talking.public_id, claim_id=draft.public_id, access=Access.VIEW, by=alice)
    end_abandoned()
    with council_scope(calderbrook.pk):
        assert SharedForm.objects.get().ended_at is None
        SharedForm.objects.update(resident_here_at=timezone.now() - dt.timedelta(minutes=6))
    end_abandoned()
    with council_scope(calderbrook.pk):
        assert SharedForm.objects.get().ending == "gone"


def test_what_has_ended_goes_with_a_person_who_is_erased_and_what_goes_on_stays(alice, bob, on_duty, omar, talking):
    """With it what was given in it, what was shared and what the adviser changed."""
    draft = small_draft(alice)
    share = share_form(public_id=talking.public_id, claim_id=draft.public_id, access=Access.EDIT, by=alice)
    edit = AnswerChange("anything_else", "", "By the adviser", 0)
    save_shared_answer(public_id=talking.public_id, change=edit, by=on_duty)
    theirs = end_conversation(request=accept(public_id=ask(bob).public_id, by=on_duty), by=bob)
    today = timezone.localdate()
    assert erase_person(resident=alice.resident, today=today, by=omar).conversations == 0
    assert HelpRequest.objects.filter(pk=talking.pk).exists(), "somebody talks with them"
    end_conversation(request=talking, by=alice)
    assert erase_person(resident=alice.resident, today=today, by=omar).conversations == 1
    assert list(HelpRequest.objects.all()) == [theirs]
    assert not HelpEvent.objects.exclude(request=theirs).exists()
    assert not SharedForm.objects.filter(pk=share.pk).exists()
    assert not SharedEdit.objects.exists()

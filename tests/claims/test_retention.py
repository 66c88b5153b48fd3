"""Drafts that a visitor never saved are deleted; everybody else's stay."""

import datetime as dt
from dataclasses import replace

from django.urls import reverse
from django.utils import timezone

from accounts.keeping import way_back
from accounts.models import AuditEvent, Resident
from claims.actions.answering import AnswerChange, save_answers
from claims.actions.retention import UNSAVED_DRAFT_DAYS, delete_unsaved_drafts
from claims.models import Answer, Claim
from tests.claims.making import small_draft
from tests.people import browser_of


def began_days_ago(claim, days):
    Claim.objects.filter(pk=claim.pk).update(started_at=timezone.now() - dt.timedelta(days=days))


def test_a_draft_can_be_gone_on_with_after_twenty_hours(settings):
    """WCAG 2.2.6: nobody loses what they typed within 20 hours, and no draft is deleted under a living session."""
    assert settings.SESSION_COOKIE_AGE >= 20 * 60 * 60
    assert UNSAVED_DRAFT_DAYS * 24 * 60 * 60 == way_back.SECONDS > settings.SESSION_COOKIE_AGE


def test_only_old_drafts_that_nobody_can_come_back_to_are_deleted(alice, visitor):
    saved, unsaved, fresh, with_contact = small_draft(alice), *(small_draft(visitor) for _ in range(3))
    Resident.objects.filter(pk=with_contact.resident_id).update(phone="+447700900982")
    owner = replace(visitor, resident=unsaved.resident)
    save_answers(public_id=unsaved.public_id, changes=[AnswerChange("has_pets", "", "no", 0)], by=owner)
    for claim in (saved, unsaved, with_contact):
        began_days_ago(claim, 3)
    Answer.objects.update(saved_at=timezone.now() - dt.timedelta(days=3))
    began_days_ago(fresh, 1)
    assert delete_unsaved_drafts(by=alice) == 1
    assert set(Claim.objects.all()) == {saved, fresh, with_contact}
    assert not Answer.objects.exists()
    assert AuditEvent.objects.get(code="claims.drafts.deleted").detail == {"number": 1}
    assert delete_unsaved_drafts(by=alice) == 0


def test_a_draft_that_somebody_still_types_in_stays_however_long_ago_it_was_begun(alice, visitor):
    claim = small_draft(visitor)
    owner = replace(visitor, resident=claim.resident)
    save_answers(public_id=claim.public_id, changes=[AnswerChange("has_pets", "", "no", 0)], by=owner)
    began_days_ago(claim, 3)
    assert delete_unsaved_drafts(by=alice) == 0
    Answer.objects.update(saved_at=timezone.now() - dt.timedelta(days=3))
    assert delete_unsaved_drafts(by=alice) == 1


def test_a_person_deletes_a_draft_of_their_own_and_nobody_elses(alice, bob):
    claim, other = small_draft(alice), small_draft(alice)
    url = reverse("claims:delete_draft", args=[claim.public_id])
    assert browser_of(bob).post(url, {"_sure": "yes"}).status_code == 404
    browser = browser_of(alice)
    for asked in (browser.get(url), browser.post(url)):
        assert "This cannot be undone." in asked.content.decode()
        assert Claim.objects.count() == 2
    assert browser.post(url, {"_sure": "yes"})["Location"] == reverse("claims:my_claims")
    assert list(Claim.objects.all()) == [other]
    assert AuditEvent.objects.filter(code="claims.draft.deleted", resident=alice.resident).count() == 1


def test_start_pressed_again_offers_the_draft_there_is(alice):
    claim, browser = small_draft(alice), browser_of(alice)
    url = reverse("claims:start", args=[claim.form_version.form.slug])
    asked = browser.post(url).content.decode()
    assert reverse("claims:task_list", args=[claim.public_id]) in asked
    assert Claim.objects.count() == 1
    assert browser.post(url, {"_new": "1"}).status_code == 302
    assert Claim.objects.count() == 2

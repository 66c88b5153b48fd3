"""Drafts that a visitor never saved are deleted; everybody else's stay."""

import datetime as dt

from django.utils import timezone

from accounts.models import AuditEvent, Resident
from claims.actions.answering import AnswerChange, save_answers
from claims.actions.retention import UNSAVED_DRAFT_DAYS, delete_unsaved_drafts
from claims.models import Answer, Claim
from tests.claims.making import small_draft


def began_days_ago(claim, days):
    Claim.objects.filter(pk=claim.pk).update(started_at=timezone.now() - dt.timedelta(days=days))


def test_a_draft_can_be_gone_on_with_after_twenty_hours(settings):
    """WCAG 2.2.6: nobody loses what they typed within 20 hours, and no draft is deleted under a living session."""
    assert settings.SESSION_COOKIE_AGE >= 20 * 60 * 60
    assert not settings.SESSION_EXPIRE_AT_BROWSER_CLOSE
    assert UNSAVED_DRAFT_DAYS * 24 * 60 * 60 > settings.SESSION_COOKIE_AGE


def test_only_old_drafts_that_nobody_can_come_back_to_are_deleted(alice, visitor):
    from dataclasses import replace

    saved, unsaved, fresh, with_contact = small_draft(alice), *(small_draft(visitor) for _ in range(3))
    Resident.objects.filter(pk=with_contact.resident_id).update(phone="+447700900982")
    owner = replace(visitor, resident=unsaved.resident)
    save_answers(public_id=unsaved.public_id, changes=[AnswerChange("has_pets", "", "no", 0)], by=owner)
    for claim in (saved, unsaved, with_contact):
        began_days_ago(claim, 3)
    began_days_ago(fresh, 1)
    assert delete_unsaved_drafts(by=alice) == 1
    assert set(Claim.objects.all()) == {saved, fresh, with_contact}
    assert not Answer.objects.exists()
    assert AuditEvent.objects.get(code="claims.drafts.deleted").detail == {"number": 1}
    assert delete_unsaved_drafts(by=alice) == 0

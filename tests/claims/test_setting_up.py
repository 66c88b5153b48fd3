"""A council that could not receive a claim: publishing mends it, and nobody fills in what cannot be sent."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent
from claims.actions.answering import start_claim
from claims.actions.sending import submit_claim
from claims.actions.setting_up import NotSetUp, add_starter_statuses
from claims.models import Claim, ClaimPdf, ClaimStatus
from formspec.actions.publishing import import_form, publish_spec
from formspec.models import Form
from notifications.models import Message
from tests.claims.making import fill, small_document, small_draft
from tests.people import Browser, browser_of

CHECK = "check-what-you-can-get"


def test_whoever_publishes_a_form_gets_statuses_with_it(omar):
    assert not ClaimStatus.objects.exists()
    import_form(slug=CHECK, by=omar)
    assert not ClaimStatus.objects.exists(), "nobody sends a check"
    import_form(slug="blue-badge", by=omar)
    assert {status.stage for status in ClaimStatus.objects.all()} == set(ClaimStatus.Stage)
    assert AuditEvent.objects.filter(code="claims.statuses.added").count() == 1


def test_statuses_of_the_councils_own_are_enough(omar):
    ClaimStatus.objects.create(code="post", name="In the post room", stage=ClaimStatus.Stage.NEW)
    publish_spec(form=Form.objects.create(slug="small-form"), spec=small_document(), by=omar)
    assert [status.code for status in ClaimStatus.objects.all()] == ["post"]


def test_starter_statuses_are_added_once_and_change_nothing(omar):
    assert add_starter_statuses(by=omar) == 4
    ClaimStatus.objects.filter(code="decided").update(name="Finished")
    assert add_starter_statuses(by=omar) == 0
    assert ClaimStatus.objects.get(code="decided").name == "Finished"


def without_statuses() -> None:
    """As a council looks whose statuses somebody took away."""
    ClaimStatus.objects.all().delete()


def test_nobody_starts_what_could_not_be_sent(calderbrook, alice, omar):
    calderbrook.phone = "01632 960 100"
    calderbrook.save()
    publish_spec(form=Form.objects.create(slug="small-form"), spec=small_document(), by=omar)
    without_statuses()
    with pytest.raises(NotSetUp):
        start_claim(slug="small-form", language="en-gb", by=alice)
    for browser in (Browser(Client(), calderbrook.host), browser_of(alice)):
        page = browser.post("/forms/small-form/")
        assert page.status_code == 503
        text = page.content.decode()
        assert "has not finished setting up" in text
        assert "Nothing was started" in text
        assert "01632 960 100" in text
    assert not Claim.objects.exists()


def test_a_check_needs_no_status(alice, omar):
    import_form(slug=CHECK, by=omar)
    assert start_claim(slug=CHECK, language="en-gb", by=alice).is_draft


def test_what_cannot_be_sent_stays_a_draft_with_every_answer(alice):
    claim = fill(small_draft(alice), alice, {"has_pets": "no"})
    before = claim.answers.count()
    without_statuses()
    page = browser_of(alice).post(reverse("claims:submit", args=[claim.public_id]))
    assert page.status_code == 503
    text = page.content.decode()
    assert "You cannot send this form yet" in text
    assert "Your answers are kept" in text
    assert reverse("claims:check_answers", args=[claim.public_id]) in text
    claim.refresh_from_db()
    assert claim.is_draft
    assert claim.answers.count() == before
    assert not ClaimPdf.objects.exists()
    assert not Message.objects.exists()
    add_starter_statuses(by=alice)
    assert submit_claim(public_id=claim.public_id, by=alice).reference

"""For whom a form was drawn: nobody else's post is taken, and nobody can make such a mark themselves."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.keeping.form_owners import FIELD
from accounts.sessions import VISITOR
from jobjournal.models import Job
from tests.claims.making import small_draft
from tests.people import Browser, browser_of

ADD_JOB = reverse("jobjournal:add_job")
JOB = {"title": "Baker", "employer": "Warburtons", "status": "saved"}


def mark_on(browser: Browser, path: str) -> str:
    return re.search(rf'name="{FIELD}" value="([^"]+)"', browser.get(path).content.decode())[1]


def test_what_was_typed_for_one_person_never_lands_in_another_ones_record(alice, bob):
    mark = mark_on(browser_of(alice), ADD_JOB)
    answer = browser_of(bob).post(ADD_JOB, JOB | {FIELD: mark})
    assert answer.status_code == 409
    assert "opened for somebody else" in answer.content.decode()
    assert not Job.objects.exists()
    assert browser_of(alice).post(ADD_JOB, JOB | {FIELD: mark}).status_code == 302
    assert Job.objects.get().resident == alice.resident


@pytest.mark.parametrize("forged", ["resident.0123456789abcdef:x", "", "nobody.", "resident." + "0" * 32])
def test_a_mark_that_we_did_not_sign_says_nothing(alice, forged):
    browser = Browser(Client(), alice.council.host)
    answer = browser.post(ADD_JOB, JOB | {FIELD: forged})
    assert answer.status_code == 302
    assert "resubmission" not in browser.client.session
    assert browser_of(alice).post(ADD_JOB, JOB | {FIELD: forged}).status_code == 302, "it forbids nothing either"


def test_a_mark_names_nobody(alice):
    mark = mark_on(browser_of(alice), ADD_JOB)
    assert str(alice.user.pk) not in mark.partition(":")[0].partition(".")[2].split(".")
    assert str(alice.resident.public_id) not in mark
    assert mark_on(browser_of(alice), reverse("accounts:home")) == mark


def test_a_form_drawn_for_a_visitor_is_theirs_after_they_signed_in(visitor, alice, calderbrook):
    claim = small_draft(visitor)
    browser = Browser(Client(), calderbrook.host)
    session = browser.client.session
    session[VISITOR] = str(claim.resident.public_id)
    session.save()
    browser.client.cookies["sessionid"] = session.session_key
    mark = mark_on(browser, reverse("claims:task_list", args=[claim.public_id]))
    browser.client.force_login(alice.user)
    session = browser.client.session
    session["formerly"] = [str(claim.resident.public_id)]
    session.save()
    assert browser.post(ADD_JOB, JOB | {FIELD: mark}).status_code == 302
    assert browser_of(alice).post(ADD_JOB, JOB | {FIELD: mark}).status_code == 409, "only where they were that visitor"

"""The questions before a form begins, as people meet them: never a hard stop, and nothing is kept."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from claims.models import Claim
from formspec.actions.opening import close_now
from formspec.actions.publishing import import_form
from formspec.rules.eligibility import NOT_SAID
from tests.claims.making import publish_small
from tests.claims.test_page_queries import queries_of
from tests.people import browser_of

SLUG = "discretionary-housing-payment"
START, CHECK = reverse("claims:start", args=[SLUG]), reverse("claims:eligibility", args=[SLUG])
RENT, WANTED = "answer_help_with_rent", "answer_help_wanted"
AGAINST = "You must be able to get Housing Benefit, or help with rent in Universal Credit."


@pytest.fixture
def form(omar):
    return import_form(slug=SLUG, by=omar).form


def said(page) -> str:
    return " ".join(page.content.decode().split())


@pytest.mark.usefixtures("form")
def test_the_start_page_offers_the_questions_and_starting_without_them(visitor):
    browser = browser_of(visitor)
    page = said(browser.get(START))
    assert "2 short questions tell you whether it may be for you." in page
    assert page.index("Answer them first") < page.index("Start now")
    asked = said(browser.get(CHECK))
    assert "Do you get Housing Benefit, or help with rent in Universal Credit?" in asked
    assert asked.count("I would rather not answer") == 2
    assert "Start without answering" in asked
    assert "Apply anyway" not in asked
    assert browser.post(START).status_code == 302


@pytest.mark.usefixtures("form")
def test_what_speaks_against_it_is_said_in_the_councils_words_and_people_apply_anyway(visitor):
    browser = browser_of(visitor)
    answer = browser.post(CHECK, {RENT: "no", WANTED: "mortgage"})
    page = said(answer)
    assert answer.status_code == 200
    assert "You may not be able to get this" in page
    assert AGAINST in page
    assert "A Housing Payment is for rent and for moving into a rented home." in page
    assert f'<form method="post" action="{START}"' in page
    assert "Apply anyway" in page
    assert browser.post(START).status_code == 302
    assert Claim.objects.count() == 1


@pytest.mark.usefixtures("form")
@pytest.mark.parametrize(
    ("answers", "heading", "words"),
    [
        ({RENT: "yes", WANTED: "rent"}, "You may be able to get this", "It depends on your rent, your income"),
        ({RENT: "yes", WANTED: NOT_SAID}, "You can apply", "Not every question is answered."),
        ({RENT: NOT_SAID, WANTED: NOT_SAID}, "You can apply", "Not every question is answered."),
        ({}, "You can apply", "Not every question is answered."),
        ({RENT: "<script>", WANTED: "yes"}, "You can apply", "Not every question is answered."),
    ],
)
def test_whoever_would_rather_not_answer_goes_on(visitor, answers, heading, words):
    page = said(browser_of(visitor).post(CHECK, answers))
    assert heading in page
    assert words in page
    assert "Start now" in page
    assert "Apply anyway" not in page
    assert "<script>" not in page


@pytest.mark.usefixtures("form")
def test_no_answer_is_kept_and_the_page_shows_what_was_answered(visitor):
    browser = browser_of(visitor)
    before = {each.session_key: each.get_decoded() for each in Session.objects.all()}
    page = said(browser.post(CHECK, {RENT: "no", WANTED: NOT_SAID}))
    assert page.count(" checked") == 2
    assert {each.session_key: each.get_decoded() for each in Session.objects.all()} == before
    assert said(browser.get(CHECK)).count(" checked") == 0


@pytest.mark.usefixtures("form")
def test_it_is_asked_and_answered_in_welsh(visitor):
    answers = {RENT: "no", WANTED: "other_bills"}
    page = said(browser_of(visitor).post(CHECK, answers, HTTP_ACCEPT_LANGUAGE="cy"))
    assert "Rhaid eich bod yn gallu cael Budd-dal Tai, neu help gyda rhent mewn Credyd Cynhwysol." in page
    assert "Gwneud cais beth bynnag" in page
    assert "Byddai’n well gennyf beidio ag ateb" in page


def test_where_there_are_none_or_the_form_is_closed(form, omar, visitor):
    publish_small(omar)
    assert browser_of(visitor).get(reverse("claims:eligibility", args=["small-form"])).status_code == 404
    assert "Answer them first" not in said(browser_of(visitor).get(reverse("claims:start", args=["small-form"])))
    close_now(slug=form.slug, reason="The money is spent.", reason_cy="", by=omar)
    for answer in (browser_of(visitor).get(CHECK), browser_of(visitor).post(CHECK, {RENT: "no"})):
        assert answer.url == START
    assert "Answer them first" not in said(browser_of(visitor).get(START))


@pytest.mark.usefixtures("form")
def test_it_takes_few_queries(alice):
    browser = browser_of(alice)
    assert len(queries_of(lambda: browser.get(CHECK))) <= 9
    assert len(queries_of(lambda: browser.post(CHECK, {RENT: "no"}))) <= 10

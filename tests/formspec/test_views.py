"""The pages on which a council chooses the optional questions of its forms."""

from __future__ import annotations

import pytest
from django.urls import reverse

from formspec.actions.publishing import import_form
from formspec.models import Form, FormVersion
from tests.people import browser_of

HB = "housing-benefit"
LIST, QUESTIONS = reverse("formspec:form_list"), reverse("formspec:form_questions", args=[HB])


@pytest.fixture
def browser(omar):
    import_form(slug=HB, by=omar)
    import_form(slug="free-school-meals", by=omar)
    return browser_of(omar)


def test_the_list_has_the_forms_with_questions_to_choose_and_how_long_they_are(browser):
    page = browser.get(LIST).content.decode()
    assert QUESTIONS in page
    assert "0 of 10 added" in page
    assert "free-school-meals" not in page


@pytest.mark.slow
def test_the_page_says_what_each_question_costs_and_saving_publishes(browser):
    page = browser.get(QUESTIONS).content.decode()
    assert "In “About you”: 1 more question\n" in page
    assert "In “Money from work and pensions”: 1 more question for each job" in page
    everybody = "In “Savings, shares, and houses or land”: asked of everybody, not only of those for whom it can matter"
    assert everybody in page
    assert "checked" not in page
    answer = browser.post(QUESTIONS, {"asked": ["title"]}, follow=True)
    assert answer.redirect_chain[-1][0] == LIST
    assert "1 of 10 added" in answer.content.decode()
    assert Form.objects.get(slug=HB).asked == ["title"]
    assert FormVersion.objects.get(form__slug=HB, state="published").number == 2
    assert browser.get(QUESTIONS).content.decode().count("checked") == 1


def test_a_question_that_is_not_offered_is_refused_and_nothing_is_published(browser):
    answer = browser.post(QUESTIONS, {"asked": ["dob"]})
    assert answer.status_code == 422
    assert "Housing Benefit" in answer.content.decode()
    assert "Nothing was saved: choose again." in answer.content.decode()
    assert FormVersion.objects.filter(form__slug=HB).count() == 1


def test_a_form_that_is_the_councils_own_is_changed_in_the_studio(browser):
    assert "made your own" not in browser.get(LIST).content.decode()
    Form.objects.filter(slug=HB).update(is_own=True)
    page = browser.get(LIST).content.decode()
    assert "Forms that you have made your own" in page
    assert reverse("studio:forms") in page
    assert QUESTIONS not in page
    assert browser.get(QUESTIONS).status_code == browser.post(QUESTIONS, {"asked": ["title"]}).status_code == 404
    assert FormVersion.objects.filter(form__slug=HB).count() == 1

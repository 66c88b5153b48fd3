"""The page of work: asking without a script, waiting, the answer, wrong numbers; and whose it is."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from calculator.run import default_engine
from estimates.actions.hours_curves import run_hours_curve
from estimates.models import HoursCurve
from estimates.readers.estimates import NEEDS_MORE
from formspec.actions.publishing import import_form
from tests.estimates.making import CHECK, answer, answered_check
from tests.people import browser_of

# They need the calculator itself, which takes ten seconds to begin with.
pytestmark = pytest.mark.slow

TWENTY_HOURS = {"hourly_rate": "12.71", "hours": "20", "travel_per_week": "10"}
FRAGMENT = {"HTTP_X_FRAGMENT": "work"}


@pytest.fixture(scope="module", autouse=True)
def warm_engine():
    """The first calculation of a process costs a dozen seconds; not the first test's."""
    default_engine().warm(2026)


@pytest.fixture
def check(alice, omar):
    """Alice's answered check."""
    import_form(slug=CHECK, by=omar)
    return answered_check(alice)


@pytest.fixture
def url(check):
    return reverse("estimates:hours_curve", args=[check.public_id])


@pytest.fixture
def ask_url(check):
    return reverse("estimates:ask_hours_curve", args=[check.public_id])


def words(html: bytes) -> str:
    """What a person reads, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.decode()))


def work_out() -> None:
    row = HoursCurve.objects.get()
    run_hours_curve(council_id=row.council_id, public_id=row.public_id)


def test_before_asking_the_question_is_filled_in(alice, url):
    html = browser_of(alice).get(url).content.decode()
    assert 'value="12.71"' in html
    assert 'value="16"' in html
    assert "bo-work--start" in html
    assert "childcare_per_week" not in html, "nobody here has a child"


def test_without_a_script_the_form_posts_waits_and_shows_the_answer(alice, url, ask_url):
    browser = browser_of(alice)
    response = browser.post(ask_url, TWENTY_HOURS)
    assert (response.status_code, response.url) == (302, url)
    waiting = browser.get(url).content.decode()
    assert '<noscript><meta http-equiv="refresh"' in waiting
    assert 'data-live-done="false"' in waiting
    work_out()
    ready = browser.get(url)
    text = words(ready.content)
    assert "refresh" not in ready.content.decode()
    assert "Working 20 hours, you would have" in text
    assert re.search(r"£[\d.]+ a week more than now\. Of each extra £1 of pay, you keep \d+p\.", text)
    assert "Now: 0 hours, £168.05 a week" in text
    assert "Universal Credit falls by 55p for each extra £1 of take-home pay." in text
    assert "because we do not know the amount: Council Tax Reduction" in text
    assert "with the rates of 2026-27, from 6 April 2026." in text
    assert "Universal Credit is shown before anything is taken off it" in text


def test_what_is_not_known_stands_beside_the_figures(alice, check, url, ask_url):
    answer(check, alice, {"capital_total_band": "unsure"})
    browser_of(alice).post(ask_url, TWENTY_HOURS)
    work_out()
    assert "We do not know your savings." in words(browser_of(alice).get(url).content)


def test_the_drawing_says_in_words_what_it_shows(alice, url, ask_url):
    browser = browser_of(alice)
    browser.post(ask_url, TWENTY_HOURS)
    work_out()
    html = browser.get(url).content.decode()
    assert html.count('<svg class="bo-chart__svg') == 2
    assert html.count('role="img"') == 2
    for code in ("narrow", "wide"):
        assert f'<title id="chart-title-{code}">What you have a week, by hours of work</title>' in html
        assert f'aria-labelledby="chart-title-{code} chart-description-{code}"' in html
    assert "Without work £168.05, at 20 hours" in html
    # Nothing but classes: the policy lets no style through.
    assert " style=" not in html


def test_the_table_has_the_few_rows_first_and_all_of_them_below(alice, url, ask_url):
    browser = browser_of(alice)
    browser.post(ask_url, TWENTY_HOURS | {"hours": "17"})
    work_out()
    html = browser.get(url).content.decode()
    short, full = re.findall(r"<tbody.*?</tbody>", html, re.DOTALL)
    # Today, every five hours, and the 17 that were asked.
    assert short.count("<tr") == 1 + 11 + 1
    assert full.count("<tr") == 1 + 51
    assert re.search(r'bo-row--asked">\s*<th scope="row" class="govuk-table__header">\s*17<', short)


def test_a_wrong_number_says_so_at_its_field_and_keeps_what_was_typed(alice, ask_url):
    response = browser_of(alice).post(ask_url, TWENTY_HOURS | {"hours": "900"})
    html = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_hours">Enter the hours a week as a number from 0 to 50.' in html
    assert 'value="900"' in html
    assert not HoursCurve.objects.exists()


def test_scripts_get_the_parts_with_the_sentence_to_say(alice, url, ask_url):
    browser = browser_of(alice)
    browser.post(ask_url, TWENTY_HOURS)
    assert 'data-work-state="due"' in browser.get(url, **FRAGMENT).content.decode()
    work_out()
    response = browser.get(url, **FRAGMENT)
    html = response.content.decode()
    assert 'data-work-state="ready"' in html
    assert re.search(r'data-work-said="\s*Working 20 hours, you would have £[\d.]+ a week\.\s+That is £', html)
    assert "<html" not in html
    assert "X-Fragment" in response["Vary"]
    wrong = browser.post(ask_url, {"hours": "x", "hourly_rate": "13"}, **FRAGMENT)
    assert 'data-work-state="wrong"' in wrong.content.decode()
    assert "Enter the hours a week" in wrong.content.decode()


def test_other_answers_make_the_figures_old(alice, check, url, ask_url):
    browser = browser_of(alice)
    browser.post(ask_url, TWENTY_HOURS)
    work_out()
    assert "Your answers have changed" not in words(browser.get(url).content)
    answer(check, alice, {"rent_amount": {"amount": "71", "frequency": "weekly"}})
    assert "Your answers have changed" in words(browser.get(url).content)


def test_without_a_household_the_page_says_what_to_tell_us(alice, omar):
    import_form(slug=CHECK, by=omar)
    check = answered_check(alice, {})
    browser = browser_of(alice)
    assert str(NEEDS_MORE) in words(browser.get(reverse("estimates:hours_curve", args=[check.public_id])).content)
    response = browser.post(reverse("estimates:ask_hours_curve", args=[check.public_id]), TWENTY_HOURS)
    assert response.status_code == 302
    assert not HoursCurve.objects.exists()


def test_with_a_partner_the_page_asks_who(alice, check, url, ask_url):
    answer(check, alice, {"has_partner": "yes", "partner_dob": {"day": "1", "month": "2", "year": "1990"}})
    browser = browser_of(alice)
    assert "My partner" in words(browser.get(url).content)
    browser.post(ask_url, TWENTY_HOURS | {"who": "partner"})
    work_out()
    assert "With your partner working 20 hours" in words(browser.get(url).content)
    # The boxes hold what was asked, until somebody asks for the job that one of them has.
    assert 'value="20"' in browser.get(url).content.decode()
    anew = browser.get(f"{url}?who=claimant").content.decode()
    assert 'value="16"' in anew
    assert 'href="?who=partner"' in anew


def test_in_welsh(alice, url, ask_url):
    browser = browser_of(alice)
    browser.post(ask_url, TWENTY_HOURS)
    work_out()
    text = words(browser.get(url, HTTP_ACCEPT_LANGUAGE="cy").content)
    assert "A fyddwn i'n well fy myd mewn gwaith?" in text
    assert "Mae Credyd Cynhwysol yn gostwng 55c" in text


@pytest.mark.parametrize("who", ["bob", "carol", "visitor", "aisha"])
def test_it_is_nobody_elses(who, url, ask_url, request):
    stranger = browser_of(request.getfixturevalue(who))
    assert stranger.get(url).status_code == 404
    assert stranger.post(ask_url, TWENTY_HOURS).status_code == 404
    assert not HoursCurve.objects.exists()

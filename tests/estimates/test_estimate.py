"""The pages of an estimate: waiting, figures, failure, starting a claim from it; and whose they are."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import Delegation
from accounts.permissions import Scope
from calculator.run import default_engine
from claims.models import Claim
from estimates.actions.estimating import ask_estimate, run_estimate
from estimates.models import Estimate
from estimates.presenters.estimate import estimate_content
from estimates.readers.estimates import NEEDS_MORE
from formspec.actions.publishing import import_form
from formspec.models import Form
from tests.estimates.making import CHECK, answer, answered_check, english_left, sentences_of
from tests.people import browser_of

# They need the calculator itself, which takes ten seconds to begin with.
pytestmark = pytest.mark.slow

LIVE = {"HTTP_X_FRAGMENT": "live-status"}


@pytest.fixture(scope="module", autouse=True)
def warm_engine():
    """The first calculation of a process costs a dozen seconds; not the first test's."""
    default_engine().warm(2026)


@pytest.fixture
def forms(omar):
    import_form(slug=CHECK, by=omar)
    import_form(slug="hb-ctr-combined", by=omar)


@pytest.fixture
def check(forms, alice):
    return answered_check(alice)


@pytest.fixture
def due(check, alice):
    return ask_estimate(claim=check, by=alice)


@pytest.fixture
def ready(due):
    run_estimate(council_id=due.council_id, public_id=due.public_id)
    due.refresh_from_db()
    return due


def page(actor, claim, **extra) -> str:
    response = browser_of(actor).get(reverse("estimates:estimate", args=[claim.public_id]), **extra)
    assert response.status_code == 200
    return response.content.decode()


def words(html: str) -> str:
    """What a person reads, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_before_asking_there_is_a_button(check, alice):
    html = page(alice, check)
    assert reverse("estimates:ask_estimate", args=[check.public_id]) in html
    assert "Work out what I could get" in html


def test_asking_leads_to_the_page_that_waits(check, alice):
    response = browser_of(alice).post(reverse("estimates:ask_estimate", args=[check.public_id]))
    assert response.status_code == 302
    assert response.url == reverse("estimates:estimate", args=[check.public_id])
    assert Estimate.objects.get(claim=check).state == Estimate.State.DUE


def test_while_it_is_worked_out_the_page_asks_again_by_itself(check, alice, due):
    html = page(alice, check)
    assert '<noscript><meta http-equiv="refresh"' in html
    assert 'data-live-done="false"' in html
    assert "Working it out" in html
    assert "a year better off" not in html


def test_a_long_wait_is_named(check, alice, due):
    Estimate.objects.update(asked_at=timezone.now() - dt.timedelta(minutes=1))
    assert "longer than usual" in page(alice, check)


def test_scripts_get_the_status_alone(check, alice, ready):
    html = page(alice, check, **LIVE)
    assert 'data-live-done="true"' in html
    assert "<html" not in html


def test_the_figures(check, alice, ready):
    text = words(page(alice, check))
    yearly = round(ready.result["gained_per_year"])
    assert f"£{yearly:,} a year better off" in text
    assert "Universal Credit £168.05 a week" in text
    assert "The standard allowance is £98.05 a week." in text
    assert "Not calculated" in text
    assert "Apply to your council for Council Tax Reduction." in text
    assert f"policyengine-uk {default_engine().version}, with the rates of 2026-27, from 6 April 2026." in text
    assert "We do not know which area sets the limit on your rent" in text
    assert "refresh" not in page(alice, check)
    assert "Universal Credit is shown before anything is taken off it" in text


def test_answers_that_make_no_household(forms, alice):
    check = answered_check(alice, {})
    ask_estimate(claim=check, by=alice)
    text = words(page(alice, check))
    assert str(NEEDS_MORE) in text
    assert "Your answers are kept." in text
    assert "Start the claim with these answers" in text


def test_in_welsh_nothing_of_the_calculator_stays_english(check, alice, ready):
    html = (
        browser_of(alice).get(reverse("estimates:estimate", args=[check.public_id]), HTTP_ACCEPT_LANGUAGE="cy").content
    )
    text = unescape(words(html.decode()))
    assert "Lwfans safonol: £424.90 y mis" in text
    assert len(sentences_of(ready.result)) > 60
    assert english_left(ready.result, text) == []


def test_starting_the_claim_with_these_answers(check, alice, ready):
    assert "Start the claim with these answers" in page(alice, check)
    response = browser_of(alice).post(reverse("estimates:start_from", args=[check.public_id, "hb-ctr-combined"]))
    claim = Claim.objects.get(form_version__form__slug="hb-ctr-combined")
    assert response.url == reverse("claims:task_list", args=[claim.public_id])
    assert claim.resident == alice.resident
    assert claim.answers.get(key="dob").value == {"day": "3", "month": "5", "year": "1986"}


def test_a_visitor_keeps_the_claim_they_started(forms, visitor):
    browser = browser_of(visitor)
    browser.post(reverse("claims:start", args=[CHECK]))
    check = Claim.objects.get()
    browser.post(reverse("estimates:start_from", args=[check.public_id, "hb-ctr-combined"]))
    claim = Claim.objects.exclude(pk=check.pk).get()
    assert claim.resident == check.resident
    assert browser.get(reverse("claims:task_list", args=[claim.public_id])).status_code == 200


def test_a_closed_form_is_not_offered_and_cannot_be_started(check, alice, ready):
    Form.objects.filter(slug="hb-ctr-combined").update(is_open=False)
    assert "Start the claim with these answers" not in page(alice, check)
    response = browser_of(alice).post(reverse("estimates:start_from", args=[check.public_id, "hb-ctr-combined"]))
    assert response.url == reverse("claims:start", args=["hb-ctr-combined"])
    assert Claim.objects.count() == 1


def test_starting_needs_a_post(check, alice):
    url = reverse("estimates:start_from", args=[check.public_id, "hb-ctr-combined"])
    assert browser_of(alice).get(url).status_code == 405


@pytest.mark.parametrize("name", ["estimate", "ask_estimate", "start_from"])
@pytest.mark.parametrize("who", ["bob", "carol", "visitor", "aisha"])
def test_it_is_nobody_elses(check, ready, name, who, request):
    stranger = browser_of(request.getfixturevalue(who))
    form = ["hb-ctr-combined"] if name == "start_from" else []
    url = reverse(f"estimates:{name}", args=[check.public_id, *form])
    assert (stranger.get(url) if name == "estimate" else stranger.post(url)).status_code == 404
    assert (Claim.objects.count(), Estimate.objects.count()) == (1, 1)


def test_getting_more_than_we_make_it_is_said_with_care(check, alice):
    help_now = {"benefits_you": ["hb"], "amount_you_hb": {"amount": "900", "frequency": "weekly"}}
    answer(check, alice, help_now)
    estimate = ask_estimate(claim=check, by=alice)
    run_estimate(council_id=estimate.council_id, public_id=estimate.public_id)
    text = words(page(alice, check))
    assert "a year less than now" in text
    assert "Do not end a benefit because of this page" in text
    assert "a year better off" not in text


def result_of(ready: Estimate, gained: float, now: float, status: str) -> Estimate:
    benefit = ready.result["benefits"][0] | {"status": status, "now_per_year": now}
    ready.result = ready.result | {"benefits": [benefit], "gained_per_year": gained, "now_per_year": now}
    return ready


@pytest.mark.parametrize(
    ("gained", "now", "status", "kind"),
    [
        (0.4, 520.0, "calculated", "same"),
        (0.0, 0.0, "not_entitled", "nothing"),
        (0.0, 0.0, "not_calculated", "unknown"),
        (12.6, 0.0, "calculated", "gain"),
        (-12.6, 520.0, "calculated", "less"),
    ],
)
def test_the_figure_on_top_says_what_it_means(ready, gained, now, status, kind):
    headline = estimate_content(result_of(ready, gained, now, status), {})["headline"]
    assert (headline["kind"], headline["yearly"]) == (kind, str(abs(round(gained))))


def test_a_benefit_that_a_missing_answer_could_bring_is_not_called_out_of_reach(ready):
    ready.result = result_of(ready, 0.0, 0.0, "not_entitled").result
    ready.result["benefits"][0] |= {
        "pounds_per_week": 0.0, "pounds_per_year": 0.0, "range_per_week": [0.0, 96.0],
        "depends_on": ["your savings", "your rent"],
    }  # fmt: skip
    content = estimate_content(ready, {})
    assert content["not_entitled"] == []
    assert content["cards"][0]["range"] == ("Between £0.00 and £96.00 a week, depending on your savings and your rent.")
    assert content["headline"]["depends_on"] == "your savings and your rent"
    text = words(render_to_string("estimates/_estimate_results.html", {"content": content}))
    assert "It depends on your savings and your rent." in text


def test_without_universal_credit_nothing_is_said_of_what_is_taken_off_it(ready):
    ready.result["benefits"] = [each for each in ready.result["benefits"] if each["code"] != "uc"]
    assert estimate_content(ready, {})["before_deductions"] is None


@pytest.fixture
def helper(alice, bob):
    """Bob, who may see Alice's claims."""
    today = timezone.localdate()
    Delegation.objects.create(
        resident=alice.resident, helper=bob.user, scopes=[Scope.VIEW_CLAIMS, Scope.VIEW_MONEY],
        starts_on=today, ends_on=today + dt.timedelta(days=30),
    )  # fmt: skip
    return bob


def test_a_helper_sees_the_figures_but_starts_no_claim_of_their_own_with_them(check, ready, helper):
    html = page(helper, check)
    assert "a year better off" in html
    assert "Start the claim with these answers" not in html
    url = reverse("estimates:start_from", args=[check.public_id, "hb-ctr-combined"])
    assert browser_of(helper).post(url).status_code == 404
    assert Claim.objects.count() == 1

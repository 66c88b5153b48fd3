"""The page of scenarios: adding without a script, side by side, names, removal, sharing; and whose it is."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from calculator.run import default_engine
from estimates.actions.scenarios import run_comparison
from estimates.models import Comparison, Scenario
from formspec.actions.publishing import import_form
from tests.claims.sent import sent_claim
from tests.estimates.making import CHECK, answered_check
from tests.people import browser_of

# They need the calculator itself, which takes ten seconds to begin with.
pytestmark = pytest.mark.slow

JOB = {"hours": "20", "hourly_rate": "12.71", "name": "20 hours at the bakery"}


@pytest.fixture(scope="module", autouse=True)
def warm_engine():
    """The first calculation of a process costs a dozen seconds; not the first test's."""
    default_engine().warm(2026)


@pytest.fixture
def check(alice, omar):
    """Alice's answered check."""
    import_form(slug=CHECK, by=omar)
    return answered_check(alice)


def address(check, name="scenarios", *more):
    return reverse(f"estimates:{name}", args=[check.public_id, *more])


def words(html: bytes) -> str:
    """What a person reads, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.decode()))


def add(browser, check, kind="job", **raw):
    response = browser.post(address(check, "add_scenario", kind), JOB | raw)
    assert (response.status_code, response.url) == (302, address(check))


def work_out() -> None:
    row = Comparison.objects.get()
    run_comparison(council_id=row.council_id, public_id=row.public_id)


def test_without_a_script_a_change_is_added_worked_out_and_shown_beside_today(alice, check):
    browser = browser_of(alice)
    assert "Moving in with a partner" in words(browser.get(address(check)).content)
    assert 'value="12.71"' in browser.get(address(check, "add_scenario", "job")).content.decode()
    add(browser, check)
    add(browser, check, "rent", rent="100", rent_period="weekly", name="Rent of £100")
    assert '<noscript><meta http-equiv="refresh"' in browser.get(address(check)).content.decode()
    work_out()
    html = browser.get(address(check)).content
    text = words(html)
    assert "Now £98.05 a week left to live on Today, from your answers" in text
    assert re.search(r"20 hours at the bakery £[\d.]+ a week left to live on ▲ £[\d.]+ a week more", text)
    assert "with the rates of 2026-27, from 6 April 2026." in text
    assert html.decode().count("bo-compare__part--more") == 1
    assert " style=" not in html.decode()


def test_a_rent_that_nothing_pays_for_leaves_less_to_live_on(alice, check):
    browser = browser_of(alice)
    add(browser, check, "rent", rent="400", rent_period="weekly", name="A dear flat")
    work_out()
    text = words(browser.get(address(check)).content)
    assert re.search(r"A dear flat −?£[\d.]+ a week left to live on ▼ £[\d.]+ a week less", text)


def test_a_change_that_the_benefit_cap_holds_back_says_so(alice, check):
    browser = browser_of(alice)
    add(browser, check, "baby", babies="4", name="Four babies")
    add(browser, check, "rent", rent="69", rent_period="weekly", name="A pound less")
    work_out()
    text = words(browser.get(address(check)).content)
    assert re.search(r"Four babies .* The benefit cap, a limit on benefits, takes £[\d.]+ a week off\.", text)
    assert text.count("The benefit cap, a limit on benefits, takes") == 1


def test_what_is_wrong_stands_at_its_field(alice, check):
    response = browser_of(alice).post(address(check, "add_scenario", "partner"), {"age": "12", "name": ""})
    html = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_age">Enter their age as a whole number from 16 to 110.' in html
    assert "Give it a name, so that you find it again" in html
    assert not Scenario.objects.exists()


def test_a_change_that_makes_no_sense_is_not_there(alice, check):
    browser = browser_of(alice)
    for kind in ("stop-work", "nonsense"):
        assert browser.get(address(check, "add_scenario", kind)).status_code == 404


def test_a_seventh_is_refused_with_words(alice, check):
    browser = browser_of(alice)
    for number in range(6):
        add(browser, check, name=f"Job {number}")
    page = words(browser.get(address(check)).content)
    assert "the most there is room for" in page
    add(browser, check)
    assert "Remove one to add another." in words(browser.get(address(check)).content)
    assert Scenario.objects.count() == 6


def test_renaming_and_removing(alice, check):
    browser = browser_of(alice)
    add(browser, check, name="<b>Bakery</b>")
    work_out()
    scenario = Scenario.objects.get()
    assert "<b>Bakery" not in browser.get(address(check)).content.decode()
    browser.post(address(check, "rename_scenario", scenario.public_id), {"name": "The café"})
    assert "The café" in words(browser.get(address(check)).content)
    browser.post(address(check, "remove_scenario", scenario.public_id))
    assert Scenario.objects.filter(pk=scenario.pk).exists(), "it asks first"
    browser.post(address(check, "remove_scenario", scenario.public_id), {"_sure": "yes"})
    assert "“The café” is removed." in words(browser.get(address(check)).content)
    assert not Scenario.objects.exists()


def test_an_adviser_sees_what_is_shared_as_long_as_it_is(alice, aisha, check):
    browser, adviser = browser_of(alice), browser_of(aisha)
    claim = sent_claim(alice)
    staff_page = reverse("casework:staff_claim", args=[claim.reference])
    add(browser, check)
    work_out()
    assert "20 hours at the bakery" not in words(adviser.get(staff_page).content)
    browser.post(address(check, "share_scenarios"), {"shared": "yes"})
    assert "Stop sharing" in words(browser.get(address(check)).content)
    seen = adviser.get(staff_page).content
    assert "20 hours at the bakery" in words(seen)
    assert "a week left to live on" in words(seen)
    # Looking, not touching.
    assert b"rename/" not in seen
    browser.post(address(check, "share_scenarios"), {"shared": "no"})
    assert "20 hours at the bakery" not in words(adviser.get(staff_page).content)


@pytest.mark.parametrize("who", ["bob", "carol", "visitor", "aisha"])
def test_it_is_nobody_elses(alice, check, who, request):
    add(browser_of(alice), check)
    scenario = Scenario.objects.get()
    stranger = browser_of(request.getfixturevalue(who))
    assert stranger.get(address(check)).status_code == 404
    assert stranger.get(address(check, "add_scenario", "job")).status_code == 404
    assert stranger.get(address(check, "rename_scenario", scenario.public_id)).status_code == 404
    for name in ("ask_comparison", "share_scenarios"):
        assert stranger.post(address(check, name)).status_code == 404
    for name in ("rename_scenario", "remove_scenario"):
        assert stranger.post(address(check, name, scenario.public_id), {"name": "x"}).status_code == 404
    scenario.refresh_from_db()
    assert (scenario.name, scenario.shared_with_adviser_at) == ("20 hours at the bakery", None)

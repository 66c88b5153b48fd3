"""The pages where a council writes its Council Tax Reduction scheme, tries it, and puts it in force."""

import pytest
from django.utils import timezone

from accounts.permissions import Role
from betteroff.demo.schemes import BANDED, PERCENTAGE
from calculator.ctr.council_tax import scheme_year
from calculator.ctr.scheme import parse_scheme
from estimates.actions.schemes import publish, save_draft
from estimates.forms.scheme import SchemeForm, initial_of
from estimates.models import CouncilTaxScheme
from tests.people import browser_of, make_staff

LIST = "/staff/settings/council-tax/"


@pytest.fixture
def admin(calderbrook):
    return make_staff(calderbrook, "Adam Admin", "adam@calderbrook.example", Role.ADMIN)


@pytest.fixture
def year():
    return scheme_year(timezone.localdate())


def posted(rules, name="Our scheme", **changes):
    """What a browser sends for a scheme: ticks only when ticked, and everything as text."""
    values = {**initial_of(rules, name), "earnings": rules.get("earnings", "net"), "based_on": "", **changes}
    sent = {}
    for key, value in values.items():
        if isinstance(value, list):
            sent[key] = [str(each) for each in value]
        elif value is not False and value is not None:
            sent[key] = "on" if value is True else str(value)
    return sent


@pytest.mark.parametrize("rules", [PERCENTAGE, BANDED], ids=["percentage", "banded"])
def test_what_the_form_shows_is_what_it_keeps(rules):
    form = SchemeForm(posted(rules))
    assert form.is_valid(), form.errors
    assert parse_scheme(form.rules) == parse_scheme({"earnings": "net", **rules})


def test_from_form_to_force(admin, year):
    browser = browser_of(admin)
    page = browser.post(f"{LIST}{year}/edit/", posted(PERCENTAGE))
    assert page["Location"] == f"{LIST}{year}/1/"
    shown = browser.get(page["Location"]).content.decode()
    assert "A lone parent with a child of 7" in shown
    assert "£24.00 a week of a bill of £30.00 a week" in shown
    assert "Single person under 25" in shown
    assert "Publish this scheme" in shown
    asked = browser.post(f"{LIST}{year}/1/publish/").content.decode()
    assert "can never be changed" in asked
    scheme = CouncilTaxScheme.objects.get()
    assert scheme.state == "draft"
    assert browser.post(f"{LIST}{year}/1/publish/", {"confirm": "1", "seen": scheme.sha256})["Location"] == LIST
    scheme.refresh_from_db()
    assert scheme.state == "published"
    listed = browser.get(LIST).content.decode()
    assert "In force" in listed
    assert "Publish this scheme" not in browser.get(f"{LIST}{year}/1/").content.decode()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rules", "changes", "field", "words"),
    [
        (PERCENTAGE, {"most_percent": "lots"}, "most_percent", "Write a number, like 80 or 12.50"),
        (PERCENTAGE, {"most_percent": "120"}, "most_percent", "The most that the scheme pays cannot be more than 100."),
        (PERCENTAGE, {"taper_percent": ""}, "taper_percent", "The taper is missing."),
        (
            PERCENTAGE,
            {"others-deductions-1-from": "0"},
            "others-deductions-1-from",
            "Each deduction must start above the one before it.",
        ),
        (PERCENTAGE, {"tariff-step": ""}, "tariff-step", "Each this much of savings above it is missing."),
        (
            PERCENTAGE,
            {"protected-disabled-most_percent": "150"},
            "protected-disabled-most_percent",
            "The most that the scheme pays the group cannot be more than 100.",
        ),
        (
            BANDED,
            {"bands-2-couple": ""},
            "bands-2-couple",
            "The highest income of a couple without children is missing.",
        ),
        (BANDED, {"bands-1-percent": "95"}, "bands-1-percent", "Each band must give less than the band before it."),
    ],
)
def test_mistakes_are_said_beside_their_field_and_nothing_is_kept(admin, year, rules, changes, field, words):
    page = browser_of(admin).post(f"{LIST}{year}/edit/", posted(rules, **changes))
    assert page.status_code == 422
    text = page.content.decode()
    assert f'<a href="#id_{field}">{words}</a>' in text
    assert f'id="id_{field}"' in text
    assert not CouncilTaxScheme.objects.exists()


def test_a_row_left_empty_between_is_left_out_and_errors_stay_with_their_row():
    sent = posted(BANDED)
    for name in [name for name in sent if name.startswith("bands-2-")]:
        sent[name.replace("bands-2-", "bands-4-")] = sent.pop(name)
    form = SchemeForm(sent)
    assert form.is_valid()
    assert len(form.rules["bands"]) == 3
    form = SchemeForm({**sent, "bands-4-percent": "99"})
    assert list(form.errors) == ["bands-4-percent"]


def test_somebody_else_was_first(admin, year):
    draft = save_draft(tax_year=year, name="Theirs", rules=BANDED, based_on="", by=admin)
    page = browser_of(admin).post(f"{LIST}{year}/edit/", posted(PERCENTAGE, name="Mine"))
    assert page.status_code == 409
    assert "what you typed is below" in page.content.decode()
    assert CouncilTaxScheme.objects.get().name == "Theirs"
    page = browser_of(admin).post(f"{LIST}{year}/edit/", posted(PERCENTAGE, name="Mine", based_on=draft.sha256))
    assert page.status_code == 302
    browser_of(admin).post(f"{LIST}{year}/1/publish/", {"confirm": "1", "seen": draft.sha256})
    assert CouncilTaxScheme.objects.get().state == "draft"


def test_an_editor_begins_with_the_draft_or_the_year_before(admin, year):
    assert "What kind of scheme is it?" in browser_of(admin).get(f"{LIST}{year}/edit/").content.decode()
    assert 'value="16"' in browser_of(admin).get(f"{LIST}{year}/edit/?shape=banded").content.decode()
    draft = save_draft(tax_year=year, name="Begun already", rules=BANDED, based_on="", by=admin)
    publish(tax_year=year, number=1, sha256=draft.sha256, by=admin)
    page = browser_of(admin).get(f"{LIST}{year + 1}/edit/").content.decode()
    assert "Begun already" in page
    assert f"the scheme of {year} to {year + 1}" in page
    assert draft.sha256 not in page


@pytest.mark.parametrize("address", ["1999/edit/", "2090/edit/", "2026/9/"])
def test_what_is_not_there_is_not_found(admin, address):
    assert browser_of(admin).get(LIST + address).status_code == 404


def test_an_advisor_may_not(calderbrook):
    advisor = make_staff(calderbrook, "Ada", "ada@calderbrook.example", Role.ADVISOR)
    assert browser_of(advisor).get(LIST).status_code == 403
    assert LIST not in browser_of(advisor).get("/staff/claims/").content.decode()


def test_the_settings_lead_admins_there(admin):
    assert LIST in browser_of(admin).get("/staff/settings/").content.decode()

"""How it was worked out, on an estimate's page: conditions, the sum as a table, and where each figure came from."""

import html.parser
import re

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from calculator.estimate import estimate_of
from calculator.household.as_json import household_json
from calculator.household.parsing import parse_household
from calculator.run import default_engine
from estimates.actions.estimating import ask_estimate, run_estimate
from estimates.models import Estimate
from estimates.presenters.explanations import explanation_shown, inputs_shown
from formspec.actions.publishing import import_form
from tests.calculator.simple_engine import SimpleEngine
from tests.estimates.making import ANSWERS, CHECK, answered_check
from tests.people import browser_of

# They need the calculator itself, which takes ten seconds to begin with.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def warm_engine():
    """The first calculation of a process costs a dozen seconds; not the first test's."""
    default_engine().warm(2026)


@pytest.fixture
def check(omar, alice):
    import_form(slug=CHECK, by=omar)
    return answered_check(alice, {**ANSWERS, "capital_total_band": "6000_9999", "circumstances_you": ["carer"]})


@pytest.fixture
def ready(check, alice):
    estimate = ask_estimate(claim=check, by=alice)
    run_estimate(council_id=estimate.council_id, public_id=estimate.public_id)
    estimate.refresh_from_db()
    return estimate


def page(actor, check) -> str:
    return browser_of(actor).get(reverse("estimates:estimate", args=[check.public_id])).content.decode()


class Sums(html.parser.HTMLParser):
    """Reads the tables of sums: {caption: [(words, amount)]}."""

    def __init__(self, text):
        super().__init__()
        self.found, self.at, self.caption, self.row = {}, None, "", []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        if tag == "table" and "bo-sum" in (names.get("class") or ""):
            self.at, self.caption = "table", ""
        elif self.at and tag == "caption":
            self.at = "caption"
        elif self.at and tag == "tr":
            self.row = []
        elif self.at and tag in ("th", "td"):
            self.at = "cell"
            self.row.append([tag, names.get("scope"), ""])

    def handle_endtag(self, tag):
        if tag == "table":
            self.at = None
        elif self.at and tag == "caption":
            self.at = "table"
            self.caption = " ".join(self.caption.split())
            self.found[self.caption] = []
        elif self.at and tag == "tr" and self.row:
            self.found[self.caption].append([tuple(cell) for cell in self.row])

    def handle_data(self, data):
        if self.at == "caption":
            self.caption += data
        elif self.at == "cell" and self.row:
            self.row[-1][2] += data.strip()


def test_each_card_has_its_conditions_and_its_sum_as_a_table(alice, check, ready):
    text = page(alice, check)
    rows = Sums(text).found["The sum, in pounds a week: Universal Credit"]
    assert rows[0] == [("th", "col", "Step"), ("th", "col", "Pounds a week")]
    assert rows[1] == [("th", "row", "Standard allowance: £424.90 a month"), ("td", None, "£98.05")]
    assert rows[-1][0] == ("th", "row", "Universal Credit a week")
    amounts = [cell[1][2].replace("£", "").replace("−", "-") for cell in rows[1:]]
    total, parts = float(amounts[-1]), [float(each) for each in amounts[:-1]]
    # One subtotal stands between what adds and what takes off.
    subtotal = next(float(row[1][2].replace("£", "")) for row in rows if row[0][2] == "The most you could get")
    assert round(sum(parts) - subtotal, 2) == total


def test_conditions_say_in_words_whether_they_are_met(alice, check, ready):
    text = re.sub(r"<[^>]+>", "", page(alice, check))
    assert "You meet this Your savings of £6,000 to £9,999 are over £6,000" in re.sub(r"\s+", " ", text)
    assert "You do not meet this New claims are for people who have reached State Pension age." in re.sub(
        r"\s+", " ", text
    )


def test_the_figures_come_first_and_the_rest_is_folded(alice, check, ready):
    text = page(alice, check)
    assert text.index("bo-headline__amount") < text.index("How we worked it out") < text.index("Where each figure came")
    assert "<details open" not in text
    assert text.count("How we worked it out") >= 2


def test_each_figure_leads_to_the_question_it_came_from(alice, check, ready):
    inputs = {each["name"]: each for each in inputs_shown(ready, check)}
    assert inputs["Savings"]["value"] == "£6,000 to £9,999"
    assert inputs["Rent"]["value"] == "£70.00 a week"
    assert inputs["You: date of birth"]["value"] == "3 May 1986"
    assert inputs["Kind of home"]["value"] == "I rent from a private landlord or letting agent"
    assert inputs["You: cares for 35 hours a week or more"]["value"] == "Yes"
    assert inputs["Rent"]["source"] == "How much is the full rent, and how often is it due?"
    assert inputs["Rent"]["url"] in page(alice, check)
    assert browser_of(alice).get(inputs["Rent"]["url"]).status_code == 200
    assert list(inputs)[0].startswith("You: ")


def test_people_and_benefits_in_words(alice, check):
    household = parse_household({
        "claim_date": "2026-11-22", "region": "NORTH_WEST", "brma": "BOLTON_AND_BURY", "housing": {"tenure": "owner"},
        "adults": [
            {"role": "claimant", "age": 40, "limited_capability": "lcwra", "disability_benefits": [
                "pip_daily_living_standard", "pip_mobility_standard"]},
            {"role": "partner", "age": 41, "benefits": [{"code": "ca"}]},
            {"role": "non_dependant", "age": 30, "earnings": {"amount": 1300, "frequency": "monthly"}},
        ],
        "children": [{"date_of_birth": "2020-02-01"}],
    })  # fmt: skip
    places = (
        "/adults/0/limited_capability", "/adults/0/disability_benefits", "/adults/1/benefits", "/adults/2/earnings",
        "/children/0", "/housing/rent",
    )  # fmt: skip
    now = timezone.now()
    estimate = Estimate.objects.create(
        claim=check, household=household_json(household), due_at=now, made_at=now,
        provenance={"inputs": dict.fromkeys(places, "no.such.fact")},
    )  # fmt: skip
    with translation.override("en-gb"):
        rows = [(each["name"], each["value"], each["source"], each["url"]) for each in inputs_shown(estimate, check)]
    assert rows == [
        ("You: disability benefits", "Personal Independence Payment", "Your answers", ""),
        ("You: what DWP decided about health and work", "no need to get ready for work", "Your answers", ""),
        ("Your partner: benefits today", "Carer's Allowance", "Your answers", ""),
        ("Adult 1: pay before tax", "£300.00 a week", "Your answers", ""),
        ("Child 1", "born 1 February 2020", "Your answers", ""),
        ("Area", "Bolton And Bury, North West", "Your council", ""),
    ]


def test_an_estimate_of_before_explains_nothing_and_breaks_nothing(alice, check, ready):
    household = parse_household(ready.household)
    result = estimate_of(household, SimpleEngine().estimate(household), today=household.claim_date).to_dict()
    for each in result["benefits"]:
        del each["tests"], each["steps"]
        assert explanation_shown(each) is None
    Estimate.objects.filter(pk=ready.pk).update(result=result)
    text = page(alice, check)
    assert "How we worked it out" not in text
    assert "Where each figure came from" in text

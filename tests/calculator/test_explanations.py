"""How benefits were worked out: what the sentences say, and that every sum adds up to what the engine found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.explanations import EXPLANATIONS, explanation_of
from calculator.explanations.explanation import Explanation
from calculator.explanations.sums import NOT_EXPLAINED, Sum
from calculator.household.parsing import parse_household
from calculator.interface import EngineResult
from calculator.run import default_engine
from core.rules.messages import Phrase
from tests.calculator.drawn import drawn_apart
from tests.calculator.household_strategies import engine_results, households
from tests.calculator.typical import household, weekly
from tests.english import english

# They need the calculator itself, which takes ten seconds to begin with.
pytestmark = pytest.mark.slow

# More at once costs little: the engine runs once for all of them.
MANY = 400


def worked(document):
    """{benefit code: Explanation} of a household by the embedded engine."""
    parsed = parse_household(document)
    result = default_engine().estimate(parsed)
    return {code: english(explanation_of(code, parsed, result)) for code in EXPLANATIONS}


def says(explanation, words):
    """The one test whose sentence holds these words."""
    found = [each for each in explanation.tests if words in each.text]
    assert len(found) == 1, [each.text for each in explanation.tests]
    return found[0]


def amounts(explanation):
    return [(each.text, each.pounds_per_week) for each in explanation.steps]


def pennies(amount):
    return round(amount * 100)


def adds_up(explanation):
    parts = [
        each.pounds_per_week for each in explanation.steps if each.kind == "part" and each.pounds_per_week is not None
    ]
    return pennies(sum(parts)) == pennies(explanation.steps[-1].pounds_per_week)


ADULT = {"role": "claimant", "age": 41}
PARTNER = {"role": "partner", "age": 38}


def pensioner(**more):
    return {
        "role": "claimant",
        "date_of_birth": "1950-01-10",
        "benefits": [{"code": "state_pension", "amount": weekly(190)}],
        **more,
    }


def test_every_sum_adds_up_to_what_the_engine_found():
    some = drawn_apart(households(), MANY)
    for each, result in zip(some, default_engine().estimate_many(some), strict=True):
        for code, found in result.per_year.items():
            explanation = english(explanation_of(code, each, result))
            if code == "ctr" and each.housing.council_tax_per_year is None:
                continue
            wanted = found - result.parts["child_benefit_charge"] if code == "cb" else found
            assert explanation.tests or code == "ctr", (code, each)
            if not explanation.steps:
                assert wanted == 0, (code, each)
                continue
            total = explanation.steps[-1]
            assert total.kind == "total"
            assert pennies(total.pounds_per_week) == pennies(round(wanted / 52, 2)), (code, each)
            assert adds_up(explanation), (code, each)
            for step in explanation.steps:
                assert step.text not in (str(NOT_EXPLAINED), "Your other income counts"), (code, each)
                assert not (step.text.startswith("Tax,") and (step.pounds_per_week or 0) < 0), (code, each)


@given(households().flatmap(lambda each: st.tuples(st.just(each), engine_results(each))))
def test_whatever_an_engine_says_it_never_stops_an_estimate(told):
    each, result = told
    for code in (*EXPLANATIONS, "pip"):
        explanation = explanation_of(code, each, result)
        if explanation.steps:
            assert adds_up(explanation)


def test_an_engine_without_steps_explains_nothing():
    parsed = parse_household(household(ADULT))
    result = EngineResult("elsewhere", "1", 2026, {"uc": 5200.0})
    assert explanation_of("uc", parsed, result).steps == ()
    assert explanation_of("uc", parsed, result).tests == ()


def test_odd_pennies_go_where_rounding_lost_most():
    lines = Sum()
    for name in ("a", "b", "c"):
        lines.part(Phrase(name), 52 * 10.004)
    assert [step.pounds_per_week for step in lines.steps(Phrase("all"), 52 * 30.012)] == [10.01, 10.0, 10.0, 30.01]


@pytest.mark.parametrize("per_year", [0.25, 0.26, 0.27, -0.26])
def test_a_sum_without_lines_adds_up_at_half_a_penny_a_week(per_year):
    assert adds_up(Explanation(steps=Sum().steps(Phrase("all"), per_year)))


def test_what_the_lines_do_not_explain_is_shown():
    lines = Sum()
    lines.part(Phrase("a"), 52 * 10)
    assert [(step.text, step.pounds_per_week) for step in english(lines.steps(Phrase("all"), 52 * 12))] == [
        ("a", 10.0),
        (str(NOT_EXPLAINED), 2.0),
        ("all", 12.0),
    ]


def test_savings_and_their_monthly_amount():
    found = worked(household(ADULT, capital=7200, tenure="owner"))["uc"]
    assert says(found, "savings").text == (
        "Your savings of £7,200 are over £6,000: each £250 over takes off £4.35 a month. That is £21.75 a month, or "
        "£5.02 a week."
    )
    assert ("Your savings take off", -5.02) in amounts(found)
    assert amounts(found)[-1] == ("Universal Credit a week", 93.03)


@pytest.mark.parametrize(("capital", "passed"), [(6000, True), (16000, True), (16000.01, False)])
def test_the_limit_of_savings(capital, passed):
    found = worked(household(ADULT, capital=capital))["uc"]
    assert says(found, "savings").passed is passed
    assert bool(found.steps) is passed


def test_too_young_and_too_old():
    young = worked(household({"role": "claimant", "age": 16}))["uc"]
    assert [(each.passed, each.text[:26]) for each in young.tests] == [(False, "It is for people of 18 or ")]
    old = worked(household(pensioner()))["uc"]
    assert not says(old, "Pension Credit takes its place").passed
    assert old.steps == ()


def test_rent_over_the_local_housing_allowance():
    found = worked(household(ADULT, rent=300))["uc"]
    assert not says(found, "Local Housing Allowance").passed
    lines = dict(amounts(found))
    assert lines["Your rent: £1,300.00 a month"] == 300
    cut = next(amount for text, amount in lines.items() if text.startswith("Rent over"))
    assert -300 < cut < 0


def test_spare_bedrooms():
    home = household(ADULT, tenure="council_tenant", rent=100)
    home["housing"]["bedrooms"] = 3
    found = worked(home)["uc"]
    assert says(found, "bedrooms").text == (
        "You have 3 bedrooms, and the rules allow you 1. For the spare space 25% of your rent comes off."
    )
    assert ("Spare bedrooms: 25% of your rent comes off", -25.0) in amounts(found)


def test_pay_with_and_without_a_work_allowance():
    paid = {**ADULT, "earnings": weekly(150), "hours_per_week": 15}
    without = worked(household(paid, tenure="owner"))["uc"]
    assert not says(without, "Pay takes off from the first pound").passed
    assert ("For each pound of it, you get 55p less", -82.5) in amounts(without)
    with_child = worked(household(paid, children=[{"age": 4}], tenure="owner"))["uc"]
    assert says(with_child, "£710.00 a month").passed
    assert "takes nothing off" in " ".join(step.text for step in with_child.steps)


def test_the_benefit_cap_and_why_it_does_not_apply():
    family = {"children": [{"age": 3}, {"age": 5}, {"age": 8}], "rent": 300, "tenure": "council_tenant"}
    capped = worked(household(ADULT, PARTNER, **family))["uc"]
    assert not says(capped, "The benefit cap applies: your benefits of").passed
    assert any(
        text == "The benefit cap, a limit on benefits, takes off" and amount < 0 for text, amount in amounts(capped)
    )
    earning = worked(household({**ADULT, "earnings": weekly(260), "hours_per_week": 20}, PARTNER, **family))["uc"]
    assert says(earning, "benefit cap").text == (
        "The benefit cap, a limit on benefits, does not apply: you take home £881.00 a month or more."
    )
    disabled = {**ADULT, "disability_benefits": ["pip_daily_living_standard"]}
    assert "for being disabled" in says(worked(household(disabled, PARTNER, **family))["uc"], "benefit cap").text


@pytest.mark.parametrize(
    ("partner", "passed"),
    [({**PARTNER, "earnings": weekly(200), "hours_per_week": 20}, True), ({**PARTNER, "hours_per_week": 0}, False)],
)
def test_childcare_needs_both_to_work(partner, passed):
    found = worked(
        household(
            {**ADULT, "earnings": weekly(200), "hours_per_week": 20},
            partner,
            tenure="owner",
            children=[{"age": 2}],
            childcare=weekly(100),
        )
    )["uc"]
    assert says(found, "hildcare costs").passed is passed
    assert any(text.startswith("Help with childcare") for text, _ in amounts(found)) is passed


def test_pension_credit_line_by_line():
    found = worked(household(pensioner(private_pension=weekly(10)), tenure="owner", capital=11_001))
    assert says(found["pc"], "savings").text.endswith("That is £3.00 a week. There is no upper limit.")
    assert amounts(found["pc"])[:4] == [
        ("The standard amount to live on", 238.0),
        ("The amount that Pension Credit tops up to", 238.0),
        ("Your State Pension counts as income", -190.0),
        ("Your other pensions count as income", -10.0),
    ]
    assert ("Your savings count as income", -3.0) in amounts(found["pc"])


def test_severe_disability_is_added_or_not_and_why():
    alone = worked(household(pensioner(disability_benefits=["aa_lower"]), tenure="owner"))["pc"]
    assert says(alone, "Nobody else counts").passed
    with_son = worked(
        household(pensioner(disability_benefits=["aa_lower"]), {"role": "non_dependant", "age": 30}, tenure="owner")
    )["pc"]
    assert not says(with_son, "Nothing is added for a severe disability").passed


def test_housing_benefit_and_council_tax_at_pension_age():
    rich = {
        "role": "claimant",
        "date_of_birth": "1950-01-10",
        "benefits": [{"code": "state_pension", "amount": weekly(300)}],
    }
    found = worked(household(rich, tenure="council_tenant", rent=110))
    assert any(text.startswith("65p comes off for each pound over £") for text, _ in amounts(found["hb"]))
    assert any(text.startswith("20p comes off for each pound over £") for text, _ in amounts(found["ctr"]))
    poor = worked(household(pensioner(), tenure="council_tenant", rent=110, capital=40_000))
    assert not says(poor["hb"], "savings").passed
    assert not says(worked(household(ADULT))["hb"], "New claims").passed


def test_child_benefit_and_its_charge():
    found = worked(
        household(
            {**ADULT, "earnings": {"amount": 68_000, "frequency": "yearly"}, "hours_per_week": 37},
            children=[{"age": 5}, {"age": 9}],
        )
    )["cb"]
    assert amounts(found)[:3] == [
        ("For your eldest child", 27.05),
        ("For your other children (1): £17.90 a week each", 17.9),
        ("Child Benefit before the charge", 44.95),
    ]
    assert not says(found, "tax charge").passed
    assert found.steps[-1].pounds_per_week == pytest.approx(44.95 * 0.6, abs=0.05)


def test_carers_in_england_and_scotland():
    carer = {**ADULT, "cares_35_hours": True}
    england = worked(household(carer))["ca"]
    assert amounts(england) == [("Carer's Allowance", 86.45), ("Carer's Allowance a week", 86.45)]
    scotland = {**household(carer), "region": "SCOTLAND", "brma": None}
    assert [text for text, _ in amounts(worked(scotland)["ca"])] == [
        "Carer Support Payment",
        "Scottish Carer Supplement",
        "Carer Support Payment a week",
    ]
    earns = worked(household({**carer, "earnings": weekly(260), "hours_per_week": 20}))["ca"]
    assert not says(earns, "£204 a week").passed
    pension = worked(household(pensioner(cares_35_hours=True)))["ca"]
    assert not says(pension, "nothing is paid").passed


def test_tax_free_childcare_and_the_scottish_child_payment():
    paid = {"earnings": weekly(900), "hours_per_week": 37}
    rich = worked(
        household(
            {**ADULT, **paid},
            {**PARTNER, **paid},
            tenure="owner",
            children=[{"age": 2}],
            childcare=weekly(300),
            capital=20_000,
        )
    )["tfc"]
    assert [amount for _, amount in amounts(rich)] == [60.0, pytest.approx(-21.54), pytest.approx(38.46)]
    poor = {**household(ADULT, children=[{"age": 2}, {"age": 17}]), "region": "SCOTLAND", "brma": None}
    found = worked(poor)
    assert not says(found["tfc"], "together with Universal Credit").passed
    assert found["scp"].steps[0].text.startswith("For your children under 16 (1): £")

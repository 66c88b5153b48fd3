"""Our warm engine against policyengine_uk's own `Simulation`, unmodified, on more than 200 generated households.

The plain constructor takes five seconds for its rules however many households it is given, so the generated ones
are given to it side by side, as one situation; a handful are built one by one as well, so that neither putting
side by side nor our way of loading can hide a mistake of the other. What the constructor does to a household
(simulation.py, read at 2.162.10): loads it, sets the Universal Credit health element, applies structural reforms and
moves four inputs (without which these households come out the same, with or without our copy of that step). The rest
of it is about reforms, data sets and the projection of capital gains.

What the plain engine said is kept in plain_figures.json by what it was given, so that it is asked again only for a
household that changed, or all of them with another version of it.
"""

import gc

import pytest
from hypothesis import strategies as st

from calculator.engine.population import alike
from calculator.engine.situation import build_situation
from calculator.golden.households import golden_household
from calculator.household.parsing import parse_household
from calculator.run import default_engine
from tests.calculator.drawn import drawn_apart
from tests.calculator.household_strategies import documents
from tests.calculator.plain_figures import (
    figures_in_file,
    keep_figures,
    kept_figures,
    kept_households,
    key_of,
    plain_figures,
)
from tests.calculator.typical import HOUSEHOLDS

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

# Households of each kind that are also built one by one.
ALONE = {
    "protected health element": lambda each: _health(each) and each.had_health_element_before_april_2026 is True,
    "new health element": lambda each: _health(each) and each.had_health_element_before_april_2026 is False,
    "pension age": lambda each: each.on_pension_age_rules and each.non_dependants,
    "Scotland, children": lambda each: each.region == "SCOTLAND" and each.children,
    "wages and childcare": lambda each: (
        each.childcare and any(adult.earnings and adult.pension_contributions for adult in each.couple)
    ),
    "couple, rent": lambda each: len(each.couple) == 2 and each.brma and each.housing.tenure == "private_tenant",
}
# Pounds a week.
CLOSE = 0.05
AREAS = {
    "LONDON": ("INNER_SOUTH_EAST_LONDON", "LEWISHAM"),
    "YORKSHIRE": ("LEEDS", "LEEDS"),
    "NORTH_WEST": ("CENTRAL_GREATER_MANCHESTER", "MANCHESTER"),
    "WALES": ("CARDIFF", "CARDIFF"),
    "SCOTLAND": ("LOTHIAN", "CITY_OF_EDINBURGH"),
}


def _health(household):
    return household.rates_year == 2026 and any(each.limited_capability == "lcwra" for each in household.couple)


@st.composite
def _placed(draw, pension_age=False, **narrowed):
    """A document of somebody with little, as most are who ask, and as often as not with council and market area."""
    document = draw(documents(**narrowed))
    if pension_age:
        for adult in document["adults"]:
            if adult["role"] != "non_dependant":
                adult.pop("date_of_birth", None)
                adult["age"] = draw(st.integers(67, 90))
        document["children"] = []
    for adult in document["adults"]:
        for name in ("earnings", "self_employed_profit", "private_pension"):
            if draw(st.integers(0, 9)) < 6:
                adult.pop(name, None)
    area = AREAS.get(document["region"])
    if area and draw(st.booleans()):
        document |= {"brma": area[0], "local_authority": area[1]}
    return document


def generated():
    """The households: the same on every run, those with the health element once for each answer about April 2026."""
    found = kept_households(
        lambda: [document for strategy, number in KINDS for document in drawn_apart(strategy, number)]
    )
    found += [
        {**document, "had_health_element_before_april_2026": not document.get("had_health_element_before_april_2026")}
        for document in found
        if any(adult.get("limited_capability") == "lcwra" for adult in document["adults"])
    ]
    found += HOUSEHOLDS.values()
    return [*(parse_household(document) for document in found), *(golden_household(name).household for name in RARE)]


KINDS = (
    (_placed(), 50),
    (_placed(rates_2026=True, working_age=True), 100),
    (_placed(rates_2026=True, regions=["SCOTLAND", "WALES", "NORTHERN_IRELAND"]), 30),
    (_placed(pension_age=True), 40),
)

# What chance brings too seldom.
RARE = (
    "tfc_one_child",
    "child_benefit_charge_70000",
    "uc_couple_both_care",
    "uc_couple_care_for_different_people",
)


@pytest.fixture(scope="module")
def households():
    return generated()


@pytest.fixture(scope="module")
def fast(households):
    return default_engine().estimate_many(households)


@pytest.fixture(scope="module")
def rules():
    """Current law, as policyengine-uk builds it when it is imported."""
    from policyengine_uk.tax_benefit_system import system

    return system


@pytest.fixture(scope="module")
def plain(households, rules):
    """Position of a household -> its plain figures: kept ones, and new ones where a household or the engine changed."""
    variables = rules.variables
    with_formula = {name for name, each in variables.items() if each.formulas or each.adds or each.subtracts}
    figures, kept = {}, kept_figures()
    for year in (2026, 2027):
        of_year = [index for index, each in enumerate(households) if each.rates_year == year]
        situations = [build_situation(households[index]) for index in of_year]
        # Each group costs a construction: of the second year's only the largest.
        groups = sorted(alike(situations, with_formula), key=len)
        for group in groups if year == 2026 else groups[-1:]:
            keys = {position: key_of(situations[position], year) for position in group}
            new = [position for position in group if keys[position] not in kept]
            if new:
                of_new = [households[of_year[position]] for position in new]
                found = plain_figures([situations[position] for position in new], of_new, year)
                kept |= {keys[position]: each for position, each in zip(new, found, strict=True)}
                gc.collect()
            figures |= {of_year[position]: kept[keys[position]] for position in group}
    keep_figures(figures, households)
    return figures


def differences(result, figures):
    """What our result says otherwise than the plain figures, beyond £0.05 a week."""
    ours = {**result.parts, **result.per_year}
    return {
        name: (ours[name], expected)
        for name, expected in figures.items()
        if not abs(ours[name] - expected) / 52 <= CLOSE
    }


def test_every_figure_equals_the_plain_simulation(fast, plain):
    assert len(plain) >= 200
    wrong = {index: found for index, figures in plain.items() if (found := differences(fast[index], figures))}
    assert wrong == {}


def test_the_kept_figures_are_those_of_these_households(households, plain):
    """Where not, they are worked out on every run: PLAIN_FIGURES=afresh writes them anew."""
    assert set(figures_in_file()) == {
        key_of(build_situation(households[index]), households[index].rates_year) for index in plain
    }


def test_the_council_tax_reduction_is_the_plain_one_or_not_told(households, fast, plain):
    """Savings over £10,000 take some off afterwards, and children add to it, which the engine leaves out."""
    told = [
        (fast[index].per_year["ctr"], figures["engine_council_tax_reduction"], households[index].capital or 0)
        for index, figures in plain.items()
        if "ctr" in fast[index].per_year and not households[index].children
    ]
    assert len([capital for *_, capital in told if capital <= 10_000]) > 10
    assert all(ours <= expected + CLOSE * 52 for ours, expected, _ in told)
    assert all(abs(ours - expected) / 52 <= CLOSE for ours, expected, capital in told if capital <= 10_000)


def test_the_health_element_occurs_both_protected_and_new(households, plain):
    told = {
        index: each.had_health_element_before_april_2026 is True
        for index, each in enumerate(households)
        if each.rates_year == 2026
    }
    paid = {
        (told[index], round(figures["uc_LCWRA_element"] / 12, 2))
        for index, figures in plain.items()
        if index in told and figures["uc_LCWRA_element"] > 0 and figures["uc"] > 0
    }
    # Universal Credit Regulations 2013, regulation 36 from April 2026.
    assert paid == {(True, 429.80), (False, 217.26)}


def test_every_figure_occurs(plain):
    for name in next(iter(plain.values())):
        assert any(figures[name] > 0 for figures in plain.values()), name


@pytest.mark.parametrize("kind", ALONE)
def test_one_by_one_they_are_the_same(kind, households, fast, plain):
    index = next(index for index, each in enumerate(households) if ALONE[kind](each))
    household = households[index]
    (figures,) = plain_figures([build_situation(household)], [household], household.rates_year)
    assert differences(fast[index], figures) == {}
    # What was kept is what the engine says.
    assert plain.get(index, figures) == pytest.approx(figures, abs=0.001)


def test_no_structural_reform_is_in_force(rules):
    """The constructor applies those that the parameters switch on; two would set inputs of a household."""
    from policyengine_core.periods import period
    from policyengine_uk.reforms.conservatives import create_household_based_hitc_reform
    from policyengine_uk.reforms.cps import create_marriage_tax_reform
    from policyengine_uk.reforms.policyengine import disable_simulated_benefits
    from policyengine_uk.reforms.policyengine.adjust_budgets import adjust_budgets
    from policyengine_uk.reforms.scotland import create_scottish_child_payment_reform

    creates = (
        create_household_based_hitc_reform,
        create_marriage_tax_reform,
        disable_simulated_benefits,
        adjust_budgets,
        create_scottish_child_payment_reform,
    )
    # The constructor asks for the year of Simulation.default_input_period.
    for year in (2025, 2026, 2027):
        assert [create(rules.parameters, period(year)) for create in creates] == [None] * len(creates)

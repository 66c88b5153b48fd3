"""Golden households: the files themselves, the check on the engine, its command, and the page that lists them."""

import ast
import datetime
import io
import json
import operator
import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from calculator.golden.households import (
    FOLDER,
    GoldenFault,
    check_golden,
    golden_faults,
    golden_household,
    golden_households,
    golden_list,
)
from calculator.run import default_engine, estimate_result
from core.rules.messages import in_words
from tests.golden import HOUSEHOLDS

# They need the calculator itself, which takes ten seconds to begin with.
pytestmark = pytest.mark.slow

TODAY = datetime.date(2026, 11, 22)
# Every rule that some golden household must cover.
COVERED = {
    "benefit_cap_childcare",
    "benefit_cap_earnings_exception",
    "benefit_cap_exempt_carer",
    "benefit_cap_exempt_dla_child",
    "benefit_cap_exempt_lcwra",
    "benefit_cap_exempt_other",
    "benefit_cap_exempt_pip",
    "benefit_cap_family_london",
    "benefit_cap_family_outside",
    "benefit_cap_single_london",
    "benefit_cap_single_outside",
    "carers_allowance",
    "carers_allowance_earnings_limit",
    "carers_allowance_overlap",
    "child_benefit_1",
    "child_benefit_2",
    "child_benefit_3",
    "child_benefit_charge",
    "ctr_guarantee_credit",
    "ctr_non_dependant",
    "ctr_non_dependant_not_calculated",
    "ctr_not_liable",
    "ctr_pension_child",
    "ctr_pension_taper",
    "ctr_scotland",
    "ctr_second_adult",
    "ctr_second_adult_not_calculated",
    "ctr_wales",
    "ctr_working_age_not_calculated",
    "hb_child",
    "hb_allowance_before_2021",
    "hb_capital",
    "hb_capital_over",
    "hb_earnings_disregard",
    "hb_guarantee_credit",
    "hb_lha",
    "hb_non_dependant",
    "hb_non_dependant_exempt",
    "hb_savings_credit",
    "hb_supported_capital",
    "hb_supported_earnings",
    "hb_supported_premiums",
    "hb_supported_universal_credit",
    "hb_taper",
    "mixed_age_saved",
    "mixed_age_uc",
    "pc_capital",
    "pc_carer",
    "pc_child",
    "pc_couple",
    "pc_earnings_disregard",
    "pc_savings_credit",
    "pc_severe_disability",
    "pc_single",
    "scotland",
    "scotland_carer_support_payment",
    "scottish_child_payment",
    "students",
    "tax_free_childcare",
    "uc_age_16_17",
    "uc_capital_16000",
    "uc_capital_6000",
    "uc_capital_6000_01",
    "uc_capital_over",
    "uc_carer",
    "uc_child_after_2017",
    "uc_child_before_2017",
    "uc_childcare_85",
    "uc_childcare_cap_one",
    "uc_childcare_cap_two",
    "uc_childcare_work_condition",
    "uc_disability_benefits_ignored",
    "uc_disabled_child_higher",
    "uc_disabled_child_lower",
    "uc_income_too_high",
    "uc_lcw",
    "uc_lcwra_new",
    "uc_lcwra_protected",
    "uc_lha_capped",
    "uc_lha_under",
    "uc_minimum_income_floor",
    "uc_non_dependant",
    "uc_non_dependant_exempt",
    "uc_owner_no_housing",
    "uc_pension_contributions",
    "uc_self_employed",
    "uc_shared_rate",
    "uc_shared_rate_exception",
    "uc_social_rent",
    "uc_standard_allowance",
    "uc_taper",
    "uc_tariff_income",
    "uc_three_children_no_limit",
    "uc_under_occupation_14",
    "uc_under_occupation_25",
    "uc_unearned_esa",
    "uc_unearned_jsa",
    "uc_unearned_other",
    "uc_unearned_pension",
    "uc_work_allowance_with_housing",
    "uc_work_allowance_without_housing",
    "wales",
    "young_person_in_education",
}
SUM = re.compile(r"([\d(][\d.,()+*/ x-]*) = ([\d,]+\.\d\d)")
OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


@pytest.fixture(scope="module")
def outcomes():
    """Every expectation beside what the engine finds, from one check of them all."""
    found: dict[str, list] = {}
    for outcome in check_golden(default_engine(), today=TODAY):
        found.setdefault(outcome.household, []).append(outcome)
    return found


@pytest.mark.parametrize("name", [each.name for each in HOUSEHOLDS])
def test_golden_household(name, outcomes):
    assert outcomes[name]
    assert [each for each in outcomes[name] if not each.agrees] == []


def test_there_are_enough_golden_households():
    assert len(HOUSEHOLDS) >= 60


def test_every_rule_is_covered():
    covered = {tag for each in HOUSEHOLDS for tag in each.covers}
    assert COVERED - covered == set()


def value(expression: str) -> Decimal:
    """What a sum in a `worked` line comes to."""

    def of(node):
        if isinstance(node, ast.Constant):
            return Decimal(str(node.value))
        return OPERATORS[type(node.op)](of(node.left), of(node.right))

    return of(ast.parse(expression.replace(",", "").replace(" x ", " * ").strip(), mode="eval").body)


@pytest.mark.parametrize("household", HOUSEHOLDS, ids=lambda each: each.name)
def test_the_sums_of_a_household_are_right_and_end_in_what_is_expected(household):
    text = "\n".join(household.worked)
    for expression, result in SUM.findall(text):
        assert abs(value(expression) - Decimal(result.replace(",", ""))) <= Decimal("0.005"), expression
    told = {Decimal(each.replace(",", "")) for each in re.findall(r"\d[\d,]*\.\d\d|\d+", text)}
    for code, expected in household.expected.items():
        if not isinstance(expected, str) and code in ("uc", "pc", "hb", "ctr"):
            assert any(abs(Decimal(str(expected)) - each) <= Decimal("0.02") for each in told), code


@pytest.mark.parametrize("household", HOUSEHOLDS, ids=lambda each: each.name)
def test_every_household_says_what_it_is_and_where_its_figures_come_from(household):
    assert household.about
    assert household.covers
    assert household.expected
    assert any(re.search(r"[Rr]egulation|Act|SI ", line) for line in household.source)


def wrong_copy(folder: Path) -> None:
    document = yaml.safe_load((FOLDER / "uc_single_25.yaml").read_text(encoding="utf-8"))
    document["expected_per_week"]["uc"] += 0.07
    (folder / "a_wrong_one.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")


NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}


def described(about):
    """What the text says of the household, by what of it that is: (of the household, as the text has it)."""
    children = re.search(
        r"\b(two|three|four|five|six|seven) (grown-up )?children|\bparent of (two|three|four)\b", about, re.I
    )
    if children:
        yield ("other adults" if children[2] else "children"), NUMBERS[(children[1] or children[3]).lower()]
    if re.match(r"(A )?couple\b", about, re.I):
        yield "couple", 2
    if re.match(r"(Working )?(lone parent|single)\b", about, re.I):
        yield "couple", 1
    if savings := re.search(r"\bsavings of (?:exactly )?£([\d,]+)", about, re.I):
        yield "savings", int(savings[1].replace(",", ""))
    if age := re.match(r"(?:Single(?:,| and) )?(\d\d)(?: and|[,:.])", about):
        yield "age", int(age[1])


def held(household):
    day = household.claim_date
    return {
        "children": len(household.children),
        "other adults": len(household.non_dependants),
        "couple": len(household.couple),
        "savings": household.capital,
        "age": household.couple[0].age_on(day),
    }


@pytest.mark.parametrize("golden", HOUSEHOLDS, ids=lambda each: each.name)
def test_a_household_is_the_one_that_its_text_describes(golden):
    assert [(what, held(golden.household)[what]) for what, _ in described(golden.about)] == list(
        described(golden.about)
    )


def test_texts_say_enough_to_be_compared():
    assert sum(bool(list(described(each.about))) for each in HOUSEHOLDS) > 70


def test_seven_pence_too_much_is_found(tmp_path):
    wrong_copy(tmp_path)
    [outcome] = check_golden(default_engine(), today=TODAY, households=golden_households(tmp_path))
    assert not outcome.agrees
    assert outcome.difference == -0.07


def test_a_benefit_that_is_not_estimated_is_found(tmp_path):
    document = yaml.safe_load((FOLDER / "uc_single_25.yaml").read_text(encoding="utf-8"))
    document["expected_per_week"] = {"a_benefit_to_come": 10.0}
    (tmp_path / "to_come.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    [outcome] = check_golden(default_engine(), today=TODAY, households=golden_households(tmp_path))
    assert (outcome.found, outcome.agrees) == ("not estimated", False)


def test_the_command_prints_a_table_of_one_household():
    output = io.StringIO()
    call_command("check_golden", only="uc_capital_6000_01", stdout=output)
    text = output.getvalue()
    assert "uc_capital_6000_01" in text
    assert "97.05" in text
    assert "Universal Credit Regulations 2013" in text
    assert "all agree" in text


def test_the_command_fails_on_a_wrong_expectation(tmp_path):
    wrong_copy(tmp_path)
    output = io.StringIO()
    with pytest.raises(CommandError, match="1 of 1 figures differ"):
        call_command("check_golden", folder=tmp_path, stdout=output)
    assert "DIFFERS" in output.getvalue()


def test_the_command_knows_no_other_name():
    with pytest.raises(CommandError, match="no golden household called nobody"):
        call_command("check_golden", only="nobody")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("about: [", "is not YAML"),
        ("about: too little", "exactly these fields"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path, text, words):
    (tmp_path / "broken.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(GoldenFault, match=f"broken.yaml .*{words}|broken.yaml {words}"):
        golden_households(tmp_path)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expected_per_week": {"uc": "plenty"}}, "neither pounds nor one of"),
        ({"household": {"adults": []}}, "is not a possible household"),
    ],
)
def test_a_household_that_cannot_be_checked_is_named(tmp_path, change, words):
    document = yaml.safe_load((FOLDER / "uc_single_25.yaml").read_text(encoding="utf-8")) | change
    (tmp_path / "broken.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    with pytest.raises(GoldenFault, match=f"broken.yaml .*{words}"):
        golden_households(tmp_path)


def test_the_page_lists_what_is_there(settings):
    page = (Path(settings.BASE_DIR) / "docs" / "golden-households.md").read_text(encoding="utf-8")
    assert page == golden_list(HOUSEHOLDS, golden_faults())


def estimate_of(name: str) -> dict:
    return in_words(estimate_result(golden_household(name).document, today=TODAY))


def benefit(document: dict, code: str) -> dict:
    return next(each for each in document["benefits"] if each["code"] == code)


def test_unknown_council_tax_reduction_is_never_zero():
    found = benefit(estimate_of("single_private_renter"), "ctr")
    assert found["status"] == "not_calculated"
    assert found["pounds_per_week"] is None
    assert found["pounds_per_year"] is None
    assert found["next_step"] == "Apply to your council for Council Tax Reduction."
    assert found["claim_form"] == "hb-ctr-combined"


def test_the_reasons_carry_the_amounts():
    reasons = " ".join(benefit(estimate_of("capital_7200"), "uc")["reasons"])
    assert "£7,200" in reasons
    assert "£5.02 a week" in reasons  # 21.75 x 12 / 52


def test_an_estimate_is_said_the_same_after_it_was_stored():
    document = estimate_result(golden_household("pension_age_single").document, today=TODAY)
    assert in_words(json.loads(json.dumps(document))) == in_words(document)


def test_it_names_engine_rates_and_days():
    document = estimate_of("capital_7200")
    assert (document["engine"], document["rates_year"]) == ("policyengine-uk", "2026-27")
    assert document["engine_version"].startswith("2.")
    assert (document["claim_date"], document["calculated_on"]) == ("2026-11-22", "2026-11-22")

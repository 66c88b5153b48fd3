"""Derived values: named rules that forms use in their conditions.

A rule gets `values` (clean answers of shown questions by key; a repeating group is a list of rows) and today's
date, and answers true or false. What a missing answer means is decided rule by rule and said in its docstring.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from calculator.household.awards import awards_from_weekly_amount
from core.rules.dates import add_months, age_on
from core.rules.money import PAYMENTS_A_YEAR
from core.rules.pension_age import has_reached_pension_age

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Rule:
    """A derived value: its function, and the keys of the questions it looks at.

    An `external` rule cannot be worked out from answers: the caller of the engine says what is known, and it
    is false when the caller says nothing. One `of_answers` looks at nothing else, the day neither, so that what was
    sent can be asked about it: it may stand in a paper's `unless`.
    """

    decide: Callable[[Values, date], bool]
    uses: tuple[str, ...] = ()
    external: bool = False
    of_answers: bool = False


RULES: dict[str, Rule] = {}

_SUPPORTED_HOUSING = ("supported", "refuge", "hostel", "temporary")
_WORKING_AGE_MEANS_TESTED = ("uc", "esa_ir")


def _rule(
    *uses: str, external: bool = False, of_answers: bool = False
) -> Callable[[Callable[[Values, date], bool]], Callable[[Values, date], bool]]:
    def register(decide: Callable[[Values, date], bool]) -> Callable[[Values, date], bool]:
        RULES[decide.__name__] = Rule(decide, uses, external, of_answers)
        return decide

    return register


def derive(name: str, values: Values, today: date, known: Mapping[str, bool]) -> bool:
    """Return one derived value; `known` holds what the caller knows for the external rules."""
    rule = RULES[name]
    return known.get(name, False) if rule.external else rule.decide(values, today)


def derived_of_answers(values: Values) -> dict[str, bool]:
    """Every derived value that looks at answers alone, by name."""
    return {name: rule.decide(values, date.min) for name, rule in RULES.items() if rule.of_answers}


def _date(values: Values, key: str) -> date | None:
    return date.fromisoformat(values[key]) if values.get(key) else None


def _has_partner(values: Values) -> bool:
    return values.get("has_partner") == "yes"


def _gets(values: Values, *benefits: str) -> bool:
    held = [*(values.get("benefits_you") or []), *(values.get("benefits_partner") or [])]
    return any(benefit in held for benefit in benefits)


@_rule("dob")
def applicant_pension_age(values: Values, today: date) -> bool:
    """The applicant has reached State Pension age; false without a date of birth."""
    born = _date(values, "dob")
    return born is not None and has_reached_pension_age(born, today)


@_rule("has_partner", "partner_dob")
def partner_pension_age(values: Values, today: date) -> bool:
    """The partner has reached State Pension age; false without a partner or their date of birth."""
    born = _date(values, "partner_dob") if _has_partner(values) else None
    return born is not None and has_reached_pension_age(born, today)


@_rule("dob", "has_partner", "partner_dob")
def any_pension_age(values: Values, today: date) -> bool:
    """Either of the couple has; an unknown date of birth counts as not."""
    return applicant_pension_age(values, today) or partner_pension_age(values, today)


@_rule("dob", "has_partner", "partner_dob")
def someone_55_or_over(values: Values, today: date) -> bool:
    """Either of the couple is 55 or over, the age most private pensions can be drawn from; unknown counts as not."""
    born = [_date(values, "dob"), _date(values, "partner_dob") if _has_partner(values) else None]
    return any(day is not None and age_on(day, today) >= 55 for day in born)


@_rule("dob", "has_partner", "partner_dob")
def mixed_age_couple(values: Values, today: date) -> bool:
    """A couple of whom exactly one has reached State Pension age; false until both dates of birth are known."""
    if not (_has_partner(values) and values.get("dob") and values.get("partner_dob")):
        return False
    return applicant_pension_age(values, today) != partner_pension_age(values, today)


@_rule("dob", "has_partner", "partner_dob", "pension_credit_before_2019")
def pension_age_hb(values: Values, today: date) -> bool:
    """Pension-age Housing Benefit is open; false until what it depends on is known.

    Single and pension age, both pension age, or a mixed-age couple saved from before 15 May 2019.
    """
    if values.get("has_partner") == "no":
        return applicant_pension_age(values, today)
    if applicant_pension_age(values, today) and partner_pension_age(values, today):
        return True
    return mixed_age_couple(values, today) and values.get("pension_credit_before_2019") == "yes"


@_rule("housing_situation", "dob", "has_partner", "partner_dob", "pension_credit_before_2019")
def hb_not_open(values: Values, today: date) -> bool:
    """No new Housing Benefit claim can be made. False while anything it depends on is unknown or unsure.

    Asking too much is mended by staff; turning somebody away is not.
    """
    if not (values.get("housing_situation") and values.get("dob") and values.get("has_partner")):
        return False
    if _has_partner(values) and not values.get("partner_dob"):
        return False
    if mixed_age_couple(values, today) and values.get("pension_credit_before_2019") in (None, "unsure"):
        return False
    return not pension_age_hb(values, today) and values["housing_situation"] not in _SUPPORTED_HOUSING


@_rule("moved_in")
def moved_in_last_12_months(values: Values, today: date) -> bool:
    """The move was in the last 12 months or is still to come; false without a date."""
    moved_in = _date(values, "moved_in")
    return moved_in is not None and moved_in >= add_months(today, -12)


@_rule("claim_for", "benefits_you", "benefits_partner")
def needs_means_test(values: Values, today: date) -> bool:
    """For the combined form: false on Guarantee Credit, or on Universal Credit when only rent help is claimed.

    True while the benefits are not answered.
    """
    rent_only = values.get("claim_for") == ["hb"]
    return not (_gets(values, "pc_guarantee") or (rent_only and _gets(values, "uc")))


@_rule("benefits_you", "benefits_partner")
def needs_means_test_housing_benefit(values: Values, today: date) -> bool:
    """For the Housing Benefit form: false on Guarantee Credit or Universal Credit; true while not answered."""
    return not _gets(values, "pc_guarantee", "uc")


@_rule("benefits_you", "benefits_partner")
def needs_means_test_pension_age(values: Values, today: date) -> bool:
    """For pension-age Council Tax Reduction: false on Guarantee Credit; true while not answered."""
    return not _gets(values, "pc_guarantee")


@_rule("benefits_you", "benefits_partner")
def needs_means_test_working_age(values: Values, today: date) -> bool:
    """For working-age Council Tax Reduction: false on Universal Credit; true while not answered.

    DWP's figure of income is taken then (SI 2012/2886, Schedule, paragraph 37), and its statement is asked for. Pay,
    hours and the band of savings are asked of everybody.
    """
    return not _gets(values, "uc")


@_rule(
    "has_partner",
    "benefits_you",
    "benefits_partner",
    "has_job",
    "is_self_employed",
    "has_pension",
    "income_sources",
    "other_income_types",
)
def no_income_declared(values: Values, today: date) -> bool:
    """Every question about money coming in was answered with none; false while one is unanswered."""
    nothing_held = [values.get("benefits_you"), values.get("other_income_types")]
    if values.get("has_partner") != "no":
        nothing_held.append(values.get("benefits_partner"))
    no_source = [values.get(key) == "no" for key in ("has_job", "is_self_employed", "has_pension")]
    nothing_comes = all(no_source) or values.get("income_sources") == ["none"]
    return all(held == ["none"] for held in nothing_held) and nothing_comes


@_rule("dob", "has_partner", "partner_dob")
def backdate_needs_reason(values: Values, today: date) -> bool:
    """Working-age claims need a reason; pension-age ones go back 3 months without. True without dates of birth."""
    return not any_pension_age(values, today)


@_rule("dob", "has_partner", "partner_dob", "benefits_you", "benefits_partner")
def ctr_pension_rules(values: Values, today: date) -> bool:
    """The national pension-age Council Tax Reduction rules apply; unknown counts as not.

    Somebody in the couple has reached pension age and neither gets a working-age means-tested benefit.
    """
    return any_pension_age(values, today) and not _gets(values, *_WORKING_AGE_MEANS_TESTED)


@_rule("children")
def universal_infant(values: Values, today: date) -> bool:
    """A child is in reception, year 1 or 2, so has a free meal without any benefit; unknown counts as not."""
    return any(row.get("child_year") in ("R", "1", "2") for row in values.get("children") or [])


@_rule()
def fsm_uc_from_2026_09(values: Values, today: date) -> bool:
    """From the 2026/27 school year Universal Credit alone is enough for free school meals. Needs no answers."""
    return today >= date(2026, 9, 1)


@_rule(external=True)
def has_benefit_claim_on_record(values: Values, today: date) -> bool:
    """The person has a claim or draft with this council; what the caller knows, never worked out from answers."""
    return False


@_rule("dob", "has_partner", "partner_dob")
def everyone_pension_age(values: Values, today: date) -> bool:
    """The applicant, and the partner if there is one, have reached State Pension age; unknown counts as not."""
    if values.get("has_partner") == "no":
        return applicant_pension_age(values, today)
    return applicant_pension_age(values, today) and partner_pension_age(values, today)


_FOR_DISABILITY = ("pip", "dla", "aa", "afip")


@_rule("benefits_you", "benefits_partner", "children")
def someone_disabled(values: Values, today: date) -> bool:
    """Somebody of the couple or a child gets a benefit for disability; unknown counts as not.

    Without one nobody has an overnight carer's room or a room because they cannot share: Universal Credit
    Regulations 2013, Schedule 4, paragraph 12(3) to (6A).
    """
    awards = [award for row in values.get("children") or [] for award in row.get("child_disability") or []]
    return _gets(values, *_FOR_DISABILITY) or any(award not in ("none", "blind") for award in awards)


@_rule("claim_for", "benefits_you", "benefits_partner")
def asks_all_money(values: Values, today: date) -> bool:
    """For the combined form: needs_means_test, and nobody gets Universal Credit; true while not answered.

    On Universal Credit all capital is left out for Housing Benefit (Housing Benefit Regulations 2006, Schedule 6,
    paragraph 5), and schemes of Council Tax Reduction take the income that DWP worked out (SSI 2012/303, regulation
    26).
    """
    return needs_means_test(values, today) and not _gets(values, "uc")


@_rule("moved_in")
def not_moved_in_yet(values: Values, today: date) -> bool:
    """The move is still to come; false without a date."""
    moved_in = _date(values, "moved_in")
    return moved_in is not None and moved_in > today


@_rule("capital_total_band", "gave_or_hold", "benefits_you", "benefits_partner")
def savings_may_count(values: Values, today: date) -> bool:
    """What is saved, or was given away, may lower help. True while it is not answered, and for who is not sure.

    Below £6,000, or £10,000 with State Pension, the law takes no income from savings: SI 2006/213, regulation 52; SI
    2006/214, regulation 29.
    """
    band = values.get("capital_total_band")
    too_little = band in ("u3000", "3000_5999") or (band == "6000_9999" and _gets(values, "state_pension"))
    return not too_little or "gave" in (values.get("gave_or_hold") or [])


@_rule(
    "benefits_you",
    "benefits_partner",
    "sight_impaired",
    *(f"amount_{who}_{code}" for who in ("you", "partner") for code in ("pip", "dla")),
    of_answers=True,
)
def nothing_off_for_other_adults(values: Values, today: date) -> bool:
    """Other adults take nothing off the help of claimant and partner; an award whose rate is not known counts as not.

    Severely sight impaired, Attendance Allowance, Armed Forces Independence Payment, the daily living component of PIP
    or the care component of DLA at any rate: SI 2006/213, regulation 74(6); SI 2006/214, regulation 55(6);
    SI 2012/2885, Schedule 1, paragraph 8(6).
    """
    sees_not = {"me", "partner"}.intersection(values.get("sight_impaired") or [])
    return bool(sees_not) or _gets(values, "aa", "afip") or any(map(_for_care, _amounts_for_disability(values)))


def _amounts_for_disability(values: Values) -> Iterator[tuple[str, Mapping[str, str]]]:
    for who in ("you", "partner"):
        for code in ("pip", "dla"):
            amount = values.get(f"amount_{who}_{code}")
            if amount and code in (values.get(f"benefits_{who}") or []):
                yield code, amount


def _for_care(told: tuple[str, Mapping[str, str]]) -> bool:
    code, amount = told
    a_week = Decimal(amount["amount"]) * PAYMENTS_A_YEAR[amount["frequency"]] / 52
    return any(award.startswith(("pip_daily_living", "dla_care")) for award in awards_from_weekly_amount(code, a_week))

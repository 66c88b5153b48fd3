"""Who lives in a home, as Council Tax Reduction schemes see them: household type, allowances, groups, other adults."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

from calculator.ctr.other_adults import SCOTLAND
from calculator.ctr.scheme import ZERO, Band, OtherAdults, Scheme
from calculator.figures import CARERS_EARNINGS_LIMIT
from calculator.household.household import SEVERE_AWARDS, Adult, Household, Money, Person
from calculator.interface import EngineResult
from core.rules.messages import Phrase, a_week, say

WEEKS = Decimal(52)
# Schedule 3, paragraph 15.
ENHANCED_AWARDS = {"pip_daily_living_enhanced", "dla_care_highest"}
PAID_INSTEAD_OF_CARERS_ALLOWANCE = ("esa_ns", "jsa_ns", "ma", "bereavement", "state_pension")
INCOME_BASED = ("pc_guarantee", "pc_savings", "esa_ir")
GROUPS = {
    "disabled": say("disabled people"),
    "disabled_working": say("disabled people who work"),
    "disabled_not_working": say("disabled people who do not work"),
    "disabled_child": say("families with a disabled child"),
    "disabled_household": say("families with a disabled adult or child"),
    "limited_capability": say("people whose health limits their work"),
    "carer": say("carers"),
    "child_under_5": say("families with a child under 5"),
    "lone_parent_child_under_5": say("lone parents with a child under 5"),
    "care_leaver": say("care leavers"),
    "war_pension": say("people with a war pension"),
}


class CannotTell(Exception):
    """An answer that matters is missing. reason and next_step: plain sentences."""

    def __init__(self, reason: Phrase, next_step: Phrase) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.next_step = next_step


def family_of(household: Household) -> str:
    """single, couple or lone_parent."""
    if len(household.couple) == 2:
        return "couple"
    return "lone_parent" if household.children else "single"


def household_type(household: Household, bands: tuple[Band, ...]) -> str:
    """The household's column of income bands: of those that are filled in, the largest that is not too large."""
    family, columns = family_of(household), bands[0].highest
    children = min(len(household.children), 4)
    if not children:
        return family
    return next(f"{family}_{number}" for number in range(children, 0, -1) if f"{family}_{number}" in columns)


def allowance_of(scheme: Scheme, household: Household, result: EngineResult) -> Decimal:
    """What the scheme says the family needs, in pounds a year: personal allowance, children and premiums."""
    family = family_of(household)
    known = scheme.allowances
    oldest = max(each.age_on(household.claim_date) for each in household.couple)
    name = family
    if family == "single" and oldest < 25:
        name = "single_under_25"
    elif family != "single" and oldest < 18:
        name = f"{family}_under_18"
    pounds = known.get(name, known[family]) + _for_children(known, household)
    size = "couple" if family == "couple" else "single"
    if is_disabled(household):
        pounds += known.get(f"disability_{size}", ZERO)
    if any(ENHANCED_AWARDS.intersection(each.disability_benefits) for each in household.couple):
        pounds += known.get(f"enhanced_{size}", ZERO)
    pounds += known.get("severe", ZERO) * _severe_premiums(household)
    pounds += known.get("carer", ZERO) * carers(household, result)
    return pounds * WEEKS


def _for_children(known: dict[str, Decimal], household: Household) -> Decimal:
    children = household.children
    disabled = [each for each in children if _is_disabled(each)]
    # The enhanced premium for a child (Schedule 3, paragraph 15) goes by the same awards as an adult's.
    enhanced = [each for each in disabled if ENHANCED_AWARDS.intersection(each.disability_benefits)]
    pounds = known.get("child", ZERO) * len(children) + (known.get("family", ZERO) if children else ZERO)
    return (
        pounds + known.get("disabled_child", ZERO) * len(disabled) + known.get("enhanced_child", ZERO) * len(enhanced)
    )


def is_disabled(household: Household) -> bool:
    """Whether claimant or partner has an award for disability or is blind: the test of the disability premium."""
    return any(_is_disabled(each) for each in household.couple)


def _is_disabled(person: Person) -> bool:
    return bool(person.disability_benefits) or person.severely_sight_impaired


def _is_severely_disabled(adult: Adult) -> bool:
    return bool(SEVERE_AWARDS.intersection(adult.disability_benefits)) or adult.benefit("afip") is not None


def carers(household: Household, result: EngineResult) -> int:
    """Carer premiums: one, or two when both get Carer's Allowance already (so for different people).

    Entitlement is enough: a benefit that is paid instead does not take the premium away (SI 2006/213, Schedule 3,
    paragraphs 7 and 17, from memory; the same paragraphs of SI 2006/215, Schedule 1, were read). In Scotland caring is
    enough (SSI 2021/249, schedule 1, paragraph 5).
    """
    if household.region == SCOTLAND:
        return _carers_in_scotland(household)
    entitled = result.per_year.get("ca", 0) > 0 or any(_is_carer_paid_otherwise(each) for each in household.couple)
    if not entitled:
        return 0
    return 2 if all(each.benefit("ca") for each in household.couple) and len(household.couple) == 2 else 1


def _carers_in_scotland(household: Household) -> int:
    """Those with regular and substantial caring responsibilities: the benefit for carers, or 35 hours at any pay.

    Of two who care for the same person one counts. What such responsibilities are is from memory (Universal Credit
    Regulations 2013, regulation 30): what the benefit asks for, but for the limit of earnings.
    """
    caring = [
        each.benefit("ca") is not None or (each.cares_35_hours and not each.full_time_student)
        for each in household.couple
    ]
    return 1 if all(caring) and household.care_for_same_person else sum(caring)


def _is_carer_paid_otherwise(adult: Adult) -> bool:
    pay = (_yearly(adult.earnings) + _yearly(adult.self_employed_profit)) / WEEKS
    instead = any(adult.benefit(code) for code in PAID_INSTEAD_OF_CARERS_ALLOWANCE)
    return adult.cares_35_hours and instead and not adult.full_time_student and pay <= CARERS_EARNINGS_LIMIT


def _severe_premiums(household: Household) -> int:
    """Severe disability premiums: none beside another adult without such an award, one less for each carer."""
    for adult in household.non_dependants:
        spared = _is_severely_disabled(adult) or adult.severely_sight_impaired
        if adult.age_on(household.claim_date) >= 18 and not spared:
            return 0
    paid_carers = household.number_with_paid_carer
    if paid_carers is None:
        paid_carers = sum(each.benefit("ca") is not None or each.cares_35_hours for each in household.couple)
        paid_carers += sum(each.benefit("ca") is not None for each in household.non_dependants)
    severe = [each for each in household.couple if _is_severely_disabled(each)]
    if len(household.couple) == 2 and len(severe) == 2:
        return max(2 - paid_carers, 0)
    alone = all(each.severely_sight_impaired for each in household.couple if each not in severe)
    return 1 if len(severe) == 1 and alone and not paid_carers else 0


def groups_of(household: Household, result: EngineResult) -> list[str]:
    """The protected groups that the household is known to be in. Nobody has told us about care leavers."""
    couple, day = household.couple, household.claim_date
    ages = [each.age_on(day) for each in household.children]
    under_5 = any(age < 5 for age in ages)
    works = any(_yearly(each) > 0 for adult in couple for each in (adult.earnings, adult.self_employed_profit))
    disabled = any(
        _is_disabled(each) or each.limited_capability == "lcwra" or each.benefit("afip") is not None for each in couple
    )
    disabled_child = any(_is_disabled(each) for each in household.children)
    checks = {
        "disabled": disabled,
        "disabled_working": disabled and works,
        "disabled_not_working": disabled and not works,
        "disabled_child": disabled_child,
        "disabled_household": disabled or disabled_child,
        "limited_capability": any(_is_limited_in_work(each) for each in couple),
        "carer": result.per_year.get("ca", 0) > 0 or any(each.cares_35_hours or each.benefit("ca") for each in couple),
        "child_under_5": under_5,
        "lone_parent_child_under_5": under_5 and len(couple) == 1,
        "war_pension": any(each.benefit("war") for each in couple),
    }
    return [group for group, applies in checks.items() if applies]


def _is_limited_in_work(adult: Adult) -> bool:
    """Whether DWP has decided so, in Universal Credit or by an Employment and Support Allowance."""
    return adult.limited_capability != "none" or any(adult.benefit(code) for code in ("esa_ns", "esa_ir"))


def deductions_for_other_adults(others: OtherAdults, household: Household) -> list[tuple[Phrase, Decimal]]:
    """(plain label, pounds a year) of what each other adult takes off the reduction.

    Nothing for anybody when the couple is spared (Household.spared_non_dependant_deductions). Raises CannotTell
    when an answer is missing that would change the amount. A couple counts once, by the income of both, with the higher
    of their two amounts (Schedule 1, paragraph 8(3) and (4)).
    """
    if household.spared_non_dependant_deductions or not others.deductions:
        return []
    found = []
    for adult in household.non_dependants:
        counted = [
            each
            for each in household.couple_of(adult)
            if each.age_on(household.claim_date) >= 18 and not _is_spared(others, each)
        ]
        if not counted or adult is not counted[0]:
            continue
        ways = [[_deduction(others, pay) for pay in _possible_pay(others, each, household)] for each in counted]
        possible = {max(way) for way in product(*ways)}
        if len(possible) > 1:
            raise CannotTell(
                say(
                    "We do not know the work and pay of every other adult who lives with you, and it changes the "
                    "amount."
                ),
                say("Tell us their hours and pay, or apply to your council for Council Tax Reduction."),
            )
        pounds = possible.pop() * WEEKS
        if pounds:
            text = say("Taken off for another adult in your home: %(amount)s", amount=a_week(float(pounds)))
            found.append((text, pounds))
    return found


def _is_spared(others: OtherAdults, adult: Adult) -> bool:
    return (
        adult.is_no_non_dependant
        or ("students" in others.spared and adult.full_time_student)
        or ("income_based" in others.spared and any(adult.benefit(code) for code in INCOME_BASED))
        or ("uc_without_earnings" in others.spared and adult.benefit("uc") is not None and adult.has_no_pay)
    )


def _possible_pay(others: OtherAdults, adult: Adult, household: Household) -> list[Decimal]:
    """Every gross pay a week that fits what we know of the adult, with their partner's; 0 without work enough."""
    pair = household.couple_of(adult)
    known = sum((_told_income(each) for each in pair), ZERO)
    top = max(start for start, _ in others.deductions)
    pay_known = all(each.pay_is_told for each in pair)
    if adult.hours_per_week is None:
        # Nobody who has no pay works for pay; who has some may work few hours or many.
        return [ZERO] if pay_known and known == 0 else [ZERO, known / WEEKS if pay_known else top]
    if Decimal(str(adult.hours_per_week)) < others.hours:
        return [ZERO]
    return [known / WEEKS] if pay_known else [ZERO, top]


def _told_income(adult: Adult) -> Decimal:
    state_pension = adult.benefit("state_pension")
    incomes = (
        adult.earnings,
        adult.self_employed_profit,
        adult.private_pension,
        state_pension.amount if state_pension else None,
    )
    return sum((_yearly(each) for each in incomes), ZERO)


def _deduction(others: OtherAdults, pay: Decimal) -> Decimal:
    return [pounds for start, pounds in others.deductions if pay >= start][-1]


def _yearly(money: Money | None) -> Decimal:
    return ZERO if money is None else money.per_year

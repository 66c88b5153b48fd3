"""How far an amount can go either way while an answer is missing: the same household with each extreme of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from calculator.bedrooms import UNDER_OCCUPANCY_TENURES, bedrooms_allowed
from calculator.benefits import CALCULATED, NOT_ENTITLED, BenefitEstimate
from calculator.household.household import PRIVATE_TENURES, Adult, Household, Money, Person
from calculator.unknowns import UNKNOWN_RATES
from core.rules.messages import Phrase, say

# More than stops every benefit that counts savings, pay or rent: the far end of what an answer could be.
MOST_CAPITAL = Decimal(10_000_000)
MOST_PAY = Money(Decimal(2000), "weekly")
MOST_RENT = Money(Decimal(3000), "weekly")
NOTHING = Money(Decimal(0), "weekly")
SPARE_BEDROOMS = 2
FULL_TIME = 35.0
# Pounds a week; below it an answer makes no difference worth asking for.
MATTERS = 0.50
# Award without a rate -> those that it can be; a whole benefit may be for one part of it alone.
Rates = dict[str, tuple[str, ...]]
LOWEST: Rates = {
    "pip": ("pip_mobility_standard",),
    "pip_daily_living": ("pip_daily_living_standard",),
    "pip_mobility": ("pip_mobility_standard",),
    "dla": ("dla_care_lowest",),
    "dla_care": ("dla_care_lowest",),
    "dla_mobility": ("dla_mobility_lower",),
    "aa": ("aa_lower",),
}
HIGHEST: Rates = {
    "pip": ("pip_daily_living_enhanced", "pip_mobility_enhanced"),
    "pip_daily_living": ("pip_daily_living_enhanced",),
    "pip_mobility": ("pip_mobility_enhanced",),
    "dla": ("dla_care_highest", "dla_mobility_higher"),
    "dla_care": ("dla_care_highest",),
    "dla_mobility": ("dla_mobility_higher",),
    "aa": ("aa_higher",),
}
Change = Callable[[Household], Household]


@dataclass(frozen=True)
class Missing:
    """A missing answer. name: as in "depending on your savings"; extremes: what makes each end of it."""

    name: Phrase
    extremes: tuple[Change, Change]


def missing_answers(household: Household) -> list[Missing]:
    """The answers that the household lacks and for which the ends of the range are known."""
    return [*_about_money(household), *_about_rooms(household), *_about_people(household)]


def variants(household: Household, missing: Sequence[Missing]) -> list[Household]:
    """Two households for each missing answer, in order, then all the low and all the high ends together."""
    if not missing:
        return []
    singly = [change(household) for each in missing for change in each.extremes]
    low, high = household, household
    for each in missing:
        low, high = each.extremes[0](low), each.extremes[1](high)
    return [*singly, low, high]


def with_ranges(
    benefits: Sequence[BenefitEstimate], of_variants: Sequence[Sequence[BenefitEstimate]], missing: Sequence[Missing]
) -> list[BenefitEstimate]:
    """The benefits with the range that those of the variants (in the order of `variants`) open."""
    return [_with_range(each, [_amount(each.code, some) for some in of_variants], missing) for each in benefits]


def _with_range(benefit: BenefitEstimate, amounts: list[float | None], missing: Sequence[Missing]) -> BenefitEstimate:
    base = benefit.pounds_per_week
    known = [each for each in amounts if each is not None]
    if base is None or benefit.status not in (CALCULATED, NOT_ENTITLED) or not known:
        return benefit
    low, high = min(base, *known), max(base, *known)
    if high - low < MATTERS:
        return benefit
    matter = tuple(
        each.name
        for index, each in enumerate(missing)
        if any(amount is not None and abs(amount - base) >= MATTERS for amount in amounts[2 * index : 2 * index + 2])
    )
    return dataclasses.replace(benefit, range_per_week=(low, high), depends_on=matter or _names(missing))


def _names(missing: Sequence[Missing]) -> tuple[Phrase, ...]:
    return tuple(each.name for each in missing)


def _amount(code: str, benefits: Sequence[BenefitEstimate]) -> float | None:
    return next((each.pounds_per_week for each in benefits if each.code == code), None)


def _about_money(household: Household) -> list[Missing]:
    found = []
    if household.capital is None:
        found.append(Missing(say("your savings"), (_capital(MOST_CAPITAL), _capital(Decimal(0)))))
    if household.savings_may_be_left_out:
        name = say("whether your savings over £16,000 count for now")
        found.append(Missing(name, (_capital_disregard(False), _capital_disregard(True))))
    for adult in household.couple:
        if (adult.hours_per_week or 0) > 0 and adult.earnings is None and adult.self_employed_profit is None:
            name = say("your pay") if adult.role == "claimant" else say("your partner's pay")
            found.append(Missing(name, (_pay(adult, MOST_PAY), _pay(adult, NOTHING))))
    if household.has_student_income_not_told:
        found.append(Missing(say("a student loan or grant"), (_student_income(MOST_PAY), _student_income(NOTHING))))
    if household.job_ended and household.benefit_cap_grace_period is None:
        name = say("when the benefit cap, a limit on benefits, begins")
        found.append(Missing(name, (_grace_period(False), _grace_period(True))))
    found += _about_rent(household)
    fewer = household.housing.council_tax_if_fewer_count
    if fewer is not None:
        least = _housing(council_tax_per_year=fewer)
        found.append(Missing(say("who counts for council tax"), (least, lambda as_it_is: as_it_is)))
    if household.war_pensions_left_out is None and any(each.benefit("war") for each in household.couple):
        name = say("how much of a war pension your council leaves out")
        found.append(Missing(name, (_war_pensions("10"), _war_pensions("all"))))
    if any(each.work_is_not_told for each in household.non_dependants):
        found.append(Missing(say("the work of the other adults"), (_others_work(MOST_PAY), _others_work(NOTHING))))
    return found


def _about_rent(household: Household) -> list[Missing]:
    housing = household.housing
    if housing.tenure in PRIVATE_TENURES and housing.rent is None:
        return [Missing(say("your rent"), (_housing(rent=NOTHING), _housing(rent=MOST_RENT)))]
    if housing.rent is not None and housing.rent_at_least is not None and housing.rent_at_most is not None:
        ends = (_housing(rent=housing.rent_at_least), _housing(rent=housing.rent_at_most))
        return [Missing(say("which charges count"), ends)]
    return []


def _about_rooms(household: Household) -> list[Missing]:
    housing, found = household.housing, []
    allowed = bedrooms_allowed(household)
    if housing.tenure in UNDER_OCCUPANCY_TENURES and housing.bedrooms is None:
        found.append(
            Missing(
                say("how many bedrooms you have"),
                (_housing(bedrooms=allowed.fewest + SPARE_BEDROOMS), _housing(bedrooms=allowed.fewest)),
            )
        )
    if allowed.most > allowed.fewest:
        # Room for them to have one each is what sexes that may not share come to.
        more = housing.extra_bedrooms + allowed.most - allowed.fewest
        found.append(
            Missing(
                say("which of your children may share a bedroom"),
                (_housing(extra_bedrooms=housing.extra_bedrooms), _housing(extra_bedrooms=more)),
            )
        )
    return found


def _about_people(household: Household) -> list[Missing]:
    found = []
    if household.had_health_element_before_april_2026 is None and any(
        each.limited_capability == "lcwra" for each in household.couple
    ):
        found.append(Missing(say("when the health element began"), (_health_element(False), _health_element(True))))
    if any(each.mainly_self_employed and each.first_year_of_business is None for each in household.couple):
        found.append(
            Missing(say("whether your business is in its first year"), (_first_year(False), _first_year(True)))
        )
    if any(_unknown_rates(each) for each in (*household.couple, *household.children)):
        found.append(Missing(say("the rate of a disability benefit"), (_rates(LOWEST), _rates(HIGHEST))))
    if any(_unknown_rates(each) for each in household.non_dependants):
        name = say("which disability benefit another adult gets")
        found.append(Missing(name, (_others_rates(LOWEST), _others_rates(HIGHEST))))
    if any(each.away == "hospital" for each in household.non_dependants):
        name = say("how long another adult is in hospital")
        found.append(Missing(name, (lambda as_it_is: as_it_is, _long_in_hospital)))
    found += _about_paid_carers(household)
    if household.same_person_is_assumed:
        found.append(
            Missing(say("whether you both look after the same person"), (_same_person(True), _same_person(False)))
        )
    if any(each.in_education is None and each.age_on(household.claim_date) >= 16 for each in household.children):
        found.append(Missing(say("who is in education"), (_in_education(False), _in_education(True))))
    return found


def _of_adults(which: Callable[[Adult, Household], bool], **known: Any) -> Change:
    """Take something for known of the adults whom it is asked of."""

    def change(household: Household) -> Household:
        adults = [dataclasses.replace(each, **known) if which(each, household) else each for each in household.adults]
        return dataclasses.replace(household, adults=tuple(adults))

    return change


_long_in_hospital = _of_adults(lambda adult, household: adult.away == "hospital", away="hospital_over_52_weeks")


def _grace_period(answer: bool) -> Change:
    return lambda household: dataclasses.replace(household, benefit_cap_grace_period=answer)


def _student_income(money: Money) -> Change:
    return _of_adults(
        lambda adult, household: adult.full_time_student and adult in household.couple, student_income=money
    )


def _about_paid_carers(household: Household) -> list[Missing]:
    severe = household.severely_disabled
    name = say("whether somebody is paid for looking after you")
    if severe and household.has_paid_carer is None:
        most = len(severe) > 1
        return [Missing(name, (_paid_carer(True, both=most), _paid_carer(False, both=False)))]
    if len(severe) > 1 and household.has_paid_carer and household.both_have_paid_carers is None:
        return [Missing(name, (_paid_carer(True, both=True), _paid_carer(True, both=False)))]
    return []


def _war_pensions(left_out: str) -> Change:
    return lambda household: dataclasses.replace(household, war_pensions_left_out=left_out)


def _paid_carer(answer: bool, *, both: bool) -> Change:
    return lambda household: dataclasses.replace(household, has_paid_carer=answer, both_have_paid_carers=both)


def _capital(pounds: Decimal) -> Change:
    return lambda household: dataclasses.replace(household, capital=pounds)


def _capital_disregard(answer: bool) -> Change:
    return lambda household: dataclasses.replace(household, transitional_capital_disregard=answer)


def _pay(adult: Adult, money: Money) -> Change:
    return _adults(lambda each: each.role == adult.role, money)


def _others_work(money: Money) -> Change:
    """Those of whom it is open: this pay with the hours of it, or these hours of the pay that is told."""

    def change(household: Household) -> Household:
        hours = FULL_TIME if money.amount else 0.0
        adults = [
            dataclasses.replace(each, earnings=each.earnings if each.pay_is_told else money, hours_per_week=hours)
            if each.role == "non_dependant" and each.work_is_not_told
            else each
            for each in household.adults
        ]
        return dataclasses.replace(household, adults=tuple(adults))

    return change


def _adults(chosen: Callable[[Adult], bool], money: Money) -> Change:
    def change(household: Household) -> Household:
        # Pay that lowers help comes with full-time hours.
        hours = FULL_TIME if money.amount else 0.0
        adults = [
            dataclasses.replace(each, earnings=money, hours_per_week=each.hours_per_week or hours)
            if chosen(each)
            else each
            for each in household.adults
        ]
        return dataclasses.replace(household, adults=tuple(adults))

    return change


def _housing(**values) -> Change:
    return lambda household: dataclasses.replace(household, housing=dataclasses.replace(household.housing, **values))


def _health_element(before: bool) -> Change:
    return lambda household: dataclasses.replace(household, had_health_element_before_april_2026=before)


def _same_person(answer: bool) -> Change:
    return lambda household: dataclasses.replace(household, both_care_for_same_person=answer)


def _first_year(answer: bool) -> Change:
    return _of_adults(
        lambda adult, household: adult.mainly_self_employed and adult.first_year_of_business is None,
        first_year_of_business=answer,
    )


def _unknown_rates(person: Person) -> bool:
    return not UNKNOWN_RATES.isdisjoint(person.disability_benefits)


def _rates(known: Rates) -> Change:
    """Each award of the couple and their children without a rate at the rate or rates given for it."""

    def change(household: Household) -> Household:
        adults = [
            each if each.role == "non_dependant" else dataclasses.replace(each, disability_benefits=_told(each, known))
            for each in household.adults
        ]
        children = [dataclasses.replace(each, disability_benefits=_told(each, known)) for each in household.children]
        return dataclasses.replace(household, adults=tuple(adults), children=tuple(children))

    return change


def _others_rates(known: Rates) -> Change:
    """The same for the awards of the other adults in the home."""

    def change(household: Household) -> Household:
        adults = [
            dataclasses.replace(each, disability_benefits=_told(each, known)) if each.role == "non_dependant" else each
            for each in household.adults
        ]
        return dataclasses.replace(household, adults=tuple(adults))

    return change


def _told(person: Person, known: Rates) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rate for award in person.disability_benefits for rate in known.get(award, (award,))))


def _in_education(answer: bool) -> Change:
    def change(household: Household) -> Household:
        children = [
            dataclasses.replace(each, in_education=answer)
            if each.in_education is None and each.age_on(household.claim_date) >= 16
            else each
            for each in household.children
        ]
        return dataclasses.replace(household, children=tuple(children))

    return change

"""The household that an estimate is about: frozen dataclasses."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from calculator.figures import CAPITAL_LIMIT
from core.rules.dates import age_on
from core.rules.money import PAYMENTS_A_YEAR
from core.rules.pension_age import has_reached_pension_age

SOCIAL_TENURES = {"council_tenant", "ha_tenant", "shared_owner"}
SUPPORTED_TENURES = {"supported", "refuge", "hostel", "temporary"}
PRIVATE_TENURES = {"private_tenant", "boarder", "mobile"}
# Awards for care at any rate, for which nothing is taken off for other adults in the home.
CARE_AWARDS = ("pip_daily_living", "dla_care", "aa")
# An award at one of these rates, and no lower one, makes somebody severely disabled for the addition and premium
# (Housing Benefit Regulations 2006, Schedule 3, paragraph 14); a rate not known is taken to be one.
SEVERE_AWARDS = {
    "pip_daily_living",
    "pip_daily_living_standard",
    "pip_daily_living_enhanced",
    "aa",
    "aa_lower",
    "aa_higher",
    "dla_care_middle",
    "dla_care_highest",
}
OWNING_TENURES = {"owner", "shared_owner"}
# Benefits that leave it open whether somebody works.
BENEFITS_BESIDE_WORK = {"uc", "pip", "dla", "aa", "afip", "ca", "cb", "war", "iidb", "bereavement", "guardian", "other"}
RENTING_TENURES = SOCIAL_TENURES | SUPPORTED_TENURES | PRIVATE_TENURES


@dataclass(frozen=True)
class Money:
    """Pounds, and the period they cover."""

    amount: Decimal
    frequency: str

    @property
    def per_year(self) -> Decimal:
        return self.amount * PAYMENTS_A_YEAR[self.frequency]

    @property
    def per_week(self) -> Decimal:
        return self.per_year / 52


@dataclass(frozen=True)
class BenefitNow:
    """A benefit somebody gets today. amount None: gets it, but how much is not known."""

    code: str
    amount: Money | None = None


@dataclass(frozen=True)
class Person:
    """What a child and an adult share. disability_benefits: codes of household.schema.json."""

    date_of_birth: datetime.date
    disability_benefits: tuple[str, ...] = ()
    severely_sight_impaired: bool = False

    def age_on(self, day: datetime.date) -> int:
        """Whole years on the day (0 before birth)."""
        return max(0, age_on(self.date_of_birth, day))


@dataclass(frozen=True)
class Child(Person):
    """in_education only matters from 16; None is not known.

    sex: female, male or None (not known), for who may share a bedroom. own_room: cannot share because of a
    disability.
    """

    in_education: bool | None = None
    sex: str | None = None
    own_room: bool = False


@dataclass(frozen=True)
class Adult(Person):
    """role: claimant, partner or non_dependant. None on a money field: not known.

    Of other adults: away, where they are (a code of household.schema.json), None when at home; couple_number, the same
    for two who are a couple.
    """

    role: str = "claimant"
    hours_per_week: float | None = None
    earnings: Money | None = None
    self_employed_profit: Money | None = None
    pension_contributions: Money | None = None
    private_pension: Money | None = None
    benefits: tuple[BenefitNow, ...] = ()
    limited_capability: str = "none"
    cares_35_hours: bool = False
    cares_20_hours: bool | None = None
    full_time_student: bool = False
    first_year_of_business: bool | None = None
    away: str | None = None
    child_under_5: bool = False
    couple_number: int | None = None
    council_tax_disregarded: bool = False
    benefits_are_told: bool = False
    student_income: Money | None = None

    @property
    def pay_is_told(self) -> bool:
        """Whether anything was said of their pay or profit, be it that there is none."""
        return self.earnings is not None or self.self_employed_profit is not None

    @property
    def has_no_pay(self) -> bool:
        """Whether they said that they have none, or that they do not work."""
        if not self.pay_is_told:
            return self.hours_per_week == 0
        return not any(each and each.amount for each in (self.earnings, self.self_employed_profit))

    @property
    def work_is_not_told(self) -> bool:
        """Whether it is open if, how long and for how much they work; a benefit other than those of work settles it."""
        if self.full_time_student or any(each.code not in BENEFITS_BESIDE_WORK for each in self.benefits):
            return False
        return not self.has_no_pay and not (self.pay_is_told and self.hours_per_week is not None)

    @property
    def mainly_self_employed(self) -> bool:
        """Whether a business brings more than a job does (Universal Credit Regulations 2013, regulation 64)."""
        profit = self.self_employed_profit.per_year if self.self_employed_profit else 0
        return profit > (self.earnings.per_year if self.earnings else 0)

    @property
    def is_no_non_dependant(self) -> bool:
        """Whether they are away in a way for which Housing Benefit and Council Tax Reduction take nothing off.

        SI 2006/213, regulation 74(7), SI 2006/214, regulation 55(7), and SI 2012/2885, Schedule 1, paragraph 8(7) and
        (8), from memory: a prisoner, a patient for more than 52 weeks, somebody of the armed forces on operations. The
        note of SSI 2015/46 was read for the last, which Scotland has too.
        """
        return self.away in ("prison", "hospital_over_52_weeks", "operations")

    @property
    def is_spared_contribution(self) -> bool:
        """Whether Universal Credit takes nothing off for them, besides for awards, benefits and age.

        Universal Credit Regulations 2013, Schedule 4, paragraph 16(2)(h) to (j).
        """
        return self.child_under_5 or self.away in ("prison", "operations")

    def benefit(self, code: str) -> BenefitNow | None:
        return next((each for each in self.benefits if each.code == code), None)


@dataclass(frozen=True)
class Housing:
    """council_tax_per_year: pounds after discounts, before any reduction. council_tax_whole: before the discount for
    how many adults count, who are council_tax_adults.

    rent_at_least, rent_at_most: what may count of it, where charges are told of which it is not known if they count.
    extra_bedrooms: rooms that the size rules allow besides those for the people who live there.
    """

    tenure: str
    rent: Money | None = None
    bedrooms: int | None = None
    extra_bedrooms: int = 0
    council_tax_band: str | None = None
    council_tax_per_year: Decimal | None = None
    liable_for_council_tax: bool | None = None
    council_tax_if_fewer_count: Decimal | None = None
    council_tax_whole: Decimal | None = None
    council_tax_adults: int | None = None
    rent_at_least: Money | None = None
    rent_at_most: Money | None = None


@dataclass(frozen=True)
class Household:
    """One household on one claim date. capital: pounds, claimant and partner together; of capital_band the most."""

    claim_date: datetime.date
    region: str
    adults: tuple[Adult, ...]
    housing: Housing
    children: tuple[Child, ...] = ()
    local_authority: str | None = None
    brma: str | None = None
    capital: Decimal | None = None
    childcare: Money | None = None
    had_health_element_before_april_2026: bool | None = None
    mixed_age_saving: bool | None = None
    both_care_for_same_person: bool | None = None
    has_paid_carer: bool | None = None
    both_have_paid_carers: bool | None = None
    capital_band: str | None = None
    war_pensions_left_out: str | None = None
    transitional_element: Money | None = None
    transitional_capital_disregard: bool | None = None
    income_from_lodgers: Money | None = None
    job_ended: bool | None = None
    benefit_cap_grace_period: bool | None = None

    @property
    def couple(self) -> tuple[Adult, ...]:
        """The claimant, then the partner if there is one."""
        return tuple(sorted((each for each in self.adults if each.role != "non_dependant"), key=lambda each: each.role))

    @property
    def non_dependants(self) -> tuple[Adult, ...]:
        return tuple(each for each in self.adults if each.role == "non_dependant")

    def couple_of(self, adult: Adult) -> tuple[Adult, ...]:
        """Another adult and whom they are a couple with, if anybody."""
        if adult.couple_number is None:
            return (adult,)
        return tuple(each for each in self.non_dependants if each.couple_number == adult.couple_number)

    @property
    def all_are_students_without_children(self) -> bool:
        """Whether everybody in the claim is a full-time student and there is no child: only some of those can claim.

        Universal Credit Regulations 2013, regulation 14(1)(c) and (e), from memory: who is responsible for a child can.
        Its twin for Northern Ireland, SR 2016/216, regulation 14, was read.
        """
        return all(each.full_time_student for each in self.couple) and not self.children

    @property
    def has_student_income_not_told(self) -> bool:
        """Whether a loan or grant may count for Universal Credit of which nothing is known."""
        unknown = any(each.full_time_student and each.student_income is None for each in self.couple)
        return unknown and not self.all_are_students_without_children and not self.on_pension_age_rules

    @property
    def savings_may_be_left_out(self) -> bool:
        """Whether it is open if Universal Credit leaves out what they have over £16,000: with transitional protection.

        SI 2014/1230, regulation 51: for no more than 12 months, after tax credits. No form asks for either.
        """
        over = (self.capital or 0) > CAPITAL_LIMIT
        open_still = self.transitional_capital_disregard is None and not self.on_pension_age_rules
        return over and self.transitional_element is not None and open_still

    @property
    def capital_for_universal_credit(self) -> Decimal:
        """Pounds that Universal Credit counts; nothing where it is not known."""
        capital = self.capital or Decimal(0)
        left_out = self.transitional_capital_disregard and capital > CAPITAL_LIMIT
        return Decimal(CAPITAL_LIMIT) if left_out else capital

    @property
    def both_care(self) -> bool:
        """Whether claimant and partner each care 35 hours a week, or get Carer's Allowance."""
        couple = self.couple
        return len(couple) == 2 and all(each.cares_35_hours or each.benefit("ca") for each in couple)

    @property
    def care_for_same_person(self) -> bool:
        """Whether both care for one person, so that only one of them has the benefit and the element for it.

        Not known: so it is, unless each has Carer's Allowance, which no two people have for the same person.
        """
        if self.both_care_for_same_person is not None:
            return self.both_care_for_same_person
        return not all(each.benefit("ca") for each in self.couple)

    @property
    def same_person_is_assumed(self) -> bool:
        """Whether both care and are taken to care for one person only because nobody said so."""
        return self.both_care and self.care_for_same_person and self.both_care_for_same_person is None

    @property
    def severely_disabled(self) -> tuple[Adult, ...]:
        """Claimant and partner, if their disability benefit (at any rate it may have) qualifies for the addition for
        severe disability.

        State Pension Credit Regulations 2002, Schedule I, paragraph 1; SI 2006/214, Schedule 3, paragraph 6.
        """
        return tuple(
            each
            for each in self.couple
            if each.benefit("afip") is not None or not SEVERE_AWARDS.isdisjoint(each.disability_benefits)
        )

    @property
    def number_with_paid_carer(self) -> int | None:
        """How many of claimant and partner have a carer who is paid Carer's Allowance or the carer element: 0 to 2.

        None when it is not known, and when the answer is "nobody" but one of the household cares and could claim: a
        claim of theirs would take the addition away. "You or your partner" means one, unless both are said to.
        """
        unpaid = any(each.cares_35_hours and not each.benefit("ca") for each in self.adults)
        if self.has_paid_carer is None or (not self.has_paid_carer and unpaid):
            return None
        if not self.has_paid_carer:
            return 0
        paid = sum(each.benefit("ca") is not None for each in self.adults)
        return 2 if self.both_have_paid_carers or (self.both_have_paid_carers is None and paid > 1) else 1

    @property
    def spared_non_dependant_deductions(self) -> bool:
        """Whether other adults take nothing off Housing Benefit and Council Tax Reduction.

        Housing Benefit Regulations 2006, regulation 74(6), and (pension age) 55(6); Council Tax Reduction
        Schemes (Prescribed Requirements) Regulations 2012, Schedule 1, paragraph 8(6): claimant or partner is
        severely sight impaired or gets a care award or Armed Forces Independence Payment.
        """
        return any(
            each.severely_sight_impaired
            or each.benefit("afip") is not None
            or any(award.startswith(CARE_AWARDS) for award in each.disability_benefits)
            for each in self.couple
        )

    @property
    def rates_year(self) -> int:
        """The year in which the tax year of the claim date starts (2026 for 6 April 2026 to 5 April 2027)."""
        day = self.claim_date
        return day.year if (day.month, day.day) >= (4, 6) else day.year - 1

    @property
    def on_pension_age_rules(self) -> bool:
        """Pension Credit's age test: everybody in the couple, or the couple kept the 2019 saving."""
        reached = [has_reached_pension_age(each.date_of_birth, self.claim_date) for each in self.couple]
        return all(reached) or (any(reached) and bool(self.mixed_age_saving))

"""What passported help asks of a household: which benefits it has or could have, take-home pay, work, nation."""

from __future__ import annotations

from dataclasses import dataclass

from calculator.ctr.pension_age import not_told
from calculator.figures import CAPITAL_LIMIT
from calculator.household.household import RENTING_TENURES, SUPPORTED_TENURES, Adult, Household, Person
from calculator.interface import EngineResult
from core.rules.messages import NOTHING, Phrase, say

ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND = "England", "Wales", "Scotland", "Northern Ireland"
NATIONS = {"WALES": WALES, "SCOTLAND": SCOTLAND, "NORTHERN_IRELAND": NORTHERN_IRELAND}
TAXABLE_BENEFITS = ("state_pension", "ca", "esa_ns", "jsa_ns", "bereavement")
MAY_GET = say("You may be able to get %(benefit)s: it depends on answers that we do not have.")
NOT_FOUND = say("We did not find that you can get %(benefit)s.")
GETS = say("You get %(benefit)s.")
COULD_GET = say("You could get %(benefit)s.")


@dataclass(frozen=True)
class Award:
    """A benefit: had today (reported), worked out to be due, not due, or None where that is not known.

    claimed_as: the benefit to claim for it, where that has another name.
    """

    name: Phrase
    has: bool | None
    reported: bool = False
    claimed_as: Phrase = NOTHING

    @property
    def words(self) -> Phrase:
        """The sentence that says so."""
        if self.has is None:
            return MAY_GET.fill(benefit=self.name)
        if not self.has:
            return NOT_FOUND.fill(benefit=self.name)
        return (GETS if self.reported else COULD_GET).fill(benefit=self.name)


@dataclass(frozen=True)
class Circumstances:
    """A household as the rules of passported help see it. guarantee: the guarantee part of Pension Credit."""

    household: Household
    result: EngineResult
    uc: Award
    pc: Award
    guarantee: Award
    hb: Award
    esa_ir: Award
    ctr: Award

    @property
    def nation(self) -> str:
        return NATIONS.get(self.household.region, ENGLAND)

    def age(self, person: Person) -> int:
        """Whole years on the claim date."""
        return person.age_on(self.household.claim_date)

    @property
    def in_work(self) -> bool | None:
        """Whether claimant or partner is employed or self-employed; None when not known."""
        working = [_works(each) for each in self.household.couple]
        return True if True in working else None if None in working else False

    @property
    def has_limited_capability(self) -> bool:
        return any(each.limited_capability != "none" for each in self.household.couple)

    def net_pay_at_most(self, pounds_per_month: float) -> bool | None:
        """Whether the couple's pay and profit after tax, National Insurance and pension keep within a monthly limit.

        As earned income of Universal Credit (Universal Credit Regulations 2013, regulations 52 to 57), without its
        minimum income floor. None when pay is not known, or when tax may be on other income and decides it.
        """
        couple = self.household.couple
        if any(_pay(each) is None and each.hours_per_week != 0 for each in couple):
            return None
        limit = pounds_per_month * 12
        gross = sum(_pay(each) or 0.0 for each in couple)
        if gross <= limit:
            return True
        low, high = self._net_pay_between(gross)
        return True if high <= limit else False if low > limit else None

    def _net_pay_between(self, gross: float) -> tuple[float, float]:
        parts = self.result.parts
        if "income_tax" in parts and "national_insurance" in parts:
            paid_in = sum(
                float(each.pension_contributions.per_year)
                for each in self.household.couple
                if each.pension_contributions
            )
            high = gross - parts["national_insurance"] - paid_in
            low = high - parts["income_tax"]
            return low, high if any(_has_other_taxable_income(each) for each in self.household.couple) else low
        if parts.get("uc_earned_income", 0) > 0:
            net = parts["uc_earned_income"] + parts.get("uc_work_allowance", 0)
            return net, net
        return 0.0, gross


def circumstances_of(household: Household, result: EngineResult) -> Circumstances:
    """What the household reports, and what the engine worked out where it does not."""
    pension_credit = _award(
        say("Pension Credit"), household, ("pc_guarantee", "pc_savings"), _pension_credit(household, result)
    )
    return Circumstances(
        household=household,
        result=result,
        pc=pension_credit,
        uc=_award(say("Universal Credit"), household, ("uc",), _universal_credit(household, result)),
        guarantee=_award(
            say("Guarantee Credit, the main part of Pension Credit"),
            household,
            ("pc_guarantee",),
            _guarantee(pension_credit, result),
            claimed_as=say("Pension Credit"),
        ),
        hb=_award(say("Housing Benefit"), household, ("hb",), _housing_benefit(household, result)),
        esa_ir=_award(say("income-related Employment and Support Allowance"), household, ("esa_ir",), False),
        ctr=_award(say("Council Tax Reduction"), household, ("ctr",), _council_tax_reduction(household, result)),
    )


def _award(
    name: Phrase,
    household: Household,
    codes: tuple[str, ...],
    estimated: bool | None,
    *,
    claimed_as: Phrase = NOTHING,
) -> Award:
    reported = any(each.benefit(code) for each in household.couple for code in codes)
    return Award(name, True if reported else estimated, reported, claimed_as)


def _estimated(household: Household, result: EngineResult, code: str) -> bool | None:
    amount = result.per_year.get(code)
    if amount is None:
        return None
    if amount > 0:
        # The engine takes savings and pay that nobody told us as none: with them, there may be no award.
        unknown = household.capital is None or any(
            _pay(each) is None and (each.hours_per_week or 0) > 0 for each in household.couple
        )
        return None if unknown else True
    return False


def _universal_credit(household: Household, result: EngineResult) -> bool | None:
    if household.on_pension_age_rules or _is_over_capital_limit(household):
        return False
    if household.all_are_students_without_children:
        return None
    estimated = _estimated(household, result, "uc")
    if estimated is False and all(each.age_on(household.claim_date) < 18 for each in household.couple):
        # Some of 16 or 17 can; the estimate does not tell who.
        return None
    housing = household.housing
    lacks_rent = housing.rent is None and housing.tenure in RENTING_TENURES - SUPPORTED_TENURES
    return None if estimated is False and lacks_rent else estimated


def _pension_credit(household: Household, result: EngineResult) -> bool | None:
    return _estimated(household, result, "pc") if household.on_pension_age_rules else False


def _guarantee(pension_credit: Award, result: EngineResult) -> bool | None:
    if not pension_credit.has:
        return pension_credit.has
    amount = result.parts.get("guarantee_credit")
    return None if amount is None else amount > 0


def _housing_benefit(household: Household, result: EngineResult) -> bool | None:
    housing = household.housing
    if housing.tenure not in RENTING_TENURES:
        return False
    if not household.on_pension_age_rules and housing.tenure not in SUPPORTED_TENURES:
        return False
    if not household.on_pension_age_rules and all(each.full_time_student for each in household.couple):
        return None
    return None if housing.rent is None else _estimated(household, result, "hb")


def _council_tax_reduction(household: Household, result: EngineResult) -> bool | None:
    housing = household.housing
    if housing.liable_for_council_tax is False:
        return False
    if housing.council_tax_per_year is None or not_told(household):
        return None
    return _estimated(household, result, "ctr")


def _is_over_capital_limit(household: Household) -> bool:
    return household.capital is not None and household.capital > CAPITAL_LIMIT


def _pay(adult: Adult) -> float | None:
    """Pay and profit before tax in pounds a year; None when neither was told."""
    told = [each for each in (adult.earnings, adult.self_employed_profit) if each is not None]
    return float(sum(each.per_year for each in told)) if told else None


def _works(adult: Adult) -> bool | None:
    pay = _pay(adult)
    if pay or adult.hours_per_week:
        return True
    return None if pay is None and adult.hours_per_week is None else False


def _has_other_taxable_income(adult: Adult) -> bool:
    pension = adult.private_pension is not None and adult.private_pension.amount > 0
    return pension or any(adult.benefit(code) for code in TAXABLE_BENEFITS)

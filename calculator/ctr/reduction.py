"""Working-age Council Tax Reduction under a council's own scheme: how much, which tests, and how step by step."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal

from calculator.ctr.earnings import HUNDRED, part
from calculator.ctr.income import Income, assessed_income, gets_universal_credit, own_income
from calculator.ctr.people import (
    GROUPS,
    WEEKS,
    CannotTell,
    allowance_of,
    deductions_for_other_adults,
    groups_of,
    household_type,
)
from calculator.ctr.scheme import BANDED, ZERO, Band, Protection, Scheme
from calculator.explain import NEXT_STEPS, NOT_LIABLE, council_tax_left
from calculator.household.household import Household
from calculator.household.savings import savings_of
from calculator.interface import EngineResult
from core.rules.messages import Phrase, Pounds, a_week, brief_pounds, say

PENNY = Decimal("0.01")
# Ninths of band D that each band pays (Local Government Finance Act 1992, section 5).
NINTHS = {"A": 6, "B": 7, "C": 8, "D": 9, "E": 11, "F": 13, "G": 15, "H": 18}
CARE_LEAVER_AGE = 25
Test = tuple[bool, Phrase]
Step = tuple[Phrase, float | None]


@dataclass(frozen=True)
class Reduction:
    """A reduction in pounds a year of 52 weeks, 0 when the scheme gives nothing.

    tests: (passed, sentence with amounts). steps: (plain label, pounds a week or None). reasons: the short version.
    """

    per_year: float
    tests: tuple[Test, ...]
    steps: tuple[Step, ...]
    reasons: tuple[Phrase, ...]


@dataclass(frozen=True)
class NotWorkedOut:
    """An answer that matters is missing: never 0. Plain sentences."""

    reason: Phrase
    next_step: Phrase


@dataclass
class _Explanation:
    """What has been found so far, in the order in which it is told."""

    tests: list[Test] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    reasons: list[Phrase] = field(default_factory=list)

    def test(self, passed: bool, sentence: Phrase) -> bool:
        self.tests.append((passed, sentence))
        if not passed:
            self.reasons.append(sentence)
        return passed

    def step(self, label: Phrase, per_year: Decimal | None) -> None:
        self.steps.append((label, None if per_year is None else float(round(per_year / WEEKS, 2))))


@dataclass(frozen=True)
class _Case:
    """One household under one scheme: the protections that it has, the bill that counts, and the most of it."""

    scheme: Scheme
    household: Household
    result: EngineResult
    protections: list[Protection]
    eligible: Decimal
    most: Decimal


def reduction(scheme: Scheme, household: Household, result: EngineResult) -> Reduction | NotWorkedOut:
    """The reduction of a working-age household under a council's scheme, from what the engine worked out for it.

    Source: Local Government Finance Act 1992, section 13A(2) (every billing authority makes a scheme); the
    arithmetic of percentage schemes is that of the Default Scheme Regulations 2012 (SI 2012/2886).
    """
    try:
        said = _Explanation()
        per_year = _worked_out(scheme, household, result, said)
    except CannotTell as missing:
        return NotWorkedOut(missing.reason, missing.next_step)
    if per_year:
        bill = household.housing.council_tax_per_year
        assert bill is not None  # _bill has refused an unknown one
        said.reasons.append(council_tax_left(float(bill), float(per_year)))
    said.reasons += _hints(scheme, household)
    return Reduction(float(per_year), tuple(said.tests), tuple(said.steps), tuple(said.reasons))


def _worked_out(scheme: Scheme, household: Household, result: EngineResult, said: _Explanation) -> Decimal:
    if household.housing.liable_for_council_tax is False:
        said.test(False, NOT_LIABLE)
        return ZERO
    if all(each.full_time_student for each in household.couple):
        raise CannotTell(
            say("Most full-time students cannot get Council Tax Reduction, but some can."),
            say("Ask your council, and ask whether your home is exempt from council tax."),
        )
    protections = _protections(scheme, household, result, said)
    eligible = _bill(scheme, household, protections, said)
    if not _capital_is_low_enough(scheme, household, protections, said):
        return ZERO
    most = max([scheme.most_percent, *(each.most_percent for each in protections if each.most_percent is not None)])
    case = _Case(scheme, household, result, protections, eligible, most)
    per_year = _banded(case, said) if scheme.shape == BANDED else _percentage(case, said)
    for label, pounds in deductions_for_other_adults(scheme.others, household):
        said.step(label, -pounds)
        per_year -= pounds
    per_year = max(ZERO, per_year).quantize(PENNY)
    if not any(each.no_minimum for each in protections):
        per_year = _with_minimum(scheme, per_year, said)
    said.step(say("Your Council Tax Reduction"), per_year)
    return per_year


def _protections(scheme: Scheme, household: Household, result: EngineResult, said: _Explanation) -> list[Protection]:
    groups = groups_of(household, result)
    found = [each for each in scheme.protected if each.group in groups]
    for each in found:
        said.test(True, say("You are in a group that the scheme protects: %(group)s.", group=GROUPS[each.group]))
    return found


def _bill(scheme: Scheme, household: Household, protections: list[Protection], said: _Explanation) -> Decimal:
    housing = household.housing
    bill = housing.council_tax_per_year
    if bill is None:
        raise CannotTell(say("We do not know how much your council tax bill is."), NEXT_STEPS["ctr"])
    said.step(say("Your council tax bill"), bill)
    cap = scheme.band_cap
    if cap is None or any(each.no_band_cap for each in protections):
        return bill
    if housing.council_tax_band is None:
        raise CannotTell(
            say("We do not know your council tax band, and the scheme pays for some bands only in part."),
            say("Tell us your band: it is on your council tax bill."),
        )
    # Band I is Welsh; schemes of English councils stop at H.
    ninths = NINTHS.get(housing.council_tax_band, NINTHS["H"])
    if ninths <= NINTHS[cap]:
        return bill
    limited = bill * NINTHS[cap] / ninths
    said.step(say("The bill of a home in band %(band)s, the highest that the scheme pays for", band=cap), limited)
    return limited


def _capital_is_low_enough(
    scheme: Scheme, household: Household, protections: list[Protection], said: _Explanation
) -> bool:
    limit = scheme.capital_limit
    if limit is None or household.capital is None:
        return True
    limit = max([limit, *(each.capital_limit for each in protections if each.capital_limit is not None)])
    within = household.capital <= limit
    text = (
        say("Your savings of %(savings)s are not over the scheme's limit of %(limit)s.")
        if within
        else say("Your savings of %(savings)s are over the scheme's limit of %(limit)s.")
    )
    return said.test(within, text.fill(savings=savings_of(household), limit=brief_pounds(limit)))


def _is_passported(scheme: Scheme, household: Household, result: EngineResult) -> bool:
    """On a benefit that was means-tested already, or on Universal Credit without earnings where that counts."""
    if any(each.benefit("esa_ir") for each in household.couple):
        return True
    if not gets_universal_credit(result) or not scheme.full_without_earnings:
        return False
    return part(result, "earnings") + part(result, "self_employed_profit") == 0


def _income(case: _Case, said: _Explanation) -> Income:
    if gets_universal_credit(case.result) and case.scheme.universal_credit == "assessed":
        income = assessed_income(case.result)
    else:
        income = own_income(case.scheme, case.household, case.result, case.protections)
    for label, pounds in income.lines:
        if pounds:
            said.step(label, pounds)
    said.step(say("Your income for Council Tax Reduction"), income.per_year)
    return income


def _percentage(case: _Case, said: _Explanation) -> Decimal:
    scheme, household, result = case.scheme, case.household, case.result
    top = case.eligible * case.most / HUNDRED
    said.step(say("The most that the scheme pays: %(percent)s%% of it", percent=float(case.most)), top)
    if _is_passported(scheme, household, result):
        said.test(True, say("Your benefit has been means-tested already, so your income does not reduce it."))
        return top
    income = _income(case, said).per_year
    if gets_universal_credit(result) and scheme.universal_credit == "assessed":
        needs = part(result, "uc_maximum_amount")
        said.step(say("What you need: your Universal Credit before income is taken off"), needs)
    else:
        needs = allowance_of(scheme, household, result)
        said.step(say("What the scheme says you need to live on"), needs)
    excess = max(ZERO, income - needs)
    if not excess:
        text = say("Your income of %(income)s is not above the %(needed)s that the scheme says you need to live on.")
        said.test(True, text.fill(income=a_week(float(income)), needed=a_week(float(needs))))
        return top
    taken = excess * scheme.taper_percent / HUNDRED
    text = say("Taken off for income above that: %(percent)s%% of it", percent=float(scheme.taper_percent))
    said.step(text, -taken)
    words = say(
        "Your income of %(income)s is %(over)s above the %(needed)s that the scheme says you need to live on.",
        income=a_week(float(income)),
        over=a_week(float(excess)),
        needed=a_week(float(needs)),
    )
    said.test(taken < top, words)
    return max(ZERO, top - taken)


def _bands_of(case: _Case, passported: bool) -> tuple[Band, ...]:
    """The table of income bands that counts: of the household's group, of out-of-work benefits, or everybody's."""
    groups = groups_of(case.household, case.result)
    for group, bands in case.scheme.group_bands:
        if group in groups:
            return bands
    return case.scheme.passported_bands if passported and case.scheme.passported_bands else case.scheme.bands


def _banded(case: _Case, said: _Explanation) -> Decimal:
    passported = _is_passported(case.scheme, case.household, case.result)
    bands = _bands_of(case, passported)
    if passported and not case.scheme.passported_bands:
        said.test(True, say("Your benefit has been means-tested already, so your income does not reduce it."))
        income = ZERO
    else:
        income = _income(case, said).per_year
    kind = household_type(case.household, bands)
    # Bands are written in whole pence: fractions of a penny do not move anybody to the next.
    per_week = (income / WEEKS).quantize(PENNY, ROUND_DOWN)
    band = next((each for each in bands if per_week <= each.highest[kind]), None)
    highest = Pounds(float((band or bands[-1]).highest[kind]))
    if band is None:
        text = say(
            "Your income of %(income)s is above the scheme's highest band, %(highest)s a week for your household."
        )
        said.test(False, text.fill(income=a_week(float(income)), highest=highest))
        return ZERO
    percent = min(band.percent, case.most)
    text = say(
        "Your income of %(income)s is in the band up to %(highest)s a week for your household: %(percent)s%% of the "
        "bill."
    )
    said.test(True, text.fill(income=a_week(float(income)), highest=highest, percent=float(percent)))
    found = case.eligible * percent / HUNDRED
    said.step(say("The discount of your band: %(percent)s%%", percent=float(percent)), found)
    return found


def _with_minimum(scheme: Scheme, per_year: Decimal, said: _Explanation) -> Decimal:
    least = scheme.minimum_per_week * WEEKS
    if not least or not per_year:
        return per_year
    enough = per_year >= least
    text = (
        say("The reduction of %(found)s is not below the smallest that the scheme pays, %(smallest)s.")
        if enough
        else say("The reduction of %(found)s is below the smallest that the scheme pays, %(smallest)s.")
    )
    said.test(enough, text.fill(found=a_week(float(per_year)), smallest=a_week(float(least))))
    return per_year if enough else ZERO


def _hints(scheme: Scheme, household: Household) -> list[Phrase]:
    """What could change the amount that no answer tells us."""
    hints = []
    protects = any(each.group == "care_leaver" for each in scheme.protected)
    youngest = min(each.age_on(household.claim_date) for each in household.couple)
    if protects and youngest < CARE_LEAVER_AGE:
        hints.append(say("The scheme gives care leavers more. Tell your council if you were in care."))
    if household.capital is None and (scheme.capital_limit is not None or scheme.tariff is not None):
        hints.append(say("We do not know your savings. Savings can reduce it or stop it."))
    hints += [Phrase(words) for words in (scheme.backdating, scheme.hardship) if words]
    return hints

"""Council Tax Reduction for a household: the national scheme through the engine, or the council's own."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from calculator import explain
from calculator.ctr.national import national_reduction
from calculator.ctr.pension_age import not_told
from calculator.ctr.reduction import NotWorkedOut, Reduction, Step, Test, reduction
from calculator.ctr.scheme import Scheme
from calculator.ctr.second_adult import NOT_KNOWN, SecondAdultRebate, second_adult_rebate
from calculator.household.household import Household
from calculator.interface import EngineResult
from core.rules.messages import NOTHING, Phrase, say

CALCULATED, NOT_ENTITLED, NOT_CALCULATED = "calculated", "not_entitled", "not_calculated"
# These nations have one scheme for everybody, so no council's own is asked.
ONE_SCHEME = ("SCOTLAND", "WALES")


@dataclass(frozen=True)
class CouncilTaxOutcome:
    """What Council Tax Reduction comes to. per_year: pounds a year of 52 weeks; None when status is not_calculated.

    reasons, tests (passed, sentence) and steps (label, pounds a week or None) are plain words.
    """

    status: str
    per_year: float | None
    reasons: tuple[Phrase, ...]
    next_step: Phrase
    tests: tuple[Test, ...] = ()
    steps: tuple[Step, ...] = ()


def scheme_year(day: datetime.date) -> int:
    """The year in which the day's council tax year starts: 1 April (Local Government Finance Act 1992, section 1)."""
    return day.year if day.month >= 4 else day.year - 1


def council_tax_reduction(household: Household, result: EngineResult, scheme: Scheme | None) -> CouncilTaxOutcome:
    """Work out the reduction; scheme is the council's published one for the tax year, None when it has none.

    At pension age the national scheme applies (Council Tax Reduction Schemes (Prescribed Requirements) (England)
    Regulations 2012, Schedule 1), which the engine works out.
    """
    if household.housing.liable_for_council_tax is False:
        return CouncilTaxOutcome(NOT_ENTITLED, 0.0, tuple(explain.council_tax_reasons(household, result)), NOTHING)
    if household.region == "NORTHERN_IRELAND":
        return _not_calculated(
            say("There is no council tax in Northern Ireland; help with rates is not in this calculator."),
            say("Ask Land & Property Services about help with rates."),
        )
    pensioner = result.tests.get("council_tax_reduction_pensioner", household.on_pension_age_rules)
    if pensioner or (household.region in ONE_SCHEME and "ctr" in result.per_year):
        return _national(household, result)
    if household.region in ONE_SCHEME:
        return _of_nation(household, national_reduction(household, result))
    if scheme is None:
        return _not_calculated(
            say(
                "Your council sets its own rules for people under State Pension age, and they are not in this "
                "calculator yet."
            )
        )
    return _told(reduction(scheme, household, result))


def _of_nation(household: Household, found: Reduction | NotWorkedOut) -> CouncilTaxOutcome:
    """The reduction under pension age in Scotland or Wales, or a second adult rebate that is more."""
    rebate = _rebate(household, found.per_year) if isinstance(found, Reduction) else None
    return rebate or _told(found)


def _told(found: Reduction | NotWorkedOut) -> CouncilTaxOutcome:
    if isinstance(found, NotWorkedOut):
        return _not_calculated(found.reason, found.next_step)
    status = CALCULATED if found.per_year > 0 else NOT_ENTITLED
    step = explain.NEXT_STEPS["ctr"] if status == CALCULATED else NOTHING
    return CouncilTaxOutcome(status, found.per_year, found.reasons, step, found.tests, found.steps)


def _national(household: Household, result: EngineResult) -> CouncilTaxOutcome:
    if "ctr" not in result.per_year:
        return _not_calculated(explain.NOT_COVERED)
    missing = not_told(household)
    if missing is not None:
        return _not_calculated(missing.reason, missing.next_step)
    if household.housing.council_tax_per_year is None:
        return _not_calculated(say("We do not know how much your council tax bill is."))
    per_year = result.per_year["ctr"]
    rebate = _rebate(household, per_year)
    if rebate is not None:
        return rebate
    status = CALCULATED if per_year > 0 else NOT_ENTITLED
    step = explain.NEXT_STEPS["ctr"] if status == CALCULATED else NOTHING
    return CouncilTaxOutcome(status, per_year, tuple(explain.council_tax_reasons(household, result)), step)


def _rebate(household: Household, per_year: float) -> CouncilTaxOutcome | None:
    """The second adult rebate where it is more than this reduction in pounds a year, or may be; else None."""
    rebate = second_adult_rebate(household, per_year)
    if rebate is NOT_KNOWN:
        return _not_calculated(
            say(
                "Your income or savings leave little or nothing. But an adult with a low income may live "
                "with you. Then a second adult rebate may take off up to a quarter of the bill."
            ),
            say("Ask your council for Council Tax Reduction and a second adult rebate."),
        )
    if isinstance(rebate, SecondAdultRebate):
        return CouncilTaxOutcome(
            CALCULATED, rebate.per_year, (rebate.reason,), explain.NEXT_STEPS["ctr"], (), rebate.steps
        )
    return None


def _not_calculated(reason: Phrase, next_step: Phrase = explain.NEXT_STEPS["ctr"]) -> CouncilTaxOutcome:
    return CouncilTaxOutcome(NOT_CALCULATED, None, (reason,), next_step)

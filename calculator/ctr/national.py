"""The national schemes of Wales and Scotland for people under State Pension age, as data for calculator.ctr.reduction.

Wales: Council Tax Reduction Schemes and Prescribed Requirements (Wales) Regulations 2013 (WSI 2013/3029), Schedules 6
to 10, and the Default Scheme Regulations (WSI 2013/3035), which say the same. Scotland: Council Tax Reduction
(Scotland) Regulations 2021 (SSI 2021/249). Amounts of 2026-27: WSI 2026/13, regulations 10 and 11; SSI 2026/56,
regulations 11 to 14; docs/council-tax-reduction.md says how they were checked.
"""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

from calculator.ctr.earnings import FOR_CHILDREN
from calculator.ctr.income import gets_universal_credit
from calculator.ctr.other_adults import OF_NATION, SCOTLAND, WALES
from calculator.ctr.people import deductions_for_other_adults
from calculator.ctr.reduction import NotWorkedOut, Reduction, reduction
from calculator.ctr.scheme import Scheme, parse_scheme
from calculator.figures import (
    CHILD_ALLOWANCE,
    CHILD_ALLOWANCE_SCOTLAND,
    CHILDCARE_MORE,
    CHILDCARE_ONE,
    ENHANCED_PREMIUM,
    FAMILY_PREMIUM_WALES,
    LEFT_OUT_FOR_HOURS,
)
from calculator.household.household import Household
from calculator.interface import EngineResult
from core.rules.messages import Phrase, say

# The first year of the amounts below, and so far the last.
AMOUNTS_OF = 2026
# WSI 2013/3029, Schedule 6, paragraphs 3 to 33, Schedule 8 (earnings) and Schedule 9 (other income); SSI 2021/249,
# regulations 13, 37, 38 and 66, and Schedule 3.
_SAME: dict[str, Any] = {
    "shape": "percentage",
    "most_percent": 100,
    "capital_limit": 16000,
    "tariff": {"above": 6000, "step": 250, "pounds": 1},
    "pension_percent": 50,
    "earnings_ignored": {
        "single": 5,
        "couple": 10,
        "lone_parent": 25,
        "disabled_or_carer": 20,
        "for_hours": LEFT_OUT_FOR_HOURS,
    },
    "childcare": {"one": CHILDCARE_ONE, "more": CHILDCARE_MORE},
    "incomes_ignored": ["cb", "disability", "war", "guardian", "bereavement"],
    "taper_percent": 20,
}
_PREMIUMS = {
    "disability_single": 44.85,
    "disability_couple": 64,
    "enhanced_single": ENHANCED_PREMIUM[1],
    "enhanced_couple": ENHANCED_PREMIUM[2],
    "severe": 86.05,
    "carer": 48.15,
    "disabled_child": 84.46,
    "enhanced_child": 33.99,
}
_DOCUMENTS: dict[str, dict[str, Any]] = {
    WALES: {
        **_SAME,
        # Schedule 6, paragraphs 3 and 9: the maximum amount of the award, and the income that it counted.
        "universal_credit": "assessed",
        "allowances": {
            "single_under_25": 80.6,
            "single": 101.85,
            "lone_parent": 101.85,
            "couple": 159.85,
            "child": CHILD_ALLOWANCE,
            "family": FAMILY_PREMIUM_WALES,
            **_PREMIUMS,
        },
    },
    SCOTLAND: {
        **_SAME,
        "universal_credit": "own",
        "allowances": {
            "single_under_25": 75.65,
            "single": 95.55,
            "lone_parent": 95.55,
            "couple": 150.15,
            # A family premium is left to claims without a break since 2016 only (SSI 2016/81).
            "child": CHILD_ALLOWANCE_SCOTLAND,
            **_PREMIUMS,
        },
    },
}
SCHEMES = {
    nation: dataclasses.replace(parse_scheme(document), others=OF_NATION[nation])
    for nation, document in _DOCUMENTS.items()
}
# Regulation 42(4) of SSI 2021/249: the most of childcare costs beside Universal Credit.
_CHILDCARE_ON_UNIVERSAL_CREDIT = {"one": Decimal(290), "more": Decimal(497)}
HIGHER_BANDS = ("E", "F", "G", "H")


ASK = say("Ask your council how much it would be, and apply for Council Tax Reduction.")


def national_reduction(household: Household, result: EngineResult) -> Reduction | NotWorkedOut:
    """The reduction of a household of working age in Wales or Scotland. Never 0 for what is not known."""
    refused = _not_covered(household, result)
    if refused is not None:
        return refused
    scheme, is_ill = _scheme_of(household, result), _health_may_change_it(household, result)
    if is_ill:
        scheme = dataclasses.replace(scheme, allowances=_without_disability(scheme))
    found = reduction(scheme, household, result)
    if not isinstance(found, Reduction):
        return found
    is_whole = found.per_year > 0 and found.per_year >= _most_of(scheme, household)
    if is_ill and not is_whole and household.housing.liable_for_council_tax is not False:
        reason = say("An amount for illness changes it, and this calculator does not work that amount out.")
        return NotWorkedOut(reason, ASK)
    return dataclasses.replace(found, reasons=(*found.reasons, *_of_scotland(household, found, is_whole)))


def _not_covered(household: Household, result: EngineResult) -> NotWorkedOut | None:
    day, counted = household.claim_date, [each.code for adult in household.couple for each in adult.benefits]
    if (day.year if day.month >= 4 else day.year - 1) != AMOUNTS_OF:
        reason = say("The amounts of your nation's scheme for that year are not in this calculator.")
        return NotWorkedOut(reason, ASK)
    assessed = household.region == WALES and gets_universal_credit(result)
    if "war" in counted and household.region == WALES and not assessed:
        # Regulation 34(5): £10 of it does not count, or more where the council says so.
        reason = say("Your council decides how much of a war pension or Armed Forces Compensation counts.")
        return NotWorkedOut(reason, ASK)
    if "other" in counted and not assessed:
        return NotWorkedOut(say("We do not know which other benefit you get, and it may count."), ASK)
    return None


def _health_may_change_it(household: Household, result: EngineResult) -> bool:
    """Whether a component for limited capability for work may stand in place of the disability premium.

    WSI 2013/3029, Schedule 7, Parts 5 and 6; SSI 2021/249, schedule 1, Part 4. Their amounts are not here. In Wales the
    maximum amount of Universal Credit holds its own element.
    """
    if household.region == WALES and gets_universal_credit(result):
        return False
    return any(each.limited_capability != "none" or each.benefit("esa_ns") for each in household.couple)


def _without_disability(scheme: Scheme) -> dict[str, Decimal]:
    return {name: pounds for name, pounds in scheme.allowances.items() if not name.startswith("disability_")}


def _most_of(scheme: Scheme, household: Household) -> float:
    """The bill less what other adults take off: nothing can make the reduction larger."""
    taken = sum(pounds for _, pounds in deductions_for_other_adults(scheme.others, household))
    return float((household.housing.council_tax_per_year or 0) - taken)


def _of_scotland(household: Household, found: Reduction, is_whole: bool) -> list[Phrase]:
    """What a Scottish bill has besides: charges that are not reduced, and a rule of its own for the higher bands."""
    if household.region != SCOTLAND:
        return []
    said = [say("It takes nothing off the charges for water and sewerage on your bill.")] if found.per_year else []
    if household.housing.council_tax_band in HIGHER_BANDS and not is_whole:
        # Regulation 14.
        said.append(say("Homes in bands E to H may get more by a rule of their own. Ask your council."))
    return said


def _scheme_of(household: Household, result: EngineResult) -> Scheme:
    """The nation's scheme, as it is for this household."""
    scheme = SCHEMES[household.region]
    if household.region != SCOTLAND or not gets_universal_credit(result):
        return scheme
    # Regulations 42, 57(1)(r) and (2), and 63: the pay that Universal Credit counts, less the amounts of Schedule 3;
    # of the award only what it has for children and childcare; and income from savings as for everybody.
    assert scheme.childcare is not None
    assert scheme.tariff is not None
    return dataclasses.replace(
        scheme,
        universal_credit=FOR_CHILDREN,
        childcare=dataclasses.replace(scheme.childcare, **_CHILDCARE_ON_UNIVERSAL_CREDIT, on_universal_credit=True),
        tariff=dataclasses.replace(scheme.tariff, on_universal_credit=True),
    )

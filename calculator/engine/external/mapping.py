"""The wire format of entitledto, in this one file: addresses, headers, names, codes and periods, both ways.

The provider does not publish its API. Everything here is OUR ASSUMPTION of a plausible one, to be adjusted together
with the provider before a council switches it on; nothing outside this file knows a name of theirs.
"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any

from calculator.household.as_json import household_json
from calculator.household.household import Household
from calculator.interface import EngineNonsense

# Raised with every change here: estimates made before it are then made anew.
FORMAT = "assumed-1"
PATH = "/v1/calculations"
CONTENT_TYPE = "application/json"
KEY_HEADER, KEY_PREFIX = "Authorization", "Bearer "
IDEMPOTENCY_HEADER = "Idempotency-Key"

# Ours (household.schema.json) -> theirs. A field without a name here would be lost, so a test counts.
FIELDS = {
    "claim_date": "calculationDate", "region": "region", "local_authority": "localAuthority",
    "brma": "rentalMarketArea",
    "adults": "adults", "children": "children", "housing": "home", "capital": "savings", "childcare": "childcareCosts",
    "had_health_element_before_april_2026": "healthElementBeforeApril2026", "mixed_age_saving": "mixedAgeProtection",
    "both_care_for_same_person": "careForSamePerson", "has_paid_carer": "hasPaidCarer",
    "both_have_paid_carers": "bothHavePaidCarers", "capital_band": "savingsBand",
    "council_tax_if_fewer_count": "councilTaxIfFewerCount", "war_pensions_left_out": "warPensionsLeftOut",
    "job_ended": "jobEnded", "benefit_cap_grace_period": "benefitCapGracePeriod",
    "transitional_element": "transitionalProtection", "transitional_capital_disregard": "transitionalCapitalDisregard",
    "income_from_lodgers": "lodgerIncome",
    "amount": "amount", "frequency": "period", "role": "role", "date_of_birth": "dateOfBirth",
    "hours_per_week": "hoursPerWeek", "earnings": "grossEarnings", "self_employed_profit": "selfEmployedProfit",
    "pension_contributions": "pensionContributions", "private_pension": "privatePension", "benefits": "benefitsNow",
    "disability_benefits": "disabilityAwards", "limited_capability": "limitedCapability",
    "cares_35_hours": "caresFor35Hours", "cares_20_hours": "caresFor20Hours",
    "severely_sight_impaired": "severelySightImpaired", "full_time_student": "fullTimeStudent",
    "council_tax_whole": "councilTaxWhole", "council_tax_adults": "councilTaxAdults",
    "council_tax_disregarded": "councilTaxDisregarded",
    "benefits_are_told": "benefitsAreTold",
    "student_income": "studentIncome", "away": "away", "child_under_5": "childUnder5", "couple_number": "coupleNumber",
    "first_year_of_business": "firstYearOfBusiness", "code": "benefit", "in_education": "inEducation",
    "tenure": "tenure", "rent": "rent", "rent_at_least": "rentAtLeast", "rent_at_most": "rentAtMost",
    "bedrooms": "bedrooms", "council_tax_band": "councilTaxBand",
    "sex": "sex", "own_room": "ownRoom", "extra_bedrooms": "extraBedrooms",
    "council_tax_per_year": "councilTaxPerYear", "liable_for_council_tax": "liableForCouncilTax",
}  # fmt: skip
# Their code for a value of ours; a value that is not listed goes out as it is.
VALUES = {
    "frequency": {
        "weekly": "week", "fortnightly": "fortnight", "four_weekly": "four_weeks", "monthly": "month",
        "quarterly": "quarter", "yearly": "year",
    },
    "role": {"claimant": "client", "partner": "partner", "non_dependant": "nonDependant"},
}  # fmt: skip

# Their benefits -> ours, and their periods in a year of 52 weeks.
BENEFITS = {
    "UNIVERSAL_CREDIT": "uc", "PENSION_CREDIT": "pc", "HOUSING_BENEFIT": "hb", "COUNCIL_TAX_REDUCTION": "ctr",
    "CHILD_BENEFIT": "cb", "CARERS_ALLOWANCE": "ca",
}  # fmt: skip
PERIODS = {"week": 52, "four_weeks": 13, "month": 12, "year": 1}
# More than any household gets in a year, in pounds: beyond it a decimal point is lost, or the unit is pence.
MOST_PER_YEAR = 250_000


def request_body(household: Household) -> bytes:
    """What is sent for a household: no name, number, address or reference, only what benefits depend on."""
    question = {"format": FORMAT, **_theirs("", household_json(household))}
    return json.dumps(question, sort_keys=True, separators=(",", ":")).encode()


def _theirs(field: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {FIELDS[name]: _theirs(name, item) for name, item in value.items()}
    if isinstance(value, list):
        return [_theirs(field, item) for item in value]
    return VALUES[field].get(value, value) if field in VALUES else value


def amounts_per_year(body: bytes, *, rates_year: int) -> dict[str, float]:
    """Benefit code -> pounds a year of 52 weeks, from the body of an answer. What they leave out is left out.

    rates_year: the year in which the tax year starts whose rates must have been used. Raises EngineNonsense for
    anything that is not exactly an answer as we assume it, so that no gap or slip can turn into an amount.
    """
    answer = _parsed(body)
    if not isinstance(answer, dict) or answer.get("format") != FORMAT:
        raise EngineNonsense("The answer is not of the format that was agreed.")
    if answer.get("ratesYear") != rates_year:
        raise EngineNonsense("The answer is made with the rates of another year.")
    entitlements = answer.get("entitlements")
    if not isinstance(entitlements, list) or not entitlements:
        raise EngineNonsense("The answer holds no entitlements.")
    found: dict[str, float] = {}
    for entitlement in entitlements:
        code, amount = _entitlement(entitlement)
        if code in found:
            raise EngineNonsense("The answer names a benefit twice.")
        found[code] = amount
    return found


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body, parse_float=Decimal, parse_int=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError, InvalidOperation) as error:
        # The parser's message quotes the text.
        raise EngineNonsense(f"The answer is not JSON ({type(error).__name__}).") from None


def _no_number(text: str) -> None:
    raise ValueError("NaN and Infinity are not JSON.")


def _entitlement(entitlement: Any) -> tuple[str, float]:
    """One benefit as (our code, pounds a year)."""
    if not isinstance(entitlement, dict):
        raise EngineNonsense("An entitlement is not an object.")
    benefit, amount, period = (entitlement.get(name) for name in ("benefit", "amount", "period"))
    if not isinstance(benefit, str) or benefit not in BENEFITS:
        raise EngineNonsense("The answer names a benefit that we do not know.")
    if not isinstance(period, str) or period not in PERIODS:
        raise EngineNonsense("The answer names a period that we do not know.")
    if not isinstance(amount, Decimal):
        raise EngineNonsense("An amount is not a number.")
    # Looked at before it is multiplied: an exponent may be as long as it likes.
    if amount.is_signed() or amount > MOST_PER_YEAR or amount * PERIODS[period] > MOST_PER_YEAR:
        raise EngineNonsense("An amount is below nothing or beyond belief.")
    return BENEFITS[benefit], round(float(amount * PERIODS[period]), 2)

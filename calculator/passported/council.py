"""Help that councils and nations decide case by case: housing payments, and crisis help."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from calculator.bedrooms import bedrooms_allowed, under_occupancy
from calculator.household.household import PRIVATE_TENURES, RENTING_TENURES
from calculator.passported.answers import ASK, LIKELY, NOT, Help, PassportedHelp, Route, best, by, claim_first
from calculator.passported.circumstances import ENGLAND, NORTHERN_IRELAND, SCOTLAND, WALES, Circumstances
from core.rules.messages import Phrase, a_week, brief_pounds, say

# Pounds a year: less is rounding.
PENNY_A_WEEK = 0.52
HOUSING_FORM, CRISIS_FORM = "discretionary-housing-payment", "local-welfare-crisis"
# The last circular on Wales covers the year to March 2027.
WALES_KNOWN_UNTIL = datetime.date(2027, 3, 31)
HOUSING_RULE = say(
    "It is for people with Housing Benefit, or help with rent in Universal Credit, who cannot pay the rest of the rent "
    "or the cost of moving. The council decides how much and for how long, and it can say no."
)
NO_RENT = say("You told us you pay no rent.")
LHA_SHORTFALL = say("Your rent is %(amount)s higher than the most that benefits pay for it.")
CAP_SHORTFALL = say("The benefit cap, a limit on benefits, lowers your Universal Credit by %(amount)s.")
SPARE_SHORTFALL = say("Of your rent, %(amount)s is left out for spare bedrooms.")
SPARE_SCOTLAND = say("Councils in Scotland pay the part that is left out for spare bedrooms to everybody who applies.")
NO_SHORTFALL = say("We found no shortfall, but moving costs or a deposit can be a reason too.")
HOUSING_STEP = say("Apply to your council for it.")
HOUSING_UNKNOWN = say("We hold no checked rule for it where you live.")
HOUSING_STEP_UNKNOWN = say("Ask your council, or the Housing Executive in Northern Ireland.")

CRISIS_RULES = {
    ENGLAND: say(
        "It is for a sudden cost or a fall in income, whether or not you get benefits. Each council has its own tests, "
        "and its own amounts."
    ),
    WALES: say("It is for people of 16 or over in an emergency or in great need. You do not have to get benefits."),
    SCOTLAND: say(
        "It is for people of 16 or over on a low income. It helps in an emergency, or to set up or keep a home."
    ),
    NORTHERN_IRELAND: say("It is for a crisis that puts health or safety at risk, with an income below a limit."),
}
CRISIS_STEPS = {
    ENGLAND: say("If you are in a crisis, apply to your council. Somebody else may apply for you."),
    WALES: say("If you are in a crisis, apply to the Discretionary Assistance Fund of the Welsh Government."),
    SCOTLAND: say("If you are in a crisis, apply to your council for the Scottish Welfare Fund."),
    NORTHERN_IRELAND: say("If you are in a crisis, apply to Finance Support of the Department for Communities."),
}
CRISIS_UNKNOWN = say("We cannot tell from your answers whether you are in a crisis.")
CRISIS_CLOSED = say("Your council tells us that it takes no applications at the moment.")
OVER_LIMIT = say("Your savings are over your council's limit of %(limit)s.")


@dataclass(frozen=True)
class LocalWelfare:
    """What a council says of its crisis help. savings_limit: pounds, None for no limit."""

    is_open: bool = True
    savings_limit: Decimal | None = None
    claim_form: str | None = CRISIS_FORM


def housing_payment(case: Circumstances) -> PassportedHelp:
    """Housing Payment in England, Discretionary Housing Payment elsewhere; likely where we found a shortfall."""
    nation, day = case.nation, case.household.claim_date
    name = say("Housing Payment") if nation == ENGLAND else say("Discretionary Housing Payment")
    value = say("Help with the part of the rent that benefits do not pay")
    if nation == NORTHERN_IRELAND or (nation == WALES and day > WALES_KNOWN_UNTIL):
        return Help("housing_payment", name, value, "dhp_unknown").says(ASK, (HOUSING_UNKNOWN,), HOUSING_STEP_UNKNOWN)
    source = "housing_payment_england" if nation == ENGLAND else "dhp"
    help_ = Help("housing_payment", name, value, source, HOUSING_FORM)
    if case.household.housing.tenure not in RENTING_TENURES:
        return help_.says(NOT, (NO_RENT, HOUSING_RULE))
    route = best(by(case.hb), _rent_in_universal_credit(case))
    if not route.has:
        return help_.by(route, HOUSING_RULE, HOUSING_STEP)
    shortfall = _shortfall(case)
    return help_.says(
        LIKELY if shortfall else ASK,
        (*route.words, *(shortfall or (NO_SHORTFALL,)), HOUSING_RULE),
        claim_first(route, HOUSING_STEP),
    )


def _rent_in_universal_credit(case: Circumstances) -> Route:
    element = case.result.parts.get("uc_housing_costs_element")
    # Somebody who reports the benefit may have help with rent that the engine did not find.
    if case.uc.has and (element is None or (element == 0 and case.household.housing.rent is None)):
        return Route(None, (case.uc.words,), case.uc)
    if case.uc.has and element == 0:
        return Route(False, (case.uc.words, say("We found no help with rent in it.")), case.uc)
    return by(case.uc)


def _shortfall(case: Circumstances) -> tuple[Phrase, ...]:
    parts, household = case.result.parts, case.household
    if case.hb.has and household.on_pension_age_rules:
        limit = parts.get("LHA_cap", 0.0) if case.result.tests.get("LHA_eligible") else 0.0
        over = parts.get("benunit_rent", 0.0) - limit
        return (LHA_SHORTFALL.fill(amount=a_week(over)),) if limit > 0 and over > PENNY_A_WEEK else ()
    if not case.uc.has:
        return ()
    is_private = household.housing.tenure in PRIVATE_TENURES
    rent, limit = household.housing.rent, parts.get("uc_LHA_cap", 0.0)
    spare = under_occupancy(household, bedrooms_allowed(household)) * float(rent.per_year if rent else 0)
    amounts = {
        CAP_SHORTFALL: parts.get("uc_benefit_cap_reduction_after_floor", 0.0),
        LHA_SHORTFALL: parts.get("benunit_rent", 0.0) - limit if is_private and limit > 0 else 0.0,
        SPARE_SHORTFALL: spare,
    }
    found = tuple(words.fill(amount=a_week(amount)) for words, amount in amounts.items() if amount > PENNY_A_WEEK)
    return (*found, SPARE_SCOTLAND) if spare > 0 and household.region == "SCOTLAND" else found


def local_welfare(case: Circumstances, council: LocalWelfare | None) -> PassportedHelp:
    """Crisis help of the council or nation: never likely, as no answer tells of a crisis."""
    nation = case.nation
    names = {
        ENGLAND: say("Crisis payment"),
        WALES: say("Discretionary Assistance Fund"),
        SCOTLAND: say("Scottish Welfare Fund"),
        NORTHERN_IRELAND: say("Discretionary Support"),
    }
    sources = {
        ENGLAND: "crisis_england",
        WALES: "daf_wales",
        SCOTLAND: "swf_scotland",
        NORTHERN_IRELAND: "ds_northern_ireland",
    }
    form = CRISIS_FORM if nation in (ENGLAND, SCOTLAND) else None
    if nation == ENGLAND and council is not None:
        form = council.claim_form
    help_ = Help("local_welfare", names[nation], say("Money or goods in an emergency"), sources[nation], form)
    if nation == ENGLAND and council is not None:
        if not council.is_open:
            return help_.says(NOT, (CRISIS_CLOSED,), say("Ask the council when it opens again."))
        capital, limit = case.household.capital, council.savings_limit
        if capital is not None and limit is not None and capital > limit:
            return help_.says(NOT, (OVER_LIMIT.fill(limit=brief_pounds(limit)),))
    return help_.says(ASK, (CRISIS_UNKNOWN, CRISIS_RULES[nation]), CRISIS_STEPS[nation])

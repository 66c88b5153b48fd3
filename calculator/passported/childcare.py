"""Free hours of childcare and early learning: for every child of an age, for working parents, and by benefits."""

from __future__ import annotations

from calculator.passported.answers import (
    ASK,
    LIKELY,
    NOT,
    Help,
    PassportedHelp,
    Route,
    best,
    by,
    by_low_pay,
    claim_first,
)
from calculator.passported.circumstances import ENGLAND, NORTHERN_IRELAND, SCOTLAND, WALES, Circumstances
from core.rules.messages import NOTHING, Phrase, say

# Local Authority (Duty to Secure Early Years Provision Free of Charge) Regulations 2014, regulation 1(2).
ENGLAND_LIMIT = 15_400 / 12
SCHOOL_AGE = 5
WORKING_TEST = "extended_childcare_entitlement_eligible"

ENGLAND_RULE = say(
    "Every child of 3 or 4 has 15 hours a week in school terms. Working parents have 30 hours from 9 "
    "months of age. Each must earn at least 16 hours at the minimum wage, and at most £100,000 a year."
)
ENGLAND_TWO = say(
    "A child of 2 has 15 hours if you get Universal Credit and take home up to £15,400 a year. The same "
    "goes for Guarantee Credit, the main part of Pension Credit."
)
SCOTLAND_RULE = say("Every child of 3 or 4 has 1,140 hours a year, and a child of 2 if you get some benefits.")
WALES_RULE = say(
    "A child of 3 or 4 has at least 10 hours of early learning. With childcare it is up to 30 hours if the "
    "parents work or study."
)
NORTHERN_IRELAND_RULE = say("A child has at least 12.5 hours a week in the year before primary school.")
NO_SMALL_CHILD = say("You told us of no child under school age.")
OF_THE_AGE = say("You have a child of 3 or 4.")
WORKING = say("You (and your partner) earn enough, and not too much, for the hours of working parents.")
NOT_WORKING = say("From your answers you do not have the hours of working parents.")
WORKING_UNKNOWN = say("We do not know whether you have the hours of working parents.")
FROM_THE_TERM = say("Hours begin in the school term after the birthday.")
STEP_ENGLAND = say("Apply for a code on GOV.UK for the hours of working parents, or ask a nursery or your council.")
STEP_COUNCIL = say("Ask a nursery or your council.")
STEP_WALES = say("Ask a nursery or your council. Apply for the Childcare Offer for Wales if you work or study.")
STEP_NORTHERN_IRELAND = say("Apply to the Education Authority.")
SOURCE = {
    ENGLAND: "free_hours_england",
    SCOTLAND: "free_hours_scotland",
    WALES: "free_hours_wales",
    NORTHERN_IRELAND: "free_hours_northern_ireland",
}


def free_hours(case: Circumstances) -> PassportedHelp:
    """Free hours of childcare where the household lives. Children are under school age until 5."""
    help_ = Help(
        "free_hours",
        say("Free childcare hours"),
        say("Hours at a nursery, childminder or playgroup without paying"),
        SOURCE[case.nation],
    )
    ages = [case.age(child) for child in case.household.children]
    small = [age for age in ages if age < SCHOOL_AGE]
    if not small:
        return help_.says(NOT, (NO_SMALL_CHILD,))
    if case.nation == ENGLAND:
        return _in_england(case, help_, max(small), set(small))
    if case.nation == SCOTLAND:
        return _in_scotland(case, help_, max(small))
    rule, step = (WALES_RULE, STEP_WALES) if case.nation == WALES else (NORTHERN_IRELAND_RULE, STEP_NORTHERN_IRELAND)
    return help_.says(ASK, (rule, FROM_THE_TERM), step)


def _in_england(case: Circumstances, help_: Help, oldest: int, ages: set[int]) -> PassportedHelp:
    working = case.result.tests.get(WORKING_TEST)
    about_work = WORKING_UNKNOWN if working is None else WORKING if working else NOT_WORKING
    if oldest >= 3:
        return help_.says(LIKELY, (OF_THE_AGE, about_work, ENGLAND_RULE, FROM_THE_TERM), STEP_ENGLAND)
    routes = [Route(working, (about_work,))]
    rules: tuple[Phrase, ...] = (ENGLAND_RULE,)
    if 2 in ages:
        routes += [by_low_pay(case, ENGLAND_LIMIT), by(case.guarantee)]
        rules = (ENGLAND_TWO, ENGLAND_RULE)
    route = best(*routes)
    if route.has is False:
        return help_.says(NOT, (*route.words, *rules))
    step = claim_first(route, STEP_ENGLAND)
    return help_.says(LIKELY if route.has else ASK, (*route.words, *rules, FROM_THE_TERM), step)


def _in_scotland(case: Circumstances, help_: Help, oldest: int) -> PassportedHelp:
    if oldest >= 3:
        return help_.says(LIKELY, (OF_THE_AGE, SCOTLAND_RULE, FROM_THE_TERM), STEP_COUNCIL)
    # Which benefits count for a child of 2, and with how much pay, was not checked.
    return help_.says(ASK if oldest == 2 else NOT, (SCOTLAND_RULE,), STEP_COUNCIL if oldest == 2 else NOTHING)

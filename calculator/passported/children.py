"""Passported help for children: free school meals, Healthy Start, Best Start Foods."""

from __future__ import annotations

import datetime

from calculator.household.household import Child
from calculator.passported.answers import ASK, LIKELY, NOT, Help, PassportedHelp, Route, best, by, by_low_pay
from calculator.passported.circumstances import ENGLAND, NORTHERN_IRELAND, SCOTLAND, WALES, Circumstances
from core.rules.messages import NOTHING, Phrase, say

# From the school year 2026/27 all of Universal Credit counts in England.
ENGLAND_ALL_OF_UC = datetime.date(2026, 9, 1)
OLD_LIMIT = 7_400 / 12
SCOTLAND_LIMIT = 850.0
NORTHERN_IRELAND_LIMIT = 15_000 / 12
HEALTHY_START_LIMIT = 408.0
SCOTTISH_CHILD_PAYMENT_AGE = 16
# Above these nobody is asked about pregnancy.
AGE_OF_PREGNANCY = 55
# Years of school are counted from 1, the first: Reception in England and Wales, Primary 1 elsewhere.
LAST_YEAR_OF_PRIMARY, LAST_YEAR = 7, 14
FREE_FOR_ALL = {ENGLAND: 3, WALES: 7, SCOTLAND: 5, NORTHERN_IRELAND: 0}

ENGLAND_RULE = say(
    "From September 2026 every child at a state school whose household gets Universal Credit can have them."
)
ENGLAND_OLD_RULE = say(
    "Until 31 August 2026, Universal Credit counts with take-home pay of up to £7,400 a year. From September 2026 all "
    "of Universal Credit counts."
)
WALES_RULE = say(
    "After primary school they are for households on Universal Credit with take-home pay of up to £7,400 a year."
)
SCOTLAND_RULE = say(
    "After Primary 7 they are for households on Universal Credit with low take-home pay: £850 a month in 2025/26. Some "
    "councils go further."
)
SCOTLAND_CHILD_PAYMENT = say("In Primary 6 and 7 they are for children who get Scottish Child Payment.")
NORTHERN_IRELAND_RULE = say(
    "They are for households on Universal Credit with take-home pay of up to £15,000 a year in 2024/25."
)
FREE_IN = {
    ENGLAND: say(
        "Every child in Reception, Year 1 and Year 2 at a state school has them, whatever the household earns."
    ),
    WALES: say("Every child at a state primary school has them, whatever the household earns."),
    SCOTLAND: say("Every child in Primary 1 to 5 at a state school has them, whatever the household earns."),
}
LONDON = say("Every child at a state primary school in London has them, however much you earn.")
YEAR_FROM_BIRTHDAY = say("We worked out school years from dates of birth.")
NO_PUPIL = say("You told us of no child of school age.")
NURSERY = say("Some children at a school nursery can have them, if they are there before and after lunch.")
LEFT_SCHOOL = say("We do not know whether your child of 16 or over is at school or college.")
APPLY_COUNCIL = say(
    "Apply to your council, or ask the school. Do it for younger children too: it can bring the school money."
)
APPLY_NORTHERN_IRELAND = say("Apply to the Education Authority.")
ASK_SCHOOL = say("If you have asylum support or no recourse to public funds, ask the school: other rules apply.")

HEALTHY_START_RULE = say(
    "Healthy Start is for a child under 4, or if you are at least 10 weeks pregnant. You must get "
    "Universal Credit with take-home pay of up to £408 a month, or Pension Credit with a child."
)
BEST_START_RULE = say(
    "Best Start Foods is for a child under 3, or in pregnancy, on Universal Credit, Pension Credit or Housing Benefit, "
    "whatever you earn."
)
NO_SMALL_CHILD = say("You told us of no child that young.")
PREGNANCY_UNKNOWN = say("We did not ask whether anybody is pregnant.")
YOUNG_PARENT = say("Under 18, no benefit is needed.")
HEALTHY_START_STEP = say("Apply on the Healthy Start website of the NHS.")
BEST_START_STEP = say("Apply to Social Security Scotland.")


def free_school_meals(case: Circumstances) -> PassportedHelp:
    """Free school meals by nation, school year, benefit and take-home pay."""
    nation = case.nation
    step = APPLY_NORTHERN_IRELAND if nation == NORTHERN_IRELAND else APPLY_COUNCIL
    form = None if nation == NORTHERN_IRELAND else "free-school-meals"
    help_ = Help(
        "free_school_meals",
        say("Free school meals"),
        say("A free lunch on every school day"),
        f"fsm_{nation.lower().replace(' ', '_')}",
        form,
    )
    years = {child: school_year(case, child) for child in case.household.children if not _has_left(case, child)}
    pupils = {child: year for child, year in years.items() if 1 <= year <= LAST_YEAR}
    route, rule = _meals_by_benefit(case, pupils)
    if not pupils:
        if route.has is not False and any(year in (-1, 0) for year in years.values()):
            return help_.says(ASK, (NURSERY, *route.words, rule), step)
        return help_.says(NOT, (NO_PUPIL,))
    for_all, free_until = _free_for_all(case)
    if any(year <= free_until for year in pupils.values()):
        older = any(year > free_until for year in pupils.values())
        more = (*route.words, rule) if older else ()
        return help_.says(LIKELY, (for_all, YEAR_FROM_BIRTHDAY, *more), step)
    if route.has and all(_may_have_left(case, child) for child in pupils):
        return help_.says(ASK, (LEFT_SCHOOL, *route.words, rule), step)
    return help_.by(route, rule, step, otherwise=ASK_SCHOOL)


def school_year(case: Circumstances, child: Child) -> int:
    """The child's year of school on the claim date, by date of birth: 1 is the first, 0 and below are before school.

    England and Wales: 4 by 31 August (Education Act 1996, section 8). Scotland: 5 by the end of February (Education
    (Scotland) Act 1980, section 32). Northern Ireland: 4 by 1 July (Education and Libraries (Northern Ireland) Order
    1986, article 46). Children who started later than they could are a year behind.
    """
    day = case.household.claim_date
    if case.nation == SCOTLAND:
        start = day.year if (day.month, day.day) >= (8, 15) else day.year - 1
        return child.age_on(datetime.date(start + 1, 2, 28)) - 4
    start = day.year if day.month >= 9 else day.year - 1
    if case.nation == NORTHERN_IRELAND:
        return child.age_on(datetime.date(start, 7, 1)) - 3
    return child.age_on(datetime.date(start, 8, 31)) - 3


def _free_for_all(case: Circumstances) -> tuple[Phrase, int]:
    if case.household.region == "LONDON":
        return LONDON, LAST_YEAR_OF_PRIMARY
    return FREE_IN.get(case.nation, NOTHING), FREE_FOR_ALL[case.nation]


def _meals_by_benefit(case: Circumstances, pupils: dict[Child, int]) -> tuple[Route, Phrase]:
    if case.nation == NORTHERN_IRELAND:
        unchecked = [Route(None, (each.words,), each) for each in (case.guarantee, case.esa_ir) if each.has]
        return best(by_low_pay(case, NORTHERN_IRELAND_LIMIT, over=None), *unchecked), NORTHERN_IRELAND_RULE
    if case.nation == SCOTLAND:
        if any(year in (6, 7) and case.age(child) < SCOTTISH_CHILD_PAYMENT_AGE for child, year in pupils.items()):
            return best(by(case.uc), by(case.pc), by(case.esa_ir)), SCOTLAND_CHILD_PAYMENT
        return best(by_low_pay(case, SCOTLAND_LIMIT, over=None), by(case.esa_ir)), SCOTLAND_RULE
    others = (by(case.guarantee), by(case.esa_ir))
    if case.nation == WALES:
        return best(by_low_pay(case, OLD_LIMIT, over=None), *others), WALES_RULE
    if case.household.claim_date < ENGLAND_ALL_OF_UC:
        return best(by_low_pay(case, OLD_LIMIT), *others), ENGLAND_OLD_RULE
    return best(by(case.uc), *others), ENGLAND_RULE


def _has_left(case: Circumstances, child: Child) -> bool:
    return case.age(child) >= 16 and child.in_education is False


def _may_have_left(case: Circumstances, child: Child) -> bool:
    return case.age(child) >= 16 and child.in_education is None


def healthy_start(case: Circumstances) -> PassportedHelp:
    """Healthy Start, or Best Start Foods in Scotland."""
    if case.nation == SCOTLAND:
        help_ = Help(
            "best_start_foods",
            say("Best Start Foods"),
            say("Money on a card every 4 weeks for milk and healthy food"),
            "best_start_foods",
        )
        route = best(by(case.uc), by(case.pc), by(case.hb), by(case.esa_ir))
        return _for_small_children(case, help_, route, BEST_START_RULE, 3, BEST_START_STEP)
    help_ = Help(
        "healthy_start",
        say("Healthy Start"),
        say("Money on a card every 4 weeks for milk, fruit and vegetables, and free vitamins"),
        "healthy_start",
    )
    routes = [by_low_pay(case, HEALTHY_START_LIMIT)]
    if case.household.children:
        routes.append(by(case.pc))
    if case.esa_ir.has:
        # With this benefit it is for pregnancy alone.
        routes.append(Route(None, (case.esa_ir.words, PREGNANCY_UNKNOWN), case.esa_ir))
    return _for_small_children(case, help_, best(*routes), HEALTHY_START_RULE, 4, HEALTHY_START_STEP)


def _for_small_children(
    case: Circumstances, help_: Help, route: Route, rule: Phrase, below_age: int, step: Phrase
) -> PassportedHelp:
    small = any(case.age(child) < below_age for child in case.household.children)
    youngest = min(case.age(each) for each in case.household.couple)
    if youngest < 18 and (not small or route.has is not True):
        return help_.says(ASK, (YOUNG_PARENT, PREGNANCY_UNKNOWN, rule), step)
    if small:
        return help_.by(route, rule, step)
    if youngest >= AGE_OF_PREGNANCY:
        return help_.says(NOT, (NO_SMALL_CHILD, rule))
    if route.has is False:
        return help_.by(route, rule, step)
    return help_.says(ASK, (PREGNANCY_UNKNOWN, *route.words, rule), step)

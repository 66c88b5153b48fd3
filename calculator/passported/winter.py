"""Passported help in winter: payments for cold weather, and for people of State Pension age."""

from __future__ import annotations

import datetime

from calculator.household.household import Adult
from calculator.passported.answers import LIKELY, NOT, Help, PassportedHelp, Route, best, by
from calculator.passported.circumstances import SCOTLAND, Circumstances
from core.rules.messages import say
from core.rules.pension_age import has_reached_pension_age

INCOME_LIMIT = 35_000
COLD_RULE = say(
    "It is for people on Pension Credit, and on Universal Credit with a disabled child. If neither of you "
    "works, a child under 5 is enough. So is a decision by DWP that your health limits your work."
)
WORKING = say("One of you works, and there is no disabled child.")
NO_REASON = say(
    "You have no child under 5 and no disabled child. DWP has not decided that your health limits your work."
)
DISABLED_CHILD = say("You have a disabled child.")
NOT_WORKING = say(
    "Neither of you works. You have a child under 5, or DWP has decided that your health limits your work."
)
WORK_UNKNOWN = say("We do not know whether either of you works.")
AUTOMATIC = say("It is paid by itself. If it does not come, tell those who pay your benefit.")
AUTOMATIC_SCOTLAND = say("It is paid by itself. If it does not come, tell Social Security Scotland.")

AGE_REACHED = say("You, or your partner, will have reached State Pension age in the week in September that counts.")
AGE_NOT_REACHED = say(
    "Neither you nor a partner will have reached State Pension age in the week in September that counts."
)
TAKEN_BACK = say("From people with an income over £35,000 a year, tax takes it back.")
INCOME_OVER = say("Your income is over £35,000 a year, so tax takes it back.")
FUEL_STEP = say("Most people are paid by themselves in November or December. If not, claim it on GOV.UK.")
FUEL_STEP_SCOTLAND = say(
    "Most people are paid by themselves in November or December. If not, ask Social Security Scotland."
)


def cold_weather(case: Circumstances) -> PassportedHelp:
    """Cold Weather Payment, or Winter Heating Payment in Scotland, whose conditions are the same."""
    help_ = Help(
        "cold_weather_payment",
        say("Cold Weather Payment"),
        say("£25 for every 7 days of very cold weather from November to March"),
        "cold_weather",
    )
    if case.nation == SCOTLAND:
        help_ = Help(
            "winter_heating_payment",
            say("Winter Heating Payment"),
            say("One payment each winter, however cold it is"),
            "winter_heating_scotland",
        )
    step = AUTOMATIC_SCOTLAND if case.nation == SCOTLAND else AUTOMATIC
    return help_.by(best(by(case.pc), _esa_route(case), _universal_credit_route(case)), COLD_RULE, step)


def _has_small_child(case: Circumstances) -> bool:
    return any(case.age(child) < 5 for child in case.household.children)


def _has_disabled_child(case: Circumstances) -> bool:
    return any(child.disability_benefits or child.severely_sight_impaired for child in case.household.children)


def _esa_route(case: Circumstances) -> Route:
    if not case.esa_ir.has:
        return by(case.esa_ir)
    # Without a group or a child, premiums decide, which a household does not tell.
    certain = case.has_limited_capability or _has_small_child(case)
    return Route(True if certain else None, (case.esa_ir.words,), case.esa_ir)


def _universal_credit_route(case: Circumstances) -> Route:
    uc = case.uc
    if uc.has is False:
        return by(uc)
    if _has_disabled_child(case):
        return Route(uc.has, (uc.words, DISABLED_CHILD), uc)
    if not (_has_small_child(case) or case.has_limited_capability):
        return Route(False, (uc.words, NO_REASON), uc)
    if case.in_work:
        return Route(False, (uc.words, WORKING), uc)
    if case.in_work is None:
        return Route(None, (uc.words, WORK_UNKNOWN), uc)
    return Route(uc.has, (uc.words, NOT_WORKING), uc)


def winter_fuel(case: Circumstances) -> PassportedHelp:
    """Winter Fuel Payment, or Pension Age Winter Heating Payment in Scotland, for the winter of the claim date."""
    help_ = Help("winter_fuel_payment", say("Winter Fuel Payment"), say("Up to £300 each winter"), "winter_fuel")
    if case.nation == SCOTLAND:
        help_ = Help(
            "pension_age_winter_heating_payment",
            say("Pension Age Winter Heating Payment"),
            say("A payment each winter, more from the age of 80"),
            "winter_fuel_scotland",
        )
    week_end = qualifying_week_end(case.household.claim_date)
    reached = [each for each in case.household.couple if has_reached_pension_age(each.date_of_birth, week_end)]
    if not reached:
        return help_.says(NOT, (AGE_NOT_REACHED,))
    on_benefit = case.pc.has or case.uc.has or case.esa_ir.has
    if not on_benefit and all(_known_income(each) > INCOME_LIMIT for each in reached):
        return help_.says(NOT, (AGE_REACHED, INCOME_OVER))
    step = FUEL_STEP_SCOTLAND if case.nation == SCOTLAND else FUEL_STEP
    return help_.says(LIKELY, (AGE_REACHED, TAKEN_BACK), step)


def qualifying_week_end(day: datetime.date) -> datetime.date:
    """The Sunday of the qualifying week, which starts on the third Monday of September, of the winter of the day.

    A winter's week is that of the September before its payments; from April on, the next one counts.
    """
    first = datetime.date(day.year if day.month >= 4 else day.year - 1, 9, 1)
    first_monday = first + datetime.timedelta(days=-first.weekday() % 7)
    return first_monday + datetime.timedelta(days=20)


def _known_income(adult: Adult) -> float:
    pension = adult.benefit("state_pension")
    told = (adult.earnings, adult.self_employed_profit, adult.private_pension, pension.amount if pension else None)
    return float(sum(each.per_year for each in told if each is not None))

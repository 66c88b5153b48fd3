"""Passported help with bills: electricity, water, broadband and the TV licence."""

from __future__ import annotations

from calculator.passported.answers import ASK, NOT, Help, PassportedHelp, Route, best, by, claim_first
from calculator.passported.circumstances import NORTHERN_IRELAND, SCOTLAND, Circumstances
from core.rules.messages import say

WHD_RULE = say(
    "It is for people on Pension Credit, Universal Credit, Housing Benefit or income-related Employment "
    "and Support Allowance, an older benefit. The electricity bill must name the one who gets it, or a "
    "partner."
)
WHD_STEP = say(
    "Most people get it by themselves, by a letter in autumn. If no letter comes, call the helpline on GOV.UK."
)
WHD_SCOTLAND_RULE = say(
    "In Scotland it comes by itself with Guarantee Credit, the main part of Pension Credit. For other "
    "benefits, each energy company has rules of its own, so ask yours."
)
WHD_SCOTLAND_STEP = say("Ask your energy company when its scheme opens, which is often in autumn. Places can run out.")
WHD_NORTHERN_IRELAND = say("The scheme does not run in Northern Ireland.")

WATERSURE_RULE = say(
    "WaterSure is a limit on the bill. It is for homes with a water meter and a benefit for low incomes. "
    "There must be 3 or more children under 19, or an illness that needs much water. Each company also has "
    "a lower price for low incomes."
)
WATERSURE_CHILDREN = say("You have 3 or more children under 19. We do not know whether you have a water meter.")
METER_UNKNOWN = say("We do not know whether you have a water meter, or which company you pay.")
WATER_STEP = say("Ask your water company for WaterSure and its lower price for low incomes.")
WATER_OTHERWISE = say(
    "If water takes much of your income, ask your water company. You may not need a benefit for its own lower price."
)
WATER_SCOTLAND_RULE = say("In Scotland, Council Tax Reduction lowers water charges too, by up to 35%.")
WATER_SCOTLAND_STEP = say("You do not have to ask. It shows on the council tax bill.")
WATER_NORTHERN_IRELAND = say("Households in Northern Ireland do not pay water charges.")

BROADBAND_RULE = say(
    "Companies with a lower price for low incomes take Universal Credit. Most take Guarantee Credit, the "
    "main part of Pension Credit. The account must be in the name of the one who gets it."
)
BROADBAND_OTHERS = say("Some providers take other benefits too, such as Personal Independence Payment.")
BROADBAND_STEP = say("Look at the list of social tariffs on the Ofcom website, and ask your provider to move you.")
OTHER_BENEFITS = ("pip", "dla", "aa", "afip", "esa_ns", "jsa_ns")

TV_RULE = say("It is free from the age of 75 for people on Pension Credit, or whose partner gets it.")
TV_NOT_75 = say("Neither you nor a partner is 75.")
TV_SOON = say("One of you is 74: you can apply now, for the month you turn 75.")
TV_STEP = say("Apply to TV Licensing.")
TV_AGE = 75


def warm_home_discount(case: Circumstances) -> PassportedHelp:
    """Warm Home Discount: one list of benefits in England and Wales, suppliers' own rules in Scotland."""
    name, code = say("Warm Home Discount"), "warm_home_discount"
    if case.nation == NORTHERN_IRELAND:
        return Help(code, name, say("Money off an electricity bill each winter"), "whd_northern_ireland").says(
            NOT, (WHD_NORTHERN_IRELAND,)
        )
    routes = (by(case.guarantee), by(case.uc), by(case.pc), by(case.hb), by(case.esa_ir))
    if case.nation == SCOTLAND:
        help_ = Help(code, name, say("Money off an electricity bill each winter"), "whd_scotland")
        # Only the guarantee part settles it; with another benefit the supplier does.
        others = (Route(None, each.words, each.award) if each.has else each for each in routes[1:])
        step = WHD_STEP if case.guarantee.has else WHD_SCOTLAND_STEP
        return help_.by(best(routes[0], *others), WHD_SCOTLAND_RULE, step)
    return Help(code, name, say("£150 off an electricity bill each winter"), "whd_england_wales").by(
        best(*routes), WHD_RULE, WHD_STEP
    )


def water(case: Circumstances) -> PassportedHelp:
    """WaterSure and social tariffs in England and Wales, the reduction scheme in Scotland."""
    name, code = say("Help with water bills"), "water"
    if case.nation == NORTHERN_IRELAND:
        return Help(code, name, say("A lower water bill"), "water_northern_ireland").says(
            NOT, (WATER_NORTHERN_IRELAND,)
        )
    if case.nation == SCOTLAND:
        return Help(code, name, say("Up to 35% off water charges"), "water_scotland").by(
            by(case.ctr), WATER_SCOTLAND_RULE, WATER_SCOTLAND_STEP
        )
    help_ = Help(code, name, say("A cap on the water bill, or a lower tariff"), "watersure")
    route = best(by(case.uc), by(case.pc), by(case.hb), by(case.esa_ir))
    if route.has is False:
        return help_.by(route, WATERSURE_RULE, WATER_STEP, otherwise=WATER_OTHERWISE)
    many = sum(case.age(child) < 19 for child in case.household.children) >= 3
    return help_.says(
        ASK,
        (*route.words, WATERSURE_CHILDREN if many else METER_UNKNOWN, WATERSURE_RULE),
        claim_first(route, WATER_STEP),
    )


def broadband(case: Circumstances) -> PassportedHelp:
    """Social tariffs: Universal Credit everywhere, the guarantee part of Pension Credit nearly so, others at some."""
    help_ = Help(
        "broadband", say("Broadband social tariff"), say("Broadband for less, often £10 to £20 a month"), "broadband"
    )
    route = best(by(case.uc), by(case.guarantee))
    couple = case.household.couple
    others = any(each.has for each in (case.pc, case.hb, case.esa_ir)) or any(
        each.disability_benefits or any(each.benefit(code) for code in OTHER_BENEFITS) for each in couple
    )
    if route.has is False and others:
        return help_.says(ASK, (BROADBAND_OTHERS, BROADBAND_RULE), BROADBAND_STEP)
    return help_.by(route, BROADBAND_RULE, BROADBAND_STEP)


def tv_licence(case: Circumstances) -> PassportedHelp:
    """The free TV licence from 75 on Pension Credit."""
    help_ = Help(
        "tv_licence", say("Free TV licence"), say("The fee of a TV licence: £180 a year from April 2026"), "tv_licence"
    )
    oldest = max(case.age(each) for each in case.household.couple)
    if oldest >= TV_AGE:
        return help_.by(by(case.pc), TV_RULE, TV_STEP)
    if oldest == TV_AGE - 1 and case.pc.has:
        return help_.says(ASK, (TV_SOON, case.pc.words, TV_RULE), TV_STEP)
    return help_.says(NOT, (TV_NOT_75, TV_RULE))

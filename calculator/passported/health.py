"""Passported help with health: NHS prescriptions, dentist and sight tests, and the Blue Badge."""

from __future__ import annotations

from calculator.household.household import Person
from calculator.passported.answers import ASK, LIKELY, NOT, Help, PassportedHelp, best, by, by_low_pay
from calculator.passported.circumstances import ENGLAND, NORTHERN_IRELAND, SCOTLAND, WALES, Circumstances
from core.rules.messages import Phrase, say

LIMIT, LIMIT_WITH_CHILD_OR_CAPABILITY = 435.0, 935.0
FREE_AGE = 60
PRESCRIPTIONS_FREE = say("Prescriptions are free for everybody where you live.")
OVER_60 = say("It is free from the age of 60.")
STUDENT = say("It is free under 19 in full-time education.")
BELOW_ADULT_AGE = say("It is free at your age.")
SIGHT_IMPAIRED = say("It is free for people who are severely sight impaired.")
COSTS_RULE = say(
    "On Universal Credit it is free if you and your partner took home £435 or less in the last month of "
    "the claim. It is £935 with a child, or if DWP has decided that your health limits your work."
)
COSTS_STEP = say("Tick the box for your benefit at the chemist, dentist or optician. Keep your award notice.")
COSTS_OTHERWISE = say(
    "On a low income, ask for form HC1 of the NHS Low Income Scheme. Pregnancy and some illnesses also make some of it "
    "free."
)
AGE_STEP = say("Show how old you are, or that you study, when you are asked.")
SIGHT_STEP = say("Show your certificate of sight loss.")
OTHER_NATION = say("Charges and who is spared them differ between the nations. We hold no checked rule for yours.")
ASK_NHS = say("Ask the dentist or optician, or your health board, before you are treated.")

MOST_POINTS = {
    ENGLAND: say(
        "It does if you have 8 points or more for moving around. It also does if you have exactly 10 for "
        "planning journeys (letter E)."
    ),
    WALES: say("It does if you have 8 points or more for moving around, or 12 for planning journeys."),
    SCOTLAND: say("It does if you have 8 points or more for moving around, or 12 for planning journeys."),
    NORTHERN_IRELAND: say("It does if you have 8 points or more for moving around."),
}
POINTS = say("Whether your award leads to a badge depends on its points, which we do not know.")
RATE = say("Whether your award leads to a badge depends on its rate, which we do not know.")
AUTOMATIC_DLA = say("The higher rate of the mobility part of Disability Living Allowance leads to a badge.")
AUTOMATIC_SIGHT = say("Severe sight impairment leads to a badge.")
WAR = say("War Pensioner's Mobility Supplement, and some awards of Armed Forces Compensation, lead to a badge.")
UNDER_3 = say(
    "For a child under 3 other rules apply. They must have bulky medical equipment with them, or "
    "have to stay near a car or van."
)
ASSESSED = say(
    "Your awards do not lead to a badge by themselves. The council can assess how hard walking or a journey is."
)
NO_AWARD = say("You told us of no award that leads to a badge.")
BADGE_STEP = say("Apply to your council. Have the letter of your award at hand.")
BADGE_STEP_NORTHERN_IRELAND = say("Apply to the Blue Badge Unit. Have the letter of your award at hand.")
BADGE_OTHERWISE = say("If walking or a journey is very hard for one of you, you can still apply and be assessed.")


def nhs_costs(case: Circumstances) -> list[PassportedHelp]:
    """Prescriptions, dental treatment and sight tests for claimant and partner, one answer for each."""
    prescriptions = Help(
        "prescriptions", say("Free prescriptions"), say("NHS prescriptions without a charge"), "prescriptions"
    )
    dental = Help(
        "nhs_dental", say("Free NHS dental treatment"), say("NHS dental treatment without a charge"), "nhs_dental"
    )
    sight = Help(
        "nhs_sight", say("Free NHS sight tests"), say("A free sight test, and often a voucher for glasses"), "nhs_sight"
    )
    if case.nation != ENGLAND:
        free = Help("prescriptions", prescriptions.name, prescriptions.value_words, "prescriptions_free")
        others = [Help(each.code, each.name, each.value_words, "nhs_other_nations") for each in (dental, sight)]
        return [
            free.says(LIKELY, (PRESCRIPTIONS_FREE,), say("You do not have to do anything.")),
            *(each.says(ASK, (OTHER_NATION,), ASK_NHS) for each in others),
        ]
    return [
        _cost(case, prescriptions, free_age=FREE_AGE, child_below=16),
        _cost(case, dental, free_age=None, child_below=18),
        _sight_test(case, sight),
    ]


def _sight_test(case: Circumstances, help_: Help) -> PassportedHelp:
    if any(each.severely_sight_impaired for each in case.household.couple):
        return help_.says(LIKELY, (SIGHT_IMPAIRED,), SIGHT_STEP)
    return _cost(case, help_, free_age=FREE_AGE, child_below=16)


def _cost(case: Circumstances, help_: Help, *, free_age: int | None, child_below: int) -> PassportedHelp:
    couple = case.household.couple
    if free_age is not None and any(case.age(each) >= free_age for each in couple):
        return help_.says(LIKELY, (OVER_60,), AGE_STEP)
    if any(case.age(each) < child_below for each in couple):
        return help_.says(LIKELY, (BELOW_ADULT_AGE,), AGE_STEP)
    if any(case.age(each) < 19 and each.full_time_student for each in couple):
        return help_.says(LIKELY, (STUDENT,), AGE_STEP)
    higher = bool(case.household.children) or case.has_limited_capability
    low_pay = by_low_pay(case, LIMIT_WITH_CHILD_OR_CAPABILITY if higher else LIMIT)
    route = best(by(case.guarantee), by(case.esa_ir), low_pay)
    return help_.by(route, COSTS_RULE, COSTS_STEP, otherwise=COSTS_OTHERWISE)


def blue_badge(case: Circumstances) -> PassportedHelp:
    """Whether an award of anybody in the home leads to a Blue Badge without an assessment."""
    nation = case.nation
    form = None if nation == NORTHERN_IRELAND else "blue-badge"
    help_ = Help(
        "blue_badge",
        say("Blue Badge"),
        say("Parking closer to where you need to be"),
        f"blue_badge_{nation.lower().replace(' ', '_')}",
        form,
    )
    step = BADGE_STEP_NORTHERN_IRELAND if nation == NORTHERN_IRELAND else BADGE_STEP
    everybody: tuple[Person, ...] = (*case.household.adults, *case.household.children)
    automatic = [reason for each in everybody if case.age(each) >= 3 for reason in _automatic(each)]
    if automatic:
        return help_.says(LIKELY, tuple(automatic), step)
    unsure = [reason for each in everybody for reason in _unsure(case, each)]
    if any(each.benefit("war") for each in case.household.adults):
        unsure.append(WAR)
    may_be_assessed = (
        case.has_limited_capability
        or any(each.disability_benefits for each in everybody)
        or any(each.benefit("afip") for each in case.household.adults)
    )
    if not unsure and may_be_assessed:
        unsure.append(ASSESSED)
    if unsure:
        return help_.says(ASK, tuple(unsure), step)
    return help_.says(NOT, (NO_AWARD,), BADGE_OTHERWISE)


def _automatic(person: Person) -> list[Phrase]:
    reasons = [AUTOMATIC_SIGHT] if person.severely_sight_impaired else []
    return reasons + ([AUTOMATIC_DLA] if "dla_mobility_higher" in person.disability_benefits else [])


def _unsure(case: Circumstances, person: Person) -> list[Phrase]:
    # Under 3 the usual routes are shut, and only those routes get here.
    if _automatic(person):
        return [UNDER_3]
    awards = person.disability_benefits
    reasons = []
    if any(each == "pip" or each.startswith("pip_mobility") for each in awards):
        reasons += [POINTS, MOST_POINTS[case.nation]]
    if "dla" in awards or "dla_mobility" in awards:
        reasons.append(RATE)
    return reasons

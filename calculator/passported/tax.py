"""Help by way of income tax: what married couples and blind people can ask HM Revenue and Customs for."""

from __future__ import annotations

from calculator.household.household import Adult
from calculator.passported.answers import ASK, NOT, Help, PassportedHelp
from calculator.passported.circumstances import TAXABLE_BENEFITS, Circumstances
from core.rules.messages import say

# Pounds a year; frozen until April 2028 (Income Tax Act 2007, section 35; Finance Act 2021, section 5).
PERSONAL_ALLOWANCE, HIGHER_RATE_FROM = 12_570.0, 50_270.0

MARRIAGE_RULE = say(
    "It is for couples who are married or civil partners. One must have an income of less than £12,570 a "
    "year, and the other must pay income tax at the basic rate. Then up to £252 a year less is taken. You "
    "can also ask for the 4 years before."
)
NO_PARTNER = say("You told us of no partner.")
NEITHER_PAYS_TAX = say("Neither of you looks to pay income tax.")
BOTH_OVER = say("Both of you look to have more income than that.")
TOO_HIGH = say("The higher of your incomes looks to be over the limit for it.")
MARRIED_UNKNOWN = say("We do not know whether you are married or civil partners.")
INCOMES_UNKNOWN = say("We do not know both of your incomes.")
MARRIAGE_STEP = say("If you are married or civil partners, apply for Marriage Allowance.")

BLIND_RULE = say(
    "If you are certified as blind or severely sight impaired, more of your income is free of tax. What "
    "one of a married couple does not need of it goes to the other."
)
NOT_BLIND = say("You told us of nobody who is severely sight impaired.")
NO_TAX = say("You do not look to pay income tax, so it would change nothing now.")
TAX_UNKNOWN = say("We do not know all of your income, so whether you pay income tax is open.")
PAYS_TAX = say("One of you is severely sight impaired, and looks to pay income tax.")
BLIND_STEP = say("Tell HM Revenue and Customs, and ask for Blind Person's Allowance.")


def marriage_allowance(case: Circumstances) -> PassportedHelp:
    """Marriage Allowance: never certain, since nobody is asked whether a couple is married."""
    help_ = Help(
        "marriage_allowance", say("Marriage Allowance"), say("Up to £252 a year less income tax"), "marriage_allowance"
    )
    if len(case.household.couple) < 2:
        return help_.says(NOT, (NO_PARTNER, MARRIAGE_RULE))
    incomes = [taxable_income(each) for each in case.household.couple]
    if None in incomes:
        return help_.says(ASK, (INCOMES_UNKNOWN, MARRIED_UNKNOWN, MARRIAGE_RULE), MARRIAGE_STEP)
    low, high = sorted(each for each in incomes if each is not None)
    if high <= PERSONAL_ALLOWANCE:
        return help_.says(NOT, (NEITHER_PAYS_TAX, MARRIAGE_RULE))
    if low >= PERSONAL_ALLOWANCE:
        return help_.says(NOT, (BOTH_OVER, MARRIAGE_RULE))
    # Scottish taxpayers have it up to the end of the intermediate rate, which is lower; they are told to ask too.
    if high > HIGHER_RATE_FROM:
        return help_.says(NOT, (TOO_HIGH, MARRIAGE_RULE))
    return help_.says(ASK, (MARRIED_UNKNOWN, MARRIAGE_RULE), MARRIAGE_STEP)


def blind_persons_allowance(case: Circumstances) -> PassportedHelp:
    """Blind Person's Allowance: where somebody of the couple who is severely sight impaired pays income tax."""
    help_ = Help(
        "blind_persons_allowance",
        say("Blind Person's Allowance"),
        say("A larger part of income without tax"),
        "blind_persons_allowance",
    )
    couple = case.household.couple
    if not any(each.severely_sight_impaired for each in couple):
        return help_.says(NOT, (NOT_BLIND, BLIND_RULE))
    incomes = [taxable_income(each) for each in couple]
    if any(each is not None and each > PERSONAL_ALLOWANCE for each in incomes):
        return help_.says(ASK, (PAYS_TAX, BLIND_RULE), BLIND_STEP)
    if None in incomes:
        return help_.says(ASK, (TAX_UNKNOWN, BLIND_RULE), BLIND_STEP)
    return help_.says(NOT, (NO_TAX, BLIND_RULE))


def taxable_income(adult: Adult) -> float | None:
    """Pounds a year before the personal allowance; None when a part of it was not told."""
    if adult.work_is_not_told or not (adult.pay_is_told or adult.has_no_pay):
        return None
    benefits = [each.amount for each in adult.benefits if each.code in TAXABLE_BENEFITS]
    if None in benefits:
        return None
    money = [adult.earnings, adult.self_employed_profit, adult.private_pension, *benefits]
    paid_in = adult.pension_contributions.per_year if adult.pension_contributions else 0
    return max(0.0, float(sum(each.per_year for each in money if each is not None) - paid_in))

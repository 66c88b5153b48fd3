"""Carer's Credit: weeks of National Insurance for carers who get them from no benefit."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.explain import NAMES
from calculator.household.household import Adult
from calculator.passported.answers import ASK, NOT, Help, PassportedHelp
from calculator.passported.circumstances import SCOTLAND, Circumstances
from core.rules.messages import Phrase, say
from core.rules.pension_age import has_reached_pension_age

# Benefits that bring National Insurance credits of their own; Universal Credit does too, to both of a couple.
COUNTED = ("ca", "esa_ns", "esa_ir", "jsa_ns", "ma")
CHILD_BENEFIT_UNTIL = 12

RULE = say(
    "It is for people under State Pension age who look after someone for 20 hours a week or more. That person must get "
    "a benefit for their care. If not, a health or care worker can sign a form. You get no money now. The weeks "
    "count towards your State Pension. What you earn or have saved does not matter."
)
NOBODY = say("You told us of nobody who looks after someone for 20 hours a week or more.")
OVER_AGE = say("Whoever looks after someone has reached State Pension age.")
COUNTS_ALREADY = say("With %(benefit)s the weeks count already.")
COUNTS_WITH = say("You could get %(benefit)s. With it the weeks count by themselves.")
MAY_COUNT = say("If you get %(benefit)s, the weeks count already.")
CHILD_UNDER_12 = say("With Child Benefit for a child under 12 the weeks count already.")
WHO_HAS_CHILD_BENEFIT = say("For whoever has Child Benefit for a child under 12, the weeks count already.")
CARES = say("One of you looks after someone for 35 hours a week or more.")
CARES_LESS = say("One of you looks after someone for 20 hours a week or more.")
PAY_COUNTS = say("Weeks of work with enough pay count too.")
SAME_PERSON = say("If you both look after the same person, only one of you can have %(benefit)s.")
CLAIM = say("Claim %(benefit)s.")
APPLY = say("Apply for Carer's Credit.")


def carers_credit(case: Circumstances) -> PassportedHelp:
    """Carer's Credit: never certain, since nobody is asked for what benefit the other person gets.

    Social Security (Contributions Credits for Parents and Carers) Regulations 2010 (SI 2010/19).
    """
    help_ = Help(
        "carers_credit", say("Carer's Credit"), say("Weeks that count towards your State Pension"), "carers_credit"
    )
    couple = case.household.couple
    carers = [each for each in couple if each.cares_35_hours or each.cares_20_hours or each.benefit("ca")]
    if not carers:
        return help_.says(NOT, (NOBODY, RULE))
    carers = [each for each in carers if not has_reached_pension_age(each.date_of_birth, case.household.claim_date)]
    if not carers:
        return help_.says(NOT, (OVER_AGE, RULE))
    left = [each for each in carers if _what_counts(each) is None]
    if not left:
        return help_.says(NOT, (COUNTS_ALREADY.fill(benefit=_name(_what_counts(carers[0]), case)), RULE))
    if case.uc.has:
        text = COUNTS_ALREADY if case.uc.reported else COUNTS_WITH
        return help_.says(NOT, (text.fill(benefit=case.uc.name), RULE))
    if len(couple) == 1 and _child_benefit(case):
        return help_.says(NOT, (CHILD_UNDER_12, RULE))
    allowance = _name("ca", case)
    if len(carers) == 1 and case.result.per_year.get("ca", 0) > 0:
        return help_.says(NOT, (COUNTS_WITH.fill(benefit=allowance), RULE), CLAIM.fill(benefit=allowance))
    cares = CARES if any(each.cares_35_hours for each in left) else CARES_LESS
    return help_.says(ASK, (cares, *_what_may_count(case, len(carers)), RULE), APPLY)


def _what_counts(carer: Adult) -> str | None:
    return next((code for code in COUNTED if carer.benefit(code)), None)


def _what_may_count(case: Circumstances, carers: int) -> Iterator[Phrase]:
    if carers > 1 and case.household.care_for_same_person:
        yield SAME_PERSON.fill(benefit=_name("ca", case))
    if case.uc.has is None:
        yield MAY_COUNT.fill(benefit=case.uc.name)
    if _child_benefit(case):
        yield WHO_HAS_CHILD_BENEFIT
    yield PAY_COUNTS


def _child_benefit(case: Circumstances) -> bool:
    """Whether somebody of the couple gets Child Benefit for a child under 12."""
    young = any(case.age(each) < CHILD_BENEFIT_UNTIL for each in case.household.children)
    return young and any(each.benefit("cb") for each in case.household.couple)


def _name(code: str | None, case: Circumstances) -> Phrase:
    return say("Carer Support Payment") if code == "ca" and case.nation == SCOTLAND else NAMES[code or "ca"]

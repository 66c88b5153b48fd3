"""The income that a Council Tax Reduction scheme counts, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from calculator.ctr.earnings import FOR_CHILDREN, earnings_lines, part
from calculator.ctr.people import GROUPS, WEEKS, CannotTell
from calculator.ctr.scheme import ZERO, Protection, Scheme
from calculator.explain import NAMES
from calculator.household.awards import RATES
from calculator.household.household import Household
from calculator.interface import EngineResult
from core.rules.messages import Phrase, say

# The parts of the engine's figures that each is made of, and those of them that belong elsewhere: its disability
# elements hold the health element besides those of disabled children.
UC_PARTS: dict[str, tuple[Phrase, tuple[str, ...], tuple[str, ...]]] = {
    "housing": (say("The housing part of your Universal Credit, which is ignored"), ("uc_housing_costs_element",), ()),
    "childcare": (say("The childcare part of your Universal Credit, which is ignored"), ("uc_childcare_element",), ()),
    "children": (
        say("The part of your Universal Credit for children, which is ignored"),
        ("uc_child_element", "uc_disability_elements"),
        ("uc_LCWRA_element",),
    ),
    "disabled_children": (
        say("The part of your Universal Credit for disabled children, which is ignored"),
        ("uc_disability_elements",),
        ("uc_LCWRA_element",),
    ),
    "carer": (say("The carer part of your Universal Credit, which is ignored"), ("uc_carer_element",), ()),
    "health": (say("The health part of your Universal Credit, which is ignored"), ("uc_LCWRA_element",), ()),
}
# As lines of the working; the amount of those after "ca" is what the household told us.
BENEFITS = {
    "cb": say("Your Child Benefit"),
    "ca": say("Your Carer's Allowance"),
    "war": say("Your war pension or Armed Forces Compensation"),
    "iidb": say("Your Industrial Injuries Disablement Benefit"),
    "bereavement": say("Your bereavement benefit"),
    "guardian": say("Your Guardian's Allowance"),
    "ma": say("Your Maternity Allowance"),
    "esa_ns": say("Your New Style Employment and Support Allowance"),
    "jsa_ns": say("Your New Style Jobseeker's Allowance"),
    "other": say("Your other benefit"),
}
FROM_ENGINE = ("cb", "ca")
TELL_US = say("Tell us, or apply to your council for Council Tax Reduction.")


@dataclass(frozen=True)
class Income:
    """Income a year in pounds, with its lines: (plain label, pounds a year, negative when taken off)."""

    lines: tuple[tuple[Phrase, Decimal], ...]

    @property
    def per_year(self) -> Decimal:
        return max(ZERO, sum((pounds for _, pounds in self.lines), ZERO))


def gets_universal_credit(result: EngineResult) -> bool:
    return result.per_year.get("uc", 0) > 0


def assessed_income(result: EngineResult) -> Income:
    """What Universal Credit counted, plus the award (Default Scheme Regulations 2012, Schedule, paragraph 37).

    The paragraph starts from the Secretary of State's own figure, so the disregards of the scheme are not used; a
    council that uses them assesses with own_income.
    """
    return Income(
        (
            (
                say("Your take-home pay, as Universal Credit counts it"),
                part(result, "uc_earned_income_before_work_allowance"),
            ),
            (say("Your other income, as Universal Credit counts it"), part(result, "uc_unearned_income")),
            (say("Your Universal Credit"), _benefit(result, "uc")),
        )
    )


def own_income(
    scheme: Scheme, household: Household, result: EngineResult, protections: Sequence[Protection] = ()
) -> Income:
    """Income by the scheme's own rules: earnings, benefits and pensions that it does not ignore, and savings.

    protections: of the groups that the household is in. Raises CannotTell when the amount of an income that counts is
    not known.
    """
    ignored, on_universal_credit = scheme.incomes_ignored, gets_universal_credit(result)
    lines = earnings_lines(scheme, household, result, protections, on_universal_credit)
    lines += [
        (label, part(result, name))
        for name, label in (
            ("private_pension", say("Your private pension")),
            ("state_pension", say("Your State Pension")),
        )
        if name not in ignored
    ]
    lines += [
        (label, _benefit(result, code) if code in FROM_ENGINE else _reported(household, result, code))
        for code, label in BENEFITS.items()
        if code not in ignored
    ]
    if "disability" not in ignored:
        lines.append((say("Your disability benefits"), _disability_benefits(household)))
    if on_universal_credit:
        lines += _universal_credit(scheme, result)
    lines.append((say("Income from your savings"), _tariff_income(scheme, household, result)))
    lines += _left_out(scheme, household, protections)
    return Income(tuple((label, pounds) for label, pounds in lines if pounds))


def _left_out(scheme: Scheme, household: Household, protections: Sequence[Protection]) -> list[tuple[Phrase, Decimal]]:
    """What is ignored of the whole income, for groups and for large families."""
    lines = [
        (say("Ignored for your group: %(group)s", group=GROUPS[each.group]), -each.income_ignored * WEEKS)
        for each in protections
        if each.income_ignored
    ]
    rule = scheme.children_ignored
    if rule is not None:
        more = max(ZERO, len(household.children) - rule.after)
        lines.append((say("Ignored because of the size of your family"), -more * rule.pounds * WEEKS))
    return lines


def _universal_credit(scheme: Scheme, result: EngineResult) -> list[tuple[Phrase, Decimal]]:
    left = _benefit(result, "uc")
    if scheme.universal_credit == FOR_CHILDREN:
        return [(say("The part of your Universal Credit for children and childcare"), _for_children(result, left))]
    lines = [(say("Your Universal Credit"), left)]
    for name in scheme.uc_parts_ignored:
        label, elements, without = UC_PARTS[name]
        amount = sum((part(result, each) for each in elements), ZERO)
        ignored = min(left, max(ZERO, amount - sum((part(result, each) for each in without), ZERO)))
        lines.append((label, -ignored))
        left -= ignored
    return lines


def _for_children(result: EngineResult, award: Decimal) -> Decimal:
    """What counts of an award in Scotland: child elements with their additions, and childcare, if there is a child.

    SSI 2021/249, regulation 57(1) and (2): at most the award; no other element is income.
    """
    if not part(result, "uc_child_element"):
        return ZERO
    _, elements, without = UC_PARTS["children"]
    amount = sum((part(result, each) for each in (*elements, "uc_childcare_element")), ZERO)
    return min(award, amount - sum((part(result, each) for each in without), ZERO))


def _tariff_income(scheme: Scheme, household: Household, result: EngineResult) -> Decimal:
    tariff = scheme.tariff
    if tariff is None or (gets_universal_credit(result) and not tariff.on_universal_credit):
        return ZERO
    over = max(ZERO, (household.capital or ZERO) - tariff.above)
    return (over / tariff.step).to_integral_value(ROUND_CEILING) * tariff.pounds * WEEKS


def _benefit(result: EngineResult, code: str) -> Decimal:
    return Decimal(str(result.per_year.get(code, 0)))


def _reported(household: Household, result: EngineResult, code: str) -> Decimal:
    # The engine's own figure where it has one.
    if code in result.parts:
        return part(result, code)
    total = ZERO
    for adult in household.couple:
        benefit = adult.benefit(code)
        if benefit is not None and benefit.amount is None:
            raise CannotTell(say("We do not know how much %(benefit)s you get.", benefit=NAMES[code]), TELL_US)
        if benefit is not None and benefit.amount is not None:
            total += benefit.amount.per_year
    return total


def _disability_benefits(household: Household) -> Decimal:
    rates: dict[str, str] = {}
    for components in RATES.values():
        for amounts in components:
            rates |= amounts
    total = ZERO
    for adult in household.couple:
        for code in adult.disability_benefits:
            if code not in rates:
                raise CannotTell(say("We do not know the rate of your disability benefit."), TELL_US)
            total += Decimal(rates[code]) * WEEKS
    return total

"""A sum under way, in pounds a year, and the steps that show it in pounds a week, right to the penny."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import cycle, islice

from calculator.explanations.explanation import Step, Test, met, not_met
from calculator.interface import EngineResult
from core.rules.messages import Phrase, a_week, say

# What the lines of a sum do not explain. It stands there rather than a sum that does not add up; a test over many
# households finds that it never does.
NOT_EXPLAINED = say("Other amounts in the calculation")
# Pounds a year that rounding alone can leave: a penny or two a week.
ROUNDING = 1.04
LEAST = 0.26


OVER_ALLOWANCE = say("Rent over %(limit)s, the Local Housing Allowance for a home like yours, does not count")


def rent_test(rent: float, limit: float) -> Test:
    """Whether a private rent is within the Local Housing Allowance; both in pounds a year."""
    if limit >= rent - LEAST:
        return met("Your rent is not over the Local Housing Allowance, the most that can count. So all of it counts.")
    return not_met(
        "Your rent of %(rent)s is over the Local Housing Allowance, the most that counts for your home: %(limit)s.",
        rent=a_week(rent),
        limit=a_week(limit),
    )


@dataclass
class Sum:
    """Lines in the order in which they are said: (words, pounds a year, kind of step)."""

    lines: list[tuple[Phrase, float, str]] = field(default_factory=list)

    def part(self, text: Phrase, per_year: float) -> None:
        """Add a line that adds (or, negative, takes off) pounds a year; left out below half a penny a week."""
        if abs(per_year) >= LEAST:
            self.lines.append((text, per_year, "part"))

    def words(self, text: Phrase) -> None:
        """Add a line of words only."""
        self.lines.append((text, 0.0, "words"))

    def subtotal(self, text: Phrase) -> None:
        """Say what the lines so far come to."""
        self.lines.append((text, 0.0, "subtotal"))

    def so_far(self) -> float:
        """Pounds a year that the lines so far come to."""
        return sum(per_year for _, per_year, kind in self.lines if kind == "part")

    def not_below_zero(self, text: Phrase) -> None:
        """Bring a sum that is below nothing up to nothing."""
        self.part(text, max(0.0, -self.so_far()))

    def steps(self, total_text: Phrase, total_per_year: float) -> tuple[Step, ...]:
        """The steps, ending in the total. Each part is rounded to the penny a week; where rounding alone keeps them
        from adding up, the parts that lost or gained most by it take the odd pennies.
        """
        left = total_per_year - self.so_far()
        total = round(round(total_per_year / 52, 2) * 100)
        has_parts = any(kind == "part" for _, _, kind in self.lines)
        if abs(left) > ROUNDING if has_parts else total:
            self.lines.append((NOT_EXPLAINED, left, "part"))
        pennies = iter(_rounded([each / 52 * 100 for _, each, kind in self.lines if kind == "part"], total))
        last = max((index for index, line in enumerate(self.lines) if line[2] == "part"), default=0)
        steps, running = [], 0
        for index, (text, _, kind) in enumerate(self.lines):
            if kind == "part":
                amount = next(pennies)
                running += amount
                steps.append(Step(text, amount / 100))
            elif kind == "subtotal" and index > last:
                # The total says the same.
                continue
            elif kind == "subtotal":
                steps.append(Step(text, running / 100, "subtotal"))
            else:
                steps.append(Step(text))
        return (*steps, Step(total_text, total / 100, "total"))


def _rounded(exact: list[float], total: int) -> list[int]:
    """Whole pennies that come to total, each as near to its exact value as that allows."""
    pennies = [round(each) for each in exact]
    odd = total - sum(pennies)
    lost = sorted(range(len(exact)), key=lambda index: pennies[index] - exact[index], reverse=odd < 0)
    for index in islice(cycle(lost), abs(odd)):
        pennies[index] += 1 if odd > 0 else -1
    return pennies


class Parts:
    """The named steps of an engine's result, in pounds a year; one that an engine does not say is nothing."""

    def __init__(self, result: EngineResult) -> None:
        self._parts = result.parts
        self._tests = result.tests

    def __getitem__(self, name: str) -> float:
        return self._parts.get(name, 0.0)

    def passed(self, name: str) -> bool:
        """Whether the engine said that a named condition is met."""
        return self._tests.get(name, False)

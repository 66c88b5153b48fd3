"""How a benefit was worked out, for people: the tests that were passed or failed, and the sum step by step."""

from __future__ import annotations

from dataclasses import dataclass

from core.rules.messages import Param, Phrase


@dataclass(frozen=True)
class Test:
    """One condition of a benefit, in a plain sentence with its amounts."""

    passed: bool
    text: Phrase


@dataclass(frozen=True)
class Step:
    """One line of the sum. pounds_per_week: added when positive, taken off when negative; None for a line of words.

    kind: "part" (adds or takes off), "subtotal" or "total" (what the lines so far come to), or "line" (a figure that is
    told and not summed, such as an income).
    """

    text: Phrase
    pounds_per_week: float | None = None
    kind: str = "part"


@dataclass(frozen=True)
class Explanation:
    """All that explains one benefit's amount."""

    tests: tuple[Test, ...] = ()
    steps: tuple[Step, ...] = ()


def met(text: str, /, **params: Param) -> Test:
    """A condition that is met."""
    return Test(True, Phrase(text, params))


def not_met(text: str, /, **params: Param) -> Test:
    """A condition that is not met."""
    return Test(False, Phrase(text, params))

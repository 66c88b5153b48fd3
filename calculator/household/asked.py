"""Reads what somebody typed into a what-if question: numbers and choices, with a plain sentence for each wrong one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from core.rules.messages import Phrase, say


@dataclass(frozen=True)
class Asked:
    """One thing that is asked. words: how a sentence names it, "the hourly rate".

    A number lies between lowest and highest; whole: without a fraction. With choices it is one of those words.
    default: what an empty answer means; without one the answer is needed.
    """

    name: str
    words: Phrase
    lowest: Decimal = Decimal(0)
    highest: Decimal = Decimal(0)
    whole: bool = False
    choices: tuple[str, ...] = ()
    default: float | None = None


class WrongAnswers(ValueError):
    """What was typed cannot be used. problems: [(name of the field, plain sentence)]; "" is the whole."""

    def __init__(self, problems: list[tuple[str, Phrase]]) -> None:
        super().__init__("; ".join(f"{name}: {sentence}" for name, sentence in problems))
        self.problems = problems


def read_asked(asked: Sequence[Asked], raw: Mapping[str, Any]) -> dict[str, Any]:
    """The clean value of each question, as JSON data: a float, an int for whole numbers, or a choice.

    raw holds text or numbers as typed; £ signs, commas and % are let through. Raises WrongAnswers.
    """
    values, problems = {}, []
    for each in asked:
        value = raw.get(each.name)
        text = "" if value is None else str(value).strip()
        read = (text if text in each.choices else None) if each.choices else _number(each, text)
        if read is None:
            problems.append((each.name, _sentence(each)))
        values[each.name] = read
    if problems:
        raise WrongAnswers(problems)
    return values


def _number(asked: Asked, text: str) -> float | int | None:
    if not text:
        return asked.default
    if len(text) > 20:
        return None
    try:
        number = Decimal(text.replace("£", "").replace(",", "").replace("%", "").replace(" ", ""))
    except InvalidOperation:
        return None
    if not number.is_finite() or not asked.lowest <= number <= asked.highest:
        return None
    if asked.whole:
        return int(number) if number == int(number) else None
    return float(round(number, 2))


def _sentence(asked: Asked) -> Phrase:
    if asked.choices:
        return say("Choose %(what)s.", what=asked.words)
    text = (
        say("Enter %(what)s as a whole number from %(lowest)s to %(highest)s.")
        if asked.whole
        else say("Enter %(what)s as a number from %(lowest)s to %(highest)s.")
    )
    return text.fill(what=asked.words, lowest=int(asked.lowest), highest=int(asked.highest))

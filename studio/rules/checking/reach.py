"""Which questions no answers can lead to.

Of each question that is shown only with certain answers, answers are looked for that show it, and show whatever these
answers are given to. What is worked out from answers is taken to be either way, and so is what is too much to try: a
question is only said to be out of reach where that is certain.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from formspec.rules.answer_types import type_of
from formspec.rules.answer_types.answer_type import MANY
from formspec.rules.conditions import TAKES_LIST, leaves
from formspec.rules.sources.named import with_names
from studio.rules.finding import Part, Source, all_of

# So many steps are tried for one question; beyond them it counts as within reach.
MOST_STEPS = 2000


@dataclass(frozen=True)
class Known:
    """What has to be so of one answer: whether there is one; the values that it has, or does not have."""

    answered: bool | None = None
    has: frozenset[Any] = frozenset()
    lacks: frozenset[Any] = frozenset()


@dataclass(frozen=True)
class Holds:
    """A condition that has to hold, or must not."""

    condition: Part
    wanted: bool = True


@dataclass(frozen=True)
class Has:
    """Something that has to be so of the answer to a question; `shown`: the question has to be shown as well."""

    key: str
    known: Known
    shown: bool = False


@dataclass(frozen=True)
class Derived:
    """A value that is worked out and has to be this."""

    name: str
    value: bool


Goal = Holds | Has | Derived
State = Mapping[str, Any]
_ANSWERED = Known(answered=True)


def out_of_reach(source: Source) -> list[str]:
    """The keys of the questions of a source, one that compiles, that nobody can ever be asked; in order."""
    form = _Form(with_names(source))
    return [key for key, goals in form.goals.items() if goals and not form.can_be(goals)]


class _Form:
    """The conditions of a form by the question that they show."""

    def __init__(self, source: Source) -> None:
        self.asked: dict[str, Part] = {}
        self.goals: dict[str, tuple[Goal, ...]] = {}
        for question, section, group in all_of(source):
            parts = [part for part in (section, group, question) if part is not None and "show_if" in part]
            self.asked[question["key"]] = question
            self.goals[question["key"]] = tuple(Holds(part["show_if"]) for part in parts)

    def can_be(self, goals: tuple[Goal, ...]) -> bool:
        """Whether there are answers with which all of it is so, as far as that was tried."""
        waiting: list[tuple[tuple[Goal, ...], State]] = [(goals, {})]
        for _step in range(MOST_STEPS):
            if not waiting:
                return False
            (left, state) = waiting.pop()
            if not left:
                return True
            waiting.extend(self._next(left[0], left[1:], state))
        return True

    def _next(self, goal: Goal, rest: tuple[Goal, ...], state: State) -> Iterator[tuple[tuple[Goal, ...], State]]:
        if isinstance(goal, Holds):
            yield from ((ways + rest, state) for ways in _ways(goal))
        elif isinstance(goal, Derived):
            name = f"rule {goal.name}"
            if state.get(name, goal.value) is goal.value:
                yield rest, {**state, name: goal.value}
        else:
            both = _both(state.get(goal.key, Known()), goal.known)
            if self._fits(goal.key, both):
                more = self._to_show(goal) if goal.shown else ()
                yield more + rest, {**state, goal.key: both}

    def _to_show(self, goal: Has) -> tuple[Goal, ...]:
        """What has to hold for the question to be shown, and for the wanted choices to be offered in it."""
        offered = tuple(
            Holds(option["show_if"])
            for option in self.asked[goal.key].get("options", ())
            if "show_if" in option and option["value"] in goal.known.has
        )
        return self.goals[goal.key] + offered

    def _fits(self, key: str, known: Known) -> bool:
        if known.answered is False:
            return not known.has and not known.lacks
        if known.has & known.lacks:
            return False
        question = self.asked[key]
        kind = type_of(question)
        possible = frozenset(kind.options(question))
        if possible and possible <= known.lacks:
            return False
        alone = known.has & frozenset(kind.exclusive)
        return len(known.has) <= 1 or (kind.compared == MANY and not alone)


def _both(one: Known, other: Known) -> Known:
    if one.answered is not None and other.answered is not None and one.answered is not other.answered:
        # Nothing is answered and not answered at once; that it has something says the same to `_fits`.
        return Known(False, frozenset({""}))
    answered = other.answered if one.answered is None else one.answered
    return replace(one, answered=answered, has=one.has | other.has, lacks=one.lacks | other.lacks)


def _ways(goal: Holds) -> list[tuple[Goal, ...]]:
    """The ways in which a condition can hold, or fail where it must; each is a list of what has to be so."""
    condition, wanted = goal.condition, goal.wanted
    if "not" in condition:
        inner = condition["not"]
        answered = [each["q"] for each in leaves(inner) if "q" in each and each["op"] != "not_answered"]
        if wanted:
            return [(*(Has(key, _ANSWERED, True) for key in answered), Holds(inner, False))]
        return [(Holds(inner),), *((Has(key, Known(answered=False)),) for key in answered)]
    if "all" in condition or "any" in condition:
        parts = [Holds(part, wanted) for part in condition.get("all") or condition["any"]]
        return [tuple(parts)] if ("all" in condition) is wanted else [(part,) for part in parts]
    if "derived" in condition:
        return [(Derived(condition["derived"], condition["equals"] is wanted),)]
    return _ways_of_leaf(condition, wanted)


def _ways_of_leaf(leaf: Part, wanted: bool) -> list[tuple[Goal, ...]]:
    key, operator = leaf["q"], leaf["op"]
    nothing: tuple[Goal, ...] = (Has(key, Known(answered=False)),)
    if operator == "not_answered":
        return [nothing] if wanted else [(Has(key, _ANSWERED, True),)]
    values: Collection[Any] = leaf["value"] if operator in TAKES_LIST else [leaf["value"]]
    has: list[tuple[Goal, ...]] = [(Has(key, Known(True, has=frozenset({each})), True),) for each in values]
    lacks: tuple[Goal, ...] = (Has(key, Known(True, lacks=frozenset(values)), True),)
    if (operator == "not_equals") is wanted:
        return [lacks] if wanted else [lacks, nothing]
    return has if wanted else [*has, nothing]

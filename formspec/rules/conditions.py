"""Show-if conditions: a closed grammar, evaluated here and by the browser's copy (same case file).

A condition is {"all": [...]}, {"any": [...]}, {"not": condition}, or a leaf: {"q": key, "op": operator,
"value": ...} or {"derived": name, "equals": true|false}.

Unanswered, precisely. A leaf with `q` is false when that question has no answer or is hidden; only `not_answered` is
then true, and of an answer that cannot be taken not even that. "not" is true when its condition is false *and* every
`q` leaf under it, at any depth and `not_answered` leaves aside, has an answer. So nothing is ever shown because of a
missing answer.
Derived values are always true or false; each rule says what it makes of missing answers.

In a row of a repeating group, `q` is the row's own field when it has one of that key, else the form's question.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from core.rules.messages import Phrase, say
from formspec.rules import derived
from formspec.rules.answer_types import type_of
from formspec.rules.answer_types.answer_type import MANY, ONE

MAX_DEPTH = 10
MAX_PARTS = 200
SCALAR_OPERATORS = ("equals", "not_equals", "in")
LIST_OPERATORS = ("contains", "contains_any")
OPERATORS = (*SCALAR_OPERATORS, *LIST_OPERATORS, "not_answered")
TAKES_LIST = ("in", "contains_any")
_OPERATORS_FOR = {ONE: SCALAR_OPERATORS, MANY: LIST_OPERATORS}


# Where the papers stand: after every question.
AT_THE_END = ""
# In place of an answer that was given and cannot be taken: it is none of the values, and not unanswered either.
REFUSED = object()


class ConditionError(ValueError):
    """A condition is outside the grammar; `why` says how, in words for whoever edits the form."""

    def __init__(self, why: Phrase) -> None:
        super().__init__(str(why))
        self.why = why


def evaluate(
    condition: Any,
    answers: Mapping[str, Any],
    derived_values: Mapping[str, bool],
    row: Mapping[str, Any] | None = None,
) -> bool:
    """Say whether the condition holds for clean answers of *shown* questions (None or absent: no answer).

    `row` holds every field of the current row, None where unanswered. Raises ConditionError.
    """
    check_shape(condition)
    for leaf in leaves(condition):
        if "derived" in leaf and leaf["derived"] not in derived_values:
            raise ConditionError(
                say('nothing is known of the derived value "%(derived)s"', derived=leaf["derived"][:60])
            )
    return holds(condition, answers, derived_values, row)


def holds(
    condition: dict[str, Any],
    answers: Mapping[str, Any],
    derived_values: Mapping[str, bool],
    row: Mapping[str, Any] | None = None,
) -> bool:
    """As `evaluate`, for a condition whose shape was checked when its form was compiled."""
    if "all" in condition:
        return all(holds(part, answers, derived_values, row) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, answers, derived_values, row) for part in condition["any"])
    if "not" in condition:
        inner = condition["not"]
        return _all_answered(inner, answers, row) and not holds(inner, answers, derived_values, row)
    if "derived" in condition:
        return bool(derived_values[condition["derived"]]) is condition["equals"]
    return _compare(condition["op"], _answer(condition["q"], answers, row), condition.get("value"))


def _answer(key: str, answers: Mapping[str, Any], row: Mapping[str, Any] | None) -> Any:
    return row[key] if row is not None and key in row else answers.get(key)


def _is_answered(answer: Any) -> bool:
    return answer is not None and answer is not REFUSED and answer != "" and answer != []


def _all_answered(condition: dict[str, Any], answers: Mapping[str, Any], row: Mapping[str, Any] | None) -> bool:
    return all(
        _is_answered(_answer(leaf["q"], answers, row))
        for leaf in leaves(condition)
        if "q" in leaf and leaf["op"] != "not_answered"
    )


def _compare(operator: str, answer: Any, value: Any) -> bool:
    if operator == "not_answered" or not _is_answered(answer):
        return operator == "not_answered" and not _is_answered(answer) and answer is not REFUSED
    if operator in LIST_OPERATORS:
        wanted = value if operator == "contains_any" else [value]
        return isinstance(answer, list) and any(_same(a, w) for a in answer for w in wanted)
    if operator == "in":
        return any(_same(answer, w) for w in value)
    return _same(answer, value) is (operator == "equals")


def _same(a: Any, b: Any) -> bool:
    # Python holds True == 1; the browser's === does not.
    return type(a) is type(b) and a == b


def leaves(condition: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every leaf of a condition of checked shape, in reading order."""
    if "not" in condition:
        yield from leaves(condition["not"])
    elif "all" in condition or "any" in condition:
        for part in condition.get("all") or condition["any"]:
            yield from leaves(part)
    else:
        yield condition


def check_shape(condition: Any) -> None:
    """Raise ConditionError unless the condition is inside the grammar and its limits."""
    # A list of what is left to look at, not recursion: the input may be nested thousands deep.
    waiting, parts = [(condition, 1)], 0
    while waiting:
        part, depth = waiting.pop()
        parts += 1
        if depth > MAX_DEPTH:
            raise ConditionError(say("a condition is nested more than %(max_depth)s deep", max_depth=MAX_DEPTH))
        if parts > MAX_PARTS:
            raise ConditionError(say("a condition has more than %(max_parts)s parts", max_parts=MAX_PARTS))
        if not isinstance(part, dict) or not all(isinstance(key, str) for key in part):
            raise ConditionError(say("each part of a condition must be a mapping with words as keys"))
        waiting.extend((inner, depth + 1) for inner in _inner_parts(part))


def _inner_parts(part: dict[str, Any]) -> list[Any]:
    keys = set(part)
    if keys == {"not"}:
        return [part["not"]]
    if keys in ({"all"}, {"any"}):
        inner: Any = part.get("all", part.get("any"))
        if not isinstance(inner, list) or not 0 < len(inner) <= MAX_PARTS:
            raise ConditionError(say('"all" and "any" take a list of 1 or more conditions'))
        return inner
    if keys == {"derived", "equals"}:
        if not isinstance(part["derived"], str) or not isinstance(part["equals"], bool):
            raise ConditionError(say('a derived test takes a name, and "equals" true or false'))
    elif "q" in keys and "op" in keys and keys <= {"q", "op", "value"}:
        _check_leaf(part)
    else:
        raise ConditionError(
            say('a condition is one of "all", "any", "not", "q" with "op", or "derived" with "equals"')
        )
    return []


def _check_leaf(leaf: dict[str, Any]) -> None:
    if not isinstance(leaf["q"], str):
        raise ConditionError(say('"q" must be the key of a question'))
    operator = leaf["op"]
    if not isinstance(operator, str) or operator not in OPERATORS:
        raise ConditionError(say('the test on "%(question)s" has an unknown operator', question=leaf["q"][:60]))
    if operator == "not_answered":
        if "value" in leaf:
            raise ConditionError(say('"not_answered" takes no value'))
        return
    value = leaf.get("value")
    if operator not in TAKES_LIST:
        value = [value]
    if not isinstance(value, list) or not 0 < len(value) <= MAX_PARTS:
        raise ConditionError(say('"%(operator)s" takes a list of values', operator=operator))
    if not all(type(item) in (str, int, bool) for item in value):
        raise ConditionError(
            say('the test on "%(question)s" must compare with text or a whole number', question=leaf["q"][:60])
        )


def check_conditions(spec: dict[str, Any]) -> list[Phrase]:
    """Return the problems with the conditions of a form: shape, unknown or later questions, wrong types.

    A show_if may only ask about earlier questions, so there can be no cycle; a paper's `unless` and a check's
    `applies_when` about any. They are asked of what was sent: about derived values only a paper's `unless` may ask, and
    only about those that look at answers alone.
    """
    order = _Order(spec)
    problems = [
        say("%(where)s: %(what)s", where=paper["id"], what=text)
        for paper in spec.get("evidence", ())
        if "unless" in paper
        for text in order.problems(paper["unless"], AT_THE_END, "", papers=True)
    ]
    problems += [
        say("%(where)s: %(what)s", where=kind.fill(key=part["key"]), what=text)
        for kinds, kind in (("checks", say("check %(key)s")), ("awards", say("award %(key)s")))
        for part in spec.get(kinds, ())
        if "applies_when" in part
        for text in order.problems(part["applies_when"], AT_THE_END, "")
    ]
    problems += [
        say("%(where)s: %(what)s", where=f"second_signature {name}", what=text)
        for name in ("when", "never_when")
        if name in spec.get("second_signature", {})
        for text in order.problems(spec["second_signature"][name], AT_THE_END, "")
    ]
    for section in spec["sections"]:
        places: list[tuple[dict[str, Any], str, str]] = [(section, section["questions"][0]["key"], "")]
        for question in section["questions"]:
            places.append((question, question["key"], ""))
            places += [(field, field["key"], question["key"]) for field in question.get("fields", [])]
        for item, position, group in places:
            for asked in (item, *item.get("options", ())):
                if "show_if" in asked:
                    problems += [
                        say("%(where)s: %(what)s", where=item["key"], what=text)
                        for text in order.problems(asked["show_if"], position, group)
                    ]
    return problems


class _Order:
    """Where each question of a form stands, and what may be asked about it from where."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self.position: dict[str, int] = {}
        self.question: dict[str, dict[str, Any]] = {}
        self.group: dict[str, str] = {}
        self.derived = set(spec.get("derived", []))
        for section in spec["sections"]:
            for question in section["questions"]:
                self._add(question, "")
                for field in question.get("fields", []):
                    self._add(field, question["key"])
        self.position[AT_THE_END] = len(self.position)

    def _add(self, question: dict[str, Any], group: str) -> None:
        self.position[question["key"]] = len(self.position)
        self.question[question["key"]] = question
        self.group[question["key"]] = group

    def problems(self, condition: Any, at: str, group: str, *, papers: bool = False) -> Iterator[Phrase]:
        try:
            check_shape(condition)
        except ConditionError as error:
            yield error.why
            return
        for leaf in leaves(condition):
            if "derived" in leaf:
                yield from self._derived(leaf["derived"], at, papers)
            else:
                yield from self._leaf(leaf, at, group)

    def _derived(self, name: str, at: str, papers: bool) -> Iterator[Phrase]:
        rule = derived.RULES.get(name)
        if at == AT_THE_END and not (papers and rule and rule.of_answers):
            yield say('a paper or a check cannot depend on "%(name)s", only on answers', name=name)
            return
        if name not in self.derived or rule is None:
            yield say('"%(name)s" is not a derived value of this form', name=name)
            return
        for key in rule.uses:
            if key in self.position and self.position[key] >= self.position[at]:
                yield say('"%(name)s" depends on "%(key)s", which is not asked before this', name=name, key=key)

    def _leaf(self, leaf: dict[str, Any], at: str, group: str) -> Iterator[Phrase]:
        key = leaf["q"]
        if key not in self.question:
            yield say('there is no question "%(key)s"', key=key)
        elif self.position[key] >= self.position[at]:
            yield say('"%(key)s" is not asked before this', key=key)
        elif self.group[key] and self.group[key] != group:
            yield say('"%(key)s" is inside a repeating group, so only its own row can ask about it', key=key)
        else:
            yield from _type_problems(leaf, self.question[key])


def _type_problems(leaf: dict[str, Any], question: dict[str, Any]) -> Iterator[Phrase]:
    operator, answer_type = leaf["op"], type_of(question)
    if not answer_type.takes_answer:
        yield say('"%(question)s" takes no answer', question=leaf["q"])
        return
    if operator == "not_answered":
        return
    if operator not in _OPERATORS_FOR.get(answer_type.compared, ()):
        yield say(
            '"%(operator)s" cannot be used on "%(question)s", which is %(type)s',
            operator=operator,
            question=leaf["q"],
            type=question["type"],
        )
        return
    possible = answer_type.options(question)
    for value in leaf["value"] if operator in TAKES_LIST else [leaf["value"]]:
        if not (type(value) is int if answer_type.is_number else value in possible):
            yield say('"%(question)s" can never be "%(value)s"', question=leaf["q"], value=str(value))

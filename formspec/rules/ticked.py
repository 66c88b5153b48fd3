"""One amount for each benefit that was ticked: a question of the source with `each` becomes one for every option.

The options are those of an earlier question of several choices. Each amount is asked once its option is ticked, and
all of them together are the rows of one list of facts, as if the rows had been added by hand.
"""

from __future__ import annotations

from typing import Any

from core.rules.messages import Phrase, say
from formspec.rules.answer_types import type_of
from formspec.rules.answer_types.answer_type import MANY

Source = dict[str, Any]
Question = dict[str, Any]


def each_problems(source: Source) -> list[Phrase]:
    """What is wrong with the questions that are to be asked for each option of another; shapes are checked before."""
    earlier: dict[str, Question] = {}
    problems: list[Phrase] = []
    for section in source["sections"]:
        for question in section["questions"]:
            if "each" in question:
                of = earlier.get(question["each"]["of"])
                if of is None or "options" not in of or type_of(of).compared != MANY:
                    problems.append(
                        say("%(key)s: each is of an earlier question of several choices", key=question["key"])
                    )
                    continue
                known = {option["value"] for option in of["options"]}
                named = {*question["each"].get("but", ()), *question["each"].get("required", ())}
                problems += [
                    say("%(key)s: %(value)s is not an option", key=question["key"], value=value)
                    for value in sorted(named - known)
                ]
            earlier[question["key"]] = question
    return problems


def expanded(source: Source) -> Source:
    """The source with every `each` replaced by its questions, on the pages too."""
    asked = {question["key"]: question for section in source["sections"] for question in section["questions"]}
    made = {key: _questions(question, asked) for key, question in asked.items() if "each" in question}
    if not made:
        return source
    return {**source, "sections": [_section(section, made) for section in source["sections"]]}


def _section(section: Source, made: dict[str, list[Question]]) -> Source:
    questions = [each for question in section["questions"] for each in made.get(question["key"], [question])]
    if "pages" not in section:
        return {**section, "questions": questions}
    names = {key: [question["key"] for question in asked] for key, asked in made.items()}
    pages = [
        {**page, "questions": [name for key in page["questions"] for name in names.get(key, [key])]}
        for page in section["pages"]
    ]
    return {**section, "questions": questions, "pages": pages}


def _questions(question: Question, asked: dict[str, Question]) -> list[Question]:
    each = question["each"]
    common = {key: value for key, value in question.items() if key not in ("each", "key", "label", "short")}
    ticked = asked[each["of"]]
    return [
        common
        | {
            "key": f"{question['key']}_{option['value']}",
            "label": option["label"],
            "short": f"how much {option['label']} pays",
            "required": option["value"] in each.get("required", ()),
            "show_if": _ticked(each["of"], option["value"], question.get("show_if")),
            "in_list": {"fact": each["list"], "row": {**each["row"], each["named"]: option["value"]}},
        }
        for option in ticked["options"]
        if option["value"] not in (*type_of(ticked).exclusive, *each.get("but", ()))
    ]


def _ticked(key: str, value: str, more: dict[str, Any] | None) -> dict[str, Any]:
    ticked = {"q": key, "op": "contains", "value": value}
    return {"all": [more, ticked]} if more else ticked

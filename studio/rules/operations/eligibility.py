"""The questions before a form begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.rules.messages import say
from formspec.rules.eligibility import CHOICE, MOST_QUESTIONS, YES_NO, answers_to
from studio.rules.finding import Part, Source, eligibility_question_of, key_for
from studio.rules.operations.moving import moved
from studio.rules.refusals import Refused

LEAST_CHOICES, MOST_CHOICES = 2, 20


def change_eligibility(source: Source, *, intro: str, fine: str) -> None:
    """What stands above the questions, and what is said where nothing speaks against it. Raises Refused."""
    if "eligibility" not in source:
        raise Refused(say("There is no eligibility check. Add a question first."))
    said = {"intro": intro, "fine": fine}
    questions = source["eligibility"]["questions"]
    source["eligibility"] = {name: words for name, words in said.items() if words} | {"questions": questions}


def add_eligibility_question(source: Source, *, label: str, choices: Sequence[str] = ()) -> None:
    """A question at the end, with these choices; without any it is answered with yes or no. Raises Refused."""
    asked = source.setdefault("eligibility", {"questions": []})["questions"]
    if len(asked) >= MOST_QUESTIONS:
        raise Refused(say("An eligibility check has %(most)s questions at most.", most=MOST_QUESTIONS))
    key = key_for(label, [each["key"] for each in asked])
    if choices:
        asked.append({"key": key, "label": label, "type": CHOICE, "options": _options([], choices)})
    else:
        asked.append({"key": key, "label": label, "type": YES_NO})


def _options(before: Sequence[Part], labels: Sequence[str]) -> list[Part]:
    """The choices by these labels: what is called as before stays, and of as many the others are called otherwise."""
    if not LEAST_CHOICES <= len(labels) <= MOST_CHOICES:
        raise Refused(say("Give 2 to 20 choices."))
    if len({*labels}) < len(labels):
        raise Refused(say("Each choice must be another."))
    values = {option["label"]: option["value"] for option in before}
    if len(before) == len(labels):
        for option, label in zip(before, labels, strict=True):
            if option["label"] not in labels and label not in values:
                values[label] = option["value"]
    taken = {option["value"] for option in before}
    options = []
    for label in labels:
        value = values.get(label) or key_for(label, taken, otherwise="choice")
        taken.add(value)
        options.append({"value": value, "label": label})
    return options


def change_eligibility_question(
    source: Source, *, key: str, label: str, choices: Sequence[str] = (), may_not: Sequence[str] = (), because: str = ""
) -> None:
    """Its words, the answers with which somebody may not be able to get it, and what is said then. Raises Refused."""
    question = eligibility_question_of(source, key)
    question["label"] = label
    if question["type"] == CHOICE:
        question["options"] = _options(question["options"], choices)
    against = [answer for answer in answers_to(question) if answer in may_not]
    if against and not because:
        raise Refused(say("Write what is said with the answers that you ticked."))
    settings: dict[str, Any] = {"may_not": against, "because": because}
    for name, value in settings.items():
        question.pop(name, None)
        if value:
            question[name] = value


def move_eligibility_question(source: Source, *, key: str, by: int) -> None:
    """One place up or down. Raises Refused."""
    question = eligibility_question_of(source, key)
    asked = source["eligibility"]["questions"]
    source["eligibility"]["questions"] = moved(asked, asked.index(question), by)


def remove_eligibility_question(source: Source, *, key: str) -> None:
    """Take it away; with the last one the whole check goes. Raises Refused."""
    question = eligibility_question_of(source, key)
    source["eligibility"]["questions"].remove(question)
    if not source["eligibility"]["questions"]:
        del source["eligibility"]

"""A few short questions before a form begins: may somebody be able to get what it asks for? Nothing is ever refused.

A source and a document have it as `eligibility`: `questions`, each with its `key`, `label`, `type` ("yes_no", or
"choice" with `options`), the answers that speak against it (`may_not`), and the sentence that is said then (`because`);
`intro` above them, and what is said where nothing speaks against it (`fine`). No answer is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.rules.messages import Phrase, say

Spec = dict[str, Any]
YES_NO, CHOICE = "yes_no", "choice"
MOST_QUESTIONS = 10
# What is posted by somebody who would rather not answer; it is no answer of any question.
NOT_SAID = "not-said"


@dataclass(frozen=True)
class Outcome:
    """What the answers come to. against: the sentences of those that speak against it, in order. unsaid: how many
    questions have no answer.
    """

    against: tuple[str, ...]
    unsaid: int

    @property
    def may_not(self) -> bool:
        """Whether the person is told that they may not be able to get it."""
        return bool(self.against)


def answers_to(question: Spec) -> list[str]:
    """The answers that a question can have."""
    if question["type"] == YES_NO:
        return ["yes", "no"]
    return [option["value"] for option in question["options"]]


def outcome(check: Spec, answers: Mapping[str, str]) -> Outcome:
    """What these answers (key of the question → answer) come to. What is no answer to its question counts as unsaid."""
    said = {each["key"]: answers.get(each["key"], NOT_SAID) for each in check["questions"]}
    against = [each["because"] for each in check["questions"] if said[each["key"]] in each.get("may_not", ())]
    unsaid = sum(said[each["key"]] not in answers_to(each) for each in check["questions"])
    return Outcome(tuple(against), unsaid)


def eligibility_problems(source: Spec) -> Iterator[Phrase]:
    """What makes no sense in it."""
    keys: set[str] = set()
    for question in source.get("eligibility", {}).get("questions", ()):
        where = f"eligibility: {question['key']}"
        if question["key"] in keys:
            yield say("%(where)s is there more than once", where=where)
        keys.add(question["key"])
        possible = answers_to(question)
        if len(possible) != len({*possible}):
            yield say("%(where)s: an option is there more than once", where=where)
        for answer in sorted({*question.get("may_not", ())} - {*possible}):
            yield say("%(where)s: may_not names %(answer)s, which is no answer to it", where=where, answer=answer)
        if question.get("may_not") and "because" not in question:
            yield say("%(where)s: because is missing: what is said with the answers of may_not", where=where)

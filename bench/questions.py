"""How much a form asks: five households (bench/residents.py) walk the check, and the combined claim from it.

Pure: the form's own rules say what is shown, and a person answers page by page, with scripts, in order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bench.residents import BOTH, HOUSEHOLDS, IN_THE_CLAIM, Answers
from formspec.rules.answer_types import type_of
from formspec.rules.answers import is_blank
from formspec.rules.compile import compile_library_form, reuse_policies
from formspec.rules.form_spec import FormSpec, Question
from formspec.rules.prefill import prefill_answers
from formspec.rules.facts import facts_of
from formspec.rules.visibility import FormState, visible_answers

CHECK, CLAIM = "check-what-you-can-get", "hb-ctr-combined"
DAY = date(2026, 11, 22)
NOTHING = ("none", "no", "na")
PLAIN: dict[str, Any] = {
    "text": "1234",
    "long_text": "Words",
    "email": "sam@example.com",
    "phone": "07700 900123",
    "nino": "AB 12 34 56 C",
    "number": "1",
    "money": "100",
    "money_frequency": {"amount": "100", "frequency": "weekly"},
    "yes_no": "no",
    "yes_no_unsure": "no",
    "date": {"day": "1", "month": "5", "year": "2020"},
    "month_year": {"month": "5", "year": "2026"},
    "name": {"first": "Sam", "last": "Jones"},
    "address": {"line1": "1 High Street", "line2": "", "town": "Calder", "county": "", "postcode": "M1 1AE"},
    "bank_account": {"name": "S Jones", "sort_code": "08-99-99", "account_number": "66374958", "roll_number": ""},
    "declaration": "agreed",
}
# Of an optional question of these kinds nothing is answered; it is read all the same.
SIGNATURE = "Sam Jones"


@dataclass
class Count:
    """What a walk came to. A tap is a press on a choice, on how often, or on a button; a box typed into is none.

    `pages` are those sent, one for each row too. `seen` are the questions shown, by (key, row).
    """

    questions: int = 0
    pages: int = 0
    taps: int = 0
    by_page: list[str] = field(default_factory=list)
    seen: list[tuple[str, str]] = field(default_factory=list)


class Walk:
    """One person and one form, from the first page to the last."""

    def __init__(self, spec: FormSpec, household: Answers, known: dict[tuple[str, str], Any]) -> None:
        self.spec, self.household, self.raw, self.count = spec, household, dict(known), Count()
        self.known = set(known)

    def state(self) -> FormState:
        """The form as it is with the answers so far."""
        return visible_answers(self.spec.data, self.raw, DAY)

    def go(self) -> Count:
        """Fill in every page that is shown. Raises ValueError when the form cannot be sent at the end."""
        for key in self.spec.pages:
            group = self.spec.group_on(key)
            if group is None:
                self._page(key)
            elif self.state().is_visible(group["key"]):
                self._rows(key, group)
        problems = self.state().problems
        if problems:
            raise ValueError([(problem.question, problem.row, problem.message) for problem in problems])
        self._send("sent")
        return self.count

    def _page(self, key: str) -> None:
        shown = [question for question in self.spec.questions_on(key) if self._ask(question, "")]
        if shown:
            self._send(key)

    def _rows(self, key: str, group: Question) -> None:
        given = self.household.get(group["key"], [])
        known = self.raw.get((group["key"], ""), [])
        ids = known or [f"n{number}" for number in range(len(given) or group["rows"]["min"])]
        self.raw[group["key"], ""] = ids
        to_do = {problem.row for problem in self.state().problems_on(key)}
        for number, row in enumerate(ids):
            answers = given[number] if number < len(given) else {}
            for part in group["fields"]:
                self._ask(part, row, answers)
            if row in to_do or row not in known:
                self._send(f"{key}: {number + 1}")
        # The list itself is seen where there is nothing to do in its rows, or it may stay empty.
        if not to_do and (known or not ids):
            self._send(key)

    def _send(self, page: str) -> None:
        self.count.pages += 1
        self.count.taps += 1
        self.count.by_page.append(page)

    def _ask(self, question: Question, row: str, answers: Answers | None = None) -> bool:
        place = (question["key"], row)
        if not self.state().is_visible(*place):
            return False
        if not type_of(question).takes_answer:
            return True
        self.count.questions += 1
        self.count.seen.append(place)
        if place in self.known:
            return True
        answer = (self.household if answers is None else answers).get(question["key"])
        raw = _plain(question) if answer is None else answer
        if not is_blank(question, raw):
            self.raw[place] = raw
            self.count.taps += _taps(question, raw)
        return True


def _plain(question: Question) -> Any:
    options = [option["value"] for option in question.get("options", ())]
    nothing = next((value for value in NOTHING if value in options), None)
    if not question.get("required"):
        return None
    if question.get("validation") == "signature":
        return SIGNATURE
    if question["type"] == "choice":
        return nothing or options[0]
    if question["type"] == "multi_choice":
        return [nothing or options[0]]
    return PLAIN[question["type"]]


def _taps(question: Question, raw: Any) -> int:
    if isinstance(raw, list):
        return len(raw)
    chosen = type_of(question).control in ("radios", "agree") or question["type"] in ("choice", "money_frequency")
    return int(chosen)


def walk_check(name: str) -> tuple[Count, dict[str, Any]]:
    """A household through the check, and the facts that come of it."""
    spec = FormSpec(compile_library_form(CHECK))
    walk = Walk(spec, HOUSEHOLDS[name], {})
    return walk.go(), facts_of(spec.data, walk.state())


def walk_claim(name: str) -> Count:
    """The same household through the combined claim, begun from its check."""
    spec = FormSpec(compile_library_form(CLAIM))
    facts = walk_check(name)[1]
    changes = BOTH | IN_THE_CLAIM.get(name, {})
    known = prefill_answers(spec.data, facts, reuse_policies(), asked=True)
    known = {place: raw for place, raw in known.items() if place[0] not in changes}
    return Walk(spec, HOUSEHOLDS[name] | changes, known).go()


if __name__ == "__main__":
    for name in HOUSEHOLDS:
        for kind, count in (("check", walk_check(name)[0]), ("claim", walk_claim(name))):
            print(name, kind, count.questions, count.pages, count.taps)  # noqa: T201

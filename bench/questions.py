"""How much a form asks: five households (bench/residents.py) walk the check, and the combined claim from it.

Pure: the form's own rules say what is shown, and a person answers page by page, with scripts, in order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bench.residents import BOTH, HOUSEHOLDS, IN_THE_CLAIM, Answers
from formspec.rules.answer_types import type_of
from formspec.rules.answers import is_blank
from formspec.rules.compile import compile_library_form, reuse_policies
from formspec.rules.facts import facts_of
from formspec.rules.form_spec import FormSpec, Question
from formspec.rules.prefill import prefill_answers
from formspec.rules.visibility import FormState, visible_answers

CHECK, CLAIM = "check-what-you-can-get", "hb-ctr-combined"
DAY = date(2026, 11, 22)
NOTHING = ("none", "no", "na")
HEADING = "## Questions that the forms ask"
# At most, for whom it was agreed.
CHECK_LIMITS = {
    "lone parent, 2 children": {"questions": 20, "taps": 28},
    "pensioner couple": {"questions": 20},
    "single disabled man": {"questions": 16},
}
CLAIM_LIMITS = {
    "lone parent, 2 children": {"questions": 68, "pages": 37},
    "pensioner couple": {"questions": 80, "pages": 40},
    "single disabled man": {"questions": 55, "pages": 30},
    "largest household": {"questions": 100, "pages": 45},
}
# Counted in the same way, questions, pages and taps, on 27 November 2026.
BEFORE = {
    ("lone parent, 2 children", "check"): (27, 21, 44),
    ("lone parent, 2 children", "claim"): (125, 58, 116),
    ("pensioner couple", "check"): (32, 20, 50),
    ("pensioner couple", "claim"): (124, 60, 109),
    ("single disabled man", "check"): (21, 17, 37),
    ("single disabled man", "claim"): (100, 54, 102),
    ("largest household", "check"): (37, 28, 57),
    ("largest household", "claim"): (156, 61, 124),
    ("young private tenant", "check"): (16, 12, 26),
    ("young private tenant", "claim"): (73, 42, 77),
}
NO_RENT_HELP, TOLD_ON, RENT_PAGE = "young private tenant", "help-with-your-rent", 4
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


def walk_check(name: str) -> Walk:
    """A household through the check."""
    walk = Walk(FormSpec(compile_library_form(CHECK)), HOUSEHOLDS[name], {})
    walk.go()
    return walk


def walk_claim(name: str) -> Walk:
    """The same household through the combined claim, begun from its check."""
    spec, check = FormSpec(compile_library_form(CLAIM)), walk_check(name)
    facts = facts_of(check.spec.data, check.state())
    changes = BOTH | IN_THE_CLAIM.get(name, {})
    known = prefill_answers(spec.data, facts, reuse_policies(), asked=True)
    known = {place: raw for place, raw in known.items() if place[0] not in changes}
    walk = Walk(spec, HOUSEHOLDS[name] | changes, known)
    walk.go()
    return walk


def learns_of_rent_on() -> int:
    """Return the number of the claim page that tells somebody they cannot get Housing Benefit."""
    return walk_claim(NO_RENT_HELP).count.by_page.index(TOLD_ON) + 1


def section() -> list[str]:
    """The section of docs/performance.md about questions."""
    rows = []
    for name in HOUSEHOLDS:
        for form, walk, limits in (("check", walk_check, CHECK_LIMITS), ("claim", walk_claim, CLAIM_LIMITS)):
            count, limit = walk(name).count, limits.get(name, {})
            found = {what: getattr(count, what) for what in ("questions", "pages", "taps")}
            cells = [f"{number} (≤ {limit[what]})" if what in limit else str(number) for what, number in found.items()]
            before = " / ".join(map(str, BEFORE[name, form])) if (name, form) in BEFORE else ""
            rows.append(f"| {name} | {form} | {' | '.join(cells)} | {before} |")
    return [
        HEADING,
        "",
        "Five households walk the check, and the combined claim begun from it (`bench/questions.py`, which writes this",
        "part by itself too: `python -m bench.questions`). Questions filled in from the check are counted, for they",
        "are read; pages are those sent, one for each row of a list; a tap is a press on a choice or on a button.",
        "What was asked before, and why not now: [forms.md](forms.md).",
        "",
        "| household | form | questions | pages | taps | before: questions / pages / taps |",
        "|---|---|---|---|---|---|",
        *rows,
        "",
        f"Who cannot get Housing Benefit is told on page {learns_of_rent_on()} (≤ {RENT_PAGE}; before: 15).",
    ]


def rewritten(text: str) -> str:
    """docs/performance.md with this section as it is now."""
    before, _, rest = text.partition(HEADING)
    following = rest.partition("\n## ")[2]
    after = f"\n## {following}" if following else ""
    return before.rstrip() + "\n\n" + "\n".join(section()) + "\n" + after


if __name__ == "__main__":
    path = Path(__file__).parent.parent / "docs" / "performance.md"
    path.write_text(rewritten(path.read_text()))

"""Plausible answers to any form: what a demo person typed. Used by the demo, the benchmarks and the tests."""

from __future__ import annotations

import datetime as dt
from typing import Any

from formspec.rules.answers import shape_raw
from formspec.rules.visibility import visible_answers

Place = tuple[str, str]

# By fact where a form should read like a real one; everything else is answered by its type.
BY_FACT: dict[str, Any] = {
    "claim.type": ["hb", "ctr"],
    "tenancy.type": "temporary",
    "person.name": {"first": "Maria", "last": "Nowak"},
    "person.dob": {"day": "14", "month": "3", "year": "1988"},
    "person.nino": "AB 12 34 56 C",
    "person.has_nino": "yes",
    "partner.nino": "AB 12 34 57 D",
    "person.phone": "07700 900 982",
    "person.email": "maria.nowak@example.org",
    "person.safe_contact": "yes",
    "address.current": {
        "line1": "12 Weaver Court", "line2": "", "town": "Calderbrook", "county": "", "postcode": "AB1 2DE",
    },
    "address.has_correspondence": "no",
    "address.moved_in": {"day": "2", "month": "6", "year": "2024"},
    "person.immigration_group": "british_irish",
    "partner.exists": "no",
    "household.has_children": "yes",
    "household.has_other_adults": "no",
    "child.name": {"first": "Leo", "last": "Nowak"},
    "child.dob": {"day": "9", "month": "11", "year": "2018"},
    "bank.account": {"name": "M Nowak", "sort_code": "20-29-59", "account_number": "63748472", "roll_number": ""},
    "payment.hb_to": "me",
}  # fmt: skip
# What a person gives although it may be left empty.
GIVEN_ALL_THE_SAME = ("person.nino", "partner.nino")
FILLING_FOR_SELF = {"filling_for": "self", "helping": "no"}
ROW = "r1"


def fill_in(spec: dict[str, Any], *, today: dt.date, given: dict[str, Any] | None = None) -> dict[Place, Any]:
    """Raw answers, by (question key, row), with which the form can be sent.

    `given` are raw answers by question key that are kept as they are.
    """
    asked = [question for section in spec["sections"] for question in section["questions"]]
    answers: dict[Place, Any] = {
        (question["key"], ""): BY_FACT[question["fact"]]
        for question in asked
        if question.get("fact") in GIVEN_ALL_THE_SAME
    }
    answers |= {(key, ""): raw for key, raw in (given or {}).items()}
    # Every answer may bring up new questions, so ask again until nothing is missing.
    for _ in range(60):
        form_state = visible_answers(spec, answers, today)
        missing = [problem for problem in form_state.problems if (problem.question, problem.row) not in answers]
        if not form_state.problems:
            return answers
        if not missing:
            wrong = "; ".join(f"{p.question}/{p.row}: {p.message}" for p in form_state.problems)
            raise AssertionError(f"These demo answers do not fit {spec['slug']}: {wrong}")
        for problem in missing:
            question = _question(spec, problem.question)
            answers[problem.question, problem.row] = sample(question, answers, today)
    raise AssertionError(f"{spec['slug']} never comes to an end.")


def _question(spec: dict[str, Any], key: str) -> dict[str, Any]:
    for section in spec["sections"]:
        for question in section["questions"]:
            for candidate in [question, *question.get("fields", ())]:
                if candidate["key"] == key:
                    return candidate
    raise KeyError(key)


def sample(question: dict[str, Any], answers: dict[Place, Any], today: dt.date) -> Any:
    """One plausible raw answer to a question."""
    if question.get("fact") in BY_FACT:
        raw = BY_FACT[question["fact"]]
        if _is_offered(question, raw):
            return raw
    if question["key"] in FILLING_FOR_SELF:
        return FILLING_FOR_SELF[question["key"]]
    if question.get("validation") == "signature":
        name = answers.get(("name", ""), BY_FACT["person.name"])
        return f"{name['first']} {name['last']}"
    return _BY_TYPE[question["type"]](question, today)


def _is_offered(question: dict[str, Any], raw: Any) -> bool:
    """A fact may have another shape in another form."""
    if shape_raw(question, raw) != raw:
        return False
    offered = {option["value"] for option in question.get("options", ())}
    return not offered or set(raw if isinstance(raw, list) else [raw]) <= offered


def _date(question: dict[str, Any], today: dt.date) -> dict[str, str]:
    day = today - dt.timedelta(days=90)
    if question.get("validation") == "past_date_16":
        day = dt.date(1990, 5, 17)
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}


def _choice(question: dict[str, Any], today: dt.date) -> str:
    values = [option["value"] for option in question["options"]]
    return next((value for value in ("no", "none") if value in values), values[0])


def _digits(question: dict[str, Any], today: dt.date) -> str:
    return {"four_digits": "2018", "nine_digits": "123456789"}.get(question.get("validation", ""), "As agreed")


_BY_TYPE = {
    "text": _digits,
    "long_text": lambda question, today: "Nothing else to add.",
    "email": lambda question, today: "somebody@example.org",
    "phone": lambda question, today: "01632 960 001",
    "nino": lambda question, today: "AB 12 34 56 C",
    "number": lambda question, today: "1",
    "money": lambda question, today: "120.50",
    "money_frequency": lambda question, today: {"amount": "110", "frequency": "weekly"},
    "choice": _choice,
    "multi_choice": lambda question, today: [_choice(question, today)],
    "yes_no": lambda question, today: "no",
    "yes_no_unsure": lambda question, today: "no",
    "date": _date,
    "month_year": lambda question, today: {"month": "4", "year": str(today.year - 1)},
    "name": lambda question, today: {"first": "Sam", "last": "Taylor"},
    "address": lambda question, today: dict(BY_FACT["address.current"]),
    "bank_account": lambda question, today: dict(BY_FACT["bank.account"]),
    "declaration": lambda question, today: "agreed",
    "repeating_group": lambda question, today: [ROW],
    "file_upload": lambda question, today: ["demo-file"],
}

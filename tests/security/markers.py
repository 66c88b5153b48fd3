"""An answer that nobody else gives, for each question of a form whose answers are somebody's own words or numbers."""

from __future__ import annotations

import re
from typing import Any

from claims.models import Claim
from claims.readers.answer_store import spec_of, stored_answers
from claims.readers.claims import form_state_of
from formspec.rules.form_spec import Question

NAME = {"first": "Canariella", "last": "Vogelsang"}
PARTNER = {"first": "Flamingo", "last": "Quillfeather"}
# What everybody may answer alike, or what has to be so: nothing of it would be told from another's.
COMMON = (
    "choice", "multi_choice", "yes_no", "yes_no_unsure", "declaration", "repeating_group", "information", "number",
    "date", "month_year", "file_upload", "money", "money_frequency",
)  # fmt: skip
ALIKE = ("postcode", "county", "line2", "day", "month", "year")
SORT_CODE = "30-94-30"
KNOWN = {"person.name": NAME, "partner.name": PARTNER}
BORN = {"day": "9", "month": "11", "year": "1947"}


def marker_of(question: Question, number: int) -> Any:
    """The raw answer, told apart by its number; None where every answer is like others, or must have a given form."""
    kind, fact = question["type"], question.get("fact", "")
    if fact == "person.dob":
        return BORN
    if kind in COMMON or question.get("validation") in ("decimal", "four_digits"):
        return None
    if question.get("validation") == "signature":
        return f"{NAME['first']} {NAME['last']}"
    word = f"Zquill{number:03d}x"
    return {
        "name": KNOWN.get(fact, {"first": word, "last": "Ibis"}),
        "address": {"line1": f"{number} {word} Row", "line2": "", "town": word, "county": "", "postcode": "M1 1AE"},
        "email": f"{word}@example.org".lower(),
        "phone": f"07700 900{number:03d}",
        "nino": f"AB 65 4{number // 100} {number % 100:02d} C",
        "bank_account": {
            "name": f"{word} Ibis", "sort_code": SORT_CODE, "account_number": f"4471{number:04d}", "roll_number": "",
        },
    }.get(kind, word)  # fmt: skip


def needles_of(raw: Any) -> set[str]:
    """The texts that tell of an answer: as typed, and without spaces."""
    if raw == BORN:
        return {"9 November 1947", "1947-11-09", "9/11/1947"}
    if isinstance(raw, dict):
        return {each for part, value in raw.items() if part not in ALIKE for each in needles_of(value)}
    text = str(raw)
    packed = re.sub(r"[\s-]", "", text)
    # A number is kept as +44 and the rest.
    said = (text, packed, packed.removeprefix("0"))
    return {each for each in said if len(each) > 5 and text != SORT_CODE}


def markers_for(claim: Claim) -> dict[tuple[str, str], Any]:
    """By place, the marker of every question that is asked and has one."""
    spec, found = spec_of(claim), {}
    for number, (key, row) in enumerate(form_state_of(claim).cleaned):
        raw = marker_of(spec.question(key, row), number)
        if raw is not None:
            found[key, row] = raw
    return found


def revisions(claim: Claim) -> dict[tuple[str, str], int]:
    """By place, the revision of the stored answer."""
    return {place: answer.revision for place, answer in stored_answers(claim).items()}

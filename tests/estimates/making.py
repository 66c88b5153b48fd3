"""Checks of what somebody can get, answered, for the tests of estimates."""

from __future__ import annotations

from typing import Any

from accounts.actors import Actor
from claims.actions.answering import AnswerChange, save_answers, start_claim
from claims.models import Claim
from core.rules.messages import in_words

# Bodies whose names stay as they are.
SAME_IN_WELSH = {"Social Security Scotland"}
CHECK = "check-what-you-can-get"
# A single private renter of 40 without work or savings.
ANSWERS: dict[str, Any] = {
    "dob": {"day": "3", "month": "5", "year": "1986"},
    "has_partner": "no",
    "has_children": "no",
    "has_other_adults": "no",
    "housing_situation": "private_tenant",
    "rent_amount": {"amount": "70", "frequency": "weekly"},
    "ctax_liable": "yes",
    "ctax_band": "A",
    "income_sources": ["none"],
    "benefits_you": ["none"],
    "circumstances_you": ["none"],
    "capital_total_band": "u3000",
}


def answered_check(by: Actor, answers: dict[str, Any] | None = None) -> Claim:
    """A check of what this person can get, with these answers. The form must be in the council."""
    claim = start_claim(slug=CHECK, language="en-gb", by=by)
    answer(claim, by, ANSWERS if answers is None else answers)
    return claim


def answer(claim: Claim, by: Actor, answers: dict[str, Any]) -> None:
    """Give answers, over whatever was answered before."""
    bases = dict(claim.answers.values_list("key", "revision"))
    changes = [AnswerChange(key, "", raw, bases.get(key, 0)) for key, raw in answers.items()]
    saved = save_answers(public_id=claim.public_id, changes=changes, by=by)
    assert not saved.conflicts


def sentences_of(result: Any) -> list[str]:
    """The English sentences of a stored result, to look for them where another language should be."""
    if isinstance(result, dict) and "params" in result:
        sentence = in_words(result)
        return [sentence] if " " in sentence and sentence not in SAME_IN_WELSH else []
    inside = result.values() if isinstance(result, dict) else result if isinstance(result, list) else ()
    return [sentence for each in inside for sentence in sentences_of(each)]


def english_left(result: dict[str, Any], text: str) -> list[str]:
    """Those of a stored result's sentences that stand in the text in English, outside the titles of laws."""
    for each in result["passported"]:
        text = text.replace(each["source"], "")
    return [sentence for sentence in sentences_of(result) if sentence in text]

"""Changes of a claim in words: what is held, beside the box that asks for the new, and before and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from claims.models import Claim
from claims.presenters.submission import answer_in_words
from claims.readers.answer_store import localised_spec, sent_values
from formspec.rules.compile import reuse_policies
from formspec.rules.form_spec import Question
from formspec.rules.prefill import BESIDE

# What says something of health or origin is not shown again by itself.
SHOWN = ("prefill_and_confirm", "confirm_masked")

# Said of the form itself.
NOT_OF_IT = ("claim.reference", "claim.current_awards")


@dataclass(frozen=True)
class Change:
    """One answer that changed, in words, masked where pages mask it: what was said, and what is said now."""

    label: str
    before: str
    after: str


def held_words(first: Claim) -> dict[str, str]:
    """What a sent claim says now, in words, by fact."""
    values, policies = sent_values(first), reuse_policies()
    asked = [question for question in localised_spec(first).questions.values() if "fact" in question]
    said = {q["fact"]: answer_in_words(q, values[q["key"]]) for q in asked[::-1] if q["key"] in values}
    return {fact: words for fact, words in said.items() if words and policies.get(fact) in SHOWN}


def held_beside(claim: Claim, questions: Iterable[Question]) -> dict[str, str]:
    """By key, what stands beside the boxes of a draft that tells changes. No query where nothing does."""
    asked = {q["key"]: q["fact"] for q in questions if q.get("prefill") == BESIDE and "fact" in q}
    if claim.follows_id is None or not asked:
        return {}
    words, source = held_words(claim.follows), claim.follows.reference
    return {
        key: _("Before, in your claim %(reference)s: %(answer)s") % {"reference": source, "answer": words[fact]}
        for key, fact in asked.items()
        if fact in words
    }


def changes_in(claim: Claim) -> list[Change]:
    """What a sent claim that tells changes changes: each answer with what was said before, and the days."""
    words, values, spec = held_words(claim.follows), sent_values(claim), localised_spec(claim)
    changes = []
    for question in (q for q in spec.questions.values() if q["key"] in values):
        fact, after = question.get("fact", ""), answer_in_words(question, values[question["key"]])
        is_new = question.get("prefill") == BESIDE or fact == "change.date"
        differs = fact in words and words[fact] != after and fact not in NOT_OF_IT
        if is_new or differs:
            changes.append(Change(question["label"], words.get(fact, ""), after))
    return changes

"""The page on which a claimant looks through what is held and says whether it is still right."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from claims.changing.readers import takes_changes
from claims.models import AwardReview, Claim
from claims.presenters.submission import AnswerSection, sections_of
from claims.readers.answer_store import localised_spec
from claims.reviewing.rules import is_overdue
from formspec.rules.form_spec import Question


def held_sections(claim: Claim) -> list[AnswerSection]:
    """What the council holds, in the claim's own sections; without what was declared and signed."""
    questions = localised_spec(claim).questions
    found = []
    for section in sections_of(claim):
        held = [row for row in section.rows if not _is_signed(questions[row.key])]
        if held:
            found.append(replace(section, rows=held))
    return found


def _is_signed(question: Question) -> bool:
    return bool(question.get("statements")) or question.get("validation") == "signature"


def declaration() -> str:
    """What is declared with "nothing has changed", in the page's language."""
    return _("I have looked through what you hold. It is all still right, and nothing is missing.")


def titles_of(claim: Claim, keys: list[str]) -> list[str]:
    """Sections of a form by their titles, in its order."""
    return [section["title"] for section in localised_spec(claim).data["sections"] if section["key"] in keys]


def review_content(claim: Claim, review: AwardReview) -> dict[str, Any]:
    """What the page says of a review, open or ended."""
    return {
        "review": review,
        "is_overdue": review.is_open and is_overdue(review.last_day, timezone.localdate()),
        "takes_changes": takes_changes() if review.is_open else False,
        "changed": titles_of(claim, review.changed_sections),
    }

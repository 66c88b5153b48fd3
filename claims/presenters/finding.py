"""What stands above the boxes of an address: finding it by its postcode, or taking one that was given before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from claims.finding.rules import FoundAddress
from claims.readers.answer_store import StoredAnswer
from formspec.rules.answer_types import type_of
from formspec.rules.answers import is_blank
from formspec.rules.form_spec import FormSpec, Question
from formspec.rules.visibility import FormState

# An address that is asked for because it is another one than where the person lives.
NEVER_THE_SAME = {"address.current", "address.previous", "address.correspondence", "dhp.new_address"}
MOST_OTHERS = 3


@dataclass(frozen=True)
class Finding:
    """One look-up: for which question, what was typed, what was found, and the sentence when that is wrong.

    `found` is None when nothing was looked up.
    """

    key: str
    postcode: str
    found: Sequence[FoundAddress] | None = None
    error: str = ""

    @property
    def target(self) -> str:
        """The id that a link from the error leads to."""
        return f"found-{self.key}" if self.found else f"find-{self.key}"


def is_address(question: Question) -> bool:
    """Whether a question asks for an address."""
    return type_of(question).control == "address"


def finders(
    spec: FormSpec, questions: Sequence[Question], form_state: FormState,
    stored: Mapping[tuple[str, str], StoredAnswer], *, finds: bool, finding: Finding | None,
) -> dict[str, SafeString]:  # fmt: skip
    """By key of each address question on a page, what stands above its boxes; nothing where there is nothing to say."""
    drawn = {}
    for question in filter(is_address, questions):
        key = question["key"]
        here = finding if finding and finding.key == key else None
        answer = stored.get((key, ""))
        is_empty = answer is None or is_blank(question, answer.raw)
        others = _others(spec, question, form_state) if is_empty else []
        if finds or others:
            context = {"key": key, "label": question["label"], "finds": finds, "finding": here, "others": others}
            drawn[key] = SafeString(render_to_string("claims/_find_address.html", context))
    return drawn


def _others(spec: FormSpec, question: Question, form_state: FormState) -> list[Question]:
    """The other address questions whose answer this one may have as well."""
    if question.get("fact") in NEVER_THE_SAME:
        return []
    return [other for other in spec.questions.values() if other != question and has_address(form_state, other)][
        :MOST_OTHERS
    ]


def has_address(form_state: FormState, question: Question) -> bool:
    """Whether a question has a right answer that is an address in sight."""
    if not is_address(question) or not form_state.is_visible(question["key"], ""):
        return False
    cleaned = form_state.cleaned.get((question["key"], ""))
    return cleaned is not None and bool(cleaned.value) and cleaned.error is None

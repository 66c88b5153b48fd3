"""The table of operations, and doing one: whatever comes out compiles, or it is refused with reasons."""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Mapping
from typing import Any

from core.rules.messages import Phrase, say
from formspec.rules.compile import FormProblems
from formspec.rules.sources.own_form import compile_own
from formspec.rules.sources.problems import MAX_SOURCE_DEPTH
from studio.rules.finding import Source
from studio.rules.operations import (
    conditions,
    eligibility,
    examples,
    media,
    pages,
    questions,
    sections,
    settings,
    signature,
    words,
)
from studio.rules.order import later_questions
from studio.rules.refusals import Refused
from studio.rules.rewording import translations_kept

MOST_LETTERS = 1_000_000
MOST_PARAMETERS = 100_000
OPERATIONS: Mapping[str, Callable[..., None]] = {
    "add_section": sections.add_section,
    "change_section": sections.change_section,
    "move_section": sections.move_section,
    "remove_section": sections.remove_section,
    "add_page": pages.add_page,
    "rename_page": pages.rename_page,
    "move_page": pages.move_page,
    "remove_page": pages.remove_page,
    "add_question": questions.add_question,
    "copy_question": questions.copy_question,
    "move_question": questions.move_question,
    "move_question_to": questions.move_question_to,
    "remove_question": questions.remove_question,
    "change_question": settings.change_question,
    "set_type": settings.set_type,
    "add_option": settings.add_option,
    "rename_option": settings.rename_option,
    "move_option": settings.move_option,
    "remove_option": settings.remove_option,
    "set_condition": conditions.set_condition,
    "add_named": conditions.add_named,
    "change_named": conditions.change_named,
    "change_named_when": conditions.change_named_when,
    "remove_named": conditions.remove_named,
    "set_sound": media.set_sound,
    "remove_sound": media.remove_sound,
    "set_film": media.set_film,
    "remove_film": media.remove_film,
    "change_eligibility": eligibility.change_eligibility,
    "add_eligibility_question": eligibility.add_eligibility_question,
    "change_eligibility_question": eligibility.change_eligibility_question,
    "move_eligibility_question": eligibility.move_eligibility_question,
    "remove_eligibility_question": eligibility.remove_eligibility_question,
    "set_signature": signature.set_signature,
    "remove_signature": signature.remove_signature,
    "change_words": words.change_words,
    "set_translations": words.set_translations,
    "add_example": examples.add_example,
    "remove_example": examples.remove_example,
}
# Operations that must not give something new a key that an earlier version had, nor change what one had.
MIND_PUBLISHED = ("add_question", "copy_question", "set_type", "add_option", "add_section", "add_page")


def perform(source: Source, name: str, parameters: Mapping[str, Any], published: Collection[str] = ()) -> Source:
    """The source after an operation, which compiles. The one that comes in is left as it is.

    published: keys of questions ("key") and choices ("key:value") that ever were in a published version. Raises
    Refused, and InUse where others use what is to go.
    """
    if _is_too_big(parameters, MOST_PARAMETERS):
        raise Refused(say("That is too long."))
    changed = copy.deepcopy(source)
    more = {"published": frozenset(published)} if name in MIND_PUBLISHED else {}
    OPERATIONS[name](changed, **parameters, **more)
    if _is_too_big(changed, MOST_LETTERS):
        raise Refused(say("The form would be too long to keep."))
    later = later_questions(changed)
    if later:
        raise Refused(*later)
    translations_kept(source, changed)
    must_compile(changed)
    return changed


def must_compile(source: Source) -> None:
    """Raises Refused with what is wrong, unless the source is a form."""
    try:
        compile_own(source)
    except FormProblems as wrong:
        raise Refused(*[Phrase("%(problem)s", {"problem": each}) for each in wrong.problems]) from wrong


def _is_too_big(value: Any, most: int) -> bool:
    """Whether it is nested too deep or has too many letters; looked at before anything that takes long."""
    waiting, letters = [(value, 1)], 0
    while waiting:
        part, depth = waiting.pop()
        if depth > MAX_SOURCE_DEPTH or letters > most:
            return True
        if isinstance(part, Mapping):
            letters += sum(len(str(key)) for key in part)
            waiting.extend((inner, depth + 1) for inner in part.values())
        elif isinstance(part, list | tuple):
            letters += len(part)
            if letters <= most:
                waiting.extend((inner, depth + 1) for inner in part)
        else:
            letters += len(part) if isinstance(part, str) else 1
    return letters > most

"""Which papers a shared form asks for, for the adviser: names of kinds and whether they were given, never a file."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.utils.translation import gettext as _

from claims.presenters.submission import papers_asked_for
from formspec.rules.answer_types import type_of
from formspec.rules.form_spec import FormSpec, Question
from formspec.rules.sharing import may_see

# Stands for an answer of which no more may be known than that it is there.
FILLED_IN = "filled in"


def papers_content(
    spec: FormSpec, values: dict[str, Any], kinds_given: Callable[[], Collection[str]]
) -> list[tuple[str, str]]:
    """(name of the paper, how it stands) for what clean answers call for, as far as the adviser may know.
    `kinds_given` finds of which kinds there are files beside the answers, and is asked when some paper is called for.
    """
    known = {key: _known(spec, spec.questions[key], value) for key, value in values.items()}
    papers = papers_asked_for(spec, {key: value for key, value in known.items() if value is not None})
    given, asked = _("Given with this form"), _("Asked for, and not given with this form yet")
    kinds = kinds_given() if papers else ()
    return [(each.name, given if each.is_given or each.kind in kinds else asked) for each in papers]


def _known(spec: FormSpec, question: Question, value: Any) -> Any:
    """The answer, or as much as may be known of it; None for nothing.

    Of a masked choice not even that: which papers it calls for would say what was chosen.
    """
    if may_see(question):
        if not type_of(question).is_group:
            return value
        fields = {part["key"]: part for part in question["fields"]}
        rows = [{key: _known(spec, fields[key], each) for key, each in row.items()} for row in value]
        return [{key: each for key, each in row.items() if each is not None} for row in rows]
    return None if type_of(question).is_group or type_of(question).options(question) else FILLED_IN

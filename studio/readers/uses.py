"""What would go with a part of a draft, before it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404

from core.rules.messages import Phrase
from studio.models import FormDraft
from studio.rules.finding import Source, named_of, page_of, question_of, section_of
from studio.rules.operations.removing import digest_of
from studio.rules.operations.table import perform
from studio.rules.refusals import InUse, Refused, Use


@dataclass
class Removing:
    """A removal: its operation with its parameters, what is removed, who uses it, and why it cannot be, if so. along:
    the labels of the questions that go along; may_go: whether questions can.
    """

    operation: str
    parameters: dict[str, Any]
    title: str
    uses: list[Use] = field(default_factory=list)
    refused: tuple[Phrase, ...] = ()
    along: list[str] = field(default_factory=list)

    @property
    def may_go(self) -> bool:
        """Whether questions that use it can go along."""
        return self.operation in ("remove_section", "remove_page", "remove_question", "remove_option")

    @property
    def seen(self) -> str:
        """The digest of the uses."""
        return digest_of(self.uses) if self.uses else ""


def what_is_to_go(draft: FormDraft, what: str, along: Sequence[str] = ()) -> Removing:
    """What "section:KEY", "page:KEY", "question:KEY", "named:KEY" or "option:KEY:VALUE" is, and who uses it or the
    questions that go along; or 404.
    """
    kind, _sep, rest = what.partition(":")
    key, _sep, value = rest.partition(":")
    try:
        removing = _removing(draft.source, kind, key, value)
        if along and removing.may_go:
            removing.along = [question_of(draft.source, each)["label"] for each in along]
            removing.parameters["along"] = [*along]
    except Refused as refused:
        raise Http404 from refused
    try:
        perform(draft.source, removing.operation, removing.parameters)
    except InUse as used:
        removing.uses = used.uses
    except Refused as refused:
        removing.refused = refused.reasons
    return removing


def _removing(source: Source, kind: str, key: str, value: str) -> Removing:
    if kind == "section":
        return Removing("remove_section", {"key": key}, section_of(source, key)["title"])
    if kind == "page":
        return Removing("remove_page", {"key": key}, page_of(source, key)[0]["title"])
    if kind == "question":
        return Removing("remove_question", {"key": key}, question_of(source, key)["label"])
    if kind == "named":
        return Removing("remove_named", {"key": key}, named_of(source, key)["name"])
    options = question_of(source, key).get("options", ()) if kind == "option" else ()
    for option in options:
        if option["value"] == value:
            return Removing("remove_option", {"key": key, "value": value}, option["label"])
    raise Http404

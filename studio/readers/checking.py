"""What is found in a draft before it is published, beside the council's other forms."""

from __future__ import annotations

from typing import Any

from formspec.models import FormSource, FormVersion
from formspec.readers import media_kept
from formspec.rules.answer_types.answer_type import AnswerType
from formspec.rules.compile import Document, library_facts
from formspec.rules.media import own_files
from studio.models import FormDraft
from studio.rules.checking.findings import Finding, fact_types, findings
from studio.rules.finding import all_of


def findings_in(draft: FormDraft, document: Document) -> list[Finding]:
    """Everything that is found in a draft of the actor's and the document compiled from it. Two queries at most."""
    published = FormSource.objects.filter(version__state=FormVersion.State.PUBLISHED)
    elsewhere: dict[str, AnswerType] = {}
    for source in published.exclude(version__form=draft.form_id).values_list("content", flat=True):
        elsewhere |= fact_types(source)
    return findings(draft.source, document, library_facts(), elsewhere, kept_in(draft.source))


def kept_in(source: dict[str, Any]) -> set[str]:
    """Of the sound and films that a source names, those that are here. One query where it names any."""
    return media_kept(named_in(source))


def named_in(source: dict[str, Any]) -> set[str]:
    """The council's sound and films that a source names."""
    return {name for question, _section, _group in all_of(source) for name in own_files(question)}

"""What is found in a draft before it is published, beside the council's other forms."""

from __future__ import annotations

from formspec.models import FormSource, FormVersion
from formspec.rules.answer_types.answer_type import AnswerType
from formspec.rules.compile import Document, library_facts
from studio.models import FormDraft
from studio.rules.checking.findings import Finding, fact_types, findings


def findings_in(draft: FormDraft, document: Document) -> list[Finding]:
    """Everything that is found in a draft of the actor's and the document compiled from it. One query."""
    published = FormSource.objects.filter(version__state=FormVersion.State.PUBLISHED)
    elsewhere: dict[str, AnswerType] = {}
    for source in published.exclude(version__form=draft.form_id).values_list("content", flat=True):
        elsewhere |= fact_types(source)
    return findings(draft.source, document, library_facts(), elsewhere)

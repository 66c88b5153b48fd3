"""What is found in a draft before it is published, beside the council's other forms."""

from __future__ import annotations

from typing import Any

from django.db import connection

from formspec.models import FormVersion
from formspec.readers import media_kept
from formspec.rules.answer_types import ANSWER_TYPES
from formspec.rules.answer_types.answer_type import AnswerType
from formspec.rules.compile import Document, library_facts
from formspec.rules.media import own_files
from studio.models import FormDraft
from studio.rules.checking.findings import Finding, findings
from studio.rules.finding import all_of

# Only that of whole sources: those of many forms are megabytes.
_FACTS = """
WITH asked AS (
    SELECT jsonb_path_query(source.content, '$.sections[*].questions[*]') AS question
      FROM formspec_formsource source JOIN formspec_formversion version ON version.id = source.version_id
     WHERE version.state = %(published)s AND version.form_id <> %(form)s
), all_asked AS (
    SELECT question FROM asked UNION ALL SELECT jsonb_path_query(question, '$.fields[*]') FROM asked
)
SELECT DISTINCT question ->> 'fact', question ->> 'type' FROM all_asked WHERE question ->> 'fact' IS NOT NULL
"""


def findings_in(draft: FormDraft, document: Document) -> list[Finding]:
    """Everything that is found in a draft of the actor's and the document compiled from it. Two queries at most."""
    return findings(draft.source, document, library_facts(), _facts_elsewhere(draft), kept_in(draft.source))


def _facts_elsewhere(draft: FormDraft) -> dict[str, AnswerType]:
    """By fact, the type of its question in the other forms that the council has published."""
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, {"published": FormVersion.State.PUBLISHED, "form": draft.form_id})
        return {fact: ANSWER_TYPES[kind] for fact, kind in cursor.fetchall()}


def kept_in(source: dict[str, Any]) -> set[str]:
    """Of the sound and films that a source names, those that are here. One query where it names any."""
    return media_kept(named_in(source))


def named_in(source: dict[str, Any]) -> set[str]:
    """The council's sound and films that a source names."""
    return {name for question, _section, _group in all_of(source) for name in own_files(question)}

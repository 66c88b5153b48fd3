"""What earlier versions of a form had, which nothing new may be taken for."""

from __future__ import annotations

from django.db import connection

from formspec.models import Form

_QUESTIONS = """
WITH asked AS (
    SELECT jsonb_path_query(spec, '$.sections[*].questions[*]') AS question
      FROM formspec_formversion WHERE form_id = %(form)s AND state <> 'draft'
), all_asked AS (
    SELECT question FROM asked UNION ALL SELECT jsonb_path_query(question, '$.fields[*]') FROM asked
)
SELECT question ->> 'key' FROM all_asked
UNION
SELECT (question ->> 'key') || ':' || (jsonb_path_query(question, '$.options[*]') ->> 'value') FROM all_asked
"""


def published_keys(form: Form) -> frozenset[str]:
    """Keys of questions ("key") and of choices ("key:value") in any version that was ever published. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_QUESTIONS, {"form": form.pk})
        return frozenset(row[0] for row in cursor.fetchall())

"""The page of a council's words: a row for each status, and for each set of ready words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from casework.models import ReadyWords
from casework.presenters.claim import STAGE_COLOURS
from claims.models import ClaimStatus
from claims.presenters.statuses import form_message, status_message, status_name


def status_rows(found: Iterable[tuple[ClaimStatus, int]], forms: dict[str, str]) -> list[dict[str, Any]]:
    """Each status: its name and words in the language of the page, its stage, how many claims have it, and of one that
    is for some forms alone their titles. `forms`: titles by slug.
    """
    return [
        {
            "code": status.code,
            "name": status_name(status),
            "message": status_message(status),
            "stage": gettext(ClaimStatus.Stage(status.stage).label),
            "colour": STAGE_COLOURS[status.stage],
            "is_offered": status.is_offered,
            "forms": [forms.get(slug, slug) for slug, own in status.by_form.items() if own.get("is_offered")]
            if status.is_of_some_forms else [],
            "number": number,
        }
        for status, number in found
    ]  # fmt: skip


def form_status_rows(found: Iterable[tuple[ClaimStatus, int]], form: str) -> list[dict[str, Any]]:
    """Each status that claims of a form can have, not those of other forms alone: name, words in the language of the
    page, and what of it is the form's own.
    """
    return [
        {
            "code": status.code,
            "name": status_name(status),
            "message": form_message(status, form),
            "has_words": "message" in status.by_form.get(form, {}),
            "is_of_some_forms": status.is_of_some_forms,
            "is_offered": status.is_offered_for(form),
        }
        for status, _number in found
        if status.code != ClaimStatus.WITHDRAWN and (not status.is_of_some_forms or status.is_offered_for(form))
    ]


def ready_rows(found: dict[str, dict[str, ReadyWords]]) -> list[dict[str, Any]]:
    """Each set of ready words: a title, and the names of its languages."""
    names = dict(settings.LANGUAGES)
    return [
        {
            "code": code,
            "title": next(iter(by_language.values())).title,
            "languages": ", ".join(str(names[language]) for language in names if language in by_language),
        }
        for code, by_language in found.items()
    ]

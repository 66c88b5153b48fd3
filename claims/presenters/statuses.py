"""Statuses in the language of the page: the council's own words in it, or the starter words translated."""

from __future__ import annotations

from django.utils.translation import get_language

from claims.models import ClaimStatus, StatusChange
from formspec.presenters.words import council_words


def status_name(status: ClaimStatus) -> str:
    """The name of a status."""
    own = status.translations.get(get_language() or "", {}).get("name")
    return own or council_words(status.name)


def status_message(status: ClaimStatus) -> str:
    """What a claimant reads when a claim gets this status."""
    own = status.translations.get(get_language() or "", {}).get("message")
    return own or council_words(status.message)


def form_message(status: ClaimStatus, form: str) -> str:
    """What a claimant of a form reads when a claim gets this status."""
    return status.translations_for(form).get(get_language() or "") or council_words(status.message_for(form))


def change_words(change: StatusChange) -> str:
    """What the claimant was told with a change of status."""
    return change.translations.get(get_language() or "") or council_words(change.message)

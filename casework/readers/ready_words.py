"""The ready words of a council."""

from __future__ import annotations

from collections.abc import Collection

from casework.models import ReadyWords


def ready_words_in(languages: Collection[str]) -> list[ReadyWords]:
    """Those in these languages, by language and title."""
    return list(ReadyWords.objects.filter(language__in=languages).order_by("language", "title", "pk"))

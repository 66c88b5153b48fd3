"""What the calculator says, in the language of the page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, ngettext

from core.rules.messages import in_words


def localised(value: Any) -> Any:
    """A message as a sentence, or a stored result (any JSON data) with a sentence in place of each message in it."""
    return in_words(value, gettext, ngettext)

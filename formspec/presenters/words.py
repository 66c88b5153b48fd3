"""The engine's own sentences and words in the language of the page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, gettext

from core.rules.messages import Phrase
from formspec.rules.translation import SOURCE_LANGUAGE

NAMES = ("what", "What", "statement")


def council_words(text: str) -> str:
    """What a council says with a status, each paragraph translated where it is still one of the starter words."""
    return "\n\n".join(gettext(paragraph) if paragraph else "" for paragraph in text.split("\n\n"))


def words(message: Phrase | None, question: dict[str, Any] | None = None) -> str:
    """A message of the form engine, translated; "" for none. `question` is the one it is about, as the page shows it.

    How English fits a label into a sentence does not carry over: other languages put the label itself, in quotes.
    """
    if message is None:
        return ""
    params = {name: gettext(value) if value else "" for name, value in message.params.items()}
    if "label" in params and (get_language() or SOURCE_LANGUAGE)[:2] != SOURCE_LANGUAGE:
        params["label"] = question["label"] if question else params["label"]
        params |= dict.fromkeys(NAMES, f"“{params['label']}”")
    return message.fill(**params).said(gettext)

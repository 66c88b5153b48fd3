"""What a new form starts as. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

Source = dict[str, Any]
LONGEST_SLUG = 60


def empty_form(slug: str, title: str) -> Source:
    """The least that is a form: one page that asks for the name."""
    question = {
        "key": "full_name", "label": "What is your name?", "short": "your name", "type": "name", "required": True,
        "fact": "person.name",
    }  # fmt: skip
    page = {"key": "your-name", "title": "Your name", "questions": ["full_name"]}
    section = {"key": "about_you", "title": "About you", "pages": [page], "questions": [question]}
    return {
        "slug": slug, "kind": "claim", "title": title, "short_title": title, "status": "live", "estimated_minutes": 5,
        "sections": [section],
    }  # fmt: skip


def renamed(source: Source, slug: str, title: str) -> Source:
    """A copy of a form under another name."""
    return {**source, "slug": slug, "title": title, "short_title": title}


def slug_for(title: str, taken: Collection[str]) -> str:
    """The address of a form with this title, which no other has."""
    words = re.sub(r"[^a-z0-9]+", "-", title.lower().replace("'", "").replace("’", "")).strip("-0123456789")
    stem = words[: LONGEST_SLUG - 4].strip("-") or "form"
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug

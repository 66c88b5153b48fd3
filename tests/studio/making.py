"""Drafts for the studio's tests, and small sources that say only what a test needs."""

from __future__ import annotations

from typing import Any

from accounts.actors import Actor
from formspec.actions.publishing import import_form
from studio.actions.drafts import begin_draft
from studio.models import FormDraft

FSM = "free-school-meals"


def draft_of(omar: Actor, slug: str = FSM) -> FormDraft:
    """The draft of a form of the library."""
    import_form(slug=slug, by=omar)
    return begin_draft(slug=slug, by=omar)


def small_form(**more: Any) -> dict[str, Any]:
    """A form of two sections: does somebody rent, from whom, and their rooms; then the rest."""
    rent = {"q": "rents", "op": "equals", "value": "yes"}
    home = [
        {"key": "rents", "label": "Do you rent?", "type": "yes_no", "required": True},
        {
            "key": "landlord", "label": "Who do you rent from?", "type": "choice", "show_if": rent,
            "options": [{"value": "council", "label": "The council"}, {"value": "other", "label": "Somebody else"}],
        },
    ]  # fmt: skip
    rooms = {
        "key": "rooms", "label": "Rooms", "type": "repeating_group",
        "rows": {"min": 0, "max": 5, "row_title": "{room_name}", "called": "Room"},
        "fields": [
            {"key": "room_name", "label": "Which room?", "type": "text"},
            {"key": "room_size", "label": "How big is it?", "type": "number"},
        ],
    }  # fmt: skip
    pages = [
        {"key": "your-home", "title": "Your home", "questions": ["rents", "landlord"]},
        {"key": "rooms", "title": "Rooms", "questions": ["rooms"]},
    ]
    last = {"key": "more", "label": "Is there more to say?", "type": "long_text"}
    return {
        "slug": "small", "kind": "claim", "title": "Small form", "short_title": "Small", "status": "live",
        "translations": {"cy": {"Do you rent?": "Ydych chi’n rhentu?", "Rooms": "Ystafelloedd"}},
        "sections": [
            {"key": "home", "title": "Home", "pages": pages, "questions": [*home, rooms]},
            {
                "key": "rest", "title": "The rest", "questions": [last],
                "pages": [{"key": "more", "title": "More", "questions": ["more"]}],
            },
        ],
    } | more  # fmt: skip

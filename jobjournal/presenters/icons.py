"""The pictures of activities: lines on a square of 24 units, drawn in the colour of the text."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

ICONS = {
    "search": "M10 4a6 6 0 1 0 0 12a6 6 0 1 0 0-12M14.5 14.5L20 20",
    "bell": "M6 17V11a6 6 0 0 1 12 0v6M4 17h16M10 20a2 2 0 0 0 4 0",
    "form": "M6 3h12v18H6zM9 8h6M9 12h6M9 16l1.5 1.5L14 14.5",
    "envelope": "M3 6h18v12H3zM3 7l9 7l9-7",
    "phone": "M6 3h3l2 5l-2.5 2a12 12 0 0 0 5.5 5.5l2-2.5l5 2v3a2 2 0 0 1-2 2A17 17 0 0 1 4 5a2 2 0 0 1 2-2z",
    "building": "M5 21V4h10v17M15 9h4v12M3 21h18M8 8h1M11 8h1M8 12h1M11 12h1M8 16h1M11 16h1",
    "people": "M9 11a3.5 3.5 0 1 0 0-7a3.5 3.5 0 1 0 0 7M2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6"
    "M18 14a6.5 6.5 0 0 1 3.5 6",
    "reply": "M9 7L4 12l5 5M4 12h10a6 6 0 0 1 6 6v1",
    "checklist": "M4 6l1.5 1.5L8 5M4 12l1.5 1.5L8 11M4 18l1.5 1.5L8 17M12 6.5h8M12 12.5h8M12 18.5h8",
    "meeting": "M7 9a2.5 2.5 0 1 0 0-5a2.5 2.5 0 1 0 0 5M17 9a2.5 2.5 0 1 0 0-5a2.5 2.5 0 1 0 0 5"
    "M3 20v-5a4 4 0 0 1 8 0M13 15a4 4 0 0 1 8 0v5M8 18h8",
    "document": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "profile": "M3 4h18v13H3zM8 21h8M12 17v4M12 10a2 2 0 1 0 0-4a2 2 0 1 0 0 4M8.5 14.5a3.5 3.5 0 0 1 7 0",
    "book": "M12 6a8 8 0 0 0-9-1v14a8 8 0 0 1 9 1a8 8 0 0 1 9-1V5a8 8 0 0 0-9 1zM12 6v14",
    "hands": "M12 20S4 15 4 9.5a4 4 0 0 1 8-1.5a4 4 0 0 1 8 1.5C20 15 12 20 12 20z",
    "talk": "M3 5h12v8H8l-3 3v-3H3zM18 9h3v8h-2v3l-3-3h-6",
    "map": "M12 21s-6-6-6-11a6 6 0 0 1 12 0c0 5-6 11-6 11zM12 12a2 2 0 1 0 0-4a2 2 0 1 0 0 4",
    "star": "M12 3l2.7 6l6.3.6l-4.8 4.2l1.5 6.2L12 16.7L6.3 20l1.5-6.2L3 9.6L9.3 9z",
    "bag": "M4 8h16v12H4zM9 8V5h6v3M4 13h16",
    "calendar": "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5M8 14h2M14 14h2",
    "pound": "M17 7a4 4 0 0 0-8 1c0 4 1 7-2 11h11M6 13h8",
    "flag": "M6 21V4M6 5h12l-3 4l3 4H6",
    "cross": "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M9 9l6 6M15 9l-6 6",
    "other": "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M8 12h.1M12 12h.1M16 12h.1",
}


def icon(name: str) -> SafeString:
    """The picture as SVG, for eyes only: the words beside it say what it is. An unknown name gets the plain one."""
    return format_html(
        '<svg class="bo-icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">'
        '<path d="{}" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"'
        ' stroke-linejoin="round"/></svg>',
        ICONS.get(name, ICONS["other"]),
    )

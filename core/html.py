"""Markdown from council staff to HTML that is safe in a page, a PDF and a message."""

from __future__ import annotations

import markdown
import nh3
from django.utils.safestring import SafeString, mark_safe

ALLOWED_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h3", "h4", "blockquote", "abbr"}
ALLOWED_ATTRIBUTES = {"a": {"href"}, "abbr": {"title"}}


def clean_html(html: str) -> SafeString:
    """Any HTML → only the few tags that guidance needs; links keep only http(s), mailto and tel addresses."""
    cleaned = nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )
    return mark_safe(cleaned)  # noqa: S308 - the allow-list above is what makes it safe


def guidance_html(text: str) -> SafeString:
    """Markdown guidance → cleaned HTML. Raw HTML inside the Markdown is cleaned by the same allow-list."""
    return clean_html(markdown.markdown(text or "", output_format="html"))

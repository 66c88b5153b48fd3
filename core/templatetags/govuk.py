"""{% govuk "button" text="Continue" %}, {% error_summary form %} (or a list of message and id), {% kept "a.html" %}."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms, template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.fragments import fragment
from core.govuk.forms import form_errors
from core.govuk.macros import component
from core.govuk.questions import error_summary as summary_of
from core.languages.rules import Foreign

register = template.Library()


@register.simple_tag
def govuk(name: str, params: dict[str, Any] | None = None, **more: Any) -> SafeString:
    """One GOV.UK component; parameters as a dict, as keywords, or both."""
    return component(name, {**(params or {}), **more})


@register.simple_tag
def error_summary(errors: forms.BaseForm | Sequence[tuple[str, str | None]] | None) -> SafeString:
    """The box "There is a problem" of a form, or of (message, target id) pairs; nothing without errors."""
    return summary_of(form_errors(errors) if isinstance(errors, forms.BaseForm) else errors or [])


@register.simple_tag
def kept(template_name: str, **given: Any) -> SafeString:
    """A part that is the same for everybody, drawn once: it sees these values and nothing else of the page."""
    return fragment(template_name, given)


@register.filter
def lines(words: str) -> SafeString:
    """Words with a break at each end of a line; those in another language than the page say which."""
    broken = linebreaksbr(words)
    if not isinstance(words, Foreign):
        return broken
    return format_html('<span lang="{}" dir="{}">{}</span>', words.language, words.direction, broken)


@register.simple_tag
def bar_width(value: Any, largest: Any, full: int = 100) -> str:
    """Width of a bar for `value` where `largest` fills `full` units; at least 1 when not zero."""
    share = float(value) / float(largest) if float(largest) > 0 else 0.0
    width = max(0.0, min(1.0, share)) * full
    return f"{max(width, 1.0) if width > 0 else 0:.1f}"


_EMPTY_CELL = dict.fromkeys(("text", "at", "url", "id", "tag_colour", "numeric", "tags", "tick", "title"), "")


@register.filter
def whole_cells(row: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cells of a row of components/table.html with everything that one can have: a template that looks for what a
    cell lacks takes longer than one that finds it empty.
    """
    return [_EMPTY_CELL | cell for cell in row]

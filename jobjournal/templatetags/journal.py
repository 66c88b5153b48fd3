"""Parts of the journal's pages: {% journal_icon name %} and {% journal_url "weeks" … %}, which stays in its journal;
{{ text|sentence_read }}: a sentence without the marks of its grammar.
"""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from jobjournal.presenters.icons import icon
from jobjournal.presenters.page_parts import address
from jobjournal.rules.pieces import readable

register = template.Library()


@register.simple_tag
def journal_icon(name: str) -> SafeString:
    """The picture of an activity."""
    return icon(name)


@register.simple_tag(takes_context=True)
def journal_url(context: Context, name: str, *arguments: Any, **query: str) -> str:
    """The address of a page of the journal that `journal` (a readers.Whose) in the context is."""
    return address(name, context["journal"], *arguments, **query)


@register.filter
def sentence_read(text: str) -> str:
    """A sentence of the library for whoever only reads it."""
    return readable(text)

"""The tag by which a page shows what upper apps put on it."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from core.panels import panels_markup

register = template.Library()


@register.simple_tag(takes_context=True)
def panels(context: Context, slot: str, subject: Any = None) -> SafeString:
    """The panels of a slot for what the page is about (`core/panels.py`); needs `request` in the context."""
    return panels_markup(slot, context["request"], subject)

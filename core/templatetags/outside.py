"""{% outside_link "shelter" %}: a link to a page of somebody else, from core/outside/addresses.yaml."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.outside.addresses import outside_addresses

register = template.Library()


@register.simple_tag
def outside_link(key: str, text: str = "") -> SafeString:
    """A link to it, with its own name or other words."""
    page = outside_addresses()[key]
    return format_html('<a class="govuk-link" href="{}">{}</a>', page.url, text or page.name)
